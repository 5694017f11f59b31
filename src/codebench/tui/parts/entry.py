"""Fields to type in that draw nothing a terminal could take for an order, whatever is pasted into them."""

from rich.text import Text
from textual import events
from textual.widgets import Input, TextArea

from codebench.domain.text import shown, shown_line


class Line(Input):
    """One line."""

    @property
    def _value(self) -> Text:
        """What is drawn of the value: it may hold what the program filled in (a file's name, words of a text)."""
        return Text(shown_line(self.value), no_wrap=True, overflow="ignore", end="")

    # Textual calls this handler first and then that of the class above, with the same event.

    def on_paste(self, event: events.Paste) -> None:
        """Nothing that steers comes in."""
        event.text = shown_line(event.text.strip("\r\n"))


class Page(TextArea):
    """Several lines."""

    def on_paste(self, event: events.Paste) -> None:
        """Nothing that steers comes in."""
        event.text = shown(event.text)
