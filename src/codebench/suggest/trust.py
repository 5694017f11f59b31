"""How far the codes' own words can be relied on in this project: seen from texts that are coded already."""

import numpy as np

from codebench.suggest.memory import Memory
from codebench.suggest.names import Names

SAMPLE = 200
"""As many coded texts are looked at, always the same ones of a set."""

EXPECTED, EXPECTED_OF = 0.15, 6
"""What is expected before anything is coded, and after how many texts what was seen weighs as much."""

_STEPS = 1 << 30


class Trust:
    """By how much texts are more like the descriptions of their own codes than like those of all codes, -1 to 1.

    Likeness here is a share of that with the most alike description of the text. Texts that are like none are left out.
    """

    def __init__(self, memory: Memory, names: Names) -> None:
        self._memory = memory
        self._names = names
        self._gaps: dict[int, int | None] = {}
        self._seen = (-1, -1)

    def value(self, n_codes: int) -> float:
        """The mean over a sample of the coded texts, drawn towards what is expected where they are few."""
        for id_ in self._memory.touched:
            self._gaps.pop(id_, None)
        self._memory.touched.clear()
        self._names.freshen()
        if self._seen != (self._names.changes, n_codes):
            self._seen = (self._names.changes, n_codes)
            self._gaps.clear()
        total, n = 0, 0
        for id_ in self._memory.sample(SAMPLE):
            if id_ not in self._gaps:
                self._gaps[id_] = self._gap(id_, n_codes)
            gap = self._gaps[id_]
            if gap is not None:
                total, n = total + gap, n + 1
        return (total / _STEPS + EXPECTED * EXPECTED_OF) / (n + EXPECTED_OF)

    def _gap(self, id_: int, n_codes: int) -> int | None:
        slot = self._memory.slot_of[id_]
        codes = self._memory.codes_at(slot)
        like = self._names.likeness(*self._memory.features(slot), n_codes)
        top = like.max(initial=0.0)
        if not top:
            return None
        steps = np.rint(like / top * _STEPS).astype(np.int64)
        return int(steps[list(codes)].sum()) // len(codes) - int(steps.sum()) // self._names.n
