"""The screen of the other figures by its keys: each table as its method gives it."""

from dataclasses import replace

from tests.tui.bench import Bench, on_screen

from codebench.analysis.comparison import ComparisonRequest
from codebench.analysis.cooccurrence import CooccurrenceRequest, Shape
from codebench.analysis.families import FamiliesRequest
from codebench.analysis.frequencies import Base, FrequencyRequest
from codebench.analysis.newcodes import NewCodesRequest
from codebench.analysis.scales import ScalesRequest
from codebench.analysis.scope import Denominator, ScopeRequest
from codebench.domain.variables import CaseKind, Value, VariableType
from codebench.project.project import Project
from codebench.project.round_models import RoundPlan
from codebench.tui.parts.entry import Line
from codebench.tui.screens.figures import FiguresScreen
from codebench.tui.screens.frequencies import FrequenciesScreen
from codebench.tui.table.case_choice import CaseChoice
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


async def test_two_families_stand_side_by_side_and_lead_to_their_passages(path):
    async with opened(path) as bench:
        await bench.press("enter", "t", *"families", "enter", *"tijd", "enter", *"ongebr", "enter")
        asked = FamiliesRequest("tijd", "ongebruikt", scope=ScopeRequest(coder="An"))
        assert bench.table == bench.figures.families(asked)
        await bench.press("down", "enter")
        assert bench.app.screen.SCOPE == "retrieval" and "tijd > overleg" in bench.text
        await bench.press("q", "up", "enter", *"ongebr", "enter")
        assert bench.app.screen.query_one(Line).value == "ongebruikt"


async def test_the_figures_of_a_number_by_a_variable(path):
    with Project.open(path, "An") as project:
        hours = project.variables.add("uren", VariableType.NUMBER)
        for i in range(4):
            project.cases.set_value(project.cases.get(f"R{i}").id, hours, Value(number=10.0 + i))
    async with opened(path) as bench:
        await bench.press("enter", "t", *"scales", "enter", *"uren", "enter")
        scope = ScopeRequest(coder="An")
        assert bench.table == bench.figures.scales(ScalesRequest(("uren",), scope=scope))
        await bench.press("v", *"niveau", "enter")
        assert bench.table == bench.figures.scales(ScalesRequest(("uren",), "niveau", scope=scope))


async def test_only_the_codes_of_a_set_in_each_table_of_codes(path):
    with Project.open(path, "An") as project:
        project.code_sets.make("tijd", [1, 2])
    async with opened(path) as bench:
        await bench.press("enter", "t", "enter", "enter", "d", "down", "enter")
        assert bench.choices == "codes by a variable, tested · set: tijd · codings of: An · in: all material"
        asked = ComparisonRequest(by="niveau", code_set="tijd", scope=ScopeRequest(coder="An"))
        assert bench.table == bench.figures.compared(asked)
        assert [row.cells[0] for row in bench.table.rows] == ["tijd", "tijd > overleg"]
        await bench.press("t", *"sq", "enter")
        square = CooccurrenceRequest(shape=Shape.MATRIX, code_set="tijd", scope=ScopeRequest(coder="An"))
        assert bench.table == bench.figures.cooccurrence(square)
        await bench.press("t", "up", "enter")
        new = NewCodesRequest(code_set="tijd", scope=ScopeRequest(coder="An"))
        assert bench.table == bench.figures.new_codes(new) and bench.table.n == "N = 41 documents with 2 codes."
        await bench.press("t", *"families", "enter", *"tijd", "enter", *"ongebr", "enter", "d")
        assert [note.message for note in bench.app._notifications] == [
            "This table goes by no set of codes: t chooses another."
        ]


