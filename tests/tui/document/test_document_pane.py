import pytest
from pane_material import PaneApp, coding, rows, section, style_of, transcript
from rich.style import Style

from codebench.tui.document.colour import READABLE, contrast
from codebench.tui.document.keys import PANE_ACTIONS
from codebench.tui.document.model import PaneDocument, PaneUnit
from codebench.tui.document.paint import Painter, clock
from codebench.tui.document.pane import DocumentPane
from codebench.tui.widget_keys import widget_bindings

LONG = transcript([("Ilse", f"Zin {i} over de tijd en de middelen. Nog een zin, nummer {i}.") for i in range(400)])


def start_of(document: PaneDocument, words: str) -> int:
    return document.text.index(words)


# Keys


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("t", "Hoe"),
        ("t t", "We hebben"),
        ("t t T", "Hoe"),
        ("t t s", "Echt te"),
        ("t t s s", "Dat weegt"),
        ("t t s s s", "Ja."),
        ("t t s s S", "Echt te"),
        ("t t w w", "te weinig"),
        ("t t w w b", "hebben"),
        ("p", "Ilse"),
        ("p p", "Bart"),
        ("p p P", "Ilse"),
        ("down", "Ilse"),
        ("down right right", "se:"),
        ("j l l h", "lse:"),
        ("j j k", "Ilse"),
        ("t t home", "Ilse"),
        ("G p", ""),
        ("G g", "Moderator"),
        ("0 3 t", "Ja."),
        ("à quotation_mark t", "Ja."),
        ("0 2 s", "We hebben"),
        ("t 0 2 0 right", "tijd"),
        ("0 3 g", "Ja."),
        ("0 9 9 G", "De directie"),
        ("0 0 t", "Hoe"),
        ("0 3 escape t", "Hoe"),
        ("0 3 w t", "We hebben"),
        ("0 2 j", "Bart"),
        ("t t L", "De directie"),
        ("t t L H", "We hebben"),
        ("t L", "Hoe"),
        ("J", ""),
        ("G K", "Hoe"),
    ],
)
async def test_pane_keys_move_the_caret(keys, words):
    document = transcript()
    app = PaneApp(document)
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.press(*keys.split())
        expected = start_of(document, words) if words else len(document.text)
        assert app.pane.caret == expected
        unit = next((unit.id for unit in reversed(document.units) if unit.start <= expected), None)
        assert app.heard[-1] == ("caret", expected, unit)
        assert app.pane.selection is None


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("t shift+right shift+right", "Ho"),
        ("t v s", "Hoe gaat het met de tijd?"),
        ("t t v s s", "We hebben te weinig tijd voor overleg. Echt te weinig, dhr. Peeters!"),
        ("t t v t", "We hebben te weinig tijd voor overleg. Echt te weinig, dhr. Peeters! Dat weegt."),
        ("t v w w b", "Hoe"),
        ("t ctrl+shift+right", "Hoe"),
        ("t +", "Hoe"),
        ("t =", "Hoe"),
        ("t t + +", "We hebben te weinig tijd voor overleg."),
        ("t t + + + -", "We hebben te weinig tijd voor overleg."),
        ("t enter", "Hoe gaat het met de tijd?"),
        ("t shift+end", "Hoe gaat het met de tijd?"),
        ("t right right right shift+home", "Moderator: Hoe"),
        ("t enter escape", "Hoe gaat het met de tijd?"),
        ("t v w v", "Hoe gaat het met de tijd?"),
        ("t t", "We hebben te weinig tijd voor overleg. Echt te weinig, dhr. Peeters! Dat weegt."),
    ],
)
async def test_pane_keys_select_what_an_act_applies_to(keys, words):
    document = transcript()
    app = PaneApp(document)
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.press(*keys.split())
        assert document.text[slice(*app.pane.target_span)] == words


