"""A picture for the terminal, drawn with blocks, signs and words alone."""

from collections.abc import Callable, Sequence
from itertools import cycle
from math import ceil

from rich.cells import cell_len, set_cell_size

from codebench.domain.table import Table
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.report.as_terminal import wrapped
from codebench.report.chart import Chart, ChartKind, Series
from codebench.report.charting import charts_of

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_SHADES = " ░▒▓█"
_PARTS = "░▓▒█"
_KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
_WIDTH = 100
_LEAST_BAR = 10
_LONGEST_LABEL = 40
_LONGEST_WORD = 24  # of a label, which is broken between words where that can be
_BOUND = "┊"
_TIED = "\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}"


def render(table: Table, width: int | None = None, *, stacked: bool = False) -> str:
    """The table's figures as a picture of at most the width, N, rule and notes under it; see `charting.chart_of`.

    Scales of different points are drawn under each other.

    Raises:
        InputError: there is no figure in it that can be drawn, or its shares are no parts of a whole.
    """
    charts = charts_of(table, stacked=stacked)
    lines = [*wrapped(charts[0].title, width or _WIDTH), ""] if charts[0].title else []
    for chart in charts:
        lines += [*draw(chart, width or _WIDTH), ""]
    for note in charts[0].notes:
        lines += wrapped(note, width)
    return "\n".join(lines).rstrip() + "\n"


def draw(chart: Chart, width: int) -> list[str]:
    """The lines of a picture, without its title and its notes."""
    match chart.kind:
        case ChartKind.STACK:
            return _stack(chart, width)
        case ChartKind.MAP:
            return _map(chart, width)
        case ChartKind.INTERVALS | ChartKind.LINE:
            return _intervals(chart, width)
        case ChartKind.BARS:
            return _bars(chart, width)


def _bars(chart: Chart, width: int) -> list[str]:
    labels, room = _labels(chart, width)
    # "(N = 15)" stays together where a name is broken.
    names = [series.name.replace(" = ", _TIED) if len(chart.series) > 1 else "" for series in chart.series]
    told = max(cell_len(each) for series in chart.series for each in series.told)
    most_beside = max(0, width - room - told - _LEAST_BAR - 4)
    beside = min(max(map(cell_len, names)), most_beside)
    bar = max(_LEAST_BAR, width - room - beside - told - 4)
    values = [value for series in chart.series for value in series.values if value is not None]
    most = max(values, default=0) or 1
    lines = []
    for row, label in enumerate(labels):
        drawn = []
        for name, series in zip(names, chart.series, strict=True):
            # A name without room goes on under its bar.
            first, *more = (line.replace(_TIED, " = ") for line in wrapped(name, beside))
            mark = f" {set_cell_size(first, beside)}" if beside else ""
            drawn.append(f"{mark} {_bar(series.values[row], most, bar)} {series.told[row]}")
            drawn += [f" {line}" for line in more if beside]
        lines += _beside(label, room, drawn)
    return lines


def _bar(value: float | None, most: float, room: int) -> str:
    eighths = 0 if value is None or value <= 0 else round(8 * room * value / most)
    full, rest = divmod(eighths, 8)
    return "█" * full + (_EIGHTHS[rest] if rest else "")


