"""Of a fold, what is small is hidden, and so is what was chosen where the difference would tell how few wrote."""

from hypothesis import given, settings
from hypothesis import strategies as st

from codebench.analysis.folded_lines import FoldedLine, hidden_lines
from codebench.domain.table import Undefined


@st.composite
def offered(draw: st.DrawFn) -> tuple[list[FoldedLine], list[int]]:
    """Options of a multiple response over two groups, each chosen by at most as many as mention it now."""
    sizes = draw(st.lists(st.integers(0, 12), min_size=2, max_size=2))
    lines = []
    for name in "abc":
        inside = [draw(st.integers(0, size)) for size in sizes]
        lines.append(FoldedLine(name, draw(st.integers(0, sum(inside))), (sum(inside), *inside)))
    return lines, [sum(sizes), *sizes]


@settings(max_examples=60)
@given(offered(), st.integers(2, 6), st.booleans())
def test_no_shown_pair_of_numbers_tells_of_few(made: tuple[list[FoldedLine], list[int]], least: int, adds_up: bool):
    lines, sizes = made
    found = hidden_lines(lines, sizes, least, adds_up=adds_up)
    for line in found:
        assert line.chose is not None
        if line.hide.total:
            assert line.is_choice_hidden
        elif not line.is_choice_hidden:
            for n in (line.chose, line.counts[0] - line.chose, sizes[0] - line.counts[0]):
                assert n == 0 or n >= least
        else:
            # Whoever knows the rule and what is counted now has at least two readings of what was chosen.
            now = line.counts[0]
            readings = [n for n in range(now + 1) if n < least or sizes[0] - n < least or now - n < max(least, 3)]
            assert adds_up or len(readings) > 1
    if adds_up and any(line.is_choice_hidden and not line.hide.total for line in found):
        assert all(line.is_choice_hidden for line in found)


def test_few_that_were_added_hide_what_was_chosen() -> None:
    (line,) = hidden_lines([FoldedLine("contact", 20, (22, 12, 10))], [40, 20, 20], 5, adds_up=False)
    row = line.row([40, 20, 20], 5, is_folded=True)
    assert all(isinstance(cell, Undefined) for cell in row.cells[1:3]) and row.cells[3] == 22 and row.cells[5] == 12
    (shown,) = hidden_lines([FoldedLine("contact", 20, (22, 12, 10))], [40, 20, 20], 0, adds_up=False)
    assert shown.row([40, 20, 20], 0, is_folded=True).cells[1] == 20
