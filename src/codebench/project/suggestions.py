"""Suggestions of codes for a unit: a helper process learns what the coder does and says what it would code, and why."""

from base64 import b64decode
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any

from codebench.domain.annotation import Annotation
from codebench.domain.annotation_encoding import decode
from codebench.domain.errors import ConflictError
from codebench.i18n import _
from codebench.project.annotations import Annotations
from codebench.project.decisions import Decisions, Proposal
from codebench.project.session import Session
from codebench.project.suggestion_feed import Own, SuggestionFeed, UnitText, parts_of, segment_of, segments_of
from codebench.project.suggestion_models import Likeness, ReasonWord, SuggestionInfo
from codebench.project.workers import Helper, Progress
from codebench.suggest.segments import CodeText
from codebench.suggest.suggestion import Suggestion
from codebench.suggest.wire import code_to_json, segment_to_json, suggestion_of_json

_MANY = 200  # so many documents touched at once are read all over again
_AT_ONCE = 500  # so many segments are sent in one request
_QUOTE = 60
_WORDS = 3
_LEAST = 0.05  # what is less probable is not shown
_LONG = 60  # tokens from which on a suggestion is about a part of the unit
_LOOK_EVERY = 5.0  # seconds between looks whether all texts have their words by now

# Acts on these change texts or whose they are: then everything is learnt anew.
_TEXTUAL = {"units", "text_versions", "documents", "cases"}


@dataclass(slots=True)
class _Known:
    """What the helper was told, of which coder, pipeline and helper process, up to which event."""

    coder: int
    pipeline: str
    process: int | None
    head: int
    model: str
    is_whole: bool
    look_again: float = 0.0
    codes: dict[int, CodeText] = field(default_factory=dict)
    own: Own = field(default_factory=dict)
    refused: set[tuple[int, int]] = field(default_factory=set)
    muted: frozenset[int] = frozenset()


