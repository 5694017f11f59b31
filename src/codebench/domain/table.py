"""The Table: a result that carries its rule, its N and its notes to every screen and file.

One renderer per output format shows it; no renderer computes anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from codebench.i18n import _

SMALL_N = 30


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
        return "<1 %" if 0 < percent < 0.5 else f"{percent:.0f} %"


@dataclass(frozen=True, slots=True)
class Undefined:
    """A figure that can't be defended, with the reason why."""

    reason: str

    def __str__(self) -> str:
        return "–"


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
class Table:
    """A result with its title, columns, rows, the rule it was counted by, its N and notes.

    `rule` and `n` are sentences that belong under the table; `notes` are further ones, in order.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    rule: str
    n: str
    notes: tuple[str, ...] = ()


def cell_text(cell: Cell) -> str:
    """The cell as it is read by a person; the same on screen, in text formats and in files."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.2f}"
    return str(cell)


def plain_table(title: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Table:
    """A listing (documents, cases, history...) as a Table: no figures, hence no rule and no N."""
    kinds = [
        ColumnKind.COUNT
        if rows and all(isinstance(row[i], int) or row[i] is None for row in rows)
        else ColumnKind.TEXT
        for i in range(len(headings))
    ]
    return Table(
        title=title,
        columns=tuple(Column(heading, kind) for heading, kind in zip(headings, kinds, strict=True)),
        rows=tuple(Row(tuple(row)) for row in rows),
        rule="",
        n="",
    )
