"""From a row of a table of codes to the passages behind it: in all, or of one of the groups of its columns."""

from codebench.analysis.scope import ScopeRequest
from codebench.domain.query import quoted
from codebench.domain.table import ColumnKind, Table, cell_text
from codebench.i18n import _
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.screens.base import ProjectScreen


async def open_passages(
    screen: ProjectScreen, table: Table, row: int, by: str | None, scope: ScopeRequest, material: str
) -> None:
    """Show the passages of the code in a row of a table that has codes in its first column.

    Where it is split by a variable (or the sections), it is asked of which group.
    """
    from codebench.tui.screens.retrieval import RetrievalScreen

    if not 0 <= row < len(table.rows):
        return
    query = quoted(path_of(table, row))
    if by is not None:
        group = await screen.app.push_screen_wait(Choice(_("Passages of whom?"), groups_of(table, row)))
        if group is None:
            return
        query += f" and {quoted(by)}={quoted(group)}" if group else ""
    screen.app.push_screen(RetrievalScreen(query, scope, material))


def open_pair(screen: ProjectScreen, table: Table, row: int, scope: ScopeRequest, material: str) -> None:
    """Show the passages of the two codes with whose paths a row of a table begins, in units that have both."""
    from codebench.tui.screens.retrieval import RetrievalScreen

    if 0 <= row < len(table.rows):
        first, second = map(str, table.rows[row].cells[:2])
        screen.app.push_screen(RetrievalScreen(f"{quoted(first)} and {quoted(second)}", scope, material))


async def open_member(
    screen: ProjectScreen, table: Table, row: int, families: tuple[str, str], scope: ScopeRequest, material: str
) -> None:
    """Show the passages of one of the two codes in a row of the families of two codes; in the first are these."""
    from codebench.tui.screens.retrieval import RetrievalScreen

    if not 0 <= row < len(table.rows):
        return
    ranked = table.rows[row].cells[1:]
    both = zip(families, (ranked[0], ranked[len(ranked) // 2]), strict=True)
    # A family may be shorter than the other.
    items = [Item(family if row == 0 else f"{family} > {name}", str(name)) for family, name in both if name is not None]
    path = items[0].key
    if len(items) > 1:
        path = await screen.app.push_screen_wait(Choice(_("Passages of which code?"), items))
    if path is not None:
        screen.app.push_screen(RetrievalScreen(quoted(path), scope, material))


def path_of(table: Table, row: int) -> str:
    """The path of the code in a row: rows stand under those of a lower level above them."""
    names: list[str] = []
    level = table.rows[row].level + 1
    for each in reversed(table.rows[: row + 1]):
        if each.level < level:
            level = each.level
            names.append(str(each.cells[0]))
    return " > ".join(reversed(names))


def groups_of(table: Table, row: int) -> list[Item]:
    """The groups of a table's columns with what stands in the row; "" is all of them."""
    items: dict[str, Item] = {}
    for column, cell in zip(table.columns, table.rows[row].cells, strict=True):
        if column.group and column.kind is ColumnKind.COUNT and column.group not in items:
            label = column.group.rpartition(" (")[0]
            key = "" if not items else label
            items[column.group] = Item(key, column.group, cell_text(cell))
    return list(items.values())
