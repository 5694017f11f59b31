"""The yardstick's findings as Tables, each with its rule and its N."""

from collections.abc import Callable, Iterator

from codebench.domain.table import Cell, Column, ColumnKind, Row, Share, Table, Undefined
from codebench.i18n import _, plural
from codebench.suggest.evaluation.calibration import BINS
from codebench.suggest.evaluation.calibration import DRAWS as CHANCE_DRAWS
from codebench.suggest.evaluation.evaluation import CALIBRATED_FROM, OURS, Evaluation, Scores, Trust
from codebench.suggest.evaluation.figures import MAIN, label
from codebench.suggest.evaluation.intervals import DRAWS, Difference
from codebench.suggest.evaluation.scrutiny import FLIPS_FROM
from codebench.suggest.suggestion import Tier


def tables_of(found: Evaluation, protocol: str, notes: tuple[str, ...]) -> list[Table]:
    """All findings for a person to read; `protocol` and `notes` stand under the first table."""
    start = _("Column 0 is before anything was learnt, over the same items.")
    r3 = _figures(
        found,
        _("R@3 of the three most probable codes, by the number of items learnt before"),
        lambda scores: scores.r3,
        _("Of an item's true codes the share among the first three, averaged over items."),
    )
    skipped = tuple(f"{method_name(name)}: {why}" for name, why in found.skipped.items())
    first = Table(r3.title, r3.columns, r3.rows, f"{r3.rule} {start} {protocol}", r3.n, (*notes, *skipped))
    return [
        first,
        _differences(found),
        _figures(
            found,
            _("Macro R@3 of the list as shown, by the number of items learnt before"),
            lambda scores: scores.macro_r3,
            _(
                "Per code the share of its items where it is among the three codes shown, averaged over the codes that"
                " occur. Ours shows the two most probable codes and an exploratory one, the others their first three."
            ),
        ),
        _figures(
            found,
            _("R@1, by the number of items learnt before"),
            lambda scores: scores.r1,
            _("Of an item's true codes the share that is the first one, averaged over items."),
        ),
        _figures(
            found,
            _("MRR, by the number of items learnt before"),
            lambda scores: scores.mrr,
            _("One through the place of the first true code, averaged over items."),
        ),
        _tiers(found),
        _trust(found),
    ]


def method_name(name: str) -> str:
    """How a method is called on screen."""
    return {
        OURS: _("Suggestions of codebench"),
        "prior": _("Codes given most so far"),
        "exact": _("Same text before"),
        "keywords": _("Keyword memory"),
        "stem_tfidf": _("Stem TF-IDF per code"),
        "logistic": _("TF-IDF and logistic regression"),
    }[name]


def tier_name(tier: Tier) -> str:
    """How a tier is called on screen."""
    return {Tier.STRONG: _("strong"), Tier.MODERATE: _("moderate"), Tier.EXPLORATORY: _("exploratory")}[tier]


def _figures(found: Evaluation, title: str, figure: Callable[[Scores], float | None], rule: str) -> Table:
    blocks = (*found.blocks, MAIN)
    headings = ("0", *map(label, blocks))
    rows = tuple(
        Row((method_name(name), _cell(figure(found.start[name])), *(_cell(figure(by[block])) for block in blocks)))
        for name, by in found.scores.items()
    )
    columns = (Column(_("Method")), *(Column(heading, ColumnKind.NUMBER) for heading in headings))
    return Table(title, columns, rows, rule, _n(found))


def _n(found: Evaluation) -> str:
    counts = "; ".join(f"{label(block)}: {n}" for block, n in found.n.items())
    return _("N (items with a code, over {sessions}): {counts}").format(
        sessions=plural("{n} session", "{n} sessions", found.sessions), counts=counts
    )


