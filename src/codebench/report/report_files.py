"""Reports as files: in which format, and never over what somebody edited."""

from pathlib import Path

from codebench.domain.errors import ConflictError, InputError
from codebench.domain.text import shown_line
from codebench.i18n import _, speaking
from codebench.report.blocks import Report
from codebench.report.stamps import is_as_written, stamped
from codebench.store.whole_files import write_whole

SUFFIXES = (".docx", ".html", ".md")
_MOST = 100_000_000


def check_report_place(path: Path, *, force: bool) -> None:
    """Refuse a file of another kind, and (unless forced) what is no report of ours or was edited since.

    Raises:
        InputError: the suffix is no format of a report.
        ConflictError: what stands there is not as it was written.
    """
    if path.suffix.lower() not in SUFFIXES:
        message = _("{path} is no report: end its name in {suffixes}.")
        raise InputError(message.format(path=shown_line(str(path)), suffixes=", ".join(SUFFIXES)))
    if not path.exists() or force:
        return
    if not path.is_file() or path.stat().st_size > _MOST or not is_as_written(path.read_bytes()):
        message = _("{path} was edited since it was written, or is no report: name another file, or use --force.")
        raise ConflictError(message.format(path=shown_line(str(path))))


def render_report(report: Report, suffix: str) -> bytes:
    """The report in the format of a suffix, with its stamp; the same report gives the same bytes."""
    with speaking(report.language):
        if suffix == ".docx":
            # A third of a second to import, which only who wants it pays.
            from codebench.report import as_docx

            return stamped(as_docx.render_report(report))
        from codebench.report import as_html, as_markdown

        render = as_html.render_report if suffix == ".html" else as_markdown.render_report
        return stamped(render(report).encode())


def write_report(report: Report, path: Path) -> None:
    """Write the report to a file that is there whole or not at all.

    Raises:
        StorageError: the file system refused; what was there is untouched.
    """
    write_whole(path, render_report(report, path.suffix.lower()))
