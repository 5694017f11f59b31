"""Databases of other programs that are damaged or hostile: one sentence at most, and never written to."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests.exchange.native_files import qualcoder, taguette

from codebench.domain.errors import InputError
from codebench.exchange.projects import read_project


def read(path: Path) -> int:
    draft = read_project(path, lambda _name, _content: "")
    return sum(len(document.codings) for document in draft.documents())


def everything(path: Path) -> object:
    draft = read_project(path, lambda _name, _content: "")
    return draft.codes, draft.cases, draft.memos, draft.variables, list(draft.documents())


def made(tool: Callable[[Path], Path], folder: Path) -> tuple[Path, Path]:
    """What is named to be read, and the database in it."""
    place = tool(folder / ("x.qda" if tool is qualcoder else "x.sqlite3"))
    return place, place / "data.qda" if place.is_dir() else place


@pytest.mark.parametrize("tool", [qualcoder, taguette])
def test_bytes_changed_anywhere_never_do_more_than_a_sentence(tool: Callable[[Path], Path], tmp_path: Path) -> None:
    place, file = made(tool, tmp_path)
    whole = file.read_bytes()
    for at in range(0, len(whole), len(whole) // 100):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x5A]) + whole[at + 1 :])
        before = file.read_bytes()
        try:
            read(place)
        except InputError as error:
            assert "\n" not in str(error)
        assert file.read_bytes() == before
    file.write_bytes(whole)
    complete = everything(place)
    for at in range(0, len(whole), len(whole) // 20):
        file.write_bytes(whole[:at])
        try:
            # Its last page may be an empty one.
            assert everything(place) == complete
        except InputError as error:
            assert "\n" not in str(error)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE code_text SET pos0 = 'abc'",
        "UPDATE code_text SET pos0 = NULL, fid = NULL",
        "UPDATE OR IGNORE code_text SET pos0 = 9223372036854775807, pos1 = -5",
        "UPDATE code_text SET cid = 99",
        "UPDATE source SET fulltext = x'ff00fe'",
        "UPDATE code_cat SET supercatid = catid",
        "UPDATE code_cat SET supercatid = 3 - catid",
        "UPDATE attribute SET value = '1e999'",
        "UPDATE attribute SET id = 'x'",
        "DROP TABLE attribute",
        "DROP TABLE project",
        "ALTER TABLE code_text DROP COLUMN memo",
        "UPDATE project SET date = NULL",
    ],
)
def test_rows_that_make_no_sense_are_passed_over(statement: str, tmp_path: Path) -> None:
    place, file = made(qualcoder, tmp_path)
    with closing(sqlite3.connect(file)) as db:
        db.execute(statement)
        db.commit()
    assert read(place) <= 6


def test_views_and_triggers_of_the_file_are_not_run(tmp_path: Path) -> None:
    place, file = made(taguette, tmp_path)
    with closing(sqlite3.connect(file)) as db:
        db.execute("DROP TABLE tags")
        db.execute(
            "CREATE VIEW tags AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
            " SELECT i AS id, 1 AS project_id, 'x' AS path, '' AS description FROM n"
        )
        db.commit()
    with pytest.raises(InputError, match="no project of Taguette"):
        read(place)


def test_what_its_program_is_still_writing_is_read_on_a_copy(tmp_path: Path) -> None:
    place, file = made(qualcoder, tmp_path)
    with closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("UPDATE code_name SET name = 'drukte' WHERE cid = 1")
        db.commit()
        beside = sorted(child.name for child in file.parent.iterdir())
        draft = read_project(place, lambda _name, _content: "")
        assert "drukte" in {code.name for code in draft.codes}
        assert sorted(child.name for child in file.parent.iterdir()) == beside
