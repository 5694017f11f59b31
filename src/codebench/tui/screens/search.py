"""Words in all texts: the places with what is around them; Enter goes there."""

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.models import Hit
from codebench.project.search import CONTEXT
from codebench.tui.parts.entry import Line
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.screens.base import ProjectScreen

_MOST = 500


class SearchScreen(ProjectScreen):
    """A line for the words, and the places below it."""

    DEFAULT_CSS = """
    SearchScreen {
        & Input, & Input:focus { border: none; height: 1; margin: 1 2 0 2; padding: 0; background: $boost; }
        & .found { height: 1; margin: 0 2 1 2; color: $foreground 65%; }
        & OptionList, & OptionList:focus {
            border: none; background: transparent; height: 1fr; max-height: 100%; padding: 0 1;
            scrollbar-size-vertical: 1;
        }
    }
    """

    def __init__(self, term: str = "") -> None:
        super().__init__()
        self._term = term
        self._hits: list[Hit] = []

    def compose(self) -> ComposeResult:
        """The line, the number of places, the places."""
        yield TopLine()
        yield Line(self._term, placeholder=_("words to find; tijd* finds what begins so"))
        yield Static(classes="found")
        yield OptionList(markup=False)
        yield KeyLine(self.SCOPE)

    def refresh_models(self) -> None:
        """Search again where something was found."""
        self.query_one(TopLine).show(
            (_("Search"), self.project.path.stem), (_("coder: {name}").format(name=self.project.coder.name),)
        )
        if self._term:
            self._search()

    def action_find(self) -> None:
        """Back to the line."""
        self.query_one(Line).focus()

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        self._term = event.value.strip()
        if self._term:
            self._search()
            if self._hits:
                self.query_one(OptionList).focus()

    def _search(self) -> None:
        self._hits = self.consult(lambda: self.project.search.find(self._term, limit=_MOST)) or []
        n = plural("{n} place", "{n} places", len(self._hits))
        more = _(" (the first ones)") if len(self._hits) == _MOST else ""
        self.query_one(".found", Static).update(n + more)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(_row(hit)) for hit in self._hits)
        options.highlighted = 0 if self._hits else None

    @on(OptionList.OptionSelected)
    def _go(self, event: OptionList.OptionSelected) -> None:
        hit = self._hits[event.option_index]
        self.bench.open_document(hit.document_id, hit.start, hit.end)


def _row(hit: Hit) -> Content:
    place = " · ".join(part for part in (hit.document, hit.case if hit.case != hit.document else "") if part)
    return Content.assemble(
        (f"{shown_line(place)}\n", "$foreground 60%"),
        "  ",
        "…" if len(hit.before) == CONTEXT else "",
        shown_line(hit.before).lstrip(),
        (shown_line(hit.found), "bold $accent"),
        shown_line(hit.after),
        "…" if len(hit.after) == CONTEXT else "",
    )
