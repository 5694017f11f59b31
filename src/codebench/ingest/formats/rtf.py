r""".rtf: the groups and control words of the format, as far as they carry text, weight, tables and tracked changes.

Source: Rich Text Format specification 1.9.1. A program of our own reads what converters to plain text drop: bold
lead-ins, cells, deletions. What is unknown and marked with \* is skipped, as the specification asks.
"""

import codecs
import re
from collections import Counter
from dataclasses import dataclass, field, replace

from codebench.ingest.formats.file import DocumentFile, damaged
from codebench.ingest.formats.flow import Block, Grid, Paragraph, Run, lines_from
from codebench.ingest.formats.left_out import LeftOut, doubts
from codebench.ingest.lines import DocumentText

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\"
)
_CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "zwj": "\u200d",
    "zwnj": "\u200c",
}
_SYMBOLS = {b"~": "\u00a0", b"_": "\u2011", b"-": "", b"{": "{", b"}": "}", b"\\": "\\", b":": ":"}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Destinations without a star of their own whose text is not the document's.
_SKIPPED = _words(
    """fonttbl colortbl stylesheet info pict header headerl headerr headerf footer footerl footerr footerf fldinst
    annotation atnid atnauthor atnref atndate atnicn listtable listoverridetable revtbl rsidtbl generator themedata
    colorschememapping latentstyles datastore xmlnstbl bkmkstart bkmkend nonshppict object objdata sn sv sp pntext
    pnseclvl listtext filetbl ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn tc xe rxe txe doccomm operator author title
    subject keywords comment company category manager creatim revtim printim buptim nesttableprops template shprslt
    formfield datafield mailmerge pgdsctbl userprops wgrffmtfilter private"""
)
# Starred destinations that do hold the document's text.
_KEPT = frozenset({"shptxt", "shpinst", "footnote", "nestrow"})
_CHARSETS = {77: "mac_roman", 161: "cp1253", 162: "cp1254", 204: "cp1251", 238: "cp1250", 254: "cp437", 255: "cp850"}
_FONT = re.compile(rb"\{\\f(\d{1,6})\\[^{};]*?\\fcharset(\d{1,3})")
_STYLE = re.compile(rb"\{\\s(\d{1,5})(?!\d)([^{}]*);\}")
_HEADING_STYLE = re.compile(rb"\\outlinelevel[0-8](?!\d)| (?:heading \d|Title)$", re.IGNORECASE)
_LONGEST_TABLE = 200_000
_MOST_NESTED = 2000


def read(file: DocumentFile) -> DocumentText:
    """The lines of an .rtf.

    Raises:
        InputError: it is no RTF at all, or ends in the middle.
    """
    reading = _Reading(_fonts(file.data), _headings(file.data))
    reading.read(file)
    lines = lines_from(reading.done())
    return DocumentText(file.name, file.stem, "rtf", file.checksum, lines, tuple(doubts(file.name, reading.left_out)))


def _fonts(data: bytes) -> dict[int, str]:
    """The encoding of each font that has one of its own."""
    start = data.find(b"{\\fonttbl")
    found = _FONT.findall(data, start, start + _LONGEST_TABLE) if start >= 0 else []
    return {int(font): _CHARSETS[int(charset)] for font, charset in found if int(charset) in _CHARSETS}


