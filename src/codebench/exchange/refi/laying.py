"""What becomes a source of a .qdpx: a document, or all answers to a question (or of a respondent) joined into one text.

What the format has no place for stands labelled in descriptions (see `labels`), and `own` reads it back.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from codebench.domain.draft import UnitDraft, UnitKind
from codebench.domain.project_draft import (
    CodingRecord,
    DocumentRecord,
    MemoRecord,
    ProjectDraft,
    Structure,
    Target,
)
from codebench.domain.variables import Value
from codebench.exchange.refi.labels import Labelled, told

Per = Literal["question", "respondent"]

BETWEEN = "\n\n"
"""What stands between two answers in one text."""


@dataclass(slots=True)
class Selected:
    """A passage of a source with all that lies on it; `case` speaks there."""

    guid: str
    start: int
    end: int
    labels: list[Labelled] = field(default_factory=list)
    codings: list[CodingRecord] = field(default_factory=list)
    memos: list[MemoRecord] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)

    @property
    def description(self) -> str:
        """What is labelled here."""
        return told("", self.labels)


@dataclass(slots=True)
class Laid:
    """A source: its text, with everything in the text's own code points."""

    guid: str
    name: str
    text: str
    description: str = ""
    selections: list[Selected] = field(default_factory=list)
    memos: list[MemoRecord] = field(default_factory=list)
    values: Mapping[str, Value] = field(default_factory=dict)


def derived(guid: str, what: str) -> str:
    """The GUID of something that has none of its own: always the same for the same thing (RFC 9562, version 5)."""
    return str(uuid.uuid5(uuid.UUID(hex=guid), what))


def paragraphs(text: str, case: str | None) -> tuple[UnitDraft, ...]:
    """The units of a note of which nothing else is said: each line with something on it."""
    found = []
    at = 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            start = at if len(bare) == len(line) else at + line.index(bare)
            found.append(UnitDraft(UnitKind.PARAGRAPH, start, start, start + len(bare), case))
        at += len(line) + 1
    return tuple(found)


def whole_answer(text: str, structure: Structure) -> tuple[UnitDraft, ...]:
    """The unit of an answer of which nothing else is said."""
    if structure.absence is not None or not text:
        return ()
    return (UnitDraft(UnitKind.ANSWER, 0, 0, len(text), structure.case),)


def laid(draft: ProjectDraft, per: Per) -> Iterator[Laid]:
    """The sources of a project; the documents of a draft come with the answers that are joined side by side."""
    names = {each.guid: each.name for each in draft.questions}
    people = {each.guid: each.name for each in draft.cases}

    def belongs(document: DocumentRecord) -> tuple[str, str]:
        structure = document.structure
        if structure is None or structure.question is None:
            return document.guid, ""
        return (structure.question, "") if per == "question" else (structure.case or document.guid, "answers")

    for (guid, what), group in groupby(draft.documents(), belongs):
        documents = list(group)
        structure = documents[0].structure
        if structure is None or structure.question is None:
            yield from (_document(document) for document in documents)
        elif per == "question":
            yield _survey(guid, names.get(guid, guid), documents)
        else:
            yield _survey(uuid.UUID(derived(guid, what)).hex, people.get(guid, guid), documents)


def _document(document: DocumentRecord) -> Laid:
    structure = document.structure
    source = Laid(document.guid, document.name, document.text, values=document.values)
    source.memos = [memo for memo in document.memos if memo.target is Target.DOCUMENT]
    places = _Places(document)
    for who, start, end in document.passages:
        places.at(start, end).cases.append(who)
    if structure is not None:
        labels: list[Labelled] = [("document", str(structure.kind))]
        labels += [("section", f"{each.start}-{each.end} {each.title}") for each in structure.sections]
        if structure.units != paragraphs(document.text, structure.case):
            labels.append(("units", "marked"))
            for unit in structure.units:
                place = places.at(unit.start, unit.end)
                place.labels += _unit_labels(unit)
                if unit.case is not None:
                    place.cases.append(unit.case)
        source.description = told("", [*labels, *judged(structure)])
    places.add_marks()
    source.selections = places.all()
    return source


def _survey(guid: str, name: str, documents: Sequence[DocumentRecord]) -> Laid:
    """Answers one below the other; one without a text is named in the description."""
    labels: list[Labelled] = [("document", "survey")]
    source = Laid(guid, name, "")
    texts: list[str] = []
    at = 0
    for document in documents:
        structure = document.structure
        assert structure is not None
        own = [("absence", str(structure.absence))] if structure.absence is not None else []
        if structure.units != whole_answer(document.text, structure):
            own += [("unit", f"{unit.start} {unit.body_start} {unit.end}") for unit in structure.units]
            own += [] if structure.units else [("units", "none")]
        own += judged(structure)
        about = f"{_plain(document.guid)} {_plain(structure.question or '')}"
        source.memos += [memo for memo in document.memos if memo.target in (Target.DOCUMENT, Target.QUESTION)]
        if not document.text:
            labels += [("no text", f"{about} {_plain(structure.case or '')}"), *own]
            continue
        if texts:
            at += len(BETWEEN)
        places = _Places(document, at)
        answer = places.at(0, len(document.text))
        answer.guid = str(uuid.UUID(hex=document.guid))
        answer.labels += [("answer", about), *own]
        if structure.case is not None:
            answer.cases.append(structure.case)
        places.add_marks()
        source.selections += places.all()
        texts.append(document.text)
        at += len(document.text)
    source.text = BETWEEN.join(texts)
    source.description = told("", labels)
    return source


class _Places:
    """The passages of one document, each once, moved to where the document stands in its source."""

    def __init__(self, document: DocumentRecord, at: int = 0) -> None:
        self._document, self._at = document, at
        self._found: dict[tuple[int, int], Selected] = {}

    def at(self, start: int, end: int) -> Selected:
        """The passage from start to end."""
        found = self._found.get((start, end))
        if found is None:
            guid = derived(self._document.guid, f"{start}-{end}")
            found = self._found[start, end] = Selected(guid, self._at + start, self._at + end)
        return found

    def add_marks(self) -> None:
        """Put the codings and memos where they lie."""
        for coding in self._document.codings:
            self.at(coding.start, coding.end).codings.append(coding)
        for memo in self._document.memos:
            if memo.target in (Target.PASSAGE, Target.UNIT):
                self.at(memo.start, memo.end).memos.append(memo)

    def all(self) -> list[Selected]:
        """The passages in the order of the text."""
        return [self._found[place] for place in sorted(self._found)]


def judged(structure: Structure) -> list[Labelled]:
    """Who has judged which units, as "GUID 0-3 7"."""
    return [("judged", f"{_plain(coder)} {_ranges(units)}") for coder, units in structure.judged if units]


def _unit_labels(unit: UnitDraft) -> Iterable[Labelled]:
    yield str(unit.kind), str(unit.body_start)
    if unit.section is not None:
        yield "in section", str(unit.section + 1)
    if unit.time_ms is not None:
        yield "time", f"{unit.time_ms} ms"


def _ranges(numbers: Sequence[int]) -> str:
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and parts[-1][1] + 1 == number:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return " ".join(str(first) if first == last else f"{first}-{last}" for first, last in parts)


def _plain(guid: str) -> str:
    return str(uuid.UUID(hex=guid)) if guid else "-"
