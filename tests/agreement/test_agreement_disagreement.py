"""Who disagrees with whom, on which unit, and how."""

import numpy as np
import pytest
from agreement_material import random_ratings

from codebench.agreement import (
    Spans,
    coder_matrix,
    confusion,
    leave_one_out,
    matched_spans,
    nominal_alpha,
    one_hot,
    span_disagreement,
    span_f1,
    unit_disagreement,
)


def test_the_matrix_of_coders_and_leaving_one_out() -> None:
    table = random_ratings(3, coders=4, complete=True)
    table[2] = (table[2] + 1) % 6
    matrix = coder_matrix(4, lambda coders: nominal_alpha(table[list(coders)]))
    assert len(matrix) == 12
    assert matrix[0, 3] == matrix[3, 0] == nominal_alpha(table[[0, 3]])
    without = [each.value or 0.0 for each in leave_one_out(4, lambda coders: nominal_alpha(table[list(coders)]))]
    assert without[2] == max(without)
    assert without[0] == nominal_alpha(table[1:]).value


def test_substitution_and_omission() -> None:
    labels = np.zeros((2, 4, 3), dtype=bool)
    labels[0, 0, 0] = labels[1, 0, 1] = True  # a for b
    labels[0, 1, 2] = True  # c, or nothing
    labels[:, 2] = True  # all agreed
    labels[0, 3, :2] = labels[1, 3, 2] = True  # a and b for c
    found = confusion(labels)
    assert found.substitution.tolist() == [[0, 1, 0.5], [1, 0, 0.5], [0.5, 0.5, 0]]
    assert found.omission.tolist() == [0.5, 0.5, 1]
    assert np.triu(found.substitution).sum() + found.omission.sum() == 1 + 1 + 0 + 2


def test_with_one_code_per_unit_confusion_is_the_table_of_both_coders() -> None:
    table = random_ratings(5, coders=2)
    codes = int(table.max()) + 1
    labels, rated = one_hot(table, codes)
    found = confusion(labels, rated)
    both = (table >= 0).all(axis=0)
    cells = np.zeros((codes, codes))
    np.add.at(cells, (table[0, both], table[1, both]), 1)
    off = cells + cells.T
    np.fill_diagonal(off, 0)
    assert found.substitution == pytest.approx(off)
    assert not found.omission.any()


def test_units_that_were_not_judged_twice_are_not_disputed() -> None:
    labels = np.zeros((3, 3, 1), dtype=bool)
    labels[0] = True
    rated = np.array([[1, 1, 1], [1, 0, 1], [1, 0, 0]], dtype=bool)
    assert unit_disagreement(labels, rated).tolist() == [2.0, 0.0, 2.0]


def test_kinds_of_disagreement_on_spans() -> None:
    spans = Spans.of(
        [(0, 0, 10, 0), (1, 2, 12, 0), (0, 20, 30, 0), (1, 24, 30, 1), (0, 40, 45, 1)], coders=2, codes=2, length=50
    )
    parts = span_disagreement(spans)
    assert parts.boundary.tolist() == [4, 0]
    assert parts.substitution.tolist() == [6, 6]
    assert parts.omission.tolist() == [4, 5]


def test_matching_at_a_least_overlap() -> None:
    spans = Spans.of([(0, 0, 10, 0), (1, 0, 10, 0), (0, 20, 30, 0), (1, 25, 40, 0)], coders=2, codes=1, length=50)
    (loose,), (strict,) = matched_spans(spans), matched_spans(spans, 0.5)
    assert (loose.exact, loose.overlapping, loose.only_a, loose.only_b) == (1, 1, 0, 0)
    assert (strict.exact, strict.overlapping, strict.only_a, strict.only_b) == (1, 0, 1, 1)
    assert (span_f1(spans, exact=True).value, span_f1(spans, exact=False).value) == (0.5, 1.0)
    assert span_f1(spans, exact=False, least=0.5).value == 0.5
