"""Scores a Dutch pipeline on a CoNLL-U file: python models/nl/score.py PIPELINE FILE [FILE ...].

PIPELINE is a folder or the name of an installed package. Texts are documents of eight sentences that the pipeline
splits into words itself. A word that it splits otherwise than the treebank counts as wrong.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import spacy
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, Token
from spacy.training import Example

import codebench.language.lemma_table  # noqa: F401  (spaCy finds the component)
from convert import features, is_separated, read_rows, written_lemma

SENTENCES = 8

Rows = list[list[str]]


def bare(form: str, pos: str, lemma: str) -> str:  # noqa: ARG001
    """The treebank's lemma without its underscores: gezondheidzorg, opnemen, G8top."""
    return lemma if lemma == "_" else lemma.replace("_", "")


def gold(nlp: Language, sentences: list[Rows], lemma: Callable[[str, str, str], str]) -> Doc:
    """The sentences as one gold document, with the lemmas in the given spelling."""
    rows = [row for sentence in sentences for row in sentence]
    doc = Doc(
        nlp.vocab,
        words=[row[1] for row in rows],
        spaces=["SpaceAfter=No" not in row[9] for row in rows],
        pos=[row[3] for row in rows],
        lemmas=[lemma(row[1], row[3], row[2]) for row in rows],
        sent_starts=[at == 0 for sentence in sentences for at in range(len(sentence))],
    )
    for token, row in zip(doc, rows, strict=True):
        token.set_morph(features(row[5]))  # type: ignore[attr-defined]
    return doc


def as_written(form: str, pos: str, lemma: str) -> str:
    """The lemma as the bundled pipeline is trained to write it: gezondheidszorg, opnemen, G8-top."""
    return bare(form, pos, lemma) if is_separated(form, pos, lemma) else written_lemma(form, pos, lemma)


def morphology(token: Token, _: str) -> str:
    """The token's features that the treebank has too."""
    return "|".join(part for part in str(token.morph).split("|") if not part.startswith("PartType="))


def no_underscores(docs: list[Doc]) -> None:
    """Takes the underscores out of the predicted lemmas, which pipelines of other makers have."""
    for doc in docs:
        for token in doc:
            token.lemma_ = bare(token.text, token.pos_, token.lemma_)


def scores(nlp: Language, path: Path, *, times: int = 3) -> dict[str, float]:
    """Accuracies, sentence precision, recall and F as shares; words a second of processor time (best of some runs)."""
    sentences = list(read_rows(path))
    parts = [sentences[at : at + SENTENCES] for at in range(0, len(sentences), SENTENCES)]
    texts = [gold(nlp, part, bare).text for part in parts]
    seconds = []
    for _ in range(times):
        start = process_time()
        docs = list(nlp.pipe(texts))
        seconds.append(process_time() - start)
    no_underscores(docs)
    found: dict[str, float] = {}
    for spelling in (as_written, bare):
        examples = [Example(doc, gold(nlp, part, spelling)) for doc, part in zip(docs, parts, strict=True)]
        name = "lemma_acc" if spelling is bare else "lemma_written_acc"
        found[name] = Scorer.score_token_attr(examples, "lemma")["lemma_acc"]
    found |= Scorer.score_token_attr(examples, "pos")
    found["morph_acc"] = Scorer.score_token_attr(examples, "morph", getter=morphology)["morph_acc"]
    sents = Scorer.score_spans(examples, "sents", has_annotation=lambda doc: doc.has_annotation("SENT_START"))
    found |= {key: value for key, value in sents.items() if key in ("sents_p", "sents_r", "sents_f")}
    found["words_per_second"] = sum(map(len, docs)) / min(seconds)
    return found


def main(pipeline: str, files: list[str]) -> None:
    """Prints the scores on each file."""
    nlp = spacy.load(pipeline)
    for file in files:
        print(Path(file).stem)
        for name, value in scores(nlp, Path(file)).items():
            print(f"  {name:18} {value:.4f}" if value <= 1 else f"  {name:18} {value:.0f}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
