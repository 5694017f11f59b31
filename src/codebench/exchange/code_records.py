"""Codes as other tools have them, made a codebook of ours: names that a tree can have, each once among its siblings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from codebench.domain.codebook import CodebookDraft, CodeDraft, CodeFields
from codebench.domain.codetree import MOST_CHARACTERS, name_key
from codebench.domain.project_draft import CodeRecord
from codebench.i18n import _

_DEEPEST = 50
_NOTHING: Mapping[str, CodeFields] = {}


def codebook_of(name: str, codes: Iterable[CodeRecord], told: Mapping[str, CodeFields] = _NOTHING) -> CodebookDraft:
    """A codebook that holds these codes, their descriptions as definitions; `told` says more of some, by GUID."""
    below: dict[str | None, list[CodeRecord]] = {}
    for code in fitting(codes):
        below.setdefault(code.parent, []).append(code)

    def drafts(parent: str | None) -> tuple[CodeDraft, ...]:
        return tuple(
            CodeDraft(
                code.name,
                _fields(code).overlaid(told.get(code.guid, CodeFields())),
                drafts(code.guid),
                code.is_archived,
            )
            for code in below.get(parent, ())
        )

    return CodebookDraft(name, drafts(None))


def _fields(code: CodeRecord) -> CodeFields:
    return CodeFields(definition=code.description, colour=code.colour)


def fitting(codes: Iterable[CodeRecord]) -> Iterator[CodeRecord]:
    """The same codes, parents first, with names that fit our tree; a GUID that comes again is passed over.

    A name is one line of at most 120 characters without ">"; siblings of one name get a number. A code whose parent is
    not there, or comes later, stands at the top; nothing hangs deeper than 50 levels.
    """
    taken: set[tuple[str | None, str]] = set()
    levels: dict[str | None, int] = {None: 0}
    parents: dict[str, str | None] = {}
    for code in codes:
        if code.guid in levels:
            continue
        parent = code.parent if code.parent in levels else None
        if parent is not None and levels[parent] >= _DEEPEST:
            parent = parents[parent]
        levels[code.guid], parents[code.guid] = levels[parent] + 1, parent
        name = clean = _one_line(code.name)
        number = 2
        while (parent, name_key(name)) in taken:
            ending = f" ({number})"
            name = clean[: MOST_CHARACTERS - len(ending)] + ending
            number += 1
        taken.add((parent, name_key(name)))
        yield replace(code, name=name, parent=parent)


def _one_line(name: str) -> str:
    bare = " ".join(name.replace(">", "›").split())
    return bare[:MOST_CHARACTERS].strip() or _("(no name)")
