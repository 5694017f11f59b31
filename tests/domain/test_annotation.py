"""An annotation in columns: parts of it, put together again, in bytes and back."""

import zlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebench.domain.annotation import Annotation, Entity, joined
from codebench.domain.annotation_encoding import decode, encode

WORDS = st.text(st.characters(exclude_characters="\n"), min_size=1, max_size=12)


@st.composite
def annotations(draw: st.DrawFn) -> Annotation:
    """Any annotation that holds together; now and then with places far beyond 16 bits."""
    far = draw(st.sampled_from((3, 300, 70_000)))
    steps = draw(st.lists(st.tuples(st.integers(0, far), st.integers(1, far)), max_size=40))
    starts, ends, at = [], [], 0
    for gap, length in steps:
        starts.append(at + gap)
        at += gap + length
        ends.append(at)
    n = len(starts)
    lemmas = draw(st.lists(WORDS, min_size=n, max_size=n))
    tags = draw(st.lists(st.sampled_from(("NOUN", "VERB", "PROPN", "")), min_size=n, max_size=n))
    breaks = draw(st.sets(st.integers(1, n - 1), max_size=5)) if n > 1 else set()
    sentences = sorted({0} | breaks) if n else []
    named = sorted(draw(st.sets(st.integers(0, n - 1), max_size=4))) if n else []
    entities = tuple(Entity(starts[i], ends[i], draw(st.sampled_from(("PERSON", "GPE")))) for i in named)
    return Annotation(starts, ends, lemmas, tags, sentences, entities)


@given(annotations())
def test_what_was_encoded_is_decoded(annotation: Annotation) -> None:
    assert decode(encode(annotation)) == annotation


@given(annotations())
def test_sentences_follow_each_other_and_hold_every_token(annotation: Annotation) -> None:
    spans = list(annotation.sentence_spans())
    assert [start for start, _end in spans] == [annotation.starts[first] for first in annotation.sentences]
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert not spans or spans[-1][1] == annotation.ends[-1]


@given(annotations(), st.data())
def test_a_part_holds_what_lies_wholly_in_it(annotation: Annotation, data: st.DataObject) -> None:
    length = annotation.ends[-1] if len(annotation) else 5
    start = data.draw(st.integers(0, length))
    end = data.draw(st.integers(start, length))
    part = annotation.part(start, end)
    inside = [i for i in range(len(annotation)) if start <= annotation.starts[i] and annotation.ends[i] <= end]
    assert list(annotation.within(start, end)) == inside
    assert [(at + start, to + start) for at, to in zip(part.starts, part.ends, strict=True)] == [
        (annotation.starts[i], annotation.ends[i]) for i in inside
    ]
    assert part.lemmas == [annotation.lemmas[i] for i in inside]
    begun = {inside.index(at) for at in annotation.sentences if at in inside}
    assert part.sentences == sorted(begun | {0} if inside else begun)
    assert [(one.start + start, one.end + start, one.label) for one in part.entities] == [
        (one.start, one.end, one.label) for one in annotation.entities if start <= one.start and one.end <= end
    ]


@given(st.lists(annotations(), min_size=1, max_size=4))
def test_joined_parts_are_found_again_where_they_were_put(parts: list[Annotation]) -> None:
    places, at = [], 0
    for part in parts:
        places.append(at)
        at += (part.ends[-1] if len(part) else 0) + 1
    whole = joined(zip(places, parts, strict=True))
    for place, after, part in zip(places, [*places[1:], at], parts, strict=True):
        assert whole.part(place, after) == part


def test_lemmas_are_counted_in_lower_case_and_only_where_there_is_a_letter_or_digit() -> None:
    lemmas = ["Tijd", "tijd", ".", "😀", "Élan", "3", "’t", "_"]
    places = list(range(len(lemmas)))
    annotation = Annotation(places, [at + 1 for at in places], lemmas, [""] * len(lemmas), [0])
    assert annotation.lemma_counts() == {"tijd": 2, "élan": 1, "3": 1, "’t": 1}


@given(annotations(), st.data())
def test_bytes_that_are_no_annotation_are_refused_in_one_way(annotation: Annotation, data: st.DataObject) -> None:
    value = bytearray(encode(annotation))
    kind = data.draw(st.sampled_from(("cut", "format", "bytes")))
    if kind == "cut":
        del value[data.draw(st.integers(0, min(len(value) - 1, 21))) :]
    elif kind == "format":
        value[0] += 1
    else:
        value = bytearray(data.draw(st.binary(max_size=60).filter(lambda raw: raw[:1] != b"\x01")))
    with pytest.raises(ValueError, match=r".+"):
        decode(bytes(value))


def test_a_lemma_never_holds_a_line_break() -> None:
    with pytest.raises(ValueError, match="line break"):
        encode(Annotation([0], [1], ["a\nb"], [""], [0]))


def test_a_survey_answer_takes_few_bytes() -> None:
    text = "we hebben te weinig tijd voor overleg met de directie en het team maar dat weten ze niet"
    words = text.split()
    starts, ends, at = [], [], 0
    for word in words:
        starts.append(at)
        ends.append(at + len(word))
        at += len(word) + 1
    annotation = Annotation(starts, ends, words, ["NOUN"] * len(words), [0])
    assert len(encode(annotation)) < 2 * at
    assert len(encode(annotation)) < len(zlib.compress(repr(annotation).encode()))
