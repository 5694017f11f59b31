"""Merging: bringing what was done in another file back into the project, in one act."""

import json
from pathlib import Path

from codebench.domain.errors import ConflictError
from codebench.domain.table import Table
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.merge_models import MergePlan
from codebench.project.merge_plan import Planner
from codebench.project.merge_tables import details, overview
from codebench.project.merge_writing import Writing
from codebench.project.session import Session
from codebench.project.withdrawals import without_withdrawn
from codebench.store.other_files import other_file
from codebench.store.past import head


class Merging:
    """The way in for a coder's package, and for another project that started from the same one."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def plan(self, path: Path, *, theirs_wins: bool = False) -> MergePlan:
        """What merging a file would do; nothing is written, and to that file never anything.

        Of what both sides changed ours stands, or theirs with `theirs_wins`.

        Raises:
            NotFoundError: there is no such file.
            InputError: it is no project of codebench, of a newer version, or this project itself.
            DamagedError: it does not hold together.
            ConflictError: it has no text in common with this project, or different people have one name.
        """
        me = self._session.coder.guid
        with other_file(path) as theirs:
            plan = Planner(self._session.store, theirs, me).plan(path, theirs_wins=theirs_wins)
            return without_withdrawn(plan, self._session.store, theirs)

    def tables(self, plan: MergePlan) -> list[Table]:
        """What a plan comes to, to be shown before yes: counts, then texts and codes that differ, and what stays out.

        Where a blind round hides others' work from the present coder, so do these.
        """
        visible = self._session.visible().coders
        own = None
        if visible is not None:
            names = "SELECT guid FROM coders WHERE id IN (SELECT value FROM json_each(?))"
            own = frozenset(row[0] for row in self._session.tuples(names, [json.dumps(sorted(visible))]))
        return [overview(plan, own), *details(plan, own)]

    def is_current(self, plan: MergePlan) -> bool:
        """Whether the project is as it was when this was planned."""
        return head(self._session.store) == plan.our_head

    def take(self, plan: MergePlan) -> None:
        """Do what was planned, in one act; an undo takes all of it back.

        Raises:
            ConflictError: there is nothing new in it, or the project has changed since it was planned.
        """
        name = shown_line(plan.path.name)
        if plan.is_empty:
            raise ConflictError(nothing_new(plan))
        if not self.is_current(plan):
            message = _("The project has changed since {name} was looked at: look again. Nothing was merged.")
            raise ConflictError(message.format(name=name))
        with self._session.risky_act("merge", _("merge {name}").format(name=name)) as act:
            Writing(self._session, act, plan).write()


def nothing_new(plan: MergePlan) -> str:
    """The sentence that says why taking a plan in would change nothing."""
    name = shown_line(plan.path.name)
    if not plan.left:
        return _("There is nothing new in {name}; nothing was changed.").format(name=name)
    texts = "; ".join(f"{text.name}: {text.what}" for text in plan.texts[:3])
    message = _("What is new in {name} has to stay out{why}. Nothing was changed.")
    return message.format(name=name, why=_(", since texts differ ({texts})").format(texts=texts) if texts else "")
