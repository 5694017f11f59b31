"""The answers screen by its keys, on a project file."""

import asyncio
from inspect import getfile

import pytest
from answers_material import ANSWERS, HOSTILE, QUESTION, make
from tests.tui.bench import Bench, on_screen
from textual import events

from codebench.project.memos import MemoTarget
from codebench.project.project import Project
from codebench.tui.answers.answer_box import AnswerBox
from codebench.tui.app import CodebenchApp
from codebench.tui.coding.lines import StatusLine
from codebench.tui.screens.answers import AnswersScreen
from codebench.tui.warming import warm

SIZES = [(60, 20), (80, 24), (120, 40)]
WALKED = 5  # of the answers, two are absent


class Answers(Bench):
    @property
    def screen(self):
        return self.app.screen

    @property
    def status(self):
        return self.screen.query_one(StatusLine)._content.plain

    @property
    def row(self):
        return self.screen.table.current.row

    def codes(self):
        names = {code.id: code.name for code in self.app.project.codebook.codes()}
        return [names[code] for _coding, code in self.row.codes]


def opened(path, size=(120, 40), document=None):
    return on_screen(Answers, AnswersScreen(1, document), path, size)


@pytest.mark.parametrize("size", SIZES)
async def test_answers_at_every_size_list_box_and_status_are_there(path, size):
    async with opened(path, size) as bench:
        lines = bench.lines
        text = "\n".join(lines)
        assert all(len(line) <= size[0] for line in lines)
        assert "R001" in text and "bereikbaarheid" in text
        assert "1 blank, 1 n.v.t." in text
        assert bench.status.startswith("answer 1 of 5, R001 · no code · not reviewed · 0 of 5 reviewed")
        box = bench.screen.query_one(AnswerBox).region
        assert any("bereikbaarheid" in line for line in lines[box.y : box.bottom])
        assert bench.screen.panel.display == (size[0] == 120)


async def test_answers_keys_walk_and_absent_ones_are_not_walked(path):
    async with opened(path) as bench:
        seen = [bench.row.text]
        for key in ("j", "down", "enter", "j", "j"):
            await bench.press(key)
            seen.append(bench.row.text)
        assert seen == [*[answer for answer in ANSWERS if answer not in ("", "nvt")], "overleg"]
        await bench.press("k", "up")
        assert bench.row.case == "R003"
        await bench.press("home")
        assert bench.row.case == "R001"
        await bench.press("end")
        assert bench.row.case == "R007"


async def test_answers_code_review_remove_and_undo_by_keys_alone(path):
    async with opened(path) as bench:
        await bench.press("c", "o", "u", "d", "enter")
        assert bench.codes() == ["ouders"]
        await bench.press("j", "r")
        assert bench.codes() == ["ouders"]
        await bench.press("c", "o", "v", "e", "r", "enter", "full_stop")
        assert bench.codes() == ["ouders", "overleg"]
        assert "2 codes: ▸▌ouders, ▌overleg" in bench.status
        await bench.press("x", "enter")
        assert bench.codes() == ["overleg"]
        await bench.press("u")
        assert bench.codes() == ["ouders", "overleg"]
        await bench.press("space")
        assert bench.row.case == "R003"
        assert "1 of 5 reviewed" in bench.status
        await bench.press("k", "backspace")
        assert "0 of 5 reviewed" in bench.status
        codings = bench.app.project.documents.codings(bench.row.document_id)
        assert {(coding.start, coding.end) for coding in codings} == {(0, len("te weinig tijd"))}


@pytest.mark.parametrize("keys", [("1", "2"), ("ampersand", "é")])
async def test_answers_digits_of_both_keyboards_give_recent_codes(path, keys):
    with Project.open(path) as project:
        first, *_rest, last = project.codebook.codes()
        document = project.documents.answer_ids(1)[-1]
        project.codings.add(document, 0, 3, [first.id])
        project.codings.add(document, 0, 4, [last.id])
    async with opened(path) as bench:
        assert bench.app.recent.places == [last.id, first.id]
        await bench.press(*keys)
        assert sorted(bench.codes()) == ["ouders", "tijd"]


async def test_answers_picker_makes_a_code_on_demand(path):
    async with opened(path) as bench:
        await bench.press("c", *"nieuw", "enter")
        assert bench.codes() == ["nieuw"]
        assert bench.screen.table.current.own[0].name == "nieuw"


