"""What a comparison is of: lines (codes, or the answers to a closed question) against groups or sections."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from operator import and_, or_

from codebench.analysis import told
from codebench.analysis.coded import Coded, coded
from codebench.analysis.crowds import Crowd
from codebench.analysis.groups import Groups, groups_by
from codebench.analysis.scope import OUTSIDE, Denominator, Scope, ScopeRequest, resolve
from codebench.analysis.sections import Section, sections_of
from codebench.analysis.values import holders
from codebench.analysis.weights import Weights, weights_of
from codebench.domain.text import shown_line
from codebench.domain.variables import VariableType
from codebench.i18n import _
from codebench.store.connection import Store


@dataclass(frozen=True)
class Line:
    """A code or an answer: its depth in the tree, its codings where it is a code, and the cases that have it.

    `parts` are these cases in all, and then in each group; a case of the base at most.
    """

    label: str
    level: int
    codings: int | None
    parts: tuple[Crowd, ...]

    @cached_property
    def counts(self) -> list[int]:
        """How many cases have it, in all and in each group."""
        return [part.bit_count() for part in self.parts]


@dataclass(frozen=True)
class Compared:
    """The lines, the labels of the groups, and the cases that shares are of: in all, and then in each group.

    Tested are the first `n_values` groups (the others have no value); `untested` says why nothing is, if so. In
    `repeated` measures the groups are sections in which the same cases speak. `adds_up` where every case is in one
    line.
    """

    scope: Scope
    of: Denominator
    lines: tuple[Line, ...]
    labels: tuple[str, ...]
    bases: tuple[Crowd, ...]
    n_values: int
    untested: str
    rules: tuple[str, ...]
    notes: tuple[str, ...]
    repeated: bool = False
    adds_up: bool = False
    weights: Weights | None = None

    @cached_property
    def sizes(self) -> list[int]:
        """How many cases there are, in all and in each group."""
        return [base.bit_count() for base in self.bases]

    @cached_property
    def in_all(self) -> Crowd:
        """The cases that are in each of the groups."""
        return reduce(and_, self.bases[1:], self.bases[0])


def by_variable(
    store: Store, by: str, asked: ScopeRequest, weight: str | None = None, members: Sequence[int] | None = None
) -> Compared:
    """The codes (of a set: its `members` alone) against the values of a variable."""
    scope = resolve(store, asked)
    weights, unweighed = _weigh(store, scope, weight)
    groups = groups_by(store, by, scope)
    found = coded(store, scope)
    rows, empty = found.rows(members)
    lines = tuple(
        Line(row.label, row.depth, row.below.codings[0], _spread(row.below.cases & scope.base, groups)) for row in rows
    )
    return Compared(
        scope=scope,
        of=asked.of,
        lines=lines,
        labels=groups.labels,
        bases=_spread(scope.base, groups),
        n_values=groups.n_values,
        untested=_why_untested(scope, groups, weights),
        rules=_of_codes(scope),
        notes=(*told.without_weight(unweighed), *_notes(scope, groups, found, empty)),
        weights=weights,
    )


def by_section(store: Store, asked: ScopeRequest, members: Sequence[int] | None = None) -> Compared:
    """The codes (of a set: its `members` alone) against the sections in which they were given."""
    scope = resolve(store, asked)
    sections = sections_of(store, scope, asked.sections)
    whole = coded(store, scope)
    inside = [coded(store, section.scope) for section in sections]
    rows, empty = whole.rows(members)
    lines = tuple(
        Line(
            row.label,
            row.depth,
            row.below.codings[0],
            (
                row.below.cases & scope.base,
                *(
                    each.below(row.id).cases & section.scope.base
                    for each, section in zip(inside, sections, strict=True)
                ),
            ),
        )
        for row in rows
    )
    return Compared(
        scope=scope,
        of=asked.of,
        lines=lines,
        labels=tuple(section.title for section in sections),
        bases=(scope.base, *(section.scope.base for section in sections)),
        n_values=len(sections),
        untested=_nested(sections) or _clustered(scope, scope.base),
        rules=_of_codes(scope),
        notes=(
            _("A case counts in every section where it speaks: the columns overlap."),
            *_notes(scope, Groups(), whole, empty),
        ),
        repeated=True,
    )


def of_answers(store: Store, variable: str, by: str, asked: ScopeRequest, weight: str | None = None) -> Compared:
    """The answers to a closed question, by who chose them, against the values of a variable."""
    scope = resolve(store, replace(asked, of=Denominator.ALL), coded=False)
    place = {case: i for i, case in enumerate(scope.cases) if i != OUTSIDE}
    held = holders(store, variable, scope.people.parents)
    chosen = {label: scope.crowd(place[case] for case in cases & place.keys()) for label, cases in held.options.items()}
    scope.base &= reduce(or_, chosen.values(), 0)
    scope.waiting = 0
    weights, unweighed = _weigh(store, scope, weight)
    groups = groups_by(store, by, scope)
    empty = {
        kind: len(cases & place.keys()) for kind, cases in held.absent.items() if not cases.isdisjoint(place.keys())
    }
    single = _is_single(store, variable)
    return Compared(
        scope=scope,
        of=Denominator.ANSWERED,
        lines=tuple(Line(label, 0, None, _spread(cases & scope.base, groups)) for label, cases in chosen.items()),
        labels=groups.labels,
        bases=_spread(scope.base, groups),
        n_values=groups.n_values,
        untested=_why_untested(scope, groups, weights),
        rules=(
            told.counts_once(scope.level, _("answer")),
            "" if single else _("several answers per case, so columns may add up to more than 100 %"),
            scope.material,
        ),
        notes=(
            *told.without_weight(unweighed),
            *([_kept_apart({_(str(kind)): n for kind, n in empty.items()})] if empty else []),
            *told.overlapping(groups, scope.base),
        ),
        adds_up=single,
        weights=weights,
    )


def _is_single(store: Store, variable: str) -> bool:
    return bool(store.value("SELECT type FROM variables WHERE name = ?", [variable]) != VariableType.MULTIPLE)


def _kept_apart(empty: dict[str, int]) -> str:
    kinds = ", ".join(f"{kind} {n}" for kind, n in empty.items())
    return _("Kept apart, and not in N: {kinds}.").format(kinds=kinds)


def _weigh(store: Store, scope: Scope, weight: str | None) -> tuple[Weights | None, int]:
    """The weights, with the scope narrowed to the cases that have one; and how many have none."""
    if weight is None:
        return None, 0
    weights = weights_of(store, weight, scope)
    missing = (scope.base & ~weights.known).bit_count()
    scope.base &= weights.known
    return weights, missing


def _spread(cases: Crowd, groups: Groups) -> tuple[Crowd, ...]:
    return (cases, *(cases & group for group in groups.crowds))


def _why_untested(scope: Scope, groups: Groups, weights: Weights | None) -> str:
    values = Groups(groups.labels[: groups.n_values], groups.crowds[: groups.n_values])
    tested = scope.base & reduce(or_, values.crowds, 0)
    if sum(bool(tested & crowd) for crowd in values.crowds) < 2:
        return _("fewer than two groups have cases")
    if _clustered(scope, tested):
        return _clustered(scope, tested)
    if values.overlap(tested):
        return _("the groups overlap, and a case can't be held against itself")
    if weights is not None:
        return _("weighted cases are no simple random sample")
    return ""


def _nested(sections: Sequence[Section]) -> str:
    if (sum(each.scope.place != OUTSIDE for each in sections) > 1).any():
        return _("sections lie inside each other (--section names some)")
    return ""


def _clustered(scope: Scope, tested: Crowd) -> str:
    if tested & scope.together:
        return _("speakers of one group are clustered: they spoke in each other's presence")
    return ""


def _of_codes(scope: Scope) -> tuple[str, ...]:
    return (
        told.counts_once(scope.level, _("code")),
        _("sub-codes are rolled up (as a union)"),
        _("a case may have several codes, so columns may add up to more than 100 %"),
        told.left_out(),
        scope.layer.in_words(),
        scope.material,
    )


def _notes(scope: Scope, groups: Groups, found: Coded, empty: int) -> Iterator[str]:
    yield from told.of_cases(scope, groups, found.everything)
    yield from told.empty_codes(empty)


def heading(label: str, n: int) -> str:
    """What stands above the columns of a group."""
    return _("{label} (N = {n})").format(label=shown_line(label), n=n)
