"""`codebench import` on a project of another tool: shown first, taken in when agreed, in one act."""

import json
import re
from pathlib import Path

import pytest
from cli_running import Commands, sentence
from tests.exchange.native_files import qualcoder
from tests.exchange.refi_files import TEXT, Tool, simple, undecided


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "studie.codebench"
    Commands()("init", path, "--coder", "Cas")
    return path


def test_it_is_shown_and_then_taken_in(study: Path, tmp_path: Path) -> None:
    codebench = Commands()
    file = simple(Tool("MAXQDA 2022", crlf=True, words=True)).write(tmp_path / "werk.qdpx")
    shown = codebench("import", study, file, "--preview").out
    assert "What comes of werk.qdpx (MAXQDA 2022)" in shown
    assert "druk 😀 op school" in shown
    assert "end not included (told from 7 passages)" in shown
    assert "--yes" in codebench("import", study, file).err
    assert json.loads(codebench("info", study, "--format", "json").out)["rows"]
    assert "codebench undo" in codebench("import", study, file, "--yes").err
    assert "druk" in codebench("coding", "list", study, "-d", "#1", "--coder", "Cas").out
    again = codebench("import", study, file, "--yes", "--coder", "Cas", code=1)
    assert "in this project already" in sentence(again.stderr.splitlines(keepends=True)[-1])
    assert "werk.qdpx" in codebench("undo", study, "--coder", "Cas").out
    assert codebench("documents", study, "--format", "csv").out.count("\n") == 1


def test_how_positions_count_can_be_chosen_where_it_is_open(study: Path, tmp_path: Path) -> None:
    codebench = Commands()
    file = undecided().write(tmp_path / "werk.qdpx")
    shown = codebench("import", study, file, "--preview")
    assert "undecided, too few passages to tell (1)" in shown.out
    assert "zei [5] van de 10." in shown.out and "zei 5[ ]van de 10." in shown.out
    assert "--offsets says which way" in shown.err
    refused = codebench("import", study, file, "--offsets", "bytes", "--yes", code=1)
    assert "code-points or utf-16" in sentence(refused.stderr)
    taken = codebench("import", study, file, "--offsets", "utf-16", "--yes", "--coder", "Cas")
    assert "chosen by Cas" in taken.out and "Which of these" not in taken.out
    listed = codebench("coding", "list", study, "-d", "#1", "--coder", "Cas", "--format", "csv").out
    assert "gesprek;21;22;cijfer" in listed
    assert "chosen by Cas" in codebench("memo", "list", study, "--coder", "Cas", "--format", "json").out
    (tmp_path / "a.txt").write_text("Een tekst.")
    other = codebench("import", study, tmp_path / "a.txt", "--offsets", "utf-16", code=1)
    assert "these files have none" in sentence(other.stderr)


def test_the_report_goes_to_a_file(study: Path, tmp_path: Path) -> None:
    file = simple(Tool(words=True)).write(tmp_path / "werk.qdpx")
    Commands()("import", study, file, "--preview", "-o", tmp_path / "verslag.csv")
    assert "codings" in (tmp_path / "verslag.csv").read_text("utf-8-sig")


def test_a_folder_of_qualcoder_is_a_project_and_no_folder_of_texts(study: Path, tmp_path: Path) -> None:
    printed = Commands()("import", study, qualcoder(tmp_path / "werk.qda"), "--preview", "--format", "json")
    report, examples = json.loads(printed.out)
    assert "QualCoder" in report["title"]
    assert examples["rows"]


def test_projects_and_texts_are_not_mixed(study: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Een tekst.")
    file = simple(Tool(words=True)).write(tmp_path / "werk.qdpx")
    refused = Commands()("import", study, file, tmp_path / "a.txt", code=1)
    assert "by itself" in sentence(refused.stderr)


def test_a_codebook_of_another_tool_is_shown_and_taken_in(study: Path, tmp_path: Path) -> None:
    codebench = Commands()
    (tmp_path / "boek.csv").write_text("Code;Memo\nwerk > druk;te veel\n", "utf-8")
    assert "werk > druk" in codebench("codebook", "import", study, tmp_path / "boek.csv").out
    codebench("codebook", "import", study, tmp_path / "boek.csv", "--yes")
    assert "druk" in codebench("codebook", "show", study).out


@pytest.mark.parametrize("format", ["table", "csv", "md", "json"])
def test_nothing_in_the_file_steers_the_terminal(study: Path, tmp_path: Path, format: str) -> None:
    hostile = "[red]\x9b31m\u202egnir"
    tool = Tool(f"MAX{hostile}", words=True)
    package = simple(tool, f"Het was druk 😀 op school, zei Jan {hostile}.\nMieke vond het een zware week.\n" + TEXT)
    package.users = ((1, f"An {hostile}"), (2, "Bo"))
    package.codes = (tool.code(11, f"druk {hostile}"), tool.code(12, "tijd"))
    package.sources = tuple(source.replace("gesprek", f"gesprek {hostile}") for source in package.sources)
    file = package.write(tmp_path / "werk.qdpx")
    for more in ("--preview", "--yes"):
        printed = Commands()("import", study, file, more, "--format", format)
        assert "[red]" in printed.out.replace("\\", "")
        assert not re.search("[\x80-\x9f\u202e]", printed.out + printed.err)
