"""The passages of one code beside the text, to hold what is read against what was coded before."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from codebench.domain.text import shown, shown_line
from codebench.i18n import _, plural
from codebench.project.code_passages import CodePassage
from codebench.project.models import CodeInfo
from codebench.tui.codebook.passage_list import place_of
from codebench.tui.parts.codetext import definition, dot
from codebench.tui.parts.indented import Indented

MOST = 200
"""So many passages stand beside a text; the screen of all of them is a key away."""
_LONGEST = 400  # characters of a passage


class PassagesBeside(Vertical):
    """What the code says, and below it its passages; `Chosen` tells that one was chosen."""

    DEFAULT_CSS = """
    PassagesBeside {
        width: 46; background: $surface; padding: 0 1;
        & .code { height: auto; max-height: 30%; }
        & .told { height: 1; color: $foreground 65%; text-wrap: nowrap; text-overflow: ellipsis; margin-bottom: 1; }
        & OptionList, & OptionList:focus {
            border: none; background: transparent; height: 1fr; max-height: 100%; padding: 0;
            scrollbar-size-vertical: 1;
        }
    }
    """

    class Chosen(Message):
        """To this passage."""

        def __init__(self, passage: CodePassage) -> None:
            super().__init__()
            self.passage = passage

    def __init__(self) -> None:
        super().__init__()
        self._passages: list[CodePassage] = []
        self._code: int | None = None

    def compose(self) -> ComposeResult:
        """The code, how many passages there are, the passages."""
        yield Static(classes="code")
        yield Static(classes="told")
        yield OptionList(markup=False)

    @property
    def view(self) -> OptionList:
        """The passages."""
        return self.query_one(OptionList)

    def show(self, code: CodeInfo, passages: Sequence[CodePassage], n: int) -> None:
        """Show the first of the `n` passages of a code, the highlight on the same one."""
        self.query_one(".code", Static).update(Content.assemble(dot(code.colour), " ", definition(code)))
        told = plural("{n} passage", "{n} passages", n)
        if n > len(passages):
            told = _("the first {most} of {passages}").format(most=len(passages), passages=told)
        self.query_one(".told", Static).update(Content(" · ".join((told, _("Q: all   Esc: away")))))
        kept = list(passages)
        if kept == self._passages and self.view.option_count:
            return
        at = self.view.highlighted
        on = None if at is None else self._passages[at].coding_id
        is_same = self._code == code.id
        here = next((i for i, each in enumerate(kept) if each.coding_id == on), (at or 0) if is_same else 0)
        self._passages, self._code = kept, code.id
        self.view.clear_options()
        self.view.add_options(Option(_row(each)) for each in kept)
        self.view.highlighted = min(here, len(kept) - 1) if kept else None

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Chosen(self._passages[event.option_index]))


def _row(passage: CodePassage) -> Indented:
    where = " · ".join(part for part in (place_of(passage), passage.coder) if part)
    quote = passage.quote if len(passage.quote) <= _LONGEST else f"{passage.quote[: _LONGEST - 1]}…"
    return Indented(Content.styled(shown_line(where), "$foreground 60%"), Content(shown(quote)))
