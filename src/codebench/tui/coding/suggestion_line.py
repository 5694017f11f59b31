"""One line of suggestions for the unit under the caret: codes with how sure, and the reason of the one in focus."""

from collections.abc import Mapping, Sequence

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.message import Message

from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.models import CodeInfo
from codebench.project.suggestion_models import TIER_NAMES, SuggestionInfo
from codebench.tui.parts.codetext import dot
from codebench.tui.parts.cut_line import CutLine

# Filled as far as it is sure: read without colour, and one cell wide in every font.
_SIGNS = {"strong": "●", "moderate": "◐", "exploratory": "○"}
_LONGEST_NAME = 22


class SuggestionLine(CutLine):
    """What may be said about the unit; `a` takes the one in focus, `z` rejects it, `y` goes to the next.

    Beside the one in focus stands how often its code was accepted so far, and why it is suggested.
    """

    DEFAULT_CSS = """
    SuggestionLine {
        width: 100%; height: 1; padding: 0 1; background: $surface; display: none;
        &.-on { display: block; }
    }
    """

    class Clicked(Message):
        """The suggestion at this place was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[SuggestionInfo, ...] = ()
        self._codes: Mapping[int, CodeInfo] = {}
        self._at = 0
        self._word = ""
        self._ends: list[int] = []

    @property
    def focused(self) -> SuggestionInfo | None:
        """The suggestion that a key means."""
        return self._shown[self._at] if self._shown else None

    def show(self, suggestions: Sequence[SuggestionInfo], codes: Mapping[int, CodeInfo], word: str = "") -> None:
        """Show these, the first in focus; without any, a word says why."""
        self._shown = tuple(one for one in suggestions if one.proposal.code_id in codes)
        self._codes, self._at, self._word = codes, 0, word
        self.refresh()

    def drop(self, code_id: int) -> None:
        """This one was decided on: the next comes into focus."""
        self._shown = tuple(one for one in self._shown if one.proposal.code_id != code_id)
        self._at = min(self._at, max(0, len(self._shown) - 1))
        self.refresh()

    def turn(self) -> None:
        """Bring the next one into focus."""
        if self._shown:
            self._at = (self._at + 1) % len(self._shown)
            self.refresh()

    def render(self) -> RenderResult:
        """Codes, then the reason of the one in focus, cut to fit."""
        width = self.content_size.width
        if not self._shown:
            return Content.styled(self._word or _("no suggestion here"), "$foreground 50%").truncate(
                width, ellipsis=True
            )
        self._ends, parts, x = [], [], 0
        for place, one in enumerate(self._shown):
            code, tier = self._codes[one.proposal.code_id], one.proposal.tier
            here = place == self._at
            name = Content.styled(self._named(code), "bold" if here else "").truncate(_LONGEST_NAME, ellipsis=True)
            sure = f" {_SIGNS[tier]}" + (f" {TIER_NAMES[tier]} {one.probability:.0%}" if here else "")
            key = Content.styled("a ", "bold $accent") if here else Content("  ")
            part = Content.assemble(key, dot(code.colour), name, (sure, "$foreground 70%"), "  ")
            x += part.cell_length
            self._ends.append(x)
            parts.append(part)
        focused = self._shown[self._at]
        told = " · ".join(filter(None, (focused.record(), focused.reason())))
        parts.append(Content.styled(told, "$foreground 70%"))
        return Content("").join(parts).truncate(width, ellipsis=True)

    def _named(self, code: CodeInfo) -> str:
        """The code's name; where two that are shown have the same, with the one above it."""
        names = [self._codes[one.proposal.code_id].name for one in self._shown]
        above = self._codes.get(code.parent) if code.parent is not None and names.count(code.name) > 1 else None
        return shown_line(code.name) if above is None else f"{shown_line(code.name)} ({shown_line(above.name)})"

    def on_click(self, event: events.Click) -> None:
        """A click on a suggestion is a decision to take it."""
        at = event.get_content_offset(self)
        place = next((n for n, end in enumerate(self._ends) if at is not None and at.x < end), None)
        if place is not None:
            self.post_message(self.Clicked(place))
