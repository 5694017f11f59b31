"""A project on the disk, and ways to harm it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from codebench.project.project import Project
from tests.conftest import TURNS, transcript

Script = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A small project that is closed: one focus group, one code, one coding, one memo."""
    made = tmp_path / "studie.codebench"
    with Project.create(made, "An") as project:
        project.imports.take([transcript("groep-1", TURNS)])
        project.codings.add(1, 40, 60, [project.codebook.add("tijd")], memo="Een gedachte over werkdruk.")
    return made


@pytest.fixture
def script() -> Script:
    """Run a piece of Python in a process of its own, with the arguments as `sys.argv[1:]`."""

    def run(code: str, *args: object, **settings: object) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-c", code, *map(str, args)],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
            **settings,  # type: ignore[call-overload]
        )

    return run


def hot_journal(file: Path) -> Path:
    """What a killed writer leaves beside a file; rolled back into it, it makes of it one page of zeroes."""
    journal = file.with_name(file.name + "-journal")
    header = bytes.fromhex("d9d505f920a163d7") + (1).to_bytes(4, "big") + bytes(4) + (1).to_bytes(4, "big")
    header += (512).to_bytes(4, "big") + (4096).to_bytes(4, "big")
    journal.write_bytes(header.ljust(512, b"\0") + (1).to_bytes(4, "big") + bytes(4096) + bytes(4))
    return journal


def everything_beside(project: Path) -> dict[str, bytes]:
    """Every file in the project's folder and below it, with its bytes."""
    folder = project.parent
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
