"""The sweeps over spans give what looking at every character and every pair of units gives."""

from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebench.agreement import (
    Spans,
    alpha_u_1995,
    basis_of_labels,
    binary_sums,
    character_sums,
    coincidences,
    matched_spans,
    pooled_alpha,
    span_disagreement,
    unitizing_alpha,
)

LENGTH, CODES, BEGIN = 30, 3, 7


@st.composite
def overlapping_spans(draw: st.DrawFn) -> Spans:
    coders = draw(st.integers(2, 4))
    places = st.tuples(st.integers(BEGIN, BEGIN + LENGTH), st.integers(BEGIN, BEGIN + LENGTH)).filter(
        lambda ends: ends[0] < ends[1]
    )
    rows = draw(st.lists(st.tuples(st.integers(0, coders - 1), places, st.integers(0, CODES - 1)), max_size=12))
    flat = [(coder, start, end, code) for coder, (start, end), code in rows]
    return Spans.of(flat, coders=coders, codes=CODES, length=LENGTH, begin=BEGIN)


@st.composite
def exclusive_spans(draw: st.DrawFn, coders: int | None = None) -> Spans:
    coders = coders or draw(st.integers(2, 4))
    rows = []
    for coder in range(coders):
        ends = sorted(draw(st.sets(st.integers(BEGIN, BEGIN + LENGTH), max_size=10)))
        for start, end in pairwise(ends):
            code = draw(st.integers(-1, CODES - 1))
            if code >= 0:
                rows.append((coder, start, end, code))
    return Spans.of(rows, coders=coders, codes=CODES, length=LENGTH, begin=BEGIN)


def rows_of(spans: Spans) -> list[tuple[int, int, int, int]]:
    columns = (spans.coder, spans.start - BEGIN, spans.end - BEGIN, spans.code)
    return [tuple(int(each) for each in row) for row in zip(*columns, strict=True)]


def characters(spans: Spans) -> np.ndarray:
    """Which coder gave which character which code: shape (coders, characters, codes)."""
    labels = np.zeros((spans.coders, LENGTH, CODES), dtype=bool)
    for coder, start, end, code in rows_of(spans):
        labels[coder, start:end, code] = True
    return labels


@given(overlapping_spans())
@settings(max_examples=50)
def test_the_sweep_over_characters(spans: Spans) -> None:
    labels = characters(spans)
    one_by_one, swept = binary_sums(labels), character_sums(spans)
    for name in ("units", "ratings", "given", "share", "disagreement", "split", "both", "mixed", "pairs"):
        assert getattr(swept, name) == pytest.approx(getattr(one_by_one, name))
    ours = pooled_alpha(swept, spans.basis)
    theirs = pooled_alpha(one_by_one, basis_of_labels(labels))
    assert ours.pooled.value == pytest.approx(theirs.pooled.value)


@given(exclusive_spans())
def test_the_sweep_over_units(spans: Spans) -> None:
    codes = np.zeros((spans.coders, LENGTH), dtype=int)
    squares, paired = np.zeros(CODES + 1), np.zeros(CODES)
    for coder, start, end, code in rows_of(spans):
        codes[coder, start:end] = code + 1
        squares[code + 1] += (end - start) ** 2
    lengths = np.zeros((CODES + 1, CODES + 1))
    for i, j in permutations(range(spans.coders), 2):
        np.add.at(lengths, (codes[i], codes[j]), 1 / (spans.coders - 1))
    for coder, start, end, code in rows_of(spans):
        others = np.delete(codes, coder, axis=0)[:, start:end]
        paired[code] += (others > 0).any(axis=0).sum() ** 2
    squares[0] = (codes == 0).sum()
    found = coincidences(spans)
    assert found.lengths == pytest.approx(lengths)
    assert found.squares == pytest.approx(squares)
    assert found.paired_squares == pytest.approx(paired)


@given(overlapping_spans())
def test_alpha_of_1995(spans: Spans) -> None:
    for code, ours in enumerate(alpha_u_1995(spans).per_code):
        if ours.value is None:
            continue
        observed, expected = brute_1995(spans, code)
        assert ours.observed == pytest.approx(observed)
        assert ours.expected == pytest.approx(expected)


