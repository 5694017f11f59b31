"""Read models: what the faces get to show. Frozen, and valid for the moment they were read."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from codebench.domain.codebook import CodeFields
from codebench.domain.draft import DocumentKind, UnitKind
from codebench.domain.variables import Absence, CaseKind, Role, Value, VariableType


@dataclass(frozen=True, slots=True)
class CoderInfo:
    """Who codes."""

    id: int
    guid: str
    name: str


class Stage(StrEnum):
    """How far a coder is with a text or question, in one word."""

    NOT_BEGUN = "not begun"
    BEGUN = "begun"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one coder is: units that ask to be judged, those judged, those with a coding, and codings.

    The moderator's turns ask nothing and are in none of these counts of units.
    """

    units: int
    reviewed: int
    coded: int
    codings: int

    @property
    def stage(self) -> Stage:
        """Done is where all that asks to be judged is; begun, where something is judged or coded."""
        if self.reviewed >= self.units:
            return Stage.DONE
        return Stage.BEGUN if self.reviewed or self.codings else Stage.NOT_BEGUN


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document in a list, with the progress of the coder who asked; `group` is the case that a text belongs to."""

    id: int
    guid: str
    kind: DocumentKind
    name: str
    status: str
    version: int
    length: int
    progress: Progress
    group: str = ""


@dataclass(frozen=True, slots=True)
class QuestionInfo:
    """An open question in a list: `progress` over its answers; `absent` counts the answers by kind of absence."""

    id: int
    name: str
    wording: str
    answers: int
    absent: dict[Absence, int]
    progress: Progress


@dataclass(frozen=True, slots=True)
class UnitInfo:
    """A unit's place in the current text of its document, and whose it is.

    `time_ms` is when it was spoken, in milliseconds from the start of the recording, where the file said so.
    """

    id: int
    document_id: int
    kind: UnitKind
    position: int
    start: int
    body_start: int
    end: int
    case_id: int | None
    case: str
    moderator: bool
    section: str
    time_ms: int | None = None


@dataclass(frozen=True, slots=True)
class SectionInfo:
    """A stretch of the text under one heading."""

    title: str
    start: int
    end: int


class CodingInfo(NamedTuple):
    """A coding on the current text of its document; `weight` (0 to 100) where its coder gave one, `starred` a quote.

    `is_linked` where a memo about something else links to it. A tuple, for tens of thousands of them are made when a
    text is opened.
    """

    id: int
    guid: str
    document_id: int
    start: int
    end: int
    code_id: int
    coder_id: int
    coder: str
    origin: str
    has_memo: bool
    weight: int | None = None
    starred: bool = False
    is_linked: bool = False


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document opened: everything that the coding screen shows. `reviewed` holds ids of units."""

    info: DocumentInfo
    text: str
    units: tuple[UnitInfo, ...]
    sections: tuple[SectionInfo, ...]
    codings: tuple[CodingInfo, ...]
    reviewed: frozenset[int]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer in the answers list; `codes` are (coding id, code id) in order of place."""

    document_id: int
    unit_id: int | None
    case: str
    text: str
    absence: Absence | None
    reviewed: bool
    codes: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class CodeInfo:
    """A code in the tree: its full path, depth from 0, fields, and the codings seen.

    `n_codings` are its own, `n_total` those of itself and all below it. One that `is_archived` (itself, or with a code
    above it) is put away: it is not offered to code with.
    """

    id: int
    guid: str
    parent: int | None
    name: str
    path: str
    depth: int
    colour: str
    revision: int
    fields: CodeFields
    n_codings: int
    n_total: int
    is_archived: bool = False


@dataclass(frozen=True, slots=True)
class CaseInfo:
    """A case, the case it belongs to, and its values by variable name (several where a variable allows)."""

    id: int
    guid: str
    name: str
    kind: CaseKind
    role: Role
    group_id: int | None
    group: str
    n_units: int
    values: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VariableInfo:
    """A variable with its options in order and the number of cases that have a value."""

    id: int
    name: str
    type: VariableType
    options: tuple[str, ...]
    n_cases: int


@dataclass(frozen=True, slots=True)
class MemoInfo:
    """A memo; `target` says in words what it is about, of the kind `subject`; the last ids say where to go.

    `n_linked` counts the codings that it links to besides, as far as they stand and may be seen.
    """

    id: int
    guid: str
    kind: str
    private: bool
    coder: str
    target: str
    title: str
    body: str
    created_at: str
    changed_at: str
    document_id: int | None
    start: int | None
    end: int | None
    subject: str
    code_id: int | None = None
    n_linked: int = 0


@dataclass(frozen=True, slots=True)
class ActInfo:
    """An act in the audit trail; `undone` when it no longer stands."""

    id: int
    kind: str
    coder: str
    coder_guid: str
    at: str
    summary: str
    undone: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a search term stands: the found text with what is before and after it on its line.

    `codes` are the names of the codes that the present coder has there.
    """

    document_id: int
    version_id: int
    document: str
    unit_id: int | None
    case: str
    start: int
    end: int
    before: str
    found: str
    after: str
    is_moderator: bool
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EditEffect:
    """What an edit of a text does to one coding: the outcome, the quote before and (where it lives on) after."""

    coding_id: int
    code: str
    coder: str
    outcome: str
    before: str
    after: str | None


@dataclass(frozen=True, slots=True)
class ProjectInfo:
    """The project at a glance."""

    name: str
    path: str
    coder: str
    coders: tuple[str, ...]
    documents: int
    questions: int
    answers: int
    cases: int
    codes: int
    codings: int
    read_only: bool