def _headings(data: bytes) -> frozenset[int]:
    """The numbers of the styles that are headings."""
    start = data.find(b"{\\stylesheet")
    styles = _STYLE.findall(data, start, start + _LONGEST_TABLE) if start >= 0 else []
    return frozenset(int(number) for number, inside in styles if _HEADING_STYLE.search(inside))


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits and gives back at its end."""

    is_bold: bool = False
    is_skipped: bool = False
    is_hidden: bool = False
    is_deleted: bool = False
    is_heading: bool = False
    in_table: bool = False
    in_note: bool = False
    in_box: bool = False
    fallback: int = 1
    font: int = 0


@dataclass(slots=True)
class _Reading:
    """One way through the tokens, with what has been read of the paragraph, the row and the table so far."""

    fonts: dict[int, str]
    headings: frozenset[int]
    encoding: str = "cp1252"
    left_out: Counter[LeftOut] = field(default_factory=Counter)
    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    cell: list[Block] = field(default_factory=list)
    row: list[tuple[Block, ...]] = field(default_factory=list)
    rows: list[tuple[tuple[Block, ...], ...]] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)
    around: list[list[Run]] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)
    high: int = 0

    def read(self, file: DocumentFile) -> None:
        """Go through all tokens."""
        state = _State()
        stack: list[_State] = []
        skip = position = 0
        is_starred = False
        while match := _TOKEN.match(file.data, position):
            position = match.end()
            word, number, code, symbol, brace, text = match.groups()
            if brace == b"{":
                self.flush(state)
                stack.append(state)
                if len(stack) > _MOST_NESTED:
                    raise damaged(file.name)
                skip = 0
            elif brace == b"}":
                self.flush(state)
                if not stack:
                    break
                before, state = state, stack.pop()
                self.leave(before, state)
                skip = 0
                if not stack:
                    return
            elif symbol == b"*":
                is_starred = True
                continue
            elif word is not None:
                value = None if number is None else int(number)
                name = word.decode("ascii")
                if name == "bin":
                    position += max(value or 0, 0)
                elif name == "u":
                    self.unicode(value or 0, state)
                    skip = state.fallback
                    continue
                elif skip and name not in _CHARACTERS:
                    pass
                else:
                    self.flush(state)
                    state = self.word(name, value, state, is_starred)
                    skip = 0
            elif code is not None or text is not None:
                found = bytes.fromhex(code.decode("ascii")) if code is not None else text
                found, skip = found[skip:], max(0, skip - len(found))
                self.raw += found
            elif symbol is not None:
                self.flush(state)
                skip = 0
                if symbol in b"\r\n":
                    self.word("par", None, state, False)
                else:
                    self.add(_SYMBOLS.get(symbol, ""), state)
            is_starred = False
        raise damaged(file.name)

    def leave(self, inner: _State, outer: _State) -> None:
        """Close what ends with a group: a note, a text box."""
        if inner.in_note and not outer.in_note:
            self.runs.append(Run("]"))
        if inner.in_box and not outer.in_box:
            self.end_paragraph(inner)
            self.runs = self.around.pop()

    def flush(self, state: _State) -> None:
        """Decode the bytes that were waiting for the rest of a character."""
        if self.raw:
            encoding = self.fonts.get(state.font, self.encoding)
            text, self.raw = self.raw.decode(encoding, "replace"), bytearray()
            self.add(text, state)

    def unicode(self, value: int, state: _State) -> None:
        """Take in one UTF-16 unit; halves of a pair are put together, a half alone becomes U+FFFD."""
        self.flush(state)
        unit = value % 0x10000
        if 0xD800 <= unit < 0xDC00:
            if self.high:
                self.add("\ufffd", state)
            self.high = unit
            return
        if 0xDC00 <= unit < 0xE000:
            high, self.high = self.high, 0
            self.add(chr(0x10000 + ((high - 0xD800) << 10) + unit - 0xDC00) if high else "\ufffd", state)
            return
        # 0xF000 and on is how old files write the characters of a symbol font.
        self.add(chr(unit - 0xF000 if 0xF020 <= unit <= 0xF0FF else unit) if unit else "", state)

    def add(self, text: str, state: _State) -> None:
        """Take in text."""
        if self.high:
            self.high = 0
            text = "\ufffd" + text
        if not text or state.is_skipped:
            return
        if state.is_deleted or state.is_hidden:
            self.left_out[LeftOut.DELETED if state.is_deleted else LeftOut.HIDDEN] += 1
            return
        self.runs.append(Run(text.replace("\x00", ""), state.is_bold))

    def word(self, name: str, value: int | None, state: _State, is_starred: bool) -> _State:
        """Do what a control word says and give the state after it."""
        if name in _SKIPPED or (is_starred and name not in _KEPT):
            self.left_out[LeftOut.COMMENT] += name == "annotation" and not state.is_skipped
            return replace(state, is_skipped=True)
        if state.is_skipped:
            return state
        is_on = value != 0
        match name:
            case "b":
                return replace(state, is_bold=is_on)
            case "plain":
                return replace(state, is_bold=False, is_hidden=False, is_deleted=False)
            case "v":
                return replace(state, is_hidden=is_on)
            case "deleted":
                return replace(state, is_deleted=is_on)
            case "pard":
                return replace(state, is_heading=False, in_table=False)
            case "s":
                return replace(state, is_heading=value in self.headings)
            case "outlinelevel":
                return replace(state, is_heading=(value or 0) < 9)
            case "intbl":
                return replace(state, in_table=True)
            case "f":
                return replace(state, font=value or 0)
            case "uc":
                return replace(state, fallback=min(max(value or 0, 0), 8))
            case "ansicpg":
                self.encoding = _codec(f"cp{value}")
            case "mac":
                self.encoding = "mac_roman"
            case "pc":
                self.encoding = "cp437"
            case "pca":
                self.encoding = "cp850"
            case "footnote":
                self.left_out[LeftOut.NOTE] += 1
                self.runs.append(Run(" ["))
                return replace(state, in_note=True)
            case "shptxt" if not state.in_box:
                self.around.append(self.runs)
                self.runs = []
                return replace(state, in_box=True, in_table=False)
            case "par" | "sect" | "page":
                self.end_paragraph(state)
            case "cell" | "nestcell":
                self.end_paragraph(replace(state, in_table=True))
                self.row.append(tuple(self.cell))
                self.cell = []
            case "row" | "nestrow":
                self.rows.append(tuple(self.row))
                self.row = []
            case _:
                self.add(_CHARACTERS.get(name, ""), state)
        return state

    def end_paragraph(self, state: _State) -> None:
        """Put the runs so far where they belong: into a cell, or behind the table before them."""
        if state.in_note:
            self.runs.append(Run(" "))
            return
        paragraph = Paragraph(tuple(self.runs), state.is_heading)
        self.runs = []
        if state.in_box:
            self.boxes.append(paragraph)
            return
        boxes, self.boxes = self.boxes, []
        if state.in_table:
            self.cell += [paragraph, *boxes]
            return
        self.end_table()
        self.blocks += [paragraph, *boxes]

    def end_table(self) -> None:
        """Put the rows so far behind what was there."""
        if self.cell or self.row:
            self.rows.append((*self.row, tuple(self.cell)))
            self.row, self.cell = [], []
        if self.rows:
            self.blocks.append(Grid(tuple(self.rows)))
            self.rows = []

    def done(self) -> list[Block]:
        """All blocks of the document."""
        self.end_paragraph(_State())
        return self.blocks


def _codec(name: str) -> str:
    try:
        return codecs.lookup("utf-8" if name == "cp65001" else name).name
    except LookupError:
        return "cp1252"
