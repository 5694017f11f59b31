"""One line of suggestions for the unit under the caret: codes with how sure, and the reason of the one in focus."""

from collections.abc import Mapping, Sequence

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.message import Message

from codebench.i18n import _
from codebench.project.models import CodeInfo
from codebench.project.suggestion_models import TIER_NAMES, SuggestionInfo
from codebench.tui.parts.codetext import dot, told_apart
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
        self._ends: list[tuple[int, int]] = []

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
            self.point((self._at + 1) % len(self._shown))

    def point(self, place: int) -> None:
        """Bring the one at this place into focus."""
        self._at = place
        self.refresh()

    def render(self) -> RenderResult:
        """Codes, then the reason of the one in focus, cut to fit; others give way to it, and are counted."""
        width = self.content_size.width
        if not self._shown:
            return Content.styled(self._word or _("no suggestion here"), "$foreground 50%").truncate(
                width, ellipsis=True
            )
        focused = self._shown[self._at]
        told = Content.styled(" · ".join(filter(None, (focused.record(), focused.reason()))), "$foreground 70%")
        names = [self._part(place) for place in range(len(self._shown))]
        fitting = self._fitting([name.cell_length for name in names], width - min(told.cell_length, 2 * width // 5))
        self._ends, parts, x = [], [], 0
        for place in fitting:
            x += names[place].cell_length
            self._ends.append((x, place))
            parts.append(names[place])
        if rest := len(names) - len(fitting):
            parts.append(Content.styled(f"+{rest}  ", "$foreground 50%"))
        return Content("").join([*parts, told]).truncate(width, ellipsis=True)

    def _part(self, place: int) -> Content:
        """One suggestion: its code, and how sure it is, in words where it is the one in focus."""
        one, here = self._shown[place], place == self._at
        code, tier = self._codes[one.proposal.code_id], one.proposal.tier
        name = Content.styled(told_apart(code, self._codes.values(), _LONGEST_NAME), "bold" if here else "")
        sure = f" {_SIGNS[tier]}" + (f" {TIER_NAMES[tier]} {one.probability:.0%}" if here else "")
        key = Content.styled("a ", "bold $accent") if here else Content("  ")
        cut = name.truncate(_LONGEST_NAME, ellipsis=True)
        return Content.assemble(key, dot(code.colour), cut, (sure, "$foreground 70%"), "  ")

    def _fitting(self, lengths: list[int], room: int) -> list[int]:
        """The places of those that there is room for beside the reason, the one in focus always."""
        if sum(lengths) <= room:
            return list(range(len(lengths)))
        room -= lengths[self._at] + len("+9  ")
        kept = [self._at]
        for place, length in enumerate(lengths):
            if place != self._at and length <= room:
                room -= length
                kept.append(place)
        return sorted(kept)

    def on_click(self, event: events.Click) -> None:
        """A click on a suggestion is a decision to take it."""
        at = event.get_content_offset(self)
        place = next((place for end, place in self._ends if at is not None and at.x < end), None)
        if place is not None:
            self.post_message(self.Clicked(place))
