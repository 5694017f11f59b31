"""Themes: named, ordered groups of codes and quotes across the code tree, with a claim and the researcher's text.

They are about everybody's work: who takes part in an open blind round neither sees nor changes them.
"""

from collections.abc import Sequence
from typing import ClassVar

from codebench.domain.errors import ConflictError, InputError
from codebench.i18n import _
from codebench.project.code_groups import MEMBERS, CodeGroups
from codebench.project.codings import Codings


class Themes(CodeGroups):
    """The themes of a project.

    Each method raises ConflictError as long as a blind round hides others' work from who works.
    """

    _KIND: ClassVar[str] = "theme"
    _WHAT: ClassVar[str] = _("theme")

    def check_free(self, name: str) -> None:
        """Make sure that a theme can have this name.

        Raises:
            ConflictError: there is one of this name.
        """
        self._free(name)

    def claim(self, theme_id: int, claim: str) -> None:
        """Say what a theme comes down to, in a sentence."""
        self._change(theme_id, {"claim": claim.strip()}, _("write the claim of a theme"))

    def write(self, theme_id: int, body: str) -> None:
        """Write the text of a theme: what its chapter says."""
        self._change(theme_id, {"body": body.strip()}, _("write the text of a theme"))

    def put_quotes(self, theme_id: int, codings: Sequence[int]) -> None:
        """Put quotes (codings) into a theme behind those that it has."""
        for coding in codings:
            Codings(self._session).get(coding)
        self._put(theme_id, "theme_codings", codings, _("put quotes into a theme"))

    def take_quotes(self, theme_id: int, codings: Sequence[int]) -> None:
        """Take quotes out of a theme; the codings stay."""
        self._take(theme_id, "theme_codings", codings, _("take quotes out of a theme"))

    def move_member(self, theme_id: int, place: int, *, code: int | None = None, coding: int | None = None) -> None:
        """Put a code, or a quote, at another place in its theme, counted from 0.

        Raises:
            InputError: the theme does not have it.
        """
        self._check(theme_id)
        table, wanted = ("theme_codes", code) if code is not None else ("theme_codings", coding)
        rows = self._session.tuples(
            f"SELECT id, position, {MEMBERS[table]} FROM {table} WHERE theme_id = ? ORDER BY position, id", [theme_id]
        )
        member = next((row[0] for row in rows if row[2] == wanted), None)
        if member is None:
            raise InputError(_("The theme does not have that."))
        with self._session.act("theme move", _("change the order in a theme")) as act:
            self._reorder(act, table, [row[:2] for row in rows], member, place)

    def _refuse_blind(self) -> None:
        if self._session.blindness:
            raise ConflictError(_("{why} Themes are about everybody's work.").format(why=self._session.blindness))
