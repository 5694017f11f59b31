"""The command that says how far coders agree."""

import csv
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from codebench.cli.grammar import Options, command, commands
from codebench.cli.options import CoderName, project_path
from codebench.cli.output import Output, print_together
from codebench.cli.scoping import OnlyDocuments, OnlyQuestions
from codebench.cli.talk import note, say
from codebench.cli.targets import opened
from codebench.domain.errors import InputError
from codebench.i18n import _
from codebench.report.registry import PICTURES, Format, render
from codebench.store.whole_files import write_whole

if TYPE_CHECKING:
    from codebench.agreement.figures import Figures
    from codebench.project.agreement_data import AgreementRequest

verbs = commands()


@dataclass(frozen=True, slots=True)
class Calculated(Options):
    """Anybody's data, and how they are laid out."""

    matrix: Annotated[
        Path | None,
        typer.Option(
            "--matrix",
            metavar="FILE",
            help=_(
                "A table of ratings: a row per unit, a column per coder; empty is not rated, [] rated without label."
            ),
        ),
    ] = None
    spans: Annotated[
        Path | None,
        typer.Option(
            "--spans", metavar="FILE", help=_("A table of coded spans: columns coder, start, end, code; half-open.")
        ),
    ] = None
    length: Annotated[
        int | None, typer.Option("--length", metavar="N", help=_("With --spans: how many characters the text has."))
    ] = None
    begin: Annotated[
        int, typer.Option("--begin", metavar="N", help=_("With --spans: the offset of the text's first character."))
    ] = 0
    codes: Annotated[
        str | None, typer.Option("--codes", metavar="A,B,...", help=_("All codes there are, also those nobody used."))
    ] = None
    level: Annotated[
        Literal["nominal", "ordinal", "interval", "ratio"],
        typer.Option("--level", help=_("With --matrix: what ratings that are numbers measure.")),
    ] = "nominal"
    missing: Annotated[
        list[str] | None,
        typer.Option("--missing", metavar="TEXT", help=_("With --matrix: this means 'not rated' too; repeatable.")),
    ] = None
    header: Annotated[
        bool | None,
        typer.Option("--header/--no-header", help=_("With --matrix: whether the first line has headings.")),
    ] = None
    ids: Annotated[
        bool | None,
        typer.Option("--ids/--no-ids", help=_("With --matrix: whether the first column tells units apart.")),
    ] = None

    def figures(self, coders: str | None, *, flat: bool) -> "Figures":
        """Every coefficient that applies to the data.

        Raises:
            InputError: a file can't be read, or is no such table.
        """
        # A thousand small products of matrices: more threads than one only wait for each other.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from codebench.agreement.alpha import Level
        from codebench.agreement.matrix import read_matrix
        from codebench.agreement.of_matrix import matrix_figures
        from codebench.agreement.of_spans import span_figures
        from codebench.agreement.span_rows import read_spans

        declared = None if self.codes is None else names(self.codes, "--codes")
        if self.matrix is not None:
            text, name = _text(self.matrix)
            ratings = read_matrix(
                text, name, codes=declared, missing=self.missing or (), header=self.header, ids=self.ids
            )
            return matrix_figures(ratings, Level(self.level), intervals=not flat)
        assert self.spans is not None
        if self.length is None:
            raise InputError(_("Say how many characters the text has: --length N."))
        text, name = _text(self.spans)
        named = () if coders is None else names(coders, "--coders")
        spans = read_spans(text, name, length=self.length, begin=self.begin, coders=named, codes=declared)
        return span_figures(spans)


Table = Literal["codes", "coders", "confusion", "conventions", "drift", "recoding", "tally"]


