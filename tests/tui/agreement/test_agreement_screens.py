"""From the figure to the text and back: the agreement screen, and settling with one key each."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from tests.conftest import transcript
from tests.tui.bench import Bench, on_screen

from codebench.domain.table import cell_text
from codebench.project.agreement_data import AgreementRequest
from codebench.project.project import Project
from codebench.tui.actions import AZERTY_DIGITS, actions
from codebench.tui.agreement.dispute_list import DisputeList
from codebench.tui.agreement.side_by_side import CoderPane, StillPane
from codebench.tui.modals.preview import Preview
from codebench.tui.screens.agreement import AgreementScreen
from codebench.tui.screens.coding import CodingScreen
from codebench.tui.screens.settling import SettlingScreen
from codebench.tui.table.table_view import TableView

SAID = ["te weinig tijd", "geen mandaat", "tijd en overleg", "niks", "tijd"]
TURNS = [("Moderator", "Hoe gaat het?"), *((("Ilse", "Bart")[i % 2], said) for i, said in enumerate(SAID))]
GIVEN = {
    "An": [(0, "tijd", 0, 14), (1, "mandaat", 0, 12), (4, "tijd", 0, 4)],
    "Bo": [(0, "tijd", 9, 14), (1, "tijd", 0, 12), (2, "tijd", 0, 4), (2, "overleg", 8, 15), (4, "tijd", 0, 4)],
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A focus group that An and Bo coded, in no round."""
    path = tmp_path / "p.codebench"
    with Project.create(path, "An") as project:
        project.imports.take([transcript("groep", TURNS)])
        for name in ("tijd", "overleg", "mandaat"):
            project.codebook.add(name)
        project.coders.add("Bo")
        document = project.documents.get("groep").id
        units = project.documents.units(document)
        for coder, given in GIVEN.items():
            project.act_as(coder)
            for place, code, start, end in given:
                base = units[place + 1].body_start
                project.codings.add(document, base + start, base + end, [project.codebook.find(code)])
            project.reviews.mark([unit.id for unit in units])
    return path


class Desk(Bench):
    async def settle(self) -> None:
        await super().settle()
        for worker in list(self.app.workers):
            if worker.group in ("count", "panes") and worker.node is self.app.screen:
                await worker.wait()
        await self.pilot.pause()

    @property
    def here(self) -> SettlingScreen:
        assert isinstance(self.app.screen, SettlingScreen), self.app.screen
        return self.app.screen

    @property
    def consensus(self) -> list[tuple[str, str]]:
        rows = self.app.project.session.tuples(
            "SELECT code, quote FROM view_codings WHERE coder = 'consensus' ORDER BY start, code"
        )
        return list(rows)

    @property
    def sides(self) -> list[str]:
        """What stands above each pane."""
        return [str(pane.query_one(".coder").render()) for pane in self.app.screen.query(CoderPane)]


@asynccontextmanager
async def opened(path: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Desk]:
    async with on_screen(Desk, AgreementScreen(), path, size) as desk:
        yield desk


async def to_disputes(desk: Desk) -> None:
    """To the disputes about the first code, with a round made of what was coded."""
    await desk.press("enter")
    await desk.press("n")  # the first decision asks for a round
    await desk.press("enter", "enter")


async def test_the_screen_shows_what_the_command_prints(path: Path) -> None:
    async with opened(path) as desk:
        report = desk.app.project.agreement.report(desk.app.screen._request)
        assert desk.app.screen.query_one(TableView).table == report.tables["codes"]
        assert "Agreement between An and Bo on 5 turns" in desk.text
        await desk.press("v", "down", "enter")
        assert desk.app.screen.query_one(TableView).table == report.tables["coders"]
        await desk.press("e", *"charact", "enter")
        assert "unit: character" in desk.text


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_table_is_seen_as_a_picture(path: Path, size: tuple[int, int]) -> None:
    async with opened(path, size) as desk:
        table = desk.app.screen.query_one(TableView).table
        await desk.press("p")
        drawn = next(line for line in desk.lines if "tijd" in line and ("●" in line or "○" in line))
        assert cell_text(table.rows[0].cells[1]) in drawn
        assert any("● α" in line for line in desk.lines)
        assert any("Enter, Esc: back" in line for line in desk.lines), "in sight, however long the picture"
        await desk.press("escape")
        assert isinstance(desk.app.screen, AgreementScreen)
        await desk.press("v", "down", "down", "down", "enter", "p")
        assert isinstance(desk.app.screen, Preview)


async def test_sub_codes_as_their_top_codes_and_from_these_to_what_is_disputed_below(path: Path) -> None:
    with Project.open(path, "An") as project:
        work = project.codebook.add("werk")
        project.codebook.move(project.codebook.find("tijd"), work)
    async with opened(path) as desk:
        await desk.press("t")
        report = desk.app.project.agreement.report(AgreementRequest(top_codes=True))
        assert desk.app.screen.query_one(TableView).table == report.tables["codes"]
        assert "top codes" in desk.text
        await desk.press("home", "enter")
        assert "werk > tijd" in desk.lines[2]
        assert "tijd" in desk.sides[0]


