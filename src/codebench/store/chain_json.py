"""Rows as the chain holds them, in JSON: written from their columns, in two thirds of the time of an encoder."""

import json
from collections.abc import Callable, Iterable, Sequence
from json.encoder import encode_basestring
from typing import Any, cast

from codebench.store.tables import Scalar

encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Anything as the chain holds it."""

_text: Callable[[Any], str] = encode_basestring


def encoded_rows(columns: Sequence[Sequence[Scalar]], kept: Sequence[tuple[int, str | None] | None]) -> str:
    """The list of the rows, each with what was kept of it last; as `encoded` writes it."""
    marks: list[str] = []
    own: list[Iterable[int | str]] = []
    for values in columns:
        kinds = set(map(type, values))
        if (
            len(kinds) == 1
            and values[-1] == values[0]
            and float not in kinds
            and values.count(values[0]) == len(values)
        ):
            marks.append(encoded(values[0]).replace("%", "%%"))
        elif kinds == {int}:
            marks.append("%d")
            own.append(cast(Sequence[int], values))
        else:
            marks.append("%s")
            own.append(map(_text if kinds == {str} else encoded, values))
    if any(kept):
        marks.append("%s")
        own.append(map(_reference, kept))
    else:
        marks.append("null")
    row = f"[{','.join(marks)}]"
    told = map(row.__mod__, zip(*own, strict=True)) if own else [row % ()] * len(kept)
    return f"[{','.join(told)}]"


def _reference(kept: tuple[int, str | None] | None) -> str:
    if kept is None:
        return "null"
    content_id, commitment = kept
    return f"[{content_id},null]" if commitment is None else f'[{content_id},"{commitment}"]'
