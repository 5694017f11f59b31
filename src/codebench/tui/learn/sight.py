"""What the learner has in view, as far as a step of the tutorial asks about it."""

from dataclasses import dataclass

from codebench.tui.app import CodebenchApp
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.screens.coding import CodingScreen


@dataclass(frozen=True, slots=True)
class Sight:
    """The screen by its scope, the words that are selected in a text, and whether figures lie under the screen."""

    scope: str = ""
    selected: str = ""
    from_figures: bool = False


def sight(app: CodebenchApp) -> Sight:
    """What is in view now; nothing where no screen of a project is on top."""
    screen = app.screen
    if not isinstance(screen, ProjectScreen):
        return Sight()
    below = {each.SCOPE for each in app.screen_stack[:-1] if isinstance(each, ProjectScreen)}
    selected = ""
    if isinstance(screen, CodingScreen) and screen.is_mounted and screen.pane.selection is not None:
        selected = screen.desk.document.text[slice(*screen.pane.selection)]
    return Sight(screen.SCOPE, selected, bool(below & {"frequencies", "figures"}))
