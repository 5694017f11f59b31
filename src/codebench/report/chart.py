"""A picture to be drawn, in the words of neither matplotlib nor a terminal; how each table becomes one: `charting`."""

from dataclasses import dataclass, replace
from enum import StrEnum


class ChartKind(StrEnum):
    """How figures are drawn.

    BARS lie side by side, STACK are bars of 100 % in parts, MAP are labels by labels as shades, LINE runs along the
    labels on its band, INTERVALS are dots with a whisker (or without), a label each.
    """

    BARS = "bars"
    STACK = "stack"
    MAP = "map"
    LINE = "line"
    INTERVALS = "intervals"


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of the picture: a figure for each label, None where there is none, and how each is written.

    `low` and `high` are the ends of the interval around each figure (empty: it has none at all), `between` what they
    are called. A figure that is `loose` is drawn as an open dot: little rests on it.
    """

    name: str
    values: tuple[float | None, ...]
    told: tuple[str, ...]
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()
    between: str = ""
    loose: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture to be drawn.

    `levels` are the depths of the labels in a tree; the axis runs from `least` to `most` (None: as far as figures go).
    `beside` says something of each label at the end of its row, `bounds` are lines that figures are held against.
    """

    kind: ChartKind
    title: str
    labels: tuple[str, ...]
    levels: tuple[int, ...]
    series: tuple[Series, ...]
    axis: str
    notes: tuple[str, ...]
    most: float | None = None
    least: float = 0.0
    beside: tuple[str, ...] = ()
    bounds: tuple[float, ...] = ()

    def pages(self, rows: int) -> "tuple[Chart, ...]":
        """The picture in parts of at most so many labels, about as long as each other, cut before a top label if so."""
        if len(self.labels) <= rows or self.kind in (ChartKind.MAP, ChartKind.LINE):
            return (self,)
        starts = [0]
        while (left := len(self.labels) - starts[-1]) > rows:
            even = starts[-1] + -(-left // -(-left // rows))
            last = starts[-1] + rows
            tops = [i for i in range(starts[-1] + 1, last + 1) if not self.levels[i]]
            near = min(tops, key=lambda i: abs(i - even), default=even)
            # A part that is half empty looks like a mistake: then rather cut between two sub-codes.
            starts.append(near if 2 * (near - starts[-1]) > rows else even)
        return tuple(self._rows(*ends) for ends in zip(starts, [*starts[1:], len(self.labels)], strict=True))

    def _rows(self, first: int, end: int) -> "Chart":
        series = tuple(
            replace(
                each,
                values=each.values[first:end],
                told=each.told[first:end],
                low=each.low[first:end],
                high=each.high[first:end],
                loose=each.loose[first:end],
            )
            for each in self.series
        )
        return replace(
            self,
            labels=self.labels[first:end],
            levels=self.levels[first:end],
            series=series,
            beside=self.beside[first:end],
        )
