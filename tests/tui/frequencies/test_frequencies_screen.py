"""The frequencies screen by its keys: the same figures as every other face shows."""

import csv
import io
import json

import pytest
from tests.tui.bench import Bench, on_screen

from codebench.analysis.frequencies import Base, FrequencyRequest
from codebench.analysis.scope import ScopeRequest
from codebench.domain.csv_profile import CsvProfile
from codebench.domain.table import Column, ColumnKind, Row, Share, Table, Undefined, cell_text
from codebench.project.project import Project
from codebench.report.registry import Format, render
from codebench.tui.screens.frequencies import FrequenciesScreen
from codebench.tui.screens.retrieval import RetrievalScreen
from codebench.tui.table.table_view import TableView

QUESTION = "Wat helpt?"


class Frequencies(Bench):
    @property
    def view(self):
        return self.app.screen.query_one(TableView)

    @property
    def choices(self):
        return self.app.screen.query_one(".choices").render().plain


def opened(path, size=(120, 40)):
    return on_screen(Frequencies, FrequenciesScreen(), path, size)


def cells_in_csv(table):
    rows = list(csv.reader(io.StringIO(render(table, Format.CSV).removeprefix("\ufeff")), delimiter=";"))
    return [[cell.strip() for cell in row] for row in rows[1 : 1 + len(table.rows)]]


def cells_on_screen(view):
    """The cells as they are painted: cut at the columns, scrolled to the right until all were seen."""
    grid = view._grid
    found = []
    for index in range(view.row_count()):
        label = grid.label(index, grid.widths[0]).strip()
        figures = []
        for start, width in zip(grid.starts(), grid.widths[1:], strict=True):
            figures.append(grid.figures(index, start, width)[start : start + width].strip())
        found.append([label, *figures])
    return found


async def test_only_the_codes_of_a_set_have_rows_and_lead_to_their_passages(path):
    with Project.open(path, "An") as project:
        project.code_sets.make("drempels", [2, 3])
    async with opened(path) as bench:
        await bench.press("enter", "d", "down", "enter")
        assert "set: drempels" in bench.choices
        asked = FrequencyRequest(scope=ScopeRequest(coder="An"), code_set="drempels")
        assert bench.view.table == bench.app.project.frequencies(asked)
        assert [row.cells[0] for row in bench.view.table.rows] == ["tijd > overleg"]
        await bench.press("enter")
        assert isinstance(bench.app.screen, RetrievalScreen) and "tijd > overleg" in bench.text
        await bench.press("q")
        bench.app.project.code_sets.remove(1)
        bench.app.screen.reread()
        await bench.settle()
        assert "drempels" not in bench.choices and len(bench.view.table.rows) == 2


async def test_frequencies_begin_with_all_material_and_ask_whose_codings_count(path):
    async with opened(path) as bench:
        assert not isinstance(bench.app.screen, FrequenciesScreen)
        await bench.press("enter")
        assert bench.choices == "base: cases · not split · codings of: An · in: all material"
        assert bench.view.table == bench.app.project.frequencies(FrequencyRequest(scope=ScopeRequest(coder="An")))
        await bench.press("m", "down", "enter")
        assert bench.choices == "base: cases · not split · codings of: An · in: all transcripts"
        assert [row.cells[0] for row in bench.view.table.rows] == ["tijd", "overleg"]
        assert "N = 1 persons with at least one reviewed unit" in bench.text


async def test_frequencies_are_the_same_cells_as_the_command_writes(path):
    async with opened(path) as bench:
        await bench.press("enter", "m", *"wat", "enter", "v", "down", "enter")
        request = FrequencyRequest(by="niveau", scope=ScopeRequest(coder="An", questions=(QUESTION,)))
        table = bench.app.project.frequencies(request)
        assert bench.view.table == table
        assert cells_on_screen(bench.view) == cells_in_csv(table)
        assert bench.choices == f"base: cases · by niveau · codings of: An · in: {QUESTION}"
        for row in table.rows:
            label, figures = row.cells[0], [cell_text(cell) for cell in row.cells[1:]]
            line = next(line for line in bench.lines if line[2:].startswith("  " * row.level + f"{label}  "))
            assert [part.strip() for part in line.split("  ") if part.strip()][-len(figures) :] == figures
        await bench.press("b")
        assert bench.view.table == bench.app.project.frequencies(
            FrequencyRequest(Base.CODINGS, "niveau", request.scope)
        )


