"""Purging: erasing documents for good, from the state, the journal's contents, the index and every copy."""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from codebench.domain.errors import NotFoundError, StorageError
from codebench.i18n import _, plural
from codebench.project.decisions import forget_decisions
from codebench.project.drafts import forget_drafts
from codebench.project.round_rows import forget_round_units
from codebench.project.session import Session
from codebench.store import annotations, erasure, snapshots
from codebench.store.journal import ACT_ENTITY, Act
from codebench.store.tables import STATE, Scalar

# A shorter piece of text in a codebook's example says nothing about where it came from.
TRACE = 15
# So many words in a row, elsewhere in the project, are taken from the text.
RUN = 5

_WORD = re.compile(r"\w+")
_QUOTING = {
    "codes": ("definition", "include_when", "exclude_when", "example", "counter_example"),
    "memos": ("title", "body"),
    "settlements": ("note",),
    "rounds": ("reason",),
}
_EXAMPLES = ("example", "counter_example")

# By table, which of its columns make a row hang on a row of another table.
_HANGING: dict[str, dict[str, str]] = {
    "sources": {},
    "cases": {},
    "case_values": {"case_id": "cases"},
    "documents": {},
    "text_versions": {"document_id": "documents"},
    "sections": {"document_id": "documents"},
    "units": {"document_id": "documents"},
    "codings": {"document_id": "documents"},
    "memos": {
        "document_id": "documents",
        "unit_id": "units",
        "coding_id": "codings",
        "text_version_id": "text_versions",
        "case_id": "cases",
    },
    "settlements": {"unit_id": "units"},
}

Rows = dict[str, set[int]]
Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Purged:
    """What was erased: documents, their text versions, codings and memos, and the snapshots that held them.

    Of codings and memos those are counted that the coder may see.

    `examples` counts the fields of codes and other memos that quoted the texts, `cases` those of whom nothing was
    left. `named` are codes whose names stand in the texts: a name is the researcher's to change.
    """

    documents: int
    versions: int
    codings: int
    memos: int
    examples: int
    cases: int
    snapshots: int
    named: tuple[str, ...]


