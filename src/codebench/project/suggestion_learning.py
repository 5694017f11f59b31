"""Keeping the suggestions' process in step with what a coder does, and what it learnt for the next time."""

from base64 import b64decode, b64encode
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from codebench.domain.annotation import Annotation
from codebench.domain.annotation_encoding import decode
from codebench.domain.errors import InputError
from codebench.project.annotations import Annotations
from codebench.project.decisions import Decisions
from codebench.project.session import Session
from codebench.project.suggestion_feed import Own, SuggestionFeed, UnitText, parts_of, segment_of, segments_of
from codebench.project.workers import Helper
from codebench.store import suggestion_memory as memory
from codebench.store.suggestion_memory import Index, Learnt, Score
from codebench.suggest.segments import CodeText
from codebench.suggest.wire import code_of_json, code_to_json, segment_to_json

AT_ONCE = 500
"""So many segments are sent in one request."""

_MANY = 200  # so many documents touched at once are read all over again
_FEW = 5  # so many units decided on between two looks were decided on one by one
_LOOK_EVERY = 5.0  # seconds between looks whether all texts have their words by now

# Acts on these change texts or whose they are: then everything is learnt anew.
_TEXTUAL = {"units", "text_versions", "documents", "cases"}


@dataclass(slots=True)
class Known:
    """What the helper was told, of which coder, pipeline and helper process, up to which event.

    `scored` are the units on which a decision was compared with what would have been suggested.
    """

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
    scored: set[int] = field(default_factory=set)


