"""Settling what coders differ about: the consensus gets its codings, the coders' own work stays as it was."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from codebench.domain.errors import ConflictError, InputError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.agreement import Agreement
from codebench.project.agreement_data import PARTS, AgreementRequest, Work, many
from codebench.project.coding_rows import add_codings, memo_row, remove_codings
from codebench.project.codings import Codings
from codebench.project.disputes import (
    Dispute,
    DisputeKind,
    Outcome,
    Settlement,
    Spans,
    agreed_in,
    disputes_of,
    settled_in,
)
from codebench.project.memos import NEEDS_RULE
from codebench.project.models import CoderInfo
from codebench.project.reviews import add_marks
from codebench.project.round_models import RoundInfo, RoundKind, RoundUnit, Selection
from codebench.project.rounds import Rounds
from codebench.project.session import Session, clean_name
from codebench.project.settlements import outcome_words
from codebench.store.journal import Act, new_guid

CONSENSUS = "consensus"
"""The title of memos that make up the codebook's list of things to do."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do about a code in a unit: `coder_id` whose work to take (ONE), `spans` where it lies (ADJUSTED)."""

    outcome: Outcome
    coder_id: int | None = None
    spans: Spans = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Disputes:
    """What coders differ about in a round, or in what they coded without one; `found` has the settled ones too."""

    work: Work
    found: tuple[Dispute, ...]

    @property
    def open(self) -> int:
        """How many are left to settle."""
        return sum(each.settled is None for each in self.found)


