"""Agreement in a project: the same figures as the engine on arrays made by hand; whose work is compared."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from codebench.agreement import alpha_intervals, binary_sums, character_sums, pooled_alpha
from codebench.agreement import basis_of_labels as basis_of
from codebench.agreement.spans import Spans
from codebench.domain.annotation import Annotation
from codebench.domain.annotation_encoding import encode
from codebench.domain.errors import InputError, NotFoundError
from codebench.project.agreement_data import AgreementRequest
from codebench.project.agreement_freezing import AgreementReport
from codebench.project.project import Project
from codebench.project.round_models import RoundPlan, RoundUnit
from codebench.store.annotations import Kept, keep
from tests.conftest import survey, transcript

SAID = ["te weinig tijd", "geen mandaat", "tijd en overleg", "niks", "het mandaat is vaag", "tijd", "overleg helpt"]
TURNS = [("Moderator", "Hoe gaat het?"), *((("Ilse", "Bart")[i % 2], said) for i, said in enumerate(SAID))]
# What each gave the participants' turns, and where in the turn (None: all of it).
AN = {0: [("tijd", None)], 1: [("mandaat", None)], 2: [("tijd", (0, 4))], 4: [("mandaat", None)], 5: [("tijd", None)]}
BO = {0: [("tijd", (9, 14))], 1: [("tijd", None)], 2: [("tijd", (0, 4)), ("overleg", (8, 15))], 4: [("mandaat", None)]}
CODES = ["tijd", "overleg", "mandaat"]
LAST = 6  # Bo did not come to the seventh turn


@pytest.fixture
def coded(tmp_path: Path) -> Iterator[Project]:
    """A focus group coded by An and Bo, but for its last turn by Bo; a third coder did nothing."""
    with Project.create(tmp_path / "studie.codebench", "An") as project:
        project.imports.take([transcript("groep", TURNS)])
        for name in CODES:
            project.codebook.add(name)
        project.coders.add("Bo")
        project.coders.add("Cem")
        for coder, given in (("An", AN), ("Bo", BO)):
            code(project, coder, given, LAST if coder == "Bo" else LAST + 1)
        project.act_as("An")
        yield project


def code(project: Project, coder: str, given: dict[int, list[tuple[str, tuple[int, int] | None]]], n: int) -> None:
    project.act_as(coder)
    document = project.documents.get("groep").id
    units = project.documents.units(document)
    for place, codes in given.items():
        unit = units[1 + place]
        for name, span in codes:
            start, end = span or (0, unit.end - unit.body_start)
            project.codings.add(document, unit.body_start + start, unit.body_start + end, [project.codebook.find(name)])
    # The moderator's turn is marked as well: it is no unit all the same.
    project.reviews.mark([unit.id for unit in units[: n + 1]])


def by_hand() -> np.ndarray:
    labels = np.zeros((2, LAST, 3), dtype=bool)
    for coder, given in enumerate((AN, BO)):
        for place, codes in given.items():
            for name, _span in codes:
                labels[coder, place, CODES.index(name)] = True
    return labels


def test_units_are_those_that_all_judged_and_no_moderator(coded: Project) -> None:
    with pytest.raises(InputError, match="Cem"):
        coded.agreement.work(AgreementRequest(coders=("An", "Cem")))
    work = coded.agreement.work(AgreementRequest())
    assert [coder.name for coder in work.coders] == ["An", "Bo"], "who judged nothing is not compared"
    assert [unit.case for unit in work.units] == ["Ilse", "Bart"] * 3
    assert (work.unit, work.partly) == (RoundUnit.TURN, 1)
    assert [path for _id, path in work.codes] == CODES


def test_the_figures_are_those_of_arrays_by_hand(coded: Project) -> None:
    labels = by_hand()
    expected = pooled_alpha(binary_sums(labels), basis_of(labels))
    intervals = alpha_intervals(labels, clusters=np.zeros(LAST))
    report = coded.agreement.report(AgreementRequest())
    assert report.figures["alpha_pooled_binary"] == expected.pooled.value
    assert report.figures["about"]["interval"] is intervals.pooled is None, "one block of turns has no interval"
    for name, alpha in zip(CODES, expected.per_code, strict=True):
        assert report.figures[f"percat_alpha[{name}]"] == alpha.value
    rows = {str(row.cells[0]): row.cells for row in report.tables["codes"].rows}
    assert rows["tijd"][6:11] == (3, 3, 2, 1, 1)
    assert rows["overleg"][6:11] == (0, 1, 0, 0, 1)
    order = [str(row.cells[0]) for row in report.tables["codes"].rows]
    shares = dict(zip(CODES, expected.share, strict=True))
    assert order == sorted(CODES, key=lambda name: -shares[name])
    assert [coded.codebook.tree().path(code) for code in report.code_ids] == order


def test_characters_are_those_of_what_was_said(coded: Project) -> None:
    length, rows = 0, []
    for place, said in enumerate(SAID[:LAST]):
        for coder, given in enumerate((AN, BO)):
            for name, span in given.get(place, []):
                start, end = span or (0, len(said))
                rows.append((coder, length + start, length + end, CODES.index(name)))
        length += len(said)
    spans = Spans.of(rows, coders=2, codes=3, length=length)
    report = coded.agreement.report(AgreementRequest(unit=RoundUnit.CHARACTER))
    assert report.figures["about"]["alpha"] == pooled_alpha(character_sums(spans), spans.basis).pooled.value
    assert report.figures["c_alpha_pooled_binary"] == report.figures["about"]["alpha"]
    tijd = next(row.cells for row in report.tables["codes"].rows if row.cells[0] == "tijd")
    assert tijd[6:11] == (22, 21, 9, 13, 12)


def test_sentences_are_said_to_be_missing_before_annotation(coded: Project) -> None:
    with pytest.raises(InputError, match="annotate"):
        coded.agreement.work(AgreementRequest(unit=RoundUnit.SENTENCE))


def test_a_respondent_is_a_cluster(coded: Project) -> None:
    answers = {f"r{n:02d}": f"antwoord {n}" for n in range(40)}
    coded.imports.take([survey(answers)])
    question = coded.documents.questions()[0]
    units = coded.reviews.units_of_question(question.id)
    for name, share in (("An", 2), ("Bo", 3)):
        coded.act_as(name)
        for at, document in enumerate(coded.documents.answer_ids(question.id)):
            if at % share == 0:
                coded.codings.add(document, 0, 8, [coded.codebook.find("tijd")])
        coded.reviews.mark(units)
    report = coded.agreement.report(AgreementRequest())
    labels = np.array([[[at % share == 0] for at in range(40)] for share in (2, 3)])
    interval = alpha_intervals(labels).pooled
    assert interval is not None
    assert report.figures["about"]["interval"] == [interval.low, interval.high]
    assert "40 answers" in report.sentence
    assert "40 respondents" in report.sentence
    assert "seed 20161" in report.sentence
    assert "--unit turn" in report.tables["codes"].n


def test_what_is_frozen_comes_back_to_the_last_digit(coded: Project) -> None:
    report = coded.agreement.report(AgreementRequest())
    again = AgreementReport.from_json(report.to_json())
    assert again.tables == report.tables
    assert again.figures == report.figures
    assert (again.sentence, again.code_ids, again.frozen) == (report.sentence, report.code_ids, True)


def test_a_round_keeps_the_figures_of_when_it_closed(coded: Project) -> None:
    made = coded.rounds.make(RoundPlan("ronde 1", coders=("An", "Bo"), documents=("groep",)))
    with pytest.raises(InputError, match="blind"):
        coded.agreement.report(AgreementRequest())
    coded.rounds.close(made.id, reason="Bo is ziek")
    before = coded.agreement.report(AgreementRequest(round="ronde 1"))
    assert before.frozen
    assert "of round 'ronde 1' (blind; groep;" in before.sentence
    document = coded.documents.get("groep").id
    for coding in coded.documents.codings(document):
        coded.codings.remove([coding.id])
    assert coded.agreement.report(AgreementRequest(round="ronde 1")) == before
    with pytest.raises(NotFoundError, match="ronde 1"):
        coded.agreement.report(AgreementRequest(round="ronde 2"))


def test_a_purge_erases_a_documents_name_from_what_is_frozen_and_no_figure(coded: Project) -> None:
    made = coded.rounds.make(RoundPlan("ronde 1", coders=("An", "Bo"), documents=("groep",)))
    coded.rounds.close(made.id, reason="Bo is ziek")
    before = coded.agreement.report(AgreementRequest(round="ronde 1"))
    document = coded.documents.get("groep").id
    coded.documents.rename(document, "de groep van Ilse")
    assert "de groep van Ilse" in coded.agreement.report(AgreementRequest(round="ronde 1")).sentence
    coded.purging.purge([document])
    after = coded.agreement.report(AgreementRequest(round="ronde 1"))
    assert after.figures == before.figures
    assert after.sentence == before.sentence.replace("(blind; groep;", "(blind; (an erased document);")
    assert after.tables["codes"] == before.tables["codes"]
    assert "groep" not in str(coded.session.tuples("SELECT name, selection, figures FROM rounds"))


def test_sub_codes_count_as_their_top_code_where_that_is_asked(coded: Project) -> None:
    work = coded.codebook.add("werk")
    for name in ("tijd", "mandaat"):
        coded.codebook.move(coded.codebook.find(name), work)
    report = coded.agreement.report(AgreementRequest(top_codes=True))
    labels = by_hand()
    rolled = np.stack([labels[:, :, [0, 2]].any(axis=2), labels[:, :, 1]], axis=2)
    assert report.figures["about"]["alpha"] == pooled_alpha(binary_sums(rolled), basis_of(rolled)).pooled.value
    assert {row.cells[0] for row in report.tables["codes"].rows} == {"werk", "overleg"}
    assert "2 top codes" in report.sentence
    assert "sub-codes count as their top code" in report.tables["codes"].rule
    assert report.figures["c_alpha_binary[werk]"] is not None


def test_what_is_asked_of_a_closed_round_beside_its_figures_says_that_it_is_computed_anew(coded: Project) -> None:
    made = coded.rounds.make(RoundPlan("ronde 1", coders=("An", "Bo"), documents=("groep",)))
    coded.rounds.close(made.id, reason="Bo is ziek")
    assert "computed after" not in coded.agreement.report(AgreementRequest(round="ronde 1")).sentence
    anew = coded.agreement.report(AgreementRequest(round="ronde 1", unit=RoundUnit.CHARACTER))
    assert "computed after it closed" in anew.sentence
    assert any("as they are now" in note for note in anew.tables["codes"].notes)


def test_a_second_coding_is_held_against_the_first(coded: Project) -> None:
    made = coded.rounds.make(RoundPlan("herhaling", coders=("An",), again=True, is_blind=False, documents=("groep",)))
    code(coded, made.coders[0].name, {0: [("tijd", None)], 1: [("mandaat", None)]}, LAST)
    coded.act_as("An")
    coded.rounds.close(made.id, reason="klaar")
    report = coded.agreement.report(AgreementRequest(round="herhaling"))
    assert "An and An (herhaling)" in report.sentence
    recoding = coded.agreement.report(AgreementRequest(coders=("An", "Bo"))).tables["recoding"]
    assert recoding.rows[0].cells[:3] == ("An", "An (herhaling)", LAST)


def test_where_nobody_coded_anything_every_figure_says_why_there_is_none(coded: Project) -> None:
    document = coded.documents.get("groep").id
    coded.codings.remove([coding.id for coding in coded.documents.codings(document)])
    report = coded.agreement.report(AgreementRequest())
    assert "undefined" in report.sentence
    assert report.figures["undefined"]["alpha_pooled_binary"] == "no_variation"
    assert report.tables["codes"].rows == ()
    assert coded.settling.disputes(AgreementRequest()).found == ()
    assert coded.agreement.report(AgreementRequest(unit=RoundUnit.CHARACTER)).tables["codes"].rows == ()


def test_three_coders_and_each_left_out(coded: Project) -> None:
    code(coded, "Cem", BO, LAST)
    report = coded.agreement.report(AgreementRequest())
    table = report.tables["coders"]
    assert [column.heading for column in table.columns] == ["coder", "An", "Bo", "Cem", "α without"]
    without = {row.cells[0]: row.cells[-1] for row in table.rows}
    assert without["An"] == 1.0, "Bo and Cem coded the same"
    assert without["Bo"] == without["Cem"] == report.tables["coders"].rows[0].cells[2]
    rows = {row.cells[0]: row.cells[6:11] for row in report.tables["codes"].rows}
    assert rows["tijd"] == (3, 3, 3, 2, 2), "given by each, by all, by some"


def test_a_sentence_has_a_code_where_the_coding_covers_a_word_of_it(coded: Project) -> None:
    document = coded.documents.get("groep").id
    text, units = coded.documents.text(document), coded.documents.units(document)
    # Each participants' turn is cut in two: after its first word, where it has several.
    starts = {0}
    for unit in units:
        starts |= {unit.body_start, unit.body_start + text[unit.body_start : unit.end].find(" ") + 1}
    firsts = sorted(starts)
    ends = [start + len(text[start:end].rstrip()) for start, end in pairwise([*firsts, len(text)])]
    tokens = len(firsts)
    said = Annotation(firsts, ends, [""] * tokens, [""] * tokens, list(range(tokens)))
    version = coded.session.value("SELECT id FROM text_versions")
    pipeline = coded.annotations.pipeline
    keep(coded.session.store, pipeline.name, pipeline.key, [Kept(version, encode(said), {})])
    work = coded.agreement.work(AgreementRequest(unit=RoundUnit.SENTENCE))
    assert [text[unit.start : unit.end] for unit in work.units[:4]] == ["te", "weinig tijd", "geen", "mandaat"]
    given = {(each.coder, each.unit, work.codes[each.code][1]) for each in work.given}
    assert {(0, 0, "tijd"), (0, 1, "tijd"), (1, 1, "tijd")} <= given
    assert (1, 0, "tijd") not in given
    labels = np.zeros((2, len(work.units), 3), dtype=bool)
    for coder, unit, name in given:
        labels[coder, unit, CODES.index(name)] = True
    report = coded.agreement.report(AgreementRequest(unit=RoundUnit.SENTENCE))
    expected = pooled_alpha(binary_sums(labels), basis_of(labels)).pooled.value
    assert report.figures["alpha_pooled_binary"] == expected
    # What is settled is a whole turn all the same.
    assert {each.unit.start for each in coded.settling.disputes(AgreementRequest(unit=RoundUnit.SENTENCE)).found} <= {
        unit.body_start for unit in units
    }
