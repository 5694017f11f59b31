"""The command that gives out what coders gave, for other programs."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from codebench.cli.agreement import request
from codebench.cli.grammar import command, commands
from codebench.cli.options import CoderName, CsvFor, Force, ProjectPath
from codebench.cli.output import check_free
from codebench.cli.scoping import OnlyDocuments, OnlyQuestions
from codebench.cli.settle import Compared
from codebench.cli.talk import say
from codebench.cli.targets import opened
from codebench.domain.csv_profile import CsvProfile
from codebench.i18n import _, plural

noun = commands()


@command(noun, "export", example="ratings export study ratings.csv --layout units --unit turn")
def give_out(
    project: ProjectPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The CSV file to write."))],
    layout: Annotated[
        Literal["units", "coders", "recal", "long", "spans"],
        typer.Option(
            "--layout",
            help=_("A row per unit, a row per coder, ReCal's columns of 0 and 1, a row per code, or spans of text."),
        ),
    ] = "units",
    document: OnlyDocuments = None,
    question: OnlyQuestions = None,
    profile: CsvFor = CsvProfile.OPEN,
    force: Force = False,
    coder: CoderName = None,
    *,
    compared: Compared,
) -> None:
    """Write what coders gave the units that all of them judged as a table of ratings (reliability data matrix)."""
    from codebench.project.agreement_files import Layout, write_ratings

    check_free(file, force=force)
    with opened(project, coder, read_only=True) as work:
        asked = request(compared.round, compared.unit, compared.coders, document, question)
        found = work.agreement.work(asked)
        told = write_ratings(found, Layout(layout), file, profile)
    units = plural("{n} unit", "{n} units", len(found.units))
    say(_("Wrote {units} to {path}.").format(units=units, path=file))
    for sentence in told:
        say(sentence)
