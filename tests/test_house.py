"""The rules of the house: layers, sizes, first lines, and a map that is true."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "codebench"
MODULES = sorted(PACKAGE.rglob("*.py"))

HEAVY = ("textual", "sqlite3", "sqlite_utils", "spacy", "numpy", "ruamel", "xlsxwriter")
LATE = ("ingest", "exchange", "report", "suggest", "agreement")


def imported(statement: str) -> set[str]:
    """The heavy modules that a fresh interpreter has after the statement."""
    code = f"import sys; {statement}; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_layers_only_import_downwards() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--config", str(ROOT / "pyproject.toml")]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize(
    ("statement", "allowed"),
    [
        ("import codebench.domain.remap, codebench.domain.codetree, codebench.domain.draft", set()),
        ("import codebench.cli.main", set()),
        ("import codebench.ingest", set()),
        ("import codebench.report", {"sqlite3"}),
        ("import codebench.project.project", {"sqlite3"}),
        ("import codebench.tui.app, codebench.tui.screens.project", {"textual", "sqlite3"}),
    ],
)
def test_what_comes_along_with_an_import(statement: str, allowed: set[str]) -> None:
    assert imported(statement) <= allowed


def test_the_first_screen_waits_for_nothing_that_it_does_not_show() -> None:
    statement = "import sys, codebench.tui.screens.project; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", statement], capture_output=True, text=True, check=True)
    parts = {name.split(".")[1] for name in run.stdout.split() if name.startswith("codebench.")}
    assert not parts & set(LATE)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_holds_one_idea_and_says_it_first(module: Path) -> None:
    text = module.read_text("utf-8")
    assert len(text.splitlines()) <= 400
    assert ast.get_docstring(ast.parse(text)), "the first line says what the module is"


def test_the_map_of_the_house_is_true() -> None:
    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    for path in PACKAGE.iterdir():
        if path.is_dir() and (path / "__init__.py").exists():
            assert f"`{path.name}/`" in contributing
    for folder, first in re.findall(r"^\| `(\w+)/` \| (.*) \|$", contributing, re.MULTILINE):
        for name in re.findall(r"`([\w/]+(?:\.py|/))`", first):
            assert (PACKAGE / folder / name).exists(), f"{folder}/{name}"


def test_every_key_of_the_readme_is_in_the_registry() -> None:
    from codebench.tui.actions import ACTIONS

    bound = {key for action in ACTIONS for key in action.keys}
    for key in (*"crixoemudf", "comma", "semicolon", "space", "backspace", "f5", "f1"):
        assert key in bound, key
