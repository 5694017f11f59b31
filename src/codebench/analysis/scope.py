"""What a count is over: which units, whose codings (the reporting layer), which cases at which level.

numpy is imported where a scope is resolved.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from typing import Any

from codebench.analysis.arrays import once
from codebench.analysis.crowds import Crowd, crowd_of, flags_of
from codebench.analysis.layer import Layer, layer_of
from codebench.analysis.reading import NOTHING, by_window, side_by_side
from codebench.analysis.values import holders
from codebench.domain.errors import InputError, NotFoundError
from codebench.domain.text import shown_line
from codebench.domain.variables import Absence, CaseKind
from codebench.i18n import _
from codebench.store.connection import Store

# The levels at which cases can count; where nobody chose, the first at which anybody speaks.
LEVELS = (CaseKind.PERSON, CaseKind.ORGANISATION, CaseKind.GROUP)

OUTSIDE = 0


class Denominator(StrEnum):
    """Of which cases a share is: each takes in those of the one before, and some who said nothing to code."""

    REVIEWED = "reviewed"
    SUBSTANTIVE = "substantive"
    ANSWERED = "answered"
    ASKED = "asked"
    ALL = "all"


# Whose empty answers come in: who says "n.v.t." has answered, who left it blank was asked.
_EMPTY = {
    Denominator.ANSWERED: (Absence.NOT_APPLICABLE, Absence.DONT_KNOW),
    Denominator.ASKED: (Absence.NOT_APPLICABLE, Absence.DONT_KNOW, Absence.BLANK),
}


@dataclass(frozen=True, slots=True)
class ScopeRequest:
    """Which material and whose work to count.

    `documents` and `questions` (names) narrow the material, `sections` (titles) to the units that lie in one of them;
    `where` the cases (variable name, option label).
    `coder` chooses the reporting layer; without it the consensus counts where a unit was settled, else the assigned
    coder of its latest round, else its only coder. `level` is that at which cases count; without it persons where any
    speaks, else organisations, else groups. `of` says which cases are the base.
    """

    coder: str | None = None
    documents: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    level: CaseKind | None = None
    of: Denominator = Denominator.REVIEWED


@dataclass(frozen=True, slots=True)
class People:
    """All cases: what each is, which count as somebody, and to which other case each belongs (where it does).

    Moderators don't count, nor does who is no one in particular (allen, onbekend).
    """

    kinds: dict[int, str]
    somebody: frozenset[int]
    parents: dict[int, int]

    def at(self, level: str, case: int) -> int | None:
        """The case of the level that this one is or belongs to."""
        here: int | None = case
        while here is not None and self.kinds[here] != level:
            here = self.parents.get(here)
        return here


@dataclass(slots=True)
class Scope:
    """Material resolved for counting.

    `place` is an array that says for every unit (by id) the place of the case that it counts for: `cases` by place
    from 1, OUTSIDE for what the request leaves out, `nobody` for turns of moderators and of speakers who are no one.
    `base` holds the cases that shares are of (where nothing else was asked those with a reviewed unit), `waiting`
    those with units of which none is reviewed. `stray` counts cases that belong to none of the level. `together`
    holds the persons who spoke in the presence of others that are counted.
    """

    level: CaseKind | None
    people: People
    material: str
    cases: list[int] = field(default_factory=lambda: [0])
    place: Any = ()
    layer: Layer = field(default_factory=Layer)
    base: Crowd = 0
    waiting: Crowd = 0
    stray: int = 0
    together: Crowd = 0
    absent: dict[Absence, int] = field(default_factory=dict)

    @property
    def nobody(self) -> int:
        """The place of what counts for no one."""
        return len(self.cases)

    def crowd(self, places: Iterable[int]) -> Crowd:
        """The cases at these places (an array of them goes fastest)."""
        import numpy

        seen = numpy.zeros(self.nobody + 1, dtype=bool)
        seen[places if isinstance(places, numpy.ndarray) else numpy.fromiter(places, dtype=numpy.int64)] = True
        seen[OUTSIDE] = seen[self.nobody] = False
        return crowd_of(seen)

    def flags(self, crowd: Crowd) -> Any:
        """For each place whether a case of the crowd stands there: an array of truth values."""
        return flags_of(crowd, self.nobody + 1)

    def is_case(self, place: int) -> bool:
        """Whether a case stands at this place."""
        return OUTSIDE < place < self.nobody

    def are_cases(self, places: Any) -> Any:
        """For each of some places (an array) whether a case stands there: an array of truth values."""
        return (places > OUTSIDE) & (places < self.nobody)

    def cases_at(self, places: Any) -> set[int]:
        """The ids of the cases at some places (an array)."""
        return {self.cases[place] for place in once(places[self.are_cases(places)]).tolist()}

    def places_of(self, coder: int) -> Any:
        """For every unit its place as far as this coder's work counts there, else OUTSIDE: an array."""
        return self.layer.places(coder, self.place, OUTSIDE)


