"""Codings outside a project: rows of a table that say where, which code, by whom."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodingDraft:
    """One row: a document, or a respondent and a question; a place by offsets, by a quote or both; a code and coder.

    `line` is the row's line in its file. Without offsets and quote the whole document is meant.
    """

    line: int
    document: str
    respondent: str
    question: str
    start: int | None
    end: int | None
    quote: str
    code: str
    coder: str
    memo: str
    origin: str = "import"
