"""How far coders agree: a sentence to paste, agreement per code, and the way from each figure to the text."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from threading import Event
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from codebench.domain.errors import CodebenchError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.agreement import TABLES
from codebench.project.agreement_data import AgreementRequest
from codebench.project.agreement_freezing import AgreementReport
from codebench.project.project import Project
from codebench.project.round_models import RoundUnit
from codebench.tui.actions import bindings
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.table.aside import aside
from codebench.tui.table.asking import ask_material, save
from codebench.tui.table.picture import show_picture
from codebench.tui.table.rows_view import RowsView
from codebench.tui.table.table_view import TableView

_NAMES = {
    "codes": _("per code"),
    "coders": _("between coders, and without each of them"),
    "confusion": _("what the disagreement consists of"),
    "conventions": _("the same data by other conventions"),
    "drift": _("as the coding went"),
    "recoding": _("coders against themselves"),
    "tally": _("what was settled"),
}


class UnwantedError(Exception):
    """Something else was asked before this was computed."""


class AgreementScreen(ProjectScreen):
    """One of the tables of agreement, and the choices that it depends on."""

    SCOPE: ClassVar[str] = "agreement"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("agreement")]
    DEFAULT_CSS = """
    AgreementScreen {
        & .sentence { height: auto; max-height: 8; margin: 1 2 0 2; }
        & .choices { height: auto; max-height: 2; margin: 1 2; color: $foreground 70%; }
        & TableView { height: 1fr; }
    }
    """

    def __init__(self, round_name: str | None = None) -> None:
        super().__init__()
        self._request = AgreementRequest(round=round_name)
        self._known: list[str] = []  # closed rounds; one that is new is what is meant
        self._report: AgreementReport | None = None
        self._shown = "codes"
        self._material = ""
        self._stop = Event()

    def compose(self) -> ComposeResult:
        """The sentence, what is compared, and the table."""
        yield TopLine()
        yield Static(classes="sentence")
        yield Static(classes="choices")
        yield TableView()
        yield KeyLine(self.SCOPE)

    def on_mount(self) -> None:
        """The table has the focus."""
        self.query_one(TableView).focus()

    def on_unmount(self) -> None:
        """What is still computed is not wanted any more."""
        self._stop.set()

    def refresh_models(self) -> None:
        """Compute anew: of the round that was closed last, where there is a new one."""
        self.query_one(TopLine).show(
            (_("Agreement"), self.project.path.stem), (_("coder: {name}").format(name=self.project.coder.name),)
        )
        closed = [each.name for each in self.project.rounds.all() if not each.is_open]
        fresh = [name for name in closed if name not in self._known]
        if fresh and self._request.round is None:
            self._request = AgreementRequest(round=fresh[-1])
        self._known = closed
        self._compute(self._request)

    # Computing

    @work(exclusive=True, group="count")
    async def _compute(self, request: AgreementRequest) -> None:
        """Compute in a thread, and say how far it is."""
        self._stop.set()
        stop = self._stop = Event()
        self._say_choices(_("computing…"))

        def tell(share: float) -> None:
            if stop.is_set():
                raise UnwantedError
            self.app.call_from_thread(self._say_choices, _("computing… {n} %").format(n=round(100 * share)))

        try:
            report = await aside(self.project, partial(_report, request=request, tell=tell))
        except UnwantedError:
            return
        except CodebenchError as error:
            self._say_choices(str(error))
            return
        self._request, self._report = request, report
        self._show()

    def _show(self) -> None:
        """The table chosen, or the first where that is not there."""
        report = self._report
        if report is None:
            return
        if self._shown not in report.tables:
            self._shown = "codes"
        table = report.tables[self._shown]
        frozen = _("As it was coded (frozen): ") if report.frozen else ""
        self.query_one(".sentence", Static).update(Content.assemble((frozen, "$accent"), shown_line(report.sentence)))
        about = report.figures["about"]
        self._say_choices(
            " · ".join(
                part
                for part in (
                    table.title,
                    _("round: {name}").format(name=self._request.round) if self._request.round else _("no round"),
                    _("unit: {unit}").format(unit=_(str(about["unit"]))),
                    _("coders: {names}").format(names=", ".join(about["coders"])),
                    _("top codes") if self._request.top_codes else "",
                    _("in: {what}").format(what=self._material) if self._material else "",
                )
                if part
            )
        )
        view = self.query_one(TableView)
        view.show(table, None if view.table.title == table.title else 0)

    def _say_choices(self, sentence: str) -> None:
        self.query_one(".choices", Static).update(Content(shown_line(sentence)))

    # From figure to text

    @on(RowsView.Chosen)
    def action_disputes(self) -> None:
        """To what is disputed about the code under the cursor."""
        from codebench.tui.screens.settling import SettlingScreen

        index = self.query_one(TableView).index
        if self._report is None:
            return
        if self._shown != "codes" or not 0 <= index < len(self._report.code_ids):
            self.say(_("Enter goes from a code to its text: v shows the table per code."))
            return
        code = self._report.code_ids[index]
        if self._request.top_codes:
            code = self._disputed_under(code)
        self.app.push_screen(SettlingScreen(replace(self._request, top_codes=False), code))

    def _disputed_under(self, top_code: int) -> int:
        """The first code of this top code's branch that something is disputed about."""
        branch = {node.id for node in self.project.codebook.tree().subtree(top_code)}
        request = replace(self._request, top_codes=False)
        found = self.consult(lambda: self.project.settling.disputes(request))
        return next((each.code_id for each in found.found if each.code_id in branch), top_code) if found else top_code

    # Choosing

    @work
    async def action_tables(self) -> None:
        """Another table."""
        if self._report is None:
            return
        items = [Item(name, _NAMES[name]) for name in TABLES if name in self._report.tables]
        chosen = await self.app.push_screen_wait(Choice(_("Agreement: which table?"), items))
        if chosen is not None:
            self._shown = chosen
            self._show()

    @work
    async def action_round(self) -> None:
        """Which round, or all that several coded."""
        items = [Item("", _("no round: all that all of them reviewed"))]
        items += [
            Item(each.name, each.name, _("open") if each.is_open else _(str(each.kind)))
            for each in self.project.rounds.all()
        ]
        name = await self.app.push_screen_wait(Choice(_("Agreement in which round?"), items))
        if name is not None:
            self._material = ""
            self._compute(AgreementRequest(round=name or None))

    @work
    async def action_unit(self) -> None:
        """What is one decision."""
        items = [Item(None if unit is None else str(unit), label) for unit, label in _units()]
        chosen = await self.app.push_screen_wait(Choice(_("What is one decision?"), items))
        if chosen is not None:
            self._compute(replace(self._request, unit=RoundUnit(chosen)))

    def action_top_codes(self) -> None:
        """Each code by itself, or sub-codes as the top codes that they stand under."""
        self._compute(replace(self._request, top_codes=not self._request.top_codes))

    @work
    async def action_coders(self) -> None:
        """All coders, or two of them."""
        names = [coder.name for coder in self.project.coders.everyone() if coder.name]
        pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
        items = [Item((), _("all who reviewed something"))]
        items += [Item(pair, _("{a} and {b}").format(a=pair[0], b=pair[1])) for pair in pairs]
        chosen = await self.app.push_screen_wait(Choice(_("Compare whom?"), items))
        if chosen is not None:
            self._compute(replace(self._request, coders=chosen))

    @work
    async def action_material(self) -> None:
        """Which texts."""
        chosen = await ask_material(self)
        if chosen is not None:
            self._material, scope = chosen
            self._compute(replace(self._request, documents=scope.documents, questions=scope.questions))

    def action_copy(self) -> None:
        """The sentence on the clipboard, where the terminal has one."""
        if self._report is not None:
            self.app.copy_to_clipboard(self._report.sentence)
            self.say(_("The sentence is on the clipboard, where the terminal allows that."))

    @work
    async def action_picture(self) -> None:
        """The table as a picture: of the codes, each alpha with its interval."""
        if self._report is not None:
            await show_picture(self, self._report.tables[self._shown])

    @work
    async def action_save(self) -> None:
        """Write the table to a file."""
        if self._report is not None:
            await save(self, self._report.tables[self._shown], _("agreement"))


def _report(project: Project, request: AgreementRequest, tell: Callable[[float], None]) -> AgreementReport:
    return project.agreement.report(request, tell)


def _units() -> list[tuple[RoundUnit, str]]:
    return [
        (RoundUnit.TURN, _("a turn of a transcript")),
        (RoundUnit.PARAGRAPH, _("a paragraph of a note")),
        (RoundUnit.ANSWER, _("an answer")),
        (RoundUnit.SENTENCE, _("a sentence")),
        (RoundUnit.CHARACTER, _("a character")),
    ]
