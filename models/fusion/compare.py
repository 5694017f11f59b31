"""The table of docs/suggestions.md: python models/fusion/compare.py FOLDER LEFT_OUT.json [--pipeline NAME] [--alone].

Each development set is replayed with weights of the fusion that were trained without its family (see `train.py`), by
the yardstick of `codebench evaluate`.
"""

import argparse
import json
from dataclasses import astuple
from functools import partial
from pathlib import Path

from sets import LONGEST, read_sets

from codebench.suggest.evaluation.evaluation import OURS, Evaluation, Material, evaluate
from codebench.suggest.evaluation.figures import MAIN, label
from codebench.suggest.evaluation.replay import random_orders
from codebench.suggest.fusion import Fit
from codebench.suggest.rehearsal import Rehearsal
from codebench.suggest.suggestion import Tier


def lines(name: str, found: Evaluation) -> list[str]:
    """A set's figures as rows of Markdown: R@3 by block, and ours less the baseline where that is beyond chance."""
    blocks = (*found.blocks, MAIN)
    out = [f"\n**{name}** ({found.n_items} items, {found.n_codes} codes)\n"]
    out.append("| method | 0 | " + " | ".join(map(label, blocks)) + " | macro R@3 |")
    out.append("|---" * (len(blocks) + 3) + "|")
    for method, scores in found.scores.items():
        cells = []
        for block in blocks:
            mark = ""
            if method != OURS:
                gap = found.intervals[method][block][0]
                if gap is not None and gap.low is not None and gap.high is not None:
                    mark = "−" if gap.high < 0 else "+" if gap.low > 0 else "="
            cells.append(f"{_shown(scores[block].r3)}{mark}")
        start = _shown(found.start[method].r3)
        out.append(f"| {method} | {start} | " + " | ".join(cells) + f" | {_shown(scores[MAIN].macro_r3)} |")
    trust, flips = found.trust[100], found.trust[25]
    strong = trust.tiers[Tier.STRONG]
    by_chance = trust.ece_by_chance
    chance = "" if by_chance is None else f" (by chance {', '.join(_shown(each) for each in astuple(by_chance))})"
    out.append(
        f"\nFrom 100 items: ECE {_shown(trust.ece)}{chance}; sterk right {strong.right} of {strong.n}"
        f" ({strong.of} first suggestions). From 25: flips {flips.flips} of {flips.deletions}, random"
        f" {flips.random_flips}; words and own segment for {flips.explained} of {flips.suggestions}"
        f" ({flips.of_given} of codes given before)."
    )
    return out


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}".lstrip("0") or "0"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("left_out", type=Path)
    parser.add_argument("--pipeline", default="bundled")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--only", default="")
    parser.add_argument("--alone", action="store_true", help="without the baselines")
    options = parser.parse_args()
    weights = json.loads(options.left_out.read_text("utf-8"))
    for each in read_sets(options.folder, options.pipeline):
        if options.only and each.name not in options.only.split(","):
            continue
        without = dict(weights[each.family])
        maker = partial(Rehearsal, prior=Fit(**without.pop("calibration")), weights=without)
        material = Material(each.items, [item.segment for item in each.items], each.codes)
        found = evaluate(maker, material, random_orders(len(each.items), options.seeds, LONGEST), alone=options.alone)
        print("\n".join(lines(each.name, found)), flush=True)


if __name__ == "__main__":
    main()
