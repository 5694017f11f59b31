from functools import lru_cache
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Token

from codebench.shipped import shipped

PIPELINE = shipped("models/nl/pipeline")
MOST_BYTES = 10_000_000


@lru_cache
def pipeline() -> Language:
    return spacy.load(PIPELINE)


def found(word: str, text: str) -> Token:
    return next(token for token in pipeline()(text) if token.text == word)


def test_it_is_small_and_has_the_parts_that_coding_needs() -> None:
    assert sum(path.stat().st_size for path in PIPELINE.rglob("*") if path.is_file()) <= MOST_BYTES
    assert pipeline().pipe_names == ["tok2vec", "morphologizer", "trainable_lemmatizer", "senter", "lemma_table"]


def test_its_card_says_whose_it_is_and_how_good() -> None:
    meta = pipeline().meta
    assert (meta["lang"], meta["name"], meta["version"]) == ("nl", "codebench_nl", "1.0.0")
    assert meta["license"] == "CC BY-SA 4.0"
    assert {source["name"] for source in meta["sources"]} == {"UD Dutch Alpino", "UD Dutch LassySmall"}
    assert meta["performance"]["pos_acc"] >= 0.93
    assert meta["performance"]["lemma_acc"] >= 0.93
    assert meta["performance"]["sents_f"] >= 0.91


def test_nothing_of_the_machine_that_made_it_is_in_it() -> None:
    for name in ("meta.json", "config.cfg"):
        text = (PIPELINE / name).read_text("utf-8")
        assert "/work" not in text
        assert str(Path.home()) not in text


@pytest.mark.parametrize(
    ("word", "text", "lemma", "pos"),
    [
        ("tijden", "Er zijn tijden geweest dat het beter liep.", "tijd", "NOUN"),
        ("leerkrachten", "De leerkrachten vragen meer ondersteuning.", "leerkracht", "NOUN"),
        ("ondersteuners", "Wij delen vier ondersteuners met drie scholen.", "ondersteuner", "NOUN"),
        ("had", "Ik had geen tijd voor overleg.", "hebben", "VERB"),
        ("kindjes", "De kindjes spelen op de speelplaats.", "kind", "NOUN"),
        ("wachttijden", "De wachttijden zijn te lang.", "wachttijd", "NOUN"),
        ("overlegmomenten", "Er zijn te weinig overlegmomenten.", "overlegmoment", "NOUN"),
        ("vraag", "Ik vraag elke week hetzelfde.", "vragen", "VERB"),
        ("moeilijke", "Het was een moeilijke periode.", "moeilijk", "ADJ"),
        ("nam", "Zij nam het dossier over.", "overnemen", "VERB"),
        ("nemen", "Het was moeilijk om dat dossier over te nemen.", "overnemen", "VERB"),
        ("opgelost", "Het probleem is opgelost.", "oplossen", "VERB"),
        ("tijd", "geen tijd voor overleg", "tijd", "NOUN"),
        ("leerlingen", "veel leerlingen zonder laptop", "leerling", "NOUN"),
        ("Gent", "Onze school ligt in Gent.", "Gent", "PROPN"),
    ],
)
def test_it_knows_the_words_of_coders(word: str, text: str, lemma: str, pos: str) -> None:
    token = found(word, text)
    assert (token.lemma_, token.pos_) == (lemma, pos)


@pytest.mark.parametrize(
    "sentences",
    [
        ["We hebben te weinig uren.", "De kinderen hebben meer nodig.", "Wie helpt hen?"],
        ["Volgens dr. Peeters is dat bv. niet nodig."],
        ["meer tijd.", "betere communicatie met ouders."],
        ["geen tijd voor overleg"],
        ["Dat was in mei 2020!", "Daarna kwam er niets meer."],
    ],
)
def test_it_splits_sentences(sentences: list[str]) -> None:
    assert [sentence.text for sentence in pipeline()(" ".join(sentences)).sents] == sentences


def test_no_lemma_has_an_underscore() -> None:
    text = "De kloosterorden doen mee aan het overleg van de gemeenteraadsleden en de gezondheidszorg."
    assert [token.lemma_ for token in pipeline()(text) if "_" in token.lemma_] == []
