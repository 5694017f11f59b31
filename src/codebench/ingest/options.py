"""What a researcher may tell a reader beforehand; the rest is found out and named in the Draft."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from codebench.domain.draft import DocumentKind
from codebench.domain.variables import AbsenceWords, CaseKind


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """The researcher's word against the reader's guess.

    `roles` says for a column ("id", "skip", "category", "multiple", "scale", "number", "date", "text", "open")
    or for a speaker's label ("moderator", "participant", "collective", "text": no label at all) what it is.
    `kind` TRANSCRIPT or NOTE says how a text is to be read, None lets the reader decide; `case_kind` is whose a
    note is. `absence` holds the words that mean "no answer".
    """

    roles: Mapping[str, str] = field(default_factory=dict)
    kind: DocumentKind | None = None
    case_kind: CaseKind = CaseKind.PERSON
    absence: AbsenceWords = field(default_factory=AbsenceWords)
