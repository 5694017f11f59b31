"""How far each coder is, text by text."""

from typing import ClassVar

from textual.binding import BindingType

from codebench.i18n import _
from codebench.project.team_progress import team_progress
from codebench.tui.actions import bindings
from codebench.tui.screens.table_screen import TableScreen


class ProgressScreen(TableScreen):
    """One table."""

    SCOPE: ClassVar[str] = "progress"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("progress")]

    def file_stem(self) -> str:
        """Progress."""
        return _("progress")

    def refresh_models(self) -> None:
        """Count anew."""
        self.show_heading(_("Progress"))
        self.show_table(team_progress(self.project.session))
