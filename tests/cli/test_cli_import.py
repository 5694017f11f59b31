"""`import` with folders, labels and patterns; `--preview`; and what is stopped leaves nothing."""

import json
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_running import Commands, sentence

from codebench.cli.progress import Bar
from codebench.project.imports import Imports

GROUP = "Int: Hoe gaat het overleg?\nS01: Te weinig tijd, zoals altijd.\nInt: En nu?\nS02: Ja.\nS01: Nee.\nS02: Goed.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "map"
    place.mkdir()
    for n in (10, 2):
        (place / f"gesprek {n}.txt").write_text(GROUP.replace("weinig", f"weinig{n}"), "utf-8")
    (place / "foto.jpg").write_bytes(b"\xff")
    return place


def test_a_folder_comes_in_as_one_act(codebench: Commands, folder: Path, unchanged: Callable[[], None]) -> None:
    shown = codebench("import", "studie", "map")
    assert "1 other file is passed over: foto.jpg" in shown.err
    assert shown.out.index("gesprek 2.txt") < shown.out.index("gesprek 10.txt")
    assert "Name: text" in shown.out and "In all: 2 documents, 12 units, 8 cases." in shown.out
    unchanged()
    done = codebench("import", "studie", "map", "--label", "Int=moderator", "--label", "S01=An", "--yes")
    assert "Took in 2 documents with 12 units; 8 new cases." in done.err
    names = codebench("case", "list", "studie").out
    assert "An" in names and "S02" in names and "S01" not in names
    codebench("undo", "studie")
    assert "gesprek" not in codebench("document", "list", "studie").out


def test_what_is_there_already_is_left_out(codebench: Commands, folder: Path) -> None:
    codebench("import", "studie", "map/gesprek 2.txt", "--yes")
    again = codebench("import", "studie", "map/*.txt", "groep-1.txt", "--yes")
    assert "gesprek 2.txt is in this project already (as gesprek 2.txt). It will not be taken in again." in again.err
    assert "Took in 1 document with 6 units" in again.err
    refused = codebench("import", "studie", "map", "--yes", code=1)
    assert refused.err.splitlines()[-1].endswith("Nothing was taken in.")


def test_labels_are_tied_to_cases(codebench: Commands, folder: Path) -> None:
    codebench("import", "studie", "map/gesprek 2.txt", "--label", "S01=groep-1/Ilse", "--yes")
    listed = codebench("case", "list", "studie", "--format", "csv").out
    assert "S02" in listed and "S01" not in listed and listed.count("Ilse") == 1
    assert "Ilse" in codebench("document", "show", "studie", "gesprek 2").out
    refused = codebench("import", "studie", "map/gesprek 10.txt", "--label", "S01=groep-1/Niemand", "--yes", code=1)
    assert "There is no case 'groep-1/Niemand' in this project." in refused.err


def test_a_preview_takes_nothing_in(codebench: Commands, folder: Path, unchanged: Callable[[], None]) -> None:
    shown = codebench("import", "studie", "map", "enquete.csv", "--preview", "--yes", "--format", "json")
    files = json.loads(shown.out)["files"]
    assert [file["source"] for file in files] == ["gesprek 2.txt", "gesprek 10.txt", "enquete.csv"]
    assert files[2]["left_out"] == "enquete.csv is in this project already (as enquete.csv)."
    (document,) = files[0]["documents"]
    assert [unit["speaker"] for unit in document["units"]][:2] == ["gesprek 2/Int", "gesprek 2/S01"]
    assert document["units"][1]["text"] == "Te weinig2 tijd, zoals altijd."
    assert "gesprek 2.txt" in codebench("import", "studie", "map", "--preview", "--yes").out
    codebench("import", "studie", "map", "--preview", "--format", "json", "-o", "uit.json")
    assert json.loads(Path("uit.json").read_text("utf-8"))["files"][0]["convention"] == "Name: text"
    unchanged()


def test_headings_patterns_and_encodings(codebench: Commands, tmp_path: Path) -> None:
    (tmp_path / "clb.txt").write_bytes("Sluiting\nGeïsoleerd gewerkt.\nHeropstart\nBeter.\n".encode("mac_roman"))
    args = ("import", "studie", "clb.txt", "--preview", "--format", "json", "--encoding", "mac_roman")
    (file,) = json.loads(codebench(*args, "--heading", "Sluiting", "--heading", "Heropstart").out)["files"]
    assert [unit["section"] for unit in file["documents"][0]["units"]] == ["Sluiting", "Heropstart"]
    assert file["documents"][0]["units"][0]["text"] == "Geïsoleerd gewerkt."
    (tmp_path / "eigen.txt").write_text("<A> Hoe?\n<B> Zo.\n", "utf-8")
    assert "your own pattern" in codebench("import", "studie", "eigen.txt", "--pattern", r"<(\w)>").out
    assert "has no group" in sentence(codebench("import", "studie", "eigen.txt", "--pattern", "x", code=1).stderr)


def test_an_interrupt_leaves_nothing(codebench: Commands, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Ctrl-C does it: a signal, in the middle of the act."""
    take = Imports._take_documents

    def interrupted(*args: object) -> int:
        done = take(*args)  # type: ignore[arg-type]
        signal.raise_signal(signal.SIGINT)
        return done

    with monkeypatch.context() as patched:
        patched.setattr(Imports, "_take_documents", interrupted)
        stopped = codebench("import", "studie", "map", "--yes", code=130)
    assert "Stopped." in stopped.err
    assert "gesprek" not in codebench("document", "list", "studie").out
    assert codebench("check", "studie").code == 0


def test_the_line_of_a_bar() -> None:
    bar = Bar("taking in")
    assert bar.line(80) == "taking in"
    bar(1, 4, "a\x1b.pdf")
    assert bar.line(80) == "[#####---------------] 25 % (1 of 4) taking in a␛.pdf"
    assert bar.line(20) == "[#####-------------"
