"""Pseudonyms: what may give somebody away, each in its context, taken or refused by one key; then put everywhere."""

from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from codebench.domain.errors import CodebenchError
from codebench.domain.pseudonyms import Pseudonym
from codebench.domain.remap import Outcome
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.pseudonym_key import check_place
from codebench.project.pseudonyms import Proposal, PseudonymPlan
from codebench.tui.actions import bindings
from codebench.tui.modals.confirm import Confirm
from codebench.tui.modals.path import PathPrompt
from codebench.tui.modals.prompt import Prompt
from codebench.tui.modals.typed_name import TypedName
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.table.draw import cells_of, line

_NAME = 20  # cells of a document's name beside a place,
_MARGIN = 8  # of what is around it,
_LEAST = 10  # and at least so many of the text before and after
_SHOWN = 6  # so many codings are named whose words change


class PseudonymsScreen(ProjectScreen):
    """The proposals with a mark each, and below them the places of the one under the highlight."""

    SCOPE: ClassVar[str] = "pseudonyms"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("pseudonyms")]
    DEFAULT_CSS = """
    PseudonymsScreen {
        & .told { height: auto; margin: 1 2 0 2; color: $foreground 70%; }
        & OptionList, & OptionList:focus {
            border: none; background: transparent; height: 1fr; padding: 1 1 0 1; scrollbar-size-vertical: 1;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        & VerticalScroll { height: 9; padding: 0 2; background: $surface; }
        & VerticalScroll Static { height: auto; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._proposals: list[Proposal] = []
        self._pseudonyms: list[Pseudonym] = []
        self._taken: list[bool | None] = []

    def compose(self) -> ComposeResult:
        """How many are judged, the list, the context, the keys."""
        yield TopLine()
        yield Static(classes="told")
        yield OptionList(markup=False)
        with VerticalScroll():
            yield Static(classes="context")
        yield KeyLine(self.SCOPE)

    def on_mount(self) -> None:
        """The list has the focus."""
        self.query_one(VerticalScroll).can_focus = False
        self.query_one(OptionList).focus()

    def refresh_models(self) -> None:
        """Look through the texts anew."""
        self.query_one(TopLine).show(
            (_("Pseudonyms"), self.project.path.stem), (_("coder: {name}").format(name=self.project.coder.name),)
        )
        self._look()

    @work(exclusive=True, group="count")
    async def _look(self) -> None:
        try:
            found = await self.bench.work_on(_("Looking for names…"), self.project.pseudonyms.propose)
        except CodebenchError as error:
            self.bench.complain(str(error))
            return
        judged, there = self.bench.said.names, {each.pseudonym.original for each in found}
        for one, _is_taken in judged.values():
            if one.original not in there and (counted := self.project.pseudonyms.count(one))[0]:
                found.append(Proposal(one, *counted, is_known=False))
        self._proposals = found
        both = [
            judged.get(each.pseudonym.original, (each.pseudonym, True if each.is_known else None)) for each in found
        ]
        self._pseudonyms = [one for one, _taken in both]
        self._taken = [is_taken for _one, is_taken in both]
        self._fill(0)

    # The list

    def _fill(self, at: int) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(self._row(i)) for i in range(len(self._proposals)))
        options.highlighted = min(at, len(self._proposals) - 1) if self._proposals else None
        self._tell()

    def _tell(self) -> None:
        taken, left = self._taken.count(True), self._taken.count(None)
        key = self.project.pseudonyms.key_path
        told = [
            plural("{n} proposal", "{n} proposals", len(self._proposals)),
            _("{n} taken").format(n=taken),
            _("{n} not judged").format(n=left),
            _("key: {path}").format(path=_("none yet") if key is None else shown_line(str(key))),
        ]
        nothing = _("Nothing here looks like a name, a place, a school, an address, a number or a date.")
        self.query_one(".told", Static).update(Content(" · ".join(told) if self._proposals else nothing))

    def _row(self, at: int) -> Content:
        each, one, is_taken = self._proposals[at], self._pseudonyms[at], self._taken[at]
        mark = {True: ("✓ ", "bold $success"), False: ("✗ ", "bold $error"), None: ("· ", "dim")}[is_taken]
        places = plural("{n} place", "{n} places", each.places)
        documents = plural("{n} document", "{n} documents", each.documents)
        return Content.assemble(
            mark,
            (f"{shown_line(one.original)} → ", "dim strike" if is_taken is False else ""),
            (shown_line(one.replacement), "dim" if is_taken is False else "bold"),
            (f"   {_(str(one.kind))} · {places} · {documents}", "$foreground 60%"),
        )

    @on(OptionList.OptionHighlighted)
    def _show_context(self, event: OptionList.OptionHighlighted) -> None:
        contexts = self._proposals[event.option_index].contexts
        names = max((min(_NAME, cells_of(context.document)) for context in contexts), default=0)
        lines: list[Content | str] = []
        for context in contexts:
            # One line for each, the names below each other.
            room = max(_LEAST, (self.size.width - _MARGIN - names - cells_of(context.found)) // 2)
            lines.append(
                Content.assemble(
                    (f"{line(context.document, names)}  ", "$foreground 60%"),
                    _flat(context.before)[-room:].rjust(room),
                    (shown_line(context.found), "bold $warning"),
                    line(_flat(context.after), room),
                )
            )
        self.query_one(".context", Static).update(Content("\n").join(lines))

    @property
    def _at(self) -> int | None:
        return self.query_one(OptionList).highlighted if self._proposals else None

    def _judge(self, is_taken: bool) -> None:
        at = self._at
        if at is None:
            return
        self._taken[at] = is_taken
        self._keep(at)
        options = self.query_one(OptionList)
        options.replace_option_prompt_at_index(at, self._row(at))
        options.highlighted = min(at + 1, len(self._proposals) - 1)
        self._tell()

    def _keep(self, at: int) -> None:
        """Keep what was said of a name as long as the project is open: going elsewhere loses no work."""
        one, is_taken = self._pseudonyms[at], self._taken[at]
        if is_taken is not None:
            self.bench.said.names[one.original] = one, is_taken

    # Actions

    def action_accept(self) -> None:
        """Take the pseudonym, and go to the next."""
        self._judge(True)

    @on(OptionList.OptionSelected)
    def _accept(self) -> None:
        self._judge(True)

    def action_refuse(self) -> None:
        """It names nobody: leave it, and go to the next."""
        self._judge(False)

    @work
    async def action_rename(self) -> None:
        """Give it another pseudonym."""
        at = self._at
        if at is None:
            return
        one = self._pseudonyms[at]
        title = _("What stands for {name}?").format(name=shown_line(one.original))
        line = await self.app.push_screen_wait(Prompt(title, one.replacement))
        if line is not None:
            made = self.consult(lambda: Pseudonym(one.original, line, one.kind))
            if made is not None:
                self._pseudonyms[at] = made
                self._judge(True)

    @work
    async def action_add(self) -> None:
        """Add a name that was not found."""
        original = await self.app.push_screen_wait(Prompt(_("Which name is to be replaced?")))
        if original is None:
            return
        line = await self.app.push_screen_wait(Prompt(_("What stands for {name}?").format(name=original), "[persoon]"))
        made = None if line is None else self.consult(lambda: Pseudonym(original, line))
        if made is not None:
            self._proposals.append(Proposal(made, *self.project.pseudonyms.count(made), is_known=False))
            self._pseudonyms.append(made)
            self._taken.append(True)
            self._keep(len(self._proposals) - 1)
            self._fill(len(self._proposals) - 1)

    @work
    async def action_put(self) -> None:
        """Put what is taken everywhere, after showing what it does; then offer to erase the earlier texts."""
        chosen = [one for one, is_taken in zip(self._pseudonyms, self._taken, strict=True) if is_taken]
        if not chosen:
            self.say(_("Nothing is taken yet."))
            return
        plan = self.consult(lambda: self.project.pseudonyms.plan(chosen))
        key = None if plan is None else await self._ask_key()
        if plan is None or key is None:
            return
        title = _("Put {pseudonyms} at {places}?").format(
            pseudonyms=plural("{n} pseudonym", "{n} pseudonyms", len(chosen)),
            places=plural("{n} place", "{n} places", plan.places),
        )
        if not await self.app.push_screen_wait(Confirm(title, self._effects(plan))):
            return
        try:
            await self.bench.work_on(_("Putting pseudonyms…"), lambda: self.project.pseudonyms.apply(plan, key))
        except CodebenchError as error:
            self.bench.complain(str(error))
            return
        names = self.bench.said.names
        self.bench.said.names = {name: said for name, said in names.items() if not said[1]}
        await self._offer_purge(chosen)
        self.reread()

    async def _ask_key(self) -> Path | None:
        def fault(line: str) -> str | None:
            try:
                check_place(Path(line).expanduser(), self.project.path)
            except CodebenchError as error:
                return str(error)
            return None

        known = self.project.pseudonyms.key_path
        title = _("Where is kept who is who? A file outside the project, that only you can read.")
        before = Path("~") / f"{self.project.path.stem}-pseudonyms.csv" if known is None else known
        line = await self.app.push_screen_wait(PathPrompt(title, str(before), suffixes=(".csv",), check=fault))
        return None if line is None else Path(line).expanduser()

    def _effects(self, plan: PseudonymPlan) -> str:
        touched = [
            f"  {effect.code}: {effect.before} → {effect.after}"
            for each in plan.effects
            for effect in each.effects
            if effect.outcome == Outcome.BOUNDARY_TOUCHED
        ]
        lines = [
            plural(
                "In {n} document; codings keep their place.",
                "In {n} documents; codings keep their place.",
                len(plan.edits),
            ),
            plural(
                "Beside them {n} name or field, and memos where the names stand.",
                "Beside them {n} names and fields, and memos where the names stand.",
                plan.fields,
            ),
        ]
        if touched:
            lines += [
                plural("The words of {n} coding change:", "The words of {n} codings change:", len(touched)),
                *touched[:_SHOWN],
                *(["  …"] if len(touched) > _SHOWN else []),
            ]
        return "\n".join([*lines, _("One undo takes all of it back.")])

    @work
    async def action_erase(self) -> None:
        """Erase the earlier texts in which a name of the key stands."""
        known = self.project.pseudonyms.known()
        if not known:
            self.say(_("There is no key of pseudonyms here, so no names to look for; s puts some in the texts."))
        elif not self.project.pseudonyms.holding(known):
            self.say(_("No earlier text holds a name of the key."))
        else:
            await self._offer_purge(known)
            self.reread()

    async def _offer_purge(self, chosen: list[Pseudonym]) -> None:
        text = _(
            "The earlier texts hold the names still. Erased with them: orphaned codings, quotes of what is no longer"
            " there, all snapshots, and the undo of what was done in these texts before, putting the pseudonyms in"
            " included. The present texts stay."
        )
        if not await self.app.push_screen_wait(TypedName(_("Erase the earlier texts for good?"), text, _("erase"))):
            self.say(_("The earlier texts stay, with the names in them; Del erases them."))
            return
        matcher = self.project.pseudonyms.finder(chosen, thorough=True)
        documents = self.project.pseudonyms.holding(chosen)
        self.bench.forget_learnt()
        try:
            gone = await self.bench.work_on(
                _("Erasing…"),
                lambda: self.project.purging.purge_earlier(documents, lambda text: bool(matcher.find(text))),
            )
        except CodebenchError as error:
            self.bench.complain(str(error))
            return
        self.say(plural("{n} earlier text is erased.", "{n} earlier texts are erased.", gone.versions))


def _flat(text: str) -> str:
    return shown_line(text.replace("\n", " "))
