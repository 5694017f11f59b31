"""A codebook outside a project: codes with typed fields in a tree, as a file holds them."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from codebench.i18n import _

TEXT_FIELDS = ("definition", "include_when", "exclude_when", "example", "counter_example")
MEANING = ("definition", "include_when", "exclude_when")
LIST_FIELDS = ("keywords", "aliases", "rules")


def field_labels() -> dict[str, str]:
    """What each field of a code is called to people."""
    return {
        "definition": _("Definition"),
        "include_when": _("Use when"),
        "exclude_when": _("Not when"),
        "example": _("Example"),
        "counter_example": _("Counter-example"),
        "keywords": _("Keywords"),
        "aliases": _("Also called"),
        "rules": _("Rules"),
        "colour": _("Colour"),
        "mark": _("Mark"),
    }


# Letters by their category that take no place on a screen: the Hangul fillers, and vowels and endings alone.
_FILLERS = dict.fromkeys(map(chr, (*range(0x1160, 0x1200), 0x115F, 0x3164, 0xFFA0, *range(0xD7B0, 0xD800))), 0)


def is_mark(text: str) -> bool:
    """Whether this can stand for a code in the margin: letters, figures or signs, at most two columns wide."""
    text = unicodedata.normalize("NFC", text)
    widths = [_FILLERS.get(char, 2 if unicodedata.east_asian_width(char) in "WF" else 1) for char in text]
    return 1 <= sum(widths) <= 2 and all(widths) and all(unicodedata.category(char)[0] in "LNPS" for char in text)


@dataclass(frozen=True, slots=True)
class CodeFields:
    """The typed fields of a code; empty where nothing was written.

    `colour` is "#rrggbb" or empty, `mark` one or two letters or signs that stand for the code in the margin, or empty.
    """

    definition: str = ""
    include_when: str = ""
    exclude_when: str = ""
    example: str = ""
    counter_example: str = ""
    keywords: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    colour: str = ""
    mark: str = ""

    @property
    def is_more_than_defined(self) -> bool:
        """Whether something is filled besides definition and colour."""
        return replace(self, definition="", colour="") != CodeFields()

    def means_other(self, other: "CodeFields") -> bool:
        """Whether the other fields say something else about what the code is for: keywords and colours do not."""
        return any(getattr(self, name) != getattr(other, name) for name in MEANING)

    def overlaid(self, newer: "CodeFields") -> "CodeFields":
        """These fields with what `newer` fills put over them; what it leaves empty stays."""
        filled = {field.name: getattr(newer, field.name) for field in fields(newer) if getattr(newer, field.name)}
        return replace(self, **filled)


@dataclass(frozen=True, slots=True)
class CodeDraft:
    """A code in a file, with its sub-codes in order; `is_archived` where the file says that it is put away."""

    name: str
    fields: CodeFields = CodeFields()
    children: tuple["CodeDraft", ...] = ()
    is_archived: bool = False


@dataclass(frozen=True, slots=True)
class SetDraft:
    """A set of codes in a file: its name, and its codes in order, each by the names from the root down to itself."""

    name: str
    codes: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class CodebookDraft:
    """A codebook as a file holds it."""

    name: str
    codes: tuple[CodeDraft, ...]
    language: str = "nl"
    description: str = ""
    sets: tuple[SetDraft, ...] = ()

    def walk(self) -> Iterator[tuple[tuple[str, ...], CodeDraft]]:
        """Each code, parents first, with the names from the root down to itself."""

        def down(above: tuple[str, ...], codes: tuple[CodeDraft, ...]) -> Iterator[tuple[tuple[str, ...], CodeDraft]]:
            for code in codes:
                path = (*above, code.name)
                yield path, code
                yield from down(path, code.children)

        return down((), self.codes)

    def sets_by_code(self) -> dict[tuple[str, ...], list[str]]:
        """The names of the sets that each code is in, by its names from the root down to itself."""
        found: dict[tuple[str, ...], list[str]] = {}
        for each in self.sets:
            for path in each.codes:
                found.setdefault(path, []).append(each.name)
        return found


@dataclass(frozen=True, slots=True)
class CodebookChange:
    """What taking in a codebook file does to one code: `added`, `changed` (with the fields), or `same`.

    Where it is about a set of codes `is_set` says so; its fields are then the codes that come into it.
    """

    path: str
    kind: str
    fields: tuple[str, ...] = ()
    is_set: bool = False
