"""Where the caret stands and what is selected: every motion and growing as a change of this one small state."""

from collections.abc import Callable

from codebench.tui.document.layout import Layout
from codebench.tui.document.selection import Reading, Span


class Caret:
    """The caret's offset, and the anchor that the selection runs from.

    After `v` the selection is *sticky*: every motion goes on selecting. Otherwise a motion without Shift drops
    it. `goal` is the cell that moving up and down aims for.
    """

    __slots__ = ("_grown", "anchor", "by_sentence", "goal", "offset", "sticky")

    def __init__(self) -> None:
        self.offset = 0
        self.anchor: int | None = None
        self.sticky = False
        self.goal: int | None = None
        self.by_sentence = False  # whether an act without a selection applies to the sentence, not to the whole unit
        self._grown: list[tuple[Span, Span]] = []  # each growing: what it made, and of what

    @property
    def selection(self) -> Span | None:
        """What is selected, as it is; None where nothing is."""
        if self.anchor is None or self.anchor == self.offset:
            return None
        return min(self.anchor, self.offset), max(self.anchor, self.offset)

    def target(self, reading: Reading) -> Span | None:
        """What an act applies to: the selection without the blanks at its ends, else the sentence or unit's body here.

        None where that holds nothing: a selection of blanks, an empty turn, a place outside all units.
        """
        unit = reading.unit(self.offset)
        if self.selection is not None:
            start, end = reading.trim(*self.selection)
        elif self.by_sentence:
            start, end = reading.sentence(max(self.offset, unit.body_start if unit is not None else 0))
        elif unit is not None:
            start, end = unit.body_start, unit.end
        else:
            return None
        return (start, end) if start < end else None

    def place(self, offset: int, anchor: int | None = None) -> None:
        """Stand here, with a selection from the anchor where one is given."""
        self.offset, self.anchor, self.sticky, self.goal = offset, anchor, False, None

    def reach(self, offset: int) -> None:
        """Stand here and select up to here."""
        self.place(offset, self.offset if self.anchor is None else self.anchor)

    def toggle(self) -> None:
        """Let every motion select from here on; or, where it did, drop the selection."""
        if self.sticky:
            self.place(self.offset)
        else:
            self.reach(self.offset)
            self.sticky = True

    def grow(self, reading: Reading) -> None:
        """Select the words, then the sentences, the bodies of the units, the sections around."""
        span = self.selection or (self.offset, self.offset)
        grown = reading.grow(*span)
        if grown != span:
            self.place(grown[1], grown[0])
            self._grown.append((grown, span))

    def shrink(self, reading: Reading) -> None:
        """Take back a growing; of what was not grown, select the first body, sentence or word."""
        span = self.selection
        if span is None:
            return
        while self._grown:
            grown, before = self._grown.pop()
            if grown == span:
                self.place(before[1], before[0] if before[0] < before[1] else None)
                return
        start, end = reading.shrink(*span)
        self.place(end, start if start < end else None)

    def go(
        self, motion: str, selecting: bool, reading: Reading, layout: Layout, page: int, times: int | None = None
    ) -> None:
        """Move as a motion says, so many times; `page` is the number of rows of a screenful.

        To the start or the end of the document a number says which turn instead.
        """
        rows = {"up": -1, "down": 1, "page_up": -page, "page_down": page}.get(motion)
        repeats = 1 if times is None else times
        goal = None
        if times is not None and motion.startswith("document_"):
            target = layout.snap(reading.turn_number(times))
        elif rows is None:
            target = self.offset
            for _time in range(repeats):
                before, target = target, self._target(motion, target, selecting or self.sticky, reading, layout)
                if target == before:
                    break
        else:
            row, x = layout.position(self.offset)
            goal = x if self.goal is None else self.goal
            target = layout.offset_at(layout.text_row(row + rows * repeats, rows), goal)
        sticky = self.sticky
        if selecting or sticky:
            self.reach(target)
        else:
            self.place(target)
        self.sticky, self.goal = sticky, goal

    def _target(self, motion: str, offset: int, selecting: bool, reading: Reading, layout: Layout) -> int:
        motions: dict[str, Callable[[], int]] = {
            "left": lambda: layout.previous(offset),
            "right": lambda: layout.next(offset),
            "row_start": lambda: layout.starts[layout.row_of(offset)],
            "row_end": lambda: layout.last(layout.row_of(offset)),
            "document_start": lambda: 0,
            "document_end": lambda: len(reading.text),
            "next_word": lambda: reading.next_word(offset),
            "previous_word": lambda: reading.previous_word(offset),
            "next_sentence": lambda: reading.next_sentence(offset, selecting),
            "previous_sentence": lambda: reading.previous_sentence(offset),
            "next_paragraph": lambda: reading.next_paragraph(offset),
            "previous_paragraph": lambda: reading.previous_paragraph(offset),
            "next_turn": lambda: reading.next_turn(offset, selecting),
            "previous_turn": lambda: reading.previous_turn(offset),
            "next_of_speaker": lambda: reading.turn_of_speaker(offset, 1),
            "previous_of_speaker": lambda: reading.turn_of_speaker(offset, -1),
            "next_section": lambda: reading.next_section(offset, selecting),
            "previous_section": lambda: reading.previous_section(offset),
        }
        return layout.snap(motions[motion]())
