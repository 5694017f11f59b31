"""Sets of codes: groups from anywhere in the tree to choose and count by, that claim nothing and are no chapter.

A set is part of the codebook: who takes part in a blind round sees and changes sets as they do codes.
"""

from collections.abc import Sequence
from typing import ClassVar

from codebench.i18n import _
from codebench.project.code_groups import CodeGroups
from codebench.project.themes import Themes


class CodeSets(CodeGroups):
    """The sets of a project."""

    _KIND: ClassVar[str] = "set"
    _WHAT: ClassVar[str] = _("set")

    def make(self, name: str, codes: Sequence[int]) -> int:
        """Make a set of these codes, in one act; its id.

        Raises:
            ConflictError: there is one of this name.
            InputError: the name is empty, or no line.
        """
        clean = self._free(name)
        for code in codes:
            self._session.require("codes", code, _("code"))
        with self._session.act("set add", self._told(_("make {what} '{name}'"), clean)) as act:
            made = self.insert(act, clean)
            self.place(act, made, "theme_codes", list(dict.fromkeys(codes)))
            return made

    def become_theme(self, set_id: int) -> None:
        """Let a set be a theme from now on: it gets a claim, a text and quotes, and is a chapter of the report.

        Raises:
            ConflictError: there is a theme of this name, or a blind round hides themes.
            NotFoundError: there is no such set.
        """
        self._check(set_id)
        name = self._session.value("SELECT name FROM themes WHERE id = ?", [set_id])
        Themes(self._session).check_free(name)
        self._change(set_id, {"kind": "theme"}, self._told(_("make a theme of {what} '{name}'"), name))
