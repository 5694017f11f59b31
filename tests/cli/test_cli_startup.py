"""Help and completion come at once: nothing heavy is loaded for them."""

import os
import subprocess
import sys

import pytest

HEAVY = ("textual", "spacy", "numpy", "sqlite3", "sqlite_utils", "ruamel", "rich", "xlsxwriter")
SCRIPT = f"""
import sys
from codebench.__main__ import main
sys.argv = ["codebench", *sys.argv[1:]]
try:
    main()
except SystemExit:
    pass
heavy = sorted(name for name in {HEAVY!r} if name in sys.modules)
sys.stderr.write(" ".join(heavy))
"""


def loaded(*args: str, **environment: str) -> tuple[str, list[str]]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *args],
        capture_output=True,
        text=True,
        env=os.environ | environment,
        check=True,
    )
    return done.stdout, done.stderr.split()


@pytest.mark.parametrize("args", [["--help"], ["--version"], []], ids=str)
def test_what_needs_no_project_loads_nothing_heavy(args: list[str]) -> None:
    out, heavy = loaded(*args)
    assert out
    assert heavy == []


def test_completion_of_a_command_loads_nothing_heavy() -> None:
    out, heavy = loaded(_CODEBENCH_COMPLETE="complete_bash", COMP_WORDS="codebench fre", COMP_CWORD="1")
    assert out.split() == ["frequencies"]
    assert heavy == []


@pytest.mark.parametrize("noun", ["codebook", "frequencies"])
def test_help_of_a_command_loads_no_database_and_no_screen(noun: str) -> None:
    out, heavy = loaded(noun, "--help")
    assert out
    assert not set(heavy) & {"textual", "spacy", "sqlite3", "sqlite_utils", "ruamel", "xlsxwriter"}


def test_completion_knows_verbs_and_options() -> None:
    verbs, _heavy = loaded(_CODEBENCH_COMPLETE="complete_bash", COMP_WORDS="codebench codebook m", COMP_CWORD="2")
    assert verbs.split() == ["move", "merge"]
    options, _heavy = loaded(
        _CODEBENCH_COMPLETE="complete_bash", COMP_WORDS="codebench frequencies --lev", COMP_CWORD="2"
    )
    assert options.split() == ["--level"]
