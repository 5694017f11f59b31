"""Passages, summaries and themes by their commands."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_running import Commands, Outcome
from tests.conftest import TURNS, survey, transcript

from codebench.project.project import Project


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("retrieval") / "studie.codebench"
    with Project.create(path, "An") as project:
        project.imports.take([transcript("groep-1", TURNS)])
        project.imports.take([survey({"R1": "Te weinig tijd.", "R2": "Geen tijd."}, {"R1": "bao", "R2": "so"})])
        tijd, mandaat = project.codebook.add("tijd"), project.codebook.add("mandaat")
        turns = project.documents.units(1)
        project.codings.add(1, turns[1].body_start, turns[1].end, [tijd, mandaat])
        for answer in project.documents.answer_ids(1):
            project.codings.add(answer, 0, 9, [tijd])
    return path


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "studie.codebench").write_bytes(made.read_bytes())
    yield tmp_path / "studie.codebench"


def rows(outcome: Outcome) -> list[dict[str, object]]:
    table = json.loads(outcome.out)
    headings = [column["heading"] for column in table["columns"]]
    return [dict(zip(headings, row["cells"], strict=True)) for row in table["rows"]]


def test_quotes_by_a_query_and_starred(study: Path) -> None:
    run = Commands()
    found = rows(run("quotes", study, "tijd and not mandaat", "--by", "niveau", "--format", "json"))
    assert [(row["Who"], row["niveau"], row["Passage"]) for row in found] == [
        ("R1", "bao", "Te weinig"),
        ("R2", "so", "Geen tijd"),
    ]
    run("quote", study, str(found[1]["Coding"]), "--star", "--clean", "Er is geen tijd.")
    starred = rows(run("quotes", study, "--starred", "--group", "case", "--format", "json"))
    assert [(row["Passage"], row["Version for the report"]) for row in starred] == [("Geen tijd", "Er is geen tijd.")]
    assert rows(run("quotes", study, "tijd", "--where", "niveau=so", "--format", "json"))[0]["Who"] == "R2"
    refused = run("quotes", study, "tijd and (", code=1)
    assert refused.err == ("codebench: Query 'tijd and (', character 11: here a code, or variable=value, is missing\n")


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "html", "csv", "md"])
def test_matrix_and_quotes_as_files(study: Path, suffix: str) -> None:
    run = Commands()
    run("framework", "set", study, "Ilse", "tijd", "Te weinig tijd.")
    for name in (["quotes"], ["framework", "export"]):
        file = study.with_name(f"{name[0]}.{suffix}")
        run(*name, study, "-o", file)
        assert file.stat().st_size


def test_framework_set_nothing_and_clear(study: Path) -> None:
    run = Commands()
    run("framework", "set", study, "groep-1/Ilse", "tijd", "Te weinig tijd.")
    run("framework", "set", study, "R1", "mandaat", "--nothing")
    shown = rows(run("framework", "show", study, "--format", "json"))
    assert {row["Case"]: (row["tijd"], row["mandaat"]) for row in shown} == {
        "groep-1/Ilse": ("Te weinig tijd.", "▸ 1"),
        "groep-1/Bart": ("?", "?"),
        "groep-1/An": ("?", "?"),
        "R1": ("▸ 1", "– geen uitspraak"),
        "R2": ("▸ 1", "?"),
    }
    run("framework", "set", study, "R1", "mandaat", "--clear")
    assert "no summary there" in run("framework", "set", study, "R1", "mandaat", "--clear", code=1).err
    assert "no such row" in run("framework", "set", study, "Moderator", "tijd", "x", code=1).err
    run("framework", "set", study, "R1", "tijd", code=2)


def test_themes(study: Path) -> None:
    run = Commands()
    run("theme", "add", study, "Tijd", "--code", "tijd", "--claim", "Tijd is geld.")
    run("theme", "add", study, "Gezag")
    run("theme", "code", study, "gezag", "tijd")
    run("theme", "code", study, "gezag", "mandaat", "--place", "1")
    run("theme", "quote", study, "gezag", "1")
    run("theme", "text", study, "#2", "Wie mag wat?")
    run("theme", "move", study, "#2", "1")
    run("theme", "rename", study, "#1", "Mandaat")
    assert run("theme", "text", study, "mandaat").out == "Wie mag wat?\n"
    assert [list(row.values()) for row in rows(run("theme", "list", study, "--format", "json"))] == [
        [1, "Mandaat", "", "mandaat; tijd", 1],
        [2, "Tijd", "Tijd is geld.", "tijd", 0],
    ]
    run("theme", "claim", study, "#1", "Niemand weet het.")
    run("theme", "code", study, "#1", "tijd", "--remove")
    run("theme", "quote", study, "#1", "1", "--remove")
    run("theme", "remove", study, "Tijd")
    assert [list(row.values()) for row in rows(run("theme", "list", study, "--format", "json"))] == [
        [1, "Mandaat", "Niemand weet het.", "mandaat", 0]
    ]
