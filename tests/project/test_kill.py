"""kill -9 at any moment: every act that was acknowledged is there, and the file is sound."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from codebench.project.project import Project
from tests.conftest import TURNS, transcript

KILLS, FILES = 200, 4  # in several files, since each kill is followed by a check of all that was ever done in one


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork; the driver needs one")
def test_two_hundred_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    driver = Path(__file__).with_name("kill_driver.py")
    acknowledged = 0
    for seed in range(FILES):
        path = tmp_path / f"studie-{seed}.codebench"
        with Project.create(path, "An") as project:
            project.imports.take([transcript("groep-1", TURNS * 4)])
            project.codebook.add("tijd")
            project.codebook.add("mandaat")
        command = [sys.executable, str(driver), str(path), str(KILLS // FILES), str(seed)]
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
        assert run.returncode == 0, run.stderr
        seen = json.loads(run.stdout)
        assert seen["kills"] == KILLS // FILES
        acknowledged += seen["acknowledged"]
    assert acknowledged > KILLS
