""".pdf: the text layer, page furniture dropped, columns in reading order, paragraphs and broken words put together.

PDFium gives the characters and their boxes; it marks a hyphen at a line's end as U+FFFE (or U+0002). A page without
characters is a scan. Only one thread may be inside PDFium at a time.
"""

import ctypes
import math
import re
from bisect import bisect_left
from collections.abc import Iterator
from threading import Lock
from typing import Any

from codebench.domain.draft import Doubt
from codebench.domain.errors import InputError
from codebench.i18n import _, plural
from codebench.ingest.formats.file import DocumentFile, damaged, locked, too_large
from codebench.ingest.formats.furniture import PageLine, furniture_doubt, without_furniture
from codebench.ingest.formats.hyphens import Words
from codebench.ingest.formats.paragraphs import rebuild
from codebench.ingest.formats.reading_order import in_reading_order
from codebench.ingest.labels import MAX_LABEL, well_formed
from codebench.ingest.lines import DocumentText
from codebench.ingest.wording import listed, quoted, tidy

MAX_PAGES = 5_000
_MAX_CHARACTERS = 32_000_000
_LINE = re.compile("[^\r\n\ufffe\x02]+[\ufffe\x02]?")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
# Control characters go; a bullet of a symbol font becomes one of Unicode.
_CHARACTERS = {**{code: None for code in range(0x20) if code != 0x02}, 0xF0B7: "•", 0xF0A7: "▪"}
_WIDE_GAP = 1.5
_LEVEL = 0.4
_UPRIGHT = (1.0, 0.0)
_LEANING = 0.05
_SLACK = 4.0
_BOLD = 600
_INSIDE = Lock()


