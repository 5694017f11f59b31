"""Which passages a query finds: evaluated over units and codings, as far as these count in the reporting layer.

`and`, `or` and `not` are about units (a turn, paragraph or answer); `near`, `inside` and `overlapping` about passages.
What is found are the codings of the codes that a query names (not those under `not`, nor those to the right of how
passages lie), in units for which it holds; a query that names none finds whole units.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from codebench.analysis.beside import Places, near, overlapping
from codebench.analysis.coded import code_tree
from codebench.analysis.groups import groups_by
from codebench.analysis.reading import by_ids, consistent, in_order
from codebench.analysis.scope import OUTSIDE, Scope, ScopeRequest, resolve
from codebench.domain.codetree import CodeTree
from codebench.domain.coding_table import HEAVIEST
from codebench.domain.errors import NotFoundError
from codebench.domain.query import ANY, And, Beside, Code, Has, Not, Or, Query, Relation, passages_of
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.store.connection import Store

Ids = frozenset[int]
_NONE: Ids = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of codings, or of units where the query names no passages; with the scope in which was looked.

    `nobodys` counts codings of the codes that are named which nobody made who counts.
    """

    codings: Ids
    units: Ids
    scope: Scope
    nobodys: int = 0


@dataclass(frozen=True, slots=True)
class _Part:
    """What a part of a query finds: the units for which it holds, and the codings in them."""

    units: Ids
    codings: Ids = _NONE


def retrieve(store: Store, query: Query, scope: ScopeRequest) -> Found:
    """What a query finds within a scope; each case counts for itself.

    Raises:
        NotFoundError: a code, variable, value, case, document, question or section that is named does not exist.
        InputError: several coders coded the same units and none was chosen.
    """
    return consistent(store, lambda: _retrieve(store, query, scope))


def _retrieve(store: Store, query: Query, asked: ScopeRequest) -> Found:
    scope = resolve(store, asked, at_level=False)
    looking = _Looking(store, scope, code_tree(store))
    found = looking.part(query)
    if passages_of(query):
        return Found(found.codings, _NONE, scope, len(looking.nobodys))
    return Found(_NONE, found.units, scope)


