"""What coders gave the units that all of them judged, as plain rows: turns, answers, sentences or stretches of text."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from codebench.analysis.reading import by_window
from codebench.domain.errors import InputError
from codebench.domain.text import covers_word, shown_line
from codebench.domain.visibility import EVERYBODY
from codebench.i18n import _, plural
from codebench.project.annotations import Annotations
from codebench.project.codebook import Codebook
from codebench.project.coders import Coders
from codebench.project.documents import Documents
from codebench.project.models import CoderInfo
from codebench.project.round_models import RoundInfo, RoundUnit
from codebench.project.rounds import Rounds
from codebench.project.session import PERSONS, Session

_AMONG = "IN (SELECT value FROM json_each(:units))"


_WORDS = {
    RoundUnit.TURN: ("{n} turn", "{n} turns"),
    RoundUnit.PARAGRAPH: ("{n} paragraph", "{n} paragraphs"),
    RoundUnit.ANSWER: ("{n} answer", "{n} answers"),
    RoundUnit.SENTENCE: ("{n} sentence", "{n} sentences"),
    RoundUnit.CHARACTER: ("{n} character", "{n} characters"),
}

_COLUMNS = (
    *("id", "document_id", "version", "document", "kind", "position", "body_start", "stop", "case_id", "who", "at"),
    *("n", "question", "place"),
)

PARTS = (RoundUnit.SENTENCE, RoundUnit.CHARACTER)
"""Units that are cut out of those of the material."""


@dataclass(frozen=True, slots=True)
class AgreementRequest:
    """Whose work on what is compared, by names; `unit` is what counts as one decision.

    Without a round all units that all of the coders judged; without coders all who judged anything there. With
    `top_codes` a sub-code counts as the top code that it stands under.
    """

    round: str | None = None
    unit: RoundUnit | None = None
    coders: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    top_codes: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A unit that all compared coders judged (the last of them at `judged_at`), or a part of one.

    `start` and `end` bound what was said, `position` counts units of the material from 0, `base` is that unit's id.
    """

    base: int
    document_id: int
    version_id: int
    document: str
    kind: str
    position: int
    start: int
    end: int
    case_id: int | None
    case: str
    judged_at: str


@dataclass(frozen=True, slots=True)
class Given:
    """A code that a coder gave in a unit, by places in `Work`; the coding's part of it from `start` up to `end`."""

    coder: int
    unit: int
    code: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Work:
    """What is compared. `codes` has the ids and paths of the codes that anybody gave there, in the tree's order.

    `partly` counts units that some of the coders judged and not all, `elsewhere` those of other kinds that all judged.
    `top_codes` is whether sub-codes count as their top codes, `is_anew` whether a round is read after it closed.
    """

    unit: RoundUnit
    coders: tuple[CoderInfo, ...]
    codes: tuple[tuple[int, str], ...]
    units: tuple[Judged, ...]
    given: tuple[Given, ...]
    partly: int
    elsewhere: Mapping[str, int] = field(default_factory=dict)
    round: RoundInfo | None = None
    top_codes: bool = False
    is_anew: bool = False


def many(unit: RoundUnit, n: int) -> str:
    """So many of these units, in words."""
    return plural(*_WORDS[unit], n)


def read_work(session: Session, annotations: Annotations, request: AgreementRequest, *, open_too: bool = False) -> Work:
    """What the coders of a request gave the units that all of them judged.

    `open_too` reads what a blind round hides as long as it is open: for closing it, and not to be looked at.

    Raises:
        NotFoundError: something that was named does not exist.
        InputError: there is nothing to compare, or it may not be looked at yet.
    """
    if not open_too:
        refuse_blinded(session)
    chosen = None if request.round is None else Rounds(session).get(request.round)
    coders = _coders(session, request, chosen)
    marks = _marks(session, coders, request, chosen)
    units = [unit for unit, n in marks if n == len(coders)]
    if not units:
        raise InputError(_nothing(session, coders, chosen))
    if not open_too:
        _refuse_blind(session, [unit.base for unit in units], coders)
    unit, base = _unit_of(request.unit or (chosen.unit if chosen else None), units)
    if not base:
        names = ", ".join(shown_line(coder.name) for coder in coders)
        message = _("{units} were judged by all of {names}; name another --unit.")
        raise InputError(message.format(units=many(unit, 0), names=names))
    kinds = {each.kind for each in base}
    work = Work(
        unit=unit,
        coders=coders,
        codes=(),
        units=tuple(base),
        given=(),
        partly=sum(n < len(coders) and each.kind in kinds for each, n in marks),
        elsewhere=Counter(each.kind for each in units if each.kind not in kinds),
        round=chosen,
        top_codes=request.top_codes,
        is_anew=chosen is not None and not chosen.is_open and not open_too,
    )
    work = _with_codes(session, work)
    return in_sentences(session, annotations, work) if unit is RoundUnit.SENTENCE else work