def read(file: DocumentFile) -> DocumentText:
    """The lines of a .pdf.

    Raises:
        InputError: it is damaged, locked with a password, too large, or a scan without text.
    """
    with _INSIDE:
        pages = list(_pages(file))
    blank = [number for number, lines in enumerate(pages, 1) if not lines]
    if len(blank) == len(pages):
        message = _("'{name}' has pages but no text: it is a scan. Have its text recognised (OCR), and read that.")
        raise InputError(message.format(name=quoted(file.name)))
    lines, furniture = without_furniture([line for page in pages for line in page], len(pages), _SLACK)
    by_page: dict[int, list[PageLine]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    ordered = [line for page in by_page.values() for line in in_reading_order(page)]
    words = Words(line.text for line in ordered)
    doubts = tuple(_doubts(file.name, blank, furniture))
    return DocumentText(file.name, file.stem, "pdf", file.checksum, rebuild(ordered, words), doubts)


def _doubts(where: str, blank: list[int], furniture: list[PageLine]) -> Iterator[Doubt]:
    if blank:
        what = _("{pages} without text, which may be scans: {numbers}.")
        numbers = listed([str(number) for number in blank])
        yield Doubt(where, what.format(pages=plural("{n} page", "{n} pages", len(blank)), numbers=numbers))
    if furniture:
        yield furniture_doubt(where, furniture)


def _pages(file: DocumentFile) -> Iterator[list[PageLine]]:
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(file.data)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise (locked if is_locked else damaged)(file.name) from error
    try:
        if len(document) > MAX_PAGES:
            raise too_large(file.name)
        if not len(document):
            raise damaged(file.name)
        size = 0
        for number in range(len(document)):
            lines = _page(document, number)
            size += sum(len(line.text) for line in lines)
            if size > _MAX_CHARACTERS:
                raise too_large(file.name)
            yield lines
    except pypdfium2.PdfiumError as error:
        raise damaged(file.name) from error
    finally:
        document.close()


def _page(document: Any, number: int) -> list[PageLine]:
    page = document[number]
    try:
        text_page = page.get_textpage()
        try:
            return list(_Page(text_page, number, page.get_height()).lines())
        finally:
            text_page.close()
    finally:
        page.close()


class _Page:
    """The characters of one page, with what is asked about them by their places."""

    def __init__(self, text_page: Any, number: int, height: float) -> None:
        from pypdfium2 import raw

        self._raw = raw
        self._page = text_page.raw
        self._number = number
        self._height = height
        self._text: str = text_page.get_text_range()
        # Without these, a place in the text is a place in the page's list of characters.
        self._is_plain = len(self._text) == text_page.count_chars()
        self._astral = [match.start() for match in _ASTRAL.finditer(self._text)]
        self._box = tuple(ctypes.c_double() for _side in range(4))
        self._point = tuple(ctypes.c_double() for _side in range(2))
        self._font = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._matrix = raw.FS_MATRIX()
        self._turn = self._direction()

    def _direction(self) -> tuple[float, float]:
        """Cosine and sine of the angle at which the page's text runs: a landscape page is often a turned one."""
        first = next((index for index, character in enumerate(self._text) if not character.isspace()), None)
        matrix = self._matrix
        if first is None or not self._raw.FPDFText_GetMatrix(self._page, self._place(first), matrix):
            return _UPRIGHT
        length = math.hypot(matrix.a, matrix.b)
        is_upright = not length or (abs(matrix.b) < _LEANING * length and matrix.a > 0)
        return _UPRIGHT if is_upright else (matrix.a / length, matrix.b / length)

    def lines(self) -> Iterator[PageLine]:
        """The lines as the file has them, parted at wide gaps."""
        for line in _LINE.finditer(self._text):
            yield from self._segments(line.start(), line.end())

    def _segments(self, start: int, end: int) -> Iterator[PageLine]:
        text = self._text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            return
        begin = start
        for space in self._breaks(start, end):
            yield self._line(begin, space)
            begin = space + 1
        yield self._line(begin, end)

    def _place(self, index: int) -> int:
        if self._is_plain:
            return index
        # PDFium counts UTF-16 units.
        units = index + bisect_left(self._astral, index)
        return int(self._raw.FPDFText_GetCharIndexFromTextIndex(self._page, units))

    def _breaks(self, start: int, end: int) -> list[int]:
        """The spaces that PDFium made up where something else begins.

        That is behind a gap far wider than the others of the line (tabs, gutters), or where the next word stands
        higher, lower or further left: a line of another column.
        """
        gaps: dict[int, float] = {}
        size = 0.0
        space = self._text.find(" ", start, end)
        while space >= 0:
            if self._raw.FPDFText_IsGenerated(self._page, self._place(space)) == 1:
                size = size or self._size(self._place(start))
                gaps[space] = self._gap(space, size)
            space = self._text.find(" ", space + 1, end)
        if not gaps:
            return []
        level = sorted(gap for gap in gaps.values() if gap < math.inf)
        usual = level[(len(level) - 1) // 2] if len(level) > 1 else 0.0
        return [space for space, gap in gaps.items() if gap > max(_WIDE_GAP * size, 2 * usual)]

    def _gap(self, space: int, size: float) -> float:
        """How far the word behind a space is from the one before it, infinite where it isn't on the same line."""
        before, after = self._place(space - 1), self._place(space + 1)
        sides, next_sides = self._sides(before), self._sides(after)
        if sides is None or next_sides is None:
            return 0.0
        is_level = abs(self._origin(after)[1] - self._origin(before)[1]) < _LEVEL * size
        gap = next_sides[0] - sides[1]
        return gap if is_level and gap > -size else math.inf

    def _origin(self, place: int) -> tuple[float, float]:
        """Where a character begins, whatever its shape: from the left, and its baseline from the top of the page."""
        x, y = self._point
        if not self._raw.FPDFText_GetCharOrigin(self._page, place, x, y):
            return 0.0, 0.0
        along = x.value * self._turn[0] + y.value * self._turn[1]
        up = y.value * self._turn[0] - x.value * self._turn[1]
        return along, self._height - up

    def _size(self, place: int) -> float:
        """The size of the type as it stands on the page, in points."""
        size, matrix = float(self._raw.FPDFText_GetFontSize(self._page, place)), self._matrix
        scale = math.hypot(matrix.b, matrix.d) if self._raw.FPDFText_GetMatrix(self._page, place, matrix) else 1.0
        return max(size * scale, 0.1)

    def _sides(self, place: int) -> tuple[float, float] | None:
        if self._turn != _UPRIGHT:
            along = self._origin(place)[0]
            return along, along + self._size(place) / 2
        left, right, bottom, top = self._box
        if not self._raw.FPDFText_GetCharBox(self._page, place, left, right, bottom, top):
            return None
        return left.value, right.value

    def _line(self, start: int, end: int) -> PageLine:
        first, last = self._place(start), end - 1
        while last > start and self._text[last] in " \ufffe\x02":
            last -= 1
        left, baseline = self._origin(first)
        right = (self._sides(self._place(last)) or (left, left))[1]
        written = self._text[start:end].rstrip()
        text = written.translate(_CHARACTERS)
        label = self._label(start, end) if self._is_bold(first) else None
        if label is not None and text.startswith(label) and text[len(label) : len(label) + 1].isalpha():
            # A narrow tab behind a bold label is no space to PDFium.
            text = f"{label} {text[len(label) :]}"
        return PageLine(text, self._number, left, right, baseline, self._size(first), label=label)

    def _is_bold(self, place: int) -> bool:
        raw = self._raw
        if raw.FPDFText_GetFontWeight(self._page, place) >= _BOLD:
            return True
        length = raw.FPDFText_GetFontInfo(self._page, place, self._font, len(self._font), self._flags)
        return length > 0 and b"bold" in self._font.value.lower()

    def _label(self, start: int, end: int) -> str | None:
        stop = start
        while stop < min(end, start + MAX_LABEL + 2) and (self._text[stop] == " " or self._is_bold(self._place(stop))):
            stop += 1
        label = tidy(self._text[start:stop]).partition(":")[0]
        return label if well_formed(label) and not label.endswith(("!", ".", ",")) else None
