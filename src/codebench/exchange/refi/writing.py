"""A project written as .qdpx by the letter of the schema: every file of ours validates, and GUIDs stay for ever."""

import io
import tempfile
import uuid
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO, Any

from codebench.domain.project_draft import (
    CodeRecord,
    CodingRecord,
    DocumentRecord,
    Fate,
    MemoRecord,
    ProjectDraft,
    Remark,
    Target,
    VariableRecord,
)
from codebench.domain.variables import Value, VariableType
from codebench.exchange.refi.profiles import Positions, Profile
from codebench.i18n import _

NAMESPACE = "urn:QDA-XML:project:1.0"
_NAME = 100  # code points of a passage that stand in its `name`, as the tools write it
_EPOCH = (1980, 1, 1, 0, 0, 0)
_TYPES = {VariableType.SCALE: "Text", VariableType.NUMBER: "Float", VariableType.DATE: "Date"}
_LEGAL_CONTROLS = "\t\n\r"

Attributes = dict[str, str]


def dashed(guid: str) -> str:
    """A GUID of 32 hexadecimal digits as the schema wants it."""
    return str(uuid.UUID(hex=guid))


def derived(guid: str, what: str) -> str:
    """The GUID of something that has none of its own: always the same for the same thing (RFC 9562, version 5)."""
    return str(uuid.uuid5(uuid.UUID(hex=guid), what))


