"""A project written as .qdpx by the letter of the schema: every file of ours validates, and GUIDs stay for ever.

What the format has no place for stands in words in descriptions (see `labels`, `laying`), for people and for `own`.
"""

import re
import shutil
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import IO

from codebench.domain.project_draft import (
    CaseRecord,
    CodeRecord,
    CodingRecord,
    Fate,
    LinkRecord,
    MemoRecord,
    ProjectDraft,
    Remark,
    Target,
    VariableRecord,
)
from codebench.domain.variables import Role, Value, VariableType
from codebench.exchange.offsets import origin_of
from codebench.exchange.refi.code_words import code_attributes, code_description
from codebench.exchange.refi.elements import Attributes, Xml, dashed, legal
from codebench.exchange.refi.labels import IS_SET, LINKED, Labelled, joined, told
from codebench.exchange.refi.laying import Laid, Per, Selected, derived, laid
from codebench.exchange.refi.profiles import Positions, Profile
from codebench.i18n import _

NAMESPACE = "urn:QDA-XML:project:1.0"
_NAME = 100  # code points of a passage that stand in its `name`, as the tools write it
_EPOCH = (1980, 1, 1, 0, 0, 0)
_TYPES = {VariableType.NUMBER: "Float", VariableType.DATE: "Date"}
_SURROGATE = re.compile("[\ud800-\udfff]")


