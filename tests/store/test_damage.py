"""Damage on the disk: `check` names the item, and nothing is made worse."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from codebench.domain.errors import CodebenchError, DamagedError
from codebench.project.project import Project
from codebench.store.check import Damage


def flipped(path: Path, piece: bytes, *, at: int = 0, bit: int = 1) -> None:
    """Flip one bit of every occurrence of these bytes in the file."""
    whole = bytearray(path.read_bytes())
    place = whole.find(piece)
    assert place >= 0
    while place >= 0:
        whole[place + at] ^= bit
        place = whole.find(piece, place + 1)
    path.write_bytes(whole)


def damages(path: Path) -> list[Damage]:
    with Project.open(path, read_only=True) as project:
        return project.check()


def named(path: Path) -> set[str]:
    return {damage.where for damage in damages(path)}


@pytest.mark.parametrize("bit", [1, 0x80], ids=["another letter", "no text any more"])
def test_a_flipped_bit_in_a_text_names_the_text(path: Path, bit: int) -> None:
    flipped(path, b"echt te weinig", at=3, bit=bit)
    assert "text_versions 1" in named(path)


def test_a_flipped_bit_in_a_name_that_is_text_no_more_names_the_row(path: Path) -> None:
    with Project.open(path) as project:
        project.codebook.add("wantrouwen")
        project.codebook.rename(2, "vertrouwen")
    flipped(path, b"vertrouwen", at=2, bit=0x80)
    assert named(path) >= {"codes 2"}


def test_a_flipped_bit_in_an_event_names_the_event(path: Path) -> None:
    flipped(path, b'"manual"', at=3)
    assert any(where.startswith("event") for where in named(path))


def changed(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as file:
        assert file.execute(statement).rowcount > 0
    file.close()


CASES: list[tuple[str, str]] = [
    ("UPDATE codings SET start = 41", "codings 1"),
    ("UPDATE codes SET name = 'geld'", "codes 1"),
    ("UPDATE cases SET name = 'X' WHERE id = 2", "cases 2"),
    ("UPDATE units SET position = 9 WHERE id = 3", "units 3"),
    ("DELETE FROM codings", "codings 1"),
    ("INSERT INTO codebook_revisions (created_at) VALUES ('nu')", "codebook_revisions 3"),
    ("UPDATE contents SET value = replace(value, 'gedachte', 'gedachten') WHERE entity = 18", "memos 1"),
    ("UPDATE contents SET value = replace(value, 'code', 'coda') WHERE entity = 0 AND entity_id = 4", "act 4"),
    ("UPDATE contents SET salt = NULL, value = NULL WHERE entity = 18", "memos 1"),
    ("UPDATE acts SET created_at = '2031-01-01T00:00:00.000Z' WHERE id = 2", "act 2"),
    ("UPDATE acts SET coder_guid = 'iemand' WHERE id = 3", "act 3"),
    ("UPDATE events SET payload = replace(payload, '40', '41') WHERE table_name = 'codings'", "event 20 (act 4)"),
    ("UPDATE events SET act_id = 3 WHERE table_name = 'codings'", "event 20 (act 3)"),
    ("DELETE FROM coding_units", "coding_units"),
    ("INSERT INTO coding_units VALUES (77, 1, 1, 1, 1, 1)", "coding_units"),
    ("DELETE FROM text_index_docsize", "text_index"),
    ("UPDATE codings SET code_id = 99", "codings 1"),
]


@pytest.mark.parametrize(("statement", "item"), CASES, ids=[item for _statement, item in CASES])
def test_what_was_changed_behind_our_back_is_named(path: Path, statement: str, item: str) -> None:
    changed(path, statement)
    where = named(path)
    assert item in where or (item.startswith("event") and any(each.startswith("event") for each in where)), where


def test_a_zeroed_page_is_found_wherever_it_is(path: Path) -> None:
    whole = path.read_bytes()
    for page in range(1, len(whole) // 4096, 3):
        path.write_bytes(whole[: page * 4096] + bytes(4096) + whole[(page + 1) * 4096 :])
        try:
            found = damages(path)
        except DamagedError:
            continue
        assert found, f"page {page + 1}"
        assert all(damage.what and damage.advice for damage in found)


def test_any_flipped_bit_leaves_a_sentence_and_not_a_crash(path: Path) -> None:
    whole = path.read_bytes()
    for place in range(100, len(whole), 4999):
        harmed = bytearray(whole)
        harmed[place] ^= 1 << place % 8
        path.write_bytes(harmed)
        try:
            damages(path)
        except CodebenchError as error:
            assert "\n" not in str(error)


def test_a_hole_in_a_snapshot_is_found_before_it_is_put_back(path: Path) -> None:
    with Project.open(path) as project:
        snapshot = project.snapshots.make()
        project.codings.add(1, 0, 5, [1])
        file = path.parent / f"{path.name}-snapshots" / f"{snapshot.name}.codebench"
        flipped(file, b"echt te weinig")
        attempts: list[Callable[[str], object]] = [project.restore, project.snapshots.differences]
        for attempt in attempts:
            with pytest.raises(DamagedError, match="is damaged; choose another"):
                attempt(snapshot.name)
        assert len(project.documents.codings(1)) == 2
        assert project.check() == []
