"""Writing a memo."""

from collections.abc import Callable

from codebench.i18n import _
from codebench.tui.modals.writing import Writing


class MemoEditor(Writing):
    """Dismissed with the text of the memo; `about` says what the memo is about."""

    def __init__(
        self,
        about: str,
        body: str = "",
        *,
        quote: str = "",
        draft: str = "",
        keep: Callable[[str], None] = lambda _text: None,
    ) -> None:
        super().__init__(_("Memo on {what}").format(what=about), body, quote=quote, draft=draft, keep=keep)
