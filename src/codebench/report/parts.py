"""What every format says alike: a heading with its group, and the lines under the table."""

import math
from collections.abc import Iterator
from itertools import groupby

from codebench.domain.table import Cell, Column, ColumnKind, Table, Undefined, cell_text
from codebench.i18n import _


def is_text(cell: Cell, column: Column) -> bool:
    """Whether a cell is read from the left: a text in a column of texts, or what stands in the place of one."""
    return isinstance(cell, str | Undefined) and column.kind is ColumnKind.TEXT


def full_heading(column: Column) -> str:
    """The heading with its group in front, for a format that has one line of headings."""
    return f"{column.group}: {column.heading}" if column.group else column.heading


def group_runs(table: Table) -> Iterator[tuple[str, int, int]]:
    """Each run of columns under one group (empty for none), with its first column and the one after its last."""
    first = 0
    for group, run in groupby(table.columns, key=lambda column: column.group):
        end = first + len(list(run))
        yield group, first, end
        first = end


def undefined_reason(cell: Cell) -> str | None:
    """Why the cell is shown as a dash, or None where it holds something."""
    if isinstance(cell, Undefined):
        return cell.reason
    if isinstance(cell, float) and not math.isfinite(cell):
        return _("not a finite number")
    return None


def foot(table: Table) -> list[str]:
    """The lines under the table: N, rule, notes, the reason of each dash in it, and the state that it is of."""
    state = "" if table.state is None else str(table.state)
    return [line for line in (table.n, table.rule, *table.notes, *_dashes(table), state) if line]


def _dashes(table: Table) -> list[str]:
    """One line per reason; several reasons also name their columns, or rows where columns don't tell."""
    columns: dict[str, dict[str, None]] = {}
    rows: dict[str, dict[str, None]] = {}
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            reason = undefined_reason(cell)
            if reason:
                columns.setdefault(reason, {})[full_heading(column)] = None
                rows.setdefault(reason, {})[cell_text(row.cells[0])] = None
    if len(columns) == 1:
        return [_("–: {reason}").format(reason=reason) for reason in columns]
    named = [name for names in columns.values() for name in names]
    places = columns if len(named) == len(set(named)) else rows
    return [
        _("– ({places}): {reason}").format(places=", ".join(names), reason=reason) for reason, names in places.items()
    ]
