"""Agreement between coders as pure functions on plain arrays: what `docs/agreement.md` describes.

Importing this imports numpy; nothing that starts quickly does so.
"""

from codebench.agreement.alpha import Level, nominal_alpha, scaled_alpha
from codebench.agreement.binary import BinarySums, basis_of_labels, binary_sums, one_hot
from codebench.agreement.bootstrap import (
    AlphaIntervals,
    accelerations,
    alpha_intervals,
    intervals_of_rows,
    resampled,
    rows_of_sums,
)
from codebench.agreement.characters import (
    TwoByTwo,
    character_cohen,
    character_sums,
    coded_characters,
    two_by_two,
)
from codebench.agreement.disagreement import (
    Confusion,
    SpanDisagreement,
    coder_matrix,
    confusion,
    leave_one_out,
    span_disagreement,
    unit_disagreement,
)
from codebench.agreement.interval import Interval, interval_of
from codebench.agreement.kappa import (
    LINEAR,
    QUADRATIC,
    brennan_prediger,
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    gwet_ac1,
    gwet_ac2,
    hubert_kappa,
    light_kappa,
    scott_pi,
    weighted_kappa,
)
from codebench.agreement.matching import Match, matched_spans, span_f1
from codebench.agreement.per_code import (
    FEW_CASES,
    PooledAlpha,
    code_ac1,
    code_alphas,
    code_f1,
    code_fleiss,
    code_jaccard,
    code_percents,
    pooled_alpha,
    pooled_f1,
    pooled_jaccard,
)
from codebench.agreement.percent import (
    holsti,
    holsti_of_sets,
    percent_all,
    percent_krippendorff,
    percent_pairwise,
    percent_pooled,
)
from codebench.agreement.ratings import encode
from codebench.agreement.result import Basis, Coefficient, Reason
from codebench.agreement.sets import DISTANCES, distinct_sets, set_alpha
from codebench.agreement.spans import Spans, joined, overlapping
from codebench.agreement.unitizing import Coincidences, UnitizingAlpha, coincidences, unitizing_alpha
from codebench.agreement.unitizing_1995 import Alpha1995, alpha_u_1995

__all__ = [
    "DISTANCES",
    "FEW_CASES",
    "LINEAR",
    "QUADRATIC",
    "Alpha1995",
    "AlphaIntervals",
    "Basis",
    "BinarySums",
    "Coefficient",
    "Coincidences",
    "Confusion",
    "Interval",
    "Level",
    "Match",
    "PooledAlpha",
    "Reason",
    "SpanDisagreement",
    "Spans",
    "TwoByTwo",
    "UnitizingAlpha",
    "accelerations",
    "alpha_intervals",
    "alpha_u_1995",
    "basis_of_labels",
    "binary_sums",
    "brennan_prediger",
    "character_cohen",
    "character_sums",
    "code_ac1",
    "code_alphas",
    "code_f1",
    "code_fleiss",
    "code_jaccard",
    "code_percents",
    "coded_characters",
    "coder_matrix",
    "cohen_kappa",
    "coincidences",
    "confusion",
    "conger_kappa",
    "distinct_sets",
    "encode",
    "fleiss_kappa",
    "gwet_ac1",
    "gwet_ac2",
    "holsti",
    "holsti_of_sets",
    "hubert_kappa",
    "interval_of",
    "intervals_of_rows",
    "joined",
    "leave_one_out",
    "light_kappa",
    "matched_spans",
    "nominal_alpha",
    "one_hot",
    "overlapping",
    "percent_all",
    "percent_krippendorff",
    "percent_pairwise",
    "percent_pooled",
    "pooled_alpha",
    "pooled_f1",
    "pooled_jaccard",
    "resampled",
    "rows_of_sums",
    "scaled_alpha",
    "scott_pi",
    "set_alpha",
    "span_disagreement",
    "span_f1",
    "two_by_two",
    "unit_disagreement",
    "unitizing_alpha",
    "weighted_kappa",
]
