"""Commands on documents: reading them, and changing their text without losing a coding."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.lists import document_table
from codebench.cli.options import CoderName, DocumentName, NewName, OnQuestion, ProjectPath, Retired, Yes
from codebench.cli.output import Output
from codebench.cli.talk import agreed, may_write, note, print_text, say
from codebench.cli.targets import opened
from codebench.domain.differences import passages
from codebench.domain.errors import InputError
from codebench.domain.remap import Outcome
from codebench.domain.table import Table, Word, plain_table
from codebench.i18n import _

if TYPE_CHECKING:
    from codebench.project.edits import EditPlan
    from codebench.project.project import Project

noun = commands()

# Answers are read so many at a time: each is a parameter of the query.
_PAGE = 500


@command(noun, "list", example="document list study --question drempels")
def show_all(
    project: ProjectPath,
    question: OnQuestion = None,
    retired: Retired = False,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """List the transcripts and notes, or the answers to a question."""
    with opened(project, coder, read_only=True) as work:
        table = document_table(work, retired=retired) if question is None else _answers(work, question)
        output.emit(table)


@command(noun, "show", example="document show study groep-1")
def show(
    project: ProjectPath,
    document: DocumentName,
    text: Annotated[bool, typer.Option("--text", help=_("The bare text."))] = False,
    version: Annotated[
        int | None, typer.Option("--version", metavar="N", min=1, help=_("The bare text of an earlier version."))
    ] = None,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """Show a document unit by unit, with the codes on each."""
    with opened(project, coder, read_only=True) as work:
        info = work.documents.get(document)
        if text or version is not None:
            print_text(work.documents.text(info.id, version))
        else:
            output.emit(_units(work, info.id), cut=False)


@command(noun, "edit", example="document edit study groep-1 --file groep-1-mended.txt")
def edit(
    project: ProjectPath,
    document: DocumentName,
    file: Annotated[Path, typer.Option("--file", metavar="FILE", help=_("A file with the new text."))],
    yes: Yes = False,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """Give a document a new text, after showing what becomes of each coding."""
    from codebench.ingest.source import inspect

    with opened(project, coder, read_only=not may_write(yes)) as work:
        info = work.documents.get(document)
        new = inspect(file).text()
        output.emit(_effects(work.edits.preview(info.id, new), info.name))
        if agreed(yes, _("Make this a new version of the text?")):
            work.edits.apply(info.id, new)
            note(_("{name} has version {n} now.").format(name=info.name, n=info.version + 1))


@command(noun, "rename", example="document rename study groep-1 'Groep 1, maart'")
def rename(
    project: ProjectPath,
    document: DocumentName,
    name: NewName,
    coder: CoderName = None,
) -> None:
    """Give a document another name."""
    with opened(project, coder) as work:
        info = work.documents.get(document)
        work.documents.rename(info.id, name)
        say(_("Renamed document {old} to {new}.").format(old=info.name, new=name))


@command(noun, "retire", example="document retire study groep-1")
def retire(project: ProjectPath, document: DocumentName, coder: CoderName = None) -> None:
    """Hide a document, with all that hangs on it, from every list and count."""
    with opened(project, coder) as work:
        info = work.documents.get(document)
        work.documents.retire(info.id)
        say(_("Retired document {name}; `document restore` brings it back.").format(name=info.name))


@command(noun, "restore", example="document restore study groep-1")
def restore(project: ProjectPath, document: DocumentName, coder: CoderName = None) -> None:
    """Bring a retired document back."""
    with opened(project, coder) as work:
        info = work.documents.get(document)
        work.documents.restore(info.id)
        say(_("Restored document {name}.").format(name=info.name))


@command(noun, "versions", example="document versions study groep-1")
def versions(
    project: ProjectPath,
    document: DocumentName,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """List the versions of a document's text, by whom and when; `document diff` compares two of them."""
    with opened(project, coder, read_only=True) as work:
        output.emit(work.text_versions.table(work.documents.get(document).id))


@command(noun, "diff", example="document diff study groep-1 --from 1 --to 3")
def diff(
    project: ProjectPath,
    document: DocumentName,
    old: Annotated[
        int | None, typer.Option("--from", metavar="N", min=1, help=_("The version before; else the one before --to."))
    ] = None,
    new: Annotated[
        int | None, typer.Option("--to", metavar="N", min=1, help=_("The version after; else the present one."))
    ] = None,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """Show what two versions of a text have that differs: words that went as −[…], words that came as +[…]."""
    with opened(project, coder, read_only=True) as work:
        info = work.documents.get(document)
        after = info.version if new is None else new
        before = after - 1 if old is None else old
        if before < 1:
            raise InputError(_("{name} has one version: there is nothing to compare.").format(name=info.name))
        found = passages(work.text_versions.difference(info.id, before, after))
        title = _("{name}: from version {old} to {new}").format(name=info.name, old=before, new=after)
        headings = (_("Line"), _("What changed"))
        table = plain_table(title, headings, [(each.line, each.marked()) for each in found])
        output.emit(table, cut=False)


def _answers(work: "Project", question: str) -> Table:
    found = work.documents.question(question)
    tree = work.codebook.tree()
    ids = work.documents.answer_ids(found.id)
    rows = [
        (
            f"#{row.document_id}",
            row.case,
            row.text,
            ", ".join(dict.fromkeys(tree.path(code) for _coding, code in row.codes)),
            _("yes") if row.reviewed else "",
        )
        for i in range(0, len(ids), _PAGE)
        for row in work.documents.answer_rows(ids[i : i + _PAGE])
    ]
    headings = (_("Id"), _("Respondent"), _("Answer"), _("Codes"), _("Reviewed"))
    return plain_table(found.wording, headings, rows)


def _units(work: "Project", document_id: int) -> Table:
    opened_document = work.documents.open(document_id)
    tree = work.codebook.tree()
    rows = []
    for number, unit in enumerate(opened_document.units, 1):
        on_unit = [c for c in opened_document.codings if c.start < unit.end and unit.body_start < c.end]
        codes = dict.fromkeys(tree.path(coding.code_id) for coding in on_unit)
        text = opened_document.text[unit.body_start : unit.end]
        reviewed = _("yes") if unit.id in opened_document.reviewed else ""
        rows.append((number, unit.body_start, unit.end, unit.case, text, ", ".join(codes), reviewed))
    headings = (_("Unit"), _("Start"), _("End"), _("Case"), _("Text"), _("Codes"), _("Reviewed"))
    return plain_table(opened_document.info.name, headings, rows)


def _effects(plan: "EditPlan", name: str) -> Table:
    rows = [
        (effect.coding_id, effect.code, effect.coder, Word(effect.outcome), effect.before, effect.after or "")
        for effect in plan.effects
        if effect.outcome != Outcome.UNCHANGED
    ]
    headings = (_("Coding"), _("Code"), _("Coder"), _("Outcome"), _("Before"), _("After"))
    table = plain_table(_("What the new text of {name} does").format(name=name), headings, rows)
    counts = ", ".join(f"{outcome}: {plan.count(outcome)}" for outcome in Outcome)
    return replace(table, notes=(_("Codings: {counts}.").format(counts=counts),))
