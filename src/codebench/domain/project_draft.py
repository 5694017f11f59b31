"""A whole project of another tool, as any reader of such files yields it: codebook, texts, codings, cases, memos.

Everything points at everything else by GUID (32 small hexadecimal digits); only the documents stream, so that a project
of ten thousand texts is never held in memory.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from codebench.domain.codebook import CodeFields
from codebench.domain.draft import DocumentKind, SectionDraft, UnitDraft
from codebench.domain.variables import Absence, CaseKind, Role, Value, VariableType

OTHER_TOOLS = (".qdpx", ".qde", ".qda", ".sqlite3", ".sqlite", ".db")
"""The suffixes of other tools' projects: REFI-QDA, QualCoder and Taguette; in small letters."""


@dataclass(frozen=True, slots=True)
class CoderRecord:
    """Who coded there; `is_consensus` where it is what coders settled on."""

    guid: str
    name: str
    is_consensus: bool = False


@dataclass(frozen=True, slots=True)
class CodeRecord:
    """A code; `parent` is the GUID of the code that it hangs under. Siblings stand in their order.

    `is_codable` is false for what was only a heading there. `colour` is "#rrggbb" or empty. `fields` are what codebench
    itself wrote, None where another tool did: then the description is all there is. One that `is_archived` is put away.
    """

    guid: str
    name: str
    parent: str | None = None
    description: str = ""
    colour: str = ""
    is_codable: bool = True
    fields: CodeFields | None = None
    is_archived: bool = False


@dataclass(frozen=True, slots=True)
class VariableRecord:
    """A variable of cases, with its options in order where the file says so."""

    guid: str
    name: str
    type: VariableType
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """A case with its values by the GUID of their variable, and the documents that are wholly about it.

    `kind`, `role` and `parent` (the GUID of the case that it belongs to) are what codebench itself wrote.
    """

    guid: str
    name: str
    values: Mapping[str, Value] = field(default_factory=dict)
    documents: tuple[str, ...] = ()
    kind: CaseKind | None = None
    role: Role = Role.PARTICIPANT
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """An open question of a survey; only codebench writes of one."""

    guid: str
    name: str
    wording: str


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
    memos: tuple["MemoRecord", ...] = ()


class Target(StrEnum):
    """What a memo can be about."""

    PROJECT = "project"
    DOCUMENT = "document"
    PASSAGE = "passage"
    CODE = "code"
    CASE = "case"
    UNIT = "unit"
    QUESTION = "question"
    CODING = "coding"


@dataclass(frozen=True, slots=True)
class MemoRecord:
    """A memo on the project, or on what has the GUID `about`; on a passage or unit it has a document and a place.

    `kind` is one of ours, "" where the file doesn't say; `linked` are GUIDs of the codings that it links to besides.
    """

    guid: str
    target: Target
    about: str
    body: str
    title: str = ""
    coder: str | None = None
    created_at: str = ""
    start: int = 0
    end: int = 0
    kind: str = ""
    linked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Structure:
    """What codebench itself wrote of a document: what it is, its units (`case` is a GUID), and who has judged which.

    An answer has the GUIDs of its question and its case. `judged` names units by their index, coders by GUID.
    """

    kind: DocumentKind
    units: tuple[UnitDraft, ...] = ()
    sections: tuple[SectionDraft, ...] = ()
    case: str | None = None
    question: str | None = None
    absence: Absence | None = None
    judged: tuple[tuple[str, tuple[int, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A text, frozen, with all that lies on it.

    `passages` say of stretches which case (by GUID) speaks there; `values` are of the document itself, that is of the
    case that it belongs to. Where there is a `structure`, it says all of that and more.
    """

    guid: str
    name: str
    text: str
    codings: tuple[CodingRecord, ...] = ()
    memos: tuple[MemoRecord, ...] = ()
    passages: tuple[tuple[str, int, int], ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    structure: Structure | None = None


@dataclass(frozen=True, slots=True)
class SetRecord:
    """Codes that belong together under a name; `is_theme` where codebench wrote a theme."""

    guid: str
    name: str
    description: str
    codes: tuple[str, ...]
    is_theme: bool = False


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """A named link from one code to another, by their GUIDs, and what somebody wrote about it."""

    start: str
    end: str
    name: str
    note: str = ""


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
class Way:
    """One way in which a file may count positions: its name to choose it by, in words, and how passages read in it.

    `examples` are (document, words in brackets with what is around them), the same passages for every way of a file.
    """

    name: str
    told: str
    is_likely: bool
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    """A project of another tool.

    `tool` is what wrote it, as the file says; `convention` says in words how its positions were understood, and
    whether that is certain; `ways` are those to choose from, none where the file itself says it. `documents` yields
    the texts anew at each call. `remarks` are about what the reader itself left or changed. `checksum` is the SHA-256
    of the file.
    """

    source: str
    format: str
    tool: str
    name: str
    checksum: str
    documents: Callable[[], Iterator[DocumentRecord]]
    convention: str = ""
    ways: tuple[Way, ...] = ()
    coders: tuple[CoderRecord, ...] = ()
    codes: tuple[CodeRecord, ...] = ()
    variables: tuple[VariableRecord, ...] = ()
    cases: tuple[CaseRecord, ...] = ()
    questions: tuple[QuestionRecord, ...] = ()
    sets: tuple[SetRecord, ...] = ()
    links: tuple[LinkRecord, ...] = ()
    memos: tuple[MemoRecord, ...] = ()
    remarks: tuple[Remark, ...] = ()
    n_documents: int = 0
