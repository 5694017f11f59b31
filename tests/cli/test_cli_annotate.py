"""`codebench annotate`: progress and a table, and no finished batch lost when it or its helper is killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cli_running import Commands
from tests.conftest import survey

from codebench.project.project import Project

needs_proc = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds the helper process through /proc")


def test_all_texts_are_annotated_and_a_second_time_nothing_is_left(codebench: Commands) -> None:
    codebench("model", "use", "studie", "blank")
    first = codebench("annotate", "studie")
    assert "annotated 6 of 6" in first.err
    assert "blank" in first.out
    again = codebench("annotate", "studie", "--format", "json")
    row = json.loads(again.stdout)["rows"][0]["cells"]
    assert row[2:] == [6, 0, 6, 0]
    assert "words are found only in the form they are written in" in json.loads(again.stdout)["notes"][0]
    assert codebench("check", "studie").out == "studie.codebench is sound.\n"


def children_of(pid: int) -> list[int]:
    with_children = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in with_children.read_text().split()]


def becomes(condition: Callable[[], bool], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.005)
    return True


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "enquete.codebench"
    with Project.create(path, "An") as project:
        project.annotations.use("blank")
        answers = {f"r{i}": f"Er is geen tijd voor overleg {i}, zei {i % 50}." * 4 for i in range(3_000)}
        project.imports.take([survey(answers)])
    return path


@contextmanager
def annotating(path: Path) -> "Iterator[subprocess.Popen[str]]":
    """The command at work, of which at least one transaction was kept and many are still to come."""
    command = [sys.executable, "-m", "codebench", "annotate", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr is not None
        assert run.stderr.readline().startswith("annotated ")
        yield run


@needs_proc
def test_killed_at_any_moment_it_loses_nothing_that_was_finished_and_goes_on_from_there(study: Path) -> None:
    done = [0]
    for _ in range(2):
        with annotating(study) as run:
            helpers = children_of(run.pid)
            assert len(helpers) == 1
            run.kill()
        assert becomes(lambda pid=helpers[0]: not Path(f"/proc/{pid}").exists())
        with Project.open(study) as project:
            done.append(project.annotations.status().done)
            assert project.check() == []
    assert 0 < done[1] < done[2] < 3_000
    finished = Commands()("annotate", study, "--format", "json")
    row = json.loads(finished.stdout)["rows"][0]["cells"]
    assert row[2:] == [3_000, 3_000 - done[2], 3_000, 0]


@needs_proc
def test_a_helper_that_is_killed_is_replaced(study: Path) -> None:
    with annotating(study) as run:
        (helper,) = children_of(run.pid)
        os.kill(helper, signal.SIGKILL)
        out, err = run.communicate(timeout=120)
    assert run.returncode == 0, err
    assert "3000" in out
    with Project.open(study) as project:
        assert project.annotations.status().to_do == 0
        assert project.check() == []


@needs_proc
def test_ctrl_c_ends_it_with_a_word_and_keeps_what_is_done(study: Path) -> None:
    with annotating(study) as run:
        (helper,) = children_of(run.pid)
        run.send_signal(signal.SIGINT)
        _out, err = run.communicate(timeout=120)
    assert run.returncode == 130
    assert err.splitlines()[-1].startswith("codebench: Stopped. What was done before is kept")
    assert "Traceback" not in err
    assert not Path(f"/proc/{helper}").exists()
    with Project.open(study) as project:
        assert 0 < project.annotations.status().done < 3_000
