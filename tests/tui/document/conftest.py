"""The pane's tests do not depend on the terminal that they run in."""

import pytest
from textual import constants


@pytest.fixture(autouse=True)
def _truecolor(monkeypatch):
    monkeypatch.setattr(constants, "COLOR_SYSTEM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
