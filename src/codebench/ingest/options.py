"""What a researcher may tell a reader beforehand; the rest is found out and named in the Draft."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from codebench.domain.draft import DocumentKind
from codebench.domain.variables import AbsenceWords, CaseKind
from codebench.ingest.recipe import Recipe


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """The researcher's word against the reader's guess.

    `roles` says for a column ("id", "skip", "category", "multiple", "scale", "number", "date", "text", "open")
    or for a speaker's label ("moderator", "participant", "collective", "text": no label at all) what it is; `names`
    says who a label is: labels with one name are one speaker, and a name with a `/` in it is a case that the project
    has already (`group/name`, `/name`). `pattern` is a regular expression for the label at the beginning of a line,
    `headings` are words with which a line begins a section. `kind` TRANSCRIPT or NOTE says how a text is to be read,
    None lets the reader decide; `case_kind` is whose a note is, and who answers a survey. `encoding` is that of a
    plain text where it can't be found out. `absence` holds the words that mean "no answer"; a survey's `recipe` has
    its own.
    """

    roles: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    pattern: str | None = None
    headings: tuple[str, ...] = ()
    kind: DocumentKind | None = None
    case_kind: CaseKind = CaseKind.PERSON
    encoding: str | None = None
    absence: AbsenceWords = field(default_factory=AbsenceWords)
    recipe: Recipe | None = None
