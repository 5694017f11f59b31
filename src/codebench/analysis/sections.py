"""Sections that a table is split by (periods, questions of a guide): a case counts in each where it speaks."""

from dataclasses import dataclass, replace
from typing import Any

from codebench.analysis.reading import by_window
from codebench.analysis.scope import OUTSIDE, Scope
from codebench.domain.errors import InputError
from codebench.i18n import _
from codebench.store.connection import Store

MOST = 40

_UNITS = (
    "SELECT o.title AS title, u.id AS unit FROM sections o JOIN sections s ON s.document_id = o.document_id"
    ' AND o.start <= s.start AND s."end" <= o."end" JOIN units u ON u.section_id = s.id'
    " WHERE o.id > :low AND o.id <= :high ORDER BY o.position, o.id, u.id"
)


@dataclass(frozen=True, slots=True)
class Section:
    """A section by its title, wherever it comes back, with the scope narrowed to the units that lie in it.

    Places of cases are those of the whole scope, so that crowds of several sections can be held against each other.
    """

    title: str
    scope: Scope


def sections_of(store: Store, whole: Scope, titles: tuple[str, ...] = ()) -> list[Section]:
    """The sections in which units of the scope lie, in the order of the material; only those of `titles`, if any.

    Raises:
        InputError: there are none, or more than a table has room for.
    """
    positions = dict(store.tuples("SELECT title, min(position) FROM sections GROUP BY title"))
    units: dict[str, set[int]] = {}
    for title, unit in zip(*by_window(store, _UNITS, ["title", "unit"], "sections"), strict=True):
        if whole.place[unit] != OUTSIDE and (not titles or title in titles):
            units.setdefault(title, set()).add(unit)
    if not units:
        raise InputError(_("No unit of this material lies in a section, so it can't be split by section."))
    if len(units) > MOST:
        message = _("{n} sections are too many for one table (at most {most}); name some with --section.")
        raise InputError(message.format(n=len(units), most=MOST))
    reviewed = whole.layer.reviewed(store)
    ordered = sorted(units, key=lambda title: positions[title])
    return [Section(title, _narrowed(whole, units[title], reviewed)) for title in ordered]


def _narrowed(whole: Scope, units: set[int], reviewed: Any) -> Scope:
    import numpy

    place = numpy.full(len(whole.place), OUTSIDE)
    inside = sorted(units)
    place[inside] = whole.place[inside]
    speaks = whole.crowd(place)
    base = speaks & whole.crowd(place[reviewed])
    return replace(whole, place=place, base=base, waiting=speaks & ~base)
