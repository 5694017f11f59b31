"""Trains the bundled Dutch pipeline: python models/nl/train.py TREEBANK_FOLDER OUT (about 6 minutes of one core).

Two passes: tags and lemmas together on a shared tok2vec, then the sentence recogniser on its own small one (it overfits
long before the tags are learned). Then the table of lemmas is filled, and all is written without what is not needed.
"""

import random
import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
import srsly  # type: ignore[import-untyped]
from spacy.language import Language
from spacy.pipeline import EditTreeLemmatizer, Morphologizer
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import load_config, load_model_from_config
from spacy.vocab import Vocab
from thinc.api import Adam, Optimizer, fix_random_seed

from codebench.language.lemma_table import LemmaTable
from convert import SEPARATED_PARTICLE, Sentence, as_typed, treebank
from score import scores

HERE = Path(__file__).parent
SEED = 20

LONGEST = 8  # sentences a document
LEARN_RATE, WARM_UP, LEAST_RATE = 0.001, 200, 0.02
FIRST_BATCH, LAST_BATCH, BATCH_GROWTH = 100.0, 1000.0, 1.001  # words

HELD_OUT = "nl_alpino-ud-test"

CARD = {
    "name": "codebench_nl",
    "version": "1.0.0",
    "description": "Dutch words, lemmas, parts of speech and sentences for codebench. No names, no parser.",
    "author": "The codebench developers",
    "license": "CC BY-SA 4.0",
    "spacy_version": ">=3.8.0,<3.9.0",
    "sources": [
        {
            "name": name,
            "author": "Gosse Bouma, Gertjan van Noord, Daniel Zeman, Zdeněk Žabokrtský",
            "license": "CC BY-SA 4.0",
        }
        for name in ("UD Dutch Alpino", "UD Dutch LassySmall")
    ],
}

# A form has one lemma in the table where this share of its occurrences as that part of speech agree.
AGREEMENT = 0.9


@dataclass(frozen=True, slots=True)
class Pass:
    """Components that are trained together: how often over all sentences, and how many of these as people type.

    `as_typed` is the share of sentences that lose capitals, final stop or both. With `keep_stops` only the last
    sentence of a document may lose its stop: inside nothing else would tell where a sentence ends.
    """

    pipes: tuple[str, ...]
    epochs: int
    as_typed: float
    keep_stops: bool = False


TAGGING = Pass(("tok2vec", "morphologizer", "trainable_lemmatizer"), epochs=8, as_typed=0.15)
SENTENCES = Pass(("senter",), epochs=3, as_typed=0.1, keep_stops=True)


def document(vocab: Vocab, sentences: Iterable[Sentence]) -> Doc:
    """The sentences as one gold document; what is not known stays unset."""
    words = [(word, at == 0) for sentence in sentences for at, word in enumerate(sentence)]
    doc = Doc(
        vocab,
        words=[word.form for word, _ in words],
        spaces=[word.space_after for word, _ in words],
        pos=[word.pos or "" for word, _ in words],
        lemmas=[word.lemma or "" for word, _ in words],
        sent_starts=[first for _, first in words],
    )
    for token, (word, _) in zip(doc, words, strict=True):
        if word.morph is not None:
            token.set_morph(word.morph)  # type: ignore[attr-defined]
    return doc


def example(nlp: Language, sentences: Sequence[Sentence]) -> Example:
    """The gold document beside what the pipeline's own tokenizer makes of its text."""
    gold = document(nlp.vocab, sentences)
    return Example(nlp.make_doc(gold.text), gold)


def grouped(sentences: Sequence[Sentence], rng: random.Random) -> Iterator[Sequence[Sentence]]:
    """Runs of one to eight sentences that follow each other: documents as short as answers are."""
    at = 0
    while at < len(sentences):
        length = rng.randint(1, LONGEST)
        yield sentences[at : at + length]
        at += length


