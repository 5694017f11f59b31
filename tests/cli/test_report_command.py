"""The report by its command: a file that is asked for, told of, and never written over once edited."""

from pathlib import Path

import pytest
from cli_running import Commands

TEMPLATE = """title: Wat moeilijk was
questions: ["Wat was*"]
by: [niveau]
traits: [niveau]
tables:
  - sections: no
"""


@pytest.fixture
def rapport(tmp_path: Path) -> Path:
    path = tmp_path / "rapport.yaml"
    path.write_text(TEMPLATE.replace("tables:\n  - sections: no\n", ""), "utf-8")
    return path


def code(codebench: Commands) -> None:
    codebench("code", "studie", "--respondent", "r3", "--start", "0", "--end", "17", "-c", "tijd")
    codebench("review", "mark", "studie", "--question", "Wat was het moeilijkst en waarom was dat zo?")


def test_it_is_written_and_not_over_an_edited_one(codebench: Commands, rapport: Path) -> None:
    code(codebench)
    done = codebench("report", "studie", "--template", rapport, "-o", "uit.md")
    assert "Written to uit.md." in done.err
    assert "nog geen citaten gekozen" in done.err
    told = Path("uit.md").read_text("utf-8")
    assert told.startswith("# Wat moeilijk was\n")
    assert "1 van de 5 respondenten zeggen hier iets over, in 1 fragmenten." in told
    codebench("report", "studie", "--template", rapport, "-o", "uit.md")
    Path("uit.md").write_text(told.replace("moeilijk", "lastig"), "utf-8")
    refused = codebench("report", "studie", "--template", rapport, "-o", "uit.md", code=1)
    assert "uit.md was edited since it was written" in refused.err
    codebench("report", "studie", "--template", rapport, "-o", "uit.md", "--force")
    assert Path("uit.md").read_text("utf-8") == told


def test_refusals(codebench: Commands, rapport: Path) -> None:
    rapport.write_text(TEMPLATE, "utf-8")
    args = ("report", "studie", "-o", "uit.docx")
    assert "rapport.yaml, line 6: write `sections: yes`" in codebench(*args, "--template", rapport, code=1).err
    assert "ondersteuners" in codebench(*args, "--template", "geen", code=1).err
    rapport.write_text("title: x\n", "utf-8")
    assert "is a project" in codebench("report", "studie", "--template", rapport, "-o", "studie.codebench", code=1).err
    assert not Path("uit.docx").exists()


def test_a_name_of_the_key_that_goes_out_is_warned_of(codebench: Commands, rapport: Path, tmp_path: Path) -> None:
    code(codebench)
    codebench("pseudonymise", "studie", "--propose", "-o", "voorstel.csv")
    codebench("pseudonymise", "studie", "--apply", "voorstel.csv", "--key", tmp_path / "sleutel.csv", "--yes")
    args = ("report", "studie", "--template", rapport, "-o", "uit.docx")
    assert "Careful" not in codebench(*args).err
    codebench("memo", "add", "studie", "Ilse kwam later.", "--kind", "methodological")
    assert "Careful: 1 name" in codebench(*args).err
