"""Walking along the places that a search found."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field


@dataclass(slots=True)
class Finding:
    """The places found, in order, and where the caret was before."""

    hits: list[tuple[int, int]] = field(default_factory=list)
    origin: int = 0

    def from_origin(self) -> int | None:
        """The first place from where the caret was on, else the first of all."""
        return self._round(bisect_left(self.hits, (self.origin, 0)))

    def after(self, offset: int) -> int | None:
        """The place after an offset, round the end."""
        return self._round(bisect_right(self.hits, (offset, len(self.hits) and self.hits[-1][1])))

    def before(self, offset: int) -> int | None:
        """The place before an offset, round the start."""
        return self._round(bisect_left(self.hits, (offset, 0)) - 1)

    def at(self, offset: int) -> int | None:
        """The place that begins at an offset."""
        index = bisect_left(self.hits, (offset, 0))
        return index if index < len(self.hits) and self.hits[index][0] == offset else None

    def _round(self, index: int) -> int | None:
        return index % len(self.hits) if self.hits else None
