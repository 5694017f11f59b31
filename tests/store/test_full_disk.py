"""A disk that is full: the act is refused in one sentence, nothing of it is kept, and the project goes on."""

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from codebench.domain.errors import StorageError
from codebench.project.project import Project
from tests.conftest import TURNS, coding_row, survey, transcript
from tests.store.conftest import Script, everything_beside


def acts(project: Project) -> dict[str, Callable[[], object]]:
    big = {f"R{i}": f"antwoord {i} over het overleg en de werkdruk " * 4 for i in range(1500)}
    many = [coding_row("tijd", i, i + 1, document="groep-1") for i in range(250)]
    return {
        "import": lambda: project.imports.take([survey(big)]),
        "many codings": lambda: project.coding_files.take(many),
        "edit": lambda: project.edits.apply(1, project.documents.text(1) + "\nAn: " + "nog iets " * 60_000),
    }


@pytest.mark.parametrize("what", ["import", "many codings", "edit"])
def test_an_act_that_does_not_fit_leaves_nothing(path: Path, what: str) -> None:
    with Project.open(path) as project:
        sql = project.session.store.connection
        # No act of these finds all of its room in pages that are free already.
        sql.execute("VACUUM")
        before = list(sql.iterdump())
        pages = sql.execute("PRAGMA page_count").fetchone()[0]
        sql.execute(f"PRAGMA max_page_count={pages + 2}")
        with pytest.raises(StorageError, match="The disk is full: nothing of this was kept in studie") as caught:
            acts(project)[what]()
        assert "\n" not in str(caught.value)
        assert list(sql.iterdump()) == before
        sql.execute("PRAGMA max_page_count=1073741823")
        project.codings.add(1, 0, 5, [1])
        assert project.history.undo().kind == "code"
        acts(project)[what]()
        assert project.check() == []


FULL = """
import json, resource, sys
from pathlib import Path
from codebench.domain.errors import StorageError
from codebench.project.memos import MemoTarget
from codebench.project.project import Project
path, room = Path(sys.argv[1]), int(sys.argv[2])
told = []
with Project.open(path) as project:
    size = path.stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, resource.RLIM_INFINITY))
    done = 0
    for n in range(400):
        try:
            project.memos.add(MemoTarget(), "gedachte " * 200)
            done += 1
        except StorageError as error:
            told.append(str(error))
            break
    try:
        project.snapshots.make("vol")
    except StorageError as error:
        told.append(str(error))
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    project.codings.add(1, 0, 5, [1])
    print(json.dumps({"told": told, "done": done, "memos": len(project.memos.all()), "check": len(project.check())}))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit to the size of a file")
@pytest.mark.parametrize("room", [0, 5000, 60_000])
def test_a_file_that_may_not_grow_keeps_whole_acts_only(path: Path, room: int, script: Script) -> None:
    done = script(FULL, path, room)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert "nothing of this was kept" in seen["told"][0]
    assert seen["memos"] == seen["done"] + 1
    assert seen["check"] == 0
    with Project.open(path) as project:
        assert len(project.memos.all()) == seen["memos"]
        assert project.check() == []
    assert not [name for name in everything_beside(path) if "-new" in name or "journal" in name]


def limited(size: int) -> Callable[[], None]:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


SNAPSHOT = """
import sys
from pathlib import Path
from codebench.domain.errors import StorageError
from codebench.project.project import Project
try:
    with Project.open(Path(sys.argv[1])) as project:
        getattr(project, sys.argv[2])(sys.argv[3]) if sys.argv[2] == "restore" else project.snapshots.make("vol")
except StorageError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit to the size of a file")
@pytest.mark.parametrize("what", ["make", "restore"])
def test_no_room_for_a_snapshot_changes_nothing(path: Path, what: str, script: Script) -> None:
    with Project.open(path) as project:
        snapshot = project.snapshots.make("eerder")
        project.imports.take([transcript("groep-2", TURNS[:3])])
    before = everything_beside(path)
    done = script(SNAPSHOT, path, what, snapshot.name, preexec_fn=limited(path.stat().st_size // 2))
    assert done.returncode == 0, done.stderr
    assert "nothing was changed" in done.stdout
    assert done.stdout.count("\n") == 1
    assert everything_beside(path) == before
