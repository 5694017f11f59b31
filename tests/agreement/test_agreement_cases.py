"""Every published case, read from a file as anybody would have it, gives the published figures."""

from typing import Any

import pytest
from agreement_material import CASES, DRESSES, RATED, SPANNED, differing, rating_rows, span_text, written

from codebench.agreement.alpha import Level
from codebench.agreement.matrix import read_matrix
from codebench.agreement.of_matrix import matrix_figures
from codebench.agreement.of_spans import span_figures
from codebench.agreement.span_rows import read_spans

PEER = "qualcoder_kappa"


def test_there_are_all_of_them() -> None:
    assert len(CASES) == 37
    assert all(case["source"] for case in CASES)


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("case", RATED, ids=[case["name"] for case in RATED])
def test_ratings(case: dict[str, Any], dress: str) -> None:
    matrix = read_matrix(written(rating_rows(case), DRESSES[dress]), case["name"])
    level = Level(case["level"]) if case["level"] != "set" else Level.NOMINAL
    found = matrix_figures(matrix, level, intervals=False).flat()
    assert differing(found, case["figures"]) == {}


@pytest.mark.parametrize("case", SPANNED, ids=[case["name"] for case in SPANNED])
def test_spans(case: dict[str, Any]) -> None:
    table = read_spans(span_text(case), case["name"], length=case["length"], begin=case.get("begin", 0))
    figures = {key: each for key, each in case["figures"].items() if not key.startswith(PEER)}
    assert differing(span_figures(table).flat(), figures) == {}