class Settling:
    """The talk that settles disagreements, put down; each method that changes something is one act."""

    def __init__(self, session: Session, agreement: Agreement) -> None:
        self._session = session
        self._agreement = agreement

    def disputes(self, request: AgreementRequest) -> Disputes:
        """What is disputed, by code and kind; where sentences or characters are compared, in whole units.

        Raises:
            NotFoundError: something that was named does not exist.
            InputError: there is nothing to compare, or it may not be looked at yet.
        """
        work = self._agreement.work(replace(request, unit=_whole(request, self._session)))
        settled = {} if work.round is None else settled_in(self._session, work.round.id)
        return Disputes(work, tuple(disputes_of(work, settled)))

    def make_round(self, request: AgreementRequest, name: str, kind: RoundKind) -> RoundInfo:
        """Make a closed round of what several coders coded already, with its figures frozen: what settling needs.

        Raises:
            ConflictError: there is a round of this name, or the request names one.
            InputError: there is nothing to compare.
        """
        if request.round is not None:
            raise ConflictError(_("This is a round already."))
        work = self._agreement.work(request)
        clean = clean_name(name, _("round"), 60)
        if any(each.name.casefold() == clean.casefold() for each in Rounds(self._session).all()):
            raise ConflictError(_("There is a round '{name}' already.").format(name=shown_line(clean)))
        units = list(dict.fromkeys(unit.base for unit in work.units))
        whole = RoundUnit(work.units[0].kind)
        summary = _("make round '{name}' of {units} that were coded already").format(
            name=shown_line(clean), units=many(whole, len(units))
        )
        with self._session.act("round make", summary) as act:
            row = act.insert(
                "rounds",
                guid=new_guid(),
                kind=str(kind),
                is_blind=0,
                unit=str(work.unit),
                seed=0,
                codebook_revision=Codings(self._session).revision(),
                status="closed",
                created_at=act.created_at,
                closed_at=act.created_at,
                name=clean,
                selection=Selection(of=len(units), drawn=len(units)).to_json(),
                reason=_("coded before the round was made"),
                figures="",
            )
            act.insert_rows("round_units", ("round_id", "unit_id"), [(row, unit) for unit in units])
            for position, coder in enumerate(work.coders):
                act.insert("round_coders", round_id=row, coder_id=coder.id, position=position, as_coder_id=None)
            act.update("rounds", row, figures=self._agreement.frozen(clean))
        return Rounds(self._session).info(row)

    def settle(self, disputes: Disputes, dispute: Dispute, decision: Decision) -> list[Dispute]:
        """Decide about a code in a unit; all that was decided with it, as it stands now.

        Taking one coder's work, all or neither where one gave another code instead decides about those codes too. With
        the last open question of a unit the consensus gets what all agree on there and a review mark. Deciding anew
        takes the place of what was decided. Boundaries hold nothing up unless characters are compared: where nobody
        settles one, the first coder's stretch is taken.

        Raises:
            ConflictError: there is no round, it is still open, or another one has settled the unit.
            InputError: the decision lacks what it needs.
        """
        settled = self._settle(disputes, [(dispute, decision)], _told(disputes.work, dispute, decision))
        return [each for each in settled if each.unit.base == dispute.unit.base]

    def settle_all(self, disputes: Disputes, decisions: Sequence[tuple[Dispute, Decision]], what: str) -> int:
        """Decide about many in one act, named by `what`; how many codes in units that were.

        Raises:
            ConflictError, InputError: see `settle`; nothing was decided then.
        """
        return len(self._settle(disputes, decisions, what))

    def annotate(self, dispute: Dispute, note: str) -> None:
        """Put a note to what was decided, in the place of the one that is there.

        Raises:
            ConflictError: nothing was decided yet.
        """
        if dispute.settled is None:
            raise ConflictError(_("Settle it first; the note goes with the decision."))
        with self._session.act("settle note", _("note on a settled disagreement")) as act:
            act.update("settlements", dispute.settled.id, note=note.strip())

    def needs_rule(self, work: Work, dispute: Dispute, remark: str = "") -> int:
        """Put the code on the codebook's list: a methodological memo on it with what is unclear; its id."""
        text = self._session.value("SELECT value FROM indexed_texts WHERE id = ?", [dispute.unit.version_id]) or ""
        where = _("{document}, {case} ({n})").format(
            document=dispute.unit.document, case=dispute.unit.case or "–", n=dispute.unit.position + 1
        )
        lines = [remark.strip(), where, f"“{text[dispute.unit.start : dispute.unit.end]}”"]
        for coder, spans in zip(work.coders, dispute.spans, strict=True):
            quotes = "; ".join(f"“{text[start:end]}”" for start, end in spans) or _("not")
            lines.append(f"{coder.name}: {quotes}")
        body = "\n".join(line for line in lines if line)
        with self._session.act("memo", _("a code needs a rule")) as act:
            row = memo_row(act, self._session.coder.id, body, NEEDS_RULE, "methodological")
            return act.insert("memos", **row, code_id=dispute.code_id)

    # Within

    def _settle(self, disputes: Disputes, decisions: Sequence[tuple[Dispute, Decision]], what: str) -> list[Dispute]:
        work = disputes.work
        info = self._may_settle(work)
        place = {unit.base: i for i, unit in enumerate(work.units)}
        todo = [pair for each, decision in decisions for pair in _together(disputes, each, decision)]
        # What is decided about explicitly stands, whatever was decided along with another code.
        asked = {(each.unit.base, each.code_id): decision for each, decision in decisions}
        last = {(e.unit.base, e.code_id): (e, asked.get((e.unit.base, e.code_id), d)) for e, d in todo}
        with self._session.act("settle", what) as act:
            consensus = self._consensus(act)
            by_unit: dict[int, list[tuple[Dispute, Decision]]] = {}
            for (unit, _code), pair in last.items():
                by_unit.setdefault(unit, []).append(pair)
            revision = Codings(self._session).revision()
            for pairs in by_unit.values():
                for each, decision in pairs:
                    self._decide(act, info, each, decision)
                    self._code(act, consensus, each, self._spans(work, each, decision), revision)
            settled = settled_in(self._session, info.id)
            now = [
                replace(each, settled=settled.get((each.unit.base, each.code_id)))
                for each in disputes.found
                if each.unit.base in by_unit
            ]
            for unit in by_unit:
                holding = [each for each in now if each.unit.base == unit and _holds_up(work, each)]
                if all(each.settled is not None for each in holding):
                    self._complete(act, consensus, work, place[unit], settled, revision)
        return [each for each in now if (each.unit.base, each.code_id) in last]

    def _may_settle(self, work: Work) -> RoundInfo:
        if work.round is None:
            raise ConflictError(_("What is settled belongs to a round: make one of these units first."))
        info = Rounds(self._session).info(work.round.id)
        if info.is_open:
            message = _("Round '{name}' is still open: its figures are frozen when it closes, and settled after that.")
            raise ConflictError(message.format(name=shown_line(info.name)))
        return info

    def _decide(self, act: Act, info: RoundInfo, dispute: Dispute, decision: Decision) -> None:
        row = {
            "outcome": str(decision.outcome),
            "coder_id": decision.coder_id if decision.outcome is Outcome.ONE else None,
            "created_at": act.created_at,
            "note": decision.note.strip() or (dispute.settled.note if dispute.settled else ""),
        }
        query = "SELECT id FROM settlements WHERE round_id = ? AND unit_id = ? AND code_id = ?"
        there = self._session.value(query, [info.id, dispute.unit.base, dispute.code_id])
        if there is not None:
            act.update("settlements", there, **row)
        else:
            act.insert("settlements", round_id=info.id, unit_id=dispute.unit.base, code_id=dispute.code_id, **row)

    def _spans(self, work: Work, dispute: Dispute, decision: Decision) -> Spans:
        """Where the consensus has the code."""
        match decision.outcome:
            case Outcome.ONE:
                place = next((i for i, coder in enumerate(work.coders) if coder.id == decision.coder_id), None)
                if place is None:
                    raise InputError(_("Say whose work to take: one of the coders who are compared."))
                return dispute.spans[place]
            case Outcome.ALL:
                return _union(span for spans in dispute.spans for span in spans)
            case Outcome.NEITHER:
                return ()
            case Outcome.ADJUSTED:
                inside = [dispute.unit.start <= start < end <= dispute.unit.end for start, end in decision.spans]
                if not inside or not all(inside):
                    raise InputError(_("Say where the code lies: a stretch of what was said there."))
                return decision.spans

    def _code(self, act: Act, consensus: CoderInfo, dispute: Dispute, spans: Spans, revision: int) -> None:
        """Have the consensus give the code exactly there in the unit."""
        self._uncode(act, consensus, dispute.unit.base, dispute.code_id)
        unit = dispute.unit
        rows = [
            (unit.document_id, unit.version_id, start, end, dispute.code_id, consensus.id, "manual")
            for start, end in spans
        ]
        if rows:
            add_codings(act, rows, revision)

    def _uncode(self, act: Act, consensus: CoderInfo, unit_id: int, code_id: int) -> None:
        query = "SELECT coding_id FROM coding_units WHERE unit_id = ? AND coder_id = ? AND code_id = ?"
        there = self._session.tuples(query, [unit_id, consensus.id, code_id])
        remove_codings(self._session, act, [row[0] for row in there])

    def _complete(
        self,
        act: Act,
        consensus: CoderInfo,
        work: Work,
        place: int,
        settled: Mapping[tuple[int, int], Settlement],
        revision: int,
    ) -> None:
        """Give the consensus what all agree on in the unit, and its review mark."""
        unit = work.units[place]
        for code, spans in agreed_in(work, place).items():
            if (unit.base, code) not in settled:
                agreed = Dispute(unit, code, DisputeKind.BOUNDARY, (), ())
                self._code(act, consensus, agreed, spans, revision)
        query = "SELECT 1 FROM review_marks WHERE unit_id = ? AND coder_id = ?"
        if self._session.value(query, [unit.base, consensus.id]) is None:
            add_marks(act, [unit.base], consensus.id)

    def _consensus(self, act: Act) -> CoderInfo:
        """The consensus, made with the first decision."""
        rows = self._session.tuples("SELECT id, guid, name FROM coders WHERE kind = 'consensus' ORDER BY id LIMIT 1")
        if rows:
            return CoderInfo(*rows[0])
        taken = {row[0].casefold() for row in self._session.tuples("SELECT name FROM coders")}
        name = next(n for n in (CONSENSUS, *(f"{CONSENSUS} {i}" for i in range(2, len(taken) + 3))) if n not in taken)
        guid = new_guid()
        return CoderInfo(act.insert("coders", guid=guid, kind="consensus", name=name), guid, name)


