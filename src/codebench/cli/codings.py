"""Commands on files of codings: rows that say where, which code, by whom."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CoderName, CsvFor, Force, ProjectPath, SkipMismatches, Yes
from codebench.cli.output import Output, check_free
from codebench.cli.scoping import Level, Within
from codebench.cli.talk import agreed, may_write, note, say
from codebench.cli.targets import opened
from codebench.domain.csv_profile import CsvProfile
from codebench.domain.table import Cell, plain_table
from codebench.i18n import _, plural

if TYPE_CHECKING:
    from codebench.project.project import Project

noun = commands()


@command(noun, "import", example="codings import study codings.csv --yes")
def take_in(
    project: ProjectPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Codings as CSV or .xlsx."))],
    yes: Yes = False,
    skip_mismatches: SkipMismatches = False,
    new_codes: Annotated[
        bool, typer.Option("--new-codes", help=_("Make the codes that the project does not have yet."))
    ] = False,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """Take codings in from a file, after showing where each row belongs and which rows do not fit.

    The columns are document or respondent and question, start, end, quote, code, coder and memo; without a column
    `code` every other column is a code, with 1 or 0 in its cells.
    """
    from codebench.exchange.codings_csv import read_codings

    with opened(project, coder, read_only=not may_write(yes)) as work:
        drafts = read_codings(file)
        located, mismatches = work.coding_files.locate(drafts, new_codes=new_codes)
        told = (_("fits"), _("fits, a new code"))
        rows: list[tuple[Cell, ...]] = [
            (
                row.draft.line,
                told[row.code_id is None],
                f"{row.start}–{row.end}",
                row.draft.code,
                row.coder,
                row.draft.quote,
            )
            for row in located
        ]
        rows += [(row.line, _("does not fit"), "", "", "", row.what) for row in mismatches]
        rows.sort(key=lambda row: int(str(row[0])))
        headings = (_("Line"), _("Fit"), _("Place"), _("Code"), _("Coder"), _("Quote, or what is wrong"))
        output.emit(plain_table(_("Codings in {file}").format(file=file.name), headings, rows))
        if agreed(yes, _("Take these codings in?")):
            taken = work.coding_files.take(drafts, skip_mismatches=skip_mismatches, new_codes=new_codes)
            sentence = _("{added} taken in; {there} there already; {out} left out.").format(
                added=plural("{n} coding", "{n} codings", taken.added),
                there=plural("{n} was", "{n} were", taken.already_there),
                out=plural("{n} row", "{n} rows", len(taken.mismatches)),
            )
            note(sentence)
            note(_("Shares are of what was judged: `codebench review mark` says which texts were."))


@command(noun, "export", example="codings export study codings.csv --shape matrix")
def give_out(
    project: ProjectPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The CSV file to write."))],
    within: Within,
    shape: Annotated[
        Literal["list", "long", "matrix"],
        typer.Option("--shape", help=_("To read back here; or for SPSS and R: a row per coding, or cases by codes.")),
    ] = "list",
    level: Level = None,
    of: Annotated[
        str | None, typer.Option("--of", metavar="NAME", help=_("Whose codings, for SPSS and R; else the layer."))
    ] = None,
    profile: CsvFor = CsvProfile.OPEN,
    force: Force = False,
    coder: CoderName = None,
) -> None:
    """Write all codings to a file that `codings import` reads, or as data for other programs.

    Beside data for other programs stand two scripts that read it: syntax for SPSS (.sps) and a script for R (.R). What
    is written for Excel has none.
    """
    check_free(file, force=force)
    if shape != "list" and profile is CsvProfile.OPEN:
        for suffix in (".sps", ".R"):
            check_free(file.with_suffix(suffix), force=force)
    with opened(project, coder, read_only=True) as work:
        if shape == "list":
            _give_list(work, file, profile, is_narrowed=within != Within() or level is not None or of is not None)
            return
        data = work.datasets.make(shape, within.scope(level, of))
        scripts = work.datasets.write(data, file, profile)
    rows = plural("{n} row", "{n} rows", len(data.rows))
    message = _("Wrote {rows} to {path}: {rule}.")
    if scripts:
        message = _("Wrote {rows} to {path}, with scripts for SPSS and R beside it: {rule}.")
    say(message.format(rows=rows, path=file, rule=data.rule))


def _give_list(work: "Project", file: Path, profile: CsvProfile, *, is_narrowed: bool) -> None:
    from codebench.exchange.codings_csv import write_codings

    if is_narrowed:
        raise typer.BadParameter(_("--document, --question, --where, --level and --of go with --shape long or matrix."))
    rows = work.coding_files.rows()
    write_codings(rows, file, profile)
    written = plural("{n} coding", "{n} codings", len(rows))
    say(_("Wrote {codings} to {path}.").format(codings=written, path=file))
