"""Pictures by the commands of their figures, and CSV for Excel or for any other program."""

import csv
from pathlib import Path

import pytest
from cli_running import Commands, sentence
from tests.conftest import transcript

from codebench.domain.draft import CaseDraft, Draft, VariableDraft
from codebench.domain.variables import Value, VariableType
from codebench.project.project import Project

TURNS = [("Ilse" if i % 2 else "Bart", f"tijd en overleg {i}") for i in range(12)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """60 respondents who answer a question and two scales; and a group that An and Bo coded, once differently."""
    folder = tmp_path_factory.mktemp("pictures")
    cases = [
        CaseDraft(
            f"R{i:02d}",
            f"R{i:02d}",
            values={
                "niveau": Value(options=("bao" if i % 2 else "so",)),
                "net": Value(options=(("GO!", "OGO", "VGO")[i % 3],)),
                "taak": Value(options=(str(1 + i % 5),)),
                "tevreden": Value(options=(str(1 + i % 10),)),
            },
        )
        for i in range(60)
    ]
    variables = (
        VariableDraft("niveau", VariableType.CATEGORY, ("bao", "so")),
        VariableDraft("net", VariableType.CATEGORY, ("GO!", "OGO", "VGO")),
        VariableDraft("taak", VariableType.SCALE, tuple("12345")),
        VariableDraft("tevreden", VariableType.SCALE, tuple(map(str, range(1, 11)))),
    )
    asked = Draft("enquete.csv", "survey", "0" * 64, lambda: iter(cases), variables, n_cases=len(cases))
    with Project.create(folder / "studie.codebench", "An") as project:
        project.imports.take([asked, transcript("groep", TURNS)])
        for name in ("tijd", "overleg", "leeg"):
            project.codebook.add(name)
        project.coders.add("Bo")
        document = project.documents.get("groep").id
        units = project.documents.units(document)
        for coder in ("An", "Bo"):
            project.act_as(coder)
            for i, unit in enumerate(units):
                code = "tijd" if i % 2 or (coder == "Bo" and i == 4) else "overleg"
                project.codings.add(document, unit.body_start, unit.end, [project.codebook.find(code)])
            project.reviews.mark([unit.id for unit in units])
    return folder


@pytest.fixture
def codebench(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CODEBENCH_CODER", "An")
    (tmp_path / "studie.codebench").write_bytes((made / "studie.codebench").read_bytes())
    return Commands()


def test_answers_are_parts_of_a_bar_for_each_group(codebench: Commands) -> None:
    asked = ("compare", "studie", "--answers", "net", "--by", "niveau", "--stacked")
    lines = codebench(*asked, "--format", "bars").out.splitlines()
    assert lines[2] == "1 = GO!, 2 = OGO, 3 = VGO"
    assert [line.split(" 1")[0].strip() for line in lines if "░" in line] == [
        "Total (N = 60)",
        "bao (N = 30)",
        "so (N = 30)",
    ]
    assert sum("1: 33 %  2: 33 %  3: 33 %" in line for line in lines) == 3
    codebench(*asked, "-o", "net.svg")
    assert Path("net.svg").read_bytes().startswith(b"<?xml")


@pytest.mark.parametrize(
    ("given", "what"),
    [
        (["--answers", "net", "--by", "niveau"], "--stacked goes with a picture: svg, png, bars"),
        (["--answers", "taak", "--by", "net", "--min-cell", "25", "--format", "bars"], "no parts of a whole"),
    ],
)
def test_where_there_are_no_parts_that_is_said(codebench: Commands, given: list[str], what: str) -> None:
    assert what in codebench("compare", "studie", *given, "--stacked", code=None).err


def test_scales_are_distributions_and_of_other_points_pictures_of_their_own(codebench: Commands) -> None:
    text = codebench("scales", "studie", "--no-test", "--format", "bars").out
    assert [line.split()[0] for line in text.splitlines() if "N = 60" in line][:2] == ["taak", "tevreden"]
    refused = codebench("scales", "studie", "--no-test", "-o", "schalen.svg", code=1)
    assert "different points" in sentence(refused.stderr)
    codebench("scales", "studie", "--no-test", "--variable", "taak", "-o", "schalen.svg")


def test_agreement_is_drawn_with_its_intervals(codebench: Commands) -> None:
    text = codebench("agreement", "studie", "--format", "bars").out
    table = codebench("agreement", "studie", "--table", "codes").out
    for code in ("tijd", "overleg"):
        drawn, told = (next(line for line in each.splitlines() if line.startswith(code)) for each in (text, table))
        alpha, low, high = told.split()[1:4]
        assert f"{alpha} [{low}; {high}] ≈" in drawn
        assert drawn.index("├") < drawn.index("○") < drawn.index("┤")
    assert "lines: 0.667 and 0.800." in text
    assert "N = 12 turns" in text
    codebench("agreement", "studie", "-o", "alfa.png")
    assert Path("alfa.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(("profile", "mark", "delimiter"), [("excel", b"\xef\xbb\xbf", ";"), ("open", b"", ",")])
def test_tables_and_codings_are_written_for_excel_or_for_others(
    codebench: Commands, profile: str, mark: bytes, delimiter: str
) -> None:
    codebench("scales", "studie", "--no-test", "-o", "schalen.csv", "--profile", profile)
    codebench("codings", "export", "studie", "codings.csv", "--profile", profile)
    codebench("codings", "export", "studie", "lang.csv", "--shape", "long", "--of", "An", "--profile", profile)
    heads = {}
    for name in ("schalen.csv", "codings.csv", "lang.csv"):
        content = Path(name).read_bytes()
        assert content.startswith(mark or content[:1])
        heads[name] = next(csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=delimiter))
    assert [head[0] for head in heads.values()] == ["Variable", "document", "document"]
    assert ("3,00" if profile == "excel" else "3.00") in Path("schalen.csv").read_text("utf-8")
    # The scripts read what is for other programs.
    assert Path("lang.sps").exists() == (profile == "open")
    told = codebench("codings", "import", "studie", "codings.csv", "--yes", code=1).err
    assert "All of these codings are in this project already" in told


def test_a_profile_goes_with_csv(codebench: Commands) -> None:
    assert "--profile goes with csv" in codebench("cases", "studie", "--profile", "open", code=2).err
