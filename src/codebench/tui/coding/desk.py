"""The desk: a document opened for coding, as its coder may see it, kept up to date act by act.

Reading everything again after each key would cost more than the act itself; so an act that the screen does itself is
patched in, and only what came from elsewhere (an undo, another screen) is read anew.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import replace

from codebench.domain.visibility import EVERYBODY, Visibility
from codebench.language.expressions import expression_in, find_places
from codebench.project.memos import Noted
from codebench.project.models import CodeInfo, CodingInfo, DocumentText, UnitInfo
from codebench.project.project import Project
from codebench.project.search import fold
from codebench.tui.coding.marks import marks
from codebench.tui.document.model import PaneCoding, PaneDocument, PaneSection, PaneUnit

MOST_HITS = 5000

_Place = tuple[int, ...]  # start, minus the end, id: the order in which codings are walked along


class Desk:
    """A document with its codings, the codebook with counts, and the coder's review marks."""

    def __init__(self, project: Project, document_id: int) -> None:
        self._project = project
        self.document_id = document_id
        self.others = False
        self.document: DocumentText
        self.codes: dict[int, CodeInfo]
        self.codings: dict[int, CodingInfo]
        self.reviewed: set[int]
        self.bookmarked: set[int]
        self.noted: list[Noted]
        self._looks: dict[int, tuple[str, str, str]]  # per code what the pane shows of it: path, letters, colour
        self._stale: set[int] = set()  # codings that the pane shows otherwise
        self._order: list[_Place]
        self._own: int
        self._asking: frozenset[int]
        self._folded: str | None = None
        self._starts: list[int]
        self.read()

    @property
    def visibility(self) -> Visibility:
        """Whose work is seen: the coder's own, or everybody's."""
        return EVERYBODY if self.others else Visibility.only(self._project.coder.id)

    def read(self) -> None:
        """Read everything anew."""
        self.document = self._project.documents.open(self.document_id, self.visibility)
        self.codings = {coding.id: coding for coding in self.document.codings}
        self.reviewed = set(self.document.reviewed)
        self.bookmarked = {each.unit_id for each in self._project.bookmarks.all(self.document_id)}
        self.noted = self._project.memos.in_text(self.document_id)
        self._starts = [unit.start for unit in self.document.units]
        self._folded = None
        self._order = [(coding.start, -coding.end, coding.id) for coding in self.document.codings]
        self._own = [coding.coder_id for coding in self.document.codings].count(self._project.coder.id)
        self._asking = frozenset(unit.id for unit in self.document.units if not unit.moderator)
        self.read_codes()

    def read_codes(self) -> None:
        """Read the codebook anew."""
        self.codes = {code.id: code for code in self._project.codebook.codes(self.visibility)}
        letters = marks(self.codes.values())
        self._looks = {code.id: (code.path, letters[code.id], code.colour) for code in self.codes.values()}

    # What an act changed

    def added(self, coding_ids: Iterable[int]) -> None:
        """These codings are new."""
        for coding_id in coding_ids:
            self._put(self._project.codings.get(coding_id))
            self._count(self.codings[coding_id].code_id, 1)

    def removed(self, coding_ids: Iterable[int]) -> None:
        """These codings are gone."""
        for coding_id in coding_ids:
            self._count(self._take(coding_id).code_id, -1)

    def changed(self, coding_id: int) -> None:
        """This coding has other borders, a weight, a star or a memo."""
        self._take(coding_id)
        self._put(self._project.codings.get(coding_id))

    def recoded(self, coding_id: int) -> None:
        """This coding has another code."""
        self._count(self.codings[coding_id].code_id, -1)
        self.changed(coding_id)
        self._count(self.codings[coding_id].code_id, 1)

    def _put(self, coding: CodingInfo) -> None:
        self.codings[coding.id] = coding
        self._stale.add(coding.id)
        self._own += self.is_own(coding)
        insort(self._order, _place(coding))

    def _take(self, coding_id: int) -> CodingInfo:
        coding = self.codings.pop(coding_id)
        self._stale.add(coding_id)
        self._own -= self.is_own(coding)
        del self._order[bisect_left(self._order, _place(coding))]
        return coding

    def _count(self, code_id: int, step: int) -> None:
        code = self.codes[code_id]
        self.codes[code_id] = replace(code, n_codings=code.n_codings + step, n_total=code.n_total + step)
        for above in self.line_above(code_id):
            code = self.codes[above]
            self.codes[above] = replace(code, n_total=code.n_total + step)

    def line_above(self, code_id: int) -> list[int]:
        """The codes that a code hangs under, the nearest first."""
        line = []
        parent = self.codes[code_id].parent
        while parent is not None:
            line.append(parent)
            parent = self.codes[parent].parent
        return line

    # What is where

    def is_own(self, coding: CodingInfo) -> bool:
        """Whether the coder who looks made it."""
        return coding.coder_id == self._project.coder.id

    def unit_at(self, offset: int) -> UnitInfo | None:
        """The unit that begins last at or before an offset."""
        at = bisect_right(self._starts, offset) - 1
        return self.document.units[at] if at >= 0 else None

    def noted_at(self, offset: int) -> list[Noted]:
        """The units and passages around an offset that have a memo, the shortest passage first and a unit last."""
        unit = self.unit_at(offset)
        around = (
            each
            for each in self.noted
            if (each.start <= offset <= each.end if each.is_passage else unit is not None and each.start == unit.start)
        )
        return sorted(around, key=lambda each: (not each.is_passage, each.end - each.start))

    def own(self, coding_ids: Iterable[int], start: int, end: int) -> list[CodingInfo]:
        """Those of the coder's among codings on a passage: those on exactly it first, then the shorter ones."""
        there = (self.codings[each] for each in coding_ids if each in self.codings)
        own = [coding for coding in there if self.is_own(coding)]
        return sorted(own, key=lambda c: ((c.start, c.end) != (start, end), c.end - c.start, -c.id))

    def neighbour(self, offset: int, step: int, current: int | None) -> CodingInfo | None:
        """The coding that begins next (step 1) or before (step -1), round the end of the text."""
        if not self._order:
            return None
        if current in self.codings and self.codings[current].start == offset:
            at = bisect_left(self._order, _place(self.codings[current])) + step
        else:
            at = bisect_left(self._order, (offset + 1,)) if step > 0 else bisect_left(self._order, (offset,)) - 1
        return self.codings[self._order[at % len(self._order)][-1]]

    def alike(self, coding_id: int, among: Iterable[int]) -> bool:
        """Whether one of these is a coding of the same code and coder as this one."""
        coding = self.codings[coding_id]
        same = (coding.code_id, coding.coder_id)
        there = (self.codings[each] for each in among if each in self.codings and each != coding_id)
        return any((each.code_id, each.coder_id) == same for each in there)

    def find(self, term: str) -> list[tuple[int, int]]:
        """Where the letters of a term stand, whatever their capitals and accents; between slashes it is an expression.

        Raises:
            InputError: the regular expression is none, or takes too long.
        """
        expression = expression_in(term)
        if expression is not None:
            return find_places(expression, [self.document.text], MOST_HITS)[0]
        if self._folded is None:
            self._folded = fold(self.document.text)
        wanted = fold(term)
        hits: list[tuple[int, int]] = []
        at = self._folded.find(wanted) if wanted else -1
        while at >= 0 and len(hits) < MOST_HITS:
            hits.append((at, at + len(wanted)))
            at = self._folded.find(wanted, at + len(wanted))
        return hits

    def progress(self) -> tuple[int, int, int]:
        """How many units ask to be judged, how many were, and the number of the coder's codings."""
        return len(self._asking), len(self.reviewed & self._asking), self._own

    # What the pane shows

    def pane_document(self) -> PaneDocument:
        """The document as the pane wants it."""
        units = (
            PaneUnit(u.id, u.start, u.body_start, u.end, u.case, u.moderator, u.id in self.reviewed, u.time_ms)
            for u in self.document.units
        )
        text = self.document.text
        # A heading that stands in the text itself is not drawn a second time above it.
        sections = (
            PaneSection(
                s.title,
                s.start,
                s.end,
                drawn=text[s.start : s.start + len(s.title) + 8].lstrip("# ")[: len(s.title)] != s.title,
            )
            for s in self.document.sections
        )
        return PaneDocument(self.document.text, tuple(units), tuple(sections), tuple(self.pane_codings()))

    def pane_codings(self) -> list[PaneCoding]:
        """All codings as the pane wants them."""
        self._stale = set()
        return self._drawn(self.codings.values())

    def pane_changes(self) -> tuple[list[int], list[PaneCoding]]:
        """What changed since the pane was told: the codings that are gone, by id, and those that are new or others."""
        stale, self._stale = self._stale, set()
        gone = [each for each in stale if each not in self.codings]
        return gone, self._drawn(self.codings[each] for each in stale if each in self.codings)

    def _drawn(self, codings: Iterable[CodingInfo]) -> list[PaneCoding]:
        looks, me = self._looks, self._project.coder.id
        return [
            PaneCoding(
                coding.id, coding.start, coding.end, coding.code_id, *looks[coding.code_id], coding.coder_id == me
            )
            for coding in codings
        ]

    def names(self, codings: Sequence[CodingInfo]) -> list[str]:
        """The names of the codes of codings."""
        return [self.codes[coding.code_id].name for coding in codings]


def _place(coding: CodingInfo) -> _Place:
    return coding.start, -coding.end, coding.id
