"""What a pipeline understood of one text: its tokens with lemmas and tags, its sentences, its names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
        for first, after in zip(self.sentences, (*self.sentences[1:], len(self)), strict=True):
            yield self.starts[first], self.ends[after - 1]
