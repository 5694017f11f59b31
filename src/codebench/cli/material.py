"""Taking raw material in: a Draft per file, shown before anything is kept."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CoderName, ProjectPath, Yes
from codebench.cli.output import Output
from codebench.cli.talk import agreed, may_write, note
from codebench.cli.targets import opened, pairs_of
from codebench.domain.draft import DocumentKind, Draft
from codebench.domain.table import Table, plain_table
from codebench.domain.variables import CaseKind
from codebench.i18n import _, plural

verbs = commands()


@command(verbs, "import", example="import study enquete.csv --role 'Naam=skip'")
def take_in(
    project: ProjectPath,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=_("Texts (.txt, .md) and surveys (.csv)."))],
    yes: Yes = False,
    role: Annotated[
        list[str] | None,
        typer.Option(
            "--role",
            metavar="NAME=ROLE",
            help=_(
                "What a column is (id, skip, category, multiple, scale, number, date, text, open), or a speaker's"
                " label (moderator, participant, collective, text)."
            ),
        ),
    ] = None,
    kind: Annotated[
        DocumentKind | None, typer.Option("--kind", help=_("How texts are read; else each file is looked at."))
    ] = None,
    case_kind: Annotated[CaseKind, typer.Option("--case-kind", help=_("Whose a note is."))] = CaseKind.PERSON,
    separate: Annotated[
        str | None,
        typer.Option(
            "--separate",
            metavar="GROUP",
            help=_("Keep the respondents apart from those of the same name: put them under a new group."),
        ),
    ] = None,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """Take transcripts and surveys in, after showing what was recognised.

    What is doubtful is shown too. Without --yes it asks; without a terminal to ask on, nothing is taken in.
    """
    from codebench.ingest import ReadOptions, read

    options = ReadOptions(roles=dict(pairs_of(role or [], "--role", at_last=True)), kind=kind, case_kind=case_kind)
    with opened(project, coder, read_only=not may_write(yes)) as work:
        drafts = [read(path, options=options) for path in files]
        for draft in drafts:
            before = work.imports.known(draft)
            if before is not None:
                message = _("{name} is in this project already (as {before}); it will not be taken in again.")
                note(message.format(name=draft.source, before=before))
        output.emit(_preview(drafts, [0 if separate else work.imports.same_cases(draft) for draft in drafts]))
        if agreed(yes, _("Take this in?")):
            taken = work.imports.take(drafts, separate=separate)
            sentence = _("Took in {documents} with {units}; {cases}.").format(
                documents=plural("{n} document", "{n} documents", taken.documents),
                units=plural("{n} unit", "{n} units", taken.units),
                cases=plural("{n} new case", "{n} new cases", taken.cases),
            )
            note(sentence)


def _preview(drafts: list[Draft], same: list[int]) -> Table:
    rows: list[tuple[str, str, str, str]] = []
    sums: list[str] = []
    for draft, n_same in zip(drafts, same, strict=True):
        rows += [(draft.source, finding.what, finding.role, finding.detail) for finding in draft.findings]
        rows += [(draft.source, doubt.where, _("doubtful"), doubt.what) for doubt in draft.doubts]
        if n_same:
            what = plural(
                "{n} person of this file is taken for the case of that name in this project;"
                " --separate keeps them apart.",
                "{n} persons of this file are taken for the cases of their names in this project;"
                " --separate keeps them apart.",
                n_same,
            )
            rows.append((draft.source, "", _("doubtful"), what))
        sums.append(
            _("{file}: {documents}, {units}, {cases}.").format(
                file=draft.source,
                documents=plural("{n} document", "{n} documents", draft.n_documents),
                units=plural("{n} unit", "{n} units", draft.n_units),
                cases=plural("{n} case", "{n} cases", draft.n_cases),
            )
        )
    listing = plain_table(_("What was recognised"), (_("File"), _("What"), _("As"), _("Details")), rows)
    return replace(listing, notes=tuple(sums))
