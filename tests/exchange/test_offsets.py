"""How positions are counted: told rightly from passages, or left undecided; never told wrong."""

import random
from pathlib import Path

import pytest
from benchmarks.positions import as_markdown, as_written, outcome, table, text_of
from hypothesis import given, settings
from hypothesis import strategies as st

from codebench.exchange.offsets import CONVENTIONS, Convention, CountedText, Passage, Pool, evidence, understood

TEXTS = st.text(st.sampled_from("ab é😀\n\r\u0301👩‍🏫."), min_size=2, max_size=40)


@pytest.mark.parametrize("convention", CONVENTIONS, ids=repr)
@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("astral", [True, False])
def test_the_convention_is_told_rightly_or_not_at_all(convention: Convention, named: bool, astral: bool) -> None:
    rng = random.Random(7)
    found = [outcome(rng, convention, n, astral=astral, named=named) for n in (1, 2, 3, 10)]
    assert "wrong" not in found
    assert found[-1] == "right"
    assert not named or found == ["right"] * 4


def test_the_table_of_the_documentation_is_whole_and_says_nothing_wrong() -> None:
    documented = (Path(__file__).parents[2] / "docs" / "exchange.md").read_text("utf-8")
    head, _line, *rows = as_markdown(table(1, seed=2)).splitlines()
    assert head in documented
    for row in rows:
        begin = "|".join(row.split("|")[:4])
        (found,) = [line for line in documented.splitlines() if line.startswith(f"{begin}|")]
        right, undecided, wrong = (int(cell) for cell in found.split("|")[4:7])
        assert (right + undecided, wrong) == (400, 0)


@settings(max_examples=60)
@given(TEXTS, st.data())
def test_what_was_written_is_found_again(text: str, data: st.DataObject) -> None:
    text = text.replace("\r", "")
    if len(text) < 2:
        return
    convention = data.draw(st.sampled_from(CONVENTIONS))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    counted = CountedText("\ufeff" + text.replace("\n", "\r\n"))
    assert counted.frozen == text
    (place,) = counted.places([as_written(text, (start, end), convention)], convention)
    # The last character is one that counts double: its second half is where a closed passage ends.
    if not (convention.end_belongs and (text[end - 1] > "\uffff" or text[end - 1] == "\n")):
        assert (place.start, place.end, place.splits) == (start, end, False)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=5))
def test_any_position_gives_a_place_in_the_text(text: str, positions: list[tuple[int, int]]) -> None:
    counted = CountedText(text)
    passages = [Passage(min(a, b), max(a, b), "ab") for a, b in positions]
    if not counted.frozen:
        return
    likely = evidence(counted, passages).likely()
    for place in understood(counted, passages, likely):
        assert 0 <= place.start < place.end <= len(counted.frozen)


def test_without_passages_there_is_nothing_to_tell() -> None:
    assert Pool().told() == ""


def test_the_words_of_one_passage_can_decide_for_all() -> None:
    text = text_of(random.Random(3), astral=True)
    way = Convention(utf16=True, crlf_is_two=True)
    spans = [(i, i + 12) for i in range(40, 200, 20)]
    passages = [as_written(text, span, way) for span in spans]
    passages[-1] = Passage(passages[-1].start, passages[-1].end, text[slice(*spans[-1])])
    counted = CountedText("\ufeff" + text.replace("\n", "\r\n"))
    pool = Pool()
    pool.add(counted, evidence(counted, passages))
    found = pool.understood(counted, passages, None)
    assert [(place.start, place.end) for place in found if place.is_certain] == [
        span for span, place in zip(spans, found, strict=True) if place.is_certain
    ]
    assert found[-1].is_certain
