"""A codebook file meets the project's codebook: told first, then taken in once, undone, given out."""

from pathlib import Path

import pytest

from codebench.domain.codebook import CodebookChange, CodebookDraft, CodeDraft, CodeFields
from codebench.domain.errors import ConflictError, InputError
from codebench.exchange.codebook_yaml import read_codebook, write_codebook
from codebench.project.project import Project

CODEBOOKS = Path(__file__).parents[2] / "codebooks"

DRAFT = CodebookDraft(
    "Proef",
    (
        CodeDraft("tijd", CodeFields(definition="Hoeveel tijd er is.", colour="#0072B2"), (CodeDraft("verplaatsing"),)),
        CodeDraft("Mandaat", CodeFields()),
        CodeDraft("middelen", CodeFields(keywords=("lokaal", "budget")), (CodeDraft("lokaal"),)),
    ),
)
CHANGES = [
    CodebookChange("tijd", "changed", ("definition", "colour")),
    CodebookChange("tijd > verplaatsing", "added"),
    CodebookChange("Mandaat", "same"),
    CodebookChange("middelen", "added", ("keywords",)),
    CodebookChange("middelen > lokaal", "added"),
]
PATHS = ["tijd", "tijd > overleg", "tijd > verplaatsing", "mandaat", "middelen", "middelen > lokaal"]


def paths(project):
    return [code.path for code in project.codebook.codes()]


def revisions(project):
    return project.session.value("SELECT count(*) FROM codebook_revisions")


def test_the_dry_run_tells_and_changes_nothing(project):
    before = project.session.value("SELECT count(*) FROM acts"), paths(project)
    assert project.codebook_files.changes(DRAFT) == CHANGES
    assert (project.session.value("SELECT count(*) FROM acts"), paths(project)) == before


def test_taking_in_does_what_was_told_in_one_act(project):
    n_revisions = revisions(project)
    assert project.codebook_files.take(DRAFT) == CHANGES
    assert paths(project) == PATHS
    assert revisions(project) == n_revisions + 1
    act = project.session.rows("SELECT kind, summary FROM view_acts ORDER BY act_id DESC LIMIT 1")
    assert act == [{"kind": "codebook import", "summary": "take in codebook 'Proef' (4 codes)"}]
    assert project.check() == []


def test_fields_that_the_file_leaves_empty_stay(project):
    code = project.codebook.find("tijd")
    project.codebook.edit(code, CodeFields(definition="Oud.", example="Geen tijd.", keywords=("uren",)))
    project.codebook_files.take(DRAFT)
    info = next(code for code in project.codebook.codes() if code.path == "tijd")
    assert info.fields == CodeFields("Hoeveel tijd er is.", example="Geen tijd.", keywords=("uren",), colour="#0072B2")
    assert info.revision == revisions(project)
    untouched = next(code for code in project.codebook.codes() if code.path == "mandaat")
    assert untouched.revision < info.revision


def test_it_is_undone_as_one_act(project):
    before = project.codebook_files.draft()
    project.codebook_files.take(DRAFT)
    project.history.undo()
    assert project.codebook_files.draft() == before
    assert project.check() == []


def test_a_codebook_with_codes_is_kept_in_a_snapshot_first(project):
    project.codebook_files.take(DRAFT)
    assert [snapshot.reason for snapshot in project.snapshots.all()][-1].startswith("before: take in codebook")


def test_taking_in_twice_is_a_conflict(project):
    project.codebook_files.take(DRAFT)
    with pytest.raises(ConflictError, match="has all of 'Proef' already"):
        project.codebook_files.take(DRAFT)
    assert {change.kind for change in project.codebook_files.changes(DRAFT)} == {"same"}


def test_a_colour_that_is_none_stops_all_of_it(project):
    before = paths(project)
    with pytest.raises(InputError, match="blauw"):
        project.codebook_files.take(
            CodebookDraft("x", (CodeDraft("nieuw"), CodeDraft("fout", CodeFields(colour="blauw"))))
        )
    assert paths(project) == before


def test_the_draft_is_called_as_the_project_or_as_asked(project):
    assert project.codebook_files.draft().name == "studie"
    assert project.codebook_files.draft("Eerste versie").name == "Eerste versie"
    assert project.codebook_files.draft().language == "nl"


@pytest.mark.parametrize("name", ["ondersteuners", "zorgcoordinatoren"])
def test_the_codebooks_that_ship_go_in_and_come_out(tmp_path, name):
    draft = read_codebook(CODEBOOKS / f"{name}.yaml")
    with Project.create(tmp_path / "leeg.codebench", "An") as project:
        changes = project.codebook_files.take(draft)
        assert {change.kind for change in changes} == {"added"}
        assert [change.path for change in changes] == paths(project)
        out = project.codebook_files.draft(draft.name)
        assert out.codes == draft.codes
        write_codebook(out, tmp_path / "uit.yaml")
        assert {change.kind for change in project.codebook_files.changes(read_codebook(tmp_path / "uit.yaml"))} == {
            "same"
        }
