"""Commands on the codebook: the tree of codes, its fields, and the file that can hold it."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from codebench.cli import codebook_links, codebook_passages
from codebench.cli.grammar import command, commands
from codebench.cli.options import CodePath, CoderName, DryRun, Force, NewName, Profile, ProjectPath, Yes
from codebench.cli.output import Output, check_free, print_together
from codebench.cli.talk import agreed, may_write, note, say
from codebench.cli.targets import opened, pairs_of
from codebench.domain.codebook import LIST_FIELDS, CodeFields, field_labels
from codebench.domain.csv_profile import CsvProfile
from codebench.domain.table import Column, ColumnKind, Row, Table, Word, plain_table
from codebench.domain.text import shown_line
from codebench.i18n import _

if TYPE_CHECKING:
    from codebench.project.models import CodeInfo
    from codebench.project.project import Project

noun = commands()
for part in (codebook_passages.verbs, codebook_links.verbs):
    noun.registered_commands += part.registered_commands

_FIELD = typer.Option(
    "--field",
    metavar="NAME=TEXT",
    help=_(
        "One of definition, include_when, exclude_when, example, counter_example, colour, mark, or keywords, aliases"
        " and rules with ';' between; repeatable."
    ),
)
Parent = Annotated[str | None, typer.Option("--under", metavar="CODE", help=_("The code to hang it under."))]


@command(noun, "show", example="codebook show study 'time > overtime'")
def show(
    project: ProjectPath,
    code: Annotated[str | None, typer.Argument(metavar="CODE", help=_("One code, with all its fields."))] = None,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """Show the tree of codes with the number of codings, or all fields of one code."""
    with opened(project, coder, read_only=True) as work:
        if code is None:
            output.emit(_tree(work.codebook.codes()))
        else:
            found = _one(work, code)
            sets = [each.name for each in work.code_sets.all() if found.id in dict(each.codes)]
            output.emit(_card(found, sets), cut=False)


@command(noun, "import", example="codebook import study codebook.yaml --yes")
def take_in(
    project: ProjectPath,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=_("A codebook: YAML, .qdc, or a table (.csv, .xlsx, .docx)."))
    ],
    yes: Yes = False,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """Take a codebook in from a file, after showing what it changes."""
    from codebench.exchange.codebooks import read_any_codebook

    with opened(project, coder, read_only=not may_write(yes)) as work:
        draft = read_any_codebook(file)
        rows = [
            (
                _("set {name}").format(name=change.path) if change.is_set else change.path,
                Word(change.kind),
                ", ".join(change.fields),
            )
            for change in work.codebook_files.changes(draft)
        ]
        headings = (_("Code"), _("Change"), _("Fields"))
        output.emit(plain_table(_("Codebook {name}").format(name=draft.name), headings, rows))
        if agreed(yes, _("Take this codebook in?")):
            work.codebook_files.take(draft)
            note(_("Took in codebook {name}.").format(name=draft.name))


@command(noun, "export", example="codebook export study codebook.yaml")
def export(
    project: ProjectPath,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help=_("To take in again: .yaml, .xlsx, .csv, .docx, .qdc; to read and print: .docx, .html, .md."),
        ),
    ],
    profile: Profile = None,
    dry_run: DryRun = False,
    force: Force = False,
    coder: CoderName = None,
) -> None:
    """Write the codebook to a file: one that `codebook import` reads, or one to print; and say what it can't hold."""
    from codebench.project.codebook_losses import losses, losses_table
    from codebench.project.codebook_out import check_suffix, give_out

    check_suffix(file)
    if profile is not None and file.suffix.lower() != ".csv":
        raise typer.BadParameter(_("--profile goes with csv."))
    if not dry_run:
        check_free(file, force=force)
    with opened(project, coder, read_only=True) as work:
        found = losses(work.session, file, profile or CsvProfile.EXCEL)
        if dry_run:
            print_together([losses_table(file, found)] if found else [], None)
            note(_("Nothing is written.") if found else _("All of it would go along. Nothing is written."))
            return
        give_out(work.session, file, profile or CsvProfile.EXCEL)
        if found:
            told = "; ".join(f"{each.what}: {each.n}" for each in found)
            note(_("Did not go along: {what}. Why: --dry-run.").format(what=told))
    say(_("Written to {path}.").format(path=file))


@command(noun, "add", example="codebook add study overtime --under time --field definition='Working late.'")
def add(
    project: ProjectPath,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("The name of the new code."))],
    under: Parent = None,
    field: Annotated[list[str] | None, _FIELD] = None,
    coder: CoderName = None,
) -> None:
    """Add a code."""
    with opened(project, coder) as work:
        parent = None if under is None else work.codebook.find(under)
        tree, aliases = work.codebook.tree(), {each.id: each.fields.aliases for each in work.codebook.codes()}
        like = ", ".join(tree.path(node.id) for node in tree.similar(name, aliases)[:5])
        code_id = work.codebook.add(name, parent, _written(CodeFields(), field or []))
        if like:
            note(_("Much like: {paths}.").format(paths=like))
        say(_("Added code '{path}'.").format(path=work.codebook.tree().path(code_id)))


@command(noun, "edit", example="codebook edit study overtime --field keywords='overuren; avond'")
def edit(
    project: ProjectPath,
    code: CodePath,
    field: Annotated[list[str], _FIELD],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("Why, for the history."))] = "",
    coder: CoderName = None,
) -> None:
    """Write fields of a code anew; an empty text empties one, and what is not named stays."""
    with opened(project, coder) as work:
        found = _one(work, code)
        work.codebook.edit(found.id, _written(found.fields, field), reason)
        say(_("Edited code '{path}'.").format(path=found.path))


