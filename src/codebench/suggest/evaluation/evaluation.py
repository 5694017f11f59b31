"""The yardstick as a whole: our suggestions and every baseline over the same sessions, and all figures of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from codebench.i18n import _
from codebench.suggest.evaluation import figures, logistic
from codebench.suggest.evaluation.baselines import ExactMemory, KeywordMemory, Prior, StemTfidf
from codebench.suggest.evaluation.calibration import ByChance, by_tier, calibration_error, error_by_chance
from codebench.suggest.evaluation.comparison import Replayed, compare
from codebench.suggest.evaluation.figures import MAIN, Block, blocks_of, within
from codebench.suggest.evaluation.intervals import Difference, macro_difference, recall_difference
from codebench.suggest.evaluation.recommender import Item, Maker, SuggesterMaker
from codebench.suggest.evaluation.replay import FIRST, Prediction
from codebench.suggest.evaluation.scrutiny import FLIPS_FROM, Scrutiny, Seen, is_explained
from codebench.suggest.segments import CodeText, Segment
from codebench.suggest.suggestion import Tier

OURS = "ours"
CALIBRATED_FROM = 100
"""From so many learnt items on a coder's own history is long enough to be judged by."""


@dataclass(frozen=True, slots=True)
class Material:
    """What is replayed: the judged items, all texts they stand among (themselves included), and the codes."""

    items: Sequence[Item]
    texts: Sequence[Segment]
    codes: Sequence[CodeText]


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of a method in one block, 0-1; None where the block has no items."""

    r1: float | None
    r3: float | None
    macro_r3: float | None
    mrr: float | None


@dataclass(frozen=True, slots=True)
class TierFigures:
    """Of `of` items, `n` had a first suggestion of this tier, and `right` of those a code that the coder gave."""

    n: int
    right: int
    of: int


@dataclass(frozen=True, slots=True)
class Trust:
    """How far what is shown can be relied on, over the items from `start` learnt ones on.

    Of `n` items `silent` were shown nothing. `ece` is that of the first suggestion, `ece_by_chance` what it would
    be if each probability were true; `explained` counts suggestions
    that have words and an own segment, of `suggestions` shown, `of_given` of them codes that the coder gave before (no
    other has an own segment); `flips` and `random_flips` count first suggestions that change without the words shown,
    and without as many other words, of `deletions` tried.
    """

    start: int
    n: int
    silent: int
    ece: float | None
    ece_by_chance: ByChance | None
    tiers: dict[Tier, TierFigures]
    suggestions: int
    of_given: int
    explained: int
    deletions: int
    flips: int
    random_flips: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that was found. Figures by method, then by block; `start` is before anything was learnt.

    `intervals` holds ours minus each baseline in R@3 and macro R@3 by block; `n` the items by block.
    """

    sessions: int
    longest: int
    n_items: int
    n_texts: int
    n_codes: int
    blocks: tuple[Block, ...]
    n: dict[Block, int]
    scores: dict[str, dict[Block, Scores]]
    start: dict[str, Scores]
    trust: dict[int, Trust]
    intervals: dict[str, dict[Block, tuple[Difference | None, Difference | None]]]
    skipped: dict[str, str]


def baselines() -> tuple[dict[str, Maker], dict[str, str]]:
    """The baselines by name, and those that can't be run here with the reason."""
    makers: dict[str, Maker] = {
        "prior": Prior,
        "exact": ExactMemory,
        "keywords": KeywordMemory,
        "stem_tfidf": StemTfidf,
    }
    if logistic.is_installed():
        return makers | {"logistic": logistic.Logistic}, {}
    return makers, {"logistic": _("scikit-learn is not installed; pip install 'codebench[evaluate]' brings it.")}


def evaluate(
    ours: SuggesterMaker,
    material: Material,
    orders: Sequence[Sequence[int]],
    tell: Callable[[str], None] = lambda _method: None,
    *,
    alone: bool = False,
) -> Evaluation:
    """Replay our suggestions over each order of the items, and unless `alone` every baseline.

    `tell` hears which method is next.
    """
    scrutiny = Scrutiny()
    makers, skipped = ({}, {}) if alone else baselines()
    found: dict[str, Replayed] = {}
    for name, maker in ({OURS: ours} | makers).items():
        tell(name)
        visits = {OURS: scrutiny} if name == OURS else {}
        found |= compare({name: maker}, material.items, material.codes, orders, material.texts, visits)
    longest = max(map(len, orders))
    blocks = blocks_of(longest)
    # The list as shown has an exploratory code in the place of the third most probable one.
    shown = [
        replace(each, first=tuple(one.code_id for one in seen.shown[:FIRST]))
        for each, seen in zip(found[OURS].predictions, scrutiny.seen, strict=True)
    ]
    lists = {name: each.predictions for name, each in found.items()} | {OURS: shown}
    return Evaluation(
        sessions=len(orders),
        longest=longest,
        n_items=len(material.items),
        n_texts=len(material.texts),
        n_codes=len(material.codes),
        blocks=blocks,
        n={block: len(within(shown, block)) for block in (*blocks, MAIN)},
        scores={
            name: {
                block: _scores(within(each.predictions, block), within(lists[name], block)) for block in (*blocks, MAIN)
            }
            for name, each in found.items()
        },
        start={name: _scores(each.start, each.start) for name, each in found.items()},
        trust={start: _trust(scrutiny.seen, start) for start in (0, FLIPS_FROM, CALIBRATED_FROM)},
        intervals={
            name: {
                block: (
                    recall_difference(within(found[OURS].predictions, block), within(each, block)),
                    macro_difference(within(shown, block), within(each, block)),
                )
                for block in (*blocks, MAIN)
            }
            for name, each in lists.items()
            if name != OURS
        },
        skipped=skipped,
    )


def _scores(ranked: Sequence[Prediction], shown: Sequence[Prediction]) -> Scores:
    return Scores(
        r1=figures.recall(ranked, 1),
        r3=figures.recall(ranked, FIRST),
        macro_r3=figures.macro_recall(shown, FIRST),
        mrr=figures.reciprocal_rank(ranked),
    )


def _trust(seen: Sequence[Seen], start: int) -> Trust:
    asked = [each for each in seen if each.position >= start]
    late = [each for each in asked if each.shown]
    tiers = by_tier([(each.shown[0].tier, each.is_right) for each in late])
    reasons = [one.reason for each in late for one in each.shown]
    flipped = [each.flipped for each in late if each.flipped is not None]
    return Trust(
        start=start,
        n=len(asked),
        silent=len(asked) - len(late),
        ece=calibration_error([(each.shown[0].probability, each.is_right) for each in late]),
        ece_by_chance=error_by_chance(
            [(each.shown[0].probability, (each.segment_id, each.shown[0].code_id)) for each in late]
        ),
        tiers={tier: TierFigures(*tiers.get(tier, (0, 0)), len(asked)) for tier in Tier},
        suggestions=len(reasons),
        of_given=sum(reason.often[0] > 0 for reason in reasons),
        explained=sum(map(is_explained, reasons)),
        deletions=len(flipped),
        flips=sum(shown for shown, _other in flipped),
        random_flips=sum(other for _shown, other in flipped),
    )
