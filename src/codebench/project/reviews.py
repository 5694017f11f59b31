"""Review marks: "this coder has judged this unit", so that "no code" differs from "not seen"."""

from collections.abc import Sequence

from codebench.domain.errors import ConflictError
from codebench.i18n import _, plural
from codebench.project.models import UnitInfo
from codebench.project.session import Session
from codebench.store.journal import Act


class Reviews:
    """The review marks of the present coder."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def mark(self, unit_ids: Sequence[int]) -> int:
        """Mark units as judged, in one act; how many had no mark yet.

        Raises:
            ConflictError: all of them have one.
        """
        coder = self._session.coder.id
        fresh = [unit for unit in dict.fromkeys(unit_ids) if not self.is_marked(unit)]
        if not fresh:
            raise ConflictError(_("This is marked as reviewed already."))
        for unit in fresh:
            self._session.require("units", unit, _("unit"))
        summary = plural("review {n} unit", "review {n} units", len(fresh))
        with self._session.act("review", summary) as act:
            add_marks(act, fresh, coder)
        return len(fresh)

    def clear(self, unit_ids: Sequence[int]) -> int:
        """Take the marks off units, in one act; how many had one.

        Raises:
            ConflictError: none of them has one.
        """
        coder = self._session.coder.id
        marks = [
            row[0]
            for unit in dict.fromkeys(unit_ids)
            for row in self._session.tuples(
                "SELECT id FROM review_marks WHERE unit_id = ? AND coder_id = ?", [unit, coder]
            )
        ]
        if not marks:
            raise ConflictError(_("This is not marked as reviewed."))
        summary = plural("clear the review of {n} unit", "clear the review of {n} units", len(marks))
        with self._session.act("review clear", summary) as act:
            act.delete("review_marks", marks)
        return len(marks)

    def is_marked(self, unit_id: int) -> bool:
        """Whether the present coder has judged the unit."""
        found = self._session.value(
            "SELECT 1 FROM review_marks WHERE unit_id = ? AND coder_id = ?", [unit_id, self._session.coder.id]
        )
        return found is not None

    def units_of_question(self, question_id: int) -> list[int]:
        """Per answer to a question, in order, the id of its unit; 0 where the answer is absent."""
        rows = self._session.tuples(
            "SELECT ifnull(u.id, 0) FROM documents d LEFT JOIN units u ON u.document_id = d.id"
            " WHERE d.question_id = ? AND d.status = 'active' ORDER BY d.position, d.id",
            [question_id],
        )
        return [row[0] for row in rows]

    def next_unit(self, units: Sequence[UnitInfo], after: int, *, uncoded: bool) -> UnitInfo | None:
        """The first unit that starts after the offset and has no mark (or, if `uncoded`, no coding) of this coder.

        The moderator's turns are passed over; past the end the search goes on from the start.
        """
        table = "coding_units" if uncoded else "review_marks"
        done = {
            row[0]
            for row in self._session.tuples(
                f"SELECT x.unit_id FROM {table} x JOIN units u ON u.id = x.unit_id"
                " WHERE u.document_id = ? AND x.coder_id = ?",
                [units[0].document_id if units else 0, self._session.coder.id],
            )
        }
        open_units = [unit for unit in units if not unit.moderator and unit.id not in done]
        return next((unit for unit in open_units if unit.start > after), open_units[0] if open_units else None)

    def next_answer(self, question_id: int, after: int, *, uncoded: bool) -> int | None:
        """Like `next_unit` for the answers to a question: the id of the next such document after document `after`."""
        table = "coding_units" if uncoded else "review_marks"
        row = self._session.tuples("SELECT position, id FROM documents WHERE id = ?", [after])
        position, document_id = row[0] if row else (-1, 0)
        found = self._session.tuples(
            "SELECT d.id FROM documents d JOIN units u ON u.document_id = d.id"
            " WHERE d.question_id = :question AND d.status = 'active' AND d.absence IS NULL"
            f" AND NOT EXISTS (SELECT 1 FROM {table} x WHERE x.unit_id = u.id AND x.coder_id = :coder)"
            " ORDER BY (d.position, d.id) <= (:position, :id), d.position, d.id LIMIT 1",
            {"question": question_id, "coder": self._session.coder.id, "position": position, "id": document_id},
        )
        return found[0][0] if found else None


def add_marks(act: Act, unit_ids: Sequence[int], coder_id: int) -> None:
    """Within an act, mark units as judged by a coder."""
    columns = ("unit_id", "coder_id", "created_at")
    act.insert_rows("review_marks", columns, [(unit, coder_id, act.created_at) for unit in unit_ids])