def brute_1995(spans: Spans, code: int) -> tuple[float, float]:
    """D_o and D_e by looking at every pair of units, and every place that a unit could stand in."""
    units, gaps = [], []
    for coder in range(spans.coders):
        merged: list[list[int]] = []
        for who, start, end, what in sorted(rows_of(spans)):
            if who == coder and what == code:
                if merged and start < merged[-1][1]:
                    merged[-1][1] = max(merged[-1][1], end)
                else:
                    merged.append([start, end])
        units.append(merged)
        ends = [0, *[at for unit in merged for at in unit], LENGTH]
        gaps += [b - a for a, b in zip(ends[::2], ends[1::2], strict=True) if b > a]
    apart = 0
    for i, j in permutations(range(spans.coders), 2):
        for b, e in units[i]:
            meets = [(c, d) for c, d in units[j] if c < e and b < d]
            apart += sum((b - c) ** 2 + (e - d) ** 2 for c, d in meets) + (0 if meets else 2 * (e - b) ** 2)
    m = spans.coders
    sizes = [e - b for each in units for b, e in each]
    ways = 0.0
    for k, g in enumerate(sizes):
        for other, h in enumerate(sizes):
            if other != k:
                # The sum of both squares over all places at which g meets h, halved since each pair comes twice.
                ways += sum(d**2 + (d + g - h) ** 2 for d in range(1 - g, h)) / 2
        ways += sum(g**2 * (gap - g + 1) for gap in gaps if gap >= g)
    ways *= 2 / LENGTH
    return apart / (m * (m - 1) * LENGTH**2), ways / (m * LENGTH * (m * LENGTH - 1) - sum(g * (g - 1) for g in sizes))


@given(exclusive_spans(coders=2))
def test_matching_makes_as_many_pairs_as_can_be_made(spans: Spans) -> None:
    for code, match in enumerate(matched_spans(spans)):
        a, b = ([row[1:3] for row in rows_of(spans) if row[0] == coder and row[3] == code] for coder in (0, 1))
        assert match.exact + match.overlapping == largest_matching(a, b)
        assert match.exact == len(set(a) & set(b))
        assert match.exact + match.overlapping + match.only_a == len(a)
        assert match.exact + match.overlapping + match.only_b == len(b)


def largest_matching(a: list[tuple[int, int]], b: list[tuple[int, int]]) -> int:
    partner: dict[int, int] = {}

    def place(left: int, tried: set[int]) -> bool:
        for right, (start, end) in enumerate(b):
            if right not in tried and start < a[left][1] and a[left][0] < end:
                tried.add(right)
                if right not in partner or place(partner[right], tried):
                    partner[right] = left
                    return True
        return False

    return sum(place(left, set()) for left in range(len(a)))


@given(overlapping_spans())
@settings(max_examples=50)
def test_what_differs_is_boundary_substitution_or_omission(spans: Spans) -> None:
    parts = span_disagreement(spans)
    assert parts.boundary + parts.substitution + parts.omission == pytest.approx(character_sums(spans).mixed)


@given(exclusive_spans(), st.randoms(use_true_random=False))
@settings(max_examples=50)
def test_order_and_names_change_nothing(spans: Spans, random) -> None:
    rows = [(coder, start + BEGIN, end + BEGIN, code) for coder, start, end, code in rows_of(spans)]
    coders, codes = list(range(spans.coders)), list(range(CODES))
    for each in (rows, coders, codes):
        random.shuffle(each)
    renamed = Spans.of(
        [(coders[coder], start, end, codes[code]) for coder, start, end, code in rows],
        coders=spans.coders,
        codes=CODES,
        length=LENGTH,
        begin=BEGIN,
    )
    one, other = unitizing_alpha(spans), unitizing_alpha(renamed)
    for name in ("u_alpha", "u_alpha_binary", "cu_alpha"):
        assert getattr(one, name).value == pytest.approx(getattr(other, name).value)
        assert getattr(one, name).reason == getattr(other, name).reason
    assert alpha_u_1995(spans).pooled.value == pytest.approx(alpha_u_1995(renamed).pooled.value)


@given(exclusive_spans(coders=3), exclusive_spans(coders=3))
def test_documents_add_up(one: Spans, other: Spans) -> None:
    both = coincidences(one) + coincidences(other)
    assert both.lengths.sum() == pytest.approx(2 * 3 * LENGTH)
    assert unitizing_alpha([one, other]).u_alpha.units == 2 * LENGTH
