"""Verbs that come apart: which do, and where their particle stands."""

import pytest

from codebench.language.verbs import parted, particle_of


@pytest.mark.parametrize(
    ("verb", "parts"),
    [
        ("overnemen", ("over", "nemen")),
        ("opstaan", ("op", "staan")),
        ("meedoen", ("mee", "doen")),
        ("binnenkomen", ("binnen", "komen")),
        ("terugbellen", ("terug", "bellen")),
        ("overleggen", None),
        ("ondersteunen", None),
        ("open", None),
        ("inzet", None),
        ("tijd", None),
        ("", None),
    ],
)
def test_which_verbs_come_apart(verb: str, parts: tuple[str, str] | None) -> None:
    assert parted(verb) == parts


@pytest.mark.parametrize(
    ("sentence", "verb", "particle", "at"),
    [
        ("zij nam het werk van haar collega over .", "nam", "over", 7),
        ("ze nam een boek over de oorlog mee .", "nam", "over", None),
        ("hij vroeg om het over te nemen", "nemen", "over", 4),
        ("dat hij het over zou hebben genomen", "genomen", "over", 3),
        ("dat hij het over zou kunnen hebben genomen te", "genomen", "over", 3),
        ("ze belt de ouders op omdat dat moet", "belt", "op", 4),
        ("ik leg het uit aan de juf", "leg", "uit", 3),
        ("wij komen samen , en werken uit", "komen", "uit", 6),
        ("wij komen samen ; het is uit", "komen", "uit", None),
        ("ze nam dat boek terwijl het over was", "nam", "over", None),
        ("over dat boek denkt hij", "denkt", "over", None),
    ],
)
def test_where_the_particle_stands(sentence: str, verb: str, particle: str, at: int | None) -> None:
    words = sentence.split()
    assert particle_of(words, [""] * len(words), words.index(verb), particle) == at


def test_a_second_verb_ends_the_clause_where_parts_of_speech_are_known() -> None:
    words = ["wij", "komen", "samen", ",", "en", "werken", "het", "uit"]
    tags = ["PRON", "VERB", "ADV", "PUNCT", "CCONJ", "VERB", "PRON", "ADP"]
    assert particle_of(words, tags, 1, "uit") is None
    assert particle_of(words, tags, 5, "uit") == 7
