"""Writing a memo: its text, and above it of which kind it is, who reads it, and its title."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from codebench.i18n import _
from codebench.project.memos import KINDS
from codebench.project.models import MemoInfo
from codebench.tui.modals.writing import Writing
from codebench.tui.parts.entry import Line, Page


def kinds() -> dict[str, str]:
    """The kinds of memos, with the words for them."""
    words = (_("theoretical"), _("methodological"), _("reflexive"))
    return dict(zip(KINDS, words, strict=True))


class MemoEditor(Writing):
    """Dismissed with the text of the memo; `about` says what the memo is about, `memo` is one that is written anew.

    Then `kind`, `is_private` and `heading` say the rest of it, and `is_followed` whether another memo on the same
    is wanted next. Nobody but its coder reads a memo that is made private here, not for a moment: it is one act.
    """

    # Before the page, which selects with F6 and F7.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "kind", _("Another kind"), show=False, priority=True),
        Binding("f6", "private", _("Only for me, or for all"), show=False, priority=True),
        Binding("f7", "title", _("To the title, or back to the text"), show=False, priority=True),
        Binding("f8", "another", _("Save, and write another memo on the same"), show=False, priority=True),
    ]
    DEFAULT_CSS = """
    MemoEditor {
        & .what { height: auto; color: $foreground 70%; }
        & .heading, & .heading:focus { display: none; margin-top: 0; }
        &.-titled .heading { display: block; }
    }
    """

    def __init__(
        self,
        about: str,
        memo: MemoInfo | None = None,
        *,
        quote: str = "",
        draft: str = "",
        keep: Callable[[str], None] = lambda _text: None,
        may_follow: bool = True,
    ) -> None:
        self.may_follow = memo is not None and may_follow
        super().__init__(
            _("Memo on {what}").format(what=about),
            "" if memo is None else memo.body,
            quote=quote,
            draft=draft,
            keep=keep,
            more=(
                _("F5: kind   F6: private   F7: title"),
                *([_("F8: another memo on this")] if self.may_follow else ()),
            ),
        )
        self.kind = KINDS[0] if memo is None else memo.kind
        self.is_private = memo is not None and memo.private
        self.heading = "" if memo is None else memo.title
        self.is_followed = False

    def parts(self) -> Iterable[Widget]:
        """What kind of memo it is, the title where it has one, the page."""
        yield Static(classes="what")
        yield Line(self.heading, placeholder=_("title"), classes="heading")
        yield from super().parts()

    def on_mount(self) -> None:
        """The page has the focus, as in all writing."""
        self.set_class(bool(self.heading), "-titled")
        self._show_what()

    def _show_what(self) -> None:
        read = (_("private: only you read it"), "$text-warning") if self.is_private else _("for all coders")
        self.query_one(".what", Static).update(Content.assemble(kinds()[self.kind], " · ", read))

    def action_kind(self) -> None:
        """The next kind."""
        self.kind = KINDS[(KINDS.index(self.kind) + 1) % len(KINDS)]
        self._show_what()

    def action_private(self) -> None:
        """Only for me, or for all."""
        self.is_private = not self.is_private
        self._show_what()

    def action_title(self) -> None:
        """To the title, or back to the text."""
        line, page = self.query_one(".heading", Line), self.query_one(Page)
        if line.has_focus:
            page.focus()
        else:
            self.add_class("-titled")
            line.focus()

    @on(Input.Submitted)
    def _title_done(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(Page).focus()

    def action_another(self) -> None:
        """Save this one, and write another memo on the same."""
        if self.may_follow:
            self.is_followed = True
            self.action_save()

    def action_save(self) -> None:
        """Go away with the text; what else was said of the memo is kept here."""
        self.heading = self.query_one(".heading", Line).value.strip()
        super().action_save()
