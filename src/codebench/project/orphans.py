"""Codings whose text an edit took away: where they could stand again."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from codebench.domain.draft import UnitKind
from codebench.domain.errors import NotFoundError
from codebench.domain.remap import TextEdit
from codebench.domain.spans import trim
from codebench.i18n import _
from codebench.project.documents import Documents
from codebench.project.found_passages import FoundUnit, passage_of
from codebench.project.rule_models import Reach
from codebench.project.search import Search
from codebench.project.session import Session

_MOST = 9
_ALIKE = 0.3  # of the letters, below which a unit is no candidate
_LONGEST = 2000  # characters that are compared of each unit


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage of the present text: `likeness` is 1 where the words are the same, else the share that they have.

    `is_there` tells that it is the unit in which the words stood before.
    """

    start: int
    end: int
    text: str
    likeness: float
    is_there: bool = False


@dataclass(frozen=True, slots=True)
class Orphan:
    """An orphaned coding with the words that it lay on, and the document in which it did."""

    coding_id: int
    document_id: int
    document: str
    code: str
    coder: str
    quote: str


class Orphans:
    """The list to settle: each is placed again (`Codings.move`) or dropped (`Codings.remove`)."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._documents = Documents(session)

    def all(self) -> list[Orphan]:
        """Those that may be seen, of active documents, in the order of the texts."""
        rows = self._session.tuples(
            'SELECT g.id, g.document_id, d.name, p.path, r.name, substr(t.value, g.start + 1, g."end" - g.start)'
            " FROM codings g JOIN view_documents d ON d.document_id = g.document_id"
            " JOIN indexed_texts t ON t.id = g.text_version_id JOIN view_codes p ON p.code_id = g.code_id"
            " JOIN coders r ON r.id = g.coder_id"
            f" WHERE g.status = 'orphaned' AND {self._session.visible().codings('g')} ORDER BY g.document_id, g.start"
        )
        return [Orphan(*row) for row in rows]

    def candidates(self, coding_id: int) -> list[Candidate]:
        """Where it could stand: its very words where they are said, the unit that they stood in, units like them.

        Raises:
            NotFoundError: there is no such orphan.
        """
        orphan = self._orphan(coding_id)
        text = self._documents.text(orphan.document_id)
        found = list(_said(text, orphan.quote))[:_MOST]
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(orphan.quote[:_LONGEST].casefold())
        alike = []
        stood = self._stood(coding_id, text)
        for unit in self._documents.units(orphan.document_id):
            whole = trim(text, unit.body_start, unit.end)
            if whole is None:
                continue
            matcher.set_seq1(text[whole.start : whole.end][:_LONGEST].casefold())
            if unit.start <= stood <= unit.end:
                found.append(Candidate(whole.start, whole.end, text[whole.start : whole.end], matcher.ratio(), True))
            elif matcher.quick_ratio() >= _ALIKE and (ratio := matcher.ratio()) >= _ALIKE:
                alike.append(Candidate(whole.start, whole.end, text[whole.start : whole.end], ratio))
        alike.sort(key=lambda each: -each.likeness)
        return [*found, *alike][:_MOST]

    def by_words(self, coding_id: int, term: str) -> list[Candidate]:
        """Where words that somebody types stand in its text: the words, their sentence and their unit, each place once.

        The term is that of a search; see `Search.find`.

        Raises:
            NotFoundError: there is no such orphan.
            InputError: the term can't be searched.
        """
        orphan = self._orphan(coding_id)
        text = self._documents.text(orphan.document_id)
        units = [
            FoundUnit(unit.start, unit.body_start, unit.end, unit.kind is UnitKind.ANSWER)
            for unit in self._documents.units(orphan.document_id)
        ]
        hits = Search(self._session).find(term, document_id=orphan.document_id, limit=_MOST)
        spans = (
            passage_of(text, units, hit.start, hit.end, reach)
            for hit in hits
            for reach in (Reach.WORDS, Reach.SENTENCE, Reach.UNIT)
        )
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(orphan.quote[:_LONGEST].casefold())
        found = []
        for start, end in dict.fromkeys(spans):
            matcher.set_seq1(text[start:end][:_LONGEST].casefold())
            found.append(Candidate(start, end, text[start:end], matcher.ratio()))
        return found

    def _orphan(self, coding_id: int) -> Orphan:
        orphan = next((each for each in self.all() if each.coding_id == coding_id), None)
        if orphan is None:
            raise NotFoundError(_("There is no orphaned coding {id}.").format(id=coding_id))
        return orphan

    def _stood(self, coding_id: int, text: str) -> int:
        """Where the present text says now what stood at the beginning of the coding."""
        start, before = self._session.tuples(
            "SELECT g.start, t.value FROM codings g JOIN indexed_texts t ON t.id = g.text_version_id WHERE g.id = ?",
            [coding_id],
        )[0]
        shift = 0
        for hunk in TextEdit.between(before, text).hunks:
            if hunk.old_end <= start:
                shift = hunk.new_end - hunk.old_end
            elif hunk.old_start <= start:
                return hunk.new_start
        return int(start + shift)


def _said(text: str, quote: str) -> Iterator[Candidate]:
    """Every place where exactly these words stand."""
    at = text.find(quote)
    while at >= 0:
        yield Candidate(at, at + len(quote), quote, 1.0)
        at = text.find(quote, at + 1)
