"""What a cell of a table is in a picture: its figure, and its text."""

from collections.abc import Sequence

from codebench.domain.table import Cell, Share, cell_text
from codebench.domain.text import shown_line
from codebench.report.chart import Series


def value_of(cell: Cell) -> float | None:
    """The figure of a cell: of a share its per cent (None where N is too small for one), None where there is none."""
    if isinstance(cell, Share):
        return cell.percent
    return float(cell) if isinstance(cell, int | float) and cell == cell else None


def plain(text: str) -> str:
    """The text on one line, and as XML (SVG is) can hold it."""
    return shown_line(text).translate({0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD})


def told(cell: Cell) -> str:
    """The cell as it is read, on one line."""
    return plain(cell_text(cell))


def series_of(name: str, cells: Sequence[Cell]) -> Series:
    """The cells as one colour of a picture."""
    return Series(plain(name), tuple(map(value_of, cells)), tuple(map(told, cells)))
