"""Which reader takes which tool's project: a new tool is one module with a function, and one line here."""

from collections.abc import Callable
from pathlib import Path

from codebench.domain.errors import InputError
from codebench.domain.project_draft import OTHER_TOOLS, ProjectDraft
from codebench.domain.text import shown_line
from codebench.exchange.native import qualcoder, taguette
from codebench.exchange.refi.own import OwnProject, is_ours
from codebench.exchange.refi.project import RefiProject
from codebench.exchange.refi.sources import TextOf
from codebench.exchange.ways import Chosen
from codebench.i18n import _


def _refi(path: Path, text_of: TextOf, chosen: Chosen | None) -> ProjectDraft:
    if not is_ours(path):
        return RefiProject(path, text_of, chosen).draft()
    _refuse_choice(path, chosen)
    return OwnProject(path).draft()


def _taguette(path: Path, _text_of: TextOf, chosen: Chosen | None) -> ProjectDraft:
    _refuse_choice(path, chosen)
    return taguette.read(path)


def _refuse_choice(path: Path, chosen: Chosen | None) -> None:
    if chosen is not None:
        message = _("How positions count in {name} is known: no way to count can be chosen for it.")
        raise InputError(message.format(name=shown_line(path.name)))


_READERS: dict[str, Callable[[Path, TextOf, Chosen | None], ProjectDraft]] = {
    ".qdpx": _refi,
    ".qde": _refi,
    ".qda": lambda path, _text_of, chosen: qualcoder.read(path, chosen),
    **dict.fromkeys((".sqlite3", ".sqlite", ".db"), _taguette),
}
assert set(_READERS) == set(OTHER_TOOLS)


def read_project(path: Path, text_of: TextOf, chosen: Chosen | None = None) -> ProjectDraft:
    """Another tool's project; `text_of` reads formatted files in it, `chosen` is how somebody says its positions count.

    Raises:
        InputError: no reader knows the suffix, the file is not what it says it is, or its positions can't count so.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        message = _("{name} is no project of another tool; known are {suffixes}.")
        raise InputError(message.format(name=shown_line(path.name), suffixes=", ".join(OTHER_TOOLS)))
    return reader(path, text_of, chosen)
