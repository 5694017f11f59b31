"""Commands on what coders differ about: list it, give it out on paper, take back what was decided."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from codebench.cli.agreement import request
from codebench.cli.grammar import Options, command, commands
from codebench.cli.options import CoderName, Force, ProjectPath, Yes
from codebench.cli.output import Output, check_free
from codebench.cli.talk import agreed, may_write, note, say
from codebench.cli.targets import opened
from codebench.domain.table import Cell, plain_table
from codebench.domain.text import shown_line
from codebench.i18n import _, plural

if TYPE_CHECKING:
    from codebench.project.agreement_data import AgreementRequest

noun = commands()

RoundName = Annotated[str | None, typer.Option("--round", metavar="NAME", help=_("The round."))]
OneCode = Annotated[
    str | None, typer.Option("--code", "-c", metavar="CODE", help=_("Only this code, by path or name."))
]


@dataclass(frozen=True, slots=True)
class Compared(Options):
    """Whose work on what is compared."""

    round: RoundName = None
    coders: Annotated[
        str | None, typer.Option("--coders", metavar="A,B,...", help=_("Who is compared; by default all."))
    ] = None
    unit: Annotated[
        Literal["turn", "paragraph", "answer", "sentence", "character"] | None,
        typer.Option("--unit", help=_("What is one decision; by default the round's, or the units there are most of.")),
    ] = None

    @property
    def request(self) -> "AgreementRequest":
        """As the project understands it."""
        return request(self.round, self.unit, self.coders)


@command(noun, "list", example="settle list study --round 'ronde 1' --code tijd")
def list_them(
    project: ProjectPath,
    code: OneCode = None,
    coder: CoderName = None,
    *,
    compared: Compared,
    output: Output,
) -> None:
    """List what coders differ about, by code and kind, with the words of each and what was decided."""
    with opened(project, coder, read_only=True) as work:
        chosen = None if code is None else work.codebook.find(code)
        output.emit(work.dispute_files.table(work.settling.disputes(compared.request), chosen))


@command(noun, "round", example="settle round study 'dubbel gecodeerd' --kind reliability")
def make_round(
    project: ProjectPath,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("What the round is called."))],
    kind: Annotated[
        Literal["practice", "reliability"],
        typer.Option("--kind", help=_("Only what was coded independently is reported as reliability.")),
    ] = "practice",
    coder: CoderName = None,
    *,
    compared: Compared,
) -> None:
    """Make a closed round of what several coders coded already, with its figures frozen: what settling needs."""
    from codebench.project.round_models import RoundKind

    with opened(project, coder) as work:
        made = work.settling.make_round(compared.request, name, RoundKind(kind))
    units = plural("{n} unit", "{n} units", made.units)
    say(_("Round '{name}' is made of {units}.").format(name=shown_line(made.name), units=units))


@command(noun, "export", example="settle export study disputes.xlsx --round 'ronde 1'")
def give_out(
    project: ProjectPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The Excel workbook to write (.xlsx)."))],
    code: OneCode = None,
    force: Force = False,
    coder: CoderName = None,
    *,
    compared: Compared,
) -> None:
    """Write what coders differ about to a workbook for a meeting on paper, with an empty column to decide in."""
    from codebench.report.registry import Format, write

    check_free(file, force=force)
    if file.suffix.lower() != ".xlsx":
        raise typer.BadParameter(_("name a file that ends in .xlsx."))
    with opened(project, coder, read_only=True) as work:
        chosen = None if code is None else work.codebook.find(code)
        table = work.dispute_files.table(work.settling.disputes(compared.request), chosen)
        write(table, file, Format.XLSX)
    say(_("Wrote {rows} to {path}.").format(rows=plural("{n} row", "{n} rows", len(table.rows)), path=file))


@command(noun, "import", example="settle import study disputes.xlsx --round 'ronde 1' --yes")
def take_in(
    project: ProjectPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("What `settle export` wrote, filled in."))],
    round: RoundName = None,
    yes: Yes = False,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """Take back in what was decided on paper, after showing what each row decides; one act, so one undo.

    In the column 'decision' stands whose work to take, 'both', 'neither', or the words that the code lies on.
    """
    from codebench.exchange.xlsx_rows import read_rows

    with opened(project, coder, read_only=not may_write(yes)) as work:
        disputes = work.settling.disputes(request(work.rounds.get(round).name, None, None))
        lines = work.dispute_files.read(disputes, read_rows(file))
        paths = dict(disputes.work.codes)
        rows: list[tuple[Cell, ...]] = [
            (
                line.number,
                _("decides") if line.decision else _("will not do"),
                "" if line.dispute is None else paths[line.dispute.code_id],
                "" if line.dispute is None else f"{line.dispute.unit.document} {line.dispute.unit.position + 1}",
                line.what,
            )
            for line in lines
        ]
        headings = (_("Row"), _("Fit"), _("Code"), _("Unit"), _("Decision, or what is wrong"))
        output.emit(plain_table(_("Decisions in {file}").format(file=file.name), headings, rows))
        if agreed(yes, _("Settle these?")):
            n = work.dispute_files.take(disputes, lines, file.name)
            note(plural("{n} code in a unit is settled.", "{n} codes in units are settled.", n))