async def test_answers_in_vivo_names_a_code_by_the_answer(tmp_path):
    long = "een heel lang antwoord dat > op geen enkele manier in zestig tekens past, echt niet"
    async with opened(make(tmp_path / "p.codebench", ["kort", long, "Kort!"])) as bench:
        await bench.press("i")
        assert bench.codes() == ["kort"]
        assert bench.screen.query_one(StatusLine)._note == "New code 'kort'. u takes it back."
        await bench.press("j", "i", "escape")  # too long for a name: nothing is made unasked
        assert bench.codes() == []
        await bench.press("i", "enter")
        (name,) = bench.codes()
        assert len(name) <= 60 and long.replace(">", " ").split()[:3] == name.split()[:3]
        await bench.press("j", "i")  # but for its signs it says the same
        assert bench.codes() == ["kort"]


async def test_answers_done_ends_with_a_sentence_and_next_uncoded_passes_the_coded(path):
    async with opened(path) as bench:
        await bench.press("c", "o", "u", "d", "enter", "f")
        assert bench.row.case == "R002"
        await bench.press("end", "c", "o", "u", "d", "enter", "f")
        assert bench.row.case == "R002"
        assert bench.screen.query_one(StatusLine)._note == "After the last answer: on from the first."
        await bench.press("home", *["space"] * WALKED)
        assert "5 of 5 reviewed" in bench.screen._top[1][1]
        assert bench.screen.query_one(StatusLine)._note == "Everything here is reviewed."


async def test_answers_begin_at_the_first_that_was_not_reviewed(path):
    with Project.open(path) as project:
        ids = project.documents.answer_ids(1)
        project.reviews.mark([project.documents.units(ids[0])[0].id, project.documents.units(ids[1])[0].id])
    async with opened(path) as bench:
        assert bench.row.case == "R003"
        await bench.press("d")
        assert bench.row.case == "R004"
    async with opened(path, document=ids[1]) as bench:
        assert bench.row.case == "R002"


async def test_answers_act_rereads_one_row(path, monkeypatch):
    async with opened(path) as bench:
        asked = []
        read = bench.app.project.documents.answer_rows
        monkeypatch.setattr(
            bench.app.project.documents, "answer_rows", lambda ids, seen: asked.append(len(ids)) or read(ids, seen)
        )
        await bench.press("space", "c", "o", "u", "d", "enter", "backspace")
        assert set(asked) == {1}


async def test_answers_filter_narrows_and_escape_shows_all(path):
    async with opened(path) as bench:
        await bench.press("j", "j", "slash", *"TIJD", "enter")
        assert bench.screen.table.row_count() == 2
        assert bench.row.case == "R003"
        assert "answer 2 of 2, R003 · " in bench.status and "only: with “TIJD” · Esc: all" in bench.text
        await bench.press("space", "space")
        assert bench.screen.query_one(StatusLine)._note == "Everything here is reviewed."
        await bench.press("escape")
        assert bench.screen.table.row_count() == WALKED
        assert bench.row.case == "R002"
        await bench.press("colon", *"r007", "enter")
        assert bench.row.text == "overleg"
        await bench.press("slash", *"zzz", "enter")
        assert bench.status == "no answer is left: with “zzz”, Esc: all"
        await bench.press("space", "c", "x", "i", "m", "backspace", "enter", "d", "f", "1", "r")


async def test_answers_undo_of_what_another_screen_did_is_shown(path):
    async with opened(path) as bench:
        await bench.press("c", "o", "u", "d", "enter", "j", "j")
        bench.app.project.codebook.rename(bench.app.project.codebook.find("ouders"), "gezinnen")
        bench.screen.on_screen_resume()
        await bench.settle()
        assert bench.row.case == "R003"
        await bench.press("home")
        assert bench.screen.table.current.own[0].name == "gezinnen"


async def test_answers_others_are_hidden_until_asked_and_never_removed(tmp_path):
    path = make(tmp_path / "p.codebench", coders=("An", "Bo"))
    with Project.open(path, "Bo") as project:
        document = project.documents.answer_ids(1)[0]
        project.codings.add(document, 0, 4, [project.codebook.find("ouders")])
    async with opened(path) as bench:
        assert bench.screen.table.current.chips == ()
        await bench.press("ctrl+t")
        (chip,) = bench.screen.table.current.chips
        assert (chip.name, chip.own) == ("ouders", False)
        assert "1 of others" in bench.status
        await bench.press("x")
        assert bench.screen.query_one(StatusLine)._note == "There is no code of yours here."
        await bench.press("ctrl+t")
        assert bench.screen.table.current.chips == ()


async def test_answers_memo_is_kept_on_the_answer(path):
    async with opened(path) as bench:
        await bench.press("m", *"let", "f2")
        target = MemoTarget(unit_id=bench.row.unit_id)
        assert [memo.body for memo in bench.app.project.memos.of(target)] == ["let"]


