"""Where the pane scrolls, what the mouse does in it, and how little it draws."""

import pytest
from pane_material import PaneApp, coding, rows, section, transcript
from rich.style import Style

from codebench.tui.document.keys import PANE_ACTIONS
from codebench.tui.document.model import PaneDocument, PaneUnit
from codebench.tui.document.paint import Painter, clock
from codebench.tui.document.pane import DocumentPane

LONG = transcript([("Ilse", f"Zin {i} over de tijd en de middelen. Nog een zin, nummer {i}.") for i in range(400)])


# Where it goes


async def test_pane_go_to_centres_what_was_out_of_sight():
    app = PaneApp(LONG)
    async with app.run_test(size=(80, 21)) as pilot:
        pane = app.pane
        far = LONG.units[200].body_start
        pane.go_to(far)
        await pilot.pause()
        assert pane.caret == far
        assert pane.sheet.layout.row_of(far) - pane.scroll_offset.y == 10
        top = pane.scroll_offset.y
        pane.go_to(far + 3)
        assert pane.scroll_offset.y == top
        assert app.cursor_position == (pane.sheet.frame.text_x + len("Ilse: ") + 3, 10)


async def test_pane_whoever_goes_to_a_turn_sees_all_of_it():
    said = "Zin over de tijd en de middelen, die nooit genoeg zijn. " * 4
    turns = [("Ilse", said.strip())] * 5 + [("Bart", said * 5)] + [("Ilse", "Ja.")]
    app = PaneApp(transcript(turns))
    async with app.run_test(size=(80, 12)) as pilot:
        pane = app.pane
        for unit in app.document.units[:5]:
            await pilot.press("t")
            assert pane.caret == unit.body_start
            assert pane.in_sight(unit.start)
            assert pane.in_sight(unit.end - 1)
        await pilot.press("t")  # what is longer than the screen begins at its top
        assert pane.sheet.layout.row_of(pane.caret) == pane.scroll_offset.y
        top = pane.scroll_offset.y
        await pilot.press("s", "down", "l")
        assert pane.scroll_offset.y == top


async def test_pane_hardware_cursor_follows_the_caret():
    app = PaneApp(LONG)
    async with app.run_test(size=(80, 20)) as pilot:
        x = app.pane.sheet.frame.text_x
        assert app.cursor_position == (x, 0)
        await pilot.press("down", "right")
        assert app.cursor_position == (x + 1, 1)
        app.pane.scroll_to(y=1, animate=False)
        assert app.cursor_position == (x + 1, 0)


async def test_pane_selecting_a_long_unit_keeps_its_start_in_sight():
    long = PaneDocument("a " * 3000, (PaneUnit(1, 0, 0, 6000),))
    app = PaneApp(long)
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.press("enter")
        assert app.pane.selection == (0, 6000)
        assert app.pane.scroll_offset.y == 0


async def test_pane_resize_keeps_the_first_row_and_the_caret():
    app = PaneApp(LONG)
    async with app.run_test(size=(100, 24)) as pilot:
        pane = app.pane
        pane.go_to(LONG.units[100].body_start)
        await pilot.pause()
        await pilot.press(*["up"] * 11)
        y = pane.scroll_offset.y
        top = pane.sheet.layout.starts[y]
        for width in (60, 73, 88, 100):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            assert pane.sheet.frame.width == pane.scrollable_content_region.width
            assert pane.sheet.layout.row_of(top) == pane.scroll_offset.y
            assert pane.in_sight(pane.caret)
        # A row that no longer began at the top of the screen did not become the new anchor.
        assert pane.scroll_offset.y == y
        await pilot.resize_terminal(100, 8)
        await pilot.pause()
        assert pane.in_sight(pane.caret)


async def test_pane_shown_before_it_has_a_size_is_right_once_it_has():
    class Early(PaneApp):
        def prepare(self):
            self.pane.show(self.document)
            self.pane.set_codings([coding(1, 0, 5)])
            self.pane.go_to(LONG.units[300].start)

    app = Early(LONG)
    async with app.run_test(size=(70, 20)) as pilot:
        await pilot.pause()
        assert app.pane.in_sight(app.pane.caret)
        assert any("Ilse: Zin 300" in row for row in rows(app.pane))


async def test_pane_an_empty_document_takes_every_key():
    app = PaneApp(PaneDocument(""))
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.press(*(key for action in PANE_ACTIONS for key in action.keys))
        assert app.pane.caret == 0
        assert app.pane.target_span is None


