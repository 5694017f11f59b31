"""The reporting layer: whose work counts on each unit, so that coders are never added up."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from codebench.analysis.arrays import is_new, once
from codebench.analysis.reading import by_window
from codebench.domain.errors import InputError, NotFoundError
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.store.connection import Store

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

    `whose` is an array that says for every unit (by id) which coder counts there, 0 for nobody; None where that need
    not be said, as each unit has one coder or one was chosen. `settled` and `assigned` count units of the scope by why
    a coder counts.
    """

    coders: dict[int, str] = field(default_factory=dict)
    is_chosen: bool = False
    whose: Any = None
    settled: int = 0
    assigned: Counter[int] = field(default_factory=Counter)
    alone: set[int] = field(default_factory=set)

    def places(self, coder: int, places: Any, outside: int) -> Any:
        """The places of units as they count for this coder (an array): outside where another's work does."""
        import numpy

        return places if self.whose is None else numpy.where(self.whose == coder, places, outside)

    def reviewed(self, store: Store) -> Any:
        """The units that were judged by whoever counts there: an array of their ids."""
        query = (
            "SELECT unit_id, coder_id FROM review_marks WHERE id > :low AND id <= :high"
            f" AND coder_id IN ({', '.join(map(str, self.coders))})"
        )
        if self.whose is None:
            return by_window(store, query, ["unit_id"], "review_marks", arrays=True)[0]
        units, coders = by_window(store, query, ["unit_id", "coder_id"], "review_marks", arrays=True)
        return units[self.whose[units] == coders]

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


def layer_of(store: Store, chosen: str | None, there: Any, somebodys: Any) -> Layer:
    """The layer over some units: `there` is an array that says of every unit (by id) whether it is one of them.

    It is the chosen coder's, else unit by unit that of the consensus where it is settled, of the assigned coder (the
    first one, in the latest round that holds the unit, who judged it), or of the only coder. `somebodys` says in
    the same way which of them count for somebody; only there a question who counts that stays open is refused.

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
        return _only(store, coders, second, there, somebodys)
    return _by_unit(store, coders, second, consensus, there, somebodys)


def _chosen(coders: dict[int, str], second: set[int], chosen: str) -> Layer:
    found = {coder: name for coder, name in coders.items() if name.casefold() == chosen.casefold()}
    if not found:
        raise NotFoundError(_("There is no coder '{name}'.").format(name=shown_line(chosen)))
    if second.intersection(found):
        message = _("'{name}' is a second coding: it is compared with the first, and counted nowhere.")
        raise InputError(message.format(name=shown_line(chosen)))
    return Layer(found, is_chosen=True)


def _only(store: Store, coders: dict[int, str], second: set[int], there: Any, somebodys: Any) -> Layer:
    """Without rounds: each unit has one coder, or the count is refused."""
    import numpy

    units, who = _work(store, second)
    active = set(who[there[units]].tolist())
    found = {coder: name for coder, name in coders.items() if coder in active}
    _refuse(int((numpy.bincount(units[somebodys[units]]) > 1).sum()), found)
    return Layer(found, alone=active)


def _by_unit(
    store: Store, coders: dict[int, str], second: set[int], consensus: int | None, there: Any, somebodys: Any
) -> Layer:
    """With rounds: who counts is said unit by unit."""
    import numpy

    whose = numpy.zeros(len(there), dtype=numpy.int64)
    assigned, alone = numpy.zeros((2, len(there)), dtype=bool)
    if consensus is not None:
        query = f"SELECT unit_id FROM review_marks WHERE id > :low AND id <= :high AND coder_id = {consensus}"
        whose[by_window(store, query, ["unit_id"], "review_marks", arrays=True)[0]] = consensus
    # Backwards: where a unit comes several times, what is put there last stays, and the first one is to count.
    units, who = (each[::-1] for each in by_window(store, _ASSIGNED, ["unit_id", "coder_id"], "units", arrays=True))
    is_open = whose[units] == 0
    whose[units[is_open]], assigned[units[is_open]] = who[is_open], True
    # A consensus that is not settled on a unit (a coding that runs on from one that is) decides nothing there.
    worked, workers = _work(store, second if consensus is None else second | {consensus})
    is_open = whose[worked] == 0
    units, who = worked[is_open], workers[is_open]
    first = is_new(units)
    whose[units[first]], alone[units[first]] = who[first], True
    counted = (whose != 0) & there
    placed = counted & somebodys & ~alone
    by_round = placed & assigned & (whose != (consensus or 0))
    active = set(workers[there[worked]].tolist())
    _refuse(
        int(somebodys[once(units[~first])].sum()), {coder: name for coder, name in coders.items() if coder in active}
    )
    return Layer(
        {coder: coders[coder] for coder in once(whose[counted]).tolist()},
        whose=whose,
        settled=int((placed & (whose == consensus)).sum()) if consensus is not None else 0,
        assigned=Counter(whose[by_round].tolist()),
        alone=set(whose[counted & alone].tolist()),
    )


def _refuse(several: int, active: dict[int, str]) -> None:
    if several:
        message = _(
            "{units} coded by several coders ({names}), and coders are never added up:"
            " choose whose work counts (--coder NAME)."
        )
        names = ", ".join(map(shown_line, active.values()))
        raise InputError(message.format(units=plural("{n} unit was", "{n} units were", several), names=names))


def _work(store: Store, without: Iterable[int]) -> tuple[Any, Any]:
    """Who coded or judged which unit: arrays of units and coders, each pair once, in order."""
    import numpy

    names = ["unit_id", "coder_id"]
    read = [
        by_window(store, _PAIRS.format(table=table), names, "units", arrays=True)
        for table in ("coding_units", "review_marks")
    ]
    units, coders = map(numpy.concatenate, zip(*read, strict=True))
    kept = ~numpy.isin(coders, [*without])
    n = int(coders.max(initial=0)) + 1
    pairs = once(units[kept] * n + coders[kept])
    return pairs // n, pairs % n


def _has_worked(store: Store, coder_id: int) -> bool:
    return any(
        store.value(f"SELECT 1 FROM {table} WHERE coder_id = ? LIMIT 1", [coder_id]) is not None
        for table in ("review_marks", "codings")
    )
