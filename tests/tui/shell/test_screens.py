"""The screens around the coding screen: start, project, search, memos, palette, help; sizes; hostile names."""

from pathlib import Path

import pytest
from tests.conftest import CORPORA, transcript
from tests.tui.shell.conftest import Open
from tests.tui.shell.hands import Hands

from codebench.domain.codebook import CodeFields
from codebench.project.memos import MemoTarget
from codebench.project.project import Project
from codebench.tui import state
from codebench.tui.app import CodebenchApp
from codebench.tui.screens.coding import CodingScreen
from codebench.tui.screens.project import ProjectOverview
from codebench.tui.screens.start import StartScreen

EVIL = "\x1b]52;c;ZXZpbA==\x07 \u202e \x9b31m [lacht] [/zucht] [red]"
SHOWN = "[lacht] [/zucht] [red]"


async def test_start_new_project_asks_name_and_coder(tmp_path: Path, opened: Open) -> None:
    async with opened(None) as hands:
        await hands.press("n")
        await hands.enter("drempels")
        await hands.enter("Ilse")
        assert isinstance(hands.app.screen, ProjectOverview)
        assert hands.app.project.coder.name == "Ilse"
        assert hands.sees("coder: Ilse") and hands.sees("no material")
        await hands.press("q")
        assert isinstance(hands.app.screen, StartScreen)
        assert state.recent() == [tmp_path / "drempels.codebench"]
        assert hands.sees("1  drempels")
        await hands.press("ampersand")
        assert isinstance(hands.app.screen, ProjectOverview)


async def test_start_open_completes_a_path(path: Path, opened: Open) -> None:
    async with opened(None) as hands:
        await hands.press("o")
        await hands.type("stu")
        assert hands.sees("studie.codebench")
        await hands.press("tab", "enter")
        assert hands.app.project.path.samefile(path)


async def test_start_names_what_is_no_project(tmp_path: Path, opened: Open) -> None:
    (tmp_path / "leeg.codebench").write_bytes(b"")
    async with opened(None) as hands:
        await hands.press("o")
        await hands.enter("leeg")
        await hands.pilot.pause()
        assert isinstance(hands.app.screen, StartScreen)
        assert len(hands.app._notifications) == 1


async def test_start_offers_read_only_when_open_elsewhere(path: Path, opened: Open) -> None:
    with Project.open(path):
        async with opened(None) as hands:
            await hands.press("o")
            await hands.enter("studie")
            assert hands.sees("Open it to read only?")
            await hands.press("y")
            assert hands.sees("read only")
            await hands.press("enter")
            await hands.code("tijd")
            assert hands.codings == []
            assert isinstance(hands.app.screen, CodingScreen)


async def test_app_asks_who_codes_when_several_do(path: Path, opened: Open) -> None:
    with Project.open(path) as project:
        project.coders.add("Wout")
    async with opened(path) as hands:
        assert hands.sees("Who are you?")
        await hands.enter("wo")
        assert hands.app.project.coder.name == "Wout"
        await hands.press("f8", "enter")
        assert hands.app.project.coder.name == "Lena" and hands.sees("coder: Lena")


async def test_a_newcomer_types_a_name_and_is_a_coder(path: Path, opened: Open) -> None:
    with Project.open(path) as project:
        project.coders.add("Wout")
    async with opened(path) as hands:
        await hands.enter("Hilde")
        assert hands.sees("Are you new here, Hilde?")
        await hands.press("y", "enter")
        await hands.code("tijd")
        assert hands.app.project.coder.name == "Hilde" and len(hands.codings) == 1
        await hands.press("u", "u")  # nobody takes back that they are there
        assert hands.codings == [] and hands.app.project.coder.name == "Hilde"
        assert [coder.name for coder in hands.app.project.coders.all()] == ["Lena", "Wout", "Hilde"]


async def test_project_import_shows_the_draft_first(path: Path, opened: Open) -> None:
    async with opened(path, size=(120, 40)) as hands:
        await hands.press("i")
        await hands.enter(str(CORPORA / "ondersteuners" / "focusgroep-1.txt"))
        await wait_for(hands, "Take this in?")
        await hands.press("escape")
        assert len(hands.app.project.documents.all()) == 1
        await hands.press("i")
        await hands.enter(str(CORPORA / "ondersteuners" / "focusgroep-1.txt"))
        await wait_for(hands, "Take this in?")
        await hands.press("y")
        await wait_for(hands, "focusgroep-1")
        assert len(hands.app.project.documents.all()) == 2
        await hands.press("u")
        assert len(hands.app.project.documents.all()) == 1