async def test_what_is_disputed_stands_in_sight_as_a_whole(path: Path) -> None:
    said = " ".join(f"woord {n}." for n in range(30))
    with Project.open(path, "An") as project:
        turns = [("Ilse", said), ("Bart", "geen mandaat hier, en dat is erg"), ("Ilse", said)]
        project.imports.take([transcript("lang", turns)])
        unit = project.documents.units(project.documents.get("lang").id)[1]
        for coder in ("An", "Bo"):
            project.act_as(coder)
            project.reviews.mark([unit.id])
        project.codings.add(unit.document_id, unit.body_start, unit.end, [project.codebook.find("mandaat")])
    async with opened(path, (80, 24)) as desk:
        await desk.press("enter")
        desk.here.go_to_code(desk.app.project.codebook.find("mandaat"))
        await desk.press("right")
        assert "not mandaat" in desk.sides[0] and "lang" in desk.text
        for pane in desk.here.query(StillPane):
            row = pane.sheet.layout.row_of(unit.start) - pane.scroll_offset.y
            assert 0 <= row <= pane.size.height // 3


async def test_from_a_code_to_both_coders_words_side_by_side(path: Path) -> None:
    async with opened(path) as desk:
        await desk.press("enter")
        first, second = desk.sides
        assert "a An  not tijd  instead: mandaat" in first
        assert "b Bo  ✓ tijd" in second
        panes = desk.here.query(StillPane)
        drawn = [[(c.label, c.own) for c in pane.sheet.codings.values()] for pane in panes]
        assert drawn == [[("mandaat", False)], [("tijd", True)]]
        assert "3 to settle · other code 1 · left out 1 · boundary 1" in desk.text
        await desk.press("right")
        assert "not tijd" in desk.sides[0]
        assert "instead" not in desk.sides[0]
        await desk.press("right", "o")
        assert isinstance(desk.app.screen, CodingScreen)
        assert desk.app.screen.pane.selection is not None


async def test_each_key_decides_and_goes_on(path: Path) -> None:
    async with opened(path) as desk:
        await to_disputes(desk)
        assert desk.consensus == []
        assert "Settled: neither; also mandaat. u undoes it." in desk.text
        await desk.press("b")
        assert desk.consensus == [("tijd", "tijd")], "overleg is open there"
        await desk.press("t")
        assert desk.consensus == [("tijd", "te weinig tijd"), ("tijd", "tijd")]
        assert "All about this code is settled" in desk.text
        await desk.press("u")
        assert desk.consensus == [("tijd", "tijd")]
        await desk.press("c")
        assert "overleg" in desk.lines[2]
        await desk.press("ampersand")  # the first digit of an AZERTY keyboard, unshifted: An gave nothing
        assert desk.consensus == [("tijd", "tijd")]
        marks = desk.app.project.session.tuples("SELECT 1 FROM view_reviews WHERE coder = 'consensus'")
        assert len(marks) == 2


async def test_a_boundary_is_chosen_anew(path: Path) -> None:
    async with opened(path) as desk:
        await to_disputes(desk)
        await desk.press("right", "e")
        await desk.press("home", "ctrl+right", "v", "end", "e")
        assert desk.consensus == [("tijd", "weinig tijd")]


async def test_a_note_and_the_list_of_what_needs_a_rule(path: Path) -> None:
    async with opened(path) as desk:
        await to_disputes(desk)
        await desk.press("up", "m", *"kort", "enter")
        notes = desk.app.project.session.tuples("SELECT DISTINCT note FROM settlements WHERE note <> ''")
        assert notes == [("kort",)]
        await desk.press("c", "m", *"eerst dit", "enter")
        assert "The note goes with the decision" in desk.text
        await desk.press("n")
        assert ("eerst dit",) in desk.app.project.session.tuples("SELECT note FROM settlements")
        await desk.press("c", "r", "enter")
        memo = desk.app.project.memos.all()[-1]
        assert memo.title == "needs a rule"


async def test_without_a_round_nothing_is_decided(path: Path) -> None:
    async with opened(path) as desk:
        await desk.press("enter", "a", "escape")
        assert desk.app.project.rounds.all() == []
        await desk.press("a", "enter", "escape")
        assert desk.app.project.rounds.all() == []
        assert desk.here.query_one(DisputeList).current is not None


async def test_a_small_terminal_has_room_for_all_of_it(path: Path) -> None:
    async with opened(path, (80, 24)) as desk:
        await desk.press("enter")
        for words in ("geen mandaat", "a An", "b Bo", "take A", "3 to settle"):
            assert words in desk.text, words


def test_no_key_needs_altgr() -> None:
    keys = {key for scope in ("agreement", "settling") for action in actions(scope) for key in action.keys}
    plain = {*"abcdefghijklmnopqrstuvwxyz123456789", *AZERTY_DIGITS, "enter", "space", "left", "right"}
    assert keys <= plain
