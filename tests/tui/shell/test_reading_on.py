"""Reading on while one codes: what a key says, shows and leaves alone, so that the eye stays on the text."""

from pathlib import Path

from tests.conftest import transcript
from tests.tui.shell.conftest import Open

from codebench.domain.draft import DocumentDraft
from codebench.project.project import Project
from codebench.tui.parts.entry import Page
from codebench.tui.text_editing import TextEditor


async def test_what_a_key_finds_nothing_for_is_said_and_the_caret_stays(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "w", "i")
        assert hands.sees("Select the words first: Shift+arrows, v, or = (+) to grow.")
        await hands.press("v", "w", "i", "enter")
        assert [quote for _code, quote in hands.codings] == ["verplaatsingen ["]
        assert hands.coding.pane.selection is not None  # for a second code
        await hands.press("t")
        assert hands.coding.pane.selection is None
        began = hands.coding.pane.caret
        await hands.press("slash", *"mid")
        assert hands.coding.pane.caret != began
        await hands.press("x", "enter")
        assert hands.coding.pane.caret == began
        assert hands.sees("Nothing found.")
        await hands.code("midd")
        await hands.press("D")
        assert hands.sees("To split 'middelen', put the caret between two of its words.")
        await hands.press("r")
        assert any(row.startswith(" You have 'middelen' on exactly this passage already.") for row in hands.lines)
        await hands.press("w", "D", "Q")
        assert hands.sees("2 passages · 0 out of date")
        await hands.press("q")
        assert hands.coding.pane.has_focus


async def test_a_text_is_edited_where_one_reads_and_read_on_there(tmp_path: Path, opened: Open) -> None:
    turns = [("Ilse" if n % 2 else "Bart", f"Zin {n} over de tijd en de middelen.") for n in range(60)]
    draft: DocumentDraft = transcript("groep 2", turns)
    with Project.create(tmp_path / "lang.codebench", "Lena") as project:
        project.imports.take([draft])
    async with opened(tmp_path / "lang.codebench") as hands:
        await hands.press("enter", "0", "4", "0", "g")
        before = hands.coding.desk.unit_at(hands.coding.pane.caret)
        await hands.press("E")
        await hands.settle()
        assert isinstance(hands.app.screen, TextEditor)
        page = hands.app.screen.query_one(Page)
        assert page.document.get_line(page.cursor_location[0]) == "Ilse: Zin 39 over de tijd en de middelen."
        assert page.cursor_location[0] - page.scroll_offset.y < page.size.height
        page.load_text("# Begin\n\n" + page.text)
        page.move_cursor((44, 5))
        await hands.press("f2", "n")
        await hands.settle()
        page = hands.app.screen.query_one(Page)
        assert page.cursor_location == (44, 5) and page.text.startswith("# Begin")
        assert not hands.sees("not saved last time")
        await hands.press("f2", "y")
        assert hands.sees("groep 2 has a new version; u takes it back.")
        after = hands.coding.desk.unit_at(hands.coding.pane.caret)
        assert before is not None and after is not None and after.id == before.id
        await hands.press("g", "B")
        assert hands.sees("There is no turn here to put a bookmark on.")
        await hands.press("u")
        assert hands.sees("Undone: edit the text of groep 2")
        await hands.press("0", "4", "0", "g", "q", "E")  # from the overview, where one stopped
        await hands.settle()
        page = hands.app.screen.query_one(Page)
        assert page.document.get_line(page.cursor_location[0]) == "Ilse: Zin 39 over de tijd en de middelen."


async def test_another_coders_coding_is_changed_only_after_a_yes_asked_for_once(path: Path, opened: Open) -> None:
    with Project.open(path) as project:
        project.coders.add("Wout")
    with Project.open(path, "Wout") as project:
        project.codings.add(1, 50, 60, [1])
        project.codings.add(1, 70, 80, [1])
    with Project.open(path, "Lena") as project:
        project.codings.add(1, 90, 95, [1])
    async with opened(path, "Lena") as hands:
        await hands.press("ctrl+d", "p", "x")
        assert hands.sees("This is Wout's coding. Change it all the same?")
        await hands.press("n")
        assert len(hands.codings) == 3
        await hands.press("x", "y")
        assert len(hands.codings) == 2
        await hands.press("x", "x")
        assert hands.codings == []
        await hands.press("u", "u", "u")
        assert len(hands.codings) == 3
        hands.app.project.coders.add("Bo")
        hands.app.project.act_as("Bo")  # a yes is of who said it
        await hands.press("up", "up", "x")
        assert hands.sees("This is Wout's coding. Change it all the same?")


async def test_the_codebook_says_that_it_counts_all_coders_and_whose_a_passage_is(path: Path, opened: Open) -> None:
    with Project.open(path) as project:
        project.codings.add(1, 50, 60, [1])
        project.coders.add("Wout")
    with Project.open(path, "Wout") as project:
        project.codings.add(1, 50, 60, [1])
    async with opened(path, "Lena") as hands:
        await hands.press("ctrl+d")
        assert "all coders" in hands.lines[0]
        assert hands.sees("2 codings")
        await hands.press("p")
        assert all(any("groep 1" in row and coder in row for row in hands.lines) for coder in ("Lena", "Wout"))


async def test_undo_goes_where_it_did_something_that_was_out_of_sight(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "lang.codebench"
    with Project.create(path, "Lena") as project:
        project.imports.take([transcript("lang", [("Ilse", f"Zin {n} over tijd.") for n in range(1, 200)])])
        project.codebook.add("tijd")
    async with opened(path) as hands:
        await hands.press("enter")
        await hands.code("tijd")
        began, pane = hands.coding.pane.caret, hands.coding.pane
        await hands.press("end", "G")
        assert not pane.in_sight(began)
        await hands.press("u")
        assert pane.in_sight(began) and hands.sees("Undone: ") and not hands.codings
        here = pane.caret
        await hands.press("down", "ctrl+r")
        assert len(hands.codings) == 1 and pane.caret != here, "what is in sight leaves the caret"
