"""The audit trail, and undo and redo over it: of everything, across restarts."""

from codebench.domain.errors import ConflictError, NotFoundError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.models import ActInfo
from codebench.project.session import Session
from codebench.store.journal import now
from codebench.store.undo import reverse

# Acts that no undo passes over: an erasure is for good, and before the first act there is nothing.
LASTING = ("init", "purge", "withdraw", "restore snapshot")


# The acts of which an erasure left too little to be undone; their summaries stay.
_PASSED = """
  SELECT a.id FROM events e JOIN json_each(e.payload, '$.passed') p
  JOIN acts a ON a.id BETWEEN json_extract(p.value, '$[0]') AND json_extract(p.value, '$[1]') WHERE e.op = 'purge'
"""


class History:
    """What was done, by whom, and taking it back."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._opened = now()

    def acts(self, limit: int | None = None) -> list[ActInfo]:
        """The acts that the present coder may see, newest first."""
        query = f"SELECT * FROM view_acts WHERE {self._seen()} ORDER BY act_id DESC LIMIT ?"
        return [self._info(row) for row in self._session.rows(query, [-1 if limit is None else limit])]

    def moment(self) -> str:
        """When the last act was done, whoever did it: as long as this stays, nothing changed."""
        return str(self._session.value("SELECT created_at FROM acts ORDER BY id DESC LIMIT 1") or "")

    def undoable(self) -> ActInfo | None:
        """What `undo` would take back: the present coder's last act that stands."""
        return self._first(
            "coder_guid = ? AND kind NOT IN"
            " ('undo', 'redo', 'init', 'coder join', 'purge', 'withdraw', 'restore snapshot')"
            f" AND NOT undone AND act_id NOT IN ({_PASSED}) ORDER BY act_id DESC"
        )

    def in_the_way(self) -> ActInfo | None:
        """The coder's last act that no undo takes back, where `undo` would reach for what was done before it."""
        target = self.undoable()
        return self._first(
            "coder_guid = ? AND kind IN ('purge', 'withdraw', 'restore snapshot')"
            f" AND act_id > {0 if target is None else target.id} ORDER BY act_id DESC"
        )

    def earlier(self) -> ActInfo | None:
        """What `undo` would take back, where that was done before the project was opened here.

        None where the last thing done here was to take back such an act: who went that far back goes on.
        """
        target = self.undoable()
        if target is None or target.at >= self._opened:
            return None
        last = self._session.value(
            "SELECT t.created_at FROM acts a LEFT JOIN acts t ON t.id = a.target_id AND a.kind = 'undo'"
            " WHERE a.coder_guid = ? AND a.created_at >= ? ORDER BY a.id DESC LIMIT 1",
            [self._session.coder.guid, self._opened],
        )
        return target if last is None or last >= self._opened else None

    def redoable(self) -> ActInfo | None:
        """What `redo` would do again: the act undone last by this coder, if nothing else was done since."""
        return self._first(
            "coder_guid = ? AND undone AND act_id = (SELECT b.target_id FROM acts b"
            "   WHERE b.kind = 'undo' AND b.coder_guid = view_acts.coder_guid AND b.id >"
            "     (SELECT max(a.id) FROM acts a WHERE a.coder_guid = b.coder_guid AND a.kind NOT IN ('undo', 'redo'))"
            "   AND NOT EXISTS (SELECT 1 FROM acts r WHERE r.target_id = b.target_id AND r.id > b.id)"
            "   ORDER BY b.id DESC LIMIT 1)"
        )

    def undo(self) -> ActInfo:
        """Take back the present coder's last act that stands; what it was.

        Raises:
            ConflictError: there is none, or somebody built on it (the sentence names who and what).
        """
        target = self.undoable()
        if target is None:
            raise ConflictError(_("There is nothing of yours to undo."))
        self._compensate(target, "undo", target.id)
        return target

    def redo(self) -> ActInfo:
        """Do again what was undone last; what it was.

        Raises:
            ConflictError: nothing was undone, or something was done since.
        """
        target = self.redoable()
        if target is None:
            raise ConflictError(_("There is nothing to redo."))
        undone_by = self._session.value("SELECT max(id) FROM acts WHERE kind = 'undo' AND target_id = ?", [target.id])
        self._compensate(target, "redo", undone_by)
        return target

    def since(self, act_id: int) -> list[ActInfo]:
        """The acts after this one that stand and may be seen, newest first: what an undo to this point takes back.

        Raises:
            NotFoundError: there is no such act.
        """
        if self._session.value("SELECT 1 FROM acts WHERE id = ?", [act_id]) is None:
            raise NotFoundError(_("There is no act {id}; `codebench history` lists them.").format(id=act_id))
        return self._since(act_id, self._seen())

    def _since(self, act_id: int, where: str) -> list[ActInfo]:
        rows = self._session.rows(
            f"SELECT * FROM view_acts WHERE act_id > ? AND kind NOT IN ('undo', 'redo') AND NOT undone AND {where}"
            # Nobody undoes that they are there themselves.
            " AND NOT (kind = 'coder join' AND coder_guid = ?) ORDER BY act_id DESC",
            [act_id, self._session.coder.guid],
        )
        return [self._info(row) for row in rows]

    def _seen(self) -> str:
        """The SQL condition on acts that may be seen: where others' work is hidden, so is what they did."""
        visible = self._session.visible()
        if visible.coders is None:
            return "1"
        own = f"coder_guid IN (SELECT guid FROM coders WHERE {visible.condition('id')})"
        # Of a first coding, to be done again blind, not even the summaries.
        rounds = ", ".join(map(str, sorted(visible.apart)))
        return f"{own} AND created_at >= (SELECT ifnull(max(created_at), '') FROM rounds WHERE id IN ({rounds}))"

    def undo_to(self, act_id: int, *, others: bool = False) -> list[ActInfo]:
        """Take back everything after an act, which itself stays; what was taken back, newest first.

        Each act is undone by an act of its own, so each can be redone.

        Raises:
            ConflictError: acts of other people or an erasure lie in between (`others` allows the first, but not as long
                as a blind round hides what they did).
        """
        acts = self.since(act_id)
        blind = self._session.blind_round
        if blind is not None and any(act.coder_guid != self._session.coder.guid for act in self._since(act_id, "1")):
            message = _("Acts lie in between that round '{round}' hides from you; undo your own with `codebench undo`.")
            raise ConflictError(message.format(round=shown_line(blind)))
        lasting = [act for act in acts if act.kind in LASTING]
        if lasting:
            message = _("Act {id} ('{what}') can't be undone; choose a point after it.")
            raise ConflictError(message.format(id=lasting[0].id, what=lasting[0].summary))
        foreign = sorted({act.coder for act in acts if act.coder_guid != self._session.coder.guid})
        if foreign and not others:
            message = _("Acts of {names} lie in between; look at `codebench history` and allow it with --others.")
            raise ConflictError(message.format(names=", ".join(foreign)))
        for act in acts:
            self._compensate(act, "undo", act.id)
        return acts

    def _compensate(self, target: ActInfo, kind: str, reversed_act: int) -> None:
        summary = (_("undo: {what}") if kind == "undo" else _("redo: {what}")).format(what=target.summary)
        blind = self._session.blind_round
        try:
            with self._session.act(kind, summary, target.id) as act:
                reverse(self._session.store, act, reversed_act)
        except ConflictError as error:
            if blind is None:
                raise
            message = _("'{what}' can't be undone: something builds on it that round '{round}' may hide from you.")
            raise ConflictError(message.format(what=target.summary, round=shown_line(blind))) from error

    def _first(self, where: str) -> ActInfo | None:
        rows = self._session.rows(f"SELECT * FROM view_acts WHERE {where} LIMIT 1", [self._session.coder.guid])
        return self._info(rows[0]) if rows else None

    @staticmethod
    def _info(row: dict[str, object]) -> ActInfo:
        return ActInfo(
            id=int(str(row["act_id"])),
            kind=str(row["kind"]),
            coder=str(row["coder"] or "?"),
            coder_guid=str(row["coder_guid"]),
            at=str(row["created_at"]),
            summary=str(row["summary"] or _("(erased)")),
            undone=bool(row["undone"]),
        )
