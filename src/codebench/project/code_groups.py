"""Named, ordered groups of codes from anywhere in the tree: what themes and sets have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from codebench.domain.codetree import name_key
from codebench.domain.errors import ConflictError, InputError, NotFoundError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.session import Session, clean_name
from codebench.store.journal import Act, new_guid
from codebench.store.tables import Scalar

MEMBERS = {"theme_codes": "code_id", "theme_codings": "coding_id"}


@dataclass(frozen=True, slots=True)
class GroupInfo:
    """A group; `codes` are (code, path) and `quotes` ids of codings that stand, each in the group's order."""

    id: int
    guid: str
    name: str
    claim: str
    body: str
    codes: tuple[tuple[int, str], ...]
    quotes: tuple[int, ...]


class CodeGroups:
    """The groups of one kind of a project; each method that changes something is one act."""

    _KIND: ClassVar[str]
    _WHAT: ClassVar[str]
    """What one is called on the screen."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> list[GroupInfo]:
        """All of this kind in order."""
        self._refuse_blind()
        codes: dict[int, list[tuple[int, str]]] = {}
        for group, code, path in self._session.tuples(
            "SELECT t.theme_id, t.code_id, p.path FROM theme_codes t JOIN view_codes p ON p.code_id = t.code_id"
            " ORDER BY t.position, t.id"
        ):
            codes.setdefault(group, []).append((code, path))
        quotes: dict[int, list[int]] = {}
        for group, coding in self._session.tuples(
            "SELECT t.theme_id, t.coding_id FROM theme_codings t JOIN codings g ON g.id = t.coding_id"
            " JOIN documents d ON d.id = g.document_id WHERE g.status = 'active' AND d.status = 'active'"
            " ORDER BY t.position, t.id"
        ):
            quotes.setdefault(group, []).append(coding)
        return [
            GroupInfo(row_id, guid, name, claim, body, tuple(codes.get(row_id, ())), tuple(quotes.get(row_id, ())))
            for row_id, guid, name, claim, body in self._session.tuples(
                "SELECT id, guid, name, claim, body FROM themes WHERE kind = ? ORDER BY position, id", [self._KIND]
            )
        ]

    def get(self, name: str) -> GroupInfo:
        """The one of this name, or of its number in order as #2.

        Raises:
            NotFoundError: there is none, or several have the name.
        """
        there = self.all()
        if name.startswith("#") and name[1:].isdecimal() and 1 <= int(name[1:]) <= len(there):
            return there[int(name[1:]) - 1]
        found = [group for group in there if name_key(group.name) == name_key(name)]
        if len(found) == 1:
            return found[0]
        numbered = ", ".join(f"#{i} {shown_line(group.name)}" for i, group in enumerate(there, 1)) or "–"
        message = _("There is no {what} '{name}', or more than one; this project has: {names}.")
        raise NotFoundError(message.format(what=self._WHAT, name=shown_line(name), names=numbered))

    def add(self, name: str, claim: str = "") -> int:
        """Make one behind the others; its id.

        Raises:
            ConflictError: there is one of this name.
            InputError: the name is empty, or no line.
        """
        clean = self._free(name)
        with self._session.act(f"{self._KIND} add", self._told(_("make {what} '{name}'"), clean)) as act:
            return self.insert(act, clean, claim)

    def insert(self, act: Act, name: str, claim: str = "") -> int:
        """Within an act, put in one behind the others; its id."""
        return act.insert(
            "themes",
            guid=new_guid(),
            position=self._session.value("SELECT ifnull(max(position) + 1, 0) FROM themes"),
            kind=self._KIND,
            created_at=act.created_at,
            name=name,
            claim=claim.strip(),
            body="",
        )

    def rename(self, group_id: int, name: str) -> None:
        """Give one another name.

        Raises:
            ConflictError: there is one of this name.
        """
        clean = self._free(name, besides=group_id)
        self._change(group_id, {"name": clean}, self._told(_("rename {what} to '{name}'"), clean))

    def put_codes(self, group_id: int, codes: Sequence[int]) -> None:
        """Put codes behind those that are in it; those that are in it already are left where they are."""
        for code in codes:
            self._session.require("codes", code, _("code"))
        self._put(group_id, "theme_codes", codes, self._told(_("put codes into a {what}")))

    def take_codes(self, group_id: int, codes: Sequence[int]) -> None:
        """Take codes out of it; they stay in the codebook.

        Raises:
            InputError: it has none of them.
        """
        self._take(group_id, "theme_codes", codes, self._told(_("take codes out of a {what}")))

    def move(self, group_id: int, place: int) -> None:
        """Put one at a place among its kind, counted from 0."""
        self._check(group_id)
        query = "SELECT id, position FROM themes WHERE kind = ? ORDER BY position, id"
        with self._session.act(f"{self._KIND} move", self._told(_("move a {what}"))) as act:
            self._reorder(act, "themes", self._session.tuples(query, [self._KIND]), group_id, place)

    def remove(self, group_id: int) -> None:
        """Remove one with the summaries about it; codes and codings stay."""
        self._check(group_id)
        name = self._session.value("SELECT name FROM themes WHERE id = ?", [group_id])
        with self._session.act(f"{self._KIND} remove", self._told(_("remove {what} '{name}'"), name)) as act:
            for table in (*MEMBERS, "summaries"):
                rows = self._session.tuples(f"SELECT id FROM {table} WHERE theme_id = ?", [group_id])
                act.delete(table, [row[0] for row in rows])
            act.delete("themes", [group_id])

    def _told(self, message: str, name: str = "") -> str:
        return message.format(what=self._WHAT, name=shown_line(name))

    def _free(self, name: str, besides: int | None = None) -> str:
        clean = clean_name(name, self._WHAT)
        if any(name_key(group.name) == name_key(clean) and group.id != besides for group in self.all()):
            raise ConflictError(self._told(_("There is a {what} '{name}' already."), clean))
        return clean

    def _check(self, group_id: int) -> None:
        """Fail in words unless it is there, of this kind, and may be seen."""
        self._refuse_blind()
        if self._session.value("SELECT kind FROM themes WHERE id = ?", [group_id]) != self._KIND:
            raise NotFoundError(_("There is no {what} {id}.").format(what=self._WHAT, id=group_id))

    def _change(self, group_id: int, change: Mapping[str, Scalar], summary: str) -> None:
        self._check(group_id)
        with self._session.act(f"{self._KIND} edit", summary) as act:
            act.update("themes", group_id, **change)

    def _put(self, group_id: int, table: str, members: Sequence[int], summary: str) -> None:
        self._check(group_id)
        new = self._new(group_id, table, members)
        if new:
            with self._session.act(f"{self._KIND} edit", summary) as act:
                self.place(act, group_id, table, new)

    def _new(self, group_id: int, table: str, members: Sequence[int]) -> list[int]:
        rows = self._session.tuples(f"SELECT {MEMBERS[table]} FROM {table} WHERE theme_id = ?", [group_id])
        there = {row[0] for row in rows}
        return [member for member in dict.fromkeys(members) if member not in there]

    def place(self, act: Act, group_id: int, table: str, members: Sequence[int]) -> None:
        """Within an act, put members behind those that are there."""
        query = f"SELECT ifnull(max(position) + 1, 0) FROM {table} WHERE theme_id = ?"
        behind = int(self._session.value(query, [group_id]))
        placed = [(group_id, member, behind + i) for i, member in enumerate(members)]
        act.insert_rows(table, ("theme_id", MEMBERS[table], "position"), placed)

    def _take(self, group_id: int, table: str, members: Sequence[int], summary: str) -> None:
        self._check(group_id)
        query = f"SELECT id, {MEMBERS[table]} FROM {table} WHERE theme_id = ?"
        gone = [row_id for row_id, member in self._session.tuples(query, [group_id]) if member in members]
        if not gone:
            raise InputError(self._told(_("The {what} does not have that.")))
        with self._session.act(f"{self._KIND} edit", summary) as act:
            act.delete(table, gone)

    @staticmethod
    def _reorder(act: Act, table: str, rows: Sequence[tuple[int, int]], moved: int, place: int) -> None:
        """Put one row at a place among these; the places that they have are dealt out anew."""
        order = [row_id for row_id, _position in rows if row_id != moved]
        order.insert(max(0, place), moved)
        before, places = dict(rows), sorted(position for _id, position in rows)
        if len(set(places)) < len(places):
            places = list(range(len(places)))
        changed: list[tuple[int, dict[str, Scalar]]] = [
            (row_id, {"position": position})
            for row_id, position in zip(order, places, strict=True)
            if before[row_id] != position
        ]
        act.update_rows(table, changed)

    def _refuse_blind(self) -> None:
        """Stop where a blind round hides what this kind is made from."""