def resolve(store: Store, request: ScopeRequest, *, at_level: bool = True, coded: bool = True) -> Scope:
    """The scope that a request names; without `at_level` each case counts for itself, whatever it is.

    Without `coded` what coders did is not looked at (words are counted): all cases are the base, nobody's work counts.

    Raises:
        NotFoundError: a document, question, section, variable, option or coder does not exist.
        InputError: several coders coded the same units and nothing says whose work counts, or cases can't count at the
            level.
    """
    if request.level not in (None, *LEVELS):
        message = _("Cases count as persons, groups or organisations; '{level}' is none of these.")
        raise InputError(message.format(level=request.level))
    import numpy

    chosen = _chosen(store, request)
    query = (
        "SELECT u.id AS unit, u.case_id AS spoken_by, u.kind = 'turn' AS is_turn FROM units u"
        f" CROSS JOIN documents d ON d.id = u.document_id AND {chosen} WHERE u.id > :low AND u.id <= :high"
        f"{_inside(store, request.sections)}"
    )
    names = ["unit", "spoken_by", "is_turn"]
    people, (units, cases, turns) = side_by_side(
        store, _people, lambda second: by_window(second, query, names, "units", arrays=True)
    )
    speakers = {None if case == NOTHING else case for case in once(cases).tolist()}
    level = (request.level or _level(people, speakers)) if at_level else None
    scope = Scope(level, people, _material(request))
    allowed = _allowed(store, request.where, people)
    places = _places(scope, speakers | _silent(store, chosen, request.of, scope), allowed)
    at = numpy.full(max(people.kinds, default=0) + 2, OUTSIDE)  # the last one is that of NOTHING
    for case, here in places.items():
        at[NOTHING if case is None else case] = here
    place = numpy.full((store.value("SELECT max(id) FROM units") or 0) + 1, OUTSIDE)
    place[units] = at[cases]
    scope.place = place
    scope.base = scope.crowd(places.values())
    if coded:
        scope.layer = layer_of(store, request.coder, place != OUTSIDE, scope.are_cases(place))
        reviewed = scope.crowd(place[scope.layer.reviewed(store)])
        scope.waiting = scope.crowd(map(places.__getitem__, speakers)) & ~reviewed
        if request.of is Denominator.REVIEWED:
            scope.base = reviewed
    spoke = {case: here for case in once(cases[turns == 1]).tolist() if scope.is_case(here := int(at[case]))}
    scope.together = _together(scope, spoke)
    scope.absent = _absent(store, chosen, allowed)
    return scope


def _chosen(store: Store, request: ScopeRequest) -> str:
    """The SQL condition on documents `d` that holds for the material asked."""
    documents = []
    for name in request.documents:
        found = store.value(
            "SELECT id FROM documents WHERE name = ? AND kind <> 'answer' AND status = 'active'", [name]
        )
        if found is None:
            raise NotFoundError(_("There is no document '{name}'.").format(name=shown_line(name)))
        documents.append(int(found))
    questions = []
    for name in request.questions:
        fits = store.tuples("SELECT id FROM questions WHERE name = ? OR wording = ?", [name, name])
        if len(fits) != 1:
            raise NotFoundError(_("There is no question '{name}'.").format(name=shown_line(name)))
        questions.append(int(fits[0][0]))
    if not documents and not questions:
        return "d.status = 'active'"
    return (
        f"d.status = 'active' AND (d.id IN ({', '.join(map(str, documents)) or 'NULL'})"
        f" OR d.question_id IN ({', '.join(map(str, questions)) or 'NULL'}))"
    )


def _inside(store: Store, titles: tuple[str, ...]) -> str:
    """The SQL condition on units `u` that lie in a section of one of these titles, or in one that lies in it."""
    if not titles:
        return ""
    found = []
    for title in titles:
        ids = store.tuples(
            "SELECT DISTINCT s.id FROM sections o JOIN sections s ON s.document_id = o.document_id"
            ' AND o.start <= s.start AND s."end" <= o."end" WHERE o.title = ?',
            [title],
        )
        if not ids:
            raise NotFoundError(_("There is no section '{title}'.").format(title=shown_line(title)))
        found += [str(row[0]) for row in ids]
    return f" AND u.section_id IN ({', '.join(found)})"