class Writer:
    """Writes one project; `remarks` say afterwards what the format could not carry, and what was changed."""

    def __init__(self, draft: ProjectDraft, profile: Profile, moment: str) -> None:
        self._draft, self._profile, self._moment = draft, profile, moment
        self._changed: Counter[str] = Counter()
        self._left: Counter[str] = Counter()
        self._came: Counter[str] = Counter()

    def archive(self) -> bytes:
        """The .qdpx file: `project.qde` and a text per source. The same project gives the same bytes."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, tempfile.TemporaryFile() as qde:
            sources = self._write_qde(qde, archive)
            qde.seek(0)
            with archive.open(_entry("project.qde"), "w", force_zip64=True) as entry:
                while block := qde.read(1 << 20):
                    entry.write(block)
            self._came[_("documents")] = sources
        return out.getvalue()

    def remarks(self) -> list[Remark]:
        """What came along, what could not, and what was changed."""
        fates = ((Fate.CAME, self._came), (Fate.LEFT, self._left), (Fate.CHANGED, self._changed))
        return [Remark(fate, what, n) for fate, counted in fates for what, n in counted.items() if n]

    # The parts of the project, in the order of the schema

    def _write_qde(self, out: IO[bytes], archive: zipfile.ZipFile) -> int:
        from lxml import etree

        with etree.xmlfile(out, encoding="utf-8") as file:
            file.write_declaration()
            root: Attributes = {"name": self._legal(self._draft.name) or "project", "origin": "codebench"}
            if self._draft.coders:
                root["creatingUserGUID"] = dashed(self._draft.coders[0].guid)
            if self._moment:
                root["creationDateTime"] = self._moment
            with file.element(_tag("Project"), root, nsmap={None: NAMESPACE}):
                xml = _Xml(file)
                self._users(xml)
                self._codes(xml)
                self._variables(xml)
                self._cases(xml)
                sources = self._sources(xml, archive)
                self._notes(xml)
                for memo in self._of(Target.PROJECT):
                    xml.empty("NoteRef", {"targetGUID": dashed(memo.guid)})
        return sources

    def _users(self, xml: "_Xml") -> None:
        with xml.container("Users", self._draft.coders):
            for coder in self._draft.coders:
                xml.empty("User", {"guid": dashed(coder.guid), "name": self._legal(coder.name)})
        self._came[_("coders")] += len(self._draft.coders)

    def _codes(self, xml: "_Xml") -> None:
        below: dict[str | None, list[CodeRecord]] = {}
        for code in self._draft.codes:
            below.setdefault(code.parent, []).append(code)
        memos: dict[str, list[MemoRecord]] = {}
        for memo in self._of(Target.CODE):
            memos.setdefault(memo.about, []).append(memo)

        def write(codes: Sequence[CodeRecord]) -> None:
            for code in codes:
                self._came[_("codes")] += 1
                told: Attributes = {
                    "guid": dashed(code.guid),
                    "name": self._legal(code.name),
                    "isCodable": "true" if code.is_codable else "false",
                }
                if code.colour:
                    told["color"] = code.colour
                with xml.element("Code", told):
                    xml.words("Description", self._legal(code.description))
                    for memo in memos.get(code.guid, ()):
                        xml.empty("NoteRef", {"targetGUID": dashed(memo.guid)})
                    write(below.get(code.guid, ()))

        with xml.container("CodeBook", self._draft.codes), xml.container("Codes", self._draft.codes):
            write(below.get(None, ()))

    def _variables(self, xml: "_Xml") -> None:
        with xml.container("Variables", self._draft.variables):
            for variable in self._draft.variables:
                kind = _TYPES.get(variable.type, "Text")
                xml.empty(
                    "Variable",
                    {"guid": dashed(variable.guid), "name": self._legal(variable.name), "typeOfVariable": kind},
                )
        self._came[_("variables")] += len(self._draft.variables)

    def _cases(self, xml: "_Xml") -> None:
        if not self._draft.cases:
            return
        passages: dict[str, list[str]] = {}
        for document in self._draft.documents():
            for who, start, end in document.passages:
                passages.setdefault(who, []).append(_selection(document, start, end))
        memos: dict[str, list[str]] = {}
        for memo in self._of(Target.CASE):
            # A case has no place for notes but its description.
            memos.setdefault(memo.about, []).append(memo.body)
            self._changed[_("memos on cases are their descriptions")] += 1
        with xml.container("Cases", self._draft.cases):
            for case in self._draft.cases:
                with xml.element("Case", {"guid": dashed(case.guid), "name": self._legal(case.name)}):
                    xml.words("Description", self._legal("\n\n".join(memos.get(case.guid, ()))))
                    self._values(xml, case.values)
                    for document_guid in case.documents:
                        xml.empty("SourceRef", {"targetGUID": dashed(document_guid)})
                    for selection in dict.fromkeys(passages.get(case.guid, ())):
                        xml.empty("SelectionRef", {"targetGUID": selection})
        self._came[_("cases")] += len(self._draft.cases)

    def _values(self, xml: "_Xml", values: Mapping[str, Value]) -> None:
        types = {variable.guid: variable for variable in self._draft.variables}
        for key, value in values.items():
            with xml.element("VariableValue", {}):
                xml.empty("VariableRef", {"targetGUID": dashed(key)})
                if value.absence is not None:
                    # The format knows only that there is nothing, not why.
                    self._changed[_("kinds of absence are plain gaps")] += 1
                else:
                    self._value(xml, types[key], value)

    def _value(self, xml: "_Xml", variable: VariableRecord, value: Value) -> None:
        if variable.type is VariableType.MULTIPLE and len(value.options) > 1:
            self._changed[_("several options are one text")] += 1
        name = {"Float": "FloatValue", "Date": "DateValue"}.get(_TYPES.get(variable.type, "Text"), "TextValue")
        xml.words(name, self._legal(_plain(value)), always=True)

    def _sources(self, xml: "_Xml", archive: zipfile.ZipFile) -> int:
        written = 0
        if not self._draft.n_documents:
            return 0
        with xml.element("Sources", {}):
            for document in self._draft.documents():
                self._source(xml, document)
                text = document.text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
                if text != document.text:
                    self._changed[_("half characters are replaced")] += 1
                archive.writestr(_entry(f"sources/{dashed(document.guid)}.txt"), self._profile.encoded(text))
                written += 1
        return written

    def _source(self, xml: "_Xml", document: DocumentRecord) -> None:
        told: Attributes = {
            "guid": dashed(document.guid),
            "name": self._legal(document.name),
            "plainTextPath": f"internal://{dashed(document.guid)}.txt",
        }
        if self._moment:
            told["creationDateTime"] = self._moment
        with xml.element("TextSource", told):
            self._selections(xml, document)
            for memo in document.memos:
                if memo.target is Target.DOCUMENT:
                    xml.empty("NoteRef", {"targetGUID": dashed(memo.guid)})
            self._values(xml, document.values)

    def _selections(self, xml: "_Xml", document: DocumentRecord) -> None:
        """One selection for each span, with all that lies on it."""
        positions = Positions(document.text, self._profile.convention)
        codings: dict[tuple[int, int], list[CodingRecord]] = {}
        for coding in document.codings:
            codings.setdefault((coding.start, coding.end), []).append(coding)
        notes: dict[tuple[int, int], list[MemoRecord]] = {}
        for memo in document.memos:
            if memo.target is Target.PASSAGE:
                notes.setdefault((memo.start, memo.end), []).append(memo)
        spans = {*codings, *notes, *((start, end) for _case, start, end in document.passages)}
        for start, end in sorted(spans):
            first, last = positions.told(start, end)
            told: Attributes = {
                "guid": _selection(document, start, end),
                "name": self._legal(document.text[start : min(end, start + _NAME)], count=False),
                "startPosition": str(first),
                "endPosition": str(last),
            }
            with xml.element("PlainTextSelection", told):
                for coding in codings.get((start, end), ()):
                    self._coding(xml, coding)
                for memo in notes.get((start, end), ()):
                    xml.empty("NoteRef", {"targetGUID": dashed(memo.guid)})

    def _coding(self, xml: "_Xml", coding: CodingRecord) -> None:
        told: Attributes = {"guid": dashed(coding.guid)}
        if coding.coder is not None:
            told["creatingUser"] = dashed(coding.coder)
        if coding.created_at:
            told["creationDateTime"] = coding.created_at
        with xml.element("Coding", told):
            xml.empty("CodeRef", {"targetGUID": dashed(coding.code)})
            if coding.memo:
                xml.empty("NoteRef", {"targetGUID": derived(coding.guid, "memo")})
        self._came[_("codings")] += 1

    def _notes(self, xml: "_Xml") -> None:
        with xml.late("Notes") as notes:
            for memo in self._all_memos():
                notes.begin()
                told: Attributes = {"guid": memo[0], "name": self._legal(memo[1].title)}
                if memo[1].coder is not None:
                    told["creatingUser"] = dashed(memo[1].coder)
                if memo[1].created_at:
                    told["creationDateTime"] = memo[1].created_at
                with xml.element("Note", told):
                    xml.words("PlainTextContent", self._legal(memo[1].body), always=True)
                self._came[_("memos")] += 1

    def _all_memos(self) -> Iterator[tuple[str, MemoRecord]]:
        for memo in self._draft.memos:
            if memo.target is not Target.CASE:
                yield dashed(memo.guid), memo
        for document in self._draft.documents():
            for memo in document.memos:
                yield dashed(memo.guid), memo
            for coding in document.codings:
                if coding.memo:
                    yield (
                        derived(coding.guid, "memo"),
                        MemoRecord("", Target.PASSAGE, "", coding.memo, "", coding.coder, coding.created_at),
                    )

    def _of(self, target: Target) -> Iterator[MemoRecord]:
        return (memo for memo in self._draft.memos if memo.target is target)

    def _legal(self, text: str, *, count: bool = True) -> str:
        """The text without what XML can't hold; that is told of."""
        if all(_is_legal(character) for character in text):
            return text
        kept = "".join(character for character in text if _is_legal(character))
        if count:
            self._changed[_("characters that XML can't hold are left out")] += len(text) - len(kept)
        return kept


