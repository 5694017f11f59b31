"""Train the weights of the fusion from replayed sessions: python models/fusion/train.py FOLDER.

Each session is replayed by the learner itself; what its evidence was for each segment × code, before the segment was
learnt, and whether the coder gave the code, is what the weights are fitted to: logistic regression by Newton's method.
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sets import Session, read_sets, sessions

from codebench.suggest.fusion import features
from codebench.suggest.learner import Learner

SHIPPED = Path(__file__).parents[2] / "src" / "codebench" / "suggest" / "fusion.json"
SEEDS = 7
RIDGE = 1e-3
"""Pulls weights of standardised features towards 0, in units of the mean loss."""


class Rows:
    """Evidence and truth of one session: a row per segment × code, with the weight of its segment."""

    def __init__(self, session: Session) -> None:
        learner = Learner(session.codes, session.texts)
        self.family = session.family
        x, y, w = [], [], []
        for n, item in enumerate(session.items):
            codes, evidence = learner.evidence(item.segment)
            if n and evidence is not None:
                found = features(evidence)
                self.names = [*found]
                x.append(np.stack([*found.values()], axis=1).astype(np.float32))
                y.append(np.array([code in item.codes for code in codes]))
                # The first items count as much as the many later ones: a coder judges suggestions by them.
                w.append(np.full(len(codes), 1 / max(10, n)))
            learner.learn(item.segment, item.codes)
        self.x, self.y, self.w = np.concatenate(x), np.concatenate(y), np.concatenate(w)


def fit(rows: Sequence[Rows]) -> dict[str, float]:
    """The weights by feature. A family with many sessions counts as the square root of their number."""
    of = Counter(each.family for each in rows)
    names = rows[0].names
    x = np.concatenate([each.x for each in rows]).astype(np.float64)
    y = np.concatenate([each.y for each in rows]).astype(np.float64)
    w = np.concatenate([each.w / each.w.sum() / np.sqrt(of[each.family]) for each in rows])
    w /= w.sum()
    constant = names.index("constant")
    mean = w @ x
    spread = np.sqrt(w @ (x - mean) ** 2) + 1e-12
    mean[constant], spread[constant] = 0.0, 1.0
    z = (x - mean) / spread
    ridge = np.full(len(names), RIDGE)
    ridge[constant] = 0.0
    b = np.zeros(len(names))
    for _round in range(100):
        p = 1 / (1 + np.exp(-(z @ b)))
        slope = z.T @ (w * (p - y)) + ridge * b
        step = np.linalg.solve((z * (w * p * (1 - p))[:, None]).T @ z + np.diag(ridge), slope)
        b -= step
        if np.abs(step).max() < 1e-8:
            break
    weights = b / spread
    weights[constant] -= (weights * mean)[np.arange(len(names)) != constant].sum()
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def main() -> None:
    """Write the weights that ship, trained on all families, and if asked those for tests on a family left out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the development sets are")
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--each-left-out", type=Path, help="write the weights without each family to this file")
    options = parser.parse_args()
    rows = []
    for each in read_sets(options.folder):
        for seed in range(options.seeds):
            for session in sessions(each, seed):
                print(session.name, len(session.items), "items", len(session.codes), "codes", flush=True)
                rows.append(Rows(session))
    families = sorted({row.family for row in rows})
    if options.each_left_out is not None:
        without = {family: fit([row for row in rows if row.family != family]) for family in families}
        options.each_left_out.write_text(json.dumps(without, indent=1) + "\n", "utf-8")
    note = f"Trained by models/fusion/train.py on {len(rows)} sessions of {', '.join(families)}."
    # What the calibration starts from is another step's: it needs the weights without each family.
    shipped = json.loads(SHIPPED.read_text("utf-8")) | {"note": note, "weights": fit(rows)}
    SHIPPED.write_text(json.dumps(shipped, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