def train(nlp: Language, run: Pass, parts: Sequence[Sequence[Sentence]]) -> Optimizer:
    """Updates the components of the pass; the optimizer returned holds the running averages of their weights."""
    fix_random_seed(SEED)  # so that no pass hangs on what another does
    optimizer: Optimizer = Adam(LEARN_RATE, L2=0.01, grad_clip=1.0, use_averages=True)
    total = run.epochs * sum(len(sentence) for part in parts for sentence in part)
    seen, step, size = 0, 0, FIRST_BATCH
    with nlp.select_pipes(enable=list(run.pipes)):
        for epoch in range(run.epochs):
            rng = random.Random(SEED + epoch)
            groups = [group for part in parts for group in grouped(part, rng)]
            rng.shuffle(groups)
            losses: dict[str, float] = {}
            batch: list[Example] = []
            words = 0
            for group in groups:
                typed = [
                    as_typed(sentence, rng, keep_stop=run.keep_stops and sentence is not group[-1])
                    if rng.random() < run.as_typed
                    else sentence
                    for sentence in group
                ]
                batch.append(example(nlp, typed))
                words += len(batch[-1].predicted)
                if words >= size or group is groups[-1]:
                    step, seen = step + 1, seen + words
                    optimizer.learn_rate = LEARN_RATE * min(1, step / WARM_UP) * max(LEAST_RATE, 1 - seen / total)
                    nlp.update(batch, drop=0.15, sgd=optimizer, losses=losses)
                    batch, words, size = [], 0, min(size * BATCH_GROWTH, LAST_BATCH)
            print(epoch + 1, {name: round(loss) for name, loss in losses.items()}, flush=True)
    return optimizer


def lemma_table(sentences: Iterable[Sentence]) -> tuple[dict[str, dict[str, str]], dict[str, set[str]]]:
    """What `LemmaTable.fill` takes: the lemma of a form as a part of speech, and the verbs of a particle."""
    seen: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    verbs = set()
    particles = set()
    for sentence in sentences:
        for word in sentence:
            if word.lemma and word.pos:
                seen[word.pos, word.form if word.pos == "PROPN" else word.form.lower()][word.lemma] += 1
                if word.pos == "VERB":
                    verbs.add(word.lemma)
                if SEPARATED_PARTICLE in (word.morph or ""):
                    particles.add(word.form.lower())
    lemmas: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for (pos, form), counts in seen.items():
        lemma, times = counts.most_common(1)[0]
        if times >= AGREEMENT * counts.total():
            lemmas[pos][form] = "" if lemma == form else lemma
    separable = {p: {verb for verb in verbs if p + verb in verbs} for p in particles}
    return dict(lemmas), separable


def needed_strings(nlp: Language) -> list[str]:
    """The strings that the weights refer to: the labels and the pieces of the edit trees."""
    lemmatizer, morphologizer = nlp.get_pipe("trainable_lemmatizer"), nlp.get_pipe("morphologizer")
    assert isinstance(lemmatizer, EditTreeLemmatizer)
    assert isinstance(morphologizer, Morphologizer)
    trees = lemmatizer.label_data["trees"]
    pieces = {tree[side] for tree in trees for side in ("orig", "subst") if side in tree}
    labels = set(morphologizer.labels)
    return sorted(pieces | labels - {""})


def write(nlp: Language, out: Path) -> None:
    """Writes the pipeline's folder, with no string of the treebank that the weights do not refer to."""
    nlp.meta.update(CARD)
    nlp.to_disk(out)
    srsly.write_json(out / "vocab" / "strings.json", needed_strings(nlp))
    shutil.copy(HERE / "LICENSE", out)


def note_scores(out: Path, path: Path) -> None:
    """Scores the written pipeline on the file and puts the result into its card."""
    found = scores(spacy.load(out), path)
    card = srsly.read_json(out / "meta.json")
    card["performance"] = {name: round(value, 4) for name, value in found.items()}
    srsly.write_json(out / "meta.json", card)
    print(card["performance"])


def main(folder: Path, out: Path) -> None:
    """Trains on the treebank in the folder and leaves the pipeline in `out`, whole or not at all."""
    fix_random_seed(SEED)
    current, old = treebank(folder)
    nlp = load_model_from_config(load_config(HERE / "config.cfg"), auto_fill=True)
    rng = random.Random(SEED)
    examples = [example(nlp, group) for part in (current, old) for group in grouped(part, rng)]
    nlp.initialize(lambda: examples)
    averages: dict[tuple[int, str], Any] = {}
    for run in (TAGGING, SENTENCES):
        averages.update(train(nlp, run, (current, old)).averages or {})
    table = nlp.get_pipe("lemma_table")
    assert isinstance(table, LemmaTable)
    table.fill(*lemma_table([*current, *old]))
    beside = out.with_name(out.name + ".new")
    with nlp.use_params(averages):
        write(nlp, beside)
    note_scores(beside, folder / f"{HELD_OUT}.conllu")
    if out.exists():
        shutil.rmtree(out)
    beside.rename(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
