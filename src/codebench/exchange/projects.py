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
from codebench.i18n import _


def _refi(path: Path, text_of: TextOf) -> ProjectDraft:
    return OwnProject(path).draft() if is_ours(path) else RefiProject(path, text_of).draft()


_READERS: dict[str, Callable[[Path, TextOf], ProjectDraft]] = {
    ".qdpx": _refi,
    ".qde": _refi,
    ".qda": lambda path, _text_of: qualcoder.read(path),
    **dict.fromkeys((".sqlite3", ".sqlite", ".db"), lambda path, _text_of: taguette.read(path)),
}
assert set(_READERS) == set(OTHER_TOOLS)


def read_project(path: Path, text_of: TextOf) -> ProjectDraft:
    """Another tool's project; `text_of` reads formatted files in it.

    Raises:
        InputError: no reader knows the suffix, or the file is not what it says it is.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        message = _("{name} is no project of another tool; known are {suffixes}.")
        raise InputError(message.format(name=shown_line(path.name), suffixes=", ".join(OTHER_TOOLS)))
    return reader(path, text_of)
