"""Numbers as people and programs write them: with a decimal point or a decimal comma."""

import re

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][+-]?[0-9]{1,3})?")


def number_of(text: str) -> float | None:
    """The number that a text is, or None: "2", "2.0", "2,0" and "2e0" are the same; "nan" and "inf" are none."""
    if _NUMBER.fullmatch(text) is None:
        return None
    value = float(text.replace(",", "."))
    return value if abs(value) < 1e300 else None