class Learning:
    """What the helper knows. Whoever calls sees to it that no two threads do so at a time."""

    def __init__(self, helper: Helper) -> None:
        self._helper = helper
        self._known: Known | None = None
        self._unsaved: dict[tuple[int, str], dict[int, Score | None]] = {}
        self._kept_head = 0
        self._at_hand: dict[int, Annotation] = {}

    def sync(self, session: Session) -> Known:
        """Tell the helper what happened since it was told last."""
        feed, annotations = SuggestionFeed(session), Annotations(session)
        known = self._known
        head = feed.head()
        if known is not None and self._is_another(known, session, annotations):
            known = None
        touched = set() if known is None or known.head == head else feed.touched(known.head)
        if known is None or touched & _TEXTUAL or head < known.head:
            self._known = None
            known = self._begin(session, annotations)
            self._update(session, known, None)
            self._recall(session, known)
        elif touched:
            documents = None if "codes" in touched else feed.documents_touched(known.head, _MANY)
            self._update(session, known, documents)
        known.head = head
        self._known = known
        return known

    def annotated(self, session: Session, units: dict[int, UnitText]) -> dict[int, Annotation]:
        """What the pipeline says of each unit's text; where it said nothing yet, the helper has it do so now."""
        annotations = Annotations(session)
        found = parts_of(units, self._said(annotations, units))
        missing = [unit for unit in units.values() if unit.unit_id not in found]
        if missing:
            pipeline = annotations.pipeline
            asked = {"name": pipeline.name, "key": pipeline.key, "texts": [unit.text for unit in missing]}
            for unit, (value, _lemmas) in zip(missing, self._helper.call("annotate", asked), strict=True):
                found[unit.unit_id] = decode(b64decode(value))
        return found

    def _said(self, annotations: Annotations, units: Mapping[int, UnitText]) -> dict[int, Annotation]:
        """What the pipeline said of the units' texts, by version; of the last one it stays at hand for other units."""
        wanted = {unit.version for unit in units.values()}
        found = {version: self._at_hand[version] for version in wanted & self._at_hand.keys()}
        found |= annotations.of(wanted - found.keys())
        self._at_hand = dict(list(found.items())[-1:])
        return found

    # Keeping

    def keep_scores(self, session: Session) -> None:
        """Keep how the suggestions did since this was done last.

        Raises:
            StorageError: the disk refused.
        """
        for (coder, model), scores in list(self._unsaved.items()):
            memory.keep_scores(session.store, coder, model, dict(scores))
            del self._unsaved[coder, model]

    def keep_learnt(self, session: Session) -> None:
        """Keep all that was learnt, unless that was done before or texts have changed since.

        Raises:
            StorageError: the disk refused.
            WorkerError: the helper process failed.
        """
        known, feed = self._known, SuggestionFeed(session)
        if known is None or not known.is_whole or known.process != self._helper.pid or known.head == self._kept_head:
            return
        pipeline = Annotations(session).pipeline_id
        if pipeline is None or feed.head() < known.head or feed.touched(known.head) & _TEXTUAL:
            return
        size = self._helper.call("suggest_dump", {})

        def read(start: int, end: int) -> bytes:
            return b64decode(self._helper.call("suggest_part", {"start": start, "end": end}))

        learnt = Learnt(feed.act_of(known.head), pipeline, size, read)
        memory.keep_index(session.store, known.coder, known.model, learnt)
        self._kept_head = known.head

    # Inside

    def _is_another(self, known: Known, session: Session, annotations: Annotations) -> bool:
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

    def _begin(self, session: Session, annotations: Annotations) -> Known:
        """Have the helper know the texts and, where what was learnt was kept and still holds, also that."""
        self._at_hand = {}
        model = str(self._helper.call("suggest_version", {}))
        known = Known(
            coder=session.coder.id,
            pipeline=annotations.pipeline.key,
            process=self._helper.pid,
            head=0,
            model=model,
            is_whole=annotations.status().to_do == 0,
        )
        feed, pipeline = SuggestionFeed(session), annotations.pipeline_id
        kept = None
        if known.is_whole and pipeline is not None:
            kept = memory.index_of(session.store, known.coder, pipeline, model)
        touched = set() if kept is None else feed.touched_after_act(kept.act_id)
        if kept is not None and not touched & _TEXTUAL and self._load(kept, known):
            self._kept_head = 0 if touched else feed.head()
            return known
        known.codes = feed.codes()
        self._helper.call("suggest_begin", {"codes": [code_to_json(code) for code in known.codes.values()]})
        for page in feed.pages():
            units = feed.texts(page)
            segments = segments_of(units, self._said(annotations, units))
            self._helper.call("suggest_texts", {"segments": [segment_to_json(one) for one in segments.values()]})
        return known

    def _load(self, kept: Index, known: Known) -> bool:
        """Have the helper go on with what was kept; whether that could be read."""
        for n, part in enumerate(kept.parts):
            self._helper.call("suggest_hold_part", {"part": b64encode(part).decode("ascii"), "fresh": n == 0})
        try:
            found = self._helper.call("suggest_load", {})
        except InputError:
            return False
        known.codes = {code.id: code for code in map(code_of_json, found["codes"])}
        known.own = {unit: frozenset(codes) for unit, codes in found["own"]}
        known.refused = {(unit, code) for unit, code in found["refused"]}
        known.muted = frozenset(found["muted"])
        return True

    def _recall(self, session: Session, known: Known) -> None:
        """Have the helper count the decisions that were compared before and still stand, whatever it kept of them."""
        scores: dict[int, Score | None] = {}
        scores |= {one.unit_id: one for one in memory.scores_of(session.store, known.coder, known.model)}
        scores |= self._unsaved.get((known.coder, known.model), {})
        standing = [
            one for unit, one in scores.items() if one is not None and one.codes == _written(known.own.get(unit, ()))
        ]
        known.scored = {one.unit_id for one in standing}
        decisions = [
            [
                one.unit_id,
                one.first_code_id,
                one.score,
                one.lead,
                one.learnt,
                one.is_right,
                one.found,
                one.prior_found,
                len(known.own[one.unit_id]),
            ]
            for one in standing
        ]
        self._helper.call("suggest_recall", {"decisions": decisions})

    def _update(self, session: Session, known: Known, documents: Collection[int] | None) -> None:
        feed, decisions = SuggestionFeed(session), Decisions(session)
        codes, muted = feed.codes(), decisions.muted() | feed.archived()
        refused = set(decisions.rejected())
        now = feed.own(documents)
        before = known.own
        if documents is not None:
            here = feed.units_of(documents) | now.keys()
            before = {unit: before[unit] for unit in here & before.keys()}
        changed = {unit for unit, given in now.items() if before.get(unit) != given}
        gone = [unit for unit in before if unit not in now]
        taken = feed.by_hand(changed) if documents is not None and len(changed) <= _FEW else set()
        fresh = refused - known.refused
        wanted = sorted({*changed, *(unit for unit, _code in fresh)})
        told: dict[str, Any] = {
            "codes": [code_to_json(code) for code in codes.values() if known.codes.get(code.id) != code],
            # Also what is learnt otherwise now: what was seen when it was decided holds no more.
            "unlearn": [*gone, *sorted(changed & before.keys())],
            "allow": sorted(known.refused - refused),
            "mute": sorted(muted - known.muted),
            "unmute": sorted((known.muted - muted) & codes.keys()),
            "gone": sorted(known.codes.keys() - codes.keys()),
        }
        self._note(known, dict.fromkeys(known.scored.intersection(told["unlearn"])))
        for at in range(0, max(1, len(wanted)), AT_ONCE):
            units = feed.texts(wanted[at : at + AT_ONCE])
            parts = self.annotated(session, units)
            sent = {unit: segment_to_json(segment_of(units[unit], part)) for unit, part in parts.items()}
            learn = [[one, sorted(now[unit])] for unit, one in sent.items() if unit in changed - taken]
            take = {unit: [one, sorted(now[unit])] for unit, one in sent.items() if unit in taken}
            refuse = [[sent[unit], code] for unit, code in sorted(fresh) if unit in sent]
            asked = told | {"learn": learn, "take": list(take.values()), "refuse": refuse}
            seen = zip(take, self._helper.call("suggest_update", asked), strict=True)
            self._note(known, {unit: Score(unit, _written(now[unit]), *one[1:8]) for unit, one in seen if one})
            told = {name: [] for name in told}
        for unit in gone:
            del known.own[unit]
        known.own |= now
        known.codes, known.refused, known.muted = codes, refused, muted

    def _note(self, known: Known, scores: dict[int, Score] | dict[int, None]) -> None:
        """Remember to keep how the suggestions did on these units (None: what was seen holds no more)."""
        if scores:
            self._unsaved.setdefault((known.coder, known.model), {}).update(scores)
            known.scored.difference_update(scores)
            known.scored.update(unit for unit, one in scores.items() if one is not None)


def _written(codes: Collection[int]) -> str:
    return ",".join(map(str, sorted(codes)))
