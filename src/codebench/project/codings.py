"""Codings: putting a code on a passage, taking it off, moving its borders, changing its code."""

from collections.abc import Sequence

from codebench.domain.coding_table import check_weight
from codebench.domain.errors import ConflictError, InputError, NotFoundError
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.archived_codes import refuse_archived
from codebench.project.codebook import Codebook
from codebench.project.coding_rows import add_codings, memo_row, remove_codings
from codebench.project.documents import coding_infos
from codebench.project.models import CodingInfo
from codebench.project.places_told import told_place
from codebench.project.session import Session


class Codings:
    """The codings of a project; each method is one act of the present coder."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self, document_id: int, start: int, end: int, code_ids: Sequence[int], *, origin: str = "manual", memo: str = ""
    ) -> list[int]:
        """Put one or more codes on a passage [start, end) of a document's present text; the new codings' ids.

        Raises:
            InputError: the passage is empty or reaches beyond the text, or no code was given.
            ConflictError: this coder has each of these codes on exactly this passage already, or one is archived.
            NotFoundError: there is no such document or code.
        """
        version = self._place(document_id, start, end)
        coder = self._session.coder.id
        names = self._code_names(code_ids)
        if not names:
            raise InputError(_("Say which code to put on this passage."))
        refuse_archived(self._session, code_ids)
        there = self._there(version, start, end, coder)
        new = [code for code in dict.fromkeys(code_ids) if code not in there]
        if not new:
            message = _("You have {codes} on exactly this passage already.")
            raise ConflictError(message.format(codes=_quoted(names)))
        where = told_place(self._session, document_id, start, end)
        summary = _("code {codes} on {place}").format(codes=_quoted(self._code_names(new)), place=where)
        with self._session.act("code", summary) as act:
            ids = add_codings(
                act, [(document_id, version, start, end, code, coder, origin) for code in new], self.revision()
            )
            if memo.strip():
                for coding_id in ids:
                    act.insert("memos", **memo_row(act, coder, memo), coding_id=coding_id)
        return list(ids)

    def add_with_new_code(self, document_id: int, start: int, end: int, path: str) -> tuple[int, int]:
        """Make the code with this path ("tijd > overleg") and put it on a passage, in one act; ids of code and coding.

        A code that exists already is used as it is.

        Raises:
            InputError: the passage, or a name in the path, can't be used.
            ConflictError: this coder has the code on exactly this passage already.
        """
        book = Codebook(self._session)
        if book.exists(path):
            code = book.ensure(path)
            return code, self.add(document_id, start, end, [code])[0]
        version = self._place(document_id, start, end)
        where = told_place(self._session, document_id, start, end)
        summary = _("make code '{path}' and put it on {place}").format(path=shown_line(path), place=where)
        with self._session.act("code", summary) as act:
            code = book.put(act, path)
            row = (document_id, version, start, end, code, self._session.coder.id, "manual")
            return code, add_codings(act, [row], self.revision())[0]

    def recent(self, most: int) -> list[int]:
        """The codes that the present coder gave last, newest first."""
        rows = self._session.tuples(
            "SELECT code_id FROM codings WHERE coder_id = ? AND status = 'active'"
            " AND code_id IN (SELECT code_id FROM view_codes WHERE status = 'active')"
            " GROUP BY code_id ORDER BY max(id) DESC LIMIT ?",
            [self._session.coder.id, most],
        )
        return [row[0] for row in rows]

    def get(self, coding_id: int) -> CodingInfo:
        """One coding that the present coder may see.

        Raises:
            NotFoundError: there is none.
        """
        visible = self._session.visible()
        found = coding_infos(self._session, f"g.id = ? AND {visible.codings('g')}", [coding_id], visible)
        if not found:
            raise NotFoundError(_("There is no coding {id}.").format(id=coding_id))
        return found[0]

    def remove(self, coding_ids: Sequence[int]) -> None:
        """Take codings off, with the memos on them (an undo brings both back)."""
        infos = [self.get(coding_id) for coding_id in dict.fromkeys(coding_ids)]
        names = _quoted(self._code_names([info.code_id for info in infos]))
        if len(infos) == 1:
            summary = _("remove {codes} from {place}").format(codes=names, place=self._told(infos[0]))
        else:
            summary = plural("remove {n} coding", "remove {n} codings", len(infos))
        with self._session.act("uncode", summary) as act:
            remove_codings(self._session, act, [info.id for info in infos])

    def move(self, coding_id: int, start: int, end: int) -> None:
        """Give a coding other borders; an orphaned one stands again.

        Raises:
            InputError: the passage is empty or reaches beyond the text.
            ConflictError: this coder has the code on exactly that passage already.
        """
        info = self.get(coding_id)
        version = self._place(info.document_id, start, end)
        self.refuse_twin(info, start, end, info.code_id, version)
        summary = _("move the borders of {code} to {place}").format(
            code=_quoted(self._code_names([info.code_id])),
            place=told_place(self._session, info.document_id, start, end),
        )
        with self._session.act("move", summary) as act:
            act.update("codings", coding_id, start=start, end=end, text_version_id=version, status="active")

    def recode(self, coding_id: int, code_id: int) -> None:
        """Give a coding another code; its borders and memo stay.

        Raises:
            ConflictError: this coder has that code on exactly this passage already, or the code is archived.
        """
        info = self.get(coding_id)
        refuse_archived(self._session, [code_id])
        query = "SELECT text_version_id FROM codings WHERE id = ? AND status = 'active'"
        version = self._session.value(query, [coding_id])
        old, new = self._code_names([info.code_id]), self._code_names([code_id])
        if version is not None:
            self.refuse_twin(info, info.start, info.end, code_id, version)
        summary = _("recode {old} as {new} on {place}").format(
            old=_quoted(old), new=_quoted(new), place=self._told(info)
        )
        with self._session.act("recode", summary) as act:
            act.update("codings", coding_id, code_id=code_id, codebook_revision=self.revision())

    def weigh(self, coding_ids: Sequence[int], weight: int | None) -> int:
        """Give codings a weight from 0 to 100, or take it away (None); how many had another. No count reads weights.

        Raises:
            InputError: the weight is outside 0 to 100.
            ConflictError: all of them weigh that already.
        """
        check_weight(weight)
        infos = [self.get(coding_id) for coding_id in dict.fromkeys(coding_ids)]
        other = [info for info in infos if info.weight != weight]
        if not other:
            had = _("They have no weight already.") if weight is None else _("They weigh {n} already.")
            raise ConflictError(had.format(n=weight))
        names = _quoted(self._code_names([info.code_id for info in other]))
        if len(other) > 1:
            names = plural("{n} coding", "{n} codings", len(other)) + f" ({names})"
        told = _("take the weight off {codes}") if weight is None else _("weight {n} on {codes}")
        with self._session.act("weight", told.format(codes=names, n=weight)) as act:
            act.update_rows("codings", [(info.id, {"weight": weight}) for info in other])
        return len(other)

    def revision(self) -> int:
        """The present revision of the codebook."""
        return int(self._session.value("SELECT max(id) FROM codebook_revisions") or 0)

    def _place(self, document_id: int, start: int, end: int) -> int:
        """The present text version of a document, when the passage lies in it."""
        row = self._session.tuples(
            "SELECT text_version_id, length, ifnull(name, '') FROM view_documents WHERE document_id = ?", [document_id]
        )
        if not row:
            raise NotFoundError(_("There is no active document #{id}.").format(id=document_id))
        version, length, name = row[0]
        if not 0 <= start < end <= length:
            message = _(
                "{start}–{end} is no passage of {name}: a passage has a length and lies between 0 and {length}."
            )
            raise InputError(message.format(start=start, end=end, name=shown_line(name), length=length))
        return int(version)

    def refuse_twin(self, info: CodingInfo, start: int, end: int, code_id: int, version: int) -> None:
        """Stop an act that would put a coding where its coder has the code already.

        Raises:
            ConflictError: there is another coding of that code and coder on exactly that passage of the text version.
        """
        twin = self._session.value(
            'SELECT id FROM codings WHERE text_version_id = ? AND start = ? AND "end" = ? AND code_id = ?'
            " AND coder_id = ? AND status = 'active' AND id <> ?",
            [version, start, end, code_id, info.coder_id, info.id],
        )
        if twin is not None:
            message = _("{coder} has {code} on exactly that passage already.")
            raise ConflictError(message.format(coder=info.coder, code=_quoted(self._code_names([code_id]))))

    def _there(self, version: int, start: int, end: int, coder: int) -> set[int]:
        """The codes that a coder has on exactly this passage."""
        query = (
            'SELECT code_id FROM codings WHERE text_version_id = ? AND start = ? AND "end" = ?'
            " AND coder_id = ? AND status = 'active'"
        )
        return {row[0] for row in self._session.tuples(query, [version, start, end, coder])}

    def _told(self, info: CodingInfo) -> str:
        return told_place(self._session, info.document_id, info.start, info.end)

    def _code_names(self, code_ids: Sequence[int]) -> list[str]:
        names = []
        for code_id in dict.fromkeys(code_ids):
            name = self._session.value("SELECT name FROM codes WHERE id = ?", [code_id])
            if name is None:
                raise NotFoundError(_("There is no code #{id}.").format(id=code_id))
            names.append(str(name))
        return names


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"'{shown_line(name)}'" for name in names)
