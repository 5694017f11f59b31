"""The page on agreement is true: its code runs, its functions exist, and every key that is printed stands on it."""

import re
from pathlib import Path

import pytest
from agreement_material import DRESSES, RATED, SPANNED, rating_rows, span_text, written

import codebench.agreement
from codebench.agreement.matrix import read_matrix
from codebench.agreement.of_matrix import matrix_figures
from codebench.agreement.of_spans import span_figures
from codebench.agreement.span_rows import read_spans

PAGE = (Path(__file__).parents[2] / "docs" / "agreement.md").read_text("utf-8")


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL))
def test_its_code_runs(code: str) -> None:
    exec(code, {})


def test_its_functions_exist_and_none_is_left_out() -> None:
    functions = {name for name in codebench.agreement.__all__ if name.islower()}
    named = set(re.findall(r"`([a-z_0-9]+)`", PAGE))
    assert functions - named == {
        "basis_of_labels",
        "coded_characters",
        "distinct_sets",
        "joined",
        "one_hot",
        "overlapping",
    }
    columns = [row.split("|")[2] for row in PAGE.splitlines() if row.startswith("| `")]
    assert {name for cell in columns for name in re.findall(r"`([a-z_0-9]+)`", cell)} <= functions


def test_every_key_stands_there() -> None:
    keys: set[str] = set()
    for case in RATED:
        keys |= (
            matrix_figures(read_matrix(written(rating_rows(case), DRESSES["plain"]), "r"), intervals=False)
            .flat()
            .keys()
        )
    for case in SPANNED:
        keys |= (
            span_figures(read_spans(span_text(case), "s", length=case["length"], begin=case.get("begin", 0)))
            .flat()
            .keys()
        )
    stems = {key.split("[")[0] for key in keys}
    said = {"positives", "gwet_ac2_quadratic", "cohen_kappa_quadratic", "alphaU_1995_Do", "alphaU_1995_De"}
    said |= {"alphaU_1995_macro", "spans_overlapping", "spans_only_a", "spans_only_b"}
    assert {stem for stem in stems if f"`{stem}" not in PAGE} <= said
