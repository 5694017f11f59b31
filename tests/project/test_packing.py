"""Work packages: what one coder needs, and nothing of anybody else, byte by byte."""

from pathlib import Path

import pytest

from codebench.domain.errors import ConflictError, InputError
from codebench.domain.variables import VariableType
from codebench.project.memos import MemoTarget
from codebench.project.project import Project
from codebench.project.round_models import RoundPlan
from tests.project.merge_material import code_unit, make_project, pack, unit_ids

# Words of others that stand nowhere in the texts; one of each kind of what a project holds.
SECRETS = ("Zwaluwmans", "Pieterbaas", "geheimmemo", "kladtitel", "zijinstromer", "vorigetekst", "stopzin")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "studie.codebench"
    make_project(path, "Bo", "Pieterbaas")
    with Project.open(path, "An") as project:
        project.coders.rename(project.coder, "Zwaluwmans")
    with Project.open(path, "Zwaluwmans") as project:
        document = project.documents.get("groep-1").id
        text = project.documents.text(document)
        project.edits.apply(document, text.replace("doe maar", "vorigetekst"))
        project.edits.apply(document, text)
        project.variables.add("zijinstromer", VariableType.TEXT)
        project.memos.add(MemoTarget(document_id=document), "geheimmemo van mij", title="kladtitel")
        coding = code_unit(project, 1, "tijd")
        project.memos.add(MemoTarget(coding_id=coding), "geheimmemo bij codering")
        project.reviews.mark(unit_ids(project))
        project.stopwords.add("stopzin")
    with Project.open(path, "Pieterbaas") as project:
        code_unit(project, 2, "mandaat")
        project.reviews.mark(unit_ids(project)[:2])
    with Project.open(path, "Bo") as project:
        code_unit(project, 3, "tijd > overleg")
        project.reviews.mark(unit_ids(project)[3:])
    return path


def pack_as(study: Path, packer: str, coder: str) -> list[Path]:
    with Project.open(study, packer, read_only=True) as project:
        return [project.packing.pack(project.rounds.get().id, coder).path]


def test_nothing_of_anybody_else_is_in_the_file(study: Path) -> None:
    with Project.open(study, "Bo") as project:
        guids = [row[0] for row in project.session.tuples("SELECT guid FROM coders WHERE name <> 'Bo'")]
        guids += [row[0] for row in project.session.tuples("SELECT guid FROM memos")]
        guids += [row[0] for row in project.session.tuples("SELECT guid FROM codings WHERE coder_id <> 2")]
    (package,) = pack_as(study, "Zwaluwmans", "Bo")
    raw, source = package.read_bytes(), study.read_bytes()
    assert [word for word in SECRETS if word.encode() not in source] == []
    assert [word for word in SECRETS if word.encode() in raw] == []
    assert [guid for guid in guids if guid.encode() in raw] == []
    assert b"groep-1.txt" not in raw
    # And what Bo needs is there.
    for word in ("Ilse", "te weinig tijd voor overleg", "mandaat", "Bo", "ronde 1"):
        assert word.encode() in raw, word


def test_a_package_is_a_sound_project_of_its_own(study: Path) -> None:
    (package,) = pack_as(study, "Zwaluwmans", "Bo")
    with Project.open(study, "Bo") as source, Project.open(package) as project:
        assert project.check() == []
        assert project.coder.guid == source.coder.guid
        guid = "SELECT guid FROM projects"
        assert project.session.value(guid) != source.session.value(guid)
        assert project.rounds.get().guid == source.rounds.get().guid
        assert [one.person for one in project.rounds.get().coders] == ["Bo"]
        assert [code.path for code in project.codebook.codes()] == [code.path for code in source.codebook.codes()]
        for table in ("codes", "cases", "documents"):
            own = {row[0] for row in project.session.tuples(f"SELECT guid FROM {table}")}
            assert own <= {row[0] for row in source.session.tuples(f"SELECT guid FROM {table}")}
        # Only the texts of the round, as they are now, with who belongs to whom.
        assert [info.name for info in project.documents.all()] == ["groep-1"]
        assert project.documents.questions() == []
        assert {(case.name, case.group) for case in project.cases.all()} == {
            ("groep-1", ""),
            ("Moderator", "groep-1"),
            ("Ilse", "groep-1"),
            ("Bart", "groep-1"),
        }
        # What Bo had done is there, so that nobody judges twice.
        assert project.documents.get("groep-1").progress.codings == 1
        assert project.documents.get("groep-1").progress.reviewed == 1
        for table in ("memos", "variables", "case_values", "settings", "sources", "settlements"):
            assert project.session.tuples(f"SELECT * FROM {table}") == []
        assert project.history.undoable() is None
        assert [act.coder for act in project.history.acts()] == ["Bo"]


