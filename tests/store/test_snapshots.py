"""Snapshots: made whole or not at all, kept by count and age, put back with what was there before kept."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from codebench.domain.errors import DamagedError, NotFoundError, StorageError
from codebench.project.project import Project
from codebench.project.snapshots import rescue
from codebench.store import snapshots as files
from codebench.store.snapshots import KEEP_DAYS, KEEP_LAST, folder_of
from tests.project.test_journal import state
from tests.store.conftest import everything_beside, hot_journal


def pretended(path: Path, moment: datetime) -> str:
    """A snapshot that says it was made at another moment."""
    name = moment.strftime("%Y%m%d-%H%M%S-000")
    file = folder_of(path) / f"{name}.codebench"
    file.write_bytes(b"x")
    told = {
        "name": name,
        "made_at": moment.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "reason": "",
        "head": "",
        "acts": 1,
        "sha256": "",
        "size": 1,
    }
    file.with_suffix(".json").write_text(json.dumps(told))
    return name


def test_a_snapshot_says_what_it_is(path: Path) -> None:
    with Project.open(path) as project:
        made = project.snapshots.make("vóór de tweede ronde")
        assert project.snapshots.all() == [made]
        assert made.reason == "vóór de tweede ronde"
        assert made.head == project.session.value("SELECT hash FROM events ORDER BY id DESC LIMIT 1")
        assert made.size == (folder_of(path) / f"{made.name}.codebench").stat().st_size
        assert project.snapshots.make_if_changed("op tijd") is None
        project.codings.add(1, 0, 5, [1])
        assert project.snapshots.make_if_changed("op tijd") is not None
        with Project.open(path, read_only=True) as reader, pytest.raises(StorageError, match="read only"):
            reader.snapshots.make()


def test_a_restore_tells_what_differs_keeps_the_present_and_names_both_heads(path: Path) -> None:
    with Project.open(path) as project:
        made = project.snapshots.make()
        then = state(project)
        project.codings.add(1, 0, 5, [1])
        now = project.session.value("SELECT hash FROM events ORDER BY id DESC LIMIT 1")
        told = {difference.what: (difference.now, difference.then) for difference in project.snapshots.differences("2")}
        assert told["codings"] == (2, 1)
        kept = project.restore(made.name)
        assert state(project) == then
        assert kept.head == now
        payload = project.session.value("SELECT payload FROM events WHERE op = 'restore'")
        assert json.loads(payload) == {"left": now, "restored": made.head}
        project.restore(kept.name)
        assert len(project.documents.codings(1)) == 2
        assert project.check() == []


def test_the_last_ten_stay_and_one_of_each_older_day(path: Path) -> None:
    now = datetime.now(UTC)
    with Project.open(path) as project:
        folder_of(path).mkdir()
        two_a_day = [
            [pretended(path, (now - timedelta(days=day)).replace(hour=hour)) for hour in (8, 17)]
            for day in range(KEEP_DAYS + 10, 0, -1)
        ]
        made = project.snapshots.make()
        kept = [snapshot.name for snapshot in project.snapshots.all()]
    flat = [name for day in two_a_day for name in day]
    last = [*flat[-KEEP_LAST + 1 :], made.name]
    assert kept[-KEEP_LAST:] == last
    older = [name for name in kept if name not in last]
    assert KEEP_DAYS - 6 <= len(older) <= KEEP_DAYS
    assert all(name == day[1] for name in older for day in two_a_day if name[:8] == day[0][:8])
    assert all(not (folder_of(path) / f"{name}.codebench").exists() for name in flat if name not in kept)


@pytest.mark.parametrize("days", [0, 3650, -3650])
def test_the_one_just_made_stays_whatever_the_clock_said_before(path: Path, days: int) -> None:
    other = datetime.now(UTC).replace(hour=23, minute=59, second=30) + timedelta(days=days)
    with Project.open(path) as project:
        folder_of(path).mkdir()
        for second in range(30):
            pretended(path, other + timedelta(seconds=second))
        for n in range(3):
            project.codings.add(1, n, 5, [1])
            made = project.snapshots.make()
            assert made in project.snapshots.all()


@pytest.mark.parametrize("told", ["", "[]", "{}", '{"name": "../../x"}', '{"name": 1, "made_at": 2}'], ids=range(5))
def test_a_manifest_that_says_nothing_readable_is_passed_over(path: Path, told: str) -> None:
    with Project.open(path) as project:
        made = project.snapshots.make()
        (folder_of(path) / "kapot.json").write_text(told)
        (folder_of(path) / "kapot.codebench").write_text("x")
        assert project.snapshots.all() == [made]
        project.codings.add(1, 0, 5, [1])
        assert len([project.snapshots.make(), *project.snapshots.all()]) == 3


def test_names_that_fit_none_or_several_are_refused(path: Path) -> None:
    with Project.open(path) as project:
        project.snapshots.make()
        project.codings.add(1, 0, 5, [1])
        project.snapshots.make()
        for name in ("2", "1999", "*", "../studie"):
            with pytest.raises(NotFoundError, match="snapshot list"):
                project.restore(name)


@pytest.mark.parametrize("how", ["folder gone", "target gone", "folder is a file"])
def test_a_target_that_is_gone_is_told(path: Path, how: str) -> None:
    with Project.open(path) as project:
        made = project.snapshots.make()
        folder = folder_of(path)
        for kept in folder.iterdir():
            if how != "target gone" or kept.suffix == ".codebench":
                kept.unlink()
        if how != "target gone":
            folder.rmdir()
        if how == "folder is a file":
            folder.write_text("x")
            with pytest.raises(StorageError, match="No snapshot could be made"):
                project.snapshots.make()
        with pytest.raises(NotFoundError):
            project.restore(made.name)
        assert project.snapshots.all() == []
        assert len(project.documents.codings(1)) == 1


def test_a_restore_that_was_killed_before_does_not_reach_this_one(path: Path) -> None:
    with Project.open(path) as project:
        made = project.snapshots.make()
        copy = files.verified_copy(path, made.name)
        journal = hot_journal(copy)
        project.codings.add(1, 0, 5, [1])
        project.restore(made.name)
        assert project.check() == []
        assert len(project.documents.codings(1)) == 1
        assert not journal.exists()


def test_a_file_too_damaged_to_open_makes_way_for_a_snapshot_and_is_kept(path: Path) -> None:
    with Project.open(path) as project:
        made = project.snapshots.make()
    path.write_bytes(b"verloren")
    journal = hot_journal(path)
    left = journal.read_bytes()
    kept = rescue(path, made.name)
    assert kept.read_bytes() == b"verloren"
    assert kept.with_name(kept.name + "-journal").read_bytes() == left
    assert not journal.exists()
    with Project.open(path) as project:
        assert project.check() == []
    (folder_of(path) / f"{made.name}.codebench").write_bytes(b"ook weg")
    before = everything_beside(path)
    with pytest.raises(DamagedError):
        rescue(path, made.name)
    assert everything_beside(path) == before