def _whole(request: AgreementRequest, session: Session) -> RoundUnit | None:
    """The unit asked for, and for parts of units the one that leaves these whole."""
    asked = request.unit
    if asked is None and request.round is not None:
        asked = Rounds(session).get(request.round).unit
    return RoundUnit.CHARACTER if asked in PARTS else asked


def _holds_up(work: Work, dispute: Dispute) -> bool:
    """Whether the unit is not settled before this is."""
    whole = work.round is not None and work.round.unit is not RoundUnit.CHARACTER
    return not (whole and dispute.kind is DisputeKind.BOUNDARY)


def _together(disputes: Disputes, dispute: Dispute, decision: Decision) -> list[tuple[Dispute, Decision]]:
    """What a decision is about: with a code also those that others gave instead of it, unless its place is adjusted."""
    if dispute.kind is not DisputeKind.SUBSTITUTION or decision.outcome is Outcome.ADJUSTED:
        return [(dispute, decision)]
    instead = {code for codes in dispute.instead for code in codes}
    others = [
        (each, decision)
        for each in disputes.found
        if each.unit.base == dispute.unit.base
        and each.code_id in instead
        and each.kind is DisputeKind.SUBSTITUTION
        and each.settled is None
    ]
    return [*others, (dispute, decision)]


def _union(spans: Iterable[tuple[int, int]]) -> Spans:
    """The stretches that any of the spans covers; those that overlap become one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return tuple(found)


def _told(work: Work, dispute: Dispute, decision: Decision) -> str:
    path = next(path for code, path in work.codes if code == dispute.code_id)
    message = _("settle '{code}' in {document} {n}: {how}")
    return message.format(
        code=shown_line(path),
        document=shown_line(dispute.unit.document),
        n=dispute.unit.position + 1,
        how=shown_line(outcome_words(work, decision.outcome, decision.coder_id)),
    )
