"""A withdrawal that is killed: not begun, or finished by the next opening."""

import sys
from pathlib import Path

import pytest

from codebench.project.project import Project
from codebench.store import erasure
from tests.project.withdrawal_material import make
from tests.store.conftest import Script
from tests.store.test_purge import found_in

KILLED = """
import os, signal, sys
from pathlib import Path
from codebench.project.project import Project
from codebench.store import erasure
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[2] == "before": erasure.erase = die
else: erasure.finish = die
with Project.open(Path(sys.argv[1])) as project:
    project.withdrawing.withdraw(project.withdrawing.plan(project.cases.get("groep/Zwaantje").id))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("how", ["before", "after"])
def test_one_that_was_killed_is_not_begun_or_is_finished(tmp_path: Path, how: str, script: Script) -> None:
    study = tmp_path / "studie.codebench"
    make(study)
    assert script(KILLED, study, how).returncode == -9
    with Project.open(study) as project:
        assert project.check() == []
        assert not erasure.is_unfinished(project.session.store.db)
        assert bool(found_in(study, ("fietsenstalling",))) is (how == "before")
