"""Documents: listed with true progress, opened, retired and restored."""

import pytest

from codebench.domain.errors import ConflictError, InputError, NotFoundError
from codebench.domain.variables import Absence, CaseKind, Role
from codebench.domain.visibility import Visibility
from codebench.project.models import Progress
from codebench.project.project import Project
from tests.conftest import TURNS, survey, transcript
from tests.project.test_journal import state

QUESTION = "Wat helpt?"


def test_progress_counts_units_that_ask_to_be_judged(project: Project) -> None:
    units = project.documents.units(1)
    project.codings.add(1, units[1].start, units[2].end, [1, 2])
    project.codings.add(1, units[0].body_start, units[0].end, [1])
    project.reviews.mark([units[0].id, units[1].id, units[5].id])
    assert project.documents.info(1).progress == Progress(units=4, reviewed=2, coded=2, codings=3)
    project.coders.add("Bo")
    project.act_as("Bo")
    assert project.documents.info(1).progress == Progress(4, 0, 0, 0)
    project.cases.set_role(project.cases.get("groep-1/An").id, Role.MODERATOR)
    assert project.documents.all()[0].progress == Progress(3, 0, 0, 0)


def test_questions_have_the_progress_of_their_answers(project: Project) -> None:
    project.imports.take([survey({"R1": "Tijd.", "R2": "Meer tijd.", "R3": "Niets."})])
    one = project.documents.question("wat")
    units = project.reviews.units_of_question(one.id)
    project.reviews.mark(units[:2])
    document = project.documents.answer("R2", QUESTION).id
    project.codings.add(document, 0, 4, [1, 2])
    project.edits.apply(project.documents.answer("R3", QUESTION).id, "weet niet")
    found = project.documents.question(QUESTION)
    assert (found.answers, found.absent) == (2, {Absence.DONT_KNOW: 1})
    assert found.progress == Progress(units=2, reviewed=2, coded=1, codings=2)
    rows = project.documents.answer_rows(reversed(project.documents.answer_ids(one.id)))
    assert [(row.case, row.text, row.reviewed, row.codes) for row in rows] == [
        ("R2", "Meer tijd.", True, ((1, 1), (2, 2))),
        ("R1", "Tijd.", True, ()),
    ]
    hidden = project.documents.answer_rows([document], Visibility.only(99))
    assert hidden[0].codes == ()


def test_a_document_is_found_by_name_or_number(project: Project) -> None:
    project.imports.take([survey({"R1": "Ja."})])
    assert project.documents.get("groep-1").id == project.documents.get("#1").id == 1
    assert project.documents.get("#2").name == "R1"
    project.documents.rename(1, "#2")
    assert project.documents.get("#2").id == 1
    for name in ("R1", "#", "#²", "#99", "#" + "9" * 30, ""):
        with pytest.raises(NotFoundError, match="no document"):
            project.documents.get(name)


def test_an_answer_is_found_by_respondent_and_question(project: Project) -> None:
    project.imports.take([survey({"R1": "Ja."})])
    project.imports.take([survey({"R1": "Nee.", "R2": "?"}, {"R1": "so"})], separate="najaar")
    assert project.documents.text(project.documents.answer("najaar/R1", "wat helpt?").id) == "Nee."
    assert project.documents.text(project.documents.answer("/R1", QUESTION).id) == "Ja."
    assert project.documents.answer("R2", "Wat").name == "R2"
    with pytest.raises(NotFoundError, match="Several respondents are called so: /R1, najaar/R1"):
        project.documents.answer("R1", QUESTION)
    with pytest.raises(NotFoundError, match="'R9' has no answer to 'Wat helpt\\?'"):
        project.documents.answer("R9", QUESTION)
    with pytest.raises(NotFoundError, match="no question 'Waarom'"):
        project.documents.answer("R1", "Waarom")


def test_a_retired_document_is_nowhere_until_it_is_restored(project: Project) -> None:
    project.codings.add(1, 3, 9, [1])
    before = state(project)
    project.documents.retire(1)
    assert project.documents.all() == []
    assert [info.name for info in project.documents.all(retired=True)] == ["groep-1"]
    assert project.coding_files.rows() == []
    assert project.cases.get("Bart").n_units == 0
    with pytest.raises(ConflictError, match="retired already"):
        project.documents.retire(1)
    project.documents.restore(1)
    assert state(project) == before
    with pytest.raises(ConflictError, match="active already"):
        project.documents.restore(1)


def test_a_document_is_not_restored_beside_one_of_its_name(project: Project) -> None:
    project.documents.retire(1)
    project.imports.take([transcript("groep-1", TURNS[:2])])
    with pytest.raises(ConflictError, match="There is a document 'groep-1' already"):
        project.documents.restore(1)
    project.documents.rename(1, "groep-1 oud")
    project.documents.restore(1)
    assert [info.name for info in project.documents.all()] == ["groep-1 oud", "groep-1"]
    with pytest.raises(ConflictError, match="There is a document 'groep-1' already"):
        project.documents.rename(1, "groep-1")


def test_an_answer_can_be_retired_and_bears_the_name_of_its_case(project: Project) -> None:
    project.imports.take([survey({"R1": "Ja.", "R2": "Nee."})])
    for document in (2, 3):
        project.codings.add(document, 0, 2, [1])
    project.documents.retire(2)
    assert project.documents.question(QUESTION).answers == 1
    assert project.codebook.codes()[0].n_codings == 1
    project.documents.restore(2)
    assert project.documents.question(QUESTION).answers == 2
    assert project.codebook.codes()[0].n_codings == 2
    with pytest.raises(InputError, match="name of its respondent"):
        project.documents.rename(2, "anders")


def test_earlier_versions_stay_readable(project: Project) -> None:
    first = project.documents.text(1)
    project.edits.apply(1, "Bart: iets anders")
    assert project.documents.text(1, 1) == first
    assert project.documents.open(1).text == project.documents.text(1, 2) == "Bart: iets anders"
    with pytest.raises(NotFoundError, match="no such text"):
        project.documents.text(1, 3)


def test_a_group_without_speakers_asks_to_be_judged(project: Project) -> None:
    project.cases.set_kind(project.cases.get("Bart").id, CaseKind.GROUP)
    assert project.documents.info(1).progress.units == 4
