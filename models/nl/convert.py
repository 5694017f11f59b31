"""Reads the Universal Dependencies files and makes of them what the bundled pipeline learns from."""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

CURRENT = ("nl_alpino-ud-dev", "nl_lassysmall-ud-dev", "nl_lassysmall-ud-test")
OLD = "nl_lassysmall-ud-train-v1"

# Words of multi-word expressions carry ExtPos in the treebank: syntax, of no use to a pipeline without a parser.
DROPPED_FEATURES = ("ExtPos",)
SEPARATED_PARTICLE = "PartType=Vbp"


@dataclass(frozen=True, slots=True)
class Word:
    """A word as annotated; None is "not known", which training leaves out of the loss."""

    form: str
    lemma: str | None
    pos: str | None
    morph: str | None
    space_after: bool = True


Sentence = tuple[Word, ...]


def read_rows(path: Path) -> Iterator[list[list[str]]]:
    """The sentences of a CoNLL-U file, each a list of rows of ten columns; ranges and empty nodes are left out."""
    rows: list[list[str]] = []
    for line in (*path.read_text("utf-8").splitlines(), ""):
        if not line and rows:
            yield rows
            rows = []
        elif line and not line.startswith("#"):
            columns = line.split("\t")
            if columns[0].isdigit():
                rows.append(columns + ["_"] * (10 - len(columns)))


def is_separated(form: str, pos: str, lemma: str) -> bool:
    """Whether the lemma is that of a verb whose particle stands elsewhere ("nam" in "nam ... over": over_nemen)."""
    particle, _, verb = lemma.lower().partition("_")
    return bool(verb) and pos in ("VERB", "AUX") and not form.lower().startswith(particle)


def written_lemma(form: str, pos: str, lemma: str) -> str:
    """The lemma as it is written: no underscores, with the links that the treebank takes out of a compound.

    `vredesconferenties`, lemma vrede_conferentie, gives vredesconferentie; `FARC-rebellen`, FARC_rebel, FARC-rebel.
    """
    if lemma == "_" or "_" not in lemma:
        return lemma
    *modifiers, head = lemma.split("_")
    joined = "".join(modifiers) + head
    if pos in ("VERB", "AUX"):
        return joined
    if form.lower().startswith("".join(modifiers).lower() + head[:2].lower()):
        return joined
    for length in range(len(head), 2, -1):
        at = form.lower().rfind(head[:length].lower())
        if at > 0:
            front = form[:at] if joined[0].isupper() else form[0].lower() + form[1:at]
            return front + head
    return joined


def features(feats: str, *, particle: bool = False) -> str:
    """The morphological features without the dropped ones; a separated particle of a verb is marked as such."""
    kept = [part for part in feats.split("|") if part != "_" and part.split("=")[0] not in DROPPED_FEATURES]
    return "|".join(sorted([*kept, SEPARATED_PARTICLE] if particle else kept)) or "_"


def separated_particles(rows: Sequence[Sequence[str]]) -> set[int]:
    """Where in the sentence the separated particles of its verbs stand: of equal words the one nearest to the verb."""
    found = set()
    for at, (_, form, lemma, pos, *_rest) in enumerate(rows):
        if is_separated(form, pos, lemma):
            particle = lemma.lower().partition("_")[0]
            places = [place for place, row in enumerate(rows) if row[1].lower() == particle]
            found.update(sorted(places, key=lambda place: abs(place - at))[:1])
    return found


def current_sentences(path: Path) -> list[Sentence]:
    """The sentences of a file of the current treebanks, fully annotated.

    A verb whose particle stands elsewhere has the lemma of the bare verb: `lemma_table` joins the two.
    """
    sentences = []
    for rows in read_rows(path):
        words = []
        particles = separated_particles(rows)
        for at, (_, form, lemma, pos, _, feats, *_rest, misc) in enumerate(rows):
            base = lemma.partition("_")[2] if is_separated(form, pos, lemma) else lemma
            morph = features(feats, particle=at in particles)
            words.append(Word(form, written_lemma(form, pos, base), pos, morph, "SpaceAfter=No" not in misc))
        sentences.append(tuple(words))
    return sentences


def text_key(words: Iterable[str]) -> str:
    """What tells that two editions hold the same sentence."""
    return " ".join(words)


