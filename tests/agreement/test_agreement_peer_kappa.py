"""One peer prints a κ that is not Cohen's; this pins what it does, and that ours is Cohen's."""

from typing import Any

import pytest
from agreement_material import SPANNED

from codebench.agreement import Spans, character_cohen, two_by_two


def peers_kappa(both: int, only_a: int, only_b: int) -> float:
    """QualCoder's: over coded text alone, with the two terms of chance multiplied instead of added."""
    coded = both + only_a + only_b
    a, b = (both + only_a) / coded, (both + only_b) / coded
    chance = a * b * (1 - a) * (1 - b)
    return 1.0 if chance == 1 else (both / coded - chance) / (1 - chance)


def spans_of(case: dict[str, Any]) -> Spans:
    codes = sorted({row[3] for row in case["spans"]})
    rows = [(coder, start, end, codes.index(code)) for coder, start, end, code in case["spans"]]
    return Spans.of(rows, coders=case["coders"], codes=len(codes), length=case["length"], begin=case["begin"])


@pytest.mark.parametrize(
    ("length", "a", "b", "both", "peer", "cohen"),
    [
        (1_000, 125, 125, 50, 0.206, 0.314),
        (10_000, 300, 300, 240, 0.660, 0.794),
        (10_000, 300, 150, 150, 0.500, 0.660),
        (10_000, 5_000, 5_000, 2_500, 0.299, 0.000),
        (10_000, 9_000, 9_000, 8_100, 0.817, 0.000),
    ],
)
def test_ours_is_cohens(length: int, a: int, b: int, both: int, peer: float, cohen: float) -> None:
    spans = Spans.of([(0, 0, a, 0), (1, a - both, a - both + b, 0)], coders=2, codes=1, length=length)
    (cells,) = two_by_two(spans)
    assert peers_kappa(cells.both, cells.only_a, cells.only_b) == pytest.approx(peer, abs=0.0006)
    (kappa,) = character_cohen(spans)
    assert kappa.value == pytest.approx(cohen, abs=0.0006)


def test_layers_of_one_coder_are_one() -> None:
    overlapping = Spans.of([(0, 0, 100, 0), (0, 50, 150, 0)], coders=2, codes=1, length=1000)
    (kappa,), (cells,) = character_cohen(overlapping), two_by_two(overlapping)
    assert (kappa.value, (cells.both + cells.neither) / 1000) == (0.0, 0.85)
    twice = Spans.of([(0, 0, 100, 0), (0, 0, 100, 0), (1, 0, 100, 0)], coders=2, codes=1, length=1000)
    (kappa,) = character_cohen(twice)
    assert kappa.value == 1.0


@pytest.mark.parametrize("case", [case for case in SPANNED if any("qualcoder" in key for key in case["figures"])])
def test_the_peers_figures_are_the_peers(case: dict[str, Any]) -> None:
    spans = spans_of(case)
    codes = sorted({row[3] for row in case["spans"]})
    for code, cells in zip(codes, two_by_two(spans), strict=True):
        figures = case["figures"]
        value, _tolerance = figures.get(f"qualcoder_kappa[{code}]") or figures["qualcoder_kappa"]
        assert peers_kappa(cells.both, cells.only_a, cells.only_b) == pytest.approx(value, abs=0.00006)
