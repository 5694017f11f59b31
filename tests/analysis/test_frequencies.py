"""The sentences of a frequency table, what it refuses, and that it counts one state of the project."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from codebench.analysis import coded, reading
from codebench.analysis import frequencies as counting
from codebench.analysis.frequencies import Base, FrequencyRequest
from codebench.analysis.scope import ScopeRequest
from codebench.domain.errors import InputError, NotFoundError
from codebench.domain.table import Table, cell_text
from codebench.domain.variables import Absence, CaseKind, Value, VariableType
from codebench.project.project import Project
from tests.conftest import TURNS, coding_row, survey, transcript

ANSWERS = {f"R{i:02d}": "Meer tijd voor overleg." for i in range(40)}
LEVELS = {name: "bao" if i < 35 else "so" for i, name in enumerate(ANSWERS)}
QUESTION = "Wat helpt?"


@pytest.fixture
def enquete(tmp_path: Path) -> Iterator[Project]:
    """Forty answers, all reviewed; the first ten are coded 'tijd > overleg'."""
    with Project.create(tmp_path / "enquete.codebench", "An") as made:
        made.imports.take([survey(ANSWERS, LEVELS)])
        made.codebook.ensure("tijd > overleg")
        units = made.reviews.units_of_question(1)
        made.reviews.mark(units)
        made.coding_files.take([coding_row("overleg", 0, 4, respondent=f"R{i:02d}") for i in range(10)])
        yield made


def cells(table: Table, code: str) -> list[str]:
    return next([cell_text(cell) for cell in row.cells[1:]] for row in table.rows if row.cells[0] == code)


def test_per_cent_from_thirty_on_and_n_of_n_below(enquete: Project) -> None:
    table = enquete.frequencies(FrequencyRequest(by="niveau"))
    assert table.n == "N = 40 persons with at least one reviewed unit."
    assert [column.group for column in table.columns[2::2]] == ["Total (N = 40)", "bao (N = 35)", "so (N = 5)"]
    assert cells(table, "tijd") == ["10", "10", "25 %", "10", "29 %", "0", "0 of 5"]
    assert cells(table, "overleg") == cells(table, "tijd")


def test_the_rule_names_level_layer_and_material(enquete: Project) -> None:
    rule = enquete.frequencies(FrequencyRequest()).rule
    assert rule.startswith("Rule: each person counts once per code; sub-codes are rolled up (as a union);")
    assert rule.endswith("reporting layer: An; all material; unweighted.")
    scope = ScopeRequest(questions=(QUESTION,), where=(("niveau", "so"),))
    table = enquete.frequencies(FrequencyRequest(base=Base.CODINGS, scope=scope))
    assert "each coding counts once" in table.rule
    assert f"only question {QUESTION}, niveau = so" in table.rule
    assert table.n == "N = 0 codings by 0 cases."
    assert table.notes == ("2 codes without codings here are left out.",)


def test_cases_without_a_review_are_not_in_the_base_and_are_told(enquete: Project) -> None:
    enquete.reviews.clear(enquete.reviews.units_of_question(1)[5:12])
    table = enquete.frequencies(FrequencyRequest())
    assert table.n == "N = 33 persons with at least one reviewed unit; 7 are not yet reviewed."
    assert cells(table, "tijd") == ["10", "5", "15 %"]
    assert table.notes == ("5 cases have codings but no reviewed unit, and are not in the count of cases.",)


def test_codings_are_counted_whatever_was_reviewed(enquete: Project) -> None:
    enquete.codings.add(1, 5, 9, [1])
    enquete.reviews.clear(enquete.reviews.units_of_question(1))
    table = enquete.frequencies(FrequencyRequest(base=Base.CODINGS))
    assert table.n == "N = 11 codings by 10 cases."
    assert (cells(table, "tijd"), cells(table, "overleg")) == (["11", "11 of 11"], ["10", "10 of 11"])


def test_a_case_counts_once_for_a_code_and_its_sub_codes(enquete: Project) -> None:
    enquete.codings.add(1, 0, 23, [1])
    enquete.codings.add(1, 5, 23, [2])
    assert cells(enquete.frequencies(FrequencyRequest()), "tijd") == ["12", "10", "25 %"]


def test_absent_answers_are_kept_apart_and_told(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.codebench", "An") as project:
        source = tmp_path / "enquete.csv"
        source.write_text(
            "id;niveau;Waarom is dat zo?\n1;bao;Te weinig tijd\n2;bao;\n3;so;nvt\n4;so;weet niet\n5;so;\n"
        )
        from codebench.ingest import read

        project.imports.take([read(source)])
        project.reviews.mark([unit for unit in project.reviews.units_of_question(1) if unit])
        whole = project.frequencies(FrequencyRequest())
        assert whole.n == "N = 1 persons with at least one reviewed unit."
        assert whole.notes == ("4 answers hold nothing to code (blank 2, n.v.t. 1, weet niet 1) and are kept apart.",)
        scope = ScopeRequest(where=(("niveau", "bao"),))
        some = project.frequencies(FrequencyRequest(scope=scope))
        assert some.notes == ("1 answer holds nothing to code (blank 1) and is kept apart.",)


def test_a_coding_across_turns_counts_for_whom_it_covers_a_word_of(project: Project) -> None:
    text = project.documents.text(1)
    units = project.documents.units(1)
    project.reviews.mark([unit.id for unit in units if not unit.moderator])
    label = text.index("Bart: ")
    project.codings.add(1, units[1].start, label + len("Bart: "), [1])
    assert cells(project.frequencies(FrequencyRequest()), "tijd") == ["1", "1", "1 of 3"]
    project.codings.add(1, units[1].start, label + len("Bart: Ja"), [3])
    table = project.frequencies(FrequencyRequest())
    assert cells(table, "mandaat") == ["1", "2", "2 of 3"]
    assert "1 coding runs across turns: it counts for each participant of whose turn it covers a word." in table.notes


def test_speakers_of_one_group_are_told_to_be_no_independent_cases(project: Project) -> None:
    project.reviews.mark([unit.id for unit in project.documents.units(1)])
    told = "Speakers of one group spoke in each other's presence: they are no independent cases."
    assert told in project.frequencies(FrequencyRequest()).notes
    assert told not in project.frequencies(FrequencyRequest(scope=ScopeRequest(level=CaseKind.GROUP))).notes
    assert told not in project.frequencies(FrequencyRequest(base=Base.CODINGS)).notes


def test_respondents_of_a_survey_are_independent_also_where_they_were_put_in_a_group(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.codebench", "An") as project:
        project.imports.take([survey(ANSWERS)], separate="najaar")
        assert not project.frequencies(FrequencyRequest()).notes


def test_codings_on_turns_of_nobody_in_particular_are_told(project: Project) -> None:
    ids = {case.name: case.id for case in project.cases.all()}
    project.cases.set_kind(ids["An"], CaseKind.COLLECTIVE)
    for unit in project.documents.units(1):
        project.codings.add(1, unit.body_start, unit.end, [1])
    table = project.frequencies(FrequencyRequest(base=Base.CODINGS))
    assert table.n == "N = 3 codings by 2 cases."
    told = "3 codings are in no count: nobody who counts said it (a moderator, allen, onbekend, no known speaker)."
    assert table.notes == (told, "1 code without codings here is left out.")


def test_a_case_of_another_level_is_told(project: Project) -> None:
    project.imports.take([survey({"R1": "Meer tijd."})])
    table = project.frequencies(FrequencyRequest(scope=ScopeRequest(level=CaseKind.GROUP)))
    assert table.n == "N = 0 groups with at least one reviewed unit; 1 is not yet reviewed."
    assert (
        "1 case is in no count: it is not of the level that is counted, and belongs to no case that is." in table.notes
    )


def test_groups_that_overlap_are_told_where_their_numbers_do(enquete: Project) -> None:
    enquete.variables.add("taken", VariableType.MULTIPLE, ("zorg", "klas"))
    enquete.cases.set_value(1, 2, Value(options=("zorg", "klas")))
    told = "The groups overlap (several values per case): their numbers add up to more than the total."
    assert told in enquete.frequencies(FrequencyRequest(by="taken")).notes
    enquete.reviews.clear([1])
    assert told not in enquete.frequencies(FrequencyRequest(by="taken")).notes


def test_values_of_group_and_school_hold_for_who_has_none_of_their_own(project: Project) -> None:
    project.reviews.mark([unit.id for unit in project.documents.units(1) if not unit.moderator])
    level = project.variables.add("niveau", VariableType.CATEGORY, ("bao", "so"))
    school = project.cases.add("De Linde", CaseKind.ORGANISATION)
    project.cases.set_group(project.cases.get("groep-1").id, school)
    project.cases.set_value(school, level, Value(options=("bao",)))
    project.cases.set_value(project.cases.get("Bart").id, level, Value(options=("so",)))
    project.cases.set_value(project.cases.get("Ilse").id, level, Value(absence=Absence.DONT_KNOW))
    project.cases.set_value(project.cases.get("groep-1/An").id, level, Value(absence=Absence.BLANK))
    table = project.frequencies(FrequencyRequest(by="niveau"))
    heads = [column.group for column in table.columns[2::2]]
    assert heads == ["Total (N = 3)", "bao (N = 1)", "so (N = 1)", "(weet niet) (N = 1)"]
    where = ScopeRequest(where=(("niveau", "bao"),))
    assert project.frequencies(FrequencyRequest(scope=where)).n.startswith("N = 1 persons")


@pytest.mark.parametrize("kind", [VariableType.NUMBER, VariableType.DATE, VariableType.TEXT])
def test_a_table_goes_by_no_number_date_or_text(project: Project, kind: VariableType) -> None:
    project.variables.add("leeftijd", kind)
    with pytest.raises(InputError, match=f"'leeftijd' is a variable of type {kind}: a table goes by a category"):
        project.frequencies(FrequencyRequest(by="leeftijd"))
    with pytest.raises(InputError, match=f"of type {kind}"):
        project.frequencies(FrequencyRequest(scope=ScopeRequest(where=(("leeftijd", "12"),))))


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [
        (FrequencyRequest(by="net"), "There is no variable 'net'; this project has: –."),
        (FrequencyRequest(scope=ScopeRequest(coder="Wie")), "There is no coder 'Wie'."),
        (FrequencyRequest(scope=ScopeRequest(documents=("x",))), "There is no document 'x'."),
        (FrequencyRequest(scope=ScopeRequest(questions=("x",))), "There is no question 'x'."),
        (FrequencyRequest(scope=ScopeRequest(where=(("net", "GO!"),))), "There is no variable 'net'"),
    ],
)
def test_what_does_not_exist_is_named(project: Project, request_: FrequencyRequest, sentence: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        project.frequencies(request_)
    assert str(caught.value).startswith(sentence)


def test_a_value_that_does_not_exist_and_a_level_that_is_none_are_named(enquete: Project) -> None:
    with pytest.raises(NotFoundError, match="Variable 'niveau' has no value 'BAO'"):
        enquete.frequencies(FrequencyRequest(scope=ScopeRequest(where=(("niveau", "BAO"),))))
    with pytest.raises(InputError, match="'collective' is none of these"):
        enquete.frequencies(FrequencyRequest(scope=ScopeRequest(level=CaseKind.COLLECTIVE)))


def test_coders_are_never_added_up(enquete: Project) -> None:
    enquete.coders.add("Bo")
    enquete.act_as("Bo")
    enquete.reviews.mark([1])
    with pytest.raises(InputError, match=r"1 unit was coded by several coders \(An, Bo\).*--coder NAME"):
        enquete.frequencies(FrequencyRequest())
    assert enquete.frequencies(FrequencyRequest(scope=ScopeRequest(coder="bo"))).n.startswith("N = 1 persons")
    elsewhere = ScopeRequest(where=(("niveau", "so"),))
    assert "reporting layer: An;" in enquete.frequencies(FrequencyRequest(scope=elsewhere)).rule


def test_coders_on_units_of_their_own_make_one_layer(enquete: Project) -> None:
    enquete.reviews.clear([1, 2])
    enquete.codings.remove([1, 2])
    enquete.coders.add("Bo")
    enquete.act_as("Bo")
    enquete.codings.add(1, 0, 4, [2])
    enquete.reviews.mark([1, 2])
    table = enquete.frequencies(FrequencyRequest())
    assert "reporting layer: each unit's only coder (An, Bo)" in table.rule
    assert cells(table, "tijd") == ["9", "9", "23 %"]


def test_an_empty_project_has_an_empty_table(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.codebench", "An") as project:
        for base in Base:
            table = project.frequencies(FrequencyRequest(base=base))
            assert (table.rows, table.notes) == ((), ())
        project.codebook.add("tijd")
        assert project.frequencies(FrequencyRequest()).n == "N = 0 persons with at least one reviewed unit."


def test_a_share_of_nothing_is_undefined(enquete: Project) -> None:
    enquete.reviews.clear(enquete.reviews.units_of_question(1))
    assert cells(enquete.frequencies(FrequencyRequest()), "tijd") == ["10", "0", "–"]


def test_what_is_written_meanwhile_is_counted_anew(enquete: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    resolve = counting.resolve
    calls = []

    def written_between(*args: object, **more: object) -> object:
        scope = resolve(*args, **more)  # type: ignore[arg-type]
        if len(calls) < 2:
            calls.append(enquete.codings.add(20 + len(calls), 0, 4, [1]))
        return scope

    monkeypatch.setattr(counting, "resolve", written_between)
    with Project.open(enquete.path, "An", read_only=True) as reader:
        assert cells(reader.frequencies(FrequencyRequest()), "tijd") == ["12", "12", "30 %"]
    assert len(calls) == 2


def test_contradictions_of_two_states_are_counted_anew(enquete: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    units = coded.in_order
    calls = []

    def gone_between(*args: object, **more: object) -> object:
        if not calls:
            calls.append(enquete.imports.take([survey({f"S{i}": "Ja." for i in range(5)}, question="Wat niet?")]))
            enquete.codings.add(41, 0, 2, [1])
        return units(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(coded, "in_order", gone_between)
    with Project.open(enquete.path, "An", read_only=True) as reader:
        table = reader.frequencies(FrequencyRequest(base=Base.CODINGS))
    assert table.n == "N = 11 codings by 11 cases."


def test_under_a_steady_writer_one_transaction_is_counted(enquete: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer adds a coding in every pause; the one that falls into the last read waits until it is over."""
    resolve = counting.resolve
    tries = []
    begun = Event()

    def write_in_between(*args: object, **more: object) -> object:
        scope = resolve(*args, **more)  # type: ignore[arg-type]
        tries.append(len(tries))
        document = 10 + len(tries)
        if len(tries) <= reading.TRIES:
            enquete.codings.add(document, 0, 4, [1])
        else:
            writer.start()
            begun.wait(5)
        return scope

    def late() -> None:
        begun.set()
        enquete.codings.add(30, 0, 4, [1])

    writer = Thread(target=late)
    monkeypatch.setattr(counting, "resolve", write_in_between)
    with Project.open(enquete.path, "An", read_only=True) as reader:
        table = reader.frequencies(FrequencyRequest())
        writer.join()
        assert len(tries) == reading.TRIES + 1
        assert cells(table, "tijd") == ["15", "15", "38 %"]
        monkeypatch.setattr(counting, "resolve", resolve)
        assert cells(reader.frequencies(FrequencyRequest()), "tijd") == ["16", "16", "40 %"]


def test_pages_meet_without_gap_or_double(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.imports.take([survey(ANSWERS, LEVELS)])
    project.coding_files.take([coding_row("tijd", 0, 4, respondent=name) for name in ANSWERS])
    project.reviews.mark(project.reviews.units_of_question(1))
    expected = {base: project.frequencies(FrequencyRequest(base, "niveau")) for base in Base}
    for size in (1, 2, 4, 5, 7, 40):
        monkeypatch.setattr(reading, "SLICE", size)
        for base in Base:
            assert project.frequencies(FrequencyRequest(base, "niveau")) == expected[base]


def test_hostile_names_stay_text(project: Project) -> None:
    evil = "\x1b]52;c;\x07 = [red]"
    project.imports.take([transcript(evil, TURNS[:2])])
    table = project.frequencies(FrequencyRequest(scope=ScopeRequest(documents=(evil,))))
    assert "\x1b" not in table.rule