async def test_pane_tells_what_is_selected_and_that_it_is_dropped():
    document = transcript()
    app = PaneApp(document)
    async with app.run_test() as pilot:
        await pilot.press("t", "shift+right", "escape")
        start = start_of(document, "Hoe")
        assert [heard for heard in app.heard if heard[0] == "selection"] == [
            ("selection", start, start + 1),
            ("selection", start + 1, start + 1),
        ]
        assert app.escaped == 0
        await pilot.press("escape")
        assert app.escaped == 1


async def test_pane_keymap_overrides_keys():
    app = PaneApp(transcript())
    async with app.run_test() as pilot:
        app.set_keymap({"pane.next-turn": "f5"})
        await pilot.press("f5")
        assert app.pane.caret == len("Moderator: ")
        await pilot.press("t")
        assert app.pane.caret == len("Moderator: ")


def test_pane_actions_have_unique_names_and_keys_and_azerty_can_type_them():
    keys = [key for action in PANE_ACTIONS for key in action.keys]
    assert len(set(keys)) == len(keys)
    assert len({action.name for action in PANE_ACTIONS}) == len(PANE_ACTIONS)
    assert all(action.help for action in PANE_ACTIONS)
    assert not {"[", "]", "~", "{", "}", "@", "#", "|", "\\"} & set(keys)
    assert len(widget_bindings(PANE_ACTIONS)) == len(keys)


async def test_pane_page_keys_keep_the_caret_on_the_screen():
    app = PaneApp(LONG)
    async with app.run_test(size=(80, 20)) as pilot:
        for key in ("pagedown", "pagedown", "pageup", "G", "pageup", "g", "pageup"):
            await pilot.press(key)
            assert app.pane.in_sight(app.pane.caret)
        assert app.pane.scroll_offset.y == 0
        await pilot.press("pagedown")
        assert app.pane.scroll_offset.y == 18


# What it shows


async def test_pane_shows_numbers_checks_and_headings():
    document = transcript(reviewed=(1, 3), sections=[section("Tijd [bold]", 0, 40)])
    app = PaneApp(document)
    async with app.run_test(size=(110, 12)):
        shown = rows(app.pane)
        assert shown[0].split()[:3] == ["──", "Tijd", "[bold]"]
        assert shown[1].split()[:3] == ["1", "✓", "Moderator:"]
        assert shown[2].split()[:2] == ["2", "Ilse:"]
        assert "[lacht]" in "".join(shown)
        app.pane.set_reviewed([2])
        shown = rows(app.pane)
        assert shown[1].split()[:2] == ["1", "Moderator:"]
        assert shown[2].split()[:3] == ["2", "✓", "Ilse:"]


async def test_pane_shows_marks_stripes_and_what_has_no_room():
    document = transcript()
    start, end = document.units[1].body_start, document.units[1].end
    app = PaneApp(document)
    async with app.run_test(size=(82, 20)):
        lanes = app.pane.sheet.frame.lanes
        assert lanes == 4
        app.pane.set_codings([coding(i, start, end, f"A{i}", own=i > 0) for i in range(3)])
        first, second = rows(app.pane)[1:3]
        assert first.split("2")[0].split("▌")[1:] == ["A1", "A0"] or "▌A2▌A1┊A0" in first
        assert second.strip().startswith("▌  ▌  ┊")
        app.pane.set_codings([coding(i, start, end, f"A{i}") for i in range(7)])
        assert rows(app.pane)[1].strip().startswith("+4 ▌A2▌A1▌A0")