def _material(request: ScopeRequest) -> str:
    """The filters in words."""
    parts = []
    if request.documents:
        parts.append(_("document {names}").format(names=", ".join(map(shown_line, request.documents))))
    if request.questions:
        parts.append(_("question {names}").format(names=", ".join(map(shown_line, request.questions))))
    if request.sections:
        parts.append(_("section {titles}").format(titles=", ".join(map(shown_line, request.sections))))
    parts += [shown_line(f"{variable} = {label}") for variable, label in request.where]
    return _("only {filters}").format(filters=", ".join(parts)) if parts else everything()


def everything() -> str:
    """No filter, in words."""
    return _("all material")


def _people(store: Store) -> People:
    kinds = tuple(CaseKind)
    numbered = " ".join(f"WHEN '{kind}' THEN {i}" for i, kind in enumerate(kinds))
    cases, kind, counts, parents = by_window(
        store,
        f"SELECT id, CASE kind {numbered} END AS kind, role = 'participant' AND kind <> 'collective' AS counts,"
        " parent_id FROM cases WHERE id > :low AND id <= :high",
        ["id", "kind", "counts", "parent_id"],
        "cases",
        arrays=True,
    )
    below = parents != NOTHING
    return People(
        kinds=dict(zip(cases.tolist(), map(kinds.__getitem__, kind.tolist()), strict=True)),
        somebody=frozenset(cases[counts == 1].tolist()),
        parents=dict(zip(cases[below].tolist(), parents[below].tolist(), strict=True)),
    )


def _level(people: People, speakers: set[int | None]) -> CaseKind:
    there = set(map(people.kinds.__getitem__, people.somebody & speakers))
    return next((level for level in LEVELS if level in there), CaseKind.PERSON)


def _allowed(store: Store, where: tuple[tuple[str, str], ...], people: People) -> set[int] | None:
    """The cases that have each of these values, of their own or by their group; None when nothing is asked."""
    allowed: set[int] | None = None
    for variable, label in where:
        options = holders(store, variable, people.parents).options
        if label not in options:
            message = _("Variable '{variable}' has no value '{label}' in this project.")
            raise NotFoundError(message.format(variable=shown_line(variable), label=shown_line(label)))
        allowed = options[label] if allowed is None else allowed & options[label]
    return allowed


def _places(scope: Scope, speakers: set[int | None], allowed: set[int] | None) -> dict[int | None, int]:
    """The place at which each speaker counts, and in the scope the cases by place."""
    asked = speakers if allowed is None else speakers & allowed
    places: dict[int | None, int] = {}
    at: dict[int, int] = {}
    level, kinds = scope.level, scope.people.kinds
    counting = sorted(scope.people.somebody & asked)
    if level is None or set(map(kinds.__getitem__, counting)) <= {level}:
        scope.cases += counting
        places = dict(zip(counting, count(1), strict=False))
        counting = []
    for case in counting:
        stands = case if level is None or kinds[case] == level else scope.people.at(level, case)
        if stands is None:
            scope.stray += 1
            continue
        if stands not in at:
            at[stands] = len(scope.cases)
            scope.cases.append(stands)
        places[case] = at[stands]
    return dict.fromkeys(speakers - asked, OUTSIDE) | dict.fromkeys(asked - places.keys(), scope.nobody) | places


def _silent(store: Store, chosen: str, of: Denominator, scope: Scope) -> set[int | None]:
    """The cases that the base takes in though they said nothing to code."""
    if of is Denominator.ALL:
        people = scope.people
        return {case for case in people.somebody if scope.level in (None, people.kinds[case])}
    wanted = _EMPTY.get(of)
    return {case for case, kind in _empty(store, chosen) if case is not None and kind in wanted} if wanted else set()


def _empty(store: Store, chosen: str) -> Iterable[tuple[int | None, str]]:
    """Whose answers hold nothing to code, and why."""
    query = (
        f"SELECT d.case_id, d.absence FROM documents d WHERE d.id > :low AND d.id <= :high AND {chosen}"
        " AND d.absence IS NOT NULL"
    )
    return zip(*by_window(store, query, ["case_id", "absence"], "documents"), strict=True)


def _together(scope: Scope, spoke: Mapping[int, int]) -> Crowd:
    """The persons, by their places, who spoke in the presence of others of their group that are counted too."""
    if scope.level is not CaseKind.PERSON:
        return 0
    people = scope.people
    above = {case: people.parents.get(case) for case in spoke}
    times = Counter(group for group in above.values() if group and people.kinds[group] == CaseKind.GROUP)
    return scope.crowd(place for case, place in spoke.items() if times[above[case] or 0] > 1)


def _absent(store: Store, chosen: str, allowed: set[int] | None) -> dict[Absence, int]:
    """The answers that hold nothing to code, by kind of absence."""
    times = Counter(kind for case, kind in _empty(store, chosen) if allowed is None or case in allowed)
    return {kind: times[kind] for kind in Absence if times[kind]}
