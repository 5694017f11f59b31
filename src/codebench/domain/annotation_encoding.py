"""An annotation in few bytes: what the cache keeps and what helper processes send.

A head (format, width of the numbers, how many of each) and then, deflated where that helps, all numbers as one column
of that width, and all strings on lines of their own. The numbers: per token the gap before it and its length, then
its lemma, then its tag; per sentence how many tokens further it begins; per name its gap and length, then its label.
The strings: the different lemmas, tags and labels in the order of their first use.
"""

import struct
import zlib
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain

from codebench.domain.annotation import Annotation, Entity

FORMAT = 1

_HEAD = struct.Struct("<BBIIIII")  # format, width and deflated, tokens, sentences, entities, lemmas, tags
_DEFLATED = 0x80
_WIDTHS = "BHI"  # 1, 2 and 4 bytes


def encode(annotation: Annotation) -> bytes:
    """The annotation in bytes; `decode` gives one of the same content.

    Raises:
        ValueError: a lemma, tag or label holds a line break.
    """
    n = len(annotation)
    places = list(chain.from_iterable(zip(annotation.starts, annotation.ends, strict=True)))
    lemmas, lemma_numbers = _numbered(annotation.lemmas)
    tags, tag_numbers = _numbered(annotation.tags)
    labels, label_numbers = _numbered(entity.label for entity in annotation.entities)
    entities = list(chain.from_iterable((entity.start, entity.end) for entity in annotation.entities))
    sentences = annotation.sentences
    numbers = [*_steps(places), *lemma_numbers, *tag_numbers, *_steps(sentences), *_steps(entities), *label_numbers]
    largest = max(numbers, default=0)
    width = 0 if largest < 1 << 8 else 1 if largest < 1 << 16 else 2
    strings = [*lemmas, *tags, *labels]
    if any("\n" in string for string in strings):
        raise ValueError("a line break in a lemma, tag or label")
    body = struct.pack(f"<{len(numbers)}{_WIDTHS[width]}", *numbers)
    body += "\n".join(strings).encode("utf-8", "surrogatepass")
    small = zlib.compress(body, 6, -15)
    if len(small) < len(body):
        body, width = small, width | _DEFLATED
    return _HEAD.pack(FORMAT, width, n, len(sentences), len(annotation.entities), len(lemmas), len(tags)) + body


def decode(value: bytes) -> Annotation:
    """The annotation that was encoded.

    Raises:
        ValueError: these bytes are no annotation in this format.
    """
    try:
        form, width, n, n_sentences, n_entities, n_lemmas, n_tags = _HEAD.unpack_from(value)
        if form != FORMAT:
            raise ValueError(f"format {form}")
        body = value[_HEAD.size :]
        if width & _DEFLATED:
            body = zlib.decompress(body, -15)
        width &= ~_DEFLATED
        count = 4 * n + n_sentences + 3 * n_entities
        numbers = struct.unpack_from(f"<{count}{_WIDTHS[width]}", body)
        strings = body[count << width :].decode("utf-8", "surrogatepass").split("\n")
        places = list(accumulate(numbers[: 2 * n]))
        lemmas = list(map(strings.__getitem__, numbers[2 * n : 3 * n]))
        tags = list(map(strings[n_lemmas:].__getitem__, numbers[3 * n : 4 * n]))
        sentences = list(accumulate(numbers[4 * n : 4 * n + n_sentences]))
        entities: tuple[Entity, ...] = ()
        if n_entities:
            rest = numbers[4 * n + n_sentences :]
            ends = list(accumulate(rest[: 2 * n_entities]))
            labels = map(strings[n_lemmas + n_tags :].__getitem__, rest[2 * n_entities :])
            entities = tuple(map(Entity, ends[::2], ends[1::2], labels))
        return Annotation(places[::2], places[1::2], lemmas, tags, sentences, entities)
    except (struct.error, zlib.error, LookupError) as error:
        raise ValueError(f"no annotation: {error}") from error


def _numbered(strings: Iterable[str]) -> tuple[list[str], list[int]]:
    """The different strings in the order of their first use, and the number of each use."""
    table: dict[str, int] = {}
    numbers = [table.setdefault(string, len(table)) for string in strings]
    return list(table), numbers


def _steps(numbers: Sequence[int]) -> Iterable[int]:
    """The first number, and then how much each is above the one before it."""
    return (after - before for before, after in zip((0, *numbers), numbers, strict=False))
