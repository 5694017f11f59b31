"""The reporting layer: whose work counts on each unit, so that coders are never added up."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from codebench.analysis.reading import by_window
from codebench.domain.errors import InputError, NotFoundError
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.store.connection import Store

Places = list[int]

_PAIRS = "SELECT unit_id, coder_id FROM {table} WHERE unit_id > :low AND unit_id <= :high GROUP BY unit_id, coder_id"
# Who takes part in a round counts on its units in this order; second codings are compared and never counted.
_ASSIGNED = """
  SELECT x.unit_id AS unit_id, c.coder_id AS coder_id FROM round_units x
  JOIN round_coders c ON c.round_id = x.round_id AND c.as_coder_id IS NULL
  JOIN review_marks m ON m.unit_id = x.unit_id AND m.coder_id = c.coder_id
  WHERE x.unit_id > :low AND x.unit_id <= :high ORDER BY x.round_id DESC, c.position
"""
_SECOND = "SELECT as_coder_id FROM round_coders WHERE as_coder_id IS NOT NULL"


@dataclass(slots=True)
class Layer:
    """Whose work counts: that of `coders` (name by id), each on every unit where nothing else is said.

    `whose` says for every unit (by id) which coder counts there, 0 for nobody; None where that need not be said, as
    each unit has one coder or one was chosen. `settled` and `assigned` count units of the scope by why a coder counts.
    """

    coders: dict[int, str] = field(default_factory=dict)
    is_chosen: bool = False
    whose: list[int] | None = None
    settled: int = 0
    assigned: Counter[int] = field(default_factory=Counter)
    alone: set[int] = field(default_factory=set)

    def places(self, coder: int, places: Places, outside: int) -> Places:
        """The places of units as they count for this coder: outside where another's work does."""
        if self.whose is None:
            return places
        return [place if who == coder else outside for place, who in zip(places, self.whose, strict=True)]

    def reviewed(self, store: Store) -> Any:
        """The units that were judged by whoever counts there: an array of their ids."""
        import numpy

        query = (
            "SELECT unit_id, coder_id FROM review_marks WHERE id > :low AND id <= :high"
            f" AND coder_id IN ({', '.join(map(str, self.coders))})"
        )
        if self.whose is None:
            return by_window(store, query, ["unit_id"], "review_marks", arrays=True)[0]
        units, coders = by_window(store, query, ["unit_id", "coder_id"], "review_marks", arrays=True)
        return units[numpy.array(self.whose)[units] == coders]

    def in_words(self) -> str:
        """The rule, with the number of units where it chose."""
        parts = []
        if self.settled:
            parts.append(
                plural("consensus where settled ({n} unit)", "consensus where settled ({n} units)", self.settled)
            )
        if self.assigned:
            each = (
                plural("{{name}} {n} unit", "{{name}} {n} units", n).format(name=shown_line(self.coders[coder]))
                for coder, n in sorted(self.assigned.items())
            )
            parts.append(_("the assigned coder, first in the latest round ({names})").format(names=", ".join(each)))
        alone = ", ".join(shown_line(name) for coder, name in self.coders.items() if coder in self.alone)
        if parts:
            parts += [_("each unit's only coder ({names})").format(names=alone)] if alone else []
        elif not self.is_chosen and len(self.coders) > 1:
            parts.append(_("each unit's only coder ({names})").format(names=alone))
        else:
            parts.append(", ".join(map(shown_line, self.coders.values())) or "–")
        return _("reporting layer: {who}").format(who=_(", else ").join(parts))


def layer_of(store: Store, chosen: str | None, places: Places, is_case: Callable[[int], bool]) -> Layer:
    """The layer over the units whose place is not 0.

    It is the chosen coder's, else unit by unit that of the consensus where it is settled, of the assigned coder (the
    first one, in the latest round that holds the unit, who judged it), or of the only coder. `is_case` says of a place
    whether a unit there counts for somebody; only there a question who counts that stays open is refused.

    Raises:
        NotFoundError: there is no coder of the chosen name.
        InputError: several coders worked on units where nothing says who counts; or the name is one for second codings.
    """
    coders: dict[int, str] = dict(store.tuples("SELECT id, name FROM coders ORDER BY id"))
    second = {row[0] for row in store.tuples(_SECOND)}
    if chosen is not None:
        return _chosen(coders, second, chosen)
    worked = [coder for coder in coders if coder not in second and _has_worked(store, coder)]
    if len(worked) <= 1:
        return Layer({coder: coders[coder] for coder in worked}, alone=set(worked))
    consensus = store.value("SELECT id FROM coders WHERE kind = 'consensus'")
    if consensus is None and store.value("SELECT 1 FROM round_coders WHERE as_coder_id IS NULL LIMIT 1") is None:
        return _only(store, coders, second, places, is_case)
    return _by_unit(store, coders, second, consensus, places, is_case)


