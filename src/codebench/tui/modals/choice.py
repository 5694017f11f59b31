"""A choice among rows, narrowed by typing."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from textual import on
from textual.widget import Widget

from codebench.i18n import _
from codebench.tui.modals.base import Modal
from codebench.tui.parts.filterlist import FilterList, Item

__all__ = ["Choice", "Item"]


class Choice(Modal[Any]):
    """Dismissed with the `key` of the chosen item."""

    def __init__(
        self,
        title: str,
        items: Sequence[Item],
        *,
        hint: str = "",
        extra: Callable[[str], Sequence[Item]] = lambda _typed: (),
    ) -> None:
        """`extra` gives rows that depend on what was typed."""
        super().__init__(title, hint or _("type to narrow   Enter: choose   Esc: cancel"))
        self._items = items
        self._extra = extra

    def parts(self) -> Iterable[Widget]:
        """The list."""
        yield FilterList(self._items, extra=self._extra)

    @on(FilterList.Chosen)
    def _choose(self, event: FilterList.Chosen) -> None:
        self.dismiss(event.key)
