"""Real files of older formats: brought up whole, sound, the same as a new file, and undoable to their first act."""

import gzip
from pathlib import Path

import pytest

from codebench.domain.codebook import CodeFields
from codebench.project.project import Project
from codebench.store.connection import Store
from codebench.store.suggestion_memory import Score, scores_of

FIXTURES = sorted(Path(__file__).parent.glob("format-*.codebench.gz"))


def schema_of(store: Store) -> set[tuple[str, str, str]]:
    columns = set()
    for (table,) in store.tuples("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"):
        columns |= {
            (table, row[1], f"{row[2]} {row[3]} {row[4]}") for row in store.tuples(f"PRAGMA table_info({table})")
        }
    rest = store.tuples("SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'view')")
    return columns | set(rest)


@pytest.fixture(params=FIXTURES, ids=lambda path: path.name.removesuffix(".codebench.gz"))
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "older.codebench"
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return path


def test_an_older_file_becomes_what_a_new_one_is(older: Path, tmp_path: Path) -> None:
    with Project.open(older, "Lena") as old, Project.create(tmp_path / "new.codebench", "Lena") as new:
        assert old.check() == []
        assert schema_of(old.session.store) == schema_of(new.session.store)
        assert [snapshot.reason[:14] for snapshot in old.snapshots.all()] == ["before: format"]
        assert old.session.value("SELECT count(*) FROM codings WHERE status = 'active'") == 1


def test_what_was_done_in_an_older_file_can_be_undone_and_added_to(older: Path) -> None:
    with Project.open(older, "Lena") as project:
        code = project.codebook.tree().roots[0].id
        project.codebook.edit(code, CodeFields(definition="Uren.", rules=("lemma:tijd",)))
        project.history.undo_to(1, others=True)
        assert project.session.value("SELECT count(*) FROM codes") == 0
        assert project.check() == []


def test_how_suggestions_did_is_kept_though_not_of_which_code(tmp_path: Path) -> None:
    path = tmp_path / "older.codebench"
    path.write_bytes(gzip.decompress((Path(__file__).parent / "format-4.codebench.gz").read_bytes()))
    with Project.open(path, "Lena") as project:
        assert scores_of(project.session.store, 1, "x") == [Score(2, "1", 0, 1.0, 0.5, 3, True, 1, 1)]
