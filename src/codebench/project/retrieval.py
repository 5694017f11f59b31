"""Retrieval: the passages that a query finds, as far as whoever asks may see them."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from codebench.analysis.coded import code_tree
from codebench.analysis.reading import consistent
from codebench.analysis.retrieval import Found, retrieve
from codebench.analysis.scope import ScopeRequest
from codebench.analysis.values import GROUPING, holders
from codebench.domain.errors import NotFoundError
from codebench.domain.query import parse_query, passages_of
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.passages import CONTEXT, Passage, Passages, RetrievalRequest
from codebench.project.session import Session
from codebench.store.journal import chunks

_SOME = 2_000
_TEXTS = 200  # so many texts are in memory at once


class Retrieval:
    """The way from codes and figures to what was said. Who takes part in a blind round finds their own work alone."""

    def __init__(self, session: Session, seen: Callable[[ScopeRequest], ScopeRequest]) -> None:
        self._session = session
        self._seen = seen

    def find(self, request: RetrievalRequest) -> Passages:
        """The passages that a query finds, in the order of the material.

        Raises:
            QueryError: the query is none; the error says where and why.
            NotFoundError: something that it names does not exist.
            InputError: a round hides the work that was asked for, or several coders coded the same units and none was
                chosen.
        """
        return consistent(self._session.store, lambda: self._find(request))

    def _find(self, request: RetrievalRequest) -> Passages:
        query = parse_query(request.query)
        found = retrieve(self._session.store, query, self._seen(request.scope))
        by = tuple(dict.fromkeys(request.by))
        values = self._values(by, found.scope.people.parents)
        of_units = not passages_of(query)
        items, cases = self._units(found, values) if of_units else self._codings(found, values, request.starred)
        tree = code_tree(self._session.store)
        return Passages(
            query=str(query),
            items=tuple(items),
            by=by,
            codes=tuple(tree.path(node.id) for node, _depth in tree.walk()),
            cases=cases,
            nobodys=found.nobodys,
            layer=found.scope.layer.in_words(),
            material=found.scope.material,
            of_units=of_units,
            starred=request.starred,
            state=self._session.state(),
        )

    def _codings(
        self, found: Found, values: Sequence[Mapping[int, str]], is_starred: bool
    ) -> tuple[list[Passage], int]:
        seen = self._session.visible()
        placed: list[tuple[_Spot, int, Passage]] = []
        units: dict[int, list[_Unit]] = {}
        wanted = found.codings
        if is_starred:
            wanted &= {row[0] for row in self._session.tuples("SELECT coding_id FROM excerpts WHERE is_starred = 1")}
        for some in chunks(sorted(wanted), _SOME):
            listed = [json.dumps(some)]
            for row in self._session.tuples(
                "SELECT d.position, d.id, g.start, g.\"end\", g.id, coalesce(nullif(d.name, ''), q.name, ''), p.path,"
                " r.name, ifnull(e.is_starred, 0), ifnull(e.report_text, ''), ifnull(e.paraphrase, '') FROM codings g"
                " JOIN documents d ON d.id = g.document_id LEFT JOIN questions q ON q.id = d.question_id"
                " JOIN view_codes p ON p.code_id = g.code_id JOIN coders r ON r.id = g.coder_id"
                f" LEFT JOIN excerpts e ON e.coding_id = g.id AND {seen.condition('e.coder_id')}"
                f" WHERE g.id IN (SELECT value FROM json_each(?)) AND g.status = 'active' AND {seen.codings('g')}",
                listed,
            ):
                spot, coding, name, code, coder, star, text, paraphrase = _Spot(*row[:4]), *row[4:]
                if star or not is_starred:
                    passage = Passage(
                        coding, spot.document, name, spot.start, spot.end, code, coder, "", (), "", "", "",
                        bool(star), text, paraphrase,
                    )  # fmt: skip
                    placed.append((spot, coding, passage))
            for coding, *unit in self._session.tuples(
                'SELECT x.coding_id, u.case_id, u.body_start, u."end" FROM coding_units x'
                " JOIN units u ON u.id = x.unit_id WHERE x.coding_id IN (SELECT value FROM json_each(?))"
                " ORDER BY x.coding_id, u.start",
                listed,
            ):
                units.setdefault(coding, []).append(_Unit(*unit))
        placed.sort(key=lambda each: each[:2])
        return self._said(placed, units, found, values)

    def _units(self, found: Found, values: Sequence[Mapping[int, str]]) -> tuple[list[Passage], int]:
        placed: list[tuple[_Spot, int, Passage]] = []
        units: dict[int, list[_Unit]] = {}
        for some in chunks(sorted(found.units), _SOME):
            for position, document, start, end, unit, name, case in self._session.tuples(
                "SELECT d.position, d.id, u.body_start, u.\"end\", u.id, coalesce(nullif(d.name, ''), q.name, ''),"
                " u.case_id FROM units u JOIN documents d ON d.id = u.document_id"
                " LEFT JOIN questions q ON q.id = d.question_id WHERE u.id IN (SELECT value FROM json_each(?))",
                [json.dumps(some)],
            ):
                spot = _Spot(position, document, start, end)
                placed.append((spot, unit, Passage(None, document, name, start, end, "", "", "", (), "", "", "")))
                units[unit] = [_Unit(case, start, end)]
        placed.sort(key=lambda each: each[:2])
        return self._said(placed, units, found, values)

    def _said(
        self,
        placed: Sequence[tuple["_Spot", int, Passage]],
        units: Mapping[int, Sequence["_Unit"]],
        found: Found,
        values: Sequence[Mapping[int, str]],
    ) -> tuple[list[Passage], int]:
        """The passages with who says them and what; and by how many cases they are said."""
        people = found.scope.people
        speakers = {
            key: [case for case in dict.fromkeys(unit.case for unit in units.get(key, ())) if case in people.somebody]
            for _spot, key, _passage in placed
        }
        everybody = {case for cases in speakers.values() for case in cases if case is not None}
        names = self._names(everybody)
        items = []
        order = list(dict.fromkeys(spot.document for spot, _key, _passage in placed))
        texts: dict[int, str] = {}
        for spot, key, passage in placed:
            if spot.document not in texts:
                at = order.index(spot.document)
                texts = self._texts(order[at : at + _TEXTS])
                order = order[at + _TEXTS :]
            text = texts[spot.document]
            inside = units.get(key, ())
            low = min((unit.start for unit in inside), default=spot.start)
            high = max((unit.end for unit in inside), default=spot.end)
            items.append(
                replace(
                    passage,
                    who=", ".join(names[case] for case in speakers[key] if case is not None),
                    values=tuple(
                        ", ".join(dict.fromkeys(held[case] for case in speakers[key] if case in held))
                        for held in values
                    ),
                    before=_end_of(text[low : spot.start] if low < spot.start else ""),
                    quote=text[spot.start : spot.end],
                    after=_begin_of(text[spot.end : high]),
                )
            )
        return items, len(everybody)

    def _texts(self, documents: Sequence[int]) -> dict[int, str]:
        query = "SELECT document_id, text FROM view_documents WHERE document_id IN (SELECT value FROM json_each(?))"
        return dict(self._session.tuples(query, [json.dumps(documents)]))

    def _names(self, cases: Iterable[int]) -> dict[int, str]:
        """What cases are called; who is in a group is called by both."""
        rows = self._session.tuples(
            "SELECT k.id, CASE WHEN p.kind = 'group' THEN p.name || '/' || k.name ELSE k.name END FROM cases k"
            " LEFT JOIN cases p ON p.id = k.parent_id WHERE k.id IN (SELECT value FROM json_each(?))",
            [json.dumps(sorted(cases))],
        )
        return dict(rows)

    def _values(self, names: Iterable[str], parents: dict[int, int]) -> list[Mapping[int, str]]:
        """For each variable the words of the value of each case that has one."""
        found: list[Mapping[int, str]] = []
        for name in names:
            kind = self._session.value("SELECT type FROM variables WHERE name = ?", [name])
            if kind is None:
                raise NotFoundError(_("There is no variable '{name}'.").format(name=shown_line(name)))
            if kind in GROUPING:
                told: dict[int, list[str]] = {}
                for label, cases in holders(self._session.store, name, parents).labelled():
                    for case in cases:
                        told.setdefault(case, []).append(label)
                found.append({case: ", ".join(labels) for case, labels in told.items()})
            else:
                query = "SELECT case_id, ifnull(value, absence) FROM view_case_values WHERE variable = ?"
                found.append(dict(self._session.tuples(query, [name])))
        return found


@dataclass(frozen=True, slots=True, order=True)
class _Spot:
    """Where a passage stands in the order of the material."""

    position: int
    document: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit that a passage lies in: who speaks, and from where to where."""

    case: int | None
    start: int
    end: int


def _end_of(text: str) -> str:
    """The last words of what stands before a passage."""
    if len(text) <= CONTEXT:
        return text
    cut = text[-CONTEXT:]
    return "…" + (cut[cut.find(" ") :] if " " in cut else cut)


def _begin_of(text: str) -> str:
    """The first words of what stands behind a passage."""
    if len(text) <= CONTEXT:
        return text
    cut = text[:CONTEXT]
    return (cut[: cut.rfind(" ") + 1] if " " in cut else cut) + "…"