class _Xml:
    """Elements of the project's namespace, written as they come."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def element(self, name: str, attributes: Attributes) -> Any:
        """An element around what is written within."""
        return self._file.element(_tag(name), attributes)

    def empty(self, name: str, attributes: Attributes) -> None:
        """An element with nothing in it."""
        with self._file.element(_tag(name), attributes):
            pass

    def words(self, name: str, text: str, *, always: bool = False) -> None:
        """An element with a text; none for no text, unless always."""
        if text or always:
            with self._file.element(_tag(name)):
                self._file.write(text)

    @contextmanager
    def container(self, name: str, members: Iterable[object]) -> Iterator[None]:
        """An element around members, and none where there are none: the schema knows no empty containers."""
        if members:
            with self._file.element(_tag(name)):
                yield
        else:
            yield

    @contextmanager
    def late(self, name: str) -> Iterator["_Late"]:
        """A container of which it shows only on the way whether it has members."""
        late = _Late(self._file, name)
        try:
            yield late
        finally:
            late.end()


class _Late:
    """An element that begins with its first member."""

    def __init__(self, file: Any, name: str) -> None:
        self._made = file.element(_tag(name))
        self._is_open = False

    def begin(self) -> None:
        """There is a member."""
        if not self._is_open:
            self._made.__enter__()
            self._is_open = True

    def end(self) -> None:
        """There are no more."""
        if self._is_open:
            self._made.__exit__(None, None, None)


def _selection(document: DocumentRecord, start: int, end: int) -> str:
    return derived(document.guid, f"{start}-{end}")


def _plain(value: Value) -> str:
    if value.number is not None:
        return f"{value.number:.15f}".rstrip("0").rstrip(".") if value.number % 1 else str(int(value.number))
    return str(value)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _is_legal(character: str) -> bool:
    """Whether XML 1.0 can hold it (production 2, Char)."""
    code = ord(character)
    return (
        character in _LEGAL_CONTROLS
        or 0x20 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or 0x10000 <= code <= 0x10FFFF
    )
