"""Data for other programs: fields with names that every one of them takes, and rows of texts."""

import re
from dataclasses import dataclass

_NAME = re.compile(r"[a-z][a-z0-9_]{0,30}")


@dataclass(frozen=True, slots=True)
class Field:
    """A column: a name that SPSS and R both take, what it is in words, and whether it holds numbers.

    Raises:
        ValueError: the name is none that they take.
    """

    name: str
    label: str
    is_number: bool = False

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(self.name)


@dataclass(frozen=True, slots=True)
class Dataset:
    """Rows of data under their fields, empty where there is no value; `rule` says what a row is and what counts."""

    fields: tuple[Field, ...]
    rows: tuple[tuple[str, ...], ...]
    rule: str
