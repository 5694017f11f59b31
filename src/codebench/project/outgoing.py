"""What goes out of a project: whether a name of the key of pseudonyms is still in it."""

import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from xml.sax.saxutils import unescape

from codebench.domain.pseudonyms import Matcher
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.project import Project
from codebench.store.connection import open_store
from codebench.store.journal import ACT_ENTITY
from codebench.store.tables import STATE

_SQLITE = b"SQLite format 3\0"
_SHOWN = 5
_WITH_WORDS = (".xml", ".qde", ".txt")
# Who did what, and the coders' own names, are no material.
_CODERS = (ACT_ENTITY, STATE["coders"].number)


def warning(project: Project, *outgoing: Path | str) -> str:
    """A sentence about the names of the key that stand in files or texts which go out; empty where none does.

    Where the key is not at its place, the sentence says that nothing was looked for; without a key it is empty.
    """
    key = project.pseudonyms.key_path
    if key is None or not outgoing:
        return ""
    known = project.pseudonyms.known()
    if not known:
        message = _("The key of pseudonyms can't be read at {path}: it was not looked whether names go out.")
        return message.format(path=shown_line(str(key)))
    matcher = project.pseudonyms.finder(known)
    texts = (text for one in outgoing for text in _texts(one))
    names = list(dict.fromkeys(name for text in texts for name in _names(matcher, text)))
    if not names:
        return ""
    told = ", ".join(shown_line(name) for name in names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
    message = plural(
        "Careful: {n} name of the key of pseudonyms is in what goes out: {{names}}.",
        "Careful: {n} names of the key of pseudonyms are in what goes out: {{names}}.",
        len(names),
    )
    return message.format(names=told)


def _names(matcher: Matcher, text: str) -> list[str]:
    return [found.pseudonym.original for found in matcher.find(text)]


def _texts(outgoing: Path | str) -> Iterator[str]:
    """The words in what goes out: of an archive its parts, of a project its contents, else the file as it is."""
    if isinstance(outgoing, str):
        yield outgoing
        return
    with suppress(OSError):
        with outgoing.open("rb") as file:
            is_project = file.read(len(_SQLITE)) == _SQLITE
        if is_project:
            with open_store(outgoing, read_only=True) as store:
                rows = store.tuples(
                    "SELECT value FROM contents WHERE value IS NOT NULL AND entity NOT IN (?, ?)", _CODERS
                )
                yield "\n".join(row[0].replace("\\n", "\n") for row in rows)
        elif zipfile.is_zipfile(outgoing):
            with zipfile.ZipFile(outgoing) as archive:
                for name in archive.namelist():
                    text = archive.read(name).decode("utf-8", "replace") if name.endswith(_WITH_WORDS) else ""
                    is_marked_up = not name.endswith(".txt")
                    yield unescape(text.replace("<", "\n<").replace(">", ">\n")) if is_marked_up else text
        else:
            yield outgoing.read_bytes().decode("utf-8", "replace").replace("\\n", "\n")
