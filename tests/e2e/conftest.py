"""A study that commands made once, and a fresh copy of it for each test."""

import shutil
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a focus group and one code."""
    from tests.e2e.study import TRANSCRIPT, run  # not there on Windows, where these tests are skipped

    folder = tmp_path_factory.mktemp("made")
    run(folder, "init", "studie", "--coder", "An")
    run(folder, "import", "studie", TRANSCRIPT, "--yes")
    run(folder, "codebook", "add", "studie", "tevredenheid")
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of the project, `studie` by coder An, in a folder of its own."""
    shutil.copy(made / "studie.codebench", tmp_path)
    return tmp_path
