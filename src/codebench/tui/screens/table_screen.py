"""A screen that is one table: its title with the N, a line on what was asked, and the rows."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from codebench.domain.table import Table
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.table.asking import save
from codebench.tui.table.picture import show_picture
from codebench.tui.table.rows_view import RowsView
from codebench.tui.table.table_view import TableView


class TableScreen(ProjectScreen):
    """What the screens of one table share; a subclass works the table out and hands it to `show_table`."""

    DEFAULT_CSS: ClassVar[str] = """
    TableScreen {
        & .title { height: auto; margin: 1 2 0 2; }
        & .choices { height: auto; max-height: 3; margin: 0 2 1 2; color: $foreground 70%; }
        & TableView { height: 1fr; }
    }
    """

    table: Table | None = None

    def compose(self) -> ComposeResult:
        """What is counted, and the table."""
        yield TopLine()
        yield Static(classes="title")
        yield Static(classes="choices")
        yield TableView()
        yield KeyLine(self.SCOPE)

    def on_mount(self) -> None:
        """The rows have the focus."""
        self.query_one(RowsView).focus()

    def file_stem(self) -> str:
        """What the file is called in which the table is saved."""
        raise NotImplementedError

    def show_heading(self, heading: str) -> None:
        """Say above all what this screen is, of which project, and who works."""
        coder = _("coder: {name}").format(name=self.project.coder.name)
        self.query_one(TopLine).show((heading, self.project.path.stem), (coder,))

    def tell(self, sentence: str) -> None:
        """Say under the title what was asked, or what goes on."""
        self.query_one(".choices", Static).update(Content(shown_line(sentence)))

    def show_table(self, table: Table, choices: str = "", *, row: int | None = 0) -> None:
        """Show a table with the choices it rests on; the cursor goes to `row`, or stays where it can."""
        self.table = table
        title = Content.assemble((shown_line(table.title), "bold"), "  ", (shown_line(table.n), "$foreground 70%"))
        self.query_one(".title", Static).update(title)
        self.tell(choices)
        self.query_one(TableView).show(table, row if table.rows else None)

    @work
    async def action_picture(self) -> None:
        """The table as a picture."""
        if self.table is not None:
            await show_picture(self, self.table)

    @work
    async def action_save(self) -> None:
        """Write the table to a file."""
        if self.table is not None:
            await save(self, self.table, self.file_stem())
