"""The document pane: a text to read and select in, with the codings that lie on it.

It shows what a screen hands down and says where the caret and the selection went; it never codes.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.timer import Timer

from codebench.tui.actions import AZERTY_DIGITS
from codebench.tui.document.caret import Caret
from codebench.tui.document.counting import Count
from codebench.tui.document.keys import COUNT_KEYS, PANE_ACTIONS
from codebench.tui.document.model import PaneCoding, PaneDocument
from codebench.tui.document.paint import PLAIN, RowState
from codebench.tui.document.selection import Span
from codebench.tui.document.view import SheetView
from codebench.tui.widget_keys import widget_bindings

_DRAG_TICK = 1 / 20
_BY_EYE = {"left", "right", "up", "down", "row_start", "row_end", "page_up", "page_down", "next_word", "previous_word"}
"""Motions over what is in sight; all others go to something that is then read."""
_ALL_SELECTED = RowState(selection=(0, sys.maxsize))


class DocumentPane(SheetView, can_focus=True):
    """A read-only text with gutter, stripes, caret and selection."""

    BINDINGS: ClassVar[list[BindingType]] = [*widget_bindings(PANE_ACTIONS)]

    class Moved(Message):
        """The caret stands elsewhere, or something else is selected: one message, for mostly both change with a key.

        `unit_id` is None outside all units; nothing is selected where `start` and `end` are the same.
        """

        def __init__(self, pane: "DocumentPane", offset: int, unit_id: int | None, selection: Span) -> None:
            super().__init__()
            self.pane = pane
            self.offset = offset
            self.unit_id = unit_id
            self.start, self.end = selection

        @property
        def control(self) -> "DocumentPane":
            """The pane, for `on(..., "#selector")`."""
            return self.pane

    class CountTyped(Message):
        """A count before a motion was typed so far; None where it is over."""

        def __init__(self, typed: str | None) -> None:
            super().__init__()
            self.typed = typed

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._caret = Caret()
        self._count = Count(COUNT_KEYS, AZERTY_DIGITS)
        self._dragging: Offset | None = None  # where the mouse is while it drags
        self._drag_timer: Timer | None = None

    # What the screen hands down

    def show(self, document: PaneDocument) -> None:
        """Show a document from its beginning."""
        by_sentence, self._caret = self._caret.by_sentence, Caret()
        self._caret.by_sentence = by_sentence
        self.lay(document)
        self._report_cursor()
        self._tell()

    def set_codings(self, codings: Iterable[PaneCoding]) -> None:
        """Show these codings instead; only what differs is worked on and painted."""
        self.repaint(self.sheet.set_codings(codings))

    def patch_codings(self, gone: Iterable[int], come: Iterable[PaneCoding]) -> None:
        """Let these codings go, by id, and show these; what an act changes costs the same however many there are."""
        self.repaint(self.sheet.patch_codings(gone, come))

    def set_reviewed(self, unit_ids: Iterable[int]) -> None:
        """Show exactly these units as reviewed."""
        self.repaint(self.sheet.set_reviewed(unit_ids))

    def set_bookmarked(self, unit_ids: Iterable[int]) -> None:
        """Show a bookmark on exactly these units."""
        self.repaint(self.sheet.set_bookmarked(unit_ids))

    def set_noted(self, offsets: Iterable[int]) -> None:
        """Show the sign of a memo beside exactly the rows of these offsets."""
        self.repaint(self.sheet.set_noted(offsets))

    def number_lines(self, by_line: bool) -> None:
        """Number the lines of the text in the margin, or its units."""
        self.by_line = by_line
        self.rewrap()

    def set_hits(self, hits: Iterable[Span]) -> None:
        """Mark these spans as found by a search; an empty list marks nothing."""
        self.sheet.set_hits(hits)
        self.refresh()

    def go_to(self, offset: int, centre: bool = True) -> None:
        """Put the caret here and drop the selection; what was out of sight comes to the middle."""
        with self._moving(centre=centre, reading_on=True):
            self._caret.place(self.sheet.layout.snap(offset))

    def select(self, start: int, end: int) -> None:
        """Select text[start:end]; the caret stands at its end, the start stays in sight."""
        layout = self.sheet.layout
        with self._moving(whole=True):
            self._caret.place(layout.snap(end), layout.snap(start))

    # What the screen may ask

    @property
    def caret(self) -> int:
        """Where the caret stands."""
        return self._caret.offset

    @property
    def selection(self) -> Span | None:
        """What is selected, as it is; None where nothing is."""
        return self._caret.selection

    @property
    def target_span(self) -> Span | None:
        """What an act applies to: the selection without the blanks at its ends, else the body of the unit here.

        None where that holds nothing: a selection of blanks, an empty turn, a place outside all units.
        """
        return self._caret.target(self.sheet.reading)

    @property
    def by_sentence(self) -> bool:
        """Whether an act without a selection applies to the sentence under the caret instead of its unit."""
        return self._caret.by_sentence

    @by_sentence.setter
    def by_sentence(self, wanted: bool) -> None:
        self._caret.by_sentence = wanted

    def codings_at(self, offset: int) -> list[PaneCoding]:
        """The codings on the character at the offset, the one on top last."""
        return self.sheet.index.at(offset)

    def codings_in(self, start: int, end: int) -> set[int]:
        """The ids of the codings that overlap text[start:end]."""
        return {coding.id for coding in self.sheet.index.within(start, end)}

    # Actions (see `keys`)

    def action_move(self, motion: str) -> None:
        """Move the caret; after `v` that selects."""
        self._go(motion, selecting=False)

    def action_extend(self, motion: str) -> None:
        """Move the caret and select."""
        self._go(motion, selecting=True)

    def action_anchor(self) -> None:
        """Let every motion select from here on, or drop the selection."""
        with self._moving():
            self._caret.toggle()

    def action_drop(self) -> None:
        """Drop the selection; without one the key is the screen's."""
        if self._caret.anchor is None:
            raise SkipAction
        with self._moving():
            self._caret.place(self._caret.offset)

    def action_grow(self) -> None:
        """Grow the selection to its words, its sentences, what its speakers say."""
        with self._moving(whole=True):
            for _time in range(self._count.times or 1):
                self._caret.grow(self.sheet.reading)

    def action_shrink(self) -> None:
        """Take back a growing, or shrink the selection to the first turn, sentence or word in it."""
        with self._moving(whole=True):
            for _time in range(self._count.times or 1):
                self._caret.shrink(self.sheet.reading)

    def action_select_unit(self) -> None:
        """Select what is said in the unit here."""
        unit = self.sheet.reading.unit(self._caret.offset)
        if unit is None:
            raise SkipAction
        self.select(unit.body_start, unit.end)

    def on_key(self, event: events.Key) -> None:
        """A count before a motion is kept from what its digits do elsewhere."""
        counting = self._count.typed
        if self._count.takes(event.key):
            event.stop()
        if self._count.typed != counting:
            self.post_message(self.CountTyped(self._count.typed))

    # The caret

    def _go(self, motion: str, selecting: bool) -> None:
        page = max(1, self.scrollable_content_region.height - 2)
        with self._moving(reading_on=motion not in _BY_EYE):
            self._caret.go(motion, selecting, self.sheet.reading, self.sheet.layout, page, self._count.times)
            if motion.startswith("page"):
                step = page if motion == "page_down" else -page
                self.scroll_to(y=self.scroll_offset.y + step, animate=False)

    @contextmanager
    def _moving(self, *, whole: bool = False, centre: bool = False, reading_on: bool = False) -> Iterator[None]:
        """Around a change of the caret: paint the rows that it touches, keep it in sight, tell the screen.

        `whole` keeps the start of the selection in sight as well, `centre` brings a far caret to the middle;
        `reading_on` brings what begins at the caret into sight, as far as the screen holds it.
        """
        reading = self.sheet.reading
        before, selected, top = self._caret.offset, self._caret.selection, self.scroll_offset.y
        yield
        now, selection = self._caret.offset, self._caret.selection
        self.reveal(now, selection[0] if whole and selection else None, centre)
        if reading_on and selection is None:
            unit = reading.unit(now)
            starts = unit is not None and now == unit.body_start
            self.reveal(max(now, (unit.end if unit and starts else reading.sentence(now)[1]) - 1), now)
        if self.scroll_offset.y == top:
            self._repaint_between(before, selected)
            self._report_cursor()
        if (now, selection) != (before, selected):
            self._tell()

    def _repaint_between(self, before: int, selected: Span | None) -> None:
        """Paint the rows on which caret and selection differ from what they were; scrolling paints all of them."""
        reading, layout = self.sheet.reading, self.sheet.layout
        now, selection = self._caret.offset, self._caret.selection
        dirty = [layout.rows_of(*span) for span in _difference(selected, selection)]
        if now != before:
            dirty += [(row, row) for row in {layout.row_of(before), layout.row_of(now)}]
            units = {reading.unit(before), reading.unit(now)}
            if len(units) > 1:
                dirty += [(row, row) for row in (layout.row_of(unit.start) for unit in units if unit)]
        self.repaint(dirty)

    def _tell(self) -> None:
        offset = self._caret.offset
        unit = self.sheet.reading.unit(offset)
        self.post_message(
            self.Moved(self, offset, unit.id if unit else None, self._caret.selection or (offset, offset))
        )

    def _report_cursor(self) -> None:
        """Put the hardware cursor where the caret is: screen readers and Braille lines follow it."""
        if self.has_focus:
            row, x = self.sheet.layout.position(self._caret.offset)
            at = Offset(self.sheet.frame.text_x + x, row - self.scroll_offset.y)
            self.app.cursor_position = self.content_region.offset + at

    def watch_has_focus(self, has_focus: bool) -> None:
        """The hardware cursor comes along with the focus."""
        super().watch_has_focus(has_focus)
        self._report_cursor()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The hardware cursor stays with the caret."""
        super().watch_scroll_y(old_value, new_value)
        self._report_cursor()

    def row_states(self, rows: range) -> Mapping[int, RowState]:
        """Caret and selection as far as they are on these rows, and where the caret's unit begins."""
        layout, offset, selection = self.sheet.layout, self._caret.offset, self._caret.selection
        states: dict[int, RowState] = {}
        if selection is not None:
            first, last = layout.rows_of(*selection)
            states = dict.fromkeys(range(max(first, rows.start), min(last + 1, rows.stop)), _ALL_SELECTED)
            for row in (first, last):
                start, stop = layout.starts[row], layout.stop(row)
                if row in states and not selection[0] <= start <= stop <= selection[1]:
                    states[row] = RowState(selection=_within(selection, start, stop))
        unit = self.sheet.reading.unit(offset)
        caret_row, unit_row = layout.row_of(offset), layout.row_of(unit.start) if unit else -1
        for row in {caret_row, unit_row}:
            if row in rows:
                states[row] = RowState(
                    caret=offset if row == caret_row else None,
                    selection=states.get(row, PLAIN).selection,
                    current=row == unit_row,
                )
        return states

    def rewrap(self, keep: int | None = None) -> None:
        """Wrap for the present size; a caret in sight stays in sight."""
        super().rewrap(self._caret.offset if keep is None else keep)
        self._report_cursor()

    # The mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the caret here; with Shift, select up to here."""
        if event.button != 1:
            return
        event.stop()
        self._dragging = event.screen_offset - self.content_region.offset
        with self._moving():
            if event.shift:
                self._caret.reach(self._offset_under(self._dragging))
            else:
                self._caret.place(self._offset_under(self._dragging))
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select while the button is down; at the edge the text comes along."""
        if self._dragging is None:
            return
        self._dragging = event.screen_offset - self.content_region.offset
        self._drag_on()
        at_edge = not 0 < self._dragging.y < self.size.height - 1
        if at_edge and self._drag_timer is None:
            self._drag_timer = self.set_interval(_DRAG_TICK, self._drag_scroll)
        elif not at_edge:
            self._stop_drag_timer()

    def on_mouse_up(self) -> None:
        """Dragging is over."""
        self._dragging = None
        self._stop_drag_timer()
        self.release_mouse()

    def on_hide(self) -> None:
        """A pane out of sight keeps no mouse."""
        if self._dragging is not None:
            self.on_mouse_up()

    def on_click(self, event: events.Click) -> None:
        """A double click selects the word, a triple one what is said in the turn."""
        offset = self._offset_under(event.screen_offset - self.content_region.offset)
        word, unit = self.sheet.reading.word(offset), self.sheet.reading.unit(offset)
        if event.chain == 2 and word is not None:
            self.select(*word)
        elif event.chain == 3:
            self.select(*((unit.body_start, unit.end) if unit else self.sheet.reading.sentence(offset)))

    def _drag_on(self) -> None:
        if self._dragging is not None:
            with self._moving():
                self._caret.reach(self._offset_under(self._dragging))

    def _drag_scroll(self) -> None:
        """One step of scrolling along; the further the mouse is outside, the longer."""
        if self._dragging is not None:
            y, bottom = self._dragging.y, self.size.height - 1
            step = min(y, 0) - 1 if y <= 0 else max(0, y - bottom) + 1
            self.scroll_to(y=self.scroll_offset.y + step, animate=False)
            self._drag_on()

    def _stop_drag_timer(self) -> None:
        if self._drag_timer is not None:
            self._drag_timer.stop()
            self._drag_timer = None

    def _offset_under(self, at: Offset) -> int:
        """The offset of the character under a cell of the pane, or the nearest one in sight."""
        layout = self.sheet.layout
        row = self.scroll_offset.y + min(max(0, at.y), self.size.height - 1)
        return layout.offset_at(layout.text_row(row, 1), at.x - self.sheet.frame.text_x)


def _difference(one: Span | None, other: Span | None) -> list[Span]:
    """What is in one span and not in the other, as spans."""
    if one is None or other is None:
        return [span for span in (one, other) if span is not None]
    pairs = ((one[0], other[0]), (one[1], other[1]))
    return [(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]


def _within(span: Span | None, start: int, stop: int) -> Span | None:
    """The part of a span in text[start:stop], or None."""
    if span is None or span[0] >= stop or span[1] <= start:
        return None
    return max(span[0], start), min(span[1], stop)
