"""The versions of a text: by whom, when and by what each was made; beneath, what it has that another has not."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from codebench.domain.differences import Fate, Passage, passages
from codebench.domain.errors import CodebenchError
from codebench.domain.table import plain_table
from codebench.domain.text import shown
from codebench.i18n import _, plural
from codebench.project.text_versions import TextVersion
from codebench.tui.actions import bindings
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.parts.moment import when
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.table.rows_view import RowsView
from codebench.tui.table.table_view import TableView

_MOST = 300  # passages that are shown
_STYLES = {Fate.STAYED: "", Fate.WENT: "strike $text-error", Fate.CAME: "underline $text-success"}


class VersionsScreen(ProjectScreen):
    """The version under the cursor is compared with the one before it, or with one that was chosen."""

    SCOPE: ClassVar[str] = "versions"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("versions")]
    DEFAULT_CSS = """
    VersionsScreen {
        & TableView { height: auto; max-height: 40%; margin-top: 1; }
        & .told { height: auto; margin: 1 2 0 2; color: $foreground 70%; }
        & VerticalScroll { height: 1fr; border-top: solid $foreground 20%; padding: 0 2; scrollbar-size-vertical: 1; }
        & VerticalScroll Static { height: auto; }
    }
    """

    def __init__(self, document_id: int) -> None:
        super().__init__()
        self._document_id = document_id
        self._versions: list[TextVersion] = []
        self._beside: int | None = None  # the version that all are compared with; else each with the one before it

    def compose(self) -> ComposeResult:
        """The versions, what is compared, and the difference."""
        yield TopLine()
        yield TableView()
        yield Static(classes="told")
        with VerticalScroll():
            yield Static()
        yield KeyLine(self.SCOPE)

    def on_mount(self) -> None:
        """The versions have the focus."""
        self.query_one(TableView).focus()

    def document_in_view(self) -> int | None:
        """The text whose versions these are."""
        return self._document_id

    def refresh_models(self) -> None:
        """Read the versions."""
        try:
            self._versions = self.project.text_versions.of(self._document_id)
            name = self.project.documents.info(self._document_id).name
        except CodebenchError as error:  # an undo took the text away
            self.bench.complain(str(error))
            self.app.pop_screen()
            return
        self.query_one(TopLine).show((_("Versions"), name), (_("coder: {name}").format(name=self.project.coder.name),))
        if self._beside not in {each.number for each in self._versions if each.length is not None}:
            self._beside = None
        rows = [
            (each.number, when(each.at), each.coder, each.what, "" if each.length is None else each.length, each.state)
            for each in self._versions
        ]
        headings = (_("Version"), _("When"), _("Who"), _("What"), _("Characters"), _("State"))
        table = self.query_one(TableView)
        table.show(plain_table("", headings, rows), max(0, table.index))
        self._compare()

    @work
    async def action_beside(self) -> None:
        """Ask which version to compare the one under the cursor with."""
        there = [each for each in self._versions if each.length is not None]
        if len(there) < 2:
            self.say(_("There is one version: E makes another."))
            return
        items = [Item(0, _("the one before it"))]
        items += [Item(each.number, _("version {n}").format(n=each.number), when(each.at)) for each in there]
        found = await self.app.push_screen_wait(Choice(_("Compare with which version?"), items))
        if found is not None:
            self._beside = found or None
            self._compare()

    @on(RowsView.Moved)
    def _compare(self) -> None:
        at = self.query_one(TableView).index
        told, difference = self._told(self._versions[at]) if 0 <= at < len(self._versions) else ("", Content(""))
        self.query_one(".told", Static).update(Content(told))
        self.query_one("VerticalScroll Static", Static).update(difference)
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def _told(self, version: TextVersion) -> tuple[str, Content]:
        """What is compared, in a sentence, and what differs."""
        other = version.number - 1 if self._beside in (None, version.number) else self._beside or 0
        if version.length is None:
            return _("This version was erased for good: nothing is left of it."), Content("")
        if other < 1:
            return _("The first version: the text as it came in."), Content("")
        if any(each.number == other and each.length is None for each in self._versions):
            return _("Version {n}, with which it would be compared, was erased for good.").format(n=other), Content("")
        old, new = sorted((version.number, other))
        found = passages(self.project.text_versions.difference(self._document_id, old, new))
        told = _("From version {old} to {new}: {places}; −[what went], +[what came].").format(
            old=old, new=new, places=plural("{n} place", "{n} places", len(found))
        )
        lines = [_shown(each) for each in found[:_MOST]]
        if len(found) > _MOST:
            more = _("… and {n} more: `codebench document diff` prints them all.")
            lines.append(Content(more.format(n=len(found) - _MOST)))
        return told, Content("\n\n").join(lines)


def _shown(passage: Passage) -> Content:
    """A passage under the number of its line; what went and came is marked by signs, lines and colours."""
    parts: list[str | tuple[str, str]] = [(_("line {n}").format(n=passage.line) + "\n", "$foreground 60%")]
    for piece in passage.pieces:
        text = shown(piece.text)
        parts.append(text if piece.fate is Fate.STAYED else (f"{piece.fate.mark}[{text}]", _STYLES[piece.fate]))
    return Content.assemble(*parts)
