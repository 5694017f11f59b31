"""Finding the places of a concordance: the indexes name the texts, the rules' matcher finds the places in them."""

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from codebench.analysis.concordance import WIDEST, Concordance, ConcordanceRequest, Line
from codebench.analysis.groups import Groups, groups_by
from codebench.analysis.reading import by_window
from codebench.analysis.scope import OUTSIDE, Scope, ScopeRequest, everything, resolve
from codebench.domain.annotation import Annotation
from codebench.domain.annotation_encoding import decode
from codebench.domain.rule import Kind, Phrase, Rule, RuleError, Step, Word, parse
from codebench.domain.text import shown_line
from codebench.language.negation import is_denied
from codebench.language.rule_matcher import RuleHit
from codebench.language.rule_search import RuleLine, RuleQuery
from codebench.project.annotations import Annotations
from codebench.project.own_codes import OwnCodes
from codebench.project.rule_candidates import Candidates, comparable_lemmas
from codebench.project.rule_trials import Finder, ToSearch
from codebench.project.session import Session
from codebench.store import annotations as cache
from codebench.store.journal import chunks

# So many texts are looked at before it is asked whether the answer is still wanted.
_AT_ONCE = 300

_QUOTED = re.compile(r'["“”„]([^"“”„]*)["“”„]')

_ROWS = """
  SELECT u.id, d.id, v.id, coalesce(q.name, d.name), ifnull(k.name, ''),
    CASE WHEN k.role = 'participant' AND k.kind <> 'collective' THEN k.id END, ifnull(k.role = 'moderator', 0),
    u.body_start, u."end"
  FROM text_versions v JOIN documents d ON d.id = v.document_id AND d.status = 'active'
  JOIN units u ON u.document_id = d.id LEFT JOIN cases k ON k.id = u.case_id
  LEFT JOIN questions q ON q.id = d.question_id
  WHERE v.is_current = 1 AND {wanted} ORDER BY q.position, d.position, d.id, u.start
"""
_UNITS = """
  SELECT u.id AS unit, v.id AS version, EXISTS (SELECT 1 FROM annotations a
    WHERE a.text_version_id = v.id AND a.pipeline_id = :pipeline) AS is_read
  FROM units u CROSS JOIN text_versions v ON v.document_id = u.document_id AND v.is_current = 1
  WHERE u.id > :low AND u.id <= :high
"""
_SIZES = """
  SELECT count(*), sum(EXISTS (SELECT 1 FROM annotations a
    WHERE a.text_version_id = v.id AND a.pipeline_id = :pipeline)),
    (SELECT count(DISTINCT k.id) FROM cases k WHERE k.role = 'participant' AND k.kind <> 'collective' AND EXISTS
      (SELECT 1 FROM units u JOIN documents d ON d.id = u.document_id WHERE u.case_id = k.id AND d.status = 'active'))
  FROM documents d JOIN text_versions v ON v.document_id = d.id AND v.is_current = 1
  WHERE d.status = 'active' AND EXISTS (SELECT 1 FROM units u WHERE u.document_id = d.id)
"""
_GIVEN = "v.id IN (SELECT value FROM json_each(?))"


def search_rule(pattern: str) -> Rule:
    """The rule that a pattern of a search means: as a rule says it, but that a plain word stands for all its forms.

    Between quotes a word is meant as it is written (everywhere in the pattern).

    Raises:
        RuleError: it says nothing that can be found.
    """
    quoted = {word for found in _QUOTED.findall(pattern) for word in found.split()}

    def phrase(words: Phrase) -> Phrase:
        plain = (word.kind is Kind.FORM and word.text not in quoted for word in words)
        return tuple(
            Word(word.text, Kind.LEMMA) if is_plain else word for word, is_plain in zip(words, plain, strict=True)
        )

    def step(given: Step) -> Step:
        return replace(given, phrases=tuple(phrase(words) for words in given.phrases))

    rule = parse(pattern)
    return Rule(tuple(map(step, rule.steps)), tuple(map(step, rule.without)))


def search_pattern(words: Sequence[str]) -> str:
    """The shortest pattern that finds these words in a row, each in all its forms."""
    exact = [Word(word, Kind.LEMMA) for word in words]
    plain = " ".join(words)
    try:
        is_plain = search_rule(plain) == Rule(tuple(Step(((word,),)) for word in exact))
    except RuleError:
        is_plain = False
    return plain if is_plain else " ".join(map(str, exact))


def is_one_word(rule: Rule) -> bool:
    """Whether it asks for one word (or one of several), so that a longer hit is a verb that stands in two parts."""
    return len(rule.steps) == 1 and all(len(phrase) == 1 for phrase in rule.steps[0].phrases)


