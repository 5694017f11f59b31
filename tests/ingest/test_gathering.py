"""Many files: which are meant, what they hold together, and all of it as JSON."""

import json
from pathlib import Path

import pytest

from codebench.domain.errors import InputError
from codebench.ingest import ReadOptions, read
from codebench.ingest.as_json import drafts_as_json
from codebench.ingest.files import files_in
from codebench.ingest.gathering import Gathering, with_name, with_role
from tests.ingest.conftest import Write
from tests.ingest.helpers import documents

TURNS = "Int: Hoe?\nS01: Zo.\nInt: En?\nS01: Ja.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("interview 10.txt", "interview 2.TXT", "diep/notitie.md", "foto.jpg", ".weg.txt", "~$slot.docx"):
        path = tmp_path / "map" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TURNS, "utf-8")
    return tmp_path / "map"


def names(*places: Path) -> list[str]:
    return [path.name for path in files_in(places).readable]


def test_a_folder_is_all_its_files_in_the_order_of_their_numbers(folder: Path) -> None:
    assert names(folder) == ["notitie.md", "interview 2.TXT", "interview 10.txt"]
    assert [path.name for path in files_in([folder]).others] == ["foto.jpg"]
    assert names(folder / "*.txt", folder) == ["interview 10.txt", "notitie.md", "interview 2.TXT"]
    assert names(folder / "foto.jpg", folder / "er-niet.txt") == ["foto.jpg", "er-niet.txt"]


def test_a_pattern_relative_to_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert names(Path("*/*.md")) == ["notitie.md"]
    assert names(Path()) == ["notitie.md", "interview 2.TXT", "interview 10.txt"]


def test_a_file_may_be_called_like_a_pattern(write: Write) -> None:
    path = write("groep [1].txt", TURNS)
    assert files_in([path]).readable == (path,)


def test_a_place_without_anything_to_read(folder: Path) -> None:
    (folder / "leeg").mkdir()
    for place in (folder / "leeg", folder / "*.docx"):
        with pytest.raises(InputError, match=r"holds no file that can be read\. Known are: \.txt"):
            files_in([place])


def test_a_damaged_file_in_a_folder_is_told_and_stops_nothing(folder: Path) -> None:
    damaged = folder / "kapot.docx"
    damaged.write_bytes(b"PK\3\4rommel")
    files = files_in([folder])
    gathering = Gathering.of(files.readable, found=files.found)
    assert [draft.source for draft in gathering.drafts] == ["notitie.md", "interview 2.TXT", "interview 10.txt"]
    assert len(gathering.unread) == 1 and gathering.unread[0].startswith("'kapot.docx' is damaged")
    assert gathering.told(ReadOptions(), lambda _done, _of: None).unread == gathering.unread
    for places in ([damaged, folder], [folder / "*.docx"]):
        files = files_in(places)
        with pytest.raises(InputError, match=r"'kapot\.docx' is damaged"):
            Gathering.of(files.readable, found=files.found)


def test_labels_of_all_files_together(write: Write) -> None:
    paths = [
        write("a.txt", TURNS),
        write("b.txt", TURNS.replace("S01", "S02")),
        write("c.txt", "Karel: een.\nKarel: x."),
    ]
    told: list[tuple[int, int, str]] = []
    gathering = Gathering.of(paths, progress=lambda done, of, name: told.append((done, of, name)))
    assert told == [(0, 3, "a.txt"), (1, 3, "b.txt"), (2, 3, "c.txt")]
    assert [(one.label, one.role, one.turns, one.files) for one in gathering.labels] == [
        ("Int", "moderator", 4, 2),
        ("S01", "participant", 2, 1),
        ("S02", "participant", 2, 1),
        ("Karel", "text", 2, 1),
    ]


def test_what_is_said_of_a_label_holds_for_all_files(write: Write) -> None:
    gathering = Gathering.of([write("a.txt", TURNS), write("b.txt", TURNS.replace("S01", "S02"))])
    options = with_role(with_name(gathering.options, "S01", "An"), "Int", "participant")
    after = gathering.told(with_name(options, "nergens", "Jan"), lambda _done, _of: None)
    assert [(one.label, one.name, one.role) for one in after.labels][1:] == [
        ("S01", "An", "participant"),
        ("S02", "S02", "participant"),
    ]
    # Said of a label that one of the files has, it is no doubt of the others.
    doubts = [doubt.what for draft in after.drafts for doubt in draft.doubts if "begins with" in doubt.what]
    assert doubts == 2 * ["No line begins with 'nergens:', so what was said of it had no effect."]
    assert after.told(with_name(options, "s01", None), lambda _done, _of: None).labels[1].name == "S01"


def test_who_is_a_case_of_a_numbered_group_is_one_person(write: Write) -> None:
    gathering = Gathering.of([write("a.txt", TURNS)])
    after = gathering.told(with_name(gathering.options, "S01", "fg1/An"), lambda _done, _of: None)
    assert [(one.name, one.role) for one in after.labels if one.label == "S01"] == [("fg1/An", "participant")]
    both = gathering.told(with_name(gathering.options, "S01", "fg1/R1 en R2"), lambda _done, _of: None)
    assert [one.role for one in both.labels if one.label == "S01"] == ["collective"]


def test_a_name_brings_a_label_back_from_the_text() -> None:
    options = with_role(ReadOptions(), "Noot", "text")
    assert with_name(options, "noot", "An").roles == {}


def test_files_of_one_name_are_called_after_their_folder(tmp_path: Path) -> None:
    paths = [
        tmp_path / place for place in ("school 1/verslag.txt", "school 2/verslag.txt", "school 2/verslag.md", "los.txt")
    ]
    for n, path in enumerate(paths):
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{TURNS}Int: {n}\n", "utf-8")
    found = [document.name for draft in Gathering.of(paths).drafts for document in documents(draft)]
    assert found == ["school 1 verslag", "school 2 verslag.txt", "school 2 verslag.md", "los"]


def test_a_draft_as_json(write: Write) -> None:
    draft = read(write("a.txt", "# T\n## Vraag\n[00:01:00] " + TURNS + "R1: \x1b[2J \x7f \u202e\n"))
    text = "".join(drafts_as_json([draft, draft], {1: "is there."}))
    first, second = json.loads(text)["files"]
    assert second["left_out"] == "is there." and first["left_out"] is None
    assert first["n"] == {"documents": 1, "units": 5, "cases": 4}
    (document,) = first["documents"]
    assert document["units"][0] == {
        "kind": "turn",
        "speaker": "a/Int",
        "section": "Vraag",
        "time_ms": 60_000,
        "start": 13,
        "end": 33,
        "text": "Hoe?",
    }
    assert [case["role"] for case in first["cases"]] == ["participant", "moderator", "participant", "participant"]
    assert json.loads(text)["files"][0]["documents"][0]["units"][4]["text"] == "\x1b[2J \x7f \u202e"
    assert text.replace("\n", "").isprintable()
    assert json.loads("".join(drafts_as_json([], {}))) == {"files": []}


def test_a_survey_as_json(write: Write) -> None:
    draft = read(write("e.csv", "id;niveau;Wat helpt er en waarom?\n1;bao;Meer tijd voor overleg.\n2;so;\n"))
    (file,) = json.loads("".join(drafts_as_json([draft], {})))["files"]
    assert [variable["name"] for variable in file["variables"]] == ["niveau"]
    assert file["cases"][0]["values"] == {"niveau": ["bao"]}
    assert [document["absence"] for document in file["documents"]] == [None, "blank"]
