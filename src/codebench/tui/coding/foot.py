"""The lines under what is coded: search, suggestion, where one is, the recent codes, the keys."""

from textual.app import ComposeResult

from codebench.tui.coding.lines import FindLine, RecentLine, StatusLine
from codebench.tui.coding.suggestion_line import SuggestionLine
from codebench.tui.parts.lines import Foot, KeyLine


class CodingFoot(Foot):
    """The foot of a screen on which one codes; `scope` says whose keys it shows."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self._scope = scope

    def compose(self) -> ComposeResult:
        """The lines, from the top."""
        yield FindLine()
        yield SuggestionLine()
        yield StatusLine()
        yield RecentLine()
        yield KeyLine(self._scope)
