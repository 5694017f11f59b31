"""TF-IDF and logistic regression from scikit-learn, as a baseline where that is installed."""

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np

from codebench.suggest.evaluation.baselines import Prior, Ranking
from codebench.suggest.segments import CodeText, Segment
from codebench.suggest.stems import stems_of

# Found on the development sets: without balance, or with C at 1 or 10, it is worse in every block.
_C = 100.0
_EACH_UNTIL = 50
_STEP = 10
_CODES_PER_STEP = 10


def is_installed() -> bool:
    """Whether scikit-learn is there."""
    return find_spec("sklearn") is not None


class Logistic:
    """One balanced logistic regression per code given so far, on stems with sublinear TF-IDF (idf over all texts).

    It is trained anew at each item up to 50, and then at every tenth (at every n-th, where there are more than 10 n
    codes); between two trainings it says what it said. Codes that it can't know yet follow as the prior has them.
    """

    def __init__(self, codes: Sequence[CodeText], corpus: Sequence[Segment]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._prior = Prior(codes, corpus)
        self._vectorizer = TfidfVectorizer(analyzer=stems_of, sublinear_tf=True).fit([each.text for each in corpus])
        self._rows: list[Any] = []
        self._given: list[frozenset[int]] = []
        self._known: list[int] = []
        self._weights: Any = None
        self._is_due = False
        self._step = max(_STEP, len(codes) // _CODES_PER_STEP)

    def learn(self, segment: Segment, codes: frozenset[int]) -> None:
        """Keep the text with its codes for the next training."""
        self._prior.learn(segment, codes)
        self._rows.append(self._vectorizer.transform([segment.text]))
        self._given.append(codes)
        self._is_due = self._is_due or len(self._given) <= _EACH_UNTIL or len(self._given) % self._step == 0

    def rank(self, segment: Segment) -> Ranking:
        """All codes by the probability that their model gives."""
        if self._is_due:
            self._train()
        if not self._known:
            return self._prior.rank(segment)
        row = self._vectorizer.transform([segment.text])
        chances = 1 / (1 + np.exp(-(row @ self._weights[1:] + self._weights[0])[0]))
        return self._prior.order(dict(zip(self._known, chances.tolist(), strict=True)))

    def _train(self) -> None:
        from scipy.sparse import vstack
        from sklearn import config_context
        from sklearn.linear_model import LogisticRegression

        rows = vstack(self._rows).tocsr()
        # What no text so far holds has no weight; without it training is several times as fast.
        used = np.unique(rows.indices)
        rows = rows[:, used]
        # What every text has so far can't be told from anything.
        given = {code for codes in self._given for code in codes}
        self._known = sorted(code for code in given if not all(code in codes for codes in self._given))
        self._weights = np.zeros((1 + len(self._vectorizer.vocabulary_), len(self._known)))
        for column, code in enumerate(self._known):
            has = np.array([code in codes for codes in self._given])
            # Checking the same rows for each of a hundred codes takes longer than training on them.
            with config_context(assume_finite=True, skip_parameter_validation=True):
                model = LogisticRegression(C=_C, class_weight="balanced", solver="liblinear").fit(rows, has)
            self._weights[0, column] = model.intercept_[0]
            self._weights[1 + used, column] = model.coef_[0]
        self._is_due = False
