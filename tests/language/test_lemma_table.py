from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from codebench.language.lemma_table import FACTORY, PARTICLE, LemmaTable

LEMMAS = {
    "NOUN": {"tijden": "tijd", "kind": "", "frans": "Frans"},
    "VERB": {"genomen": "nemen", "nam": "nemen", "nemen": "", "gelopen": "lopen"},
    "PROPN": {"Tijden": ""},
}
SEPARABLE = {"over": {"nemen"}, "mee": {"lopen"}}


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("nl")
    nlp.add_pipe(FACTORY, name="lemma_table")
    table(nlp).fill(LEMMAS, SEPARABLE)
    return nlp


def table(nlp: Language) -> LemmaTable:
    pipe = nlp.get_pipe("lemma_table")
    assert isinstance(pipe, LemmaTable)
    return pipe


def tagged(nlp: Language, text: str) -> Doc:
    """ "nam/VERB/VerbForm=Fin het/PRON" as a document whose lemmas are its words."""
    parts = [(*part.split("/"), "", "")[:3] for part in text.split()]
    words = [word for word, _, _ in parts]
    doc = Doc(nlp.vocab, words=words, pos=[pos for _, pos, _ in parts], lemmas=words)
    for token, (_, _, morph) in zip(doc, parts, strict=True):
        token.set_morph(morph)
    return doc


def lemmas(nlp: Language, text: str) -> list[str]:
    return [token.lemma_ for token in table(nlp)(tagged(nlp, text))]


def test_a_form_has_the_lemma_of_its_part_of_speech(nlp: Language) -> None:
    assert lemmas(nlp, "Tijden/NOUN Tijden/PROPN tijden/VERB kind/NOUN frans/NOUN") == [
        "tijd",
        "Tijden",
        "tijden",
        "kind",
        "Frans",
    ]


def test_an_unknown_noun_or_verb_goes_by_its_longest_known_ending(nlp: Language) -> None:
    assert lemmas(nlp, "Wachttijden/NOUN IT-tijden/NOUN meegelopen/VERB Oertijden/PROPN") == [
        "wachttijd",
        "IT-tijd",
        "meelopen",
        "Oertijden",
    ]


@pytest.mark.parametrize(
    ("text", "verb", "lemma"),
    [
        (f"zij/PRON nam/VERB/VerbForm=Fin alles/PRON over/ADP/{PARTICLE}", 1, "overnemen"),
        (f"om/SCONJ over/ADP/{PARTICLE} te/ADP nemen/VERB/VerbForm=Inf", 3, "overnemen"),
        (f"wat/PRON over/ADP/{PARTICLE} is/AUX/VerbForm=Fin genomen/VERB/VerbForm=Part", 3, "overnemen"),
        (f"nam/VERB/VerbForm=Fin wie/PRON ging/VERB/VerbForm=Fin alles/PRON over/ADP/{PARTICLE}", 0, "overnemen"),
        ("zij/PRON nam/VERB/VerbForm=Fin iets/PRON over/ADP geld/NOUN", 1, "nemen"),
    ],
)
def test_a_separated_verb_is_joined(nlp: Language, text: str, verb: int, lemma: str) -> None:
    assert lemmas(nlp, text)[verb] == lemma


def test_a_particle_stays_within_its_sentence(nlp: Language) -> None:
    doc = tagged(nlp, f"zij/PRON nam/VERB/VerbForm=Fin iets/PRON over/ADP/{PARTICLE}")
    doc[3].is_sent_start = True
    assert table(nlp)(doc)[1].lemma_ == "nemen"


def test_it_comes_back_from_disk_as_it_was(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    again = table(spacy.load(tmp_path / "pipeline"))
    assert (again.lemmas, again.separable) == (table(nlp).lemmas, table(nlp).separable)
    assert again.to_bytes() == table(nlp).to_bytes()
