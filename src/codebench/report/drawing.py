"""Charts drawn by matplotlib as SVG and PNG: readable in black and white, no label cut, the same bytes each time."""

import io
import warnings
from typing import Any

from codebench.report import drawing_grids, drawing_rows
from codebench.report.chart import Chart, ChartKind
from codebench.report.drawing_looks import FAINT, INK, NAME_ROOM, SETTINGS, SMALL, TEXT, TITLE, Letters

WIDTH = 7.2  # inches: the width of a page of text
_PIXELS = 200  # an inch, in PNG
_LINE = 1.25  # the height of a line of text, in that of its letters
_POINT = 1 / 72
_GAP = 0.1
_EDGE = 0.06
_MOST_ON_PAGE = 9.2  # inches that rows may take, for the picture to stand on a page with its caption

_DRAW = {
    ChartKind.BARS: drawing_rows.bars,
    ChartKind.STACK: drawing_rows.stack,
    ChartKind.INTERVALS: drawing_rows.intervals,
    ChartKind.MAP: drawing_grids.square,
    ChartKind.LINE: drawing_grids.line,
}


def svg(chart: Chart) -> bytes:
    """The picture as SVG, its letters as shapes, so that it looks the same everywhere."""
    return _drawn(chart, "svg", {"Date": None, "Creator": "codebench"})


def png(chart: Chart) -> bytes:
    """The picture as PNG, 200 dots an inch."""
    return _drawn(chart, "png", {"Software": "codebench"})


def pages(chart: Chart) -> tuple[Chart, ...]:
    """The picture in parts that each fit on a page of text."""
    return chart.pages(max(1, int(_MOST_ON_PAGE / drawing_rows.row_height(chart))))


def _drawn(chart: Chart, format: str, metadata: dict[str, str | None]) -> bytes:
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with matplotlib.rc_context(SETTINGS), warnings.catch_warnings():
        # A sign that the font lacks is drawn as a box; nobody at the terminal needs a warning of it.
        warnings.simplefilter("ignore", UserWarning)
        figure = Figure(figsize=(WIDTH, WIDTH / 2))
        canvas: Any = FigureCanvasAgg(figure)
        axes = figure.add_axes((0.4, 0.3, 0.5, 0.5))
        drawn = _DRAW[chart.kind](axes, chart, Letters(figure))
        _lay_out(figure, axes, chart, drawn)
        out = io.BytesIO()
        # All that was drawn, wherever it ends: nothing is cut.
        page = figure.get_tightbbox(canvas.get_renderer()).padded(_EDGE)
        figure.savefig(out, format=format, dpi=_PIXELS, bbox_inches=page, metadata=metadata)
    return out.getvalue()


def _lay_out(figure: Any, axes: Any, chart: Chart, drawn: drawing_rows.Drawn) -> None:
    """Title, key, picture and notes under each other, as wide as a page whatever the labels are.

    Only a map of so many labels that its figures would run into each other is wider.
    """
    letters = Letters(figure)
    title = letters.broken(chart.title, WIDTH, TITLE, bold=True) if chart.title else ""
    notes = "\n".join([letters.broken(note, WIDTH, SMALL) for note in (*chart.notes, *drawn.notes)])
    above = _height(title, TITLE) + (_GAP if title else 0)
    key = _key(figure, drawn, letters)
    key_height = 0.0
    if key is not None:
        key_height = _extent(figure, key).height / figure.dpi + _GAP
    below = _height(notes, SMALL) + (_GAP if notes else 0)
    # Twice, since what stands beside a figure moves with the width that is left for it.
    for _time in range(2):
        left, bottom, right, top = _margins(figure, axes)
        height = above + key_height + top + drawn.height + bottom + below
        width = max(WIDTH, left + drawn.least_width + right)
        figure.set_size_inches(width, height)
        axes.set_position(
            (left / width, (below + bottom) / height, (width - left - right) / width, drawn.height / height)
        )
    drawn.finish()
    if title:
        figure.text(0, 1, title, fontsize=TITLE, fontweight="bold", va="top", linespacing=_LINE, color=INK)
    if key is not None:
        key.set_bbox_to_anchor((0, 1 - above / height), transform=figure.transFigure)
    if notes:
        at = _height(notes, SMALL) / height
        figure.text(0, at, notes, fontsize=SMALL, color=FAINT, va="top", linespacing=_LINE)


def _margins(figure: Any, axes: Any) -> tuple[float, float, float, float]:
    """What the labels take on each side of the picture (left, below, right, above), in inches."""
    outer, inner = axes.get_tightbbox(figure.canvas.get_renderer()), axes.get_window_extent()
    sides = (inner.x0 - outer.x0, inner.y0 - outer.y0, outer.x1 - inner.x1, outer.y1 - inner.y1)
    left, bottom, right, top = (max(0.0, side / figure.dpi) + 0.02 for side in sides)
    return left, bottom, right, top


def _key(figure: Any, drawn: drawing_rows.Drawn, letters: Letters) -> Any:
    """What each colour stands for, in as many columns as the page is wide; None where there is one only."""
    if not drawn.handles:
        return None
    names = [letters.broken(name, NAME_ROOM, TEXT) for name in drawn.names]
    for columns in range(min(len(names), 12), 0, -1):
        key = figure.legend(
            drawn.handles,
            names,
            loc="upper left",
            bbox_to_anchor=(0, 1),
            ncols=columns,
            frameon=False,
            borderpad=0,
            borderaxespad=0,
            columnspacing=1.2,
            handlelength=1.8,
        )
        if columns == 1 or _extent(figure, key).width / figure.dpi <= WIDTH:
            return key
        key.remove()
    return None


def _extent(figure: Any, drawn: Any) -> Any:
    return drawn.get_window_extent(figure.canvas.get_renderer())


def _height(text: str, size: float) -> float:
    return len(text.split("\n")) * size * _POINT * _LINE if text else 0.0
