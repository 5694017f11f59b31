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


def test_sets_archived_codes_and_links_have_commands(study: Path, tmp_path: Path) -> None:
    codebench = Commands()
    codebench("codebook", "add", study, "overleg")
    assert "Much like: tijd." in codebench("codebook", "add", study, "Tijden").err
    assert "Made set 'drempels' of 2 codes." in codebench("set", "add", study, "drempels", "tijd", "overleg").out
    codebench("set", "put", study, "drempels", "Tijden")
    codebench("set", "take", study, "#1", "overleg")
    codebench("set", "rename", study, "drempels", "drempels so")
    assert "1;drempels so;tijd; Tijden" in codebench("set", "list", study, "--format", "csv").out.replace('"', "")
    codebench("codebook", "archive", study, "tijd")
    assert "tijd (archived)" in codebench("codebook", "show", study).out
    shown = codebench("codebook", "show", study, "tijd", "--format", "csv").out
    assert "Archived;yes" in shown and "Sets;drempels so" in shown
    where = ("--respondent", "r2", "--start", "0", "--end", "4")
    assert "take it back first" in codebench("code", study, *where, "-c", "tijd", code=1).err
    assert "grounded" in codebench("codebook", "link", study, "tijd", "leidt tot", "overleg", code=1).err
    codebench("setting", "mode", study, "grounded")
    codebench("codebook", "link", study, "tijd", "leidt tot", "overleg")
    codebench("codebook", "link", study, "tijd", "leidt tot", "overleg", "--note", "Altijd.")
    assert "tijd;leidt tot;overleg;Altijd." in codebench("codebook", "links", study, "tijd", "--format", "csv").out
    out = tmp_path / "boek.yaml"
    codebench("codebook", "export", study, out)
    assert "archived: yes" in out.read_text("utf-8") and "- name: drempels so" in out.read_text("utf-8")
    with Project.create(tmp_path / "ander.codebench", "An"):
        pass
    shown = codebench("codebook", "import", tmp_path / "ander.codebench", out, "--yes").out
    assert "set drempels so" in shown
    assert "tijd (archived)" in codebench("codebook", "show", tmp_path / "ander.codebench").out
    codebench("codebook", "unlink", study, "tijd", "leidt tot", "overleg")
    assert "no such link" in codebench("codebook", "unlink", study, "tijd", "leidt tot", "overleg", code=2).err
    codebench("codebook", "unarchive", study, "tijd")
    codebench("set", "theme", study, "drempels so")
    assert "drempels so" in codebench("theme", "list", study).out
    codebench("undo", study)
    codebench("set", "remove", study, "drempels so")
    assert codebench("set", "list", study, "--format", "csv").out.count("\n") == 1


def test_a_word_table_comes_in_and_goes_out(study: Path, tmp_path: Path) -> None:
    codebench = Commands()
    book = tmp_path / "boek.docx"
    codebench("codebook", "edit", study, "tijd", "--field", "definition=Uren.", "--field", "keywords=uur; ritme")
    codebench("codebook", "export", study, book)
    assert "--profile goes with csv" in codebench("codebook", "export", study, book, "--profile", "open", code=2).err
    sheet = book.with_suffix(".csv")
    codebench("codebook", "export", study, sheet, "--profile", "open")
    assert sheet.read_text("utf-8").startswith("Code,Definitie,")
    other = tmp_path / "ander.codebench"
    with Project.create(other, "An"):
        pass
    assert "added" in codebench("codebook", "import", other, book).out
    assert "Uren" not in codebench("codebook", "show", other).out
    codebench("codebook", "import", other, book, "--yes")
    with Project.open(other, "An", read_only=True) as project:
        found = project.codebook.codes()
        assert [(code.path, code.fields.definition, code.fields.keywords) for code in found] == [
            ("tijd", "Uren.", ("uur", "ritme"))
        ]
