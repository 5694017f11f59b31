"""A picture for the terminal: a bar for each figure, drawn with blocks, in words and signs alone."""

from rich.cells import cell_len, set_cell_size

from codebench.domain.table import Table
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.report.chart import Chart, ChartKind, chart_of

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_SHADES = " ░▒▓█"
_WIDTH = 100
_LEAST_BAR = 10
_LONGEST_LABEL = 40


def render(table: Table, width: int | None = None) -> str:
    """The table's figures as bars (a map of labels by labels as shades), N, rule and notes under them.

    Raises:
        InputError: there is no figure in it that can be drawn.
    """
    chart = chart_of(table)
    lines = [chart.title, ""] if chart.title else []
    lines += _map(chart) if chart.kind is ChartKind.MAP else _bars(chart, width or _WIDTH)
    return "\n".join([*lines, "", *chart.notes]).rstrip() + "\n"


def _bars(chart: Chart, width: int) -> list[str]:
    labels = ["  " * level + label for label, level in zip(chart.labels, chart.levels, strict=True)]
    room = min(_LONGEST_LABEL, max(map(cell_len, labels), default=0))
    names = [series.name if len(chart.series) > 1 else "" for series in chart.series]
    beside = max(map(cell_len, names))
    told = max(cell_len(each) for series in chart.series for each in series.told)
    bar = max(_LEAST_BAR, width - room - beside - told - 4)
    values = [value for series in chart.series for value in series.values if value is not None]
    most = max(values, default=0) or 1
    lines = []
    for row, label in enumerate(labels):
        for i, series in enumerate(chart.series):
            first = set_cell_size(_cut(label, room), room) if i == 0 else " " * room
            name = f" {set_cell_size(names[i], beside)}" if beside else ""
            lines.append(f"{first}{name} {_bar(series.values[row], most, bar)} {series.told[row]}".rstrip())
    return lines


def _bar(value: float | None, most: float, room: int) -> str:
    eighths = 0 if value is None or value <= 0 else round(8 * room * value / most)
    full, rest = divmod(eighths, 8)
    return "█" * full + (_EIGHTHS[rest] if rest else "")


def _map(chart: Chart) -> list[str]:
    values = [value for series in chart.series for value in series.values if value is not None]
    most = max(values, default=0) or 1
    labels = [
        _cut("  " * level + label, _LONGEST_LABEL) for label, level in zip(chart.labels, chart.levels, strict=True)
    ]
    room = max(map(cell_len, labels), default=0)
    told = max(3, *(cell_len(each) for series in chart.series for each in series.told))
    lines = [" " * room + "  " + " ".join(str(n + 1).rjust(told + 1) for n in range(len(chart.series)))]
    for row, label in enumerate(labels):
        cells = []
        for series in chart.series:
            value = series.values[row]
            shade = _SHADES[0 if value is None else min(4, round(4 * max(0.0, value) / most))]
            cells.append(shade + series.told[row].rjust(told))
        lines.append(f"{set_cell_size(label, room)}  {' '.join(cells)}".rstrip())
    names = ", ".join(f"{n} = {series.name}" for n, series in enumerate(chart.series, 1))
    return [*lines, "", _("Columns: {names}.").format(names=shown_line(names))]


def _cut(text: str, room: int) -> str:
    return text if cell_len(text) <= room else set_cell_size(text, room - 1).rstrip() + "…"
