"""Every sentence that a user sees passes through here, so that a catalogue can follow."""

import gettext as _gettext
from functools import lru_cache
from pathlib import Path

_LOCALE = Path(__file__).parent / "locale"


@lru_cache(maxsize=1)
def _catalogue() -> _gettext.NullTranslations:
    return _gettext.translation("codebench", localedir=_LOCALE, fallback=True)


def _(message: str) -> str:
    """The message in the language of the face (English where no catalogue has it)."""
    return _catalogue().gettext(message)


def plural(one: str, many: str, n: int) -> str:
    """The form of a message that fits the number n, with `{n}` filled in."""
    return _catalogue().ngettext(one, many, n).format(n=n)
