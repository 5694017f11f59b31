"""Finding what rules mean in annotated text, by spaCy's Matcher over the words of one sentence at a time.

Punctuation is no word: words in a row may have a comma between them, as in a search. A rule never reaches over the
end of a sentence. Words are compared without capitals and accents (`domain.rule.comparable`).

The Matcher does not see the words themselves. Each word of the rules has a mark, one character, and each word of a
sentence is written as the marks of all that it can be: what a rule's word stands for is looked up once, and the
Matcher has to find marks in a row.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from math import prod
from typing import Any

from codebench.domain.annotation import Annotation
from codebench.domain.rule import Phrase, Rule, Step, Word, comparable
from codebench.language.rule_words import Known, Meaning, meaning
from codebench.language.verbs import particle_of

_FIRST_MARK = 0xE000  # private use: six thousand marks, more than rules can have words
_NO_MARK = "-"
_VERBS = ("", "VERB", "AUX")  # a pipeline without parts of speech leaves them empty
# So many ways to take the steps of a rule are tried; beyond, words with signs in them are not looked for in pieces.
_MOST_WAYS = 1000

Pattern = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, order=True)
class RuleHit:
    """A place that a rule means, half-open [start, end) in code points from its first word to its last.

    `rule` is the number of the rule among those that were looked for; `sentence` is the sentence around, as far as it
    lies in the passage.
    """

    start: int
    end: int
    rule: int
    sentence: tuple[int, int]


class RuleMatcher:
    """Finds several rules at a time; `~` means what is `known` of the project's compounds."""

    def __init__(self, rules: Sequence[Rule], known: Known) -> None:
        """Compile the rules; the first thing here to import spaCy."""
        from spacy.matcher import Matcher
        from spacy.vocab import Vocab

        self._vocab = Vocab()
        self._marks = _Marks(rules, known)
        self._matcher = Matcher(self._vocab, validate=False)
        self._without = Matcher(self._vocab, validate=False)
        self._needed = [[self._marks.of_step(step) for step in rule.steps] for rule in rules]
        for number, rule in enumerate(rules):
            self._matcher.add(str(number), self._patterns(rule.steps))
            if rule.without:
                self._without.add(str(number), [each for step in rule.without for each in self._patterns([step])])

    def find(self, text: str, annotation: Annotation, start: int, end: int) -> list[RuleHit]:
        """What the rules mean in text[start:end], in order of place; hits of one rule do not overlap."""
        hits: list[RuleHit] = []
        for tokens in _sentences(annotation, start, end):
            sentence = _Sentence.of(text, annotation, tokens, self._marks)
            there = set().union(*sentence.marks)
            # Most sentences lack what a rule asks for; that is seen without the Matcher.
            if any(all(not step.isdisjoint(there) for step in rule) for rule in self._needed):
                hits += self._find_in(sentence)
        return sorted(hits)

    def _find_in(self, sentence: "_Sentence") -> Iterator[RuleHit]:
        from spacy.tokens import Doc

        doc = Doc(self._vocab, words=sentence.marks)
        without = {match for match, _start, _end in self._without(doc)} if len(self._without) else set()
        by_rule: dict[int, list[tuple[int, int]]] = {}
        for match, first, after in self._matcher(doc):
            if match not in without:
                by_rule.setdefault(match, []).append((first, after))
        for match, places in by_rule.items():
            number = int(self._vocab.strings[match])
            for first, after in _shortest(places):
                yield RuleHit(*sentence.span(first, after), number, sentence.whole)

    def _patterns(self, steps: Sequence[Step]) -> list[Pattern]:
        """The ways in which steps can be taken, each as a pattern of the Matcher."""
        found = []
        choices = [[way for phrase in step.phrases for way in self._marks.ways(phrase)] for step in steps]
        if prod(map(len, choices)) > _MOST_WAYS:
            choices = [[self._marks.whole(phrase) for phrase in step.phrases] for step in steps]
        for ways in product(*choices):
            pattern: Pattern = []
            for step, way in zip(steps, ways, strict=True):
                pattern += [{"OP": f"{{0,{step.gap}}}"}] if step.gap else []
                pattern += [{"ORTH": {"REGEX": mark}} for mark in way]
            found.append(pattern)
        return found