class Suggester:
    """Suggestions for whoever works in a project. The questions block: ask them in a thread, with a session of its own.

    Suggestions are a function of what the project holds, so a second start gives the same ones.
    """

    def __init__(self, helper: Helper) -> None:
        self._helper = helper
        self._known: _Known | None = None
        self._lock = Lock()

    def suggest(self, session: Session, unit_id: int, n: int = 2) -> tuple[SuggestionInfo, ...]:
        """The `n` most probable codes that the coder has not given this unit, and one exploratory one.

        In a blind round there are none: what two coders took from one program they did not find independently.

        Raises:
            WorkerError: the helper process failed.
        """
        if session.blind_round is not None:
            return ()
        with self._lock:
            known = self._sync(session)
            feed = SuggestionFeed(session)
            units = feed.texts([unit_id])
            if unit_id not in units or not known.codes:
                return ()
            given = known.own.get(unit_id, frozenset())
            annotation = self._annotations(session, units)[unit_id]
            segment = segment_of(units[unit_id], annotation)
            learnt = sorted(given) if unit_id in known.own else None
            asked = {"segment": segment_to_json(segment), "n": n + len(given), "learnt": learnt}
            found = [suggestion_of_json(one) for one in self._helper.call("suggest", asked)]
        new = [one for one in found if one.code_id not in given and one.probability >= _LEAST]
        sure = [one for one in new if one.tier != "exploratory"][:n]
        shown = sure + [one for one in new if one not in sure][: n + 1 - len(sure)]
        return tuple(_info(feed, units[unit_id], annotation, one, known.model) for one in shown)

    def similar(self, session: Session, unit_id: int, k: int = 20) -> tuple[Likeness, ...]:
        """The coder's own units that are most like this one, the likest first; none in a blind round.

        Raises:
            WorkerError: the helper process failed.
        """
        if session.blind_round is not None:
            return ()
        with self._lock:
            self._sync(session)
            feed = SuggestionFeed(session)
            units = feed.texts([unit_id])
            if unit_id not in units:
                return ()
            segment = segment_of(units[unit_id], self._annotations(session, units)[unit_id])
            asked = {"segment": segment_to_json(segment), "k": k}
            found = self._helper.call("similar", asked)
        places = feed.texts([unit for unit, _likeness in found])
        return tuple(_likeness(places[unit], likeness) for unit, likeness in found if unit in places)

    def list_of(
        self, session: Session, kind: str, unit_ids: Sequence[int], params: Mapping[str, Any], progress: Progress | None
    ) -> Any:
        """What the helper finds in units for a list beside the reading order; see `project.side_lists`.

        Raises:
            ConflictError: a blind round hides all suggestions.
            WorkerError: the helper process failed.
        """
        if session.blind_round is not None:
            raise ConflictError(session.blindness)
        with self._lock:
            known = self._sync(session)
            feed = SuggestionFeed(session)
            for at in range(0, max(1, len(unit_ids)), _AT_ONCE):
                units = feed.texts(unit_ids[at : at + _AT_ONCE])
                parts = self._annotations(session, units)
                held = [
                    [segment_to_json(segment_of(units[unit], part)), sorted(known.own.get(unit, ()))]
                    for unit, part in parts.items()
                ]
                self._helper.call("hold", {"segments": held, "fresh": at == 0})
            return self._helper.call("side_list", {"kind": kind, **params}, progress)

    def _sync(self, session: Session) -> _Known:
        """Tell the helper what happened since it was told last."""
        feed, annotations = SuggestionFeed(session), Annotations(session)
        known = self._known
        head = feed.head()
        if known is not None and self._is_another(known, session, annotations):
            known = None
        touched = set() if known is None or known.head == head else feed.touched(known.head)
        if known is None or touched & _TEXTUAL or head < known.head:
            known = self._begin(session, annotations)
        elif not touched:
            known.head = head
            return known
        documents = None if {"codes"} & touched or not known.own else feed.documents_touched(known.head, _MANY)
        self._update(session, known, documents)
        known.head = head
        self._known = known
        return known

    def _is_another(self, known: _Known, session: Session, annotations: Annotations) -> bool:
        """Whether what the helper knows is of another coder or pipeline, or went with its process."""
        if known.process != self._helper.pid or known.coder != session.coder.id:
            return True
        if known.pipeline != annotations.pipeline.key:
            return True
        # What was begun before all texts had their words is begun anew when they have.
        if known.is_whole or monotonic() < known.look_again:
            return False
        known.look_again = monotonic() + _LOOK_EVERY
        return annotations.status().to_do == 0

    def _begin(self, session: Session, annotations: Annotations) -> _Known:
        feed = SuggestionFeed(session)
        codes = feed.codes()
        model = self._helper.call("suggest_begin", {"codes": [code_to_json(code) for code in codes.values()]})
        for page in feed.pages():
            units = feed.texts(page)
            segments = segments_of(units, annotations.of({unit.version for unit in units.values()}))
            self._helper.call("suggest_texts", {"segments": [segment_to_json(one) for one in segments.values()]})
        return _Known(
            coder=session.coder.id,
            pipeline=annotations.pipeline.key,
            process=self._helper.pid,
            head=0,
            model=str(model),
            is_whole=annotations.status().to_do == 0,
            codes=codes,
        )

    def _update(self, session: Session, known: _Known, documents: Collection[int] | None) -> None:
        feed, decisions = SuggestionFeed(session), Decisions(session)
        codes, muted = feed.codes(), decisions.muted()
        refused = set(decisions.rejected())
        now = feed.own(documents)
        before = known.own
        if documents is not None:
            here = feed.units_of(documents) | now.keys()
            before = {unit: before[unit] for unit in here & before.keys()}
        changed = {unit for unit, given in now.items() if before.get(unit) != given}
        gone = [unit for unit in before if unit not in now]
        fresh = refused - known.refused
        wanted = sorted({*changed, *(unit for unit, _code in fresh)})
        told: dict[str, Any] = {
            "codes": [code_to_json(code) for code in codes.values() if known.codes.get(code.id) != code],
            "unlearn": gone,
            "allow": sorted(known.refused - refused),
            "mute": sorted(muted - known.muted),
            "unmute": sorted((known.muted - muted) & codes.keys()),
            "gone": sorted(known.codes.keys() - codes.keys()),
        }
        for at in range(0, max(1, len(wanted)), _AT_ONCE):
            units = feed.texts(wanted[at : at + _AT_ONCE])
            parts = self._annotations(session, units)
            sent = {unit: segment_to_json(segment_of(units[unit], part)) for unit, part in parts.items()}
            learn = [[one, sorted(now[unit])] for unit, one in sent.items() if unit in changed]
            refuse = [[sent[unit], code] for unit, code in sorted(fresh) if unit in sent]
            self._helper.call("suggest_update", told | {"learn": learn, "refuse": refuse})
            told = {name: [] for name in told}
        for unit in gone:
            del known.own[unit]
        known.own |= now
        known.codes, known.refused, known.muted = codes, refused, muted

    def _annotations(self, session: Session, units: dict[int, UnitText]) -> dict[int, Annotation]:
        """What the pipeline says of each unit's text; where it said nothing yet, the helper has it do so now."""
        annotations = Annotations(session)
        found = parts_of(units, annotations.of({unit.version for unit in units.values()}))
        missing = [unit for unit in units.values() if unit.unit_id not in found]
        if missing:
            pipeline = annotations.pipeline
            asked = {"name": pipeline.name, "key": pipeline.key, "texts": [unit.text for unit in missing]}
            for unit, (value, _lemmas) in zip(missing, self._helper.call("annotate", asked), strict=True):
                found[unit.unit_id] = decode(b64decode(value))
        return found


def _info(
    feed: SuggestionFeed, unit: UnitText, annotation: Annotation, found: Suggestion, model: str
) -> SuggestionInfo:
    reason = found.reason
    start, end = _passage(unit, annotation, found.clause)
    nearest = None
    if reason.nearest is not None:
        place = feed.texts([reason.nearest[0]]).get(reason.nearest[0])
        nearest = None if place is None else _likeness(place, reason.nearest[1])
    return SuggestionInfo(
        proposal=Proposal(unit.unit_id, found.code_id, unit.start + start, unit.start + end, str(found.tier), model),
        probability=found.probability,
        words=tuple(
            ReasonWord(word.form, unit.start + word.start, unit.start + word.end, word.n_with_code, word.n_total)
            for word in reason.words[:_WORDS]
        ),
        nearest=nearest,
        names=tuple(dict.fromkeys(word.form for word in reason.names)),
    )


def _passage(unit: UnitText, annotation: Annotation, clause: tuple[int, int] | None) -> tuple[int, int]:
    """The sentences that a clause lies in, where the unit is so long that all of it would be too much."""
    if clause is None or len(annotation) < _LONG:
        return 0, len(unit.text)
    inside = [(a, b) for a, b in annotation.sentence_spans() if a < clause[1] and b > clause[0]]
    return (inside[0][0], inside[-1][1]) if inside else clause


def _likeness(unit: UnitText, likeness: float) -> Likeness:
    line = " ".join(unit.text.split())
    quote = line if len(line) <= _QUOTE else line[:_QUOTE].rsplit(" ", 1)[0] + _("…")
    return Likeness(unit.unit_id, unit.document_id, unit.start, quote, likeness)
