"""All passages of a code side by side: comparing them, splitting the code, and looking again at what is out of date."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.code_passages import CodePassage
from codebench.project.memos import MemoTarget
from codebench.project.models import CodeInfo
from codebench.tui.actions import bindings
from codebench.tui.answers.answer_box import AnswerBox
from codebench.tui.answers.chips import Chip
from codebench.tui.codebook.passage_list import PassageList, place_of
from codebench.tui.memo_linking import link_coding
from codebench.tui.memoing import write_memo
from codebench.tui.modals.picker import CodePicker
from codebench.tui.parts.codetext import dot, path_content
from codebench.tui.parts.lines import Foot, KeyLine, TopLine
from codebench.tui.screens.of_others import OthersScreen
from codebench.tui.table.rows_view import RowsView


class ComparingScreen(OthersScreen):
    """The passages of one code; without a code, of all codes those that are out of date.

    The walk of a split is two keys: `a` leaves a passage where it is, `b` gives it the other code, each goes on to the
    next. Every step is an act of its own, so nothing waits to be saved.
    """

    SCOPE: ClassVar[str] = "comparing"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("comparing")]
    DEFAULT_CSS = """
    ComparingScreen {
        & .code { height: auto; margin: 1 2 0 2; }
        & .walk { height: 1; margin: 0 2 1 2; color: $foreground 70%; text-wrap: nowrap; text-overflow: ellipsis; }
    }
    """

    def __init__(self, code_id: int | None) -> None:
        super().__init__()
        self._code_id = code_id
        self._only_stale = code_id is None
        self._passages: list[CodePassage] = []
        self._codes: dict[int, CodeInfo] = {}
        self._into: int | None = None

    def compose(self) -> ComposeResult:
        """The code, what the keys do now, the passages, and the whole unit of one of them."""
        yield TopLine()
        yield Static(classes="code")
        yield Static(classes="walk")
        yield PassageList()
        yield AnswerBox()
        with Foot():
            yield KeyLine(self.SCOPE)

    def on_mount(self) -> None:
        """The list has the focus."""
        self._list.focus()

    @property
    def _list(self) -> PassageList:
        return self.query_one(PassageList)

    def code_in_view(self) -> int | None:
        """The code of the passage under the cursor."""
        current = self._list.current
        return self._code_id if current is None else current.code_id

    # Reading and showing

    def refresh_models(self) -> None:
        """Read the passages; the cursor stays where it was, on the next where that one is gone."""
        self._codes = {code.id: code for code in self.project.codebook.codes()}
        if self._code_id is not None and self._code_id not in self._codes:  # an undo took it away
            self.app.pop_screen()
            return
        if self._into not in self._codes:
            self._into = None
        index = max(0, self._list.index)
        before = self._list.current
        found = self.project.code_passages
        if self._only_stale or self._code_id is None:
            self._passages = found.stale(self._code_id)
        else:
            self._passages = found.of(self._code_id)
        ids = [each.coding_id for each in self._passages]
        if before is not None and before.coding_id in ids:
            index = ids.index(before.coding_id)
        self._list.show(self._passages, min(index, max(0, len(ids) - 1)))
        self.query_one(TopLine).show(
            (_("Passages"), self.project.path.stem), (_("coder: {name}").format(name=self.project.coder.name),)
        )
        self._show_head()
        self._show_unit()

    def _show_head(self) -> None:
        n = plural("{n} passage", "{n} passages", len(self._passages))
        stale = plural("{n} out of date", "{n} out of date", sum(each.is_stale for each in self._passages))
        current = self._list.current
        code = self._codes.get(self._code_id or (current.code_id if current is not None else 0))
        head: list[Content | str | tuple[str, str]] = []
        if code is not None:
            head += [dot(code.colour), " ", path_content(code.path).stylize("bold")]
            if code.fields.definition:
                head.append((f"  {shown_line(code.fields.definition)}", "$foreground 70%"))
        else:
            head.append((_("No coding is out of date."), "bold"))
        self.query_one(".code", Static).update(Content.assemble(*head))
        into = self._codes.get(self._into) if self._into is not None else None
        walk = (
            _("a: it stays   b: to another code") if into is None else _("a: it stays   b: to {path}   B: choose anew")
        )
        told = " · ".join((n, stale, walk.format(path=into.path if into else "")))
        self.query_one(".walk", Static).update(Content(shown_line(told)))

    @on(RowsView.Moved)
    def _moved(self) -> None:
        if self._code_id is None:
            self._show_head()
        self._show_unit()

    def _show_unit(self) -> None:
        current = self._list.current
        if current is None:
            self.query_one(AnswerBox).show("", ())
            return
        code = self._codes[current.code_id]
        chip = Chip(f"{code.path} · {current.coder}", code.colour, current.coder == self.project.coder.name)
        self.query_one(AnswerBox).show(f"{current.before}«{current.quote}»{current.after}", (chip,))

    # Acting

    @work
    async def action_stay(self) -> None:
        """It stays with its code, and is up to date; on to the next."""
        current = self._list.current
        if current is None:
            return
        if current.is_stale:
            if not await self.may_change(current.coder):
                return
            self.attempt(lambda: self.project.code_passages.confirm([current.coding_id]))
        if current.coding_id in [each.coding_id for each in self._passages]:
            self._list.go_to(self._list.index + 1)

    @work
    async def action_give(self) -> None:
        """To the other code, which is asked for the first time."""
        current = self._list.current
        if current is None:
            return
        if (self._into is None or self._into == current.code_id) and not await self._ask_into(current):
            return
        into = self._into
        if into is not None and await self.may_change(current.coder):
            self.attempt(lambda: self.project.code_passages.split([current.coding_id], into))

    @work
    async def action_choose(self) -> None:
        """Another code for what goes away from here."""
        current = self._list.current
        if current is not None and await self._ask_into(current):
            self._show_head()

    async def _ask_into(self, current: CodePassage) -> bool:
        """Ask where passages go, a new code where it is not there yet; whether it is known now."""
        others = [code for code in self._codes.values() if code.id != current.code_id]
        title = _("To which code? A new one will do")
        picked = await self.app.push_screen_wait(
            CodePicker(others, self.project.codebook.tree(), title=title, several=False)
        )
        if isinstance(picked, tuple):
            self._into = self.attempt(lambda: self.project.codebook.ensure(picked[1]))
        elif picked:
            self._into = picked[0]
        return picked is not None and self._into is not None

    def action_example(self) -> None:
        """An example of its code in the codebook."""
        self._exemplify(counter=False)

    def action_counter_example(self) -> None:
        """What does not belong to its code, in the codebook."""
        self._exemplify(counter=True)

    def _exemplify(self, *, counter: bool) -> None:
        current = self._list.current
        if current is None:
            return
        book = self.project.code_passages
        if self.did(lambda: book.exemplify(current.coding_id, counter=counter)):
            self.say(_("In the codebook, as a counter-example.") if counter else _("In the codebook, as an example."))

    @work
    async def action_uncode(self) -> None:
        """Take the coding off."""
        current = self._list.current
        if current is not None and await self.may_change(current.coder):
            self.attempt(lambda: self.project.codings.remove([current.coding_id]))

    def action_stale(self) -> None:
        """Only what is out of date, or all."""
        if self._code_id is not None:
            self._only_stale = not self._only_stale
            self.refresh_models()

    @work
    async def action_memo(self) -> None:
        """A memo on this coding."""
        current = self._list.current
        if current is not None:
            await write_memo(self, MemoTarget(coding_id=current.coding_id), place_of(current), current.quote)

    @work
    async def action_link(self) -> None:
        """Link this coding to a memo of one's own, or unlink it."""
        current = self._list.current
        coding = None if current is None else self.consult(lambda: self.project.codings.get(current.coding_id))
        if coding is not None:
            await link_coding(self, coding)

    @on(RowsView.Chosen)
    def action_open(self) -> None:
        """Open the text at this place."""
        current = self._list.current
        if current is not None:
            self.bench.open_document(current.document_id, current.start, current.end)