def in_sentences(session: Session, annotations: Annotations, work: Work) -> Work:
    """The same with each unit cut into its sentences; a sentence has a code where the coding covers a word of it.

    Raises:
        InputError: a text was not annotated yet.
    """
    versions = {unit.version_id for unit in work.units}
    found = annotations.of(versions)
    missing = len(versions) - len(found)
    if missing:
        what = plural("{n} text has", "{n} texts have", missing)
        message = _("{what} no sentences yet: run `codebench annotate {project}` first, or compare another unit.")
        raise InputError(message.format(what=what, project=shown_line(session.store.path.name)))
    texts = dict(
        session.tuples(
            "SELECT id, value FROM indexed_texts WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps([*versions])],
        )
    )
    sentences: list[Judged] = []
    of_unit: list[range] = []
    for unit in work.units:
        first = len(sentences)
        for start, end in found[unit.version_id].sentence_spans():
            start, end = max(start, unit.start), min(end, unit.end)
            if start < end and covers_word(texts[unit.version_id], start, end):
                sentences.append(replace(unit, start=start, end=end))
        of_unit.append(range(first, len(sentences)))
    given = [
        Given(each.coder, at, each.code, max(each.start, sentences[at].start), min(each.end, sentences[at].end))
        for each in work.given
        for at in of_unit[each.unit]
        if covers_word(
            texts[sentences[at].version_id],
            max(each.start, sentences[at].start),
            max(max(each.start, sentences[at].start), min(each.end, sentences[at].end)),
        )
    ]
    return replace(work, units=tuple(sentences), given=tuple(given))


def _coders(session: Session, request: AgreementRequest, chosen: RoundInfo | None) -> tuple[CoderInfo, ...]:
    if request.coders:
        known = Coders(session)
        found = tuple(dict.fromkeys(known.get(name) for name in request.coders))
    elif chosen is not None:
        # Where one coder alone codes again, the second coding is held against the first.
        alone = [chosen.coders[0].person_id] if len(chosen.coders) == 1 else []
        found = tuple(_coder(session, each) for each in (*alone, *(coder.id for coder in chosen.coders)))
    else:
        rows = session.tuples(
            f"SELECT id, guid, name FROM coders WHERE {PERSONS}"
            " AND EXISTS (SELECT 1 FROM review_marks m WHERE m.coder_id = coders.id) ORDER BY id"
        )
        found = tuple(CoderInfo(*row) for row in rows)
    if len(found) < 2:
        message = _("Agreement is between coders, and here is one at most who judged anything ({names}).")
        names = ", ".join(shown_line(coder.name) for coder in found) or "–"
        raise InputError(message.format(names=names))
    return found


def _coder(session: Session, coder_id: int) -> CoderInfo:
    return CoderInfo(*session.tuples("SELECT id, guid, name FROM coders WHERE id = ?", [coder_id])[0])


def _marks(
    session: Session, coders: Sequence[CoderInfo], request: AgreementRequest, chosen: RoundInfo | None
) -> list[tuple[Judged, int]]:
    """The units that any of the coders judged, each with how many of them did; moderators' turns are no units."""
    within = "" if chosen is None else f" AND u.id IN (SELECT unit_id FROM round_units WHERE round_id = {chosen.id})"
    within += _material(session, request)
    query = (
        "SELECT u.id, u.document_id, v.id AS version, CASE WHEN d.kind = 'answer' THEN ifnull(q.name, '') ELSE d.name"
        " END AS document, u.kind, u.position, u.body_start, u.\"end\" AS stop, u.case_id, ifnull(k.name, '') AS who,"
        " max(m.created_at) AS at, count(*) AS n, ifnull(d.question_id, 0) AS question, d.position AS place"
        " FROM units u JOIN review_marks m ON m.unit_id = u.id"
        " JOIN documents d ON d.id = u.document_id AND d.status = 'active'"
        " JOIN text_versions v ON v.document_id = d.id AND v.is_current = 1"
        " LEFT JOIN questions q ON q.id = d.question_id LEFT JOIN cases k ON k.id = u.case_id"
        f" WHERE m.coder_id IN ({', '.join(str(coder.id) for coder in coders)})"
        f" AND ifnull(k.role, '') <> 'moderator'{within} AND u.id > :low AND u.id <= :high GROUP BY u.id"
    )
    columns = by_window(session.store, query, _COLUMNS, "units")
    # By question and place in it, each document from its beginning.
    rows = sorted(zip(*columns, strict=True), key=lambda row: (row[12], row[13], row[1], row[6], row[0]))
    return [(Judged(*row[:11]), row[11]) for row in rows]


