"""What the figures say and refuse: bases, weights, words for shares, what is tested and what is hidden."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from codebench.analysis.comparison import ComparisonRequest
from codebench.analysis.cooccurrence import CooccurrenceRequest, Shape
from codebench.analysis.families import FamiliesRequest
from codebench.analysis.frequencies import Base, FrequencyRequest
from codebench.analysis.newcodes import NewCodesRequest
from codebench.analysis.quantifiers import BANDS, Band, check_bands, quantifier
from codebench.analysis.scales import ScalesRequest
from codebench.analysis.scope import Denominator, ScopeRequest
from codebench.domain.errors import InputError, NotFoundError
from codebench.domain.table import Share, Table, Undefined, cell_text
from codebench.domain.variables import Absence, Value, VariableType
from codebench.project.project import Project
from tests.conftest import TURNS, coding_row, survey, transcript

ANSWERS = {f"R{i:02d}": "Meer tijd voor overleg." for i in range(60)}
LEVELS = {name: "bao" if i % 2 else "so" for i, name in enumerate(ANSWERS)}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Sixty answers of bao and so; 'tijd' is of bao alone, 'mandaat' of four, and half is weighted twice."""
    with Project.create(tmp_path_factory.mktemp("figures") / "p.codebench", "An") as made:
        made.imports.take([survey(ANSWERS, LEVELS)])
        made.codebook.ensure("tijd > overleg")
        made.codebook.ensure("mandaat > taak")
        made.reviews.mark(made.reviews.units_of_question(1))
        rows = [coding_row("overleg", 0, 4, respondent=f"R{i:02d}") for i in range(1, 60, 2)]
        made.coding_files.take([*rows, *(coding_row("taak", 5, 9, respondent=f"R{i:02d}") for i in (1, 2, 3, 5))])
        weight, scale = (
            made.variables.add("gewicht", VariableType.NUMBER),
            made.variables.add("tevreden", VariableType.SCALE, ("1 zwak", "2", "3", "4", "5 sterk")),
        )
        for case in made.cases.all():
            i = int(case.name[1:])
            made.cases.set_value(case.id, weight, Value(number=2.0 if i % 2 else 1.0))
            score = Value(absence=Absence.NOT_APPLICABLE) if i < 4 else Value(options=("5 sterk" if i % 2 else "2",))
            made.cases.set_value(case.id, scale, score if i % 3 else Value(options=("3",)))
        yield made


def row(table: Table, code: str) -> tuple[object, ...]:
    return next(each.cells[1:] for each in table.rows if each.cells[0] == code)


def test_a_difference_is_tested_named_and_exploratory(study: Project) -> None:
    table = study.figures.compared(ComparisonRequest(by="niveau"))
    tijd, taak = row(table, "overleg"), row(table, "taak")
    assert tijd[:7] == (30, 30, Share(30, 60), 30, Share(30, 30), 0, Share(0, 30))
    assert (tijd[7], tijd[-1]) == ("chi²", "yes")
    assert (taak[7], taak[-1]) == ("Fisher", "")
    assert cell_text(tijd[9]) == "<0.001"  # type: ignore[arg-type]
    assert "over 4 tests" in table.rule
    assert any("exploratory" in note for note in table.notes)
    given = study.figures.compared(ComparisonRequest(by="niveau", is_given=True))
    assert not any("exploratory" in note for note in given.notes)


def test_small_cells_are_hidden_with_what_would_tell_them(study: Project) -> None:
    table = study.figures.compared(ComparisonRequest(by="niveau", min_cell=5))
    assert all(isinstance(cell, Undefined) for cell in row(table, "taak")[:7]), "4 in all, 3 and 1"
    assert row(table, "overleg")[1] == 30
    assert "over 2 tests" in table.rule
    assert any(note.startswith("Hidden: what stands for fewer than 5 cases") for note in table.notes)
    square = study.figures.cooccurrence(CooccurrenceRequest(shape=Shape.MATRIX, min_cell=5))
    assert [cell_text(cell) for cell in square.rows[0].cells[1:]] == ["30", "–"]


@pytest.mark.parametrize("by", ["niveau", None])
@pytest.mark.parametrize("is_ranked", [False, True])
def test_frequencies_hide_what_a_comparison_hides(study: Project, by: str | None, *, is_ranked: bool) -> None:
    table = study.frequencies(FrequencyRequest(by=by, min_cell=5, is_ranked=is_ranked))
    compared = study.figures.compared(ComparisonRequest(by="niveau", min_cell=5, is_ranked=is_ranked, is_tested=False))
    width = len(table.columns)
    assert [row.cells for row in table.rows] == [row.cells[:width] for row in compared.rows]
    assert isinstance(row(table, "taak")[1], Undefined) and row(table, "overleg")[1] == 30
    assert any(note.startswith("Hidden: what stands for fewer than 5 cases") for note in table.notes)
    words = study.frequencies(FrequencyRequest(min_cell=5, bands=BANDS))
    assert isinstance(row(words, "taak")[-1], Undefined) and row(words, "overleg")[-1] == "ongeveer de helft"


