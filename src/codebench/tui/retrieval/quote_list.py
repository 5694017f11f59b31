"""Passages in rows under what they are grouped by: the star, who says it, and what is said."""

from collections import Counter
from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip

from codebench.domain.text import shown, shown_line
from codebench.i18n import _
from codebench.project.passages import STAR, Grouping, Passage, Passages
from codebench.tui.table.draw import RowLook, cells_of, line, wrapped
from codebench.tui.table.rows_view import GUTTER, RowsView

_GAP = 2
_WIDEST_WHO = 28
_LOOKED_AT = 500  # so many passages say how wide the place of who says it has to be
_NEW = "≈"  # a clean version, or a paraphrase, was written


class QuoteList(RowsView):
    """Shows passages; `Moved` tells of the cursor, `Chosen` that Enter was pressed."""

    DEFAULT_CSS = "QuoteList { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[str | Passage] = []
        self._who = 0
        self._by = Grouping.CODE
        self._foot: tuple[str, ...] = ()

    def show(self, found: Passages, by: Grouping, *, stay: bool = False) -> None:
        """Show what was found, grouped; the cursor is on the first passage, or (`stay`) where it was."""
        self._rows = []
        grouped = found.grouped(by)
        sizes = Counter(each.group(by) for each in grouped)
        heading = None
        for each in grouped:
            if each.group(by) != heading:
                heading = each.group(by)
                self._rows.append(f"{heading or _('(none)')}  {sizes[heading]}")
            self._rows.append(each)
        some = [_aside(row, by) for row in self._rows[:_LOOKED_AT] if isinstance(row, Passage)]
        self._who = min(_WIDEST_WHO, max(map(cells_of, some), default=0))
        self._by = by
        self._foot = (found.n(), found.rule(), *found.notes())
        self.rows_changed(None if stay else min(1, len(self._rows) - 1))

    @property
    def current(self) -> Passage | None:
        """The passage under the cursor."""
        row = self._rows[self.index] if 0 <= self.index < len(self._rows) else None
        return row if isinstance(row, Passage) else None

    def row_count(self) -> int:
        """The number of passages, and of what they stand under."""
        return len(self._rows)

    def head_lines(self, width: int, look: RowLook) -> list[Strip]:
        """Nothing: what stands in a line is seen."""
        del width, look
        return []

    def row_line(self, index: int, width: int, look: RowLook) -> list[Segment]:
        """A heading with the number of passages under it, or a passage."""
        row = self._rows[index]
        if isinstance(row, str):
            return [Segment(line(row, width), look.base + Style(bold=True))]
        sign = (STAR if row.starred else " ") + (_NEW if row.report_text or row.paraphrase else " ")
        segments = [Segment(sign + " ", look.good)]
        if self._who:
            segments += [Segment(line(_aside(row, self._by), self._who), look.muted), Segment(" " * _GAP, look.base)]
        room = width - sum(segment.cell_length for segment in segments)
        return [*segments, Segment(line(row.quote.replace("\n", " "), max(0, room)), look.base)]

    def tail_lines(self, width: int) -> list[str]:
        """N, the rule and notes."""
        lines = [part for sentence in self._foot for part in wrapped(sentence, max(20, width - GUTTER - 1))]
        return ["", *(" " * GUTTER + part for part in lines)] if self._rows else []


def _aside(each: Passage, by: Grouping) -> str:
    """What stands beside a passage: who says it, or the code, and the values that were asked."""
    first = each.code if by is Grouping.CASE else each.who
    return " · ".join(part for part in (first, *each.values) if part)


def whole(each: Passage | None) -> Content:
    """A passage with what is around it, where it stands, and what was written of it."""
    if each is None:
        return Content("")
    place = " · ".join(part for part in (each.who, *each.values, each.document, each.code, each.coder) if part)
    parts: list[Content | str | tuple[str, str]] = [
        (shown_line(place) + "\n", "$foreground 60%"),
        (shown(each.before), "$foreground 60%"),
        (shown(each.quote), "bold"),
        (shown(each.after), "$foreground 60%"),
    ]
    for what, text in ((_("for the report"), each.report_text), (_("paraphrase"), each.paraphrase)):
        if text:
            parts += [(f"\n{what}: ", "$foreground 60%"), shown(text)]
    return Content.assemble(*parts)


def quotes_in(passages: Sequence[Passage]) -> Content:
    """Passages one under another, whole."""
    return Content("\n\n").join(whole(each) for each in passages)
