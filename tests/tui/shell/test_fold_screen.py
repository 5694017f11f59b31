"""Closed questions on the screen: what was written is folded onto an option, and taken back with one undo."""

from pathlib import Path

from tests.tui.bench import Bench, on_screen

from codebench.ingest import read
from codebench.project.project import Project
from codebench.tui.screens.folding import FoldScreen

SURVEY = """id;niveau;aspecten;aspecten: andere
1;bao;contact|andere;via mail en telefoon
2;so;motivatie|contact;
3;bao;andere;alleen een nieuwsbrief
"""


async def test_a_code_is_folded_onto_an_option(tmp_path: Path) -> None:
    (tmp_path / "enquete.csv").write_text(SURVEY, "utf-8")
    path = tmp_path / "studie.codebench"
    with Project.create(path, "An") as project:
        project.imports.take([read(tmp_path / "enquete.csv")])
        for case, code in (("1", "mail"), ("3", "nieuwsbrief")):
            found = project.documents.answer(case, "aspecten: andere")
            project.codings.add(found.id, 0, found.length, [project.codebook.add(code)])
    async with on_screen(Bench, FoldScreen(), path) as bench:
        await bench.press("m", "a", "enter")
        assert "nothing is folded in yet" in bench.text
        await bench.press("p", "enter", *"mail", "enter", *"motiv", "enter")
        await bench.settle()
        assert "written: aspecten: andere" in bench.text and "spontaan vermeld" in bench.text
        (line,) = [line for line in bench.lines if "motivatie" in line]
        assert "1 of 3" in line and "2 of 3" in line
        await bench.press("x")
        await bench.settle()
        assert "Hidden: what stands for fewer than 5 cases" in bench.text and "1 of 3" not in bench.text
        await bench.press("x", "u")
        await bench.settle()
        assert "nothing is folded in yet" in bench.text and "Hidden" not in bench.text


async def test_whose_codings_are_folded_is_asked_where_several_coded(tmp_path: Path) -> None:
    (tmp_path / "enquete.csv").write_text(SURVEY, "utf-8")
    path = tmp_path / "studie.codebench"
    with Project.create(path, "An") as project:
        project.imports.take([read(tmp_path / "enquete.csv")])
        found = project.documents.answer("1", "aspecten: andere")
        codes = {"An": project.codebook.add("mail"), "Bo": project.codebook.add("telefoon")}
        project.coders.add("Bo")
        for coder, code in codes.items():
            project.act_as(coder)
            project.codings.add(found.id, 0, found.length, [code])
        project.folds.set("aspecten", "aspecten: andere", {codes["Bo"]: "contact"})
    async with on_screen(Bench, FoldScreen(), path) as bench:
        assert "Whose work counts?" in bench.text
        await bench.press(*"Bo", "enter")
        assert "codings of: Bo" in bench.text and "    mail" not in bench.text
        await bench.press("c", *"An", "enter")
        assert "codings of: An" in bench.text
        assert "  mail" in bench.text
        await bench.press("f5", "c", *"Bo", "enter", "q")
        assert "codings of: Bo" in bench.text and "Closed questions" in bench.text
