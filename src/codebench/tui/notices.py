"""Notices at the edge of the screen, which go away by themselves and never take the screen with them."""

from textual.app import App
from textual.notifications import Notification, Notify, SeverityLevel

_LEAST = 0.001  # seconds


class Notice(Notification):
    """A notice that always has a moment left.

    Textual asks how long one has left when it puts it up, and its timer of less than nothing never gives control back:
    a notice that ran out just then, while another screen came, stopped the program for good.
    """

    @property
    def time_left(self) -> float:
        """How long it is still shown, in seconds, above zero."""
        return max(_LEAST, super().time_left)

    @property
    def has_expired(self) -> bool:
        """Whether its time is over."""
        return super().time_left <= 0


class NoticesApp(App[None]):
    """An app whose notices are such."""

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a notice for `timeout` seconds, or for as long as Textual has it."""
        seconds = self.NOTIFICATION_TIMEOUT if timeout is None else timeout
        self.post_message(Notify(Notice(message, title, severity, seconds, markup=markup)))
