"""The figures of a table as a picture, over the screen that shows them."""

from textual.content import Content

from codebench.domain.table import Table
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.report.registry import Format, render
from codebench.tui.modals.preview import Preview
from codebench.tui.screens.base import ProjectScreen

_WIDTH, _FRAME = 100, 6  # cells of the box, and of them for its border and its bar to scroll by


async def show_picture(screen: ProjectScreen, table: Table) -> None:
    """Draw the table with blocks and signs, as wide as the screen has room for; say why where it can't be drawn."""
    width = min(_WIDTH, int(0.96 * screen.size.width)) - _FRAME
    drawn = screen.consult(lambda: render(table, Format.BARS, width=width))
    if drawn is None:
        return
    _title, _blank, picture = drawn.partition("\n\n") if table.title else ("", "", drawn)
    hint = _("Enter, Esc: back to the table   ↑ ↓: scroll   (saved as .svg or .png it is drawn for print)")
    await screen.app.push_screen_wait(Preview(shown_line(table.title), Content(picture.rstrip()), hint))
