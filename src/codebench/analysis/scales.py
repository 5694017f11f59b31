"""Scales: mean, standard deviation, median and distribution, by group or by who has a code, tested where that holds."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from codebench.analysis import told
from codebench.analysis.coded import coded
from codebench.analysis.contingency import holm
from codebench.analysis.groups import Groups, groups_by
from codebench.analysis.means import MeansMethod, MeansTest, difference, summary
from codebench.analysis.reading import consistent, in_order
from codebench.analysis.scale_suppression import HiddenScale, hidden_scale
from codebench.analysis.scope import Denominator, Scope, ScopeRequest, resolve
from codebench.analysis.suppression import withheld
from codebench.domain.errors import InputError, NotFoundError
from codebench.domain.table import Cell, Chance, Column, ColumnKind, Row, Share, Table, Undefined
from codebench.domain.text import shown_line
from codebench.domain.variables import Absence, VariableType
from codebench.i18n import _
from codebench.store.connection import Store

MOST_POINTS = 11
ALPHA = 0.05

_APART = (Absence.NOT_APPLICABLE, Absence.DONT_KNOW)
_NUMBER_FIRST = re.compile(r"\s*(\d{1,3})(?![\d.,])")


@dataclass(frozen=True, slots=True)
class ScalesRequest:
    """Which variables (all scales where none is named), by which variable or by who has a code (by path or name).

    With `min_cell` figures of fewer scores are hidden, see `analysis.scale_suppression`.
    """

    variables: tuple[str, ...] = ()
    by: str | None = None
    code: str | None = None
    is_tested: bool = True
    alpha: float = ALPHA
    min_cell: int = 0
    scope: ScopeRequest = field(default_factory=ScopeRequest)


@dataclass(frozen=True, slots=True)
class _Scale:
    """A variable with the score of each place of the scope that has one, and who has none, by kind.

    `words` are what its answers say beside their number, one for each point.
    """

    name: str
    points: tuple[float, ...]
    scores: dict[int, float]
    absent: dict[Absence, int]
    is_ordinal: bool
    words: tuple[str, ...]

    def among(self, cases: Sequence[bool]) -> list[float]:
        """The scores of some cases."""
        return [score for place, score in self.scores.items() if cases[place]]


@dataclass(frozen=True, slots=True)
class _Block:
    """The scores on a scale of all cases and of each group, and what of them is hidden.

    `hides_sizes` where not even how many scores a group has is told, `hides_absent` how many answers are kept apart.
    """

    scale: _Scale
    whole: list[float]
    groups: tuple[list[float], ...]
    least: int
    hide: HiddenScale
    hides_sizes: bool
    hides_absent: bool


def scales(store: Store, request: ScalesRequest) -> Table:
    """A block of rows for each variable: all cases, then each group; absences are kept apart and are in no mean.

    Raises:
        NotFoundError: something that was named does not exist.
        InputError: a variable has no scores, both a variable and a code were named, or several coders coded the same
            units and none was chosen.
    """
    if request.by is not None and request.code is not None:
        raise InputError(_("Scales go by a variable or by who has a code, not by both."))
    return consistent(store, lambda: _table(store, request))


def _table(store: Store, request: ScalesRequest) -> Table:
    by_code = request.code is not None
    # Without a code all cases are asked, whatever was coded or reviewed of theirs.
    asked = request.scope if by_code else replace(request.scope, of=Denominator.ALL)
    scope = resolve(store, asked, coded=by_code)
    groups, n_tested = _groups(store, scope, request)
    found = [_scale(store, name, kind, variable, scope) for variable, name, kind in _variables(store, request)]
    untested = _why_untested(scope, groups, n_tested, found) if request.is_tested and groups.crowds else ""
    is_tested = request.is_tested and bool(groups.crowds) and not untested
    blocks = [_block(scale, scope, groups, request) for scale in found]
    tests = [_test(block, n_tested) if is_tested else None for block in blocks]
    adjusted = iter(holm([test.p for test in tests if isinstance(test, MeansTest)]))
    points = sorted({point for scale in found for point in scale.points})
    rows: list[Row] = []
    for block, test in zip(blocks, tests, strict=True):
        last = _tested(test, adjusted, request.alpha) if is_tested else ()
        rows.append(Row((shown_line(block.scale.name), *_figures(block, points), *last)))
        blank = (None,) * 5 + ("",) if is_tested else ()
        rows += [
            Row((shown_line(label), *_figures(block, points, i), *blank), 1)
            for i, label in enumerate(groups.labels)
            if block.groups[i]
        ]
    return Table(
        title=_title(request),
        columns=_columns(points, is_tested),
        rows=tuple(rows),
        rule=told.rule(*_rules(scope, request, found, is_tested, len([t for t in tests if isinstance(t, MeansTest)]))),
        n=_n(scope, request),
        notes=(*_in_words(found), *_notes(scope, request, groups, untested, is_tested), *_hidden(blocks)),
    )


def _variables(store: Store, request: ScalesRequest) -> list[tuple[int, str, str]]:
    there = store.tuples("SELECT id, name, type FROM variables ORDER BY position, id")
    if not request.variables:
        found = [row for row in there if row[2] == VariableType.SCALE]
        if not found:
            raise InputError(_("This project has no scale variable; name a number variable with --variable."))
        return found
    known = {row[1]: row for row in there}
    for name in request.variables:
        if name not in known:
            raise NotFoundError(_("There is no variable '{name}'.").format(name=shown_line(name)))
        kind = known[name][2]
        if kind not in (VariableType.SCALE, VariableType.NUMBER):
            message = _("'{name}' is a variable of type {kind}: only a scale or number has a mean.")
            raise InputError(message.format(name=shown_line(name), kind=kind))
    return [known[name] for name in dict.fromkeys(request.variables)]


def _scale(store: Store, name: str, kind: str, variable: int, scope: Scope) -> _Scale:
    place = {case: i for i, case in enumerate(scope.cases) if i}
    options = store.tuples(
        "SELECT id, label FROM variable_options WHERE variable_id = ? ORDER BY position, id", [variable]
    )
    labels = [label for _option, label in options]
    points, is_ordinal = _points(labels)
    scores: dict[int, float] = {}
    query = "SELECT case_id FROM case_values WHERE variable_id = :variable AND option_id = :option ORDER BY case_id"
    for (option, _label), point in zip(options, points, strict=True):
        for case in in_order(store, query, ["case_id"], {"variable": variable, "option": option})[0]:
            if case in place:
                scores[place[case]] = point
    query = (
        "SELECT case_id, number, absence FROM case_values WHERE variable_id = :variable AND option_id IS NULL"
        " ORDER BY case_id"
    )
    absent = dict.fromkeys(Absence, 0)
    columns = in_order(store, query, ["case_id", "number", "absence"], {"variable": variable})
    for case, number, absence in zip(*columns, strict=True):
        if case in place and number is not None:
            scores[place[case]] = float(number)
        elif case in place and absence is not None:
            absent[Absence(absence)] += 1
    shown = tuple(points) if kind == VariableType.SCALE and len(points) <= MOST_POINTS else ()
    words = [label if is_ordinal else _NUMBER_FIRST.sub("", label, count=1).strip(" .:=-–") for label in labels]
    return _Scale(name, shown, scores, absent, is_ordinal, tuple(words[: len(shown)]))


def _points(labels: Sequence[str]) -> tuple[list[float], bool]:
    """The score of each option: the number that its label begins with, else its place, from 1; and which it is."""
    numbers = [_NUMBER_FIRST.match(label) for label in labels]
    found = [float(number[1]) for number in numbers if number]
    if len(found) == len(labels) == len(set(found)):
        return found, False
    return [float(i) for i in range(1, len(labels) + 1)], True


def _groups(store: Store, scope: Scope, request: ScalesRequest) -> tuple[Groups, int]:
    if request.code is None:
        groups = groups_by(store, request.by, scope)
        return groups, groups.n_values
    found = coded(store, scope)
    node = found.tree.find(request.code)
    has = found.below(node.id).cases & scope.base
    labels = (_("has {code}").format(code=node.name), _("has it not"))
    return Groups(labels, (has, scope.base & ~has), 2), 2


def _why_untested(scope: Scope, groups: Groups, n_tested: int, found: Sequence[_Scale]) -> str:
    answered = scope.crowd(place for scale in found for place in scale.scores) & scope.base
    values = Groups(groups.labels[:n_tested], groups.crowds[:n_tested])
    if answered & scope.together:
        return _("speakers of one group are clustered: they spoke in each other's presence")
    everyone = 0
    for crowd in values.crowds:
        everyone |= crowd
    if values.overlap(scope.base & everyone):
        return _("the groups overlap, and a case can't be held against itself")
    return ""


def _block(scale: _Scale, scope: Scope, groups: Groups, request: ScalesRequest) -> _Block:
    whole = scale.among(scope.flags(scope.base).tolist())
    each = tuple(scale.among(scope.flags(crowd & scope.base).tolist()) for crowd in groups.crowds)
    least = request.min_cell
    hide = hidden_scale([Counter(scores) for scores in each], Counter(whole), scale.points, least)
    # Who has a code is what other tables hide; how large the groups of a variable are is told everywhere.
    hides_sizes = request.code is not None and any(0 < len(scores) < least for scores in each)
    return _Block(scale, whole, each, least, hide, hides_sizes, any(0 < scale.absent[kind] < least for kind in _APART))


def _test(block: _Block, n_tested: int) -> MeansTest | Undefined:
    """The test, unless its figures tell more than the means and deviations that are shown."""
    found, hide = difference(block.groups[:n_tested]), block.hide
    by_rank = isinstance(found, MeansTest) and found.method is MeansMethod.KRUSKAL
    if hide.total or any(hide.groups) or hide.spread or (by_rank and hide.distribution):
        return Undefined(_("figures of its groups are hidden"))
    return found


def _figures(block: _Block, points: Sequence[float], group: int | None = None) -> Iterator[Cell]:
    """The figures of all cases, or of one of the groups."""
    scores = block.whole if group is None else block.groups[group]
    found, hide, in_place = summary(scores), block.hide, withheld(block.least)
    is_gone = hide.total if group is None else hide.groups[group] or block.hides_sizes
    yield in_place if group is not None and block.hides_sizes else found.n
    yield in_place if is_gone else _or_dash(found.mean, _("nobody has a score"))
    yield in_place if is_gone or hide.spread else _or_dash(found.deviation, _("fewer than two scores"))
    yield in_place if is_gone or hide.spread else _or_dash(found.median, _("nobody has a score"))
    for absence in _APART:
        yield None if group is not None else in_place if block.hides_absent else block.scale.absent[absence]
    for point in points:
        if point not in block.scale.points:
            yield None
        else:
            yield in_place if is_gone or hide.distribution else Share(scores.count(point), found.n)


def _or_dash(figure: float | None, why: str) -> Cell:
    return Undefined(why) if figure is None else float(figure)


def _tested(test: MeansTest | Undefined | None, adjusted: Iterator[float], alpha: float) -> tuple[Cell, ...]:
    if not isinstance(test, MeansTest):
        why = test.reason if isinstance(test, Undefined) else ""
        return (Undefined(_("not tested: {why}").format(why=why)), None, None, None, None, "")
    p = next(adjusted)
    return (test.method.value, test.statistic, Chance(test.p), Chance(p), test.effect, _("yes") if p < alpha else "")


def _title(request: ScalesRequest) -> str:
    if request.code is not None:
        return _("Scales by who has '{code}'").format(code=shown_line(request.code))
    return _("Scales") if request.by is None else _("Scales by {variable}").format(variable=shown_line(request.by))


def _columns(points: Sequence[float], is_tested: bool) -> tuple[Column, ...]:
    columns = [
        Column(_("Variable")),
        Column("n", ColumnKind.COUNT),
        Column(_("Mean"), ColumnKind.NUMBER),
        Column("SD", ColumnKind.NUMBER),
        Column(_("Median"), ColumnKind.NUMBER),
        *(Column(str(kind), ColumnKind.COUNT) for kind in _APART),
        *(Column(f"{point:g}", ColumnKind.SHARE, _("Distribution")) for point in points),
    ]
    if is_tested:
        group = _("Difference")
        columns += [
            Column(_("test"), ColumnKind.TEXT, group),
            *(Column(name, ColumnKind.NUMBER, group) for name in (_("statistic"), "p", _("p (Holm)"), _("effect"))),
            Column(_("differs"), ColumnKind.TEXT, group),
        ]
    return tuple(columns)


def _rules(
    scope: Scope, request: ScalesRequest, found: Sequence[_Scale], is_tested: bool, n_tests: int
) -> Iterator[str]:
    yield _("mean, standard deviation (n - 1) and median of the scores; absences are kept apart and in no mean")
    ordinal = [shown_line(scale.name) for scale in found if scale.is_ordinal and scale.points]
    if any(scale.points for scale in found):
        yield _("a score is the number in the label of the answer")
    if ordinal:
        yield _("but its place from 1 for: {names}").format(names=", ".join(ordinal))
    if is_tested:
        yield _(
            "tests: Welch's t with Hedges' g for two groups, Kruskal-Wallis with epsilon² for more; p adjusted by Holm"
            " over {tests}; 'differs': adjusted p < {alpha}"
        ).format(tests=told.tests(n_tests), alpha=told.decimal(request.alpha))
    if request.code is not None:
        yield _("sub-codes are rolled up (as a union)")
        yield scope.layer.in_words()
    yield scope.material
    yield told.weighted(None)


def _n(scope: Scope, request: ScalesRequest) -> str:
    return told.n_of(scope, request.scope.of if request.code is not None else Denominator.ALL)


def _in_words(found: Sequence[_Scale]) -> Iterator[str]:
    """What the points of a scale stand for, where its answers say so; whose they are, where not all are the same."""
    alike: dict[tuple[tuple[float, str], ...], list[str]] = {}
    for scale in found:
        alike.setdefault(tuple(zip(scale.points, scale.words, strict=True)), []).append(scale.name)
    for pairs, names in alike.items():
        said = "; ".join(f"{point:g} = {shown_line(word)}" for point, word in pairs if word)
        if said:
            yield f"{said}." if len(alike) == 1 else f"{', '.join(map(shown_line, names))}: {said}."


def _notes(scope: Scope, request: ScalesRequest, groups: Groups, untested: str, is_tested: bool) -> Iterator[str]:
    if untested:
        yield _("Not tested: {why}.").format(why=untested)
    if is_tested and request.code is not None:
        yield _("Who has a code and who has not was not drawn by lot: the test is exploratory.")
    yield from told.overlapping(groups, scope.base)


def _hidden(blocks: Sequence[_Block]) -> Iterator[str]:
    if any(block.hide.any or block.hides_sizes or block.hides_absent for block in blocks):
        yield _(
            "Hidden: figures of fewer than {n} scores, distributions in which a number stands for fewer, and what else"
            " these could be recomputed from."
        ).format(n=blocks[0].least)
