"""Where coders differ: each unit and code on which they do, what kind of difference it is, and both their spans."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from codebench.i18n import _
from codebench.project.agreement_data import Judged, Work
from codebench.project.session import Session

Spans = tuple[tuple[int, int], ...]


class DisputeKind(StrEnum):
    """How coders differ about a code in a unit."""

    SUBSTITUTION = "substitution"
    OMISSION = "omission"
    BOUNDARY = "boundary"

    @property
    def word(self) -> str:
        """For people."""
        return _WORDS[self]


_WORDS = {
    DisputeKind.SUBSTITUTION: _("other code"),
    DisputeKind.OMISSION: _("left out"),
    DisputeKind.BOUNDARY: _("boundary"),
}
_ORDER = list(DisputeKind)


class Outcome(StrEnum):
    """What was decided about a disputed code in a unit."""

    ONE = "one"
    ALL = "all"
    NEITHER = "neither"
    ADJUSTED = "adjusted"


@dataclass(frozen=True, slots=True)
class Settlement:
    """What was decided; `coder_id` is whose work was taken, where it was one coder's."""

    id: int
    outcome: Outcome
    coder_id: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A code on which coders differ in a unit.

    `spans` has per coder where they gave it within what was said, none where they did not; `instead` the codes (ids)
    that each gave there and some other did not. `settled` is what was decided, None before.
    """

    unit: Judged
    code_id: int
    kind: DisputeKind
    spans: tuple[Spans, ...]
    instead: tuple[tuple[int, ...], ...]
    settled: Settlement | None = None

    @property
    def givers(self) -> tuple[int, ...]:
        """The places of the coders who gave the code."""
        return tuple(i for i, spans in enumerate(self.spans) if spans)


def disputes_of(work: Work, settled: dict[tuple[int, int], Settlement] | None = None) -> list[Dispute]:
    """All of them, in the order of the codes and of the kinds, each in the order of the material.

    A substitution is where somebody without the code gave another that somebody with it did not give; an omission
    where not. At a boundary all gave the code, on other stretches.
    """
    given: dict[int, dict[int, list[list[tuple[int, int]]]]] = defaultdict(dict)
    for each in work.given:
        per_coder = given[each.unit].setdefault(each.code, [[] for _coder in work.coders])
        per_coder[each.coder].append((each.start, each.end))
    found = []
    for place, by_code in given.items():
        sets = [{code for code, spans in by_code.items() if spans[i]} for i in range(len(work.coders))]
        shared = set.intersection(*sets)
        for code, per_coder in by_code.items():
            spans = tuple(tuple(sorted(set(each))) for each in per_coder)
            kind = _kind(code, spans, sets)
            if kind is None:
                continue
            code_id, unit = work.codes[code][0], work.units[place]
            instead = tuple(tuple(sorted(work.codes[k][0] for k in given_by - shared - {code})) for given_by in sets)
            done = (settled or {}).get((unit.base, code_id))
            found.append((code, _ORDER.index(kind), place, Dispute(unit, code_id, kind, spans, instead, done)))
    return [each for *_key, each in sorted(found, key=lambda row: row[:3])]


def agreed_in(work: Work, place: int) -> dict[int, Spans]:
    """The codes (ids) that all coders gave a unit; where their stretches differ, on those of the first of them."""
    spans: dict[int, list[set[tuple[int, int]]]] = {}
    for each in work.given:
        if each.unit == place:
            per_coder = spans.setdefault(each.code, [set() for _coder in work.coders])
            per_coder[each.coder].add((each.start, each.end))
    return {
        work.codes[code][0]: tuple(sorted(per_coder[0])) for code, per_coder in spans.items() if all(per_coder)
    }  # fmt: skip


def settled_in(session: Session, round_id: int) -> dict[tuple[int, int], Settlement]:
    """What was decided in a round, by unit and code."""
    rows = session.tuples(
        "SELECT unit_id, code_id, id, outcome, coder_id, note FROM settlements WHERE round_id = ?", [round_id]
    )
    return {
        (unit, code): Settlement(key, Outcome(outcome), coder, note or "")
        for unit, code, key, outcome, coder, note in rows
    }


def _kind(code: int, spans: Sequence[Spans], sets: Sequence[set[int]]) -> DisputeKind | None:
    having = [given for given, here in zip(sets, spans, strict=True) if here]
    lacking = [given for given, here in zip(sets, spans, strict=True) if not here]
    if not lacking:
        return DisputeKind.BOUNDARY if len(set(spans)) > 1 else None
    swapped = any(theirs - ours - {code} for theirs in lacking for ours in having)
    return DisputeKind.SUBSTITUTION if swapped else DisputeKind.OMISSION
