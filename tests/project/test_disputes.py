"""Disputes of any work: each cell on which coders differ is one, and boundaries are where all gave the code."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from codebench.project.agreement_data import Given, Judged, Work
from codebench.project.disputes import DisputeKind, agreed_in, disputes_of
from codebench.project.models import CoderInfo
from codebench.project.round_models import RoundUnit

SPANS = st.sampled_from([(0, 10), (0, 4), (5, 10)])


@st.composite
def works(draw: st.DrawFn) -> Work:
    n_coders, n_units, n_codes = draw(st.integers(2, 3)), draw(st.integers(1, 4)), draw(st.integers(1, 3))
    cells = st.tuples(st.integers(0, n_coders - 1), st.integers(0, n_units - 1), st.integers(0, n_codes - 1), SPANS)
    found = draw(st.lists(cells, max_size=20, unique=True))
    return Work(
        RoundUnit.TURN,
        tuple(CoderInfo(i + 1, str(i), f"c{i}") for i in range(n_coders)),
        tuple((code + 1, f"code {code}") for code in range(n_codes)),
        tuple(Judged(u + 1, 1, 1, "d", "turn", u, 0, 10, None, "", "2026-01-01") for u in range(n_units)),
        tuple(Given(coder, unit, code, *span) for coder, unit, code, span in found),
        0,
    )


@given(work=works())
def test_every_cell_on_which_coders_differ_is_one_dispute(work: Work) -> None:
    by_cell: dict[tuple[int, int], dict[int, set[tuple[int, int]]]] = {}
    for each in work.given:
        by_cell.setdefault((each.unit, each.code), {}).setdefault(each.coder, set()).add((each.start, each.end))
    some = {cell for cell, by in by_cell.items() if len(by) < len(work.coders)}
    other = {
        cell
        for cell, by in by_cell.items()
        if len(by) == len(work.coders) and len({frozenset(spans) for spans in by.values()}) > 1
    }
    found = disputes_of(work)
    cells = {(each.unit.position, each.code_id - 1): each for each in found}
    assert len(cells) == len(found)
    assert cells.keys() == some | other
    assert {cell for cell, each in cells.items() if each.kind is DisputeKind.BOUNDARY} == other
    for (unit, code), each in cells.items():
        assert {i for i, spans in enumerate(each.spans) if spans} == by_cell[unit, code].keys()
        assert (code + 1) not in {other for codes in each.instead for other in codes}
    for unit in range(len(work.units)):
        agreed = {code - 1 for code in agreed_in(work, unit)}
        assert agreed == {code for (u, code), by in by_cell.items() if u == unit and len(by) == len(work.coders)}


@given(work=works())
def test_substitutions_come_in_company(work: Work) -> None:
    per_unit = Counter(each.unit.position for each in disputes_of(work) if each.kind is DisputeKind.SUBSTITUTION)
    assert all(n > 1 for n in per_unit.values())
