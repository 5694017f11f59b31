"""In which lane of the margin each coding's stripe stands: two that touch the same row never share one.

Lanes depend on rows, so a re-wrap makes them anew; a coding that comes or goes moves others only as far as the rows
go on which something moved. A patched set equals one built anew.
"""

from bisect import bisect_left
from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from itertools import accumulate

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
        # The last row that anything up to and including this entry touches, so that it never falls.
        self._reach: list[int] = list(accumulate((-last for _first, last, _id in self._entries), max))
        self._sweep(0, (0, 0), self._reach[-1] if self._reach else 0)

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
        return self._sweep(i, (first, last), last)

    def remove(self, coding_id: int, first: int, last: int) -> Rows:
        """Let a coding go; gives the rows whose stripes changed."""
        i = bisect_left(self._entries, (first, -last, coding_id))
        del self._entries[i], self._reach[i], self._lanes[coding_id]
        for k in range(i, len(self._reach)):
            own = -self._entries[k][1]
            reach = max(self._reach[k - 1], own) if k else own
            if reach == self._reach[k]:
                break
            self._reach[k] = reach
        return self._sweep(i, (first, last), last)

    def _sweep(self, i: int, changed: Rows, until: int) -> Rows:
        """Give the entries from i on their lanes; widens `changed` by the rows where one moved.

        Up to the row `until` something is other than it was. Which lane is free depends on what touches the row alone:
        where nothing that moved is left on a row, all that follows stays as it is.
        """
        first_row, last_row = changed
        busy = self._touching(i)
        heapify(busy)
        taken = {lane for _last, lane in busy}
        free = [lane for lane in range(max(taken, default=-1) + 1) if lane not in taken]
        entries, lanes = self._entries, self._lanes
        for k in range(i, len(entries)):
            first, minus_last, coding_id = entries[k]
            if first > until:
                break
            while busy and busy[0][0] < first:
                heappush(free, heappop(busy)[1])
            lane = heappop(free) if free else len(busy)
            heappush(busy, (-minus_last, lane))
            if lanes.get(coding_id) != lane:
                lanes[coding_id] = lane
                last = -minus_last
                # Spelt out, for a re-wrap comes by here with every coding.
                until = last if last > until else until
                first_row = first if first < first_row else first_row
                last_row = last if last > last_row else last_row
        return first_row, last_row

    def _touching(self, i: int) -> list[tuple[int, int]]:
        """What of the entries before i touches its first row: the last row and the lane of each."""
        if i >= len(self._entries):
            return []
        row = self._entries[i][0]
        before = self._entries[bisect_left(self._reach, row, 0, i) : i]
        return [(-minus_last, self._lanes[coding_id]) for _first, minus_last, coding_id in before if -minus_last >= row]
