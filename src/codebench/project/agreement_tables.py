"""The tables of agreement: per code, between coders, what stands behind it, and the same data counted otherwise.

Importing this imports numpy.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from codebench.agreement import FEW_CASES, Coefficient, Interval
from codebench.agreement.figures import Figures
from codebench.domain.table import Cell, Column, ColumnKind, Precise, Row, Table
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.agreement_data import Work, many
from codebench.project.agreement_measures import Measures, misleads, shares
from codebench.project.round_models import RoundKind, RoundUnit

MOST_CONFUSED = 12
"""So many codes have a column of their own among the confusions."""

_COUNT, _NUMBER = ColumnKind.COUNT, ColumnKind.NUMBER
_QUESTIONS = ("{n} question", "{n} questions")
_DOCUMENTS = ("{n} document", "{n} documents")


def sentence(measures: Measures) -> str:
    """What was found in one sentence, ready to paste: variant, unit, N, missing, interval, seed."""
    work, pooled, mean = measures.work, measures.pooled.pooled, measures.pooled.mean
    message = _(
        "Agreement between {coders} on {units}{round} ({missing}): {variant} ({n} codes), {alpha}{interval}; unweighted"
        " mean over the {defined} codes for which it is defined {mean}."
    )
    return message.format(
        coders=_and([coder.name for coder in work.coders]),
        units=_units(measures),
        round=_round(work),
        missing="; ".join((_material(work), *_missing(work))),
        variant=pooled.variant,
        n=len(work.codes),
        alpha=_equals("α", pooled),
        interval=_interval(measures),
        defined=measures.pooled.defined,
        mean=figure(mean.value),
    )


def n_of(measures: Measures) -> str:
    """N, and what is not in it."""
    work = measures.work
    all_of_them = _("both coders") if len(work.coders) == 2 else _("all {n} coders").format(n=len(work.coders))
    parts = [_("N = {units}, each judged by {coders}").format(units=_units(measures), coders=all_of_them)]
    parts += _missing(work)
    for kind, n in work.elsewhere.items():
        parts.append(_("not compared here: {units} (--unit {kind})").format(units=many(RoundUnit(kind), n), kind=kind))
    return "; ".join(parts) + "."


def rule_of(measures: Measures) -> str:
    """By which rule a unit has a code, and what a coder's silence means."""
    part = {
        RoundUnit.CHARACTER: _("each character of what was said has the code or has not"),
        RoundUnit.SENTENCE: _("a sentence has a code where the coding covers a word of it"),
    }.get(measures.work.unit, _("a unit has a code where a coding covers a word of it"))
    rest = _("judged without a code is a judgement; each code by itself, not rolled up; moderators' turns left out")
    return _("Rule: {part}; {rest}.").format(part=part, rest=rest)


def codes_table(measures: Measures) -> Table:
    """Per code what each coder gave, α with its interval and band, sorted by the share of the disagreement."""
    work = measures.work
    two = len(work.coders) == 2
    per_coder = [_name(coder.name) for coder in work.coders]
    common = (
        (_("both"), *(_("only {coder}").format(coder=name) for name in per_coder)) if two else (_("all"), _("some"))
    )
    interval = _("95 % interval")
    columns = (
        Column(_("code")),
        Column("α", _NUMBER),
        Column(_("from"), _NUMBER, interval),
        Column(_("to"), _NUMBER, interval),
        Column(_("band")),
        Column("%", _NUMBER),
        *(Column(name, _COUNT, _given_by(work)) for name in per_coder),
        *(Column(name, _COUNT) for name in common),
        Column(_("of disagreement"), _NUMBER),
        Column("AC1", _NUMBER),
        Column("F1", _NUMBER),
    )
    rows = [_code_row(measures, code) for code in shares(measures)]
    return Table(
        _("Agreement per code"), columns, tuple(rows), rule_of(measures), n_of(measures), tuple(_notes(measures))
    )


