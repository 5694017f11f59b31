"""The report from the screen: a template, a file, and whose codings where two coded the same units."""

import asyncio
from pathlib import Path

import pytest
from tests.conftest import survey
from tests.tui.bench import Bench, on_screen

from codebench.project.project import Project
from codebench.tui.modals.choice import Choice
from codebench.tui.modals.preview import Preview
from codebench.tui.screens.rounds import RoundsScreen

QUESTION = "Wat helpt?"


async def told_of(bench: Bench) -> None:
    """Until it is told what came of the report."""
    async with asyncio.timeout(20):
        while not isinstance(bench.app.screen, Preview):
            await bench.pilot.pause()
    await bench.settle()


async def test_it_is_written_by_a_template_to_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "studie.codebench"
    with Project.create(path, "An") as project:
        project.imports.take([survey({"R1": "Meer tijd.", "R2": "Niets."}, {"R1": "bao", "R2": "so"}, QUESTION)])
        project.coders.add("Bo")
        for coder in ("An", "Bo"):
            project.act_as(coder)
            found = project.documents.answer("R1", QUESTION)
            project.codings.add(found.id, 0, 9, [project.codebook.ensure("tijd")])
    (tmp_path / "rapport.yaml").write_text("title: Wat helpt\nby: [niveau]\n", "utf-8")
    async with on_screen(Bench, RoundsScreen(), path) as bench:
        bench.app.pop_screen()
        await bench.settle()
        await bench.press("o")
        assert "ondersteuners" in bench.text
        await bench.press(*"another", "enter")
        await bench.pilot.press(*"rapport.yaml", "enter")
        await bench.settle()
        assert "studie.docx" in bench.text
        await bench.press("ctrl+u")
        await bench.pilot.press(*"uit.md", "enter")
        # It is tried in a thread, and then asked whose codings count.
        async with asyncio.timeout(20):
            while not isinstance(bench.app.screen, Choice):
                await bench.pilot.pause()
        await bench.press(*"Bo", "enter")
        await told_of(bench)
        assert "uit.md." in bench.text and "Codings of: Bo." in bench.text
        await bench.press("enter")
        told = (tmp_path / "uit.md").read_text("utf-8")
        # It was said whose codings count: it is not asked again.
        await bench.press("o", *"another", "enter")
        await bench.pilot.press(*"rapport.yaml", "enter")
        await bench.settle()
        await bench.press("ctrl+u")
        await bench.pilot.press(*"twee.md", "enter")
        await told_of(bench)
        assert "Codings of: Bo." in bench.text
    assert told.startswith("# Wat helpt\n")
    assert "rapporteringslaag: Bo" in told
