"""Disputes on paper: a table with an empty column to decide in, and what was written there, taken back in."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from codebench.domain.codebook import CodeFields
from codebench.domain.errors import InputError
from codebench.domain.spans import locate
from codebench.domain.table import Cell, Column, ColumnKind, Row, Table
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.codebook import Codebook
from codebench.project.disputes import Dispute, Outcome
from codebench.project.session import Session
from codebench.project.settlements import outcome_words
from codebench.project.settling import Decision, Disputes, Settling

KEY, DECISION, NOTE = "key", "decision", "note"
"""Headings by which the table is read back; they are the same in every language of the face."""

_MOST = 1500  # characters of a text on paper
_ALL = ("both", "all", "beide", "alle", "allebei")
_NEITHER = ("neither", "none", "geen", "geen van beide", "geen van allen")


@dataclass(frozen=True, slots=True)
class Line:
    """A row that came back: its number in the file, what it is about, what was decided, or why that will not do."""

    number: int
    dispute: Dispute | None
    decision: Decision | None
    what: str


class DisputeFiles:
    """The way to paper and back for disputes."""

    def __init__(self, session: Session, settling: Settling) -> None:
        self._session = session
        self._settling = settling

    def table(self, disputes: Disputes, code_id: int | None = None) -> Table:
        """The disputes, of one code or of all, with both coders' words side by side and room to decide.

        Raises:
            InputError: there is none.
        """
        work = disputes.work
        chosen = [each for each in disputes.found if code_id in (None, each.code_id)]
        if not chosen:
            raise InputError(_("Nothing is disputed here."))
        texts = self._texts(chosen)
        fields = {code.id: code.fields for code in Codebook(self._session).codes()}
        paths = dict(work.codes)
        rows = []
        for each in chosen:
            text = texts[each.unit.version_id]
            words: list[Cell] = [" … ".join(text[start:end] for start, end in spans) or "–" for spans in each.spans]
            done = each.settled
            cells: tuple[Cell, ...] = (
                paths[each.code_id],
                each.kind.word,
                each.unit.document,
                each.unit.position + 1,
                each.unit.case,
                _cut(text[each.unit.start : each.unit.end]),
                *words,
                _meaning(fields.get(each.code_id)),
                "" if done is None else outcome_words(work, done.outcome, done.coder_id),
                "" if done is None else done.note,
                self._key(each),
            )
            rows.append(Row(cells))
        names = [shown_line(coder.name) for coder in work.coders]
        columns = (
            Column(_("code")),
            Column(_("kind")),
            Column(_("document")),
            Column(_("unit"), ColumnKind.COUNT),
            Column(_("case")),
            Column(_("text")),
            *(Column(name) for name in names),
            Column(_("meaning")),
            Column(DECISION),
            Column(NOTE),
            Column(KEY),
        )
        how = _("Write in 'decision' whose work to take ({names}), 'both', 'neither', or the words that it lies on.")
        notes = (
            how.format(names=", ".join(names)),
            _("An empty decision changes nothing; `codebench settle import` takes the file in. Leave 'key' as it is."),
        )
        n = plural("N = {n} code in a unit", "N = {n} codes in units", len(rows))
        n += plural(", {n} of them open.", ", {n} of them open.", sum(each.settled is None for each in chosen))
        return Table(_("What coders differ about"), columns, tuple(rows), "", n, notes, self._session.state())

    def read(self, disputes: Disputes, rows: Sequence[Sequence[str]]) -> list[Line]:
        """What was decided in the rows of such a table; rows without a decision, or with the one that stands, are none.

        Raises:
            InputError: the table has no such columns.
        """
        head = next((i for i, row in enumerate(rows) if KEY in row and DECISION in row), None)
        if head is None:
            message = _("The first sheet has no columns '{key}' and '{decision}': is it the file that was given out?")
            raise InputError(message.format(key=KEY, decision=DECISION))
        at = {name: rows[head].index(name) for name in (KEY, DECISION, NOTE) if name in rows[head]}
        known = {self._key(each): each for each in disputes.found}
        texts = self._texts(disputes.found)
        found = []
        for number, row in enumerate(rows[head + 1 :], head + 2):
            cells = {name: row[i].strip() if i < len(row) else "" for name, i in at.items()}
            if cells[KEY] and cells[DECISION]:
                line = self._line(number, cells, disputes, known, texts)
                if line is not None:
                    found.append(line)
        return found

    def take(self, disputes: Disputes, lines: Sequence[Line], name: str) -> int:
        """Decide as the lines say, in one act; how many codes in units that were. Lines that will not do are left out.

        Raises:
            ConflictError: it may not be settled.
            InputError: no line decides anything.
        """
        decided = [(line.dispute, line.decision) for line in lines if line.dispute is not None and line.decision]
        if not decided:
            raise InputError(_("Nothing in the file decides anything new."))
        what = plural("settle {n} disagreement from {{name}}", "settle {n} disagreements from {{name}}", len(decided))
        return self._settling.settle_all(
            disputes, [(dispute, decision) for dispute, decision in decided], what.format(name=shown_line(name))
        )

    def _line(
        self,
        number: int,
        cells: Mapping[str, str],
        disputes: Disputes,
        known: Mapping[str, Dispute],
        texts: Mapping[int, str],
    ) -> Line | None:
        dispute = known.get(cells[KEY])
        if dispute is None:
            return Line(number, None, None, _("nobody differs about this any more, or it is of another round"))
        decision = _decision(disputes, dispute, cells[DECISION], cells.get(NOTE, ""), texts[dispute.unit.version_id])
        if isinstance(decision, str):
            return Line(number, dispute, None, decision)
        done = dispute.settled
        same = done is not None and (done.outcome, done.coder_id) == (decision.outcome, decision.coder_id)
        if done is not None and same and decision.outcome is not Outcome.ADJUSTED and done.note == decision.note:
            return None
        return Line(number, dispute, decision, outcome_words(disputes.work, decision.outcome, decision.coder_id))

    def _texts(self, disputes: Sequence[Dispute]) -> dict[int, str]:
        versions = sorted({each.unit.version_id for each in disputes})
        marks = ",".join("?" * len(versions))
        return dict(self._session.tuples(f"SELECT id, value FROM indexed_texts WHERE id IN ({marks})", versions))

    def _key(self, dispute: Dispute) -> str:
        """What names a dispute in any copy of the project: not its number in this one."""
        guids = self._session.tuples(
            "SELECT (SELECT guid FROM documents WHERE id = ?), (SELECT guid FROM codes WHERE id = ?)",
            [dispute.unit.document_id, dispute.code_id],
        )[0]
        name = f"{guids[0]}/{dispute.unit.position}/{guids[1]}"
        return hashlib.sha256(name.encode()).hexdigest()[:10]


def _decision(disputes: Disputes, dispute: Dispute, said: str, note: str, text: str) -> Decision | str:
    """What was decided, or a sentence on why that can't be told."""
    word = said.casefold()
    coders = {coder.name.casefold(): coder.id for coder in disputes.work.coders}
    if word in coders:
        return Decision(Outcome.ONE, coder_id=coders[word], note=note)
    if word in _ALL:
        return Decision(Outcome.ALL, note=note)
    if word in _NEITHER:
        return Decision(Outcome.NEITHER, note=note)
    if dispute.settled is not None and dispute.settled.outcome is Outcome.ADJUSTED and word == _("adjusted"):
        return _("adjusted already; write the words it lies on to change that")
    unit = dispute.unit
    places = locate(text[unit.start : unit.end], said)
    if len(places) == 1:
        start = unit.start + places[0]
        return Decision(Outcome.ADJUSTED, spans=((start, start + len(said)),), note=note)
    if places:
        return _("these words stand there {n} times").format(n=len(places))
    return _("'{said}' is nobody's name and no words of the text").format(said=shown_line(said[:40]))


def _meaning(fields: CodeFields | None) -> str:
    """What the codebook says about a code, as far as paper has room."""
    if fields is None:
        return ""
    parts = (fields.definition, fields.include_when, fields.exclude_when)
    heads = ("", _("Use when: "), _("Not when: "))
    return _cut("\n".join(head + part for head, part in zip(heads, parts, strict=True) if part))


def _cut(text: str) -> str:
    return text if len(text) <= _MOST else text[: _MOST - 1] + "…"
