"""The quiet lines that say what the present step of the tutorial asks."""

from textual.content import Content
from textual.widgets import Static


class TaskLine(Static):
    """At the bottom of a screen; over a box, at its top, where it covers nothing."""

    DEFAULT_CSS = """
    TaskLine {
        split: bottom; width: 100%; height: auto; max-height: 5; padding: 0 1;
        background: $accent 15%; color: $foreground;
        &.-over { split: top; }
    }
    """

    def show(self, head: str, task: str, keys: str) -> None:
        """Show which step this is, what it asks, and the key of the tutorial's own menu."""
        whole = keys.replace(" ", "\u00a0")
        self.update(Content.assemble((head, "bold $accent"), "  ", task, "  ", (whole, "$foreground 65%")))
