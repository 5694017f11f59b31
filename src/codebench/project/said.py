"""What each case said, and how far the coder is with it: its turns, paragraphs and answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from codebench.domain.table import Column, ColumnKind, Row, Table
from codebench.domain.text import shown_line
from codebench.domain.variables import Role
from codebench.i18n import _, plural
from codebench.project.coders import Coders
from codebench.project.models import CaseInfo, Progress
from codebench.project.own_codes import OwnCodes
from codebench.project.session import Session
from codebench.project.team_progress import in_words

_SAID = """
  SELECT u.id, u.document_id, coalesce(q.name, d.name, ''), q.id IS NOT NULL, u.position, u.body_start, u."end",
    substr(t.text, u.body_start + 1, u."end" - u.body_start),
    EXISTS (SELECT 1 FROM review_marks r WHERE r.unit_id = u.id AND r.coder_id = :coder)
  FROM units u JOIN documents d ON d.id = u.document_id AND d.status = 'active'
  JOIN view_documents t ON t.document_id = d.id LEFT JOIN questions q ON q.id = d.question_id
  WHERE u.case_id = :case AND d.absence IS NULL ORDER BY q.position, d.position, d.id, u.start
"""
_PROGRESS = """
  SELECT u.case_id, count(*),
    sum(EXISTS (SELECT 1 FROM review_marks r WHERE r.unit_id = u.id AND r.coder_id = :coder)),
    sum(EXISTS (SELECT 1 FROM coding_units g WHERE g.unit_id = u.id AND g.coder_id = :coder))
  FROM units u JOIN documents d ON d.id = u.document_id AND d.status = 'active'
  JOIN cases k ON k.id = u.case_id AND k.role = 'participant'
  WHERE d.absence IS NULL GROUP BY u.case_id
"""


@dataclass(frozen=True, slots=True)
class Said:
    """A unit of a case: [start, end) of a document's present text, with the present coder's codes and review mark.

    `place` is the question that it answers, else the name of the text; `number` counts the units of the text from 1.
    """

    unit_id: int
    document_id: int
    place: str
    is_answer: bool
    number: int
    start: int
    end: int
    text: str
    reviewed: bool
    codes: tuple[str, ...]


def said_by(session: Session, case_id: int) -> list[Said]:
    """What a case says and answers, in the order of the material; what was left blank is not there."""
    codes = OwnCodes(session)
    rows = session.tuples(_SAID, {"case": case_id, "coder": session.coder.id})
    return [
        Said(unit, document, place, bool(answer), at + 1, start, end, text, bool(done), codes.on(document, start, end))
        for unit, document, place, answer, at, start, end, text, done in rows
    ]


def progress_by_case(session: Session) -> dict[int, Progress]:
    """How far the present coder is with each case that says something; a moderator asks nothing, and is not there."""
    rows = session.tuples(_PROGRESS, {"coder": session.coder.id})
    return {case: Progress(units, reviewed, coded, coded) for case, units, reviewed, coded in rows}


def progress_table(session: Session, cases: list[CaseInfo]) -> Table:
    """One row per case that says something, how many of its units each coder has reviewed; blind only one's own."""
    seen = session.visible().coders
    coders = [coder for coder in Coders(session).all() if seen is None or coder.id in seen]
    by_coder: list[Mapping[int, Progress]] = [progress_by_case(Session(session.store, coder)) for coder in coders]
    rows = []
    for case in cases:
        if case.role is Role.PARTICIPANT and case.n_units:
            each = [progress[case.id] for progress in by_coder if case.id in progress]
            if each:
                name = f"{case.group} / {case.name}" if case.group else case.name
                rows.append(Row((shown_line(name), each[0].units, *map(in_words, each))))
    columns = (
        Column(_("Case")),
        Column(_("Units"), ColumnKind.COUNT),
        *(Column(shown_line(coder.name)) for coder in coders),
    )
    rule = _(
        "Units are what a case says and answers; one is done once its coder has marked it. Moderators are left out."
    )
    n = plural("{n} coder", "{n} coders", len(coders))
    return Table(_("Progress"), columns, tuple(rows), rule, n, state=session.state())
