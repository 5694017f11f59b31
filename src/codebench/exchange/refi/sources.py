"""A source of a REFI-QDA project: its text as the tool counted it, and what was marked in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from codebench.domain.errors import InputError
from codebench.domain.text import freeze
from codebench.exchange.offsets import CountedText, Passage
from codebench.exchange.refi.package import Package
from codebench.exchange.refi.xml import Element, children, guid, local

TextOf = Callable[[str, bytes], str]
"""Reads the text of a .docx, .pdf... given its name and bytes; InputError where it has none."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A `Coding`: its GUID, code, coder, moment and notes."""

    guid: str
    code: str
    coder: str | None
    created_at: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """A passage with its codes; `passage` is None where all of the text is meant."""

    guid: str
    passage: Passage | None
    codings: tuple[Mark, ...]
    notes: tuple[str, ...]
    description: str
    coder: str | None
    created_at: str


@dataclass(slots=True)
class Source:
    """A source with a text (or None where it is missing), as one document of ours.

    `others` are the GUIDs under which it is also referred to; `is_rich` tells that its text was read from a formatted
    file, in which positions need not count as in the tool's own text. `beyond_text` are codings on what is no text.
    """

    guid: str
    name: str
    element: Element
    others: tuple[str, ...] = ()
    text: CountedText | None = None
    is_rich: bool = False
    selections: list[Selection] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    description: str = ""
    beyond_text: int = 0


_WITH_TEXT = {"TextSource": "", "PDFSource": "Representation", "PictureSource": "TextDescription"}
_SOUND = ("AudioSource", "VideoSource")
_BEYOND = ("PDFSelection", "PictureSelection", "AudioSelection", "VideoSelection")


def sources_of(element: Element, package: Package, text_of: TextOf) -> Iterator[Source]:
    """The documents that an element of `Sources` holds: none, one, or one per transcript of a recording.

    Raises:
        InputError: the package is damaged or dangerous.
    """
    kind = local(element)
    main = guid(element.get("guid")) or guid(element.get("name"))
    name = element.get("name") or main
    beyond = {mark.guid for each in element if local(each) in _BEYOND for mark in _marks(each)}
    if kind in _SOUND:
        transcripts = list(children(element, "Transcript"))
        for i, transcript in enumerate(transcripts):
            own = guid(transcript.get("guid"))
            called = name if len(transcripts) == 1 else transcript.get("name") or f"{name} {i + 1}"
            found = _document(transcript, package, text_of, main if i == 0 else own, called)
            found.others = (own,)
            if i == 0:
                found.beyond_text = len(beyond)
                found.element = element
                _add_whole(found, element)
            yield found
        if not transcripts:
            yield Source(main, name, element, beyond_text=len(beyond) + len(_marks(element)))
        return
    inner = next(children(element, _WITH_TEXT.get(kind, "")), None) if _WITH_TEXT.get(kind) else element
    if inner is None and kind == "PDFSource":
        text = _rich(element.get("path") or "", package, text_of)
        found = Source(main, name, element, text=text, is_rich=True, beyond_text=len(beyond))
        _add_whole(found, element)
    elif inner is None or kind not in _WITH_TEXT:
        found = Source(main, name, element, beyond_text=len(beyond) + len(_marks(element)))
    else:
        found = _document(inner, package, text_of, main, name)
        found.element = element
        # ATLAS.ti repeats the codings of a PDF, under the same GUIDs, on its text.
        found.beyond_text = len(beyond - {mark.guid for each in found.selections for mark in each.codings})
        if inner is not element:
            found.others = (guid(inner.get("guid")),)
            _add_whole(found, element)
    yield found


def _document(element: Element, package: Package, text_of: TextOf, main: str, name: str) -> Source:
    found = Source(main, name, element)
    found.text, found.is_rich = _text(element, package, text_of)
    points = {guid(p.get("guid")): _number(p.get("position")) for p in children(element, "SyncPoint")}
    for child in element:
        kind = local(child)
        if kind == "PlainTextSelection":
            _add(found, child, _number(child.get("startPosition")), _number(child.get("endPosition")))
        elif kind == "TranscriptSelection":
            start, end = (points.get(guid(child.get(at))) for at in ("fromSyncPoint", "toSyncPoint"))
            _add(found, child, start, end)
    _add_whole(found, element)
    return found


def _add(source: Source, element: Element, start: int | None, end: int | None) -> None:
    if start is None or end is None:
        source.beyond_text += len(_marks(element))
        return
    passage = Passage(min(start, end), max(start, end), element.get("name") or "")
    source.selections.append(_selection(element, passage))


def _add_whole(source: Source, element: Element) -> None:
    """What is said of a source as a whole: its codes, notes and description."""
    whole = _selection(element, None)
    if whole.codings:
        source.selections.append(whole)
    source.notes += whole.notes
    source.description = "\n\n".join(text for text in (source.description, whole.description) if text)


def _selection(element: Element, passage: Passage | None) -> Selection:
    description = ""
    codings: list[Mark] = []
    notes: list[str] = []
    for child in element:
        kind = local(child)
        if kind == "Coding":
            codings += _marks_of(child, element)
        elif kind == "NoteRef":
            notes.append(guid(child.get("targetGUID")))
        elif kind == "Description":
            description = freeze(str(child.text or "")).strip()
    return Selection(
        guid=guid(element.get("guid")),
        passage=passage,
        codings=tuple(codings),
        notes=tuple(notes),
        description=description,
        coder=guid(element.get("creatingUser")) or None,
        created_at=element.get("creationDateTime") or "",
    )


def _marks(element: Element) -> list[Mark]:
    return [mark for coding in children(element, "Coding") for mark in _marks_of(coding, element)]


def _marks_of(coding: Element, above: Element) -> Iterator[Mark]:
    """The codes of a `Coding`; who gave them, and when, may be said of it or of the selection above it."""
    codes: list[str] = []
    notes: list[str] = []
    for child in coding:
        kind = local(child)
        if kind == "CodeRef":
            codes.append(guid(child.get("targetGUID")))
        elif kind == "NoteRef":
            notes.append(guid(child.get("targetGUID")))
    key = guid(coding.get("guid"))
    coder = guid(coding.get("creatingUser")) or guid(above.get("creatingUser")) or None
    created_at = coding.get("creationDateTime") or above.get("creationDateTime") or ""
    for code in codes:
        yield Mark(key, code, coder, created_at, tuple(notes))


def _text(element: Element, package: Package, text_of: TextOf) -> tuple[CountedText | None, bool]:
    inline = next(children(element, "PlainTextContent"), None)
    if inline is not None and (inline.text or not element.get("plainTextPath")):
        return CountedText(str(inline.text or ""), inline=True), False
    path = element.get("plainTextPath")
    content = package.content(path) if path else None
    if content is not None:
        return CountedText(decoded(content)), False
    path = element.get("richTextPath")
    return (_rich(path, package, text_of), True) if path else (None, False)


def _rich(path: str, package: Package, text_of: TextOf) -> CountedText | None:
    content = package.content(path)
    if content is None:
        return None
    try:
        return CountedText(text_of(path.rpartition("/")[2], content))
    except InputError:
        return None


def decoded(content: bytes) -> str:
    """The text of a source; a byte order mark stays, since positions may count it."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16-le" if content[:2] == b"\xff\xfe" else "utf-16-be"
        return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _number(raw: str | None) -> int | None:
    try:
        number = int((raw or "").strip())
    except ValueError:
        return None
    return min(max(number, 0), 2**40)
