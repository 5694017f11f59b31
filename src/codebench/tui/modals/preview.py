"""What is about to be taken in, shown before it is: a codebook, or whatever comes as a text."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from codebench.domain.codebook import CodebookChange, CodebookDraft
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.tui.modals.base import Modal

_AROUND = 10  # rows of the screen that are not for the text; title and keys may take two each


class Preview(Modal[bool]):
    """Dismissed with True on y or Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,j,o,enter", "answer(True)", _("Yes"), show=False),
        Binding("n", "answer(False)", _("No"), show=False),
    ]
    DEFAULT_CSS = """
    Preview {
        & > .box { width: 100; }
        & VerticalScroll { height: auto; margin-top: 1; scrollbar-size-vertical: 1; }
        & VerticalScroll Static { height: auto; }
    }
    """

    def __init__(self, title: str, content: Content, hint: str = "") -> None:
        super().__init__(title, hint or _("y, Enter: take it in   n, Esc: leave it   ↑ ↓: scroll"))
        self._content = content

    def parts(self) -> Iterable[Widget]:
        """The text, scrolling."""
        with VerticalScroll():
            yield Static(self._content)

    def on_resize(self) -> None:
        """The text takes what room there is, and the line with the keys of this box stays in sight."""
        self.query_one(VerticalScroll).styles.max_height = max(3, self.app.size.height - _AROUND)

    def action_answer(self, answer: bool) -> None:
        """Go away with the answer."""
        self.dismiss(answer)


def codebook_preview(draft: CodebookDraft, changes: Sequence[CodebookChange]) -> Content:
    """What a codebook would change, code by code and set by set."""
    added = [change for change in changes if change.kind == "added"]
    changed = [change for change in changes if change.kind == "changed"]
    same = len(changes) - len(added) - len(changed)
    counts = [
        plural("{n} new code", "{n} new codes", sum(not change.is_set for change in added)),
        plural("{n} changed", "{n} changed", len(changed)),
        plural("{n} as it is", "{n} as they are", same),
    ]
    lines: list[Content | str] = [Content.assemble((shown_line(draft.name), "bold"), "  ", " · ".join(counts)), ""]
    lines += [Content.assemble(("+ ", "bold $success"), _called(change)) for change in added]
    lines += [
        Content.assemble(("~ ", "bold $warning"), _called(change), (shown_line(f"  {', '.join(change.fields)}"), "dim"))
        for change in changed
    ]
    return Content("\n").join(lines)


def _called(change: CodebookChange) -> str:
    return shown_line(_("set {name}").format(name=change.path) if change.is_set else change.path)
