"""Which reader takes which codebook: a new format is one module with a function, and one line here."""

from collections.abc import Callable
from pathlib import Path

from codebench.domain.codebook import CodebookDraft
from codebench.exchange.codebook_table import read_codebook_table
from codebench.exchange.codebook_word import read_codebook_word
from codebench.exchange.codebook_yaml import read_codebook
from codebench.exchange.refi.codebook import read_qdc

SUFFIXES = (".yaml", ".yml", ".qdc", ".csv", ".tsv", ".xlsx", ".docx")
"""The suffixes of the files that hold a codebook; in small letters."""

_READERS: dict[str, Callable[[Path], CodebookDraft]] = {
    ".qdc": read_qdc,
    ".qde": read_qdc,
    ".csv": read_codebook_table,
    ".tsv": read_codebook_table,
    ".xlsx": read_codebook_table,
    ".docx": read_codebook_word,
}


def read_any_codebook(path: Path) -> CodebookDraft:
    """The codebook in a file: REFI-QDA (.qdc), a table (.csv, .xlsx, or in Word), else YAML.

    Raises:
        InputError: it is no codebook; the sentence names the file and what to do.
    """
    return _READERS.get(path.suffix.lower(), read_codebook)(path)
