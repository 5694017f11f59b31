"""Settling: what is disputed and how, what the consensus gets, the tally; undone whole, on paper and back."""

import csv
from pathlib import Path

import openpyxl
import pytest

from codebench.agreement.matrix import read_matrix
from codebench.agreement.of_matrix import matrix_figures
from codebench.domain.csv_profile import CsvProfile
from codebench.domain.errors import ConflictError
from codebench.exchange.xlsx_rows import read_rows
from codebench.project.agreement_data import AgreementRequest
from codebench.project.agreement_files import Layout, write_ratings
from codebench.project.disputes import Dispute, DisputeKind, Outcome
from codebench.project.project import Project
from codebench.project.round_models import RoundKind, RoundPlan
from codebench.project.settling import NEEDS_RULE, Decision, Disputes
from codebench.report.registry import Format, write
from tests.project.test_agreement import LAST, coded  # noqa: F401 - a fixture

ROUND = AgreementRequest(round="ronde")


@pytest.fixture
def settled(coded: Project) -> Project:  # noqa: F811
    """The focus group with a round of what both coded."""
    coded.settling.make_round(AgreementRequest(), "ronde", RoundKind.RELIABILITY)
    return coded


def at(disputes: Disputes, place: int, code: str) -> Dispute:
    """The dispute about a code in a participants' turn, counted from 0."""
    paths = dict(disputes.work.codes)
    return next(each for each in disputes.found if each.unit.position == place + 1 and paths[each.code_id] == code)


def consensus(project: Project) -> set[tuple[str, str]]:
    """The codes of the consensus and the words they lie on."""
    rows = project.session.tuples("SELECT code, quote FROM view_codings WHERE coder = 'consensus'")
    return set(rows)


def marks(project: Project) -> int:
    return len(project.session.tuples("SELECT 1 FROM view_reviews WHERE coder = 'consensus'"))


def test_kinds_of_disputes(settled: Project) -> None:
    disputes = settled.settling.disputes(ROUND)
    paths = dict(disputes.work.codes)
    told = [(paths[each.code_id], each.kind, each.unit.position - 1) for each in disputes.found]
    assert told == [
        ("tijd", DisputeKind.SUBSTITUTION, 1),
        ("tijd", DisputeKind.OMISSION, 5),
        ("tijd", DisputeKind.BOUNDARY, 0),
        ("overleg", DisputeKind.OMISSION, 2),
        ("mandaat", DisputeKind.SUBSTITUTION, 1),
    ]


def test_the_consensus_gets_what_was_decided_and_with_it_what_all_agree_on(settled: Project) -> None:
    disputes = settled.settling.disputes(ROUND)
    bo = disputes.work.coders[1].id
    settled.settling.settle(disputes, at(disputes, 2, "overleg"), Decision(Outcome.ONE, bo, note="besproken"))
    assert consensus(settled) == {("overleg", "overleg"), ("tijd", "tijd")}
    assert marks(settled) == 1
    tally = settled.agreement.report(ROUND).tables["tally"]
    assert tally.rows[0].cells == ("Bo's taken", 1)
    assert "α" not in "".join((*tally.notes, tally.n, tally.title))


def test_no_code_is_a_decision_too(settled: Project) -> None:
    disputes = settled.settling.disputes(ROUND)
    settled.settling.settle(disputes, at(disputes, 5, "tijd"), Decision(Outcome.NEITHER))
    assert (consensus(settled), marks(settled)) == (set(), 1)


def test_what_stands_instead_is_decided_along(settled: Project) -> None:
    disputes = settled.settling.disputes(ROUND)
    an = disputes.work.coders[0].id
    done = settled.settling.settle(disputes, at(disputes, 1, "tijd"), Decision(Outcome.ONE, an))
    assert len(done) == 2
    assert (consensus(settled), marks(settled)) == ({("mandaat", "geen mandaat")}, 1)
    # Deciding anew takes the place of what was decided.
    again = settled.settling.disputes(ROUND)
    settled.settling.settle(again, at(again, 1, "tijd"), Decision(Outcome.ALL))
    assert consensus(settled) == {("mandaat", "geen mandaat"), ("tijd", "geen mandaat")}
    assert settled.settling.disputes(ROUND).open == 3


def test_a_boundary_is_adjusted(settled: Project) -> None:
    disputes = settled.settling.disputes(ROUND)
    dispute = at(disputes, 0, "tijd")
    start = dispute.unit.start + 3
    settled.settling.settle(disputes, dispute, Decision(Outcome.ADJUSTED, spans=((start, start + 11),)))
    assert consensus(settled) == {("tijd", "weinig tijd")}


