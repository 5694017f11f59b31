"""The answers that one wants, in the order that one wants, and several coded at once, by keys."""

import pytest
from answers_material import make
from test_answers_screen import opened

from codebench.domain.variables import Value, VariableType
from codebench.project.project import Project
from codebench.tui.coding.lines import FindLine, RecentLine, StatusLine
from codebench.tui.parts.entry import Line

ANSWERS = [
    "geen tijd",
    "de ouders, en de tijd",
    "Geen tijd!",
    "niets",
    "géén tijd",
    "een laptop voor elke leerling thuis",
]


@pytest.fixture
def path(tmp_path):
    path = make(tmp_path / "p.codebench", ANSWERS)
    with Project.open(path, "An") as project:
        niveau = project.variables.add("niveau", VariableType.CATEGORY, ("bao", "so"))
        for name, value in (("R001", "so"), ("R002", "bao"), ("R003", "so")):
            project.cases.set_value(project.cases.get(name).id, niveau, Value(options=(value,)))
    return path


def shown(bench):
    return [bench.screen.table[i].row.case for i in range(bench.screen.table.row_count())]


def coded(bench):
    ids = bench.app.project.documents.answer_ids(1)
    rows = bench.app.project.documents.answer_rows(ids)
    return {row.case: len(row.codes) for row in rows if row.codes}


def note(bench):
    return bench.screen.query_one(StatusLine)._note


async def test_answers_that_say_the_same_are_coded_by_two_keys_and_undone_by_one(path):
    async with opened(path, (80, 24)) as bench:
        await bench.press("j", "c", "o", "u", "d", "enter", "home", "e")
        assert note(bench).startswith("3 answers say the same")
        assert "●" in bench.text
        await bench.press("1")
        assert note(bench) == "Done on 3 answers."
        assert coded(bench) == {"R001": 1, "R002": 1, "R003": 1, "R005": 1}
        assert "3 ticked" not in bench.status or bench.row.case == "R001"
        await bench.press("c", *"nieuw", "enter")
        assert coded(bench)["R005"] == 2
        await bench.press("x", *"nieuw", "enter", "u")
        assert coded(bench)["R005"] == 2
        await bench.press("u", "u")
        assert coded(bench) == {"R002": 1}
        await bench.press("space")
        assert bench.app.project.session.value("SELECT count(*) FROM review_marks") == 3
        assert "●" not in bench.text
        assert bench.row.case == "R002" and note(bench) == "Done on 3 answers."  # on to the next that is not judged
        await bench.press("e")
        assert note(bench) == "No other answer says the same." and "●" not in bench.text
        await bench.press("space")
        assert bench.row.case == "R004"


async def test_answers_ticks_are_kept_over_motions_and_dropped_by_escape(path):
    async with opened(path, (80, 24)) as bench:
        await bench.press("t", "j", "t")
        assert "2 ticked, Esc: none" in bench.status and bench.row.case == "R004"
        await bench.press("k", "t", "T")
        assert f"{len(ANSWERS)} ticked" in bench.status
        await bench.press("T")
        assert "ticked" not in bench.status
        await bench.press("t", "escape")
        assert "ticked" not in bench.status and len(shown(bench)) == len(ANSWERS)


async def test_answers_which_and_order_and_columns_are_asked_for(path):
    async with opened(path, (80, 24)) as bench:
        await bench.press("e", "c", "o", "u", "d", "enter", "escape", "w", "enter")
        assert shown(bench) == ["R002", "R004", "R006"]
        assert "only: without a code · Esc: all" in bench.text
        await bench.press("slash", *"tijd", "enter")
        assert shown(bench) == ["R002"]
        await bench.press("escape")
        assert len(shown(bench)) == len(ANSWERS)
        await bench.press("s", *"same", "enter")
        assert shown(bench)[:3] == ["R001", "R003", "R005"]
        await bench.press("s", *"niv", "enter")
        assert shown(bench)[:3] == ["R002", "R001", "R003"]
        await bench.press("w", *"niv", "enter", *"so", "enter")
        assert shown(bench) == ["R001", "R003"] and "niveau: so · Esc: all" in bench.text
        await bench.press("v", "enter")
        assert any("niveau" in row for row in bench.lines) and "so" in bench.screen.table.current.values
        await bench.press("w", *"one", "enter", *"oud", "enter")
        assert shown(bench) == ["R001", "R003"]
        assert "with ouders · niveau: so · Esc: all" in bench.text
        await bench.press("t", "w", *"tick", "enter")
        assert shown(bench) == ["R001"]
        await bench.press("escape", "escape", "v", "enter")
        assert shown(bench)[:3] == ["R002", "R001", "R003"], "Esc shows all, and keeps their order"
        assert len(shown(bench)) == len(ANSWERS) and bench.screen.table.current.values == ()


