"""A .qdpx that codebench wrote, read back whole: nothing is guessed, and what stands in descriptions is what it was."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from codebench.domain.draft import DocumentKind, UnitDraft
from codebench.domain.project_draft import (
    CaseRecord,
    CodeRecord,
    CoderRecord,
    CodingRecord,
    DocumentRecord,
    Fate,
    LinkRecord,
    MemoRecord,
    ProjectDraft,
    QuestionRecord,
    Remark,
    SetRecord,
    Structure,
    Target,
    VariableRecord,
)
from codebench.domain.text import freeze, shown_line
from codebench.exchange.offsets import Convention, of_origin
from codebench.exchange.refi import own_words
from codebench.exchange.refi.code_links import links_in
from codebench.exchange.refi.code_words import fields_in, is_archived
from codebench.exchange.refi.codebook import code_records, note_refs
from codebench.exchange.refi.elements import legal
from codebench.exchange.refi.labels import IS_SET, Labelled, read
from codebench.exchange.refi.laying import derived, paragraphs, whole_answer
from codebench.exchange.refi.package import Package, checksum, opened
from codebench.exchange.refi.sources import Mark, Selection, Source, sources_of
from codebench.exchange.refi.xml import ROOT, Element, children, guid, local, parts, text_of
from codebench.i18n import _


def is_ours(path: Path) -> bool:
    """Whether codebench wrote a file.

    Raises:
        InputError: it can't be read, is damaged or dangerous.
    """
    with opened(path) as package:
        first = islice(parts(shown_line(path.name), package.index, ("Project",)), 1)
        return any(of_origin(root.get("origin") or "") is not None for _container, root in first)


@dataclass(slots=True)
class _Found:
    """What the first reading found."""

    convention: Convention = field(default_factory=Convention)
    tool: str = ""
    name: str = ""
    coders: list[CoderRecord] = field(default_factory=list)
    codes: dict[str, CodeRecord] = field(default_factory=dict)
    code_notes: list[tuple[str, str]] = field(default_factory=list)
    variables: dict[str, VariableRecord] = field(default_factory=dict)
    cases: list[CaseRecord] = field(default_factory=list)
    speakers: dict[str, list[str]] = field(default_factory=dict)
    of: dict[str, str] = field(default_factory=dict)
    questions: list[QuestionRecord] = field(default_factory=list)
    notes: dict[str, MemoRecord] = field(default_factory=dict)
    project_notes: list[str] = field(default_factory=list)
    memos: list[MemoRecord] = field(default_factory=list)
    sets: list[SetRecord] = field(default_factory=list)
    links: list[LinkRecord] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    n_documents: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    """A selection where it lies in the frozen text; `doubt` says why that is not certain."""

    selection: Selection
    labels: list[Labelled]
    start: int
    end: int
    doubt: str


class OwnProject:
    """The reader of one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._name = shown_line(path.name)
        self._found = _Found()

    def draft(self) -> ProjectDraft:
        """What the file holds.

        Raises:
            InputError: it is no project, damaged or dangerous.
        """
        mark, found = checksum(self._path), self._found
        with opened(self._path) as package:
            for container, element in parts(self._name, package.index, ("Project",)):
                self._look_at(container, element, package)
        for code, note in found.code_notes:
            found.memos += [replace(found.notes[note], target=Target.CODE, about=code)] if note in found.notes else []
        found.memos += [found.notes[note] for note in found.project_notes if note in found.notes]
        found.memos += [note for note in found.notes.values() if note.target is Target.QUESTION]
        left = ((what, n) for what, n in found.left.items() if n)
        return ProjectDraft(
            source=self._name,
            format="refi-qda",
            tool=found.tool,
            name=found.name,
            checksum=mark,
            documents=self._documents,
            convention=_("{way} (as the file says)").format(way=found.convention.told((True, True, True))),
            coders=tuple(found.coders),
            codes=tuple(found.codes.values()),
            variables=tuple(found.variables.values()),
            cases=tuple(found.cases),
            questions=tuple(found.questions),
            sets=tuple(found.sets),
            links=tuple(found.links),
            memos=tuple(found.memos),
            remarks=tuple(Remark(Fate.LEFT, what, n) for what, n in left),
            n_documents=found.n_documents,
        )

    def _look_at(self, container: str, element: Element, package: Package) -> None:
        found, kind = self._found, local(element)
        if container == ROOT:
            found.tool = element.get("origin") or ""
            found.convention = of_origin(found.tool) or Convention()
            found.name = element.get("name") or self._path.stem
        elif kind == "User":
            key = guid(element.get("guid"))
            found.coders.append(CoderRecord(key, element.get("name") or key, element.get("id") == "consensus"))
        elif container in ("CodeBook", "Codes"):
            for code in code_records(element, is_ours=True):
                found.codes.setdefault(code.guid, _with_fields(code))
            for each in element.iter("{*}Code"):
                found.code_notes += [(guid(each.get("guid")), note) for note in note_refs(each)]
        elif kind == "Variable":
            variable = own_words.variable(element)
            found.variables[variable.guid] = variable
        elif kind == "Case":
            case, memos = own_words.case(element, found.variables)
            found.cases.append(case)
            found.memos += memos
            found.of |= dict.fromkeys(case.documents, case.guid)
            for each in children(element, "SelectionRef"):
                found.speakers.setdefault(guid(each.get("targetGUID")), []).append(case.guid)
        elif container == "Sources":
            self._count(element, package)
        elif kind == "Note":
            note = own_words.note(element)
            found.notes[note.guid] = note
        elif kind == "Link":
            body = "\n\n".join(found.notes[note].body for note in note_refs(element) if note in found.notes)
            found.links += links_in(element, found.codes, body)
        elif kind == "Set" and IS_SET in read(text_of(element, "Description"))[1]:
            members = tuple(guid(each.get("targetGUID")) for each in element if local(each) == "MemberCode")
            found.sets.append(SetRecord(guid(element.get("guid")), element.get("name") or "", "", members))
        elif kind == "Set":
            names = [found.codes[key].name for each in element if (key := guid(each.get("targetGUID"))) in found.codes]
            body = "\n".join([text_of(element, "Description"), "", *(f"- {name}" for name in names)]).strip()
            title = _("Set: {name}").format(name=element.get("name") or "")[:200]
            found.memos.append(MemoRecord(guid(element.get("guid")), Target.PROJECT, "", body or title, title))
        elif container == "" and kind == "Description":
            found.questions += own_words.questions(str(element.text or ""))
        elif container == "" and kind == "NoteRef":
            found.project_notes.append(guid(element.get("targetGUID")))

    def _count(self, element: Element, package: Package) -> None:
        """Count what a source holds, without making anything of its text."""
        found = self._found
        places = list(children(element, "PlainTextSelection"))
        codes = [guid(ref.get("targetGUID")) for ref in element.iter("{*}CodeRef")]
        path = element.get("plainTextPath")
        if path and not package.holds(path):
            found.left[_("texts that are not in the file")] += 1
            found.left[_("codings of what is not text, or whose text is missing")] += len(codes)
            return
        found.left[_("codings with a code that is not in the file")] += sum(code not in found.codes for code in codes)
        labels = read(text_of(element, "Description"))[1]
        if own_words.kind_of(labels) is DocumentKind.ANSWER:
            found.n_documents += sum(label == "no text" for label, _words in labels)
            found.n_documents += sum(text_of(each, "Description").startswith("[answer]") for each in places)
        else:
            found.n_documents += 1

    def _documents(self) -> Iterator[DocumentRecord]:
        with opened(self._path) as package:
            for container, element in parts(self._name, package.index, ("Project",)):
                if container != "Sources":
                    continue
                for source in sources_of(element, package, _no_text):
                    if source.text is not None:
                        yield from self._split(source)

    def _split(self, source: Source) -> Iterator[DocumentRecord]:
        labels = read(source.description)[1]
        kind = own_words.kind_of(labels)
        places = self._places(source)
        assert source.text is not None
        if kind is DocumentKind.ANSWER:
            known = {question.guid for question in self._found.questions}
            answers = self._answers(source, labels, places)
            yield from (each for each in answers if each.guid and each.structure and each.structure.question in known)
        else:
            yield self._document(source, kind, labels, places)

    def _places(self, source: Source) -> list[_Place]:
        """Where the selections lie; a passage whose words are others than the file gives for it is not certain."""
        assert source.text is not None
        told = [(each, each.passage) for each in source.selections if each.passage is not None]
        text = source.text.frozen
        found = []
        places = source.text.places([passage for _each, passage in told], self._found.convention)
        for (each, passage), place in zip(told, places, strict=True):
            start = min(max(place.start, 0), len(text))
            end = min(max(place.end, start), len(text))
            words, told_words = text[start : min(end, start + 100)], passage.words
            agrees = not place.splits and (words == told_words or legal(words) == freeze(told_words))
            doubt = (
                ""
                if agrees
                else _("The file says {start} to {end}: {words}").format(
                    start=passage.start, end=passage.end, words=passage.words
                )
            )
            found.append(_Place(each, read(each.description)[1], start, end, doubt))
        return found

    def _document(
        self, source: Source, kind: DocumentKind | None, labels: list[Labelled], places: list[_Place]
    ) -> DocumentRecord:
        assert source.text is not None
        text, case = source.text.frozen, self._found.of.get(source.guid)
        values = dict(own_words.values(source.element, self._found.variables)) if self._found.variables else {}
        record = DocumentRecord(source.guid, source.name, text, values=values)
        speakers = self._found.speakers
        structure = None
        if kind is None:
            spoken = ((who, p.start, p.end) for p in places for who in speakers.get(p.selection.guid, ()))
            record = replace(record, passages=tuple(spoken))
        else:
            sections = own_words.sections(labels, len(text))
            units = None
            if dict(labels).get("units") == "marked":
                marked = [self._unit(place, len(sections)) for place in places]
                units = tuple(sorted((each for each in marked if each), key=lambda unit: unit.start))
            if units is None or not own_words.in_order(units):
                units = paragraphs(text, case)
            structure = Structure(kind, units, sections, case, judged=own_words.judged(labels, len(units)))
        notes = [self._memo(note, Target.DOCUMENT, source.guid) for note in source.notes]
        return self._with_marks(replace(record, structure=structure), places, 0, [note for note in notes if note])

    def _unit(self, place: _Place, n_sections: int) -> UnitDraft | None:
        who = self._found.speakers.get(place.selection.guid, [None])[0]
        return own_words.unit(place.labels, place.start, place.end, who, n_sections)

    def _answers(self, source: Source, labels: list[Labelled], places: list[_Place]) -> Iterator[DocumentRecord]:
        assert source.text is not None
        text = source.text.frozen
        notes: dict[str, list[MemoRecord]] = {}
        for key in source.notes:
            note = self._found.notes.get(key)
            if note is not None and note.target is Target.DOCUMENT:
                notes.setdefault(note.about, []).append(note)
        answers = sorted((each for each in places if "answer" in dict(each.labels)), key=lambda place: place.start)
        starts = [each.start for each in answers]
        within: dict[int, list[_Place]] = {}
        for place in places:
            at = bisect_right(starts, place.start) - 1
            if at >= 0 and place.end <= answers[at].end:
                within.setdefault(at, []).append(place)
        for at, answer in enumerate(answers):
            about = dict(answer.labels)["answer"].split(" ")
            who = self._found.speakers.get(answer.selection.guid, [None])[0]
            own = text[answer.start : answer.end]
            key = guid(about[0])
            record = DocumentRecord(key, "", own, structure=_answer(answer.labels, own, guid(about[-1]), who))
            yield self._with_marks(record, within.get(at, []), answer.start, notes.get(key, []))
        for i, (label, words) in enumerate(labels):
            if label == "no text":
                key, question, who, *_rest = (guid(each.strip("-")) for each in [*words.split(" "), "", ""])
                rest = labels[i + 1 :]
                own_labels = rest[: next((n for n, each in enumerate(rest) if each[0] == "no text"), len(rest))]
                record = DocumentRecord(key, "", "", structure=_answer(own_labels, "", question, who or None))
                yield self._with_marks(record, [], 0, notes.get(key, []))

    def _with_marks(
        self, record: DocumentRecord, places: list[_Place], at: int, memos: list[MemoRecord]
    ) -> DocumentRecord:
        codings: list[CodingRecord] = []
        for place in places:
            start, end = place.start - at, place.end - at
            if start < end:
                codings += [
                    self._coding(mark, start, end, place.doubt)
                    for mark in place.selection.codings
                    if mark.code in self._found.codes
                ]
            for key in place.selection.notes:
                note = self._memo(key, Target.PASSAGE, record.guid)
                if note is not None:
                    memos.append(replace(note, start=start, end=end))
        return replace(record, codings=tuple(codings), memos=tuple(memos))

    def _coding(self, mark: Mark, start: int, end: int, doubt: str) -> CodingRecord:
        if not mark.notes:
            return CodingRecord(mark.guid, mark.code, start, end, mark.coder, mark.created_at, "", doubt)
        memo = guid(derived(mark.guid, "memo"))
        alone = self._found.notes[memo].body if memo in mark.notes and memo in self._found.notes else ""
        notes = (self._memo(key, Target.CODING, mark.guid) for key in mark.notes if key != memo)
        memos = tuple(note for note in notes if note is not None)
        return CodingRecord(mark.guid, mark.code, start, end, mark.coder, mark.created_at, alone, doubt, memos)

    def _memo(self, key: str, target: Target, about: str) -> MemoRecord | None:
        """A note as a memo on what refers to it, unless it says itself that it is on a unit."""
        note = self._found.notes.get(key)
        if note is None or note.target is Target.QUESTION:
            return None
        return replace(note, target=Target.UNIT if note.target is Target.UNIT else target, about=about)


def _answer(labels: list[Labelled], text: str, question: str, case: str | None) -> Structure:
    structure = Structure(DocumentKind.ANSWER, (), (), case, question, own_words.absence(labels))
    told = dict(labels)
    units = whole_answer(text, structure)
    if "unit" in told or told.get("units") == "none":
        given = own_words.units_of_answer(labels, len(text), case)
        units = given if own_words.in_order(given) else units
    return replace(structure, units=units, judged=own_words.judged(labels, len(units)))


def _with_fields(code: CodeRecord) -> CodeRecord:
    fields = fields_in(code.description, code.colour)
    is_plain = fields == replace(fields_in("", code.colour), definition=fields.definition)
    away = is_archived(code.description)
    return replace(code, description=fields.definition, fields=None if is_plain else fields, is_archived=away)


def _no_text(_name: str, _content: bytes) -> str:
    return ""
