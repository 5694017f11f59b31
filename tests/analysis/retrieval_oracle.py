"""What a query finds, worked out from the definition: every unit and every pair of passages is looked at."""

import re
from dataclasses import dataclass

from codebench.domain.query import And, Beside, Code, Has, Not, Or, Query, Relation


@dataclass(frozen=True)
class Unit:
    id: int
    level: str
    counts: bool
    document: int
    start: int
    body_start: int
    end: int


@dataclass(frozen=True)
class Coding:
    id: int
    path: str
    document: int
    start: int
    end: int
    units: frozenset[int]  # the one that it lies in, or those of which it covers a word


@dataclass
class Oracle:
    units: list[Unit]
    codings: list[Coding]
    texts: dict[int, str]

    def passages(self, query: Query) -> set[int]:
        """The codings that are found."""
        return {coding.id for coding in self._passages(query)}

    def holds(self, query: Query, unit: Unit) -> bool:
        """Whether a query holds for a unit."""
        match query:
            case Code() | Beside():
                return any(unit.id in coding.units for coding in self._passages(query))
            case Has(_name, value):
                return unit.level == value
            case Not(part):
                return not self.holds(part, unit)
            case And(parts):
                return all(self.holds(part, unit) for part in parts)
            case Or(parts):
                return any(self.holds(part, unit) for part in parts)

    def _somebodys(self, coding: Coding) -> list[Unit]:
        return [unit for unit in self.units if unit.counts and unit.id in coding.units]

    def _passages(self, query: Query) -> list[Coding]:
        match query:
            case Code(name, is_exact):
                return [
                    coding
                    for coding in self.codings
                    if self._somebodys(coding)
                    and (name == "*" or coding.path == name or (not is_exact and coding.path.startswith(f"{name} > ")))
                ]
            case Has() | Not():
                return []
            case Or(parts):
                return [coding for coding in self.codings if any(coding in self._passages(part) for part in parts)]
            case And(parts):
                some = [coding for coding in self.codings if any(coding in self._passages(part) for part in parts)]
                return [c for c in some if any(self.holds(query, unit) for unit in self._somebodys(c))]
            case Beside(relation, left, right, words):
                others = self._passages(right)
                return [
                    coding
                    for coding in self._passages(left)
                    if any(other != coding and self._lies(relation, coding, other, words) for other in others)
                ]

    def _lies(self, relation: Relation, one: Coding, other: Coding, words: int) -> bool:
        if one.document != other.document:
            return False
        a, b = set(range(one.start, one.end)), set(range(other.start, other.end))
        if relation is Relation.INSIDE:
            return a <= b
        if relation is Relation.OVERLAPPING:
            return bool(a & b)
        shared = {unit.id for unit in self._somebodys(one)} & {unit.id for unit in self._somebodys(other)}
        between = 0
        for word in re.finditer(r"\w+(?:[-'’]\w+)*", self.texts[one.document]):
            place = set(range(*word.span()))
            behind = max(place) < max(one.start, other.start) and min(place) >= min(one.end, other.end)
            between += behind and not place & (a | b)
        return bool(shared) and between <= words
