"""What a pipeline understood of one text: its tokens with lemmas and tags, its sentences, its names."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from codebench.domain.text import WORD

CONTENT_TAGS = frozenset({"NOUN", "VERB", "ADJ", "ADV", "PROPN"})


@dataclass(frozen=True, slots=True)
class Entity:
    """A name in a text, half-open [start, end) in code points; `label` as the pipeline gives it (PERSON, GPE...)."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """The tokens of a text in columns of one length; white space is no token.

    `starts` and `ends` are code points into the text, in order and without overlap; `lemmas` are in lower case
    except for proper nouns; `tags` are universal parts of speech ("NOUN", "VERB"...), empty where the pipeline
    gives none; `sentences` holds the index of the first token of each sentence.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    lemmas: Sequence[str]
    tags: Sequence[str]
    sentences: Sequence[int]
    entities: tuple[Entity, ...] = ()

    def __len__(self) -> int:
        return len(self.starts)

    def sentence_spans(self) -> Iterator[tuple[int, int]]:
        """Each sentence from its first token's start to its last token's end, in code points."""
        for first, after in zip(self.sentences, (*self.sentences[1:], len(self)), strict=False):
            yield self.starts[first], self.ends[after - 1]

    def within(self, start: int, end: int) -> range:
        """The indexes of the tokens that lie wholly in [start, end), in code points."""
        first = bisect_left(self.starts, start)
        return range(first, max(first, bisect_right(self.ends, end)))

    def part(self, start: int, end: int) -> "Annotation":
        """What is said of text[start:end], with places counted from `start`; a sentence that was cut begins there."""
        tokens = self.within(start, end)
        first, after = tokens.start, tokens.stop
        # All is in order: what a part costs doesn't grow with the text.
        sentences = self.sentences[bisect_right(self.sentences, first) : bisect_left(self.sentences, after)]
        began = attrgetter("start")
        entities = self.entities[
            bisect_left(self.entities, start, key=began) : bisect_left(self.entities, end, key=began)
        ]
        return Annotation(
            [at - start for at in self.starts[first:after]],
            [at - start for at in self.ends[first:after]],
            list(self.lemmas[first:after]),
            list(self.tags[first:after]),
            [0, *(at - first for at in sentences)] if tokens else [],
            tuple(Entity(one.start - start, one.end - start, one.label) for one in entities if one.end <= end),
        )

    def lemma_counts(self) -> Counter[str]:
        """How often each lemma with a letter or digit in it occurs, in lower case: what the index of lemmas holds."""
        return Counter(lemma.lower() for lemma in self.lemmas if WORD.search(lemma))


def joined(parts: Iterable[tuple[int, Annotation]]) -> Annotation:
    """One annotation out of those of parts of a text, each with the place where its part begins, in order."""
    starts: list[int] = []
    ends: list[int] = []
    lemmas: list[str] = []
    tags: list[str] = []
    sentences: list[int] = []
    entities: list[Entity] = []
    for offset, part in parts:
        sentences += [at + len(starts) for at in part.sentences]
        starts += [at + offset for at in part.starts]
        ends += [at + offset for at in part.ends]
        lemmas += part.lemmas
        tags += part.tags
        entities += [Entity(each.start + offset, each.end + offset, each.label) for each in part.entities]
    return Annotation(starts, ends, lemmas, tags, sentences, tuple(entities))
