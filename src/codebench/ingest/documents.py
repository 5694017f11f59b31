"""Which format reader takes which document: a new format is one module with a function, and one line here."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from codebench.domain.errors import InputError
from codebench.i18n import _
from codebench.ingest.formats import docx, odt, pdf, plain, rtf, subtitles
from codebench.ingest.formats.file import DocumentFile, damaged, load, without_text
from codebench.ingest.formats.kinds import kind_of, named
from codebench.ingest.lines import DocumentText
from codebench.ingest.source import inspect
from codebench.ingest.wording import quoted

_FORMATS: Mapping[str, Callable[[DocumentFile], DocumentText]] = MappingProxyType(
    {".docx": docx.read, ".odt": odt.read, ".rtf": rtf.read, ".pdf": pdf.read}
)
_SUBTITLES = (".srt", ".vtt")

SUFFIXES = (".txt", ".md", *_FORMATS, *_SUBTITLES)
"""The suffixes of documents, in small letters."""


def lines_of(path: Path, encoding: str | None = None) -> DocumentText:
    """The lines of a document, by the reader for its suffix; a text without one is read as plain text.

    `encoding` is the researcher's word for a plain text (mac_roman); None finds it out.

    Raises:
        InputError: the file can't be read as what it says it is, or holds no text.
    """
    suffix = path.suffix.lower()
    file = load(path)
    kind = kind_of(file)
    if kind is not None and kind != suffix:
        raise _mislabelled(file, suffix, kind)
    reader = _FORMATS.get(suffix)
    if reader is None:
        source = inspect(path, encoding)
        return subtitles.read(source, suffix[1:]) if suffix in _SUBTITLES else plain.read(source)
    if kind is None:
        raise _mislabelled(file, suffix, None)
    try:
        document = reader(file)
    except RecursionError as error:
        raise damaged(file.name) from error
    if not any(line.text for line in document.lines):
        raise without_text(file.name)
    return document


def _mislabelled(file: DocumentFile, suffix: str, kind: str | None) -> InputError:
    if kind is None:
        message = _("'{name}' is called {suffix} but is no such file. Open it in its own program and save it again.")
        return InputError(message.format(name=quoted(file.name), suffix=suffix))
    if kind in SUFFIXES:
        message = _("'{name}' is {what} inside. Give it the suffix {kind} and read it again.")
    else:
        message = _("'{name}' is {what} inside. Open it in its own program and save it as .docx, .odt or .txt.")
    return InputError(message.format(name=quoted(file.name), what=named(kind), kind=kind))
