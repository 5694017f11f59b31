"""Suggestions from the command line: seen with their reasons, taken, rejected, silenced, and counted."""

import json
from pathlib import Path

import pytest
from cli_running import Commands, sentence

SURVEY = "id;Wat helpt?\nR1;te weinig tijd\nR2;geen budget\nR3;het budget is op\nR4;nooit tijd\n"


@pytest.fixture
def study(codebench: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("enquete.csv").write_text(SURVEY, "utf-8")
    codebench("init", "vragen", "--coder", "An")
    codebench("import", "vragen", "enquete.csv", "--yes")
    codebench("model", "use", "vragen", "blank")
    for name in ("tijd", "middelen"):
        codebench("codebook", "add", "vragen", name)
    codebench("code", "vragen", "--respondent", "R2", "--code", "middelen")
    return "vragen"


def listed(codebench: Commands, study: str, *respondent: str) -> list[list[str]]:
    asked = ("suggestion", "list", study, "-q", "Wat helpt?", *respondent, "--format", "json")
    found = json.loads(codebench(*asked).out)
    return [row["cells"] for row in found["rows"]]


def test_what_is_suggested_is_listed_with_its_reason(codebench: Commands, study: str) -> None:
    first = listed(codebench, study, "-r", "R3")[0]
    assert first[1] == "middelen"
    assert "‘budget’ 1 of 1×" in first[5]


def test_a_suggestion_is_taken_or_rejected_by_its_unit(codebench: Commands, study: str) -> None:
    before = listed(codebench, study)
    unit = next(str(row[0]) for row in before if row[1] == "middelen" and "‘budget’" in row[5])
    other = next(str(row[0]) for row in reversed(before) if row[1] == "tijd")
    codebench("suggestion", "reject", study, unit, "middelen")
    refused = codebench("suggestion", "accept", study, unit, "middelen", code=1)
    assert "is not suggested" in sentence(refused.stderr)
    codebench("suggestion", "accept", study, other, "tijd")
    assert "suggestion" in codebench("coding", "list", study, "-q", "Wat helpt?", "-r", "R4", "--format", "json").out
    after = listed(codebench, study)
    assert [unit, "middelen"] not in [[str(row[0]), row[1]] for row in after]
    assert {row[4] for row in after if row[1] == "tijd"} == {"1 of 1 accepted"}
    record = json.loads(codebench("suggestion", "record", study, "--format", "json").out)
    assert record["n"] == "N = 2 decisions"


def test_a_code_is_silenced_and_heard_again(codebench: Commands, study: str) -> None:
    codebench("suggestion", "never", study, "tijd")
    assert "tijd" not in [row[1] for row in listed(codebench, study, "-r", "R4")]
    codebench("suggestion", "again", study, "tijd")
    assert "tijd" in [row[1] for row in listed(codebench, study, "-r", "R4")]
