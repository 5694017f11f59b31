"""Where codings end: splitting one in two, and making one of several of the same code that meet."""

from collections.abc import Sequence

from codebench.domain.errors import InputError
from codebench.domain.text import covers_word, shown_line
from codebench.i18n import _
from codebench.project.codings import Codings
from codebench.project.documents import Documents
from codebench.project.models import CodingInfo
from codebench.project.places_told import told_place
from codebench.project.report_rows import merge_quotes
from codebench.project.session import Session
from codebench.store.journal import new_guid

Span = tuple[int, int]


class Borders:
    """Acts on the borders of codings. What is said in a text is covered by the same codes before and after each."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._codings = Codings(session)
        self._documents = Documents(session)

    def split(self, coding_id: int, at: int) -> int:
        """Make two codings of one: what stands before the offset keeps memo and star, what follows is the new one's.

        Both weigh what it weighed.

        Blanks, and the label of a speaker, at the cut belong to neither. Gives the id of the new coding.

        Raises:
            InputError: on one side of the offset the coding covers nothing but blanks.
            ConflictError: its coder has the code on exactly one of the parts already.
            NotFoundError: there is no such coding.
        """
        info = self._standing(coding_id)
        parts = self._parts(info, at)
        if parts is None:
            message = _("Coding {id} covers {start}–{end}: {at} does not split it.")
            raise InputError(message.format(id=coding_id, start=info.start, end=info.end, at=at))
        row = self._session.rows("SELECT * FROM codings WHERE id = ?", [coding_id])[0]
        for part in parts:
            self._codings.refuse_twin(info, *part, info.code_id, row["text_version_id"])
        summary = _("split {code} on {place}").format(code=self._name(info), place=self._told(info, info.end))
        with self._session.act("split", summary) as act:
            act.update("codings", coding_id, end=parts[0][1])
            del row["id"]
            start, end = parts[1]
            new = row | {"guid": new_guid(), "start": start, "end": end, "created_at": act.created_at}
            return act.insert("codings", **new)

    def merge(self, coding_ids: Sequence[int]) -> int:
        """Make one coding of several of one code, coder and text that overlap or follow each other; the id that stays.

        It covers all that they cover, bears all their memos, and keeps the weight, the star and the text for the report
        of the first that has them.

        Raises:
            InputError: there are fewer than two, they differ in code, coder or text, or words stand between them.
            ConflictError: their coder has the code on exactly the whole already.
            NotFoundError: there is no such coding.
        """
        infos = sorted(map(self._standing, dict.fromkeys(coding_ids)), key=lambda info: (info.start, -info.end))
        if len(infos) < 2:
            raise InputError(_("It takes two codings to make one of them."))
        if len({(info.document_id, info.code_id, info.coder_id) for info in infos}) > 1:
            raise InputError(_("Only codings of one code by one coder in one text can become one."))
        first, end = infos[0], infos[0].end
        for info in infos[1:]:
            if info.start > end and not self._meets(info.document_id, end, info.start):
                message = _("Between {end} and {start} stand words that neither coding covers: move a border first.")
                raise InputError(message.format(end=end, start=info.start))
            end = max(end, info.end)
        gone = [info.id for info in infos[1:]]
        if not any((info.start, info.end) == (first.start, end) for info in infos):
            version = self._session.value("SELECT text_version_id FROM codings WHERE id = ?", [first.id])
            self._codings.refuse_twin(first, first.start, end, first.code_id, version)
        summary = _("make one of {n} codings {code} on {place}").format(
            n=len(infos), code=self._name(first), place=self._told(first, end)
        )
        with self._session.act("merge codings", summary) as act:
            for coding_id in gone:
                for (memo,) in self._session.tuples("SELECT id FROM memos WHERE coding_id = ?", [coding_id]):
                    act.update("memos", memo, coding_id=first.id)
            merge_quotes(self._session, act, dict.fromkeys(gone, first.id))
            act.delete("codings", gone)
            act.update("codings", first.id, end=end)
        return first.id

    def overlapping(self, coding_id: int) -> list[int]:
        """The codings of the same code and coder that share text with this one, also by way of another; without it."""
        info = self._standing(coding_id)
        start, end, found = info.start, info.end, {coding_id}
        alike = self._alike(info)
        while True:
            near = [each for each in alike if each.id not in found and each.start < end and each.end > start]
            if not near:
                return sorted(found - {coding_id})
            found.update(each.id for each in near)
            start, end = min(start, *(each.start for each in near)), max(end, *(each.end for each in near))

    def adjacent(self, coding_id: int) -> int | None:
        """The coding of the same code and coder that follows this one with no word between, else that goes before."""
        info = self._standing(coding_id)
        after = [each for each in self._alike(info) if each.start >= info.end]
        before = [each for each in self._alike(info) if each.end <= info.start]
        if after and self._meets(info.document_id, info.end, (nearest := min(after, key=_start)).start):
            return nearest.id
        if before and self._meets(info.document_id, (nearest := max(before, key=_end)).end, info.start):
            return nearest.id
        return None

    def _parts(self, info: CodingInfo, at: int) -> tuple[Span, Span] | None:
        """What stands before and after the offset, without the blanks and the label of a speaker at the cut."""
        if not info.start < at < info.end:
            return None
        text = self._documents.text(info.document_id)
        label = next((u for u in self._documents.units(info.document_id) if u.start <= at <= u.body_start), None)
        until, since = (at, at) if label is None else (label.start, max(at, label.body_start))
        left, right = text[info.start : until].rstrip(), text[since : info.end].lstrip()
        if not left or not right:
            return None
        return (info.start, info.start + len(left)), (info.end - len(right), info.end)

    def _meets(self, document_id: int, start: int, end: int) -> bool:
        """Whether nothing that is said stands in the text from `start` to `end`: blanks, and labels of speakers."""
        text, units = self._documents.text(document_id), self._documents.units(document_id)
        at = start
        for unit in (unit for unit in units if unit.start < end and unit.end > start):
            if covers_word(text, max(start, unit.body_start), min(end, unit.end)):
                return False
            # What stands outside all units is text as well.
            if text[at : max(at, unit.start)].strip():
                return False
            at = max(at, unit.end)
        return not text[at : max(at, end)].strip()

    def _alike(self, info: CodingInfo) -> list[CodingInfo]:
        there = self._documents.codings(info.document_id)
        return [e for e in there if (e.code_id, e.coder_id) == (info.code_id, info.coder_id) and e.id != info.id]

    def _standing(self, coding_id: int) -> CodingInfo:
        info = self._codings.get(coding_id)
        if self._session.value("SELECT 1 FROM codings WHERE id = ? AND status = 'active'", [coding_id]) is None:
            message = _("Coding {id} is orphaned: an edit took its text away. Move it first.")
            raise InputError(message.format(id=coding_id))
        return info

    def _name(self, info: CodingInfo) -> str:
        return f"'{shown_line(self._session.value('SELECT name FROM codes WHERE id = ?', [info.code_id]))}'"

    def _told(self, info: CodingInfo, end: int) -> str:
        return told_place(self._session, info.document_id, info.start, end)


def _start(info: CodingInfo) -> int:
    return info.start


def _end(info: CodingInfo) -> int:
    return info.end