class ConcordanceSearch:
    """One search over a project.

    `progress` hears how many texts of how many were looked at; what it raises ends the search.
    """

    def __init__(
        self,
        session: Session,
        annotations: Annotations,
        find: Finder,
        progress: Callable[[int, int], object] = lambda _done, _all: None,
    ) -> None:
        self._session = session
        self._pipeline_id = annotations.pipeline_id
        self._find = find
        self._progress = progress

    def go(self, request: ConcordanceRequest) -> Concordance:
        """The places of what was asked for, in the order of the material; only annotated texts are looked in.

        Raises:
            RuleError: the pattern says nothing that can be found.
            InputError: the variable has no categories.
            NotFoundError: something that was named does not exist.
        """
        rule = search_rule(request.pattern)
        lemmas = comparable_lemmas(self._session)
        query = RuleQuery.over([RuleLine(str(rule))], lemmas)
        texts = Candidates(self._session, self._pipeline_id, lemmas).of([rule], query.known)
        ground = self._ground(request)
        rows = [row for row in self._rows(texts) if ground.holds(row.unit_id)]
        make = _Lines(ground, OwnCodes(self._session))
        by_text = [list(some) for _version, some in groupby(rows, key=lambda row: row.version_id)]
        lines: list[Line] = []
        done = 0
        for some in chunks(by_text, _AT_ONCE):
            self._progress(done, len(by_text))
            lines += self._found(query, some, make)
            done += len(some)
        self._progress(done, len(by_text))
        return Concordance(
            pattern=shown_line(str(rule)),
            lines=tuple(lines),
            texts=ground.texts,
            read=ground.read,
            cases=ground.cases,
            material=ground.material,
            by=request.by or "",
            of_values=ground.of_values(),
            codes_of=self._session.coder_name,
            state=self._session.state(),
        )

    def _rows(self, texts: set[int] | None) -> Iterator["_Row"]:
        """The units of these texts (None: of all), in the order of the material."""
        if texts is None:
            return (_Row(*row) for row in self._session.tuples(_ROWS.format(wanted="1")))
        return (_Row(*row) for row in self._session.tuples(_ROWS.format(wanted=_GIVEN), [json.dumps(list(texts))]))

    def _found(self, query: RuleQuery, by_text: Sequence[list["_Row"]], make: "_Lines") -> Iterator[Line]:
        """The places in these texts, each given as its units."""
        store = self._session.store
        versions = [rows[0].version_id for rows in by_text]
        values = {} if self._pipeline_id is None else cache.kept_values(store, self._pipeline_id, versions)
        contents = cache.texts_of(store, list(values))
        there = [rows for rows in by_text if rows[0].version_id in contents]
        asked: list[ToSearch] = [
            (contents[rows[0].version_id], values[rows[0].version_id], [(row.start, row.end) for row in rows])
            for rows in there
        ]
        for rows, (text, value, _passages), hits in zip(there, asked, self._find(query, asked), strict=True):
            if any(hits):
                said = decode(value)
                for row, of_row in zip(rows, hits, strict=True):
                    yield from (make.line(row, text, said, hit) for hit in of_row)

    def _ground(self, request: ConcordanceRequest) -> "_Ground":
        """Where to look, and its sizes."""
        params = {"pipeline": self._pipeline_id}
        if request.by is None and replace(request.scope, coder=None) == ScopeRequest():
            # The usual question is over everything: nothing has to be known of each unit.
            texts, read, cases = self._session.tuples(_SIZES, params)[0]
            return _Ground(texts, read, cases, everything())
        store = self._session.store
        scope = resolve(store, request.scope, at_level=False, coded=False)
        units, versions, is_read = by_window(store, _UNITS, ["unit", "version", "is_read"], "units", params)
        place = scope.place.tolist()
        there = {
            version: read
            for unit, version, read in zip(units, versions, is_read, strict=True)
            if place[unit] != OUTSIDE
        }
        groups = groups_by(store, request.by, scope)
        cases = scope.base.bit_count()
        return _Ground(len(there), sum(there.values()), cases, scope.material, scope, groups, groups.of_place(scope))


@dataclass(frozen=True, slots=True)
class _Row:
    """A unit of a text that is looked in."""

    unit_id: int
    document_id: int
    version_id: int
    document: str
    case: str
    counted: int | None
    is_moderator: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Ground:
    """Where is looked (`scope`, None for everywhere), with its sizes and the groups by the variable that was asked."""

    texts: int
    read: int
    cases: int
    material: str
    scope: Scope | None = None
    groups: Groups = field(default_factory=Groups)
    groups_of: Sequence[tuple[int, ...]] = ()

    def holds(self, unit_id: int) -> bool:
        """Whether a unit is part of it."""
        return self.scope is None or self.scope.place[unit_id] != OUTSIDE

    def values(self, unit_id: int) -> tuple[str, ...]:
        """The values of the case that the unit is of."""
        if self.scope is None:
            return ()
        return tuple(self.groups.labels[i] for i in self.groups_of[self.scope.place[unit_id]])

    def of_values(self) -> tuple[tuple[str, int], ...]:
        """The number of cases of each value."""
        sizes = () if self.scope is None else self.groups.spread(self.scope.base)[1:]
        return tuple(zip(self.groups.labels, sizes, strict=True))


class _Lines:
    """Makes the lines of a concordance out of what was found."""

    def __init__(self, ground: _Ground, codes: OwnCodes) -> None:
        self._ground = ground
        self._codes = codes

    def line(self, row: _Row, text: str, said: Annotation, hit: RuleHit) -> Line:
        """One line."""
        return Line(
            document_id=row.document_id,
            version_id=row.version_id,
            document=row.document,
            case=row.case,
            counted=row.counted,
            start=hit.start,
            end=hit.end,
            left=text[max(row.start, hit.start - WIDEST) : hit.start],
            hit=text[hit.start : hit.end],
            right=text[hit.end : min(row.end, hit.end + WIDEST)],
            is_denied=_is_denied(text, said, hit),
            is_moderator=bool(row.is_moderator),
            values=self._ground.values(row.unit_id),
            codes=self._codes.on(row.document_id, hit.start, hit.end),
        )


def _is_denied(text: str, said: Annotation, hit: RuleHit) -> bool:
    tokens = said.within(*hit.sentence)
    starts, ends = said.starts[tokens.start : tokens.stop], said.ends[tokens.start : tokens.stop]
    words = [text[start:end].lower() for start, end in zip(starts, ends, strict=True)]
    first, after = bisect_left(starts, hit.start), bisect_left(starts, hit.end)
    return is_denied(words, said.tags[tokens.start : tokens.stop], first, after)
