"""Fit what the calibration starts from: python models/fusion/calibrate.py FOLDER LEFT_OUT.json.

How often first suggestions are right, by score, lead and experience, in sessions of sets that the weights of the fusion
haven't seen: each is replayed with those that were trained without its family (see `train.py`).
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sets import LONGEST, Set, read_sets

from codebench.suggest.calibration import Decision
from codebench.suggest.evaluation.replay import random_orders
from codebench.suggest.fusion import Fit, experience
from codebench.suggest.learner import Learner
from train import SHIPPED

SEEDS = 9
_FROM = 10  # so many items are learnt before: what was seen sooner says little
_LEAST = Fit(0.05, -np.inf, 0.05, -np.inf)

Decisions = Mapping[str, Sequence[tuple[str, Sequence[Decision]]]]


def decisions_of(each: Set, weights: Mapping[str, float], seeds: int) -> list[Decision]:
    """What was seen of the first suggestions in all sessions of a set."""
    found = []
    for order in random_orders(len(each.items), seeds, LONGEST):
        learner = Learner(each.codes, [item.segment for item in each.items], weights)
        for position, index in enumerate(order):
            item = each.items[index]
            decision = learner.take(item.segment, item.codes)
            if decision is not None and position >= _FROM:
                found.append(decision)
    return found


def fit(families: Sequence[Sequence[Sequence[Decision]]]) -> Fit:
    """The logistic of being right on score, lead and experience; each family weighs the same, and in it each set."""
    parts = [(of, 1 / len(of) / len(sets)) for sets in families for of in sets]
    rows = np.array([[one.score, 1.0, one.lead, experience(one.learnt)] for of, _weight in parts for one in of])
    right = np.array([float(one.right) for of, _weight in parts for one in of])
    weight: NDArray[np.float64] = np.concatenate([np.full(len(of), each) for of, each in parts])
    weight /= weight.mean()
    b = np.zeros(4)
    for _round in range(30):
        p = 1 / (1 + np.exp(-(rows @ b)))
        hessian = (rows * (weight * p * (1 - p))[:, None]).T @ rows + 0.01 * np.eye(4)
        b += np.linalg.solve(hessian, rows.T @ (weight * (right - p)))
    return Fit(*(round(float(value), 3) for value in np.maximum(b, _LEAST)))


def main() -> None:
    """Write what ships into `fusion.json`, and what each family is tested with beside its weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the development sets are")
    parser.add_argument("left_out", type=Path, help="the weights without each family")
    parser.add_argument("--seeds", type=int, default=SEEDS)
    options = parser.parse_args()
    weights = json.loads(options.left_out.read_text("utf-8"))
    found: dict[str, list[list[Decision]]] = {}
    for each in read_sets(options.folder, "bundled"):
        print(each.name, flush=True)
        without = {name: value for name, value in weights[each.family].items() if name != "calibration"}
        found.setdefault(each.family, []).append(decisions_of(each, without, options.seeds))
    for family in found:
        others = [sets for name, sets in found.items() if name != family]
        weights[family] = {**weights[family], "calibration": fit(others)._asdict()}
    options.left_out.write_text(json.dumps(weights, indent=1) + "\n", "utf-8")
    shipped = json.loads(SHIPPED.read_text("utf-8"))
    shipped["calibration"] = fit([*found.values()])._asdict()
    SHIPPED.write_text(json.dumps(shipped, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
