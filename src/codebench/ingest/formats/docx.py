""".docx: paragraphs, tables, text boxes and footnotes in reading order, as the author sees them.

Tracked insertions are kept and deletions skipped; content controls are kept; a text box, which a .docx holds twice
(for old and for new Word), comes once, behind the paragraph it is anchored to. Source: ECMA-376, part 1, and part 3
for markup compatibility. Elements are known by their local names, since strict files have other namespaces.
"""

import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from codebench.ingest.formats.archive import Archive, Element, attribute, local
from codebench.ingest.formats.file import DocumentFile, damaged
from codebench.ingest.formats.flow import Block, Grid, Paragraph, Run, lines_from
from codebench.ingest.formats.left_out import LeftOut, doubts
from codebench.ingest.lines import DocumentText

_GONE = frozenset({"del", "moveFrom", "rPrChange", "pPrChange", "instrText", "delText", "rt", "sdtPr", "sdtEndPr"})
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_OFF = frozenset({"0", "false", "off"})
_BODY_LEVEL = 9
_DEEPEST = 200


def read(file: DocumentFile) -> DocumentText:
    """The lines of a .docx.

    Raises:
        InputError: it is damaged, encrypted, or unpacks to too much.
    """
    archive = Archive(file.name, file.data)
    main = _main_part(archive)
    root = archive.xml(main) if main is not None else None
    body = None if root is None else next((child for child in root if local(child) == "body"), None)
    if body is None:
        raise damaged(file.name)
    folder = posixpath.dirname(str(main))
    notes = {
        kind: _notes(archive.xml(posixpath.join(folder, f"{kind}s.xml")), kind) for kind in ("footnote", "endnote")
    }
    reading = _Reading(_Styles.of(archive.xml(posixpath.join(folder, "styles.xml"))), notes)
    lines = lines_from(reading.blocks(body))
    return DocumentText(file.name, file.stem, "docx", file.checksum, lines, tuple(doubts(file.name, reading.left_out)))


def _main_part(archive: Archive) -> str | None:
    relations = archive.xml("_rels/.rels")
    for relation in () if relations is None else relations:
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            return (attribute(relation, "Target") or "").lstrip("/")
    return "word/document.xml" if "word/document.xml" in archive.names else None


def _notes(root: Element | None, kind: str) -> dict[str, Element]:
    # The separators above the notes are notes too, with a type.
    notes = () if root is None else (note for note in root if local(note) == kind and attribute(note, "type") is None)
    return {attribute(note, "id") or "": note for note in notes}


def _child(element: Element | None, *names: str) -> Element | None:
    for name in names:
        element = None if element is None else next((one for one in element if local(one) == name), None)
    return element


def _is_on(properties: Element | None, name: str) -> bool | None:
    switch = _child(properties, name)
    return None if switch is None else (attribute(switch, "val") or "1").lower() not in _OFF


@dataclass(frozen=True, slots=True)
class _Styles:
    """What the styles say: which are bold, and which are headings."""

    bold: frozenset[str]
    headings: frozenset[str]

    @classmethod
    def of(cls, root: Element | None) -> "_Styles":
        styles = {} if root is None else {attribute(one, "styleId") or "": one for one in root if local(one) == "style"}
        bold, headings = set(), set()
        for name in styles:
            is_bold, is_heading = _inherited(styles, name)
            bold |= {name} if is_bold else set()
            headings |= {name} if is_heading else set()
        return cls(frozenset(bold), frozenset(headings))


def _inherited(styles: dict[str, Element], name: str) -> tuple[bool, bool]:
    is_bold: bool | None = None
    is_heading: bool | None = None
    for _step in range(len(styles)):
        style = styles.get(name)
        if style is None:
            break
        if is_bold is None:
            is_bold = _is_on(_child(style, "rPr"), "b")
        if is_heading is None:
            is_heading = _outline(_child(style, "pPr"))
        called = (attribute(_child(style, "name"), "val") or "").lower() if _child(style, "name") is not None else ""
        if is_heading is None and (called.startswith("heading ") or called == "title"):
            is_heading = True
        parent = _child(style, "basedOn")
        name = "" if parent is None else attribute(parent, "val") or ""
    return bool(is_bold), bool(is_heading)


def _outline(properties: Element | None) -> bool | None:
    level = _child(properties, "outlineLvl")
    value = "" if level is None else attribute(level, "val") or ""
    return int(value) < _BODY_LEVEL if value.isdecimal() and len(value) < 3 else None


