"""The yardstick's findings for programs: one JSON object, figures 0-1 and null where a block has no items."""

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from codebench.suggest.evaluation.evaluation import CALIBRATED_FROM, OURS, Evaluation, Scores, Trust
from codebench.suggest.evaluation.figures import MAIN, label
from codebench.suggest.evaluation.intervals import Difference
from codebench.suggest.evaluation.scrutiny import FLIPS_FROM

_FIGURES: dict[str, Callable[[Scores], float | None]] = {
    "r1": lambda scores: scores.r1,
    "r3": lambda scores: scores.r3,
    "macro_r3": lambda scores: scores.macro_r3,
    "mrr": lambda scores: scores.mrr,
}


def json_of(found: Evaluation, about: dict[str, Any]) -> str:
    """The findings under what they are about.

    Each of `methods` has its figures by block, in `start` those before anything was learnt, and in `average` those
    over items 25-400; `ours` also `ece`, `tiers` (from 100 items on), `explained` and `flip` (from 25 items on).
    """
    content = about | {
        "sessions": found.sessions,
        "items": found.longest,
        "codes": found.n_codes,
        "texts": found.n_texts,
        "judged": found.n_items,
        "N": {label(block): n for block, n in found.n.items()},
        "methods": {name: _method(found, name) for name in found.scores},
        "intervals": {
            name: {
                "r3": {label(block): _difference(r3) for block, (r3, _macro) in by.items()},
                "macro_r3": {label(block): _difference(macro) for block, (_r3, macro) in by.items()},
            }
            for name, by in found.intervals.items()
        },
        "skipped": found.skipped,
    }
    return json.dumps(content, allow_nan=False, indent=2) + "\n"


def _method(found: Evaluation, name: str) -> dict[str, Any]:
    by = found.scores[name]
    figures: dict[str, Any] = {
        figure: {label(block): read(by[block]) for block in found.blocks} for figure, read in _FIGURES.items()
    }
    figures["start"] = {figure: read(found.start[name]) for figure, read in _FIGURES.items()}
    figures["average"] = {figure: {label(MAIN): read(by[MAIN])} for figure, read in _FIGURES.items()}
    return figures | _trust(found.trust) if name == OURS else figures


def _trust(trust: dict[int, Trust]) -> dict[str, Any]:
    everything, late, tail = (trust[start] for start in (0, FLIPS_FROM, CALIBRATED_FROM))
    return {
        "ece": tail.ece,
        "ece_by_chance": None if tail.ece_by_chance is None else asdict(tail.ece_by_chance),
        "ece_all": everything.ece,
        "tiers": _tiers(tail),
        "tiers_all": _tiers(everything),
        "silent": _share(tail.silent, tail.n),
        "explained": _share(late.explained, late.suggestions),
        "explained_given": _share(late.explained, late.of_given),
        "flip": {"shown": _share(late.flips, late.deletions), "random": _share(late.random_flips, late.deletions)},
        "n": {
            "ece": tail.n - tail.silent,
            "ece_all": everything.n - everything.silent,
            "tiers": tail.n,
            "tiers_all": everything.n,
            "silent": tail.n,
            "explained": late.suggestions,
            "explained_given": late.of_given,
            "flip": late.deletions,
        },
    }


def _tiers(trust: Trust) -> dict[str, Any]:
    return {
        str(tier): {"share": _share(each.n, each.of), "right": _share(each.right, each.n), "n": each.n}
        for tier, each in trust.tiers.items()
    }


def _difference(difference: Difference | None) -> dict[str, Any] | None:
    if difference is None:
        return None
    return {
        "difference": difference.value,
        "low": difference.low,
        "high": difference.high,
        "n": difference.n,
        "texts": difference.texts,
    }


def _share(n: int, of: int) -> float | None:
    return n / of if of else None
