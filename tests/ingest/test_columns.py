"""What a column holds does not depend on how many of its cells are seen at a time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebench.domain.variables import AbsenceWords
from codebench.ingest import columns
from codebench.ingest.columns import Column

CELLS = st.sampled_from(
    ["", "-", "x", "3", "12", "1.234,5", "1/02/2022", "bao; so", "a, b", "an@school.be", "te weinig tijd"]
)


@pytest.mark.parametrize("levels", [2, 1000])
@given(st.lists(CELLS | st.text(max_size=4).map(str.strip), max_size=40), st.integers(1, 41))
def test_a_column_is_the_same_by_cell_and_by_block(levels: int, cells: list[str], size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "MAX_LEVELS", levels)
        by_cell, by_block = Column("vraag", AbsenceWords()), Column("vraag", AbsenceWords())
        for cell in cells:
            by_cell.add([cell])
        for start in range(0, len(cells), size):
            by_block.add(cells[start : start + size])
    assert by_block == by_cell
    assert list(by_block.levels) == list(by_cell.levels)
    assert by_cell.answers + sum(by_cell.absent.values()) == len(cells)
