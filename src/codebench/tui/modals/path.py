"""Asking for a file, with what the folder holds below the line and Tab to complete."""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.tui.modals.prompt import Prompt
from codebench.tui.parts.entry import Line

_SHOWN = 8


class PathPrompt(Prompt):
    """Dismissed with the path as a text; `suffixes` are the kinds of files that are offered."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", _("Complete"), show=False)]
    DEFAULT_CSS = "PathPrompt .offers { color: $foreground 70%; height: auto; margin-top: 1; }"

    def __init__(
        self,
        title: str,
        value: str = "",
        *,
        suffixes: Sequence[str] = (),
        check: Callable[[str], str | None] = lambda _line: None,
    ) -> None:
        super().__init__(title, value, check=check, hint=_("Tab: complete   Enter: go on   Esc: cancel"))
        self._suffixes = tuple(suffixes)

    def parts(self) -> Iterable[Widget]:
        """The line, and what could follow."""
        yield from super().parts()
        yield Static(classes="offers")

    @on(Input.Changed)
    def _offer(self, event: Input.Changed) -> None:
        offers = candidates(event.value, self._suffixes)
        lines = [shown_line(offer) for offer in offers[:_SHOWN]]
        if len(offers) > _SHOWN:
            lines.append(_("… and {n} more").format(n=len(offers) - _SHOWN))
        self.query_one(".offers", Static).update(Content("\n".join(lines)))

    def action_complete(self) -> None:
        """Complete as far as there is no choice; then name the first."""
        line = self.query_one(Line)
        offers = candidates(line.value, self._suffixes)
        if not offers:
            return
        head, _name = os.path.split(line.value)
        common = os.path.commonprefix(offers)  # noqa: RUF071 - names, letter by letter
        longer = common if len(common) > len(os.path.split(line.value)[1]) else offers[0]
        line.value = str(Path(head) / longer) + (os.sep if longer.endswith(os.sep) else "")
        line.cursor_position = len(line.value)


def candidates(typed: str, suffixes: tuple[str, ...]) -> list[str]:
    """The names in the folder of a half-typed path that go on from it: folders, and files of these kinds."""
    head, begun = os.path.split(typed)
    folder = Path(head or ".").expanduser()
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name.casefold())
    except (OSError, ValueError, RuntimeError):  # no such folder, a NUL in it, no such user
        return []
    found = []
    for entry in entries:
        if not entry.name.startswith(begun) or (entry.name.startswith(".") and not begun.startswith(".")):
            continue
        if entry.is_dir():
            found.append(entry.name + os.sep)
        elif not suffixes or entry.suffix.lower() in suffixes:
            found.append(entry.name)
    return found