class Writer:
    """Writes one project; `remarks` say afterwards what the format could not carry, and what was changed.

    The answers of a survey are one source per question, or one `per` respondent.
    """

    def __init__(self, draft: ProjectDraft, profile: Profile, moment: str, per: Per = "question") -> None:
        self._draft, self._profile, self._moment, self._per = draft, profile, moment, per
        self._types = {variable.guid: variable for variable in draft.variables}
        self._changed: Counter[str] = Counter()
        self._came: Counter[str] = Counter()
        self._notes: list[tuple[str, MemoRecord]] = []
        self._spoken: dict[str, list[str]] = {}

    def write(self, out: IO[bytes]) -> None:
        """Write the .qdpx file: `project.qde` and a text per source. The same project gives the same bytes."""
        with (
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
            tempfile.TemporaryFile() as sources,
            tempfile.TemporaryFile() as qde,
        ):
            # The cases, which stand in front, refer to what lies on the sources.
            self._write_sources(sources, archive)
            self._write_qde(qde, sources)
            qde.seek(0)
            with archive.open(_entry("project.qde"), "w", force_zip64=True) as entry:
                while block := qde.read(1 << 20):
                    entry.write(block)

    def remarks(self) -> list[Remark]:
        """What came along, and what was changed."""
        fates = ((Fate.CAME, self._came), (Fate.CHANGED, self._changed))
        return [Remark(fate, what, n) for fate, counted in fates for what, n in counted.items() if n]

    # The parts of the project, in the order of the schema

    def _write_qde(self, out: IO[bytes], sources: IO[bytes]) -> None:
        from lxml import etree

        draft = self._draft
        with etree.xmlfile(out, encoding="utf-8") as file:
            file.write_declaration()
            origin = origin_of(self._profile.convention)
            root: Attributes = {"name": self._legal(draft.name) or "project", "origin": origin}
            if draft.coders:
                root["creatingUserGUID"] = dashed(draft.coders[0].guid)
            if self._moment:
                root["creationDateTime"] = self._moment
            xml = Xml(file, NAMESPACE)
            with file.element(f"{{{NAMESPACE}}}Project", root, nsmap={None: NAMESPACE}):
                self._users(xml)
                self._codes(xml)
                self._variables(xml)
                self._cases(xml)
                file.flush()
                sources.seek(0)
                shutil.copyfileobj(sources, out)
                self._write_notes(xml)
                self._links(xml)
                self._sets(xml)
                questions = [("question", f"{dashed(q.guid)} {q.name}\n{q.wording}") for q in draft.questions]
                xml.words("Description", self._legal(told("", questions)))
                for memo in self._of(Target.PROJECT):
                    xml.empty("NoteRef", {"targetGUID": dashed(memo.guid)})

    def _users(self, xml: Xml) -> None:
        with xml.container("Users", self._draft.coders):
            for coder in self._draft.coders:
                told = {"guid": dashed(coder.guid), "name": self._legal(coder.name)}
                xml.empty("User", told | ({"id": "consensus"} if coder.is_consensus else {}))
        self._came[_("coders")] += len(self._draft.coders)

    def _codes(self, xml: Xml) -> None:
        below: dict[str | None, list[CodeRecord]] = {}
        for code in self._draft.codes:
            below.setdefault(code.parent, []).append(code)
        memos: dict[str, list[MemoRecord]] = {}
        for memo in self._of(Target.CODE):
            memos.setdefault(memo.about, []).append(memo)

        def write(codes: Sequence[CodeRecord]) -> None:
            for code in codes:
                with xml.element("Code", code_attributes(code, self._legal)):
                    xml.words("Description", self._legal(code_description(code)))
                    for memo in memos.get(code.guid, ()):
                        xml.empty("NoteRef", {"targetGUID": dashed(memo.guid)})
                    write(below.get(code.guid, ()))

        with xml.container("CodeBook", self._draft.codes), xml.container("Codes", self._draft.codes):
            write(below.get(None, ()))
        self._came[_("codes")] += len(self._draft.codes)

    def _variables(self, xml: Xml) -> None:
        with xml.container("Variables", self._draft.variables):
            for variable in self._draft.variables:
                told_of = {
                    "guid": dashed(variable.guid),
                    "name": self._legal(variable.name),
                    "typeOfVariable": _TYPES.get(variable.type, "Text"),
                }
                labels = [("type", str(variable.type)), *(("option", option) for option in variable.options)]
                with xml.element("Variable", told_of):
                    xml.words("Description", self._legal(told("", labels)))
        self._came[_("variables")] += len(self._draft.variables)

    def _cases(self, xml: Xml) -> None:
        if not self._draft.cases:
            return
        memos: dict[str, list[MemoRecord]] = {}
        for memo in self._of(Target.CASE):
            # A case has no place for notes but its description.
            memos.setdefault(memo.about, []).append(memo)
            self._changed[_("memos on cases are their descriptions")] += 1
        with xml.container("Cases", self._draft.cases):
            for case in self._draft.cases:
                with xml.element("Case", {"guid": dashed(case.guid), "name": self._legal(case.name)}):
                    xml.words("Description", self._legal(self._about(case, memos.get(case.guid, []))))
                    self._values(xml, case.values)
                    for document_guid in case.documents:
                        xml.empty("SourceRef", {"targetGUID": dashed(document_guid)})
                    for selection in dict.fromkeys(self._spoken.get(case.guid, ())):
                        xml.empty("SelectionRef", {"targetGUID": selection})
        self._came[_("cases")] += len(self._draft.cases)

    def _about(self, case: CaseRecord, memos: list[MemoRecord]) -> str:
        labels: list[Labelled] = []
        if case.kind is not None:
            labels.append(("kind", str(case.kind)))
        if case.role is not Role.PARTICIPANT:
            labels.append(("role", str(case.role)))
        if case.parent is not None:
            labels.append(("part of", dashed(case.parent)))
        absent: dict[str, list[str]] = {}
        for key, value in case.values.items():
            if value.absence is not None:
                absent.setdefault(str(value.absence), []).append(self._types[key].name)
        labels += [(kind, joined(names)) for kind, names in absent.items()]
        for memo in memos:
            labels.append(("memo", f"{memo.title}\n{memo.body}" if memo.title else memo.body))
            stamp = (dashed(memo.guid), "-" if memo.coder is None else dashed(memo.coder), memo.created_at or "-")
            links = (f"{LINKED}:{dashed(each)}" for each in memo.linked)
            labels.append(("written", " ".join((*stamp, memo.kind, "title" if memo.title else "", *links))))
        return told("", labels)

    def _values(self, xml: Xml, values: Mapping[str, Value]) -> None:
        for key, value in values.items():
            with xml.element("VariableValue", {}):
                xml.empty("VariableRef", {"targetGUID": dashed(key)})
                if value.absence is not None:
                    # The format knows only that there is nothing; why stands in the description.
                    self._changed[_("kinds of absence are plain gaps")] += 1
                else:
                    self._value(xml, self._types[key], value)
            self._came[_("values")] += 1

    def _value(self, xml: Xml, variable: VariableRecord, value: Value) -> None:
        kind = _TYPES.get(variable.type, "Text")
        if variable.type is VariableType.MULTIPLE:
            self._changed[_("several options are one text")] += len(value.options) > 1
            xml.words("TextValue", self._legal(joined(value.options)), always=True)
        elif value.number is not None:
            number = format(Decimal(str(value)), "f")
            xml.words("FloatValue" if kind == "Float" else "TextValue", number)
        else:
            text = value.text if value.text is not None else value.options[0]
            xml.words(f"{kind}Value", self._legal(text), always=True)

    def _write_sources(self, out: IO[bytes], archive: zipfile.ZipFile) -> None:
        from lxml import etree

        sources = laid(self._draft, self._per)
        source = next(sources, None)
        if source is None:
            return
        with etree.xmlfile(out, encoding="utf-8") as file:
            xml = Xml(file, NAMESPACE)
            with file.element(f"{{{NAMESPACE}}}Sources", nsmap={None: NAMESPACE}):
                while source is not None:
                    source.text, n = _SURROGATE.subn("\ufffd", source.text)
                    self._changed[_("half characters are replaced")] += n
                    self._source(xml, source)
                    archive.writestr(_entry(f"sources/{dashed(source.guid)}.txt"), self._profile.encoded(source.text))
                    self._came[_("sources")] += 1
                    source = next(sources, None)

    def _source(self, xml: Xml, source: Laid) -> None:
        told_of: Attributes = {
            "guid": dashed(source.guid),
            "name": self._legal(source.name),
            "plainTextPath": f"internal://{dashed(source.guid)}.txt",
        }
        if self._moment:
            told_of["creationDateTime"] = self._moment
        positions = Positions(source.text, self._profile.convention)
        with xml.element("TextSource", told_of):
            xml.words("Description", self._legal(source.description))
            for place in source.selections:
                self._selection(xml, source.text, place, positions)
            for memo in source.memos:
                xml.empty("NoteRef", {"targetGUID": self._note(memo)})
            self._values(xml, source.values)

    def _selection(self, xml: Xml, text: str, place: Selected, positions: Positions) -> None:
        for who in place.cases:
            self._spoken.setdefault(who, []).append(place.guid)
        first, last = positions.told(place.start, place.end)
        told_of: Attributes = {
            "guid": place.guid,
            "name": legal(text[place.start : min(place.end, place.start + _NAME)]),
            "startPosition": str(first),
            "endPosition": str(last),
        }
        with xml.element("PlainTextSelection", told_of):
            xml.words("Description", self._legal(place.description))
            for coding in place.codings:
                self._coding(xml, coding)
            for memo in place.memos:
                xml.empty("NoteRef", {"targetGUID": self._note(memo)})

    def _coding(self, xml: Xml, coding: CodingRecord) -> None:
        told_of: Attributes = {"guid": dashed(coding.guid)}
        if coding.coder is not None:
            told_of["creatingUser"] = dashed(coding.coder)
        if coding.created_at:
            told_of["creationDateTime"] = coding.created_at
        with xml.element("Coding", told_of):
            xml.empty("CodeRef", {"targetGUID": dashed(coding.code)})
            for memo in coding.memos:
                xml.empty("NoteRef", {"targetGUID": self._note(memo)})
            if coding.memo:
                memo = MemoRecord("", Target.CODING, "", coding.memo, "", coding.coder, coding.created_at)
                xml.empty("NoteRef", {"targetGUID": self._note(memo, derived(coding.guid, "memo"))})
        self._came[_("codings")] += 1

    def _note(self, memo: MemoRecord, guid: str = "") -> str:
        """The GUID of the note that holds a memo; it is written after the sources."""
        self._notes.append((guid or dashed(memo.guid), memo))
        return self._notes[-1][0]

    def _write_notes(self, xml: Xml) -> None:
        loose = [memo for memo in self._draft.memos if memo.target is not Target.CASE]
        of_links = [(_note_on(link), self._memo_on(link)) for link in self._draft.links if link.note]
        notes = [*((dashed(memo.guid), memo) for memo in loose), *self._notes, *of_links]
        with xml.container("Notes", notes):
            for guid, memo in notes:
                told_of: Attributes = {"guid": guid, "name": self._legal(memo.title)}
                if memo.coder is not None:
                    told_of["creatingUser"] = dashed(memo.coder)
                if memo.created_at:
                    told_of["creationDateTime"] = memo.created_at
                labels: list[Labelled] = [("kind", memo.kind)] if memo.kind else []
                labels += [(LINKED, dashed(each)) for each in memo.linked]
                if memo.target in (Target.UNIT, Target.QUESTION) or (memo.target is Target.DOCUMENT and memo.kind):
                    labels.append(("on", f"{memo.target} {dashed(memo.about)}"))
                with xml.element("Note", told_of):
                    xml.words("Description", told("", labels))
                    xml.words("PlainTextContent", self._legal(memo.body), always=True)
                self._came[_("memos")] += 1

    def _links(self, xml: Xml) -> None:
        with xml.container("Links", self._draft.links):
            for link in self._draft.links:
                told_of: Attributes = {
                    "guid": _of_link(link),
                    "name": self._legal(link.name),
                    "direction": "OneWay",
                    "originGUID": dashed(link.start),
                    "targetGUID": dashed(link.end),
                }
                with xml.element("Link", told_of):
                    if link.note:
                        xml.empty("NoteRef", {"targetGUID": _note_on(link)})
        self._came[_("links between codes")] += len(self._draft.links)

    @staticmethod
    def _memo_on(link: LinkRecord) -> MemoRecord:
        return MemoRecord("", Target.PROJECT, "", link.note, link.name)

    def _sets(self, xml: Xml) -> None:
        with xml.container("Sets", self._draft.sets):
            for each in self._draft.sets:
                with xml.element("Set", {"guid": dashed(each.guid), "name": self._legal(each.name)}):
                    words = each.description if each.is_theme else told(each.description, [IS_SET])
                    xml.words("Description", self._legal(words))
                    for code in each.codes:
                        xml.empty("MemberCode", {"targetGUID": dashed(code)})
        self._came[_("sets")] += len(self._draft.sets)

    def _of(self, target: Target) -> Iterator[MemoRecord]:
        return (memo for memo in self._draft.memos if memo.target is target)

    def _legal(self, text: str) -> str:
        """The text without what XML can't hold; that is told of."""
        kept = legal(text)
        if len(kept) < len(text):
            self._changed[_("characters that XML can't hold are left out")] += len(text) - len(kept)
        return kept


def _of_link(link: LinkRecord, what: str = "link") -> str:
    return derived(link.start, f"{what} {link.name} {link.end}")


def _note_on(link: LinkRecord) -> str:
    return _of_link(link, "note on the link")


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
