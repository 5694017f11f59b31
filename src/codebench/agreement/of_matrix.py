"""Every coefficient that applies to a table of ratings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from codebench.agreement.alpha import Level, nominal_alpha, scaled_alpha
from codebench.agreement.binary import BinarySums, binary_sums, one_hot
from codebench.agreement.bootstrap import alpha_intervals
from codebench.agreement.figures import Figure, Figures
from codebench.agreement.kappa import (
    LINEAR,
    QUADRATIC,
    brennan_prediger,
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    gwet_ac1,
    gwet_ac2,
    hubert_kappa,
    light_kappa,
    scott_pi,
    weighted_kappa,
)
from codebench.agreement.matrix import Matrix
from codebench.agreement.numerals import number_of
from codebench.agreement.per_code import (
    FEW_CASES,
    PooledAlpha,
    code_ac1,
    code_f1,
    code_fleiss,
    code_percents,
    pooled_alpha,
)
from codebench.agreement.percent import (
    holsti,
    holsti_of_sets,
    percent_all,
    percent_krippendorff,
    percent_pairwise,
    percent_pooled,
)
from codebench.agreement.ratings import Bools, basis_of
from codebench.agreement.result import Basis, Coefficient
from codebench.agreement.sets import DISTANCES, set_alpha
from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.i18n import _

MOST_CODES = 500
"""With more different codes than this there are no figures per code: such ratings are no codes."""

_MOST_CELLS = 500_000_000


def matrix_figures(matrix: Matrix, level: Level = Level.NOMINAL, *, intervals: bool = True) -> Figures:
    """All figures of a table of ratings; `level` says which scale numbers are on, and thereby what is shown."""
    basis = basis_of(matrix.ratings >= 0)
    figures = [*_of_ratings(matrix), *_of_numbers(matrix, level)]
    notes = list(matrix.notes)
    if len(matrix.codes) <= MOST_CODES and matrix.ratings.size * len(matrix.codes) <= _MOST_CELLS:
        labels, rated = _labels(matrix)
        sums = binary_sums(labels, rated)
        pooled = pooled_alpha(sums, basis)
        names = level is Level.NOMINAL
        figures += _of_labels(matrix, labels, rated, pooled, shown=names)
        figures += _per_code(matrix, sums, basis, pooled, shown=names)
        if names:
            notes += _remarks(matrix.codes, pooled, code_percents(sums, basis))
        if intervals:
            figures = list(_with_intervals(figures, labels, rated, matrix.codes))
    else:
        notes.append(_("No figures per code: there are {n} different ratings.").format(n=len(matrix.codes)))
    return Figures(_("Agreement between coders"), tuple(figures), _n_of(matrix, basis), _rule_of(matrix), tuple(notes))


def _of_ratings(matrix: Matrix) -> Iterator[Figure]:
    """The coefficients for which a rating is one value; sets of labels count as the same or not."""
    table, q = matrix.ratings, matrix.q
    sets = matrix.labels is not None
    nominal = nominal_alpha(table)
    results = {
        "percent_pairwise": percent_pairwise(table),
        "percent_pooled": percent_pooled(table),
        "percent_krippendorff": percent_krippendorff(table),
        "percent_all": percent_all(table),
        "holsti": holsti(table) if matrix.labels is None else holsti_of_sets(matrix.labels, table >= 0),
        "alpha_nominal": nominal,
    }
    if len(table) <= 2:
        results |= {"cohen_kappa": cohen_kappa(table), "scott_pi": scott_pi(table)}
    results |= {
        "fleiss_kappa": fleiss_kappa(table),
        "light_kappa": light_kappa(table),
        "hubert_kappa": hubert_kappa(table),
        "conger_kappa": conger_kappa(table),
    }
    if not sets:
        # For sets of labels the number of possible ones is not the number of codes.
        results |= {"brennan_prediger": brennan_prediger(table, q), "gwet_ac1": gwet_ac1(table, q)}
    whole = _(", whole sets of labels") if sets else ""
    for key, result in results.items():
        name = result.variant if key == "holsti" else result.variant + whole
        yield Figure(key, result, name)
    for key, term in (("Do", nominal.observed), ("De", nominal.expected)):
        yield Figure(key, nominal if term is None else replace(nominal, value=term), key, shown=False)


def _of_numbers(matrix: Matrix, level: Level) -> Iterator[Figure]:
    """The coefficients of ratings that are numbers; shown where they were said to be more than names."""
    if matrix.scores is None:
        if level is not Level.NOMINAL:
            raise InputError(_not_numbers(matrix, level))
        return
    table, scores = matrix.ratings, matrix.scores
    for each in (Level.ORDINAL, Level.INTERVAL, Level.RATIO):
        if each is Level.RATIO and level is not each and scores.size and scores.min() < 0:
            continue
        result = scaled_alpha(table, scores, each)
        yield Figure(f"alpha_{each}", result, result.variant, shown=level is each)
    for power, name in ((LINEAR, "linear"), (QUADRATIC, "quadratic")):
        if len(table) <= 2:
            result = weighted_kappa(table, scores, power)
            yield Figure(f"cohen_kappa_{name}", result, result.variant, shown=level is not Level.NOMINAL)
        result = gwet_ac2(table, scores, power)
        yield Figure(f"gwet_ac2_{name}", result, result.variant, shown=level is not Level.NOMINAL)


def _of_labels(matrix: Matrix, labels: Bools, rated: Bools, pooled: PooledAlpha, *, shown: bool) -> Iterator[Figure]:
    """The coefficients of sets of labels; where every rating is one label, all of them are nominal α."""
    sets = matrix.labels is not None
    yield Figure("alpha_pooled_binary", pooled.pooled, pooled.pooled.variant, shown=sets)
    mean = _("{variant} ({n} codes)").format(variant=pooled.mean.variant, n=pooled.defined)
    yield Figure("alpha_mean_over_codes", pooled.mean, mean, shown=shown)
    for distance in DISTANCES:
        result = pooled.pooled if not sets else set_alpha(labels, rated, distance)
        yield Figure(f"alpha_{distance}", result, result.variant, shown=sets and distance in ("jaccard", "masi"))


def _per_code(matrix: Matrix, sums: BinarySums, basis: Basis, pooled: PooledAlpha, *, shown: bool) -> Iterator[Figure]:
    """The figures of each code: has it, or has not."""
    kappas = code_fleiss(sums, basis)
    columns: list[tuple[str, Sequence[Coefficient], bool]] = [
        ("percat_percent", code_percents(sums, basis), True),
        ("percat_alpha", pooled.per_code, True),
        ("percode_alpha", pooled.per_code, False),
        ("percat_fleiss", kappas, True),
        ("percat_ac1", code_ac1(sums, basis), True),
        ("percat_f1", code_f1(sums, basis), True),
    ]
    if len(matrix.coders) == 2:
        columns.append(("percat_scott", kappas, False))
    for number, code in enumerate(matrix.codes):
        yield Figure(f"positives[{code}]", pooled.positives[number], _("times given"), code, shown)
        for key, results, main in columns:
            yield Figure(f"{key}[{code}]", results[number], results[number].variant, code, shown and main)


def _not_numbers(matrix: Matrix, level: Level) -> str:
    words = [code for code in matrix.codes if number_of(code) is None]
    if words:
        message = _("{name}: '{code}' is no number, so that there is no {level} scale.")
        return message.format(name=shown_line(matrix.name), code=shown_line(words[0][:40]), level=level)
    message = _("{name}: cells with several labels or with none ([]) are on no {level} scale.")
    return message.format(name=shown_line(matrix.name), level=level)


def _labels(matrix: Matrix) -> tuple[Bools, Bools]:
    if matrix.labels is None:
        return one_hot(matrix.ratings, len(matrix.codes))
    return matrix.labels, matrix.ratings >= 0


def _with_intervals(figures: Iterable[Figure], labels: Bools, rated: Bools, codes: Sequence[str]) -> Iterator[Figure]:
    """The figures, with an interval for α; with one label per unit the interval of nominal α is that of the pool."""
    found = alpha_intervals(labels, rated)
    intervals = {"alpha_pooled_binary": found.pooled, "alpha_mean_over_codes": found.mean}
    intervals |= {f"percat_alpha[{code}]": each for code, each in zip(codes, found.per_code, strict=True)}
    if (labels.sum(axis=2) == 1)[rated].all():
        intervals["alpha_nominal"] = found.pooled
    for figure in figures:
        defined = isinstance(figure.result, Coefficient) and figure.result.value is not None
        yield replace(figure, interval=intervals.get(figure.key) if defined else None)


def _remarks(codes: Sequence[str], pooled: PooledAlpha, percents: Sequence[Coefficient]) -> Iterator[str]:
    """What a reader of the figures per code has to know."""
    few = [code for code, rare in zip(codes, pooled.few, strict=True) if rare]
    if few:
        message = _("Few cases, given fewer than {n} times, so that one deviating rating can move α to 0: {codes}.")
        yield message.format(n=FEW_CASES, codes=", ".join(few))
    for code, alpha, percent in zip(codes, pooled.per_code, percents, strict=True):
        if alpha.value is not None and percent.value is not None and percent.value >= 0.9 and alpha.value < 0.4:
            message = _(
                "{code}: {percent} % agreement beside α {alpha}: where nearly all or nearly no units have a code,"
                " chance alone agrees as often; AC1 and F1 stand beside it for that."
            )
            yield message.format(
                code=code, percent=round(100 * percent.value), alpha=f"{alpha.value:.3f}".replace(".", _("."))
            )
    shares = sorted(zip(pooled.share, codes, strict=True), reverse=True)[:3]
    if len(codes) > 2 and shares[0][0]:
        message = _("Of the disagreement lie in: {shares}.")
        yield message.format(shares=", ".join(f"{code} {round(100 * share)} %" for share, code in shares if share))


def _n_of(matrix: Matrix, basis: Basis) -> str:
    message = _(
        "N = {n} units that two coders or more rated, of {units}; {coders} coders, {codes} codes, {missing} ratings"
        " missing ({percent} %)."
    )
    coders, units = matrix.ratings.shape
    percent = round(100 * basis.missing / max(1, matrix.ratings.size))
    return message.format(
        n=basis.units, units=units, coders=coders, codes=len(matrix.codes), missing=basis.missing, percent=percent
    )


def _rule_of(matrix: Matrix) -> str:
    if matrix.labels is not None:
        return _("Several labels per unit: each code is compared as has / has not, α pooled over codes sums them.")
    if matrix.q is not None:
        return _("One code per unit; q = {q} codes were declared.").format(q=matrix.q)
    return _("One code per unit; q counts the codes that occur, since none were declared.")
