"""What a project decides once: the mode it works in, whether its codebook is frozen, its pipeline and its lists."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from codebench.domain.table import plain_table
from codebench.i18n import _
from codebench.project.preferences import Mode, Setting
from codebench.tui.actions import bindings
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.table.rows_view import RowsView
from codebench.tui.table.table_view import TableView


class SettingsScreen(ProjectScreen):
    """One table; Enter changes what the cursor is on."""

    SCOPE: ClassVar[str] = "settings"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("settings")]
    DEFAULT_CSS = """
    SettingsScreen {
        & TableView { height: 1fr; margin-top: 1; }
        & .told { height: auto; min-height: 2; padding: 0 2; color: $foreground 75%; margin-bottom: 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._settings: list[Setting] = []

    def compose(self) -> ComposeResult:
        """The table, and what the mode means."""
        yield TopLine()
        yield TableView()
        yield Static(classes="told")
        yield KeyLine(self.SCOPE)

    def on_mount(self) -> None:
        """The table has the focus."""
        self.query_one(TableView).focus()

    def refresh_models(self) -> None:
        """Read the settings."""
        self.query_one(TopLine).show(
            (_("Settings"), self.project.path.stem), (_("coder: {name}").format(name=self.project.coder.name),)
        )
        self._settings = self.project.preferences.all(self.project.annotations)
        rows = [(each.name, each.value, f"codebench {each.command}") for each in self._settings]
        table = plain_table("", (_("Setting"), _("Value"), _("On the command line")), rows)
        self.query_one(TableView).show(table, None if self.query_one(TableView).index >= 0 else 0)
        self.query_one(".told", Static).update(Content(modes()[self.project.preferences.mode]))

    @on(RowsView.Chosen)
    @work
    async def action_change(self) -> None:
        """Change the setting under the cursor."""
        at = self.query_one(TableView).index
        preferences = self.project.preferences
        if at == 0:
            items = [Item(mode, _(str(mode)), text) for mode, text in modes().items()]
            mode = await self.app.push_screen_wait(Choice(_("Which kind of analysis is this?"), items))
            if mode is not None:
                self.did(lambda: preferences.set_mode(mode))
        elif at == 1:
            self.did(lambda: preferences.set_frozen(not preferences.is_frozen))
        elif at == 3:
            self.action_words()
        else:
            command = self._settings[at].command
            self.say(_("This one is changed on the command line: codebench {command}").format(command=command))


def modes() -> dict[Mode, str]:
    """What each mode means, in a sentence."""
    return {
        Mode.CODEBOOK: _("A codebook or framework: codes are defined, coders can agree, counts are told."),
        Mode.THEMATIC: _("Thematic, reflexive: coding is a reading; nothing is said of agreement and of new codes."),
        Mode.GROUNDED: _("Grounded: the codebook stays open, codes grow from the material; all is told."),
    }
