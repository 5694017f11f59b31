"""A count before a motion, as it is typed: 0 (à on AZERTY), then digits, then what is done so many times."""

from collections.abc import Sequence

_LONGEST = 4  # digits
_NONE = ""


class Count:
    """`times` is the count for the key that comes now, None without one; `typed` what stands there so far."""

    __slots__ = ("_digits", "_starters", "times", "typed")

    def __init__(self, starters: Sequence[str], shifted_digits: Sequence[str]) -> None:
        """`shifted_digits` are other names of the keys 1 to 9 and 0, in this order."""
        self._starters = starters
        self._digits = {str(n): str(n) for n in range(10)}
        self._digits |= {key: str((n + 1) % 10) for n, key in enumerate(shifted_digits)}
        self.typed: str | None = None
        self.times: int | None = None

    def takes(self, key: str) -> bool:
        """Whether the key is part of a count; where it is not, it has what was counted."""
        self.times = None
        if self.typed is None:
            if key not in self._starters:
                return False
            self.typed = _NONE
            return True
        if key in self._digits:
            self.typed = (self.typed + self._digits[key])[:_LONGEST]
            return True
        typed, self.typed = self.typed, None
        if key in ("escape", "backspace"):
            return True
        self.times = int(typed) if typed and int(typed) else None
        return False
