"""The codebook: the tree at the left, at the right what it says of the code there; all of it can be changed."""

from collections import Counter
from dataclasses import asdict
from typing import Any, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static, Tree
from textual.widgets.tree import TreeNode

from codebench.domain.codebook import CodeFields
from codebench.i18n import _, plural
from codebench.project import drafts
from codebench.project.models import CodeInfo
from codebench.tui.actions import bindings
from codebench.tui.codebook.asking import TOP, ask_colour, ask_name, ask_parent, save_codebook
from codebench.tui.codebook.editing import FieldEditor
from codebench.tui.codebook.fields import FieldList, text_of, value_of
from codebench.tui.codebook.taking import take_codebook
from codebench.tui.coding.panel import CodeTreeView
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.confirm import Confirm
from codebench.tui.modals.picker import CodePicker
from codebench.tui.parts.codetext import dot, path_content
from codebench.tui.parts.lines import Foot, KeyLine, TopLine
from codebench.tui.screens.base import ProjectScreen


class CodebookScreen(ProjectScreen):
    """One tree, one code. Enter in the tree goes to its fields, Enter there edits one."""

    SCOPE: ClassVar[str] = "book"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("book"),
        Binding("escape", "tree", _("Back to the tree"), show=False),
    ]
    DEFAULT_CSS = """
    CodebookScreen {
        & .tree { width: 2fr; max-width: 60; padding: 1 0 0 1; }
        & .card { width: 3fr; padding: 1 1 0 2; }
        & .told { height: auto; margin: 0 0 1 0; }
        & .none { padding: 1 2; color: $foreground 70%; height: auto; display: none; }
        &.-none .none { display: block; }
        &.-none .tree, &.-none .card { display: none; }
        & Tree, & Tree:focus { background: transparent; height: 1fr; padding: 0; scrollbar-size-vertical: 1;
            overflow-x: hidden; background-tint: transparent; }
        & Tree > .tree--cursor { background: $boost; text-style: none; color: $foreground; }
        & Tree:focus > .tree--cursor { background: $primary 40%; text-style: bold; color: $foreground; }
        & Tree > .tree--highlight-line, & Tree > .tree--highlight { background: $boost; text-style: none; }
        & .book { height: 1; padding: 0 2; color: $foreground 65%; text-wrap: nowrap; text-overflow: ellipsis; }
        &.-low .tree, &.-low .card { padding-top: 0; }
        &.-low .told { margin: 0; }
    }
    """

    def __init__(self, code_id: int | None = None) -> None:
        super().__init__()
        self._codes: dict[int, CodeInfo] = {}
        self._wanted = code_id
        self._stale: dict[int, int] = {}
        self._no_rule: Counter[int] = Counter()

    def compose(self) -> ComposeResult:
        """The tree, the code, and what is to be done."""
        yield TopLine()
        yield Static(
            Content(_("No codes yet.\n\nn  makes the first one;   i  takes a codebook in from a file.")), classes="none"
        )
        with Horizontal():
            with Vertical(classes="tree"):
                yield CodeTreeView()
            with Vertical(classes="card"):
                yield Static(classes="told")
                yield FieldList()
        with Foot():
            yield Static(classes="book")
            yield KeyLine(self.SCOPE)

    def on_mount(self) -> None:
        """The tree has the focus."""
        self.tree_view.focus()

    def on_resize(self, event: events.Resize) -> None:
        """There is no room for air on a low terminal."""
        self.set_class(event.size.height < 28, "-low")

    @property
    def tree_view(self) -> CodeTreeView:
        """The tree."""
        return self.query_one(CodeTreeView)

    @property
    def current(self) -> CodeInfo | None:
        """The code under the cursor of the tree."""
        node = self.tree_view.cursor_node
        return None if node is None or node.data is None else self._codes.get(node.data)

    def code_in_view(self) -> int | None:
        """The code under the cursor."""
        return None if self.current is None else self.current.id

    def go_to_code(self, code_id: int) -> None:
        """Put the cursor on a code."""
        self._wanted = code_id
        self.refresh_models()

    # Reading and showing

    def refresh_models(self) -> None:
        """Read the codes, and what there is to do with them."""
        wanted = self._wanted if self._wanted is not None else self.code_in_view()
        self._wanted = None
        self._codes = {code.id: code for code in self.project.codebook.codes()}
        self._stale = self.project.code_passages.stale_counts()
        self._no_rule = Counter(self.project.code_passages.in_need_of_a_rule())
        self.set_class(not self._codes, "-none")
        self.query_one(TopLine).show(
            (_("Codebook"), self.project.path.stem), (_("coder: {name}").format(name=self.project.coder.name),)
        )
        self._fill(wanted)
        self._show_card()
        self._show_book()

    def _fill(self, wanted: int | None) -> None:
        tree = self.tree_view
        nodes: dict[int, TreeNode[int]] = {}
        folded = {node.data for node in _nodes(tree) if node.children and not node.is_expanded}
        tree.codes = self._codes
        tree.clear()
        inner = {code.parent for code in self._codes.values()}
        for code in self._codes.values():
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

    def _show_card(self) -> None:
        code = self.current
        if code is None:
            self.query_one(".told", Static).update("")
            self.query_one(FieldList).show(None)
            return
        told = [plural("{n} coding", "{n} codings", code.n_codings)]
        if code.n_total != code.n_codings:
            told.append(_("{n} with sub-codes").format(n=code.n_total))
        notes = [
            plural("{n} out of date", "{n} out of date", self._stale[code.id]) if code.id in self._stale else "",
            _("needs a rule") if code.id in self._no_rule else "",
        ]
        parts: list[Content | str | tuple[str, str]] = [dot(code.colour), " ", path_content(code.path).stylize("bold")]
        parts.append((f"\n{' · '.join(told)}", "$foreground 65%"))
        parts += [(f" · {note}", "$text-warning") for note in notes if note]
        self.query_one(".told", Static).update(Content.assemble(*parts))
        self.query_one(FieldList).show(code.fields, code.colour)

    def _show_book(self) -> None:
        preferences = self.project.preferences
        told = [
            plural("{n} code", "{n} codes", len(self._codes)),
            _("frozen: new codes are asked about") if preferences.is_frozen else _("open: codes are made on the way"),
        ]
        if self._stale:
            told.append(_("{n} codings out of date (o)").format(n=sum(self._stale.values())))
        if self._no_rule:
            told.append(plural("{n} code needs a rule (y)", "{n} codes need a rule (y)", len(self._no_rule)))
        self.query_one(".book", Static).update(Content(" · ".join(told)))

    @on(Tree.NodeHighlighted)
    def _moved(self, event: Tree.NodeHighlighted[int]) -> None:
        event.stop()
        self._show_card()

    # Going about

    @on(Tree.NodeSelected)
    def _to_fields(self, event: Tree.NodeSelected[int]) -> None:
        event.stop()
        self.tree_view.clicked = None
        self.query_one(FieldList).focus()

    def action_tree(self) -> None:
        """To the tree; from there back."""
        if self.tree_view.has_focus:
            self.action_back()
        else:
            self.tree_view.focus()

    def action_stale(self) -> None:
        """The codings that are older than what the codebook says."""
        from codebench.tui.screens.comparing import ComparingScreen

        if self._stale:
            self.app.push_screen(ComparingScreen(None))
        else:
            self.say(_("Every coding was made or looked at since its code was defined."))

    def action_revisions(self) -> None:
        """What this code has been."""
        from codebench.tui.screens.revisions import RevisionsScreen

        if self.current is not None:
            self.app.push_screen(RevisionsScreen(self.current.id))

    @work
    async def action_needs_rule(self) -> None:
        """The codes that somebody asked a rule for, and to the memo that says why."""
        items = [
            Item(
                code_id, self._codes[code_id].path, plural("{n} memo", "{n} memos", n), dot(self._codes[code_id].colour)
            )
            for code_id, n in self._no_rule.items()
            if code_id in self._codes
        ]
        if not items:
            self.say(_("No code is on the list; settling disagreements puts them there (r)."))
            return
        code_id = await self.app.push_screen_wait(Choice(_("Which code needs a rule?"), items))
        if code_id is not None:
            self.go_to_code(code_id)

    # The tree

    def action_add(self) -> None:
        """A new code beside this one."""
        self._add(None if self.current is None else self.current.parent)

    def action_add_below(self) -> None:
        """A new code under this one."""
        self._add(self.code_in_view())

    @work
    async def _add(self, parent: int | None) -> None:
        tree = self.project.codebook.tree()
        title = _("A new code at the top") if parent is None else _("A new code under {path}")
        name = await ask_name(self, title.format(path="" if parent is None else tree.path(parent)), "", parent)
        if name is not None:
            self._then(self.attempt(lambda: self.project.codebook.add(name, parent)))

    @work
    async def action_rename(self) -> None:
        """Another name for this code."""
        code = self.current
        if code is None:
            return
        name = await ask_name(
            self, _("Another name for {path}").format(path=code.path), code.name, code.parent, code.id
        )
        if name is not None and name != code.name:
            self.attempt(lambda: self.project.codebook.rename(code.id, name))

    @work
    async def action_move(self) -> None:
        """Hang this code under another one, or at the top."""
        code = self.current
        if code is None:
            return
        parent = await ask_parent(self, code, self._codes)
        if parent is not None:
            self.attempt(lambda: self.project.codebook.move(code.id, None if parent == TOP else parent))

    def action_order(self, step: int) -> None:
        """One place up or down among its siblings."""
        code = self.current
        if code is None:
            return
        siblings = [other.id for other in self._codes.values() if other.parent == code.parent]
        place = siblings.index(code.id) + step
        if 0 <= place < len(siblings):
            self.attempt(lambda: self.project.codebook.move(code.id, code.parent, place))

    @work
    async def action_merge(self) -> None:
        """Put this code with another one, which stays."""
        code = self.current
        if code is None:
            return
        below = {node.id for node in self.project.codebook.tree().subtree(code.id)}
        others = [other for other in self._codes.values() if other.id not in below]
        title = _("Merge {path} into").format(path=code.path)
        picker = CodePicker(others, self.project.codebook.tree(), title=title, several=False, create=False)
        picked = await self.app.push_screen_wait(picker)
        if not isinstance(picked, list):
            return
        into = self._codes[picked[0]]
        text = _("{n} with all memos and sub-codes go to '{into}'; its name stays as an alias. Undo brings it back.")
        n = plural("{n} coding", "{n} codings", code.n_total)
        if await self.app.push_screen_wait(Confirm(title + f" {into.path}?", text.format(n=n, into=into.path))):
            self._wanted = into.id
            self.attempt(lambda: self.project.codebook.merge(code.id, into.id))

    @work
    async def action_remove(self) -> None:
        """Take this code, with all below it, out of the tree."""
        code = self.current
        if code is None:
            return
        text = _("With {n} and all below it. Undo brings it back.")
        n = plural("{n} coding", "{n} codings", code.n_total)
        if await self.app.push_screen_wait(Confirm(_("Remove {path}?").format(path=code.path), text.format(n=n))):
            self.attempt(lambda: self.project.codebook.remove(code.id, with_codings=bool(code.n_total)))

    def _then(self, code_id: int | None) -> None:
        """Go to a code that was made."""
        if code_id is not None:
            self.go_to_code(code_id)

    # The fields

    @on(FieldList.Chosen)
    def _field_chosen(self, event: FieldList.Chosen) -> None:
        self._edit(event.field)

    def action_edit(self) -> None:
        """The definition, or the field under the cursor."""
        fields = self.query_one(FieldList)
        self._edit(fields.field if fields.has_focus else "definition")

    def action_colour(self) -> None:
        """The colour."""
        self._edit("colour")

    @work
    async def _edit(self, field: str) -> None:
        code = self.current
        if code is None:
            return
        if field == "colour":
            colour = await ask_colour(self, code)
            if colour is not None and colour != code.fields.colour:
                self._write(code, "colour", colour, "")
            return
        before, place = text_of(code.fields, field), f"{self.project.coder.guid} {code.guid} {field}"
        path = self.project.path

        def keep(text: str) -> None:
            drafts.keep_draft(path, place, text)

        editor = FieldEditor(code.path, field, before, drafts.draft(path, place), keep)
        text = await self.app.push_screen_wait(editor)
        if text is not None and self._write(code, field, text, editor.reason):
            keep("")

    def _write(self, code: CodeInfo, field: str, text: str, reason: str) -> bool:
        """Write one field; whether it stands as it was wanted."""
        value = value_of(field, text)
        if value == getattr(code.fields, field):
            return True
        values: dict[str, Any] = asdict(code.fields) | {field: value}
        done = self.did(lambda: self.project.codebook.edit(code.id, CodeFields(**values), reason))
        if done and code.id in self._stale and field in ("definition", "include_when", "exclude_when"):
            n = plural("{n} coding is", "{n} codings are", self._stale[code.id])
            self.say(_("{n} older than this definition: o walks through them.").format(n=n))
        return done

    # The whole

    @work
    async def action_take_in(self) -> None:
        """Take a codebook in from a file, after showing what it changes."""
        await take_codebook(self)

    @work
    async def action_save(self) -> None:
        """Write the codebook to a file."""
        await save_codebook(self)

    def action_freeze(self) -> None:
        """Freeze the codebook, or open it."""
        preferences = self.project.preferences
        self.attempt(lambda: preferences.set_frozen(not preferences.is_frozen))


def _nodes(tree: CodeTreeView) -> list[TreeNode[int]]:
    """All nodes of a tree but its root."""
    found, todo = [], list(tree.root.children)
    while todo:
        node = todo.pop()
        found.append(node)
        todo += node.children
    return found
