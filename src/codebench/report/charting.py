"""What a table shows as a picture: which of its figures are drawn, and as what."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from codebench.domain.errors import InputError
from codebench.domain.table import Cell, Column, ColumnKind, Row, Table
from codebench.i18n import _
from codebench.report import charting_intervals, charting_parts
from codebench.report.chart import Chart, ChartKind, Series
from codebench.report.charting_cells import plain, series_of, told, value_of
from codebench.report.parts import foot, full_heading


class NothingToDrawError(InputError):
    """A table has no figure that can be drawn, or stands for too few to be."""


_FIGURES = (ColumnKind.COUNT, ColumnKind.NUMBER)


def chart_of(table: Table, *, stacked: bool = False) -> Chart:
    """The picture of a table.

    An estimate with its interval is a dot with a whisker, a coefficient a dot, a distribution a bar of 100 %; labels by
    labels are a map, a figure with its band a line, and else shares or counts are bars. `stacked`: the shares by group
    are parts of one bar.

    Raises:
        NothingToDrawError: there is no figure in it that can be drawn.
        InputError: its shares are no parts of a whole, or its scales have different points.
    """
    charts = charts_of(table, stacked=stacked)
    if len(charts) > 1:
        message = _("The scales in '{title}' have different points: draw each by itself (--variable).")
        raise InputError(message.format(title=plain(table.title)))
    return charts[0]


def charts_of(table: Table, *, stacked: bool = False) -> tuple[Chart, ...]:
    """The same, where scales of different points stand in one table: a picture for all that have the same.

    Raises:
        NothingToDrawError: there is no figure in it that can be drawn.
        InputError: its shares are no parts of a whole.
    """
    title, notes = plain(table.title), tuple(map(plain, foot(table)))
    interval = None if stacked or not table.rows else charting_intervals.interval_of(table)
    if interval is not None:
        return (charting_intervals.chart(table, interval, title, notes),)
    wholes = charting_parts.wholes(table, stacked=stacked)
    if wholes:
        charts = [charting_parts.chart(whole, title, notes) for whole in wholes]
    else:
        charts = [_families(table, title, notes) or _flat(table, title, notes)]
    if all(value is None for chart in charts for each in chart.series for value in each.values):
        message = _("All shares in '{title}' are hidden or of fewer than 30: as a picture they would say too much.")
        raise NothingToDrawError(message.format(title=title))
    return tuple(charts)


def _flat(table: Table, title: str, notes: tuple[str, ...]) -> Chart:
    """Bars, a map, a line on its band, or dots: of figures of several kinds those of one, since they share an axis."""
    labels = tuple(" · ".join(_names(table, row)) for row in table.rows)
    shares = _shares(table.columns)
    figures = [i for i, column in enumerate(table.columns) if column.kind in _FIGURES]
    headings = [plain(table.columns[i].heading) for i in figures]
    if not labels or not (shares or figures):
        raise NothingToDrawError(_("There are no figures in '{title}' that can be drawn.").format(title=title))
    levels = tuple(row.level for row in table.rows)
    if not shares and len(labels) > 1 and headings[: len(labels)] == list(labels):
        square = [_series(table, i, table.columns[i].heading) for i in figures[: len(labels)]]
        return Chart(ChartKind.MAP, title, labels, levels, tuple(square), _axis(table, figures[: len(labels)]), notes)
    band = None if shares else _band_of(table, figures)
    if band is not None:
        return Chart(ChartKind.LINE, title, labels, levels, (_on_band(table, band),), _("number of codes"), notes)
    coefficients = [i for i in figures if charting_intervals.is_coefficient(table, i)]
    if coefficients and not shares:
        return charting_intervals.dots(table, coefficients[0], labels, title, notes)
    drawn = shares or figures[:1]
    names = _series_names([table.columns[i] for i in drawn])
    series = tuple(_series(table, i, name) for i, name in zip(drawn, names, strict=True))
    most = 100.0 if shares else None
    return Chart(ChartKind.BARS, title, labels, levels, series, _axis(table, drawn), notes, most)


def _series(table: Table, column: int, name: str) -> Series:
    return series_of(name, [row.cells[column] for row in table.rows])


def _shares(columns: Sequence[Column]) -> list[int]:
    """The columns of shares that are drawn: where each group has several, the first of each."""
    shares = [i for i, column in enumerate(columns) if column.kind is ColumnKind.SHARE]
    groups = {columns[i].group for i in shares}
    if len(groups) == 1:
        return shares
    return [next(iter(run)) for _group, run in groupby(shares, key=lambda i: columns[i].group)]


def _names(table: Table, row: Row) -> list[str]:
    """What a row is called: the texts that it begins with (the two codes of a pair)."""
    texts = [row.cells[0]]
    for column, cell in zip(table.columns[1:], row.cells[1:], strict=True):
        if column.kind is not ColumnKind.TEXT or table.columns[0].kind is not ColumnKind.TEXT:
            break
        texts.append(cell)
    return [text for text in map(told, texts) if text]


def _series_names(columns: Sequence[Column]) -> list[str]:
    """What tells the columns apart: their groups, where these differ, else their headings, else both."""
    groups, headings = [column.group for column in columns], [column.heading for column in columns]
    if all(groups) and len(set(groups)) == len(groups):
        return groups
    if len(set(groups)) == 1 or not any(groups):
        return headings
    return [full_heading(column) for column in columns]


def _band_of(table: Table, figures: Sequence[int]) -> int | None:
    """The first of three columns of one group that are low, middle and high of the figure before them."""
    runs = [list(run) for group, run in groupby(figures, key=lambda i: table.columns[i].group) if group]
    return runs[0][0] if len(runs) == 1 and len(runs[0]) == 3 and figures[0] < runs[0][0] else None


def _on_band(table: Table, band: int) -> Series:
    figure = _series(table, band - 1, table.columns[band - 1].heading)
    low, _middle, high = table.columns[band : band + 3]
    name = plain(f"{low.group}: {low.heading} – {high.heading}")
    ends = (tuple(value_of(row.cells[i]) for row in table.rows) for i in (band, band + 2))
    return replace(figure, low=next(ends), high=next(ends), between=name)


def _families(table: Table, title: str, notes: tuple[str, ...]) -> Chart | None:
    """Families of codes beside each other are drawn under each other, each as a whole and then its codes."""
    starts = [i for i, column in enumerate(table.columns) if column.kind is ColumnKind.TEXT and column.group]
    shares = [i for i, column in enumerate(table.columns) if column.kind is ColumnKind.SHARE]
    if len(starts) < 2 or table.columns[0].kind is ColumnKind.TEXT or not shares:
        return None
    labels: list[str] = []
    levels: list[int] = []
    rows: list[tuple[Cell, ...]] = []
    for start, end in zip(starts, [*starts[1:], len(table.columns)], strict=True):
        for row in table.rows:
            if row.cells[start] is not None:
                labels.append(told(row.cells[start]))
                levels.append(0 if row.cells[0] is None else 1)
                rows.append(tuple(row.cells[i] for i in shares if start < i < end))
    groups = [i for i in shares if i < starts[1]]
    names = [table.columns[i].group.removeprefix(table.columns[starts[0]].group).lstrip(" ·") for i in groups]
    series = tuple(series_of(name, cells) for name, cells in zip(names, zip(*rows, strict=True), strict=True))
    # With one group the axis names it, and of no family alone.
    axis = f"{plain(names[0])}: {table.columns[groups[0]].heading}" if len(groups) == 1 else _axis(table, groups)
    return Chart(ChartKind.BARS, title, tuple(labels), tuple(levels), series, axis, notes, 100.0)


def _axis(table: Table, drawn: Sequence[int]) -> str:
    """What the figures are: the heading, where all that are drawn have the same."""
    columns = [table.columns[i] for i in drawn]
    names = {column.heading if column.group else "" for column in columns}
    if len(columns) == 1:
        return plain(full_heading(columns[0]))
    return plain(names.pop()) if len(names) == 1 else ""