def _chosen(coders: dict[int, str], second: set[int], chosen: str) -> Layer:
    found = {coder: name for coder, name in coders.items() if name.casefold() == chosen.casefold()}
    if not found:
        raise NotFoundError(_("There is no coder '{name}'.").format(name=shown_line(chosen)))
    if second.intersection(found):
        message = _("'{name}' is a second coding: it is compared with the first, and counted nowhere.")
        raise InputError(message.format(name=shown_line(chosen)))
    return Layer(found, is_chosen=True)


def _only(
    store: Store, coders: dict[int, str], second: set[int], places: Places, is_case: Callable[[int], bool]
) -> Layer:
    """Without rounds: each unit has one coder, or the count is refused."""
    work = _work(store, second)
    there = {coder for unit, coder in work if places[unit]}
    active = {coder: name for coder, name in coders.items() if coder in there}
    times = Counter(unit for unit, _coder in work if is_case(places[unit]))
    _refuse(sum(n > 1 for n in times.values()), active)
    return Layer(active, alone=there)


def _by_unit(
    store: Store,
    coders: dict[int, str],
    second: set[int],
    consensus: int | None,
    places: Places,
    is_case: Callable[[int], bool],
) -> Layer:
    """With rounds: who counts is said unit by unit."""
    whose = [0] * len(places)
    assigned: set[int] = set()
    names = ["unit_id", "coder_id"]
    if consensus is not None:
        query = f"SELECT unit_id FROM review_marks WHERE id > :low AND id <= :high AND coder_id = {consensus}"
        for unit in by_window(store, query, ["unit_id"], "review_marks")[0]:
            whose[unit] = consensus
    for unit, coder in zip(*by_window(store, _ASSIGNED, names, "units"), strict=True):
        if not whose[unit]:
            whose[unit] = coder
            assigned.add(unit)
    several: set[int] = set()
    alone: set[int] = set()
    # A consensus that is not settled on a unit (a coding that runs on from one that is) decides nothing there.
    work = _work(store, second if consensus is None else second | {consensus})
    for unit, coder in sorted(work):
        if not whose[unit]:
            whose[unit] = coder
            alone.add(unit)
        elif unit in alone:
            several.add(unit)
    layer = Layer(whose=whose)
    for unit, coder in enumerate(whose):
        if not coder or not places[unit]:
            continue
        layer.coders.setdefault(coder, coders[coder])
        if unit in alone:
            layer.alone.add(coder)
        elif not is_case(places[unit]):
            continue
        elif coder == consensus:
            layer.settled += 1
        elif unit in assigned:
            layer.assigned[coder] += 1
    layer.coders = dict(sorted(layer.coders.items()))
    there = {coder for unit, coder in work if places[unit]}
    _refuse(
        sum(is_case(places[unit]) for unit in several),
        {coder: name for coder, name in coders.items() if coder in there},
    )
    return layer


def _refuse(several: int, active: dict[int, str]) -> None:
    if several:
        message = _(
            "{units} coded by several coders ({names}), and coders are never added up:"
            " choose whose work counts (--coder NAME)."
        )
        names = ", ".join(map(shown_line, active.values()))
        raise InputError(message.format(units=plural("{n} unit was", "{n} units were", several), names=names))


def _work(store: Store, without: Iterable[int]) -> set[tuple[int, int]]:
    """Who coded or judged which unit, as (unit, coder)."""
    left_out = set(without)
    work: set[tuple[int, int]] = set()
    for table in ("coding_units", "review_marks"):
        units, coders = by_window(store, _PAIRS.format(table=table), ["unit_id", "coder_id"], "units")
        work.update(pair for pair in zip(units, coders, strict=True) if pair[1] not in left_out)
    return work


def _has_worked(store: Store, coder_id: int) -> bool:
    return any(
        store.value(f"SELECT 1 FROM {table} WHERE coder_id = ? LIMIT 1", [coder_id]) is not None
        for table in ("review_marks", "codings")
    )