def coders_table(measures: Measures) -> Table:
    """α of each pair of coders, and without each of them."""
    names = [_name(coder.name) for coder in measures.work.coders]
    several = len(names) > 2
    columns = [Column(_("coder")), *(Column(name, _NUMBER, _("α with")) for name in names)]
    columns += [Column(_("α without"), _NUMBER)] if several else []
    rows = []
    for i, name in enumerate(names):
        cells: list[Cell] = [name, *(None if i == j else measures.pairs[i, j].cell for j in range(len(names)))]
        rows.append(Row((*cells, *([measures.without[i].cell] if several else []))))
    whole = _("All together: {alpha}.").format(alpha=_equals("α", measures.pooled.pooled))
    notes = [whole]
    if several:
        notes.append(_("Whose absence brings α above that of all together codes otherwise than the others."))
    notes.insert(0, _("α is {variant}.").format(variant=measures.pooled.pooled.variant))
    title = _("Agreement between coders")
    return Table(title, tuple(columns), tuple(rows), rule_of(measures), n_of(measures), tuple(notes))


def confusion_table(measures: Measures) -> Table:
    """What was left out, where borders differ, and which code one gave where another gave that one."""
    work, found = measures.work, measures.confusion
    order = sorted(
        range(len(work.codes)),
        key=lambda code: (-float(found.substitution[code].sum() + found.omission[code]), -measures.boundary[code]),
    )
    order = [c for c in order if found.substitution[c].any() or found.omission[c] or measures.boundary[c]]
    confused = [code for code in order if found.substitution[code].any()][:MOST_CONFUSED]
    number = {code: str(n) for n, code in enumerate(order, 1)}
    columns = (
        Column(_("code")),
        Column(_("omission"), _COUNT),
        Column(_("boundary"), _COUNT),
        *(Column(number[code], _COUNT, _("substitution: the other gave no.")) for code in confused),
    )
    rows = []
    for code in order:
        cells = [_tidy(float(found.substitution[code, other])) for other in confused]
        label = f"{number[code]} {work.codes[code][1]}"
        rows.append(Row((label, _tidy(float(found.omission[code])), measures.boundary[code] or None, *cells)))
    notes = [
        _(
            "Over all pairs of coders. Omission: one gave the code and the other nothing instead; substitution: the"
            " other gave another code; boundary: both gave it, on other stretches (no disagreement on the unit)."
        )
    ]
    if any(isinstance(cell, float) for row in rows for cell in row.cells):
        notes.append(_("Where two coders differ by several codes, each is spread over those it may stand for."))
    left = sum(bool(found.substitution[code].any()) for code in order) - len(confused)
    if left > 0:
        notes.append(
            plural("{n} code more was substituted.", "{n} codes more were substituted.", left)
            + " "
            + _("Only the most confused have a column.")
        )
    return Table(
        _("What the disagreement consists of"),
        columns,
        tuple(rows),
        rule_of(measures),
        n_of(measures),
        (_("Units are counted, not characters."), *notes),
    )


def conventions_table(measures: Measures) -> Table:
    """The same codings by several conventions: each is a figure of its own and carries its name."""
    unit = measures.work.unit
    whole = _("unit") if unit is RoundUnit.CHARACTER else _(str(unit))
    chosen: list[tuple[str, str, Figures, str]] = [
        ("alpha_pooled_binary", whole, measures.of_units, _("each code has or has not, frequent codes weigh more")),
        ("alpha_mean_over_codes", whole, measures.of_units, _("each code weighs the same")),
        ("alpha_masi", whole, measures.of_units, _("sets of codes, near misses count for part")),
        ("percent_pairwise", whole, measures.of_units, _("exactly the same set of codes, chance not taken off")),
        ("holsti", whole, measures.of_units, _("labels in common, chance not taken off")),
        ("c_alpha_pooled_binary", _("character"), measures.of_spans, _("each character; depends on what nobody coded")),
        ("f1_character", _("character"), measures.of_spans, _("characters in common, whatever nobody coded")),
        ("alphaU_1995", _("span"), measures.of_spans, _("where spans begin and end, codes may overlap")),
        ("f1_overlap_1to1", _("span"), measures.of_spans, _("spans that meet, one to one")),
    ]
    rows = []
    for key, per, figures, what in chosen:
        found = next((each for each in figures.figures if each.key == key), None)
        if found is not None and isinstance(found.result, Coefficient):
            rows.append(Row((found.name, per, found.result.cell, found.result.units, what)))
    columns = (
        Column(_("variant")),
        Column(_("per")),
        Column(_("value"), _NUMBER),
        Column(_("N"), _COUNT),
        Column(_("what counts")),
    )
    note = _("These are not comparable with each other or across studies: name the variant that you report.")
    return Table(
        _("The same data by other conventions"), columns, tuple(rows), rule_of(measures), n_of(measures), (note,)
    )