class Purging:
    """Erasure that no undo brings back."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def purge(self, document_ids: Sequence[int]) -> Purged:
        """Erase documents with everything that quotes them. What stays is that something was there, and when.

        With them go the names of cases and of files that nothing else in the project needs, and what stands undone
        of whole imports, since it may hold the same texts. Whoever is killed in between finds it finished at the
        next opening.

        Raises:
            NotFoundError: a document does not exist or was erased before.
            StorageError: the disk refused; the sentence says whether something was erased.
        """
        ids = list(dict.fromkeys(document_ids))
        self._require(ids)
        summary = plural("purge {n} document", "purge {n} documents", len(ids))
        with self._session.act("purge", summary) as act:
            history = self._traced({"documents": set(ids)})
            undone = self._traced({"documents": self._undone_documents()})
            quotes = _Quotes(self._session, history["text_versions"])
            versions, codings = (self._present(table, ids) for table in ("text_versions", "codings"))
            memos = self._memos_on(ids)
            seen = self._session.visible()
            n_codings = len(
                self._ids(f"SELECT g.id FROM codings g WHERE {seen.codings('g')} AND g.id IN {{ids}}", codings)
            )
            n_memos = len(self._ids(f"SELECT m.id FROM memos m WHERE {seen.memos('m')} AND m.id IN {{ids}}", memos))
            act.delete("memos", memos)
            act.delete("codings", codings)
            units = self._present("units", ids)
            act.delete("review_marks", self._ids("SELECT id FROM review_marks WHERE unit_id IN {ids}", units))
            forget_decisions(self._session, act, units=units)
            forget_round_units(self._session, act, units)
            for table, rows in (("units", units), ("text_versions", versions)):
                act.delete(table, rows)
            act.delete("sections", self._present("sections", ids))
            act.update_rows("documents", [(row, {"status": "purged", "name": "", "absence": None}) for row in ids])
            cases = self._needless_cases(self._linked(history, "cases", "case_id"))
            sources = self._needless_sources(self._linked(history, "sources", "source_id"))
            self._take_out(act, "cases", "case_id", cases)
            self._take_out(act, "sources", "source_id", sources)
            examples = quotes.take_out(act)
            cases_undone = self._linked(undone, "cases", "case_id") - set(self._ids("SELECT id FROM cases"))
            sources_undone = self._linked(undone, "sources", "source_id") - set(self._ids("SELECT id FROM sources"))
            around = self._traced({"cases": cases | cases_undone, "sources": sources | sources_undone})
            contents = {row for rows in (history, undone, around) for row in self._contents_of(rows)}
            act.record("purge", {"documents": ids, "contents": _spans(sorted(contents.union(quotes.contents)))})
            erasure.erase(self._session.store.db, contents.union(quotes.contents))
            annotations.forget(self._session.store, history["text_versions"] | undone["text_versions"])
        store = self._session.store
        forget_drafts(store.path)
        removed = erasure.finish(store.db, store.path)
        # What was purged is gone by now; where there is no room for a first snapshot, the next risky act says so.
        with suppress(StorageError):
            snapshots.make(store.db, store.path, _("after a purge"))
        return Purged(
            documents=len(ids),
            versions=len(versions),
            codings=n_codings,
            memos=n_memos,
            examples=examples,
            cases=len(cases),
            snapshots=removed,
            named=quotes.code_names(),
        )

    def _require(self, ids: Sequence[int]) -> None:
        found = set(self._ids("SELECT id FROM documents WHERE status <> 'purged' AND id IN {ids}", ids))
        for document_id in ids:
            if document_id not in found:
                raise NotFoundError(_("There is no document #{id}, or it was erased before.").format(id=document_id))

    def _ids(self, query: str, ids: Collection[int] = ()) -> list[int]:
        """The first column of a SELECT in which `{ids}` stands for these ids."""
        rows = self._session.tuples(
            query.format(ids="(SELECT value FROM json_each(:ids))"), {"ids": json.dumps(list(ids))}
        )
        return [row[0] for row in rows]

    def _present(self, table: str, documents: Collection[int]) -> list[int]:
        return self._ids(f"SELECT id FROM {table} WHERE document_id IN {{ids}}", documents)

    def _memos_on(self, documents: Collection[int]) -> list[int]:
        return self._ids(
            "SELECT m.id FROM memos m LEFT JOIN units u ON u.id = m.unit_id LEFT JOIN codings g ON g.id = m.coding_id"
            " LEFT JOIN text_versions v ON v.id = m.text_version_id"
            " WHERE coalesce(m.document_id, u.document_id, g.document_id, v.document_id) IN {ids}",
            documents,
        )

    def _blocks(self, *tables: str) -> Iterator[tuple[str, int, dict[str, int], list[list[Any]]]]:
        """What the journal ever wrote of these tables, oldest first: (table, act, place of each column, rows)."""
        marks = ",".join("?" * len(tables))
        for table, act_id, payload in self._session.store.connection.execute(
            f"SELECT table_name, act_id, payload FROM events WHERE table_name IN ({marks}) ORDER BY id", tables
        ):
            block: dict[str, Any] = json.loads(payload)
            place = {name: i for i, name in enumerate(block["columns"])}
            yield table, act_id, place, [*block.get("before", ()), *block.get("after", ())]

    def _undone_documents(self) -> set[int]:
        """Documents whose import stands undone: nobody sees them, but the journal still holds their texts."""
        ever = {row[0] for _table, _act, _place, rows in self._blocks("documents") for row in rows}
        return ever - set(self._ids("SELECT id FROM documents"))

    def _traced(self, roots: Rows) -> Rows:
        """Every row that ever was one of these or hung on them, by table, and the acts that wrote them."""
        found: Rows = {name: set() for name in (*_HANGING, "acts")}
        found |= roots
        reach = set(roots)
        for name, hangs_on in _HANGING.items():
            if reach.intersection(hangs_on.values()):
                reach.add(name)
        if any(roots.values()):
            for table, act_id, place, rows in self._blocks(*reach):
                links = [(place[column], found[name]) for column, name in _HANGING[table].items()]
                own = found[table]
                mine = {row[0] for row in rows if row[0] in own or any(row[at] in ids for at, ids in links)}
                if mine:
                    own |= mine
                    found["acts"].add(act_id)
        return found

    def _linked(self, history: Rows, table: str, column: str) -> set[int]:
        """The rows of another table to which these documents and their units ever pointed, and what those are in."""
        above: dict[int, set[int]] = {}
        found: set[Any] = set()
        for name, _act, place, rows in self._blocks(table, "documents", "units"):
            if name == table and "parent_id" in place:
                for row in rows:
                    above.setdefault(row[0], set()).add(row[place["parent_id"]])
            elif name != table and column in place:
                found.update(row[place[column]] for row in rows if row[0] in history[name])
        while more := {parent for row_id in found for parent in above.get(row_id, ())} - found:
            found |= more
        found.discard(None)
        return found

    def _needless_cases(self, wanted: set[int]) -> set[int]:
        """Those of the cases of whom nothing is left: no unit, value, memo, document or member."""
        needed: set[int] = set()
        members = self._session.tuples("SELECT id, parent_id FROM cases WHERE parent_id IS NOT NULL")
        while True:
            gone = wanted - needed
            still = self._ids(
                "SELECT k.id FROM cases k WHERE k.id IN {ids} AND ("
                " EXISTS (SELECT 1 FROM units u WHERE u.case_id = k.id)"
                " OR EXISTS (SELECT 1 FROM case_values w WHERE w.case_id = k.id)"
                " OR EXISTS (SELECT 1 FROM memos m WHERE m.case_id = k.id)"
                " OR EXISTS (SELECT 1 FROM documents d WHERE d.case_id = k.id AND d.status <> 'purged'))",
                gone,
            )
            still += [parent for member, parent in members if parent in gone and member not in gone]
            if not still:
                return gone
            needed.update(still)

    def _needless_sources(self, wanted: set[int]) -> set[int]:
        """Those of the files of which no document is left."""
        left = "SELECT source_id FROM documents WHERE status <> 'purged' AND source_id IN {ids}"
        return wanted - set(self._ids(left, wanted))

    def _take_out(self, act: Act, table: str, column: str, ids: set[int]) -> None:
        """Take out rows, and the links of purged documents to them."""
        bare = self._ids(f"SELECT id FROM documents WHERE {column} IN {{ids}}", ids)
        act.update_rows("documents", [(row, {column: None}) for row in bare])
        act.delete(table, self._ids(f"SELECT id FROM {table} WHERE id IN {{ids}}", ids))

    def _contents_of(self, history: Rows) -> list[int]:
        found = []
        for name, rows in history.items():
            number = ACT_ENTITY if name == "acts" else STATE[name].number
            query = f"SELECT id FROM contents WHERE entity = {number} AND value IS NOT NULL AND entity_id IN {{ids}}"
            found += self._ids(query, rows)
        return found


class _Quotes:
    """What codes and memos quote from texts, now or at any time before."""

    def __init__(self, session: Session, version_ids: Collection[int]) -> None:
        self._session = session
        self._numbers = {STATE[name].number: name for name in _QUOTING}
        runs = {run for _id, _table, values in self._kept() for name, text in values for run in _runs(text, name)}
        names = {name: _words(name) for (name,) in session.tuples("SELECT name FROM codes")}
        runs |= {tuple(words) for name, words in names.items() if _is_telling(name, words)}
        self._taken: set[Run] = set()
        lengths = {len(run) for run in runs}
        for version_id in version_ids:
            text = session.value(
                "SELECT value FROM contents WHERE entity = ? AND entity_id = ?",
                [STATE["text_versions"].number, version_id],
            )
            words = _words(text or "")
            for n in lengths:
                self._taken.update(run for run in zip(*(words[i:] for i in range(n)), strict=False) if run in runs)
        self._names = tuple(name for name, words in names.items() if tuple(words) in self._taken)
        self.contents = [
            row_id
            for row_id, _table, values in self._kept()
            if any(run in self._taken for name, text in values for run in _runs(text, name))
        ]

    def code_names(self) -> tuple[str, ...]:
        """The names of codes that stand in the texts."""
        return self._names

    def take_out(self, act: Act) -> int:
        """Take the quotes out of the present codes and memos; from how many fields."""
        n = 0
        for table, names in _QUOTING.items():
            changes: list[tuple[int, dict[str, Scalar]]] = []
            for row in self._session.rows(f"SELECT * FROM {table}"):
                new: dict[str, Scalar] = {name: self._without(row[name], name) for name in names}
                changed = {name: text for name, text in new.items() if text != row[name]}
                n += len(changed)
                changes += [(row["id"], changed)] if changed else []
            act.update_rows(table, changes)
        return n

    def _kept(self) -> Iterator[tuple[int, str, list[tuple[str, str]]]]:
        """What the contents hold of codes and memos: (content, table, the fields that may quote)."""
        marks = ",".join("?" * len(self._numbers))
        for row_id, number, value in self._session.store.connection.execute(
            f"SELECT id, entity, value FROM contents WHERE entity IN ({marks}) AND value IS NOT NULL", [*self._numbers]
        ):
            table = self._numbers[number]
            fields = zip(STATE[table].private, json.loads(value), strict=False)
            yield row_id, table, [(name, text) for name, text in fields if name in _QUOTING[table]]

    def _without(self, text: str, name: str) -> str:
        """The text without the lines (of an example) or the runs of words (of anything else) that were taken."""
        lines = text.split("\n")
        if name in _EXAMPLES:
            return "\n".join(line for line in lines if not any(run in self._taken for run in _runs(line, name)))
        return "\n".join(self._blanked(line) for line in lines)

    def _blanked(self, line: str) -> str:
        places = [found.span() for found in _WORD.finditer(line)]
        words = _words(line)
        taken = bytearray(len(line))
        for i in range(len(words) - RUN + 1):
            if tuple(words[i : i + RUN]) in self._taken:
                start, end = places[i][0], places[i + RUN - 1][1]
                taken[start:end] = b"\1" * (end - start)
        parts = groupby(zip(line, taken, strict=True), key=itemgetter(1))
        return "".join("[…]" if hit else "".join(char for char, _hit in part) for hit, part in parts)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _is_telling(text: str, words: Sequence[str]) -> bool:
    return bool(words) and (len(words) >= RUN or len(text.strip()) >= TRACE)


def _runs(text: str, name: str) -> Iterator[Run]:
    """The runs of words that show where a field comes from; of a short line in an example, the line as a whole."""
    for line in text.split("\n"):
        words = _words(line)
        for i in range(len(words) - RUN + 1):
            yield tuple(words[i : i + RUN])
        if name in _EXAMPLES and len(words) < RUN and _is_telling(line, words):
            yield tuple(words)


def _spans(ids: Sequence[int]) -> list[tuple[int, int]]:
    """Sorted ids as (first, last) of each run without gaps."""
    spans: list[tuple[int, int]] = []
    for row_id in ids:
        if spans and spans[-1][1] == row_id - 1:
            spans[-1] = (spans[-1][0], row_id)
        else:
            spans.append((row_id, row_id))
    return spans
