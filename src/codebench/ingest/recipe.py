"""A recipe: how the columns of a survey were read, so that the next export of the same shape is read so too."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from codebench.domain.variables import AbsenceWords
from codebench.ingest.guess import ColumnRole


@dataclass(frozen=True, slots=True)
class ColumnRecipe:
    """What is done with the column of this heading; what is empty is found out from the cells.

    `name` is that of the variable or question that it becomes. A column of role "option" ticks the answer `option` of
    the multiple variable `of`; an open one that has these ticks it too where something was written. `options` gives
    the order of a scale or category, `separator` what joins several answers in a cell, `absence` the words for "no
    answer" in this column alone. `line` is the place in the recipe's file, 0 for none.
    """

    column: str
    role: ColumnRole
    name: str = ""
    of: str = ""
    option: str = ""
    options: tuple[str, ...] = ()
    separator: str = ""
    absence: AbsenceWords | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is done with each column of a survey; `source` is the name of the file that says so, empty for none."""

    columns: Sequence[ColumnRecipe] = ()
    absence: AbsenceWords = field(default_factory=AbsenceWords)
    source: str = ""
