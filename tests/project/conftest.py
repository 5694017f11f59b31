"""A project with a round, made once, and a fresh copy of it for each test."""

from pathlib import Path

import pytest

from tests.project.merge_material import copy, make_project


@pytest.fixture(scope="session")
def made_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of An with a blind round of Bo and Cas."""
    path = tmp_path_factory.mktemp("made") / "studie.codebench"
    make_project(path, "Bo", "Cas")
    return path


@pytest.fixture
def study(made_study: Path, tmp_path: Path) -> Path:
    """The same once more, to be changed; alone in its folder."""
    return copy(made_study, "studie", tmp_path)
