"""What stands beside a text and its codings: weights, stars, bookmarks, numbers of turns and of lines."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import transcript
from tests.tui.shell.conftest import Open
from tests.tui.shell.hands import Hands

from codebench.project.project import Project
from codebench.tui.coding.lines import StatusLine
from codebench.tui.coding.recent import RecentCodes
from codebench.tui.parts.lines import TopLine


def weights(hands: Hands) -> list[int | None]:
    return [coding.weight for coding in hands.all_codings()]


def gutter(hands: Hands) -> list[str]:
    """What stands before the text on each row."""
    pane = hands.coding.pane
    return [row[: pane.sheet.frame.text_x] for row in hands.lines[pane.region.y : pane.region.bottom]]


@pytest.mark.parametrize(("keys", "weight"), [(">", 50), ("<", 50), (">>", 60), ("<<", 40), (">>>>>>>", 100)])
async def test_marks_a_key_makes_the_coding_heavier_or_lighter(
    path: Path, opened: Open, keys: str, weight: int
) -> None:
    async with opened(path) as hands:
        await hands.press("enter")
        await hands.code("tijd")
        await hands.press(*({">": "greater_than_sign", "<": "less_than_sign"}[key] for key in keys))
        assert weights(hands) == [weight]
        assert (f"(weight {weight})" in hands.text) == (keys != ">>>>>>>")
        assert ("weighs 100: I writes any weight" in hands.text) == (keys == ">>>>>>>")


async def test_marks_a_weight_is_written_taken_away_and_undone(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter")
        await hands.code("tijd")
        await hands.press("I")
        await hands.enter("250")
        assert hands.sees("between 0 and 100") and weights(hands) == [None]
        await hands.press("backspace")
        await hands.press("enter")
        assert weights(hands) == [25] and hands.sees("tijd (weight 25)")
        await hands.press("I")
        await hands.press("backspace", "backspace")
        await hands.enter("-")
        assert weights(hands) == [None] and not hands.sees("weight")
        await hands.press("u", "w")
        assert weights(hands) == [25] and hands.sees("tijd (weight 25)")


async def test_marks_a_star_is_seen_in_the_codings_line(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter")
        await hands.code("tijd")
        await hands.press("asterisk", "w")
        assert hands.sees("tijd ★")
        await hands.press("asterisk", "w")
        assert not hands.sees("★")


async def test_marks_a_bookmark_stands_in_the_gutter_until_it_is_taken_away(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "B")
        assert [row.strip() for row in gutter(hands) if "⚑" in row] == ["2⚑"]
        await hands.press("space", "q", "enter")
        assert [row.strip() for row in gutter(hands) if "⚑" in row] == ["2⚑✓"]
        await hands.press("T", "B")
        assert not any("⚑" in row for row in gutter(hands))
        await hands.press("u")
        assert any("⚑" in row for row in gutter(hands))


async def test_marks_a_memo_stands_in_the_gutter_where_its_passage_begins_and_opens_again_there(
    path: Path, opened: Open
) -> None:
    async with opened(path, size=(60, 30)) as hands:
        await hands.press("enter", "m")
        await hands.type("beurt")
        await hands.press("f2")
        layout = hands.coding.pane.sheet.layout
        far = layout.starts[layout.row_of(hands.coding.pane.caret) + 1] + 2  # on a row that no turn begins
        assert [row.strip() for row in gutter(hands) if "✎" in row] == ["2✎"]
        await hands.press("B", "space", "q", "enter", "T")
        assert [row.strip() for row in gutter(hands) if "✎" in row] == ["2⚑✓✎"]
        hands.coding.pane.select(far, far + 4)
        await hands.press("m")
        await hands.type("waarom")
        await hands.press("f2")
        assert [row.strip() for row in gutter(hands) if "✎" in row] == ["2⚑✓✎", "✎"]
        hands.coding.pane.go_to(far + 2)
        await hands.press("m")
        assert hands.sees("Memo on this passage") and hands.sees("waarom")
        await hands.press("ctrl+end")
        await hands.type(" toch")
        await hands.press("f2")
        assert [memo.body for memo in hands.app.project.memos.all()] == ["beurt", "waarom toch"]
        await hands.press("u", "u")
        assert [row.strip() for row in gutter(hands) if "✎" in row] == ["2⚑✓✎"]


async def test_marks_the_margin_numbers_turns_or_lines_and_where_goes_to_either(tmp_path: Path, opened: Open) -> None:
    with Project.create(tmp_path / "lang.codebench", "Lena") as project:
        project.imports.take([transcript("groep", [("Ilse", "Een.\nTwee.\nDrie."), ("Bart", "Vier.")])])
        text = project.documents.text(1)
    lines = text.split("\n")
    async with opened(tmp_path / "lang.codebench") as hands:
        await hands.press("enter")
        assert [row.split() for row in gutter(hands) if row.strip()] == [["1"], ["2"]]
        await hands.press("M")
        assert [row.split() for row in gutter(hands)[: len(lines)]] == [[str(n)] for n in range(1, len(lines) + 1)]
        await hands.press("W")
        await hands.enter("2")
        caret = hands.coding.pane.caret
        assert text[caret:].startswith(lines[1]) and caret > 0
        await hands.press("M", "W")
        await hands.enter("2")
        assert text[hands.coding.pane.caret :].startswith("Vier.")


def test_recent_codes_beyond_nine_come_by_when_they_were_used() -> None:
    recent = RecentCodes(range(12))
    assert recent.in_order == list(range(12))
    recent.use([20])
    assert recent.places == [0, 1, 2, 3, 4, 5, 6, 7, 20]
    assert recent.in_order == [*recent.places, 8, 9, 10, 11]
    recent.use([10])
    assert recent.in_order[9:] == [7, 8, 9, 11]
    recent.forget([10, 9])
    assert recent.places == [0, 1, 2, 3, 4, 5, 6, 7, 20], "7 has its digit again"
    assert recent.in_order[9:] == [8, 11]


async def test_recent_codes_beyond_nine_stand_first_in_the_picker(path: Path, opened: Open) -> None:
    with Project.open(path, "Lena") as project:
        codes = [project.codebook.add(f"code {n:02d}") for n in range(14)]
        for code in (codes[13], codes[12], *codes[:9]):
            project.codings.add(1, 50, 60, [code])
    async with opened(path, size=(120, 40)) as hands:
        await hands.press("enter", "c")
        listed = [item.key for item in hands.app.screen._items()]
        assert listed[:11] == [*codes[:9][::-1], codes[12], codes[13]]


@pytest.mark.parametrize("way", ["picker", "boundary", "recode"])
async def test_marks_what_comes_to_overlap_its_like_is_offered_whatever_did_it(
    path: Path, opened: Open, way: str
) -> None:
    with Project.open(path, "Lena") as project:
        start = project.documents.text(1).index("De verplaatsingen")
        project.codings.add(1, start, start + 17, [1])
        if way == "boundary":
            project.codings.add(1, start + 18, start + 26, [1])
        elif way == "recode":
            project.codings.add(1, start + 3, start + 26, [3])
    async with opened(path) as hands:
        await hands.press("enter", "d")
        hands.coding.pane.go_to(start + 20)
        if way == "picker":
            await hands.code("tijd")
        elif way == "boundary":
            await hands.press("e", "o", "b", "b", "e")
        else:
            await hands.press("C")
            await hands.enter("tijd")
        assert hands.sees("Another 'tijd' overlaps this one: U makes one of them.")
        await hands.press("U")
        assert len(hands.codings) == 1


async def test_marks_dragging_over_the_lines_around_the_text_brings_more_of_it(tmp_path: Path, opened: Open) -> None:
    with Project.create(tmp_path / "lang.codebench", "Lena") as project:
        project.imports.take([transcript("groep", [("Ilse", f"Zin nummer {n}.") for n in range(80)])])
    async with opened(tmp_path / "lang.codebench") as hands:
        await hands.press("enter")
        pane, pilot = hands.coding.pane, hands.pilot
        x = pane.sheet.frame.text_x + 8
        for line, went in ((StatusLine, 1), (TopLine, -1)):
            await hands.press("escape", "0", "4", "0", "g")
            await pilot.mouse_down(pane, offset=(x, 10))
            start, top = pane.caret, pane.scroll_offset.y
            assert top > 3
            await pilot.hover(hands.coding.query_one(line), offset=(x, 0))
            for _tick in range(100):
                await pilot.pause(0.02)
                if (pane.scroll_offset.y - top) * went >= 3:
                    break
            await pilot.mouse_up(hands.coding.query_one(line), offset=(x, 0))
            assert (pane.scroll_offset.y - top) * went >= 3
            assert pane.selection is not None and start in pane.selection
            assert hands.app.mouse_captured is None
        chosen = hands.coding.desk.document.text[slice(*pane.selection)].strip()
        await hands.code("nieuw")
        assert hands.codings == [("nieuw", chosen)]


async def test_marks_on_the_name_of_who_speaks_one_is_at_what_they_say(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "home")
        pane, unit = hands.coding.pane, hands.coding.desk.unit_at(hands.coding.pane.caret)
        assert unit is not None and unit.start <= pane.caret < unit.body_start
        await hands.code("tijd")
        assert hands.sees("1 code: ")
        await hands.press("x")
        assert not hands.all_codings()


async def test_marks_that_were_chosen_stand_in_the_margin_and_no_other_code_gets_them(path: Path, opened: Open) -> None:
    with Project.open(path) as project:
        by_name = {code.name: code for code in project.codebook.codes()}
        for name, mark in (("overleg", "Ti"), ("mandaat", "♥")):
            project.codebook.edit(by_name[name].id, replace(by_name[name].fields, mark=mark))
    async with opened(path) as hands:
        await hands.press("enter")
        await hands.code("tijd")
        await hands.press("t")
        await hands.code("mandaat")
        await hands.code("overleg")
        told = " ".join(gutter(hands))
        assert "▌♥" in told and "▌Ti" in told and "▌Tj" in told
