"""Which reader takes which file: a new format is one module with a function, and one line here."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from codebench.domain.draft import Draft
from codebench.domain.errors import InputError
from codebench.i18n import _
from codebench.ingest import survey, transcript, workbook
from codebench.ingest.documents import SUFFIXES
from codebench.ingest.options import ReadOptions
from codebench.ingest.source import check_place
from codebench.ingest.wording import quoted

Reader = Callable[[ReadOptions], Draft]
"""A file that was opened: it gives its Draft, as often as options change."""


READERS: Mapping[str, Callable[[Path], Reader]] = MappingProxyType(
    {
        **dict.fromkeys(SUFFIXES, transcript.opened),
        **dict.fromkeys((".csv", ".tsv", *workbook.SUFFIXES), survey.opened),
    }
)

_AS_IT_IS = ReadOptions()


def opened(path: Path, encoding: str | None = None, called: str | None = None) -> Reader:
    """A file, opened by the reader for its suffix.

    Of a document `encoding` is that of plain text where it can't be found out, and `called` its name in the project
    where that is not the file's.

    Raises:
        InputError: no reader knows the suffix, or the file can't be read as what it says it is.
    """
    suffix = path.suffix.lower()
    if suffix == ".txt" and encoding is None and survey.is_table(path):
        return survey.opened(path)
    if suffix in SUFFIXES:
        return transcript.opened(path, encoding, called)
    open_ = READERS.get(suffix)
    if open_ is None:
        check_place(path)
        message = _("'{name}' is of a kind that can't be read. Give one of these: {suffixes}.")
        raise InputError(message.format(name=quoted(path.name), suffixes=", ".join(READERS)))
    return open_(path)


def read(path: Path, *, options: ReadOptions = _AS_IT_IS) -> Draft:
    """The material in a file as the reader for its suffix understands it.

    Raises:
        InputError: no reader knows the suffix, or the file can't be read as what it says it is.
    """
    return opened(path, options.encoding)(options)
