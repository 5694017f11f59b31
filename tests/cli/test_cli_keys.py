"""The keys of the screen on the command line."""

from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from codebench.__main__ import Screen
from codebench.cli.main import run


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CODEBENCH_HOME", str(tmp_path))
    return tmp_path


def keys(*args: str) -> tuple[int, str, str]:
    """The exit code of `codebench keys`, and what it prints and tells."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        code = run(["keys", *args], Screen())
    return code, out.getvalue(), err.getvalue()


def test_all_keys_are_printed_as_the_file_has_them_and_where_that_is(home: Path) -> None:
    code, printed, told = keys()
    assert code == 0
    assert "coding.pick = c " in printed
    assert "pane.next-word = w, Ctrl+right " in printed
    assert told == f"Keys of your own go into {home / 'keys.txt'}.\n"
    (home / "keys.txt").write_text(printed, "utf-8")
    assert keys() == (0, printed, told)


def test_own_keys_are_printed_and_what_is_wrong_is_told_by_line(home: Path) -> None:
    (home / "keys.txt").write_text("coding.star = ctrl+x\ncoding.stars = y\n", "utf-8")
    code, printed, told = keys("coding")
    assert code == 1
    assert "coding.star = Ctrl+x " in printed
    assert "answers." not in printed
    assert "keys.txt, line 2: no action is called 'coding.stars'" in told


def test_a_screen_that_is_none_is_told() -> None:
    code, printed, told = keys("codng")
    assert (code, printed) == (1, "")
    assert "No screen is called 'codng'; there are app, project," in told
