"""Quotes kept for the report: starred codings, with a clean version for print and a paraphrase beside the verbatim."""

from collections.abc import Mapping
from dataclasses import dataclass

from codebench.i18n import _
from codebench.project.codings import Codings
from codebench.project.session import Session
from codebench.store.tables import Scalar


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What is kept of a coding for the report; empty texts where nobody wrote them."""

    starred: bool = False
    report_text: str = ""
    paraphrase: str = ""


NOTHING = Excerpt()


class Excerpts:
    """What is kept of codings; each method that changes something is one act. The text of the material stays as it is.

    Each raises NotFoundError where there is no such coding, or none that the present coder may see.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, coding_id: int) -> Excerpt:
        """What is kept of a coding."""
        Codings(self._session).get(coding_id)
        seen = self._session.visible().condition("coder_id")
        rows = self._session.tuples(
            f"SELECT is_starred, report_text, paraphrase FROM excerpts WHERE coding_id = ? AND {seen}", [coding_id]
        )
        return Excerpt(bool(rows[0][0]), *rows[0][1:]) if rows else NOTHING

    def star(self, coding_id: int, *, starred: bool = True) -> None:
        """Keep a coding as a quote for the report, or no longer."""
        summary = _("star a quote") if starred else _("take the star from a quote")
        self._put(coding_id, {"is_starred": int(starred)}, summary)

    def write(self, coding_id: int, report_text: str) -> None:
        """Give a quote a clean version for print; an empty one takes it away."""
        self._put(coding_id, {"report_text": report_text.strip()}, _("write the report version of a quote"))

    def paraphrase(self, coding_id: int, text: str) -> None:
        """Say in other words what a passage says; an empty text takes it away."""
        self._put(coding_id, {"paraphrase": text.strip()}, _("paraphrase a passage"))

    def _put(self, coding_id: int, change: Mapping[str, Scalar], summary: str) -> None:
        Codings(self._session).get(coding_id)
        rows = self._session.rows("SELECT * FROM excerpts WHERE coding_id = ?", [coding_id])
        before: Mapping[str, Scalar] = rows[0] if rows else {"is_starred": 0, "report_text": "", "paraphrase": ""}
        after = {name: before[name] for name in ("is_starred", "report_text", "paraphrase")} | dict(change)
        if all(after[name] == before[name] for name in after):
            return
        with self._session.act("quote", summary) as act:
            if not rows:
                act.insert(
                    "excerpts",
                    coding_id=coding_id,
                    coder_id=self._session.coder.id,
                    created_at=act.created_at,
                    **after,
                )
            elif any(after.values()):
                act.update("excerpts", rows[0]["id"], **after)
            else:
                act.delete("excerpts", [rows[0]["id"]])
