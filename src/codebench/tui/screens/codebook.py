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

from codebench.domain.codebook import CodeFields
from codebench.i18n import _, plural
from codebench.project import drafts
from codebench.project.code_links import LinkInfo
from codebench.project.memos import MemoTarget
from codebench.project.models import CodeInfo
from codebench.tui.actions import bindings
from codebench.tui.codebook.asking import ask_colour, ask_mark, save_codebook
from codebench.tui.codebook.changing import (
    add_code,
    archive_code,
    ask_merge,
    move_code,
    order_code,
    remove_code,
    rename_code,
)
from codebench.tui.codebook.editing import FieldEditor
from codebench.tui.codebook.fields import LINKS, SETS, FieldList, text_of, value_of
from codebench.tui.codebook.grouping import choose_sets, manage_sets
from codebench.tui.codebook.linking import change_link, link_code, seen_from
from codebench.tui.codebook.needing import choose_needing, need_rule
from codebench.tui.codebook.taking import take_codebook
from codebench.tui.codebook.tree_filling import fill_tree
from codebench.tui.coding.marks import marks
from codebench.tui.coding.panel import CodeTreeView
from codebench.tui.memoing import write_memo
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
        self._shows_archived = False

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
        self._codes = {code.id: code for code in self.project.codebook.codes()}
        if self._wanted in self._codes and self._codes[self._wanted].is_archived:
            self._shows_archived = True
        self._wanted = None
        self._stale = self.project.code_passages.stale_counts()
        self._no_rule = Counter(self.project.code_passages.in_need_of_a_rule())
        self.set_class(not self._codes, "-none")
        is_of_all = not self.project.blindness and len(self.project.coders.everyone()) > 1
        counted = (_("all coders"),) if is_of_all else ()
        self.query_one(TopLine).show(
            (_("Codebook"), self.project.path.stem, *counted),
            (_("coder: {name}").format(name=self.project.coder.name),),
        )
        shown = {key: code for key, code in self._codes.items() if self._shows_archived or not code.is_archived}
        fill_tree(self.tree_view, shown, wanted)
        self._show_card()
        self._show_book()

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
            _("archived") if code.is_archived else "",
            plural("{n} out of date", "{n} out of date", self._stale[code.id]) if code.id in self._stale else "",
            _("needs a rule") if code.id in self._no_rule else "",
        ]
        parts: list[Content | str | tuple[str, str]] = [dot(code.colour), " ", path_content(code.path).stylize("bold")]
        parts.append((f"\n{' · '.join(told)}", "$foreground 65%"))
        parts += [(f" · {note}", "$text-warning") for note in notes if note]
        self.query_one(".told", Static).update(Content.assemble(*parts))
        sets = [each.name for each in self.project.code_sets.all() if code.id in dict(each.codes)]
        links = [seen_from(link, code.id) for link in self._links_of(code)]
        has_links = bool(links) or (self.project.code_links.are_offered and not self.project.blindness)
        self.query_one(FieldList).show(code, marks(self._codes.values())[code.id], sets, links if has_links else None)

    def _links_of(self, code: CodeInfo) -> list[LinkInfo]:
        return [] if self.project.blindness else self.project.code_links.all(code.id)

    def _show_book(self) -> None:
        preferences = self.project.preferences
        away = sum(code.is_archived for code in self._codes.values())
        told = [
            plural("{n} code", "{n} codes", len(self._codes) - away),
            plural("{n} archived (Z)", "{n} archived (Z)", away) if away else "",
            _("frozen: new codes are asked about") if preferences.is_frozen else _("open: codes are made on the way"),
        ]
        if self._stale:
            told.append(_("{n} codings out of date (o)").format(n=sum(self._stale.values())))
        if self._no_rule:
            told.append(plural("{n} code needs a rule (y)", "{n} codes need a rule (y)", len(self._no_rule)))
        self.query_one(".book", Static).update(Content(" · ".join(filter(None, told))))

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
        code_id = await choose_needing(self, self._no_rule, self._codes)
        if code_id is not None:
            self.go_to_code(code_id)

    @work
    async def action_need_rule(self) -> None:
        """Put this code on the list of rules to be made, or take it off."""
        if self.current is not None:
            await need_rule(self, self.current, is_needed=self.current.id in self._no_rule)

    # The tree

    def action_add(self) -> None:
        """A new code beside this one."""
        self._add(None if self.current is None else self.current.parent)

    def action_add_below(self) -> None:
        """A new code under this one."""
        self._add(self.code_in_view())

    @work
    async def _add(self, parent: int | None) -> None:
        code_id = await add_code(self, parent)
        if code_id is not None:
            self.go_to_code(code_id)

    @work
    async def action_rename(self) -> None:
        """Another name for this code."""
        if self.current is not None:
            await rename_code(self, self.current)

    @work
    async def action_move(self) -> None:
        """Hang this code under another one, or at the top."""
        if self.current is not None:
            await move_code(self, self.current, self._codes)

    def action_order(self, step: int) -> None:
        """One place up or down among its siblings."""
        if self.current is not None:
            order_code(self, self.current, self._codes, step)

    @work
    async def action_merge(self) -> None:
        """Put this code with another one, which stays."""
        code = self.current
        into = None if code is None else await ask_merge(self, code, self._codes)
        if code is not None and into is not None:
            self._wanted = into
            self.attempt(lambda: self.project.codebook.merge(code.id, into))

    @work
    async def action_remove(self) -> None:
        """Take this code, with all below it, out of the tree."""
        if self.current is not None:
            await remove_code(self, self.current)

    @work
    async def action_memo(self) -> None:
        """A memo on this code."""
        if self.current is not None:
            await write_memo(self, MemoTarget(code_id=self.current.id), self.current.path)

    def action_archive(self) -> None:
        """Put this code away, or take it back."""
        if self.current is not None:
            archive_code(self, self.current)

    def action_show_archived(self) -> None:
        """Show what is archived in its place, or hide it."""
        self._shows_archived = not self._shows_archived
        self.refresh_models()

    # Sets and links

    @work
    async def action_sets(self) -> None:
        """Put this code into a set, or take it out."""
        if self.current is not None:
            await choose_sets(self, self.current)

    @work
    async def action_manage_sets(self) -> None:
        """Fill, rename, remove a set, or make a theme of it."""
        await manage_sets(self)

    @work
    async def action_link(self) -> None:
        """Link this code to another one."""
        if self.current is not None:
            await link_code(self, self.current, self._codes)

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

    def action_mark(self) -> None:
        """The letters or signs in the margin."""
        self._edit("mark")

    @work
    async def _edit(self, field: str) -> None:
        code = self.current
        if code is None:
            return
        if field == SETS:
            await choose_sets(self, code)
            return
        if field == LINKS:
            await (
                change_link(self, code, there)
                if (there := self._links_of(code))
                else link_code(self, code, self._codes)
            )
            return
        if field in ("colour", "mark"):
            chosen = await (ask_colour if field == "colour" else ask_mark)(self, code)
            if chosen is not None:
                self._write(code, field, chosen, "")
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
