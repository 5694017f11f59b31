"""A long count gives way to keys, though never for good, and ends when nobody waits for it."""

from concurrent.futures import CancelledError
from time import monotonic

import pytest

from codebench.tui.table.aside import Breath


def test_a_count_waits_while_keys_arrive_but_not_for_ever() -> None:
    begun = monotonic()
    Breath(lambda: begun - 1)()
    assert monotonic() - begun < 0.05, "nobody types"
    typed = monotonic()
    Breath(lambda: typed)()
    assert monotonic() - typed >= 0.05
    breath, begun = Breath(monotonic), monotonic()
    breath()
    assert monotonic() - begun >= 0.25
    begun = monotonic()
    breath()
    assert monotonic() - begun < 0.02, "after a wait a piece of the count is done whatever is typed"


def test_a_count_that_nobody_waits_for_ends() -> None:
    breath = Breath(lambda: 0.0)
    breath.is_stopped = True
    with pytest.raises(CancelledError):
        breath()
