"""Which texts can hold what rules mean: asked of the indexes of words and lemmas, so that few have to be looked at."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from functools import reduce

from codebench.domain.rule import Rule, Step, Word, comparable
from codebench.language.rule_words import Known, Meaning, meaning
from codebench.project.session import Session

_PIECE = re.compile(r"[^\W_]+")
# A search in the index of words takes so many alternatives at a time.
_AT_ONCE = 200

Texts = set[int] | None
"""Text versions, earlier ones among them; None stands for all of them."""


class Candidates:
    """Asks the indexes. What they name may hold no hit, but what they do not name holds none."""

    def __init__(self, session: Session, pipeline_id: int | None, lemmas: Mapping[str, Collection[int]]) -> None:
        self._session = session
        self._pipeline_id = pipeline_id
        self._lemmas = lemmas
        self._asked: dict[Word, Texts] = {}

    def of(self, rules: Collection[Rule], known: Known) -> Texts:
        """The texts that can hold what one of the rules means."""
        return _union([_intersection([self._of_step(step, known) for step in rule.steps]) for rule in rules])

    def _of_step(self, step: Step, known: Known) -> Texts:
        return _union([_intersection([self._of_word(word, known) for word in phrase]) for phrase in step.phrases])

    def _of_word(self, word: Word, known: Known) -> Texts:
        if word not in self._asked:
            self._asked[word] = self._ask(meaning(word, known))
        return self._asked[word]

    def _ask(self, means: Meaning) -> Texts:
        if means.tag:
            return None
        if means.beginning:
            pieces = _PIECE.findall(means.beginning)
            return self._with_words([f'"{" ".join(pieces)}"*']) if pieces else set()
        found = self._with_words([f'"{" ".join(pieces)}"' for form in means.forms if (pieces := _PIECE.findall(form))])
        found |= self._with_lemmas(means.lemmas)
        if means.verb:
            particle, verb = means.verb
            found |= self._with_lemmas([verb]) & self._with_words([f'"{particle}"'])
        return found

    def _with_words(self, wanted: Sequence[str]) -> set[int]:
        found: set[int] = set()
        for at in range(0, len(wanted), _AT_ONCE):
            query = "SELECT rowid FROM text_index WHERE value MATCH ?"
            found.update(row[0] for row in self._session.tuples(query, [" OR ".join(wanted[at : at + _AT_ONCE])]))
        return found

    def _with_lemmas(self, wanted: Collection[str]) -> set[int]:
        ids = [number for lemma in wanted for number in self._lemmas.get(lemma, ())]
        query = (
            "SELECT text_version_id FROM lemma_texts"
            " WHERE lemma_id IN (SELECT value FROM json_each(?)) AND pipeline_id = ?"
        )
        return {row[0] for row in self._session.tuples(query, [json.dumps(ids), self._pipeline_id])}


def comparable_lemmas(session: Session) -> dict[str, tuple[int, ...]]:
    """The lemmas of the project as rules compare them, with their ids."""
    found: dict[str, tuple[int, ...]] = {}
    for number, lemma in session.tuples("SELECT id, lemma FROM lemmas"):
        key = comparable(lemma)
        found[key] = (*found.get(key, ()), number)
    return found


def _union(parts: Sequence[Texts]) -> Texts:
    known = [part for part in parts if part is not None]
    return set().union(*known) if len(known) == len(parts) else None


def _intersection(parts: Sequence[Texts]) -> Texts:
    known = sorted((part for part in parts if part is not None), key=len)
    return reduce(set.intersection, known) if known else None
