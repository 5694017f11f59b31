"""What a pipeline says of texts, line by line: no sentence runs on from one paragraph or turn into the next."""

import re
from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING

from codebench.domain.annotation import Annotation, Entity, joined
from codebench.domain.errors import InputError
from codebench.i18n import _
from codebench.language.pipelines import BUNDLED, LANGUAGE, PipelineInfo

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

LONGEST = 5_000
"""A longer line is read in pieces of at most so many code points."""

_AT_ONCE = 20_000  # so many code points are in the network at one time: what bounds its memory
_LINES_AT_ONCE = 256
_BATCHES = 32  # after so many of these, what spaCy remembered of their words is let go

_SENTENCE_END = re.compile(r"[.!?…][”’\"')\]]*\s")
_RUN = re.compile(r"\S{200}(?=\S)")  # longer than any word: spaCy's time grows with its square
_SURROGATE = re.compile("[\ud800-\udfff]")

Known = tuple[str, Annotation]
"""An earlier version of a text with what was said of it."""


class Annotator:
    """A pipeline, loaded."""

    def __init__(self, info: PipelineInfo) -> None:
        """Load it; that takes a second or two, and is the first thing here to import spaCy.

        Raises:
            InputError: it can't be loaded.
        """
        self.info = info
        self._nlp = _loaded(info)

    def annotate(self, texts: Sequence[str], known: Sequence[Known | None] = ()) -> list[Annotation]:
        """What the pipeline says of each text.

        Lines that stand in the earlier version of a text (`known`, as long as `texts` or empty) keep what was said of
        them there, and the same line is read once.
        """
        said: list[dict[str, Annotation]] = [
            {} if each is None else _by_line(*each) for each in known or [None] * len(texts)
        ]
        pieces = [list(_pieces(text)) for text in texts]
        new = {piece: None for own, kept in zip(pieces, said, strict=True) for _at, piece in own if piece not in kept}
        fresh = dict(self._read(list(new)))
        return [
            joined((at, kept[piece] if piece in kept else fresh[piece]) for at, piece in own)
            for own, kept in zip(pieces, said, strict=True)
        ]

    def _read(self, pieces: Sequence[str]) -> Iterator[tuple[str, Annotation]]:
        batches = _batches(pieces)
        while some := list(islice(batches, _BATCHES)):
            with self._nlp.memory_zone():
                for batch in some:
                    # The pipeline can't have half a character; one that stands for it keeps the places.
                    whole = [_SURROGATE.sub("\ufffd", piece) for piece in batch]
                    for piece, doc in zip(batch, self._nlp.pipe(whole, batch_size=len(whole)), strict=True):
                        yield piece, _of_doc(doc)


def _loaded(info: PipelineInfo) -> "Language":
    import spacy

    if info.place is None:
        nlp = spacy.blank(LANGUAGE)
    else:
        try:
            if info.name != BUNDLED:
                import_module(info.name)  # what it registers must be known before its folder is loaded
            nlp = spacy.load(info.place)
        except Exception as error:
            message = _("The pipeline {name} ({version}) can't be loaded ({error}); install it again.")
            raise InputError(message.format(name=info.name, version=info.version, error=error)) from error
    if "parser" in nlp.pipe_names and "senter" in nlp.component_names:
        # Nobody here reads the parser's trees, and what only finds sentences does that several times as fast.
        nlp.disable_pipe("parser")
        if "senter" not in nlp.pipe_names:
            nlp.enable_pipe("senter")
    if not {"senter", "parser", "sentencizer"}.intersection(nlp.pipe_names):
        nlp.add_pipe("sentencizer", first=True)
    return nlp


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that hold something, with the place where each begins; a long one in several pieces."""
    at = 0
    for line in text.split("\n"):
        if line and not line.isspace():
            for start, end in _cuts(line):
                yield at + start, line[start:end]
        at += len(line) + 1


def _cuts(line: str) -> Iterator[tuple[int, int]]:
    """A line cut behind a sentence where that can be, else between words, else inside what is too long for a word."""
    if len(line) <= LONGEST and _RUN.search(line) is None:
        yield 0, len(line)
        return
    start = 0
    while start < len(line):
        end = min(len(line), start + LONGEST)
        run = _RUN.search(line, start, end)
        if run is not None:
            end = run.end()
        elif end < len(line):
            ends = [found.end() for found in _SENTENCE_END.finditer(line, start, end)]
            end = ends[-1] if ends else max(line.rfind(" ", start, end), start) + 1
        yield start, end
        start = end


def _batches(pieces: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for piece in pieces:
        if batch and (size + len(piece) > _AT_ONCE or len(batch) == _LINES_AT_ONCE):
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += len(piece)
    if batch:
        yield batch


def _by_line(text: str, annotation: Annotation) -> dict[str, Annotation]:
    return {piece: annotation.part(at, at + len(piece)) for at, piece in _pieces(text)}


def _of_doc(doc: "Doc") -> Annotation:
    starts: list[int] = []
    ends: list[int] = []
    lemmas: list[str] = []
    tags: list[str] = []
    sentences: list[int] = []
    begins = False
    for token in doc:
        begins = begins or bool(token.is_sent_start)
        if token.is_space:
            continue
        if begins or not starts:
            sentences.append(len(starts))
            begins = False
        starts.append(token.idx)
        ends.append(token.idx + len(token))
        lemmas.append(_lemma(token))
        tags.append(token.pos_)
    names = tuple(Entity(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents)
    return Annotation(starts, ends, lemmas, tags, sentences, names)


def _lemma(token: "Token") -> str:
    """The lemma as a word is written (the treebank parts "over_leggen"), with capitals only where they mean a name."""
    form, lemma = token.text, token.lemma_
    if "_" in lemma and "_" not in form:
        lemma = lemma.replace("_", "")
    if not lemma or any(map(str.isspace, lemma)):
        return form.lower()
    return lemma if token.pos_ == "PROPN" else lemma.lower()
