"""What was found for each code: its codings and the cases that have it, sub-codes rolled up as a union.

numpy is imported where codings are counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from codebench.analysis.crowds import Crowd
from codebench.analysis.groups import Groups
from codebench.analysis.reading import for_each, in_order
from codebench.analysis.scope import Scope
from codebench.domain.codetree import CodeNode, CodeTree, name_key
from codebench.domain.errors import NotFoundError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.store.connection import Store

ALONE = Groups()
"""No groups: what was found is counted as a whole."""


@dataclass(slots=True)
class Found:
    """What was found for a code: its cases; its codings, in all and by group; those of no case, and across turns."""

    cases: Crowd
    codings: list[int]
    nobodys: int = 0
    across: int = 0


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code in a table: its id, what it is called there, its depth, and what it has with its sub-codes."""

    id: int
    label: str
    depth: int
    below: Found


class Coded:
    """The codes as a tree, and what each has of its own and with its sub-codes."""

    def __init__(self, tree: CodeTree, own: Mapping[int, Found], groups: Groups) -> None:
        self.tree = tree
        self._below = {
            node.id: together((own[each.id] for each in tree.subtree(node.id)), groups) for node, _depth in tree.walk()
        }
        self.everything = together((self._below[root.id] for root in tree.roots), groups)
        """What all codes have together."""

    def below(self, code: int) -> Found:
        """What a code has with its sub-codes."""
        return self._below[code]

    def used(self) -> list[tuple[CodeNode, int, Found]]:
        """Each code with its depth and what it has with its sub-codes; top codes without codings are left out."""
        found = []
        is_used = False
        for node, depth in self.tree.walk():
            below = self._below[node.id]
            is_used = below.codings[0] > 0 if depth == 0 else is_used
            if is_used:
                found.append((node, depth, below))
        return found

    def rows(self, members: Sequence[int] | None = None) -> tuple[list[CodeRow], int]:
        """The rows of a table of codes, and how many codes have none since they have no codings.

        Where there are `members` (of a set), these alone, in their order and each by its path.
        """
        used = self.used()
        if members is None:
            rows = [CodeRow(node.id, node.name, depth, below) for node, depth, below in used]
            return rows, len(self.tree) - len(rows)
        there = {node.id: below for node, _depth, below in used}
        rows = [CodeRow(code, self.tree.path(code), 0, there[code]) for code in members if code in there]
        return rows, len(members) - len(rows)


def code_tree(store: Store) -> CodeTree:
    """All codes: what was coded with one that is archived counts as before."""
    rows = store.tuples("SELECT id, parent_id, name, position FROM codes")
    return CodeTree(CodeNode(*row) for row in rows)


def codes_of_set(store: Store, name: str | None) -> list[int] | None:
    """The codes of the set of this name, in its order; None where no set is named.

    Raises:
        NotFoundError: there is none, or several have the name.
    """
    if name is None:
        return None
    rows = store.tuples("SELECT id, name FROM themes WHERE kind = 'set' ORDER BY position, id")
    found = [row_id for row_id, there in rows if name_key(there) == name_key(name)]
    if len(found) != 1:
        names = ", ".join(shown_line(there) for _id, there in rows) or "–"
        message = _("There is no set '{name}', or more than one; this project has: {names}.")
        raise NotFoundError(message.format(name=shown_line(name), names=names))
    query = "SELECT code_id FROM theme_codes WHERE theme_id = ? ORDER BY position, id"
    return [row[0] for row in store.tuples(query, found)]


def coded(store: Store, scope: Scope, groups: Groups = ALONE) -> Coded:
    """What was found for each code in a scope; codings by group only where groups are given."""
    tree = code_tree(store)
    places = {coder: scope.places_of(coder) for coder in scope.layer.coders}
    flags = [scope.flags(group) for group in groups.crowds]
    codes = [node.id for node, _depth in tree.walk()]

    found = for_each(store, codes, lambda reader, code: _of_code(reader, scope, places, flags, code))
    return Coded(tree, found, groups)


def _of_code(store: Store, scope: Scope, places_of: Mapping[int, Any], flags: Sequence[Any], code_id: int) -> Found:
    """What a code has of its own; units count at the place that they have for each coder."""
    found = Found(0, [0] * (1 + len(flags)))
    across: dict[int, set[int]] = {}
    query = (
        "SELECT coding_id, unit_id FROM coding_units WHERE code_id = :code AND coder_id = :coder AND is_alone = :alone"
        " ORDER BY case_id, coding_id, unit_id"
    )
    for coder, place in places_of.items():
        params = {"code": code_id, "coder": coder}
        places = place[in_order(store, query, ["unit_id"], params | {"alone": 1}, arrays=True)[0]]
        found.cases |= scope.crowd(places)
        found.nobodys += int((places == scope.nobody).sum())
        found.codings[0] += int(scope.are_cases(places).sum())
        for i, group in enumerate(flags, 1):
            found.codings[i] += int(group[places].sum())
        several = in_order(store, query, ["coding_id", "unit_id"], params | {"alone": 0}, arrays=True)
        for coding, unit in zip(*several, strict=True):
            across.setdefault(coding, set()).add(int(place[unit]))
    for places in across.values():
        counts = any(map(scope.is_case, places))
        found.across += counts
        found.nobodys += not counts and scope.nobody in places
        found.codings[0] += counts
        for i, group in enumerate(flags, 1):
            found.codings[i] += any(group[place] for place in places)
    if across:
        found.cases |= scope.crowd(chain.from_iterable(across.values()))
    return found


def together(parts: Iterable[Found], groups: Groups = ALONE) -> Found:
    """What several codes have together: their cases once, their codings added up."""
    whole = Found(0, [0] * (1 + len(groups.crowds)))
    for part in parts:
        whole.cases |= part.cases
        whole.codings = [a + b for a, b in zip(whole.codings, part.codings, strict=True)]
        whole.nobodys += part.nobodys
        whole.across += part.across
    return whole
