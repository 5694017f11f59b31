"""Running commands in this process, on a study that was made by commands."""

import io
import shutil
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from codebench.cli.main import run

TRANSCRIPT = """Moderator: Hoe gaat het met de tijd?
Ilse: We hebben te weinig tijd voor overleg, echt te weinig tijd.
Bart: Ja. En het mandaat is ook niet duidelijk [lacht].
Moderator: Kan je dat uitleggen?
Ilse: De directie zegt doe maar, maar de leerkracht weet van niks.
Bart: Wij werken altijd over.
Ilse: Daar is geen mandaat voor.
Bart: Dat klopt.
"""
SURVEY = """id;niveau;Wat was het moeilijkst en waarom was dat zo?
r1;bao;De leerlingen bereiken was heel moeilijk, vooral de kleuters.
r2;so;Het overleg met de ouders viel helemaal stil.
r3;bao;Er was geen tijd voor de zwakke leerlingen in de klas.
r4;so;
r5;bao;De motivatie van de leerlingen was het grootste probleem.
r6;so;Wij hadden geen laptops voor alle kinderen in de klas.
"""
CODEBOOK = """codebook: studie
language: nl
codes:
  - name: tijd
    definition: De tijd die er is.
    codes:
      - name: overleg
  - name: mandaat
  - name: middelen
"""


@dataclass
class Outcome:
    """How a command ended and what it printed, as bytes."""

    code: int
    stdout: bytes
    stderr: bytes

    @property
    def out(self) -> str:
        return self.stdout.decode()

    @property
    def err(self) -> str:
        return self.stderr.decode()


@dataclass
class Commands:
    """Runs commands with captured streams and without a terminal; `screens` are those that they started."""

    screens: list[tuple[Path | None, str | None, bool]] = field(default_factory=list)

    def __call__(self, *args: str | Path, code: int | None = 0) -> Outcome:
        """Run a command that has to end with this exit code (None: with any)."""
        out, err = io.BytesIO(), io.BytesIO()

        def screen(path: Path | None, coder: str | None, read_only: bool) -> int:
            self.screens.append((path, coder, read_only))
            return 0

        with (
            io.TextIOWrapper(out, "utf-8", write_through=True) as stdout,
            io.TextIOWrapper(err, "utf-8", write_through=True) as stderr,
            redirect_stdout(stdout),
            redirect_stderr(stderr),
        ):
            ended = run([str(arg) for arg in args], screen)
            outcome = Outcome(ended, out.getvalue(), err.getvalue())
        assert code in (None, outcome.code), outcome
        return outcome


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a study of one focus group and one survey, and the files that it was made from."""
    folder = tmp_path_factory.mktemp("study")
    (folder / "groep-1.txt").write_text(TRANSCRIPT, "utf-8")
    (folder / "enquete.csv").write_text(SURVEY, "utf-8")
    (folder / "codes.yaml").write_text(CODEBOOK, "utf-8")
    study = folder / "studie"
    codebench = Commands()
    codebench("init", study, "--coder", "Lena")
    codebench("import", study, folder / "groep-1.txt", "--yes")
    codebench("import", study, folder / "enquete.csv", "--role", "niveau=category", "--yes")
    codebench("codebook", "import", study, folder / "codes.yaml", "--yes")
    return folder


@pytest.fixture
def codebench(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Commands]:
    """Commands in a fresh copy of the study's folder; the project is `studie`, its only coder Lena."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CODEBENCH_CODER", raising=False)
    yield Commands()


@pytest.fixture
def unchanged(tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Check that nothing in the folder's project was touched, and that nothing half-written lies beside it."""
    before = snapshot_of(tmp_path)

    def check() -> None:
        assert snapshot_of(tmp_path) == before

    yield check


def snapshot_of(folder: Path) -> dict[str, bytes]:
    """The project's bytes, and the names of everything hidden or of a project beside it."""
    names = sorted(path.name for path in folder.iterdir() if path.name.startswith((".", "studie.codebench")))
    project = folder / "studie.codebench"
    return {name: b"" for name in names} | {"studie.codebench": project.read_bytes() if project.exists() else b""}
