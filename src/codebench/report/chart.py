"""What a table shows as a picture: which of its figures are drawn, and as what."""

from dataclasses import dataclass
from enum import StrEnum

from codebench.domain.errors import InputError
from codebench.domain.table import Cell, Column, ColumnKind, Share, Table, cell_text
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.report.parts import foot, full_heading


class ChartKind(StrEnum):
    """Bars side by side, a heat map of labels by labels, or a line along the rows."""

    BARS = "bars"
    MAP = "map"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of the picture: a figure for each label, None where there is none, and how each is written."""

    name: str
    values: tuple[float | None, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture to be drawn: `levels` are the depths of the labels in a tree, `most` where the axis ends (or None)."""

    kind: ChartKind
    title: str
    labels: tuple[str, ...]
    levels: tuple[int, ...]
    series: tuple[Series, ...]
    axis: str
    notes: tuple[str, ...]
    most: float | None = None


def chart_of(table: Table) -> Chart:
    """The picture of a table: its shares as bars, else labels by labels as a map, else its figures along the rows.

    Raises:
        InputError: there is no figure in it that can be drawn.
    """
    labels = tuple(_text(cell_text(row.cells[0])) for row in table.rows)
    shares = [i for i, column in enumerate(table.columns) if column.kind is ColumnKind.SHARE]
    figures = [i for i, column in enumerate(table.columns) if column.kind in (ColumnKind.COUNT, ColumnKind.NUMBER)]
    headings = [_text(table.columns[i].heading) for i in figures]
    if shares and labels:
        kind, columns, most = ChartKind.BARS, shares, 100.0
    elif labels and headings and headings == list(labels[: len(headings)]):
        kind, columns, most = ChartKind.MAP, figures, None
    elif figures and labels:
        kind, columns, most = ChartKind.LINE, figures, None
    else:
        raise InputError(_("There are no figures in '{title}' that can be drawn.").format(title=_text(table.title)))
    series = tuple(_series(table, i) for i in columns)
    if all(value is None for each in series for value in each.values):
        message = _("All shares in '{title}' are of fewer than 30: as a picture they would say too much.")
        raise InputError(message.format(title=_text(table.title)))
    return Chart(
        kind,
        _text(table.title),
        labels,
        tuple(row.level for row in table.rows),
        series,
        _axis([table.columns[i] for i in columns]),
        tuple(map(_text, foot(table))),
        most,
    )


def _series(table: Table, i: int) -> Series:
    cells = [row.cells[i] for row in table.rows]
    return Series(
        _text(table.columns[i].group or table.columns[i].heading),
        tuple(map(_value, cells)),
        tuple(_text(cell_text(cell)) for cell in cells),
    )


def _value(cell: Cell) -> float | None:
    if isinstance(cell, Share):
        return cell.percent
    return float(cell) if isinstance(cell, int | float) and cell == cell else None


def _axis(columns: list[Column]) -> str:
    """What the figures are: the heading, where all that are drawn have the same."""
    names = {column.heading if column.group else "" for column in columns}
    if len(columns) == 1:
        return _text(full_heading(columns[0]))
    return _text(names.pop()) if len(names) == 1 else ""


def _text(text: str) -> str:
    # SVG is XML, which can't hold these two.
    return shown_line(text).translate({0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD})
