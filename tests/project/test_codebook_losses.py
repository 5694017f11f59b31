"""What a codebook file would not carry is said before it is written, by what really comes back out of it."""

from pathlib import Path

import pytest

from codebench.domain.codebook import CodebookDraft, CodeDraft, CodeFields, SetDraft
from codebench.project.codebook_losses import Loss, losses
from codebench.project.codebook_out import give_out
from codebench.project.memos import MemoTarget
from codebench.project.preferences import Mode
from codebench.project.project import Project
from tests.cli.cli_running import Commands

FULL = CodeFields("Uren.", "wel", "niet", "ja", "nee", ("uur", "week"), ("tijden",), ("lemma:tijd",), "#0072B2", "Ti")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "studie.codebench"
    with Project.create(path, "An") as project:
        codes = (CodeDraft("tijd", FULL, (CodeDraft("overleg"),)), CodeDraft("weg", is_archived=True))
        sets = (SetDraft("kern", (("tijd", "overleg"), ("tijd",))),)
        project.codebook_files.take(CodebookDraft("boek", codes, sets=sets))
    return path


def told(project: Project, name: str) -> dict[str, int]:
    return {each.what: each.n for each in losses(project.session, project.path.with_name(name))}


@pytest.mark.parametrize("name", ["b.yaml", "b.xlsx", "b.csv", "b.docx", "b.qdc"])
def test_fields_of_codes_go_along_in_every_file_that_comes_in_again(study: Path, name: str) -> None:
    with Project.open(study) as project:
        missing = told(project, name)
        if name == "b.qdc":
            assert missing == {"sets": 1, "fields besides the definition": 1}
        else:
            assert missing == ({} if name == "b.yaml" else {"order within sets": 1})
        assert not (study.parent / name).exists()


def test_a_word_that_the_file_takes_for_two_is_counted(study: Path) -> None:
    with Project.open(study) as project:
        code = project.codebook.find("tijd > overleg")
        project.codebook.edit(code, CodeFields(keywords=("een; twee", "drie")))
        assert told(project, "b.csv")["Keywords"] == 1
        assert "Keywords" not in told(project, "b.yaml")


def test_links_and_memos_stay_and_what_is_to_print_says_so(study: Path) -> None:
    with Project.open(study) as project:
        project.preferences.set_mode(Mode.GROUNDED)
        project.code_links.add(1, 2, "leidt tot")
        project.memos.add(MemoTarget(code_id=1), "Een gedachte.")
        found = losses(project.session, study.with_name("b.yaml"))
        assert [(each.what, each.n) for each in found] == [("links between codes", 1), ("memos on codes", 1)]
        printed = losses(project.session, study.with_name("b.md"))
        assert printed[0] == Loss(
            "codes to take in again", 3, "all stand in it to read and print, but can't be taken in"
        )
        assert [(each.what, each.n) for each in printed[1:3]] == [("Colour", 1), ("Mark", 1)]


def test_a_dry_run_writes_nothing_and_says_all(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(study.parent)
    codebench = Commands()
    codebench("memo", "add", study, "Een gedachte.", "--code", "tijd")
    dry = codebench("codebook", "export", study, "b.qdc", "--dry-run")
    assert "memos on codes" in dry.out and "sets" in dry.out and "Nothing is written." in dry.err
    assert not Path("b.qdc").exists()
    assert (
        "Did not go along: sets: 1; fields besides the definition: 1; memos on codes: 1."
        in codebench("codebook", "export", study, "b.qdc").err
    )
    report = codebench("export", study, "uit.qdpx", "--dry-run")
    assert "memos" in report.out and not Path("uit.qdpx").exists()
    assert codebench("export", study, "uit.qdpx").out == report.out


@pytest.mark.parametrize("name", ["b.yaml", "b.xlsx", "b.csv", "b.docx", "b.md"])
def test_a_codebook_without_codes_loses_nothing_and_is_written(tmp_path: Path, name: str) -> None:
    with Project.create(tmp_path / "leeg.codebench", "An") as project:
        assert losses(project.session, tmp_path / name) == []
        give_out(project.session, tmp_path / name)
    assert (tmp_path / name).stat().st_size
