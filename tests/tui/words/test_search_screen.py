"""The search screen by its keys: places as written and in all forms, lined up at the word."""

from tests.tui.bench import Bench, on_screen

from codebench.analysis.concordance import ConcordanceRequest, Order
from codebench.tui.screens.coding import CodingScreen
from codebench.tui.screens.near import NearScreen
from codebench.tui.screens.rules import RulesScreen
from codebench.tui.screens.search import SearchScreen
from codebench.tui.words.kwic_view import KwicView


class Search(Bench):
    @property
    def view(self):
        return self.app.screen.query_one(KwicView)

    @property
    def found(self):
        return [line.hit for line in self.view._lines]

    @property
    def said(self):
        return [note.message for note in self.app._notifications][-1]

    async def search(self, pattern):
        await self.press(*pattern, "enter")


def opened(path, size=(120, 40), in_all_forms=True):
    return on_screen(Search, SearchScreen(in_all_forms=in_all_forms), path, size)


async def test_all_forms_are_found_and_stand_under_each_other(path):
    async with opened(path) as bench:
        await bench.search("tijd")
        expected = bench.app.project.words.concordance(ConcordanceRequest("tijd"))
        assert tuple(bench.view._lines) == expected.lines
        assert expected.n() in bench.text
        rows = [line for line in bench.lines if "groep-1" in line or "Wat helpt" in line]
        assert len(rows) == 5
        assert len({line.index("tijd") for line in rows}) == 1
        assert ["¬" in line for line in rows] == [False, False, True, False, False]


async def test_the_order_goes_round(path):
    async with opened(path) as bench:
        await bench.search("tijd")
        found = bench.app.project.words.concordance(ConcordanceRequest("tijd"))
        for order in (Order.RIGHT, Order.LEFT, Order.PLACE):
            await bench.press("o")
            assert list(bench.view._lines) == found.in_order(order)


async def test_forms_can_be_switched_off_and_on(path):
    async with opened(path, in_all_forms=False) as bench:
        await bench.search("tijd")
        assert "4 places · as written" in bench.text
        await bench.press("f")
        assert bench.found.count("tijden") == 1
        await bench.press("f")
        assert "tijden" not in bench.found


async def test_enter_opens_the_place_and_back_comes_home(path):
    async with opened(path) as bench:
        await bench.search("te weinig tijd")
        await bench.press("enter")
        screen = bench.app.screen
        assert isinstance(screen, CodingScreen)
        start, end = screen.pane.selection
        assert bench.app.project.documents.text(screen.document_id)[start:end] == "te weinig tijd"
        await bench.press("q")
        assert bench.found == ["te weinig tijd"]


async def test_back_from_coding_a_place_the_cursor_is_still_on_it(path):
    async with opened(path) as bench:
        await bench.search("tijd")
        await bench.press("down", "down", "enter")
        bench.app.project.codings.add(1, 0, 5, [bench.app.project.codebook.codes()[0].id])
        await bench.press("q")
        assert bench.view.index == 2
        await bench.press("o")
        assert bench.view.index == 0, "in another order they are other rows"


async def test_values_are_told_beside_the_places(path):
    async with opened(path, size=(140, 40)) as bench:
        await bench.search("tijd")
        await bench.press("v", "down", "enter")
        assert "niveau = bao: 2 hits by 2 of 2 cases." in bench.text
        assert [line.values for line in bench.view._lines[-3:]] == [("bao",), ("so",), ("bao",)]


async def test_a_search_becomes_a_rule_or_a_count(path):
    async with opened(path) as bench:
        await bench.search("tijd")
        await bench.press("r", "enter")
        assert isinstance(bench.app.screen, RulesScreen)
        assert bench.app.screen.typed == "lemma:tijd"
        bench.app.pop_screen()
        await bench.settle()
        await bench.press("n")
        assert isinstance(bench.app.screen, NearScreen)


async def test_what_is_no_pattern_is_told_where_it_is_wrong(path):
    async with opened(path) as bench:
        await bench.search('"tijd')
        assert "this quotation mark is not closed" in bench.text
        assert bench.view.row_count() == 0


async def test_nothing_of_the_material_is_interpreted(path):
    async with opened(path, size=(140, 40)) as bench:
        await bench.search("tijd")
        assert "[/bold]" in bench.text
        assert "\x1b" not in bench.text
        assert "␛[31m rood" in bench.text


async def test_a_small_screen_keeps_the_word_in_sight(path):
    async with opened(path, size=(60, 20)) as bench:
        await bench.search("tijd")
        assert sum("tijd" in line for line in bench.lines) >= 5
        assert all(len(line) <= 60 for line in bench.lines)


async def test_an_expression_is_searched_as_written_in_either_mode(path):
    for in_all_forms in (False, True):
        async with opened(path, in_all_forms=in_all_forms) as bench:
            await bench.search("/te|tijd/")
            assert "regular expression" in bench.text
            assert set(bench.found) == {"te", "tijd"}
            await bench.press("v")
            assert "not beside a regular expression" in bench.said
            await bench.press("r")
            assert isinstance(bench.app.screen, SearchScreen)


async def test_what_is_no_expression_is_told_and_nothing_stays(path):
    async with opened(path, in_all_forms=False) as bench:
        await bench.search("tijd")
        await bench.press("slash", "end")
        bench.app.screen.query_one("Input").value = "/(tijd/"
        await bench.press("enter")
        assert "is no regular expression" in bench.text
        assert bench.view.row_count() == 0


async def test_ticked_places_are_coded_in_one_act(path):
    async with opened(path, in_all_forms=False) as bench:
        await bench.search("tijd")
        await bench.press("space", "space")
        assert "2 ticked · the whole turn or answer is coded" in bench.text
        assert sum("✓" in line for line in bench.lines) == 2
        await bench.press("p", "c", "m", "enter")
        project = bench.app.project
        assert len(project.documents.open(1).codings) == 2
        assert project.history.acts()[0].summary.startswith("code 'middelen' on 2 passages found by tijd")
        await bench.press("u")
        assert project.documents.open(1).codings == ()
        assert "2 ticked" in bench.text, "for another code"
        await bench.press("escape")
        assert "ticked" not in bench.text


async def test_all_but_the_moderator_is_ticked_and_without_ticks_the_cursor_is_meant(path):
    async with opened(path, in_all_forms=False) as bench:
        await bench.search("/./")
        moderator = sum(line.is_moderator for line in bench.view.lines)
        await bench.press("a")
        assert moderator
        assert f"{bench.view.row_count() - moderator} ticked" in bench.text
        await bench.press("a", "p", "p", "down")
        line = bench.view.current
        await bench.press("c", "m", "enter")
        (coding,) = bench.app.project.documents.open(line.document_id).codings
        assert (coding.start, coding.end) == (line.start, line.end)


async def test_many_are_coded_only_after_a_yes(path):
    async with opened(path, in_all_forms=False) as bench:
        await bench.search("/\\w/")
        await bench.press("a", "c", "m", "enter")
        assert "Code " in bench.text
        assert " places?" in bench.text
        await bench.press("n")
        assert bench.app.project.documents.open(1).codings == ()