def test_the_first_act_says_where_it_comes_from(study: Path) -> None:
    with Project.open(study, "Bo") as source:
        guid, head = source.session.tuples(
            "SELECT p.guid, (SELECT hash FROM events ORDER BY id DESC LIMIT 1) FROM projects p"
        )[0]
    (package,) = pack_as(study, "Zwaluwmans", "Bo")
    with Project.open(package) as project:
        op, payload = project.session.tuples("SELECT op, payload FROM events ORDER BY id LIMIT 1")[0]
        assert op == "pack"
        assert f'"project":"{guid}"' in payload
        assert f'"head":"{head}"' in payload


def test_packing_changes_nothing_and_overwrites_nothing(study: Path) -> None:
    before = study.read_bytes()
    (package,) = pack_as(study, "Zwaluwmans", "Bo")
    assert study.read_bytes() == before
    with pytest.raises(ConflictError, match="exists already"):
        pack_as(study, "Zwaluwmans", "Bo")
    assert package.name == "studie-ronde_1-Bo.codebench"


def test_who_takes_no_part_gets_no_package(study: Path) -> None:
    with pytest.raises(InputError, match="takes no part in round 'ronde 1'; its coders are: Bo, Pieterbaas"):
        pack_as(study, "Bo", "Zwaluwmans")


def test_a_closed_round_is_not_packed(study: Path) -> None:
    with Project.open(study, "Zwaluwmans") as project:
        project.rounds.close(project.rounds.get().id, reason="klaar")
    with pytest.raises(ConflictError, match="closed"):
        pack_as(study, "Zwaluwmans", "Bo")


def test_a_second_coding_comes_without_the_first(study: Path) -> None:
    with Project.open(study, "Bo") as project:
        project.reviews.mark(unit_ids(project)[:3])
        again = project.rounds.make(RoundPlan("opnieuw", coders=("Bo",), again=True, documents=("groep-1",)))
        first = project.session.value("SELECT guid FROM codings WHERE coder_id = 2")
        package = project.packing.pack(again.id, "Bo").path
    with Project.open(package) as project:
        assert [coder.name for coder in project.coders.everyone()] == ["Bo", "Bo (opnieuw)"]
        assert project.coder.name == "Bo"
        assert project.session.tuples("SELECT * FROM codings") == []
        assert project.session.tuples("SELECT * FROM review_marks") == []
    assert first.encode() not in package.read_bytes()


def test_an_answer_brings_its_question_and_no_other_answer(tmp_path: Path) -> None:
    path = tmp_path / "studie.codebench"
    make_project(path, "Bo", "Cas")
    with Project.open(path, "An") as project:
        project.rounds.make(RoundPlan("enquete", coders=("Bo", "Cas"), questions=("Wat helpt?",), sample=1, seed=3))
        package = project.packing.pack(project.rounds.get("enquete").id, "Cas").path
    with Project.open(package) as project:
        assert project.check() == []
        assert [(question.name, question.answers) for question in project.documents.questions()] == [("Wat helpt?", 1)]
        assert len(project.cases.all()) == 1


def test_the_file_is_called_after_project_round_and_coder(tmp_path: Path) -> None:
    path = tmp_path / "studie.codebench"
    make_project(path, "Bo", "Cas/Zoë")
    assert [one.name for one in pack(path, "Bo", "Cas/Zoë")] == [
        "studie-ronde_1-Bo.codebench",
        "studie-ronde_1-Cas_Zoë.codebench",
    ]
