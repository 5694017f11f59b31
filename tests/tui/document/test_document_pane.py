"""What keys do in the document pane, and what it shows."""

import pytest
from pane_material import PaneApp, coding, rows, section, style_of, transcript

from codebench.tui.document.colour import READABLE, contrast
from codebench.tui.document.keys import PANE_ACTIONS
from codebench.tui.document.model import PaneDocument
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
        assert app.heard[-1] == (expected, unit, expected, expected)
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
        unit = document.units[0].id
        assert app.heard[-2:] == [(start + 1, unit, start, start + 1), (start + 1, unit, start + 1, start + 1)]
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
