"""Nothing of the material is interpreted: no markup, no control byte, whatever the text, names and marks."""

import unicodedata

import pytest
from pane_material import PaneApp, coding, section
from rich.cells import cell_len

from codebench.tui.document.model import PaneDocument, PaneUnit

HOSTILE = (
    "[red]rood[/] [/zucht] [link=x]y[/link] [@click=app.quit]weg[/]\n"
    "\x1b[31mrood\x1b]0;titel\x07\x1b]52;c;aGFsbG8=\x07 \x9b31m \x00\x08\x7f\r\n"
    "\u202eomgekeerd\u202c \u2066a\u2069 \u200f\u2028regel\u2029 \ud800los\n"
    "kolom\tkolom\t日本語\t👨\u200d👩\u200d👧🇧🇪 e\u0301\u0301 \u0301\u200d\ufe0f \u00ad\ufeff\u200b\n"
    "שלום مرحبا " + "a" * 300 + "\u0301" * 300
)


@pytest.mark.parametrize("size", [(40, 60), (61, 60), (120, 40)])
async def test_hostile_text_reaches_no_strip_as_control_or_markup(size):
    units = (PaneUnit(1, 0, 5, 64), PaneUnit(2, 64, 70, len(HOSTILE)))
    codings = [
        coding(i, start, start + 40, mark, colour="\x1b[31m")
        for i, (start, mark) in enumerate([(0, "\x1b["), (30, "[b"), (66, "日本"), (90, "\u0301\u200d"), (120, "")])
    ]
    document = PaneDocument(HOSTILE, units, (section("\x1b[2J[red]\ttitel\n", 64, 90),), tuple(codings))
    app = PaneApp(document)
    async with app.run_test(size=size) as pilot:
        pane = app.pane
        pane.set_hits([(3, 12), (70, 80)])
        for key in ("", "enter", "G", "v", "g"):
            if key:
                await pilot.press(key)
            drawn = ""
            for y in range(pane.size.height):
                strip = pane.render_line(y)
                assert strip.cell_length == sum(cell_len(segment.text) for segment in strip)
                assert strip.cell_length == pane.sheet.frame.width
                drawn += strip.text
                for segment in strip:
                    assert segment.control is None
                    assert not (segment.style and (segment.style.link or segment.style.meta))
            wrong = {c for c in drawn if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")}
            assert not wrong
            assert not {c for c in drawn if unicodedata.category(c) == "Cf"} - {"\u200d"}
        assert "[red]rood[/] [/zucht]" in drawn


async def test_hostile_text_every_caret_stop_can_be_reached():
    app = PaneApp(PaneDocument(HOSTILE))
    async with app.run_test(size=(50, 30)):
        layout = app.pane.sheet.layout
        offset, stops = 0, 0
        while offset < len(HOSTILE):
            app.pane.go_to(offset)
            assert app.pane.caret == offset
            offset = layout.next(offset)
            stops += 1
        assert stops > 300
