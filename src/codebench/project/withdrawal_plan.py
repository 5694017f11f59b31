"""What a withdrawal of consent erases, before it is done: counts, and sentences about what it can't reach."""

from dataclasses import dataclass

from codebench.domain.table import Table
from codebench.domain.text import shown_line
from codebench.domain.variables import Role
from codebench.i18n import _, plural
from codebench.project.models import CaseInfo
from codebench.project.withdrawals import WITHDRAWN


@dataclass(frozen=True, slots=True)
class WithdrawalPlan:
    """What a withdrawal erases.

    `whole` are documents in which nobody else speaks, `shared` those that keep what others say, each with the units of
    the case. `codings` and `memos` are those that may be seen. `named` counts the places where others say the name.
    `files` are those that the material came from, `merged` what was taken in from elsewhere since.
    """

    case: CaseInfo
    whole: tuple[int, ...]
    shared: tuple[tuple[int, tuple[int, ...]], ...]
    codings: int
    memos: int
    values: int
    named: int
    files: tuple[str, ...]
    merged: tuple[str, ...]
    counts: Table

    @property
    def turns(self) -> int:
        """How many units in documents that stay."""
        return sum(len(units) for _document, units in self.shared)

    def told(self) -> list[str]:
        """What goes, what happens and what can't be reached, in sentences."""
        lines = [
            _("Erased for good: {whole}, {turns} (each becomes {mark}), {codings}, {memos}, {values}.").format(
                whole=plural("{n} text of this case alone", "{n} texts of this case alone", len(self.whole)),
                turns=plural("{n} turn in texts of several", "{n} turns in texts of several", self.turns),
                mark=WITHDRAWN,
                codings=plural("{n} coding", "{n} codings", self.codings),
                memos=plural("{n} memo", "{n} memos", self.memos),
                values=plural("{n} value", "{n} values", self.values),
            ),
            _("With them go quotes in memos, notes and the codebook, earlier texts, indexes, all snapshots. No undo."),
        ]
        if self.case.role is Role.MODERATOR:
            lines.append(_("A moderator counts nowhere: no N changes."))
        if self.named:
            message = plural(
                "The name stands at {n} place in what others say: `codebench pseudonymise` replaces it.",
                "The name stands at {n} places in what others say: `codebench pseudonymise` replaces it.",
                self.named,
            )
            lines.append(message)
        if self.shared:
            lines.append(
                _("Work on these texts in packages and copies made before can't come in any more: merge it first.")
            )
        if self.files:
            names = ", ".join(map(shown_line, self.files))
            lines.append(_("The files that it came from hold it still: {names}.").format(names=names))
        if self.merged:
            names = ", ".join(map(shown_line, self.merged))
            lines.append(_("Files that others worked in may hold it: {names}.").format(names=names))
        lines.append(
            _(
                "What was exported can't be reached from here, nor is it recorded: look for tables, codings, ratings,"
                " work packages and reports that were written, and for backups."
            )
        )
        return lines
