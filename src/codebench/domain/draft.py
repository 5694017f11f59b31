"""The Draft: what any reader of any format yields, before anything is taken in.

A new format is one function that returns a Draft. Records stream: a survey of 100,000 respondents is
never held in memory. What comes by the hundred thousand is a named tuple, made in a third of the time of a frozen
dataclass.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from codebench.domain.variables import Absence, CaseKind, Role, Value, VariableType


class DocumentKind(StrEnum):
    """What a text is."""

    TRANSCRIPT = "transcript"
    NOTE = "note"
    ANSWER = "answer"


class UnitKind(StrEnum):
    """What is coded and counted."""

    TURN = "turn"
    PARAGRAPH = "paragraph"
    ANSWER = "answer"


class UnitDraft(NamedTuple):
    """A unit's place in its document's text, in code points, half-open.

    `start` is where it begins, with the speaker's label if the text holds one; `body_start` where the speech
    itself begins; `section` is an index into the document's sections; `time_ms` is when it was spoken, in
    milliseconds from the start of the recording.
    """

    kind: UnitKind
    start: int
    body_start: int
    end: int
    case: str | None = None
    section: int | None = None
    time_ms: int | None = None


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """A stretch of a document under one heading (a period, a question of the guide)."""

    title: str
    start: int
    end: int


class CaseDraft(NamedTuple):
    """A case that the material names.

    `key` is how other records of the same draft point at it; `group` is the key of the case it belongs to;
    `values` are by variable name. `existing` is the path (`group/name`, or `/name` of one without group) of the case
    of the project that it is said to be; then nothing else of it counts.
    """

    key: str
    name: str
    kind: CaseKind = CaseKind.PERSON
    role: Role = Role.PARTICIPANT
    group: str | None = None
    values: Mapping[str, Value] = MappingProxyType({})
    existing: str | None = None


class DocumentDraft(NamedTuple):
    """A text (LF line ends, see `domain.text.freeze`) with its units in order, not overlapping.

    An answer has a `question` (its name) and a `case`; where `absence` is set the text is kept as it was
    written but is not asked to be coded.
    """

    name: str
    kind: DocumentKind
    text: str
    units: tuple[UnitDraft, ...] = ()
    sections: tuple[SectionDraft, ...] = ()
    case: str | None = None
    question: str | None = None
    absence: Absence | None = None


@dataclass(frozen=True, slots=True)
class VariableDraft:
    """A variable that the material brings, with its options in order where it has them."""

    name: str
    type: VariableType
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """An open question: its short name (unique in the project) and its wording."""

    name: str
    wording: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that the reader could not be sure of: where, what, and what it did."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the preview: what was recognised (a label, a column), as what, with examples or counts."""

    what: str
    role: str
    detail: str


@dataclass(frozen=True, slots=True)
class LabelFinding:
    """A label that may be a speaker's: as it is written most, who it was taken for, as what, and how often.

    `role` is a speaker's role, or "text" where it was left in the text. `example` is the first thing said behind it;
    `doubt` a sentence where the reader wasn't sure, else empty.
    """

    label: str
    name: str
    role: str
    turns: int
    example: str = ""
    doubt: str = ""


Record = CaseDraft | DocumentDraft


@dataclass(frozen=True, slots=True)
class Draft:
    """Material as a reader understood it.

    `records` yields cases and documents anew at each call; a case comes before the first record that points
    at it. `checksum` is the SHA-256 of the source file's bytes, by which a second import is recognised. Of a transcript
    `convention` says in words how its speakers were told, and `labels` holds what may be one.
    """

    source: str
    format: str
    checksum: str
    records: Callable[[], Iterator[Record]]
    variables: tuple[VariableDraft, ...] = ()
    questions: tuple[QuestionDraft, ...] = ()
    findings: tuple[Finding, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    convention: str = ""
    labels: tuple[LabelFinding, ...] = ()
    n_documents: int = 0
    n_units: int = 0
    n_cases: int = 0
    recipe: str = ""
