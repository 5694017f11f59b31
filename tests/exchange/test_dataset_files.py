"""Data for SPSS and R: the file holds the rows, and the scripts fit the file."""

import csv
import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from codebench.domain.csv_profile import CsvProfile
from codebench.domain.dataset import Dataset, Field
from codebench.exchange.dataset_files import data_csv, r_script, spss_syntax

DATA = Dataset(
    (
        Field("case", "Case"),
        Field("var_1", "niveau: 'so'"),
        Field("var_2", "OKI", is_number=True),
        Field("code_7", 'a > "b"', is_number=True),
    ),
    (("R01", "=1+1", "1.5", "1"), ("Zoë\nB.", "a,b", "", "0")),
    "a row is a case",
)


def test_the_rows_come_back_and_nothing_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(data_csv(DATA))))
    assert rows == [
        ["case", "var_1", "var_2", "code_7"],
        ["R01", "'=1+1", "1.5", "1"],
        ["Zoë\u2424B.", "a,b", "", "0"],
    ]


def test_excel_gets_decimals_that_it_knows() -> None:
    text = data_csv(DATA, CsvProfile.EXCEL)
    assert text.splitlines()[1] == "R01;'=1+1;1,5;1"
    assert text.startswith("\ufeffcase;")


def test_syntax_names_every_column_with_its_width_and_label() -> None:
    syntax = spss_syntax(DATA, "data.csv")
    assert re.findall(r"^    (\w+) (\S+)$", syntax.replace(".\nVAR", "\nVAR"), re.MULTILINE) == [
        ("case", "A9"),
        ("var_1", "A5"),
        ("var_2", "F8.2"),
        ("code_7", "F8.0"),
    ]
    assert "  var_1 'niveau: ''so'''" in syntax
    assert "/FILE='data.csv'" in syntax


def test_a_name_that_other_programs_refuse_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="2e"):
        Field("2e", "")


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed here")
def test_r_reads_it(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text(data_csv(DATA), "utf-8")
    script = r_script(DATA, "data.csv") + "cat(nrow(codings), sum(codings$code_7), attr(codings$code_7, 'label'))\n"
    done = subprocess.run(["Rscript", "-e", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == '2 1 a > "b"'


def test_the_script_for_r_says_what_each_column_is() -> None:
    script = r_script(DATA, "data.csv")
    assert 'code_7 = "numeric"' in script
    assert 'case = "character"' in script
    assert 'code_7 = "a > \\"b\\""' in script
