"""Whether a word is denied, in sentences one by one: what is meant, and what the rules of thumb are known to miss."""

import pytest

from codebench.language.negation import is_denied
from tests.project.words_material import by_hand


def denied(sentence: str) -> bool:
    """Whether what stands between square brackets is denied."""
    start, end = sentence.index("["), sentence.index("]") - 1
    text = sentence.replace("[", "").replace("]", "")
    said = by_hand(text)
    words = [text[a:b].lower() for a, b in zip(said.starts, said.ends, strict=True)]
    tokens = said.within(start, end)
    return is_denied(words, said.tags, tokens.start, tokens.stop)


@pytest.mark.parametrize(
    "sentence",
    [
        "We hebben geen [tijd].",
        "Geen [tijd]!",
        "Er is geen enkele extra [tijd].",
        "Er is geen [tijd] of ruimte.",
        "Er is geen ruimte of [tijd].",
        "Zonder [overleg] begint ge er niet aan.",
        "Een school zonder veel [overleg].",
        "Tijd noch [middelen].",
        "We hebben de [tijd] niet.",
        "De [tijd] hebben we niet.",
        "We hebben niet genoeg [tijd].",
        "Er is nooit [overleg] geweest.",
        "Er is nooit geen [overleg] geweest.",
        "Niemand heeft [tijd].",
        "Nergens [tijd] voor.",
        "Ik weet niks van [overleg].",
        "Dat mandaat is niet [duidelijk].",
        "Maar de [ouders] komen niet.",
        "Ze kwamen, maar niet voor het [overleg].",
        "Het is niet [overgenomen].",
        "Hij [nam het niet over].",
        "De [ouders] belde dat niet.",
        "De [ouders] belde dat ook niet.",
    ],
)
def test_is_denied(sentence: str) -> None:
    assert denied(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "We hebben [tijd].",
        "We hebben weinig [tijd].",
        "Er is nauwelijks [tijd].",
        "Niet alleen [tijd], ook middelen.",
        "Niet enkel [overleg] telt.",
        "Ik weet het niet, maar er is [tijd].",
        "Ik weet niet of er [tijd] is.",
        "Is er [tijd] of niet?",
        "Het is niet goed omdat er [overleg] is.",
        "Geen probleem, er is [tijd].",
        "Er is [tijd] en geen geld.",
        "Geen budget voor [overleg].",
        "Nee, er is [tijd].",
        "De [ouders] komen, de leerkracht niet.",
        "Als het niet lukt, is er [overleg].",
        "De [ouders] belde dat het niet lukte.",
    ],
)
def test_is_not_denied(sentence: str) -> None:
    assert not denied(sentence)
