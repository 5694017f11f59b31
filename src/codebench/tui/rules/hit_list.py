"""The units of a group in rows: the tick, whose it is, and what was found with the words around it."""

from collections.abc import Callable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from codebench.i18n import _
from codebench.project.rule_models import RuleMatch
from codebench.tui.table.draw import ELLIPSIS, RowLook, cells_of, line
from codebench.tui.table.rows_view import GUTTER, RowsView

_GAP = 2
_WIDEST_PLACE = 26
_TICK, _NO_TICK = "✓", "·"


class HitList(RowsView):
    """Shows units; `Moved` tells of the cursor, `Chosen` that Enter was pressed."""

    COMPONENT_CLASSES = RowsView.COMPONENT_CLASSES | {"hits--found"}
    DEFAULT_CSS = """
    HitList { height: 1fr; .hits--found { color: $accent; text-style: bold; } }
    """

    def __init__(self) -> None:
        super().__init__()
        self._matches: Sequence[RuleMatch] = ()
        self._is_ticked: Callable[[RuleMatch], bool] | None = None
        self._place = 0

    def show(self, matches: Sequence[RuleMatch], is_ticked: Callable[[RuleMatch], bool] | None) -> None:
        """Show these units, with ticks where there is something to tick."""
        same = [match.unit_id for match in self._matches] == [match.unit_id for match in matches]
        self._matches, self._is_ticked = matches, is_ticked
        self._place = min(_WIDEST_PLACE, max((cells_of(place_of(match)) for match in matches[:200]), default=4))
        self.rows_changed(None if same else 0)

    @property
    def current(self) -> RuleMatch | None:
        """The unit under the cursor."""
        return self._matches[self.index] if 0 <= self.index < len(self._matches) else None

    def row_count(self) -> int:
        """The number of units."""
        return len(self._matches)

    def head_lines(self, width: int, look: RowLook) -> list[Strip]:
        """The headings."""
        tick = "" if self._is_ticked is None else _TICK.ljust(1 + _GAP)
        text = f"{tick}{line(_('where'), self._place)}{' ' * _GAP}{_('what is said')}"
        return [Strip([Segment(" " * GUTTER + line(text, width - GUTTER), look.base)])]

    def row_line(self, index: int, width: int, look: RowLook) -> list[Segment]:
        """The cells of a unit."""
        match = self._matches[index]
        segments: list[Segment] = []
        if self._is_ticked is not None:
            ticked = self._is_ticked(match)
            segments += [Segment(_TICK if ticked else _NO_TICK, look.good if ticked else look.muted)]
            segments += [Segment(" " * _GAP, look.base)]
        segments += [Segment(line(place_of(match), self._place), look.muted), Segment(" " * _GAP, look.base)]
        room = width - sum(segment.cell_length for segment in segments)
        found = Style.combine([look.base, self._found_style(look)])
        return segments + [
            Segment(text, found if is_hit else look.base) for text, is_hit in around(match.text, match.marks(), room)
        ]

    def _found_style(self, look: RowLook) -> Style:
        if look.plain:
            return Style(underline=True, bold=True)
        style = self.get_component_rich_style("hits--found", partial=True)
        return Style(color=style.color, bold=True)


def place_of(match: RuleMatch) -> str:
    """Whose unit it is, and in which text."""
    return (
        match.case if match.case == match.document or not match.document else f"{match.case or '–'} · {match.document}"
    )


def around(text: str, marks: Sequence[tuple[int, int]], width: int) -> list[tuple[str, bool]]:
    """The text on one line of so many cells, so that the first mark is in sight: pieces, and whether each is marked."""
    flat = text.replace("\n", " ")
    start = marks[0][0] if marks else 0
    first = max(0, start - width // 3)
    if first:
        # Between words, where there is a blank near.
        blank = flat.find(" ", first, start)
        first = blank + 1 if blank >= 0 else first
    pieces: list[tuple[str, bool]] = [(ELLIPSIS, False)] if first else []
    at = first
    for a, b in marks:
        if b <= at:
            continue
        pieces += [(flat[at:a], False), (flat[max(a, at) : b], True)]
        at = b
    pieces.append((flat[at : at + width + 1], False))
    return _fitted(pieces, width)


def _fitted(pieces: Sequence[tuple[str, bool]], width: int) -> list[tuple[str, bool]]:
    fitted: list[tuple[str, bool]] = []
    left = width
    for text, is_marked in pieces:
        cells = min(cells_of(text[: left + 1]), left + 1) if text else 0
        if cells > left:
            fitted.append((line(text, left), is_marked))
            return fitted
        if text:
            fitted.append((line(text, cells), is_marked))
            left -= cells
    return fitted
