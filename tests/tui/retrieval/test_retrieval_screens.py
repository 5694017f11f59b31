"""Passages, the matrix of summaries and themes by their keys: built, starred, written, and back to the text."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import TURNS, survey, transcript
from tests.tui.bench import Bench, on_screen

from codebench.analysis.scope import ScopeRequest
from codebench.project.project import Project
from codebench.project.summaries import FrameworkRequest
from codebench.tui.parts.entry import Line, Page
from codebench.tui.retrieval.matrix_view import MatrixView
from codebench.tui.retrieval.quote_list import QuoteList
from codebench.tui.screens.cell import CellScreen
from codebench.tui.screens.coding import CodingScreen
from codebench.tui.screens.figures import FiguresScreen
from codebench.tui.screens.framework import FrameworkScreen
from codebench.tui.screens.frequencies import FrequenciesScreen
from codebench.tui.screens.retrieval import RetrievalScreen
from codebench.tui.screens.themes import ThemesScreen


class Retrieval(Bench):
    @property
    def query(self) -> str:
        return self.app.screen.query_one(Line).value

    @property
    def current(self) -> int | None:
        passage = self.app.screen.query_one(QuoteList).current
        return None if passage is None else passage.coding_id


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """Ilse and Bart speak of time and of the mandate, R1 and R2 answer."""
    with Project.create(tmp_path / "p.codebench", "An") as made:
        made.imports.take([transcript("groep-1", TURNS)])
        made.imports.take([survey({"R1": "Te weinig tijd.", "R2": "Geen tijd."}, {"R1": "bao", "R2": "so"})])
        tijd = made.codebook.add("tijd")
        overleg, mandaat = made.codebook.add("weinig overleg", tijd), made.codebook.add("mandaat")
        turns = made.documents.units(1)
        made.codings.add(1, turns[1].body_start, turns[1].end, [tijd])
        made.codings.add(1, turns[1].end - 17, turns[1].end, [overleg])
        made.codings.add(1, turns[2].body_start, turns[2].end, [mandaat])
        for answer in made.documents.answer_ids(1):
            made.codings.add(answer, 0, 10, [tijd])
        made.reviews.mark([row[0] for row in made.session.tuples("SELECT id FROM units")])
    yield tmp_path / "p.codebench"


async def test_a_query_is_built_by_keys_and_taken_back(path: Path) -> None:
    async with on_screen(Retrieval, RetrievalScreen(), path) as bench:
        assert "c adds a code" in bench.text
        await bench.press("slash", "*", "enter")
        assert "N = 5 passages of 4 cases" in bench.text
        await bench.press("backspace", "c", *"tijd", "enter")
        assert bench.query == "tijd" and "N = 4 passages of 3 cases" in bench.text
        await bench.press("c", *"overl", "enter", *"we", "enter")
        assert bench.query == 'tijd overlapping "tijd > weinig overleg"'
        assert [bench.current, "N = 1 passage of 1 case" in bench.text] == [1, True]
        await bench.press("backspace", "a", *"niv", "enter", *"so", "enter")
        assert bench.query == "tijd and niveau=so" and bench.current == 5
        await bench.press("v", *"niv", "enter")
        assert any("R2 · so" in line and "Geen tijd" in line for line in bench.lines)
        await bench.press("slash", *" (", "enter")
        assert "Query '" in bench.text and "is missing" in bench.text


async def test_enter_goes_to_the_text_and_back_to_the_same_passage(path: Path) -> None:
    async with on_screen(Retrieval, RetrievalScreen("mandaat"), path) as bench:
        await bench.press("enter")
        assert isinstance(bench.app.screen, CodingScreen)
        await bench.press("q")
        assert isinstance(bench.app.screen, RetrievalScreen) and bench.current == 3


async def test_a_passage_is_starred_written_anew_and_put_into_a_theme(path: Path) -> None:
    async with on_screen(Retrieval, RetrievalScreen("tijd"), path, (80, 24)) as bench:
        project = bench.app.project
        await bench.press("space")
        assert "★" in bench.text and project.excerpts.of(1).starred
        await bench.press("e")
        bench.app.screen.query_one(Page).text = "We hebben te weinig tijd."
        await bench.press("ctrl+s", "p", *"td", "ctrl+s")
        kept = project.excerpts.of(1)
        assert (kept.report_text, kept.paraphrase) == ("We hebben te weinig tijd.", "td")
        assert "for the report: We hebben te weinig tijd." in bench.text
        await bench.press("f")
        assert "N = 1 passage of 1 case · starred only" in bench.text
        theme = project.themes.add("Druk")
        await bench.press("t", "enter")
        assert project.themes.all()[0].quotes == (1,) and theme == project.themes.all()[0].id
        await bench.press("u", "u", "space")
        assert not project.excerpts.of(1).starred


async def test_a_cell_of_the_frequencies_leads_to_its_passages_and_back(path: Path) -> None:
    async with on_screen(Retrieval, FrequenciesScreen(), path) as bench:
        await bench.press("down", "enter")
        assert bench.query == '"tijd > weinig overleg"' and bench.current == 2
        await bench.press("q", "v", *"niv", "enter", "up", "enter", *"bao", "enter")
        assert bench.query == "tijd and niveau=bao" and bench.current == 4
        shown = "N = 1 passage of 1 case"
        assert shown in bench.text
        await bench.press("q", "enter", *"no v", "enter")
        assert bench.query == 'tijd and niveau="(no value)"' and bench.current == 1


async def test_the_matrix_is_filled_cell_by_cell(path: Path) -> None:
    async with on_screen(Retrieval, FrameworkScreen(), path, (80, 24)) as bench:
        project = bench.app.project
        assert "4 cells to do" in bench.text and "passages without a summary" in bench.text
        await bench.press("enter")
        assert isinstance(bench.app.screen, CellScreen) and "We hebben te weinig tijd voor overleg" in bench.text
        await bench.press(*"dr", "ctrl+s")
        assert any("dr" in line and "groep-1/Ilse" in line for line in bench.lines)
        await bench.press("d")
        assert bench.app.screen.query_one(MatrixView).at == (1, 1)
        await bench.press("n")
        assert "– geen uitspraak" in bench.text and "2 cells to do" in bench.text
        turn = project.documents.units(1)[4]
        project.codings.add(1, turn.body_start, turn.end, [1])
        bench.app.screen.on_screen_resume()
        await bench.settle()
        assert any("! dr" in line for line in bench.lines)
        await bench.press("t")
        await bench.settle()
        assert [note.message for note in bench.app._notifications][-1].startswith("There are no themes yet")
        assert any("! dr" in line for line in bench.lines)
        await bench.press("d", "d", "d")
        assert "stale: the passages are others" in bench.text
        await bench.press("delete")
        assert not project.summaries.framework(FrameworkRequest()).cell(0, 0).summary


async def test_the_columns_are_the_codes_of_a_set_where_there_are_sets(path: Path) -> None:
    with Project.open(path, "An") as project:
        project.code_sets.make("werkdruk", [2, 3])
        names = [project.codebook.tree()[code].name for code in (2, 3)]
    async with on_screen(Retrieval, FrameworkScreen(), path) as bench:
        await bench.press("t", *"werk", "enter")
        assert "set: werkdruk" in bench.text
        matrix = bench.app.project.summaries.framework(FrameworkRequest(code_set="werkdruk"))
        assert [column.name for column in matrix.columns] == names
        await bench.press("t", *"top", "enter")
        assert "set: werkdruk" not in bench.text and "by code" in bench.text


async def test_what_is_typed_in_a_cell_is_not_lost(path: Path) -> None:
    async with on_screen(Retrieval, FrameworkScreen(), path) as bench:
        await bench.press("enter", *"Ha", "f2", "enter", *"lf", "escape")
        assert "Throw away what you typed?" in bench.text
        await bench.press("n")
        assert bench.app.screen.query_one(Page).text == "Half"
        bench.app.screen.keep_draft()
        bench.app.pop_screen()
        await bench.settle()
        await bench.press("enter")
        assert bench.app.screen.query_one(Page).text == "Half"


async def test_themes_are_made_of_codes_with_a_claim_and_a_text(path: Path) -> None:
    async with on_screen(Retrieval, ThemesScreen(), path) as bench:
        themes = bench.app.project.themes
        assert "There are no themes yet" in bench.text
        await bench.press("n", *"T", "enter", "n", *"G", "enter", "c", *"ma", "enter")
        await bench.press("a", *"ja", "enter", "e", *"H", "ctrl+s", "w")
        found = themes.all()[0]
        assert (found.name, found.claim, found.body) == ("G", "ja", "H")
        assert found.codes == ((3, "mandaat"),) and "ja" in bench.text
        await bench.press("enter")
        assert bench.query == "mandaat" and bench.current == 3
        await bench.press("q", "x", "enter", "delete", "y")
        assert [theme.name for theme in themes.all()] == ["T"]
        await bench.press("u", "u")
        assert themes.all()[0].codes == ((3, "mandaat"),)


async def test_a_comparison_and_a_pair_of_codes_lead_to_their_passages(path: Path) -> None:
    async with on_screen(Retrieval, FiguresScreen(ScopeRequest(), "all material"), path) as bench:
        await bench.press("down", "down", "enter")  # codes that come together
        bench.app.project.codings.add(1, 40, 60, [3])
        bench.app.screen.on_screen_resume()
        await bench.settle()
        await bench.press("enter")
        assert bench.query == "tijd and mandaat" and "of 1 case" in bench.text
        await bench.press("q", "t", "enter", *"niv", "enter", "enter", *"so", "enter")
        assert bench.query == "tijd and niveau=so" and bench.current == 5


async def test_passages_are_saved_as_a_word_document(path: Path) -> None:
    async with on_screen(Retrieval, RetrievalScreen("tijd"), path) as bench:
        await bench.press("s", "ctrl+u", *"q.docx", "enter")
        assert path.with_name("q.docx").stat().st_size
