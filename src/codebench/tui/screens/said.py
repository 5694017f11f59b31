"""What one case said, turn by turn and answer by answer, with the codes on it; Enter goes there."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from codebench.domain.text import shown, shown_line
from codebench.i18n import _, plural
from codebench.project.said import Said
from codebench.tui.actions import bindings
from codebench.tui.document.paint import CHECK
from codebench.tui.parts.indented import Indented
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.screens.base import ProjectScreen


class SaidScreen(ProjectScreen):
    """The units of a case below each other."""

    SCOPE: ClassVar[str] = "said"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("said")]
    DEFAULT_CSS = """
    SaidScreen {
        & .told { height: 1; margin: 1 2; color: $foreground 65%; }
        & OptionList, & OptionList:focus {
            border: none; background: transparent; height: 1fr; max-height: 100%; padding: 0 2;
            scrollbar-size-vertical: 1;
        }
    }
    """

    def __init__(self, case_id: int, name: str) -> None:
        super().__init__()
        self._case_id = case_id
        self._called = name
        self._said: list[Said] = []

    def compose(self) -> ComposeResult:
        """How much it is, and what was said."""
        yield TopLine()
        yield Static(classes="told")
        yield OptionList(markup=False)
        yield KeyLine(self.SCOPE)

    def on_mount(self) -> None:
        """The list has the focus."""
        self.query_one(OptionList).focus()

    def refresh_models(self) -> None:
        """Read what was said; the cursor stays on its place."""
        self.query_one(TopLine).show(
            (self._called, self.project.path.stem), (_("coder: {name}").format(name=self.project.coder.name),)
        )
        self._said = self.project.cases.said(self._case_id)
        n = plural("{n} turn, paragraph or answer", "{n} turns, paragraphs and answers", len(self._said))
        coded, done = sum(bool(each.codes) for each in self._said), sum(each.reviewed for each in self._said)
        told = _("{n}: {coded} with a code of yours, {done} reviewed")
        self.query_one(".told", Static).update(Content(told.format(n=n, coded=coded, done=done)))
        options = self.query_one(OptionList)
        here = options.highlighted
        options.clear_options()
        options.add_options(Option(_row(each)) for each in self._said)
        if self._said:
            options.highlighted = min(here or 0, len(self._said) - 1)

    def action_open(self) -> None:
        """Go to the place under the cursor."""
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _go(self, event: OptionList.OptionSelected) -> None:
        each = self._said[event.option_index]
        self.bench.open_document(each.document_id, each.start, each.end)


def _row(each: Said) -> Indented:
    where = each.place if each.is_answer else _("{text}, turn {n}").format(text=each.place, n=each.number)
    done = (f"{CHECK} ", "$success") if each.reviewed else ""
    codes = (f"  {', '.join(map(shown_line, each.codes))}", "$accent") if each.codes else (f"  {_('no code')}", "dim")
    return Indented(Content.assemble(done, (shown_line(where), "$foreground 60%"), codes), Content(shown(each.text)))