@pytest.mark.parametrize("size", [(1, 1), (9, 3), (24, 5)])
async def test_pane_a_tiny_screen_takes_every_key(size):
    app = PaneApp(transcript(codings=[coding(1, 3, 60)], sections=[section("Tijd", 0, 40)]))
    async with app.run_test(size=size) as pilot:
        await pilot.press("down", "G", "pageup", "v", "s", "plus", "enter", "escape", "g")
        assert app.pane.caret == 0
        room = app.pane.scrollable_content_region.width
        assert all(strip.cell_length == room for strip in app.pane.render_lines(app.pane.size.region))


# The mouse


async def test_pane_mouse_places_selects_words_and_turns():
    document = transcript()
    app = PaneApp(document)
    async with app.run_test(size=(120, 20)) as pilot:
        pane = app.pane
        x = pane.sheet.frame.text_x
        await pilot.click(pane, offset=(x + 8, 1))
        assert pane.caret == document.units[1].start + 8
        await pilot.double_click(pane, offset=(x + 10, 1))
        assert document.text[slice(*pane.selection)] == "hebben"
        await pilot.triple_click(pane, offset=(x + 10, 1))
        unit = document.units[1]
        assert pane.selection == (unit.body_start, unit.end)
        await pilot.click(pane, offset=(2, 0))
        assert (pane.caret, pane.selection) == (0, None)


async def test_pane_mouse_drag_selects_and_scrolls_along():
    app = PaneApp(LONG)
    async with app.run_test(size=(80, 12)) as pilot:
        pane = app.pane
        x = pane.sheet.frame.text_x
        await pilot.mouse_down(pane, offset=(x + 6, 2))
        await pilot.hover(pane, offset=(x + 10, 4))
        start = pane.sheet.layout.starts[2] + 6
        assert pane.selection == (start, pane.sheet.layout.starts[4] + 10)
        await pilot.hover(pane, offset=(x + 10, 11))
        for _ in range(100):
            await pilot.pause(0.02)
            if pane.scroll_offset.y >= 3:
                break
        assert pane.scroll_offset.y >= 3
        await pilot.mouse_up(pane, offset=(x + 10, 11))
        stopped = pane.scroll_offset.y
        await pilot.pause(0.15)
        assert pane.scroll_offset.y == stopped
        assert pane.selection[0] == start
        assert app.mouse_captured is None


# Counts, not times


@pytest.fixture
def drawn(monkeypatch):
    """The rows that were drawn for a frame, in order; a kept strip that is shown again is not drawn."""
    rows, wanted = [], []
    strip, render_lines = Painter.strip, DocumentPane.render_lines

    def counted(self, row, state):
        if wanted:  # and not ahead, while nobody waits
            rows.append(row)
        return strip(self, row, state)

    def framed(self, crop):
        wanted.append(crop)
        try:
            return render_lines(self, crop)
        finally:
            wanted.pop()

    monkeypatch.setattr(Painter, "strip", counted)
    monkeypatch.setattr(DocumentPane, "render_lines", framed)
    return rows


@pytest.fixture
def painted(monkeypatch):
    """How many rows of the pane each call painted anew on the terminal."""
    counts = []
    refresh = DocumentPane.refresh

    def counted(self, *regions, **options):
        counts.append(sum(region.height for region in regions) if regions else self.size.height)
        return refresh(self, *regions, **options)

    monkeypatch.setattr(DocumentPane, "refresh", counted)
    return counts


async def test_pane_a_caret_move_draws_and_paints_only_the_rows_that_it_touches(drawn, painted):
    app = PaneApp(LONG)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("right")
        await pilot.pause()
        for key, most in (("right", 1), ("down", 4), ("down", 4), ("shift+right", 1), ("s", 4), ("plus", 2)):
            drawn.clear()
            painted.clear()
            await pilot.press(key)
            await pilot.pause()
            assert 0 < len(drawn) <= most, key
            assert 0 < sum(painted) <= 2 * most, key


async def test_pane_scrolling_draws_only_the_rows_that_come_into_sight(drawn):
    app = PaneApp(LONG)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press(*["down"] * 39)
        await pilot.pause()
        drawn.clear()
        await pilot.press("down")
        await pilot.pause()
        assert len(drawn) <= 4
        drawn.clear()
        app.pane.scroll_to(y=5, animate=False)
        await pilot.pause()
        assert len(drawn) <= 4


async def test_pane_a_screenful_that_was_drawn_ahead_is_not_drawn_again(drawn):
    app = PaneApp(LONG)
    async with app.run_test(size=(80, 40)) as pilot:
        for key, most in (("right", 40), ("pagedown", 5), ("pagedown", 5), ("pageup", 5)):
            drawn.clear()
            await pilot.press(key)
            await pilot.pause()
            assert len(drawn) <= most, key
            assert not app.pane.draw_ahead()


