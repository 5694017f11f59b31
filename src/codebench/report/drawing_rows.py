"""Pictures that have a row for each label: bars, bars of 100 % in parts, dots with their intervals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from codebench.i18n import _
from codebench.report.chart import Chart, ChartKind
from codebench.report.drawing_looks import (
    COLOURS,
    FAINT,
    HATCHES,
    INK,
    LABEL_ROOM,
    PART_HATCHES,
    SMALL,
    TEXT,
    Letters,
    decimal,
    shade,
)

_POINT = 1 / 72
_THICK = 0.26  # inches
_NARROW_LABELS = 2.3  # inches, where much is written on the other side
_BESIDE = 4  # points between a figure and what is written of it


def _nothing() -> None:
    """Nothing is left to be drawn."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn: how high it is and how wide at the least (inches), its key, notes of its own.

    `finish` draws what can only be drawn once all is laid out.
    """

    height: float
    handles: Sequence[Any] = ()
    names: Sequence[str] = ()
    notes: Sequence[str] = ()
    finish: Callable[[], None] = _nothing
    least_width: float = 0.0


def row_height(chart: Chart) -> float:
    """How high a row is, in inches."""
    if chart.kind is ChartKind.BARS:
        return max(0.28, 0.15 * len(chart.series) + 0.11)
    return 0.34 if chart.kind is ChartKind.STACK else 0.24


def bars(axes: Any, chart: Chart, letters: Letters) -> Drawn:
    """A bar for each series under each label, and at its end what it says."""
    heights = label_rows(axes, chart, letters)
    thick = 0.84 / len(chart.series)
    handles = []
    for i, series in enumerate(chart.series):
        places = [row - 0.42 + thick * (i + 0.5) for row in range(len(chart.labels))]
        handles.append(
            axes.barh(
                places,
                [value or 0 for value in series.values],
                height=thick * 0.94,
                color=COLOURS[i % len(COLOURS)],
                hatch=HATCHES[i % len(HATCHES)],
                edgecolor="white",
                linewidth=0,
            )
        )
        for place, value, words in zip(places, series.values, series.told, strict=True):
            # Where there is no figure it says so: an empty bar would be nought.
            _write(axes, words, value or 0, place)
    _scale(axes, chart)
    if len(chart.series) < 2:
        return Drawn(heights)
    return Drawn(heights, handles, [series.name for series in chart.series])


def stack(axes: Any, chart: Chart, letters: Letters) -> Drawn:
    """A bar of 100 % for each label, its parts from light to dark and every other one hatched."""
    heights = label_rows(axes, chart, letters)
    ends = [0.0] * len(chart.labels)
    # Where labels are long, rows are high, but bars no thicker.
    thick = min(0.75, _THICK * len(ends) / heights)
    handles, written = [], []
    for i, series in enumerate(chart.series):
        colour = shade(i, len(chart.series))
        is_dark = sum(colour) < 1.5
        widths = [value or 0 for value in series.values]
        handles.append(
            axes.barh(
                range(len(ends)),
                widths,
                left=ends,
                height=thick,
                color=colour,
                hatch=PART_HATCHES[i % len(PART_HATCHES)],
                edgecolor="white" if is_dark else FAINT,
                linewidth=0.5,
            )
        )
        for row, (width, words) in enumerate(zip(widths, series.told, strict=True)):
            if width:
                text = axes.text(
                    ends[row] + width / 2,
                    row,
                    words,
                    ha="center",
                    va="center",
                    fontsize=SMALL,
                    color="white" if is_dark else INK,
                    # Over a hatch letters can't be read.
                    bbox={"facecolor": colour, "edgecolor": "none", "pad": 0.8},
                )
                written.append((text, width))
        ends = [end + width for end, width in zip(ends, widths, strict=True)]
    for row, words in enumerate(chart.beside):
        _write(axes, words, 100 if ends[row] else 0, row)
    _scale(axes, chart)
    missing = _("Shares that their part has no room for are not written in it; the table has them.")
    # The room is known once the labels are laid out; at the least half of the page is left for bars.
    narrow = any(width < 2.5 for _text, width in written)

    def finish() -> None:
        _shorten(axes, written)

    names = [series.name for series in chart.series]
    return Drawn(heights, handles, names, [missing] if narrow else [], finish)


def intervals(axes: Any, chart: Chart, letters: Letters) -> Drawn:
    """A dot for each figure (open where little rests on it) on the line of its interval, against the bounds."""
    heights = label_rows(axes, chart, letters, _NARROW_LABELS)
    series = chart.series[0]
    for i, bound in enumerate(chart.bounds):
        axes.axvline(bound, color=FAINT, linewidth=0.8, linestyle=(0, (4, 3)), zorder=0)
        axes.annotate(
            decimal(bound, 3),
            (bound, 1),
            xycoords=("data", "axes fraction"),
            xytext=(0, 2),
            textcoords="offset points",
            # Away from each other: they lie close together.
            ha="left" if i else "right",
            fontsize=SMALL,
            color=FAINT,
        )
    for row, (value, low, high, loose) in enumerate(
        zip(series.values, series.low, series.high, series.loose, strict=True)
    ):
        if row % 2:
            axes.axhspan(row - 0.5, row + 0.5, color="#f2f2f2", linewidth=0, zorder=-1)
        if low is not None and high is not None:
            axes.plot([low, high], [row, row], color=INK, linewidth=1.1, marker="|", markersize=6)
        if value is not None:
            axes.plot(
                [value],
                [row],
                marker="o",
                markersize=5.5,
                markerfacecolor="white" if loose else INK,
                markeredgecolor=INK,
                linestyle="none",
            )
    for row, words in enumerate(series.told):
        axes.annotate(
            words,
            (1, row),
            xycoords=("axes fraction", "data"),
            xytext=(2 * _BESIDE, 0),
            textcoords="offset points",
            va="center",
            fontsize=SMALL,
        )
    _scale(axes, chart)
    most = chart.most or 1.0
    # A dot at the very end is drawn whole.
    axes.set_xlim(chart.least - 0.02 * (most - chart.least), most + 0.02 * (most - chart.least))
    return Drawn(heights)


def label_rows(axes: Any, chart: Chart, letters: Letters, room: float = LABEL_ROOM) -> float:
    """Write the labels, from above; how high all rows are, so that the longest label has room."""
    names = [letters.broken(label, room, TEXT, bold=True) for label in chart.labels]
    axes.set_yticks(range(len(names)), names)
    if any(chart.levels):
        for tick, level in zip(axes.get_yticklabels(), chart.levels, strict=True):
            tick.set_fontweight("normal" if level else "bold")
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    lines = max((name.count("\n") + 1 for name in names), default=1)
    return len(names) * max(row_height(chart), (lines * 1.2 * TEXT + 3) * _POINT)


def _scale(axes: Any, chart: Chart) -> None:
    most = chart.most
    if most is None:
        figures = [value for series in chart.series for value in series.values if value is not None]
        most = max(figures, default=0) or 1
    axes.set_xlim(chart.least, most)
    axes.set_xlabel(chart.axis)
    axes.xaxis.set_major_formatter(lambda figure, _place: decimal(figure))


def _write(axes: Any, words: str, x: float, y: float) -> None:
    axes.annotate(words, (x, y), xytext=(_BESIDE, 0), textcoords="offset points", va="center", fontsize=SMALL)


def _shorten(axes: Any, written: Sequence[tuple[Any, float]]) -> None:
    """Write in each part what fits: its per cent, without the sign where that is too wide, or nothing."""
    least, most = axes.get_xlim()
    room = axes.get_window_extent().width / (most - least)
    for text, width in written:
        for words in (text.get_text(), text.get_text().removesuffix(" %"), ""):
            text.set_text(words)
            if not words or text.get_window_extent().width + 4 <= width * room:
                break
        if not text.get_text():
            text.set_visible(False)
