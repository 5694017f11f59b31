"""What a code has been: each change of it, by whom, when and why; beneath, what the field said before and after."""

from difflib import SequenceMatcher
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from codebench.domain.table import plain_table
from codebench.domain.text import shown, shown_line
from codebench.i18n import _
from codebench.project.code_history import CodeRevision, FieldChange
from codebench.tui.codebook.fields import labels
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.parts.moment import when
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.table.rows_view import RowsView
from codebench.tui.table.table_view import TableView


class RevisionsScreen(ProjectScreen):
    """The revisions of one code."""

    SCOPE: ClassVar[str] = "revisions"
    DEFAULT_CSS = """
    RevisionsScreen {
        & TableView { height: 1fr; margin-top: 1; }
        & VerticalScroll { height: 1fr; border-top: solid $foreground 20%; padding: 0 2; scrollbar-size-vertical: 1; }
        & VerticalScroll Static { height: auto; }
    }
    """

    def __init__(self, code_id: int) -> None:
        super().__init__()
        self._code_id = code_id
        self._rows: list[tuple[CodeRevision, FieldChange]] = []

    def compose(self) -> ComposeResult:
        """The changes, and one of them in full."""
        yield TopLine()
        yield TableView()
        with VerticalScroll(can_focus=False):
            yield Static()
        yield KeyLine(self.SCOPE)

    def on_mount(self) -> None:
        """The table has the focus."""
        self.query_one(TableView).focus()

    def refresh_models(self) -> None:
        """Read the revisions."""
        tree = self.project.codebook.tree()
        if self._code_id not in tree:  # an undo took it away
            self.app.pop_screen()
            return
        self.query_one(TopLine).show(
            (_("Revisions"), tree.path(self._code_id)), (_("coder: {name}").format(name=self.project.coder.name),)
        )
        revisions = self.project.code_history.of(self._code_id)
        self._rows = [(revision, change) for revision in revisions for change in revision.changes]
        names = labels()
        headings = (_("When"), _("Who"), _("Field"), _("What"))
        cells = [
            (when(revision.at), revision.coder, names[change.field], revision.what) for revision, change in self._rows
        ]
        self.query_one(TableView).show(plain_table("", headings, cells), 0 if cells else None)
        self._show()

    @on(RowsView.Moved)
    def _show(self) -> None:
        at = self.query_one(TableView).index
        row = self._rows[at] if 0 <= at < len(self._rows) else None
        self.query_one("VerticalScroll Static", Static).update("" if row is None else _difference(*row))


def _difference(revision: CodeRevision, change: FieldChange) -> Content:
    """What was done and why, and word by word what went from the field (crossed out) and what came (underlined)."""
    before, after = shown(change.before).split(" "), shown(change.after).split(" ")
    parts: list[Content | str | tuple[str, str]] = [
        (labels()[change.field], "bold"),
        (f"  {shown_line(revision.what)}\n", "$foreground 70%"),
    ]
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(" ".join(before[a:b]) + " ")
            continue
        if a < b and any(before[a:b]):
            parts += [(" ".join(before[a:b]), "strike $text-error"), " "]
        if c < d and any(after[c:d]):
            parts += [(" ".join(after[c:d]), "underline $text-success"), " "]
    return Content.assemble(*parts)
