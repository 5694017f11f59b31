"""A list that is narrowed by typing: the line has the focus, the arrows move in the list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from codebench.domain.fuzzy import Candidate, rank
from codebench.domain.text import shown_line
from codebench.tui.parts.entry import Line

_ROWS = 16
_MOST = 300  # rows that are laid out; who wants more types one letter more


_NOTHING = Content("")


@dataclass(frozen=True, slots=True)
class Item:
    """A row: `key` is what choosing it gives, `text` what typing is compared with, `before` and `detail` surround it.

    `name` is the last part of the text where that is a path, `extra` are other words that find it, and `prose` what is
    said about it, of which a word finds it where nothing else does.
    """

    key: Any
    text: str
    detail: str = ""
    before: Content = _NOTHING
    name: str = ""
    extra: tuple[str, ...] = ()
    prose: str = ""

    def content(self, found: Sequence[int] = ()) -> Content:
        """The row as it is drawn, with the letters that were found."""
        text = Content(shown_line(self.text))
        if self.name:
            text = text.stylize("dim", 0, len(self.text) - len(self.name))
        for at in found:
            text = text.stylize("bold underline", at, at + 1)
        return Content.assemble(self.before, text, (f"  {shown_line(self.detail)}" if self.detail else "", "dim"))


class FilterList(Vertical):
    """Says `Chosen` on Enter or a click, `Pointed` when the highlight moves, `Typed` when the line changes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "list('cursor_down')", show=False),
        Binding("up", "list('cursor_up')", show=False),
        Binding("pagedown", "list('page_down')", show=False),
        Binding("pageup", "list('page_up')", show=False),
    ]
    DEFAULT_CSS = """
    FilterList {
        height: auto; max-height: 1fr;
        & OptionList, & OptionList:focus {
            border: none; padding: 0; background: transparent; height: auto; margin-top: 1; min-height: 3;
            scrollbar-size-vertical: 1; text-wrap: nowrap; text-overflow: ellipsis;
        }
    }
    """

    class Chosen(Message):
        """A row was chosen."""

        def __init__(self, key: Any) -> None:
            super().__init__()
            self.key = key

    class Pointed(Message):
        """The highlight stands on this row (None on none)."""

        def __init__(self, key: Any) -> None:
            super().__init__()
            self.key = key

    def __init__(
        self,
        items: Sequence[Item],
        *,
        extra: Callable[[str], Sequence[Item]] = lambda _typed: (),
        placeholder: str = "",
        steady: bool = False,
    ) -> None:
        """`extra` gives rows that depend on what was typed; they come last."""
        super().__init__()
        self._items = items
        self._candidates = _candidates(items)
        self._extra = extra
        self._placeholder = placeholder
        self._steady = steady
        self._shown: list[Item] = []

    def compose(self) -> ComposeResult:
        """The line above the list."""
        yield Line(placeholder=self._placeholder)
        options = OptionList(markup=False)
        options.can_focus = False
        yield options

    def on_mount(self) -> None:
        """Everything is there at first."""
        self._fill("")
        self.on_resize()

    def on_resize(self) -> None:
        """The list takes no more rows than the terminal has for it; a steady one takes them from the start."""
        rows = rows_for(self.app.size.height)
        styles = self.query_one(OptionList).styles
        styles.max_height = rows
        if self._steady:
            styles.height = rows

    @property
    def typed(self) -> str:
        """What the line holds."""
        return self.query_one(Line).value.strip()

    @property
    def pointed(self) -> Any:
        """The key of the row under the highlight, or None."""
        index = self.query_one(OptionList).highlighted
        return None if index is None or index >= len(self._shown) else self._shown[index].key

    def replace(self, items: Sequence[Item]) -> None:
        """Show other items of the same keys; the highlight stays where it is."""
        self._items, self._candidates = items, _candidates(items)
        options = self.query_one(OptionList)
        index = options.highlighted
        self._fill(self.typed)
        if index is not None and index < options.option_count:
            options.highlighted = index

    def clear_line(self) -> None:
        """Empty the line."""
        self.query_one(Line).value = ""

    def action_list(self, motion: str) -> None:
        """Move in the list while the line keeps the focus."""
        getattr(self.query_one(OptionList), f"action_{motion}")()

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        self._fill(event.value.strip())

    @on(Input.Submitted)
    def _choose(self, event: Input.Submitted) -> None:
        event.stop()
        if self.pointed is not None:
            self.post_message(self.Chosen(self.pointed))

    @on(OptionList.OptionSelected)
    def _click(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Chosen(self._shown[event.option_index].key))

    @on(OptionList.OptionHighlighted)
    def _point(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.post_message(self.Pointed(self.pointed))

    def on_click(self, event: events.Click) -> None:
        """A click beside the rows goes to the line."""
        event.stop()
        self.query_one(Line).focus()

    def _fill(self, typed: str) -> None:
        matches = rank(typed, self._candidates)[:_MOST] if typed else None
        if matches is None:
            rows: list[tuple[Item, Sequence[int]]] = [(item, ()) for item in self._items[:_MOST]]
        else:
            rows = [(self._items[match.key], match.positions) for match in matches]
        rows += [(item, ()) for item in self._extra(typed)]
        self._shown = [item for item, _found in rows]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(item.content(found)) for item, found in rows)
        options.highlighted = 0 if rows else None
        if not rows:
            self.post_message(self.Pointed(None))


def rows_for(height: int) -> int:
    """How many rows the list of a box takes on a terminal of this height."""
    return min(_ROWS, max(3, height - 11))


def _candidates(items: Sequence[Item]) -> list[Candidate]:
    return [
        Candidate(i, item.name or item.text, item.text, item.extra, prose=item.prose) for i, item in enumerate(items)
    ]
