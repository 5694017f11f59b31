"""Commands that keep people unknown: pseudonyms in the material, and withdrawal of consent."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CaseName, CoderName, ProjectPath, Yes
from codebench.cli.output import Output
from codebench.cli.talk import agreed, complain, may_write, note, on_terminal
from codebench.cli.targets import opened
from codebench.domain.draft import Draft
from codebench.domain.errors import InputError
from codebench.domain.remap import Outcome
from codebench.domain.table import Table, plain_table
from codebench.i18n import _, plural

if TYPE_CHECKING:
    from codebench.project.project import Project
    from codebench.project.pseudonyms import Proposal, PseudonymPlan

verbs = commands()


@command(verbs, "pseudonymise", example="pseudonymise study --apply proposals.csv --key ~/keys/study.csv")
def pseudonymise(
    project: ProjectPath,
    propose: Annotated[
        bool, typer.Option("--propose", help=_("List what may give somebody away, each in its context."))
    ] = False,
    apply: Annotated[
        Path | None,
        typer.Option(
            "--apply", metavar="FILE", help=_("Put these pseudonyms everywhere: proposals looked through, or a key.")
        ),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(
            "--key", metavar="FILE", help=_("Who is who: a file outside the project, which gets what is new.")
        ),
    ] = None,
    purge: Annotated[
        bool, typer.Option("--purge", help=_("Then erase the earlier texts for good, as `purge --earlier` does."))
    ] = False,
    yes: Yes = False,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """Put pseudonyms in the place of names, in all documents at once.

    Places, schools, addresses, numbers and dates count as names. `--propose` lists them; in that file strike what is
    none (accept: no) and change pseudonyms. `--apply` shows what becomes of the codings, asks, and keeps who is who in
    the key.
    """
    if propose == (apply is not None):
        raise typer.BadParameter(_("say --propose or --apply FILE."))
    with opened(project, coder, read_only=propose or not may_write(yes)) as work:
        if apply is None:
            output.emit(_proposals(work.pseudonyms.propose(key)), cut=output.output is None)
            note(_("This list names people: keep it where you keep the key, and not longer than you need it."))
            return
        from codebench.project.pseudonym_key import check_place, read_rows

        place = key or work.pseudonyms.key_path
        if place is None:
            raise typer.BadParameter(_("say with --key where who is who is kept: a file outside the project."))
        check_place(place, work.path)
        plan = work.pseudonyms.plan(one for one, accepted in read_rows(apply) if accepted)
        output.emit(_effects(work, plan))
        if not agreed(yes, _("Put these pseudonyms in all documents?")):
            return
        work.pseudonyms.apply(plan, place)
        note(
            _("Put pseudonyms at {places} in {documents}; undo takes it back. The key: {path}").format(
                places=plural("{n} place", "{n} places", plan.places),
                documents=plural("{n} document", "{n} documents", len(plan.edits)),
                path=place,
            )
        )
        if purge:
            erase_earlier(work, work.pseudonyms.holding(work.pseudonyms.known()))
        else:
            note(
                _(
                    "The earlier texts, with the names in them, are in the project still: `codebench purge --earlier`"
                    " erases them for good, with all snapshots and the undo of what was done before."
                )
            )


def cleared(work: "Project", drafts: Sequence[Draft], key: Path | None) -> Sequence[Draft]:
    """Drafts with the pseudonyms of a key in them, if one is named; who withdrew is told of, and stays out."""
    if key is not None:
        from codebench.project.draft_pseudonyms import pseudonymised
        from codebench.project.pseudonym_key import read_key

        matcher = work.pseudonyms.finder(read_key(key))
        drafts = [pseudonymised(draft, matcher) for draft in drafts]
    gone = sum(map(work.withdrawals.count, drafts))
    if gone:
        note(
            plural(
                "{n} person who withdrew is in this material; what they say stays out.",
                "{n} persons who withdrew are in this material; what they say stays out.",
                gone,
            )
        )
    return drafts


def erase_earlier(work: "Project", documents: Sequence[int]) -> None:
    """Erase the earlier texts of documents, and the names of the key in whatever is no part of the present."""
    matcher = work.pseudonyms.finder(work.pseudonyms.known(), thorough=True)
    gone = work.purging.purge_earlier(documents, lambda text: bool(matcher.find(text)))
    note(
        _("Erased {versions} of {documents}, {orphans}, quotes in {fields}; {snapshots} removed.").format(
            versions=plural("{n} earlier text", "{n} earlier texts", gone.versions),
            documents=plural("{n} document", "{n} documents", gone.documents),
            orphans=plural("{n} orphaned coding", "{n} orphaned codings", gone.orphans),
            fields=plural("{n} field or memo", "{n} fields and memos", gone.examples),
            snapshots=plural("{n} snapshot", "{n} snapshots", gone.snapshots),
        )
    )


@command(verbs, "withdraw", example="withdraw study groep-1/Ilse")
def withdraw(
    project: ProjectPath,
    case: CaseName,
    yes: Yes = False,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """Erase somebody who withdrew consent, for good.

    Turns, answers, memos, values and quotes go, in every copy. What changes is shown first, N before and after; then
    the name has to be typed. No undo and no merge brings anything of it back.
    """
    with opened(project, coder, read_only=not may_write(yes)) as work:
        found = work.cases.get(case)
        plan = work.withdrawing.plan(found.id)
        output.emit(replace(plan.counts, notes=tuple(plan.told())))
        if not yes and not _typed(found.name):
            return
        snapshots = work.withdrawing.withdraw(plan)
        removed = plural("{n} snapshot", "{n} snapshots", snapshots)
        note(_("Erased for good; {snapshots} removed.").format(snapshots=removed))


def _typed(name: str) -> bool:
    """Whether the name was typed, letter by letter."""
    if not on_terminal():
        note(_("Nothing was changed: this is what would happen, and --yes does it."))
        return False
    sys.stderr.write(_("This can't be undone. Type the name to erase it: "))
    sys.stderr.flush()
    if sys.stdin.readline().strip() == name:
        return True
    complain(_("That is not the name; nothing was changed."))
    return False


def _proposals(proposals: "Sequence[Proposal]") -> Table:
    rows = [
        (
            "yes",
            each.pseudonym.original,
            each.pseudonym.replacement,
            str(each.pseudonym.kind),
            each.places,
            each.documents,
            " / ".join(f"{one.before[-30:]}{one.found}{one.after[:30]}" for one in each.contexts[:2]).replace(
                "\n", " "
            ),
        )
        for each in proposals
    ]
    headings = ("accept", "original", "pseudonym", "kind", "places", "documents", "context")
    return plain_table(_("What may give somebody away"), headings, rows)


def _effects(work: "Project", plan: "PseudonymPlan") -> Table:
    """What becomes of the codings whose quote changes, those first of which a border lies inside a name."""
    if not plan.pseudonyms:
        raise InputError(_("Nothing is accepted in this file; nothing was changed."))
    names = {info.id: info.name for info in work.documents.all()}
    rows = []
    for (document, _edit), each in zip(plan.edits, plan.effects, strict=True):
        rows += [
            (names.get(document, f"#{document}"), effect.code, effect.coder, effect.before, effect.after or "")
            for effect in each.effects
            if effect.outcome == Outcome.BOUNDARY_TOUCHED
        ]
    counts = ", ".join(f"{outcome}: {sum(each.count(outcome) for each in plan.effects)}" for outcome in Outcome)
    title = _("Pseudonyms at {places} in {documents}: codings whose words change").format(
        places=plural("{n} place", "{n} places", plan.places),
        documents=plural("{n} document", "{n} documents", len(plan.edits)),
    )
    headings = (_("Document"), _("Code"), _("Coder"), _("Before"), _("After"))
    beside = plural(
        "Beside the texts {n} name, title or field changes, and memos where the names stand.",
        "Beside the texts {n} names, titles and fields change, and memos where the names stand.",
        plan.fields,
    )
    return replace(plain_table(title, headings, rows), notes=(_("Codings: {counts}.").format(counts=counts), beside))
