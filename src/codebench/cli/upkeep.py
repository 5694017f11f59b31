"""Commands that keep a project sound and lawful: checking the file, erasing for good."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CoderName, ProjectPath, Yes
from codebench.cli.output import Output
from codebench.cli.privacy import erase_earlier
from codebench.cli.talk import agreed, may_write, note, say
from codebench.cli.targets import opened
from codebench.domain.errors import DamagedError
from codebench.domain.table import plain_table
from codebench.i18n import _, plural

if TYPE_CHECKING:
    from codebench.project.project import Project

verbs = commands()


@command(verbs, "check", example="check study")
def check(project: ProjectPath, coder: CoderName = None, *, output: Output) -> None:
    """Check whether the project file holds together.

    Each damage is listed with what to do about it, and the exit code is 3.
    """
    with opened(project, coder, read_only=True) as work:
        damages = work.check()
        rows = [(damage.where, damage.what, damage.advice) for damage in damages]
        headings = (_("Where"), _("What is wrong"), _("What to do"))
        if rows or output.asked:
            output.emit(plain_table(_("Damage"), headings, rows), cut=False)
        else:
            say(_("{name} is sound.").format(name=work.path.name))
    if damages:
        raise typer.Exit(DamagedError.exit_code)


@command(verbs, "purge", example="purge study --document groep-1")
def purge(
    project: ProjectPath,
    document: Annotated[
        list[str] | None,
        typer.Option(
            "--document", "-d", metavar="NAME", help=_("A document by name, or by number as #12; repeatable.")
        ),
    ] = None,
    earlier: Annotated[
        bool, typer.Option("--earlier", help=_("Only the earlier texts: of these documents, or of all."))
    ] = False,
    yes: Yes = False,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """Erase documents for good, or only their earlier texts (with --earlier).

    What goes is shown first; no undo and no snapshot brings it back.
    """
    if not document and not earlier:
        raise typer.BadParameter(_("name a --document, or say --earlier."))
    with opened(project, coder, read_only=not may_write(yes)) as work:
        found = [work.documents.get(name) for name in document or ()]
        if earlier:
            _purge_earlier(work, [each.id for each in found], output, yes=yes)
            return
        rows = [
            (f"#{each.id}", each.name, each.version, each.length, len(work.documents.codings(each.id)))
            for each in found
        ]
        headings = (_("Id"), _("Document"), _("Text versions"), _("Characters"), _("Codings"))
        table = plain_table(_("What is erased"), headings, rows)
        snapshots = plural("{n} snapshot is", "{n} snapshots are", len(work.snapshots.all()))
        warning = _("With them go their memos, review marks and history; {snapshots} removed, since they hold it too.")
        output.emit(replace(table, notes=(warning.format(snapshots=snapshots),)))
        if agreed(yes, _("Erase this for good?")):
            gone = work.purging.purge([each.id for each in found])
            sentence = _("Erased {documents} with {codings} and {memos}; {snapshots} removed.").format(
                documents=plural("{n} document", "{n} documents", gone.documents),
                codings=plural("{n} coding", "{n} codings", gone.codings),
                memos=plural("{n} memo", "{n} memos", gone.memos),
                snapshots=plural("{n} snapshot", "{n} snapshots", gone.snapshots),
            )
            note(sentence)
            rest = _("Also erased: {cases} of whom nothing was left, and quotes in {fields}.")
            note(
                rest.format(
                    cases=plural("{n} case", "{n} cases", gone.cases),
                    fields=plural("{n} field or memo", "{n} fields and memos", gone.examples),
                )
            )
            if gone.named:
                names = ", ".join(f"'{name}'" for name in gone.named)
                note(
                    _(
                        "These codes are called after words of the texts; rename them if they tell too much: {names}."
                    ).format(names=names)
                )


def _purge_earlier(work: "Project", documents: list[int], output: Output, *, yes: bool) -> None:
    there = [each for each in work.purging.earlier_versions() if not documents or each[0] in documents]
    rows = [(f"#{document}", work.documents.info(document).name, n) for document, n in there]
    table = plain_table(_("What is erased"), (_("Id"), _("Document"), _("Earlier texts")), rows)
    warning = _(
        "With them go orphaned codings, quotes of what is no longer there, all snapshots, and the undo of what was done"
        " before. The present texts and codings stay."
    )
    output.emit(replace(table, notes=(warning,)))
    if agreed(yes, _("Erase this for good?")):
        erase_earlier(work, [document for document, _n in there])
