"""Codings as data for other programs: cases by codes in noughts and ones, or one row per coding and unit."""

from typing import Any

from codebench.analysis.coded import coded
from codebench.analysis.reading import by_window
from codebench.analysis.scope import OUTSIDE, Scope, ScopeRequest, resolve
from codebench.domain.dataset import Dataset, Field
from codebench.domain.variables import VariableType
from codebench.i18n import _
from codebench.store.connection import Store

_NUMBERS = (VariableType.NUMBER, VariableType.SCALE)


def matrix(store: Store, request: ScopeRequest) -> Dataset:
    """One row per case of the scope: its values, and for each active code 1 where it has it (or a sub-code), else 0.

    A case of which no unit is reviewed has no noughts but gaps: nobody has looked yet. A multiple variable has a
    column of 0 and 1 per option.

    Raises:
        NotFoundError, InputError: see `analysis.scope.resolve`.
    """
    scope = resolve(store, request)
    found = coded(store, scope)
    values = _Values(store)
    fields = [Field("case", _("Case")), *values.fields]
    flags = []
    for node, _depth in found.tree.walk():
        fields.append(Field(f"code_{node.id}", found.tree.path(node.id), is_number=True))
        flags.append(scope.flags(found.below(node.id).cases).tolist())
    reviewed = scope.flags(scope.base).tolist()
    waiting = scope.flags(scope.waiting).tolist()
    rows = []
    for place in range(1, scope.nobody):
        if reviewed[place] or waiting[place]:
            case = scope.cases[place]
            given = [str(int(flag[place])) if reviewed[place] else "" for flag in flags]
            rows.append((values.names[case], *values.of(case), *given))
    return Dataset(tuple(fields), tuple(rows), _rule(scope, _("a row is a case; 1 has the code or one under it")))


def long(store: Store, request: ScopeRequest) -> Dataset:
    """One row per coding and unit that it covers a word of: where, who, which code, in which words.

    Raises:
        NotFoundError, InputError: see `analysis.scope.resolve`.
    """
    scope = resolve(store, request)
    values = _Values(store)
    fields = (
        Field("document", _("Document")),
        Field("question", _("Question")),
        Field("section", _("Section")),
        Field("unit", _("Unit, from 1 in its document"), is_number=True),
        Field("case", _("Case")),
        *values.fields,
        Field("code", _("Code")),
        Field("coder", _("Coder")),
        Field("start", _("Start, in characters from 0"), is_number=True),
        Field("end", _("End, the character after the last"), is_number=True),
        Field("quote", _("Quote")),
        Field("origin", _("Origin")),
        Field("created", _("Coded at (UTC)")),
    )
    places = {coder: scope.places_of(coder).tolist() for coder in scope.layer.coders}
    rows = []
    for unit, coder, case, document, question, section, position, *rest in zip(*_codings(store), strict=True):
        if coder in places and places[coder][unit] != OUTSIDE:
            where = (document, question or "", section or "", position + 1, values.names.get(case, ""))
            rows.append((*where, *values.of(case), *rest))
    told = [tuple(str(cell) for cell in row) for row in rows]
    return Dataset(fields, tuple(told), _rule(scope, _("a row is a coding on a unit")))


def _codings(store: Store) -> list[list[Any]]:
    query = (
        "SELECT cu.unit_id AS unit, cu.coder_id AS coder_id, cu.case_id AS case_id, d.name AS document,"
        " d.question AS question, s.title AS section, u.position AS position, g.code AS code, g.coder AS coder,"
        ' g.start AS start, g."end" AS stop, g.quote AS quote, g.origin AS origin, g.created_at AS created'
        " FROM coding_units cu JOIN view_codings g ON g.coding_id = cu.coding_id JOIN units u ON u.id = cu.unit_id"
        " JOIN view_documents d ON d.document_id = u.document_id LEFT JOIN sections s ON s.id = u.section_id"
        " WHERE cu.coding_id > :low AND cu.coding_id <= :high ORDER BY cu.coding_id, cu.unit_id"
    )
    names = ["unit", "coder_id", "case_id", "document", "question", "section", "position"]
    return by_window(store, query, [*names, "code", "coder", "start", "stop", "quote", "origin", "created"], "codings")


class _Values:
    """Names and values of cases, a text for each field."""

    def __init__(self, store: Store) -> None:
        self.names: dict[int, str] = dict(store.tuples("SELECT id, name FROM cases"))
        self.fields: list[Field] = []
        self._columns: list[dict[int, str]] = []
        for variable, name, kind in store.tuples("SELECT id, name, type FROM variables ORDER BY position, id"):
            options = store.tuples(
                "SELECT id, label FROM variable_options WHERE variable_id = ? ORDER BY position, id", [variable]
            )
            if kind == VariableType.MULTIPLE:
                self._add_multiple(store, variable, name, options)
            else:
                self._add(store, variable, name, dict(options), kind in _NUMBERS)

    def of(self, case: int | None) -> list[str]:
        """The values of a case, empty where it has none."""
        return [column.get(case, "") if case is not None else "" for column in self._columns]

    def _add(self, store: Store, variable: int, name: str, labels: dict[int, str], is_number: bool) -> None:
        query = "SELECT case_id, option_id, number, text FROM case_values WHERE variable_id = ? AND absence IS NULL"
        column = {}
        for case, option, number, text in store.tuples(query, [variable]):
            column[case] = labels[option] if option is not None else text if number is None else f"{number:g}"
        is_number = is_number and all(_is_number(value) for value in column.values())
        self.fields.append(Field(f"var_{variable}", name, is_number))
        self._columns.append(column)

    def _add_multiple(self, store: Store, variable: int, name: str, options: list[tuple[int, str]]) -> None:
        ticked: dict[int, set[int]] = {}
        query = "SELECT case_id, option_id FROM case_values WHERE variable_id = ? AND absence IS NULL"
        for case, option in store.tuples(query, [variable]):
            ticked.setdefault(case, set()).add(option)
        for option, label in options:
            self.fields.append(Field(f"var_{variable}_{option}", f"{name}: {label}", is_number=True))
            self._columns.append({case: str(int(option in chosen)) for case, chosen in ticked.items()})


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _rule(scope: Scope, what: str) -> str:
    layer = scope.layer.in_words()
    return _("{what}; {layer}; {material}").format(what=what, layer=layer, material=scope.material)
