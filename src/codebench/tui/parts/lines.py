"""The line on top of a screen and the line of keys at its bottom."""

from textual import events
from textual.app import RenderResult
from textual.containers import Vertical
from textual.content import Content

from codebench.domain.text import shown_line
from codebench.tui.actions import Action, actions
from codebench.tui.appearance import keyboard_of
from codebench.tui.parts.cut_line import CutLine

_LEFT = 8  # cells that are left for the name of what is open


class TopLine(CutLine):
    """What is open at the left; who works, and how far, at the right: the right side never gives way."""

    DEFAULT_CSS = """
    TopLine { dock: top; width: 100%; height: 1; background: $panel; color: $foreground; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._left: tuple[str, ...] = ()
        self._right: tuple[str, ...] = ()

    def show(self, left: tuple[str, ...], right: tuple[str, ...]) -> None:
        """Show these parts; the first at the left is the name of what is open, the first at the right the coder."""
        self._left, self._right = left, right
        self.refresh()

    def render(self) -> RenderResult:
        """One line, cut at the left part."""
        right = self._beside(self._right)
        for n in range(len(self._right) - 1, 0, -1):  # where it is narrow, who works stays to the last
            if self.content_size.width - right.cell_length - 2 >= _LEFT:
                break
            right = self._beside(self._right[:n])
        left = Content("  ").join(
            Content.styled(shown_line(part), "dim" if i else "bold") for i, part in enumerate(self._left)
        )
        room = self.content_size.width - right.cell_length - 2
        if room < _LEFT:
            return right.truncate(self.content_size.width, ellipsis=True)
        left = left.truncate(room, ellipsis=True)
        return Content.assemble(left, " " * (self.content_size.width - left.cell_length - right.cell_length), right)

    @staticmethod
    def _beside(parts: tuple[str, ...]) -> Content:
        return Content(" · ").join(Content(shown_line(part)) for part in parts)


class KeyLine(CutLine):
    """The keys of the present screen, from the registry; as many as fit, the last ones always. A click acts."""

    DEFAULT_CSS = """
    KeyLine { dock: bottom; width: 100%; height: 1; background: $panel; color: $foreground 75%; padding: 0 1; }
    """

    def __init__(self, scope: str) -> None:
        super().__init__()
        scopes = dict.fromkeys((scope, "app"))
        self._actions = [action for each in scopes for action in actions(each) if action.label]
        self._places: list[tuple[int, int, Action]] = []

    def render(self) -> RenderResult:
        """One line of keys."""
        width = self.content_size.width
        keyboard = keyboard_of(self)
        chosen = [(action, _cell(keyboard.shown(action), action.label)) for action in self._actions]
        while chosen and sum(cell.cell_length + 2 for _action, cell in chosen) - 2 > width:
            # From the middle: what comes first is used most, help and the way back come last.
            chosen.pop(max(0, len(chosen) - 4))
        self._places, x, parts = [], 0, []
        for action, cell in chosen:
            self._places.append((x, x + cell.cell_length, action))
            parts.append(cell)
            x += cell.cell_length + 2
        return Content("  ").join(parts)

    async def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        x = event.get_content_offset(self)
        for start, end, action in self._places:
            if x is not None and start <= x.x < end:
                await self.screen.run_action(action.id)


def _cell(key: str, label: str) -> Content:
    return Content.assemble((key, "bold $accent"), " ", label)


class Foot(Vertical):
    """Lines that stay under all else, the keys among them."""

    DEFAULT_CSS = """
    Foot {
        height: auto;
        dock: bottom;
        & KeyLine { dock: none; }
    }
    """
