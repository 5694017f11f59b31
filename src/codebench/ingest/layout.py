"""A text cut into sections and units: every character that isn't white space or heading lies in one unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from codebench.domain.draft import SectionDraft, UnitDraft, UnitKind
from codebench.ingest.headings import Heading
from codebench.ingest.times import TimeMark, time_mark
from codebench.ingest.turns import Candidate, TextLine

Content = Sequence[tuple[TextLine, Heading | None]]


@dataclass(frozen=True, slots=True)
class Layout:
    """The units and sections of a text, in order; sections of a lower level lie inside those of a higher one."""

    units: tuple[UnitDraft, ...]
    sections: tuple[SectionDraft, ...]


@dataclass(slots=True)
class _Open:
    kind: UnitKind
    start: int
    body: int
    end: int
    case: str | None
    section: int | None
    time_ms: int | None
    is_bare: bool = False

    def closed(self) -> UnitDraft:
        return UnitDraft(self.kind, self.start, self.body, self.end, self.case, self.section, self.time_ms)


def lay_out(
    text: str,
    content: Content,
    turns: Mapping[int, Candidate],
    cases: Mapping[str, str],
    owner: str | None = None,
) -> Layout:
    """Cut a text into units.

    `content` holds its lines with their headings; `turns` the lines, by number, that begin a turn, and `cases` the
    case of each label. Text outside turns becomes paragraphs of the case `owner`: parted by blank lines, or one a
    line where no blank line parts any. A line that holds a time alone belongs to the unit after it.
    """
    return _Cutter(text, content, turns, cases, owner).cut()


class _Cutter:
    """Goes through the lines once; a unit and the sections around it are open until the next begins."""

    def __init__(
        self,
        text: str,
        content: Content,
        turns: Mapping[int, Candidate],
        cases: Mapping[str, str],
        owner: str | None,
    ) -> None:
        self._text = text
        self._content = content
        self._turns = turns
        self._cases = cases
        self._owner = owner
        self._by_line = not _has_blank_lines(content)
        self._units: list[UnitDraft] = []
        self._unit: _Open | None = None
        self._titles: list[str] = []
        self._spans: list[list[int]] = []
        self._parents: list[tuple[int, int]] = []
        self._section: int | None = None
        self._lead: int | None = None  # where a line with a time alone begins, which the next unit takes in
        self._pending: int | None = None  # the time that is known for the unit that comes

    def cut(self) -> Layout:
        """The units and sections."""
        before = 0
        for at, (line, heading) in enumerate(self._content):
            turn = self._turns.get(line.number)
            mark = None if heading is not None or turn is not None else time_mark(self._text, line.start, line.end)
            parted = self._is_parted(line, before)
            if heading is not None or turn is not None or parted or (mark and mark.is_alone and self._leads(at)):
                self._close()
            if heading is not None:
                self._open_section(line, heading)
            elif turn is not None:
                self._open(line, UnitKind.TURN, self._cases[turn.key], turn.body, turn.time_ms, turn.body == line.end)
            elif mark is not None and mark.is_alone and self._leads(at):
                self._lead = line.start if self._lead is None else self._lead
                self._pending = mark.first_ms
            elif self._unit is None:
                first = line.time_ms if mark is None or mark.first_ms is None else mark.first_ms
                body = line.start if mark is None or mark.is_alone else mark.body
                self._open(line, UnitKind.PARAGRAPH, self._owner, body, first)
            else:
                self._extend(self._unit, line, mark)
            if turn is not None:
                mark = time_mark(self._text, turn.body, line.end) if turn.body < line.end else None
            if mark is not None and mark.last_ms is not None:
                self._pending = mark.last_ms
            for _level, parent in self._parents:
                self._spans[parent][1] = line.end
            before = line.number
        self._close()
        places = zip(self._titles, self._spans, strict=True)
        return Layout(tuple(self._units), tuple(SectionDraft(title, start, end) for title, (start, end) in places))

    def _leads(self, at: int) -> bool:
        """Whether the line at this place, a time alone, goes with what comes after it."""
        if at + 1 == len(self._content) or self._content[at + 1][1] is not None:
            return False
        is_in_turn = self._unit is not None and self._unit.kind is UnitKind.TURN
        return not is_in_turn or self._content[at + 1][0].number in self._turns

    def _is_parted(self, line: TextLine, before: int) -> bool:
        if self._unit is None or self._unit.kind is not UnitKind.PARAGRAPH:
            return False
        return self._by_line or line.number > before + 1

    def _open(
        self, line: TextLine, kind: UnitKind, case: str | None, body: int, time_ms: int | None, is_bare: bool = False
    ) -> None:
        start = line.start if self._lead is None else self._lead
        when = self._pending if time_ms is None else time_ms
        self._unit = _Open(kind, start, body, line.end, case, self._section, when, is_bare)
        self._lead = self._pending = None

    def _extend(self, unit: _Open, line: TextLine, mark: TimeMark | None) -> None:
        if unit.is_bare:
            unit.body, unit.is_bare = line.start if mark is None else mark.body, False
            unit.time_ms = mark.first_ms if unit.time_ms is None and mark is not None else unit.time_ms
        unit.end = line.end

    def _open_section(self, line: TextLine, heading: Heading) -> None:
        while self._parents and self._parents[-1][0] >= heading.level:
            self._parents.pop()
        self._section = len(self._spans)
        self._parents.append((heading.level, self._section))
        self._titles.append(heading.title)
        self._spans.append([line.start, line.end])

    def _close(self) -> None:
        if self._unit is not None:
            self._units.append(self._unit.closed())
            self._unit = None


def _has_blank_lines(content: Content) -> bool:
    return any(
        after[0].number > before[0].number + 1 and before[1] is None and after[1] is None
        for before, after in pairwise(content)
    )
