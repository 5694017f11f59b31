"""Agreement as it went: week by week or batch by batch with the changes of the codebook, and of a coder with himself.

Importing this imports numpy.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import pairwise

from codebench.domain.table import Cell, Column, ColumnKind, Row, Table
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.agreement_data import Judged, Work
from codebench.project.agreement_measures import Measures, alpha_of_units, measure
from codebench.project.agreement_words import n_of, rule_of

BATCHES = 6
LEAST = 10
"""At most so many batches, each of at least so many units."""


def drift_table(measures: Measures, revisions: Sequence[str]) -> Table:
    """α in the order in which units were judged, by week, or by batch where all was done in one.

    `revisions` are the moments (UTC) at which the codebook changed.
    """
    order = sorted(range(len(measures.work.units)), key=lambda i: (measures.work.units[i].judged_at, i))
    units = measures.work.units
    weeks = {_week(units[i]) for i in order}
    periods = _by_week(units, order) if len(weeks) > 1 else _by_batch(order)
    rows = []
    before = ""
    for name, places in periods:
        alpha = alpha_of_units(measures, places)
        last = max(units[i].judged_at for i in places)
        changes = [moment for moment in revisions if before < moment <= last] if before else []
        documents = sorted({units[i].document for i in places})
        shown = ", ".join(documents[:2]) + ("…" if len(documents) > 2 else "")
        cells: tuple[Cell, ...] = (
            name, shown, len(places), _percent(measures, places), alpha.cell, _changes(changes)
        )  # fmt: skip
        rows.append(Row(cells))
        before = last
    columns = (
        Column(_("week") if len(weeks) > 1 else _("batch")),
        Column(_("material")),
        Column(_("units"), ColumnKind.COUNT),
        Column("%", ColumnKind.NUMBER),
        Column("α", ColumnKind.NUMBER),
        Column(_("codebook changed before the end")),
    )
    notes = [
        _("% is of units on which all coders gave the same set of codes; α is pooled over codes."),
        _("Few units make α jump: look for a trend, and at what the codebook did in between."),
    ]
    return Table(
        _("Agreement as the coding went"), columns, tuple(rows), rule_of(measures), n_of(measures), tuple(notes)
    )


def recoding_table(pairs: Sequence[Work], progress: Callable[[float], None] | None = None) -> Table:
    """Each coder's first coding against the second one of the same units."""
    rows = []
    for work in pairs:
        found = measure(work, progress)
        interval = found.intervals.pooled
        bounds = "" if interval is None else f"{interval.low:.3f} – {interval.high:.3f}".replace(".", _("."))
        cells: tuple[Cell, ...] = (
            shown_line(work.coders[0].name),
            shown_line(work.coders[1].name),
            len(work.units),
            _value(found.of_units.flat().get("percent_pairwise")),
            found.pooled.pooled.cell,
            bounds,
        )
        rows.append(Row(cells))
    columns = (
        Column(_("coder")),
        Column(_("second coding")),
        Column(_("units"), ColumnKind.COUNT),
        Column("%", ColumnKind.NUMBER),
        Column("α", ColumnKind.NUMBER),
        Column(_("95 % interval")),
    )
    rule = _("Rule: the first coding of a unit against the second one by the same person; α pooled over codes.")
    n = plural("{n} coder coded something twice.", "{n} coders coded something twice.", len(rows))
    exactly = _("% is of units with exactly the same set of codes, chance not taken off.")
    notes = (exactly, _("Intervals: BCa bootstrap over the same as per code."))
    return Table(_("Coders against themselves"), columns, tuple(rows), rule, n, notes)


def _by_week(units: Sequence[Judged], order: Sequence[int]) -> list[tuple[str, list[int]]]:
    found: dict[str, list[int]] = {}
    for i in order:
        found.setdefault(_week(units[i]), []).append(i)
    return list(found.items())


def _by_batch(order: Sequence[int]) -> list[tuple[str, list[int]]]:
    n = max(1, min(BATCHES, len(order) // LEAST))
    bounds = [round(len(order) * k / n) for k in range(n + 1)]
    return [(_("{first}–{last}").format(first=a + 1, last=b), list(order[a:b])) for a, b in pairwise(bounds)]


def _week(unit: Judged) -> str:
    year, week, _day = datetime.fromisoformat(unit.judged_at).isocalendar()
    return f"{year}-W{week:02d}"


def _percent(measures: Measures, places: Sequence[int]) -> float:
    labels = measures.labels[:, list(places)]
    same = (labels == labels[:1]).all(axis=(0, 2))
    return 100 * float(same.mean())


def _changes(moments: Sequence[str]) -> str:
    if not moments:
        return ""
    times = plural("{n} time", "{n} times", len(moments))
    return _("{times}, last {moment}").format(times=times, moment=moments[-1][:16].replace("T", " "))


def _value(value: object) -> Cell:
    return 100 * value if isinstance(value, float) else "–"
