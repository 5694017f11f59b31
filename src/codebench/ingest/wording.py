"""How pieces of the material are named: once for the project, and safely inside a sentence."""

import unicodedata
from collections.abc import Sequence

from codebench.domain.text import shown_line
from codebench.i18n import plural

_IN_SENTENCE = 60
_LISTED = 5


def tidy(name: str) -> str:
    """A label, column heading or file name as it is kept: composed characters, single spaces, no outer ones."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def quoted(text: str) -> str:
    """A piece of the material for inside a sentence: one line, harmless on a terminal, at most 60 characters."""
    line = shown_line(text)
    return line if len(line) <= _IN_SENTENCE else line[: _IN_SENTENCE - 1] + "…"


def listed(items: Sequence[str], total: int | None = None) -> str:
    """The first five items as "a, b, c"; where there are more (`total` of them, if given) it says how many."""
    rest = (len(items) if total is None else total) - min(len(items), _LISTED)
    text = ", ".join(items[:_LISTED])
    return text if rest <= 0 else f"{text} " + plural("and {n} more", "and {n} more", rest)
