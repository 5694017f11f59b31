"""Trying rules: which units they find, and how that agrees with what the coder did."""

import json
from base64 import b64encode
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from codebench.domain.annotation_encoding import decode, encode
from codebench.domain.codetree import CodeTree
from codebench.domain.draft import UnitKind
from codebench.domain.spans import trim
from codebench.language.rule_matcher import RuleHit, RuleMatcher
from codebench.language.rule_search import Passage, RuleLine, RuleQuery, find_in_passages
from codebench.project.annotations import Annotations
from codebench.project.rule_candidates import Candidates, comparable_lemmas
from codebench.project.rule_models import Ground, Material, RuleMatch, Trial, Verdict
from codebench.project.session import Session
from codebench.project.workers import Helper
from codebench.store import annotations as cache
from codebench.store.journal import chunks

# So many texts are looked at before it is asked whether the answer is still wanted.
_AT_ONCE = 300

ToSearch = tuple[str, bytes, list[Passage]]
"""A text, its annotation in bytes, and the passages of it to look in."""
Finder = Callable[[RuleQuery, Sequence[ToSearch]], list[list[list[RuleHit]]]]
"""Finds what a query means in texts: per text, per passage, the hits."""

_UNITS = "JOIN units u ON u.document_id = d.id LEFT JOIN cases k ON k.id = u.case_id"
_ASKED = """d.status = 'active' AND ifnull(k.role, '') <> 'moderator' AND (:everywhere
  OR d.id IN (SELECT value FROM json_each(:documents)) OR d.question_id IN (SELECT value FROM json_each(:questions)))"""
_GROUND = f"SELECT {{what}} FROM documents d {_UNITS} WHERE {_ASKED}"
_CODED = """u.id IN (SELECT unit_id FROM coding_units
  WHERE coder_id = :coder AND code_id IN (SELECT value FROM json_each(:codes)))"""
_REVIEWED = "u.id IN (SELECT unit_id FROM review_marks WHERE coder_id = :coder)"
_UNREAD = f"""
  SELECT DISTINCT v.id FROM documents d JOIN text_versions v ON v.document_id = d.id AND v.is_current = 1 {_UNITS}
  WHERE {_ASKED}
  AND NOT EXISTS (SELECT 1 FROM annotations a WHERE a.text_version_id = v.id AND a.pipeline_id = :pipeline)
"""
_ALL_TEXTS = "SELECT id FROM text_versions"
_SOME_TEXTS = """
  SELECT value AS id FROM json_each(:versions)
  UNION SELECT w.id FROM json_each(:units) j JOIN units x ON x.id = j.value
    JOIN text_versions w ON w.document_id = x.document_id
"""
_ROWS = f"""
  SELECT u.id, d.id, v.id, u.kind, coalesce(q.name, d.name), ifnull(k.name, ''), u.body_start, u."end"
  FROM ({{texts}}) t JOIN text_versions v ON v.id = t.id AND v.is_current = 1 JOIN documents d ON d.id = v.document_id
  LEFT JOIN questions q ON q.id = d.question_id {_UNITS}
  WHERE {_ASKED} ORDER BY q.position, d.position, d.id, u.start
"""


class _Row(NamedTuple):
    """A unit that may be found or missed."""

    unit_id: int
    document_id: int
    version_id: int
    kind: str
    document: str
    case: str
    start: int
    end: int


class FindHere:
    """A finder that loads spaCy into this process."""

    def __init__(self) -> None:
        self._matcher: tuple[RuleQuery, RuleMatcher] | None = None

    def __call__(self, query: RuleQuery, texts: Sequence[ToSearch]) -> list[list[list[RuleHit]]]:
        """Find it."""
        if self._matcher is None or self._matcher[0] is not query:
            self._matcher = query, query.matcher()
        matcher = self._matcher[1]
        return [find_in_passages(matcher, text, decode(value), passages) for text, value, passages in texts]


class FindInHelper:
    """A finder that leaves the work, and spaCy, to a helper process."""

    def __init__(self, helper: Helper) -> None:
        self._helper = helper

    def __call__(self, query: RuleQuery, texts: Sequence[ToSearch]) -> list[list[list[RuleHit]]]:
        """Find it."""
        sent = [[text, b64encode(value).decode("ascii"), passages] for text, value, passages in texts]
        answer = self._helper.call("find_rules", {"query": query.to_json(), "texts": sent})
        return [[[_hit(fields) for fields in hits] for hits in passages] for passages in answer]


def read_ground(session: Session, pipeline_id: int | None, tree: CodeTree, code_id: int, material: Material) -> Ground:
    """What rules for a code are tried on, in this material."""
    params = _params(material) | {
        "coder": session.coder.id,
        "codes": json.dumps([node.id for node in tree.subtree(code_id)]),
        "pipeline": pipeline_id,
    }

    def ids(query: str) -> frozenset[int]:
        return frozenset(row[0] for row in session.tuples(query, params))

    units = _GROUND.format(what="u.id")
    return Ground(
        code_id=code_id,
        code=tree.path(code_id),
        coder=session.coder.name,
        material=material,
        units=session.value(_GROUND.format(what="count(*)"), params),
        coded=ids(f"{units} AND {_CODED}"),
        reviewed=ids(f"{units} AND {_REVIEWED}"),
        unread=ids(_UNREAD),
        lemmas=comparable_lemmas(session),
    )


