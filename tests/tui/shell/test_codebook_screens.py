"""The codebook by keys alone: the tree changed, fields edited, passages compared, a code split, its revisions read."""

from pathlib import Path

import pytest
from tests.tui.shell.conftest import Open
from tests.tui.shell.hands import Hands

from codebench.domain.codebook import CodeFields
from codebench.project.memos import MemoTarget
from codebench.project.preferences import Mode
from codebench.project.project import Project
from codebench.project.round_models import RoundPlan
from codebench.tui.modals.writing import Writing
from codebench.tui.parts.entry import Line, Page


def tree(hands: Hands) -> list[str]:
    return [code.path for code in hands.app.project.codebook.codes()]


async def write(hands: Hands, text: str) -> None:
    """Put a text on the page that is open."""
    assert isinstance(hands.app.screen, Writing)
    hands.app.screen.query_one(Page).load_text(text)
    await hands.settle()


async def test_the_tree_is_made_moved_merged_and_taken_back_by_keys(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        before = tree(hands)
        await hands.press("ctrl+d", "down", "N")
        await hands.enter("vergaderen")
        assert "tijd > overleg > vergaderen" in tree(hands)
        assert hands.sees("tijd > overleg > vergaderen")
        await hands.press("r")
        hands.app.screen.query_one(Line).value = "zitten"
        await hands.press("enter")
        await hands.press("m")
        await hands.enter("middelen")
        assert tree(hands)[-2:] == ["middelen > zitten", "mandaat"]
        await hands.press("g")
        await hands.enter("mandaat")
        await hands.press("y")
        assert tree(hands)[-1] == "mandaat"
        await hands.press("less_than_sign", "delete")
        assert hands.sees("Remove mandaat?")
        await hands.press("y")
        assert tree(hands) == ["tijd", "tijd > overleg", "middelen"]
        for _act in range(6):
            await hands.press("u")
        assert tree(hands) == before


async def test_a_field_is_edited_with_a_reason_that_the_revisions_show(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("ctrl+d", "enter", "enter")
        await write(hands, "Uren en ritme, geen agenda's.")
        hands.app.screen.query_one(Line).value = "overleg 3 maart"
        await hands.press("ctrl+s")
        code = hands.app.project.codebook.codes()[0]
        assert code.fields.definition == "Uren en ritme, geen agenda's."
        await hands.press("down", "down", "down", "down", "down", "enter")
        await write(hands, "uur\nritme")
        await hands.press("ctrl+s", "escape", "d")
        assert hands.app.project.codebook.codes()[0].fields.keywords == ("uur", "ritme")
        assert hands.sees("overleg 3 maart")
        await hands.press("down")
        assert hands.sees("geen agenda's.")
        await hands.press("escape", "f")
        assert hands.sees("frozen: new codes are asked about")
        await hands.press("s")
        hands.app.screen.query_one(Line).value = "boek.docx"
        await hands.press("enter")
        assert (path.parent / "boek.docx").read_bytes().startswith(b"PK")


async def test_a_code_is_split_and_what_is_out_of_date_confirmed_key_by_key(path: Path, opened: Open) -> None:
    with Project.open(path) as project:
        text = project.documents.text(1)
        for quote in ("verplaatsingen", "Negen scholen", "niemand telt", "Tijd en middelen"):
            project.codings.add(1, text.index(quote), text.index(quote) + len(quote), [1])
        project.codebook.edit(1, CodeFields(definition="Alleen uren."))
    async with opened(path) as hands:
        await hands.press("ctrl+d")
        assert hands.sees("4 out of date")
        await hands.press("p")
        assert hands.sees("4 passages · 4 out of date")
        await hands.press("e", "a", "b")
        await hands.enter("middelen")
        await hands.press("down", "b")
        assert hands.codings == [
            ("tijd", "verplaatsingen"),
            ("middelen", "Negen scholen"),
            ("tijd", "niemand telt"),
            ("middelen", "Tijd en middelen"),
        ]
        assert hands.app.project.codebook.codes()[0].fields.example == "verplaatsingen"
        assert hands.sees("2 passages · 1 out of date")
        await hands.press("enter")
        assert hands.coding.pane.selection == (text.index("niemand telt"), text.index("niemand telt") + 12)
        await hands.press("q", "u", "u", "u", "u")
        assert [code for code, _quote in hands.codings] == ["tijd"] * 4
        await hands.press("q", "o", "a", "a", "a", "a")
        assert hands.sees("No coding is out of date.")


async def test_a_frozen_codebook_asks_before_a_code_is_made_on_the_way(path: Path, opened: Open) -> None:
    with Project.open(path) as project:
        project.preferences.set_frozen(True)
    async with opened(path) as hands:
        before = tree(hands)
        await hands.press("enter", "t")
        await hands.code("helemaal nieuw")
        assert hands.sees("The codebook is frozen")
        await hands.press("n")
        assert tree(hands) == before
        await hands.code("helemaal nieuw")
        await hands.press("y")
        assert "helemaal nieuw" in tree(hands)


async def test_a_memo_on_a_code_is_written_in_the_codebook_and_in_the_tree_beside_a_text(
    path: Path, opened: Open
) -> None:
    async with opened(path, size=(120, 40)) as hands:
        await hands.press("ctrl+d", "M")
        assert hands.sees("Memo on tijd")
        await hands.type("ruim")
        await hands.press("f2", "q", "enter", "tab", "m")
        await hands.press("ctrl+end")
        await hands.type(" genomen")
        await hands.press("f2")
        [memo] = hands.app.project.memos.all()
        assert (memo.subject, memo.body) == ("code", "ruim genomen")


async def test_memos_are_kept_as_a_journal_and_narrowed_by_what_they_are_about(path: Path, opened: Open) -> None:
    with Project.open(path) as project:
        project.memos.add(MemoTarget(code_id=3), "Middelen zijn ook mensen.", kind="methodological")
        project.coders.add("Bo")
        project.rounds.make(RoundPlan("ronde 1", documents=("groep 1",), coders=("Lena", "Bo")))
    async with opened(path, "Lena") as hands:
        await hands.press("r", "m")
        await write(hands, "De eerste tien beurten waren moeilijk.")
        await hands.press("f2", "q", "f7", "n")
        await write(hands, "Begonnen met coderen.")
        await hands.press("f2")
        assert hands.sees("3 memos")
        assert hands.sees("round 'ronde 1' · theoretical")
        await hands.press("j")
        assert hands.sees("journal · 1 of 3 memos · only: about the project: the journal")
        await hands.press("e")
        await write(hands, "Begonnen met coderen; spannend.")
        await hands.press("f2", "t")
        await hands.enter("reflexive")
        await hands.press("p", "j")
        assert hands.sees("private  project · reflexive")
        await hands.press("f")
        await hands.enter("about a code")
        assert hands.sees("1 of 3 memos · only: about a code")
        await hands.press("enter")
        assert hands.sees("middelen")
        await hands.press("q", "delete", "y")
        assert hands.sees("0 of 2 memos")
        await hands.press("u", "u", "u", "u", "u", "u")
        assert [memo.body for memo in hands.app.project.memos.all()] == ["Middelen zijn ook mensen."]


async def test_a_long_text_goes_through_the_users_own_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    from codebench.domain.errors import InputError
    from codebench.tui.external import edited_outside

    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "sed -i s/tijd/uren/")
    assert edited_outside("geen tijd\n") == "geen uren\n"
    for command, sentence in (("false", "ended with 1"), ("geen-editor-hier", "can't be used"), ("", "No editor")):
        monkeypatch.setenv("EDITOR", command)
        with pytest.raises(InputError, match=sentence):
            edited_outside("x")


async def test_a_code_is_put_on_the_list_of_rules_to_be_made_and_taken_off(path: Path, opened: Open) -> None:
    async with opened(path, "Lena") as hands:
        await hands.press("ctrl+d", "y")
        assert hands.sees("No code is on the list")
        await hands.press("Y")
        await hands.enter("wat telt als tijd")
        assert hands.sees("0 codings · needs a rule")
        (memo,) = hands.app.project.memos.all()
        assert (memo.body, memo.kind) == ("wat telt als tijd", "methodological")
        await hands.press("Y")
        assert not hands.sees("· needs a rule")
        assert len(hands.app.project.memos.all()) == 1, "what was written stays"
        await hands.press("u", "u")
        assert hands.app.project.memos.all() == []


async def test_help_tells_the_keys_of_the_tree_and_the_last_code_is_one_key_away(path: Path, opened: Open) -> None:
    async with opened(path, "Lena", size=(100, 60)) as hands:
        await hands.press("ctrl+d", "G")
        assert hands.sees("▌ mandaat") and hands.app.screen.current.name == "mandaat"
        await hands.press("home")
        assert hands.app.screen.current.name == "tijd"
        await hands.press("f1")
        assert hands.sees("In the tree") and hands.sees("To the last code")


async def test_help_leaves_out_agreement_where_the_project_is_silent_about_it(path: Path, opened: Open) -> None:
    async with opened(path, "Lena", size=(100, 60)) as hands:
        await hands.press("f1")
        assert "Agreement between coders" in everything(hands)
        hands.app.project.preferences.set_mode(Mode.THEMATIC)
        await hands.press("escape", "f1")
        assert "Agreement between coders" not in everything(hands)


def everything(hands: Hands) -> str:
    return hands.app.screen.query_one("VerticalScroll Static").render().plain


async def test_a_code_gets_a_mark_of_its_own_for_the_margin(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        book = hands.app.project.codebook
        await hands.press("ctrl+d", "C")
        assert hands.sees("in the margin? Now")
        await hands.enter("drie")
        assert hands.sees("A mark is one or two letters or signs")
        await hands.press(*["backspace"] * 4)
        await hands.enter("Tx")
        first = next(code for code in book.codes() if code.fields.mark)
        assert first.fields.mark == "Tx" and hands.sees("Tx")
        await hands.press("down", "C")
        await hands.enter("Tx")
        assert hands.sees(f"'Tx' is the mark of '{first.path}'.")
        await hands.press("escape", "up", "C", "backspace", "backspace")
        await hands.enter("-")
        assert not any(code.fields.mark for code in book.codes())
