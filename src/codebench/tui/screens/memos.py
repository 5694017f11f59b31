"""All memos, narrowed by typing; Enter goes to the place that one is about."""

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from codebench.domain.text import shown, shown_line
from codebench.i18n import _, plural
from codebench.project.models import MemoInfo
from codebench.tui.parts.entry import Line
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.screens.base import ProjectScreen


class MemosScreen(ProjectScreen):
    """A line to filter with, and the memos below it."""

    DEFAULT_CSS = """
    MemosScreen {
        & Input, & Input:focus { border: none; height: 1; margin: 1 2 0 2; padding: 0; background: $boost; }
        & .found { height: 1; margin: 0 2 1 2; color: $foreground 65%; }
        & OptionList, & OptionList:focus {
            border: none; background: transparent; height: 1fr; max-height: 100%; padding: 0 1;
            scrollbar-size-vertical: 1;
        }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._memos: list[MemoInfo] = []

    def compose(self) -> ComposeResult:
        """The line, the number of memos, the memos."""
        yield TopLine()
        yield Line(placeholder=_("filter by words in the memo, or by what it is about"))
        yield Static(classes="found")
        yield OptionList(markup=False)
        yield KeyLine(self.SCOPE)

    def refresh_models(self) -> None:
        """Read the memos."""
        self.query_one(TopLine).show(
            (_("Memos"), self.project.path.stem), (_("coder: {name}").format(name=self.project.coder.name),)
        )
        self._fill()

    def on_mount(self) -> None:
        """The list has the focus; `/` goes to the line."""
        self.query_one(OptionList).focus()

    def action_find(self) -> None:
        """To the line."""
        self.query_one(Line).focus()

    @on(Input.Changed)
    def _fill(self) -> None:
        self._memos = self.project.memos.all(term=self.query_one(Line).value.strip())[::-1]
        self.query_one(".found", Static).update(plural("{n} memo", "{n} memos", len(self._memos)))
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(_row(memo)) for memo in self._memos)
        options.highlighted = 0 if self._memos else None

    @on(Input.Submitted)
    def _to_list(self) -> None:
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def _go(self, event: OptionList.OptionSelected) -> None:
        memo = self._memos[event.option_index]
        if memo.document_id is not None:
            self.bench.open_document(memo.document_id, memo.start, memo.end)


def _row(memo: MemoInfo) -> Content:
    about = " · ".join((memo.target, memo.coder, memo.changed_at[:16].replace("T", " ")))
    title = f"{shown_line(memo.title)}: " if memo.title else ""
    body = "\n".join(f"  {line}" for line in shown(memo.body).split("\n"))
    private = _("private") + "  " if memo.private else ""
    return Content.assemble(
        (private, "$text-warning"), (f"{shown_line(about)}\n", "$foreground 60%"), (title, "bold"), body, "\n"
    )
