"""Rules of a code, tried while they are typed: what is new, what agrees, what is missed; Enter codes what is ticked."""

from asyncio import sleep
from collections.abc import Sequence
from functools import cached_property
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static
from textual.worker import Worker

from codebench.domain.draft import UnitKind
from codebench.domain.errors import CodebenchError
from codebench.domain.rule import RuleError
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.language.rule_search import RuleLine
from codebench.project.models import CodeInfo
from codebench.project.rule_models import Material, Reach, Trial
from codebench.tui.actions import bindings
from codebench.tui.answers.answer_box import AnswerBox
from codebench.tui.coding.lines import StatusLine
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.confirm import Confirm
from codebench.tui.parts.codetext import path_content
from codebench.tui.parts.entry import Line
from codebench.tui.parts.lines import Foot, KeyLine, TopLine
from codebench.tui.rules.board import TITLES, Board, Group
from codebench.tui.rules.hit_list import HitList
from codebench.tui.rules.materials import materials
from codebench.tui.rules.trying import Trying, UnwantedError
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.table.rows_view import RowsView

_PAUSE = 0.15  # seconds without typing after which the rule is tried
_A_WHILE = 0.3  # seconds after which a wait asks for a word
_LOW = 28  # lines of a terminal without room for air
_SEEN = 30  # so many are coded without a question: about what is on the screen
_FAR = 300  # characters before a hit that may push it out of the box below
_WORDS = 12  # compounds that are named