@command(noun, "rename", example="codebook rename study 'time > overtime' 'extra hours'")
def rename(
    project: ProjectPath,
    code: CodePath,
    name: NewName,
    coder: CoderName = None,
) -> None:
    """Give a code another name."""
    with opened(project, coder) as work:
        code_id = work.codebook.find(code)
        work.codebook.rename(code_id, name)
        say(_("The code is now '{path}'.").format(path=work.codebook.tree().path(code_id)))


@command(noun, "move", example="codebook move study overtime --under workload")
def move(
    project: ProjectPath,
    code: CodePath,
    under: Parent = None,
    top: Annotated[bool, typer.Option("--top", help=_("Make it a top code."))] = False,
    position: Annotated[
        int | None, typer.Option("--position", metavar="N", min=1, help=_("Its place there, counted from 1."))
    ] = None,
    coder: CoderName = None,
) -> None:
    """Hang a code, with all below it, under another one."""
    if (under is None) != top:
        raise typer.BadParameter(_("say either --under CODE or --top."))
    with opened(project, coder) as work:
        code_id = work.codebook.find(code)
        parent = None if under is None else work.codebook.find(under)
        work.codebook.move(code_id, parent, None if position is None else position - 1)
        say(_("The code is now '{path}'.").format(path=work.codebook.tree().path(code_id)))


@command(noun, "merge", example="codebook merge study 'extra hours' overtime")
def merge(
    project: ProjectPath,
    code: CodePath,
    into: Annotated[str, typer.Argument(metavar="INTO", help=_("The code that stays."))],
    coder: CoderName = None,
) -> None:
    """Put all codings, memos and sub-codes of a code with another one."""
    with opened(project, coder) as work:
        source, target = work.codebook.find(code), work.codebook.find(into)
        path = work.codebook.tree().path(source)
        work.codebook.merge(source, target)
        say(_("Merged '{path}' into '{into}'.").format(path=path, into=work.codebook.tree().path(target)))


@command(noun, "archive", example="codebook archive study overtime")
def archive(project: ProjectPath, code: CodePath, coder: CoderName = None) -> None:
    """Put a code away with all below it: nobody is offered it any more; its codings stay, and are counted."""
    with opened(project, coder) as work:
        code_id = work.codebook.find(code)
        work.codebook.archive(code_id)
        say(_("Archived code '{path}'.").format(path=work.codebook.tree().path(code_id)))


@command(noun, "unarchive", example="codebook unarchive study overtime")
def unarchive(project: ProjectPath, code: CodePath, coder: CoderName = None) -> None:
    """Take a code back that was put away."""
    with opened(project, coder) as work:
        code_id = work.codebook.find(code)
        work.codebook.unarchive(code_id)
        say(_("Took back code '{path}'.").format(path=work.codebook.tree().path(code_id)))


@command(noun, "remove", example="codebook remove study overtime")
def remove(
    project: ProjectPath,
    code: CodePath,
    with_codings: Annotated[bool, typer.Option("--with-codings", help=_("With the codings on it."))] = False,
    coder: CoderName = None,
) -> None:
    """Take a code with all below it out of the tree."""
    with opened(project, coder) as work:
        code_id = work.codebook.find(code)
        path = work.codebook.tree().path(code_id)
        work.codebook.remove(code_id, with_codings=with_codings)
        say(_("Removed code '{path}'.").format(path=path))


def _one(work: "Project", code: str) -> "CodeInfo":
    code_id = work.codebook.find(code)
    return next(info for info in work.codebook.codes() if info.id == code_id)


def _tree(codes: "list[CodeInfo]") -> Table:
    columns = (
        Column(_("Code")),
        Column(_("Codings"), ColumnKind.COUNT),
        Column(_("With sub-codes"), ColumnKind.COUNT),
        Column(_("Definition")),
    )
    rows = tuple(Row((_told(code), code.n_codings, code.n_total, code.fields.definition), code.depth) for code in codes)
    return Table(_("Codebook"), columns, rows, rule="", n="")


def _told(code: "CodeInfo") -> str:
    return _("{name} (archived)").format(name=code.name) if code.is_archived else code.name


def _card(code: "CodeInfo", sets: list[str]) -> Table:
    labels = field_labels()
    rows = [
        (labels[name], "; ".join(value) if isinstance(value, tuple) else value)
        for name, value in asdict(code.fields).items()
        if value
    ]
    if code.is_archived:
        rows.append((_("Archived"), _("yes")))
    if sets:
        rows.append((_("Sets"), "; ".join(sets)))
    counts = [(_("Codings"), str(code.n_codings)), (_("With sub-codes"), str(code.n_total))]
    return plain_table(code.path, (_("Field"), _("Text")), [*rows, *counts])


def _written(before: CodeFields, texts: list[str]) -> CodeFields:
    """The fields with what `NAME=TEXT` options say written over them.

    Raises:
        BadParameter: a code has no such field.
    """
    values: dict[str, Any] = asdict(before)
    for name, text in pairs_of(texts, "--field"):
        if name not in values:
            message = _("'{name}' is no field of a code.").format(name=shown_line(name))
            raise typer.BadParameter(message, param_hint="--field")
        words = tuple(word.strip() for word in text.split(";") if word.strip())
        values[name] = words if name in LIST_FIELDS else text
    return CodeFields(**values)
