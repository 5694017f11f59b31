"""The small study, made once for all walks."""

from pathlib import Path

import pytest
from tests.tui.looks.material import study


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project to look at; who walks over it works on a copy."""
    return study(tmp_path_factory.mktemp("looks") / "studie.codebench")
