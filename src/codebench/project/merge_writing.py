"""A plan of a merge, written within one act."""

from collections.abc import Sequence

from codebench.project.folds import forget_folded_codes
from codebench.project.merge_base import RECORD
from codebench.project.merge_models import KEYS, Entity, Fate, Item, MergePlan, Ref
from codebench.project.session import Session
from codebench.store.journal import Act
from codebench.store.tables import Scalar

_COMING = (Fate.NEW, Fate.CHANGED)


class Writing:
    """Writes a plan."""

    def __init__(self, session: Session, act: Act, plan: MergePlan) -> None:
        self._session, self._act, self._plan = session, act, plan
        self._ids: dict[Ref, int] = {}
        self._latest = 0
        self._revisions: dict[str, int] = {}

    def write(self) -> None:
        """Write everything, and name the file that it came from in the chain."""
        for coder in self._plan.coders:
            self._ids[Ref("coders", coder.guid)] = self._act.insert(
                "coders", guid=coder.guid, kind=coder.kind, name=coder.name
            )
        changed = [item for item in self._plan.items if item.table == "codes" and item.fate is not Fate.REMOVED]
        self._know_revisions(is_new=any(item.fate in _COMING for item in changed))
        self._take_out()
        self._write_codes([item for item in changed if item.fate in _COMING])
        for table in KEYS:
            if table != "codes":
                self._write(table, [i for i in self._plan.items if i.table == table and i.fate in _COMING])
        plan = self._plan
        self._act.record(
            RECORD,
            {
                "project": plan.project,
                "head": plan.head,
                "through": plan.through,
                "left": plan.left,
                "codes": plan.same_codes,
            },
        )

    def _know_revisions(self, *, is_new: bool) -> None:
        if is_new:
            self._latest = self._session.codebook_revision(self._act)
        rows = self._session.tuples("SELECT created_at, id FROM codebook_revisions ORDER BY id")
        self._revisions = dict(rows)
        self._latest = self._latest or rows[-1][1]

    def _write_codes(self, items: Sequence[Item]) -> None:
        # Two siblings may change names; for a moment each is called by its GUID.
        changed = [(item.here_id, str(item.key[0])) for item in items if item.here_id is not None]
        self._act.update_rows("codes", [(row_id, {"name": guid}) for row_id, guid in changed])
        for item in items:
            assert item.there is not None
            values = self._values(item.there) | {"revision": self._latest}
            if item.here_id is None:
                query = "SELECT ifnull(max(position) + 1, 0) FROM codes WHERE parent_id IS ?"
                values["position"] = int(self._session.value(query, [values["parent_id"]]))
                self._ids[Ref("codes", str(values["guid"]))] = self._act.insert("codes", **values)
            else:
                del values["position"]
                self._act.update("codes", item.here_id, **values)

    def _take_out(self) -> None:
        # What hangs on something goes before it does.
        for table in reversed(KEYS):
            gone = [item.here_id for item in self._plan.items if item.table == table and item.fate is Fate.REMOVED]
            ids = [row_id for row_id in gone if row_id is not None]
            if table == "codes" and ids:
                self._session.codebook_revision(self._act)
                for code in ids:
                    query = "SELECT id FROM suggestion_decisions WHERE code_id = ?"
                    self._act.delete("suggestion_decisions", [row[0] for row in self._session.tuples(query, [code])])
                forget_folded_codes(self._session, self._act, ids)
            self._act.delete(table, ids)

    def _write(self, table: str, items: Sequence[Item]) -> None:
        changed = [item for item in items if item.here_id is not None]
        if table == "codings":
            # Two codings may change places; for a moment none of them has one.
            self._act.update_rows(table, [(item.here_id or 0, {"status": "orphaned"}) for item in changed])
        self._act.update_rows(table, [(item.here_id or 0, self._values(item.there)) for item in changed if item.there])
        new = [self._values(item.there) for item in items if item.here_id is None and item.there is not None]
        if new:
            ids = self._act.insert_rows(table, list(new[0]), [tuple(values.values()) for values in new])
            if KEYS[table] == ("guid",):
                self._ids |= {Ref(table, str(row["guid"])): row_id for row_id, row in zip(ids, new, strict=True)}

    def _values(self, entity: Entity) -> dict[str, Scalar]:
        """The columns of a row as our tables hold them."""
        found = {name: self._id(value) if isinstance(value, Ref) else value for name, value in entity.row.items()}
        if "codebook_revision" in found:
            when = self._plan.revisions.get(int(found["codebook_revision"] or 0), "")
            found["codebook_revision"] = self._revisions.get(when, self._latest)
        return found

    def _id(self, ref: Ref) -> int:
        if ref not in self._ids:
            found = self._session.value(f"SELECT id FROM {ref.table} WHERE guid = ?", [ref.guid])
            assert found is not None, ref
            self._ids[ref] = int(found)
        return self._ids[ref]