def _differences(found: Evaluation) -> Table:
    rows = []
    for name, by in found.intervals.items():
        rows.append(Row((_("minus: {method}").format(method=method_name(name)), *[None] * 6)))
        rows += [Row((label(block), *_span(r3), *_span(macro)), 1) for block, (r3, macro) in by.items()]
    parts = (_("Difference"), _("From"), _("To"))
    columns = (
        Column(_("Suggestions of codebench")),
        *(Column(part, ColumnKind.NUMBER, _("R@3")) for part in parts),
        *(Column(part, ColumnKind.NUMBER, _("Macro R@3")) for part in parts),
    )
    rule = _(
        "Difference on the same items, with its 95 % interval: percentiles of {draws} bootstrap samples of texts; a"
        " text that comes up in several sessions is drawn with all of them. R@3 of the three most probable codes, macro"
        " R@3 of the list as shown."
    )
    title = _("Suggestions of codebench minus each baseline")
    return Table(title, columns, tuple(rows), rule.format(draws=f"{DRAWS:,}"), _n(found))


def _tiers(found: Evaluation) -> Table:
    trust = found.trust[CALIBRATED_FROM]
    rows = tuple(
        Row((tier_name(tier), Share(each.n, each.of), Share(each.right, each.n))) for tier, each in trust.tiers.items()
    )
    columns = (Column(_("Tier")), Column(_("Of the items"), ColumnKind.SHARE), Column(_("Right"), ColumnKind.SHARE))
    rule = _("The tier of the first suggestion, and how often that is a code which the coder gave.")
    n = _("N = {n} items with a code, from {start} learnt items on").format(n=trust.n, start=CALIBRATED_FROM)
    return Table(_("Hit rate by tier of confidence"), columns, rows, rule, n)


def _trust(found: Evaluation) -> Table:
    everything, late, tail = (found.trust[start] for start in (0, FLIPS_FROM, CALIBRATED_FROM))
    rows = (
        Row(
            (
                _("Calibration error (ECE), from {n} items on").format(n=CALIBRATED_FROM),
                _cell(tail.ece),
                tail.n - tail.silent,
            )
        ),
        *_by_chance(tail),
        Row((_("Calibration error (ECE), all items"), _cell(everything.ece), everything.n - everything.silent)),
        Row(
            (
                _("Items without a suggestion, from {n} items on").format(n=CALIBRATED_FROM),
                _share(tail.silent, tail.n),
                tail.n,
            )
        ),
        Row((_("Explained suggestions"), _share(late.explained, late.suggestions), late.suggestions)),
        Row((_("... of codes given before"), _share(late.explained, late.of_given), late.of_given)),
        Row(
            (_("First suggestion changes without the words shown"), _share(late.flips, late.deletions), late.deletions)
        ),
        Row((_("... without as many other words"), _share(late.random_flips, late.deletions), late.deletions)),
    )
    columns = (Column(_("Figure")), Column(_("Value"), ColumnKind.NUMBER), Column(_("N"), ColumnKind.COUNT))
    rule = _(
        "ECE: the share right minus the mean probability, in {bins} bins of equal width, by their share of the first"
        " suggestions; by chance: where each probability is true, over {draws} draws. Explained:"
        " with words of the text and an own segment, from {start} items on; so too the words"
        " that are deleted, wherever they stand in the text, and as many other content words drawn at random."
    )
    n = _("N (suggestions, or items with a code) stands in each row")
    return Table(
        _("Calibration and reasons"),
        columns,
        rows,
        rule.format(bins=BINS, draws=f"{CHANCE_DRAWS:,}", start=FLIPS_FROM),
        n,
    )


def _by_chance(tail: Trust) -> Iterator[Row]:
    """What the calibration error would be by chance alone, and its 95 % range."""
    found, n = tail.ece_by_chance, tail.n - tail.silent
    for name, value in (
        (_("... by chance alone, on average"), None if found is None else found.mean),
        (_("... by chance alone, 95 % range from"), None if found is None else found.low),
        (_("... by chance alone, 95 % range to"), None if found is None else found.high),
    ):
        yield Row((name, _cell(value), n))


def _cell(value: float | None) -> Cell:
    return Undefined(_("there are no items here")) if value is None else value


def _share(n: int, of: int) -> Cell:
    return Undefined(_("there are no items here")) if not of else n / of


def _span(difference: Difference | None) -> tuple[Cell, Cell, Cell]:
    if difference is None:
        return (Undefined(_("there are no items here")),) * 3
    if difference.low is None or difference.high is None:
        alone = Undefined(_("one text has no spread"))
        return difference.value, alone, alone
    return difference.value, difference.low, difference.high
