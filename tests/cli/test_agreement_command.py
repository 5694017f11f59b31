"""`codebench agreement` on anybody's data: a table for people, keys for programs, one sentence where it can't."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli_running import Commands

RATINGS = "unit,An,Bo\n" + "".join(f"{n},{'ja' if n % 3 else 'nee'},{'ja' if n % 4 else 'nee'}\n" for n in range(1, 41))
SPANS = "coder,start,end,code\nAn,10,30,a\nAn,50,70,b\nBo,12,34,a\nBo,48,70,b\n"


@pytest.fixture
def agreement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ratings.csv").write_text(RATINGS, "utf-8")
    (tmp_path / "spans.csv").write_text(SPANS, "utf-8")
    return Commands()


def test_a_table_for_people(agreement: Commands) -> None:
    out = agreement("agreement", "--matrix", "ratings.csv").out
    for text in ("Cohen's κ", "Krippendorff's α, nominal", "q = 2", "code: nee", "seed 20161", "N = 40 units"):
        assert text in out, text


def test_what_is_of_a_project_does_not_go_with_a_file(agreement: Commands) -> None:
    for option in (["--top-codes"], ["--unit", "turn"], ["--table", "codes"]):
        assert "go with a PROJECT" in agreement("agreement", "--matrix", "ratings.csv", *option, code=2).err


def test_keys_for_programs(agreement: Commands) -> None:
    numbers = json.loads(agreement("agreement", "--matrix", "ratings.csv", "--format", "json").out)
    assert numbers["percent_pairwise"] == 0.575
    assert numbers["undefined"] == {}
    agreement("agreement", "--matrix", "ratings.csv", "--output", "out.json")
    assert json.loads(Path("out.json").read_text("utf-8")) == numbers


def test_a_file_of_any_format_holds_the_same_table(agreement: Commands) -> None:
    agreement("agreement", "--matrix", "ratings.csv", "-o", "out.csv")
    assert "Cohen's κ" in Path("out.csv").read_text("utf-8")
    agreement("agreement", "--spans", "spans.csv", "--length", "100", "-o", "out.xlsx")
    assert Path("out.xlsx").stat().st_size > 1000


def test_spans(agreement: Commands) -> None:
    numbers = json.loads(agreement("agreement", "--spans", "spans.csv", "--length", "100", "--format", "json").out)
    assert numbers["u_alpha"] == pytest.approx(0.8675147723)
    assert "uα (units and codes, 2016)" in agreement("agreement", "--spans", "spans.csv", "--length", "100").out


def test_numbers_on_a_scale(agreement: Commands) -> None:
    Path("scale.csv").write_text("A;B\n1,5;1,5\n2;2,5\n3;3\n4,5;4\n", "utf-8")
    out = agreement("agreement", "--matrix", "scale.csv", "--level", "interval").out
    assert "Krippendorff's α, interval" in out
    assert "quadratic weights" in out
    assert "code:" not in out
    assert "interval" not in agreement("agreement", "--matrix", "scale.csv").out.split("──")[-1].split("Intervals")[0]


def test_any_encoding_that_is_recognised(agreement: Commands) -> None:
    text = "eenheid;An;Bo\n1;café;café\n2;thé;café\n"
    figures = set()
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        Path("codes.csv").write_bytes(text.encode(encoding))
        figures.add(agreement("agreement", "--matrix", "codes.csv", "--format", "json").out)
    assert len(figures) == 1
    assert "percat_alpha[café]" in json.loads(figures.pop())


HOSTILE = {
    "empty.csv": b"",
    "blank.csv": b"\n \n",
    "binary.csv": bytes(range(256)) * 8,
    "quote.csv": b'A,B\n1,"2\n3,4\n',
    "wide.csv": b"A,B\n1,2\n1,2,3,4\n1,2\n",
    "set.csv": b"A,B\n;,a\n",
}


@pytest.mark.parametrize("name", [*HOSTILE, "absent.csv", "."])
def test_data_that_is_none(agreement: Commands, name: str) -> None:
    if name in HOSTILE:
        Path(name).write_bytes(HOSTILE[name])
    for given in (["--matrix", name], ["--spans", name, "--length", "100"]):
        err = agreement("agreement", *given, code=1).err
        assert err.startswith("codebench: ")
        assert err.count("\n") == 1
        assert "Traceback" not in err


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ([], "Name the data"),
        (["--matrix", "ratings.csv", "--spans", "spans.csv"], "Name the data"),
        (["--spans", "spans.csv"], "--length N"),
        (["--spans", "spans.csv", "--length", "0"], "from 1 to"),
        (["--spans", "spans.csv", "--length", "99999999999999"], "from 1 to"),
        (["--spans", "spans.csv", "--length", "60"], "line 3: 50-70 is no stretch"),
        (["--matrix", "ratings.csv", "--codes", "ja"], "line 4: 'nee' is not among the codes"),
        (["--matrix", "ratings.csv", "--codes", "ja,,nee"], "--codes takes names"),
        (["--matrix", "ratings.csv", "--codes", "ja,ja"], "--codes takes names"),
        (["--matrix", "ratings.csv", "--level", "interval"], "'ja' is no number"),
        (["--matrix", "below.csv", "--level", "ratio"], "below 0"),
    ],
)
def test_what_was_asked_for_cannot_be(agreement: Commands, given: list[str], problem: str) -> None:
    Path("below.csv").write_text("A,B\n-1,2\n2,2\n", "utf-8")
    err = agreement("agreement", *given, code=1).err
    assert problem in err
    assert err.count("\n") == 1


def test_names_of_codes_never_steer_the_terminal(agreement: Commands) -> None:
    Path("evil.csv").write_text("A,B\n\x1b[31mrood,=1+1\n=1+1,\x1b[31mrood\nja,ja\n", "utf-8")
    for format in ("table", "json", "csv", "md"):
        assert b"\x1b" not in agreement("agreement", "--matrix", "evil.csv", "--format", format).stdout


def test_help_loads_no_numpy() -> None:
    code = (
        "import sys; from codebench.__main__ import main; sys.argv = ['codebench', 'agreement', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "sys.exit('numpy' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, env=os.environ, check=False).returncode == 0
    )
