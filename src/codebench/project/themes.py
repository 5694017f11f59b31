"""Themes: named, ordered sets of codes and quotes across the code tree, with a central claim and the researcher's text.

They are about everybody's work: who takes part in an open blind round neither sees nor changes them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from codebench.domain.codetree import name_key
from codebench.domain.errors import ConflictError, InputError, NotFoundError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.codings import Codings
from codebench.project.session import Session, clean_name
from codebench.store.journal import Act, new_guid
from codebench.store.tables import Scalar

_MEMBERS = {"theme_codes": "code_id", "theme_codings": "coding_id"}


@dataclass(frozen=True, slots=True)
class ThemeInfo:
    """A theme; `codes` are (code, path) and `quotes` ids of codings that stand, each in the theme's order."""

    id: int
    guid: str
    name: str
    claim: str
    body: str
    codes: tuple[tuple[int, str], ...]
    quotes: tuple[int, ...]


class Themes:
    """The themes of a project; each method that changes something is one act.

    Each raises ConflictError as long as a blind round hides others' work from who works.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> list[ThemeInfo]:
        """All themes in order."""
        self._refuse_blind()
        codes: dict[int, list[tuple[int, str]]] = {}
        for theme, code, path in self._session.tuples(
            "SELECT t.theme_id, t.code_id, p.path FROM theme_codes t JOIN view_codes p ON p.code_id = t.code_id"
            " ORDER BY t.position, t.id"
        ):
            codes.setdefault(theme, []).append((code, path))
        quotes: dict[int, list[int]] = {}
        for theme, coding in self._session.tuples(
            "SELECT t.theme_id, t.coding_id FROM theme_codings t JOIN codings g ON g.id = t.coding_id"
            " JOIN documents d ON d.id = g.document_id WHERE g.status = 'active' AND d.status = 'active'"
            " ORDER BY t.position, t.id"
        ):
            quotes.setdefault(theme, []).append(coding)
        return [
            ThemeInfo(row_id, guid, name, claim, body, tuple(codes.get(row_id, ())), tuple(quotes.get(row_id, ())))
            for row_id, guid, name, claim, body in self._session.tuples(
                "SELECT id, guid, name, claim, body FROM themes ORDER BY position, id"
            )
        ]

    def get(self, name: str) -> ThemeInfo:
        """The theme of this name, or of its number in order as #2.

        Raises:
            NotFoundError: there is none, or several have the name.
        """
        there = self.all()
        if name.startswith("#") and name[1:].isdecimal() and 1 <= int(name[1:]) <= len(there):
            return there[int(name[1:]) - 1]
        found = [theme for theme in there if name_key(theme.name) == name_key(name)]
        if len(found) == 1:
            return found[0]
        numbered = ", ".join(f"#{i} {shown_line(theme.name)}" for i, theme in enumerate(there, 1)) or "–"
        message = _("There is no theme '{name}', or more than one; this project has: {names}.")
        raise NotFoundError(message.format(name=shown_line(name), names=numbered))

    def add(self, name: str, claim: str = "") -> int:
        """Make a theme behind the others; its id.

        Raises:
            ConflictError: there is one of this name.
            InputError: the name is empty, or no line.
        """
        clean = self._free(name)
        position = self._session.value("SELECT ifnull(max(position) + 1, 0) FROM themes")
        with self._session.act("theme add", _("make theme '{name}'").format(name=shown_line(clean))) as act:
            return act.insert(
                "themes",
                guid=new_guid(),
                position=position,
                created_at=act.created_at,
                name=clean,
                claim=claim.strip(),
                body="",
            )

    def rename(self, theme_id: int, name: str) -> None:
        """Give a theme another name.

        Raises:
            ConflictError: there is one of this name.
        """
        clean = self._free(name, besides=theme_id)
        self._change(theme_id, {"name": clean}, _("rename theme to '{name}'").format(name=shown_line(clean)))

    def claim(self, theme_id: int, claim: str) -> None:
        """Say what a theme comes down to, in a sentence."""
        self._change(theme_id, {"claim": claim.strip()}, _("write the claim of a theme"))

    def write(self, theme_id: int, body: str) -> None:
        """Write the text of a theme: what its chapter says."""
        self._change(theme_id, {"body": body.strip()}, _("write the text of a theme"))

    def put_codes(self, theme_id: int, codes: Sequence[int]) -> None:
        """Put codes into a theme behind those that it has; those that it has already are left where they are."""
        for code in codes:
            self._session.require("codes", code, _("code"))
        self._put(theme_id, "theme_codes", codes, _("put codes into a theme"))

    def put_quotes(self, theme_id: int, codings: Sequence[int]) -> None:
        """Put quotes (codings) into a theme behind those that it has."""
        for coding in codings:
            Codings(self._session).get(coding)
        self._put(theme_id, "theme_codings", codings, _("put quotes into a theme"))

    def take_codes(self, theme_id: int, codes: Sequence[int]) -> None:
        """Take codes out of a theme."""
        self._take(theme_id, "theme_codes", codes, _("take codes out of a theme"))

    def take_quotes(self, theme_id: int, codings: Sequence[int]) -> None:
        """Take quotes out of a theme; the codings stay."""
        self._take(theme_id, "theme_codings", codings, _("take quotes out of a theme"))

    def move(self, theme_id: int, place: int) -> None:
        """Put a theme at a place in the order, counted from 0."""
        self._refuse_blind()
        self._session.require("themes", theme_id, _("theme"))
        rows = self._session.tuples("SELECT id, position FROM themes ORDER BY position, id")
        with self._session.act("theme move", _("move a theme")) as act:
            self._reorder(act, "themes", rows, theme_id, place)

    def move_member(self, theme_id: int, place: int, *, code: int | None = None, coding: int | None = None) -> None:
        """Put a code, or a quote, at another place in its theme, counted from 0.

        Raises:
            InputError: the theme does not have it.
        """
        self._refuse_blind()
        table, wanted = ("theme_codes", code) if code is not None else ("theme_codings", coding)
        rows = self._session.tuples(
            f"SELECT id, position, {_MEMBERS[table]} FROM {table} WHERE theme_id = ? ORDER BY position, id", [theme_id]
        )
        member = next((row[0] for row in rows if row[2] == wanted), None)
        if member is None:
            raise InputError(_("The theme does not have that."))
        with self._session.act("theme move", _("change the order in a theme")) as act:
            self._reorder(act, table, [row[:2] for row in rows], member, place)

    def remove(self, theme_id: int) -> None:
        """Remove a theme with the summaries about it; codes and codings stay."""
        self._refuse_blind()
        self._session.require("themes", theme_id, _("theme"))
        name = self._session.value("SELECT name FROM themes WHERE id = ?", [theme_id])
        with self._session.act("theme remove", _("remove theme '{name}'").format(name=shown_line(name))) as act:
            for table in (*_MEMBERS, "summaries"):
                rows = self._session.tuples(f"SELECT id FROM {table} WHERE theme_id = ?", [theme_id])
                act.delete(table, [row[0] for row in rows])
            act.delete("themes", [theme_id])

    def _free(self, name: str, besides: int | None = None) -> str:
        clean = clean_name(name, _("theme"))
        if any(name_key(theme.name) == name_key(clean) and theme.id != besides for theme in self.all()):
            raise ConflictError(_("There is a theme '{name}' already.").format(name=shown_line(clean)))
        return clean

    def _change(self, theme_id: int, change: Mapping[str, Scalar], summary: str) -> None:
        self._refuse_blind()
        self._session.require("themes", theme_id, _("theme"))
        with self._session.act("theme edit", summary) as act:
            act.update("themes", theme_id, **change)

    def _put(self, theme_id: int, table: str, members: Sequence[int], summary: str) -> None:
        self._refuse_blind()
        self._session.require("themes", theme_id, _("theme"))
        column = _MEMBERS[table]
        rows = self._session.tuples(f"SELECT {column}, position FROM {table} WHERE theme_id = ?", [theme_id])
        new = [member for member in dict.fromkeys(members) if member not in dict(rows)]
        behind = max((row[1] for row in rows), default=-1) + 1
        if new:
            with self._session.act("theme edit", summary) as act:
                placed = [(theme_id, member, behind + i) for i, member in enumerate(new)]
                act.insert_rows(table, ("theme_id", column, "position"), placed)

    def _take(self, theme_id: int, table: str, members: Sequence[int], summary: str) -> None:
        self._refuse_blind()
        query = f"SELECT id, {_MEMBERS[table]} FROM {table} WHERE theme_id = ?"
        gone = [row_id for row_id, member in self._session.tuples(query, [theme_id]) if member in members]
        if not gone:
            raise InputError(_("The theme does not have that."))
        with self._session.act("theme edit", summary) as act:
            act.delete(table, gone)

    @staticmethod
    def _reorder(act: Act, table: str, rows: Sequence[tuple[int, int]], moved: int, place: int) -> None:
        order = [row_id for row_id, _position in rows if row_id != moved]
        order.insert(max(0, place), moved)
        before = dict(rows)
        changed: list[tuple[int, dict[str, Scalar]]] = [
            (row_id, {"position": i}) for i, row_id in enumerate(order) if before[row_id] != i
        ]
        act.update_rows(table, changed)

    def _refuse_blind(self) -> None:
        if self._session.blindness:
            raise ConflictError(_("{why} Themes are about everybody's work.").format(why=self._session.blindness))
