"""Data as CSV that every program reads, and beside it a script in the language of SPSS or R that reads it."""

import csv
import io

from codebench.domain.csv_profile import CsvProfile
from codebench.domain.dataset import Dataset, Field
from codebench.domain.text import guarded, shown_line


def data_csv(data: Dataset, profile: CsvProfile = CsvProfile.OPEN) -> str:
    """The data, names in the first row; the scripts read them as OPEN has them: commas, a point in decimals.

    A text is on one line, and no spreadsheet takes it for a formula (an apostrophe in front).
    """
    out = io.StringIO()
    out.write(profile.mark)
    writer = csv.writer(out, delimiter=profile.delimiter, lineterminator="\n")
    writer.writerow(field.name for field in data.fields)
    for row in data.rows:
        cells = zip(data.fields, row, strict=True)
        writer.writerow(shown_line(profile.number(cell) if field.is_number else guarded(cell)) for field, cell in cells)
    return out.getvalue()


def spss_syntax(data: Dataset, file: str) -> str:
    """Syntax for SPSS that reads the file and names its variables; `file` is the name of the CSV beside it."""
    formats = [f"    {field.name} {_spss_format(data, i, field)}" for i, field in enumerate(data.fields)]
    labels = [f"  {field.name} {_spss_text(field.label)}" for field in data.fields]
    return "\n".join(
        [
            "* codebench: run this in the folder of the file.",
            "GET DATA /TYPE=TXT",
            f"  /FILE={_spss_text(file)}",
            "  /ENCODING='UTF8' /DELCASE=LINE /DELIMITERS=\",\" /QUALIFIER='\"' /ARRANGEMENT=DELIMITED /FIRSTCASE=2",
            "  /VARIABLES=",
            "\n".join(formats) + ".",
            "VARIABLE LABELS",
            "\n".join(labels) + ".",
            "EXECUTE.",
            "",
        ]
    )


def r_script(data: Dataset, file: str) -> str:
    """A script for R that reads the file into `codings`, with the label of each column as its attribute."""
    kinds = ",\n".join(f'  {field.name} = "{"numeric" if field.is_number else "character"}"' for field in data.fields)
    labels = ",\n".join(f"  {field.name} = {_r_text(field.label)}" for field in data.fields)
    return (
        "# codebench: run this in the folder of the file.\n"
        f"kinds <- c(\n{kinds}\n)\n"
        f'codings <- read.csv({_r_text(file)}, fileEncoding = "UTF-8", colClasses = kinds, na.strings = "")\n'
        f"labels <- c(\n{labels}\n)\n"
        'for (name in names(labels)) attr(codings[[name]], "label") <- labels[[name]]\n'
    )


def _spss_format(data: Dataset, i: int, field: Field) -> str:
    if field.is_number:
        return "F8.2" if any("." in row[i] for row in data.rows) else "F8.0"
    # SPSS counts bytes.
    return f"A{max([1, *(len(shown_line(guarded(row[i])).encode()) for row in data.rows)])}"


def _spss_text(text: str) -> str:
    return "'" + shown_line(text).replace("'", "''")[:250] + "'"


def _r_text(text: str) -> str:
    return '"' + shown_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
