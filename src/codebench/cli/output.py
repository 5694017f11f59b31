"""Where tables go: to the terminal, a pipe or a file, in any format."""

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

import typer

from codebench.cli.grammar import Options
from codebench.cli.options import Force, OutputFile, OutputFormat, Profile
from codebench.cli.outgoing import goes_out
from codebench.cli.talk import note
from codebench.domain.csv_profile import CsvProfile
from codebench.domain.errors import InputError
from codebench.domain.table import Table
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.report.registry import Format, render, write

_SQLITE = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Output(Options):
    """Where the table of a command goes and in which format.

    Raises:
        InputError: the file can't be written to, or its suffix is no format; told before the command does anything.
    """

    format: OutputFormat = None
    output: OutputFile = None
    force: Force = False
    profile: Profile = None

    def __post_init__(self) -> None:
        if self.output is not None:
            check_free(self.output, force=self.force)
        chosen = self.chosen
        if self.profile is not None and chosen is not Format.CSV:
            raise typer.BadParameter(_("--profile goes with csv."))

    @property
    def chosen(self) -> Format:
        """The format that was asked for, or that the file's suffix says, or else the one for people to read."""
        if self.output is not None:
            return _format_of(self.output, self.format)
        return self.format or Format.TABLE

    @property
    def asked(self) -> bool:
        """Whether a format or a file was asked for."""
        return self.format is not None or self.output is not None

    def emit(self, table: Table, *, cut: bool = True, stacked: bool = False) -> None:
        """Print a table, or write it to the file.

        On a terminal it is fitted to the width; `cut=False` keeps long texts whole. `stacked` makes parts of one bar
        of the shares in a picture.
        """
        profile = self.profile or CsvProfile.EXCEL
        if self.output is not None:
            write(table, self.output, self.chosen, profile=profile, stacked=stacked)
            note(_("Written to {path}.").format(path=self.output))
        else:
            width = _width() if cut else None
            _print(render(table, self.chosen, width=width, profile=profile, stacked=stacked))


def print_together(tables: Sequence[Table], format: Format | None, profile: CsvProfile | None = None) -> None:
    """Print several tables, an empty line between two; as JSON they are one array.

    For people the state of the project that all are of is said once, at the end.
    """
    if format is None or format is Format.TABLE:
        tables = [
            replace(table, state=None) if after is not None and after.state == table.state else table
            for table, after in zip_longest(tables, tables[1:])
        ]
    profile = profile or CsvProfile.EXCEL
    texts = [render(table, format or Format.TABLE, width=_width(), profile=profile) for table in tables]
    if format is Format.JSON:
        _print("[\n" + ",\n".join(text.removesuffix("\n") for text in texts) + "\n]\n")
    else:
        # A byte order mark stands at the beginning, and nowhere else.
        _print("\n".join([*texts[:1], *(text.removeprefix(profile.mark) for text in texts[1:])]))


def check_free(path: Path, *, force: bool) -> None:
    """Refuse to write over what is there: a project or a snapshot of one ever, another file unless forced.

    What is written then is looked through for names of the key of pseudonyms, see `cli.outgoing`.

    Raises:
        InputError: a file stands there.
    """
    goes_out(path)
    if not path.is_file():
        return
    with path.open("rb") as file:
        if file.read(len(_SQLITE)) == _SQLITE:
            raise InputError(_("{path} is a project; name another file.").format(path=shown_line(str(path))))
    if not force:
        message = _("{path} is there already; name another file, or write over it with --force.")
        raise InputError(message.format(path=shown_line(str(path))))


def _print(text: str) -> None:
    if not sys.stdout.isatty():
        goes_out(text)
    sys.stdout.write(text)


def _width() -> int | None:
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _format_of(path: Path, format: Format | None) -> Format:
    if format is not None:
        return format
    suffix = path.suffix.lower().removeprefix(".")
    if suffix in ("", "txt"):
        return Format.TABLE
    if suffix not in set(Format):
        message = _("'{suffix}' is no format: use {formats}, or say --format.")
        raise InputError(message.format(suffix=shown_line(suffix), formats=", ".join(Format)))
    return Format(suffix)
