"""The words screen by its keys: the same figures as the command prints, and what can be done from a word."""

import csv

from tests.tui.bench import Bench, on_screen

from codebench.analysis.scope import ScopeRequest
from codebench.analysis.words import WordRequest
from codebench.tui.screens.near import NearScreen
from codebench.tui.screens.search import SearchScreen
from codebench.tui.screens.words import WordsScreen
from codebench.tui.table.table_view import TableView
from codebench.tui.words.kwic_view import KwicView


class Words(Bench):
    @property
    def view(self):
        return self.app.screen.query_one(TableView)

    @property
    def labels(self):
        return [row.cells[0] for row in self.view.table.rows]

    def counted(self, **asked):
        limit = 40 if asked.get("keyness") else 500
        return self.app.project.words.frequencies(WordRequest(limit=limit, **asked))


def opened(path, size=(130, 40)):
    return on_screen(Words, WordsScreen(), path, size)


async def test_words_are_those_that_the_command_prints(path):
    async with opened(path) as bench:
        assert bench.view.table == bench.counted()
        assert bench.labels[:2] == ["tijd", "kind"]
        assert "N = 7 persons" in bench.text
        await bench.press("v", "down", "enter")
        assert bench.view.table == bench.counted(by="niveau")
        await bench.press("t")
        assert bench.view.table == bench.counted(by="niveau", keyness=True)
        await bench.press("t", "p")
        assert bench.view.table == bench.counted(by="niveau", phrases=True)
        await bench.press("v", "enter", "p", "m", *"wat helpt", "enter")
        assert bench.view.table == bench.counted(scope=ScopeRequest(questions=("Wat helpt?",)))
        assert "not split · in: Wat helpt?" in bench.text


async def test_key_words_ask_for_a_variable(path):
    async with opened(path) as bench:
        await bench.press("t", "enter")
        assert bench.view.table == bench.counted(by="niveau", keyness=True)


async def test_a_word_goes_to_the_stop_list_and_back(path):
    async with opened(path) as bench:
        await bench.press("x")
        assert "tijd" not in bench.labels
        assert bench.view.index == 0
        await bench.press("u")
        assert bench.labels[0] == "tijd"
        await bench.press("x", "e", *"tijd", "enter")
        assert "tijd" in bench.labels
        assert "tijd" in bench.counted().rows[0].cells


async def test_from_a_word_to_its_places_and_its_neighbours(path):
    async with opened(path) as bench:
        await bench.press("enter")
        assert isinstance(bench.app.screen, SearchScreen)
        assert bench.app.screen.query_one(KwicView).row_count() == 5
        await bench.press("q", "c")
        assert isinstance(bench.app.screen, NearScreen)
        assert "5 hits by 4 persons" in bench.text or "hits by" in bench.text
        await bench.press("q", "q")
        assert not isinstance(bench.app.screen, WordsScreen)


async def test_the_table_is_saved_as_a_file(path):
    async with opened(path) as bench:
        await bench.press("s")
        await bench.press(*["backspace"] * 20, *"w.csv", "enter", "enter")
        with (path.parent / "w.csv").open(encoding="utf-8-sig", newline="") as file:
            assert next(iter(list(csv.reader(file, delimiter=";"))[1:]))[0] == "tijd"


async def test_words_fit_a_small_screen(path):
    async with opened(path, size=(80, 24)) as bench:
        assert "% of cases" in bench.text
        await bench.press("end")
        assert all(len(line) <= 80 for line in bench.lines)
