"""What may stand for a code in the margin."""

import pytest

from codebench.domain.codebook import is_mark


@pytest.mark.parametrize("text", ["t", "ti", "é", "e\u0301", "漢", "+", "[b", "Ω"])
def test_one_or_two_columns_of_letters_and_signs_are_a_mark(text):
    assert is_mark(text)


@pytest.mark.parametrize("text", ["", "tij", "漢t", " ", "a b", "\u1160\u1160", "\u3164", "\u200b", "\n"])
def test_more_or_nothing_to_see_is_no_mark(text):
    assert not is_mark(text)
