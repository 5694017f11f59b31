"""What can be done before a project is open, and where help is found in one."""

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from codebench.i18n import _
from codebench.tui.modals.base import Modal

_AROUND = 8  # rows of the screen that the box has no text on


class StartHelp(Modal[None]):
    """Help for the first screen."""

    DEFAULT_CSS = """
    StartHelp {
        & VerticalScroll { height: auto; scrollbar-size-vertical: 1; margin-top: 1; }
        & VerticalScroll Static { width: 1fr; height: auto; margin-bottom: 1; }
    }
    """
    BINDINGS = [("q,f1,question_mark", "cancel", _("Close"))]

    def __init__(self) -> None:
        super().__init__(_("What you can do here"), _("↑ ↓: scroll   Esc: close"))

    def on_resize(self) -> None:
        """The line with the keys of this box stays in sight."""
        self.query_one(VerticalScroll).styles.max_height = max(3, self.app.size.height - _AROUND)

    def parts(self) -> Iterable[Widget]:
        """A paragraph for each line of the menu, then where to find more."""
        told = (
            ("n", _("A new project: one file that holds texts, codes and memos. It asks for its name and yours.")),
            ("o", _("A project that is there, by its path; one that somebody else made opens too.")),
            ("i", _("A new project from a transcript, a survey or a folder of texts; more comes in later.")),
            ("d", _("A demonstration to try things out on: two focus groups and a survey, coded by two coders.")),
            ("1-9", _("On with a project that you worked in before; a text opens where you stopped.")),
            ("c", _("Colours (light, dark, high contrast, for colour-blind eyes) and keyboard (QWERTY, AZERTY).")),
        )
        more = _(
            "In a project F1 shows the keys of the screen that you are on, and Ctrl+p finds every command by name."
            " `codebench learn` in the terminal teaches all of it in ten steps; `codebench --help` lists what goes"
            " without this screen."
        )
        with VerticalScroll():
            for key, words in told:
                yield Static(Content.assemble((f"{key}  ", "bold $accent"), words))
            yield Static(Content(more))
