"""Every output format by name: the one place that knows which module renders which."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from codebench.domain.csv_profile import CsvProfile
from codebench.domain.errors import InputError
from codebench.domain.table import Table
from codebench.i18n import _
from codebench.report import as_bars, as_csv, as_html, as_json, as_markdown, as_terminal
from codebench.store.whole_files import write_whole


class Format(StrEnum):
    """The formats that a table can be had in, by the name that the command line uses."""

    TABLE = "table"
    CSV = "csv"
    XLSX = "xlsx"
    MD = "md"
    JSON = "json"
    HTML = "html"
    DOCX = "docx"
    SVG = "svg"
    PNG = "png"
    BARS = "bars"


PICTURES = (Format.SVG, Format.PNG, Format.BARS)
"""The formats that are a picture of a table, on paper or on a terminal."""

_TEXT: dict[Format, Callable[[Table], str]] = {
    Format.MD: as_markdown.render,
    Format.JSON: as_json.render,
    Format.HTML: as_html.render,
}


def render(
    table: Table,
    format: Format,
    *,
    width: int | None = None,
    profile: CsvProfile = CsvProfile.EXCEL,
    stacked: bool = False,
) -> str:
    """The table as text that ends with a newline.

    `width` is the number of cells of the terminal, and matters to the formats `table` and `bars` alone: without it
    (a pipe, a file) nothing is cut or wrapped. `profile` is for whom CSV is; `stacked` makes parts of one bar of the
    shares in a picture.

    Raises:
        InputError: The format is not text, or there is nothing in the table that can be drawn so.
    """
    if format is Format.TABLE:
        return as_terminal.render(table, width)
    if format is Format.BARS:
        return as_bars.render(table, width, stacked=stacked)
    if format is Format.CSV:
        return as_csv.render(table, profile)
    if format not in _TEXT:
        raise InputError(_("{format} can't be printed: name a file to write it to.").format(format=format))
    return _TEXT[format](table)


def write(
    table: Table, path: Path, format: Format, *, profile: CsvProfile = CsvProfile.EXCEL, stacked: bool = False
) -> None:
    """Write the table to a file that is there whole or not at all; a file of that name is replaced.

    `profile` is for whom CSV is; `stacked` makes parts of one bar of the shares in a picture.

    Raises:
        InputError: The path can't be a file of ours, or the format can't hold this table.
        StorageError: The file system refused; what was there before is untouched.
    """
    if format is Format.XLSX:
        # XlsxWriter takes a tenth of a second to import, which no command should pay that prints.
        from codebench.report import as_xlsx

        content = as_xlsx.render(table)
    elif format is Format.DOCX:
        from codebench.report import as_docx

        content = as_docx.render(table)
    elif format in (Format.SVG, Format.PNG):
        from codebench.report import drawing
        from codebench.report.charting import chart_of

        draw = drawing.svg if format is Format.SVG else drawing.png
        content = draw(chart_of(table, stacked=stacked))
    else:
        content = render(table, format, profile=profile, stacked=stacked).encode()
    write_whole(path, content)
