"""A project to open, and the app driven by keys alone."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from tests.conftest import transcript
from tests.tui.shell.hands import Hands

from codebench.domain.codebook import CodeFields
from codebench.project.project import Project
from codebench.tui.app import CodebenchApp

Open = Callable[..., AbstractAsyncContextManager[Hands]]

TURNS = [
    ("Moderator", "Wat vraagt het meest van jullie tijd?"),
    ("Ilse", "De verplaatsingen [lacht]. Negen scholen, dat is veel."),
    ("Bart", "Het overleg. En de tijd die niemand telt."),
    ("Ilse", "Middelen zijn er ook niet. Tijd en middelen, zegt men dan."),
    ("Moderator", "Nog iets?"),
    ("Bart", "Een mandaat."),
]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with one transcript and four codes."""
    path = tmp_path / "studie.codebench"
    with Project.create(path, "Lena") as project:
        project.imports.take([transcript("groep 1", TURNS)])
        tijd = project.codebook.add("tijd", None, CodeFields(definition="Uren en ritme."))
        project.codebook.add("overleg", tijd)
        project.codebook.add("middelen")
        project.codebook.add("mandaat")
    return path


@pytest.fixture
def opened() -> Open:
    @asynccontextmanager
    async def open_it(
        path: Path | None, coder: str | None = None, size: tuple[int, int] = (100, 30), read_only: bool = False
    ) -> AsyncIterator[Hands]:
        app = CodebenchApp(path, coder, read_only)
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            yield Hands(app, pilot)

    return open_it