class RuleTrial:
    """One trial of rules on a ground.

    `progress` hears how many texts of how many were looked at; what it raises ends the trial.
    """

    def __init__(
        self,
        session: Session,
        annotations: Annotations,
        ground: Ground,
        *,
        find: Finder,
        read: bool,
        progress: Callable[[int, int], object],
    ) -> None:
        self._session = session
        self._annotations = annotations
        self._ground = ground
        self._find = find
        self._read = read
        self._progress = progress

    def go(self, lines: Collection[RuleLine]) -> Trial:
        """What the rules find and miss.

        Raises:
            RuleError: a line is no rule.
        """
        ground = self._ground
        query = RuleQuery.over(lines, ground.lemmas)
        candidates = Candidates(self._session, self._annotations.pipeline_id, ground.lemmas)
        texts = candidates.of([line.rule() for line in query.lines], query.known)
        if texts is not None and self._read:
            texts |= ground.unread
        by_text = [list(rows) for _version, rows in groupby(self._rows(texts), key=lambda row: row.version_id)]
        matches: list[RuleMatch] = []
        done = 0
        for some in chunks(by_text, _AT_ONCE):
            self._progress(done, len(by_text))
            matches += self._matches(query, some, texts)
            done += len(some)
        self._progress(done, len(by_text))
        return Trial(ground, query, tuple(matches), 0 if self._read else len(ground.unread))

    def _rows(self, texts: set[int] | None) -> Iterator[_Row]:
        params = _params(self._ground.material) | {
            "versions": json.dumps(list(texts or ())),
            "units": json.dumps(list(self._ground.coded)),
        }
        query = _ROWS.format(texts=_ALL_TEXTS if texts is None else _SOME_TEXTS)
        return map(_Row._make, self._session.tuples(query, params))

    def _matches(self, query: RuleQuery, by_text: Sequence[list[_Row]], texts: set[int] | None) -> Iterator[RuleMatch]:
        """The units that are found or missed in these texts, in order; those of unread texts are neither."""
        versions = [rows[0].version_id for rows in by_text]
        contents, values = cache.texts_of(self._session.store, versions), self._values(versions)
        units = {
            rows[0].version_id: [
                (row, (span.start, span.end))
                for row in rows
                if (span := trim(contents[row.version_id], row.start, row.end)) is not None
            ]
            for rows in by_text
            if rows[0].version_id in values
        }
        searched = [version for version in units if texts is None or version in texts]
        answers = self._find(
            query,
            [(contents[version], values[version], [place for _row, place in units[version]]) for version in searched],
        )
        found = dict(zip(searched, answers, strict=True))
        for version, places in units.items():
            nothing: list[list[RuleHit]] = [[] for _place in places]
            for (row, place), hits in zip(places, found.get(version, nothing), strict=True):
                verdict = self._verdict(row.unit_id, bool(hits))
                if verdict is not None:
                    yield _match(row, verdict, place, contents[version], hits)

    def _values(self, versions: Sequence[int]) -> dict[int, bytes]:
        """The annotations of these texts, in bytes; of those that are not there only if they are to be made."""
        pipeline = self._annotations.pipeline_id
        kept = {} if pipeline is None else cache.kept_values(self._session.store, pipeline, versions)
        if self._read:
            missing = [version for version in versions if version not in kept]
            made = self._annotations.of(missing, make=True)
            kept.update((version, encode(annotation)) for version, annotation in made.items())
        return kept

    def _verdict(self, unit_id: int, is_found: bool) -> Verdict | None:
        is_coded = unit_id in self._ground.coded
        if not is_found:
            return Verdict.MISSED if is_coded else None
        if is_coded:
            return Verdict.AGREES
        return Verdict.DECLINED if unit_id in self._ground.reviewed else Verdict.NEW


def _match(row: _Row, verdict: Verdict, place: Passage, text: str, hits: list[RuleHit]) -> RuleMatch:
    return RuleMatch(
        verdict=verdict,
        unit_id=row.unit_id,
        document_id=row.document_id,
        version_id=row.version_id,
        kind=UnitKind(row.kind),
        document=row.document,
        case=row.case,
        start=place[0],
        text=text[slice(*place)],
        hits=tuple(hits),
    )


def _params(material: Material) -> dict[str, Any]:
    return {
        "everywhere": not material.document_ids and not material.question_ids,
        "documents": json.dumps(material.document_ids),
        "questions": json.dumps(material.question_ids),
    }


def _hit(fields: Sequence[Any]) -> RuleHit:
    start, end, rule, (first, last) = fields
    return RuleHit(start, end, rule, (first, last))
