"""What the pipeline in use said of the project's texts: which pipeline that is, how far it is, what it said."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from codebench.domain.annotation import Annotation
from codebench.domain.annotation_encoding import decode, encode
from codebench.domain.errors import InputError
from codebench.i18n import _
from codebench.language.annotate import Annotator
from codebench.language.pipelines import Choice, PipelineInfo, choose, find
from codebench.project.annotating import AnnotationRun, Pace, Tally
from codebench.project.session import Session
from codebench.project.workers import Helper
from codebench.store import annotations as cache
from codebench.store.annotations import Kept
from codebench.store.journal import chunks

SETTING = "pipeline"

_AT_ONCE = 500
_EMPTY = Annotation([], [], [], [], [])


@dataclass(frozen=True, slots=True)
class AnnotationStatus(Tally):
    """How far it is, with the pipeline in use, and a sentence each on why not a better one."""

    pipeline: PipelineInfo
    doubts: tuple[str, ...]


class Annotations:
    """The annotation cache of a project."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._chosen: tuple[str | None, Choice] | None = None

    @property
    def setting(self) -> str | None:
        """The pipeline that the project names, whether it is installed here or not."""
        found = self._session.value("SELECT value FROM settings WHERE name = ?", [SETTING])
        return None if found is None else str(found)

    @property
    def choice(self) -> Choice:
        """The pipeline in use, and why not a better one."""
        setting = self.setting
        if self._chosen is None or self._chosen[0] != setting:
            self._chosen = setting, choose(setting)
        return self._chosen[1]

    @property
    def pipeline(self) -> PipelineInfo:
        """The pipeline in use."""
        return self.choice.pipeline

    @property
    def pipeline_id(self) -> int | None:
        """Its number in the tables of the cache, or None where it said nothing here yet."""
        return cache.pipeline_id(self._session.store, self.pipeline.name, self.pipeline.key)

    def use(self, name: str | None) -> PipelineInfo:
        """Have the project use the pipeline of this name, or (None) the best that is installed; the one now in use.

        Raises:
            InputError: it can't be used here.
        """
        found = None if name is None else find(name)
        if isinstance(found, str):
            raise InputError(found)
        row = self._session.value("SELECT id FROM settings WHERE name = ?", [SETTING])
        summary = _("use the best pipeline there is") if name is None else _("use the pipeline {name}")
        with self._session.act("setting", summary.format(name=name)) as act:
            if name is None:
                act.delete("settings", [] if row is None else [row])
            elif row is None:
                act.insert("settings", name=SETTING, value=name)
            else:
                act.update("settings", row, value=name)
        return self.pipeline

    def status(self) -> AnnotationStatus:
        """How far it is."""
        pages = list(cache.pending(self._session.store, self.pipeline_id))
        texts = sum(page.texts for page in pages)
        left = sum(len(page.coded) + len(page.others) for page in pages)
        return AnnotationStatus(texts, texts - left, self.pipeline, self.choice.doubts)

    def stamp(self) -> tuple[object, ...]:
        """What changes when there may be something new to annotate; cheap enough to ask for again and again."""
        counts = self._session.tuples("SELECT max(id), count(*) FROM text_versions")[0]
        return self.pipeline.name, self.pipeline.key, *counts

    def of(self, version_ids: Collection[int], *, make: bool = False) -> dict[int, Annotation]:
        """The annotations of these text versions, by id.

        Those that are not there yet are left out, or with `make` made here and now: that loads spaCy into this
        process, and keeps them where the project may be written.
        """
        found: dict[int, Annotation] = {}
        for ids in chunks(list(version_ids), _AT_ONCE):
            number = self.pipeline_id
            values = {} if number is None else cache.kept_values(self._session.store, number, ids)
            found.update(_readable(values.items()))
            missing = [version for version in ids if version not in found]
            texts = cache.texts_of(self._session.store, missing) if missing else {}
            found.update((version, _EMPTY) for version, text in texts.items() if not text)
            if make:
                found.update(self._make({version: text for version, text in texts.items() if text}))
        return found

    def run(
        self,
        helper: Helper,
        progress: Callable[[Tally], object] = lambda _tally: None,
        stop: Callable[[], bool] = lambda: False,
        pace: Pace | None = None,
    ) -> Tally:
        """Annotate what is not annotated yet; see `AnnotationRun.go`."""
        return self.begin(helper, progress, stop, pace).go()

    def begin(
        self,
        helper: Helper,
        progress: Callable[[Tally], object] = lambda _tally: None,
        stop: Callable[[], bool] = lambda: False,
        pace: Pace | None = None,
    ) -> AnnotationRun:
        """A run that was not started, to be run in another thread."""
        return AnnotationRun(self._session, self.choice, helper, progress=progress, stop=stop, pace=pace)

    def _make(self, texts: Mapping[int, str]) -> dict[int, Annotation]:
        store, number = self._session.store, self.pipeline_id
        before = {} if number is None else cache.earlier(store, number, texts)
        said = dict(_readable((version, value) for version, (_text, value) in before.items()))
        known = [(before[version][0], said[version]) if version in said else None for version in texts]
        made = dict(zip(texts, _annotator(self.pipeline).annotate([*texts.values()], known), strict=True))
        if made and not store.read_only:
            kept = [Kept(version, encode(each), each.lemma_counts()) for version, each in made.items()]
            cache.keep(store, self.pipeline.name, self.pipeline.key, kept)
        return made


@lru_cache(maxsize=1)
def _annotator(pipeline: PipelineInfo) -> Annotator:
    return Annotator(pipeline)


def _readable(values: Iterable[tuple[int, bytes]]) -> Iterable[tuple[int, Annotation]]:
    """What can be read of what was kept; the rest counts as not there, since it can be made anew."""
    for version, value in values:
        try:
            yield version, decode(value)
        except ValueError:
            continue