async def test_answers_what_was_undone_stays_said_where_the_answers_are_sorted_or_filtered(path):
    async with opened(path, (80, 24)) as bench:
        await bench.press("s", *"same", "enter", "s")
        assert next(row for row in bench.lines if "as now" in row).count("say the same")
        await bench.press("escape", "c", "o", "u", "d", "enter", "w", *"with", "a", "enter", "u")
        assert note(bench).startswith("Undone: ")
        await bench.press("escape", "j")
        assert note(bench) == ""


async def test_answers_the_digits_tell_codes_of_one_name_apart(path):
    with Project.open(path, "An") as project:
        double = project.codebook.add("ouders", project.codebook.find("tijd"))
        first = project.documents.answer_ids(1)[0]
        for code in (double, project.codebook.tree().find("ouders").id, project.codebook.find("overleg")):
            project.codings.add(first, 0, 9, [code])
    async with opened(path, (80, 24)) as bench:
        assert bench.screen.query_one(RecentLine).render().plain.split("  ")[:3] == [
            "1▌overleg",
            "2▌ouders",
            "3▌ouders (tijd)",
        ]


async def test_answers_what_fails_and_what_was_done_is_said_where_the_eye_is(path):
    async with opened(path) as bench:
        await bench.press("c", "o", "u", "d", "enter", "1")
        assert note(bench) == "You have 'ouders' on exactly this passage already."
        await bench.press("T", "space")
        assert note(bench) == f"Done on {len(ANSWERS)} answers. Everything here is reviewed."


async def test_answers_what_is_asked_adds_up_and_is_taken_off_one_by_one(path):
    async with opened(path, (100, 24)) as bench:
        await bench.press("e", "c", "o", "u", "d", "enter", "escape")  # R001, R003, R005
        await bench.press("w", *"with a", "enter", "slash", *"tijd", "enter")
        assert shown(bench) == ["R001", "R003", "R005"]
        await bench.press("w", *"length", "enter", "less_than_sign", *"10", "enter")
        assert shown(bench) == ["R001", "R005"]
        assert "with a code · <10 characters · with “tijd” · Esc: all" in bench.text
        assert "shown: 2 of 6 answers" in bench.text
        await bench.press("w", *"niv", "enter", *"so", "enter")
        assert shown(bench) == ["R001"]
        await bench.press("w", *"niv", "enter", *"any", "enter", "w", *"length", "enter", "minus", "enter")
        assert shown(bench) == ["R001", "R003", "R005"]
        await bench.press("w", *"with a", "enter")
        assert shown(bench) == ["R001", "R002", "R003", "R005"]
        await bench.press("escape")
        assert len(shown(bench)) == len(ANSWERS)
        assert "Esc" not in bench.status
        assert "shown:" not in bench.text


async def test_answers_hold_a_regular_expression(path):
    async with opened(path, (100, 24)) as bench:
        await bench.press("slash", "slash", *"^g.", *"{2}", "n", "slash", "enter")
        assert shown(bench) == ["R001", "R003", "R005"]
        await bench.press("slash", "slash", "left_parenthesis", "slash", "enter")
        assert "is no regular expression" in note(bench)


async def test_answers_an_order_chosen_again_is_turned_round(path):
    async with opened(path, (100, 24)) as bench:
        await bench.press("s", *"by resp", "enter")
        assert shown(bench)[0] == "R001"
        await bench.press("s", *"by resp", "enter")
        assert shown(bench)[0] == "R006"
        await bench.press("s", *"by resp", "enter")
        assert shown(bench)[0] == "R001"
        await bench.press("j", "j", "c", *"oud", "enter", "s", *"number", "enter")
        assert shown(bench)[0] == "R003"


async def test_answers_that_say_the_same_stand_in_a_group_with_their_number(path):
    async with opened(path, (100, 24)) as bench:
        await bench.press("s", *"same", "enter")
        rows = [row for row in bench.lines if "R00" in row]
        assert "3×" in rows[0]
        assert ["│" in row.split("R00")[0] for row in rows[:4]] == [False, True, True, False]


async def test_answers_one_goes_to_a_respondent(path):
    async with opened(path, (100, 24)) as bench:
        await bench.press("W", *"r004", "enter")
        assert bench.row.case == "R004"
        await bench.press("W", *"zz", "enter")
        assert note(bench) == "No respondent with an answer here is called 'zz'."
        await bench.press("w", *"niv", "enter", *"bao", "enter", "W", *"R004", "enter")
        assert "not among those that are shown" in note(bench)


