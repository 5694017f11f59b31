"""Each key of the coding screen, checked in the database."""

from pathlib import Path

import pytest
from tests.conftest import transcript
from tests.tui.shell.conftest import Open
from tests.tui.shell.hands import Hands
from textual import events

from codebench.project.memos import MemoTarget
from codebench.project.project import Project

FIRST = "De verplaatsingen [lacht]. Negen scholen, dat is veel."
SECOND = "Het overleg. En de tijd die niemand telt."


async def test_coding_picker_codes_the_turn(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter")
        await hands.code("tij")
        assert hands.codings == [("tijd", FIRST)]
        assert hands.sees("1 code: ▌tijd")


async def test_coding_selection_is_what_is_coded(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "w", "+")
        await hands.code("midd")
        assert hands.codings == [("middelen", "verplaatsingen")]


async def test_coding_picker_ticks_several(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "c")
        await hands.type("tijd")
        await hands.press("tab")
        await hands.type("mand")
        assert hands.sees("Code · ✓ tijd")  # which the letters have put out of sight
        await hands.press("tab", "enter")
        assert {name for name, _quote in hands.codings} == {"tijd", "mandaat"}
        await hands.press("u")
        assert hands.codings == []


async def test_coding_picker_makes_codes_and_warns_of_twins(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "c")
        await hands.type("middel")
        await hands.press("down")
        assert hands.sees("Much like")
        await hands.press("escape", "c")
        await hands.enter("tijd > nieuw")
        assert hands.app.project.codebook.tree().find("tijd > nieuw")
        assert hands.codings == [("nieuw", FIRST)]
        assert hands.sees("nieuw")


@pytest.mark.parametrize("digits", [("1", "2"), ("ampersand", "é")])
async def test_coding_digits_on_both_keyboards(path: Path, opened: Open, digits: tuple[str, str]) -> None:
    async with opened(path) as hands:
        await hands.press("enter")
        await hands.code("tijd")
        await hands.code("mand")
        await hands.press("space", digits[0], "space", digits[1])
        assert [name for name, quote in hands.codings if quote == SECOND] == ["tijd"]
        assert hands.codings[-1][0] == "mandaat"


async def test_coding_digits_are_the_coders_last_codes_at_opening(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter")
        await hands.code("tijd")
        await hands.code("mand")
    async with opened(path) as hands:
        await hands.press("enter", "t", "1")
        assert hands.codings[-1] == ("mandaat", SECOND)


@pytest.mark.parametrize("key", ["r", "full_stop"])
async def test_coding_repeat_gives_the_last_codes_again(path: Path, opened: Open, key: str) -> None:
    async with opened(path) as hands:
        await hands.press("enter")
        await hands.code("mand")
        await hands.press("t", key)
        assert hands.codings == [("mandaat", FIRST), ("mandaat", SECOND)]


async def test_coding_in_vivo_names_the_code_by_the_words(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "i")
        assert hands.codings == [] and hands.sees("Select the words first")
        await hands.press("w", "+", "i", "enter")
        assert hands.codings == [("verplaatsingen", "verplaatsingen")]


async def test_coding_cycle_chooses_what_is_removed(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter")
        for name in ("tijd", "midd", "mand"):
            await hands.code(name)
        assert hands.sees("3 codes: ▸▌mandaat")
        await hands.press("o", "x")
        assert {name for name, _quote in hands.codings} == {"tijd", "mandaat"}
        await hands.press("ctrl+z", "ctrl+y")
        assert len(hands.codings) == 2


async def test_coding_boundary_moves_either_end(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "w", "+")
        await hands.code("tijd")
        await hands.press("e", "w", "w", "e")
        assert hands.codings == [("tijd", "verplaatsingen [lacht].")]
        await hands.press("e", "o", "b", "e")
        assert hands.codings == [("tijd", "De verplaatsingen [lacht].")]
        await hands.press("e", "left", "escape", "e", "escape")
        assert hands.codings == [("tijd", "De verplaatsingen [lacht].")]


async def test_coding_boundary_keys_are_told_beside_a_long_name(path: Path, opened: Open) -> None:
    with Project.open(path, "Lena") as project:
        long = project.codebook.add("zal ik dan maar beginnen, ik ben waarschijnlijk toch de oudste")
        project.codings.add(1, *_first(project), [long])
    async with opened(path, "Lena", (60, 20)) as hands:
        await hands.press("enter", "e")
        assert hands.sees("adjusting zal ik dan maar beg…") and hands.sees("e: keep · Esc: leave it")


def _first(project: Project) -> tuple[int, int]:
    unit = project.documents.units(1)[1]
    return unit.body_start, unit.end


async def test_coding_a_memo_on_a_low_terminal_tells_its_keys_and_cuts_its_quote_with_a_sign(
    path: Path, opened: Open
) -> None:
    with Project.open(path, "Lena") as project:
        project.imports.take([transcript("lang", [("Ilse", "Negen scholen, en overal een ander team. " * 12)])])
    async with opened(path, "Lena", (60, 20)) as hands:
        await hands.press("down", "enter", "m")
        assert hands.sees("F2, Ctrl+s: save   Esc: cancel")
        assert sum("scholen" in row and "│" in row for row in hands.lines) == 3
        assert next(row for row in reversed(hands.lines) if "team" in row and "│" in row).rstrip(" │").endswith("…")


async def test_coding_divide_and_unite_keep_the_memo(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter")
        await hands.code("tijd")
        await hands.press("m")
        await hands.type("waarom")
        await hands.press("f2", "s", "D")
        assert hands.codings == [("tijd", "De verplaatsingen [lacht]."), ("tijd", "Negen scholen, dat is veel.")]
        assert [coding.has_memo for coding in hands.all_codings()] == [True, False]
        await hands.press("U")
        assert hands.codings == [("tijd", FIRST)] and hands.all_codings()[0].has_memo
        assert hands.sees("2 codings of 'tijd' are one now")
        await hands.press("U")
        assert hands.sees("No other coding of 'tijd'")
        await hands.press("u", "u")
        assert hands.codings == [("tijd", FIRST)]


async def test_coding_what_overlaps_its_like_is_offered_to_be_one(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "w", "+")
        await hands.code("tijd")
        await hands.press("escape", "V", "r")
        assert hands.sees("Another 'tijd' overlaps this one: U makes one of them")
        await hands.press("U")
        assert hands.codings == [("tijd", "De verplaatsingen [lacht].")]
        await hands.press("u")
        assert len(hands.codings) == 2


async def test_coding_by_sentence_codes_each_in_one_key(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "V")
        await hands.code("tijd")
        assert hands.sees("by sentence")
        await hands.press("s", "1")
        assert hands.codings == [("tijd", "De verplaatsingen [lacht]."), ("tijd", "Negen scholen, dat is veel.")]
        await hands.press("t", "V", "1")
        assert hands.codings[-1] == ("tijd", SECOND)


async def test_coding_recode_keeps_borders_and_memo(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "C")
        assert hands.sees("There is no coding of yours here")
        await hands.code("tijd")
        await hands.press("m")
        await hands.type("waarom")
        await hands.press("f2", "C")
        assert hands.sees("'tijd' becomes")
        await hands.enter("mand")
        assert hands.codings == [("mandaat", FIRST)] and hands.all_codings()[0].has_memo
        assert hands.sees("1 code: ▌mandaat")
        await hands.press("u")
        assert hands.codings == [("tijd", FIRST)]


async def test_coding_where_goes_to_speakers_bookmarks_and_numbers(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "W")
        await hands.enter("bar")
        assert hands.sees("turn 3, Bart")
        await hands.press("B", "W")
        assert hands.sees("⚑ Het overleg")
        await hands.enter("6")
        assert hands.sees("turn 6, Bart")
        await hands.press("W", "enter")
        assert hands.sees("turn 3, Bart ⚑")
        await hands.press("B")
        assert not hands.app.project.bookmarks.all()
        await hands.press("u")
        assert len(hands.app.project.bookmarks.all()) == 1
        await hands.press("0")
        assert hands.sees("0… a motion")
        await hands.press("2", "t")
        assert hands.sees("turn 5, Moderator")


async def test_coding_opens_where_one_stopped(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "0", "4", "g", "s", "q", "enter")
        assert hands.sees("turn 4, Ilse")
        assert hands.app.project.documents.text(1)[hands.coding.pane.caret :].startswith("Tijd en middelen")
        await hands.press("t")
    async with opened(path) as hands:
        await hands.press("enter")
        assert hands.sees("turn 5, Moderator")
        await hands.press("q")
        hands.app.project.coders.add("Bo")
        hands.app.project.act_as("Bo")
        await hands.press("enter")
        assert hands.sees("turn 2, Ilse")


async def test_coding_memo_on_coding_passage_and_unit(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "m")
        await hands.type("eerst")
        await hands.press("f2")
        await hands.press("ctrl+shift+right", "m")
        await hands.type("woord")
        await hands.press("ctrl+s", "escape")
        await hands.code("tijd")
        await hands.press("m")
        await hands.type("code")
        await hands.press("f2")
        assert [memo.body for memo in hands.app.project.memos.all()] == ["eerst", "woord", "code"]
        assert hands.all_codings()[0].has_memo
        await hands.press("m")
        await hands.type("x")
        await hands.press("f2")
        assert [memo.body for memo in hands.app.project.memos.all()] == ["eerst", "woord", "codex"]
        await hands.press("ctrl+right", "ctrl+shift+right", "m")  # other words than those of the coding
        await hands.type("elders")
        await hands.press("f2")
        assert [memo.body for memo in hands.app.project.memos.all()] == ["eerst", "woord", "codex", "elders"]


async def test_coding_memo_draft_survives(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "m")
        await hands.type("half")
        hands.app.screen.keep_draft()  # type: ignore[attr-defined]  # without the wait
    async with opened(path) as hands:
        await hands.press("enter", "m")
        assert hands.sees("not saved last time") and hands.sees("half")
        await hands.press("f2")
        assert [memo.body for memo in hands.app.project.memos.all()] == ["half"]
        await hands.press("m")
        assert not hands.sees("not saved last time")


async def test_coding_memo_asks_before_throwing_away(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "m", "escape")
        assert hands.coding
        await hands.press("m")
        await hands.type("iets")
        await hands.press("escape", "n")
        assert hands.sees("iets")
        await hands.press("escape", "y")
        assert hands.coding and not hands.app.project.memos.of(MemoTarget())


async def test_coding_done_marks_and_goes_on_without_the_moderator(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "space")
        marks = hands.app.project.documents.open(1).reviewed
        assert len(marks) == 1 and hands.sees("reviewed 1/4")
        assert hands.sees("turn 3, Bart")
        await hands.press("T", "backspace")
        assert not hands.app.project.documents.open(1).reviewed
        await hands.press("space", "space", "space", "space")
        assert len(hands.app.project.documents.open(1).reviewed) == 4
        assert hands.sees("Everything here is reviewed")


async def test_coding_next_uncoded_is_not_next_unreviewed(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "t")
        await hands.code("tijd")
        await hands.press("T", "f")
        assert hands.sees("turn 4, Ilse")
        await hands.press("T", "T", "d")
        assert hands.sees("turn 3, Bart")


async def test_coding_walks_along_codings(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter")
        await hands.code("tijd")
        await hands.press("t", "t")
        await hands.code("mand")
        await hands.press("comma")
        assert hands.sees("turn 2, Ilse · 1 code: ▌tijd")
        await hands.press("semicolon")
        assert hands.sees("turn 4, Ilse · 1 code: ▌mandaat")


@pytest.mark.parametrize("key", ["slash", "colon", "ctrl+f"])
async def test_coding_find_goes_there_and_escape_comes_back(path: Path, opened: Open, key: str) -> None:
    async with opened(path) as hands:
        await hands.press("enter")
        origin = hands.coding.pane.caret
        await hands.press(key)
        await hands.type("tijd")
        text = hands.app.project.documents.text(1)
        assert text[hands.coding.pane.caret :].startswith("tijd die")
        await hands.press("enter", "n")
        assert text[hands.coding.pane.caret :].startswith("Tijd en") and hands.sees("place 3 of 3")
        await hands.press("N", key, "escape")
        assert text[hands.coding.pane.caret :].startswith("tijd die")
        assert origin != hands.coding.pane.caret


async def test_coding_tree_applies_a_code(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "tab", "down", "enter")
        assert hands.codings == [("overleg", FIRST)]
        assert hands.coding.pane.has_focus


async def test_coding_others_are_hidden_until_asked_for(path: Path, opened: Open) -> None:
    with Project.open(path) as project:
        project.coders.add("Wout")
        project.act_as("Wout")
        unit = project.documents.units(1)[1]
        project.codings.add(1, unit.body_start, unit.end, [project.codebook.find("mandaat")])
    async with opened(path, "Lena") as hands:
        await hands.press("enter")
        assert hands.sees("no code") and not hands.coding.pane.codings_at(hands.coding.pane.caret)
        await hands.press("ctrl+t")
        assert [coding.own for coding in hands.coding.pane.codings_at(hands.coding.pane.caret)] == [False]
        assert hands.sees("1 of others")


async def test_coding_undo_reaches_across_restarts(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter")
        await hands.code("tijd")
        await hands.press("t")
        await hands.code("mand")
        await hands.press("u")
        assert hands.codings == [("tijd", FIRST)]
    async with opened(path) as hands:
        await hands.press("enter", "u")
        assert hands.sees("Undo what was done earlier?") and hands.sees("code 'tijd'")
        await hands.press("escape")
        assert hands.codings == [("tijd", FIRST)]
        await hands.press("u", "enter")
        assert hands.codings == []
        await hands.press("ctrl+r")
        assert hands.codings == [("tijd", FIRST)]
        assert hands.sees("1 code: ▌tijd") or hands.sees("Done again")


async def test_coding_screen_equals_what_is_read_anew(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter")
        await hands.code("overl")
        await hands.press("t", "1", "o", "x", "2", "space")
        patched = hands.coding.desk
        counts = {code.id: (code.n_codings, code.n_total) for code in patched.codes.values()}
        codings, reviewed = dict(patched.codings), set(patched.reviewed)
        patched.read()
        assert counts == {code.id: (code.n_codings, code.n_total) for code in patched.codes.values()}
        assert (codings, reviewed) == (patched.codings, patched.reviewed)


async def test_coding_burst_of_keys_loses_none(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter")
        app = hands.app
        for key in (*"ctijd", "enter", "t", *"cmand", "enter", "m", *"vlug", "f2", "space"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(hands, "reviewed 1/4")
        assert hands.codings == [("tijd", FIRST), ("mandaat", SECOND)]
        assert [memo.body for memo in app.project.memos.all()] == ["vlug"]


async def until(hands: Hands, text: str) -> None:
    for _turn in range(400):
        if hands.sees(text):
            return
        await hands.pilot.pause(0.01)
    raise AssertionError(hands.text)


async def test_coding_star_keeps_a_quote_for_the_report(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter")
        await hands.code("uren")  # a word of the definition of 'tijd'
        assert hands.codings == [("tijd", FIRST)]
        await hands.press("asterisk")
        assert hands.sees("A quote of 'tijd'") and hands.app.project.excerpts.of(1).starred
        await hands.press("dollar_sign")
        assert hands.sees("No quote of 'tijd'") and not hands.app.project.excerpts.of(1).starred


async def test_coding_in_vivo_warns_of_what_is_like_it(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        hands.app.project.codebook.add("verplaatsing")
        await hands.press("enter", "w", "+", "i", "enter")
        assert hands.sees("New code 'verplaatsingen'; much like: verplaatsing")


async def test_coding_find_takes_a_regular_expression_between_slashes(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "slash")
        await hands.type("/ti?jd|midd/")
        await hands.app.workers.wait_for_complete()
        text = hands.app.project.documents.text(1)
        await hands.press("enter")
        found = [text[slice(*hit)] for hit in hands.coding.desk.find("/ti?jd|midd/")]
        assert found == ["tijd", "tijd", "Midd", "Tijd", "midd"]
        assert text[hands.coding.pane.caret :].startswith("tijd die")
        await hands.press("n")
        assert text[hands.coding.pane.caret :].startswith("Middelen")
        await hands.press("slash")
        await hands.type("/(/")
        await hands.app.workers.wait_for_complete()
        assert hands.sees("is no regular expression")
