"""The Table: a result that carries its rule, its N and its notes to every screen and file.

One renderer per output format shows it; no renderer computes anything.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from codebench.i18n import _

SMALL_N = 30

_ABOUT = 12
"""So many digits of a hash tell apart whatever one study may pass through, and can be read out."""

_HUNDREDTH, _THOUSANDTH = Decimal("0.01"), Decimal("0.001")
_HALF_UP = Context(prec=400, rounding=ROUND_HALF_UP)


class ColumnKind(StrEnum):
    """How the cells of a column are to be read and aligned."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Share:
    """`n` out of `of`. Below an N of 30 it is shown as "n of N", never as a per cent."""

    n: int
    of: int

    @property
    def percent(self) -> float | None:
        """Per cent, 0-100, or None where N is too small for one."""
        return 100 * self.n / self.of if self.of >= SMALL_N else None

    def __str__(self) -> str:
        if self.of == 0:
            return "–"
        percent = self.percent
        if percent is None:
            return _("{n} of {of}").format(n=self.n, of=self.of)
        if 0 < percent < 0.5:
            return "<1 %"
        # Half up, in whole numbers: what a spreadsheet shows for the same figure (12.5 is 13 %, not 12 %).
        return f"{(200 * self.n + self.of) // (2 * self.of)} %"


@dataclass(frozen=True, slots=True)
class WeightedShare(Share):
    """A share of the weights: `n` out of `of` cases stand for `percent_of_weights` (0-100) of what all weigh."""

    percent_of_weights: float

    @property
    def percent(self) -> float | None:
        """Per cent of the weights, 0-100, or None where N is too small for one."""
        return self.percent_of_weights if self.of >= SMALL_N else None

    def __str__(self) -> str:
        if self.percent is None:
            return "–" if self.of == 0 else _("{n} of {of}").format(n=self.n, of=self.of)
        if 0 < self.percent < 0.5:
            return "<1 %"
        return f"{Decimal(f'{self.percent:.12g}').quantize(Decimal(1), context=_HALF_UP)} %"


@dataclass(frozen=True, slots=True)
class Undefined:
    """A figure that can't be defended, with the reason why."""

    reason: str

    def __str__(self) -> str:
        return "–"


class Precise(float):
    """A number of which three decimals are shown and not two: a coefficient that is held against .667 or .800."""


class Chance(Precise):
    """The p of a test: below .001 it is not shown as nought."""


class Word(str):
    """A word of a list that is fixed, as *moderator*: files keep it as it is, people read it in their language."""

    __slots__ = ()


Cell = str | int | float | Share | Undefined | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, the group of columns that it stands under (may be empty), and its kind."""

    heading: str
    kind: ColumnKind = ColumnKind.TEXT
    group: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells in the order of the columns; `level` is the depth of the row's label in a tree, from 0."""

    cells: tuple[Cell, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class ProjectState:
    """Which state of a project a table is of: what the journal's head says, so that a day later it says the same.

    `moment` is that of the last act (UTC, ISO 8601), `codebook_revision` the number of the latest, `project_hash` the
    hash of the journal's last event (64 hexadecimal digits), which stands for all that was ever done.
    """

    moment: str
    codebook_revision: int
    project_hash: str

    def __str__(self) -> str:
        return _("State of the project: {date} UTC, codebook revision {revision}, hash {hash}.").format(
            date=self.moment[:16].replace("T", " "), revision=self.codebook_revision, hash=self.project_hash[:_ABOUT]
        )


@dataclass(frozen=True, slots=True)
class Table:
    """A result with its title, columns, rows, the rule it was counted by, its N and notes.

    `rule` and `n` are sentences that belong under the table; `notes` are further ones, in order. `state` is None of
    what no project holds (a preview, a file), and where a blind round hides what others did last.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    rule: str
    n: str
    notes: tuple[str, ...] = ()
    state: ProjectState | None = None


def cell_text(cell: Cell) -> str:
    """The cell as it is read by a person; the same on screen, in text formats and in files."""
    if cell is None:
        return ""
    if isinstance(cell, Word):
        return _(str(cell))
    if isinstance(cell, float):
        if not math.isfinite(cell):
            return "–"
        # As a spreadsheet shows it: 15 digits count, halves go up (3.125 is 3.13, not 3.12), zero has no sign.
        if isinstance(cell, Chance) and cell < _THOUSANDTH:
            return "<0.001".replace(".", _("."))
        digit = _THOUSANDTH if isinstance(cell, Precise) else _HUNDREDTH
        rounded = Decimal(f"{cell:.15g}").quantize(digit, context=_HALF_UP)
        # The sign of decimals is the one thing in a figure that a language changes.
        return str(_HALF_UP.add(rounded, 0)).replace(".", _("."))
    return str(cell)


def plain_table(title: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Table:
    """A listing (documents, cases, history...) as a Table: no figures, hence no rule and no N."""
    kinds = [
        ColumnKind.COUNT if rows and all(isinstance(row[i], int) or row[i] is None for row in rows) else ColumnKind.TEXT
        for i in range(len(headings))
    ]
    return Table(
        title=title,
        columns=tuple(Column(heading, kind) for heading, kind in zip(headings, kinds, strict=True)),
        rows=tuple(Row(tuple(row)) for row in rows),
        rule="",
        n="",
    )
