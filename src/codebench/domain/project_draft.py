"""A whole project of another tool, as any reader of such files yields it: codebook, texts, codings, cases, memos.

Everything points at everything else by GUID (32 small hexadecimal digits); only the documents stream, so that a project
of ten thousand texts is never held in memory.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from codebench.domain.variables import Value, VariableType

OTHER_TOOLS = (".qdpx", ".qde", ".qda", ".sqlite3", ".sqlite", ".db")
"""The suffixes of other tools' projects: REFI-QDA, QualCoder and Taguette; in small letters."""


@dataclass(frozen=True, slots=True)
class CoderRecord:
    """Who coded there."""

    guid: str
    name: str


@dataclass(frozen=True, slots=True)
class CodeRecord:
    """A code; `parent` is the GUID of the code that it hangs under. Siblings stand in their order.

    `is_codable` is false for what was only a heading there. `colour` is "#rrggbb" or empty.
    """

    guid: str
    name: str
    parent: str | None = None
    description: str = ""
    colour: str = ""
    is_codable: bool = True


@dataclass(frozen=True, slots=True)
class VariableRecord:
    """A variable of cases."""

    guid: str
    name: str
    type: VariableType


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """A case with its values by the GUID of their variable, and the documents that are wholly about it."""

    guid: str
    name: str
    values: Mapping[str, Value] = field(default_factory=dict)
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodingRecord:
    """One code on one passage [start, end) of the frozen text, in code points.

    `coder` is a GUID, None where the file doesn't say who. Where the place is not certain `doubt` says why, and what
    the file itself says of it; `start` and `end` are then the best guess.
    """

    guid: str
    code: str
    start: int
    end: int
    coder: str | None = None
    created_at: str = ""
    memo: str = ""
    doubt: str = ""


class Target(StrEnum):
    """What a memo can be about."""

    PROJECT = "project"
    DOCUMENT = "document"
    PASSAGE = "passage"
    CODE = "code"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class MemoRecord:
    """A memo on the project, or on what has the GUID `about`; on a passage it comes with its document, and a place."""

    guid: str
    target: Target
    about: str
    body: str
    title: str = ""
    coder: str | None = None
    created_at: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A text, frozen, with all that lies on it.

    `passages` say of stretches which case (by GUID) speaks there; `values` are of the document itself, that is of the
    case that it belongs to.
    """

    guid: str
    name: str
    text: str
    codings: tuple[CodingRecord, ...] = ()
    memos: tuple[MemoRecord, ...] = ()
    passages: tuple[tuple[str, int, int], ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)


class Fate(StrEnum):
    """What became of something in the file."""

    CAME = "came"
    THERE = "there already"
    LEFT = "could not come"
    CHANGED = "changed"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of a loss report: what became of how many things, and which or why."""

    fate: Fate
    what: str
    n: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    """A project of another tool.

    `tool` is what wrote it, as the file says; `convention` says in words how its positions were understood, and
    whether that is certain. `documents` yields the texts anew at each call. `remarks` are about what the reader itself
    left or changed. `checksum` is the SHA-256 of the file.
    """

    source: str
    format: str
    tool: str
    name: str
    checksum: str
    documents: Callable[[], Iterator[DocumentRecord]]
    convention: str = ""
    coders: tuple[CoderRecord, ...] = ()
    codes: tuple[CodeRecord, ...] = ()
    variables: tuple[VariableRecord, ...] = ()
    cases: tuple[CaseRecord, ...] = ()
    memos: tuple[MemoRecord, ...] = ()
    remarks: tuple[Remark, ...] = ()
    n_documents: int = 0
