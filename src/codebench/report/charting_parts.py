"""Shares that are parts of one whole (a distribution, answers that exclude each other) as bars of 100 %."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isclose

from codebench.domain.errors import InputError
from codebench.domain.table import SMALL_N, Cell, ColumnKind, Row, Share, Table, Undefined, WeightedShare
from codebench.i18n import _
from codebench.report.chart import Chart, ChartKind
from codebench.report.charting_cells import plain, series_of, told


@dataclass(frozen=True, slots=True)
class Wholes:
    """Bars of 100 %: a label for each, the names of the parts, and a row of parts for each bar.

    `unit` is what the parts are called together; `sized` where the labels say their N themselves.
    """

    labels: tuple[str, ...]
    levels: tuple[int, ...]
    parts: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    unit: str = ""
    sized: bool = False


def wholes(table: Table, *, stacked: bool) -> list[Wholes]:
    """The bars of a distribution (one list for all that have the same points); of other shares only where asked for.

    Raises:
        InputError: it was asked for, and the shares are no parts of a whole.
    """
    shares = [i for i, column in enumerate(table.columns) if column.kind is ColumnKind.SHARE]
    groups = {table.columns[i].group for i in shares}
    rows = [tuple(row.cells[i] for i in shares) for row in table.rows]
    if len(shares) > 1 and len(groups) == 1 and "" not in groups and _add_up(rows):
        return _distributions(table, shares)
    if not stacked:
        return []
    found = _answers(table, shares) if shares else None
    if found is not None and _add_up(found.rows):
        return [found]
    message = _(
        "The shares in '{title}' are no parts of a whole: they don't add up to 100 %, so no bar is made of them."
    )
    raise InputError(message.format(title=plain(table.title)))


def _answers(table: Table, shares: Sequence[int]) -> Wholes:
    """Each group as a bar of its answers; where the groups have per cents of the row, each row as a bar of groups."""
    names = [plain(table.columns[i].group or table.columns[i].heading) for i in shares]
    # All cases have no per cents of the row: these are headed otherwise than the first, which is theirs.
    of_columns = [table.columns[i].heading == table.columns[shares[0]].heading for i in shares]
    if sum(of_columns) == 1 < len(shares):
        rows = tuple(tuple(row.cells[i] for i in shares[1:]) for row in table.rows)
        labels = tuple(told(row.cells[0]) for row in table.rows)
        return Wholes(labels, tuple(row.level for row in table.rows), tuple(names[1:]), rows)
    answers = [row for row in table.rows if row.level == 0]
    groups = [(name, i) for name, i, drawn in zip(names, shares, of_columns, strict=True) if drawn]
    columns = tuple(tuple(row.cells[i] for row in answers) for _name, i in groups)
    parts = tuple(told(row.cells[0]) for row in answers)
    return Wholes(tuple(name for name, _i in groups), (0,) * len(groups), parts, columns, sized=True)


def chart(whole: Wholes, title: str, notes: tuple[str, ...]) -> Chart:
    """The bars, with the N of each beside it; of fewer than 30 there is no bar, but the numbers in its place.

    Where a part is hidden there is no bar either: its length would tell.
    """
    rows = [_or_nothing(row) for row in whole.rows]
    series = tuple(series_of(name, cells) for name, cells in zip(whole.parts, zip(*rows, strict=True), strict=True))
    return Chart(
        ChartKind.STACK,
        title,
        whole.labels,
        whole.levels,
        series,
        f"{whole.unit}: %" if whole.unit else "%",
        notes,
        most=100.0,
        beside=tuple(_size(row, sized=whole.sized) for row in rows),
    )


def _distributions(table: Table, shares: Sequence[int]) -> list[Wholes]:
    """Rows whose scale has the same points lie together; the groups of a scale are under it."""
    unit = plain(table.columns[shares[0]].group)
    together: dict[tuple[int, ...], list[Row]] = {}
    points: tuple[int, ...] = ()
    for row in table.rows:
        if row.level == 0:
            points = tuple(i for i in shares if row.cells[i] is not None)
        if points:
            together.setdefault(points, []).append(row)
    return [
        Wholes(
            tuple(told(row.cells[0]) for row in rows),
            tuple(row.level for row in rows),
            tuple(plain(table.columns[i].heading) for i in drawn),
            tuple(tuple(row.cells[i] for i in drawn) for row in rows),
            unit,
        )
        for drawn, rows in together.items()
    ]


def _or_nothing(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    hidden = next((cell for cell in cells if isinstance(cell, Undefined)), None)
    return cells if hidden is None else (hidden,) * len(cells)


def _add_up(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the shares of each row are parts of one whole; a row of nobody, of no shares, or hidden tells nothing."""
    found = [_adds_up([cell for cell in row if cell is not None]) for row in rows]
    return any(found) and all(each is not False for each in found)


def _adds_up(cells: Sequence[Cell]) -> bool | None:
    shares = [cell for cell in cells if isinstance(cell, Share)]
    if len(shares) < len(cells) or not any(share.of for share in shares):
        return None
    if len({share.of for share in shares}) > 1:
        return False
    weighted = [share.percent_of_weights for share in shares if isinstance(share, WeightedShare)]
    if weighted:
        return isclose(sum(weighted), 100, abs_tol=1e-6)
    return sum(share.n for share in shares) == shares[0].of


def _size(cells: Sequence[Cell], *, sized: bool) -> str:
    """The N of a bar, and of fewer than 30 what would have been its parts; a dash where they are hidden."""
    shares = [cell for cell in cells if isinstance(cell, Share)]
    if not shares:
        return "–"
    of = shares[0].of
    numbers = " + ".join(str(share.n) for share in shares) if 0 < of < SMALL_N else ""
    size = "" if sized and of else _("N = {n}").format(n=of)
    return ": ".join(part for part in (size, numbers) if part)
