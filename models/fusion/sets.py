"""The development sets as sessions of many shapes: long and short texts, few and many codes, good names and none."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from codebench.language.annotate import Annotator
from codebench.language.pipelines import PipelineInfo, find
from codebench.project.coded_texts import read_coded_texts
from codebench.project.demo import make_demo
from codebench.project.project import Project
from codebench.project.suggestion_feed import SuggestionFeed, UnitText, segment_of
from codebench.suggest.evaluation.recommender import Item
from codebench.suggest.segments import CodeText, Segment

FILES = {"kamer": "kamer", "kamer_multi": "kamer", "xsid_nl": "xsid"}
"""The files of development sets, with the family of each: what shares texts is left out together."""

CODER = "Lena"
LONGEST = 400
_MOST_TEXTS = 2500
_LEAST_ITEMS = 150
_SIZES = (5, 8, 12, 16, 22, 30, 44)


@dataclass(frozen=True)
class Set:
    """Judged items of one family, all with one codebook."""

    name: str
    family: str
    items: Sequence[Item]
    codes: Sequence[CodeText]


@dataclass(frozen=True)
class Session:
    """Items in the order in which they are coded, and the project that they stand in."""

    name: str
    family: str
    items: Sequence[Item]
    texts: Sequence[Segment]
    codes: Sequence[CodeText]


def read_sets(folder: Path, pipeline: str = "blank") -> list[Set]:
    """The files in a folder, and the two studies of the demonstration project as Lena coded them."""
    info = find(pipeline)
    assert isinstance(info, PipelineInfo), info
    annotator = Annotator(info)
    sets = []
    for name, family in FILES.items():
        read = read_coded_texts(folder / f"{name}.csv", "text", "codes")
        segments = _segments(annotator, list(enumerate(read.texts, 1)))
        items = [Item(segment, given) for segment, given in zip(segments, read.given, strict=True) if given]
        sets.append(Set(name, family, items, read.codes))
    return [*sets, *_demo(annotator)]


def _segments(annotator: Annotator, texts: Sequence[tuple[int, str]]) -> list[Segment]:
    annotations = annotator.annotate([text for _id, text in texts])
    return [
        segment_of(UnitText(id_, id_, id_, 0, text), annotation)
        for (id_, text), annotation in zip(texts, annotations, strict=True)
    ]


def _demo(annotator: Annotator) -> Iterator[Set]:
    with TemporaryDirectory() as folder, Project.open(make_demo(Path(folder)), CODER) as project:
        feed = SuggestionFeed(project.session)
        codes, own = feed.codes(), feed.own()
        units = [unit for page in feed.pages() for unit in page if unit in own]
        texts = feed.texts(units)
        segments = {
            segment.id: segment for segment in _segments(annotator, [(unit, texts[unit].text) for unit in units])
        }
        rows = project.session.tuples("SELECT document_id FROM view_documents WHERE kind = 'transcript'")
        transcripts = {row[0] for row in rows}
        for name, wanted in (("ondersteuners", True), ("zorgcoordinatoren", False)):
            items = [
                Item(segments[unit], own[unit] & codes.keys())
                for unit in units
                if (texts[unit].document_id in transcripts) is wanted
            ]
            roots = {root_of(codes, code) for item in items for code in item.codes}
            yield Set(name, name, items, [code for code in codes.values() if root_of(codes, code.id) in roots])


def root_of(codes: dict[int, CodeText], code_id: int) -> int:
    """The top code of the tree in which a code stands."""
    parent = codes[code_id].parent_id
    return code_id if parent is None else root_of(codes, parent)


def sessions(each: Set, seed: int) -> Iterator[Session]:
    """The sessions of a set for one seed, shuffled: as it is, and changed to look like other projects."""
    yield shuffled(each, seed, "as it is")
    if each.family == "kamer":
        for what, change in (("beginnings", beginning), ("middles", middle)):
            cut = replace(each, items=[Item(change(item.segment), item.codes) for item in each.items])
            yield shuffled(some_codes(cut, seed), seed, what)
    if any(code.definition or code.keywords for code in each.codes):
        yield shuffled(replace(each, codes=[CodeText(code.id, code.name) for code in each.codes]), seed, "bare names")
    if seed % 3 == 0:
        yield shuffled(replace(each, codes=[CodeText(code.id, "") for code in each.codes]), seed, "no names")


def shuffled(each: Set, seed: int, what: str = "") -> Session:
    """A session over items drawn at random, among as many texts as a project of middling size has."""
    items = list(each.items)
    random.Random(seed).shuffle(items)
    items = items[:_MOST_TEXTS]
    name = f"{each.name}, {what}, {seed}"
    return Session(name, each.family, items[:LONGEST], [item.segment for item in items], each.codes)


def some_codes(each: Set, seed: int) -> Set:
    """The set with some of its codes alone, and the items that have one of these."""
    chance = random.Random(seed)
    while True:
        size = chance.choice(_SIZES)
        if size >= len(each.codes):
            return each
        codes = chance.sample(list(each.codes), size)
        kept = {code.id for code in codes}
        items = [Item(item.segment, item.codes & kept) for item in each.items if item.codes & kept]
        if len(items) >= _LEAST_ITEMS:
            return replace(each, items=items, codes=codes)


def beginning(segment: Segment) -> Segment:
    """The first words of a text, as short as an open answer."""
    return _cut(segment, 0, 90)


def middle(segment: Segment) -> Segment:
    """Words from within a text: they say less of its theme than its title does."""
    return _cut(segment, 150, 260)


def _cut(segment: Segment, start: int, end: int) -> Segment:
    words = [word for word in segment.words if start <= word.start and word.end <= end] or list(segment.words[:15])
    first, last = words[0].start, words[-1].end
    moved = tuple(replace(word, start=word.start - first, end=word.end - first) for word in words)
    return Segment(segment.id, segment.text[first:last], moved)