async def test_pane_what_was_drawn_ahead_is_drawn_as_if_it_had_not_been(drawn):
    app, units = PaneApp(LONG), LONG.units
    async with app.run_test(size=(80, 20)) as pilot:
        pane = app.pane
        pane.go_to(units[100].start)
        await pilot.pause()
        changes = (
            lambda: pane.set_codings([coding(1, units[101].start, units[130].end)]),
            lambda: pane.patch_codings([1], [coding(2, units[107].start, units[108].end)]),
            lambda: pane.set_reviewed([units[112].id]),
            lambda: pane.set_bookmarked([units[113].id]),
            lambda: pane.set_hits([(units[109].start, units[110].end)]),
            lambda: pane.number_lines(True),
            lambda: pane.select(units[99].start, units[140].end),
            lambda: setattr(app, "theme", "textual-light"),
        )
        for change in changes:
            pane.draw_ahead()
            change()
            await pilot.press("pagedown")
            await pilot.pause()
            seen = [pane.render_line(y) for y in range(20)]
            pane.sheet._forget()
            assert seen == [pane.render_line(y) for y in range(20)]


async def test_pane_drawing_ahead_stops_when_its_turn_is_over(drawn):
    app = PaneApp(LONG)
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.pause()
        pane = app.pane
        app.pane.sheet._forget()
        turns = iter([False, False, True, False])
        assert pane.draw_ahead(lambda: next(turns))
        assert list(pane.sheet._strips) == [20, 21]


async def test_pane_an_act_of_coding_draws_only_its_rows(drawn, painted):
    codings = [coding(i, u.body_start, u.end) for i, u in enumerate(LONG.units[:300])]
    app = PaneApp(LONG)
    async with app.run_test(size=(80, 40)) as pilot:
        pane = app.pane
        pane.set_codings(codings)
        await pilot.press("right")
        await pilot.pause()
        start = LONG.units[3].body_start
        for act, most in (
            (lambda: pane.set_codings([*codings, coding(999, start, start + 5)]), 1),
            (lambda: pane.set_codings(codings), 1),
            (lambda: pane.set_codings([coding(i, u.body_start, u.end) for i, u in enumerate(LONG.units[:300])]), 0),
            (lambda: pane.set_reviewed([LONG.units[2].id]), 1),
        ):
            drawn.clear()
            painted.clear()
            act()
            await pilot.pause()
            assert len(drawn) == most
            assert sum(painted) == most, painted


async def test_pane_with_a_border_is_drawn_within_it():
    class Framed(PaneApp):
        CSS = "DocumentPane { border: solid red; padding: 0 1; }"

    app = Framed(transcript())
    async with app.run_test(size=(80, 12)) as pilot:
        strips = app.pane.render_lines(app.pane.size.region.grow((1, 2, 1, 2)).reset_offset)
        assert strips[0].text.startswith("┌")
        assert "Moderator" in strips[1].text
        x, y = app.cursor_position
        assert (x, y) == (2 + app.pane.sheet.frame.text_x, 1)
        await pilot.click(app.pane, offset=(2 + app.pane.sheet.frame.text_x + 3, 1))
        assert app.pane.caret == 3


async def test_pane_styles_are_read_once_per_style_change(monkeypatch):
    app = PaneApp(LONG)
    async with app.run_test(size=(80, 20)) as pilot:
        reads = []
        read = app.pane._read_look
        monkeypatch.setattr(app.pane, "_read_look", lambda: reads.append(1) or read())
        await pilot.press("down", "pagedown", "s", "v", "w")
        assert not reads
        app.theme = "textual-light"
        await pilot.pause()
        assert len(reads) == 1
        assert app.pane.sheet.look.base.bgcolor == Style.parse("on #e0e0e0").bgcolor


async def test_pane_the_time_of_a_turn_stands_under_its_number():
    said = [(0, "Welkom."), (62_900, "woord " * 30), (3_753_000, "Slot."), (None, "Na.")]
    text, units = "", []
    for i, (time_ms, words) in enumerate(said, 1):
        units.append(PaneUnit(i, len(text), len(text), len(text) + len(words.strip()), time_ms=time_ms))
        text += f"{words.strip()}\n\n"
    app = PaneApp(PaneDocument(text, tuple(units)))
    for width, last in ((80, "62:33"), (20, "62:33")):
        async with app.run_test(size=(width, 40)):
            gutters = [row[: app.pane.sheet.frame.text_x].split() for row in rows(app.pane)]
            assert [gutter[-1] for gutter in gutters if gutter] == ["1", "0:00", "2", "1:02", "3", last, "4"]
        app = PaneApp(app.document)


def test_pane_a_time_has_hours_where_there_is_room():
    assert [clock(time, 7) for time in (None, 0, 3_599_999, 3_753_000)] == ["", "0:00", "59:59", "1:02:33"]
    assert clock(3_753_000, 6) == "62:33"
