"""One probability per code from all that speaks for it: a fixed logistic whose weights ship with the product.

The weights were trained on other projects by `models/fusion/train.py`; they know how far to rely on each kind of
evidence, and nothing of any code.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files

import numpy as np

from codebench.suggest.evidence import Evidence
from codebench.suggest.postings import Floats

_SHIPPED = files("codebench.suggest").joinpath("fusion.json").read_text("utf-8")
WEIGHTS: dict[str, float] = json.loads(_SHIPPED)["weights"]
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


def probability(scores: Floats, line: tuple[float, float]) -> Floats:
    """Log-odds as probabilities, after a coder's own calibration (slope, intercept)."""
    return np.asarray(1 / (1 + np.exp(-np.clip(line[0] * scores + line[1], -30, 30))))


def _share(values: Floats) -> Floats:
    top = values.max(initial=0.0)
    return values / top if top > 0 else np.zeros_like(values)
