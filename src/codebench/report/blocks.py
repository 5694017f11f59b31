"""What a report is made of: blocks in an order, which each format renders in its own way."""

from dataclasses import dataclass
from enum import StrEnum

from codebench.domain.table import Table
from codebench.report.chart import Chart


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 is a chapter."""

    text: str
    level: int = 1


class Tone(StrEnum):
    """How a paragraph is meant."""

    BODY = "body"
    NOTE = "note"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words of the researcher, or of the report about itself (a note); a list has an item a paragraph."""

    text: str
    tone: Tone = Tone.BODY


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage in a participant's words, and by which traits it is cited, as `(R12, so)`."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its title above it, and its N, rule and notes beneath."""

    table: Table


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its caption; a format draws it as it shows it, or leaves it to the table that it is of."""

    chart: Chart
    caption: str

    @property
    def words(self) -> str:
        """What can be read in the picture, for who can't see it."""
        rows = zip(self.chart.labels, zip(*(series.told for series in self.chart.series), strict=True), strict=True)
        names = ", ".join(series.name for series in self.chart.series)
        told = "; ".join(f"{label}: {', '.join(figures)}" for label, figures in rows)
        return f"{self.caption} ({names}) {told}"


@dataclass(frozen=True, slots=True)
class Break:
    """The heading that follows begins on a new page."""


Block = Heading | Paragraph | Quote | Grid | Picture | Break


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. `language` is a BCP 47 code; `moment` (UTC, ISO 8601) is that of the journal's head."""

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    language: str = "nl"
    moment: str = "2000-01-01T00:00:00Z"
