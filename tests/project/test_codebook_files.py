"""A codebook file meets the project's codebook: told first, then taken in once, undone, given out."""

from pathlib import Path

import pytest

from codebench.domain.codebook import CodebookChange, CodebookDraft, CodeDraft, CodeFields, SetDraft
from codebench.domain.csv_profile import CsvProfile
from codebench.domain.errors import ConflictError, InputError
from codebench.exchange.codebook_yaml import read_codebook, write_codebook
from codebench.exchange.codebooks import read_any_codebook
from codebench.project.codebook_out import give_out
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


def test_sets_and_archived_codes_go_through_a_file(project: Project, tmp_path: Path) -> None:
    sets = (SetDraft("drempels", (("middelen", "lokaal"), ("MANDAAT",))), SetDraft("leeg"))
    draft = CodebookDraft("Proef", (CodeDraft("middelen", CodeFields(), (CodeDraft("lokaal"),), True),), sets=sets)
    changes = project.codebook_files.changes(draft)
    assert changes == [
        CodebookChange("middelen", "added", ("archived",)),
        CodebookChange("middelen > lokaal", "added"),
        CodebookChange("drempels", "added", ("middelen > lokaal", "MANDAAT"), is_set=True),
        CodebookChange("leeg", "added", (), is_set=True),
    ]
    assert project.codebook_files.take(draft) == changes
    assert {change.kind for change in project.codebook_files.changes(draft)} == {"same"}
    with pytest.raises(ConflictError, match="has all of 'Proef' already"):
        project.codebook_files.take(draft)
    out = project.codebook_files.draft()
    assert out.sets == (SetDraft("drempels", (("middelen", "lokaal"), ("mandaat",))), SetDraft("leeg"))
    assert [code.name for _path, code in out.walk() if code.is_archived] == ["middelen"]
    # Codes come into a set that is there; none is taken out.
    more = CodebookDraft("Meer", (), sets=(SetDraft("Drempels", (("tijd",), ("mandaat",))),))
    assert project.codebook_files.take(more) == [CodebookChange("Drempels", "changed", ("tijd",), is_set=True)]
    assert [path for _code, path in project.code_sets.get("drempels").codes] == ["middelen > lokaal", "mandaat", "tijd"]
    with pytest.raises(InputError, match="'nergens' that is neither in the file nor in the project"):
        project.codebook_files.changes(CodebookDraft("x", (), sets=(SetDraft("a", (("nergens",),)),)))
    path = tmp_path / "boek.qdc"
    give_out(project.session, path)
    assert [code.is_archived for _path, code in read_any_codebook(path).walk() if code.name == "middelen"] == [True]
    project.history.undo()
    project.history.undo()
    assert (project.code_sets.all(), project.check()) == ([], [])


def test_a_table_of_the_whole_codebook_comes_back_as_it_was(project: Project, tmp_path: Path) -> None:
    project.codebook_files.take(DRAFT)
    project.code_sets.make("drempels", [1, 3])
    project.codebook.archive(3)
    before = project.codebook_files.draft()
    for name in ("boek.docx", "boek.xlsx", "excel.csv", "open.csv", "boek.yaml"):
        path = tmp_path / name
        give_out(project.session, path, CsvProfile.OPEN if name == "open.csv" else CsvProfile.EXCEL)
        found = read_any_codebook(path)
        assert (found.codes, found.sets) == (before.codes, before.sets), name
        assert {change.kind for change in project.codebook_files.changes(found)} == {"same"}
