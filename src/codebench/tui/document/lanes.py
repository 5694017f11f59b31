"""In which lane of the margin each coding's stripe stands: two that touch the same row never share one.

Lanes depend on rows, so a re-wrap makes them anew; a coding that comes or goes moves only the chain of codings
that it hangs together with. A patched set equals one built anew.
"""

from bisect import bisect_left
from collections.abc import Iterable
from heapq import heappop, heappush

Rows = tuple[int, int]
"""The first and the last row that something touches."""

_Entry = tuple[int, int, int]  # first row, minus the last row, coding id: long ones before short ones


class Lanes:
    """The lane of every coding, from 0 (beside the text) outwards; the lowest free one is taken."""

    __slots__ = ("_entries", "_lanes", "_reach")

    def __init__(self, spans: Iterable[tuple[int, int, int]] = ()) -> None:
        """`spans` are (coding id, first row, last row)."""
        self._entries: list[_Entry] = sorted((first, -last, id) for id, first, last in spans)
        self._lanes: dict[int, int] = {}
        # The last row that anything up to and including this entry touches: where it falls short, a chain ends.
        self._reach: list[int] = []
        for _first, last, _id in self._entries:
            self._reach.append(max(self._reach[-1], -last) if self._reach else -last)
        self._assign(0, len(self._entries))

    def __getitem__(self, coding_id: int) -> int:
        return self._lanes[coding_id]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Lanes):
            return NotImplemented
        return (self._entries, self._reach, self._lanes) == (other._entries, other._reach, other._lanes)

    __hash__ = None  # type: ignore[assignment]

    def insert(self, coding_id: int, first: int, last: int) -> Rows:
        """Take in a coding; gives the rows whose stripes changed."""
        entry = (first, -last, coding_id)
        i = bisect_left(self._entries, entry)
        self._entries.insert(i, entry)
        self._reach.insert(i, self._reach[i - 1] if i else -1)
        for k in range(i, len(self._reach)):
            if k > i and self._reach[k] >= last:
                break
            self._reach[k] = max(self._reach[k], last)
        return self._assign(*self._chain(i), (first, last))

    def remove(self, coding_id: int, first: int, last: int) -> Rows:
        """Let a coding go; gives the rows whose stripes changed."""
        i = bisect_left(self._entries, (first, -last, coding_id))
        start, stop = self._chain(i)
        del self._entries[i], self._reach[i], self._lanes[coding_id]
        for k in range(start, stop - 1):
            own = -self._entries[k][1]
            self._reach[k] = max(self._reach[k - 1], own) if k else own
        return self._assign(start, stop - 1, (first, last))

    def _chain(self, i: int) -> tuple[int, int]:
        """The range of entries that hang together with entry i, row by row."""
        start = i
        while start and self._reach[start - 1] >= self._entries[start][0]:
            start -= 1
        stop = i + 1
        while stop < len(self._entries) and self._reach[stop - 1] >= self._entries[stop][0]:
            stop += 1
        return start, stop

    def _assign(self, start: int, stop: int, changed: Rows = (0, 0)) -> Rows:
        """Give the entries of whole chains their lanes; widens `changed` by the rows where one moved."""
        first_row, last_row = changed
        busy: list[tuple[int, int]] = []  # (last row, lane)
        free: list[int] = []
        for first, minus_last, coding_id in self._entries[start:stop]:
            while busy and busy[0][0] < first:
                heappush(free, heappop(busy)[1])
            lane = heappop(free) if free else len(busy)
            heappush(busy, (-minus_last, lane))
            if self._lanes.get(coding_id) != lane:
                self._lanes[coding_id] = lane
                first_row, last_row = min(first_row, first), max(last_row, -minus_last)
        return first_row, last_row
