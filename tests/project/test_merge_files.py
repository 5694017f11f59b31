"""Files that come to be merged: hostile, damaged, older, left halfway; read, and never written to."""

import gzip
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from codebench.domain.errors import CodebenchError, DamagedError, InputError, NotFoundError
from codebench.project.project import Project
from codebench.store.schema import VERSION
from tests.project.merge_material import code_unit, merge, pack

STORE = Path(__file__).parents[1] / "store"


@pytest.fixture
def package(study: Path) -> Path:
    (made,) = pack(study, "Bo")
    with Project.open(made) as project:
        code_unit(project, 1, "tijd")
    return made


def refused(study: Path, file: Path, error: type[CodebenchError], match: str) -> None:
    """The file is refused in one sentence, and neither it nor the project is touched."""
    before = study.read_bytes(), file.read_bytes() if file.exists() else b"", sorted(study.parent.iterdir())
    with Project.open(study, "An", read_only=True) as project, pytest.raises(error, match=match) as told:
        project.merging.plan(file)
    assert "\n" not in str(told.value)
    assert before == (study.read_bytes(), file.read_bytes() if file.exists() else b"", sorted(study.parent.iterdir()))


def test_there_is_no_such_file(study: Path, tmp_path: Path) -> None:
    refused(study, tmp_path / "weg.codebench", NotFoundError, "There is no file weg.codebench")


@pytest.mark.parametrize("raw", [b"", b"hallo", b"SQLite format 3\0" + bytes(84), b"SQLite format 3\0"])
def test_what_is_no_project(study: Path, tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "iets.db").write_bytes(raw)
    refused(study, tmp_path / "iets.db", InputError, "is not a codebench project")


def test_a_newer_format(study: Path, package: Path) -> None:
    with closing(sqlite3.connect(package)) as db:
        db.execute(f"PRAGMA user_version={VERSION + 1}")
    refused(study, package, InputError, "made by a newer codebench")


def test_a_file_cut_off(study: Path, package: Path) -> None:
    package.write_bytes(package.read_bytes()[: package.stat().st_size // 2])
    refused(study, package, DamagedError, "is damaged")


def test_bytes_that_were_changed(study: Path, package: Path) -> None:
    raw = package.read_bytes()
    assert raw.count(b"te weinig tijd") >= 1
    package.write_bytes(raw.replace(b"te weinig tijd", b"te weinig geld"))
    refused(study, package, DamagedError, "is damaged")


def test_work_that_was_put_in_past_the_journal(study: Path, package: Path) -> None:
    with closing(sqlite3.connect(package)) as db:
        db.execute("UPDATE codings SET start = start + 1")
        db.commit()
    refused(study, package, DamagedError, "It is not what the journal says it became")


def test_a_table_that_is_gone(study: Path, package: Path) -> None:
    with closing(sqlite3.connect(package)) as db:
        db.execute("DROP TABLE memos")
        db.commit()
    refused(study, package, DamagedError, "is damaged")


def test_an_older_format_is_brought_up_beside_it(study: Path, tmp_path: Path) -> None:
    older = tmp_path / "ouder.codebench"
    with gzip.open(STORE / "format-2.codebench.gz") as packed, older.open("wb") as file:
        shutil.copyfileobj(packed, file)
    newer = tmp_path / "nieuwer.codebench"
    shutil.copyfile(older, newer)
    raw = older.read_bytes()
    with Project.open(newer, "Lena") as project:
        assert project.merging.plan(older).is_empty
        document = project.documents.all()[0]
        project.documents.rename(document.id, "anders")
        assert project.merging.plan(older).is_empty
    assert older.read_bytes() == raw
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("ouder")] == ["ouder.codebench"]


def test_an_act_that_was_left_halfway_is_not_seen_and_not_touched(study: Path, package: Path) -> None:
    raw = package.read_bytes()
    whole = package.with_name("heel.codebench")
    shutil.copyfile(package, whole)
    # What a process leaves that was killed in the middle of a commit: the file half-written, and a journal to undo it.
    with closing(sqlite3.connect(package, isolation_level=None)) as db:
        db.execute("PRAGMA cache_size=1")
        db.execute("PRAGMA cache_spill=1")
        db.execute("BEGIN IMMEDIATE")
        db.execute("DELETE FROM codings")
        db.execute("UPDATE contents SET value = value || hex(randomblob(4000))")
        journal = package.with_name(f"{package.name}-journal")
        assert journal.exists()
        half, hot = package.read_bytes(), journal.read_bytes()
        db.execute("ROLLBACK")
    assert half != raw
    package.write_bytes(half)
    journal.write_bytes(hot)
    merge(study, package)
    assert (package.read_bytes(), journal.read_bytes()) == (half, hot)
    with Project.open(study, "An") as project:
        assert project.info().codings == 1
        assert project.merging.plan(whole).is_empty


def test_a_file_that_may_only_be_read(study: Path, package: Path) -> None:
    package.chmod(0o400)
    merge(study, package)
    with Project.open(study, "An") as project:
        assert project.info().codings == 1


def test_a_file_that_somebody_has_open(study: Path, package: Path) -> None:
    with Project.open(package) as theirs:
        merge(study, package)
        code_unit(theirs, 2, "mandaat")
        merge(study, package)
    with Project.open(study, "An") as project:
        assert project.info().codings == 2
