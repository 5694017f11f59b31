"""Suggestions of codes for a unit: a helper process learns what the coder does and says what it would code, and why."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any

from codebench.domain.annotation import Annotation
from codebench.domain.annotation_encoding import encode
from codebench.domain.errors import ConflictError
from codebench.domain.rule import RuleError, comparable
from codebench.i18n import _
from codebench.language.rule_search import RuleLine, RuleQuery
from codebench.project.decisions import Decisions, Proposal
from codebench.project.session import Session
from codebench.project.suggestion_feed import SuggestionFeed, UnitText, segment_of
from codebench.project.suggestion_learning import AT_ONCE, Learning
from codebench.project.suggestion_models import Likeness, ReasonWord, SuggestionInfo
from codebench.project.workers import Helper, Progress
from codebench.suggest.suggestion import Suggestion
from codebench.suggest.wire import segment_to_json, suggestion_of_json

_QUOTE = 60
_WORDS = 3
_LEAST = 0.05  # what is less probable is not shown
_LONG = 60  # tokens from which on a suggestion is about a part of the unit
_PATIENCE = 0.3  # seconds that leaving waits for a question; what is not kept then is learnt anew at the next start


class Suggester:
    """Suggestions for whoever works in a project. The questions block: ask them in a thread, with a session of its own.

    Suggestions are a function of what the project holds, so a second start gives the same ones.
    """

    def __init__(self, helper: Helper) -> None:
        self._helper = helper
        self._learning = Learning(helper)
        self._lock = Lock()
        self._silence: dict[int, str] = {}
        self._insisting: set[int] = set()

    def suggest(self, session: Session, unit_id: int, n: int = 2) -> tuple[SuggestionInfo, ...]:
        """The `n` most probable codes that the coder has not given this unit, and one exploratory one.

        In a blind round there are none: what two coders took from one program they did not find independently. There
        are none either for a coder for whom they do worse than naming the most frequent codes would (see `silence`).

        Raises:
            WorkerError: the helper process failed.
        """
        if session.blind_round is not None:
            return ()
        with self._lock:
            known = self._learning.sync(session)
            feed = SuggestionFeed(session)
            units = feed.texts([unit_id])
            if unit_id not in units or not known.codes:
                return ()
            given = known.own.get(unit_id, frozenset())
            annotation = self._learning.annotated(session, units)[unit_id]
            segment = segment_to_json(segment_of(units[unit_id], annotation))
            insist = session.coder.id in self._insisting
            answer = self._helper.call("suggest", {"segment": segment, "n": n + len(given), "insist": insist})
            self._silence[session.coder.id] = _silence(*answer["standing"]) if answer["is_silent"] else ""
            found = [suggestion_of_json(one) for one in answer["found"]]
            new = [one for one in found if one.code_id not in given and one.probability >= _LEAST]
            sure = [one for one in new if one.tier != "exploratory"][:n]
            shown = sure + [one for one in new if one not in sure][: n + 1 - len(sure)]
            codes = [one.code_id for one in shown]
            rules = self._rules_in(units[unit_id], annotation, feed.rules(codes))
        accepted = Decisions(session).accepted(codes)
        return tuple(
            _info(feed, units[unit_id], annotation, one, known.model, rules.get(one.code_id, ""), accepted)
            for one in shown
        )

    def silence(self, session: Session) -> str:
        """Why this coder is shown no suggestions, in a sentence; empty where they are shown."""
        return self._silence.get(session.coder.id, "")

    def insist(self, session: Session) -> None:
        """Show this coder suggestions all the same, until the project is left."""
        self._insisting.add(session.coder.id)

    def keep(self, session: Session, *, learnt: bool) -> None:
        """Keep how the suggestions did and, where wanted, what was `learnt`, so that the next start takes a moment.

        Does nothing where a question is being answered just now; who wants all of it waits for that a little.

        Raises:
            StorageError: the disk refused.
            WorkerError: the helper process failed.
        """
        if not self._lock.acquire(timeout=_PATIENCE if learnt else 0):
            return
        try:
            self._learning.keep_scores(session)
            if learnt:
                self._learning.keep_learnt(session)
        finally:
            self._lock.release()

    def similar(self, session: Session, unit_id: int, k: int = 20) -> tuple[Likeness, ...]:
        """The coder's own units that are most like this one, the likest first; none in a blind round.

        Raises:
            WorkerError: the helper process failed.
        """
        if session.blind_round is not None:
            return ()
        with self._lock:
            self._learning.sync(session)
            feed = SuggestionFeed(session)
            units = feed.texts([unit_id])
            if unit_id not in units:
                return ()
            segment = segment_of(units[unit_id], self._learning.annotated(session, units)[unit_id])
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
            known = self._learning.sync(session)
            feed = SuggestionFeed(session)
            for at in range(0, max(1, len(unit_ids)), AT_ONCE):
                units = feed.texts(unit_ids[at : at + AT_ONCE])
                parts = self._learning.annotated(session, units)
                held = [
                    [segment_to_json(segment_of(units[unit], part)), sorted(known.own.get(unit, ()))]
                    for unit, part in parts.items()
                ]
                self._helper.call("hold", {"segments": held, "fresh": at == 0})
            return self._helper.call("side_list", {"kind": kind, **params}, progress)

    def _rules_in(self, unit: UnitText, annotation: Annotation, rules: Mapping[int, Sequence[str]]) -> dict[int, str]:
        """By code, the first of its rules that finds something in a unit."""
        lines = [(code, RuleLine(line)) for code, own in sorted(rules.items()) for line in own]
        if not lines:
            return {}
        words = {comparable(word) for word in annotation.lemmas}
        try:
            query = RuleQuery.over([line for _code, line in lines], words)
        except RuleError:  # a codebook of another version may say what is no rule here
            return {}
        text = [unit.text, b64encode(encode(annotation)).decode("ascii"), [[0, len(unit.text)]]]
        ((hits,),) = self._helper.call("find_rules", {"query": query.to_json(), "texts": [text]})
        found: dict[int, str] = {}
        for number in sorted({hit[2] for hit in hits}):
            found.setdefault(lines[number][0], lines[number][1].text)
        return found


def _silence(decisions: int, found: int, prior_found: int, given: int) -> str:
    message = _(
        "The suggestions are silent: of the {given} codes you gave on {n} units, {found} were among their first three,"
        " and {prior} among your three most frequent ones."
    )
    return message.format(given=given, n=decisions, found=found, prior=prior_found)


def _info(
    feed: SuggestionFeed,
    unit: UnitText,
    annotation: Annotation,
    found: Suggestion,
    model: str,
    rule: str,
    accepted: Mapping[int, tuple[int, int]],
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
            ReasonWord(
                word.form, word.lemma, unit.start + word.start, unit.start + word.end, word.n_with_code, word.n_total
            )
            for word in reason.words[:_WORDS]
        ),
        nearest=nearest,
        names=tuple(dict.fromkeys(word.form for word in reason.names)),
        rule=rule,
        accepted=accepted.get(found.code_id, (0, 0)),
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
