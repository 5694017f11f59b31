"""Where tables go: to the terminal, a pipe or a file, in any format."""

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from codebench.cli.grammar import Options
from codebench.cli.options import Force, OutputFile, OutputFormat
from codebench.cli.outgoing import goes_out
from codebench.cli.talk import note
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

    def __post_init__(self) -> None:
        if self.output is not None:
            check_free(self.output, force=self.force)
            _format_of(self.output, self.format)

    @property
    def asked(self) -> bool:
        """Whether a format or a file was asked for."""
        return self.format is not None or self.output is not None

    def emit(self, table: Table, *, cut: bool = True) -> None:
        """Print a table, or write it to the file.

        Without a format the file's suffix says which, and else it is one for people to read. On a terminal it is
        fitted to the width; `cut=False` keeps long texts whole.
        """
        if self.output is not None:
            write(table, self.output, _format_of(self.output, self.format))
            note(_("Written to {path}.").format(path=self.output))
        else:
            _print(_printed(table, self.format or Format.TABLE, cut=cut))


def print_together(tables: Sequence[Table], format: Format | None) -> None:
    """Print several tables, an empty line between two; as JSON they are one array."""
    texts = [_printed(table, format or Format.TABLE, cut=True) for table in tables]
    if format is Format.JSON:
        _print("[\n" + ",\n".join(text.removesuffix("\n") for text in texts) + "\n]\n")
    else:
        _print("\n".join(texts))


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


def _printed(table: Table, format: Format, *, cut: bool) -> str:
    return render(table, format, width=shutil.get_terminal_size().columns if cut and sys.stdout.isatty() else None)


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
