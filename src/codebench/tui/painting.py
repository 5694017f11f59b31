"""Painting no more than what changed: of each frame, only the widgets and rows that its changes touch.

Textual draws every widget between the topmost and the lowest change, and what lies hidden under others as well: a key
that moves the caret in a text changes two rows there and a line at the foot, and would have the whole screen drawn.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import cast

from rich.console import Console
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

Render = tuple[Region, Region, list[Strip]]
"""Where a widget lies, the part of it that is drawn, and the rows of that part."""


class _WholeFrame(LayoutUpdate):
    """A frame of the whole screen, quickly said to the terminal."""

    def render_segments(self, console: Console) -> str:
        """What the terminal is sent."""
        left, top = self.region.offset
        rows = ("".join([strip.render(console) for strip in row]) for row in self.strips)
        return "\n".join([f"\x1b[{y};{left + 1}H{row}" for y, row in enumerate(rows, top + 1)])


class SparingCompositor(Compositor):
    """Textual's compositor, which asks widgets only for the rows that are wanted of them."""

    _changed: Iterable[Region] | None = None
    """What changed since the last frame, while a frame of that is made."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """A frame of what changed; None where nothing did."""
        self._changed = tuple(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = None

    def render_full_update(self, simplify: bool = False) -> LayoutUpdate:
        """A frame of all."""
        made = super().render_full_update(simplify)
        return _WholeFrame(made.strips, made.region)

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        """For each row of the screen what is seen on it, by the cells where widgets begin or end.

        Nearly every strip fills the room up to the next of these: to divide it costs more than all else about it.
        """
        made: list[dict[int, Strip | None]] = [dict.fromkeys(cuts[:-1]) for cuts in self.cuts]
        for _region, part, strips in self._get_renders(crop):
            left, right = part.column_span
            for y, strip in zip(part.line_range, strips, strict=False):
                if not is_rendered_line(y):
                    continue
                row, cuts = made[y], self.cuts[y]
                first = cuts.index(left)
                if strip.cell_length == cuts[first + 1] - left:
                    if row[left] is None:
                        row[left] = strip
                    continue
                within = cuts[first : cuts.index(right) + 1]
                for cut, piece in zip(within, strip.divide([cut - left for cut in within[1:]]), strict=False):
                    if row[cut] is None:
                        row[cut] = piece
        return cast("Sequence[Mapping[int, Strip]]", made)

    def _get_renders(self, crop: Region | None = None) -> Iterator[Render]:
        """The widgets that show in what is wanted, from front to back: of each, the rows from the first to the last."""
        wanted = self._cells((crop or self.size.region,) if self._changed is None else self._changed)
        for widget, (region, clip) in self.visible_widgets.items():
            whole = region.intersection(clip)
            cells = _bits(whole)
            rows = [y for y in whole.line_range if wanted[y] & cells]
            if rows:
                part = Region(whole.x, rows[0], whole.width, rows[-1] + 1 - rows[0])
                strips = widget.render_lines(part.translate(-region.offset))
                yield region, part, strips
                # What lies behind is hidden, but not where a widget draws less than its room: one that has grown, or
                # whose scrollbar comes, and that is laid out anew only after this frame.
                for y, strip in zip(part.line_range, strips, strict=False):
                    length = strip.cell_length
                    wanted[y] &= ~(cells if length >= part.width else ((1 << length) - 1) << part.x)

    def _cells(self, regions: Iterable[Region]) -> list[int]:
        """For each row of the screen its cells within these regions, a bit for each."""
        rows = [0] * self.size.height
        for region in regions:
            part = region.intersection(self.size.region)
            for y in part.line_range:
                rows[y] |= _bits(part)
        return rows


def _bits(region: Region) -> int:
    return ((1 << region.width) - 1) << region.x
