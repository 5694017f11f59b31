"""How the app looks and which keys it has: theme, keyboard and the user's own keys, each of them remembered."""

import os
from collections.abc import Sequence

from textual import work
from textual.filter import LineFilter
from textual.widget import Widget

from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.tui import state, theme
from codebench.tui.actions.keyboard import Keyboard, Layout, keyboard, keymap_path, layouts
from codebench.tui.colourless import Colourless
from codebench.tui.legible import Legible
from codebench.tui.notices import NoticesApp

THEME = "CODEBENCH_THEME"
"""The variable of the environment that chooses the theme for this time."""
_MOST_TOLD = 3  # faults of the user's keys that are told at the start; `codebench keys` tells all


class AppearanceApp(NoticesApp):
    """An app in one of our themes, whose keys the user may change."""

    CSS = theme.CSS

    def __init__(self) -> None:
        super().__init__()
        self.keyboard = Keyboard()
        self._doubt = ""
        for each in theme.THEMES.values():
            self.register_theme(each)
        # Before anything is styled: a change of theme styles all anew.
        self._put_on(self._first_theme())

    def dress(self) -> None:
        """Lay the keys out as the user has them, and tell what is amiss in what the user asked for."""
        if self._doubt:
            self._warn(self._doubt)
        self._lay_keys(state.layout())
        faults = self.keyboard.keymap.faults
        for fault in faults[:_MOST_TOLD]:
            self._warn(_("{file}, {fault}").format(file=keymap_path().name, fault=fault))
        if len(faults) > _MOST_TOLD:
            self._warn(_("{n} lines more are amiss: `codebench keys` tells.").format(n=len(faults) - _MOST_TOLD))

    @property
    def theme_name(self) -> str:
        """The name of the theme, as it is chosen by."""
        return self.theme.removeprefix("codebench-")

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, then the one that makes legible what they leave; last, where no colour is wanted, none."""
        return [*super().get_line_filters(), self._legible, *([self._colourless] if self.no_color else ())]

    async def ask_keyboard(self) -> None:
        """Ask which keyboard this is; whoever goes away is not asked again."""
        from codebench.tui.modals.choice import Choice, Item

        title = _("Which keyboard do you type on? It decides which keys are shown; all of them work on each.")
        items = [Item(layout, name) for layout, name in layouts().items()]
        chosen: Layout | None = await self.push_screen_wait(Choice(title, items))
        self.set_keyboard(chosen or Layout(self.keyboard.layout))

    def set_keyboard(self, layout: Layout) -> None:
        """Show the keys for this keyboard from now on."""
        state.set_layout(layout)
        self._lay_keys(layout)
        self.refresh_css()

    def set_theme(self, name: str) -> None:
        """Use this theme from now on."""
        state.set_theme(name)
        self._put_on(name)

    @work
    async def action_look(self) -> None:
        """Choose a theme or a keyboard."""
        from codebench.tui.modals.choice import Choice, Item

        items = [
            Item(name, words, _("in use") if name == self.theme_name else _("colours"))
            for name, words in theme.names().items()
        ]
        items += [
            Item(layout, words, _("in use") if layout is self.keyboard.layout else _("keyboard"))
            for layout, words in layouts().items()
        ]
        chosen = await self.push_screen_wait(Choice(_("Colours and keyboard"), items))
        if isinstance(chosen, Layout):
            self.set_keyboard(chosen)
        elif chosen is not None:
            self.set_theme(chosen)

    def _first_theme(self) -> str:
        asked = os.environ.get(THEME)
        if asked:
            try:
                return theme.known(asked)
            except InputError as error:
                self._doubt = f"{THEME}: {error}"
        remembered = state.theme()
        return remembered if remembered in theme.THEMES else theme.first_choice(self.console.color_system)

    def _put_on(self, name: str) -> None:
        self._legible = self._legible_in(name)
        self._colourless = Colourless(theme.THEMES[name].background or "#000000")
        self.theme = theme.THEMES[name].name

    def _legible_in(self, name: str) -> Legible:
        return Legible(theme.least_contrast(name), self.console.color_system)

    def _lay_keys(self, layout: str | None) -> None:
        self.keyboard = keyboard(layout)
        self.set_keymap(self.keyboard.bound())

    def _warn(self, sentence: str) -> None:
        self.notify(shown_line(sentence), severity="warning", markup=False, timeout=12)


def keyboard_of(widget: Widget) -> Keyboard:
    """The keys as they are shown where the widget is."""
    app = widget.app
    return app.keyboard if isinstance(app, AppearanceApp) else Keyboard()
