"""`codebench evaluate` from one end to the other: on a file, and on a coder's own history."""

import json
import re
from pathlib import Path

import pytest
from cli_running import Commands

SAID = {
    "tijd": ("er is te weinig tijd", "de uren zijn krap", "we komen tijd tekort", "te druk in de klas"),
    "ruimte": ("geen rustig lokaal", "we zitten in de refter", "er is geen ruimte", "het lokaal is bezet"),
    "overleg": ("nooit overleg met het team", "de vergadering valt weg", "overleg kan niet", "geen vergadering"),
}
CODEBOOK = """codebook: studie
language: nl
codes:
  - name: Tijd
    keywords: [uren, druk]
  - name: ruimte
    definition: Een lokaal of een andere plaats.
  - name: Overleg
  - name: waardering
"""


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """Forty answers, a few of them with two codes, one without any and one blank."""
    rows = ["id;antwoord;codes"]
    for number in range(40):
        code = list(SAID)[number % 3]
        text = f"{SAID[code][number % 4]} in groep {number}"
        if number % 7 == 0:
            rows.append(f'{number};{text} en {SAID["tijd"][0]};"{code};tijd"')
        else:
            rows.append(f"{number};{text};{code}")
    path = tmp_path / "antwoorden.csv"
    path.write_text("\n".join([*rows, "40;weet niet;", "41;;tijd"]) + "\n", "cp1252")
    (tmp_path / "boek.yaml").write_text(CODEBOOK, "utf-8")
    return path


def test_a_file_is_replayed_and_every_figure_printed(codebench: Commands, answers: Path, tmp_path: Path) -> None:
    file = ("--csv", answers, "--text", "antwoord", "--codes", "codes", "--pipeline", "blank", "--seeds", "1")
    out = codebench("evaluate", *file, "--codebook", tmp_path / "boek.yaml")
    for heading in ("R@3 of the three most probable", "Macro R@3", "MRR", "R@1", "tier", "Calibration"):
        assert heading in out.out
    for method in ("codebench", "Codes given most", "Same text", "Keyword", "Stem TF-IDF", "logistic"):
        assert re.search(rf"^.*{re.escape(method)}.*  [01]\.\d\d", out.out, re.MULTILINE)
    assert "40 judged of 41 texts, 4 codes; pipeline blank" in out.out
    assert "1 row without a text was left out." in out.out
    assert "Replaying" in out.err

    read = json.loads(codebench("evaluate", *file, "--format", "json").out)
    assert (read["seeds"], read["items"], read["codes"], read["texts"]) == (1, 40, 3, 41)
    assert read["pipeline"]["name"] == "blank"
    assert read["N"] == {"0-10": 10, "10-25": 15, "25-50": 15, "50-100": 0, "100-200": 0, "200-400": 0, "25-400": 15}
    for name in ("ours", "prior", "exact", "keywords", "stem_tfidf", "logistic"):
        figures = read["methods"][name]
        assert all(0 <= figures[key]["25-50"] <= 1 for key in ("r1", "r3", "macro_r3", "mrr"))
    ours = read["methods"]["ours"]
    assert {"ece", "tiers", "explained", "flip"} <= set(ours)
    assert ours["ece"] is None
    assert 0 <= ours["explained"] <= 1
    # Words tell these codes apart: who reads them finds more than who does not.
    assert min(ours["r1"]["25-50"], read["methods"]["stem_tfidf"]["r1"]["25-50"]) > 0.6


def test_the_same_file_gives_the_same_figures(codebench: Commands, answers: Path) -> None:
    asked = ("evaluate", "--csv", answers, "--text", "antwoord", "--codes", "codes", "--pipeline", "blank")
    first, second = (codebench(*asked, "--items", "12", "--format", "json").out for _time in range(2))
    assert first == second
    read = json.loads(first)
    assert (read["seeds"], read["sessions"], read["items"], read["N"]["0-10"]) == (3, 3, 12, 30)


def test_a_project_is_replayed_as_it_was_coded(codebench: Commands, tmp_path: Path) -> None:
    nothing = codebench("evaluate", "studie", code=1)
    assert "Lena has coded 0 units" in nothing.err
    for respondent, code in (("r1", "middelen"), ("r6", "middelen"), ("r3", "tijd"), ("r2", "overleg")):
        codebench("code", "studie", "-r", respondent, "--code", code)
    question = "Wat was het moeilijkst en waarom was dat zo?"
    codebench("review", "mark", "studie", "-q", question, "--from", "5", "--to", "5")
    before = (tmp_path / "studie.codebench").read_bytes()
    read = json.loads(codebench("evaluate", "studie", "--format", "json").out)
    assert (read["order"], read["seeds"], read["sessions"]) == ("own", None, 1)
    assert (read["source"], read["judged"], read["items"], read["N"]["0-10"]) == ("codings of Lena", 5, 5, 4)
    # In the order of coding the prior has "middelen" right the second time; in that of the answers it never has.
    assert read["methods"]["prior"]["r1"]["0-10"] == pytest.approx(1 / 4)
    random = json.loads(codebench("evaluate", "studie", "--seeds", "3", "--format", "json").out)
    assert (random["order"], random["sessions"], random["N"]["0-10"]) == ("random", 3, 12)
    assert (tmp_path / "studie.codebench").read_bytes() == before


@pytest.mark.parametrize(
    ("args", "told", "code"),
    [
        ([], "name either a project or a file", 2),
        (["studie", "--csv", "antwoorden.csv"], "name either a project or a file", 2),
        (["--csv", "antwoorden.csv", "--text", "antwoord"], "--text and --codes", 2),
        (["studie", "--text", "antwoord"], "go with --csv", 2),
        (["studie", "--format", "xlsx"], "which xlsx can't be", 2),
        (["--csv", "antwoorden.csv", "--text", "tekst", "--codes", "codes"], "no column 'tekst'", 1),
        (["--csv", "nergens.csv", "--text", "a", "--codes", "b"], "no file 'nergens.csv'", 1),
        (
            ["--csv", "antwoorden.csv", "--text", "antwoord", "--codes", "codes", "--pipeline", "xx_geen"],
            "xx_geen is not installed",
            1,
        ),
    ],
)
def test_what_can_not_be_evaluated_is_said(
    codebench: Commands, answers: Path, args: list[str], told: str, code: int
) -> None:
    outcome = codebench("evaluate", *args, code=code)
    assert told in " ".join(outcome.err.split())
    assert not outcome.out
