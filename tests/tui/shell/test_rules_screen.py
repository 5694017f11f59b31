"""The rules screen by keys alone: typing a rule, looking through what it finds, ticking, coding, undoing."""

from asyncio import Event
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from tests.conftest import survey, transcript
from tests.tui.bench import Bench, on_screen

from codebench.domain.codebook import CodeFields
from codebench.project.project import Project
from codebench.tui.rules.hit_list import HitList, around
from codebench.tui.screens.coding import CodingScreen
from codebench.tui.screens.rules import RulesScreen

TURNS = [
    ("Moderator", "Is er tijd?"),
    ("Ilse", "Te weinig tijd. Overleg is belangrijk."),
    ("Bart", "Overlegtijd [red]is[/] er niet."),
]
ANSWERS = {"r1": "meer tijd", "r2": "overleg", "r3": "tijd, tijd", "r4": "geen idee", "r5": "tijd zat"}
NAMES = {" ": "space", ".": "full_stop", "~": "tilde", "|": "vertical_line", "-": "minus", ":": "colon"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A focus group and a survey; the code tijd has a keyword, r5 is reviewed without it, r3 has it."""
    path = tmp_path_factory.mktemp("rules") / "studie.codebench"
    with Project.create(path, "An") as project:
        project.annotations.use("blank")
        project.imports.take([transcript("groep-1", TURNS), survey(ANSWERS)])
        tijd = project.codebook.add("tijd", None, CodeFields(keywords=("idee",)))
        project.codebook.add("overleg", tijd)
        versions = project.session.tuples("SELECT id FROM text_versions")
        project.annotations.of([row[0] for row in versions], make=True)
        units = dict(project.session.tuples('SELECT "case", unit_id FROM view_units'))
        project.reviews.mark([units["r5"]])
        document = project.documents.answer("r3", "Wat helpt?").id
        project.codings.add(document, 0, 10, [tijd])
    return path


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    copy = tmp_path / made.name
    copy.write_bytes(made.read_bytes())
    return copy


class Desk(Bench):
    """The screen, and what it did to the project."""

    async def type(self, text: str) -> None:
        for char in text:
            await self.pilot.press(NAMES.get(char, char))
        await self.settle()

    @property
    def cases(self) -> list[str]:
        hits = self.app.screen.query_one(HitList)
        return [match.case for match in hits._matches]

    @property
    def codings(self) -> list[tuple[str, str]]:
        return self.app.project.session.tuples(
            "SELECT quote, origin FROM view_codings WHERE origin = 'autocode' ORDER BY document_id, start"
        )


@asynccontextmanager
async def rules(path: Path, code: str = "tijd", size: tuple[int, int] = (110, 34)) -> AsyncIterator[Desk]:
    with Project.open(path) as project:
        code_id = project.codebook.find(code)
    async with on_screen(Desk, RulesScreen(code_id), path, size) as desk:
        yield desk


async def test_a_rule_is_tried_while_it_is_typed(path: Path) -> None:
    async with rules(path) as desk:
        assert "finds 0 of 1 coded · 1 new" in desk.text  # the keyword, which nobody had to type
        await desk.type("tijd")
        assert "finds 1 of 1 coded · 2 new · 1 of 2 judged have the code" in desk.text
        assert desk.cases == ["Ilse", "r1"]
        await desk.type("~")
        assert "~ also stands for: overlegtijd" in desk.text
        assert desk.cases == ["Ilse", "Bart", "r1"]
        await desk.type(" ...")
        assert "character 7: `...` stands between two words." in desk.text


async def test_letters_never_act_while_a_rule_is_typed(path: Path) -> None:
    async with rules(path) as desk:
        await desk.type("qsamcorpu:")
        assert isinstance(desk.app.screen, RulesScreen)
        assert desk.app.screen.typed == "qsamcorpu:"


async def test_enter_codes_what_is_ticked_and_u_takes_it_back(path: Path) -> None:
    async with rules(path) as desk:
        await desk.type("tijd")
        await desk.press("enter", "down", "space")
        assert "1 ticked" in desk.text
        await desk.press("enter")
        assert desk.codings == [("Te weinig tijd. Overleg is belangrijk.", "autocode")]
        assert "1 passage coded; u undoes it." in desk.text
        assert "rejected 1" in desk.text and "finds 2 of 2 coded · 1 new" in desk.text
        await desk.press("u")
        assert desk.codings == []
        assert desk.cases == ["Ilse"], "what was rejected is not proposed again"
        assert desk.app.project.session.value("SELECT count(*) FROM review_marks") == 1


@asynccontextmanager
async def with_one_unread(path: Path, line: str) -> AsyncIterator[Desk]:
    """A rule brought along, while one answer is not annotated yet."""
    with Project.open(path, "An") as project:
        project.imports.take([survey({"r9": "tijd genoeg"}, question="En verder?")])
        code_id = project.codebook.find("tijd")
    async with on_screen(Desk, RulesScreen(code_id, line=line), path, (110, 34)) as desk:
        assert "1 text not read yet" in desk.text
        yield desk


async def all_is_read(desk: Desk) -> None:
    """What is done when nobody types, done now."""
    desk.app.annotating.look()
    while desk.app.project.annotations.status().to_do or desk.app.annotating.tally is not None:
        await desk.pilot.pause(0.01)
    await desk.settle()


async def test_what_was_not_read_yet_is_found_once_it_is(path: Path) -> None:
    async with with_one_unread(path, "genoeg") as desk:
        assert desk.cases == ["r3"], "coded without the word"
        await all_is_read(desk)
        assert desk.cases == ["r9"] and "not read" not in desk.text
        assert desk.app.screen.query_one(HitList).has_focus, "one came with the rule: the next key codes"


async def test_nothing_is_ticked_for_who_is_about_to_code(path: Path) -> None:
    async with with_one_unread(path, "tijd") as desk:
        assert desk.app.screen.query_one(HitList).has_focus
        await all_is_read(desk)
        assert desk.cases == ["Ilse", "r1"], "Enter would code what was never seen"
        await desk.press("slash")
        await desk.settle()
        assert desk.cases == ["Ilse", "r1", "r9"]


async def test_groups_show_what_agrees_and_what_was_reviewed_without_the_code(path: Path) -> None:
    async with rules(path) as desk:
        await desk.type("tijd")
        await desk.press("enter", "right")
        assert desk.cases == ["r5"]
        assert "2 ticked" in desk.text, "what was reviewed without the code has no tick"
        await desk.press("right")
        assert desk.cases == ["r3"]
        await desk.press("right")
        assert desk.cases == ["Ilse", "r1"]
        await desk.press("left", "left", "space", "enter")
        assert sorted(quote for quote, _origin in desk.codings) == [
            "Te weinig tijd. Overleg is belangrijk.",
            "meer tijd",
            "tijd zat",
        ]


async def test_all_ticks_and_sentences(path: Path) -> None:
    async with rules(path) as desk:
        await desk.type("tijd")
        await desk.press("enter", "a", "enter")
        assert "Nothing is ticked." in desk.text
        await desk.press("a", "p")
        assert "in transcripts the sentence is coded" in desk.text
        await desk.press("enter")
        assert desk.codings == [("Te weinig tijd.", "autocode"), ("meer tijd", "autocode")]


async def test_enter_right_behind_the_last_letter_waits_for_what_the_rule_finds(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = Event()

    async def until_typed(_seconds: float) -> None:
        await typed.wait()

    async with rules(path) as desk:
        monkeypatch.setattr("codebench.tui.screens.rules.sleep", until_typed)
        for key in ("o", "v", "e", "r", "l", "e", "g", "enter", "enter"):
            await desk.pilot.press(key)
        typed.set()
        await desk.settle()
        assert desk.codings == [], "nothing is coded that was not shown"
        assert desk.cases == ["Ilse", "r2"]
        assert desk.app.screen.query_one(HitList).has_focus


async def test_a_rule_is_kept_tried_again_and_taken_away(path: Path) -> None:
    async with rules(path) as desk:
        await desk.type("tijd zat")
        await desk.press("enter", "s")
        assert "Kept with the code: tijd zat" in desk.text and "1 rule ·" in desk.text
        await desk.press("r")
        await desk.press("enter")  # all of them
        assert "all rules:" in desk.text and "reviewed without it 1" in desk.text
        await desk.press("escape", "escape")
        await desk.press("r")
        await desk.type("zat")
        await desk.press("enter")
        assert desk.app.screen.query_one("Line").value == "tijd zat"
        await desk.press("enter", "delete")
        assert "0 rules ·" in desk.text
        await desk.press("u")
        assert "1 rule ·" in desk.text


async def test_material_another_code_and_the_place_in_its_text(path: Path) -> None:
    async with rules(path) as desk:
        await desk.type("overleg")
        await desk.press("enter", "m")
        await desk.type("groep")
        await desk.press("enter")
        assert desk.cases == ["Ilse"] and "in: groep-1" in desk.text
        await desk.press("c")
        await desk.type("overl")
        await desk.press("enter")
        assert "This code has no rules yet" in desk.text
        await desk.press("escape")
        await desk.type("belangrijk")
        await desk.press("enter", "o")
        screen = desk.app.screen
        assert isinstance(screen, CodingScreen)
        assert screen.pane.target_span is not None
        start, end = screen.pane.target_span
        assert screen.desk.document.text[start:end] == "belangrijk"


async def test_f4_opens_the_rules_of_the_code_in_view(path: Path) -> None:
    with Project.open(path) as project:
        document = project.documents.all()[0].id
    async with on_screen(Desk, CodingScreen(document), path, (110, 34)) as desk:
        await desk.press("tab", "down", "f4")
        assert isinstance(desk.app.screen, RulesScreen)
        assert "tijd > overleg" in desk.text and "in: all texts" in desk.text
        await desk.press("escape")  # nothing is found to go to first
        assert isinstance(desk.app.screen, CodingScreen)
        await desk.press("tab", "f4")
        assert "Rules of which code?" in desk.text
        await desk.type("tijd")
        await desk.press("enter")
        assert isinstance(desk.app.screen, RulesScreen)


async def test_a_narrow_low_terminal_and_signs_of_markup(path: Path) -> None:
    async with rules(path, size=(60, 16)) as desk:
        await desk.type("overlegtijd")
        assert "[red]is[/]" in desk.text, desk.text


@pytest.mark.parametrize("width", [1, 5, 20, 60])
@pytest.mark.parametrize(
    "text", ["", "tijd", "een lange zin met tijd erin en nog wat", "日本 tijd 日本日本日本", "a\nb tijd"]
)
def test_a_row_is_never_wider_than_its_room(width: int, text: str) -> None:
    at = text.find("tijd")
    marks = [(at, at + 4)] if at >= 0 else []
    pieces = around(text, marks, width)
    from codebench.tui.table.draw import cells_of

    assert sum(cells_of(piece) for piece, _found in pieces) <= width
    if width >= 20 and marks:
        assert ("tijd", True) in pieces
