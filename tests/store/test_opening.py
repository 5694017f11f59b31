"""Opening a project file: who may write, what is refused in one sentence, and what is never touched."""

import ctypes
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest

from codebench.domain.errors import ConflictError, DamagedError, InputError, NotFoundError, StorageError
from codebench.project.project import Project
from codebench.store.connection import check_header, open_store
from codebench.store.lock import WriterLock
from codebench.store.schema import APPLICATION_ID, VERSION
from tests.conftest import TURNS, transcript
from tests.store.conftest import Script, everything_beside, hot_journal

HOLD = """
import sys, time
from pathlib import Path
from codebench.project.project import Project
project = Project.open(Path(sys.argv[1]))
if "middle" in sys.argv:
    sql = project.session.store.connection
    sql.execute("PRAGMA cache_size=5")
    sql.execute("PRAGMA cache_spill=1")
    sql.execute("BEGIN IMMEDIATE")
    sql.execute("UPDATE contents SET value = value || hex(zeroblob(300000)) WHERE id < 9")
print("open", flush=True)
time.sleep(60)
"""


def held(path: Path, *how: str) -> "subprocess.Popen[str]":
    """Another process that has the project open for writing."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(path), *how], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    return process


def killed(process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def one_sentence(error: BaseException) -> str:
    told = str(error)
    assert told.endswith(".") and "\n" not in told and len(told) < 300
    return told


def test_what_is_closed_leaves_one_file_and_opens_again(path: Path) -> None:
    assert {name for name in everything_beside(path) if "-snapshots" not in name} == {path.name}
    with Project.open(path) as project:
        assert project.check() == []
        assert not project.read_only


def test_a_second_writer_is_told_who_where_and_since_and_may_read(path: Path) -> None:
    holder = held(path)
    try:
        with pytest.raises(ConflictError) as caught:
            Project.open(path)
        told = one_sentence(caught.value)
        assert f"process {holder.pid}" in told and "--read-only" in told
        assert re.search(r"by \S+ \(process \d+ on \S+, since \d{4}-\d\d-\d\dT\d\d:\d\d", told)
        with Project.open(path, read_only=True) as reader:
            assert len(reader.documents.codings(1)) == 1
            with pytest.raises(StorageError, match="read only"):
                reader.codings.add(1, 0, 5, [1])
    finally:
        killed(holder)
    with Project.open(path) as project:
        assert project.session.store._lock is not None
        assert project.session.store._lock.was_unclean
        assert project.check() == []
    assert not path.with_name(path.name + "-lock").exists()


def test_within_one_process_too_there_is_one_writer(path: Path) -> None:
    with Project.open(path), pytest.raises(ConflictError, match=f"process {os.getpid()}"):
        Project.open(path)


def test_through_a_link_it_is_the_same_project(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "elders" / "link.codebench"
    link.parent.mkdir()
    link.symlink_to(path)
    with Project.open(link) as project:
        assert project.path == path
        with pytest.raises(ConflictError, match="studie"):
            Project.open(path)
        project.snapshots.make("door de link")
    assert [kept.name for kept in link.parent.iterdir()] == ["link.codebench"]


@pytest.mark.parametrize("content", ["", "{", "[1]", "null", '{"user": "x"}'])
def test_a_lock_that_says_nothing_readable_is_still_a_lock(path: Path, content: str) -> None:
    with WriterLock(path) as lock:
        lock.path.write_text(content)
        with pytest.raises(ConflictError, match="another program"):
            WriterLock(path).take()


def test_a_lock_on_a_removed_file_is_taken_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between our open and our lock the last holder may remove the file; then a third one could lock a new one."""
    from codebench.store import lock as module

    first = WriterLock(path).take()
    real = module.lock_file
    calls = []

    def slow(handle: object) -> bool:
        calls.append(handle)
        if len(calls) == 1:
            first.release()
        return real(handle)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "lock_file", slow)
    second = WriterLock(path).take()
    assert len(calls) == 2
    assert json.loads(second.path.read_text())["pid"] == os.getpid()
    with pytest.raises(ConflictError):
        WriterLock(path).take()
    second.release()


