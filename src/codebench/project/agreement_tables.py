"""The tables of agreement: per code, between coders, what stands behind it, and the same data counted otherwise.

Importing this imports numpy.
"""

import numpy as np

from codebench.agreement import Coefficient, Interval
from codebench.agreement.figures import Figures
from codebench.domain.table import Cell, Column, ColumnKind, Precise, Row, Table
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.agreement_data import Work
from codebench.project.agreement_measures import Measures, misleads, shares
from codebench.project.agreement_words import equals, n_of, notes_of, rule_of
from codebench.project.round_models import RoundUnit

MOST_CONFUSED = 12
"""So many codes have a column of their own among the confusions."""

_COUNT, _NUMBER = ColumnKind.COUNT, ColumnKind.NUMBER


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
        _("Agreement per code"), columns, tuple(rows), rule_of(measures), n_of(measures), tuple(notes_of(measures))
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
    whole = _("All together: {alpha}.").format(alpha=equals("α", measures.pooled.pooled))
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


def band(low: float) -> str:
    """Krippendorff's bands in a word, by the lower bound of the interval as it is printed."""
    low = round(low, 3)
    return _("reliable") if low >= 0.8 else _("tentative") if low >= 0.667 else _("low")


def _code_row(measures: Measures, code: int) -> Row:
    interval = measures.intervals.per_code[code]
    alpha, percent = measures.pooled.per_code[code], measures.percents[code]
    defined = interval if alpha.value is not None and not measures.few[code] else None
    beside = misleads(percent, alpha)
    share = measures.pooled.share[code]
    bounds: tuple[Cell, ...] = (None, None) if defined is None else (Precise(defined.low), Precise(defined.high))
    cells: tuple[Cell, ...] = (
        measures.work.codes[code][1],
        alpha.cell,
        *bounds,
        _band_cell(defined, few=measures.few[code]),
        None if percent.value is None else 100 * percent.value,
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


def _given_by(work: Work) -> str:
    return _("characters") if work.unit is RoundUnit.CHARACTER else _("given by")


def _name(name: str) -> str:
    return shown_line(name)


def _tidy(number: float) -> Cell:
    """A count as a whole number where it is one, nothing for none."""
    if not number:
        return None
    return round(number) if abs(number - round(number)) < 1e-9 else number