async def test_frequencies_refusal_stays_in_words_when_nobody_is_chosen(path):
    async with opened(path) as bench:
        await bench.press("escape")
        assert "coded by several coders (An, Bo)" in bench.choices
        await bench.press("c", "down", "enter")
        assert "codings of: An" in bench.choices


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "md", "json", "svg"])
async def test_frequencies_save_in_the_format_of_the_suffix(path, suffix):
    async with opened(path) as bench:
        await bench.press("enter", "s", "ctrl+u", *"tabel.txt", "enter")
        assert "End the name in one of" in bench.text
        await bench.press("ctrl+u", *f"tabel.{suffix}", "enter")
        if suffix == "csv":
            assert "CSV for which program?" in bench.text
            await bench.press("down", "enter")
        written = path.with_name(f"tabel.{suffix}")
        assert written.stat().st_size
        if suffix == "json":
            assert json.loads(written.read_text())["rows"]
        if suffix == "csv":
            assert written.read_text() == render(bench.view.table, Format.CSV, profile=CsvProfile.OPEN)
        written.write_text("mine")
        await bench.press("s", "ctrl+u", *f"tabel.{suffix}", "enter", "n")
        assert written.read_text() == "mine"


async def test_frequencies_are_seen_as_a_picture(path):
    async with opened(path) as bench:
        await bench.press("enter", "p")
        bars = [line.strip(" │").split() for line in bench.lines if "█" in line]
        assert [bar[0 if bar[0] == "tijd" else -4] for bar in bars] == ["tijd", "overleg"]
        assert [bar[-2:] for bar in bars] == [["51", "%"], ["49", "%"]]
        await bench.press("escape")
        assert isinstance(bench.app.screen, FrequenciesScreen)


async def test_frequencies_are_counted_again_after_an_act_elsewhere(path):
    async with opened(path) as bench:
        await bench.press("enter", "m", *"wat", "enter")
        before = bench.view.table.rows[0].cells
        bench.app.project.history.undo()
        with Project.open(path, "An", read_only=True) as other:
            wanted = other.frequencies(FrequencyRequest(scope=ScopeRequest(coder="An", questions=(QUESTION,))))
        bench.app.screen.on_screen_resume()
        await bench.settle()
        assert bench.view.table == wanted
        assert before


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_table_view_wide_and_hostile_is_literal_and_never_shows_half_a_figure(path, size):
    evil = "[red]kop[/]\x1b[2J\u202e"
    columns = [Column(evil), *(Column(f"n{i}", ColumnKind.COUNT, f"groep {i // 2} (N = 123)") for i in range(20))]
    rows = [Row((evil, *(1000000 + i for i in range(19)), Undefined("te klein")), i % 3) for i in range(50)]
    table = Table(evil, tuple(columns), tuple(rows), f"Rule: {evil}", "N = 50.", (evil,))
    async with opened(path, size) as bench:
        await bench.press("enter")
        bench.view.show(table)
        for _step in range(12):
            await bench.press("right")
            drawn = bench.text
            assert not {char for char in drawn if (ord(char) < 32 and char != "\n") or 127 <= ord(char) < 160}
            assert "\u202e" not in drawn
            assert "[red]kop[/]" in drawn
            figures = {part for line in bench.lines[8:-2] for part in line.split() if part.isdigit()}
            assert all(1000000 <= int(figure) < 1000020 for figure in figures)
        assert "◂" in drawn
        for _step in range(30):
            await bench.press("l")
        assert "1000018" in bench.text
        await bench.press("end")
        text = bench.text
        assert "N = 50." in text and "te klein" in text
        await bench.press("home", "h", "left")


async def test_table_view_small_shares_and_trees_look_as_in_the_report(path):
    table = Table(
        "t",
        (Column("Code"), Column("%", ColumnKind.SHARE)),
        (Row(("tijd", Share(3, 5))), Row(("overleg", Share(40, 80)), 1)),
        "",
        "",
    )
    async with opened(path) as bench:
        await bench.press("enter")
        bench.view.show(table)
        await bench.settle()
        body = bench.text
        assert "tijd       3 of 5" in body
        assert "  overleg    50 %" in body
