"""Commands on the codebook: the tree of codes, its fields, and the file that can hold it."""

from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CodePath, CoderName, OutputFile, OutputFormat, ProjectPath, Yes
from codebench.cli.output import emit, refuse_project
from codebench.cli.talk import agreed, may_write, note, say
from codebench.cli.targets import opened
from codebench.domain.codebook import CodeFields
from codebench.domain.table import Column, ColumnKind, Row, Table, plain_table
from codebench.i18n import _

if TYPE_CHECKING:
    from codebench.project.models import CodeInfo
    from codebench.project.project import Project

noun = commands()

Definition = Annotated[str | None, typer.Option("--definition", metavar="TEXT", help=_("What the code means."))]
Include = Annotated[str | None, typer.Option("--include-when", metavar="TEXT", help=_("When to give it."))]
Exclude = Annotated[str | None, typer.Option("--exclude-when", metavar="TEXT", help=_("When not to give it."))]
Example = Annotated[str | None, typer.Option("--example", metavar="TEXT", help=_("A passage that has it."))]
Counter = Annotated[str | None, typer.Option("--counter-example", metavar="TEXT", help=_("One that has it not."))]
Keywords = Annotated[list[str] | None, typer.Option("--keyword", metavar="WORD", help=_("A word that points at it."))]
Aliases = Annotated[list[str] | None, typer.Option("--alias", metavar="NAME", help=_("Another name for it."))]
Colour = Annotated[str | None, typer.Option("--colour", metavar="#RRGGBB", help=_("Its colour."))]
Parent = Annotated[str | None, typer.Option("--under", metavar="CODE", help=_("The code to hang it under."))]


@command(noun, "show", example="codebook show study 'time > overtime'")
def show(
    project: ProjectPath,
    code: Annotated[str | None, typer.Argument(metavar="CODE", help=_("One code, with all its fields."))] = None,
    coder: CoderName = None,
    format: OutputFormat = None,
    output: OutputFile = None,
) -> None:
    """Show the tree of codes with the number of codings, or all fields of one code."""
    with opened(project, coder, read_only=True) as work:
        if code is None:
            emit(_tree(work.codebook.codes()), format, output)
        else:
            emit(_card(_one(work, code)), format, output, cut=False)


@command(noun, "import", example="codebook import study codebook.yaml --yes")
def take_in(
    project: ProjectPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A codebook as YAML."))],
    yes: Yes = False,
    coder: CoderName = None,
    format: OutputFormat = None,
    output: OutputFile = None,
) -> None:
    """Take a codebook in from a file, after showing what it changes."""
    from codebench.exchange.codebook_yaml import read_codebook

    with opened(project, coder, read_only=not may_write(yes)) as work:
        draft = read_codebook(file)
        rows = [(change.path, change.kind, ", ".join(change.fields)) for change in work.codebook_files.changes(draft)]
        headings = (_("Code"), _("Change"), _("Fields"))
        emit(plain_table(_("Codebook {name}").format(name=draft.name), headings, rows), format, output)
        if agreed(yes, _("Take this codebook in?")):
            work.codebook_files.take(draft)
            note(_("Took in codebook {name}.").format(name=draft.name))


@command(noun, "export", example="codebook export study codebook.yaml")
def give_out(
    project: ProjectPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The YAML file to write."))],
    coder: CoderName = None,
) -> None:
    """Write the codebook to a file that `codebook import` reads."""
    from codebench.exchange.codebook_yaml import write_codebook

    refuse_project(file)
    with opened(project, coder, read_only=True) as work:
        write_codebook(work.codebook_files.draft(), file)
    say(_("Written to {path}.").format(path=file))


@command(noun, "add", example="codebook add study overtime --under time --definition 'Working late.'")
def add(
    project: ProjectPath,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("The name of the new code."))],
    under: Parent = None,
    definition: Definition = None,
    include_when: Include = None,
    exclude_when: Exclude = None,
    example: Example = None,
    counter_example: Counter = None,
    keyword: Keywords = None,
    alias: Aliases = None,
    colour: Colour = None,
    coder: CoderName = None,
) -> None:
    """Add a code."""
    given = _given(definition, include_when, exclude_when, example, counter_example, keyword, alias, colour)
    with opened(project, coder) as work:
        parent = None if under is None else work.codebook.find(under)
        code_id = work.codebook.add(name, parent, replace(CodeFields(), **given))
        say(_("Added code '{path}'.").format(path=work.codebook.tree().path(code_id)))


@command(noun, "edit", example="codebook edit study overtime --definition 'Working after hours.'")
def edit(
    project: ProjectPath,
    code: CodePath,
    definition: Definition = None,
    include_when: Include = None,
    exclude_when: Exclude = None,
    example: Example = None,
    counter_example: Counter = None,
    keyword: Keywords = None,
    alias: Aliases = None,
    colour: Colour = None,
    coder: CoderName = None,
) -> None:
    """Write fields of a code anew; an empty text empties one, and what is not named stays."""
    given = _given(definition, include_when, exclude_when, example, counter_example, keyword, alias, colour)
    if not given:
        raise typer.BadParameter(_("name at least one field to write."))
    with opened(project, coder) as work:
        found = _one(work, code)
        work.codebook.edit(found.id, replace(found.fields, **given))
        say(_("Edited code '{path}'.").format(path=found.path))


@command(noun, "rename", example="codebook rename study 'time > overtime' 'extra hours'")
def rename(
    project: ProjectPath,
    code: CodePath,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("Its new name."))],
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
    rows = tuple(Row((code.name, code.n_codings, code.n_total, code.fields.definition), code.depth) for code in codes)
    return Table(_("Codebook"), columns, rows, rule="", n="")


def _card(code: "CodeInfo") -> Table:
    labels = {
        "definition": _("Definition"),
        "include_when": _("Include when"),
        "exclude_when": _("Exclude when"),
        "example": _("Example"),
        "counter_example": _("Counter-example"),
        "keywords": _("Keywords"),
        "aliases": _("Aliases"),
        "colour": _("Colour"),
    }
    values = {field.name: getattr(code.fields, field.name) for field in fields(code.fields)}
    rows = [
        (labels[name], "; ".join(value) if isinstance(value, tuple) else value)
        for name, value in values.items()
        if value
    ]
    counts = [(_("Codings"), str(code.n_codings)), (_("With sub-codes"), str(code.n_total))]
    return plain_table(code.path, (_("Field"), _("Text")), [*rows, *counts])


def _given(
    definition: str | None,
    include_when: str | None,
    exclude_when: str | None,
    example: str | None,
    counter_example: str | None,
    keywords: list[str] | None,
    aliases: list[str] | None,
    colour: str | None,
) -> "dict[str, str | tuple[str, ...]]":
    """The fields that were named, by the names that `CodeFields` has for them."""
    texts = {
        "definition": definition,
        "include_when": include_when,
        "exclude_when": exclude_when,
        "example": example,
        "counter_example": counter_example,
        "colour": colour,
    }
    lists = {"keywords": keywords, "aliases": aliases}
    given: dict[str, str | tuple[str, ...]] = {name: text for name, text in texts.items() if text is not None}
    return given | {name: tuple(word for word in words if word) for name, words in lists.items() if words}
