"""Of a scale nothing that is hidden can be worked out from the figures that are shown."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from statistics import median

from hypothesis import given, settings
from hypothesis import strategies as st

from codebench.analysis.scale_suppression import HiddenScale, hidden_scale

Numbers = tuple[int, ...]
"""How many cases of a group have each point, from 1."""

tables = st.integers(3, 4).flatmap(
    lambda k: st.lists(
        st.lists(st.integers(0, 3), min_size=k, max_size=k).map(tuple).filter(lambda row: 0 < sum(row) <= 7),
        min_size=1,
        max_size=2 if k == 4 else 3,
    )
)


@lru_cache
def every(n: int, points: int) -> list[Numbers]:
    """All ways in which n cases may have scored."""
    if points == 1:
        return [(n,)]
    return [(first, *rest) for first in range(n + 1) for rest in every(n - first, points - 1)]


def together(rows: tuple[Numbers, ...]) -> Numbers:
    return tuple(map(sum, zip(*rows, strict=True)))


def figures(row: Numbers, hide: HiddenScale, *, is_gone: bool) -> tuple[object, ...]:
    """What is shown of a group: the sums stand for mean and deviation, since N is known."""
    if is_gone:
        return ()
    scores = [point for point, n in enumerate(row, 1) for _each in range(n)]
    shown: list[object] = [sum(scores)]
    if not hide.spread:
        shown += [sum(score**2 for score in scores), median(scores)]
    if not hide.distribution:
        shown += row
    return tuple(shown)


def shown(rows: tuple[Numbers, ...], hide: HiddenScale) -> Iterator[tuple[object, ...]]:
    yield figures(together(rows), hide, is_gone=hide.total)
    for row, is_gone in zip(rows, hide.groups, strict=True):
        yield figures(row, hide, is_gone=is_gone)


@settings(max_examples=60)
@given(tables, st.integers(2, 4))
def test_no_hidden_mean_and_no_small_number_can_be_recomputed(found: list[Numbers], least: int) -> None:
    rows, points = tuple(found), range(1, len(found[0]) + 1)
    counters = [Counter({float(point): n for point, n in zip(points, row, strict=True) if n}) for row in rows]
    hide = hidden_scale(counters, sum(counters, Counter()), [float(point) for point in points], least)
    told = list(shown(rows, hide))
    possible = [
        each for each in product(*(every(sum(row), len(row)) for row in rows)) if list(shown(each, hide)) == told
    ]
    assert rows in possible

    for i, (row, is_gone) in enumerate(zip(rows, hide.groups, strict=True)):
        assert is_gone or sum(row) >= least, "figures of a small group are shown"
        means = {sum(point * n for point, n in zip(points, each[i], strict=True)) for each in possible}
        assert not is_gone or len(means) > 1, "a hidden mean can be recomputed"
    assert hide.total or sum(map(sum, rows)) >= least
    lines = [(row, [each[i] for each in possible]) for i, row in enumerate(rows)]
    lines.append((together(rows), [together(each) for each in possible]))
    for line, others in lines:
        for j, n in enumerate(line):
            if 0 < n < least:
                assert hide.distribution, "a small number is shown"
                assert len({other[j] for other in others}) > 1, "a small number can be recomputed"


def test_what_is_hidden_grows_with_what_could_be_recomputed() -> None:
    def of(*rows: Numbers, least: int = 5) -> HiddenScale:
        counters = [Counter({float(i): n for i, n in enumerate(row, 1) if n}) for row in rows]
        points = [float(i) for i in range(1, len(rows[0]) + 1)]
        return hidden_scale(counters, sum(counters, Counter()), points, least)

    assert not of((9, 20, 30, 20, 9), (8, 9, 10, 9, 8)).any
    assert not of((1, 2), (2, 1), least=0).any
    # Few who score 1: their number stays open, though mean, deviation and median are shown.
    assert of((2, 20, 30, 20, 9), (8, 9, 10, 9, 8)) == HiddenScale(False, (False, False), True, False)
    # On three points N, mean and deviation would tell every number; N and the mean do not.
    assert of((2, 20, 30), (9, 9, 9)) == HiddenScale(False, (False, False), True, True)
    # One of fifty scores 4 and all others 5: the mean tells it.
    assert of((0, 0, 0, 1, 49)).total
    # A small group takes the smallest other with it; where both scored alike, the mean of all tells both.
    assert of((0, 1, 2), (3, 3, 3), (9, 9, 9)).groups == (True, True, False)
    assert of((3, 0), (9, 0)).total
