"""What is read of a text: terms, letter groups, clauses, and how they are looked up."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.suggest.suggest_material import segment

from codebench.suggest.clauses import clauses
from codebench.suggest.postings import TAIL, Postings
from codebench.suggest.segments import Segment, Word
from codebench.suggest.words import described, grams, terms


@pytest.mark.parametrize(
    ("one", "other"), [("tijden", "tijd"), ("reizen", "reis"), ("één", "een"), ("Coördinator", "coordinatoren")]
)
def test_forms_of_a_word_are_one_term(one: str, other: str) -> None:
    assert terms(segment(1, f"drie {one}")) == terms(segment(2, f"drie {other}"))


def test_the_lemma_counts_where_there_is_one_and_function_words_never() -> None:
    text = "Wij liepen niet"
    words = (Word("wij", "PRON", 0, 3), Word("lopen", "VERB", 4, 10), Word("niet", "ADV", 11, 15))
    assert terms(Segment(1, text, words)) == Counter({"lop": 1})


def test_names_of_codes_are_split_at_capitals_and_marks() -> None:
    assert set(terms(described(1, "SearchScreeningEvent"))) == {"search", "screening", "event"}
    assert set(terms(described(1, "alarm/set_alarm"))) == {"alarm", "set"}
    assert terms(described(1, "OPENBARE VEILIGHEID")) == terms(segment(1, "openbare veiligheid"))


def test_parts_of_a_compound_share_letter_groups() -> None:
    whole, part, other = (set(grams(word)[0].tolist()) for word in ("tijdsdruk", "tijd", "refter"))
    assert len(whole & part) >= 3
    assert not whole & other


@given(st.text(max_size=200))
def test_clauses_cover_all_but_white_space_and_never_overlap(text: str) -> None:
    parts = clauses(text)
    end = 0
    for start, after in parts:
        assert end <= start < after
        assert not text[end:start].strip()
        assert text[start:after] == text[start:after].strip()
        end = after
    assert not text[end:].strip()


def test_clauses_break_at_marks_and_conjunctions() -> None:
    text = "Ik doe het graag, maar er is geen tijd en de lokalen zijn te klein."
    assert [text[a:b] for a, b in clauses(text)] == [
        "Ik doe het graag,",
        "maar er is geen tijd",
        "en de lokalen zijn te klein.",
    ]


texts = st.lists(st.dictionaries(st.integers(0, 30), st.integers(1, 300), max_size=12), max_size=40)


@given(texts, st.sets(st.integers(0, 40), max_size=12), st.sets(st.integers(0, 39)))
def test_looking_up_finds_what_is_there(made: list[dict[int, int]], wanted: set[int], sort_after: set[int]) -> None:
    postings = Postings()
    for i, counts in enumerate(made):
        slot = postings.add(np.array([*counts], np.int32), np.array([*counts.values()], np.int64))
        assert slot == i
        if i in sort_after:
            postings.sort()
    asked = np.array(sorted(wanted), np.int32)
    hits = postings.find(asked)
    found = sorted(
        (int(asked[w]), s, c) for w, s, c in zip(hits.which, hits.slots.tolist(), hits.counts.tolist(), strict=True)
    )
    assert found == sorted(
        (feature, slot, min(n, 255))
        for slot, counts in enumerate(made)
        for feature, n in counts.items()
        if feature in wanted
    )
    kept = np.array([i for i in range(len(made)) if i % 2], np.int64)
    selected = postings.select(kept)
    for place, slot in enumerate(kept.tolist()):
        features, counts = selected.of(place)
        assert dict(zip(features.tolist(), counts.tolist(), strict=True)) == {
            feature: min(n, 255) for feature, n in made[slot].items()
        }


def test_runs_are_merged_as_texts_come() -> None:
    postings = Postings()
    for i in range(5 * TAIL // 100):
        postings.add(np.arange(i % 7, i % 7 + 100, dtype=np.int32), np.ones(100, np.int64))
    hits = postings.find(np.array([3, 103], np.int32))
    expected = sum(i % 7 <= 3 for i in range(postings.n)), sum(i % 7 >= 4 for i in range(postings.n))
    assert tuple(np.bincount(hits.which).tolist()) == expected
    assert len(set(hits.slots.tolist())) == postings.n