@dataclass(slots=True)
class _Looking:
    """Evaluates the parts of a query; the codings of a code are read once."""

    store: Store
    scope: Scope
    tree: CodeTree
    units_of: dict[int, set[int]] = field(default_factory=dict)
    nobodys: set[int] = field(default_factory=set)
    _own: dict[int, Ids] = field(default_factory=dict)
    _places_of: dict[int, list[int]] = field(default_factory=dict)
    _everywhere: Ids | None = None

    def part(self, query: Query) -> _Part:
        """What a part finds."""
        match query:
            case Code():
                return self._within(self._codings(query))
            case Has():
                return _Part(self._holding(query))
            case Not(part):
                return _Part(self._all() - self.part(part).units)
            case And(parts):
                found = [self.part(each) for each in parts]
                units = frozenset.intersection(*(each.units for each in found))
                codings = frozenset().union(*(each.codings for each in found))
                return _Part(units, frozenset(c for c in codings if not units.isdisjoint(self.units_of[c])))
            case Or(parts):
                found = [self.part(each) for each in parts]
                units, codings = (
                    frozenset().union(*(getattr(each, name) for each in found)) for name in ("units", "codings")
                )
                return _Part(units, codings)
            case Beside():
                return self._within(self._beside(query))

    def _within(self, codings: Ids) -> _Part:
        return _Part(frozenset().union(*map(self.units_of.__getitem__, codings)), codings)

    def _all(self) -> Ids:
        """The units that count for somebody."""
        if self._everywhere is None:
            self._everywhere = frozenset(self.scope.are_cases(self.scope.place).nonzero()[0].tolist())
        return self._everywhere

    # Codes

    def _codings(self, code: Code) -> Ids:
        if code.name == ANY and not code.is_exact:
            nodes = [node for node, _depth in self.tree.walk()]
        else:
            root = self.tree.find(code.name)
            nodes = [root] if code.is_exact else list(self.tree.subtree(root.id))
        found: Ids = frozenset().union(*(self._of_code(node.id) for node in nodes))
        return found if code.least is None and code.most is None else self._weighing(found, code)

    def _weighing(self, codings: Ids, code: Code) -> Ids:
        """Those that have a weight within the bounds of a code."""
        least, most = code.least or 0, HEAVIEST if code.most is None else code.most
        query = (
            "SELECT id FROM codings WHERE id IN (SELECT value FROM json_each(:ids)) AND weight BETWEEN :least AND :most"
        )
        return frozenset(by_ids(self.store, query, ["id"], sorted(codings), {"least": least, "most": most})[0])

    def _of_code(self, code: int) -> Ids:
        if code not in self._own:
            query = (
                "SELECT coding_id, unit_id FROM coding_units WHERE code_id = :code AND coder_id = :coder"
                " ORDER BY is_alone, case_id, coding_id, unit_id"
            )
            found: set[int] = set()
            units_of, nobody = self.units_of, self.scope.nobody
            for coder in self.scope.layer.coders:
                if coder not in self._places_of:
                    self._places_of[coder] = self.scope.places_of(coder).tolist()
                places = self._places_of[coder]
                read = in_order(self.store, query, ["coding_id", "unit_id"], {"code": code, "coder": coder})
                for coding, unit in zip(*read, strict=True):
                    place = places[unit]
                    if OUTSIDE < place < nobody:
                        units_of.setdefault(coding, set()).add(unit)
                        found.add(coding)
                    elif place == nobody:
                        self.nobodys.add(coding)
            self._own[code] = frozenset(found)
            self.nobodys -= found
        return self._own[code]

    def _beside(self, query: Beside) -> Ids:
        left, right = self.part(query.left).codings, self.part(query.right).codings
        spans = self._spans(left | right)
        is_near = query.relation is Relation.NEAR
        one, other = (self._places(codings, spans, in_units=is_near) for codings in (left, right))
        if is_near:
            return near(self.store, one, other, spans[0], query.words)
        return overlapping(one, other, is_inside=query.relation is Relation.INSIDE)

    def _spans(self, codings: Ids) -> Any:
        """The document of each of the codings, where it begins and ends: an array of 3 × codings by id."""
        import numpy

        query = (
            'SELECT id, document_id, start, "end" AS stop FROM codings WHERE id IN (SELECT value FROM json_each(:ids))'
        )
        ids, *columns = by_ids(self.store, query, ["id", "document_id", "start", "stop"], sorted(codings), arrays=True)
        found = numpy.zeros((3, ids.max(initial=0) + 1), dtype=numpy.int64)
        found[:, ids] = columns
        return found

    def _places(self, codings: Ids, spans: Any, *, in_units: bool = False) -> Places:
        """Where these codings lie, in their documents or once in each of their units."""
        import numpy

        if in_units:
            pairs = [(coding, unit) for coding in codings for unit in self.units_of[coding]]
            passage, within = numpy.array(pairs, dtype=numpy.int64).reshape(-1, 2).T
        else:
            passage = numpy.fromiter(codings, numpy.int64, len(codings))
            within = spans[0][passage]
        return Places(passage, within, spans[1][passage], spans[2][passage])

    # Values

    def _holding(self, has: Has) -> Ids:
        named: Mapping[str, Callable[[str], Iterable[int]]] = {
            "case": self._of_case,
            "document": self._of_document,
            "question": self._of_question,
            "section": self._of_section,
        }
        is_variable = self.store.value("SELECT 1 FROM variables WHERE name = ?", [has.name]) is not None
        if has.name.casefold() in named and not is_variable:
            found = frozenset(named[has.name.casefold()](has.value))
            if not found and not self._exists(has.name.casefold(), has.value):
                message = _("There is no {what} '{name}'.")
                raise NotFoundError(message.format(what=has.name.casefold(), name=shown_line(has.value)))
            return found & self._all()
        groups = groups_by(self.store, has.name, self.scope)
        if has.value not in groups.labels:
            options = self.store.tuples(
                "SELECT o.label FROM variable_options o JOIN variables v ON v.id = o.variable_id"
                " WHERE v.name = ? ORDER BY o.position",
                [has.name],
            )
            if (has.value,) in options:
                return _NONE
            message = _("Variable '{variable}' has no value '{label}'; it has: {labels}.")
            labels = ", ".join(shown_line(label) for label in dict.fromkeys((*(o for (o,) in options), *groups.labels)))
            raise NotFoundError(
                message.format(variable=shown_line(has.name), label=shown_line(has.value), labels=labels or "–")
            )
        flags = self.scope.flags(groups.crowds[groups.labels.index(has.value)]).tolist()
        place = self.scope.place.tolist()
        return frozenset(unit for unit in self._all() if flags[place[unit]])

    def _ids(self, query: str, *params: str) -> list[int]:
        return [row[0] for row in self.store.tuples(query, list(params))]

    def _of_case(self, name: str) -> list[int]:
        """The units of a case (as group/name where it is in one), or of who belongs to it."""
        return self._ids(
            "WITH RECURSIVE who (id) AS (SELECT k.id FROM cases k LEFT JOIN cases p ON p.id = k.parent_id"
            " WHERE k.name = ? OR p.name || '/' || k.name = ?"
            " UNION SELECT k.id FROM cases k JOIN who ON k.parent_id = who.id)"
            " SELECT u.id FROM units u JOIN who ON who.id = u.case_id",
            name,
            name,
        )

    def _of_document(self, name: str) -> list[int]:
        return self._ids(
            "SELECT u.id FROM units u JOIN documents d ON d.id = u.document_id"
            " WHERE d.name = ? AND d.kind <> 'answer' AND d.status = 'active'",
            name,
        )

    def _of_question(self, name: str) -> list[int]:
        return self._ids(
            "SELECT u.id FROM units u JOIN documents d ON d.id = u.document_id JOIN questions q ON q.id = d.question_id"
            " WHERE (q.name = ? OR q.wording = ?) AND d.status = 'active'",
            name,
            name,
        )

    def _of_section(self, title: str) -> list[int]:
        """The units of a section, or of one that lies in it."""
        return self._ids(
            "SELECT u.id FROM sections o JOIN sections s ON s.document_id = o.document_id"
            ' AND o.start <= s.start AND s."end" <= o."end" JOIN units u ON u.section_id = s.id WHERE o.title = ?',
            title,
        )

    def _exists(self, what: str, name: str) -> bool:
        query = {
            "case": "SELECT 1 FROM cases k LEFT JOIN cases p ON p.id = k.parent_id"
            " WHERE ? IN (k.name, p.name || '/' || k.name)",
            "document": "SELECT 1 FROM documents WHERE name = ? AND status = 'active'",
            "question": "SELECT 1 FROM questions WHERE ? IN (name, wording)",
            "section": "SELECT 1 FROM sections WHERE title = ?",
        }[what]
        return self.store.value(f"{query} LIMIT 1", [name]) is not None
