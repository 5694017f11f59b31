"""The screen of the other figures by its keys: each table as its method gives it."""

from tests.tui.bench import Bench, on_screen

from codebench.analysis.comparison import ComparisonRequest
from codebench.analysis.cooccurrence import CooccurrenceRequest, Shape
from codebench.analysis.newcodes import NewCodesRequest
from codebench.analysis.scope import ScopeRequest
from codebench.tui.screens.figures import FiguresScreen
from codebench.tui.screens.frequencies import FrequenciesScreen
from codebench.tui.table.table_view import TableView


class Figures(Bench):
    @property
    def table(self):
        return self.app.screen.query_one(TableView).table

    @property
    def choices(self):
        return self.app.screen.query_one(".choices").render().plain

    @property
    def figures(self):
        return self.app.project.figures


def opened(path):
    return on_screen(Figures, FrequenciesScreen(), path, (120, 40))


async def test_each_table_is_that_of_its_method(path):
    an = ScopeRequest(coder="An")
    async with opened(path) as bench:
        await bench.press("enter", "t", "enter", "enter")
        assert isinstance(bench.app.screen, FiguresScreen)
        assert bench.choices == "codes by a variable, tested · codings of: An · in: all material"
        assert bench.table == bench.figures.compared(ComparisonRequest(by="niveau", scope=an))
        await bench.press("x", "r")
        asked = ComparisonRequest(by="niveau", is_ranked=True, min_cell=5, scope=an)
        assert bench.table == bench.figures.compared(asked)
        await bench.press("t", "down", "down", "down", "enter")
        square = CooccurrenceRequest(shape=Shape.MATRIX, min_cell=5, scope=an)
        assert "It takes two codes" in bench.choices or bench.table == bench.figures.cooccurrence(square)
        await bench.press("t", "up", "enter")
        assert bench.table == bench.figures.new_codes(NewCodesRequest(scope=an))


async def test_what_can_not_be_counted_says_why(path):
    async with opened(path) as bench:
        await bench.press("enter", "t", "down", "enter")
        assert "lies in a section" in bench.choices
        await bench.press("t", "escape")
        assert isinstance(bench.app.screen, FrequenciesScreen)
