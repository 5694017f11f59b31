"""Sets of cases as whole numbers with a bit for each place: |, & and bit_count work on all of them at once.

numpy is imported where one is made or looked into.
"""

from typing import Any

Crowd = int


def crowd_of(there: Any) -> Crowd:
    """The crowd of the places where an array of truth values holds."""
    import numpy

    return int.from_bytes(numpy.packbits(there, bitorder="little").tobytes(), "little")


def flags_of(crowd: Crowd, n: int) -> Any:
    """For each of the first `n` places whether a case of the crowd stands there: an array of truth values.

    Raises:
        OverflowError: it holds a place far above them.
    """
    import numpy

    packed = numpy.frombuffer(crowd.to_bytes(-(-n // 8), "little"), dtype=numpy.uint8)
    return numpy.unpackbits(packed, count=n, bitorder="little").view(bool)
