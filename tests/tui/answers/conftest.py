import pytest
from answers_material import make


@pytest.fixture
def path(tmp_path):
    return make(tmp_path / "p.codebench")
