"""Writing a longer text; what is typed is kept aside until it is saved, so that a lost terminal loses nothing."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import events, on, work
from textual.app import SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static, TextArea

from codebench.domain.errors import CodebenchError
from codebench.domain.text import shown, shown_line
from codebench.i18n import _
from codebench.tui.external import edited_outside, editor
from codebench.tui.modals.base import Modal
from codebench.tui.modals.confirm import Confirm
from codebench.tui.parts.entry import Page
from codebench.tui.table.draw import line, wrapped

_LOW = 24  # rows from which on the page has its full height
_QUOTED = 3  # lines of the quote
_PAUSE = 0.5  # seconds of typing after which a draft is kept


def changed_from(before: str, after: str) -> tuple[int, int]:
    """The row and column from which on a text is another."""
    same = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    head = after[:same]
    return head.count("\n"), same - (head.rfind("\n") + 1)


class Writing(Modal[str]):
    """Dismissed with the text.

    `quote` shows what it is about. `keep` is called with the draft while it is typed, and with an empty text once it is
    no longer needed; a `draft` left by a lost terminal is put in and named, but not where one `goes_on` with it.
    """

    MAY_BE_EMPTY: ClassVar[bool] = False
    BEGINS_AT_END: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,ctrl+enter,f2", "save", _("Save"), show=False),
        Binding("f4", "outside", _("Write it in your own editor"), show=False),
    ]
    DEFAULT_CSS = """
    Writing {
        & .quote { color: $foreground 70%; text-style: italic; height: auto; max-height: 3; }
        & .found { color: $text-warning; height: auto; }
        & TextArea, & TextArea:focus { height: 12; border: none; background: $boost; margin-top: 1; padding: 0 1; }
        &.-low TextArea { max-height: 7; }
    }
    """

    def __init__(
        self,
        title: str,
        body: str = "",
        *,
        quote: str = "",
        draft: str = "",
        goes_on: bool = False,
        keep: Callable[[str], None] = lambda _text: None,
        more: Sequence[str] = (),
    ) -> None:
        """`more` are keys in words that the hint tells behind its own."""
        own = [_("F2, Ctrl+s: save   Esc: cancel"), *([_("F4: your editor")] if editor() else [])]
        super().__init__(title, "   ".join((*own, *more)))
        self._body = shown(body)
        self._quote = quote
        self._draft = shown(draft)
        self._goes_on = goes_on
        self._keep = keep
        self._pause: Timer | None = None

    def parts(self) -> Iterable[Widget]:
        """The quote and the page."""
        if self._quote:
            yield Static(classes="quote")
        if self._draft and self._draft != self._body and not self._goes_on:
            yield Static(Content(_("This is a draft that was not saved last time.")), classes="found")
        yield Page(self._draft or self._body, soft_wrap=True, show_line_numbers=False)

    def on_mount(self) -> None:
        """The caret stands after what is there, where one goes on with that."""
        page = self.query_one(Page)
        if self.BEGINS_AT_END:
            page.move_cursor(page.document.end)
        page.focus()

    def on_resize(self, event: events.Resize) -> None:
        """On a low terminal the page is lower, so that the keys under it are seen; a long quote ends in a sign."""
        self.set_class(event.size.height < _LOW, "-low")
        self.call_after_refresh(self._show_quote)

    def _show_quote(self) -> None:
        for quote in self.query(".quote").results(Static):
            lines = wrapped(f"“{shown_line(self._quote)}”", max(1, quote.size.width))
            cut = [*lines[: _QUOTED - 1], line(" ".join(lines[_QUOTED - 1 :]), quote.size.width)]
            quote.update(Content("\n".join(lines if len(lines) <= _QUOTED else cut)))

    @on(TextArea.Changed)
    def _changed(self) -> None:
        if self._pause is None:
            self._pause = self.set_timer(_PAUSE, self.keep_draft)

    def keep_draft(self) -> None:
        """Keep what is typed so far."""
        self._pause = None
        text = self.query_one(Page).text
        self._keep("" if text == self._body else text)

    def action_save(self) -> None:
        """Go away with the text; the draft is forgotten by who saves it."""
        text = self.query_one(Page).text.strip()
        if text or not self._body or self.MAY_BE_EMPTY:
            self._stop()
            self.dismiss(text if text or self.MAY_BE_EMPTY else None)

    def action_outside(self) -> None:
        """Go on in the editor that the system names."""
        page = self.query_one(Page)
        try:
            with self.app.suspend():
                text = edited_outside(page.text)
        except SuspendNotSupported:
            self.notify(_("There is no way to another editor from here."), markup=False)
        except CodebenchError as error:
            self.notify(shown_line(str(error)), severity="warning", markup=False)
        else:
            before, after = page.text, shown(text)
            page.load_text(after)
            page.move_cursor(changed_from(before, after))
            self.app.refresh()

    @work
    async def action_cancel(self) -> None:  # type: ignore[override]
        """Go away, after asking where something was typed."""
        away: bool | None = self.query_one(Page).text.strip() in ("", self._body.strip())
        if not away:
            away = await self.app.push_screen_wait(Confirm(_("Throw away what you typed?")))
        if away:
            self._stop()
            self._keep("")
            self.dismiss(None)

    def _stop(self) -> None:
        if self._pause is not None:
            self._pause.stop()
