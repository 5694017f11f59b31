"""What is done to arrays of numbers here and there; numpy is imported where it is done."""

from typing import Any


def once(numbers: Any) -> Any:
    """Each number of an array once, in order.

    numpy's `unique` hashes whole numbers, which takes ten times as long as sorting them.
    """
    import numpy

    ordered = numpy.sort(numbers)
    return ordered[is_new(ordered)]


def is_new(ordered: Any) -> Any:
    """For each entry of an array whether it differs from the one before."""
    import numpy

    return numpy.append(True, ordered[1:] != ordered[:-1]) if len(ordered) else numpy.zeros(0, dtype=bool)
