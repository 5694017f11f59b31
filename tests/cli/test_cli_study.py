"""A whole small study by commands alone: each command once, with what it prints and what it leaves behind."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from cli_running import Commands


def table(codebench: Commands, *args: str) -> list[list[object]]:
    """The cells of the table that a command prints."""
    printed = json.loads(codebench(*args, "--format", "json").out)
    return [row["cells"] for row in printed["rows"]]


def code(codebench: Commands, quote: str, *codes: str) -> list[object]:
    given = [option for path in codes for option in ("--code", path)]
    return [row[0] for row in table(codebench, "code", "studie", "-d", "groep-1", "--quote", quote, *given)]


def test_a_project_is_made_and_shown(codebench: Commands, tmp_path: Path) -> None:
    made = codebench("init", "nieuw", "--coder", "Wout", "--language", "nl")
    assert "nieuw.codebench" in made.out
    assert (tmp_path / "nieuw.codebench").exists()
    info = dict(map(tuple, table(codebench, "info", "studie")))
    assert info["Coders"] == "Lena"
    assert (info["Documents"], info["Questions"], info["Answers"], info["Codes"]) == (1, 1, 6, 4)


def test_an_import_without_a_yes_takes_nothing_in(codebench: Commands, tmp_path: Path, unchanged: object) -> None:
    (tmp_path / "groep-2.txt").write_text("An: Ja, dat klopt.\nJo: Nee hoor.\nAn: Toch wel.\nJo: Goed.\n", "utf-8")
    shown = codebench("import", "studie", "groep-2.txt")
    assert "An" in shown.out
    assert "participant" in shown.out
    assert "Nothing was changed" in shown.err
    assert callable(unchanged)
    unchanged()
    roles = table(codebench, "import", "studie", "groep-2.txt", "--role", "An=moderator")
    assert ["groep-2.txt", "An", "moderator"] in [row[:3] for row in roles]


def test_listings(codebench: Commands) -> None:
    assert [row[1] for row in table(codebench, "documents", "studie")] == ["groep-1"]
    assert table(codebench, "document", "list", "studie") == table(codebench, "documents", "studie")
    (question,) = table(codebench, "questions", "studie")
    assert question[2:4] == [5, 1]
    answers = table(codebench, "document", "list", "studie", "--question", "Wat")
    assert [row[1] for row in answers] == ["r1", "r2", "r3", "r5", "r6"]
    cases = table(codebench, "cases", "studie")
    assert cases == table(codebench, "case", "list", "studie")
    assert {"Moderator", "Ilse", "Bart", "r1"} <= {row[0] for row in cases}
    assert [row[0] for row in table(codebench, "coders", "studie")] == ["Lena"]


def test_coding_listing_moving_recoding_and_removing(codebench: Commands) -> None:
    (first,) = code(codebench, "te weinig tijd voor overleg", "tijd > overleg")
    both = code(codebench, "werken altijd over", "tijd", "middelen")
    assert len(both) == 2
    by_place = codebench(
        "code", "studie", "-d", "#1", "--start", "0", "--end", "9", "-c", "mandaat", "--memo", "Wie?", "--coder", "Lena"
    )
    assert "Moderator" in by_place.out
    whole = table(codebench, "code", "studie", "-r", "r2", "-c", "overleg")
    assert whole[0][-1] == "Het overleg met de ouders viel helemaal stil."
    codebench("coding", "move", "studie", str(first), "--start", "10", "--end", "20")
    codebench("coding", "recode", "studie", str(first), "mandaat")
    codebench("coding", "remove", "studie", str(both[0]), str(both[1]))
    rows = table(codebench, "coding", "list", "studie", "-d", "groep-1")
    assert [(row[0] == first, row[2], row[3], row[4]) for row in rows] == [
        (False, 0, 9, "mandaat"),
        (True, 10, 20, "mandaat"),
    ]
    assert len(table(codebench, "coding", "list", "studie", "-q", "Wat")) == 1
    assert len(table(codebench, "coding", "list", "studie", "-r", "r2")) == 1


def test_an_edit_shows_what_it_does_and_leaves_orphans_to_settle(codebench: Commands, tmp_path: Path) -> None:
    (gone,) = code(codebench, "Dat klopt", "mandaat")
    code(codebench, "werken altijd over", "tijd")
    text = (tmp_path / "groep-1.txt").read_text("utf-8").replace("Bart: Dat klopt.\n", "").replace("We heb", "Wij heb")
    (tmp_path / "nieuw.txt").write_text(text, "utf-8")
    edit = ("document", "edit", "studie", "groep-1", "--file", "nieuw.txt")
    shown = codebench(*edit)
    assert "text gone: 1" in shown.out
    assert "Nothing was changed" in shown.err
    assert "version 2" in codebench(*edit, "--yes").err
    assert [row[0] for row in table(codebench, "coding", "orphans", "studie")] == [gone]
    assert [row[0] for row in table(codebench, "document", "versions", "studie", "groep-1")] == [2, 1]
    assert "Dat klopt" in codebench("document", "show", "studie", "groep-1", "--version", "1").out
    assert "Dat klopt" not in codebench("document", "show", "studie", "groep-1", "--text").out
    units = table(codebench, "document", "show", "studie", "groep-1")
    assert [row[5] for row in units if row[5]] == ["tijd"]


def test_documents_are_renamed_retired_and_restored(codebench: Commands) -> None:
    codebench("document", "rename", "studie", "groep-1", "groep een")
    codebench("document", "retire", "studie", "groep een")
    assert table(codebench, "documents", "studie") == []
    assert [row[1] for row in table(codebench, "documents", "studie", "--retired")] == ["groep een"]
    codebench("document", "restore", "studie", "groep een")
    assert [row[1] for row in table(codebench, "documents", "studie")] == ["groep een"]


def test_the_codebook(codebench: Commands, tmp_path: Path) -> None:
    codebench(
        "codebook", "add", "studie", "vorming", "--under", "middelen", "--field", "definition=Bijscholing = leren."
    )
    codebench(
        "codebook", "edit", "studie", "vorming", "--field", "keywords=cursus; nascholing", "--field", "colour=#0072B2"
    )
    card = dict(map(tuple, table(codebench, "codebook", "show", "studie", "vorming")))
    assert card["Definition"] == "Bijscholing = leren."
    assert card["Keywords"] == "cursus; nascholing"
    codebench("codebook", "rename", "studie", "vorming", "opleiding")
    codebench("codebook", "move", "studie", "opleiding", "--under", "tijd", "--position", "1")
    codebench("codebook", "add", "studie", "leren")
    codebench("codebook", "merge", "studie", "leren", "tijd > opleiding")
    codebench("codebook", "move", "studie", "overleg", "--top")
    codebench("codebook", "remove", "studie", "mandaat")
    printed = json.loads(codebench("codebook", "show", "studie", "--format", "json").out)
    shown = [(row["level"], row["cells"][0]) for row in printed["rows"]]
    assert shown == [(0, "tijd"), (1, "opleiding"), (0, "middelen"), (0, "overleg")]
    codebench("codebook", "export", "studie", "uit.yaml")
    assert "opleiding" in (tmp_path / "uit.yaml").read_text("utf-8")
    codebench("init", "ander", "--coder", "Lena")
    changes = table(codebench, "codebook", "import", "ander", "uit.yaml")
    assert {row[1] for row in changes} == {"added"}
    codebench("codebook", "import", "ander", "uit.yaml", "--yes")
    assert [row[0] for row in table(codebench, "codebook", "show", "ander")] == [name for _level, name in shown]


def test_a_code_with_codings_goes_only_with_them(codebench: Commands) -> None:
    code(codebench, "Dat klopt", "mandaat")
    assert "1 coding" in codebench("codebook", "remove", "studie", "mandaat", code=1).err
    codebench("codebook", "remove", "studie", "mandaat", "--with-codings")


def test_files_of_codings(codebench: Commands, tmp_path: Path) -> None:
    code(codebench, "werken altijd over", "tijd", "mandaat")
    codebench("codings", "export", "studie", "uit.csv")
    codebench("undo", "studie")
    shown = table(codebench, "codings", "import", "studie", "uit.csv")
    assert [row[1] for row in shown] == ["fits", "fits"]
    assert "2 codings taken in" in codebench("codings", "import", "studie", "uit.csv", "--yes").err
    rows = list(csv.reader(io.StringIO((tmp_path / "uit.csv").read_text("utf-8"))))
    rows[1][rows[0].index("code")] = "nergens"
    rows[2][rows[0].index("coder")] = "Wout"
    with (tmp_path / "scheef.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    shown = table(codebench, "codings", "import", "studie", "scheef.csv")
    assert sorted(str(row[1]) for row in shown) == ["does not fit", "fits"]
    codebench("codings", "import", "studie", "scheef.csv", "--yes", code=1)
    codebench("codings", "import", "studie", "scheef.csv", "--yes", "--skip-mismatches")
    assert [row[0] for row in table(codebench, "coders", "studie")] == ["Lena", "Wout"]


def test_memos(codebench: Commands) -> None:
    (coding,) = code(codebench, "Dat klopt", "mandaat")
    on: list[list[str]] = [
        [],
        ["--document", "groep-1"],
        ["--document", "groep-1", "--unit", "2"],
        ["--document", "groep-1", "--start", "0", "--end", "9"],
        ["--question", "Wat"],
        ["--case", "Ilse"],
        ["--code", "mandaat"],
        ["--coding", str(coding)],
    ]
    for i, target in enumerate(on):
        codebench("memo", "add", "studie", f"memo {i}", *target, "--kind", "reflexive", "--title", "Titel")
        if target:
            assert [row[-1] for row in table(codebench, "memo", "list", "studie", *target)] == [f"memo {i}"]
    assert len(table(codebench, "memo", "list", "studie")) == len(on)
    codebench("memo", "edit", "studie", "1", "--text", "anders", "--private")
    assert table(codebench, "memo", "list", "studie", "--search", "anders")[0][2:4] == ["reflexive", "private"]
    codebench("memo", "remove", "studie", "1")
    assert len(table(codebench, "memo", "list", "studie")) == len(on) - 1


def test_review_marks(codebench: Commands) -> None:
    codebench("review", "mark", "studie", "-d", "groep-1", "--from", "2", "--to", "3")
    codebench("review", "mark", "studie", "-q", "Wat", "-r", "r1")
    assert "5 units" not in codebench("review", "mark", "studie", "-q", "Wat").out
    codebench("review", "clear", "studie", "-d", "groep-1", "--from", "2", "--to", "2")
    status = table(codebench, "review", "status", "studie")
    assert [row[2] for row in status] == [1, 5]
    assert "there are 8 units" in codebench("review", "mark", "studie", "-d", "groep-1", "--to", "9", code=1).err


def test_variables_and_cases(codebench: Commands) -> None:
    codebench("variable", "add", "studie", "net", "--type", "category", "--option", "VGO", "--option", "GO!")
    codebench("variable", "rename", "studie", "net", "onderwijsnet")
    codebench("variable", "set", "studie", "Ilse", "onderwijsnet", "VGO")
    codebench("variable", "set", "studie", "Bart", "onderwijsnet", "--absent", "weet niet")
    codebench("variable", "set", "studie", "Ilse", "niveau", "so")
    codebench("variable", "set", "studie", "Ilse", "niveau", "--clear")
    variables = table(codebench, "variable", "list", "studie")
    assert [row[0] for row in variables] == ["niveau", "onderwijsnet"]
    codebench("case", "add", "studie", "De Linde", "--kind", "organisation")
    codebench("case", "add", "studie", "Tine", "--group", "groep-1")
    codebench("case", "rename", "studie", "Tine", "Katrien")
    codebench("case", "role", "studie", "Katrien", "moderator")
    codebench("case", "group", "studie", "groep-1", "De Linde")
    codebench("case", "group", "studie", "groep-1", "--none")
    codebench("case", "kind", "studie", "De Linde", "group")
    rows = {row[0]: row[1:] for row in table(codebench, "cases", "studie")}
    assert rows["Katrien"][:3] == ["groep-1", "person", "moderator"]
    assert rows["De Linde"][:2] == ["", "group"]
    assert rows["Ilse"][-2:] == ["", "VGO"]
    assert rows["Bart"][-1] == "(weet niet)"
    codebench("variable", "remove", "studie", "onderwijsnet")
    assert len(table(codebench, "variable", "list", "studie")) == 1


def test_search(codebench: Commands) -> None:
    assert len(table(codebench, "search", "studie", "TIJD")) == 4
    assert len(table(codebench, "search", "studie", "tijd", "-d", "groep-1", "--limit", "2")) == 2
    assert table(codebench, "search", "studie", "nergens") == []


def test_frequencies_in_every_format(codebench: Commands, tmp_path: Path) -> None:
    codebench("review", "mark", "studie", "-q", "Wat")
    for respondent, path in (("r1", "tijd"), ("r2", "overleg"), ("r3", "tijd")):
        codebench("code", "studie", "-r", respondent, "-c", path)
    counted = table(codebench, "frequencies", "studie", "--question", "Wat was het moeilijkst en waarom was dat zo?")
    assert [row[:3] for row in counted] == [["tijd", 3, 3], ["overleg", 1, 1]]
    split = ["frequencies", "studie", "--by", "niveau", "--base", "codings", "--coder", "Lena", "--level", "person"]
    printed = codebench(*split).out
    assert "bao (N = 2)" in printed
    assert "reporting layer: Lena" in printed
    bao = table(codebench, "frequencies", "studie", "--where", "niveau=bao")
    assert bao[0][:2] == ["tijd", 2]
    for name in ("uit.csv", "uit.md", "uit.json", "uit.xlsx", "uit.txt"):
        codebench(*split, "-o", name)
        assert (tmp_path / name).stat().st_size
    sheet = openpyxl.load_workbook(tmp_path / "uit.xlsx").worksheets[0]
    assert "tijd" in {cell.value for row in sheet.iter_rows() for cell in row}
    assert codebench(*split, "--format", "md").out == (tmp_path / "uit.md").read_text("utf-8")


def test_history_undo_and_redo(codebench: Commands) -> None:
    for name in ("een", "twee", "drie"):
        codebench("codebook", "add", "studie", name)
    assert "twee" in codebench("undo", "studie", "-n", "2").out
    assert "twee" in codebench("redo", "studie").out
    acts = table(codebench, "history", "studie")
    assert acts[0][3] == "redo"
    assert len(table(codebench, "history", "studie", "--limit", "2")) == 2
    second = next(row[0] for row in acts if row[3] == "import")
    codebench("undo", "studie", "--to", str(second))
    assert table(codebench, "codebook", "show", "studie") == []


def test_undo_does_not_pass_over_other_people_unasked(codebench: Commands) -> None:
    start = table(codebench, "history", "studie")[0][0]
    codebench("coders", "studie", "--add", "Wout")
    codebench("codebook", "add", "studie", "van Wout", "--coder", "Wout")
    assert "Say who you are" in codebench("undo", "studie", code=1).err
    assert "Wout" in codebench("undo", "studie", "--to", str(start), "--coder", "Lena", code=1).err
    codebench("undo", "studie", "--to", str(start), "--coder", "Lena", "--others")
    assert [row[0] for row in table(codebench, "coders", "studie")] == ["Lena"]


def test_who_is_new_among_several_adds_themselves(codebench: Commands) -> None:
    codebench("coders", "studie", "--add", "Wout")
    codebench("coders", "studie", "--add", "Ria")
    assert table(codebench, "history", "studie", "--limit", "1")[0][2] == "Ria"
    assert [row[0] for row in table(codebench, "coders", "studie")] == ["Lena", "Wout", "Ria"]


def test_the_coder_may_come_from_the_environment(codebench: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    codebench("coders", "studie", "--add", "Wout")
    monkeypatch.setenv("CODEBENCH_CODER", "Wout")
    codebench("codebook", "add", "studie", "nieuw")
    assert table(codebench, "history", "studie", "--limit", "1")[0][2] == "Wout"


def test_snapshots(codebench: Commands) -> None:
    codebench("snapshot", "make", "studie", "--reason", "voor de proef")
    (name,) = [str(row[0]) for row in table(codebench, "snapshot", "list", "studie") if row[2] == "voor de proef"]
    codebench("codebook", "add", "studie", "nieuw")
    assert ["codes", 5, 4] in table(codebench, "snapshot", "restore", "studie", name)
    assert len(table(codebench, "codebook", "show", "studie")) == 5
    codebench("snapshot", "restore", "studie", name, "--yes")
    assert len(table(codebench, "codebook", "show", "studie")) == 4
    assert codebench("check", "studie").out == "studie.codebench is sound.\n"


@pytest.mark.parametrize("damage", [slice(0, 16), slice(8192, 40960)], ids=["head", "middle"])
def test_a_snapshot_saves_a_project_that_is_damaged(codebench: Commands, tmp_path: Path, damage: slice) -> None:
    codebench("snapshot", "make", "studie", "--reason", "op tijd")
    path = tmp_path / "studie.codebench"
    broken = bytearray(path.read_bytes())
    broken[damage] = bytes(damage.stop - damage.start)
    path.write_bytes(broken)
    codebench("check", "studie", code=3)
    (name,) = [str(row[0]) for row in table(codebench, "snapshot", "list", "studie") if row[2] == "op tijd"]
    assert "Nothing was changed" in codebench("snapshot", "restore", "studie", name).err
    assert path.read_bytes() == broken
    codebench("snapshot", "restore", "studie", name, "--yes")
    assert table(codebench, "check", "studie") == []
    (kept,) = tmp_path.glob("studie.codebench-damaged-*")
    assert kept.read_bytes() == broken


def test_a_purge_says_what_goes(codebench: Commands, tmp_path: Path) -> None:
    code(codebench, "Dat klopt", "mandaat")
    shown = codebench("purge", "studie", "-d", "groep-1")
    assert "groep-1" in shown.out
    assert "Nothing was changed" in shown.err
    assert "1 coding" in codebench("purge", "studie", "-d", "groep-1", "--yes").err
    assert b"Dat klopt" not in (tmp_path / "studie.codebench").read_bytes()
    assert table(codebench, "check", "studie") == []


@pytest.mark.parametrize("command", [["documents", "studie", "-o"], ["codings", "export", "studie"]])
def test_a_file_is_written_over_only_by_force(codebench: Commands, tmp_path: Path, command: list[str]) -> None:
    file = tmp_path / "uit.csv"
    file.write_text("van mij", "utf-8")
    told = codebench(*command, "uit.csv", code=1).err
    assert "uit.csv is there already" in told and "--force" in told
    assert file.read_text("utf-8") == "van mij"
    codebench(*command, "uit.csv", "--force")
    assert file.read_text("utf-8") != "van mij"


def test_the_demonstration(codebench: Commands, tmp_path: Path) -> None:
    printed = codebench("demo", "proef", "--print").out
    assert "Project" in printed
    assert printed.count("Frequencies of codes") == 2
    assert (tmp_path / "proef" / "demo.codebench").exists()
    assert "there already" in codebench("demo", "proef", code=1).err


def test_the_demonstration_for_programs_is_one_array(codebench: Commands) -> None:
    tables = json.loads(codebench("demo", "proef", "--print", "--format", "json").out)
    assert [each["title"].split(" ")[0] for each in tables] == ["Project", "Frequencies", "Frequencies"]


def test_the_screen_is_started_only_on_a_terminal(codebench: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "needs a terminal" in codebench("open", "studie", code=1).err
    assert "Commands:" in codebench().out
    assert codebench.screens == []
    for module in ("commands", "start"):
        monkeypatch.setattr(f"codebench.cli.{module}.on_terminal", lambda: True)
    codebench()
    codebench("open", "studie", "--coder", "Lena", "--read-only")
    codebench("demo", "proef")
    assert codebench.screens == [
        (None, None, False),
        (Path("studie.codebench"), "Lena", True),
        (Path("proef/demo.codebench"), "Lena", False),
    ]