async def test_pane_tints_the_top_coding_and_underlines_overlap():
    document = transcript()
    start = start_of(document, "te weinig tijd")
    codings = [coding(1, start, start + 20, colour="#e69f00"), coding(2, start + 10, start + 14, colour="#0072b2")]
    app = PaneApp(transcript(codings=codings))
    async with app.run_test(size=(120, 20)):
        pane = app.pane
        bare, coded, both = (style_of(pane, start + i) for i in (-1, 1, 11))
        assert len({bare.bgcolor, coded.bgcolor, both.bgcolor}) == 3
        assert not coded.underline and both.underline
        assert [c.id for c in pane.codings_at(start + 11)] == [1, 2]
        for style in (bare, coded, both):
            assert contrast(style.color.triplet.hex, style.bgcolor.triplet.hex) >= READABLE
        pane.set_codings(codings[:1])
        assert style_of(pane, start + 11) == coded
        assert pane.codings_at(start + 11) == codings[:1]


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "nord", "solarized-light", "gruvbox"])
async def test_pane_everything_is_readable_on_a_theme(theme):
    document = transcript(codings=[coding(1, 3, 60, colour="#f0e442"), coding(2, 30, 90, colour="#332288")])
    app = PaneApp(document, theme)
    async with app.run_test(size=(120, 20)) as pilot:
        app.pane.set_hits([(12, 15), (40, 44)])
        await pilot.press("t", "v", "w", "w")
        for y in range(app.pane.size.height):
            for segment in app.pane.render_line(y):
                if segment.text.strip() and not segment.text.strip().isdecimal() and segment.text.strip() != "✓":
                    style = segment.style
                    ratio = contrast(style.color.triplet.hex, style.bgcolor.triplet.hex)
                    assert ratio >= READABLE, (segment.text, style)


@pytest.mark.parametrize("theme", ["textual-dark", "ansi-dark"])
async def test_pane_without_colour_tells_by_underline_and_reverse(monkeypatch, theme):
    if theme == "textual-dark":
        monkeypatch.setenv("NO_COLOR", "1")
    app = PaneApp(transcript(codings=[coding(1, 11, 20), coding(2, 14, 17)]), theme)
    async with app.run_test(size=(120, 20)) as pilot:
        pane = app.pane
        await pilot.press("down")
        assert style_of(pane, 11).underline and not style_of(pane, 11).bold
        assert style_of(pane, 15).underline and style_of(pane, 15).bold
        assert not style_of(pane, 22).underline
        assert style_of(pane, pane.caret).reverse
        assert "▌TI▌TI" in rows(pane)[0]


async def test_pane_draws_caret_selection_and_hits_over_each_other():
    document = transcript()
    app = PaneApp(document)
    async with app.run_test(size=(120, 20)) as pilot:
        pane = app.pane
        await pilot.press("t")
        bare = style_of(pane, pane.caret + 2)
        pane.set_hits([(pane.caret, pane.caret + 3), (pane.caret + 2, pane.caret + 4)])
        hit = style_of(pane, pane.caret + 3)
        assert hit.bgcolor != bare.bgcolor
        start = pane.caret
        pane.select(start, start + 3)
        assert style_of(pane, start).bgcolor not in (bare.bgcolor, hit.bgcolor)
        assert style_of(pane, start + 3).bgcolor not in (bare.bgcolor, hit.bgcolor, style_of(pane, start).bgcolor)
        pane.set_hits([])
        await pilot.press("escape", "down")
        assert style_of(pane, start + 3) == bare


async def test_pane_caret_shows_behind_a_full_row_and_at_the_end():
    app = PaneApp(PaneDocument("kort\n"))
    async with app.run_test(size=(60, 10)) as pilot:
        pane = app.pane
        await pilot.press("end")
        x = pane.sheet.frame.text_x + 4
        segments = list(pane.render_line(0).crop(x, x + 1))
        assert segments[0].style.bgcolor != pane.sheet.look.base.bgcolor
        await pilot.press("G")
        assert pane.caret == 5
        assert pane.render_line(1).text.strip() == ""


async def test_pane_codings_do_not_rewrap_the_text():
    app = PaneApp(LONG)
    async with app.run_test(size=(80, 20)):
        before = list(app.pane.sheet.layout.starts)
        app.pane.set_codings([coding(i, 10, 500) for i in range(9)])
        assert list(app.pane.sheet.layout.starts) == before


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
            assert pane.sheet.frame.width == pane.size.width
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
        assert all(strip.cell_length == size[0] for strip in app.pane.render_lines(app.pane.size.region))


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
    """The rows that were drawn, in order; a kept strip that is shown again is not drawn."""
    rows = []
    strip = Painter.strip

    def counted(self, row, state):
        rows.append(row)
        return strip(self, row, state)

    monkeypatch.setattr(Painter, "strip", counted)
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
