"""What a column of a survey holds, seen in one pass over its cells with a bounded memory of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from codebench.domain.variables import Absence, AbsenceWords
from codebench.ingest.cells import NumberStyle, as_date, as_whole

MAX_LEVELS = 1_000
"""How many different cells of a column are remembered; what has more of them has no levels."""

MAX_PARTS = 500
"""How many different answers the cells of one column may join."""

SEPARATORS = (";", "|", ", ")
"""What joins several answers in one cell: Microsoft Forms, others, Google Forms."""

TICKS = frozenset(
    ("x", "1", "ja", "j", "yes", "y", "true", "waar", "checked", "selected", "aangevinkt", "geselecteerd", "quoted")
)
"""The cells that say that an option was chosen, in small letters; its own label does too."""

_UNTICKED = frozenset(
    ("0", "nee", "neen", "n", "no", "false", "onwaar", "unchecked", "not selected", "niet geselecteerd", "not quoted")
)
_MAX_REMEMBERED = 1_000
_MAX_SIZE = 200_000


def is_tick(cell: str, option: str) -> bool:
    """Whether a cell says that the option was chosen."""
    return cell.casefold() in TICKS or (bool(cell) and cell.casefold() == option.casefold())


@dataclass(slots=True)
class Parts:
    """The answers that a separator parts, each with the number of different cells that it occurs in."""

    cells: Counter[str] = field(default_factory=Counter)
    joined: int = 0
    closed: int = 0
    size: int = 0
    overflows: bool = False

    def add(self, cells: Iterable[str], separator: str) -> None:
        """Note the parts of cells, until there are too many."""
        for cell in cells:
            if self.overflows:
                return
            self.joined += separator in cell
            self.closed += cell.endswith(separator)
            parts = {part.strip() for part in cell.split(separator)} - {""}
            self.size += sum(len(part) for part in parts if part not in self.cells)
            self.cells.update(parts)
            self.overflows = len(self.cells) > MAX_PARTS or self.size > _MAX_SIZE


@dataclass(slots=True)
class Column:
    """The cells of one column, counted.

    `levels` holds the answers that were remembered with their counts, all of them unless `overflows`; `absences`
    the cells that stand for no answer. The kinds of cell and the lengths are those of all `judged` cells: each
    different one once, those past the memory each time.
    """

    name: str
    words: AbsenceWords
    is_about_filling_in: bool = False
    levels: dict[str, int] = field(default_factory=dict)
    absences: dict[str, int] = field(default_factory=dict)
    overflows: bool = False
    judged: int = 0
    forgotten: int = 0
    longest: int = 0
    n_words: int = 0
    styles: list[NumberStyle] = field(default_factory=lambda: list(NumberStyle))
    is_dates: bool = True
    is_whole: bool = True
    is_mail: bool = True
    parts: dict[str, Parts] = field(default_factory=lambda: {separator: Parts() for separator in SEPARATORS})

    def add(self, cells: Iterable[str]) -> None:
        """Take in the cells of more rows (without outer white space)."""
        new = []
        for cell, n in Counter(cells).items():
            if cell in self.levels:
                self.levels[cell] += n
            elif cell in self.absences:
                self.absences[cell] += n
            elif self.words.kind(cell) is not None:
                self.absences[cell] = n
            elif len(self.levels) < MAX_LEVELS and len(cell) <= _MAX_REMEMBERED:
                self.levels[cell] = n
                new.append(cell)
            else:
                self.overflows = True
                self.forgotten += n
                new += [cell] * n
        if new:
            self._judge(new)

    @property
    def answers(self) -> int:
        """How many cells hold an answer."""
        return self.forgotten + sum(self.levels.values())

    @property
    def absent(self) -> Counter[Absence]:
        """How many cells hold no answer, by kind."""
        kinds: Counter[Absence] = Counter()
        for cell, n in self.absences.items():
            kind = self.words.kind(cell)
            if kind is not None:
                kinds[kind] += n
        return kinds

    @property
    def tick(self) -> str | None:
        """The letter that ticks a box ("x"), where blanks and this letter are all there is in the column."""
        marks = {cell.casefold() for cell in self.absences if cell}
        mark = next(iter(marks), "")
        is_tick = len(marks) == 1 and mark.isalpha() and self.words.kind(mark) is Absence.BLANK
        return mark if is_tick and not self.judged else None

    def ticks(self, option: str) -> bool:
        """Whether each cell says no more than that this option was chosen or not."""
        words = {*TICKS, *_UNTICKED, option.casefold()}
        return not self.overflows and all(level.casefold() in words for level in self.levels)

    def _judge(self, cells: Sequence[str]) -> None:
        self.judged += len(cells)
        self.longest = max(self.longest, *map(len, cells))
        self.n_words += " ".join(cells).count(" ") + 1
        self.styles = [style for style in self.styles if all(map(style.fits, cells))]
        self.is_whole = self.is_whole and all(as_whole(cell) is not None for cell in cells)
        self.is_dates = self.is_dates and all(as_date(cell) is not None for cell in cells)
        self.is_mail = self.is_mail and all("@" in cell and " " not in cell for cell in cells)
        for separator, parts in self.parts.items():
            parts.add(cells, separator)
