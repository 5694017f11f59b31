"""What suggestions have to beat: the codes given most so far, text seen before, keywords, and stem TF-IDF per code.

Every baseline ranks all codes; where its own score does not decide, the code given more often so far goes first,
then the one that comes first in the codebook.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from codebench.suggest.segments import CodeText, Segment
from codebench.suggest.stems import stems_of

Ranking = list[tuple[int, float]]

# Found on the development sets among 0-8, .5-4 and .5-2: the baselines are to be as good as they can be.
NAME_WEIGHT = 8.0
DEFINITION_WEIGHT = 1.0
SMOOTHING = 0.5


class Prior:
    """The codes given most often so far, whatever the text says."""

    def __init__(self, codes: Sequence[CodeText], _corpus: Sequence[Segment]) -> None:
        self._given = {code.id: 0 for code in codes}

    def learn(self, _segment: Segment, codes: frozenset[int]) -> None:
        """Count the codes."""
        for code in codes:
            self._given[code] += 1

    def rank(self, _segment: Segment) -> Ranking:
        """All codes by how often they were given."""
        return self.order({})

    def order(self, scores: Mapping[int, float]) -> Ranking:
        """All codes by score, those of one score by how often they were given."""
        # A sort is stable: codes that are alike in both keep the codebook's order.
        ranked = sorted(self._given, key=lambda code: (-scores.get(code, 0.0), -self._given[code]))
        return [(code, scores.get(code, 0.0)) for code in ranked]


class ExactMemory:
    """What was given before to the same text, apart from capitals, marks and white space."""

    def __init__(self, codes: Sequence[CodeText], corpus: Sequence[Segment]) -> None:
        self._prior = Prior(codes, corpus)
        self._given: defaultdict[tuple[str, ...], Counter[int]] = defaultdict(Counter)

    def learn(self, segment: Segment, codes: frozenset[int]) -> None:
        """Remember the text with its codes."""
        self._prior.learn(segment, codes)
        self._given[self._key(segment)].update(codes)

    def rank(self, segment: Segment) -> Ranking:
        """The codes of this text first, the others as the prior has them."""
        return self._prior.order(self._given.get(self._key(segment), {}))

    def _key(self, segment: Segment) -> tuple[str, ...]:
        return tuple(stems_of(segment.text))


class KeywordMemory:
    """The words of a code's name, definition and keywords, and of what was coded with it: P(code | word).

    A code scores the sum over the segment's stems of P(code | stem), each weighed by how rare the stem is in the
    project (idf squared, as in a product of two TF-IDF vectors). A stem of a code's own name or keywords counts as
    coded with it some times beforehand, one of its definition fewer times.
    """

    def __init__(self, codes: Sequence[CodeText], corpus: Sequence[Segment]) -> None:
        self._prior = Prior(codes, corpus)
        self._idf = Idf(corpus)
        self._n: Counter[str] = Counter()
        self._with: defaultdict[str, defaultdict[int, float]] = defaultdict(lambda: defaultdict(float))
        for code in codes:
            named = set(stems_of(" ".join((code.name, *code.keywords))))
            for word in named | set(stems_of(code.definition)):
                self._with[word][code.id] += NAME_WEIGHT if word in named else DEFINITION_WEIGHT

    def learn(self, segment: Segment, codes: frozenset[int]) -> None:
        """Count each stem of the text with each of the codes."""
        self._prior.learn(segment, codes)
        for word in set(stems_of(segment.text)):
            self._n[word] += 1
            for code in codes:
                self._with[word][code] += 1

    def rank(self, segment: Segment) -> Ranking:
        """All codes by what the words of the segment say."""
        scores: defaultdict[int, float] = defaultdict(float)
        # In order of the text: a sum of fractions depends on its order in the last digit.
        for word in dict.fromkeys(stems_of(segment.text)):
            found = self._with.get(word)
            if found:
                weight = self._idf[word] ** 2 / (self._n[word] + SMOOTHING)
                for code, n in found.items():
                    scores[code] += weight * n
        return self._prior.order(scores)


class StemTfidf:
    """The cosine of a segment with all text coded so far at each code, as stems weighed by TF-IDF.

    What NVivo calls coding by existing coding patterns: a code is the one text that its passages make together.
    """

    def __init__(self, codes: Sequence[CodeText], corpus: Sequence[Segment]) -> None:
        self._prior = Prior(codes, corpus)
        self._idf = Idf(corpus)
        self._counts: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self._squares: defaultdict[int, float] = defaultdict(float)

    def learn(self, segment: Segment, codes: frozenset[int]) -> None:
        """Add the text to what each of the codes holds."""
        self._prior.learn(segment, codes)
        for word, n in Counter(stems_of(segment.text)).items():
            counts, weight = self._counts[word], self._idf[word] ** 2
            for code in codes:
                self._squares[code] += weight * n * (n + 2 * counts[code])
                counts[code] += n

    def rank(self, segment: Segment) -> Ranking:
        """All codes by cosine; the segment's own length is the same for all and left out."""
        scores: defaultdict[int, float] = defaultdict(float)
        for word, n in Counter(stems_of(segment.text)).items():
            weight = n * self._idf[word] ** 2
            for code, in_code in self._counts.get(word, {}).items():
                scores[code] += weight * in_code
        return self._prior.order({code: dot / math.sqrt(self._squares[code]) for code, dot in scores.items() if dot})


class Idf:
    """How rare each stem is over the texts of a project: ln((1 + N) / (1 + n)); nothing where it is in all."""

    def __init__(self, corpus: Sequence[Segment]) -> None:
        n = Counter(word for segment in corpus for word in set(stems_of(segment.text)))
        self._rarest = math.log(1 + len(corpus))
        self._weights = {word: self._rarest - math.log(1 + count) for word, count in n.items()}

    def __getitem__(self, word: str) -> float:
        return self._weights.get(word, self._rarest)
