"""A text cut into sections and units: every character that isn't white space or heading lies in one unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from codebench.domain.draft import SectionDraft, UnitDraft, UnitKind
from codebench.ingest.turns import Candidate, Heading, Line


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
    is_bare: bool

    def closed(self) -> UnitDraft:
        return UnitDraft(self.kind, self.start, self.body, self.end, self.case, self.section)


def lay_out(
    content: list[tuple[Line, Heading | None]],
    turns: Mapping[int, Candidate],
    cases: Mapping[str, str],
    owner: str | None = None,
) -> Layout:
    """Cut a text into units.

    `content` holds its lines with their headings; `turns` the lines, by number, that begin a turn, and `cases` the
    case of each label. Text outside turns becomes paragraphs of the case `owner`: parted by blank lines, or one a
    line where no blank line parts any.
    """
    by_line = not _has_blank_lines(content)
    units: list[UnitDraft] = []
    titles: list[str] = []
    spans: list[list[int]] = []
    parents: list[tuple[int, int]] = []
    unit: _Open | None = None
    section: int | None = None
    previous = 0
    for line, heading in content:
        turn = turns.get(line.number)
        if unit is not None and (heading is not None or turn is not None or _parts(unit, line, previous, by_line)):
            units.append(unit.closed())
            unit = None
        if heading is not None:
            while parents and parents[-1][0] >= heading.level:
                parents.pop()
            section = len(spans)
            parents.append((heading.level, section))
            titles.append(heading.title)
            spans.append([line.start, line.end])
        elif turn is not None:
            is_bare = turn.body == line.end
            unit = _Open(UnitKind.TURN, line.start, turn.body, line.end, cases[turn.key], section, is_bare)
        elif unit is None:
            unit = _Open(UnitKind.PARAGRAPH, line.start, line.start, line.end, owner, section, False)
        else:
            if unit.is_bare:
                unit.body, unit.is_bare = line.start, False
            unit.end = line.end
        for _level, parent in parents:
            spans[parent][1] = line.end
        previous = line.number
    if unit is not None:
        units.append(unit.closed())
    sections = (SectionDraft(title, start, end) for title, (start, end) in zip(titles, spans, strict=True))
    return Layout(tuple(units), tuple(sections))


def _parts(unit: _Open, line: Line, previous: int, by_line: bool) -> bool:
    return unit.kind is UnitKind.PARAGRAPH and (by_line or line.number > previous + 1)


def _has_blank_lines(content: list[tuple[Line, Heading | None]]) -> bool:
    return any(
        after[0].number > before[0].number + 1 and before[1] is None and after[1] is None
        for before, after in pairwise(content)
    )