def test_undo_takes_back_a_decision_and_the_coders_work_never_changed(settled: Project) -> None:
    def work_of_coders() -> list[tuple[object, ...]]:
        return settled.session.tuples("SELECT * FROM codings WHERE coder_id IN (1, 2) ORDER BY id")

    before = work_of_coders()
    disputes = settled.settling.disputes(ROUND)
    settled.settling.settle(disputes, at(disputes, 1, "tijd"), Decision(Outcome.ALL))
    assert work_of_coders() == before
    settled.history.undo()
    assert (consensus(settled), marks(settled)) == (set(), 0)
    assert settled.settling.disputes(ROUND) == disputes
    assert "tally" not in settled.agreement.report(ROUND).tables
    assert settled.check() == []


def test_nothing_is_settled_without_a_closed_round(coded: Project) -> None:  # noqa: F811
    disputes = coded.settling.disputes(AgreementRequest())
    with pytest.raises(ConflictError, match="make one"):
        coded.settling.settle(disputes, disputes.found[0], Decision(Outcome.ALL))
    coded.rounds.make(RoundPlan("los", coders=("An", "Bo"), is_blind=False, documents=("groep",)))
    disputes = coded.settling.disputes(AgreementRequest(round="los"))
    with pytest.raises(ConflictError, match="open"):
        coded.settling.settle(disputes, disputes.found[0], Decision(Outcome.ALL))


def test_a_code_that_needs_a_rule_is_on_the_list(settled: Project) -> None:
    disputes = settled.settling.disputes(ROUND)
    settled.settling.needs_rule(disputes.work, at(disputes, 1, "tijd"), "wanneer telt werkdruk?")
    memo = settled.memos.all()[-1]
    assert (memo.title, memo.kind, memo.target) == (NEEDS_RULE, "methodological", "code 'tijd'")
    assert memo.body.startswith("wanneer telt werkdruk?")
    assert "Bo: “geen mandaat”" in memo.body


def test_on_paper_and_back(settled: Project, tmp_path: Path) -> None:
    path = tmp_path / "overleg.xlsx"
    disputes = settled.settling.disputes(ROUND)
    write(settled.dispute_files.table(disputes), path, Format.XLSX)
    assert settled.dispute_files.read(disputes, read_rows(path)) == []
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for row, decision in zip(range(2, 7), ("", "bo", "weinig", "beide", "wie?"), strict=True):
        sheet.cell(row, heads["decision"]).value = decision
    sheet.cell(3, heads["note"]).value = "=1+1"
    book.save(path)
    lines = settled.dispute_files.read(disputes, read_rows(path))
    assert [line.decision is not None for line in lines] == [True, True, True, False]
    assert settled.dispute_files.take(disputes, lines, path.name) == 3
    assert consensus(settled) == {("tijd", "weinig"), ("overleg", "overleg"), ("tijd", "tijd")}
    assert len(settled.dispute_files.read(settled.settling.disputes(ROUND), read_rows(path))) == 2
    settled.history.undo()
    assert consensus(settled) == set()


@pytest.mark.parametrize("layout", list(Layout))
def test_ratings_for_other_programs(coded: Project, tmp_path: Path, layout: Layout) -> None:  # noqa: F811
    work = coded.agreement.work(AgreementRequest())
    path = tmp_path / "ratings.csv"
    told = write_ratings(work, layout, path, CsvProfile.EXCEL)
    content = path.read_text("utf-8")
    assert content.startswith("\ufeff")
    in_excel = list(csv.reader(content.removeprefix("\ufeff").splitlines(), delimiter=";"))
    if layout is Layout.UNITS:
        again = read_matrix(path.read_text("utf-8-sig"), "r")
    write_ratings(work, layout, path)
    assert in_excel == list(csv.reader(path.read_text("utf-8").splitlines()))
    rows = [line.split(",") for line in path.read_text("utf-8").splitlines()]
    match layout:
        case Layout.UNITS:
            mine = coded.agreement.report(AgreementRequest()).figures
            theirs = matrix_figures(again, intervals=False).flat()
            assert theirs.pop("undefined").items() <= mine["undefined"].items()
            assert {key: mine[key] for key in theirs} == pytest.approx(theirs)
        case Layout.CODERS:
            assert [row[0] for row in rows] == ["coder", "An", "Bo"]
            assert rows[2][1:4] == ["tijd", "tijd", "tijd;overleg"]
        case Layout.RECAL:
            assert rows[2] == ["1", "1", "0", "1", "0", "0"]
            assert "columns 3–4: overleg" in told
        case Layout.LONG:
            assert len(rows) == 1 + 2 * LAST + 1
            assert rows[1] == ["groep #2", "groep", "Ilse", "An", "tijd"]
        case Layout.SPANS:
            assert rows[3:] and told[0].startswith("`codebench agreement --spans")
