"""The text of an HTML document as Taguette counts it, in UTF-8 bytes, and as we keep it, with its line ends."""

import re
from bisect import bisect_right
from html.parser import HTMLParser

_BLOCKS = frozenset(
    ("p", "div", "li", "ul", "ol", "tr", "table", "blockquote", "pre", "section", "article", "hr", "dt", "dd")
) | {f"h{n}" for n in range(1, 7)}
_HIDDEN = ("script", "style", "head", "title")
_BLANKS = re.compile(r"[ \t\r\n\f\ufeff]+")


class HtmlText:
    """The text of an HTML document. `kept` is the frozen text: blanks as a browser shows them, a line per block."""

    def __init__(self, html: str) -> None:
        reader = _Reader()
        reader.feed(html)
        reader.close()
        kept = "".join(reader.kept).rstrip("\n ")
        self.kept = kept
        self._counted = "".join(reader.counted)
        self._begins = reader.begins
        self._pieces = reader.pieces
        raw = self._counted.encode("utf-8", "replace")
        self.n_bytes = len(raw)
        self._raw = raw

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where bytes [start, end) of the tool's text are in ours; None where that is no passage."""
        if not 0 <= start < end <= self.n_bytes:
            return None
        try:
            first = len(self._raw[:start].decode("utf-8"))
            last = first + len(self._raw[start:end].decode("utf-8"))
        except UnicodeDecodeError:
            return None
        begin, finish = self._kept(first), self._kept(last)
        text = self.kept[begin:finish]
        begin += len(text) - len(text.lstrip())
        finish -= len(text) - len(text.rstrip())
        return (begin, finish) if begin < finish else None

    def words(self, start: int, end: int) -> str:
        """The tool's own text of bytes [start, end), blanks made one."""
        return " ".join(self._raw[start:end].decode("utf-8", "replace").split())

    def _kept(self, at: int) -> int:
        """Where a character of the tool's text is in ours: blanks that were left out lie at the next one kept."""
        i = bisect_right(self._begins, at) - 1
        if i < 0:
            return 0
        counted, kept, length = self._pieces[i]
        return min(kept + min(at - counted, length), len(self.kept))


class _Reader(HTMLParser):
    """Gathers the text as it is counted, and as it is kept, with the pieces that are the same in both."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.counted: list[str] = []
        self.kept: list[str] = []
        self.begins: list[int] = []
        self.pieces: list[tuple[int, int, int]] = []
        self._n_counted = 0
        self._n_kept = 0
        self._is_new_line = True
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins on a line of its own."""
        del attrs
        if tag in _HIDDEN:
            self._hidden += 1
        if tag in _BLOCKS:
            self._line()
        elif tag == "br":
            self._put("\n")
            self._is_new_line = True

    def handle_endtag(self, tag: str) -> None:
        """What comes behind a block begins on a line of its own."""
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        if tag in _BLOCKS:
            self._line()

    def handle_data(self, data: str) -> None:
        """Text: every character is counted, runs of blanks are kept as one."""
        if self._hidden:
            return
        at = 0
        for blank in _BLANKS.finditer(data):
            self._piece(data[at : blank.start()], at)
            if not self._is_new_line and not (self.kept and self.kept[-1].endswith(" ")):
                self._mark(blank.start(), 1)
                self._put(" ")
            at = blank.end()
        self._piece(data[at:], at)
        self.counted.append(data)
        self._n_counted += len(data)

    def _piece(self, text: str, at: int) -> None:
        if text:
            self._mark(at, len(text))
            self._put(text)
            self._is_new_line = False

    def _mark(self, at: int, length: int) -> None:
        self.begins.append(self._n_counted + at)
        self.pieces.append((self._n_counted + at, self._n_kept, length))

    def _put(self, text: str) -> None:
        self.kept.append(text)
        self._n_kept += len(text)

    def _line(self) -> None:
        if not self._is_new_line:
            self._put("\n")
            self._is_new_line = True


def text_of(html: str) -> str:
    """The words of a piece of HTML, blanks made one."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.counted).split())
