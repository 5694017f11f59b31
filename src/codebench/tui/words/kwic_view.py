"""The places of a word in rows, lined up at the word: who says it, what is left of it, the word, what is right."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style

from codebench.analysis.concordance import DENIED, Line
from codebench.domain.text import shown_line
from codebench.project.autocoding import FoundAt
from codebench.tui.table.draw import ELLIPSIS, RowLook, cells_of, line, wrapped
from codebench.tui.table.rows_view import GUTTER, RowsView

_GAP = 2
_MARK = 3  # cells for the mark of what is denied, with a blank on either side
_WIDEST_PLACE = 24
_WIDEST_ASIDE = 22
_ROOM_FOR_ASIDE = 110  # cells that the places want before anything stands behind them
_TICK, _NO_TICK = "✓", "·"
_LOOKED_AT = 500  # so many rows say how wide the place has to be


@dataclass(frozen=True, slots=True)
class _Shared:
    """The widths of a row's parts, in cells."""

    place: int
    left: int
    right: int
    aside: int


class KwicView(RowsView):
    """Shows places; `Moved` tells of the cursor, `Chosen` that Enter was pressed."""

    COMPONENT_CLASSES = RowsView.COMPONENT_CLASSES | {"kwic--found", "kwic--denied"}
    DEFAULT_CSS = """
    KwicView { height: 1fr; .kwic--found { color: $accent; } .kwic--denied { color: $text-warning; } }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Line] = ()
        self._place = 0
        self._has_aside = False
        self._foot: tuple[str, ...] = ()
        self._ticked: Collection[FoundAt] = ()

    def show(self, lines: Sequence[Line], foot: tuple[str, ...] = ()) -> None:
        """Show these places, and sentences under them; the cursor is on the first, or stays where they are the same."""
        same = [found_at(one) for one in self._lines] == [found_at(one) for one in lines]
        self._lines, self._foot = lines, foot
        some = lines[:_LOOKED_AT]
        self._place = min(_WIDEST_PLACE, max((cells_of(place_of(each)) for each in some), default=0))
        self._has_aside = any(each.values or each.codes for each in some)
        self.rows_changed(None if same else 0)

    @property
    def lines(self) -> Sequence[Line]:
        """The places that are shown, in their order."""
        return self._lines

    def tick(self, ticked: Collection[FoundAt]) -> None:
        """Show these as ticked."""
        self._ticked = ticked
        self.refresh()

    @property
    def current(self) -> Line | None:
        """The place under the cursor."""
        return self._lines[self.index] if 0 <= self.index < len(self._lines) else None

    def row_count(self) -> int:
        """The number of places."""
        return len(self._lines)

    def row_line(self, index: int, width: int, look: RowLook) -> list[Segment]:
        """A place."""
        each, shared = self._lines[index], self._shared(width)
        hit = shown_line(each.hit)
        cells = min(cells_of(hit), shared.right)
        style = self._style(look, "denied" if each.is_denied else "found")
        mark = DENIED if each.is_denied else " "
        sign, sign_style = (_TICK, look.good) if found_at(each) in self._ticked else (_NO_TICK, look.muted)
        segments = [
            Segment(sign.ljust(_GAP), sign_style),
            Segment(line(place_of(each), shared.place), look.muted),
            Segment(f" {mark} ", style),
            Segment(tail(each.left, shared.left), look.base),
            Segment(line(hit, cells), style),
            Segment(line(_flat(each.right), shared.right - cells), look.base),
        ]
        if shared.aside:
            aside = " · ".join([*each.values, *each.codes])
            segments.append(Segment(" " * _GAP + line(aside, shared.aside), look.muted))
        return segments

    def tail_lines(self, width: int) -> list[str]:
        """The sentences under the places."""
        lines = [part for sentence in self._foot for part in wrapped(sentence, max(20, width - GUTTER - 1))]
        return ["", *(" " * GUTTER + part for part in lines)] if lines else []

    def _shared(self, width: int) -> _Shared:
        aside = _WIDEST_ASIDE if self._has_aside and width >= _ROOM_FOR_ASIDE else 0
        rest = width - _GAP - self._place - _MARK - (aside + _GAP if aside else 0)
        left = max(0, rest * 9 // 20)
        return _Shared(self._place, left, max(0, rest - left), aside)

    def _style(self, look: RowLook, part: str) -> Style:
        if look.plain:
            return look.base + Style(underline=True, bold=True, italic=part == "denied")
        colour = self.get_component_rich_style(f"kwic--{part}", partial=True).color
        return look.base + Style(color=colour, bold=True)


def found_at(each: Line) -> FoundAt:
    """The place, apart from what is told of it."""
    return FoundAt(each.document_id, each.version_id, each.start, each.end)


def place_of(each: Line) -> str:
    """Who says it, and where."""
    name = each.document
    return name if each.case in ("", name) else f"{each.case} · {name}"


def tail(text: str, width: int) -> str:
    """The end of a text in exactly so many cells, to the right."""
    flat = _flat(text[-2 * width - 2 :]) if width else ""
    if cells_of(flat) > width:
        while flat and cells_of(flat) > width - 1:
            flat = flat[1:]
        flat = ELLIPSIS + flat
    return " " * (width - cells_of(flat)) + flat


def _flat(text: str) -> str:
    return shown_line(text.replace("\n", " "))
