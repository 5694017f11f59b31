"""Suggestions of codes that learn from one coder: at once, exactly, and with reasons."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import numpy as np

from codebench.suggest import persist
from codebench.suggest.calibration import Calibration, Decision, Standing
from codebench.suggest.corpus import Corpus
from codebench.suggest.evidence import Evidence, gather
from codebench.suggest.fusion import PRIOR, UNCALIBRATED, VERSION, WEIGHTS, Fit, leads, probability, score
from codebench.suggest.memory import Memory
from codebench.suggest.names import Names
from codebench.suggest.postings import Floats, Longs
from codebench.suggest.reasons import Explainer
from codebench.suggest.segments import CodeText, Segment
from codebench.suggest.suggestion import Suggestion, Tier
from codebench.suggest.tiers import Grounds, tier_of
from codebench.suggest.trust import Trust
from codebench.suggest.words import grams

FIRST = 3


class Learner:
    """What one coder's codings so far say of a text.

    Suggestions are a function of the set of what is learnt (texts with their codes, refusals, mutes, decisions), the
    texts of the project and the codes as they describe themselves; never of the order in which these came. A text that
    is learnt itself says nothing of itself: it is left out where it is asked about.
    """

    version = VERSION

    def __init__(
        self,
        codes: Sequence[CodeText] = (),
        texts: Iterable[Segment] = (),
        weights: Mapping[str, float] = WEIGHTS,
        prior: Fit = PRIOR,
    ) -> None:
        self._weights = weights
        self.corpus = Corpus()
        self.memory = Memory(self.corpus)
        self.names = Names(self.corpus)
        self.calibration = Calibration(prior)
        self.codes: dict[int, CodeText] = {}
        self.column: dict[int, int] = {}
        self.n_columns = 0
        self.muted: set[int] = set()
        self.refused: dict[int, set[int]] = {}
        self._trust = Trust(self.memory, self.names)
        for code in codes:
            self.set_code(code)
        for text in texts:
            self.corpus.add(text)

    # -- texts and codes

    def add_text(self, segment: Segment) -> None:
        """Count a text of the project, coded or not: what is rare in the project weighs more."""
        self.corpus.add(segment)

    def remove_text(self, segment: Segment) -> None:
        """Count a text no longer; the segment must be as it was when it was added."""
        self.corpus.remove(segment)

    def set_code(self, code: CodeText) -> None:
        """Add a code, or let one describe itself anew."""
        self.codes[code.id] = code
        if code.id not in self.column:
            self.column[code.id] = self.n_columns
            self.n_columns += 1
        self.describe(code)
        for child in self.codes.values():
            if child.parent_id == code.id:
                self.describe(child)

    def remove_code(self, code_id: int) -> None:
        """Forget a code and that it was ever given."""
        column = self.column.pop(code_id)
        for slot in np.flatnonzero(self.memory.having(column)).tolist():
            kept = {each for each in self.memory.codes_at(slot) if each != column}
            self.memory.set_codes(slot, kept, bool(self.memory.learnt[slot]))
        self.memory.refused.pop(column, None)
        for refused in self.refused.values():
            refused.discard(code_id)
        self.names.set(column, None)
        self.muted.discard(code_id)
        del self.codes[code_id]

    # -- decisions

    def learn(self, segment: Segment, codes: Iterable[int]) -> None:
        """The coder gave a segment exactly these codes; an empty set is a judgement too.

        Raises:
            KeyError: one of the codes is unknown.
        """
        columns = [self.column[code] for code in codes]
        self.memory.set_codes(self.memory.put(segment), columns, learnt=True)

    def take(self, segment: Segment, codes: Iterable[int]) -> Decision | None:
        """Learn a decision that the coder has just made, after comparing it with what would have been proposed.

        Returns how that compared; None where nothing was given, or nothing could have been proposed.
        """
        given = frozenset(codes)
        decision = self.judge(segment, given)
        self.calibration.forget(segment.id)
        if decision is not None:
            self.calibration.remember(decision)
        self.learn(segment, given)
        return decision

    def unlearn(self, segment_id: int) -> None:
        """Forget what a segment was given; nothing happens if it wasn't learnt. Refusals stay."""
        self.calibration.forget(segment_id)
        slot = self.memory.slot_of.get(segment_id)
        if slot is None:
            return
        if self.refused.get(segment_id):
            self.memory.set_codes(slot, (), learnt=False)
        else:
            self.memory.drop(segment_id)

    def reject(self, segment: Segment, code_id: int) -> None:
        """This code isn't proposed for this segment again, and its words speak less for the code."""
        self.refused.setdefault(segment.id, set()).add(code_id)
        slot = self.memory.put(segment)
        self.memory.refused.setdefault(self.column[code_id], set()).add(slot)

    def unreject(self, segment_id: int, code_id: int) -> None:
        """Take a refusal back."""
        self.refused.get(segment_id, set()).discard(code_id)
        slot = self.memory.slot_of.get(segment_id)
        if slot is not None:
            self.memory.refused.get(self.column[code_id], set()).discard(slot)
            if not self.memory.learnt[slot] and not self.refused.get(segment_id):
                self.memory.drop(segment_id)

    def mute(self, code_id: int, muted: bool = True) -> None:
        """Never propose a code, or do so again."""
        (self.muted.add if muted else self.muted.discard)(code_id)

    def judge(self, segment: Segment, codes: frozenset[int]) -> Decision | None:
        """What would have been proposed for a segment, beside what the coder gave; None where nothing was given."""
        ids, evidence = self.evidence(segment)
        if evidence is None or not codes:
            return None
        scores = score(evidence, self._weights)
        order = self._order(evidence, scores)
        often = np.lexsort((np.arange(len(ids)), -evidence.given))
        return Decision(
            segment_id=segment.id,
            first_code_id=ids[order[0]],
            score=float(scores[order[0]]),
            lead=float(leads(scores)[order[0]]),
            learnt=int(evidence.n),
            right=ids[order[0]] in codes,
            found=len(codes.intersection(ids[i] for i in order[:FIRST])),
            prior_found=len(codes.intersection(ids[i] for i in often[:FIRST])),
            given=len(codes),
        )

    def recall(self, decisions: Iterable[Decision]) -> None:
        """Count exactly these decisions, as they were taken once."""
        self.calibration = Calibration(self.calibration.prior)
        for decision in decisions:
            self.calibration.remember(decision)

    @property
    def standing(self) -> Standing:
        """How the suggestions did for this coder, over the decisions that were taken (`take`)."""
        return self.calibration.standing

    # -- answers

    def rank(self, segment: Segment) -> list[tuple[int, float]]:
        """All codes that may be proposed with their probabilities, the most probable first."""
        codes, evidence = self.evidence(segment)
        if evidence is None:
            return []
        scores = score(evidence, self._weights)
        chances = probability(scores, self.calibration.fit, evidence.n)
        return [(codes[i], float(chances[i])) for i in self._order(evidence, scores)]

    def suggest(self, segment: Segment, n: int = 2, exploratory: int = 1) -> tuple[Suggestion, ...]:
        """The most probable codes, then those that are probable beyond how often they are given, with reasons."""
        codes, evidence = self.evidence(segment)
        if evidence is None:
            return ()
        scores = score(evidence, self._weights)
        chances = probability(scores, self.calibration.fit, evidence.n)
        order = self._order(evidence, scores)
        # Without the calibration, so that which codes are shown is no matter of how sure one may be of the first.
        lift = probability(scores, UNCALIBRATED, evidence.n) / ((evidence.given + 1.0) / (evidence.n + len(codes)))
        rest = sorted(order[n:], key=lambda i: (-lift[i], codes[i]))[:exploratory]
        found = []
        with self._left_out(segment.id):
            explainer = Explainer(self.memory, self.names, segment, evidence)
            for i in (*order[:n], *rest):
                chance = float(chances[i])
                tier = Tier.EXPLORATORY if i in rest else tier_of(self._grounds(evidence, order, i, chance, codes[i]))
                reason, clause = explainer.explain(i)
                found.append(Suggestion(codes[i], chance, tier, reason, clause))
        return tuple(found)

    def similar(self, segment: Segment, k: int = 10) -> list[tuple[int, float]]:
        """The ids of the learnt segments most like this one, with the likeness (0-1), itself left out."""
        terms, groups = self.memory.look_up(self.memory.read_terms(segment), grams(segment.text))
        n, ids = self.memory.n, self.memory.ids[: self.memory.n]
        like = np.where(self.memory.learnt[:n] & (ids != segment.id), terms.likeness + groups.likeness, 0.0) / 2
        order = np.lexsort((ids, -like))[:k]
        return [(int(ids[i]), float(like[i])) for i in order if like[i] > 0]

    def learnt(self) -> dict[int, frozenset[int]]:
        """The ids of the segments that were learnt, with their codes."""
        memory, code_at = self.memory, {column: code for code, column in self.column.items()}
        slots = np.flatnonzero(memory.learnt[: memory.n]).tolist()
        return {int(memory.ids[slot]): frozenset(code_at[c] for c in memory.codes_at(slot)) for slot in slots}

    def dump(self) -> bytes:
        """All that was learnt, for `load`."""
        return persist.dump(self)

    @classmethod
    def load(cls, data: bytes) -> "Learner":
        """The learner of which `dump` made these bytes; it gives the same suggestions.

        Raises:
            DamagedError: the bytes are of no learner, or of one of another version.
        """
        learner = cls()
        persist.load(learner, data)
        return learner

    # -- inside

    def describe(self, code: CodeText) -> None:
        """Take in a code's own words, its parent's name included."""
        parent = self.codes.get(code.parent_id) if code.parent_id is not None else None
        self.names.set(self.column[code.id], code, parent.name if parent else "")

    def evidence(self, segment: Segment) -> tuple[list[int], Evidence | None]:
        """The codes that may be proposed for a segment, and what speaks for each; None where there are no codes."""
        refused = self.refused.get(segment.id, set())
        codes = sorted(code for code in self.codes if code not in self.muted and code not in refused)
        if not codes:
            return [], None
        columns: Longs = np.array([self.column[code] for code in codes], np.int64)
        with self._left_out(segment.id):
            trust = self._trust.value(self.n_columns)
            evidence = gather(self.memory, self.names, trust, segment, columns, self.n_columns)
        return codes, evidence

    @contextmanager
    def _left_out(self, segment_id: int) -> Iterator[None]:
        """As if a segment hadn't been learnt; sums are exact, so all is as before afterwards."""
        slot = self.memory.slot_of.get(segment_id)
        if slot is None or not self.memory.learnt[slot]:
            yield
            return
        codes = self.memory.codes_at(slot)
        self.memory.set_codes(slot, (), learnt=False)
        try:
            yield
        finally:
            self.memory.set_codes(slot, codes, learnt=True)

    def _grounds(self, evidence: Evidence, order: list[int], i: int, chance: float, code_id: int) -> Grounds:
        rival = next((other for other in order[:2] if other != i), None)
        return Grounds(
            probability=chance,
            record=self.calibration.record(code_id),
            nearest=float(evidence.nearest[i]),
            has_namesake=rival is not None and self.names.are_namesakes(*evidence.columns[[i, rival]].tolist()),
        )

    def _order(self, evidence: Evidence, values: Floats) -> list[int]:
        places = np.lexsort((np.arange(len(values)), -evidence.given, -values))
        return [int(i) for i in places]
