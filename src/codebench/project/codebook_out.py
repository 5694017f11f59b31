"""The codebook given out: a file to take in elsewhere (YAML, sheet), or one to read and print."""

from pathlib import Path

from codebench.domain.csv_profile import CsvProfile
from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.exchange.codebook_sheet import codebook_sheet
from codebench.exchange.codebook_yaml import write_codebook
from codebench.exchange.refi.codebook_writing import qdc
from codebench.i18n import _
from codebench.project.codebook_files import CodebookFiles
from codebench.project.exchange_rows import codes_of
from codebench.project.session import Session
from codebench.report.codebook_print import codebook_cards, codebook_report
from codebench.report.registry import Format, write
from codebench.store.whole_files import write_whole

SUFFIXES = (".yaml", ".yml", ".qdc", ".xlsx", ".csv", ".docx", ".html", ".md")
"""What a codebook can be written as: all but the last two come in again; .docx, .html and .md are to read and print."""


def check_suffix(path: Path) -> None:
    """Stop where nothing is known of this kind of file.

    Raises:
        InputError: its suffix is none of `SUFFIXES`.
    """
    if path.suffix.lower() not in SUFFIXES:
        message = _("'{name}' is no codebook file that can be written: end it in one of {suffixes}.")
        raise InputError(message.format(name=shown_line(path.name), suffixes=", ".join(SUFFIXES)))


def give_out(session: Session, path: Path, profile: CsvProfile = CsvProfile.EXCEL) -> None:
    """Write the project's codebook to a file, whole or not at all; its suffix says which kind, `profile` which CSV.

    Raises:
        InputError: nothing is known of this kind of file.
        StorageError: the disk refused; what was there before is untouched.
    """
    check_suffix(path)
    draft, suffix = CodebookFiles(session).draft(), path.suffix.lower()
    if suffix in (".yaml", ".yml"):
        write_codebook(draft, path)
    elif suffix == ".qdc":
        write_whole(path, qdc(codes_of(session)))
    elif suffix in (".xlsx", ".csv"):
        write(codebook_sheet(draft), path, Format(suffix[1:]), profile=profile)
    else:
        moment = session.value("SELECT created_at FROM acts ORDER BY id DESC LIMIT 1")
        report = codebook_report(draft, str(moment))
        if suffix == ".docx":
            from codebench.report import as_docx

            write_whole(path, as_docx.render_report(codebook_cards(draft, str(moment))))
        elif suffix == ".html":
            from codebench.report import as_html

            write_whole(path, as_html.render_report(report).encode())
        else:
            from codebench.report import as_markdown

            write_whole(path, as_markdown.render_report(report).encode())
