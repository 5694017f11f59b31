"""A cell of the framework matrix: its passages beside the summary, written while they are read."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from codebench.analysis.scope import ScopeRequest
from codebench.domain.text import shown, shown_line
from codebench.i18n import _
from codebench.project import drafts
from codebench.project.framework import Framework
from codebench.project.passages import RetrievalRequest
from codebench.tui.actions import bindings
from codebench.tui.modals.confirm import Confirm
from codebench.tui.parts.entry import Page
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.retrieval.quote_list import quotes_in
from codebench.tui.screens.base import ProjectScreen

_PAUSE = 0.5  # seconds of typing after which a draft is kept


class CellScreen(ProjectScreen):
    """What a case says about a code or theme at the left, what the coder makes of it at the right."""

    SCOPE: ClassVar[str] = "cell"
    AUTO_FOCUS = "Page"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("cell")]
    DEFAULT_CSS = """
    CellScreen {
        & .heading { height: auto; margin: 1 2; text-style: bold; }
        & Horizontal { height: 1fr; }
        & VerticalScroll { width: 3fr; padding: 0 2; scrollbar-size-vertical: 1; }
        & VerticalScroll Static { width: 1fr; height: auto; }
        & VerticalScroll:focus { background: $boost; }
        & TextArea, & TextArea:focus { width: 2fr; height: 1fr; border: none; background: $boost; padding: 0 1; }
        & TextArea { border-left: solid $foreground 30%; }
        & TextArea:focus { border-left: solid $primary; }
        &.-narrow Horizontal { layout: vertical; }
        &.-narrow VerticalScroll, &.-narrow TextArea { width: 1fr; height: 1fr; }
        &.-narrow TextArea { border-left: none; border-top: solid $foreground 30%; }
        &.-narrow TextArea:focus { border-left: none; border-top: solid $primary; }
    }
    """

    def __init__(self, matrix: Framework, row: int, column: int, scope: ScopeRequest) -> None:
        super().__init__()
        self._case, self._name = matrix.cases[row]
        self._column = matrix.columns[column]
        self._cell = matrix.cell(row, column)
        self._query, self._scope = matrix.query(row, column), scope
        self._is_typing = False

    @property
    def _place(self) -> str:
        return f"{self.project.coder.guid} summary {self._case} {self._column.subject}"

    @property
    def _written(self) -> str:
        """The present coder's own summary, as it is kept."""
        summary = self._cell.summary
        return summary.text if summary is not None and summary.coder == self.project.coder.name else ""

    def compose(self) -> ComposeResult:
        """The passages and the page."""
        yield TopLine()
        yield Static(Content(shown_line(f"{self._name} × {self._column.name}")), classes="heading")
        with Horizontal():
            with VerticalScroll():
                yield Static()
            draft = shown(drafts.draft(self.project.path, self._place))
            yield Page(draft or shown(self._written), soft_wrap=True, show_line_numbers=False)
        yield KeyLine(self.SCOPE)

    def on_mount(self) -> None:
        """Type at the end of what is there."""
        page = self.query_one(Page)
        page.move_cursor(page.document.end)
        self.set_interval(_PAUSE, self.keep_draft)

    def on_resize(self) -> None:
        """On a narrow terminal the passages stand above the page."""
        self.set_class(self.app.size.width < 90, "-narrow")

    def refresh_models(self) -> None:
        """Read the passages."""
        coder = _("coder: {name}").format(name=self.project.coder.name)
        self.query_one(TopLine).show((_("Framework matrix"), self.project.path.stem), (coder,))
        request = RetrievalRequest(self._query, scope=self._scope)
        found = None if not self._query else self.consult(lambda: self.project.retrieval.find(request))
        others = self._cell.summary
        parts = [] if found is None else [quotes_in(found.items)]
        if others is not None and others.coder != self.project.coder.name and others.text:
            told = _("{coder} wrote:").format(coder=shown_line(others.coder))
            parts.append(Content.assemble((told, "$foreground 60%"), "\n", shown(others.text)))
        self.query_one("VerticalScroll Static", Static).update(
            Content("\n\n").join(parts) if found is not None and found.items else Content(_("No passages."))
        )

    def keep_draft(self) -> None:
        """Keep what is typed so far."""
        text = self.query_one(Page).text
        if self._is_typing or text != self._written:
            self._is_typing = text != self._written
            drafts.keep_draft(self.project.path, self._place, text if self._is_typing else "")

    def action_switch(self) -> None:
        """From the page to the passages, to scroll in them, and back."""
        page = self.query_one(Page)
        (self.query_one(VerticalScroll) if page.has_focus else page).focus()

    def action_keep(self) -> None:
        """Keep the summary and go back; an empty one says nothing yet."""
        text = self.query_one(Page).text.strip()
        if not text:
            self.say(_("There is nothing to keep: n in the matrix says that nothing was said."))
            return

        def put() -> bool:
            self.project.summaries.put(self._case, self._column.subject, text, self._cell.based_on)
            return True

        if self.consult(put):
            drafts.keep_draft(self.project.path, self._place, "")
            self.app.pop_screen()

    @work
    async def action_leave(self) -> None:
        """Go back, after asking where something was typed."""
        is_changed = self.query_one(Page).text.strip() not in ("", self._written.strip())
        if is_changed and not await self.app.push_screen_wait(Confirm(_("Throw away what you typed?"))):
            return
        drafts.keep_draft(self.project.path, self._place, "")
        self.app.pop_screen()
