"""Figures under their names: one list for a table that people read and an object of keys that programs read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from codebench.agreement.interval import Interval
from codebench.agreement.result import Coefficient
from codebench.domain.table import Cell, Column, ColumnKind, Precise, Row, Table
from codebench.i18n import _


@dataclass(frozen=True, slots=True)
class Figure:
    """A coefficient or a count under its key; `code` is the one it is about, empty for all together.

    A figure that is not `shown` is for programs alone: the same under another name, or on a scale that was not asked
    for.
    """

    key: str
    result: Coefficient | int
    name: str
    code: str = ""
    shown: bool = True
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one set of data, with what was compared, the rule they were made by, and remarks."""

    title: str
    figures: tuple[Figure, ...]
    n: str
    rule: str
    notes: tuple[str, ...]

    def flat(self) -> dict[str, object]:
        """Each key with its number; null where undefined, with the reason under the key in `undefined`."""
        numbers: dict[str, object] = {}
        undefined: dict[str, str] = {}
        for figure in self.figures:
            if isinstance(figure.result, int):
                numbers[figure.key] = figure.result
                continue
            numbers[figure.key] = figure.result.value
            if figure.result.reason is not None:
                undefined[figure.key] = figure.result.reason.value
        return numbers | {"undefined": undefined}

    def table(self) -> Table:
        """The figures for people: those of all codes together first, then code by code."""
        shown = [figure for figure in self.figures if figure.shown]
        rows = [_row(figure, 0) for figure in shown if not figure.code]
        for code in dict.fromkeys(figure.code for figure in shown if figure.code):
            rows.append(Row((_("code: {code}").format(code=code), *[None] * (len(_COLUMNS) - 1))))
            rows += [_row(figure, 1) for figure in shown if figure.code == code]
        columns = tuple(Column(heading, kind, group) for heading, kind, group in _COLUMNS)
        return Table(self.title, columns, tuple(rows), self.rule, self.n, (*self.notes, *_of_intervals(shown)))


_WHY_APPROXIMATE = _("fewer than 30 units, fewer than 5 with disagreement, or a code in fewer than 10 %")

_COLUMNS = (
    (_("coefficient"), ColumnKind.TEXT, ""),
    (_("value"), ColumnKind.NUMBER, ""),
    (_("from"), ColumnKind.NUMBER, _("95 % interval")),
    (_("to"), ColumnKind.NUMBER, _("95 % interval")),
    (_("N"), ColumnKind.COUNT, ""),
    (_("pairs"), ColumnKind.COUNT, ""),
    (_("missing"), ColumnKind.COUNT, ""),
)


def _row(figure: Figure, level: int) -> Row:
    result, interval = figure.result, figure.interval
    if isinstance(result, int):
        return Row((figure.name, result, *[None] * (len(_COLUMNS) - 2)), level)
    bounds: tuple[Cell, Cell] = (None, None)
    if interval is not None:
        bounds = Precise(interval.low), Precise(interval.high)
    return Row((figure.name, result.cell, *bounds, result.units, result.pairs, result.missing), level)


def _of_intervals(figures: Iterable[Figure]) -> Iterator[str]:
    """What is to be known about the intervals in the table."""
    found = [(figure, figure.interval) for figure in figures if figure.interval is not None]
    if not found:
        return
    first = found[0][1]
    message = _(
        "Intervals: BCa bootstrap over {n} units, taken as independent of each other; {resamples} resamples,"
        " seed {seed}."
    )
    yield message.format(n=first.clusters, resamples=first.resamples, seed=first.seed)
    for figure, interval in found:
        if figure.code:
            continue
        message = _("{name}: {band}; {low} % of resamples lie below .667, {high} % below .800.")
        low, high = (round(100 * share) for share in (interval.below_667, interval.below_800))
        yield message.format(name=figure.name, band=interval.band, low=low, high=high)
    loose = [figure.code or figure.name for figure, interval in found if interval.approximate]
    if len(loose) == len(found):
        yield _("All intervals are approximate: {why}.").format(why=_WHY_APPROXIMATE)
    elif loose:
        message = _("Approximate intervals ({why}): {names}.")
        yield message.format(why=_WHY_APPROXIMATE, names=", ".join(dict.fromkeys(loose)))
