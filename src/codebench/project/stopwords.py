"""The stop list of a project: words that counts of words leave out; the shipped ones, less and more what was edited."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from codebench.domain.errors import ConflictError, InputError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.session import Session
from codebench.suggest.stopwords import STOPWORDS

SETTING = "stopwords"

# What the suggestions may learn from and a list of frequent words need not show: numbers, verbs of little meaning.
_FREQUENT = """
    één twee drie vier vijf zes zeven acht negen tien elf twaalf eerste tweede derde beide elkaar ieder niemand
    zonder blijven komen krijgen laten staan vinden
"""
SHIPPED = STOPWORDS | frozenset(_FREQUENT.split())
"""The list as it comes with the program, in lower case: lemmas, and forms for pipelines without lemmas."""


@dataclass(frozen=True, slots=True)
class StopList:
    """What a project changed of the shipped list."""

    added: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()

    @property
    def words(self) -> frozenset[str]:
        """The list in use, in lower case."""
        return (SHIPPED | self.added) - self.removed

    def with_words(self, words: Iterable[str]) -> Self:
        """The list with these on it."""
        new = frozenset(words)
        return type(self)(self.added | (new - SHIPPED), self.removed - new)

    def without(self, words: Iterable[str]) -> Self:
        """The list without these."""
        gone = frozenset(words)
        return type(self)(self.added - gone, self.removed | (gone & SHIPPED))


class StopWords:
    """The stop list; each method that changes it is one act, to be undone like any other."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def present(self) -> StopList:
        """The list as it is."""
        value = self._session.value("SELECT value FROM settings WHERE name = ?", [SETTING])
        if value is None:
            return StopList()
        kept = json.loads(value)
        return StopList(frozenset(kept["added"]), frozenset(kept["removed"]))

    def add(self, *words: str) -> StopList:
        """Put words on the list; it as it is then.

        Raises:
            ConflictError: each is on it already.
            InputError: one is no single word.
        """
        before, clean = self.present(), [_clean(word) for word in words]
        if before.words.issuperset(clean):
            raise ConflictError(_("{words} is on the stop list already.").format(words=_named(clean)))
        return self._put(before.with_words(clean), _("put {words} on the stop list").format(words=_named(clean)))

    def remove(self, *words: str) -> StopList:
        """Take words from the list; it as it is then.

        Raises:
            ConflictError: one is not on it.
            InputError: one is no single word.
        """
        before, clean = self.present(), [_clean(word) for word in words]
        missing = [word for word in clean if word not in before.words]
        if missing:
            raise ConflictError(_("{words} is not on the stop list.").format(words=_named(missing)))
        return self._put(before.without(clean), _("take {words} from the stop list").format(words=_named(clean)))

    def _put(self, after: StopList, summary: str) -> StopList:
        value = json.dumps({"added": sorted(after.added), "removed": sorted(after.removed)}, ensure_ascii=False)
        row = self._session.value("SELECT id FROM settings WHERE name = ?", [SETTING])
        with self._session.act("setting", summary) as act:
            if row is None:
                act.insert("settings", name=SETTING, value=value)
            else:
                act.update("settings", row, value=value)
        return after


def _clean(word: str) -> str:
    clean = word.strip().lower()
    if not clean or len(clean.split()) > 1 or len(clean) > 80:
        raise InputError(_("'{word}' is no single word; the stop list holds words.").format(word=shown_line(word[:80])))
    return clean


def _named(words: Iterable[str]) -> str:
    return ", ".join(f"'{shown_line(word)}'" for word in words)
