"""What a coder decided on suggestions: taken over, rejected for a unit, or "never for this code"."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from codebench.domain.errors import ConflictError, NotFoundError
from codebench.domain.table import Cell, Column, ColumnKind, Row, Share, Table
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.archived_codes import refuse_archived
from codebench.project.coding_rows import add_codings
from codebench.project.places_told import told_place
from codebench.project.reviews import add_marks
from codebench.project.session import Session
from codebench.store.journal import Act

TIERS = ("strong", "moderate", "exploratory")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A suggestion as it was shown: a code for a passage [start, end) of a unit, how sure, and by which model."""

    unit_id: int
    code_id: int
    start: int
    end: int
    tier: str
    model: str


class Decisions:
    """What the present coder decided on suggestions; each method is one act."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def accept(self, proposal: Proposal, *, reviewed: bool = False) -> int:
        """Put the suggested code on its passage, with origin `suggestion`; the new coding's id.

        `reviewed` also marks the unit as judged, in the same act.

        Raises:
            ConflictError: this coder has the code on exactly this passage already.
            NotFoundError: the unit or the code is gone.
        """
        document, version = self._place(proposal.unit_id)
        refuse_archived(self._session, [proposal.code_id])
        coder, name = self._session.coder.id, self._code_name(proposal.code_id)
        there = (
            'SELECT 1 FROM codings WHERE text_version_id = ? AND start = ? AND "end" = ? AND code_id = ?'
            " AND coder_id = ? AND status = 'active'"
        )
        place = (proposal.start, proposal.end, proposal.code_id, coder)
        if self._session.value(there, [version, *place]) is not None:
            message = _("You have {codes} on exactly this passage already.")
            raise ConflictError(message.format(codes=f"'{shown_line(name)}'"))
        where = told_place(self._session, document, proposal.start, proposal.end)
        summary = _("accept the suggestion {code} on {place}").format(code=f"'{shown_line(name)}'", place=where)
        with self._session.act("suggestion accepted", summary) as act:
            revision = self._session.value("SELECT max(id) FROM codebook_revisions") or 0
            made = add_codings(act, [(document, version, *place, "suggestion")], revision)
            self._decide(act, proposal, "accepted")
            if reviewed and not self._is_marked(proposal.unit_id):
                add_marks(act, [proposal.unit_id], coder)
        return made[0]

    def reject(self, proposal: Proposal) -> None:
        """Say that a code is wrong for a unit: it is not suggested there again.

        Raises:
            ConflictError: it was rejected there already.
        """
        self._place(proposal.unit_id)
        name = shown_line(self._code_name(proposal.code_id))
        with self._session.act("suggestion rejected", _("reject the suggestion '{code}'").format(code=name)) as act:
            if not self._decide(act, proposal, "rejected"):
                raise ConflictError(_("'{code}' was rejected here already.").format(code=name))

    def mute(self, code_id: int) -> None:
        """Never suggest a code to this coder again, until `unmute`.

        Raises:
            ConflictError: it is so already.
        """
        name = shown_line(self._code_name(code_id))
        if code_id in self.muted():
            raise ConflictError(_("'{code}' is never suggested to you already.").format(code=name))
        with self._session.act("suggestion never", _("never suggest '{code}'").format(code=name)) as act:
            self._insert(act, code_id, None, "never", "", "")

    def unmute(self, code_id: int) -> None:
        """Suggest a code again.

        Raises:
            ConflictError: it is suggested already.
        """
        name = shown_line(self._code_name(code_id))
        found = self._session.value(
            "SELECT id FROM suggestion_decisions WHERE coder_id = ? AND code_id = ? AND decision = 'never'",
            [self._session.coder.id, code_id],
        )
        if found is None:
            raise ConflictError(_("'{code}' is suggested to you already.").format(code=name))
        with self._session.act("suggestion again", _("suggest '{code}' again").format(code=name)) as act:
            act.delete("suggestion_decisions", [found])

    def muted(self) -> frozenset[int]:
        """The codes that are never suggested to this coder."""
        query = "SELECT code_id FROM suggestion_decisions WHERE coder_id = ? AND decision = 'never'"
        return frozenset(row[0] for row in self._session.tuples(query, [self._session.coder.id]))

    def rejected(self) -> list[tuple[int, int]]:
        """What this coder rejected, as (unit, code)."""
        query = "SELECT unit_id, code_id FROM suggestion_decisions WHERE coder_id = ? AND decision = 'rejected'"
        return self._session.tuples(query + " ORDER BY id", [self._session.coder.id])

    def accepted(self, code_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
        """Per code, how many of how many suggestions that this coder decided on were accepted."""
        rows = self._session.tuples(
            "SELECT code_id, count(*) FILTER (WHERE decision = 'accepted'), count(*) FROM suggestion_decisions"
            " WHERE coder_id = ? AND decision <> 'never' AND code_id IN (SELECT value FROM json_each(?))"
            " GROUP BY code_id",
            [self._session.coder.id, json.dumps(list(code_ids))],
        )
        return {code: (n, of) for code, n, of in rows}

    def record(self) -> Table:
        """Per code and tier, how many of the suggestions that this coder decided on were accepted."""
        rows = self._session.tuples(
            "SELECT v.path, count(*) FILTER (WHERE s.decision = 'accepted'), count(*), "
            + ", ".join(
                f"count(*) FILTER (WHERE s.decision = 'accepted' AND s.tier = '{tier}'),"
                f" count(*) FILTER (WHERE s.tier = '{tier}')"
                for tier in TIERS
            )
            + " FROM suggestion_decisions s JOIN view_codes v ON v.code_id = s.code_id"
            " WHERE s.coder_id = ? AND s.decision <> 'never' GROUP BY s.code_id ORDER BY count(*) DESC, v.path",
            [self._session.coder.id],
        )
        total = [sum(row[i] for row in rows) for i in range(1, 3 + 2 * len(TIERS))]
        headings = (_("all"), _("strong"), _("moderate"), _("exploratory"))
        return Table(
            title=_("Suggestions accepted by {coder}").format(coder=shown_line(self._session.coder_name)),
            columns=(Column(_("Code")), *(Column(heading, ColumnKind.SHARE, _("accepted")) for heading in headings)),
            rows=(
                *(Row((path, *_shares(counts))) for path, *counts in rows),
                *((Row((_("All codes"), *_shares(total))),) if rows else ()),
            ),
            rule=_("Accepted out of accepted and rejected; what was only shown counts nowhere."),
            n=_("N = {n} decisions").format(n=total[1]),
            state=self._session.state(),
        )

    def _decide(self, act: Act, proposal: Proposal, decision: str) -> bool:
        """Write the decision over an earlier one on the same unit and code; whether it is another than before."""
        coder = self._session.coder.id
        earlier = self._session.tuples(
            "SELECT id, decision FROM suggestion_decisions WHERE coder_id = ? AND code_id = ? AND unit_id = ?",
            [coder, proposal.code_id, proposal.unit_id],
        )
        act.delete("suggestion_decisions", [row[0] for row in earlier])
        self._insert(act, proposal.code_id, proposal.unit_id, decision, proposal.tier, proposal.model)
        return not earlier or earlier[0][1] != decision

    def _insert(self, act: Act, code_id: int, unit_id: int | None, decision: str, tier: str, model: str) -> None:
        act.insert(
            "suggestion_decisions",
            coder_id=self._session.coder.id,
            code_id=code_id,
            unit_id=unit_id,
            decision=decision,
            tier=tier,
            model=model,
            created_at=act.created_at,
        )

    def _place(self, unit_id: int) -> tuple[int, int]:
        """The document of a unit and its present text version."""
        found = self._session.tuples(
            "SELECT d.document_id, d.text_version_id FROM units u JOIN view_documents d"
            " ON d.document_id = u.document_id WHERE u.id = ?",
            [unit_id],
        )
        if not found:
            raise NotFoundError(_("There is no {what} {id}.").format(what=_("unit"), id=unit_id))
        return found[0]

    def _code_name(self, code_id: int) -> str:
        name = self._session.value("SELECT name FROM codes WHERE id = ?", [code_id])
        if name is None:
            raise NotFoundError(_("There is no code #{id}.").format(id=code_id))
        return str(name)

    def _is_marked(self, unit_id: int) -> bool:
        query = "SELECT 1 FROM review_marks WHERE unit_id = ? AND coder_id = ?"
        return self._session.value(query, [unit_id, self._session.coder.id]) is not None


def forget_decisions(session: Session, act: Act, *, units: Iterable[int] = (), codes: Iterable[int] = ()) -> None:
    """Within an act, take out what was decided about units and codes that go."""
    gone: set[int] = set()
    for column, ids in (("unit_id", units), ("code_id", codes)):
        for row_id in ids:
            query = f"SELECT id FROM suggestion_decisions WHERE {column} = ?"
            gone.update(row[0] for row in session.tuples(query, [row_id]))
    act.delete("suggestion_decisions", sorted(gone))


def merge_decisions(session: Session, act: Act, source: int, target: int) -> None:
    """Within an act, let what was decided about one code hold for another; where both have it, the target's stays."""
    rows = session.tuples(
        "SELECT s.id, EXISTS (SELECT 1 FROM suggestion_decisions t WHERE t.code_id = ? AND t.coder_id = s.coder_id"
        " AND t.unit_id IS s.unit_id) FROM suggestion_decisions s WHERE s.code_id = ?",
        [target, source],
    )
    act.delete("suggestion_decisions", [row_id for row_id, doubled in rows if doubled])
    act.update_rows("suggestion_decisions", [(row_id, {"code_id": target}) for row_id, doubled in rows if not doubled])


def _shares(counts: Iterable[int]) -> list[Cell]:
    pairs = list(counts)
    return [Share(n, of) if of else None for n, of in zip(pairs[::2], pairs[1::2], strict=True)]
