"""Three lines under the text: where the caret is in words, the codes that the digits stand for, and the search."""

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult, RenderResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.models import CodeInfo
from codebench.tui.parts.codetext import dot, told_apart
from codebench.tui.parts.cut_line import CutLine
from codebench.tui.parts.entry import Line

_LEAST = 10  # cells for a recent code, less of which is little


class StatusLine(CutLine):
    """What the caret is on, in words; a note takes its place until the caret moves."""

    DEFAULT_CSS = "StatusLine { width: 100%; height: 1; padding: 0 1; background: $surface; }"

    def __init__(self) -> None:
        super().__init__()
        self._content = Content("")
        self._note = ""

    def show(self, content: Content, *, keep_note: bool = False) -> None:
        """Show where the caret is, and drop the note unless it is to be kept."""
        self._content = content
        if not keep_note:
            self._note = ""
        self.refresh()

    def note(self, sentence: str) -> None:
        """Show a sentence instead."""
        self._note = sentence
        self.refresh()

    def holds(self, sentence: str) -> bool:
        """Whether a note of this sentence would be seen whole."""
        return Content(shown_line(sentence)).cell_length <= self.content_size.width

    def render(self) -> RenderResult:
        """One line."""
        content = Content.styled(shown_line(self._note), "$accent") if self._note else self._content
        return content.truncate(self.content_size.width, ellipsis=True)


class RecentLine(CutLine):
    """The codes that the digits stand for; a click is as good as a digit."""

    DEFAULT_CSS = "RecentLine { width: 100%; height: 1; padding: 0 1; background: $surface; color: $foreground 80%; }"

    class Clicked(Message):
        """The code with this digit was clicked."""

        def __init__(self, digit: int) -> None:
            super().__init__()
            self.digit = digit

    def __init__(self) -> None:
        super().__init__()
        self._codes: list[CodeInfo] = []
        self._ends: list[int] = []

    def show(self, codes: Sequence[CodeInfo]) -> None:
        """Show these codes, the first under 1."""
        before, self._codes = self._codes, list(codes)
        # Their counts are not shown here, and change with every coding.
        if [(code.name, code.colour) for code in before] != [(code.name, code.colour) for code in codes]:
            self.refresh()

    def render(self) -> RenderResult:
        """Digits and names, names cut to fit."""
        width = self.content_size.width
        if not self._codes:
            return Content.styled(_("the codes you use get the digits 1 to 9"), "$foreground 50%").truncate(
                width, ellipsis=True
            )
        each = width // len(self._codes)
        is_tight = each < _LEAST  # then a letter more of each name says more than a sign that it goes on
        gap = " " if is_tight else "  "
        room = max(1, each - 2 - len(gap))
        self._ends, parts, x = [], [], 0
        for n, code in enumerate(self._codes, 1):
            name = Content(told_apart(code, self._codes, room)).truncate(room, ellipsis=not is_tight)
            part = Content.assemble((str(n), "bold $accent"), dot(code.colour), name, gap)
            x += part.cell_length
            self._ends.append(x)
            parts.append(part)
        return Content("").join(parts).truncate(width)

    def on_click(self, event: events.Click) -> None:
        """As if the digit was typed."""
        at = event.get_content_offset(self)
        digit = next((n for n, end in enumerate(self._ends, 1) if at is not None and at.x < end), None)
        if digit is not None:
            self.post_message(self.Clicked(digit))


class FindLine(Horizontal):
    """Search in the text while typing."""

    DEFAULT_CSS = """
    FindLine {
        height: 1; display: none; background: $boost; padding: 0 1;
        &.-open { display: block; }
        & .label { width: auto; color: $accent; }
        & .count { width: auto; min-width: 12; text-align: right; color: $foreground 70%; }
        & Input, & Input:focus { border: none; height: 1; padding: 0; width: 1fr; background: $boost; }
    }
    """

    class Typed(Message):
        """The line holds something else."""

        def __init__(self, term: str) -> None:
            super().__init__()
            self.term = term

    class Closed(Message):
        """The line was left: with Enter (`kept`), or with Esc."""

        def __init__(self, kept: bool) -> None:
            super().__init__()
            self.kept = kept

    def compose(self) -> ComposeResult:
        """Label, line, count."""
        yield Static(Content(_("find ")), classes="label")
        yield Line()
        yield Static(classes="count")

    def open(self) -> None:
        """Show the line, with what was searched last selected."""
        self.add_class("-open")
        line = self.query_one(Line)
        line.focus()
        line.action_select_all()

    def count(self, at: int, n: int) -> None:
        """Say which of how many places the caret is on."""
        self.query_one(".count", Static).update(Content(f"{at}/{n}" if n else _("nothing")))

    def on_key(self, event: events.Key) -> None:
        """Esc leaves."""
        if event.key == "escape":
            event.stop()
            self._close(kept=False)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._close(kept=True)

    def _close(self, kept: bool) -> None:
        self.remove_class("-open")
        self.post_message(self.Closed(kept))
