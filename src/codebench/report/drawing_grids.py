"""Pictures that run both ways: labels by labels as shades, and a line along the labels on its band."""

from typing import Any

from codebench.i18n import _
from codebench.report.chart import Chart
from codebench.report.drawing_looks import COLOURS, FAINT, INK, SMALL, TEXT, Letters, decimal
from codebench.report.drawing_rows import Drawn, label_rows

_CELL, _BETWEEN = 0.28, 0.06  # inches: the height of a cell, and what is left between two figures
_LINE_HEIGHT = 2.8
_TURNED_ROOM = 1.3  # inches before a label along the axis goes on on a next line


def square(axes: Any, chart: Chart, letters: Letters) -> Drawn:
    """A shade for each pair, the darkest that of the greatest; on the diagonal, which is no pair, a figure alone."""
    heights = label_rows(axes, chart, letters)
    # The columns have the names of the rows: their numbers say which, and never run into each other.
    names = [tick.get_text() for tick in axes.get_yticklabels()]
    axes.set_yticklabels([f"{name}  {n}" for n, name in enumerate(names, 1)])
    numbers = [str(n) for n in range(1, len(chart.series) + 1)]
    axes.set_xticks(range(len(numbers)), numbers)
    axes.tick_params(axis="x", length=0, top=False, labeltop=True, labelbottom=False)
    shades = [
        [float("nan") if value is None or x == y else value for x, value in enumerate(row)]
        for y, row in enumerate(zip(*(series.values for series in chart.series), strict=True))
    ]
    told = list(zip(*(series.told for series in chart.series), strict=True))
    pairs = [(value, words) for row in zip(shades, told, strict=True) for value, words in zip(*row, strict=True)]
    most, darkest = max((pair for pair in pairs if pair[0] > 0), default=(1.0, "1"))
    axes.imshow(shades, cmap="Greys", aspect="auto", vmin=0, vmax=most)
    for y, words_of_row in enumerate(told):
        for x, words in enumerate(words_of_row):
            value = shades[y][x]
            axes.annotate(
                words,
                (x, y),
                ha="center",
                va="center",
                fontsize=SMALL,
                fontweight="bold" if x == y else "normal",
                color="white" if value == value and value > 0.55 * most else INK,
            )
    for at in range(len(numbers) + 1):
        axes.axvline(at - 0.5, color="#d9d9d9", linewidth=0.4)
        axes.axhline(at - 0.5, color="#d9d9d9", linewidth=0.4)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    note = _("The darker, the more, up to {most}; the figures on the diagonal are left out of the shades.")
    longest = max(
        (letters.width(words, SMALL, bold=True) for series in chart.series for words in series.told), default=0
    )
    return Drawn(
        max(heights, _CELL * len(names)),
        notes=[note.format(most=darkest)],
        least_width=(longest + _BETWEEN) * len(names),
    )


def line(axes: Any, chart: Chart, letters: Letters) -> Drawn:
    """A line on the band that it is held against."""
    series = chart.series[0]
    places = range(len(series.values))
    values, low, high = (
        [float("nan") if figure is None else figure for figure in figures]
        for figures in (series.values, series.low, series.high)
    )
    band = axes.fill_between(places, low, high, facecolor="#dcdcdc", edgecolor=FAINT, linewidth=0.7)
    handles = axes.plot(places, values, marker="o", markersize=4, linewidth=1.2, color=COLOURS[0])
    _label_along(axes, chart, letters)
    axes.set_ylabel(chart.axis)
    axes.set_ylim(bottom=min(0, axes.get_ylim()[0]))
    axes.yaxis.set_major_formatter(lambda figure, _place: decimal(figure))
    return Drawn(_LINE_HEIGHT, [*handles, band], [series.name, series.between])


def _label_along(axes: Any, chart: Chart, letters: Letters) -> None:
    """Write as many labels as have room beside each other, the first and the last among them."""
    names = [letters.broken(label, _TURNED_ROOM, TEXT) for label in chart.labels]
    lines = max((name.count("\n") + 1 for name in names), default=1)
    # Turned by 45 degrees, a line takes its height times the square root of two.
    most = max(2, int(5.6 / (lines * 1.2 * TEXT / 72 * 1.42 + 0.1)))
    last = len(names) - 1
    step = max(1, -(-last // (most - 1)))
    shown = [i for i in range(0, last + 1, step) if i == 0 or i == last or last - i >= step / 2]
    if shown[-1] != last:
        shown.append(last)
    axes.set_xticks(shown, [names[i] for i in shown], rotation=45, ha="right", rotation_mode="anchor")
