"""The command that measures the suggestions: replayed on a coder's own history, or on a file of coded texts."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CoderName, OutputFormat, project_path
from codebench.cli.output import print_together
from codebench.cli.talk import note
from codebench.cli.targets import opened
from codebench.i18n import _
from codebench.report.registry import Format

verbs = commands()


@command(verbs, "evaluate", example="evaluate --csv answers.csv --text answer --codes codes --codebook codebook.yaml")
def evaluate(
    project: Annotated[
        Path | None,
        typer.Argument(metavar="[PROJECT]", parser=project_path, help=_("The project file, or say --csv.")),
    ] = None,
    coder: CoderName = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help=_("A table of texts with their codes instead."))
    ] = None,
    text: Annotated[str | None, typer.Option("--text", metavar="COLUMN", help=_("The column with the texts."))] = None,
    codes: Annotated[
        str | None, typer.Option("--codes", metavar="COLUMN", help=_("The column with the codes, ';' between two."))
    ] = None,
    codebook: Annotated[
        Path | None,
        typer.Option("--codebook", metavar="FILE", help=_("What the codes mean, as YAML (with --csv).")),
    ] = None,
    pipeline: Annotated[
        str | None,
        typer.Option("--pipeline", metavar="NAME", help=_("Which pipeline reads the texts, or blank (with --csv).")),
    ] = None,
    seeds: Annotated[
        int | None,
        typer.Option(
            "--seeds",
            metavar="N",
            min=1,
            max=100,
            help=_("So many sessions in random order: 3 with --csv; a project is replayed as it was coded."),
        ),
    ] = None,
    items: Annotated[
        int, typer.Option("--items", metavar="N", min=2, help=_("How many items of each session are replayed."))
    ] = 400,
    format: OutputFormat = None,
) -> None:
    """Measure how good the suggestions are, beside simpler methods.

    Each item is predicted from those before it, and only then learnt. The methods that ours is compared with: the
    codes given most, the same text before, keywords, stem TF-IDF per code, and (where scikit-learn is installed)
    TF-IDF with logistic regression.
    """
    if format is Format.XLSX:
        # Said before minutes of work and not after.
        raise typer.BadParameter(_("several tables are printed, which {format} can't be.").format(format=format))
    if (project is None) == (csv is None):
        raise typer.BadParameter(_("name either a project or a file with --csv."))
    if csv is not None:
        if text is None or codes is None:
            raise typer.BadParameter(_("say which columns hold the texts and the codes, with --text and --codes."))
        from codebench.project.evaluation import SEEDS, evaluate_file

        found = evaluate_file(
            csv, text, codes, codebook=codebook, pipeline=pipeline, seeds=seeds or SEEDS, items=items, tell=note
        )
    else:
        if (text, codes, codebook, pipeline) != (None,) * 4:
            raise typer.BadParameter(_("--text, --codes, --codebook and --pipeline go with --csv."))
        assert project is not None
        with opened(project, coder, read_only=True) as work:
            found = work.evaluate(seeds, items, note)
    if format is Format.JSON:
        sys.stdout.write(found.json())
    else:
        print_together(found.tables(), format)
