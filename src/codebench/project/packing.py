"""Work packages: what one coder needs for a round in a file of its own, and nothing of anybody else."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codebench.domain.errors import ConflictError, InputError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.merge_base import PACKED
from codebench.project.round_models import RoundInfo, Selection
from codebench.project.rounds import Rounds
from codebench.project.session import Session
from codebench.store import connection
from codebench.store.connection import SUFFIX, Store
from codebench.store.journal import Act, Actor, act, chunks, new_guid
from codebench.store.past import head
from codebench.store.tables import STATE, Scalar

_TEXTS = 500

# The table that each column points into; what is not packed is not pointed at.
_POINTS_AT = {
    "question_id": "questions",
    "case_id": "cases",
    "document_id": "documents",
    "section_id": "sections",
    "text_version_id": "text_versions",
    "revision": "codebook_revisions",
    "codebook_revision": "codebook_revisions",
    "code_id": "codes",
    "coder_id": "coders",
    "as_coder_id": "coders",
    "unit_id": "units",
    "round_id": "rounds",
    "theme_id": "themes",
}


@dataclass(frozen=True, slots=True)
class Packed:
    """What a package holds: its file, the coder it is for, and how many documents, units and units of the round."""

    path: Path
    coder: str
    documents: int
    units: int
    to_judge: int


class Packing:
    """The way out for one coder's part of a round."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rounds = Rounds(session)

    def default_path(self, info: RoundInfo, coder: str) -> Path:
        """Where a package goes if nobody says so: beside the project, named after it, the round and the coder."""
        project = self._session.store.path
        parts = (project.name.removesuffix(SUFFIX), info.name, coder)
        return project.with_name("-".join(_for_a_file(part) for part in parts) + SUFFIX)

    def pack(self, round_id: int, coder: str, path: Path | None = None) -> Packed:
        """Write a project file for one coder of a round; where it lies and what it holds.

        It holds the documents in which the round's units lie, whole and as they are now, with their cases (names,
        roles, who belongs to whom), the codebook with its sets, the round with this one coder, and what this coder has
        coded and judged in these documents before. It holds no variables, memos, quotes, summaries, themes, links
        between codes, earlier texts, names of files, settings, snapshots or history, and nothing of other coders. The
        project itself is only read.

        Raises:
            NotFoundError: the coder takes no part in the round.
            ConflictError: the round is closed, or a file stands there already.
            StorageError: the folder can't be written to.
        """
        info = self._rounds.info(round_id)
        name = shown_line(info.name)
        if not info.is_open:
            raise ConflictError(_("Round '{name}' is closed; there is nothing to code in it.").format(name=name))
        wanted = coder.strip().casefold()
        mine = next((one for one in info.coders if wanted in (one.person.casefold(), one.name.casefold())), None)
        if mine is None:
            message = _("{coder} takes no part in round '{name}'; its coders are: {names}.")
            names = ", ".join(shown_line(one.person) for one in info.coders)
            raise InputError(message.format(coder=shown_line(coder), name=name, names=names))
        target = path or self.default_path(info, mine.person)
        copy = _Copy(self._session.store, info, mine.person_id, mine.id)
        # The packer's name is in the project alone: in the package everything is this coder's.
        guid = str(self._session.value("SELECT guid FROM coders WHERE id = ?", [mine.person_id]))
        summary = _("work package of round '{name}'").format(name=name)

        def fill(store: Store) -> None:
            with act(store, Actor(guid, mine.person), "init", summary) as first:
                copy.write(first, target.name.removesuffix(SUFFIX))

        connection.create(target, fill).close()
        return Packed(target, mine.person, copy.count("documents"), copy.count("units"), copy.count("round_units"))