@pytest.mark.parametrize("size", SIZES)
async def test_answers_hostile_text_is_shown_literally(tmp_path, size):
    path = make(tmp_path / "p.codebench", [HOSTILE, HOSTILE * 30], [HOSTILE, "[b]R2[/b]\x1b[2J"])
    with Project.open(path) as project:
        code = project.codebook.add(HOSTILE[:40])
        project.codings.add(
            project.documents.answer_ids(1)[0], 0, 9, [code, *[c.id for c in project.codebook.codes()][:2]]
        )
    async with opened(path, size) as bench:
        for _round in range(2):
            drawn = "".join(bench.lines)
            assert not {char for char in drawn if ord(char) < 32 or 127 <= ord(char) < 160 or char in "\u202e\u2028"}
            assert "[red]rood[/]" in drawn
            await bench.press("j")


async def test_answers_mouse_clicks_choose_and_the_wheel_scrolls(tmp_path):
    path = make(tmp_path / "p.codebench", [f"antwoord {i}" for i in range(200)])
    async with opened(path, (80, 24)) as bench:
        table = bench.screen.table
        await bench.pilot.click(table, offset=(10, 4))
        assert bench.row.text == "antwoord 3"
        region = table.region
        for _turn in range(4):
            bench.app.post_message(
                events.MouseScrollDown(
                    table, region.x + 5, region.y + 5, 0, 1, 0, False, False, False, region.x + 5, region.y + 5
                )
            )
        await bench.settle()
        assert table.scroll_offset.y > 0
        assert bench.row.text == "antwoord 3"
        await bench.press("j")
        assert table.scroll_offset.y <= 4 < table.scroll_offset.y + table.body_height


async def test_answers_a_motion_paints_few_lines(tmp_path, monkeypatch):
    path = make(tmp_path / "p.codebench", [f"antwoord {i}" for i in range(200)])
    async with opened(path, (120, 40)) as bench:
        table = bench.screen.table
        painted = []
        draw = table.render_line
        monkeypatch.setattr(table, "render_line", lambda y: painted.append(y) or draw(y))
        await bench.press("j")
        assert len(painted) <= 2


async def test_answers_with_no_colour_mark_codes_and_cursor(path, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(path, (80, 24)) as bench:
        await bench.press("c", "o", "u", "d", "enter")
        row = next(line for line in bench.lines if "R001" in line)
        assert row.startswith("› R001")
        assert "▌ouders" in row


async def test_answers_question_without_answers_says_so(tmp_path):
    async with opened(make(tmp_path / "p.codebench", ["", "nvt"])) as bench:
        assert bench.status == "there is no answer here to walk"
        await bench.press("j", "space", "c", "x", "end", "enter", "d")
        assert QUESTION in bench.text


async def test_answers_a_key_pressed_at_once_acts_on_all_of_them(path):
    app = CodebenchApp(path, "An")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        bench = Answers(app, pilot)
        app.push_screen(AnswersScreen(1))
        app.post_message(events.Key("end", None))
        await bench.settle()
        assert bench.row.text == "overleg" and bench.status.startswith(f"answer {WALKED} of {WALKED}")


async def test_answers_read_while_the_screen_was_made_are_read_again_after_an_act(path):
    app = CodebenchApp(path, "An")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        bench, screen = Answers(app, pilot), AnswersScreen(1)
        app.push_screen(screen)
        while not screen.query("LazyTable"):  # the ids are asked for, and nothing is shown yet
            await asyncio.sleep(0)
        assert screen.table.row_count() == 0
        first = app.project.documents.answer_ids(1)[0]
        app.project.documents.retire(first)
        await bench.settle()
        assert screen.table.row_count() == WALKED - 1
        assert not screen.table.go_to_key(first)


async def test_answers_and_texts_look_the_same_where_their_styles_were_read_before(path):
    looks = []
    for is_warm in (False, True):
        app = CodebenchApp(path, "An")
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            if is_warm:
                await warm(app)
                assert app.stylesheet.has_source(getfile(AnswerBox), "AnswerBox.DEFAULT_CSS")
            app.open_document(app.project.documents.answer_ids(1)[0])
            app.push_screen(AnswersScreen(1))
            await Answers(app, pilot).settle()
            nodes = [node for screen in app.screen_stack[-2:] for node in screen.walk_children(with_self=True)]
            assert len(nodes) > 20
            looks.append([(type(node), _named(node.styles.base.get_rules())) for node in nodes])
    assert looks[0] == looks[1]


def _named(rules):
    """The rules; layouts, of which each is a thing of its own, by name."""
    return {name: str(value) if name == "layout" else value for name, value in rules.items()}