def figure(value: float | None) -> str:
    """A coefficient in running text: three decimals, without the zero in front."""
    if value is None:
        return _("undefined")
    text = f"{value:.3f}"
    return text if abs(value) >= 1 else text.replace("0.", ".", 1)


def band(low: float) -> str:
    """Krippendorff's bands in a word, by the lower bound of the interval."""
    return _("reliable") if low >= 0.8 else _("tentative") if low >= 0.667 else _("low")


def _code_row(measures: Measures, code: int) -> Row:
    interval = measures.intervals.per_code[code]
    alpha, percent = measures.pooled.per_code[code], measures.percents[code]
    defined = interval if alpha.value is not None else None
    beside = misleads(percent, alpha)
    share = measures.pooled.share[code]
    bounds: tuple[Cell, ...] = (None, None) if defined is None else (Precise(defined.low), Precise(defined.high))
    cells: tuple[Cell, ...] = (
        measures.work.codes[code][1],
        alpha.cell,
        *bounds,
        _band_cell(defined, few=measures.few[code]),
        None if percent.value is None else f"{100 * percent.value:.1f}",
        *_counts(measures, code),
        f"{100 * share:.0f} %" if share >= 0.005 else "<1 %" if share else "0",
        measures.ac1[code].cell if beside else None,
        measures.f1[code].cell if beside else None,
    )
    return Row(cells)


def _counts(measures: Measures, code: int) -> list[Cell]:
    """How often each coder gave the code, both or all of them, and only one or some."""
    if measures.work.unit is RoundUnit.CHARACTER:
        return _character_counts(measures, code)
    given = measures.labels[:, :, code]
    per_coder: list[Cell] = [int(each) for each in given.sum(axis=1)]
    every = int(given.all(axis=0).sum())
    if len(given) == 2:
        return [*per_coder, every, *(int(each.sum()) - every for each in given)]
    return [*per_coder, every, int(given.any(axis=0).sum()) - every]


def _character_counts(measures: Measures, code: int) -> list[Cell]:
    work = measures.work
    offset, length = [], 0
    for unit in work.units:
        offset.append(length - unit.start)
        length += unit.end - unit.start
    given = np.zeros((len(work.coders), length), dtype=np.bool_)
    for each in work.given:
        unit = work.units[each.unit]
        if each.code == code and unit.start <= each.start:
            given[each.coder, offset[each.unit] + each.start : offset[each.unit] + each.end] = True
    per_coder: list[Cell] = [int(each) for each in given.sum(axis=1)]
    every = int(given.all(axis=0).sum())
    if len(given) == 2:
        return [*per_coder, every, *(int(each.sum()) - every for each in given)]
    return [*per_coder, every, int(given.any(axis=0).sum()) - every]


def _band_cell(interval: Interval | None, *, few: bool) -> str:
    # A band would say of a handful of codings that they are reliable.
    if few:
        return _("few cases")
    return "" if interval is None else ("≈ " if interval.approximate else "") + band(interval.low)


