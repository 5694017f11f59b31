"""Whatever a command is given: one sentence, the right exit code, and a project that is as it was."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cli_running import Commands, Outcome, sentence

from codebench.cli import main
from codebench.project.project import Project


def one_sentence(outcome: Outcome) -> str:
    assert outcome.stdout == b""
    return sentence(outcome.stderr)


TEXTS = {
    "leeg.txt": b"",
    "wit.txt": b" \n\n ",
    "binair.txt": bytes(range(256)) * 20,
    "beeld.csv": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(500),
    "dubbel.csv": b"id;niveau;niveau\nr1;bao;so\nr2;so;bao\n",
    "twee.csv": b"id;open\nr1;een antwoord van meer woorden\nr1;nog een antwoord van meer woorden\n",
    "niets.csv": b"id;open\n",
    "vreemd.docx": b"PK\x03\x04",
}


@pytest.mark.parametrize("name", [*TEXTS, "ontbreekt.txt", "studie.codebench"])
def test_material_that_cannot_be_read(
    codebench: Commands, tmp_path: Path, unchanged: Callable[[], None], name: str
) -> None:
    if name in TEXTS:
        (tmp_path / name).write_bytes(TEXTS[name])
    one_sentence(codebench("import", "studie", name, "--yes", code=1))
    unchanged()


def test_one_bad_file_among_good_ones_stops_all(
    codebench: Commands, tmp_path: Path, unchanged: Callable[[], None]
) -> None:
    (tmp_path / "goed.txt").write_text("An: Ja.\nJo: Nee.\n", "utf-8")
    one_sentence(codebench("import", "studie", "goed.txt", "ontbreekt.txt", "--yes", code=1))
    unchanged()


def test_the_same_material_twice(codebench: Commands) -> None:
    refused = codebench("import", "studie", "groep-1.txt", "--yes", code=1)
    assert "already" in refused.err


def test_a_line_without_end(codebench: Commands, tmp_path: Path) -> None:
    (tmp_path / "lang.txt").write_text("woord " * 400_000, "utf-8")
    codebench("import", "studie", "lang.txt", "--yes", "--kind", "note")
    assert "lang" in codebench("documents", "studie").out


def test_an_encoding_of_windows_is_named_as_a_doubt(codebench: Commands, tmp_path: Path) -> None:
    (tmp_path / "win.txt").write_bytes("An: Hé, da’s goed.\nJo: Ja hé.\nAn: Oké.\nJo: Ça va.\n".encode("cp1252"))
    assert "Windows-1252" in codebench("import", "studie", "win.txt", "--yes").out
    assert "da’s" in codebench("document", "show", "studie", "win").out


def damaged(data: bytes) -> bytes:
    broken = bytearray(data)
    broken[4096:20480] = b"\x5a" * 16384
    return bytes(broken)


PROJECTS: dict[str, tuple[Callable[[bytes], bytes], int]] = {
    "empty": (lambda _data: b"", 3),
    "text": (lambda _data: b"not a project at all, but long enough to hold a header of a hundred bytes" * 3, 3),
    "damaged": (damaged, 3),
    "cut off": (lambda data: data[: len(data) // 2], 3),
    "newer": (lambda data: data[:60] + (999).to_bytes(4, "big") + data[64:], 1),
    "foreign": (lambda data: data[:68] + bytes(4) + data[72:], 1),
}


@pytest.mark.parametrize("kind", PROJECTS)
def test_a_project_file_that_is_not_what_it_should_be(codebench: Commands, tmp_path: Path, kind: str) -> None:
    change, code = PROJECTS[kind]
    path = tmp_path / "studie.codebench"
    path.write_bytes(change(path.read_bytes()))
    before = path.read_bytes()
    checked = codebench("check", "studie", code=code)
    if not checked.stdout:
        one_sentence(checked)
    commands = [["info"], ["history"], ["frequencies"], ["check"], ["codebook", "add"]]
    for command in commands:
        outcome = codebench(*command, "studie", *(["nieuw"] if len(command) > 1 else []), code=None)
        # Damage elsewhere than where a command looks is met by `check` alone.
        assert outcome.code in ((code,) if kind not in ("damaged", "cut off") else (0, 1, 3))
        if outcome.code:
            assert "inside codebench" not in outcome.err
        if outcome.code and command != ["check"]:
            one_sentence(outcome)
    assert path.read_bytes() == before or kind == "damaged"
    assert not (tmp_path / "studie.codebench-lock").exists()


def test_ragged_rows_are_named(codebench: Commands, tmp_path: Path, unchanged: Callable[[], None]) -> None:
    (tmp_path / "kort.csv").write_bytes(b"id;niveau;open\nr7;bao;ja hoor\nr8;so\n")
    shown = codebench("import", "studie", "kort.csv").out
    assert "doubtful" in shown
    assert "line 3" in shown
    (tmp_path / "lang.csv").write_bytes(b"id;niveau;open\nr7;bao;ja hoor\nr8;so;nee;te veel;cellen\nr9;so;nee\n")
    assert "line 3" in one_sentence(codebench("import", "studie", "lang.csv", "--yes", code=1))
    unchanged()


def test_a_project_that_is_open_elsewhere(codebench: Commands, tmp_path: Path, unchanged: Callable[[], None]) -> None:
    del unchanged
    with Project.open(tmp_path / "studie.codebench"):
        refused = one_sentence(codebench("codebook", "add", "studie", "nieuw", code=1))
        assert "is open by" in refused
        assert "tijd" in codebench("codebook", "show", "studie").out
        assert "recognised" in codebench("import", "studie", "groep-1.txt").out


SENTENCES: dict[str, tuple[str, ...]] = {
    "no such project": ("info", "nergens"),
    "project is there": ("init", "studie", "--coder", "Lena"),
    "no such folder": ("init", "weg/nieuw", "--coder", "Lena"),
    "code path unknown": ("code", "studie", "-d", "groep-1", "--quote", "Dat klopt", "-c", "tijd > nergens"),
    "quote not there": ("code", "studie", "-d", "groep-1", "--quote", "nergens gezegd", "-c", "tijd"),
    "quote there twice": ("code", "studie", "-d", "groep-1", "--quote", "mandaat", "-c", "tijd"),
    "passage outside": ("code", "studie", "-d", "groep-1", "--start", "5", "--end", "99999", "-c", "tijd"),
    "passage of nothing": ("code", "studie", "-d", "groep-1", "--start", "5", "--end", "5", "-c", "tijd"),
    "huge number": ("code", "studie", "-d", "groep-1", "--start", "5", "--end", "9" * 30, "-c", "tijd"),
    "no such document": ("document", "show", "studie", "groep-9"),
    "no such respondent": ("code", "studie", "-r", "r99", "-c", "tijd"),
    "no answer": ("code", "studie", "-r", "r4", "-c", "tijd"),
    "no such coder": ("undo", "studie", "--coder", "Niemand"),
    "no such coding": ("coding", "remove", "studie", "99"),
    "no such memo": ("memo", "remove", "studie", "99"),
    "no such case": ("case", "role", "studie", "Niemand", "moderator"),
    "no such variable": ("frequencies", "studie", "--by", "nergens"),
    "no such value": ("frequencies", "studie", "--where", "niveau=ho"),
    "no such snapshot": ("snapshot", "restore", "studie", "2001"),
    "no such act": ("undo", "studie", "--to", "999"),
    "nothing to redo": ("redo", "studie"),
    "name taken": ("codebook", "add", "studie", "tijd"),
    "bad name": ("codebook", "add", "studie", "a > b"),
    "bad colour": ("codebook", "add", "studie", "nieuw", "--field", "colour=rood"),
    "under itself": ("codebook", "move", "studie", "tijd", "--under", "overleg"),
    "empty memo": ("memo", "add", "studie", "  "),
    "bad kind of memo": ("memo", "add", "studie", "tekst", "--kind", "vrolijk"),
    "no number": ("variable", "set", "studie", "Ilse", "nergens", "x"),
    "nothing to search": ("search", "studie", "!?"),
    "folder as output": ("documents", "studie", "-o", "."),
    "no folder for output": ("documents", "studie", "-o", "weg/uit.csv"),
    "unknown suffix": ("documents", "studie", "-o", "uit.pdf"),
    "file as output": ("documents", "studie", "-o", "groep-1.txt"),
    "file as export": ("codebook", "export", "studie", "codes.yaml"),
    "file as codings": ("codings", "export", "studie", "enquete.csv"),
    "file as output of an act": ("code", "studie", "-r", "r1", "-c", "tijd", "-o", "groep-1.txt"),
    "unknown suffix of an act": ("code", "studie", "-r", "r1", "-c", "tijd", "-o", "uit.pdf"),
    "forced over a project": ("documents", "studie", "-o", "studie.codebench", "--force"),
    "project as output": ("documents", "studie", "-o", "studie.codebench"),
    "project as export": ("codebook", "export", "studie", "studie.codebench"),
    "project as codings": ("codings", "export", "studie", "studie.codebench"),
    "no folder for export": ("codings", "export", "studie", "weg/uit.csv"),
    "codebook that is none": ("codebook", "import", "studie", "groep-1.txt", "--yes"),
    "codings that are none": ("codings", "import", "studie", "groep-1.txt", "--yes"),
    "same text": ("document", "edit", "studie", "groep-1", "--file", "groep-1.txt", "--yes"),
    "name of a file too long": ("import", "studie", "x" * 300 + ".txt"),
    "printed workbook": ("documents", "studie", "--format", "xlsx"),
}


@pytest.mark.parametrize("what", SENTENCES)
def test_what_cannot_be_done_is_one_sentence(codebench: Commands, unchanged: Callable[[], None], what: str) -> None:
    one_sentence(codebench(*SENTENCES[what], code=1))
    unchanged()


USAGE: dict[str, tuple[str, ...]] = {
    "no such command": ("nergens",),
    "no such verb": ("codebook", "nergens", "studie"),
    "no project": ("frequencies",),
    "no such option": ("info", "studie", "--nergens"),
    "no such level": ("frequencies", "studie", "--level", "werelddeel"),
    "no such format": ("documents", "studie", "--format", "pdf"),
    "no number": ("coding", "remove", "studie", "x"),
    "document and respondent": ("code", "studie", "-d", "groep-1", "-r", "r1", "-c", "tijd", "--quote", "x"),
    "start without end": ("code", "studie", "-d", "groep-1", "-c", "tijd", "--start", "1"),
    "no place": ("code", "studie", "-d", "groep-1", "-c", "tijd"),
    "two targets": ("memo", "add", "studie", "x", "--case", "Ilse", "--code", "tijd"),
    "unit of nothing": ("memo", "add", "studie", "x", "--unit", "1"),
    "no sign": ("import", "studie", "groep-1.txt", "--role", "moderator"),
    "no such field": ("codebook", "add", "studie", "nieuw", "--field", "kleur=rood"),
    "both and neither": ("codebook", "move", "studie", "tijd"),
    "no value": ("variable", "set", "studie", "Ilse", "niveau"),
    "others alone": ("undo", "studie", "--others"),
    "no name": ("info", ""),
}


@pytest.mark.parametrize("what", USAGE)
def test_what_is_not_said_well_ends_in_two(codebench: Commands, unchanged: Callable[[], None], what: str) -> None:
    assert "--help" in one_sentence(codebench(*USAGE[what], code=2))
    unchanged()


def test_a_noun_alone_shows_its_verbs(codebench: Commands) -> None:
    assert "merge" in codebench("codebook").out


@pytest.mark.parametrize("debug", [False, True])
def test_a_fault_of_ours_is_told_without_a_traceback(
    codebench: Commands, monkeypatch: pytest.MonkeyPatch, debug: bool
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("een fout\x1b[31m")

    monkeypatch.setattr(main, "root", fail)
    if debug:
        monkeypatch.setenv("CODEBENCH_DEBUG", "1")
    told = codebench("info", "studie", code=1)
    assert ("Traceback" in told.err) == debug
    if not debug:
        assert "ZeroDivisionError" in one_sentence(told)
        assert b"\x1b" not in told.stderr


def test_an_interruption_ends_in_130(codebench: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_args: object, **_settings: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("codebench.cli.lists.document_table", stop)
    assert "Stopped" in one_sentence(codebench("documents", "studie", code=130))
