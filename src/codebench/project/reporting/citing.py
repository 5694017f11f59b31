"""Quotes as a report cites them: by a pseudonymous id and chosen traits, `(R12, so)`, and never by a name.

The id is the letter of what somebody is and the number under which the journal took them in: it stays what it is,
whatever is imported, withdrawn or renamed later. Moderators are not quoted.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from codebench.i18n import _, plural
from codebench.project.models import CaseInfo
from codebench.project.reporting.ground import Ground, pseudonym

FEW = 5
"""Traits that fit fewer cases than this may tell who it is."""

MANY = 3
"""Who is quoted more often than this is pointed out."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote: the coding it stays linked to, its code, who says it, in which unit, and the text for print.

    `is_clean` where that is the researcher's version for print and not the verbatim one.
    """

    coding: int
    code: int
    cases: tuple[int, ...]
    place: str
    text: str
    is_clean: bool


class Citing:
    """The quotes of a report: the starred ones in its material, and those that a theme names."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._ids = {name: f"[{told}]" for name, told in ground.names().items()}
        names = "|".join(map(re.escape, sorted(self._ids, key=len, reverse=True)))
        self._names = re.compile(rf"(?<!\w)(?:{names})(?!\w)") if names else None
        self.starred = self._citations("e.is_starred = 1")
        self.used: list[Citation] = []

    def named(self, codings: Sequence[int]) -> list[Citation]:
        """The quotes (by coding) that a theme names, in its order; those outside the material are left out."""
        found = {one.coding: one for one in self._citations("g.id IN (SELECT value FROM json_each(?))", codings)}
        return [found[coding] for coding in codings if coding in found]

    def source(self, quote: Citation) -> str:
        """Who says it: `(R12, so)`; of several who speak in it each."""
        people = self._ground.people
        told = [", ".join((pseudonym(people[case]), *self._traits(people[case]))) for case in quote.cases]
        return f"({'; '.join(told)})" if told else _("(unknown)")

    def remarks(self) -> Iterator[str]:
        """What whoever finishes the report should look at before it goes out."""
        people = self._ground.people
        times = Counter(case for quote in self.used for case in quote.cases)
        if not self.used:
            yield _("No quote was chosen yet: star passages in the project, or put them into themes.")
            return
        quoted = plural("{n} quote", "{n} quotes", len(self.used))
        yield _("{quotes} of {n} of {of} participants.").format(
            quotes=quoted, n=len(times), of=len(self._ground.speakers)
        )
        often = [(case, n) for case, n in times.most_common() if n > MANY]
        if often:
            told = ", ".join(f"{pseudonym(people[case])} ({n})" for case, n in often)
            yield _("Quoted more than {most} times: {who}.").format(most=MANY, who=told)
        yield from self._unquoted(times)
        yield from self._recognisable(times)

    def _unquoted(self, times: Counter[int]) -> Iterator[str]:
        """Which groups in the template's variables, and which groups of people, nobody is quoted of."""
        ground = self._ground
        for variable in ground.template.by:
            there = {label for case in ground.speakers.values() for label in ground.labels(case, variable)}
            heard = {label for case in times for label in ground.labels(ground.people[case], variable)}
            if there - heard:
                told = ", ".join(sorted(there - heard))
                yield _("Nobody is quoted of {variable}: {groups}.").format(variable=variable, groups=told)
        groups = {case.group_id for case in ground.speakers.values() if case.group_id}
        silent = sorted(groups - {ground.people[case].group_id for case in times})
        if silent:
            told = ", ".join(pseudonym(ground.people[group]) for group in silent if group in ground.people)
            yield _("Nobody is quoted of group: {groups}.").format(groups=told)

    def _recognisable(self, times: Counter[int]) -> Iterator[str]:
        traits = {row_id: self._traits(case) for row_id, case in self._ground.speakers.items()}
        fitting = Counter(traits.values())
        few = sorted(case for case in times if traits.get(case) and fitting[traits[case]] < FEW)
        if few:
            people = self._ground.people
            told = "; ".join(
                _("{who} ({traits}: {n})").format(
                    who=pseudonym(people[case]), traits=", ".join(traits[case]), n=fitting[traits[case]]
                )
                for case in few
            )
            yield _("Traits that fit fewer than {few} participants may tell who it is: {who}.").format(
                few=FEW, who=told
            )

    def _traits(self, case: CaseInfo) -> tuple[str, ...]:
        return tuple(label for name in self._ground.template.traits for label in self._ground.labels(case, name))

    def _citations(self, where: str, codings: Sequence[int] = ()) -> list[Citation]:
        """The quotes in the order of the material."""
        params = [json.dumps(self._ground.documents), *([json.dumps(codings)] if codings else [])]
        if where.startswith("g.id") and not codings:
            return []
        session = self._ground.session
        rows = session.tuples(
            'SELECT g.id, g.code_id, ifnull(e.report_text, \'\'), t.text, g.start, g."end", u.body_start, u."end",'
            " u.case_id, u.position, coalesce(nullif(t.question, ''), t.name, '')"
            " FROM codings g JOIN view_documents t ON t.text_version_id = g.text_version_id"
            " JOIN coding_units x ON x.coding_id = g.id JOIN units u ON u.id = x.unit_id"
            " LEFT JOIN excerpts e ON e.coding_id = g.id WHERE g.status = 'active'"
            f" AND t.document_id IN (SELECT value FROM json_each(?)) AND {where}"
            " ORDER BY t.position, t.document_id, g.start, g.id, u.start",
            params,
        )
        found = [self._citation(list(parts)) for _key, parts in groupby(rows, key=itemgetter(0))]
        return [one for one in found if one is not None and one.text]

    def _citation(self, rows: Sequence[tuple[Any, ...]]) -> Citation | None:
        """A quote of what participants say in a coding; None where none of them says a word in it."""
        people = self._ground.people
        said: list[tuple[int, str]] = []
        place = ""
        for _id, _code, _clean, text, start, end, body, stop, case, position, name in rows:
            if case not in people:
                continue
            # Only what was said: the label before a turn is a name.
            part = text[max(start, body) : min(end, stop)].strip()
            if part:
                said.append((case, part))
                place = place or _("{where}, unit {n}").format(where=name, n=position + 1)
        if not said:
            return None
        cases = tuple(dict.fromkeys(case for case, _part in said))
        several = len(cases) > 1
        verbatim = "\n".join(f"{pseudonym(people[case])}: {part}" if several else part for case, part in said)
        coding, code, clean = rows[0][:3]
        return Citation(coding, code, cases, place, self._without_names(clean or verbatim), bool(clean))

    def _without_names(self, text: str) -> str:
        """The text with who is called by name in it called by the id, between brackets."""
        return text if self._names is None else self._names.sub(lambda found: self._ids[found[0]], text)


def chosen(quotes: Iterable[Citation], most: int) -> list[Citation]:
    """At most so many of these, in their order, each passage once: everybody once before anybody comes back."""
    there = list({(one.cases, one.text): one for one in quotes}.values())
    left = list(there)
    picked: list[Citation] = []
    times: Counter[tuple[int, ...]] = Counter()
    while left and len(picked) < most:
        least = min(times[one.cases] for one in left)
        one = next(one for one in left if times[one.cases] == least)
        left.remove(one)
        picked.append(one)
        times[one.cases] += 1
    return [one for one in there if one in picked]
