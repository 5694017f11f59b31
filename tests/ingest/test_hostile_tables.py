"""Surveys that are not what they should be: one sentence each, also where they break halfway in, the project untouched.

CI tries some of the generated ones; `CODEBENCH_FUZZ=5000 pytest tests/ingest/test_hostile_tables.py` tries more.
"""

import random
from io import BytesIO
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from codebench.domain.draft import Draft
from codebench.domain.errors import InputError
from codebench.ingest import read
from codebench.project.project import Project
from tests.ingest.conftest import Write
from tests.ingest.helpers import check
from tests.ingest.test_hostile_documents import N_CASES, mutated

ROWS = (
    ("Respondent ID", "niveau", "tevreden (1-10)", "uren", "aspecten [tijd]", "aspecten [Andere]", "Wat helpt er?"),
    *(
        (f"R{i}", ("bao", "so")[i % 2], i % 10 + 1, f"{i},5", "x" * (i % 2), "mail é", f"Meer “tijd” {i}")
        for i in range(12)
    ),
)


def _workbook() -> bytes:
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for i, row in enumerate(ROWS):
            sheet.write_row(i, 0, row)
    return buffer.getvalue()


def _text(delimiter: str, encoding: str) -> bytes:
    return "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in ROWS).encode(encoding)


GOOD = {".csv": _text(";", "utf-8"), ".tsv": _text("\t", "utf-16"), ".xlsx": _workbook()}


def sentence_of(error: InputError, path: Path) -> str:
    told = str(error)
    assert "\n" not in told and told.endswith((".", "?")) and path.name in told, told
    return told


def whole(draft: Draft) -> bool:
    """Whether a table can be read to its end; anything but one sentence fails."""
    try:
        check(draft)
    except InputError as error:
        sentence_of(error, Path(draft.source))
        return False
    return True


@pytest.mark.parametrize("suffix", GOOD)
def test_a_damaged_table_is_read_or_refused_and_the_project_stays_as_it_was(
    write: Write, tmp_path: Path, suffix: str
) -> None:
    good = read(write(f"goed{suffix}", GOOD[suffix]))
    assert whole(good) and good.n_documents == 24
    chance = random.Random(suffix)
    with Project.create(tmp_path / "studie.codebench", "Lena") as project:
        project.imports.take([good])
        before = project.path.read_bytes()
        for _case in range(N_CASES // len(GOOD)):
            path = write(f"fout{suffix}", mutated(GOOD[suffix], chance))
            try:
                draft = read(path)
            except InputError as error:
                sentence_of(error, path)
                continue
            if not whole(draft):
                # Looked at without a fault, and broken further on: what had come in already goes again.
                with pytest.raises(InputError):
                    project.imports.take([draft])
        assert project.path.read_bytes() == before
        assert project.check() == []


@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_a_table_that_breaks_while_it_comes_in_leaves_nothing(write: Write, tmp_path: Path, suffix: str) -> None:
    path = write(f"breekt{suffix}", GOOD[suffix])
    draft = read(path)
    with Project.create(tmp_path / "studie.codebench", "Lena") as project:
        before = project.path.read_bytes()
        path.write_bytes(GOOD[suffix][: len(GOOD[suffix]) // 2])
        with pytest.raises(InputError):
            project.imports.take([draft])
        assert project.path.read_bytes() == before
