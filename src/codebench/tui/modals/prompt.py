"""A question that one line answers."""

from collections.abc import Callable, Iterable

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from codebench.domain.errors import CodebenchError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.tui.modals.base import Modal
from codebench.tui.parts.entry import Line


def fault_of(check: Callable[[], object]) -> str | None:
    """What a check finds wrong, in the words of the rule that says so; None where it passes."""
    try:
        check()
    except CodebenchError as error:
        return str(error)
    return None


class Prompt(Modal[str]):
    """One line of input; dismissed with the line, without the blanks around it.

    `check` gives a sentence for a line that will not do, `told` what is to be known of one while it is typed.
    """

    DEFAULT_CSS = "Prompt .fault { color: $text-warning; height: auto; }"

    def __init__(
        self,
        title: str,
        value: str = "",
        *,
        check: Callable[[str], str | None] = lambda _line: None,
        told: Callable[[str], Content | None] = lambda _line: None,
        hint: str = "",
    ) -> None:
        super().__init__(title, hint or _("Enter: go on   Esc: cancel"))
        self._value = value
        self._check = check
        self._told = told

    def parts(self) -> Iterable[Widget]:
        """The line, and what is wrong with it."""
        yield Line(self._value)
        yield Static(classes="fault")

    @on(Input.Changed)
    def _look(self, event: Input.Changed) -> None:
        self.query_one(".fault", Static).update(self._told(event.value.strip()) or "")

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        line = event.value.strip()
        if not line:
            return
        fault = self._check(line)
        if fault is None:
            self.dismiss(line)
        else:
            self.query_one(".fault", Static).update(Content(shown_line(fault)))