@command(verbs, "agreement", example="agreement study --unit turn --coders Lena,Wout --table codes")
def agreement(
    project: Annotated[
        Path | None,
        typer.Argument(metavar="[PROJECT]", parser=project_path, help=_("The project file, or name --matrix/--spans.")),
    ] = None,
    round: Annotated[
        str | None,
        typer.Option("--round", metavar="NAME", help=_("A round; without it all units that all coders reviewed.")),
    ] = None,
    unit: Annotated[
        Literal["turn", "paragraph", "answer", "sentence", "character"] | None,
        typer.Option("--unit", help=_("What is one decision; by default the round's, or the units there are most of.")),
    ] = None,
    coders: Annotated[
        str | None,
        typer.Option(
            "--coders", metavar="A,B,...", help=_("Who is compared; with --spans: coders who may have marked nothing.")
        ),
    ] = None,
    document: OnlyDocuments = None,
    question: OnlyQuestions = None,
    top_codes: Annotated[
        bool, typer.Option("--top-codes", help=_("Count each sub-code as the top code that it stands under."))
    ] = False,
    coder: CoderName = None,
    table: Annotated[
        Table | None,
        typer.Option("--table", help=_("One table only; a file takes this one, or that of the codes.")),
    ] = None,
    data: Calculated = Calculated(),
    *,
    output: Output,
) -> None:
    """Say how far coders agree, by every coefficient that applies.

    Of a project: its sentence to paste, then agreement per code, between coders, what disagreements consist of, the
    same data by other conventions, and how it went over time. Of anybody's data: --matrix or --spans. Each figure
    carries the name of its variant, N, what is missing, and the reason where it is undefined. JSON is one object of
    figures by key, with the reasons under `undefined`. A picture (--format bars, or -o FILE.svg or .png) is that of the
    codes: each alpha with its interval, against the bounds .667 and .800.
    """
    if (project is not None) + (data.matrix is not None) + (data.spans is not None) != 1:
        raise InputError(_("Name the data: a PROJECT, --matrix FILE with ratings, or --spans FILE with coded spans."))
    flat = (output.format or _format_of(output.output)) is Format.JSON
    if project is None:
        of_project = (round, unit, document, question, table)
        if top_codes or any(given is not None for given in of_project):
            message = _("--round, --unit, --document, --question, --top-codes and --table go with a PROJECT.")
            raise typer.BadParameter(message)
        figures = data.figures(coders, flat=flat)
        if flat:
            _print_flat(figures.flat(), output.output)
        else:
            output.emit(figures.table())
        return
    if data != Calculated():
        raise typer.BadParameter(_("--codes, --level and what tells a file's layout go with --matrix or --spans."))
    with opened(project, coder, read_only=True) as work:
        asked = replace(request(round, unit, coders, document, question), top_codes=top_codes)
        work.preferences.refuse_where_silent()
        report = work.agreement.report(asked)
    if table is not None and table not in report.tables:
        there = ", ".join(report.tables)
        raise InputError(_("There is no table '{table}' of this; there are: {there}.").format(table=table, there=there))
    if flat:
        tables = {name: json.loads(render(each, Format.JSON)) for name, each in report.tables.items()}
        told = {"sentence": report.sentence, "frozen": report.frozen, "tables": tables}
        _print_flat({**report.figures, **told}, output.output)
    elif output.output is not None or table is not None or output.chosen in PICTURES:
        output.emit(report.tables[table or "codes"])
    else:
        if output.format in (None, Format.TABLE):
            frozen = _("As it was coded, frozen when the round closed. ") if report.frozen else ""
            say(frozen + report.sentence)
            say("")
        print_together(list(report.tables.values()), output.format, output.profile)


def _text(path: Path) -> tuple[str, str]:
    """The text of a file and its name to show."""
    from codebench.ingest.source import inspect

    source = inspect(path)
    for doubt in source.doubts:
        note(doubt.what)
    return source.text(), source.name


def request(
    round: str | None,
    unit: str | None,
    coders: str | None,
    documents: list[str] | None = None,
    questions: list[str] | None = None,
) -> "AgreementRequest":
    """Whose work on what is compared, from what was typed."""
    from codebench.project.agreement_data import AgreementRequest
    from codebench.project.round_models import RoundUnit

    return AgreementRequest(
        round=round,
        unit=None if unit is None else RoundUnit(unit),
        coders=() if coders is None else names(coders, "--coders"),
        documents=tuple(documents or ()),
        questions=tuple(questions or ()),
    )


def names(given: str, option: str) -> tuple[str, ...]:
    """Names between commas; one with a comma in it stands in quotation marks."""
    names = tuple(name.strip() for row in csv.reader([given], skipinitialspace=True) for name in row)
    if not all(names) or len(set(names)) < len(names) or not names:
        raise InputError(_("{option} takes names with commas between them, each once.").format(option=option))
    return names


def _format_of(path: Path | None) -> Format | None:
    return Format.JSON if path is not None and path.suffix.lower() == ".json" else None


def _print_flat(numbers: Mapping[str, object], path: Path | None) -> None:
    # In ASCII no character of a code's name can steer a terminal; a program reads the same names.
    text = json.dumps(numbers, allow_nan=False, indent=2) + "\n"
    if path is None:
        sys.stdout.write(text)
    else:
        write_whole(path, text.encode())
        note(_("Written to {path}.").format(path=path))
