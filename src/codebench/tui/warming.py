"""What the screens that are opened most need, made ready while the first one is looked at: modules and styles.

Otherwise whoever opens a text first waits for both: longer than for the text itself.
"""

import asyncio
from collections.abc import Iterator
from importlib import import_module

from textual.app import App
from textual.widget import Widget

SCREENS = tuple(f"codebench.tui.screens.{name}" for name in ("coding", "answers", "codebook", "frequencies"))
"""The modules of the screens on which one works all day, the first of them first."""


async def warm(app: App[None]) -> None:
    """Make them ready, piece by piece: a key that is typed meanwhile waits for none of it."""
    for name in SCREENS:
        await asyncio.to_thread(import_module, name)
    for kind in list(_kinds(Widget)):
        if kind.__module__.startswith("codebench."):
            # Textual reads the styles of a class when the first of its widgets is shown.
            for place, css, rank, scope in kind.__new__(kind)._get_default_css():
                if not app.stylesheet.has_source(*place):
                    app.stylesheet.add_source(css, place, is_default_css=True, tie_breaker=rank, scope=scope)
                    app.stylesheet.parse()
                    await asyncio.sleep(0)


def _kinds(above: type[Widget]) -> Iterator[type[Widget]]:
    for kind in above.__subclasses__():
        yield kind
        yield from _kinds(kind)