class OldToCurrent:
    """Translates the tags of the file of 2017, as learned from the sentences that both editions hold.

    A tag (for its word, else by itself) is translated where the current edition nearly always gives the same
    one; elsewhere it is not known. Capitals inside a sentence are mostly parts of names, which 2017 tagged word by
    word: only proper nouns are kept there.
    """

    PURITY = 0.97
    LEAST = 4

    def __init__(self, pairs: Iterable[tuple[Sequence[str], Word]]) -> None:
        by_word: defaultdict[tuple[str, ...], Counter[tuple[str, str]]] = defaultdict(Counter)
        by_tag: defaultdict[tuple[str, ...], Counter[tuple[str, str]]] = defaultdict(Counter)
        for row, word in pairs:
            if row[1][:1].isupper() and row[3] != "PROPN":
                continue
            now = (word.pos or "", word.morph or "_")
            by_word[row[3], row[5], row[1].lower()][now] += 1
            by_tag[row[3], row[5]][now] += 1
        self._by_word = {key: self._pure(counts) for key, counts in by_word.items() if counts.total() >= self.LEAST}
        self._by_tag = {key: self._pure(counts) for key, counts in by_tag.items() if counts.total() >= self.LEAST}

    def _pure(self, counts: Counter[tuple[str, str]]) -> tuple[str, str] | None:
        best, times = counts.most_common(1)[0]
        return best if times >= self.PURITY * counts.total() else None

    def tag(self, row: Sequence[str], *, first: bool) -> tuple[str | None, str | None]:
        """Part of speech and features in the current scheme, or (None, None)."""
        if row[1][:1].isupper() and not first and row[3] != "PROPN":
            return None, None
        word = (row[3], row[5], row[1].lower())
        found = self._by_word[word] if word in self._by_word else self._by_tag.get((row[3], row[5]))
        return found or (None, None)


CLOSERS = frozenset(".,;:!?)]}»”’%")
OPENERS = frozenset("([{«“‘")


def spaced(forms: Sequence[str]) -> list[bool]:
    """Whether a space follows each word, guessed by the rules of Dutch typesetting (the old file does not say)."""
    after = [True] * len(forms)
    inside = False
    for at, form in enumerate(forms):
        if form in CLOSERS or form == "...":
            if at:
                after[at - 1] = False
        elif form in OPENERS:
            after[at] = False
        elif form in ('"', "'"):
            if inside and at:
                after[at - 1] = False
            elif not inside:
                after[at] = False
            inside = not inside
    return after


def old_sentences(path: Path, current: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of the file of 2017 that the current files lack, annotated as far as both editions agree.

    The lemma of the first word is not known (2017 left its capital), nor is that of a capitalised word that is no
    proper noun, nor one that the current files never give to that form.
    """
    by_text = {text_key(word.form for word in sentence): sentence for sentence in current}
    lemmas: defaultdict[str, set[str]] = defaultdict(set)
    particles = set()
    for sentence in current:
        for word in sentence:
            lemmas[word.form.lower()].add(word.lemma or "")
            if SEPARATED_PARTICLE in (word.morph or ""):
                particles.add(word.form.lower())
    rows_of = list(read_rows(path))
    known = [by_text.get(text_key(row[1] for row in rows)) for rows in rows_of]
    both = [(rows, sentence) for rows, sentence in zip(rows_of, known, strict=True) if sentence]
    translate = OldToCurrent(pair for rows, sentence in both for pair in zip(rows, sentence, strict=True))
    sentences = []
    for rows, twin in zip(rows_of, known, strict=True):
        if twin:
            continue
        after = spaced([row[1] for row in rows])
        words = []
        for at, row in enumerate(rows):
            form, lemma = row[1], row[2]
            pos, morph = translate.tag(row, first=at == 0)
            if form.lower() in particles and (at + 1 == len(rows) or _ends_clause(rows[at + 1])):
                pos = morph = None
            seen = lemmas.get(form.lower())
            doubtful = at == 0 or (form[0].isupper() and row[3] != "PROPN") or (seen is not None and lemma not in seen)
            words.append(Word(form, None if doubtful else lemma, pos, morph, after[at]))
        sentences.append(tuple(words))
    return sentences


def _ends_clause(row: Sequence[str]) -> bool:
    return row[3] in ("PUNCT", "CONJ", "VERB", "AUX", "ADP", "SCONJ")


def treebank(folder: Path) -> tuple[list[Sentence], list[Sentence]]:
    """All that may be trained on: the current files in full and the old one in part. nl_alpino-ud-test is not read."""
    current = [sentence for name in CURRENT for sentence in current_sentences(folder / f"{name}.conllu")]
    return current, old_sentences(folder / f"{OLD}.conllu", current)


_FINAL = re.compile(r"[.!?…]+")


def as_typed(sentence: Sentence, rng: random.Random, *, keep_stop: bool = False) -> Sentence:
    """The sentence as people type answers: now and then without capitals, without the final full stop, or both."""
    lower, bare = rng.random() < 0.6, rng.random() < 0.6
    words = list(sentence)
    if bare and not keep_stop and len(words) > 2 and _FINAL.fullmatch(words[-1].form):
        words.pop()
        words[-1] = replace(words[-1], space_after=True)
    if lower:
        words = [replace(word, form=word.form.lower()) for word in words]
    return tuple(words)
