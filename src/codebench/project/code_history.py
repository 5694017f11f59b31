"""What a code has been: each change of its name, place and fields, by whom, when, and with what reason."""

from dataclasses import dataclass
from typing import Any

from codebench.domain.codebook import LIST_FIELDS, TEXT_FIELDS
from codebench.i18n import _
from codebench.project.codebook import fields_of
from codebench.project.history import History
from codebench.project.session import Session
from codebench.store.past import changes_in

_NOTHING = ""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a code (or its `name`, or the `parent` it hangs under) before and after an act."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CodeRevision:
    """One act that changed a code; `what` is its summary, with the reason where one was given."""

    act_id: int
    at: str
    coder: str
    what: str
    changes: tuple[FieldChange, ...]


class CodeHistory:
    """The revisions of codes, read from the journal."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, code_id: int) -> list[CodeRevision]:
        """The acts that changed a code and may be seen, newest first; what was erased since comes back empty."""
        found = []
        acts = {act.id: act for act in History(self._session).acts()}
        for act_id, before, after in changes_in(self._session.store, "codes", code_id):
            act = acts.get(act_id)
            changes = self._differences(before, after)
            if act is not None and changes:
                found.append(CodeRevision(act.id, act.at, act.coder, act.summary, changes))
        return found[::-1]

    def _differences(self, before: dict[str, Any] | None, after: dict[str, Any] | None) -> tuple[FieldChange, ...]:
        then, now = self._told(before), self._told(after)
        names = dict.fromkeys((*now, *then))
        pairs = ((name, then.get(name, _NOTHING), now.get(name, _NOTHING)) for name in names)
        return tuple(FieldChange(name, a, b) for name, a, b in pairs if a != b)

    def _told(self, row: dict[str, Any] | None) -> dict[str, str]:
        if row is None:
            return {}
        fields = fields_of(row)
        parent = row["parent_id"]
        name = self._session.value("SELECT path FROM view_codes WHERE code_id = ?", [parent])
        return {
            "name": row["name"],
            "parent": "" if parent is None else str(name or _("(a code that is gone)")),
            **{field: getattr(fields, field) for field in TEXT_FIELDS},
            **{field: "; ".join(getattr(fields, field)) for field in LIST_FIELDS},
            "colour": fields.colour,
            "mark": fields.mark,
            "archived": _("yes") if row["status"] == "archived" else "",
        }
