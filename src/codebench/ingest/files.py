"""Which files are meant by folders, patterns such as `*.docx` and names: in the order in which people number them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from glob import has_magic
from pathlib import Path

from codebench.domain.errors import InputError
from codebench.i18n import _
from codebench.ingest.registry import READERS
from codebench.ingest.wording import quoted

_NUMBER = re.compile(r"([0-9]{1,18})")
# What Word and LibreOffice lay beside a file that is open.
_LOCKS = ("~$", ".~lock.")


@dataclass(frozen=True, slots=True)
class Files:
    """The files that can be read, in order, and the others that a folder or a pattern also holds.

    `found` are those of `readable` that were not named themselves: one of them that is damaged stops nothing.
    """

    readable: tuple[Path, ...]
    others: tuple[Path, ...] = ()
    found: frozenset[Path] = frozenset()


def files_in(places: Sequence[Path]) -> Files:
    """The files that these names, folders (with the folders in them) and patterns stand for, each once.

    A file that is named itself is taken for one that can be read, so that its reader says what is wrong with it.

    Raises:
        InputError: a folder or pattern holds nothing that can be read, or can't be looked into.
    """
    readable: dict[Path, None] = {}
    others: dict[Path, None] = {}
    named: set[Path] = set()
    for place in places:
        try:
            found = _below(place)
        except OSError as error:
            message = _("'{name}' can't be looked into ({reason}); check the rights on it.")
            raise InputError(message.format(name=quoted(str(place)), reason=error.strerror or error)) from error
        if found is None:
            readable[place] = None
            named.add(place)
            continue
        fits = [path for path in found if path.suffix.lower() in READERS]
        if not fits:
            message = _("'{name}' holds no file that can be read. Known are: {suffixes}.")
            raise InputError(message.format(name=quoted(str(place)), suffixes=", ".join(READERS)))
        readable |= dict.fromkeys(fits)
        others |= dict.fromkeys(path for path in found if path not in readable)
    return Files(tuple(readable), tuple(others), frozenset(readable) - named)


def _below(place: Path) -> list[Path] | None:
    """The ordinary files in a folder or of a pattern, in natural order; None for a name."""
    if place.is_dir():
        found = [*place.rglob("*")]
    elif has_magic(str(place)) and not place.exists():
        anchor = Path(place.anchor or ".")
        found = [*anchor.glob(str(place.relative_to(place.anchor) if place.anchor else place))]
        found = [below for path in found for below in (path.rglob("*") if path.is_dir() else [path])]
    else:
        return None
    root = place if place.is_dir() else Path(place.anchor)
    seen = [path for path in found if path.is_file() and not _is_hidden(path, root)]
    return sorted(dict.fromkeys(seen), key=lambda path: _natural(str(path)))


def _is_hidden(path: Path, root: Path) -> bool:
    parts = path.relative_to(root).parts if path.is_relative_to(root) else path.parts
    return path.name.startswith(_LOCKS) or any(part.startswith(".") and part not in (".", "..") for part in parts)


def _natural(name: str) -> list[tuple[int, str]]:
    parts = _NUMBER.split(name.casefold())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
