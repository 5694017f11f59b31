"""Counting words: how often each is said, in how many texts, by how many cases, and how much of that is one case's."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from codebench.analysis.groups import Groups
from codebench.analysis.reading import Breathe, go_on
from codebench.analysis.scope import Scope
from codebench.analysis.words_reading import SpokenText, SpokenTexts
from codebench.analysis.words_terms import Term, Token, Vocabulary, read_sentences
from codebench.store.connection import Store

Terms = Callable[[Sequence[Token]], Iterator[Term]]


@dataclass(slots=True)
class Tally:
    """One word or phrase: its hits, and of these the `most` by one case; its texts and cases; both by group.

    `example` is the first place where it stands: a text version and [start, end) in code points.
    """

    example: tuple[int, int, int]
    by_hits: list[int]
    by_cases: list[int]
    hits: int = 0
    texts: int = 0
    cases: int = 0
    most: int = 0


@dataclass(slots=True)
class Count:
    """What was counted. `words` are all words of those who count, stop words too; so are `words_by` those by group.

    `read` of `texts` were annotated; `cases` and `cases_by` (by group) are those who said something in these.
    """

    texts: int
    words_by: list[int]
    cases_by: list[int]
    tallies: dict[str, Tally] = field(default_factory=dict)
    words: int = 0
    read: int = 0
    cases: int = 0


def count_terms(
    store: Store,
    texts: SpokenTexts,
    scope: Scope,
    groups: Groups,
    vocabulary: Vocabulary,
    terms: Terms,
    breathe: Breathe = go_on,
) -> Count:
    """Count the words or phrases of the texts that are annotated."""
    counter = _Counter(scope, groups, texts)
    for text in texts.read(store, breathe):
        counter.add(text, vocabulary, terms)
    return counter.result()


class _Counter:
    """Counts case by case: what a case said is held until its last text was read, and then added to the whole."""

    def __init__(self, scope: Scope, groups: Groups, texts: SpokenTexts) -> None:
        n = len(groups.labels)
        self._count = Count(len(texts), [0] * n, [0] * n)
        self._groups_of = groups.of_place(scope)
        self._n_groups = n
        self._left = Counter(place for some in texts.passages.values() for place in {each.place for each in some})
        self._said: dict[int, Counter[str]] = {}
        self._words: Counter[int] = Counter()

    def add(self, text: SpokenText, vocabulary: Vocabulary, terms: Terms) -> None:
        """Count a text."""
        count, tallies = self._count, self._count.tallies
        count.read += 1
        there: set[str] = set()
        for passage in text.passages:
            said = self._said.setdefault(passage.place, Counter())
            for places, tokens in read_sentences(text, passage, vocabulary):
                self._words[passage.place] += sum(token.is_word for token in tokens)
                for key, first, last in terms(tokens):
                    if key not in tallies:
                        start = text.annotation.starts[places.start + first]
                        example = text.version_id, start, text.annotation.ends[places.start + last]
                        tallies[key] = Tally(example, [0] * self._n_groups, [0] * self._n_groups)
                    said[key] += 1
                    there.add(key)
        for key in there:
            tallies[key].texts += 1
        for place in text.places:
            self._left[place] -= 1
            if not self._left[place]:
                self._close(place)

    def result(self) -> Count:
        """The whole; those of whom a text is not annotated are closed now."""
        for place in list(self._said):
            self._close(place)
        return self._count

    def _close(self, place: int) -> None:
        count, groups = self._count, self._groups_of[place]
        words = self._words.pop(place, 0)
        count.cases += 1
        count.words += words
        for i in groups:
            count.words_by[i] += words
            count.cases_by[i] += 1
        for key, n in self._said.pop(place, Counter()).items():
            tally = count.tallies[key]
            tally.hits += n
            tally.cases += 1
            tally.most = max(tally.most, n)
            for i in groups:
                tally.by_hits[i] += n
                tally.by_cases[i] += 1
