"""Every coefficient that applies to a table of coded spans."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from codebench.agreement.characters import character_cohen, character_sums, two_by_two
from codebench.agreement.figures import Figure, Figures
from codebench.agreement.matching import matched_spans, span_f1
from codebench.agreement.per_code import (
    FEW_CASES,
    code_alphas,
    code_f1,
    code_jaccard,
    code_percents,
    pooled_alpha,
    pooled_f1,
    pooled_jaccard,
)
from codebench.agreement.result import Coefficient, Reason
from codebench.agreement.span_rows import SpanTable
from codebench.agreement.spans import joined, overlapping
from codebench.agreement.unitizing import unitizing_alpha
from codebench.agreement.unitizing_1995 import alpha_u_1995
from codebench.i18n import _, plural


def span_figures(table: SpanTable) -> Figures:
    """All figures of a table of spans."""
    figures = [*_of_all(table), *_of_units(table), *_per_code(table)]
    return Figures(
        _("Agreement between coders on spans"), tuple(figures), _n_of(table), _rule(), (*table.notes, *_remarks(table))
    )


def _of_all(table: SpanTable) -> Iterator[Figure]:
    """Characters and spans, over all codes together."""
    spans = table.spans
    sums, basis = character_sums(spans), spans.basis
    pooled = pooled_alpha(sums, basis)
    over_characters = _("{variant}, over characters")
    results = {
        "c_alpha_pooled_binary": pooled.pooled,
        "c_alpha_mean_over_codes": pooled.mean,
        "f1_character": pooled_f1(sums, basis),
        "jaccard_character": pooled_jaccard(sums, basis),
    }
    for key, result in results.items():
        yield Figure(key, result, over_characters.format(variant=result.variant))
    for key, exact in (("f1_exact", True), ("f1_overlap_1to1", False)):
        result = span_f1(spans, exact=exact)
        yield Figure(key, result, result.variant)


def _of_units(table: SpanTable) -> Iterator[Figure]:
    """The alphas for which how the text was cut into units matters."""
    spans = table.spans
    first = alpha_u_1995(spans)
    yield Figure("alphaU_1995", first.pooled, first.pooled.variant)
    yield Figure("alphaU_1995_macro", first.mean, first.mean.variant)
    yield from _each(table, "alphaU_1995", first.per_code)
    for term in ("observed", "expected"):
        key = f"alphaU_1995_D{term[0]}"
        yield from _each(table, key, [_term(each, term) for each in first.per_code], shown=False)
    if overlapping(joined(spans)) is not None:
        return
    second = unitizing_alpha(spans)
    for key, result in (
        ("u_alpha", second.u_alpha),
        ("u_alpha_binary", second.u_alpha_binary),
        ("cu_alpha", second.cu_alpha),
    ):
        yield Figure(key, result, result.variant)
    yield from _each(table, "k_u_alpha", second.k_u_alpha)


def _term(coefficient: Coefficient, name: str) -> Coefficient:
    term = getattr(coefficient, name)
    return coefficient if term is None else replace(coefficient, value=term)


def _per_code(table: SpanTable) -> Iterator[Figure]:
    spans = table.spans
    sums, basis = character_sums(spans), spans.basis
    yield from _each(table, "c_alpha_binary", code_alphas(sums, basis), _("{variant}, over characters"))
    yield from _each(table, "percent_agreement", code_percents(sums, basis), _("{variant}, over characters"))
    yield from _each(table, "f1", code_f1(sums, basis), _("{variant}, over characters"))
    yield from _each(table, "jaccard", code_jaccard(sums, basis), _("{variant}, over characters"))
    if spans.coders != 2:
        return
    yield from _each(table, "cohen_kappa", character_cohen(spans))
    a, b = table.coders
    cells = two_by_two(spans)
    for key, name in (
        ("both", _("characters by both")),
        ("only_a", _("characters by {coder} only").format(coder=a)),
        ("only_b", _("characters by {coder} only").format(coder=b)),
        ("neither", _("characters by neither")),
    ):
        yield from _counts(table, key, name, [getattr(cell, key) for cell in cells])
    matches = matched_spans(spans)
    for key, name in (
        ("exact", _("spans with the same ends")),
        ("overlapping", _("spans that overlap, one to one")),
        ("only_a", _("spans by {coder} only").format(coder=a)),
        ("only_b", _("spans by {coder} only").format(coder=b)),
    ):
        yield from _counts(table, f"spans_{key}", name, [getattr(match, key) for match in matches])


def _each(
    table: SpanTable, key: str, results: Sequence[Coefficient], name: str = "{variant}", *, shown: bool = True
) -> Iterator[Figure]:
    """A figure of every code; of a single code it is the figure of all as well."""
    for code, result in zip(table.codes, results, strict=True):
        yield Figure(f"{key}[{code}]", result, name.format(variant=result.variant), code, shown)
    if len(table.codes) == 1 and key != "alphaU_1995":
        yield Figure(key, results[0], name.format(variant=results[0].variant), shown=False)


def _counts(table: SpanTable, key: str, name: str, counts: Sequence[int]) -> Iterator[Figure]:
    for code, count in zip(table.codes, counts, strict=True):
        yield Figure(f"{key}[{code}]", count, name, code)
    if len(table.codes) == 1:
        yield Figure(key, counts[0], name, shown=False)


def _remarks(table: SpanTable) -> Iterator[str]:
    spans = joined(table.spans)
    clash = overlapping(spans)
    if clash is not None:
        left, right = (f"{table.codes[spans.code[row]]} {spans.start[row]}-{spans.end[row]}" for row in clash)
        message = _(
            "uα, |uα, cuα and (k)uα are left out: they need codes that exclude each other, and {coder} has {left} and"
            " {right}. Compare a group of such codes by itself."
        )
        yield message.format(coder=table.coders[spans.coder[clash[0]]], left=left, right=right)
    elif len(table.codes) == 1 and unitizing_alpha(table.spans).cu_alpha.remark is Reason.ONE_CODE_GROUP:
        yield _("cuα and (k)uα are 1 here whatever was coded: with one code nothing can be confused.")
    few = [code for n, code in enumerate(table.codes) if (spans.code == n).sum() < FEW_CASES]
    if few:
        yield _("Few cases, fewer than {n} spans by all together: {codes}.").format(n=FEW_CASES, codes=", ".join(few))


def _n_of(table: SpanTable) -> str:
    spans = table.spans
    message = plural(
        "N = {{length}} characters, from {{begin}} to {{last}}; {{coders}} coders, {n} span.",
        "N = {{length}} characters, from {{begin}} to {{last}}; {{coders}} coders, {n} spans.",
        len(spans.start),
    )
    last = spans.begin + spans.length
    return message.format(length=spans.length, begin=spans.begin, last=last, coders=spans.coders)


def _rule() -> str:
    return _(
        "Every coder is taken to have reviewed the whole text. Figures over characters depend on how much of it nobody"
        " coded, F1 and Jaccard do not. The variants of α for spans differ: name the one that you report."
    )
