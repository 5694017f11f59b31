"""The arguments and options that many commands share, each written once."""

from pathlib import Path
from typing import Annotated, Final

import typer

from codebench.domain.csv_profile import CsvProfile
from codebench.i18n import _
from codebench.report.registry import Format

SUFFIX: Final = ".codebench"


def project_path(text: str) -> Path:
    """The path of a project; `.codebench` may be left out."""
    path = Path(text)
    if not path.name:
        raise typer.BadParameter(_("it names no file."))
    if path.is_file() or path.suffix == SUFFIX:
        return path
    return path.with_name(path.name + SUFFIX)


ProjectPath = Annotated[
    Path,
    typer.Argument(metavar="PROJECT", parser=project_path, help=_("The project file; .codebench may be left out.")),
]
CoderName = Annotated[
    str | None,
    typer.Option(
        "--coder",
        metavar="NAME",
        envvar="CODEBENCH_CODER",
        show_envvar=True,
        help=_("Who works; may be left out where the project has one coder."),
    ),
]
OutputFormat = Annotated[Format | None, typer.Option("--format", help=_("How to print it."))]
OutputFile = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help=_("Write to a file; its suffix says which format.")),
]
Profile = Annotated[
    CsvProfile | None,
    typer.Option("--profile", help=_("For whom CSV is: Excel in Dutch (; and a decimal comma), or any program (,).")),
]
CsvFor = Annotated[
    CsvProfile, typer.Option("--profile", help=_("For any program (, and a decimal point), or Excel in Dutch (;)."))
]
Force = Annotated[bool, typer.Option("--force", help=_("Write over a file that is there."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=_("Only say what does not go along; write nothing."))]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=_("Do it without asking."))]
DocumentName = Annotated[str, typer.Argument(metavar="DOCUMENT", help=_("A document by name, or by number as #12."))]
CodePath = Annotated[
    str, typer.Argument(metavar="CODE", help=_("A code by path, as 'time > overtime', or by name where one has it."))
]
CaseName = Annotated[str, typer.Argument(metavar="CASE", help=_("A case by name, or as group/name."))]
VariableName = Annotated[str, typer.Argument(metavar="VARIABLE", help=_("A variable by name."))]
NewName = Annotated[str, typer.Argument(metavar="NAME", help=_("Its new name."))]
Retired = Annotated[bool, typer.Option("--retired", help=_("The retired ones instead."))]
SkipMismatches = Annotated[bool, typer.Option("--skip-mismatches", help=_("Leave out the rows that do not fit."))]
OnDocument = Annotated[
    str | None, typer.Option("--document", "-d", metavar="NAME", help=_("A document by name, or by number as #12."))
]
OnRespondent = Annotated[
    str | None, typer.Option("--respondent", "-r", metavar="NAME", help=_("Whose answer, by the respondent's name."))
]
OnQuestion = Annotated[str | None, typer.Option("--question", "-q", metavar="NAME", help=_("An open question."))]
Start = Annotated[
    int | None, typer.Option("--start", metavar="N", help=_("Where the passage starts, in characters from 0."))
]
End = Annotated[
    int | None, typer.Option("--end", metavar="N", help=_("Where the passage ends: the character after its last."))
]
FromUnit = Annotated[int | None, typer.Option("--from", metavar="N", min=1, help=_("The first unit, counted from 1."))]
ToUnit = Annotated[int | None, typer.Option("--to", metavar="N", min=1, help=_("The last unit."))]
