"""Charts drawn by matplotlib as SVG and PNG: readable in black and white, no label cut, the same bytes each time."""

import io
import textwrap
import warnings
from typing import Any

from codebench.report.chart import Chart, ChartKind

# Told apart by their lightness as well, and bars by hatching too (Okabe and Ito's colours, for all eyes).
_COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#999999")
_HATCHES = ("", "//", "..", "xx", "\\\\", "oo", "--", "++")
_MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
_WIDTH = 7.2  # inches: the width of a page of text
_LABEL = 44  # characters before a label goes on on a next line
_NOTES = 110
_PIXELS = 200  # an inch, in PNG

_SETTINGS: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "svg.hashsalt": "codebench",
    "svg.fonttype": "path",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "hatch.linewidth": 0.6,
    "axes.unicode_minus": False,
    # A dollar sign in a label is one.
    "text.parse_math": False,
}


def svg(chart: Chart) -> bytes:
    """The picture as SVG, its letters as shapes, so that it looks the same everywhere."""
    return _drawn(chart, "svg", {"Date": None, "Creator": "codebench"})


def png(chart: Chart) -> bytes:
    """The picture as PNG, 200 dots an inch."""
    return _drawn(chart, "png", {"Software": "codebench"})


def _drawn(chart: Chart, format: str, metadata: dict[str, str | None]) -> bytes:
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with matplotlib.rc_context(_SETTINGS), warnings.catch_warnings():
        # A sign that the font lacks is drawn as a box; nobody at the terminal needs a warning of it.
        warnings.simplefilter("ignore", UserWarning)
        figure = Figure(figsize=(_WIDTH, _height(chart)))
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        {ChartKind.BARS: _bars, ChartKind.MAP: _map, ChartKind.LINE: _line}[chart.kind](axes, chart)
        has_legend = len(chart.series) > 1 and chart.kind is not ChartKind.MAP
        title = "\n".join(textwrap.wrap(chart.title, 80))
        axes.set_title(title, loc="left", fontweight="bold", fontsize=10, pad=24 if has_legend else 8)
        _write_notes(figure, axes, chart)
        out = io.BytesIO()
        figure.savefig(out, format=format, dpi=_PIXELS, bbox_inches="tight", metadata=metadata)
    return out.getvalue()


def _height(chart: Chart) -> float:
    rows = len(chart.labels)
    if chart.kind is ChartKind.BARS:
        return 0.9 + rows * max(0.3, 0.17 * len(chart.series) + 0.1)
    return 1.6 + 0.34 * rows if chart.kind is ChartKind.MAP else 3.6


def _bars(axes: Any, chart: Chart) -> None:
    n = len(chart.series)
    thick = 0.8 / n
    for i, series in enumerate(chart.series):
        places = [row - 0.4 + thick * (i + 0.5) for row in range(len(chart.labels))]
        axes.barh(
            places,
            [value or 0 for value in series.values],
            height=thick * 0.94,
            label=series.name,
            color=_COLOURS[i % len(_COLOURS)],
            hatch=_HATCHES[i % len(_HATCHES)],
            edgecolor="white",
            linewidth=0,
        )
        for place, value, told in zip(places, series.values, series.told, strict=True):
            # Where there is no figure it says so: an empty bar would be nought.
            axes.annotate(told, (value or 0, place), xytext=(3, 0), textcoords="offset points", va="center", fontsize=7)
    _label_rows(axes, chart)
    axes.set_xlim(0, chart.most)
    axes.set_xlabel(chart.axis)
    if n > 1:
        _legend(axes, n)


def _map(axes: Any, chart: Chart) -> None:
    grid = [[value if value is not None else float("nan") for value in row] for row in _rows(chart)]
    axes.imshow(grid, cmap="Greys", aspect="auto", vmin=0)
    most = max((value for row in grid for value in row if value == value), default=0)
    for y, told in enumerate(zip(*(series.told for series in chart.series), strict=True)):
        for x, words in enumerate(told):
            value = grid[y][x]
            colour = "white" if value == value and value > 0.6 * most else "black"
            axes.annotate(words, (x, y), ha="center", va="center", fontsize=7, color=colour)
    _label_rows(axes, chart)
    names = ["\n".join(textwrap.wrap(series.name, 18)) for series in chart.series]
    axes.set_xticks(range(len(names)), names, rotation=45, ha="right", rotation_mode="anchor")


def _line(axes: Any, chart: Chart) -> None:
    for i, series in enumerate(chart.series):
        values = [value if value is not None else float("nan") for value in series.values]
        axes.plot(
            range(len(values)),
            values,
            marker=_MARKERS[i % len(_MARKERS)],
            markersize=4,
            linewidth=1.2,
            linestyle=("-", "--", ":", "-.")[i % 4],
            color=_COLOURS[i % len(_COLOURS)],
            label=series.name,
        )
    step = max(1, len(chart.labels) // 12)
    shown = range(0, len(chart.labels), step)
    names = ["\n".join(textwrap.wrap(chart.labels[i], 18)) for i in shown]
    axes.set_xticks(list(shown), names, rotation=45, ha="right", rotation_mode="anchor")
    axes.set_ylim(bottom=min(0, axes.get_ylim()[0]))
    axes.set_ylabel(chart.axis)
    if len(chart.series) > 1:
        _legend(axes, len(chart.series))


def _legend(axes: Any, n: int) -> None:
    # Between the title and the picture, where it covers nothing.
    axes.legend(frameon=False, loc="lower left", bbox_to_anchor=(0, 1), ncols=min(n, 4), borderaxespad=0.2)


def _write_notes(figure: Any, axes: Any, chart: Chart) -> None:
    """N, rule and notes under all that is drawn, wherever its labels end."""
    figure.canvas.draw()
    ends = axes.get_tightbbox().transformed(figure.transFigure.inverted())
    notes = "\n".join(line for note in chart.notes for line in textwrap.wrap(note, _NOTES))
    gap = 0.12 / figure.get_figheight()
    figure.text(ends.x0, ends.y0 - gap, notes, fontsize=7, color="#555555", va="top")


def _label_rows(axes: Any, chart: Chart) -> None:
    names = ["\n".join(textwrap.wrap(label, _LABEL)) for label in chart.labels]
    axes.set_yticks(range(len(names)), names)
    if any(chart.levels):
        for tick, level in zip(axes.get_yticklabels(), chart.levels, strict=True):
            tick.set_fontweight("normal" if level else "bold")
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)


def _rows(chart: Chart) -> list[tuple[float | None, ...]]:
    return list(zip(*(series.values for series in chart.series), strict=True))
