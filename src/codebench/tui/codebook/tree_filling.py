"""The tree of the codebook screen, filled anew: what was folded stays folded, the cursor goes where it is wanted."""

from collections.abc import Mapping

from textual.widgets.tree import TreeNode

from codebench.project.models import CodeInfo
from codebench.tui.coding.panel import CodeTreeView


def fill_tree(tree: CodeTreeView, codes: Mapping[int, CodeInfo], wanted: int | None) -> None:
    """Show these codes, which stand parents first, with the cursor on the one that is wanted (else on the first)."""
    nodes: dict[int, TreeNode[int]] = {}
    folded = {node.data for node in _nodes(tree) if node.children and not node.is_expanded}
    tree.codes = codes
    tree.clear()
    inner = {code.parent for code in codes.values()}
    for code in codes.values():
        above = tree.root if code.parent is None else nodes[code.parent]
        is_open = code.id in inner and code.id not in folded
        nodes[code.id] = above.add("", code.id, expand=is_open, allow_expand=code.id in inner)
    tree.root.expand()
    place = nodes.get(wanted) if wanted is not None else None
    if place is not None:
        up = place.parent
        while up is not None:
            up.expand()
            up = up.parent
    # Asking for its last line lays the tree out: before that no node has a line.
    if place is not None and tree.last_line >= 0:
        tree.move_cursor(place)
    elif nodes:
        tree.cursor_line = 0


def _nodes(tree: CodeTreeView) -> list[TreeNode[int]]:
    """All nodes of a tree but its root."""
    found, todo = [], list(tree.root.children)
    while todo:
        node = todo.pop()
        found.append(node)
        todo += node.children
    return found
