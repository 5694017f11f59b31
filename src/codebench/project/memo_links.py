"""Links from a memo to codings: what its thought rests on, beside the one thing that it is about."""

import json
from collections.abc import Callable, Collection, Sequence

from codebench.domain.errors import InputError
from codebench.i18n import _, plural
from codebench.project.codings import Codings
from codebench.project.documents import coding_infos
from codebench.project.memos import Memos
from codebench.project.models import CodingInfo
from codebench.project.session import Session


class MemoLinks:
    """The codings that memos link to; each method that changes something is one act.

    A link outlives its coding, so that an undo brings both back: of one that is gone nothing is shown.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, memo_id: int) -> list[CodingInfo]:
        """The codings that stand, that the present coder may see and this memo links to, in the order of the material.

        Raises:
            NotFoundError: there is no such memo, or none that the coder may read.
        """
        Memos(self._session).get(memo_id)
        visible = self._session.visible()
        where = (
            "g.guid IN (SELECT j.value FROM memos m, json_each(m.linked) j WHERE m.id = ?) AND g.status = 'active'"
            f" AND g.document_id IN (SELECT id FROM documents WHERE status = 'active') AND {visible.codings('g')}"
        )
        return coding_infos(self._session, where, [memo_id], visible)

    def to(self, coding_id: int) -> set[int]:
        """The memos (ids) of the present coder that link to this coding.

        Raises:
            NotFoundError: there is no such coding, or none that the coder may see.
        """
        guid = Codings(self._session).get(coding_id).guid
        rows = self._session.tuples(
            "SELECT m.id FROM memos m, json_each(m.linked) j WHERE j.value = ? AND m.coder_id = ?",
            [guid, self._session.coder.id],
        )
        return {row[0] for row in rows}

    def link(self, memo_id: int, coding_ids: Sequence[int]) -> None:
        """Link a memo to codings.

        Raises:
            ConflictError: the memo is another coder's.
            InputError: it is linked to all of them.
            NotFoundError: there is no such memo or coding.
        """
        told = plural("link a memo to {n} coding", "link a memo to {n} codings", len(set(coding_ids)))
        self._change(memo_id, coding_ids, told, lambda now, these: [*dict.fromkeys((*now, *these))])

    def unlink(self, memo_id: int, coding_ids: Sequence[int]) -> None:
        """Take links from a memo to codings away.

        Raises:
            ConflictError: the memo is another coder's.
            InputError: it is linked to none of them.
            NotFoundError: there is no such memo or coding.
        """
        told = plural("unlink a memo from {n} coding", "unlink a memo from {n} codings", len(set(coding_ids)))
        self._change(memo_id, coding_ids, told, lambda now, these: [each for each in now if each not in these])

    def _change(
        self,
        memo_id: int,
        coding_ids: Sequence[int],
        told: str,
        changed: Callable[[list[str], Collection[str]], list[str]],
    ) -> None:
        memos, codings = Memos(self._session), Codings(self._session)
        memos.refuse_other(memos.get(memo_id))
        now = json.loads(self._session.value("SELECT linked FROM memos WHERE id = ?", [memo_id]) or "[]")
        after = changed(now, dict.fromkeys(codings.get(coding).guid for coding in coding_ids))
        if after == now:
            raise InputError(_("Nothing changes: the links of this memo are so already."))
        with self._session.act("memo link", told) as act:
            act.update("memos", memo_id, linked=json.dumps(after) if after else None)
