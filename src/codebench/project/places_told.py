"""How the history calls a passage: the text and its turn; of an answer, the respondent. No words of the material."""

from codebench.i18n import _
from codebench.project.session import Session

_NAME = """
  SELECT coalesce(nullif(d.name, ''), k.name, '') FROM documents d LEFT JOIN cases k ON k.id = d.case_id WHERE d.id = ?
"""
_UNITS = """
  SELECT kind, min(position) + 1, max(position) + 1 FROM units
  WHERE document_id = ? AND start < ? AND "end" > ? AND kind <> 'answer' GROUP BY kind ORDER BY min(position)
"""


def told_place(session: Session, document_id: int, start: int, end: int) -> str:
    """[start, end) of a document's present text in words: "groep 1, turn 12", "groep 1, turns 12–14", "R014"."""
    name = str(session.value(_NAME, [document_id]) or "")
    found = session.tuples(_UNITS, [document_id, end, start])
    if not found:
        return name
    kind, first, last = found[0]
    one, several = (
        (_("turn {n}"), _("turns {n}–{m}")) if kind == "turn" else (_("paragraph {n}"), _("paragraphs {n}–{m}"))
    )
    return f"{name}, {(one if first == last else several).format(n=first, m=last)}"
