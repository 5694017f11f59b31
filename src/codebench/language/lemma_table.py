"""Lemmas from a table behind the trained lemmatizer, and separated verbs joined: the last part of the bundled pipeline.

The trained lemmatizer guesses from a word's shape; a word that the treebank holds need not be guessed. The table has
one lemma for a form and a part of speech that were always lemmatised alike; its nouns and verbs are known also in the
regular forms that the treebank lacks. Another noun or verb goes by its longest ending that is known: "wachttijden" by
"tijden", "meegelopen" by "gelopen". Then a verb whose particle stands elsewhere in the sentence gets the lemma of the
two together, as the treebank has it: "nam ... over" is overnemen. All that comes after the morphologizer, which says
what is a verb and what is such a particle.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import srsly  # type: ignore[import-untyped]
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Span, Token

from codebench.language.inflection import noun_forms, verb_forms

FACTORY = "codebench_lemma_table"
FILE = "table.msgpack"

# Universal Dependencies' feature of a "verbal particle": the part of a separable verb that stands alone.
PARTICLE = "PartType=Vbp"

_VERBS = ("VERB", "AUX")
_COMPOUNDING = ("NOUN", "VERB")
_SHORTEST_FRONT = 2
_SHORTEST_TAIL = 5
_REMEMBERED = 50_000  # words, so that a long run needs no more memory than a short one
_FINITE = "VerbForm=Fin"


class LemmaTable(Pipe):
    """Sets `token.lemma` where the table knows the form and part of speech, and on verbs with a separated particle.

    Attributes:
        lemmas: part of speech → form → lemma; forms are lower case but for proper nouns, a lemma of "" is the form.
        separable: particle → the bare verbs that it goes with (over → {nemen, dragen, ...}).
    """

    def __init__(self, nlp: Language, name: str = "lemma_table") -> None:
        self.vocab = nlp.vocab
        self.name = name
        self.lemmas: dict[str, dict[str, str]] = {}
        self.separable: dict[str, frozenset[str]] = {}
        self._regular: dict[str, dict[str, str]] = {}
        self._particles: frozenset[int] = frozenset()
        self._found: dict[tuple[int, int], str] = {}

    def fill(self, lemmas: Mapping[str, Mapping[str, str]], separable: Mapping[str, Iterable[str]]) -> None:
        """Takes the table; what was in it goes."""
        self.lemmas = {pos: dict(sorted(forms.items())) for pos, forms in sorted(lemmas.items())}
        self.separable = {particle: frozenset(verbs) for particle, verbs in sorted(separable.items())}
        self._particles = frozenset(self.vocab.strings.add(particle) for particle in self.separable)
        self._regular = {
            pos: _inflected(self.lemmas.get(pos, {}), rules)
            for pos, rules in (("NOUN", noun_forms), ("VERB", verb_forms))
        }
        self._found = {}

    def __call__(self, doc: Doc) -> Doc:
        """The document with the lemmas that the table knows; all else stays as the trained lemmatizer left it."""
        found = self._found
        particles = False
        for token in doc:
            key = (token.orth, token.pos)
            lemma = found.get(key)
            if lemma is None:
                if len(found) == _REMEMBERED:
                    found.clear()
                lemma = found[key] = self._lemma_of(token) or ""
            if lemma:
                # As a string: a number is good only in the memory zone in which it was given out.
                token.lemma_ = lemma
            particles = particles or token.lower in self._particles
        if particles:
            for sentence in doc.sents if doc.has_annotation("SENT_START") else [doc[:]]:
                self._join(sentence)
        return doc

    def _lemma_of(self, token: Token) -> str | None:
        form = token.text if token.pos_ == "PROPN" else token.lower_
        tables = (self.lemmas.get(token.pos_, {}), self._regular.get(token.pos_, {}))
        for table in tables:
            if form in table:
                return table[form] or form
        if token.pos_ in _COMPOUNDING:
            for cut in range(_SHORTEST_FRONT, len(form) - _SHORTEST_TAIL + 1):
                tail = form[cut:]
                for table in tables:
                    if tail in table:
                        front = form[:cut] if token.is_title else token.text[:cut]
                        return front + (table[tail] or tail)
        return None

    def _join(self, sentence: Span) -> None:
        for token in sentence:
            if PARTICLE in str(token.morph).split("|"):
                verb = self._verb_of(token, sentence)
                if verb is not None:
                    verb.lemma_ = token.lower_ + verb.lemma_

    def _verb_of(self, particle: Token, sentence: Span) -> Token | None:
        """The verb that the particle belongs to: the last of the cluster right after it, else a finite one before it.

        "op te stappen", "bekend had gemaakt": the cluster. Of the finite verbs before it the nearest that the table
        knows with this particle, else the nearest.
        """
        cluster = None
        for token in sentence.doc[particle.i + 1 : sentence.end]:
            if token.pos_ in _VERBS:
                cluster = token
            elif token.lower_ != "te":
                break
        if cluster is not None:
            return cluster if cluster.pos_ == "VERB" else None
        finite = [
            token
            for token in sentence.doc[sentence.start : particle.i]
            if token.pos_ == "VERB" and _FINITE in str(token.morph).split("|")
        ]
        known = self.separable.get(particle.lower_, frozenset())
        return next((token for token in reversed(finite) if token.lemma_ in known), finite[-1] if finite else None)

    def to_bytes(self, **_: object) -> bytes:
        """The table as MessagePack."""
        table = {"lemmas": self.lemmas, "separable": {particle: sorted(v) for particle, v in self.separable.items()}}
        return bytes(srsly.msgpack_dumps(table))

    def from_bytes(self, data: bytes, **_: object) -> "LemmaTable":
        """Takes the table that `to_bytes` gave."""
        table = srsly.msgpack_loads(data)
        self.fill(table["lemmas"], table["separable"])
        return self

    def to_disk(self, path: str | Path, **_: object) -> None:
        """Writes the table into the folder at the path."""
        Path(path).mkdir(exist_ok=True)
        (Path(path) / FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: object) -> "LemmaTable":
        """Takes the table from the folder at the path."""
        return self.from_bytes((Path(path) / FILE).read_bytes())


def _inflected(known: Mapping[str, str], rules: Callable[[str], Iterable[str]]) -> dict[str, str]:
    """The regular forms of the lemmas of a table that it lacks, each with its lemma; what could be of two is out."""
    lemmas = {lemma or form for form, lemma in known.items()}
    found: dict[str, str] = {}
    for lemma in sorted(lemmas):
        for form in rules(lemma):
            if form not in known and form not in lemmas:
                found[form] = lemma if found.get(form, lemma) == lemma else ""
    return {form: lemma for form, lemma in found.items() if lemma}


@Language.factory(FACTORY, requires=["token.pos", "token.morph"], assigns=["token.lemma"])
def make_lemma_table(nlp: Language, name: str) -> LemmaTable:
    """An empty table; spaCy fills it when it loads the pipeline's folder."""
    return LemmaTable(nlp, name)
