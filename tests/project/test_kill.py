"""kill -9 at any moment: every act that was acknowledged is there, and the file is sound."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from codebench.project.project import Project
from tests.conftest import TURNS, transcript

KILLS = 200


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork; the driver needs one")
def test_two_hundred_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "studie.codebench"
    with Project.create(path, "An") as project:
        project.imports.take([transcript("groep-1", TURNS * 4)])
        project.codebook.add("tijd")
        project.codebook.add("mandaat")
    driver = Path(__file__).with_name("kill_driver.py")
    run = subprocess.run(
        [sys.executable, str(driver), str(path), str(KILLS)], capture_output=True, text=True, check=False, timeout=600
    )
    assert run.returncode == 0, run.stderr
    seen = json.loads(run.stdout)
    assert seen["kills"] == KILLS
    assert seen["acknowledged"] > KILLS
