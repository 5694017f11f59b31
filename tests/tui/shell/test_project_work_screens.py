"""Editing a text after coding, orphans, settings and variables, by keys alone."""

from pathlib import Path

from tests.tui.shell.conftest import Open

from codebench.domain.variables import Absence
from codebench.project.preferences import Mode
from codebench.project.project import Project
from codebench.tui.parts.entry import Line, Page


async def test_an_orphan_goes_where_words_stand_that_are_typed(path: Path, opened: Open) -> None:
    with Project.open(path) as project:
        text = project.documents.text(1)
        quote = "niemand telt"
        project.codings.add(1, text.index(quote), text.index(quote) + len(quote), [1])
        project.edits.apply(1, text.replace("die niemand telt", ""))
    async with opened(path) as hands:
        await hands.press("x", "enter")
        await hands.enter("that you type")
        await hands.enter("nergens")
        assert hands.codings == []
        await hands.press("enter")
        await hands.enter("that you type")
        await hands.enter("negen scholen")
        assert hands.sees("Negen scholen, dat is veel.")
        await hands.press("enter")
        assert hands.codings == [("tijd", "Negen scholen")]
        await hands.press("u")
        assert len(hands.app.project.orphans.all()) == 1


async def test_a_text_is_edited_seen_through_and_its_orphan_settled(path: Path, opened: Open) -> None:
    with Project.open(path) as project:
        text = project.documents.text(1)
        for code, quote in ((1, "niemand telt"), (2, "De verplaatsingen"), (3, "Een mandaat")):
            project.codings.add(1, text.index(quote), text.index(quote) + len(quote), [code])
    async with opened(path) as hands:
        await hands.press("E")
        page = hands.app.screen.query_one(Page)
        page.load_text(text.replace("niemand telt", "").replace("De verplaatsingen", "De verplaatsing").strip())
        await hands.press("f2")
        assert hands.sees("3 changes") or hands.sees("2 changes")
        assert hands.sees("1 with other words · 1 whose text is gone")
        assert hands.sees("− niemand telt")
        await hands.press("n")
        assert hands.app.screen.query_one(Page).text.rstrip().endswith("mandaat.")
        await hands.press("f2", "y")
        assert hands.app.project.documents.info(1).version == 2
        assert [quote for _code, quote in hands.codings] == ["De verplaatsing", "Een mandaat"]
        await hands.press("x")
        assert hands.sees("1 coding has lost its text to an edit.")
        await hands.press("enter")
        assert hands.sees("where it stood")
        await hands.enter("overleg")
        assert [quote for _code, quote in hands.codings][1] == "Het overleg. En de tijd die ."
        assert hands.sees("No coding has lost its text.")
        await hands.press("u", "x")
        assert hands.sees("No coding has lost its text.")
        await hands.press("u", "u", "q")
        assert hands.app.project.documents.text(1) == text
        assert len(hands.codings) == 3


async def test_a_thematic_project_says_nothing_of_agreement_and_why(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("t", "enter")
        await hands.enter("thematic")
        assert hands.app.project.preferences.mode is Mode.THEMATIC
        assert hands.sees("coding is a reading")
        await hands.press("f12")
        assert hands.sees("not a measurement")
        await hands.press("down", "enter", "q")
        assert hands.app.project.preferences.is_frozen
        await hands.press("u", "u", "f12")
        assert hands.sees("Agreement")


async def test_variables_are_made_set_and_left_out_by_their_kind(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("v", "n")
        hands.app.screen.query_one(Line).value = "niveau"
        await hands.press("enter")
        await hands.enter("category")
        hands.app.screen.query_one(Line).value = "bao; so"
        await hands.press("enter", "enter", "down", "enter")
        await hands.enter("so")
        await hands.press("down", "enter")
        await hands.enter("not asked")
        assert hands.sees("not asked: 1")
        cases = hands.app.project.cases.all()
        assert [case.values["niveau"].options for case in cases if "niveau" in case.values] == [("so",), ()]
        assert [case.values["niveau"].absence for case in cases if "niveau" in case.values][1] is Absence.NOT_ASKED
        await hands.press("escape", "delete", "y", "u")
        assert [variable.n_cases for variable in hands.app.project.variables.all()] == [1]
        await hands.press("u", "u", "u")
        assert hands.app.project.variables.all() == []


async def test_a_text_gets_another_name_and_a_retired_one_comes_back(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("z")
        assert hands.sees("No text is retired")
        await hands.press("c", "ctrl+u")
        await hands.enter("groep A")
        assert hands.sees("groep A") and not hands.sees("groep 1")
        await hands.press("delete", "y")
        assert not hands.sees("groep A")
        await hands.press("z")
        await hands.enter("groep A")
        assert hands.sees("groep A")
        await hands.press("u", "u", "u")
        assert hands.sees("groep 1")
