"""The command that counts how often each code was given."""

import os
from typing import Annotated, Literal

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import ProjectPath
from codebench.cli.output import Output
from codebench.cli.scoping import By, Level, Within
from codebench.cli.targets import opened
from codebench.i18n import _

verbs = commands()


@command(verbs, "frequencies", example="frequencies study --by level --coder Lena --format xlsx -o codes.xlsx")
def frequencies(
    project: ProjectPath,
    within: Within,
    by: By = None,
    base: Annotated[
        Literal["cases", "codings"], typer.Option("--base", help=_("What is counted: each case once, or each coding."))
    ] = "cases",
    coder: Annotated[
        str | None,
        typer.Option(
            "--coder", metavar="NAME", help=_("Whose codings count; else the consensus, or each unit's assigned coder.")
        ),
    ] = None,
    level: Level = None,
    *,
    output: Output,
) -> None:
    """Count how often each code was given.

    The table carries its rule, N, and per cent of N (below 30: "n of N"). Who takes part in an open blind round
    (CODEBENCH_CODER says who looks) sees their own alone.
    """
    from codebench.analysis.frequencies import Base, FrequencyRequest

    # The name of who looks; --coder says whose work is looked at.
    with opened(project, os.environ.get("CODEBENCH_CODER") or None, read_only=True) as work:
        output.emit(work.frequencies(FrequencyRequest(base=Base(base), by=by, scope=within.scope(level, coder))))
