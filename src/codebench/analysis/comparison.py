"""Comparisons: codes or closed answers against groups or sections, totals first, tested where that can be defended."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from codebench.analysis import told
from codebench.analysis.coded import codes_of_set
from codebench.analysis.compared import Compared, Line, by_section, by_variable, heading, of_answers
from codebench.analysis.contingency import DRAWS, LEAST_EXPECTED, SEED, Test, holm, independence
from codebench.analysis.ranking import ranked
from codebench.analysis.reading import consistent
from codebench.analysis.repeated import RepeatedTest, repeated
from codebench.analysis.scope import ScopeRequest
from codebench.analysis.suppression import Hidden, hidden_line, hidden_note, hidden_rows, withheld
from codebench.domain.errors import InputError
from codebench.domain.table import Cell, Chance, Column, ColumnKind, Row, Share, Table, Undefined
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.store.connection import Store

ALPHA = 0.05
LEAST_V = 0.1


class Percent(StrEnum):
    """Of what a per cent is: of the group (its column), of all cases that have the code (its row), or both."""

    COLUMN = "column"
    ROW = "row"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class ComparisonRequest:
    """What to hold against what: codes, or the answers to `answers` (a closed question), by a variable or by section.

    A difference is named where the adjusted p is below `alpha` and V at least `least_v`. With `min_cell` cells that
    stand for fewer cases are hidden. `given` codes were there before the material: tests on them are no exploration.
    Of a `code_set`, by its name, only the codes have a row.
    """

    by: str | None = None
    answers: str | None = None
    percent: Percent = Percent.COLUMN
    is_tested: bool = True
    is_given: bool = False
    is_ranked: bool = False
    alpha: float = ALPHA
    least_v: float = LEAST_V
    min_cell: int = 0
    weight: str | None = None
    scope: ScopeRequest = field(default_factory=ScopeRequest)
    code_set: str | None = None


Tested = Test | RepeatedTest | Undefined | None


def comparison(store: Store, request: ComparisonRequest) -> Table:
    """The table of a comparison, with its rule, its N and notes; without `by` the sections are compared.

    Raises:
        InputError: several coders coded the same units and none was chosen, the variable has no categories, nothing
            lies in a section, or what is asked does not go together.
        NotFoundError: something that was named does not exist.
    """
    return consistent(store, lambda: _table(_compared(store, request), request))


def _compared(store: Store, request: ComparisonRequest) -> Compared:
    if request.answers is not None and request.code_set is not None:
        raise InputError(_("Closed answers are no codes: a set of codes goes with codes alone."))
    members = codes_of_set(store, request.code_set)
    if request.answers is not None and request.by is not None:
        return of_answers(store, request.answers, request.by, request.scope, request.weight)
    if request.by is not None:
        return by_variable(store, request.by, request.scope, request.weight, members)
    if request.answers is not None or request.weight is not None:
        raise InputError(_("Sections split codes, unweighted: closed answers and weights go with a variable."))
    return by_section(store, request.scope, members)


def _table(compared: Compared, request: ComparisonRequest) -> Table:
    pairs = list(zip(compared.lines, _hides(compared, request.min_cell), strict=True))
    if request.is_ranked:
        # A place among the others would tell a number that is hidden: those come last.
        pairs = ranked(pairs, lambda pair: pair[0].level, lambda pair: -1 if pair[1].total else pair[0].counts[0])
    lines, hides = [line for line, _hide in pairs], [hide for _line, hide in pairs]
    is_tested = request.is_tested and not compared.untested
    tests = [
        _test(compared, line) if is_tested and not hide.any else None for line, hide in zip(lines, hides, strict=True)
    ]
    done = [test for test in tests if isinstance(test, Test | RepeatedTest)]
    adjusted = iter(holm([test.p for test in done]))
    rows = [
        Row(
            (
                line.label,
                *_counts(compared, line, hide, request),
                *(_tested(test, hide, adjusted, request, compared.repeated) if is_tested else ()),
            ),
            line.level,
        )
        for line, hide, test in zip(lines, hides, tests, strict=True)
    ]
    return Table(
        title=_title(request),
        columns=_columns(compared, request, is_tested),
        rows=tuple(rows),
        rule=told.rule(
            *compared.rules, told.weighted(compared.weights), *_rules(compared, request, is_tested, len(done))
        ),
        n=told.n_of(compared.scope, compared.of, compared.weights),
        notes=(*_notes(compared, request, hides, is_tested), *compared.notes),
    )


# Cells


def _hides(compared: Compared, least: int) -> list[Hidden]:
    """What to hide of each line."""
    counts = [line.counts for line in compared.lines]
    if least and compared.adds_up:
        everything = Hidden(True, (True,) * len(compared.labels))
        nothing = Hidden(False, (False,) * len(compared.labels))
        return [everything if is_gone else nothing for is_gone in hidden_rows(counts, compared.sizes, least)]
    return [hidden_line(each, compared.sizes, least) for each in counts]


def _counts(compared: Compared, line: Line, hide: Hidden, request: ComparisonRequest) -> Iterator[Cell]:
    in_place = withheld(request.min_cell)
    if line.codings is not None:
        yield in_place if hide.total else line.codings
    for i, n in enumerate(line.counts):
        is_hidden = hide.total if i == 0 else hide.groups[i - 1]
        yield in_place if is_hidden else n
        if request.percent is not Percent.ROW or i == 0:
            yield in_place if is_hidden else _share(compared, line, i)
        if request.percent is not Percent.COLUMN and i > 0:
            yield in_place if is_hidden or hide.total else _row_share(compared, line, i)


def _share(compared: Compared, line: Line, i: int) -> Share:
    if compared.weights is not None:
        return compared.weights.share(line.parts[i], compared.bases[i])
    return Share(line.counts[i], compared.sizes[i])


def _row_share(compared: Compared, line: Line, i: int) -> Share:
    if compared.weights is not None:
        return compared.weights.share(line.parts[i], line.parts[0])
    return Share(line.counts[i], line.counts[0])


# Tests


def _test(compared: Compared, line: Line) -> Tested:
    if not compared.repeated:
        sizes = compared.sizes[1 : compared.n_values + 1]
        return independence(line.counts[1 : compared.n_values + 1], sizes)
    everywhere = compared.in_all
    there = compared.scope.flags(everywhere)
    inside = [compared.scope.flags(part & everywhere)[there].tolist() for part in line.parts[1:]]
    return repeated([list(case) for case in zip(*inside, strict=True)])


def _tested(
    test: Tested, hide: Hidden, adjusted: Iterator[float], request: ComparisonRequest, is_repeated: bool
) -> tuple[Cell, ...]:
    if hide.any or not isinstance(test, Test | RepeatedTest):
        why = test.reason if isinstance(test, Undefined) else _("cells of the row are hidden")
        blank = (None,) * (3 if is_repeated else 4)
        return (Undefined(_("not tested: {why}").format(why=why)), *blank, "")
    p = next(adjusted)
    if isinstance(test, RepeatedTest):
        return (test.method.value, test.statistic, Chance(test.p), Chance(p), _yes(p < request.alpha))
    differs = p < request.alpha and test.v >= request.least_v
    return (test.method.value, test.statistic, Chance(test.p), Chance(p), test.v, _yes(differs))


def _yes(differs: bool) -> str:
    return _("yes") if differs else ""


# Words


def _title(request: ComparisonRequest) -> str:
    what = _("Codes") if request.answers is None else shown_line(request.answers)
    if what.endswith((".", "?", "!")):
        what = f"‘{what}’"
    by = _("section") if request.by is None else shown_line(request.by)
    return _("{what} by {by}").format(what=what, by=by)


def _columns(compared: Compared, request: ComparisonRequest, is_tested: bool) -> tuple[Column, ...]:
    columns = [Column(_("Answer") if request.answers else _("Code"))]
    if request.answers is None:
        columns.append(Column(_("Codings"), ColumnKind.COUNT))
    for i, (label, n) in enumerate(zip((_("Total"), *compared.labels), compared.sizes, strict=True)):
        group = heading(label, n)
        columns.append(Column(_("Cases"), ColumnKind.COUNT, group))
        if request.percent is not Percent.ROW or i == 0:
            columns.append(Column("%", ColumnKind.SHARE, group))
        if request.percent is not Percent.COLUMN and i > 0:
            columns.append(Column(_("row %"), ColumnKind.SHARE, group))
    if is_tested:
        group = _("Difference")
        columns += [
            Column(_("test"), ColumnKind.TEXT, group),
            Column("Q" if compared.repeated else "chi²", ColumnKind.NUMBER, group),
            Column("p", ColumnKind.NUMBER, group),
            Column(_("p (Holm)"), ColumnKind.NUMBER, group),
            *([] if compared.repeated else [Column("V", ColumnKind.NUMBER, group)]),
            Column(_("differs"), ColumnKind.TEXT, group),
        ]
    return tuple(columns)


def _rules(compared: Compared, request: ComparisonRequest, is_tested: bool, n_tests: int) -> Iterator[str]:
    if request.percent is not Percent.COLUMN:
        yield _("row %: of all cases that have it")
    if not is_tested:
        return
    if compared.repeated:
        yield _(
            "tests: over the {n} cases that spoke in every section; McNemar's (exact) for two, else Cochran's Q"
        ).format(n=compared.in_all.bit_count())
        yield _("p adjusted by Holm over {tests}; 'differs': adjusted p < {alpha}").format(
            tests=told.tests(n_tests), alpha=told.decimal(request.alpha)
        )
        return
    yield _(
        "tests: each by itself, has it or not × the groups that have a value; chi² without correction where every"
        " expected count is {least} or more, else Fisher's exact test (two groups), the exact test of Freeman and"
        " Halton, or {draws} random tables (Monte Carlo, seed {seed}) where these are too many"
    ).format(least=LEAST_EXPECTED, draws=DRAWS, seed=SEED)
    yield _("p adjusted by Holm over {tests}; 'differs': adjusted p < {alpha} and Cramér's V ≥ {v}").format(
        tests=told.tests(n_tests), alpha=told.decimal(request.alpha), v=told.decimal(request.least_v)
    )


def _notes(compared: Compared, request: ComparisonRequest, hides: list[Hidden], is_tested: bool) -> Iterator[str]:
    if request.is_tested and compared.untested:
        yield _("Not tested: {why}.").format(why=compared.untested)
    if is_tested and request.answers is None and not request.is_given:
        yield _(
            "The codes may have come out of this same material: the tests are exploratory (--given says otherwise)."
        )
    if any(hide.any for hide in hides):
        yield from hidden_note(request.min_cell)
    yield from told.of_set(request.code_set)
