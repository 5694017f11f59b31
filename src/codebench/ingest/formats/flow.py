"""Paragraphs and tables of a word processor as lines: bold lead-ins and speaker columns become labels."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from codebench.ingest.labels import known_role, label_key, well_formed
from codebench.ingest.lines import Line
from codebench.ingest.times import STAMP, milliseconds
from codebench.ingest.wording import tidy

_SOFT_HYPHEN = "\u00ad"
_LONG_CELL = 120
_STAMP_ALONE = re.compile(STAMP)
_STAMP_AT_END = re.compile(rf"\s+{STAMP}:?$")
_NUMBER = re.compile(r"\d{1,5}[.)]?")
_SPEECH_HEADINGS = frozenset(
    {"tekst", "text", "uitspraak", "transcript", "transcriptie", "inhoud", "gesprek", "antwoord", "bijdrage", "citaat"}
)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one weight; a newline is a line break within the paragraph."""

    text: str
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `is_heading` is told by its style."""

    runs: tuple[Run, ...]
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells, each with its blocks."""

    rows: tuple[tuple[tuple["Block", ...], ...], ...]


Block = Paragraph | Grid


def lines_from(blocks: Iterable[Block]) -> tuple[Line, ...]:
    """The lines of blocks in order, one blank line between paragraphs; none for empty ones."""
    lines: list[Line] = []
    for group in _groups(blocks):
        if lines:
            lines.append(Line(""))
        lines += group
    return tuple(lines)


def _groups(blocks: Iterable[Block]) -> Iterator[list[Line]]:
    for block in blocks:
        if isinstance(block, Grid):
            yield from _table(block)
        elif found := _paragraph(block):
            yield found


def _paragraph(paragraph: Paragraph) -> list[Line]:
    lines: list[Line] = []
    for runs in _split(paragraph.runs):
        text = "".join(run.text for run in runs).strip()
        if text:
            label = None if paragraph.is_heading else bold_label(runs)
            lines.append(Line(text, label, is_heading=paragraph.is_heading))
        elif lines and lines[-1].text:
            lines.append(Line(""))
    return lines[:-1] if lines and not lines[-1].text else lines


def _split(runs: Sequence[Run]) -> Iterator[list[Run]]:
    line: list[Run] = []
    for run in runs:
        first, *more = run.text.replace(_SOFT_HYPHEN, "").split("\n")
        line.append(Run(first, run.is_bold))
        for text in more:
            yield line
            line = [Run(text, run.is_bold)]
    yield line


def bold_label(runs: Sequence[Run]) -> str | None:
    """The bold words with which a line begins, where they could be a speaker's label; else None."""
    lead = ""
    for run in runs:
        if not run.is_bold and run.text.strip():
            break
        lead += run.text
    label = _STAMP_AT_END.sub("", tidy(lead)).partition(":")[0].rstrip()
    is_sentence = label.endswith(("!", ",", ";", "…")) or (label.endswith(".") and " " in label)
    return label if label and well_formed(label) and not is_sentence else None


def _table(grid: Grid) -> Iterator[list[Line]]:
    rows = [[_cell(cell) for cell in row] for row in grid.rows]
    rows = [row for row in rows if any(row)]
    if not rows:
        return
    width = max(map(len, rows))
    padded = [row + [()] * (width - len(row)) for row in rows]
    spoken = _speaker_columns(padded)
    if spoken is not None:
        yield from _speech(padded, *spoken)
        return
    is_layout = any(len(cell) > 1 or (cell and len(cell[0].text) > _LONG_CELL) for row in rows for cell in row)
    for row in rows:
        if is_layout:
            yield from (list(cell) for cell in row if cell)
        else:
            yield [Line("\t".join(cell[0].text if cell else "" for cell in row).rstrip())]


def _cell(blocks: Sequence[Block]) -> tuple[Line, ...]:
    return lines_from(blocks)


Row = Sequence[tuple[Line, ...]]


def _speaker_columns(rows: Sequence[Row]) -> tuple[int, int, int | None] | None:
    """The columns of speakers, of speech and of times (or None), where the table is a transcript; else None."""
    columns = [column for column in range(len(rows[0])) if any(row[column] for row in rows)]
    time = next((column for column in columns if _is_all(rows, column, _is_time)), None)
    columns = [column for column in columns if column != time]
    if len(columns) == 3:
        columns = [column for column in columns if not _is_all(rows, column, _is_number)]
    if len(columns) != 2:
        return None
    who, what = columns
    labels = [_label(row[who]) for row in rows if row[who] and row[what]]
    found = [label for label in labels if label is not None]
    if len(found) < 2 or len(found) < len(labels) - 1:
        return None
    counts = Counter(label_key(label) for label in found)
    speaking = sum(counts[label_key(label)] > 1 or known_role(label) is not None for label in found)
    return (who, what, time) if 2 * speaking > len(found) else None


def _is_time(text: str) -> bool:
    return _STAMP_ALONE.fullmatch(text) is not None


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _is_all(rows: Sequence[Row], column: int, fits: Callable[[str], bool]) -> bool:
    texts = [" ".join(line.text for line in row[column]) for row in rows[1:] if row[column]]
    return bool(texts) and all(fits(text) for text in texts)


def _label(cell: tuple[Line, ...]) -> str | None:
    text = tidy(cell[0].text).rstrip(":").rstrip()
    return text if len(cell) == 1 and well_formed(text) else None


def _speech(rows: Sequence[Row], who: int, what: int, time: int | None) -> Iterator[list[Line]]:
    for number, row in enumerate(rows):
        label = _label(row[who]) if row[who] and row[what] else None
        is_heading_row = number == 0 and " ".join(line.text for line in row[what]).casefold() in _SPEECH_HEADINGS
        if label is None or is_heading_row:
            cells = [cell for cell in row if cell]
            # One short cell alone in its row, across both columns, is a heading in the table.
            is_title = cells == [row[who]] and len(row[who]) == 1 and len(row[who][0].text) <= _LONG_CELL
            yield from ([replace(line, is_heading=is_title) for line in cell] for cell in cells)
            continue
        at = milliseconds(row[time][0].text) if time is not None and row[time] else None
        first, *more = row[what]
        yield [Line(f"{label}: {first.text}".rstrip(), label, at), *more]
