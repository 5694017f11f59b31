"""Going to a place in the text: sections, speakers, bookmarks, a turn by its number; and where one stopped."""

from collections.abc import Callable, Sequence
from contextlib import suppress

from textual import on, work
from textual.content import Content

from codebench.domain.errors import CodebenchError
from codebench.i18n import _, plural
from codebench.tui.document.pane import DocumentPane
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.screens.reading import ReadingScreen


class PlacesScreen(ReadingScreen):
    """A text with places to go to."""

    _place: int | None = None  # where the caret stands
    _kept: tuple[int, int] | None = None  # by whom and where it was kept last

    @work
    async def action_where(self) -> None:
        """Ask where to, and go there."""
        hint = _("type to narrow, or the number of a turn or line   Enter: go   Esc: cancel")
        box = Choice(_("Where to?"), self._places(), hint=hint, extra=self._turn)
        place = await self.app.push_screen_wait(box)
        if place is not None:
            self.go_to(place)

    def _places(self) -> list[Item]:
        marked = [
            Item(each.start, each.text.partition("\n")[0], str(each.position + 1), Content.styled("⚑ ", "$accent"))
            for each in self.project.bookmarks.all(self.document_id)
        ]
        sections = [
            Item(self.pane.sheet.reading.past_label(section.start), section.title, "", Content.styled("§ ", "$accent"))
            for section in self.desk.document.sections
        ]
        return [*marked, *sections, *self._speakers()]

    def _speakers(self) -> list[Item]:
        """Who speaks here, each with the place of their next turn after the caret (round the end)."""
        said: dict[str, list[int]] = {}
        for unit in self.desk.document.units:
            if unit.case:
                said.setdefault(unit.case, []).append(unit.body_start)
        here = self.pane.caret
        return [
            Item(
                next((start for start in starts if start > here), starts[0]),
                name,
                plural("{n} turn", "{n} turns", len(starts)),
                Content("  "),
            )
            for name, starts in said.items()
        ]

    def _turn(self, typed: str) -> Sequence[Item]:
        if not typed.isdecimal() or not self.desk.document.units:
            return ()
        n, reading = int(typed[:9]), self.pane.sheet.reading
        turn = Item(reading.turn_number(n), _("number {n}").format(n=n))
        line = Item(reading.past_label(reading.line_number(n)), _("line {n}").format(n=n))
        return [line, turn] if self.pane.by_line else [turn, line]

    def action_bookmark(self) -> None:
        """Put a bookmark on this unit, or take it away."""
        unit = self.desk.unit_at(self.pane.caret)
        if unit is None:
            self.say(_("There is no turn here to put a bookmark on."))
            return
        bookmarks, there = self.project.bookmarks, unit.id in self.desk.bookmarked
        if self.consult(lambda: (bookmarks.remove if there else bookmarks.put)([unit.id])) is not None:
            self.mark_seen()
            self.desk.bookmarked ^= {unit.id}
            self.pane.set_bookmarked(self.desk.bookmarked)
            self.show_status()
            self.say(_("Bookmark taken away.") if there else _("Bookmark: W goes to it."))

    def action_margin(self) -> None:
        """Number the turns in the margin, or the lines of the text."""
        self.pane.number_lines(not self.pane.by_line)
        of_lines = _("The margin numbers the lines of the text.")
        self.say(of_lines if self.pane.by_line else _("The margin numbers the turns."))

    def action_reach(self) -> None:
        """What a code goes on where nothing is selected: the turn, or the sentence."""
        self.pane.by_sentence = not self.pane.by_sentence
        self.show_status()
        whole = _("Without a selection a code goes on the whole turn.")
        self.say(_("Without a selection a code goes on the sentence.") if self.pane.by_sentence else whole)

    # What is undone is shown

    def _undo(self) -> None:
        """Take back the last act, and go where its codings are, where that is out of sight."""
        self._shown(super()._undo)

    def action_redo(self) -> None:
        """Do again what was undone last, and go there."""
        self._shown(super().action_redo)

    def _shown(self, act: Callable[[], None]) -> None:
        text, before = self.desk.document.text, self.desk.codings
        act()
        after, pane = self.desk.codings, self.pane
        if self.desk.document.text != text or after is before:
            return
        places = [coding.start for key, coding in before.items() if after.get(key) != coding]
        places += [after[key].start for key in after.keys() - before.keys()]
        if places and not any(map(pane.in_sight, places)):
            pane.go_to(min(places, key=lambda place: abs(place - pane.caret)))
            self._said_at = pane.caret, pane.selection  # what was said of it stays said there

    @on(DocumentPane.CountTyped)
    def _counting(self, event: DocumentPane.CountTyped) -> None:
        if event.typed is None:
            self.show_status()
        else:
            keys = _("{count}… a motion or = (+) now goes so often; g: to the turn of that number")
            self.say(keys.format(count=event.typed or "0"))

    @on(DocumentPane.Moved)
    def _stand(self, event: DocumentPane.Moved) -> None:
        self._place = event.offset

    def keep_place(self) -> None:
        """Remember where one is; asked for when nobody types, for a terminal can be lost."""
        place = self._place
        if place is not None and self.bench.is_in_project and (self.project.coder.id, place) != self._kept:
            with suppress(CodebenchError):
                self.project.bookmarks.stop(self.document_id, place)
                self._kept = self.project.coder.id, place

    def on_unmount(self) -> None:
        """Remember where one stops: the text itself is gone by now."""
        self.keep_place()
