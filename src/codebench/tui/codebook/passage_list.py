"""The passages of a code in rows: where and whose each is, and its words with what is said around them."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from codebench.i18n import _
from codebench.project.code_passages import CodePassage
from codebench.tui.rules.hit_list import around
from codebench.tui.table.draw import RowLook, cells_of, line
from codebench.tui.table.rows_view import GUTTER, RowsView

_GAP = 2
_WIDEST_PLACE = 26
_WIDEST_CODER = 10
_STALE = "!"


class PassageList(RowsView):
    """Shows passages; `Moved` tells of the cursor, `Chosen` that Enter was pressed."""

    COMPONENT_CLASSES = RowsView.COMPONENT_CLASSES | {"passages--quote"}
    DEFAULT_CSS = """
    PassageList { height: 1fr; .passages--quote { color: $accent; text-style: bold; } }
    """

    def __init__(self) -> None:
        super().__init__()
        self._passages: Sequence[CodePassage] = ()
        self._place = 0
        self._coder = 0  # in cells; 0 where all are one coder's

    def show(self, passages: Sequence[CodePassage], index: int) -> None:
        """Show these passages, the cursor on one of them."""
        self._passages = passages
        self._place = min(_WIDEST_PLACE, max((cells_of(place_of(each)) for each in passages[:200]), default=4))
        coders = {each.coder for each in passages}
        widest = max((cells_of(coder) for coder in (_("coder"), *coders)), default=0)
        self._coder = min(_WIDEST_CODER, widest) if len(coders) > 1 else 0
        self.rows_changed(index)

    @property
    def current(self) -> CodePassage | None:
        """The passage under the cursor."""
        return self._passages[self.index] if 0 <= self.index < len(self._passages) else None

    def row_count(self) -> int:
        """The number of passages."""
        return len(self._passages)

    def head_lines(self, width: int, look: RowLook) -> list[Strip]:
        """The headings."""
        coder = f"{line(_('coder'), self._coder)}{' ' * _GAP}" if self._coder else ""
        text = f"{' ' * (1 + _GAP)}{line(_('where'), self._place)}{' ' * _GAP}{coder}{_('passage')}"
        return [Strip([Segment(" " * GUTTER + line(text, width - GUTTER), look.base)])]

    def row_line(self, index: int, width: int, look: RowLook) -> list[Segment]:
        """The cells of a passage."""
        passage = self._passages[index]
        segments = [
            Segment(_STALE if passage.is_stale else " ", look.good),
            Segment(" " * _GAP, look.base),
            Segment(line(place_of(passage), self._place), look.muted),
            Segment(" " * _GAP, look.base),
        ]
        if self._coder:
            segments += [Segment(line(passage.coder, self._coder), look.muted), Segment(" " * _GAP, look.base)]
        room = width - sum(segment.cell_length for segment in segments)
        quote = Style.combine([look.base, self._quote_style(look)])
        start = len(passage.before)
        marks = [(start, start + len(passage.quote))]
        text = passage.before + passage.quote + passage.after
        return segments + [Segment(part, quote if marked else look.base) for part, marked in around(text, marks, room)]

    def _quote_style(self, look: RowLook) -> Style:
        if look.plain:
            return Style(underline=True, bold=True)
        return Style(color=self.get_component_rich_style("passages--quote", partial=True).color, bold=True)


def place_of(passage: CodePassage) -> str:
    """Whose passage it is, and in which text."""
    return " · ".join(part for part in (passage.case, passage.place) if part)