def test_words_hide_who_was_asked_apart_where_these_are_few(project: Project) -> None:
    project.imports.take([survey({f"R{i}": "tijd" for i in range(20)})])
    project.reviews.mark([*(unit.id for unit in project.documents.units(1)), *project.reviews.units_of_question(1)])
    rows = [coding_row("tijd", 0, 4, respondent=f"R{i}") for i in range(9)]
    project.coding_files.take([*rows, coding_row("tijd", 40, 60, document="groep-1")])
    shown = row(project.frequencies(FrequencyRequest(bands=BANDS)), "tijd")
    assert shown[-1] == "ongeveer de helft (9 van 20); 1 van 3 vermeldde spontaan, in 1 van 1 groepen"
    hidden = row(project.frequencies(FrequencyRequest(bands=BANDS, min_cell=5)), "tijd")
    assert isinstance(hidden[-1], Undefined) and hidden[1] == 10


def test_only_the_codes_of_a_set(study: Project) -> None:
    there = {each.name: each.id for each in study.codebook.codes()}
    made = study.code_sets.make("half", [there["taak"], there["overleg"]])
    table = study.figures.compared(ComparisonRequest(by="niveau", code_set="half"))
    assert [each.cells[0] for each in table.rows] == ["mandaat > taak", "tijd > overleg"]
    assert [(each.cells[1:7], each.level) for each in table.rows] == [
        (row(study.figures.compared(ComparisonRequest(by="niveau")), name)[:6], 0) for name in ("taak", "overleg")
    ]
    assert "over 2 tests" in table.rule, "Holm over what is in the table"
    assert any("Only the codes of set 'half'" in note for note in table.notes)
    square = study.figures.cooccurrence(CooccurrenceRequest(shape=Shape.MATRIX, code_set="half"))
    assert [each.cells[0] for each in square.rows] == ["mandaat > taak", "tijd > overleg"]
    assert square.rows[0].cells[1:] == (4, 3)
    for refused in (
        lambda: study.figures.compared(ComparisonRequest(by="niveau", answers="tevreden", code_set="half")),
        lambda: study.figures.cooccurrence(CooccurrenceRequest(codes=("tijd", "mandaat"), code_set="half")),
        lambda: study.frequencies(FrequencyRequest(base=Base.CODINGS, min_cell=5)),
    ):
        with pytest.raises(InputError):
            refused()
    with pytest.raises(NotFoundError, match="no set 'heel'"):
        study.figures.compared(ComparisonRequest(by="niveau", code_set="heel"))
    study.code_sets.remove(made)


def test_weights_stand_beside_the_unweighted_n(study: Project) -> None:
    table = study.frequencies(FrequencyRequest(weight="gewicht"))
    n, share = row(table, "overleg")[1:]
    assert (n, cell_text(share)) == (30, "67 %")  # type: ignore[arg-type]
    assert "totaal ongewogen; together they weigh 90.0" in table.n
    with pytest.raises(InputError, match="weights are numbers"):
        study.frequencies(FrequencyRequest(weight="niveau"))
    with pytest.raises(InputError, match="go with a count of cases"):
        study.frequencies(FrequencyRequest(Base.CODINGS, weight="gewicht"))


def test_ranking_keeps_sub_codes_under_their_code(study: Project) -> None:
    table = study.frequencies(FrequencyRequest(is_ranked=True))
    assert [each.cells[0] for each in table.rows] == ["tijd", "overleg", "mandaat", "taak"]
    table = study.frequencies(FrequencyRequest(is_ranked=True, scope=ScopeRequest(where=(("niveau", "so"),))))
    assert [each.cells[0] for each in table.rows] == ["mandaat", "taak"]


def test_families_side_by_side(study: Project) -> None:
    table = study.figures.families(FamiliesRequest("tijd", "mandaat", by="niveau"))
    whole, first = table.rows
    assert (whole.cells[0], whole.cells[1], whole.cells[8]) == (None, "tijd", "mandaat")
    assert (first.cells[0], first.cells[1], first.cells[8], first.cells[9]) == (1, "overleg", "taak", 4)
    assert "3 cases have codes of both families." in table.notes


