"""The list of texts and questions: what is shown of it, in which parts, and that ten thousand texts are no burden."""

from pathlib import Path
from time import perf_counter

import pytest
from tests.conftest import survey, transcript
from tests.tui.shell.conftest import Open
from tests.tui.shell.hands import Hands
from textual.app import App

from codebench.project.models import Progress, Stage
from codebench.project.project import Project
from codebench.tui.overview.listing import Entry, Heading, Parts, Wanted, arranged, choices
from codebench.tui.overview.view import Worklist

DONE, BEGUN, FRESH = Progress(4, 4, 2, 2), Progress(4, 1, 0, 0), Progress(4, 0, 0, 0)
FOUND = [
    Entry(1, "transcript", "groep 1", "Noord", DONE),
    Entry(2, "transcript", "groep 2", "Zuid", FRESH),
    Entry(3, "note", "verslag", "", BEGUN),
    Entry(1, "question", "Wat helpt?", "", FRESH),
]


EVERYTHING = Wanted()


def told(wanted: Wanted = EVERYTHING, parts: Parts = Parts.NOTHING) -> list[str]:
    lines = arranged(FOUND, wanted, parts)
    return [
        f"{each.title} {each.n}/{each.of}" if isinstance(each, Heading) else each.name if each else "" for each in lines
    ]


def test_listing_is_divided_by_what_is_asked():
    assert told() == ["Texts 3/3", "groep 1", "groep 2", "verslag", "", "Open questions 1/1", "Wat helpt?"]
    assert told(parts=Parts.KIND)[:3] == ["Transcripts 2/2", "groep 1", "groep 2"]
    assert [line for line in told(parts=Parts.GROUP) if "/" in line] == [
        "Noord 1/1",
        "Zuid 1/1",
        "No group 1/1",
        "Open questions 1/1",
    ]
    assert [line for line in told(parts=Parts.STAGE) if "/" in line] == ["Not begun 2/2", "Begun 1/1", "Done 1/1"]


def test_listing_filters_add_up_and_count_what_they_leave():
    assert told(Wanted(stage=Stage.NOT_BEGUN)) == ["Texts 1/3", "groep 2", "", "Open questions 1/1", "Wat helpt?"]
    assert told(Wanted(stage=Stage.NOT_BEGUN, kind="transcript")) == ["Texts 1/3", "groep 2"]
    assert told(Wanted(letters="NOORD")) == ["Texts 1/3", "groep 1"]
    assert told(Wanted(group="Noord", stage=Stage.BEGUN)) == []
    offered = {item.key: item.detail for item in choices(FOUND, Wanted(stage=Stage.NOT_BEGUN))}
    assert offered["", None] == "4"
    assert (offered["stage", Stage.NOT_BEGUN], offered["stage", Stage.DONE]) == ("2", "1")
    assert (offered["kind", "transcript"], offered["kind", "question"]) == ("1", "1")
    assert ("kind", "note") not in offered


@pytest.mark.parametrize(
    ("progress", "stage"),
    [(FRESH, Stage.NOT_BEGUN), (BEGUN, Stage.BEGUN), (Progress(4, 0, 1, 1), Stage.BEGUN), (DONE, Stage.DONE)],
)
def test_stage_is_what_was_judged_or_coded(progress: Progress, stage: Stage):
    assert progress.stage is stage


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "veel.codebench"
    with Project.create(path, "Lena") as project:
        project.imports.take(
            [transcript(name, [("Ilse", "Tijd."), ("Bart", "Ja.")]) for name in ("groep 1", "groep 2")]
        )
        project.imports.take([survey({"R1": "geen tijd", "R2": "niets"})])
        project.reviews.mark([unit.id for unit in project.documents.units(1)])
    return path


def here(hands: Hands) -> str:
    entry = hands.app.screen.query_one(Worklist).entry
    return "" if entry is None else entry.name


async def test_list_cursor_passes_over_headings_and_comes_back_where_it_was(study: Path, opened: Open) -> None:
    async with opened(study) as hands:
        assert here(hands) == "groep 1"
        await hands.press("up")
        assert here(hands) == "groep 1" and hands.sees("Texts (2)")
        await hands.press("down", "down", "delete")
        assert here(hands) == "Wat helpt?" and hands.sees("Only a text can be retired: put the cursor on one.")
        await hands.press("down", "enter", "q")
        assert here(hands) == "Wat helpt?"
        await hands.press("home", "j", "enter", "q")
        assert here(hands) == "groep 2"


async def test_list_gives_names_the_room_of_the_bars_where_there_is_little(study: Path, opened: Open) -> None:
    async with opened(study, size=(60, 20)) as hands:
        assert hands.sees("Texts (2)") and hands.sees("Open questions (1)") and "━" not in hands.text
        assert "─" not in hands.text


async def test_escape_is_the_way_back_from_every_list(study: Path, opened: Open) -> None:
    async with opened(study) as hands:
        overview = hands.app.screen
        for key in ("f3", "f6", "ctrl+e", "ctrl+o", "v"):
            await hands.press(key)
            for _turn in range(4):
                if hands.app.screen is not overview:
                    await hands.press("escape")
            assert hands.app.screen is overview, key


async def test_list_shows_only_what_is_asked_until_escape(study: Path, opened: Open) -> None:
    async with opened(study) as hands:
        await hands.press("f")
        await hands.enter("not beg")
        assert (
            here(hands) == "groep 2" and hands.sees("Only: not begun; Esc shows all") and hands.sees("Texts (1 of 2)")
        )
        await hands.press("f")
        await hands.type("helpt")
        await hands.press("enter")
        assert here(hands) == "Wat helpt?" and hands.sees("not begun · “helpt”")
        await hands.press("escape")
        assert here(hands) == "Wat helpt?" and hands.sees("groep 1") and not hands.sees("Only:")
        await hands.press("d")
        await hands.enter("by group")
        assert [row.split(" (")[0].strip() for row in hands.lines if row.rstrip().endswith("codings")] == [
            "groep 1",
            "groep 2",
            "Open questions",
        ]


async def test_list_of_ten_thousand_texts_draws_only_what_is_seen() -> None:
    found = [Entry(n, "transcript", f"groep {n}", f"school {n % 40}", FRESH) for n in range(10_000)]
    begin = perf_counter()
    lines = arranged(found, Wanted(letters="school 1"), Parts.GROUP)
    assert sum(isinstance(each, Entry) for each in lines) == 2_750
    assert perf_counter() - begin < 1

    class Listed(App[None]):
        def compose(self):
            yield Worklist()

    app = Listed()
    async with app.run_test(size=(100, 30)) as pilot:
        view = app.query_one(Worklist)
        drawn = []
        draw = view.row_line
        view.row_line = lambda index, *rest: (drawn.append(index), draw(index, *rest))[1]  # type: ignore[method-assign]
        view.show(arranged(found, Wanted(), Parts.NOTHING))
        view.focus()
        await pilot.press("end", "up", "home")
        assert view.entry == found[0]
        assert len(drawn) < 8 * 30


async def test_a_question_for_a_code_says_whose_codings_its_numbers_count(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "Q")
        assert hands.sees("Passages of which code?") and not hands.sees("(all coders)")
        await hands.press("escape")
    with Project.open(path) as project:
        project.coders.add("Bo")
    async with opened(path) as hands:
        await hands.press("enter", "Q")
        assert hands.sees("Passages of which code? (all coders)")
