"""Which reader takes which file: a new format is one module with a function, and one line here."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from codebench.domain.draft import Draft
from codebench.domain.errors import InputError
from codebench.i18n import _
from codebench.ingest import survey, transcript
from codebench.ingest.options import ReadOptions
from codebench.ingest.source import check_place
from codebench.ingest.wording import quoted

Reader = Callable[[Path, ReadOptions], Draft]

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": transcript.read,
        ".md": transcript.read,
        ".csv": survey.read,
        ".tsv": survey.read,
    }
)

_AS_IT_IS = ReadOptions()


def read(path: Path, *, options: ReadOptions = _AS_IT_IS) -> Draft:
    """The material in a file as the reader for its suffix understands it.

    Raises:
        InputError: no reader knows the suffix, or the file can't be read as what it says it is.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        check_place(path)
        message = _("'{name}' is of a kind that can't be read. Give one of these: {suffixes}.")
        raise InputError(message.format(name=quoted(path.name), suffixes=", ".join(READERS)))
    return reader(path, options)
