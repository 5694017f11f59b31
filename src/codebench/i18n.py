"""Every sentence that a user sees passes through here, so that a catalogue can follow."""

import gettext as _gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

CHOICE = "CODEBENCH_LANG"
"""The variable of the environment that chooses the language of the face, before those of the system do."""

_LOCALE = Path(__file__).parent / "locale"
_SYSTEM = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


def choose(language: str) -> None:
    """Speak this language on the face, and in the processes that this one starts.

    Many a module asks for its words while it is imported, so the choice comes before these imports.
    """
    os.environ[CHOICE] = language
    _catalogue.cache_clear()


def _wanted() -> list[str]:
    """The languages of the face that are asked for before English is, the first one first."""
    asked = next((value for name in (CHOICE, *_SYSTEM) if (value := os.environ.get(name))), "")
    return list(takewhile(lambda name: not name.startswith(("en", "C", "POSIX")), asked.split(":")))


@lru_cache(maxsize=4)
def _catalogue(language: str | None) -> _gettext.NullTranslations:
    languages = _wanted() if language is None else [language]
    return _gettext.translation("codebench", localedir=_LOCALE, languages=languages, fallback=True)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak the language of a report, which is that of its project, whatever the language of the face is."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def _(message: str) -> str:
    """The message in the language of the face, or of the report being made (English where no catalogue has it)."""
    # Of nothing a catalogue gives its own header.
    return _catalogue(_spoken.get()).gettext(message) if message else ""


def plural(one: str, many: str, n: int) -> str:
    """The form of a message that fits the number n, with `{n}` filled in."""
    return _catalogue(_spoken.get()).ngettext(one, many, n).format(n=n)
