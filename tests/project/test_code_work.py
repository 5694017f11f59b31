"""Working on codes: their passages side by side, splitting, what is out of date, revisions, files of every kind."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from codebench.domain.codebook import CodeFields
from codebench.domain.errors import ConflictError, InputError
from codebench.exchange.codebooks import read_any_codebook
from codebench.project.codebook_out import SUFFIXES, give_out
from codebench.project.memos import MemoTarget
from codebench.project.preferences import Mode
from codebench.project.project import Project
from tests.conftest import survey, transcript

TURNS = [("Ilse", "De verplaatsingen. Negen scholen."), ("Bart", "Het overleg en de tijd.")]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A transcript and three answers; 'tijd' on four passages, one of them with 'overleg' as well."""
    with Project.create(tmp_path / "studie.codebench", "An") as project:
        project.imports.take([transcript("groep 1", TURNS)])
        project.imports.take([survey({"r1": "te weinig tijd", "r2": "de tijd voor overleg"})])
        tijd = project.codebook.add("tijd", None, CodeFields(definition="Uren."))
        overleg = project.codebook.add("overleg", tijd)
        text = project.documents.text(1)
        for quote in ("De verplaatsingen", "Het overleg en de tijd"):
            project.codings.add(1, text.index(quote), text.index(quote) + len(quote), [tijd])
        first, second = project.documents.answer_ids(1)
        project.codings.add(first, 10, 14, [tijd])
        project.codings.add(second, 0, 20, [tijd, overleg])
        yield project


def test_the_passages_of_a_code_stand_in_order_with_what_is_around_them(project: Project) -> None:
    found = project.code_passages.of(1)
    assert [(each.place, each.case, each.quote) for each in found] == [
        ("groep 1", "Ilse", "De verplaatsingen"),
        ("groep 1", "Bart", "Het overleg en de tijd"),
        ("Wat helpt?", "r1", "tijd"),
        ("Wat helpt?", "r2", "de tijd voor overleg"),
    ]
    assert (found[0].before, found[0].after) == ("", ". Negen scholen.")
    assert found[2].before == "te weinig "


def test_splitting_gives_codings_another_code_and_unites_what_was_coded_twice(project: Project) -> None:
    passages = project.code_passages.of(1)
    project.memos.add(MemoTarget(coding_id=passages[3].coding_id), "Blijft dit?")
    snapshot = project.session.tuples("SELECT * FROM codings ORDER BY id")
    project.code_passages.split([passages[1].coding_id, passages[3].coding_id], 2)
    assert [each.quote for each in project.code_passages.of(1)] == ["De verplaatsingen", "tijd"]
    assert [each.quote for each in project.code_passages.of(2)] == ["Het overleg en de tijd", "de tijd voor overleg"]
    assert [memo.body for memo in project.memos.of(MemoTarget(coding_id=5))] == ["Blijft dit?"]
    with pytest.raises(ConflictError, match="have code 'tijd > overleg' already"):
        project.code_passages.split([passages[1].coding_id], 2)
    project.history.undo()
    assert project.session.tuples("SELECT * FROM codings ORDER BY id") == snapshot
    assert project.check() == []


def test_only_a_new_meaning_makes_codings_out_of_date_until_they_are_confirmed(project: Project) -> None:
    project.codebook.edit(1, CodeFields(definition="Uren.", colour="#0072B2", keywords=("uur",)))
    project.codebook.rename(1, "de tijd")
    assert project.code_passages.stale() == []
    project.codebook.edit(1, CodeFields(definition="Uren, geen agenda's."), reason="overleg 3 maart")
    stale = project.code_passages.stale(1)
    assert len(stale) == 4
    project.code_passages.confirm([stale[0].coding_id])
    assert [each.quote for each in project.code_passages.stale()] == [each.quote for each in stale[1:]]
    project.history.undo()
    project.history.undo()
    assert project.code_passages.stale() == []


def test_revisions_say_which_fields_changed_by_whom_and_why(project: Project) -> None:
    project.codebook.edit(2, CodeFields(definition="Samen zitten.", keywords=("vergadering",)), reason="te ruim")
    project.codebook.move(2, None)
    moved, edited, added = project.code_history.of(2)
    assert [(change.field, change.before, change.after) for change in moved.changes] == [("parent", "tijd", "")]
    assert [(change.field, change.after) for change in edited.changes] == [
        ("definition", "Samen zitten."),
        ("keywords", "vergadering"),
    ]
    assert (edited.coder, edited.what) == ("An", "edit code 'tijd > overleg': te ruim")
    assert {change.field: change.after for change in added.changes} == {"name": "overleg", "parent": "tijd"}


def test_examples_are_taken_from_codings(project: Project) -> None:
    first, _second, third, _fourth = (each.coding_id for each in project.code_passages.of(1))
    project.code_passages.exemplify(first)
    project.code_passages.exemplify(third)
    project.code_passages.exemplify(third, counter=True)
    fields = project.codebook.codes()[0].fields
    assert fields.example == "De verplaatsingen\ntijd"
    assert fields.counter_example == "tijd"
    with pytest.raises(ConflictError, match="already"):
        project.code_passages.exemplify(first)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_codebook_goes_out_in_every_kind_and_comes_in_again(project: Project, tmp_path: Path, suffix: str) -> None:
    full = CodeFields(
        definition="Wie beslist | wat.",
        include_when="Over mandaat.",
        exclude_when="Niet bij geld.",
        example="=1+1 'zij beslist'",
        counter_example="een\ntwee",
        keywords=("baas", "macht"),
        aliases=("bevoegdheid",),
        rules=("lemma:beslissen",),
        colour="#D55E00",
    )
    project.codebook.add("mandaat", 1, full)
    file = tmp_path / f"boek{suffix}"
    give_out(project.session, file)
    if suffix in (".docx", ".html", ".md"):
        content = file.read_bytes()
        assert content.startswith(b"PK") or b"Wie beslist" in content
        return
    draft = read_any_codebook(file)
    path, code = list(draft.walk())[2]
    assert (path, replace(code.fields, colour=full.colour)) == (("tijd", "mandaat"), full)
    assert {change.kind for change in project.codebook_files.changes(draft)} == {"same"}


def test_an_unknown_kind_of_codebook_file_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="end it in one of"):
        give_out(project.session, tmp_path / "boek.pages")


def test_the_mode_and_the_freeze_are_settings_that_an_undo_takes_back(project: Project) -> None:
    preferences = project.preferences
    assert (preferences.mode, preferences.is_frozen, preferences.silence) == (Mode.CODEBOOK, False, "")
    preferences.set_mode(Mode.THEMATIC)
    preferences.set_frozen(True)
    with pytest.raises(ConflictError, match="reading, not a measurement"):
        preferences.refuse_where_silent()
    assert [each.value for each in preferences.all(project.annotations)][:2] == ["thematic", "frozen"]
    project.history.undo()
    project.history.undo()
    assert (preferences.mode, preferences.is_frozen) == (Mode.CODEBOOK, False)