class _Copy:
    """Copies the rows that one coder needs, with their GUIDs and with keys of their own."""

    def __init__(self, source: Store, info: RoundInfo, person_id: int, coder_id: int) -> None:
        self._source, self._info = source, info
        self._person, self._coder = person_id, coder_id
        self._ids: dict[str, dict[int, int]] = {}

    def count(self, table: str) -> int:
        """How many rows of a table were copied."""
        return len(self._ids.get(table, {}))

    def write(self, act: Act, name: str) -> None:
        """Write everything within the first act of the package, which says where it comes from."""
        project = self._source.rows("SELECT * FROM projects")[0]
        act.record(
            PACKED,
            {
                "project": project["guid"],
                "head": head(self._source),
                "round": self._info.guid,
                "coder": self._source.value("SELECT guid FROM coders WHERE id = ?", [self._person]),
            },
        )
        columns = ("guid", "created_at", "language", "name")
        act.insert_rows("projects", columns, [(new_guid(), act.created_at, project["language"], name)])
        self._copy(act, "coders", "id IN (?, ?)", [self._person, self._coder])
        self._copy(act, "codebook_revisions", "1")
        self._copy(act, "codes", "1", above="parent_id")
        self._copy(act, "themes", "kind = 'set'")
        self._copy(act, "theme_codes", "theme_id IN {themes}")
        self._copy_documents(act)
        # Of what else they were drawn is told in the project: it may name texts that are not here.
        chosen = Selection(of=self._info.units, drawn=self._info.units).to_json()
        round_id = self._info.id
        self._copy(act, "rounds", "id = ?", [round_id], {"selection": chosen, "figures": "", "reason": ""})
        self._copy(act, "round_units", "round_id = ? AND unit_id IN {units}", [round_id])
        self._copy(act, "round_coders", "round_id = ? AND coder_id = ?", [round_id, self._person])
        self._copy(act, "codings", "document_id IN {documents} AND status = 'active' AND coder_id = ?", [self._coder])
        self._copy(act, "review_marks", "unit_id IN {units} AND coder_id = ?", [self._coder])

    def _copy_documents(self, act: Act) -> None:
        documents = [
            row[0]
            for row in self._source.tuples(
                "SELECT DISTINCT d.id FROM round_units x JOIN units u ON u.id = x.unit_id"
                " JOIN documents d ON d.id = u.document_id AND d.status = 'active' WHERE x.round_id = ?",
                [self._info.id],
            )
        ]
        listed = [json.dumps(documents)]
        among = "IN (SELECT value FROM json_each(?))"
        self._copy(act, "questions", f"id IN (SELECT question_id FROM documents WHERE id {among})", listed)
        who = (
            f"WITH RECURSIVE who (id) AS (SELECT case_id FROM documents WHERE id {among}"
            f" UNION SELECT case_id FROM units WHERE document_id {among}"
            " UNION SELECT k.parent_id FROM cases k JOIN who ON k.id = who.id) SELECT id FROM who"
        )
        self._copy(act, "cases", f"id IN ({who})", listed * 2, above="parent_id")
        self._copy(act, "documents", f"id {among}", listed)
        self._copy_texts(act)
        self._copy(act, "sections", "document_id IN {documents}")
        self._copy(act, "units", "document_id IN {documents}")

    def _copy_texts(self, act: Act) -> None:
        for some in chunks(list(self._ids["documents"]), _TEXTS):
            rows = self._source.tuples(
                "SELECT v.id, v.document_id, v.length, c.value FROM text_versions v"
                " JOIN contents c ON c.id = v.content_id WHERE v.is_current = 1"
                " AND v.document_id IN (SELECT value FROM json_each(?)) ORDER BY v.id",
                [json.dumps(some)],
            )
            contents = act.keep_texts(act.reserve("text_versions", len(rows)), [row[3] for row in rows])
            made = act.insert_rows(
                "text_versions",
                ("document_id", "number", "content_id", "length", "is_current"),
                [
                    (self._ids["documents"][document], 1, content, length, 1)
                    for (_id, document, length, _text), content in zip(rows, contents, strict=True)
                ],
            )
            self._ids.setdefault("text_versions", {}).update(zip((row[0] for row in rows), made, strict=True))

    def _copy(
        self,
        act: Act,
        table: str,
        where: str,
        params: Sequence[Scalar] = (),
        instead: dict[str, Scalar] | None = None,
        above: str | None = None,
    ) -> None:
        """Copy rows; `{table}` in the condition stands for the rows of a table that were copied before.

        `instead` gives columns another value; `above` is the column that points into the table itself.
        """
        columns = STATE[table].columns
        lists = {name: f"({', '.join(map(str, ids))})" for name, ids in self._ids.items()}
        named = ", ".join(f'"{name}"' for name in columns)
        rows = self._source.tuples(f"SELECT {named} FROM {table} WHERE {where.format(**lists)} ORDER BY id", params)
        made = act.reserve(table, len(rows))
        self._ids[table] = dict(zip((row[0] for row in rows), made, strict=True))
        pointing = {name: self._ids.get(_POINTS_AT[name], {}) for name in columns if name in _POINTS_AT}
        if above is not None:
            pointing[above] = self._ids[table]
        new = []
        for row in rows:
            values: dict[str, Any] = dict(zip(columns, row, strict=True)) | (instead or {})
            values |= {name: ids.get(values[name]) for name, ids in pointing.items()}
            if "source_id" in values:
                values["source_id"] = None
            new.append(tuple(values[name] for name in columns[1:]))
        act.insert_rows(table, columns[1:], new)


def _for_a_file(name: str) -> str:
    """The name in letters that every system takes in the name of a file."""
    return "_".join("".join(char if char.isalnum() or char in "-_." else " " for char in name).split()) or "_"
