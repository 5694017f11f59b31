"""The demonstration project: whole, sound, never over something else, and never left half made."""

from pathlib import Path

import pytest

from codebench.domain.errors import ConflictError, InputError, StorageError
from codebench.project import demo
from codebench.project.demo import CODERS, demo_tables, make_demo
from codebench.project.project import Project


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_demo(tmp_path_factory.mktemp("demo") / "nieuw" / "map")


def test_both_tables_stand_on_what_lena_reviewed(made: Path) -> None:
    groups, survey = demo_tables(made)
    with Project.open(made, CODERS[0], read_only=True) as project:
        value = project.session.value
        persons = (
            "SELECT count(DISTINCT u.case_id) FROM review_marks m JOIN view_units u ON u.unit_id = m.unit_id"
            " JOIN documents d ON d.id = u.document_id WHERE m.coder_id = 1 AND u.counts AND u.case_kind = 'person'"
        )
        speakers = value(f"{persons} AND d.name IN ('focusgroep-1', 'focusgroep-2')")
        respondents = value(f"{persons} AND d.question_id = 1")
    assert (speakers, respondents) == (15, 164)
    assert groups.n == "N = 15 persons with at least one reviewed unit."
    assert survey.n == "N = 164 persons with at least one reviewed unit."
    heads = [column.group for column in groups.columns[2::2]]
    assert heads == ["Total (N = 15)", "bao (N = 7)", "beide (N = 3)", "so (N = 5)"]
    assert [column.group for column in survey.columns[2::2]] == ["Total (N = 164)", "bao (N = 83)", "so (N = 81)"]
    assert groups.rows
    assert survey.rows


def test_the_project_is_sound_and_has_two_coders(made: Path) -> None:
    with Project.open(made, CODERS[0]) as project:
        assert project.check() == []
        assert project.info().coders == CODERS
        assert project.info().name == "demo"
        assert project.cases.get("focusgroep-1/Moderator").role == "moderator"
        assert project.cases.get("focusgroep-1/Hilde").values["onderwijsniveau"].options == ("bao",)


def test_nothing_else_is_left_in_the_folder(made: Path) -> None:
    assert [path.name for path in made.parent.iterdir()] == ["demo.codebench"]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "demo.codebench"
    path.write_text("van mij")
    with pytest.raises(ConflictError, match="is there already"):
        make_demo(tmp_path)
    assert path.read_text() == "van mij"


def test_a_demo_that_came_meanwhile_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "_fill", lambda path, _say: (tmp_path / path.name).write_text("van mij"))
    with pytest.raises(ConflictError, match="is there already"):
        make_demo(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["demo.codebench"]
    assert (tmp_path / "demo.codebench").read_text() == "van mij"


def test_a_demo_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_path: Path) -> None:
        raise InputError("kapot")

    monkeypatch.setattr(demo, "read_codings", broken)
    with pytest.raises(InputError, match="kapot"):
        make_demo(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_can_not_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("")
    with pytest.raises(StorageError, match="can't be made"):
        make_demo(tmp_path / "bestand" / "map")
