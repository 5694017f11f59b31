"""What another tool's text consists of here: turns where the readers of transcripts find speakers, else paragraphs."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from codebench.domain.draft import CaseDraft, DocumentDraft, DocumentKind, Draft, SectionDraft, UnitDraft, UnitKind
from codebench.domain.errors import InputError
from codebench.ingest.documents import lines_of
from codebench.ingest.lines import DocumentText, Line
from codebench.ingest.options import ReadOptions
from codebench.ingest.transcript import draft_of

_LINE = re.compile(r"[^\n]+")
_OPTIONS = ReadOptions()


@dataclass(frozen=True, slots=True)
class Laid:
    """The units of a text; `draft` holds the speakers, where it has any."""

    kind: DocumentKind
    units: tuple[UnitDraft, ...]
    sections: tuple[SectionDraft, ...] = ()
    cases: tuple[CaseDraft, ...] = ()
    draft: Draft | None = None


def laid_out(name: str, text: str) -> Laid:
    """A transcript's turns with their speakers, of the group `name`; else each line with something on it."""
    source = DocumentText(name, name, "text", "", tuple(map(Line, text.split("\n"))))
    try:
        draft = draft_of(source, _OPTIONS)
    except InputError:
        return _paragraphs(text)
    records = list(draft.records())
    document = next((record for record in records if isinstance(record, DocumentDraft)), None)
    if document is None or document.kind is not DocumentKind.TRANSCRIPT or document.text != text:
        return _paragraphs(text)
    cases = tuple(record for record in records if isinstance(record, CaseDraft))
    return Laid(document.kind, document.units, document.sections, cases, draft)


def _paragraphs(text: str) -> Laid:
    units = []
    for line in _LINE.finditer(text):
        bare = line[0].strip()
        if bare:
            start = line.start() + line[0].index(bare)
            units.append(UnitDraft(UnitKind.PARAGRAPH, start, start, start + len(bare)))
    return Laid(DocumentKind.NOTE, tuple(units))


def spoken_by(units: Sequence[UnitDraft], passages: Iterable[tuple[str, int, int]]) -> dict[int, str]:
    """Units, by index, of which a case's passages cover more than half; the first such case has it."""
    found: dict[int, str] = {}
    by_start = sorted(passages, key=lambda passage: passage[1])
    first = 0
    for i, unit in enumerate(units):
        while first < len(by_start) and by_start[first][2] <= unit.start:
            first += 1
        for case, start, end in by_start[first:]:
            if start >= unit.end:
                break
            if 2 * (min(end, unit.end) - max(start, unit.start)) > unit.end - unit.start:
                found.setdefault(i, case)
    return found


def text_of(name: str, content: bytes) -> str:
    """The text of a formatted file (.docx, .pdf...) that another tool's project holds.

    Raises:
        InputError: it can't be read, or holds no text.
    """
    with TemporaryDirectory(prefix="codebench-") as folder:
        path = Path(folder) / f"source{Path(name).suffix.lower()}"
        path.write_bytes(content)
        return lines_of(path).text