async def test_answers_a_coding_is_starred_weighed_recoded_and_gets_a_memo(path):
    async with opened(path, (110, 24)) as bench:
        await bench.press("asterisk")
        assert note(bench) == "There is no code of yours here."
        await bench.press("c", *"oud", "enter", "asterisk")
        assert note(bench) == "★ A quote of 'ouders' for the report."
        project = bench.app.project
        document = project.documents.answer_ids(1)[0]
        await bench.press("greater_than_sign", "greater_than_sign", "less_than_sign", "greater_than_sign")
        assert "▌ouders (weight 60) ★" in bench.status
        await bench.press("I", "ctrl+u", *"75", "enter", "o")
        assert note(bench) == "There is no other code of yours here to choose."
        await bench.press("c", *"overleg", "enter", "o", "m", *"vaag", "f2")
        assert "2 codes: ▌ouders" in bench.status
        assert "▸▌overleg ✎" in bench.status
        await bench.press("C", *"tijd", "enter")
        codings = {project.codebook.tree().path(each.code_id): each for each in project.documents.codings(document)}
        assert set(codings) == {"ouders", "tijd"}
        assert (codings["ouders"].weight, codings["ouders"].starred) == (75, True)
        assert codings["tijd"].has_memo
        await bench.press("j")
        assert "▸" not in bench.status
        await bench.press("u", "u", "u", "u", "u", "u", "u", "u", "u", "u")
        assert project.documents.codings(document) == []


async def test_answers_a_code_that_is_gone_is_no_longer_asked_for(path):
    async with opened(path, (80, 24)) as bench:
        await bench.press("c", *"nieuw", "enter", "w", *"one", "enter", *"nieuw", "enter")
        assert shown(bench) == ["R001"] and "with nieuw · Esc: all" in bench.text
        await bench.press("u")
        assert len(shown(bench)) == len(ANSWERS)
        await bench.press("w")
        assert "with nieuw" not in bench.text
        await bench.press("escape", "j")
        assert "Esc: all" not in bench.text


async def test_answers_an_expression_that_is_none_leaves_the_groups_as_they_are(path):
    async with opened(path, (80, 24)) as bench:
        await bench.press("s", *"same", "enter")
        assert "3×" in bench.text
        await bench.press("slash")
        bench.screen.query_one(FindLine).query_one(Line).value = "/(/"  # as a paste does
        await bench.press("enter", "t")
        assert "3×" in bench.text


async def test_answers_ticks_out_of_sight_are_told(path):
    async with opened(path, (100, 24)) as bench:
        await bench.press("T", "w", *"niv", "enter", *"bao", "enter")
        assert f"{len(ANSWERS)} ticked, {len(ANSWERS) - 1} of them not shown, Esc: none" in bench.status
        await bench.press("escape")
        assert "ticked" not in bench.status


async def test_answers_a_variable_that_is_gone_is_no_longer_asked_for(path):
    async with opened(path, (100, 24)) as bench:
        await bench.press("w", *"niv", "enter", *"so", "enter")
        assert shown(bench) == ["R001", "R003"]
        project = bench.app.project
        project.variables.remove(project.variables.get("niveau").id)
        bench.screen.reread()
        await bench.settle()
        assert len(shown(bench)) == len(ANSWERS)
        assert "Esc: all" not in bench.text


async def test_answers_a_star_does_not_turn_the_next_memo_to_the_coding(path):
    async with opened(path, (100, 24)) as bench:
        await bench.press("c", *"oud", "enter", "asterisk", "m", *"over het antwoord", "f2")
        (memo,) = bench.app.project.memos.all()
        assert memo.subject == "unit"
        await bench.press("D")
        assert "as a text" in note(bench)


async def test_answers_of_one_of_several_respondents_is_chosen(path):
    async with opened(path, (100, 24)) as bench:
        await bench.press("W", "r", "enter")
        assert "Which of 6 respondents?" in bench.text
        await bench.press("0", "0", "4", "enter")
        assert bench.row.case == "R004"
        await bench.press("W", *"r002", "enter")
        assert bench.row.case == "R002"


async def test_answers_tell_codes_of_one_name_apart(path):
    with Project.open(path) as project:
        for above in ("school", "thuis"):
            project.codebook.ensure(f"{above} > ouders en co")
        first, second = (project.codebook.find(f"{above} > ouders en co") for above in ("school", "thuis"))
        document = project.documents.answer_ids(1)[0]
        project.codings.add(document, 0, project.documents.info(document).length, [first, second])
    async with opened(path, (120, 30)) as bench:
        assert "ouders en co (school)" in bench.text and "ouders en co (thuis)" in bench.text


async def test_answers_a_part_of_one_is_coded_in_its_text(path):
    async with opened(path, (100, 30)) as bench:
        await bench.press("p")
        assert type(bench.app.screen).__name__ == "CodingScreen" and "Select a part of this answer" in bench.text
        await bench.press("ctrl+shift+right", "c", *"ouders", "enter", "q")
        (coding,) = bench.app.project.documents.codings(bench.row.document_id)
        assert (coding.start, coding.end) != (0, len(bench.row.text)) and coding.end - coding.start < len(
            bench.row.text
        )
        assert "1 code: ▌ouders" in bench.status
        await bench.press("D")
        assert "p opens this one as a text" in note(bench)
        await bench.press("x")
        assert not bench.app.project.documents.codings(bench.row.document_id)
