"""The code panel: the tree of codes with counts, and what the codebook says about the one under the highlight."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.app import ComposeResult, RenderResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static, Tree
from textual.widgets.tree import TreeNode

from codebench.domain.codebook import CodeFields
from codebench.i18n import _
from codebench.project.models import CodeInfo
from codebench.tui.coding.tree_keys import TREE_ACTIONS
from codebench.tui.parts.codetext import definition
from codebench.tui.parts.scrollbar import QuicklyScrolled
from codebench.tui.table.draw import line as cut
from codebench.tui.widget_keys import widget_bindings

_COUNTS = 6
_LEAST = 4  # cells for a name
_DEFINITIONS = 50  # that are kept as they were drawn


class CodeTreeView(Tree[int], QuicklyScrolled):
    """The tree. A click on a code only shows it; Enter, or a second click, applies it."""

    BINDINGS: ClassVar[list[BindingType]] = [*widget_bindings(TREE_ACTIONS)]

    def __init__(self) -> None:
        super().__init__("")
        self.show_root = False
        self.show_guides = False
        self.guide_depth = 2
        self.auto_expand = False
        self.codes: Mapping[int, CodeInfo] = {}
        self.places: Sequence[int] = ()
        self.clicked: int | None = None  # the code that a first click chose
        self._base = Style()

    def action_first(self) -> None:
        """To the first code."""
        self.cursor_line = 0

    def action_last(self) -> None:
        """To the last code that is shown."""
        self.cursor_line = self.last_line

    def get_label_width(self, node: TreeNode[int]) -> int:  # noqa: ARG002
        """No width of its own: each label is made to fit, so none has to be drawn to lay the tree out."""
        return 0

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part."""
        self._base = self.rich_style  # once, and not for each line
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Colour, name, count and digit of a code, as wide as the panel; Textual takes ten times as long for one."""
        line, width = y + self.scroll_offset.y, self.size.width
        node = self.get_node_at_line(line)
        code = None if node is None or node.data is None else self.codes.get(node.data)
        if node is None or code is None:
            return Strip.blank(width, self._base)
        style = ground = self._base
        if line == self.hover_line:
            ground += self.get_component_rich_style("tree--highlight-line")
            style = ground + self.get_component_rich_style("tree--highlight", partial=True)
        if line == self.cursor_line:
            style += self.get_component_rich_style("tree--cursor")
        indent = self.guide_depth * code.depth
        room = self.scrollable_content_region.width - indent
        segments = self._label(node, code, room, style)
        if indent:
            segments.insert(0, Segment(" " * indent, ground))
        return Strip(segments).adjust_cell_length(width, ground).apply_meta({"line": line})

    def _label(self, node: TreeNode[int], code: CodeInfo, width: int, style: Style) -> list[Segment]:
        fold = ("▾ " if node.is_expanded else "▸ ") if node.children else "  "
        count = f"{code.n_codings}/{code.n_total}" if node.children else str(code.n_codings)
        digit = str(self.places.index(code.id) + 1) if code.id in self.places else " "
        name = cut(code.name, max(_LEAST, width - len(fold) - 2 - _COUNTS - 2))
        quiet = style + Style(dim=True)
        return [
            Segment(fold, quiet),
            Segment("▌", style + Style(color=code.colour)),
            Segment(" ", style),
            Segment(name, quiet + Style(italic=True) if code.is_archived else style),
            Segment(f"{count if code.n_total else '·':>{_COUNTS}}", quiet),
            Segment(f" {digit}", style + Style(bold=True)),
        ]

    def action_fold(self) -> None:
        """Fold the node, or go to the one above."""
        node = self.cursor_node
        if node is not None and node.children and node.is_expanded:
            node.collapse()
        elif node is not None and node.parent is not None and node.parent is not self.root:
            self.move_cursor(node.parent)

    def action_unfold(self) -> None:
        """Unfold the node."""
        if self.cursor_node is not None:
            self.cursor_node.expand()

    def on_click(self, event: events.Click) -> None:
        """A first click only shows the code."""
        line = event.style.meta.get("line")
        node = self.get_node_at_line(line) if line is not None else None
        if node is not None and node.data != self.clicked:
            self.clicked = node.data
            self.move_cursor(node)
            event.prevent_default()  # else the tree would choose the code at once


class Definition(Widget):
    """What the codebook says about a code, as far as there is room; of a steady height, so that nothing moves."""

    DEFAULT_CSS = "Definition { height: 30%; border-top: solid $foreground 20%; color: $foreground 85%; }"

    def __init__(self) -> None:
        super().__init__()
        self._content = Content("")
        self._kept: dict[object, list[Strip]] = {}

    def show(self, content: Content) -> None:
        """Show this."""
        self._content = content
        self.refresh()

    def render(self) -> RenderResult:
        """The text; the terminal's edge cuts it."""
        return self._content

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a part. Who reads on meets the same codes again, and wrapping costs more than all the rest."""
        content, whole = self._content, self.outer_size.region
        looks = self.visual_style, self.background_colors, tuple(self.get_line_filters()), self.text_selection
        key = content.plain, tuple(content.spans), whole, looks
        if key not in self._kept:
            if len(self._kept) >= _DEFINITIONS:
                self._kept.clear()
            self._kept[key] = super().render_lines(whole)
        strips = self._kept[key][crop.y : crop.bottom]
        return strips if crop.column_span == whole.column_span else [strip.crop(*crop.column_span) for strip in strips]


class CodePanel(Vertical):
    """The tree above, the definition below; says `Apply` when a code was chosen."""

    DEFAULT_CSS = """
    CodePanel {
        width: 38; background: $surface; padding: 0 1;
        & Tree, & Tree:focus { background: transparent; height: 1fr; padding: 0; scrollbar-size-vertical: 1;
            overflow-x: hidden; background-tint: transparent; }
        & Tree > .tree--cursor { background: $boost; text-style: none; color: $foreground; }
        & Tree:focus > .tree--cursor { background: $primary 40%; text-style: bold; color: $foreground; }
        & Tree > .tree--highlight-line, & Tree > .tree--highlight { background: $boost; text-style: none; }
        & .none { color: $foreground 60%; height: auto; display: none; padding: 1 0; }
        &.-none .none { display: block; }
        &.-none Tree, &.-none Definition { display: none; }
    }
    """

    class Apply(Message):
        """A code was chosen for the target in the text."""

        def __init__(self, code_id: int) -> None:
            super().__init__()
            self.code_id = code_id

    def __init__(self) -> None:
        super().__init__()
        self._by_code: dict[int, TreeNode[int]] = {}
        self._defined: tuple[str, CodeFields] | None = None
        self._shape: list[tuple[int, int | None, str]] = []
        self._placed: tuple[int, ...] = ()  # the codes that are shown with a digit, the first with 1

    def compose(self) -> ComposeResult:
        """Tree and definition."""
        yield Static(
            Content(_("No codes yet.\n\nc  makes the first one;\nthe project screen imports a codebook (b).")),
            classes="none",
        )
        yield CodeTreeView()
        yield Definition()

    @property
    def view(self) -> CodeTreeView:
        """The tree."""
        return self.query_one(CodeTreeView)

    @property
    def pointed(self) -> int | None:
        """The code under the highlight, while the tree has the focus."""
        node = self.view.cursor_node
        return node.data if node is not None and self.view.has_focus else None

    def show(self, codes: Mapping[int, CodeInfo], places: Sequence[int]) -> None:
        """Show these codes but for those that are archived; what was folded stays so where the tree is the same."""
        tree = self.view
        tree.codes, tree.places = codes, places
        offered = [code for code in codes.values() if not code.is_archived]
        shape = [(code.id, code.parent, code.name) for code in offered]
        self.set_class(not offered, "-none")
        if shape == self._shape:
            self.touch(codes)
            return
        folded = {code_id for code_id, node in self._by_code.items() if node.children and not node.is_expanded}
        current = tree.cursor_node.data if tree.cursor_node is not None else None
        self._shape, self._by_code, self._placed = shape, {}, tuple(places)
        parents = {code.parent for code in offered}
        tree.clear()
        for code in offered:
            above = tree.root if code.parent is None else self._by_code[code.parent]
            inner = code.id in parents
            self._by_code[code.id] = above.add("", code.id, expand=inner and code.id not in folded, allow_expand=inner)
        tree.root.expand()
        if current in self._by_code:
            tree.move_cursor(self._by_code[current])

    def touch(self, code_ids: Iterable[int]) -> None:
        """The counts of these codes changed, and perhaps which ones have a digit."""
        before, self._placed = self._placed, tuple(self.view.places)
        moved = set(enumerate(before)) ^ set(enumerate(self._placed))
        for code_id in {*code_ids, *(code_id for _place, code_id in moved)}:
            if code_id in self._by_code:
                self._by_code[code_id].refresh()

    def point(self, code_id: int) -> None:
        """Put the highlight on a code."""
        if code_id in self._by_code:
            node: TreeNode[int] | None = self._by_code[code_id].parent
            while node is not None:
                node.expand()
                node = node.parent
            self.view.move_cursor(self._by_code[code_id])

    def enter(self) -> None:
        """Take the focus, with a code under the highlight."""
        if self.view.cursor_node is None:
            self.view.cursor_line = 0
        self.view.focus()

    def define(self, code: CodeInfo) -> None:
        """Show what the codebook says about a code."""
        shown = code.path, code.fields
        if shown != self._defined:
            self._defined = shown
            self.query_one(Definition).show(definition(code))

    @on(Tree.NodeHighlighted)
    def _define(self, event: Tree.NodeHighlighted[int]) -> None:
        event.stop()
        code = None if event.node.data is None else self.view.codes.get(event.node.data)
        if code is not None:
            self.define(code)

    @on(Tree.NodeSelected)
    def _apply(self, event: Tree.NodeSelected[int]) -> None:
        event.stop()
        self.view.clicked = None
        if event.node.data is not None:
            self.post_message(self.Apply(event.node.data))
