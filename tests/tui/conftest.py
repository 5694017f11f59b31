"""The screens' tests do not depend on the terminal, the home folder or the recent projects of this machine."""

from pathlib import Path

import pytest
from textual import constants

from codebench.tui import state


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder for this test alone, on a terminal with colours."""
    folder = tmp_path / "home"
    monkeypatch.setattr(constants, "COLOR_SYSTEM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("CODEBENCH_HOME", str(folder))
    # A process for each test would take longer than the test; those about suggestions switch them on.
    state.set_suggests(False)
    return folder