@dataclass(slots=True)
class _Reading:
    """One way through the document's elements; `left_out` counts what the text had and the lines don't."""

    styles: _Styles
    notes: dict[str, dict[str, Element]]
    left_out: Counter[LeftOut] = field(default_factory=Counter)
    carried: tuple[Run, ...] = ()

    def blocks(self, parent: Element, depth: int = 0) -> Iterator[Block]:
        """The blocks in an element, in order."""
        if depth > _DEEPEST:
            return
        for child in parent:
            name = local(child)
            if name == "p":
                yield from self._paragraph(child, depth)
            elif name == "tbl":
                yield Grid(tuple(self._rows(child, depth)))
            elif name == "altChunk":
                self.left_out[LeftOut.EMBEDDED] += 1
            elif name == "AlternateContent":
                yield from self.blocks(_one_of(child), depth + 1)
            elif name not in _GONE:
                yield from self.blocks(child, depth + 1)

    def _rows(self, table: Element, depth: int) -> Iterator[tuple[tuple[Block, ...], ...]]:
        for row in _within(table, "tr"):
            if _child(row, "trPr", "del") is not None:
                self.left_out[LeftOut.DELETED] += 1
                continue
            yield tuple(tuple(self.blocks(cell, depth + 1)) for cell in _within(row, "tc"))

    def _paragraph(self, paragraph: Element, depth: int) -> Iterator[Block]:
        properties = _child(paragraph, "pPr")
        style = _child(properties, "pStyle")
        named = "" if style is None else attribute(style, "val") or ""
        boxes: list[Element] = []
        runs = (*self.carried, *self._runs(paragraph, named in self.styles.bold, boxes, depth))
        self.carried = ()
        if _child(properties, "rPr", "del") is not None:
            # The end of this paragraph is deleted: the next one goes on with it.
            self.carried = runs
        else:
            outline = _outline(properties)
            yield Paragraph(runs, named in self.styles.headings if outline is None else outline)
        for box in boxes:
            yield from self.blocks(box, depth + 1)

    def _runs(self, parent: Element, is_bold: bool, boxes: list[Element], depth: int) -> Iterator[Run]:
        if depth > _DEEPEST:
            return
        for child in parent:
            name = local(child)
            if name in ("del", "moveFrom"):
                self.left_out[LeftOut.DELETED] += 1
            elif name == "r":
                yield from self._run(child, is_bold, boxes)
            elif name == "AlternateContent":
                yield from self._runs(_one_of(child), is_bold, boxes, depth + 1)
            elif name == "t":
                yield Run(_flat(child.text), is_bold)
            elif name not in _GONE and name != "pPr":
                self.left_out[LeftOut.INSERTED] += name in ("ins", "moveTo")
                yield from self._runs(child, is_bold, boxes, depth + 1)

    def _run(self, run: Element, is_bold: bool, boxes: list[Element]) -> Iterator[Run]:
        properties = _child(run, "rPr")
        if _is_on(properties, "vanish"):
            self.left_out[LeftOut.HIDDEN] += 1
            return
        style = _child(properties, "rStyle")
        if style is not None and attribute(style, "val") in self.styles.bold:
            is_bold = True
        told = _is_on(properties, "b")
        is_bold = is_bold if told is None else told
        for child in run:
            name = local(child)
            if name == "t":
                yield Run(_flat(child.text), is_bold)
            elif name in _CHARACTERS:
                yield Run(_CHARACTERS[name], is_bold)
            elif name == "sym":
                yield Run(_symbol(child), is_bold)
            elif name in ("footnoteReference", "endnoteReference"):
                yield from self._note(name.removesuffix("Reference"), attribute(child, "id") or "")
            elif name == "commentReference":
                self.left_out[LeftOut.COMMENT] += 1
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                boxes += _boxes(_one_of(child) if name == "AlternateContent" else child)

    def _note(self, kind: str, key: str) -> Iterator[Run]:
        note = self.notes[kind].get(key)
        if note is None:
            return
        lines = lines_from(_Reading(self.styles, {"footnote": {}, "endnote": {}}).blocks(note))
        text = " ".join(line.text for line in lines if line.text)
        if text:
            self.left_out[LeftOut.NOTE] += 1
            yield Run(f" [{text}]")


def _within(parent: Element, name: str, depth: int = 0) -> Iterator[Element]:
    """The children of this name, also those in content controls and in insertions, not those of inner tables."""
    for child in parent:
        if local(child) == name:
            yield child
        elif local(child) in ("sdt", "sdtContent", "customXml", "ins", "smartTag") and depth < _DEEPEST:
            yield from _within(child, name, depth + 1)


def _one_of(alternatives: Element) -> Element:
    """The first alternative: the same content stands in each, for programs that know more or less."""
    return next(iter(alternatives), alternatives)


def _boxes(drawing: Element) -> list[Element]:
    """The outermost text boxes in a drawing, each once."""
    boxes: list[Element] = []
    for element in drawing.iter():
        if local(element) == "txbxContent" and not any(
            local(one) in ("txbxContent", "Fallback") for one in element.iterancestors()
        ):
            boxes.append(element)
    return boxes


def _flat(text: str | None) -> str:
    return (text or "").replace("\n", " ").replace("\r", " ")


def _symbol(element: Element) -> str:
    code = attribute(element, "char") or ""
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    # A place in a symbol font (U+F000 and on) tells nothing without that font.
    return chr(value) if 0x20 <= value < 0xD800 else ""
