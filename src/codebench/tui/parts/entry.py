"""Fields to type in that draw nothing a terminal could take for an order, whatever is pasted into them."""

from textual import events
from textual.widgets import Input, TextArea

from codebench.domain.text import shown, shown_line


class Line(Input):
    """One line."""

    # Textual calls this handler first and then that of the class above, with the same event.

    def on_paste(self, event: events.Paste) -> None:
        """Nothing that steers comes in."""
        event.text = shown_line(event.text.strip("\r\n"))


class Page(TextArea):
    """Several lines."""

    def on_paste(self, event: events.Paste) -> None:
        """Nothing that steers comes in."""
        event.text = shown(event.text)