async def test_project_codebook_dry_run(path: Path, opened: Open) -> None:
    async with opened(path, size=(120, 40)) as hands:
        await hands.press("b")
        await hands.enter("onder")
        assert hands.sees("new codes")
        before = len(hands.app.project.codebook.codes())
        await hands.press("y")
        assert len(hands.app.project.codebook.codes()) > before


async def test_project_retire_and_snapshot(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("delete", "y")
        assert hands.app.project.documents.all() == [] and hands.sees("no material")
        await hands.press("u")
        assert hands.sees("groep 1")
        await hands.press("s")
        assert any(snapshot.reason == "by hand" for snapshot in hands.app.project.snapshots.all())


async def test_app_leaves_a_snapshot_of_what_was_done(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter")
        await hands.code("tijd")
    with Project.open(path) as project:
        assert project.snapshots.all()[-1].reason == "on leaving"


async def test_app_snapshot_waits_until_nobody_types(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter")
        app = hands.app
        app.idle.ask_snapshot()
        app.idle.look()
        assert app.project.snapshots.all() == []
        app.idle.last_input -= 60
        app.idle.look()
        assert len(app.project.snapshots.all()) == 1


async def test_app_keeps_where_one_reads_when_nobody_types_for_a_terminal_can_be_lost(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "t", "t", "ctrl+d")
        app, begun = hands.app, hands.app.project.bookmarks.stopped(1)
        app.idle.look()
        assert app.project.bookmarks.stopped(1) == begun
        app.idle.last_input -= 60
        app.idle.look()
        kept = app.project.bookmarks.stopped(1)
        await hands.press("q")
        assert kept == hands.coding.pane.caret != begun


async def test_search_goes_to_the_place(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("slash")
        await hands.enter("tijd")
        assert hands.sees("3 places")
        await hands.press("down", "enter")
        assert hands.coding.pane.selection is not None
        await hands.press("q", "q")
        assert isinstance(hands.app.screen, ProjectOverview)


async def test_memos_filter_and_go(path: Path, opened: Open) -> None:
    with Project.open(path) as project:
        units = project.documents.units(1)
        project.memos.add(MemoTarget(unit_id=units[2].id), "over het overleg")
        project.memos.add(MemoTarget(unit_id=units[3].id), "iets anders")
    async with opened(path) as hands:
        await hands.press("f7", "slash")
        await hands.type("overleg")
        assert hands.sees("1 of 2 memos · only: with “overleg”")
        await hands.press("enter", "enter")
        assert hands.sees("turn 3, Bart") and hands.sees("✎")


async def test_palette_reaches_what_the_project_does_from_every_screen(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "ctrl+p")
        await hands.type("who speaks")
        assert hands.sees("the project")
        await hands.press("enter")
        assert hands.app.screen.SCOPE == "cases"
        await hands.press("ctrl+p")
        await hands.enter("variables and")
        assert hands.app.screen.SCOPE == "variables"
        await hands.press("q", "q")
        assert hands.coding, "back where it was called"
        await hands.press("ctrl+p")
        await hands.enter("snapshot")
        assert len(hands.app.project.snapshots.all()) == 1


async def test_palette_does_acts_and_opens_texts(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("ctrl+p")
        await hands.enter("groep 1")
        await hands.press("ctrl+p")
        await hands.enter("reviewed mark")
        assert hands.sees("reviewed 1/4")
        await hands.press("ctrl+p")
        await hands.type("overleg")
        await hands.press("enter", "enter")
        assert [name for name, _quote in hands.codings] == ["overleg"]


async def test_closing_what_lay_over_a_screen_leaves_its_styles_as_they_are(
    path: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    dressed: list[bool] = []
    async with opened(path) as hands:
        await hands.press("enter", "question_mark")
        monkeypatch.setattr(CodingScreen, "update_node_styles", lambda _self, animate=False: dressed.append(animate))
        await hands.press("escape")
        assert hands.coding and not dressed


@pytest.mark.parametrize("key", ["f1", "question_mark"])
async def test_help_shows_the_keys_of_this_screen(path: Path, opened: Open, key: str) -> None:
    async with opened(path, size=(120, 50)) as hands:
        await hands.press("enter", key)
        assert hands.sees("pick or make a code")
        await hands.press("escape")
        assert hands.coding


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60)])
async def test_coding_screen_at_every_size(path: Path, opened: Open, size: tuple[int, int]) -> None:
    async with opened(path, size=size) as hands:
        await hands.press("enter")
        assert hands.coding.panel.display == (size[0] >= 90)
        await hands.press("tab")
        assert hands.coding.panel.display and hands.sees("mandaat")
        await hands.press("tab", "c")
        assert hands.sees("Esc: cancel")
        await hands.press("escape")
        assert hands.sees("turn 2, Ilse") and hands.sees("coder: Lena") and hands.sees("q back")


async def test_hostile_text_is_literal_on_every_screen(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "boos[red].codebench"
    with Project.create(path, "Lena [/zucht]\x1b[31m") as project:
        project.imports.take([transcript("boos " + EVIL, [("Moderator", "Ja?"), ("Bart " + EVIL, "Zo " + EVIL)])])
        code = project.codebook.add("code " + EVIL, None, CodeFields(definition="def " + EVIL, keywords=(EVIL,)))
        unit = project.documents.units(1)[1]
        (coding,) = project.codings.add(1, unit.body_start, unit.end, [code])
        project.memos.add(MemoTarget(coding_id=coding), "memo " + EVIL)
        project.memos.add(MemoTarget(document_id=1), "titel", title=EVIL)
    async with opened(path, size=(160, 40)) as hands:

        async def look(*keys: str, sees: str = SHOWN) -> None:
            await hands.press(*keys)
            hands.assert_harmless()
            assert hands.sees(sees), hands.text

        await look()
        await look("enter")
        await look("tab", "tab", "x")
        await look("u", "c")
        await look("escape", "m", "escape")
        await look("m", "escape", "ctrl+p", "q", "escape")
        await look("1", sees="exactly this passage")
        await look("f7")
        await look("q", "q", "slash", "l", "a", "c", "h", "t", "enter")
        await look("q", "delete")
        await look("escape", "f8", sees="Lena [/zucht]")
        await look("escape", "q", sees="")
    async with opened(None, size=(160, 40)) as hands:
        hands.assert_harmless()
        assert hands.sees("boos[red]")


async def test_toasts_are_literal(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        hands.app.complain(EVIL)
        await hands.pilot.pause()
        hands.assert_harmless()
        assert hands.sees("[lacht]")


def test_app_fails_in_words_before_the_terminal_is_taken(tmp_path: Path) -> None:
    from codebench.domain.errors import NotFoundError

    with pytest.raises(NotFoundError):
        CodebenchApp(tmp_path / "geen.codebench", None, False)


async def wait_for(hands: Hands, text: str) -> None:
    """Until a thread's result is on the screen."""
    for _turn in range(400):
        if hands.sees(text):
            return
        await hands.pilot.pause(0.01)
    raise AssertionError(text)


async def test_palette_leads_to_what_another_screen_does_and_says_its_key(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter", "ctrl+p")
        await hands.type("freeze")
        assert hands.sees("in the codebook")
        await hands.press("enter")
        assert hands.app.screen.SCOPE == "book" and hands.sees("f: Freeze the codebook")
        assert not hands.app.project.preferences.is_frozen
        await hands.press("q", "ctrl+p")
        await hands.type("options: rename")
        assert hands.sees("in the variables")
        await hands.press("enter")
        assert hands.app.screen.SCOPE == "variables" and hands.sees("o: Its options")
        await hands.press("q")
        assert hands.coding


async def test_help_on_the_first_screen_says_what_each_line_is_for(opened: Open) -> None:
    async with opened(None) as hands:
        await hands.press("f1")
        assert hands.sees("A new project: one file") and hands.sees("codebench learn")
        await hands.press("escape")
        assert not hands.sees("A new project: one file") and hands.sees("What you can do here")