def test_what_a_killed_writer_left_half_written_is_rolled_back(path: Path) -> None:
    killed(held(path, "middle"))
    assert path.with_name(path.name + "-journal").stat().st_size > 512
    with Project.open(path, read_only=True) as reader:
        assert reader.check() == []
        assert reader.documents.text(1).startswith("Moderator: Hoe")


def broken(path: Path, how: str) -> None:
    whole = path.read_bytes()
    if how == "empty":
        path.write_bytes(b"")
    elif how == "short":
        path.write_bytes(whole[:60])
    elif how == "half":
        path.write_bytes(whole[: len(whole) // 2])
    elif how == "text":
        path.write_text("Beste collega, in bijlage het verslag.\n" * 40)
    elif how == "zeroes":
        path.write_bytes(bytes(len(whole)))
    else:
        path.write_bytes(whole[:4096] + os.urandom(len(whole) - 4096))


@pytest.mark.parametrize("how", ["empty", "short", "half", "text", "zeroes", "noise"])
@pytest.mark.parametrize("read_only", [False, True])
def test_a_damaged_file_is_refused_in_one_sentence_and_not_touched(path: Path, how: str, read_only: bool) -> None:
    broken(path, how)
    before = everything_beside(path)
    with pytest.raises(DamagedError) as caught, Project.open(path, read_only=read_only) as project:
        project.documents.open(1)
    assert "snapshot" in one_sentence(caught.value)
    assert everything_beside(path) == before


def test_files_of_others_are_refused_and_not_touched(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("geen project")
    foreign = tmp_path / "other.codebench"
    with sqlite3.connect(foreign) as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    folder = tmp_path / "folder.codebench"
    folder.mkdir()
    pipe = tmp_path / "pipe.codebench"
    os.mkfifo(pipe)
    before = {path: path.read_bytes() for path in (text, foreign)}
    for path in (text, foreign, folder, pipe):
        with pytest.raises(InputError, match=path.name) as caught:
            Project.open(path)
        one_sentence(caught.value)
    assert {path: path.read_bytes() for path in before} == before
    assert sorted(tmp_path.iterdir()) == sorted([text, foreign, folder, pipe])
    with pytest.raises(NotFoundError, match="codebench init"):
        Project.open(tmp_path / "nergens.codebench")
    with pytest.raises(NotFoundError, match="no folder"):
        Project.create(tmp_path / "nergens" / "x.codebench", "An")
    with pytest.raises(ConflictError, match="exists already"):
        Project.create(foreign, "An")


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_file_is_never_written_to(path: Path, read_only: bool) -> None:
    with sqlite3.connect(path) as newer:
        newer.execute(f"PRAGMA user_version={VERSION + 1}")
    newer.close()
    before = everything_beside(path)
    with pytest.raises(InputError, match="newer codebench"):
        Project.open(path, read_only=read_only)
    assert everything_beside(path) == before


def test_the_header_is_what_file_and_others_can_read(path: Path) -> None:
    header = path.read_bytes()[:100]
    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID
    assert check_header(path) == VERSION
    assert header[18:20] == b"\1\1"  # no WAL, so that a copy of the file is a copy of the project


READ_ONLY = """
import sys
from pathlib import Path
from codebench.domain.errors import StorageError
from codebench.project.project import Project
path = Path(sys.argv[1])
try:
    Project.open(path)
except StorageError as error:
    print(error)
with Project.open(path, read_only=True) as project:
    print(len(project.documents.codings(1)), project.check())
try:
    Project.create(path.with_name("new.codebench"), "An")
except StorageError as error:
    print(error)
"""


def without_rights() -> None:
    """Take from root what lets it write everywhere (PR_CAPBSET_DROP of the three CAP_DAC rights)."""
    for right in (1, 2, 3):
        ctypes.CDLL(None).prctl(24, right, 0, 0, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="the rights of root are taken by prctl")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_may_only_be_read_is_read(path: Path, what: str, script: Script, tmp_path: Path) -> None:
    (path if what == "file" else tmp_path).chmod(0o444 if what == "file" else 0o555)
    done = script(READ_ONLY, path, preexec_fn=without_rights)
    tmp_path.chmod(0o755)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert "can't be written here" in lines[0] and "--read-only" in lines[0]
    assert lines[1] == "1 []"
    assert len(lines) == (3 if what == "folder" else 2)


ODD = [
    "vraag?.codebench",
    "nr #1 100%25 van 'ons'.codebench",
    "groep 🙂 [a*].codebench",
    unicodedata.normalize("NFC", "enquête.codebench"),
    unicodedata.normalize("NFD", "enquête.codebench"),
    "file:studie?mode=memory.codebench",
    " begint met spatie.codebench",
    "x" * 230 + ".codebench",
    "zonder einde",
]


@pytest.mark.parametrize("name", ODD, ids=range(len(ODD)))
def test_odd_names_are_names(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with Project.create(path, "An") as project:
        project.imports.take([transcript("groep-1", TURNS)])
        project.codings.add(1, 40, 60, [project.codebook.add("tijd")])
        snapshot = project.snapshots.make()
        project.history.undo()
        project.restore(snapshot.name)
    with Project.open(path) as project:
        assert len(project.documents.codings(1)) == 1
        assert project.check() == []
        assert project.purging.purge([1]).snapshots == 2
        assert project.check() == []
    assert {kept.name for kept in tmp_path.iterdir()} == {name, f"{name}-snapshots"}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name themselves")
def test_a_project_whose_name_is_not_utf8_keeps_working(path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(path.parent) + b"/enqu\xeate.codebench"))
    path.rename(odd)
    with Project.open(odd) as project:
        project.codings.add(1, 0, 5, [1])
        assert project.snapshots.make().acts == project.session.value("SELECT count(*) FROM acts")
    with pytest.raises(InputError, match="can't be kept"):
        Project.create(odd.with_name(odd.name.replace("enqu", "nieuw")), "An")
    assert [kept.name for kept in odd.parent.iterdir() if "nieuw" in kept.name] == []


@pytest.mark.parametrize("how", ["renamed", "removed", "replaced"])
def test_a_file_that_is_gone_from_its_place_takes_no_act(path: Path, how: str) -> None:
    other = path.with_name("kopie.codebench")
    shutil.copyfile(path, other)
    with Project.open(path) as project:
        if how == "renamed":
            path.rename(path.with_name("elders.codebench"))
        elif how == "removed":
            path.unlink()
        else:
            other.replace(path)
        with pytest.raises(StorageError, match="moved, removed or replaced") as caught:
            project.codings.add(1, 0, 5, [1])
        one_sentence(caught.value)
        with pytest.raises(StorageError, match="moved, removed or replaced"):
            project.codings.add(1, 0, 5, [1])
    if how == "replaced":
        with Project.open(path) as project:
            assert project.check() == []
            project.codings.add(1, 0, 5, [1])


def test_a_journal_that_was_left_behind_does_not_reach_a_new_project(path: Path) -> None:
    path.unlink()
    hot_journal(path)
    with Project.create(path, "Bo") as project:
        assert project.check() == []
        assert [coder.name for coder in project.coders.all()] == ["Bo"]


def test_a_busy_file_is_told_and_nothing_is_kept(path: Path) -> None:
    with Project.open(path) as project:
        project.session.store.connection.execute("PRAGMA busy_timeout=50")
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        started = time.monotonic()
        with pytest.raises(StorageError, match="busy in another program"):
            project.codings.add(1, 0, 5, [1])
        assert time.monotonic() - started < 2
        other.execute("ROLLBACK")
        other.close()
        project.codings.add(1, 0, 5, [1])
        assert project.check() == []


def test_a_reader_of_a_file_that_is_gone_is_told_in_words(path: Path) -> None:
    with open_store(path) as store:
        path.unlink()
        with pytest.raises(StorageError):
            store.reader()
