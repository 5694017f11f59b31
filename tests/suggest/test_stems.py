"""Dutch stems, by the sample vocabulary that the description of the algorithm prints."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebench.suggest.stems import stem, stems_of


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("lichaamsziek", "lichaamsziek"),
        ("lichamelijk", "licham"),
        ("lichamelijke", "licham"),
        ("lichamelijkheden", "licham"),
        ("lichamen", "licham"),
        ("lichere", "licher"),
        ("licht", "licht"),
        ("lichtbruine", "lichtbruin"),
        ("lichte", "licht"),
        ("lichten", "licht"),
        ("lichtende", "lichtend"),
        ("opglimpen", "opglimp"),
        ("opglimpende", "opglimp"),
        ("opglimping", "opglimp"),
        ("opgingen", "opging"),
        ("ophef", "ophef"),
        ("opheffen", "opheff"),
        ("opheffing", "opheff"),
        ("opgroeiende", "opgroei"),
        ("maan", "man"),
        ("bedden", "bed"),
        ("mogelijkheden", "mogelijk"),
        ("één", "een"),
    ],
)
def test_the_stem_of_a_word(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_the_words_of_a_text_in_order() -> None:
    assert stems_of("De Leerlingen van 2 scholen, én hún tijd…") == [
        "de",
        "leerling",
        "van",
        "2",
        "schol",
        "en",
        "hun",
        "tijd",
    ]
    assert stems_of(" – … ") == []


@given(st.text(alphabet=st.characters(categories=("Ll", "Nd")), min_size=1, max_size=20))
def test_a_stem_is_never_longer_than_its_word(word: str) -> None:
    assert len(stem(word)) <= len(word.lower())
