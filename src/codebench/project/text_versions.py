"""The versions that a text has had: by whom, when and by what each was made, and what two of them have that differs."""

from dataclasses import dataclass

from codebench.domain.errors import InputError, NotFoundError
from codebench.domain.remap import TextEdit
from codebench.domain.table import Table, plain_table
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.documents import Documents
from codebench.project.history import History
from codebench.project.session import Session
from codebench.store.past import changes_in


@dataclass(frozen=True, slots=True)
class TextVersion:
    """A version of a text by its number; `length` is None where it was erased for good.

    `at` (UTC), `coder` and `what` tell of the act that made it, and are empty where that was erased or may not be seen.
    """

    number: int
    length: int | None
    at: str = ""
    coder: str = ""
    what: str = ""
    is_present: bool = False

    @property
    def state(self) -> str:
        """What is to be said of it in a word; empty of an earlier version that is there."""
        if self.length is None:
            return _("erased for good")
        return _("present") if self.is_present else ""


class TextVersions:
    """What became of texts, read from the journal."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._documents = Documents(session)

    def of(self, document_id: int) -> list[TextVersion]:
        """The versions of a text, the present one first; those that a purge or withdrawal erased are said to be.

        Raises:
            NotFoundError: there is no such document, or all of it was erased.
        """
        info = self._documents.info(document_id)
        rows = {
            number: (version, length, bool(current))
            for version, number, length, current in self._session.tuples(
                "SELECT id, number, length, is_current FROM text_versions WHERE document_id = ?", [document_id]
            )
        }
        if not rows:
            raise NotFoundError(_("Document '{name}' was erased for good.").format(name=shown_line(info.name)))
        acts = {act.id: act for act in History(self._session).acts()}
        found = []
        for number in range(max(rows), 0, -1):
            if number not in rows:
                found.append(TextVersion(number, None))
                continue
            version, length, current = rows[number]
            made = next((act for act, before, _after in self._changes(version) if before is None), 0)
            act = acts.get(made)
            told = ("", "", "") if act is None else (act.at, act.coder, act.summary)
            found.append(TextVersion(number, length, *told, is_present=current))
        return found

    def difference(self, document_id: int, old: int, new: int) -> TextEdit:
        """What turns one version of a text, by its number, into another.

        Raises:
            InputError: it is one and the same version.
            NotFoundError: there is no such version, or it was erased.
        """
        if old == new:
            raise InputError(_("Name two versions that are not the same."))
        return TextEdit.between(self._text(document_id, old), self._text(document_id, new))

    def table(self, document_id: int) -> Table:
        """The versions as a table, the present one first."""
        rows = [
            (each.number, "" if each.length is None else each.length, each.at, each.coder, each.what, each.state)
            for each in self.of(document_id)
        ]
        headings = (_("Version"), _("Characters"), _("When (UTC)"), _("Who"), _("What"), _("State"))
        title = _("Versions of {name}").format(name=self._documents.info(document_id).name)
        return plain_table(title, headings, rows)

    def _text(self, document_id: int, number: int) -> str:
        there = {each.number: each for each in self.of(document_id)}
        if number not in there:
            message = _("There is no version {n}: this text has {of}.")
            raise NotFoundError(message.format(n=number, of=len(there)))
        if there[number].length is None:
            raise NotFoundError(_("Version {n} was erased for good: nothing is left to compare.").format(n=number))
        return self._documents.text(document_id, number)

    def _changes(self, version_id: int) -> list[tuple[int, object, object]]:
        return list(changes_in(self._session.store, "text_versions", version_id))
