"""Working on the codebook from the command line: passages, splitting, what is out of date, files, settings, journal."""

from pathlib import Path

import pytest
from cli_running import Commands
from tests.conftest import survey

from codebench.project.project import Project


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Three answers with 'tijd' on each."""
    path = tmp_path / "studie.codebench"
    with Project.create(path, "An") as project:
        project.imports.take([survey({"r1": "te weinig tijd", "r2": "geen overleg", "r3": "de files"})])
        project.codebook.add("tijd")
        for answer in project.documents.answer_ids(1):
            project.codings.add(answer, 0, 4, [1])
    return path


def test_a_code_is_split_confirmed_and_exemplified(study: Path) -> None:
    codebench = Commands()
    codebench("codebook", "add", study, "overleg")
    assert (
        "Code 'overleg' now has 2 codings more."
        in codebench("codebook", "split", study, "2", "3", "--into", "overleg").out
    )
    codebench("codebook", "exemplify", study, "1")
    codebench("codebook", "edit", study, "tijd", "--field", "definition=Uren.", "--reason", "te vaag")
    assert "te w" in codebench("codebook", "passages", study, "--stale", "--format", "csv").out
    codebench("codebook", "confirm", study, "1")
    assert codebench("codebook", "passages", study, "--stale", "--format", "csv").out.count("\n") == 1
    revisions = codebench("codebook", "revisions", study, "tijd", "--format", "csv").out
    assert "edit code 'tijd': te vaag;definition;;Uren." in revisions
    assert "name a CODE" in codebench("codebook", "passages", study, code=2).err


def test_a_codebook_is_written_as_a_sheet_and_what_it_changes_is_shown_first(study: Path, tmp_path: Path) -> None:
    codebench = Commands()
    sheet = tmp_path / "boek.csv"
    codebench("codebook", "export", study, sheet)
    sheet.write_text(sheet.read_text("utf-8-sig").replace("tijd;", "tijd;Uren en ritme.", 1), "utf-8")
    assert "changed" in codebench("codebook", "import", study, sheet).out
    assert "Uren" not in codebench("codebook", "show", study).out
    codebench("codebook", "import", study, sheet, "--yes")
    assert "Uren en ritme." in codebench("codebook", "show", study).out
    assert "end it in one of" in codebench("codebook", "export", study, tmp_path / "boek.pages", code=1).err


def test_a_thematic_project_refuses_coefficients_in_a_sentence(study: Path) -> None:
    codebench = Commands()
    codebench("setting", "mode", study, "thematic")
    codebench("setting", "freeze", study)
    assert "frozen" in codebench("setting", "list", study).out
    for command in (("agreement", study), ("newcodes", study)):
        assert "not a measurement" in codebench(*command, code=1).err


def test_the_journal_holds_the_memos_on_the_project_by_the_day(study: Path) -> None:
    codebench = Commands()
    codebench("memo", "add", study, "Begonnen.", "--kind", "reflexive")
    codebench("memo", "add", study, "Over tijd.", "--code", "tijd")
    journal = codebench("memo", "list", study, "--journal", "--format", "csv").out
    assert "Begonnen." in journal
    assert "Over tijd." not in journal
    assert "Over tijd." in codebench("memo", "list", study, "--kind", "theoretical").out
