"""Estimates with their intervals (agreement per code, per round, or by any coefficient) as dots with whiskers."""

from math import floor

from codebench.domain.table import Chance, ColumnKind, Precise, Row, Table
from codebench.i18n import _
from codebench.report.chart import Chart, ChartKind, Series
from codebench.report.charting_cells import plain, told, value_of
from codebench.report.parts import full_heading

BOUNDS = (0.667, 0.8)
"""Krippendorff's bounds, against which the lower end of an interval is held."""

_FEW, _ABOUT = "few cases", "≈"


def interval_of(table: Table) -> int | None:
    """The column of the estimates: a number, beside which exactly two of one group are its interval; None: no such."""
    columns = table.columns
    for i in range(1, len(columns) - 2):
        low, high = columns[i + 1], columns[i + 2]
        after = columns[i + 3].group if i + 3 < len(columns) else ""
        kinds = {columns[at].kind for at in (i, i + 1, i + 2)}
        in_one = low.group == high.group and low.group not in ("", columns[i].group, after)
        if in_one and kinds == {ColumnKind.NUMBER}:
            return i
    return None


def chart(table: Table, estimate: int, title: str, notes: tuple[str, ...]) -> Chart:
    """A dot for each row that has an estimate with an interval, and for those that lack one of what others have."""
    rows = _drawn(table, estimate)
    cells = [row.cells[estimate : estimate + 3] for _label, row in rows]
    values, low, high = (tuple(value_of(each[i]) for each in cells) for i in range(3))
    remarks = [_remark(table, row, estimate + 3) for _label, row in rows]
    texts = tuple(
        " ".join(part for part in (_with_ends(*map(told, each)), remark) if part)
        for each, remark in zip(cells, remarks, strict=True)
    )
    loose = tuple(remark.startswith(_ABOUT) or remark in (_FEW, _(_FEW)) for remark in remarks)
    group = plain(table.columns[estimate + 1].group)
    name = plain(table.columns[estimate].heading)
    least = min((end for end in (*values, *low) if end is not None), default=0.0)
    keys = [_("● {name}, ├──┤ {interval}").format(name=name, interval=group)]
    if any(loose):
        keys.append(_("○ approximate, or of few cases"))
    if None in values:
        keys.append(_("no dot: undefined"))
    low_bound, high_bound = (f"{bound:.3f}".replace(".", _(".")) for bound in BOUNDS)
    keys.append(_("lines: {low} and {high}").format(low=low_bound, high=high_bound))
    return Chart(
        ChartKind.INTERVALS,
        title,
        tuple(label for label, _row in rows),
        (0,) * len(rows),
        (Series(name, values, texts, low, high, group, loose),),
        name,
        ("; ".join(keys) + ".", *notes),
        most=1.0,
        least=min(0.0, floor(10 * least) / 10),
        bounds=BOUNDS,
    )


def is_coefficient(table: Table, column: int) -> bool:
    """Whether a column holds coefficients (such as α), of which the p of a test is none."""
    cells = [row.cells[column] for row in table.rows]
    return any(isinstance(cell, Precise) and not isinstance(cell, Chance) for cell in cells)


def dots(table: Table, column: int, labels: tuple[str, ...], title: str, notes: tuple[str, ...]) -> Chart:
    """A dot for each row, of coefficients that have no interval."""
    cells = [row.cells[column] for row in table.rows]
    values, nothing = tuple(map(value_of, cells)), (None,) * len(cells)
    name = plain(full_heading(table.columns[column]))
    figures = [value for value in values if value is not None]
    series = Series(name, values, tuple(map(told, cells)), nothing, nothing, "", (False,) * len(cells))
    return Chart(
        ChartKind.INTERVALS,
        title,
        labels,
        tuple(row.level for row in table.rows),
        (series,),
        name,
        notes,
        most=max([1.0, *figures]),
        least=min([0.0, *(floor(10 * figure) / 10 for figure in figures)]),
    )


def _drawn(table: Table, estimate: int) -> list[tuple[str, Row]]:
    """The rows to draw, by name; where a row stands under another (a code), by the name of that."""
    headed: list[tuple[str, str, Row]] = []
    above = ""
    for row in table.rows:
        label = told(row.cells[0])
        above = label if row.level == 0 else above
        headed.append((above, label, row))
    estimated = {label for _above, label, row in headed if value_of(row.cells[estimate + 1]) is not None}
    if estimated and any(row.level for row in table.rows):
        # Of many coefficients those that have intervals, of each code.
        return [(above, row) for above, label, row in headed if label in estimated]
    return [(label, row) for _above, label, row in headed]


def _remark(table: Table, row: Row, after: int) -> str:
    """What the table says of the interval in words, in the column beside it."""
    if after >= len(table.columns) or table.columns[after].kind is not ColumnKind.TEXT:
        return ""
    return told(row.cells[after])


def _with_ends(value: str, low: str, high: str) -> str:
    return f"{value} [{low}; {high}]" if low or high else value
