"""The screen's tests do not depend on the terminal or the home folder that they run in."""

import pytest
from answers_material import make
from textual import constants


@pytest.fixture(autouse=True)
def _machine(monkeypatch, tmp_path):
    monkeypatch.setattr(constants, "COLOR_SYSTEM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("CODEBENCH_HOME", str(tmp_path / "home"))


@pytest.fixture
def path(tmp_path):
    return make(tmp_path / "p.codebench")
