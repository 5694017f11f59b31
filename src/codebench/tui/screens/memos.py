"""All memos, narrowed by words and a filter, or as a research journal by the day; Enter goes to what one is about."""

from dataclasses import replace
from itertools import groupby
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from codebench.domain.text import shown, shown_line
from codebench.i18n import _, plural
from codebench.project.memos import SUBJECTS
from codebench.project.models import MemoInfo
from codebench.tui.actions import bindings
from codebench.tui.memo_filter import MemoFilter
from codebench.tui.memo_linking import show_links
from codebench.tui.memoing import edit_memo, write_entry
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.confirm import Confirm
from codebench.tui.modals.memo import kinds
from codebench.tui.modals.prompt import Prompt, fault_of
from codebench.tui.parts.entry import Line
from codebench.tui.parts.indented import Indented
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.parts.moment import day, when
from codebench.tui.screens.base import ProjectScreen

_DAYS = "days"


class MemosScreen(ProjectScreen):
    """A line to filter with, and the memos below it."""

    SCOPE: ClassVar[str] = "memos"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("memos"),
        Binding("escape", "list", _("To the list; from there back"), show=False),
    ]
    DEFAULT_CSS = """
    MemosScreen {
        & Input, & Input:focus { border: none; height: 1; margin: 1 2 0 2; padding: 0; background: $boost; }
        & .found { height: 1; margin: 0 2 1 2; color: $foreground 65%; }
        & OptionList, & OptionList:focus {
            border: none; background: transparent; height: 1fr; max-height: 100%; padding: 0 2;
            scrollbar-size-vertical: 1;
        }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._memos: dict[int, MemoInfo] = {}
        self._asked = MemoFilter()
        self._is_journal = False

    def compose(self) -> ComposeResult:
        """The line, the number of memos, the memos."""
        yield TopLine()
        yield Line(placeholder=_("filter by words in the memo, or by what it is about"))
        yield Static(classes="found")
        yield OptionList(markup=False)
        yield KeyLine(self.SCOPE)

    def refresh_models(self) -> None:
        """Read the memos."""
        self.query_one(TopLine).show(
            (_("Memos"), self.project.path.stem), (_("coder: {name}").format(name=self.project.coder.name),)
        )
        self._fill()

    def on_mount(self) -> None:
        """The list has the focus; `/` goes to the line."""
        self.query_one(OptionList).focus()

    @property
    def _current(self) -> MemoInfo | None:
        option = self.query_one(OptionList).highlighted_option
        return None if option is None or option.id is None else self._memos.get(int(option.id))

    # The list

    @on(Input.Changed)
    def _fill(self) -> None:
        term = self.query_one(Line).value.strip()
        everything = self.project.memos.all()
        asked = self._asked
        found = [memo for memo in self.project.memos.all(term=term)[::-1] if asked.passes(memo)]
        self._memos = {memo.id: memo for memo in found}
        phrases = [*asked.in_words(), *([_("with “{term}”").format(term=shown_line(term))] if term else [])]
        n = plural("{n} memo", "{n} memos", len(everything))
        told = [_("journal")] if self._is_journal else []
        told += [_("{n} of {memos}").format(n=len(found), memos=n) if phrases else n]
        told += [_("only: {what}").format(what=" · ".join(phrases)), _("Esc: all")] if phrases else []
        self.query_one(".found", Static).update(Content(" · ".join(told)))
        options = self.query_one(OptionList)
        here = options.highlighted_option
        options.clear_options()
        for of_day, memos in groupby(found, lambda memo: day(memo.created_at) if self._is_journal else ""):
            if of_day:
                options.add_option(Option(Content.styled(of_day, "bold $accent"), disabled=True))
            options.add_options(Option(_row(memo), id=str(memo.id)) for memo in memos)
        ids = [option.id for option in options.options]
        if here is not None and here.id in ids:
            options.highlighted = ids.index(here.id)
        else:
            options.highlighted = next((i for i, each in enumerate(ids) if each is not None), None)

    @on(Input.Submitted)
    def _to_list(self) -> None:
        self.query_one(OptionList).focus()

    def action_find(self) -> None:
        """To the line."""
        self.query_one(Line).focus()

    def action_list(self) -> None:
        """To the list; there all memos again; from there back."""
        line = self.query_one(Line)
        if self.query_one(OptionList).has_focus:
            if line.value or self._asked != MemoFilter():
                self._asked, self._is_journal = MemoFilter(), False
                line.value = ""
                self._fill()
            else:
                self.action_back()
        else:
            self._to_list()

    def action_open(self) -> None:
        """Go to what the memo is about."""
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _go(self) -> None:
        memo = self._current
        if memo is None:
            return
        if memo.document_id is not None:
            self.bench.open_document(memo.document_id, memo.start, memo.end)
        elif memo.code_id is not None:
            from codebench.tui.screens.codebook import CodebookScreen

            self.app.push_screen(CodebookScreen(memo.code_id))

    # Acting

    @work
    async def action_filter(self) -> None:
        """Only memos of a kind, about a kind of thing, of a coder, private or not, of some days; it adds up."""
        asked = self._asked
        items = [Item(MemoFilter(), _("all"))] if asked != MemoFilter() else []
        items += [Item(replace(asked, kind=key), text) for key, text in kinds().items()]
        coders = dict.fromkeys(memo.coder for memo in self.project.memos.all())
        items += [Item(replace(asked, coder=name), _("of {coder}").format(coder=name)) for name in coders]
        items += [Item(replace(asked, is_private=each), _private(each)) for each in (True, False)]
        items += [
            Item(replace(asked, subject=key), _("about {what}").format(what=text)) for key, text in SUBJECTS.items()
        ]
        items.append(Item(_DAYS, _("of some days ...")))
        chosen = await self.app.push_screen_wait(Choice(_("Which memos? Each choice narrows further"), items))
        if chosen == _DAYS:
            chosen = await self._with_days()
        if chosen is not None:
            self._asked = chosen
            self._fill()

    async def _with_days(self) -> MemoFilter | None:
        """What is asked, with days that are asked for."""
        asked = self._asked
        title = _("Written when? 2026-11-23, 2026-11, 2026-11-01..2026-11-20, 2026-11..")
        days = await self.app.push_screen_wait(Prompt(title, check=lambda line: fault_of(lambda: asked.within(line))))
        return None if days is None else asked.within(days)

    def action_journal(self) -> None:
        """Only the research journal, by the day; or all memos."""
        self._is_journal = not self._is_journal
        self._asked = replace(self._asked, subject="project" if self._is_journal else "")
        self._fill()

    @work
    async def action_new(self) -> None:
        """A new entry of the journal."""
        if await write_entry(self):
            self.query_one(OptionList).action_first()

    @work
    async def action_edit(self) -> None:
        """Change the text."""
        memo = self._current
        if memo is not None and await self._is_own(memo):
            await edit_memo(self, memo)

    async def _is_own(self, memo: MemoInfo) -> bool:
        if memo.coder == self.project.coder.name:
            return True
        self.say(_("This memo is {coder}'s; only {coder} changes it.").format(coder=memo.coder))
        return False

    @work
    async def action_kind(self) -> None:
        """Say of which kind it is."""
        memo = self._current
        if memo is None or not await self._is_own(memo):
            return
        items = [Item(kind, text) for kind, text in kinds().items()]
        kind = await self.app.push_screen_wait(Choice(_("Which kind of memo?"), items))
        if kind is not None and kind != memo.kind:
            self.attempt(lambda: self.project.memos.edit(memo.id, memo.body, kind=kind))

    @work
    async def action_links(self) -> None:
        """The codings that it links to."""
        if self._current is not None:
            await show_links(self, self._current)

    def action_private(self) -> None:
        """Only for me, or for all."""
        memo = self._current
        if memo is not None:
            self.attempt(lambda: self.project.memos.edit(memo.id, memo.body, private=not memo.private))

    @work
    async def action_remove(self) -> None:
        """Remove it."""
        memo = self._current
        if memo is None:
            return
        if await self.app.push_screen_wait(Confirm(_("Remove this memo?"), _("Undo brings it back."))):
            self.attempt(lambda: self.project.memos.remove(memo.id))


def _private(is_private: bool) -> str:
    return _("private") if is_private else _("for all coders")


def _row(memo: MemoInfo) -> Indented:
    links = [plural("links to {n} coding", "links to {n} codings", memo.n_linked)] if memo.n_linked else []
    about = " · ".join((memo.target, kinds()[memo.kind], memo.coder, when(memo.changed_at), *links))
    title = f"{shown_line(memo.title)}: " if memo.title else ""
    private = _("private") + "  " if memo.private else ""
    head = Content.assemble((private, "$text-warning"), (shown_line(about), "$foreground 60%"))
    return Indented(head, Content.assemble((title, "bold"), shown(memo.body)))
