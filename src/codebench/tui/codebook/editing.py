"""Editing one field of a code: its text, and a few words on why for the history."""

from collections.abc import Callable, Iterable

from textual.widget import Widget

from codebench.domain.codebook import LIST_FIELDS
from codebench.i18n import _
from codebench.tui.codebook.fields import labels
from codebench.tui.modals.writing import Writing
from codebench.tui.parts.entry import Line


class FieldEditor(Writing):
    """Dismissed with the text of the field, which may be empty; `reason` then holds the reason."""

    MAY_BE_EMPTY = True
    DEFAULT_CSS = "FieldEditor TextArea, FieldEditor TextArea:focus { height: 8; }"

    def __init__(self, code: str, field: str, body: str, draft: str, keep: Callable[[str], None]) -> None:
        title = f"{labels()[field]} · {code}"
        super().__init__(title, body, draft=draft, keep=keep)
        self._field = field
        self.reason = ""

    def parts(self) -> Iterable[Widget]:
        """The page, and the line for the reason."""
        yield from super().parts()
        hint = _("why, in a few words (Tab comes here; may stay empty)")
        if self._field in LIST_FIELDS:
            hint = _("one on each line; here: why (Tab comes here; may stay empty)")
        yield Line(placeholder=hint)

    def action_save(self) -> None:
        """Go away with text and reason."""
        self.reason = self.query_one(Line).value.strip()
        super().action_save()
