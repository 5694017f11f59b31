"""Which Dutch pipeline is used: the one a project names, else an official one that is installed, else the bundled one.

Finding it reads what is installed and never imports spaCy; `language.annotate` loads it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.shipped import shipped

OFFICIAL = ("nl_core_news_sm", "nl_core_news_md", "nl_core_news_lg")
BUNDLED = "bundled"
BLANK = "blank"
LANGUAGE = "nl"
# A different rule for reading what a pipeline says makes what was kept of it stale.
_READING = 1


class Origin(StrEnum):
    """Why this pipeline is the one."""

    SETTING = "setting"
    INSTALLED = "installed"
    BUNDLED = "bundled"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class PipelineInfo:
    """A pipeline that can be loaded here.

    `name` is that of its package, "bundled" or "blank"; `version` tells its content apart from any other of that
    name; `place` is the folder that spaCy loads, or None for a blank one; `labels` are those of its names.
    """

    name: str
    version: str
    origin: Origin
    place: Path | None
    components: tuple[str, ...]
    labels: tuple[str, ...] = ()

    @property
    def has_entities(self) -> bool:
        """Whether it finds names of persons and places."""
        return "ner" in self.components

    @property
    def has_lemmas(self) -> bool:
        """Whether it knows that "tijden" is a form of "tijd"."""
        return any("lemmatizer" in component for component in self.components)

    @property
    def has_tags(self) -> bool:
        """Whether it tells nouns from verbs."""
        return any(component in self.components for component in ("morphologizer", "tagger"))

    @property
    def key(self) -> str:
        """Under which version what it says is kept."""
        return f"{self.version}+{_READING}"

    def missing(self) -> tuple[str, ...]:
        """What it can't do, each in a few words."""
        lacks = (
            (self.has_lemmas, _("words are found only in the form they are written in")),
            (self.has_tags, _("nouns and verbs are not told apart")),
            (self.has_entities, _("names of persons and places are not found")),
        )
        return tuple(what for has, what in lacks if not has)


@dataclass(frozen=True, slots=True)
class Choice:
    """The pipeline to use, and in a sentence each why a better one was passed over (not that none is installed)."""

    pipeline: PipelineInfo
    doubts: tuple[str, ...] = ()


def choose(setting: str | None = None) -> Choice:
    """The pipeline for a project with this setting (None: it names none). There always is one."""
    doubts: list[str] = []
    wanted = [(setting, Origin.SETTING)] if setting else []
    wanted += [(name, Origin.INSTALLED) for name in OFFICIAL]
    for name, origin in [*wanted, (BUNDLED, Origin.BUNDLED)]:
        found = find(name, origin)
        if isinstance(found, PipelineInfo):
            return Choice(found, tuple(doubts))
        if origin is not Origin.INSTALLED or is_installed(name):
            doubts.append(found)
    blank = find(BLANK, Origin.BLANK)
    assert isinstance(blank, PipelineInfo)
    return Choice(blank, tuple(doubts))


def find(name: str, origin: Origin = Origin.SETTING) -> PipelineInfo | str:
    """The pipeline of this name, or a sentence why it can't be used here."""
    if name == BLANK:
        return PipelineInfo(BLANK, spacy_version(), origin, None, ())
    known = shown_line(name)
    if name == BUNDLED:
        place = shipped("models/nl/pipeline")
        meta = _meta(place)
        if meta is None:
            return _("The Dutch pipeline that comes with codebench is not there: install codebench again.")
        return _info(BUNDLED, f"{meta.get('version', '')}-{_digest(place)}", origin, place, meta)
    folder = _package(name)
    if folder is None:
        return _("The pipeline {name} is not installed here.").format(name=known)
    meta = _meta(folder)
    if meta is None or meta.get("lang") != LANGUAGE:
        return _("{name} is no Dutch pipeline of spaCy.").format(name=known)
    unfit = misfit(meta)
    if unfit is not None:
        return unfit
    place = folder / f"{meta.get('lang')}_{meta.get('name')}-{meta.get('version')}"
    return _info(name, str(meta.get("version", "")), origin, place, meta)


def is_installed(name: str) -> bool:
    """Whether there is a package of this name, whatever it holds."""
    return _package(name) is not None


def misfit(meta: Mapping[str, Any]) -> str | None:
    """Why a pipeline with this meta does not fit the installed spaCy, in a sentence; None where it does."""
    # It comes with spaCy, but only who asks for a pipeline needs it.
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    installed = spacy_version()
    wanted = str(meta.get("spacy_version", ""))
    try:
        fits = SpecifierSet(wanted).contains(installed, prereleases=True)
    except InvalidSpecifier:
        fits = False
    if fits:
        return None
    message = _("{name} {version} is made for spaCy {wanted}, and here is spaCy {installed}.")
    name = f"{meta.get('lang')}_{meta.get('name')}"
    return message.format(
        name=shown_line(name),
        version=shown_line(str(meta.get("version"))),
        wanted=shown_line(wanted) or "?",
        installed=installed,
    )


def spacy_version() -> str:
    """Which spaCy is installed, as "3.8.7"."""
    # Slow to import, and only who asks for a pipeline needs it.
    from importlib.metadata import version

    return version("spacy")


def needed_release() -> str:
    """Which release of the official pipelines fits here, as "3.8"."""
    return ".".join(spacy_version().split(".")[:2])


def _package(name: str) -> Path | None:
    """The folder of an installed package, found without importing it."""
    if not name.isidentifier():
        return None
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        return None
    places = None if spec is None else spec.submodule_search_locations
    return Path(next(iter(places))) if places else None


def _meta(folder: Path) -> dict[str, Any] | None:
    try:
        meta = json.loads((folder / "meta.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return meta if isinstance(meta, dict) else None


def _info(name: str, release: str, origin: Origin, place: Path, meta: Mapping[str, Any]) -> PipelineInfo:
    components = meta.get("pipeline", ())
    labels = meta.get("labels", {}).get("ner", ())
    return PipelineInfo(name, release, origin, place, tuple(map(str, components)), tuple(map(str, labels)))


@lru_cache(maxsize=4)
def _digest(folder: Path) -> str:
    """Eight hexadecimal digits of the SHA-256 over the names and contents of a folder's files."""
    total = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        total.update(f"{path.relative_to(folder).as_posix()}\n{len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()[:8]
