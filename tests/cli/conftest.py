"""A study that was made by commands, and a fresh copy of it for each test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cli_running import Commands

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
    return dict.fromkeys(names, b"") | {"studie.codebench": project.read_bytes() if project.exists() else b""}
