"""The audit trail on the screen: going back to a point, and to a snapshot."""

import pytest
from tests.tui.bench import Bench, on_screen

from codebench.project.project import Project
from codebench.tui.modals.confirm import Confirm
from codebench.tui.screens.history import HistoryScreen
from codebench.tui.table.table_view import TableView


class History(Bench):
    @property
    def acts(self):
        return self.app.screen.query_one("#acts", TableView).table


def opened(path, size=(120, 40)):
    return on_screen(History, HistoryScreen(), path, size)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_history_lists_every_act_newest_first(path, size):
    async with opened(path, size) as bench:
        acts = bench.app.project.history.acts()
        assert [row.cells[2] for row in bench.acts.rows] == [act.summary for act in acts]
        assert acts[0].summary in bench.text
        assert "When " in bench.text


async def test_history_undoes_to_a_point_after_naming_what_and_whose(path):
    async with opened(path) as bench:
        before = len(bench.app.project.history.acts())
        await bench.press("j", "j", "j", "enter")
        assert isinstance(bench.app.screen, Confirm)
        assert "Undo 3 acts?" in bench.text
        assert "Bo: review 1 unit" in bench.text
        assert "Not yours: Bo (1)" in bench.text
        await bench.press("n")
        assert len(bench.app.project.history.acts()) == before
        await bench.press("enter", "y")
        assert len(bench.app.project.history.acts()) == before + 3
        assert [row.cells[3] for row in bench.acts.rows[3:6]] == ["undone"] * 3


async def test_history_says_when_nothing_came_after(path):
    async with opened(path) as bench:
        await bench.press("enter")
        assert isinstance(bench.app.screen, HistoryScreen)
        assert [note.message for note in bench.app._notifications] == ["Nothing that stands was done after this."]


async def test_history_restores_a_snapshot_after_saying_what_differs(path):
    with Project.open(path, "An") as project:
        project.snapshots.make("met de hand")
        project.codebook.add("later")
        acts = len(project.history.acts())
    async with opened(path) as bench:
        assert "met de hand" in bench.text
        await bench.press("tab", "enter")
        assert "codes: 4 now, 3 in the snapshot" in bench.text
        await bench.press("escape")
        assert len(bench.app.project.codebook.codes()) == 4
        await bench.press("enter", "y")
        assert len(bench.app.project.codebook.codes()) == 3
        assert len(bench.app.project.history.acts()) == acts
        assert "restore snapshot" in bench.acts.rows[0].cells[2]


async def test_history_shows_hostile_summaries_literally(path):
    with Project.open(path, "An") as project:
        project.codebook.add("[red]x[/] \x1b]52;c;aGE=\x07\x9b \u202e")
    async with opened(path) as bench:
        assert "[red]x[/]" in bench.text
        assert not {char for char in bench.text if ord(char) < 32 and char != "\n"} | (
            {"\x9b", "\u202e"} & set(bench.text)
        )


async def test_history_is_narrowed_by_what_who_and_when(path):
    async with opened(path) as bench:
        acts = bench.app.project.history.acts()
        await bench.press("slash", *"bo review", "enter")
        shown = [act for act in acts if act.coder == "Bo" and "review" in act.summary]
        assert [row.cells[2] for row in bench.acts.rows] == [act.summary for act in shown]
        assert f"shown: {len(shown)} of {len(acts)} acts, Esc: all" in bench.text
        await bench.press("escape")
        assert len(bench.acts.rows) == len(acts)
        await bench.press("slash", *acts[0].at[:10], "enter")
        assert len(bench.acts.rows) == len(acts)
        await bench.press("escape", "slash", *"zzz", "enter", "enter")
        assert isinstance(bench.app.screen, HistoryScreen)


async def test_history_tells_which_acts_a_restore_takes_away(path):
    with Project.open(path, "An") as project:
        project.snapshots.make("met de hand")
        project.codebook.add("veel later")
    async with opened(path) as bench:
        await bench.press("tab", "enter")
        assert "These came after it and go:" in bench.text
        assert "An: add code 'veel later'" in bench.text
