""".odt: paragraphs, headings, lists, tables, text boxes and notes of content.xml in reading order.

Tracked deletions lie outside the text in this format and are skipped. Source: OpenDocument 1.3, part 3.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from codebench.ingest.formats.archive import Archive, Element, attribute, local
from codebench.ingest.formats.file import DocumentFile, damaged, locked
from codebench.ingest.formats.flow import Block, Grid, Paragraph, Run, lines_from
from codebench.ingest.formats.left_out import LeftOut, doubts
from codebench.ingest.lines import DocumentText

_SPACES = re.compile(r"[ \t\r\n]+")
_GONE = frozenset(
    {
        "tracked-changes",
        "annotation",
        "annotation-end",
        "note-citation",
        "sequence-decls",
        "variable-decls",
        "user-field-decls",
        "forms",
        "hidden-text",
        "ruby-text",
        "table-of-content",
        "desc",
        "title",
    }
)
_COUNTED = {
    "tracked-changes": LeftOut.CHANGED,
    "annotation": LeftOut.COMMENT,
    "hidden-text": LeftOut.HIDDEN,
    "table-of-content": LeftOut.CONTENTS,
}
_BOXES = frozenset({"frame", "text-box", "custom-shape", "rect", "g"})
_MOST_SPACES = 100
_DEEPEST = 200
_BOLD = frozenset({"bold", "600", "700", "800", "900"})


def read(file: DocumentFile) -> DocumentText:
    """The lines of an .odt.

    Raises:
        InputError: it is damaged, encrypted, or unpacks to too much.
    """
    archive = Archive(file.name, file.data)
    manifest = archive.part("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise locked(file.name)
    root = archive.xml("content.xml")
    body = None if root is None else next((one for one in root if local(one) == "body"), None)
    text = None if body is None else next((one for one in body if local(one) == "text"), None)
    if text is None:
        raise damaged(file.name)
    reading = _Reading(_styles(archive.xml("styles.xml"), root))
    lines = lines_from(reading.blocks(text))
    return DocumentText(file.name, file.stem, "odt", file.checksum, lines, tuple(doubts(file.name, reading.left_out)))


@dataclass(frozen=True, slots=True)
class _Style:
    parent: str
    bold: bool | None
    is_heading: bool


def _styles(*roots: Element | None) -> dict[str, _Style]:
    found = {}
    for root in roots:
        for style in () if root is None else root.iter("{*}style"):
            name = attribute(style, "name") or ""
            weight = next(
                (attribute(one, "font-weight") for one in style if local(one) == "text-properties"),
                None,
            )
            is_heading = name == "Title" or (attribute(style, "default-outline-level") or "").isdecimal()
            parent = attribute(style, "parent-style-name") or ""
            found[name] = _Style(parent, None if weight is None else weight in _BOLD, is_heading)
    return found


@dataclass(slots=True)
class _Reading:
    """One way through the document's elements; `left_out` counts what the text had and the lines don't."""

    styles: dict[str, _Style]
    left_out: Counter[LeftOut] = field(default_factory=Counter)

    def blocks(self, parent: Element, depth: int = 0) -> Iterator[Block]:
        """The blocks in an element, in order."""
        if depth > _DEEPEST:
            return
        for child in parent:
            name = local(child)
            if name in ("p", "h"):
                yield from self._paragraph(child, name == "h", depth)
            elif name == "table":
                yield Grid(tuple(self._rows(child, depth)))
            elif name in _GONE:
                self._leave(child)
            else:
                yield from self.blocks(child, depth + 1)

    def _leave(self, element: Element) -> None:
        name = local(element)
        if name in _COUNTED:
            # Deletions and insertions stand together in one element.
            self.left_out[_COUNTED[name]] += len(element) if name == "tracked-changes" else 1

    def _rows(self, table: Element, depth: int) -> Iterator[tuple[tuple[Block, ...], ...]]:
        if depth > _DEEPEST:
            return
        for child in table:
            if local(child) == "table-row":
                # Repeated rows and cells are how blank ones are written; what they repeat is read once.
                cells = (one for one in child if local(one) in ("table-cell", "covered-table-cell"))
                yield tuple(tuple(self.blocks(cell, depth + 1)) for cell in cells)
            elif local(child) in ("table-header-rows", "table-row-group", "table-rows"):
                yield from self._rows(child, depth + 1)

    def _paragraph(self, paragraph: Element, is_heading: bool, depth: int) -> Iterator[Block]:
        style = attribute(paragraph, "style-name") or ""
        boxes: list[Element] = []
        runs = tuple(_collapsed(self._runs(paragraph, self._is_bold(style, False), boxes, depth)))
        yield Paragraph(runs, is_heading or self._is_heading(style))
        for box in boxes:
            yield from self.blocks(box, depth + 1)

    def _runs(self, parent: Element, is_bold: bool, boxes: list[Element], depth: int) -> Iterator[Run]:
        if depth > _DEEPEST:
            return
        if parent.text:
            yield Run(_SPACES.sub(" ", parent.text), is_bold)
        for child in parent:
            name = local(child)
            if name == "s":
                count = attribute(child, "c") or "1"
                yield Run(
                    "\0" * (min(int(count), _MOST_SPACES) if count.isdecimal() and len(count) < 9 else 1), is_bold
                )
            elif name == "tab":
                yield Run("\t", is_bold)
            elif name == "line-break":
                yield Run("\n", is_bold)
            elif name == "note":
                yield from self._note(child)
            elif name in _BOXES:
                boxes.append(child)
            elif name in _GONE:
                self._leave(child)
            else:
                inner = self._is_bold(attribute(child, "style-name") or "", is_bold) if name == "span" else is_bold
                yield from self._runs(child, inner, boxes, depth + 1)
            if child.tail:
                yield Run(_SPACES.sub(" ", child.tail), is_bold)

    def _note(self, note: Element) -> Iterator[Run]:
        lines = lines_from(_Reading(self.styles).blocks(note))
        text = " ".join(line.text for line in lines if line.text)
        if text:
            self.left_out[LeftOut.NOTE] += 1
            yield Run(f" [{text}]")

    def _is_bold(self, style: str, otherwise: bool) -> bool:
        for _step in range(len(self.styles)):
            found = self.styles.get(style)
            if found is None:
                break
            if found.bold is not None:
                return found.bold
            style = found.parent
        return otherwise

    def _is_heading(self, style: str) -> bool:
        found = self.styles.get(style)
        return found is not None and (found.is_heading or found.parent == "Title")


def _collapsed(runs: Iterator[Run]) -> Iterator[Run]:
    """The runs with white space as the format means it: a space behind another is none, told spaces stay."""
    before = " "
    for run in runs:
        text = run.text[1:] if run.text[:1] == " " and before in (" ", "\n") else run.text
        if text:
            before = text[-1]
            yield Run(text.replace("\0", " "), run.is_bold)