def test_small_cells_of_families_are_hidden_and_come_last(study: Project) -> None:
    table = study.figures.families(FamiliesRequest("tijd", "mandaat", by="niveau", min_cell=5))
    whole, first = table.rows
    assert [cell_text(cell) for cell in whole.cells[1:8]] == ["tijd", "30", "50 %", "30", "100 %", "0", "0 %"]
    assert first.cells[8] == "taak"
    assert all(isinstance(cell, Undefined) for cell in first.cells[9:]), "4 in all, 3 and 1"
    assert any(note.startswith("Hidden: what stands for fewer than 5 cases") for note in table.notes)
    assert not any(note.endswith("cases have codes of both families.") for note in table.notes), "they are 3"


def test_a_hidden_number_has_no_place_among_the_others(project: Project) -> None:
    # Of forty, 3 have the second code and 37 the third: both are hidden, and neither comes before the fourth.
    codes = {"top > eerste": range(20), "top > tweede": range(3), "top > derde": range(37), "top > vierde": range(10)}
    project.imports.take([survey({f"S{i:02d}": "Meer tijd." for i in range(40)})])
    for path in codes:
        project.codebook.ensure(path)
    project.reviews.mark(project.reviews.units_of_question(1))
    rows = [coding_row(path.split(" > ")[1], 0, 4, respondent=f"S{i:02d}") for path, who in codes.items() for i in who]
    project.coding_files.take(rows)
    scope = ScopeRequest(questions=("Wat helpt?",))
    table = project.figures.families(FamiliesRequest("top", "tijd", min_cell=5, scope=scope))
    assert [each.cells[1] for each in table.rows[1:]] == ["eerste", "vierde", "tweede", "derde"]
    project.cases.set_value(1, project.variables.add("groot", VariableType.CATEGORY, ("ja",)), Value(options=("ja",)))
    table = project.figures.compared(ComparisonRequest(by="groot", is_ranked=True, min_cell=5, scope=scope))
    assert [each.cells[0] for each in table.rows[1:]] == ["eerste", "vierde", "tweede", "derde"]


def test_small_groups_have_no_mean_and_no_test(study: Project) -> None:
    table = study.figures.scales(ScalesRequest(code="mandaat", min_cell=5))
    whole, has, without = (each.cells for each in table.rows)
    assert whole[1] == 58
    assert not any(isinstance(cell, Undefined) for cell in whole[1:5])
    assert all(isinstance(cell, Undefined) for cells in (has, without) for cell in cells[1:5]), "who has it are 3"
    assert isinstance(whole[5], Undefined), "n.v.t. of 2"
    assert "figures of its groups are hidden" in str(getattr(whole[-6], "reason", ""))
    assert any(note.startswith("Hidden: figures of fewer than 5 scores") for note in table.notes)
    plain = study.figures.scales(ScalesRequest(by="niveau", min_cell=5))
    assert not any(isinstance(cell, Undefined) for each in plain.rows for cell in each.cells[1:5])


def test_scales_by_who_has_a_code(study: Project) -> None:
    table = study.figures.scales(ScalesRequest(code="tijd"))
    assert [each.cells[0] for each in table.rows] == ["tevreden", "has tijd", "has it not"]
    whole, has, without = (each.cells for each in table.rows)
    assert whole[5] == 2, "n.v.t. is apart"
    assert has[2] == pytest.approx((10 * 3 + 19 * 5) / 29)
    assert without[2] == pytest.approx((10 * 3 + 19 * 2) / 29)
    assert "Welch t" in whole
    assert [column.heading for column in table.columns if column.group == "Distribution"] == list("12345")


@pytest.mark.parametrize(
    ("n", "of", "word"),
    [
        *((0, 9, "geen"), (1, 1, "één"), (2, 100, "enkele"), (15, 100, "een aantal"), (39, 100, "een aantal")),
        *((40, 100, "ongeveer de helft"), (3, 5, "de meeste"), (89, 100, "de meeste"), (9, 10, "(vrijwel) alle")),
    ],
)
def test_the_bands_of_s5_do_not_overlap(n: int, of: int, word: str) -> None:
    assert quantifier(n, of) == word


def test_words_for_shares_and_their_rule(study: Project) -> None:
    table = study.frequencies(FrequencyRequest(bands=BANDS))
    assert [each.cells[-1] for each in table.rows] == ["ongeveer de helft", "ongeveer de helft", "enkele", "enkele"]
    assert "de meeste 60-<90 %, ongeveer de helft 40-<60 %" in table.rule
    own = (Band("weinig", 0), Band("veel", 50))
    assert "words: veel ≥ 50 %, weinig 0-<50 %" in study.frequencies(FrequencyRequest(bands=own)).rule
    for bad in ((Band("veel", 50),), (Band("a", 0), Band("b", 0)), (Band("a", 0), Band("b", 101))):
        with pytest.raises(InputError, match="begin at different shares"):
            check_bands(bad)