def _notes(measures: Measures) -> Iterator[str]:
    """What a reader of the figures per code has to know."""
    work, pooled = measures.work, measures.pooled
    interval = measures.intervals.pooled
    if interval is not None:
        message = _(
            "Intervals: percentile bootstrap over {clusters}, {resamples} resamples, seed {seed}. Bands (.667, .800)"
            " apply to the lower bound. Of the resamples of pooled α {low} % lie below .667 and {high} % below .800."
        )
        yield message.format(
            clusters=measures.clusters.words,
            resamples=interval.resamples,
            seed=interval.seed,
            low=round(100 * interval.below_667),
            high=round(100 * interval.below_800),
        )
        yield _(
            "≈ approximate: fewer than 30 of these, fewer than 5 with disagreement, or a code in fewer than 10 % of"
            " ratings."
        )
    else:
        yield _("No intervals: there is nothing to resample ({clusters}).").format(clusters=measures.clusters.words)
    if any(measures.few):
        message = _("Few cases: given fewer than {n} times; one deviating coding can move α to 0.")
        yield message.format(n=FEW_CASES)
    if any(misleads(p, a) for p, a in zip(measures.percents, pooled.per_code, strict=True)):
        yield _(
            "AC1 and F1 stand where % is at least 90 and α below .4: nearly no (or nearly all) units have the code, so"
            " that chance alone agrees as often."
        )
    if work.round is not None and work.round.kind == RoundKind.PRACTICE:
        yield _("A practice round: these figures are not to be reported as reliability.")
    if work.round is None:
        yield _("No round: whether this was coded independently is for you to say.")


def _units(measures: Measures) -> str:
    work = measures.work
    if work.unit is not RoundUnit.CHARACTER:
        return many(work.unit, len(work.units))
    kind = RoundUnit(work.units[0].kind)
    return _("{characters} of {units}").format(
        characters=many(RoundUnit.CHARACTER, measures.basis.units), units=many(kind, len(work.units))
    )


def _missing(work: Work) -> list[str]:
    """What is not compared because somebody did not judge it."""
    if not work.partly:
        return [_("no rating is missing")]
    left = plural(
        "{n} unit that not all of them judged left out", "{n} units that not all of them judged left out", work.partly
    )
    return [_("no rating is missing"), left]


def _material(work: Work) -> str:
    """The documents or questions, by name where they are few."""
    names = list(dict.fromkeys(unit.document for unit in work.units))
    if len(names) <= 3:
        return _and(names)
    answers = work.units[0].kind == RoundUnit.ANSWER
    return plural(*(_QUESTIONS if answers else _DOCUMENTS), len(names))


def _round(work: Work) -> str:
    if work.round is None:
        return ""
    kind = _("blind") if work.round.is_blind else _("not blind")
    return _(" of round '{name}' ({kind})").format(name=shown_line(work.round.name), kind=kind)


def _interval(measures: Measures) -> str:
    interval = measures.intervals.pooled
    if interval is None or measures.pooled.pooled.value is None:
        return ""
    message = _(", {about}95 % CI {low} to {high} (percentile bootstrap over {clusters}, {n} resamples, seed {seed})")
    return message.format(
        about=_("approximate ") if interval.approximate else "",
        low=figure(interval.low),
        high=figure(interval.high),
        clusters=measures.clusters.words,
        n=interval.resamples,
        seed=interval.seed,
    )


def _equals(name: str, coefficient: Coefficient) -> str:
    if coefficient.reason is not None:
        return _("{name} undefined ({reason})").format(name=name, reason=coefficient.reason.sentence)
    return f"{name} = {figure(coefficient.value)}"


def _given_by(work: Work) -> str:
    return _("characters") if work.unit is RoundUnit.CHARACTER else _("given by")


def _and(names: Sequence[str]) -> str:
    *most, last = [shown_line(name) for name in names]
    return _("{most} and {last}").format(most=", ".join(most), last=last) if most else last


def _name(name: str) -> str:
    return shown_line(name)


def _tidy(number: float) -> Cell:
    """A count as a whole number where it is one, nothing for none."""
    if not number:
        return None
    return round(number) if abs(number - round(number)) < 1e-9 else number
