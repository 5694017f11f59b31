import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from codebench.language.affixes import Affixes, affix_embed

NLP = spacy.blank("nl")
NORM, PREFIX, SHORT, LONG, SHAPE = range(5)


def hashes(*words: str) -> np.ndarray:  # type: ignore[type-arg]
    return Affixes([3], [2, 4]).hashes(Doc(NLP.vocab, words=list(words)))


def test_words_share_the_endings_that_they_have_in_common() -> None:
    begeleidster, voorleesster, ster = hashes("begeleidster", "Voorleesster", "ster")
    assert begeleidster[SHORT] == voorleesster[SHORT]
    assert begeleidster[LONG] == voorleesster[LONG] == ster[LONG]
    assert begeleidster[PREFIX] != voorleesster[PREFIX]
    assert begeleidster[SHAPE] != voorleesster[SHAPE]


def test_an_ending_that_is_the_whole_word_is_another() -> None:
    whole, ending = hashes("er", "beer")
    assert whole[LONG] != ending[LONG]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Z", "C")), min_size=1), max_size=6))
def test_a_word_is_the_same_wherever_it_stands(words: list[str]) -> None:
    affixes = Affixes([3], [2, 4])
    apart = [affixes.hashes(Doc(NLP.vocab, words=[word]))[0] for word in words]
    assert np.array_equal(affixes.hashes(Doc(NLP.vocab, words=words)), np.array(apart, dtype="uint64").reshape(-1, 5))


def test_more_words_than_there_was_room_for() -> None:
    affixes = Affixes([], [2])
    many = Doc(NLP.vocab, words=[f"w{number}" for number in range(3000)])
    first = affixes.hashes(many).copy()
    assert np.array_equal(affixes.hashes(many), first)
    assert len({int(row[0]) for row in first}) == 3000


def test_each_property_needs_its_table() -> None:
    with pytest.raises(ValueError, match="4 tables need as many sizes, not 1"):
        affix_embed(8, [3], [2], [100])