def _stack(chart: Chart, width: int) -> list[str]:
    """Each part begins with its sign and is filled by a shade that the next one has not; its per cents stand below."""
    labels, room = _labels(chart, width)
    names = [series.name for series in chart.series]
    signs = _signs(names)
    told = max(map(cell_len, chart.beside), default=0)
    bar = max(_LEAST_BAR, width - room - 2 - min(told, width // 4) - 1)
    lines = []
    key = ", ".join(f"{sign} = {name}" for sign, name in zip(signs, names, strict=True) if sign != name)
    if key:
        lines += [*wrapped(shown_line(key), width), ""]
    for row, label in enumerate(labels):
        values = [series.values[row] or 0.0 for series in chart.series]
        drawn = [f" {_parts(values, signs, bar)} {chart.beside[row]}" if any(values) else f" {chart.beside[row]}"]
        if any(values):
            figures = [f"{sign}: {series.told[row]}" for sign, series in zip(signs, chart.series, strict=True)]
            drawn += [f" {line}" for line in _filled(figures, bar)]
        lines += _beside(label, room, drawn)
    return lines


def _signs(names: Sequence[str]) -> list[str]:
    """The sign of each part, one cell wide: its name where that is a plain figure or letter, else the next free one."""
    own = {name for name in names if len(name) == 1 and name.isascii() and name.isalnum()}
    free = cycle([key for key in _KEYS if key not in own] or _KEYS)
    return [name if name in own else next(free) for name in names]


def _parts(values: Sequence[float], signs: Sequence[str], room: int) -> str:
    """A bar of all its room, each part as wide as its share (the ends rounded, so that nothing is left over)."""
    whole, ends = sum(values), [0]
    for value in values:
        ends.append(round(room * (sum(values[: len(ends) - 1]) + value) / whole))
    return "".join(
        (sign + _PARTS[i % len(_PARTS)] * (end - start - 1)) if end > start else ""
        for i, (sign, start, end) in enumerate(zip(signs, ends, ends[1:], strict=False))
    )


def _intervals(chart: Chart, width: int) -> list[str]:
    labels, room = _labels(chart, width)
    series = chart.series[0]
    told = _with_band(series) if chart.kind is ChartKind.LINE else series.told
    bar = max(2 * _LEAST_BAR, width - room - max(map(cell_len, told), default=0) - 3)
    figures = [end for end in (*series.values, *series.low, *series.high) if end is not None]
    most = chart.most or max(figures, default=1) or 1

    def at(figure: float) -> int:
        return round((bar - 1) * (figure - chart.least) / (most - chart.least))

    lines = [" " * room + " " + _scale(chart, most, bar, at)]
    for row, label in enumerate(labels):
        cells = [" "] * bar
        for bound in chart.bounds:
            cells[at(bound)] = _BOUND
        low, high, value = series.low[row], series.high[row], series.values[row]
        if low is not None and high is not None:
            cells[at(low) : at(high) + 1] = "─" * (at(high) - at(low) + 1)
            cells[at(low)], cells[at(high)] = "├", "┤"
        if value is not None:
            cells[at(value)] = "○" if series.loose and series.loose[row] else "●"
        lines += _beside(label, room, [f" {''.join(cells)} {told[row]}"])
    if chart.kind is ChartKind.LINE:
        lines += ["", f"● {series.name}, ├──┤ {series.between}"]
    return lines


def _with_band(series: Series) -> tuple[str, ...]:
    ends = zip(series.told, series.low, series.high, strict=True)
    return tuple(told if low is None or high is None else f"{told} [{low:g}; {high:g}]" for told, low, high in ends)


def _scale(chart: Chart, most: float, bar: int, at: Callable[[float], int]) -> str:
    """The ends of the axis and the bounds, each over its place; what has no room is left to the others."""
    line = [" "] * bar
    for figure in (chart.least, most, *chart.bounds):
        text = (f"{figure:.3f}" if figure in chart.bounds else f"{figure:g}").replace(".", _("."))
        start = min(max(0, at(figure) - len(text) // 2), bar - len(text))
        if all(cell == " " for cell in line[max(0, start - 1) : start + len(text) + 1]):
            line[start : start + len(text)] = text
    return "".join(line).rstrip()


def _map(chart: Chart, width: int) -> list[str]:
    """A shade and a figure for each pair; columns that have no room go on under the others, beside the same labels."""
    # On the diagonal stands no pair: it would leave no shades for the others.
    pairs = [
        [None if row == column else value for row, value in enumerate(series.values)]
        for column, series in enumerate(chart.series)
    ]
    most = max((value for values in pairs for value in values if value is not None), default=0) or 1
    labels, room = _labels(chart, max(map(cell_len, chart.labels), default=0) + _LEAST_BAR)
    numbers = [str(n) for n in range(1, len(labels) + 1)]
    side = max(map(len, numbers), default=0)
    told = max(2, *(cell_len(each) for series in chart.series for each in series.told))
    most_beside = max(1, (width - room - side - 2) // (told + 2))
    beside = ceil(len(pairs) / ceil(len(pairs) / most_beside)) if pairs else 1
    lines: list[str] = []
    for first in range(0, len(pairs), beside):
        columns = range(first, min(first + beside, len(pairs)))
        heads = " ".join(str(n + 1).rjust(told + 1) for n in columns)
        lines += [*([""] if first else []), " " * (room + side + 3) + heads]
        for row, label in enumerate(labels):
            cells = []
            for column in columns:
                value = pairs[column][row]
                shade = _SHADES[0 if value is None else min(4, round(4 * max(0.0, value) / most))]
                cells.append(shade + chart.series[column].told[row].rjust(told))
            lines += _beside(label, room, [f" {numbers[row].rjust(side)}  {' '.join(cells)}"])
    return lines


def _labels(chart: Chart, width: int) -> tuple[list[list[str]], int]:
    """Each label in lines, indented by its level, and how wide they are together: none is cut."""
    indents = ["  " * level for level in chart.levels]
    longest = max((cell_len(indent + label) for indent, label in zip(indents, chart.labels, strict=True)), default=0)
    # Where much is written on the other side too, labels sooner go on on a next line.
    share = width // 2 if chart.kind is not ChartKind.INTERVALS else width // 4
    words = [indent + word for indent, label in zip(indents, chart.labels, strict=True) for word in label.split()]
    word = min(_LONGEST_WORD, max(map(cell_len, words), default=0))
    room = max(1, min(_LONGEST_LABEL, longest, max(_LEAST_BAR, share, word)))
    labels = [
        [indent + line for line in wrapped(label, max(1, room - cell_len(indent)))]
        for indent, label in zip(indents, chart.labels, strict=True)
    ]
    return labels, max((cell_len(line) for label in labels for line in label), default=0)


def _beside(label: Sequence[str], room: int, drawn: Sequence[str]) -> list[str]:
    """A label and what is drawn of it, whichever has more lines."""
    lines = []
    for i in range(max(len(label), len(drawn))):
        first = label[i] if i < len(label) else ""
        lines.append((set_cell_size(first, room) + (drawn[i] if i < len(drawn) else "")).rstrip())
    return lines


def _filled(parts: Sequence[str], room: int) -> list[str]:
    """The parts beside each other, as many in a line as have room."""
    lines: list[str] = []
    for part in parts:
        if lines and cell_len(lines[-1]) + 2 + cell_len(part) <= room:
            lines[-1] += f"  {part}"
        else:
            lines.append(part)
    return lines
