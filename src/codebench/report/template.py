"""What a report is to hold: its title, over which material, which groups, and which tables beside its chapters."""

from dataclasses import dataclass
from enum import StrEnum


class Exhibit(StrEnum):
    """A table that a template asks for beside those of the chapters, by what it shows."""

    SCALES = "scales"
    ANSWERS = "answers"
    FOLDED = "folded"
    FAMILIES = "families"
    SECTIONS = "sections"
    COOCCURRENCE = "cooccurrence"
    NEW_CODES = "new-codes"


@dataclass(frozen=True, slots=True)
class ExhibitRequest:
    """One such table: of which variables or codes (`of`), split `by` a variable, in the chapter of this name.

    Without a chapter it stands in that of the figures. `is_stacked` where its picture is a bar of 100 % per group.
    `line` is where the template asks for it.
    """

    kind: Exhibit
    of: tuple[str, ...] = ()
    by: str | None = None
    chapter: str = ""
    line: int = 1
    is_stacked: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A report to be made.

    `documents`, `questions` and `sections` (names or patterns as `focusgroep-*`) narrow the material, `where` the cases
    (variable, value). Groups are the values of the variables in `by`, quotes are cited by those in `traits`, at most
    `quotes` in a chapter. `themes` names the chapters in order (themes or top codes; all of them where empty).
    A difference is named where the adjusted p is below `alpha` and V at least `least_v`. `is_given` where the codebook
    was there before the material, `in_words` where shares are told in words as well. `name` is what the file is called.
    """

    name: str
    title: str
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    level: str | None = None
    of: str = "reviewed"
    coder: str | None = None
    by: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    quotes: int = 6
    alpha: float = 0.05
    least_v: float = 0.1
    min_cell: int = 0
    is_given: bool = False
    in_words: bool = False
    exhibits: tuple[ExhibitRequest, ...] = ()