def _material(session: Session, request: AgreementRequest) -> str:
    """The SQL condition for what the request narrows the material to."""
    if not request.documents and not request.questions:
        return ""
    known = Documents(session)
    documents = ", ".join(str(known.get(name).id) for name in request.documents) or "NULL"
    questions = ", ".join(str(known.question(name).id) for name in request.questions) or "NULL"
    return f" AND (d.id IN ({documents}) OR d.question_id IN ({questions}))"


def _unit_of(asked: RoundUnit | None, units: Sequence[Judged]) -> tuple[RoundUnit, list[Judged]]:
    """What counts as one decision, and the units that are of it; where nobody said so, the kind there is most of."""
    kinds = Counter(each.kind for each in units)
    texts = {kind for kind in kinds if kind != RoundUnit.ANSWER}
    if asked is None:
        asked = RoundUnit(kinds.most_common(1)[0][0])
    # Parts are of transcripts and notes, or of answers where nothing else is there.
    wanted = (texts or {RoundUnit.ANSWER.value}) if asked in PARTS else {asked.value}
    return asked, [each for each in units if each.kind in wanted]


def _with_codes(session: Session, work: Work) -> Work:
    """With the codes that the coders gave in the units, and where."""
    place = {unit.base: i for i, unit in enumerate(work.units)}
    coder = {each.id: i for i, each in enumerate(work.coders)}
    query = (
        'SELECT cu.coder_id, cu.unit_id, cu.code_id, g.start, g."end" AS stop FROM coding_units cu'
        " JOIN codings g ON g.id = cu.coding_id WHERE g.id > :low AND g.id <= :high"
        f" AND cu.coder_id IN ({', '.join(map(str, coder))})"
    )
    columns = by_window(session.store, query, ("coder_id", "unit_id", "code_id", "start", "stop"), "codings")
    rows = sorted(row for row in zip(*columns, strict=True) if row[1] in place)
    tree = Codebook(session).tree()
    counts_as = {node.id: node.id for node, _depth in tree.walk()}
    if work.top_codes:
        counts_as = {code: (code, *(above.id for above in tree.ancestors(code)))[-1] for code in counts_as}
    used = {counts_as[row[2]] for row in rows if row[2] in counts_as}
    codes = tuple((node.id, tree.path(node.id)) for node, _depth in tree.walk() if node.id in used)
    place_of = {code: i for i, (code, _path) in enumerate(codes)}
    number = {code: place_of[counted] for code, counted in counts_as.items() if counted in place_of}
    given = []
    for who, unit_id, code, start, end in rows:
        unit = work.units[place[unit_id]]
        low, high = max(start, unit.start), min(end, unit.end)
        if code in number:
            # A coding on nothing but a speaker's label keeps its place.
            span = (low, high) if low < high else (start, end)
            given.append(Given(coder[who], place[unit_id], number[code], *span))
    return replace(work, codes=codes, given=tuple(given))


def refuse_blinded(session: Session) -> None:
    """Refuse whoever codes in a blind round: others' work is not to be seen.

    Raises:
        InputError: the present coder does, or may.
    """
    if session.visible(EVERYBODY) != EVERYBODY:
        message = _("You code in the blind round '{name}': agreement is there once it is closed.")
        raise InputError(message.format(name=shown_line(session.blind_round or "")))


def _refuse_blind(session: Session, units: Collection[int], coders: Sequence[CoderInfo]) -> None:
    """Nobody compares what is still being coded independently."""
    ids = ", ".join(str(coder.id) for coder in coders)
    name = session.value(
        "SELECT r.name FROM rounds r JOIN round_units u ON u.round_id = r.id"
        " JOIN round_coders c ON c.round_id = r.id"
        f" WHERE r.status = 'open' AND r.is_blind = 1 AND u.unit_id {_AMONG}"
        f" AND ifnull(c.as_coder_id, c.coder_id) IN ({ids}) LIMIT 1",
        {"units": json.dumps([*units])},
    )
    if name is not None:
        message = _("Round '{name}' is blind and still open: its agreement is there once it is closed.")
        raise InputError(message.format(name=shown_line(name)))


def _nothing(session: Session, coders: Sequence[CoderInfo], chosen: RoundInfo | None) -> str:
    """Why there is nothing to compare, with what each pair of coders has in common."""
    names = ", ".join(shown_line(coder.name) for coder in coders)
    pairs = []
    for a, b in combinations(coders, 2):
        n = session.value(
            "SELECT count(*) FROM review_marks x JOIN review_marks y ON y.unit_id = x.unit_id"
            " WHERE x.coder_id = ? AND y.coder_id = ?",
            [a.id, b.id],
        )
        pairs.append(f"{shown_line(a.name)}–{shown_line(b.name)} {n}")
    where = "" if chosen is None else _(" in round '{name}'").format(name=shown_line(chosen.name))
    message = _("No unit was judged by all of {names}{where}. Units in common, by pair: {pairs}.")
    return message.format(names=names, where=where, pairs="; ".join(pairs))
