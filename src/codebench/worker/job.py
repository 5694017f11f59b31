"""One request while it is worked on: what was asked, how far it is, and whether the answer is still wanted."""

from collections.abc import Callable, Mapping
from typing import Any


class CancelledError(Exception):
    """Nobody waits for the answer any more."""


class Job:
    """A request. `params` is what was asked with it; `kept` lives as long as the process and is shared by all jobs."""

    def __init__(
        self,
        params: Mapping[str, Any],
        kept: dict[Any, Any],
        tell: Callable[[int, int], None],
        is_cancelled: Callable[[], bool],
    ) -> None:
        self.params = params
        self.kept = kept
        self._tell = tell
        self._is_cancelled = is_cancelled

    def progress(self, done: int, total: int) -> None:
        """Tell how far it is, and end here where nobody waits for it any more.

        Raises:
            CancelledError: nobody does.
        """
        if self._is_cancelled():
            raise CancelledError
        self._tell(done, total)
