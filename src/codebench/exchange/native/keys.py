"""GUIDs for rows of a database that has none: always the same for the same row of the same project."""

import hashlib
from collections.abc import Callable

Keys = Callable[[str, object], str]
"""Gives the GUID of a row, by its table and number."""


def keys_of(tool: str, project: str) -> Keys:
    """The GUIDs of a project, told from others of its tool by what stays as long as the project lives."""

    def key(table: str, number: object) -> str:
        return hashlib.sha256("\n".join((tool, project, table, str(number))).encode()).hexdigest()[:32]

    return key


def text(value: object) -> str:
    """A value of a database as text; nothing is an empty one."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def number(value: object) -> int | None:
    """A value of a database as a whole number, None where it is none."""
    try:
        return int(value) if isinstance(value, int | float | str) else None
    except (ValueError, OverflowError):
        return None