class _Marks:
    """The marks of the rules' words, and which of them a word of a text has."""

    def __init__(self, rules: Iterable[Rule], known: Known) -> None:
        self._meanings = {word: meaning(word, known) for rule in rules for word in dict.fromkeys(rule.words())}
        self._mark: dict[Word | str, str] = {}
        self._by_form: dict[str, str] = {}
        self._by_lemma: dict[str, str] = {}
        self._by_tag: dict[str, str] = {}
        self._beginnings: list[tuple[str, str]] = []
        self.verbs: dict[str, dict[str, str]] = {}
        for word, means in self._meanings.items():
            self._learn(self._new(word), means)
            for piece in means.pieces:
                if piece not in self._mark:
                    self._by_form[piece] = self._by_form.get(piece, "") + self._new(piece)

    def _new(self, key: Word | str) -> str:
        return self._mark.setdefault(key, chr(_FIRST_MARK + len(self._mark)))

    def _learn(self, mark: str, means: Meaning) -> None:
        for table, keys in ((self._by_form, means.forms), (self._by_lemma, means.lemmas)):
            for key in keys:
                table[key] = table.get(key, "") + mark
        if means.tag:
            self._by_tag[means.tag] = mark
        if means.beginning:
            self._beginnings.append((means.beginning, mark))
        if means.verb:
            particle, verb = means.verb
            self.verbs.setdefault(verb, {})[particle] = mark

    def of_token(self, form: str, lemma: str, tag: str) -> str:
        """The marks of a word of a text, without that of a verb with a particle; empty where it has none."""
        marks = self._by_form.get(form, "") + self._by_lemma.get(lemma, "")
        if self._by_tag:
            marks += self._by_tag.get(tag, "")
        for beginning, mark in self._beginnings:
            if form.startswith(beginning):
                marks += mark
        return marks

    def of_step(self, step: Step) -> set[str]:
        """Marks of which one stands wherever the step is taken."""
        return {way[0] for phrase in step.phrases for way in self.ways(phrase)}

    def ways(self, phrase: Phrase) -> Iterator[tuple[str, ...]]:
        """The marks in a row of the words of a phrase: each whole or, where it holds signs, in pieces."""
        choices = []
        for word in phrase:
            pieces = tuple(self._mark[piece] for piece in self._meanings[word].pieces)
            choices.append([(self._mark[word],), *([pieces] if pieces else [])])
        if prod(map(len, choices)) > _MOST_WAYS:
            yield self.whole(phrase)
            return
        for parts in product(*choices):
            yield tuple(mark for part in parts for mark in part)

    def whole(self, phrase: Phrase) -> tuple[str, ...]:
        """The marks in a row of the words of a phrase, each whole."""
        return tuple(self._mark[word] for word in phrase)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The words of a sentence, without its punctuation: their marks, and where each stands in the text.

    `particles` holds for a word that is a verb apart from its particle the number of that; `whole` is the sentence
    with its punctuation.
    """

    marks: list[str]
    places: list[tuple[int, int]]
    particles: dict[int, int]
    whole: tuple[int, int]

    @classmethod
    def of(cls, text: str, annotation: Annotation, tokens: range, known: _Marks) -> "_Sentence":
        """These tokens of a text."""
        here = slice(tokens.start, tokens.stop)
        places = list(zip(annotation.starts[here], annotation.ends[here], strict=True))
        forms = [comparable(text[start:end]) for start, end in places]
        lemmas = [comparable(lemma) for lemma in annotation.lemmas[here]]
        tags = annotation.tags[here]
        kept = [i for i, form in enumerate(forms) if form]
        marks = [known.of_token(forms[i], lemmas[i], tags[i]) for i in kept]
        particles: dict[int, int] = {}
        for number, i in enumerate(kept if known.verbs else ()):
            for particle, mark in known.verbs.get(lemmas[i], {}).items() if tags[i] in _VERBS else ():
                signs = [form or text[slice(*place)] for form, place in zip(forms, places, strict=True)]
                found = particle_of(signs, tags, i, particle)
                if found is not None:
                    marks[number] += mark
                    particles[number] = kept.index(found)
        whole = places[0][0], places[-1][1]
        return cls([each or _NO_MARK for each in marks], [places[i] for i in kept], particles, whole)

    def span(self, first: int, after: int) -> tuple[int, int]:
        """The place of words first..after in the text, with the particles that belong to them."""
        inside = [*range(first, after), *(self.particles[i] for i in range(first, after) if i in self.particles)]
        return self.places[min(inside)][0], self.places[max(inside)][1]


def _sentences(annotation: Annotation, start: int, end: int) -> Iterator[range]:
    """The tokens of each sentence of text[start:end]."""
    tokens = annotation.within(start, end)
    first, after = (bisect_right(annotation.sentences, at) for at in (tokens.start, tokens.stop - 1))
    edges = [tokens.start, *annotation.sentences[first:after], tokens.stop]
    return (range(a, b) for a, b in pairwise(edges) if a < b)


def _shortest(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of places that overlap the shortest, and of these the first."""
    chosen: list[tuple[int, int]] = []
    for first, after in sorted(set(places), key=lambda place: (place[1] - place[0], place)):
        if all(after <= a or b <= first for a, b in chosen):
            chosen.append((first, after))
    return chosen
