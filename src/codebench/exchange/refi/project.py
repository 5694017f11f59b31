"""A REFI-QDA project read tolerantly: once for what it holds and how it counts, then document by document."""

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from codebench.domain.errors import InputError
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
    Remark,
    SetRecord,
    Target,
)
from codebench.domain.spans import trim
from codebench.domain.text import shown_line
from codebench.domain.variables import Value, VariableType
from codebench.exchange.offsets import OF_TOOLS, Evidence, Pool, Understood, evidence, of_origin
from codebench.exchange.refi.code_links import links_in
from codebench.exchange.refi.codebook import code_records, note_refs
from codebench.exchange.refi.notes import Notes
from codebench.exchange.refi.package import Package, checksum, opened
from codebench.exchange.refi.sources import Selection, Source, TextOf, sources_of
from codebench.exchange.refi.values import Variables
from codebench.exchange.refi.xml import ROOT, Element, children, guid, local, parts, text_of
from codebench.exchange.ways import Chosen, Samples
from codebench.i18n import _


@dataclass(slots=True)
class _Case:
    guid: str
    name: str
    description: str
    values: dict[str, Value]
    documents: list[str]
    element: Element | None = None


@dataclass(slots=True)
class _Found:
    """What the first reading found."""

    tool: str = ""
    name: str = ""
    author: str | None = None
    coders: dict[str, CoderRecord] = field(default_factory=dict)
    codes: dict[str, CodeRecord] = field(default_factory=dict)
    code_notes: dict[str, list[str]] = field(default_factory=dict)
    variables: Variables = field(default_factory=Variables)
    types: dict[str, VariableType] = field(default_factory=dict)
    cases: dict[str, _Case] = field(default_factory=dict)
    speakers: dict[str, list[str]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    notes: Notes = field(default_factory=Notes)
    project_notes: list[str] = field(default_factory=list)
    memos: list[MemoRecord] = field(default_factory=list)
    pool: Pool = field(default_factory=Pool)
    samples: Samples = field(default_factory=Samples)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    links: list[LinkRecord] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    missing: list[str] = field(default_factory=list)


class RefiProject:
    """The reader of one file."""

    def __init__(self, path: Path, text_of: TextOf, chosen: Chosen | None = None) -> None:
        self._path = path
        self._name = shown_line(path.name)
        self._text_of = text_of
        self._found = _Found()
        if chosen is not None:
            self._found.pool.choose(chosen.convention, chosen.coder)

    def draft(self) -> ProjectDraft:
        """What the file holds.

        Raises:
            InputError: it is no project, damaged or dangerous.
        """
        mark = checksum(self._path)
        found = self._found
        sets: list[tuple[str, str, str, list[str]]] = []
        with opened(self._path) as package:
            for container, element in parts(self._name, package.index, ("Project",)):
                self._look_at(container, element, package, sets)
        found.types = {each.guid: each.type for each in found.variables.records()}
        self._settle_cases()
        for case_guid, case in found.cases.items():
            if case.description:
                found.memos.append(MemoRecord(case_guid, Target.CASE, case_guid, case.description))
        for code, notes in found.code_notes.items():
            found.memos += found.notes.memos(notes, Target.CODE, code)
        found.memos += found.notes.memos(found.project_notes, Target.PROJECT, "")
        found.memos += found.notes.loose()
        told = [each for each in sets if not self._is_of_codes(each[3]) or each[2]]
        found.memos += [self._set_memo(*each) for each in told]
        return ProjectDraft(
            source=self._name,
            format="refi-qda",
            tool=found.tool,
            name=found.name,
            checksum=mark,
            documents=self._documents,
            convention=found.pool.told(),
            ways=found.samples.ways(found.pool),
            coders=tuple(found.coders.values()),
            codes=tuple(found.codes.values()),
            variables=tuple(found.variables.records()),
            cases=tuple(CaseRecord(c.guid, c.name, c.values, tuple(c.documents)) for c in found.cases.values()),
            sets=tuple(SetRecord(*each[:3], tuple(each[3])) for each in sets if self._is_of_codes(each[3])),
            links=tuple(found.links),
            memos=tuple(found.memos),
            remarks=tuple(self._remarks(len(told))),
            n_documents=len(found.documents),
        )

    def _look_at(
        self, container: str, element: Element, package: Package, sets: list[tuple[str, str, str, list[str]]]
    ) -> None:
        found, kind = self._found, local(element)
        if container == ROOT:
            found.tool = (element.get("origin") or "").strip()
            told = (way for tool, way in OF_TOOLS.items() if found.tool.casefold().startswith(tool))
            found.pool.expected = next(told, None)
            ours = of_origin(found.tool)
            if ours is not None:
                found.pool.among = (ours,)
            found.name = element.get("name") or self._path.stem
            found.author = guid(element.get("creatingUserGUID")) or None
        elif kind == "User":
            key = guid(element.get("guid"))
            name = element.get("name") or element.get("id") or _("coder {n}").format(n=len(found.coders) + 1)
            found.coders[key] = CoderRecord(key, name)
        elif container in ("CodeBook", "Codes"):
            for code in code_records(element):
                if code.guid in found.codes:
                    found.left["codes"] += 1
                found.codes.setdefault(code.guid, code)
            for code in element.iter("{*}Code"):
                found.code_notes[guid(code.get("guid") or code.get("name"))] = self._used(note_refs(code))
        elif kind == "Variable":
            found.variables.add(element)
        elif kind == "Case":
            self._add_case(element)
        elif container == "Sources":
            self._add_source(element, package)
        elif kind == "Note":
            found.notes.add(element, package)
        elif kind == "Set":
            members = [guid(each.get("targetGUID")) for each in element if local(each).startswith("Member")]
            key = guid(element.get("guid") or element.get("name"))
            sets.append((key, element.get("name") or "", text_of(element, "Description").strip(), members))
        elif kind == "Link":
            links = links_in(element, found.codes, found.notes.text(self._used(note_refs(element))))
            found.links += links
            found.left[kind] += not links
        elif kind == "Graph":
            found.left[kind] += 1
        elif container == "" and kind == "Description" and (element.text or "").strip():
            key = guid(f"description of {found.name}")
            found.memos.append(MemoRecord(key, Target.PROJECT, "", str(element.text).strip(), found.name))
        elif container == "" and kind == "NoteRef":
            found.project_notes += self._used([guid(element.get("targetGUID"))])

    def _used(self, notes: list[str]) -> list[str]:
        self._found.notes.used.update(notes)
        return notes

    def _add_case(self, element: Element) -> None:
        key = guid(element.get("guid") or element.get("name"))
        documents = [guid(each.get("targetGUID")) for each in children(element, "SourceRef")]
        for each in children(element, "SelectionRef"):
            self._found.speakers.setdefault(guid(each.get("targetGUID")), []).append(key)
        self._found.left["case codes"] += sum(1 for _code in children(element, "CodeRef"))
        self._found.variables.look_at(element)
        name = " ".join((element.get("name") or key).split())
        description = text_of(element, "Description").strip()
        # The types of values are known at the end only, and the element is emptied before.
        kept = deepcopy(element) if any(True for _value in children(element, "VariableValue")) else None
        self._found.cases[key] = _Case(key, name, description, {}, documents, kept)

    def _add_source(self, element: Element, package: Package) -> None:
        found = self._found
        for source in sources_of(element, package, self._text_of):
            self._used(source.notes)
            for selection in source.selections:
                self._used([*selection.notes, *(note for mark in selection.codings for note in mark.notes)])
            found.variables.look_at(source.element)
            marks = [mark for each in source.selections for mark in each.codings]
            if source.text is None:
                found.left[local(element)] += 1
                found.left["codings"] += source.beyond_text + len(marks)
                found.missing.append(source.name)
                continue
            found.left["codings"] += source.beyond_text
            found.left["dangling"] += sum(mark.code not in found.codes for mark in marks)
            if source.guid in found.documents:
                found.left["sources"] += 1
                continue
            found.documents[source.guid] = source.name
            found.aliases |= dict.fromkeys(source.others, source.guid)
            passages = [each.passage for each in source.selections if each.passage is not None]
            if passages and not source.is_rich:
                own = found.evidence[source.guid] = evidence(source.text, passages)
                found.pool.add(source.text, own)
                found.samples.look(source.name, source.text, passages)

    def _settle_cases(self) -> None:
        found = self._found
        for case in found.cases.values():
            case.documents = [found.aliases.get(each, each) for each in case.documents]
            if case.element is not None:
                case.values, unread = found.variables.values(case.element, found.types)
                found.left["values"] += unread
                case.element = None

    def _is_of_codes(self, members: list[str]) -> bool:
        return bool(members) and all(each in self._found.codes for each in members)

    def _set_memo(self, key: str, name: str, description: str, members: list[str]) -> MemoRecord:
        """Our sets are of codes and have no words: what else belongs to one is kept in a memo."""
        found = self._found
        names = []
        for each in members:
            code, note = found.codes.get(each), found.notes.known.get(each)
            document = found.documents.get(found.aliases.get(each, each))
            names.append(code.name if code else document or (note.title if note else each))
        body = "\n".join([*([description, ""] if description else []), *(f"- {each}" for each in names)])
        return MemoRecord(key, Target.PROJECT, "", body or name, _("Set: {name}").format(name=name)[:200])

    def _documents(self) -> Iterator[DocumentRecord]:
        seen: set[str] = set()
        with opened(self._path) as package:
            for container, element in parts(self._name, package.index, ("Project",)):
                if container != "Sources":
                    continue
                for source in sources_of(element, package, self._text_of):
                    if source.text is not None and source.guid not in seen:
                        seen.add(source.guid)
                        yield self._document(source)

    def _document(self, source: Source) -> DocumentRecord:
        found, text = self._found, source.text
        if text is None:
            raise InputError(self._name)
        marked = [each for each in source.selections if each.passage is not None]
        passages = [each.passage for each in marked if each.passage is not None]
        own = found.evidence.get(source.guid)
        pool = found.pool
        places = pool.by_words(text, passages) if source.is_rich else pool.understood(text, passages, own)
        codings: list[CodingRecord] = []
        memos: list[MemoRecord] = []
        speakers: list[tuple[str, int, int]] = []
        for selection, place in zip(marked, places, strict=True):
            codings += self._codings(selection, place, text.frozen)
            if place.is_certain:
                speakers += [(case, place.start, place.end) for case in found.speakers.get(selection.guid, ())]
            if not selection.codings:
                memos += self._passage_memos(source, selection, place)
        whole = trim(text.frozen, 0, len(text.frozen))
        for selection in source.selections:
            if selection.passage is None and whole is not None:
                codings += self._codings(selection, Understood(whole.start, whole.end, True), text.frozen)
        memos += found.notes.memos(source.notes, Target.DOCUMENT, source.guid)
        if source.description:
            memos.append(MemoRecord(source.guid, Target.DOCUMENT, source.guid, source.description))
        values, _unread = found.variables.values(source.element, found.types)
        return DocumentRecord(
            source.guid, source.name, text.frozen, tuple(codings), tuple(memos), tuple(speakers), values
        )

    def _codings(self, selection: Selection, place: Understood, text: str) -> Iterator[CodingRecord]:
        if not text:
            return
        doubt = "" if place.is_certain else self._doubt(selection)
        for mark in selection.codings:
            if mark.code in self._found.codes:
                memo = self._found.notes.text([*selection.notes, *mark.notes])
                yield CodingRecord(
                    guid=mark.guid,
                    code=mark.code,
                    start=place.start,
                    end=place.end,
                    coder=mark.coder or self._found.author,
                    created_at=mark.created_at,
                    memo="\n\n".join(part for part in (selection.description, memo) if part),
                    doubt=doubt,
                )

    def _doubt(self, selection: Selection) -> str:
        passage = selection.passage
        if passage is None:
            return ""
        message = _("The file says {start}–{end}; what it counts by is not certain.")
        told = message.format(start=passage.start, end=passage.end)
        return f"{told} {passage.words}".strip()

    def _passage_memos(self, source: Source, selection: Selection, place: Understood) -> Iterator[MemoRecord]:
        span = (place.start, place.end)
        if not place.is_certain:
            yield from self._found.notes.memos(selection.notes, Target.DOCUMENT, source.guid)
            return
        yield from self._found.notes.memos(selection.notes, Target.PASSAGE, source.guid, *span)
        if selection.description:
            key, coder = selection.guid, selection.coder
            about = (key, Target.PASSAGE, source.guid, selection.description, "", coder, selection.created_at)
            yield MemoRecord(*about, *span)

    def _remarks(self, n_sets: int) -> Iterator[Remark]:
        found, left = self._found, self._found.left
        kinds = {
            "TextSource": _("texts that are not in the file"),
            "PDFSource": _("PDF files without text"),
            "PictureSource": _("pictures"),
            "AudioSource": _("sound recordings"),
            "VideoSource": _("video recordings"),
        }
        for kind, what in kinds.items():
            if left[kind]:
                yield Remark(Fate.LEFT, what, left[kind])
        if found.missing:
            names = ", ".join(shown_line(name) for name in found.missing[:5])
            more = " …" if len(found.missing) > 5 else ""
            yield Remark(Fate.LEFT, _("sources without text, by name"), len(found.missing), names + more)
        told = (
            (Fate.LEFT, _("codings of what is not text, or whose text is missing"), left["codings"], ""),
            (Fate.LEFT, _("codings with a code that is not in the file"), left["dangling"], ""),
            (Fate.LEFT, _("codings in notes"), found.notes.coded, ""),
            (Fate.LEFT, _("links between other things than codes"), left["Link"], ""),
            (Fate.LEFT, _("drawings (graphs)"), left["Graph"], ""),
            (Fate.LEFT, _("codes of cases"), left["case codes"], ""),
            (Fate.LEFT, _("values that could not be read"), left["values"], ""),
            (
                Fate.CHANGED,
                _("sets"),
                n_sets,
                _("of texts, or with a description: a memo on the project names what is in each"),
            ),
            (Fate.CHANGED, _("codes that the file has twice"), left["codes"], _("taken once")),
            (Fate.CHANGED, _("sources that the file has twice"), left["sources"], _("taken once")),
        )
        for fate, what, n, detail in told:
            if n:
                yield Remark(fate, what, n, detail)
