"""An open project and who works in it: what every part of the project layer needs to read and to act."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any

from codebench.analysis.reading import consistent
from codebench.domain.errors import InputError, NotFoundError
from codebench.domain.table import ProjectState, Table
from codebench.domain.text import shown_line
from codebench.domain.visibility import EVERYBODY, Visibility
from codebench.i18n import _
from codebench.project.models import CoderInfo
from codebench.store import journal, snapshots
from codebench.store.connection import Params, Store
from codebench.store.journal import Act, Actor
from codebench.store.past import state

# Whoever takes part in an open blind round, as themselves or (for a second coding) under another name.
_BLIND = """
  SELECT r.id, r.name, c.coder_id, c.as_coder_id FROM rounds r JOIN round_coders c ON c.round_id = r.id
  WHERE r.status = 'open' AND r.is_blind = 1 ORDER BY r.id
"""
PERSONS = "kind = 'person' AND id NOT IN (SELECT as_coder_id FROM round_coders WHERE as_coder_id IS NOT NULL)"
"""The SQL condition on coders who are somebody: not the consensus, nor a name for a second coding."""


class Session:
    """The store, and the coder at work. The parts of a project share one."""

    def __init__(self, store: Store, coder: CoderInfo | None) -> None:
        self.store = store
        self._coder = coder

    @property
    def coder_name(self) -> str:
        """The name of who works now; empty where nobody said so."""
        return "" if self._coder is None else self._coder.name

    @property
    def coder(self) -> CoderInfo:
        """Who works now.

        Raises:
            InputError: nobody said so, and the project has several coders.
        """
        if self._coder is None:
            names = ", ".join(
                shown_line(row["name"]) for row in self.rows(f"SELECT name FROM coders WHERE {PERSONS} ORDER BY id")
            )
            raise InputError(_("Say who you are with --coder NAME; this project knows: {names}.").format(names=names))
        return self._coder

    @coder.setter
    def coder(self, coder: CoderInfo) -> None:
        self._coder = coder

    def visible(self, wanted: Visibility = EVERYBODY) -> Visibility:
        """What the present coder may see of what is wanted: nothing of others as long as a round blinds them.

        Every read of codings, memos, counts and history goes through here.

        Raises:
            InputError: a blind round is open, and nobody said who works.
        """
        blind = self.tuples(_BLIND)
        if not blind:
            return wanted
        me = self.coder.id
        if not any(me in row[2:] for row in blind):
            return wanted
        apart = (row[0] for row in blind if row[2] == me and row[3] is not None)
        return wanted.narrowed(me, frozenset(apart))

    @property
    def blind_round(self) -> str | None:
        """The name of the open round that hides others' work from the present coder, if one does."""
        me = None if self._coder is None else self._coder.id
        return next((row[1] for row in self.tuples(_BLIND) if me in row[2:] and me is not None), None)

    @property
    def blindness(self) -> str:
        """Why the present coder sees nothing of others and no suggestion, in a sentence; empty where they do."""
        name = self.blind_round
        message = _("Round '{name}' is blind: others' work and all suggestions are hidden.")
        return "" if name is None else message.format(name=shown_line(name))

    def state(self) -> ProjectState | None:
        """Which state of the project is read; None where a blind round hides what others did last."""
        blind = self.tuples(_BLIND)
        if blind and (self._coder is None or any(self._coder.id in row[2:] for row in blind)):
            return None
        return state(self.store)

    def with_state(self, make: Callable[[], Table]) -> Table:
        """A table of one state of the project, which it then names; made anew where something was written meanwhile."""
        return consistent(self.store, lambda: replace(make(), state=self.state()))

    def act(self, kind: str, summary: str = "", target: int | None = None) -> AbstractContextManager[Act]:
        """Begin an act of the present coder; see `store.journal.act`."""
        return journal.act(self.store, Actor(self.coder.guid, self.coder.name), kind, summary, target)

    @contextmanager
    def risky_act(self, kind: str, summary: str = "") -> Iterator[Act]:
        """An act that touches much: a snapshot is taken first (unless there is nothing to lose yet)."""
        if self.value("SELECT 1 FROM documents LIMIT 1") is not None:
            snapshots.make(self.store.db, self.store.path, _("before: {what}").format(what=summary or kind))
        with self.act(kind, summary) as act:
            yield act

    def codebook_revision(self, act: Act) -> int:
        """A new revision of the codebook, made by this act."""
        return act.insert("codebook_revisions", created_at=act.created_at)

    def rows(self, sql: str, params: Params = ()) -> list[dict[str, Any]]:
        """The rows of a SELECT as dictionaries."""
        return self.store.rows(sql, params)

    def tuples(self, sql: str, params: Params = ()) -> list[tuple[Any, ...]]:
        """The rows of a SELECT as tuples."""
        return self.store.tuples(sql, params)

    def value(self, sql: str, params: Params = ()) -> Any:
        """The first column of the first row of a SELECT, or None."""
        return self.store.value(sql, params)

    def require(self, table: str, row_id: int, what: str) -> None:
        """Fail in words unless the row exists.

        Raises:
            NotFoundError: it does not.
        """
        if self.value(f"SELECT 1 FROM {table} WHERE id = ?", [row_id]) is None:
            raise NotFoundError(_("There is no {what} {id}.").format(what=what, id=row_id))


def clean_name(name: str, what: str, longest: int = 200) -> str:
    """The name without white space around it.

    Raises:
        InputError: it is empty, too long or holds a line break.
    """
    stripped = name.strip()
    if not stripped:
        raise InputError(_("A {what} needs a name.").format(what=what))
    if len(stripped) > longest or "\n" in stripped or "\r" in stripped:
        message = _("'{name}' can't be the name of a {what}: one line of at most {n} characters.")
        raise InputError(message.format(name=shown_line(stripped[:40]), what=what, n=longest))
    return stripped
