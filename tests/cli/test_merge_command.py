"""A round from packing to merging by commands alone: what it does is shown first, and undo takes it back."""

import json
import shutil
from pathlib import Path

from cli_running import Commands, sentence

from codebench.project.project import Project


def make_round(codebench: Commands) -> None:
    for name in ("Bo", "Cas"):
        codebench("coders", "studie", "--add", name, "--coder", "Lena")
    codebench("round", "make", "studie", "ronde 1", "--coders", "Bo,Cas", "-d", "groep-1", "--coder", "Lena")


def test_two_coders_code_from_their_own_files_and_both_are_merged(codebench: Commands, tmp_path: Path) -> None:
    make_round(codebench)
    packed = codebench("round", "pack", "studie", "ronde 1", "--coder", "Bo")
    assert "Packed 1 text with 6 units to judge for Bo: " in packed.out
    assert "Left out: variables, memos" in packed.out
    codebench("round", "pack", "studie", "ronde 1", "--coder", "Cas", "-o", "voor-cas")
    for file, code in (("studie-ronde_1-Bo", "tijd"), ("voor-cas", "mandaat")):
        codebench("code", file, "-c", code, "-d", "groep-1", "--start", "50", "--end", "60")
        codebench("review", "mark", file, "-d", "groep-1")
        codebench("round", "done", file)

    shown = codebench("merge", "studie", "studie-ronde_1-Bo", "--dry-run", "--coder", "Lena")
    assert "What merging studie-ronde_1-Bo.codebench does" in shown.out
    assert "codings" in shown.out
    asked = codebench("merge", "studie", "studie-ronde_1-Bo", "--coder", "Lena")
    assert asked.out == shown.out
    assert "Nothing was changed: this is what would happen, and --yes does it." in asked.err
    for file in ("studie-ronde_1-Bo", "voor-cas"):
        done = codebench("merge", "studie", file, "--yes", "--coder", "Lena")
        assert f"Merged {file}.codebench; `codebench undo` takes it back." in done.err
    with Project.open(tmp_path / "studie.codebench", "Lena") as project:
        assert project.check() == []
        assert [(one.person, one.reviewed, bool(one.done_at)) for one in project.rounds.get().coders] == [
            ("Bo", 6, True),
            ("Cas", 6, True),
        ]
        assert project.info().codings == 2

    again = codebench("merge", "studie", "voor-cas", "--yes", "--coder", "Lena")
    assert again.out == ""
    assert again.err == "There is nothing new in voor-cas.codebench; nothing was changed.\n"
    assert "Undone: merge voor-cas.codebench" in codebench("undo", "studie", "--coder", "Lena").out
    with Project.open(tmp_path / "studie.codebench", "Lena") as project:
        assert project.info().codings == 1


def test_the_tables_as_json(codebench: Commands, tmp_path: Path) -> None:
    shutil.copyfile(tmp_path / "studie.codebench", tmp_path / "kopie.codebench")
    codebench("codebook", "rename", "kopie", "mandaat", "bevoegdheid")
    tables = json.loads(codebench("merge", "studie", "kopie", "--dry-run", "--format", "json").out)
    assert [table["title"] for table in tables] == ["What merging kopie.codebench does", "Codebooks that differ"]


def test_what_can_not_be_merged_ends_in_a_sentence(codebench: Commands, unchanged: object, tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("hallo")
    codebench("init", "vreemd", "--coder", "Lena")
    for file, why in (
        ("weg", "There is no file weg.codebench"),
        ("brief.txt", "is not a codebench project"),
        ("studie", "is this project itself"),
        ("vreemd", "has no text in common with this project"),
    ):
        assert why in sentence(codebench("merge", "studie", file, "--yes", code=1).stderr)
    assert callable(unchanged)
    unchanged()


def test_who_takes_no_part_gets_no_package(codebench: Commands) -> None:
    make_round(codebench)
    told = sentence(codebench("round", "pack", "studie", "ronde 1", "--coder", "Lena", code=1).stderr)
    assert "Lena takes no part in round 'ronde 1'; its coders are: Bo, Cas." in told
    codebench("round", "pack", "studie", "ronde 1", "--coder", "Bo")
    told = sentence(codebench("round", "pack", "studie", "ronde 1", "--coder", "Bo", code=1).stderr)
    assert "exists already" in told
