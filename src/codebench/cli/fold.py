"""Commands on folds: what was written under "andere", counted with the options that were offered."""

import os
from typing import Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CoderName, ProjectPath, VariableName
from codebench.cli.output import Output
from codebench.cli.scoping import By, MinCell, OfCoder
from codebench.cli.talk import say
from codebench.cli.targets import one_question, opened, pairs_of
from codebench.domain.table import plain_table
from codebench.i18n import _, plural

noun = commands()


@command(noun, "set", example="fold set study aspecten -q andere --pair 'mailverkeer=bereikbaarheid'")
def put(
    project: ProjectPath,
    variable: VariableName,
    pair: Annotated[
        list[str],
        typer.Option("--pair", metavar="CODE=OPTION", help=_("Which code stands for which option; repeatable.")),
    ],
    question: Annotated[
        str | None, typer.Option("--question", "-q", metavar="NAME", help=_("The open question that was coded."))
    ] = None,
    coder: CoderName = None,
) -> None:
    """Fold codes of written answers onto the options of a variable, instead of what was folded before.

    Sub-codes go along. The answers and values stay as they are: the table of `fold show` counts both together.
    """
    with opened(project, coder) as work:
        found = work.variables.get(variable)
        pairs = {work.codebook.find(code): label for code, label in pairs_of(pair, "--pair", at_last=True)}
        fold = work.folds.set(found.name, one_question(work, question).name, pairs)
        folded = plural("Folded {n} code onto {{variable}}.", "Folded {n} codes onto {{variable}}.", len(fold.pairs))
        say(folded.format(variable=found.name))


@command(noun, "show", example="fold show study aspecten --by niveau")
def show(
    project: ProjectPath,
    variable: VariableName,
    by: By = None,
    min_cell: MinCell = 0,
    coder: OfCoder = None,
    *,
    output: Output,
) -> None:
    """Count the answers to a closed question, before and after folding in what was written.

    The table carries its rule, N, and per cent of N (below 30: "n of N"). It works without a fold too.
    """
    from codebench.analysis.folding import FoldRequest

    # The name of who looks; --coder says whose work is looked at.
    with opened(project, os.environ.get("CODEBENCH_CODER") or None, read_only=True) as work:
        split = by and work.variables.get(by).name
        output.emit(work.folded(FoldRequest(work.variables.get(variable).name, split, coder, min_cell)))


@command(noun, "list", example="fold list study")
def listing(project: ProjectPath, coder: CoderName = None, *, output: Output) -> None:
    """List what is folded onto which option."""
    with opened(project, coder, read_only=True) as work:
        rows = [
            (fold.variable, fold.question, path, option)
            for fold in work.folds.all()
            for _code, path, option in fold.pairs
        ]
        headings = (_("Variable"), _("Question"), _("Code"), _("Option"))
        output.emit(plain_table(_("Folds"), headings, rows))


@command(noun, "remove", example="fold remove study aspecten")
def remove(project: ProjectPath, variable: VariableName, coder: CoderName = None) -> None:
    """Take the fold of a variable away; codes and answers stay."""
    with opened(project, coder) as work:
        found = work.variables.get(variable)
        work.folds.remove(found.name)
        say(_("Nothing is folded onto {variable} any more.").format(variable=found.name))
