"""What was said within a scope: the annotated texts of those who count, a few at a time, one case after the other."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from codebench.analysis.crowds import Crowd
from codebench.analysis.reading import Breathe, by_window, go_on
from codebench.analysis.scope import Scope
from codebench.domain.annotation import Annotation
from codebench.domain.annotation_encoding import decode
from codebench.store import annotations as cache
from codebench.store.connection import Store

_AT_ONCE = 300


@dataclass(frozen=True, slots=True)
class Passage:
    """What one case says in one unit: the place of the case in the scope, and [start, end) in code points."""

    place: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SpokenText:
    """A text with what a pipeline understood of it, and the passages of it in which somebody speaks who counts."""

    version_id: int
    text: str
    annotation: Annotation
    passages: tuple[Passage, ...]

    @property
    def places(self) -> frozenset[int]:
        """The places of the cases that speak in it."""
        return frozenset(passage.place for passage in self.passages)


@dataclass(frozen=True, slots=True)
class SpokenTexts:
    """The texts of a scope in which somebody speaks who counts, by version; those of one case follow each other."""

    passages: dict[int, tuple[Passage, ...]]
    pipeline_id: int | None

    def __len__(self) -> int:
        return len(self.passages)

    def read(self, store: Store, breathe: Breathe = go_on) -> Iterator[SpokenText]:
        """Those that are annotated; the others are left out.

        `breathe` is called before each, but where a writer waits for the end of the reading.
        """
        versions = list(self.passages)
        for at in range(0, len(versions) if self.pipeline_id is not None else 0, _AT_ONCE):
            ids = versions[at : at + _AT_ONCE]
            values = cache.kept_values(store, self.pipeline_id or 0, ids)
            texts = cache.texts_of(store, list(values))
            for version in ids:
                if not store.is_reading:
                    breathe()
                annotation = _readable(values.get(version))
                if annotation is not None and version in texts:
                    yield SpokenText(version, texts[version], annotation, self.passages[version])


def spoken_texts(store: Store, scope: Scope, pipeline_id: int | None, crowd: Crowd | None = None) -> SpokenTexts:
    """What these cases say (None: all that count); moderators and who is no one in particular are left out."""
    counts = scope.flags(scope.base if crowd is None else crowd).tolist()
    places = scope.place.tolist()
    units, versions, starts, ends = by_window(
        store,
        'SELECT u.id AS unit, v.id AS version, u.body_start AS start, u."end" AS after FROM units u'
        " CROSS JOIN text_versions v ON v.document_id = u.document_id AND v.is_current = 1"
        " WHERE u.id > :low AND u.id <= :high",
        ["unit", "version", "start", "after"],
        "units",
    )
    found: dict[int, list[Passage]] = {}
    for unit, version, start, end in zip(units, versions, starts, ends, strict=True):
        place = places[unit]
        if counts[place] and start < end:
            found.setdefault(version, []).append(Passage(place, start, end))
    in_order = sorted(found.items(), key=lambda item: (item[1][0].place, item[0]))
    return SpokenTexts({version: tuple(passages) for version, passages in in_order}, pipeline_id)


def sentences(annotation: Annotation, passage: Passage) -> Iterator[range]:
    """The tokens of each sentence of a passage, as far as it lies within."""
    tokens = annotation.within(passage.start, passage.end)
    first, after = (bisect_right(annotation.sentences, at) for at in (tokens.start, tokens.stop - 1))
    edges = [tokens.start, *annotation.sentences[first:after], tokens.stop]
    return (range(a, b) for a, b in pairwise(edges) if a < b)


def _readable(value: bytes | None) -> Annotation | None:
    """The annotation; what can't be read counts as not there, since it can be made anew."""
    try:
        return None if value is None else decode(value)
    except ValueError:
        return None