class RulesScreen(ProjectScreen):
    """One code, one line to type a rule in, and what it finds."""

    SCOPE: ClassVar[str] = "rules"
    AUTO_FOCUS = "Line"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("rules"),
        Binding("escape", "line", _("Back to the line"), show=False),
    ]
    DEFAULT_CSS = """
    RulesScreen {
        & .code { height: 1; margin: 1 2 0 2; text-wrap: nowrap; text-overflow: ellipsis; }
        & .entry { height: 1; margin: 0 2; background: $boost; }
        & .entry Static { width: auto; color: $accent; }
        & .entry Input, & .entry Input:focus { border: none; height: 1; padding: 0 1; width: 1fr; background: $boost; }
        & .told { height: 1; margin: 0 2; text-wrap: nowrap; text-overflow: ellipsis; }
        & .known { height: 1; margin: 0 2; color: $foreground 60%; text-wrap: nowrap; text-overflow: ellipsis; }
        & .groups { height: 1; margin: 1 2; text-wrap: nowrap; text-overflow: ellipsis; }
        &.-low .groups { margin: 0 2; }
        &.-low .code { margin: 0 2; }
        &.-low AnswerBox { height: 5; }
        &.-low .known { display: none; }
    }
    """

    def __init__(self, code_id: int, material: Material | None = None, name: str = "", line: str = "") -> None:
        """`name` says the material in words; `line` is a rule to begin with."""
        super().__init__()
        self._code_id = code_id
        self._material = material or Material()
        self._material_name = name or _("all material")
        self._first_line = line
        self._code: CodeInfo | None = None
        self._trial: Trial | None = None
        self._board = Board()
        self._reach = Reach.UNIT
        self._is_behind = True  # what is shown is not what the line says
        self._noted = False  # whether the status line holds a note instead
        self._to_list = bool(line)  # whether to go to the list once it shows what the line says

    def compose(self) -> ComposeResult:
        """The code, the line, what its rule finds, and the unit under the cursor in full."""
        yield TopLine()
        yield Static(classes="code")
        with Horizontal(classes="entry"):
            yield Static(Content(_("rule ")))
            yield Line(self._first_line, placeholder=_("geen|weinig ... tijd   lemma:tijd   tijd~   -vrije"))
        yield Static(classes="told")
        yield Static(classes="known")
        yield Static(classes="groups")
        yield HitList()
        yield AnswerBox()
        with Foot():
            yield StatusLine()
            yield KeyLine(self.SCOPE)

    # Reading and showing

    def on_resize(self, event: events.Resize) -> None:
        """There is no room for air on a low terminal."""
        self.set_class(event.size.height < _LOW, "-low")

    def refresh_models(self) -> None:
        """Read the code and the coder's work anew, and try the rule again."""
        codes = {code.id: code for code in self.project.codebook.codes()}
        if self._code_id not in codes:  # an undo took it away
            self.app.pop_screen()
            return
        self._code, self._is_behind = codes[self._code_id], True
        self.trying.forget()
        self.query_one(TopLine).show(
            (_("Rules"), self.project.path.stem), (_("coder: {name}").format(name=self.project.coder.name),)
        )
        self._show_code()
        self._try(pause=False)

    def _show_code(self) -> None:
        assert self._code is not None
        fields = self._code.fields
        rules = plural("{n} rule", "{n} rules", len(fields.rules))
        keywords = plural("{n} keyword", "{n} keywords", len(fields.keywords))
        self.query_one(".code", Static).update(
            Content.assemble(
                path_content(self._code.path).stylize("bold"),
                (f"  {rules} · {keywords} · ", "$foreground 60%"),
                (shown_line(_("in: {what}").format(what=self._material_name)), "$foreground 60%"),
            )
        )

    def say(self, sentence: str) -> None:
        """In the status line, until the cursor moves: the eye is there already."""
        self._noted = True
        self.query_one(StatusLine).note(sentence)

    @cached_property
    def trying(self) -> Trying:
        """What tries the rules."""
        return Trying(self.bench.helper)

    @property
    def typed(self) -> str:
        """The rule in the line."""
        return self.query_one(Line).value.strip()

    def _lines(self) -> Sequence[RuleLine]:
        """What is tried: the rule in the line, else all that the code has."""
        return (RuleLine(self.typed),) if self.typed else self.project.rules.lines(self._code_id)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        # The first that it says is the line that one came with.
        self._is_behind, self._to_list = True, self._to_list and event.value == self._first_line
        self._try(pause=True)

    @work(exclusive=True, group="filter")
    async def _try(self, *, pause: bool) -> None:
        """Try the rule beside the screen; another one typed meanwhile takes its place."""
        self.trying.stop()
        if pause:
            await sleep(_PAUSE)
        try:
            lines = self._lines()
            for line in lines:
                line.rule()
        except RuleError as error:
            place = _("character {n}: {problem}").format(n=error.at + 1, problem=error.problem)
            self._tell(Content.styled(shown_line(place), "$text-warning"))
            return
        if not lines:
            self._to_list = False
            self._show(None)
            self._tell(Content.styled(_("This code has no rules yet: type one."), "$foreground 60%"))
            return
        waiting = self.set_interval(_A_WHILE, self._tell_looked)
        try:
            trial = await self.trying.trial(self.project, self._code_id, self._material, lines)
        except UnwantedError:
            return
        except CodebenchError as error:
            self._tell(Content.styled(shown_line(str(error)), "$text-warning"))
            return
        finally:
            waiting.stop()
        self._show(trial)

    def show_annotation(self) -> None:
        """Once all texts are read, look at those that were not; but Enter never codes what came in just before it."""
        if not (self._board.n_ticked and self.query_one(HitList).has_focus):
            self._look_again()

    def _look_again(self) -> None:
        if self._trial is not None and self._trial.unread and self.bench.annotating.tally is None:
            self._to_list = bool(self._first_line) and self.typed == self._first_line
            self._try(pause=False)

    def _show(self, trial: Trial | None) -> None:
        self._trial, self._is_behind = trial, False
        rejects = self.project.rules.is_rejected
        self._board.show(trial, lambda unit: rejects(self._code_id, unit))
        if trial is not None:
            source = _("all rules: ") if not self.typed and len(trial.query.lines) > 1 else ""
            self._tell(Content.assemble(source, (shown_line(trial.summary()), "bold")))
            known = [word for words in trial.query.known.values() for word in sorted(words)]
            more = "…" if len(known) > _WORDS else ""
            words = ", ".join(known[:_WORDS]) + more
            self.query_one(".known", Static).update(
                Content(shown_line(_("~ also stands for: {words}").format(words=words)) if known else "")
            )
        self._show_group()
        if self._to_list:
            self.action_list()

    def _tell_looked(self) -> None:
        done, there = self.trying.looked
        sentence = _("looking… {done} of {there} texts") if there else _("looking…")
        self._tell(Content.styled(sentence.format(done=done, there=there), "$foreground 60%"))

    def _tell(self, content: Content) -> None:
        self.query_one(".told", Static).update(content)

    def _show_group(self) -> None:
        board = self._board
        parts = []
        for group in Group:
            style = "bold $accent" if group is board.group else "" if board.count(group) else "$foreground 40%"
            parts.append(Content.styled(f"{TITLES[group]} {board.count(group)}", style))
        self.query_one(".groups", Static).update(Content("   ").join(parts))
        hits = self.query_one(HitList)
        hits.show(board.matches, board.is_ticked if board.can_tick else None)
        self._point(keep_note=True)

    @on(RowsView.Moved)
    def _moved(self) -> None:
        self._point()

    def _point(self, *, keep_note: bool = False) -> None:
        """Show the unit under the cursor in full, and say what Enter does."""
        match = self.query_one(HitList).current
        self.query_one(AnswerBox).show(match.marked(_FAR) if match else "", ())
        parts = [plural("{n} ticked", "{n} ticked", self._board.n_ticked)]
        if match is not None and self._trial is not None and len(self._trial.query.lines) > 1 and match.hits:
            parts.append(_("found by {rules}").format(rules="; ".join(self._trial.lines_of(match))))
        if keep_note and self._noted:
            return
        self._noted = False
        parts.append(self._reach.in_words())
        self.query_one(StatusLine).show(Content(shown_line(" · ".join(parts))))

    # Moving

    @on(Input.Submitted)
    def action_list(self) -> None:
        """From the line to the list, once that shows what the line says."""
        self._to_list = self._is_behind
        if self._board.matches and not self._is_behind:
            self.query_one(HitList).focus()

    def action_line(self) -> None:
        """Back to the line; there Esc goes to the list, or back where nothing is found."""
        line = self.query_one(Line)
        if line.has_focus and not self._board.matches and not self._is_behind:
            self.action_back()
        elif line.has_focus:
            self.action_list()
        else:
            self.action_find()

    def action_find(self) -> None:
        """Search is what this screen does."""
        self.query_one(Line).focus()
        self._look_again()

    def action_group(self, step: int) -> None:
        """The next group of units, or the one before."""
        self._board.turn(step)
        self._show_group()

    def action_go(self) -> None:
        """To the place in its text."""
        match = self.query_one(HitList).current
        if match is not None:
            start, end = (match.hits[0].start, match.hits[0].end) if match.hits else (match.start, match.end)
            self.bench.open_document(match.document_id, start, end)

    # Ticking and coding

    def action_tick(self) -> None:
        """Tick the unit under the cursor, or take its tick away, and go down."""
        hits = self.query_one(HitList)
        if hits.current is not None and self._board.can_tick:
            self._board.tick(hits.current)
            hits.row_changed(hits.index)
            hits.action_move("down")
            self._point()

    def action_tick_all(self) -> None:
        """Tick all of this group, or none."""
        if self._board.can_tick:
            self._board.tick_all()
            self.query_one(HitList).refresh()
            self._point()

    def action_reach(self) -> None:
        """In transcripts: code the turn, the sentence, or the words."""
        self._reach = self._reach.after()
        self._point()

    @on(RowsView.Chosen)
    @work
    async def action_code_ticked(self) -> None:
        """Put the code on everything that is ticked."""
        trial, ticked = self._trial, self._board.ticked()
        if self._is_behind:
            self.say(_("The list does not show what this rule finds yet."))
            return
        if trial is None or not ticked:
            self.say(_("Nothing is ticked."))
            return
        if len(ticked) > _SEEN:
            turns = sum(match.kind is not UnitKind.ANSWER for match in ticked)
            what = _("{turns} turns or paragraphs, {answers} answers, in: {material}. One undo takes all of it back.")
            title = _("Code {n} units with '{code}'?").format(n=len(ticked), code=trial.ground.code)
            text = what.format(turns=turns, answers=len(ticked) - turns, material=self._material_name)
            if not await self.app.push_screen_wait(Confirm(title, text)):
                return
        self.project.rules.reject(self._code_id, self._board.rejected())
        ids = self.attempt(lambda: self.project.rules.autocode(trial, ticked, self._reach))
        if ids is not None:
            self.bench.recent.use([self._code_id])
            self.say(plural("{n} passage coded; u undoes it.", "{n} passages coded; u undoes it.", len(ids)))

    # The rules of the code

    def action_keep(self) -> None:
        """Keep the rule in the line with the code."""
        if not self.typed:
            self.say(_("There is no rule in the line to keep."))
            return
        kept = self.attempt(lambda: self.project.rules.add(self._code_id, self.typed))
        if kept is not None:
            self.say(_("Kept with the code: {rule}").format(rule=kept))

    def action_forget(self) -> None:
        """Take the rule in the line from the code."""
        gone = self.attempt(lambda: self.project.rules.remove(self._code_id, self.typed)) if self.typed else None
        if gone is not None:
            self.say(_("No longer a rule of the code: {rule}").format(rule=gone))

    @work
    async def action_choose_rule(self) -> None:
        """Put one of the code's rules into the line, or none, which tries all of them."""
        lines = self.project.rules.lines(self._code_id)
        items = [Item("", _("all rules and keywords"))]
        items += [Item(line.text, line.text, _("rule")) for line in lines if not line.is_keyword]
        items += [Item(str(line.rule()), line.text, _("keyword")) for line in lines if line.is_keyword]
        chosen = await self.app.push_screen_wait(Choice(_("Try which rule?"), items))
        if chosen is not None:
            self.query_one(Line).value = chosen

    @work
    async def action_code(self) -> None:
        """Go to another code."""
        code = await self.ask_code()
        if code is not None:
            self.go_to_code(code)

    def action_rules(self) -> Worker[None]:
        """Go to another code."""
        return self.action_code()

    def go_to_code(self, code_id: int) -> None:
        """Show the rules of this code."""
        self._code_id = code_id
        self._board.begin()
        self.query_one(Line).value = ""
        self.refresh_models()

    @work
    async def action_material(self) -> None:
        """Which texts to look in."""
        there = materials(self.project)
        items = [Item(i, name) for i, (name, _material) in enumerate(there)]
        chosen = await self.app.push_screen_wait(Choice(_("Look in which material?"), items))
        if chosen is not None:
            self._material_name, self._material = there[chosen]
            self.refresh_models()

    def on_unmount(self) -> None:
        """What is still asked is not wanted any more."""
        self.trying.stop()
