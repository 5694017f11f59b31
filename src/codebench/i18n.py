"""Every sentence that a user sees passes through here, so that a catalogue can follow."""

import gettext as _gettext
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

_LOCALE = Path(__file__).parent / "locale"
_spoken: ContextVar[Mapping[str, str] | None] = ContextVar("spoken", default=None)


@lru_cache(maxsize=1)
def _catalogue() -> _gettext.NullTranslations:
    return _gettext.translation("codebench", localedir=_LOCALE, fallback=True)


@lru_cache(maxsize=4)
def phrases(language: str) -> Mapping[str, str]:
    """The phrases of reports in a language, by what they are in English; none where the language has no table."""
    path = _LOCALE / f"{language}.toml"
    return tomllib.loads(path.read_text("utf-8")) if language.isalpha() and path.is_file() else {}


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak the language of a report, which is that of its project, whatever the language of the face is."""
    token = _spoken.set(phrases(language))
    try:
        yield
    finally:
        _spoken.reset(token)


def _(message: str) -> str:
    """The message in the language of the face (English where no catalogue has it), or of the report being made."""
    spoken = _spoken.get()
    return _catalogue().gettext(message) if spoken is None else spoken.get(message, message)


def plural(one: str, many: str, n: int) -> str:
    """The form of a message that fits the number n, with `{n}` filled in."""
    if _spoken.get() is not None:
        return _(one if n == 1 else many).format(n=n)
    return _catalogue().ngettext(one, many, n).format(n=n)
