"""The desk: a document opened for coding, as its coder may see it, kept up to date act by act.

Reading everything again after each key would cost more than the act itself; so an act that the screen does itself is
patched in, and only what came from elsewhere (an undo, another screen) is read anew.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from codebench.domain.visibility import EVERYBODY, Visibility
from codebench.project.models import CodeInfo, CodingInfo, DocumentText, UnitInfo
from codebench.project.project import Project
from codebench.project.search import fold
from codebench.tui.coding.marks import marks
from codebench.tui.document.model import PaneCoding, PaneDocument, PaneSection, PaneUnit

MOST_HITS = 5000


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
        self._marks: dict[int, str]
        self._drawn: dict[int, PaneCoding] = {}
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
        self._starts = [unit.start for unit in self.document.units]
        self._folded = None
        self.read_codes()
        self._drawn = {}

    def read_codes(self) -> None:
        """Read the codebook anew."""
        self.codes = {code.id: code for code in self._project.codebook.codes(self.visibility)}
        self._marks = marks(self.codes.values())

    # What an act changed

    def added(self, coding_ids: Iterable[int]) -> None:
        """These codings are new."""
        for coding_id in coding_ids:
            coding = self._project.codings.get(coding_id)
            self.codings[coding_id] = coding
            self._count(coding.code_id, 1)

    def removed(self, coding_ids: Iterable[int]) -> None:
        """These codings are gone."""
        for coding_id in coding_ids:
            self._drawn.pop(coding_id, None)
            self._count(self.codings.pop(coding_id).code_id, -1)

    def changed(self, coding_id: int) -> None:
        """This coding has other borders, or a memo."""
        self._drawn.pop(coding_id, None)
        self.codings[coding_id] = self._project.codings.get(coding_id)

    def recoded(self, coding_id: int) -> None:
        """This coding has another code."""
        self._count(self.codings[coding_id].code_id, -1)
        self.changed(coding_id)
        self._count(self.codings[coding_id].code_id, 1)

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

    def over(self, start: int, end: int) -> list[CodingInfo]:
        """The coder's codings that overlap a passage: those on exactly it first, then the shorter ones."""
        own = (c for c in self.codings.values() if c.start < end and c.end > start and self.is_own(c))
        return sorted(own, key=lambda c: ((c.start, c.end) != (start, end), c.end - c.start, -c.id))

    def neighbour(self, offset: int, step: int, current: int | None) -> CodingInfo | None:
        """The coding that begins next (step 1) or before (step -1), round the end of the text."""
        order = sorted(self.codings.values(), key=lambda c: (c.start, -c.end, c.id))
        if not order:
            return None
        ids = [coding.id for coding in order]
        if current in self.codings and self.codings[current].start == offset:
            at = ids.index(current) + step
        else:
            after = bisect_right([coding.start for coding in order], offset)
            at = after if step > 0 else bisect_right([coding.start for coding in order], offset - 1) - 1
        return order[at % len(order)]

    def overlaps_its_like(self, coding_id: int) -> bool:
        """Whether a coding shares text with another of the same code and coder."""
        coding = self.codings[coding_id]
        alike = (each for each in self.over(coding.start, coding.end) if each.code_id == coding.code_id)
        return any(each.id != coding_id for each in alike)

    def find(self, term: str) -> list[tuple[int, int]]:
        """Where the letters of a term stand, whatever their capitals and accents."""
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
        asking = [unit.id for unit in self.document.units if not unit.moderator]
        own = sum(map(self.is_own, self.codings.values()))
        return len(asking), len(self.reviewed.intersection(asking)), own

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

    def pane_codings(self) -> Sequence[PaneCoding]:
        """The codings as the pane wants them; those that did not change are the same objects."""
        for coding in self.codings.values():
            if coding.id not in self._drawn:
                code = self.codes[coding.code_id]
                self._drawn[coding.id] = PaneCoding(
                    coding.id,
                    coding.start,
                    coding.end,
                    coding.code_id,
                    code.path,
                    self._marks[coding.code_id],
                    code.colour,
                    self.is_own(coding),
                )
        return list(self._drawn.values())

    def names(self, codings: Sequence[CodingInfo]) -> list[str]:
        """The names of the codes of codings."""
        return [self.codes[coding.code_id].name for coding in codings]
