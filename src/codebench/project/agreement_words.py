"""Agreement in words: the sentence to paste, N, the rule, and what a reader of the figures has to know.

Importing this imports numpy.
"""

from collections.abc import Iterator, Sequence

from codebench.agreement import FEW_CASES, Coefficient
from codebench.agreement.interval import LEAST_DRAWN
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.agreement_data import Work, many
from codebench.project.agreement_measures import Measures, misleads
from codebench.project.round_models import RoundKind, RoundUnit

_QUESTIONS = ("{n} question", "{n} questions")
_DOCUMENTS = ("{n} document", "{n} documents")


def sentence(measures: Measures) -> str:
    """What was found in one sentence, ready to paste: variant, unit, N, missing, interval, seed."""
    work, pooled, mean = measures.work, measures.pooled.pooled, measures.pooled.mean
    message = _(
        "Agreement between {coders} on {units}{round} ({about}): {variant} ({codes}), {alpha}{interval}; unweighted"
        " mean over the {defined} codes for which it is defined {mean}."
    )
    return message.format(
        coders=_and([coder.name for coder in work.coders]),
        units=_units(measures),
        round=_round(work),
        about="; ".join((*_sight(work), _material(work), *_missing(work))),
        variant=pooled.variant,
        codes=_codes(work),
        alpha=equals("α", pooled),
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
    rolled = measures.work.top_codes
    codes = _("sub-codes count as their top code") if rolled else _("each code by itself, not rolled up")
    message = _("Rule: {part}; judged without a code is a judgement; {codes}; moderators' turns left out.")
    return message.format(part=part, codes=codes)


def notes_of(measures: Measures) -> Iterator[str]:
    """What a reader of the figures per code has to know."""
    work, pooled = measures.work, measures.pooled
    yield _(
        "α is Krippendorff's nominal α of having the code or not, % the agreement on that over pairs of coders (chance"
        " not taken off)."
    )
    interval = measures.intervals.pooled
    if interval is not None:
        message = _(
            "Intervals: BCa bootstrap over {clusters}, {resamples} resamples, seed {seed}. Bands (.667, .800)"
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
        yield _("No interval of pooled α: {why}.").format(why=_why_no_interval(measures))
    if any(measures.few):
        message = _(
            "Few cases: given fewer than {n} times; one deviating coding can move α to 0, so there is no interval."
        )
        yield message.format(n=FEW_CASES)
    if any(misleads(p, a) for p, a in zip(measures.percents, pooled.per_code, strict=True)):
        yield _(
            "Gwet's AC1 and F1 (of pairs of coders) stand where % is at least 90 and α below .4: nearly no (or nearly"
            " all) units have the code, so that chance alone agrees as often."
        )
    if work.round is not None and work.round.kind == RoundKind.PRACTICE:
        yield _("A practice round: these figures are not to be reported as reliability.")
    if work.round is None:
        yield _("No round: whether this was coded independently is for you to say.")
    if work.is_anew:
        yield _(
            "Computed from the codings as they are now: the figures of the round, frozen when it closed, are those"
            " without other choices."
        )


def figure(value: float | None) -> str:
    """A coefficient in running text: three decimals, in English without the zero in front."""
    if value is None:
        return _("undefined")
    text = f"{value:.3f}".replace(".", _("."))
    return text if abs(value) >= 1 else text.replace("0.", ".", 1)


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


def _codes(work: Work) -> str:
    if work.top_codes:
        return plural("{n} top code", "{n} top codes", len(work.codes))
    return plural("{n} code", "{n} codes", len(work.codes))


def _round(work: Work) -> str:
    if work.round is None:
        return ""
    practice = work.round.kind == RoundKind.PRACTICE
    message = _(" of practice round '{name}'") if practice else _(" of round '{name}'")
    return message.format(name=shown_line(work.round.name))


def _sight(work: Work) -> list[str]:
    """Whether it was coded blind, and whether that is still how it was coded."""
    if work.round is None:
        return []
    return [
        _("blind") if work.round.is_blind else _("not blind"),
        *([_("computed after it closed, from the codings as they are now")] if work.is_anew else []),
    ]


def _interval(measures: Measures) -> str:
    interval = measures.intervals.pooled
    if measures.pooled.pooled.value is None:
        return ""
    if interval is None:
        return _(", no interval ({why})").format(why=_why_no_interval(measures))
    message = _(", {about}95 % CI {low} to {high} (BCa bootstrap over {clusters}, {n} resamples, seed {seed})")
    return message.format(
        about=_("approximate ") if interval.approximate else "",
        low=figure(interval.low),
        high=figure(interval.high),
        clusters=measures.clusters.words,
        n=interval.resamples,
        seed=interval.seed,
    )


def _why_no_interval(measures: Measures) -> str:
    if measures.clusters.n < LEAST_DRAWN:
        return _("too little to resample: {clusters}").format(clusters=measures.clusters.words)
    return _("coders nowhere disagree, or too rarely to resample")


def equals(name: str, coefficient: Coefficient) -> str:
    """A coefficient under a name in running text, or why there is none."""
    if coefficient.reason is not None:
        return _("{name} undefined ({reason})").format(name=name, reason=coefficient.reason.sentence)
    return f"{name} = {figure(coefficient.value)}"


def _and(names: Sequence[str]) -> str:
    *most, last = [shown_line(name) for name in names]
    return _("{most} and {last}").format(most=", ".join(most), last=last) if most else last