async def test_scales_by_who_has_a_code_at_a_level_of_some_cases(path):
    with Project.open(path, "An") as project:
        hours = project.variables.add("uren", VariableType.NUMBER)
        for i in range(40):
            project.cases.set_value(project.cases.get(f"R{i}").id, hours, Value(number=10.0 + i))
    async with opened(path) as bench:
        await bench.press("enter", "t", *"sca", "enter", "enter", "o", "o", "enter")
        asked = ScalesRequest(("uren",), code="tijd > overleg", scope=ScopeRequest(coder="An"))
        assert bench.table == bench.figures.scales(asked)
        await bench.press("a", "enter", "enter", "enter")
        await bench.press("a", "down", "enter", "a", "up", "up", "enter")
        assert bench.choices.endswith(
            "in: all material · niveau = bao · count persons · shares of cases in the project"
        )
        chosen = CaseChoice(CaseKind.PERSON, Denominator.ALL, (("niveau", "bao"),))
        scope = chosen.upon(ScopeRequest(coder="An"))
        assert bench.table == bench.figures.scales(replace(asked, scope=scope))
        await bench.press("v", "down", "enter", "m", "up", "enter")
        asked = ScalesRequest(("uren",), "niveau", scope=replace(scope, questions=("Wat helpt?",)))
        assert bench.table == bench.figures.scales(asked), "other material, the same cases"
        await bench.press("a", "up", "enter")
        assert bench.choices.endswith("in: Wat helpt?")


async def test_frequencies_of_some_cases_with_what_is_small_hidden(path):
    async with opened(path) as bench:
        await bench.press("enter", "x", "a", "enter", "enter", "s", "enter")
        scope = ScopeRequest(coder="An", where=(("niveau", "so"),))
        assert bench.table == bench.app.project.frequencies(FrequencyRequest(min_cell=5, scope=scope))
        await bench.press("b", "x")
        assert bench.table == bench.app.project.frequencies(FrequencyRequest(base=Base.CODINGS, scope=scope))
        await bench.press("enter")
        assert "in: all material · niveau = so" in bench.choices


async def test_a_filter_that_is_kept_can_be_counted_over(path):
    so = ScopeRequest(questions=("Wat helpt?",), where=(("niveau", "so"),))
    with Project.open(path, "An") as project:
        project.figures.keep_filter("in so", so)
    async with opened(path) as bench:
        await bench.press("enter", "m", *"in so", "enter")
        assert "in: filter in so" in bench.choices
        assert bench.table == bench.app.project.frequencies(FrequencyRequest(scope=replace(so, coder="An")))


async def test_whose_work_counts_is_asked_once_for_all_tables_of_the_project(path):
    async with opened(path) as bench:
        await bench.press("down", "enter")
        assert bench.choices == "base: cases · not split · codings of: Bo · in: all material"
        await bench.press("q", "ctrl+n")
        assert bench.app.screen.SCOPE == "framework" and "codings of: Bo" in bench.choices
        await bench.press("q", "f5")
        assert bench.choices == "base: cases · not split · codings of: Bo · in: all material"
        await bench.press("enter")
        assert "codings of: Bo" in bench.choices
        await bench.press("l", *"An", "enter")
        assert "codings of: An" in bench.choices
        await bench.press("q")
        assert bench.choices == "base: cases · not split · codings of: An · in: all material"
        assert bench.table == bench.app.project.frequencies(FrequencyRequest(scope=ScopeRequest(coder="An")))
        bench.app.close_project()
        assert bench.app.said.layer is None


async def test_who_is_hidden_by_a_blind_round_no_longer_counts(path):
    async with opened(path) as bench:
        await bench.press("down", "enter")
        assert "codings of: Bo" in bench.choices
        bench.app.project.rounds.make(RoundPlan("blind", coders=("An", "Bo"), documents=("groep-1",)))
        await bench.press("b")
        assert "codings of: Bo" not in bench.choices


async def test_what_can_not_be_counted_says_why(path):
    async with opened(path) as bench:
        await bench.press("enter", "t", "down", "enter")
        assert "lies in a section" in bench.choices
        await bench.press("t", "escape")
        assert isinstance(bench.app.screen, FrequenciesScreen)
