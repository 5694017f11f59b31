"""Rows read page by page as they come into sight, and only the last few pages kept."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

PAGE = 64
KEPT = 16


class Keyed(Protocol):
    """A row that keeps its key wherever it stands."""

    @property
    def key(self) -> int:
        """The id by which the row is known."""


R_co = TypeVar("R_co", bound=Keyed, covariant=True)
R = TypeVar("R", bound=Keyed)


class RowSource(Protocol[R_co]):
    """Where rows come from: in a fixed order, each read when it is asked for."""

    def __len__(self) -> int:
        """How many there are."""

    def fetch(self, start: int, n: int) -> Sequence[R_co]:
        """The rows from place `start` on, at most `n` of them."""

    def index_of(self, key: int) -> int | None:
        """Where the row with this key stands; None where it is not (or no longer) among them."""


class Pages(Generic[R]):
    """The rows of a source, by place."""

    def __init__(self, source: RowSource[R], *, page: int = PAGE, kept: int = KEPT) -> None:
        self.source = source
        self._page = page
        self._kept = kept
        self._pages: OrderedDict[int, list[R]] = OrderedDict()

    def __getitem__(self, index: int) -> R:
        """The row at this place; its page is read where it is not at hand."""
        number, place = divmod(index, self._page)
        rows = self._pages.get(number)
        if rows is None:
            start = number * self._page
            rows = self._pages[number] = list(self.source.fetch(start, min(self._page, len(self.source) - start)))
            if len(self._pages) > self._kept:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return rows[place]

    def sample(self) -> list[R]:
        """The rows of the first page and of the last one: those that are looked at first, and most."""
        count = len(self.source)
        last = (count - 1) // self._page * self._page
        return [self[index] for index in (*range(min(self._page, count)), *range(max(self._page, last), count))]

    def reread(self, index: int) -> tuple[R, R]:
        """Read one row anew; what it was and what it is."""
        before = self[index]
        (after,) = self.source.fetch(index, 1)
        number, place = divmod(index, self._page)
        self._pages[number][place] = after
        return before, after
