"""Coders: who works in a project."""

from codebench.domain.errors import ConflictError, NotFoundError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.models import CoderInfo
from codebench.project.session import PERSONS, Session, clean_name
from codebench.store.journal import Act, Actor, act, new_guid


class Coders:
    """The coders of a project."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> list[CoderInfo]:
        """The people who code, in the order in which they came."""
        rows = self._session.rows(f"SELECT id, guid, name FROM coders WHERE {PERSONS} ORDER BY id")
        return [CoderInfo(**row) for row in rows]

    def layers(self) -> list[CoderInfo]:
        """Those whose codings a count can be over: the people, and the consensus where there is one."""
        rows = self._session.rows(
            f"SELECT id, guid, name FROM coders WHERE kind = 'consensus' OR {PERSONS} ORDER BY kind = 'consensus', id"
        )
        return [CoderInfo(**row) for row in rows]

    def everyone(self) -> list[CoderInfo]:
        """All under whose name there are codings: the people, their names for second codings, and the consensus."""
        rows = self._session.rows("SELECT id, guid, name FROM coders ORDER BY id")
        return [CoderInfo(**row) for row in rows]

    def get(self, name: str) -> CoderInfo:
        """The coder of this name (case does not matter where one fits), also of one for a second coding.

        Raises:
            NotFoundError: there is none.
        """
        rows = self._session.rows("SELECT id, guid, name FROM coders WHERE kind = 'person' ORDER BY id")
        coders = [CoderInfo(**row) for row in rows]
        found = [coder for coder in coders if coder.name == name] or [
            coder for coder in coders if coder.name.casefold() == name.strip().casefold()
        ]
        if len(found) != 1:
            names = ", ".join(shown_line(coder.name) for coder in self.all())
            message = _("There is no coder '{name}'; this project knows: {names}. `codebench coders --add` adds one.")
            raise NotFoundError(message.format(name=shown_line(name), names=names))
        return found[0]

    def add(self, name: str) -> CoderInfo:
        """Add a coder.

        Raises:
            ConflictError: the name is taken.
        """
        clean = self._free(name)
        with self._session.act("coder add", _("add coder {name}").format(name=clean)) as one:
            return add_coder(one, clean)

    def join(self, name: str) -> CoderInfo:
        """Add oneself, where nobody is at work yet: like the making of a project this is the newcomer's own act.

        Raises:
            ConflictError: the name is taken.
        """
        clean, guid = self._free(name), new_guid()
        summary = _("add coder {name}").format(name=clean)
        with act(self._session.store, Actor(guid, clean), "coder join", summary) as one:
            return add_coder(one, clean, guid)

    def rename(self, coder: CoderInfo, name: str) -> None:
        """Give a coder another name; all codings stay theirs."""
        clean = self._free(name)
        summary = _("rename coder {old} to {new}").format(old=coder.name, new=clean)
        with self._session.act("coder rename", summary) as one:
            one.update("coders", coder.id, name=clean)

    def _free(self, name: str) -> str:
        clean = clean_name(name, _("coder"), 80)
        if any(coder.name.casefold() == clean.casefold() for coder in self.everyone()):
            raise ConflictError(_("There is a coder '{name}' already.").format(name=shown_line(clean)))
        return clean


def add_coder(act: Act, name: str, guid: str | None = None) -> CoderInfo:
    """Within an act, put in a coder."""
    guid = guid or new_guid()
    return CoderInfo(act.insert("coders", guid=guid, kind="person", name=name), guid, name)
