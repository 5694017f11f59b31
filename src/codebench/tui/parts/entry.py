"""Fields to type in that draw nothing a terminal could take for an order, whatever is pasted into them."""

from textual import events
from textual.widgets import Input, TextArea

from codebench.domain.text import shown, shown_line


class Line(Input):
    """One line."""

    async def _on_paste(self, event: events.Paste) -> None:
        event.text = shown_line(event.text.strip("\r\n"))
        await super()._on_paste(event)  # type: ignore[misc]


class Page(TextArea):
    """Several lines."""

    async def _on_paste(self, event: events.Paste) -> None:
        event.text = shown(event.text)
        await super()._on_paste(event)
