"""The words that mean "no answer" in a project, by kind; surveys are read with them unless a recipe says otherwise."""

import json

from codebench.domain.errors import ConflictError, InputError
from codebench.domain.text import shown_line
from codebench.domain.variables import Absence, AbsenceWords
from codebench.i18n import _
from codebench.project.session import Session

SETTING = "absence"


def absence_words(session: Session) -> AbsenceWords:
    """The words as they are now; those that come with the program where nobody changed them."""
    value = session.value("SELECT value FROM settings WHERE name = ?", [SETTING])
    if value is None:
        return AbsenceWords()
    return AbsenceWords.of_kinds({Absence(kind): tuple(words) for kind, words in json.loads(value).items()})


class Absences:
    """The words for "no answer"; each method that changes them is one act. What is taken in already stays as it is."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def words(self) -> AbsenceWords:
        """The words as they are."""
        return absence_words(self._session)

    def add(self, kind: Absence, word: str) -> AbsenceWords:
        """Let a word stand for a kind of "no answer", and for no other kind; the words then.

        Raises:
            InputError: the kind has no words, or this is none.
            ConflictError: it stands for that kind already.
        """
        clean = " ".join(word.split())
        before = self.words()
        if kind not in before.by_kind():
            message = _("'{kind}' is nothing that a respondent writes; choose one of: {kinds}.")
            raise InputError(message.format(kind=kind, kinds=", ".join(before.by_kind())))
        if not clean or len(clean) > 80:
            raise InputError(_("'{word}' is no word for \"no answer\".").format(word=shown_line(clean[:80])))
        if before.kind(clean) is kind:
            raise ConflictError(_("'{word}' stands for {kind} already.").format(word=shown_line(clean), kind=kind))
        more = {each: (clean,) if each is kind else () for each in before.by_kind()}
        summary = _("let '{word}' stand for {kind}").format(word=clean, kind=kind)
        return self._put(before.with_words(AbsenceWords.of_kinds(more)), summary)

    def remove(self, word: str) -> AbsenceWords:
        """Let a word be an answer again; the words then.

        Raises:
            ConflictError: it is an answer.
        """
        before = self.words()
        small = " ".join(word.split()).casefold()
        kept = {
            kind: tuple(each for each in words if each.casefold() != small) for kind, words in before.by_kind().items()
        }
        if kept == before.by_kind():
            raise ConflictError(_("'{word}' is an answer as it is.").format(word=shown_line(word)))
        return self._put(AbsenceWords.of_kinds(kept), _("let '{word}' be an answer").format(word=word.strip()))

    def _put(self, after: AbsenceWords, summary: str) -> AbsenceWords:
        value = json.dumps({str(kind): words for kind, words in after.by_kind().items()}, ensure_ascii=False)
        row = self._session.value("SELECT id FROM settings WHERE name = ?", [SETTING])
        with self._session.act("setting", shown_line(summary)) as act:
            if row is None:
                act.insert("settings", name=SETTING, value=value)
            else:
                act.update("settings", row, value=value)
        return after
