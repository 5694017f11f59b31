"""How far each coder is, text by text or case by case."""

from typing import ClassVar

from textual.binding import BindingType

from codebench.i18n import _
from codebench.project.team_progress import team_progress
from codebench.tui.actions import bindings
from codebench.tui.screens.table_screen import TableScreen


class ProgressScreen(TableScreen):
    """One table of the two."""

    SCOPE: ClassVar[str] = "progress"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("progress")]

    def file_stem(self) -> str:
        """Progress."""
        return _("progress")

    def __init__(self) -> None:
        super().__init__()
        self._by_case = False

    def refresh_models(self) -> None:
        """Count anew."""
        self.show_heading(_("Progress"))
        self.show_table(self.project.cases.team_progress() if self._by_case else team_progress(self.project.session))

    def action_by(self) -> None:
        """By text and question, or by case."""
        self._by_case = not self._by_case
        self.refresh_models()
