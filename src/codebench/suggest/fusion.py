"""One score per code from all that speaks for it, and its probability: a fixed logistic that ships with the product.

The weights were trained on other projects by `models/fusion/train.py`; they know how far to rely on each kind of
evidence, and nothing of any code.
"""

import json
import math
from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from codebench.suggest.evidence import Evidence
from codebench.suggest.postings import Floats

_SHIPPED = files("codebench.suggest").joinpath("fusion.json").read_text("utf-8")
WEIGHTS: dict[str, float] = json.loads(_SHIPPED)["weights"]
MOST_LEAD = 4.0
LEARNT = 100
"""So many learnt texts are experience 0; it grows with their logarithm, up to what was seen on other projects."""

MOST_LEARNT = 400


class Fit(NamedTuple):
    """What makes the log-odds of a code's probability: each number × the score, 1, the lead, the experience."""

    score: float
    constant: float
    lead: float
    experience: float


UNCALIBRATED = Fit(1.0, 0.0, 0.0, 0.0)

PRIOR = Fit(**json.loads(_SHIPPED)["calibration"])
"""What holds for a coder of whom nothing is known yet: as it was on other projects (`models/fusion/calibrate.py`)."""

VERSION = f"fusion-{sha256(_SHIPPED.encode()).hexdigest()[:8]}"


def features(evidence: Evidence) -> dict[str, Floats]:
    """What the fusion weighs, by name: an array over codes each. "share" is a value as a share of the highest one."""
    n, given = float(evidence.n), evidence.given
    centroid = (evidence.centroid_terms + evidence.centroid_grams) / 2
    name_share = _share(evidence.names)
    ones = np.ones_like(given)
    return {
        "constant": ones,
        "centroid": centroid,
        "given_centroid": np.log1p(given) * _share(centroid),
        "votes": evidence.votes,
        "nearest": evidence.nearest,
        "best_nearest": evidence.nearest.max(initial=0.0) * ones,
        "frequency": (given + 0.5) / (n + 1),
        "experience": np.log1p(n) * ones,
        "name": name_share,
        "name_early": name_share / (1 + n / 25),
        "name_trusted": name_share * evidence.trust,
        "name_likeness": np.minimum(4 * evidence.names, 1.0) * evidence.trust,
        "trust": evidence.trust * ones,
    }


def score(evidence: Evidence, weights: Mapping[str, float]) -> Floats:
    """The log-odds of each code."""
    found = features(evidence)
    total = np.zeros_like(evidence.given)
    for name, weight in weights.items():
        total += weight * found[name]
    return total


def leads(scores: Floats) -> Floats:
    """How far each score is ahead of the highest other one (below 0: behind it), 4 at most."""
    if len(scores) < 2:
        return np.full_like(scores, MOST_LEAD)
    first = int(np.argmax(scores))
    rival = np.full_like(scores, scores[first])
    rival[first] = np.delete(scores, first).max()
    return np.minimum(scores - rival, MOST_LEAD)


def experience(learnt: float) -> float:
    """How much is learnt: ln((n + 10) / 100) of n texts, as for 400 where they are more."""
    return math.log((min(learnt, MOST_LEARNT) + 10) / LEARNT)


def probability(scores: Floats, fit: Fit, learnt: float) -> Floats:
    """The probability of each code after so many learnt texts, by a coder's own calibration; the order stays."""
    odds = fit.score * scores + fit.constant + fit.lead * leads(scores) + fit.experience * experience(learnt)
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))))


def _share(values: Floats) -> Floats:
    top = values.max(initial=0.0)
    return values / top if top > 0 else np.zeros_like(values)