def test_speakers_of_a_group_get_no_words_for_shares_and_no_test(project: Project) -> None:
    project.reviews.mark([unit.id for unit in project.documents.units(1)])
    project.codings.add(1, 40, 60, [1])
    level = project.variables.add("niveau", VariableType.CATEGORY, ("bao", "so"))
    for case in project.cases.all():
        project.cases.set_value(case.id, level, Value(options=("bao" if case.name == "Ilse" else "so",)))
    table = project.frequencies(FrequencyRequest(bands=BANDS))
    assert table.rows[0].cells[-1] == "1 van 3 vermeldde spontaan, in 1 van 1 groepen"
    assert "words:" not in table.rule
    assert "silence is not disagreement" in table.rule
    compared = project.figures.compared(ComparisonRequest(by="niveau"))
    told = "Not tested: speakers of one group are clustered: they spoke in each other's presence."
    assert told in compared.notes
    assert "Difference" not in {column.group for column in compared.columns}


def test_who_was_asked_apart_gets_a_word_beside_the_numbers_of_groups(project: Project) -> None:
    """S5: dialogue groups and calls in one study."""
    project.imports.take([survey({f"R{i}": "Meer tijd." for i in range(10)})])
    project.reviews.mark([unit.id for unit in project.documents.units(1)])
    project.reviews.mark(project.reviews.units_of_question(1))
    project.codings.add(1, 40, 60, [1])
    project.coding_files.take([coding_row("tijd", 0, 4, respondent=f"R{i}") for i in range(7)])
    table = project.frequencies(FrequencyRequest(bands=BANDS))
    assert table.rows[0].cells[-1] == "de meeste (7 van 10); 1 van 3 vermeldde spontaan, in 1 van 1 groepen"
    assert "words: (vrijwel) alle" in table.rule
    assert "silence is not disagreement" in table.rule


def test_bases_from_reviewed_to_all(tmp_path: Path) -> None:
    from codebench.ingest import read

    source = tmp_path / "enquete.csv"
    source.write_text(
        "id;niveau;Waarom is dat zo?\n1;bao;Te weinig tijd\n2;bao;Geen tijd hier\n3;so;nvt\n4;so;\n5;so;weet niet\n"
    )
    with Project.create(tmp_path / "p.codebench", "An") as project:
        project.imports.take([read(source), transcript("groep", TURNS)])
        project.codebook.add("tijd")
        project.coding_files.take([coding_row("tijd", 0, 4, respondent=name) for name in ("1", "2")])
        project.reviews.mark([project.reviews.units_of_question(1)[0]])
        question = project.documents.questions()[0].name
        expected = {
            Denominator.REVIEWED: ("1 of 1", "N = 1 persons with at least one reviewed unit; 1 is not yet reviewed."),
            Denominator.SUBSTANTIVE: ("2 of 2", "N = 2 persons who said something to code; 1 is not yet reviewed."),
            Denominator.ANSWERED: ("2 of 4", "N = 4 persons who answered (n.v.t. and weet niet among them); 1"),
            Denominator.ASKED: ("2 of 5", "N = 5 persons who were asked (blank answers among them); 1 is not"),
            Denominator.ALL: ("2 of 8", "N = 8 persons in the project; 1 is not yet reviewed."),
        }
        for of, (share, n) in expected.items():
            table = project.frequencies(FrequencyRequest(scope=ScopeRequest(questions=(question,), of=of)))
            assert (cell_text(row(table, "tijd")[-1]), table.n.startswith(n)) == (share, True), of  # type: ignore[arg-type]


def test_what_is_refused(study: Project) -> None:
    with pytest.raises(InputError, match="It takes two codes"):
        study.figures.cooccurrence(CooccurrenceRequest(codes=("tijd",)))
    with pytest.raises(InputError, match="would say nothing"):
        study.figures.new_codes(NewCodesRequest(is_given=True))
    with pytest.raises(InputError, match="not by both"):
        study.figures.scales(ScalesRequest(by="niveau", code="tijd"))
    with pytest.raises(NotFoundError, match="no variable"):
        study.figures.scales(ScalesRequest(("leeftijd",)))
    with pytest.raises(InputError, match="A filter has a name"):
        study.figures.keep_filter(" ", ScopeRequest())


def test_a_filter_is_an_act_that_is_undone(project: Project) -> None:
    scope = ScopeRequest(documents=("groep-1",), of=Denominator.ALL)
    project.figures.keep_filter("groep", scope)
    assert project.figures.filters() == {"groep": scope}
    assert "groep-1" not in project.session.value("SELECT value FROM settings WHERE name = 'filters'")
    project.history.undo()
    assert project.figures.filters() == {}
