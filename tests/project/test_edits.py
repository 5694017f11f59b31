"""Edits of coded texts: what is shown before yes is what happens, and nothing is lost or shifted."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from codebench.domain.draft import DocumentDraft, DocumentKind, Draft, SectionDraft, UnitDraft, UnitKind
from codebench.domain.errors import ConflictError
from codebench.domain.remap import Outcome
from codebench.domain.variables import Absence
from codebench.project.memos import MemoTarget
from codebench.project.project import Project
from tests.conftest import TURNS, survey, transcript
from tests.project.test_journal import state


def quotes(project: Project, document: int = 1) -> list[str]:
    text = project.documents.text(document)
    return [text[coding.start : coding.end] for coding in project.documents.codings(document)]


def at(project: Project, quote: str, document: int = 1) -> tuple[int, int, int]:
    start = project.documents.text(document).index(quote)
    return document, start, start + len(quote)


def test_an_edit_before_a_coding_moves_it(project: Project) -> None:
    project.codings.add(*at(project, "te weinig tijd"), [1])
    project.edits.apply(1, "Opname 3 😀\n" + project.documents.text(1))
    assert quotes(project) == ["te weinig tijd"]
    assert project.documents.info(1).version == 2


def test_the_same_text_is_no_edit(project: Project) -> None:
    with pytest.raises(ConflictError, match="nothing to change"):
        project.edits.apply(1, project.documents.text(1).replace("\n", "\r\n"))


def test_a_coding_whose_text_is_gone_is_kept_as_an_orphan(project: Project) -> None:
    project.codings.add(*at(project, "te weinig tijd"), [1], memo="let op")
    before = project.documents.text(1)
    plan = project.edits.apply(1, before.replace("te weinig tijd ", ""))
    assert plan.count(Outcome.TEXT_GONE) == 1
    assert quotes(project) == []
    (orphan,) = project.orphans.all()
    assert (orphan.code, orphan.quote) == ("tijd", "te weinig tijd")
    assert project.memos.of(MemoTarget(coding_id=1))[0].body == "let op"
    assert project.memos.of(MemoTarget(coding_id=1))[0].start is None
    project.codings.recode(1, 3)
    project.codings.move(1, *at(project, "echt te weinig")[1:])
    assert project.orphans.all() == []
    assert (quotes(project), project.documents.codings(1)[0].code_id) == (["echt te weinig"], 3)


def test_two_codings_that_shrink_onto_the_same_words_are_told_and_both_kept(project: Project) -> None:
    text = project.documents.text(1)
    project.codings.add(*at(project, "echt te weinig"), [1])
    project.codings.add(*at(project, "allee, echt te weinig"), [1])
    plan = project.edits.preview(1, text.replace("allee, ", ""))
    assert sorted(effect.outcome for effect in plan.effects) == [Outcome.BOUNDARY_TOUCHED, Outcome.TEXT_GONE]
    assert project.edits.apply(1, text.replace("allee, ", "")) == plan
    assert quotes(project) == ["echt te weinig"]
    assert len(project.orphans.all()) == 1
    assert project.check() == []


def test_memos_sections_units_and_review_marks_follow(project: Project) -> None:
    text = "Begin\nEerste alinea.\nTweede alinea."
    units = (UnitDraft(UnitKind.PARAGRAPH, 6, 6, 20, section=0), UnitDraft(UnitKind.PARAGRAPH, 21, 21, 35, section=1))
    sections = (SectionDraft("A", 0, 20), SectionDraft("B", 21, 35))
    note = DocumentDraft("nota", DocumentKind.NOTE, text, units, sections)
    project.imports.take([Draft("nota.txt", "note", "x", lambda: iter([note]))])
    document = project.documents.get("nota").id
    first, second = project.documents.units(document)
    project.reviews.mark([first.id, second.id])
    project.memos.add(MemoTarget(passage=at(project, "Tweede", document)), "bij tweede")
    project.memos.add(MemoTarget(unit_id=first.id), "bij eerste")
    project.edits.apply(document, "Begin\nTweede alinea.\nDerde.")
    opened = project.documents.open(document)
    assert [(unit.id, opened.text[unit.start : unit.end]) for unit in opened.units] == [
        (second.id, "Tweede alinea.\nDerde.")
    ]
    assert opened.reviewed == {second.id}
    assert (opened.units[0].section, opened.units[0].position) == ("B", 0)
    memos = {memo.body: memo for memo in project.memos.all()}
    passage = memos["bij tweede"]
    assert opened.text[passage.start : passage.end] == "Tweede"
    assert memos["bij eerste"].target == "document nota"
    assert [opened.text[section.start : section.end] for section in opened.sections][1].startswith("Tweede")


def test_a_memo_on_a_passage_that_is_gone_leads_to_no_wrong_place(project: Project) -> None:
    place = at(project, "te weinig tijd")
    project.memos.add(MemoTarget(passage=place), "hier")
    project.edits.apply(1, project.documents.text(1).replace("te weinig tijd ", ""))
    (memo,) = project.memos.all()
    assert (memo.document_id, memo.start, memo.end) == (1, None, None)


def test_an_answer_grows_shrinks_and_comes_and_goes(project: Project) -> None:
    project.imports.take([survey({"R1": "Meer tijd.", "R2": "Niks."})])
    document = project.documents.answer("R1", "Wat helpt?").id
    unit = project.documents.units(document)[0].id
    project.reviews.mark([unit])
    project.codings.add(document, 5, 9, [1])
    project.edits.apply(document, " Véél meer tijd! ")
    (grown,) = project.documents.units(document)
    assert (grown.id, grown.start, grown.end) == (unit, 1, 16)
    assert project.documents.open(document).reviewed == {unit}
    project.edits.apply(document, "nvt")
    assert project.documents.units(document) == []
    assert project.documents.questions()[0].absent == {Absence.NOT_APPLICABLE: 1}
    project.edits.apply(document, "Toch meer tijd")
    (back,) = project.documents.units(document)
    assert (back.start, back.end, back.case) == (0, 14, "R1")
    assert project.documents.questions()[0].absent == {}
    assert project.check() == []


def test_an_edit_undone_restores_all(project: Project) -> None:
    project.codings.add(*at(project, "te weinig tijd"), [1, 3])
    project.reviews.mark([unit.id for unit in project.documents.units(1)])
    project.memos.add(MemoTarget(passage=at(project, "mandaat")), "mandaat")
    before = state(project)
    project.edits.apply(1, "Alles anders.\nEn nog iets over het mandaat.")
    assert state(project) != before
    project.history.undo()
    assert state(project) == before
    assert project.check() == []
    assert [hit.found for hit in project.search.find("mandaat")] == ["mandaat"]


CUT = st.tuples(st.integers(0, 400), st.integers(0, 80), st.sampled_from(["", "😀", "e\u0301", "\n", "nieuw ", "An: "]))


@settings(max_examples=15, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(1, 90), st.integers(1, 2)), max_size=8),
    st.lists(CUT, max_size=4),
)
def test_the_preview_is_what_apply_does(
    tmp_path_factory: pytest.TempPathFactory, spans: list[tuple[int, int, int]], cuts: list[tuple[int, int, str]]
) -> None:
    with Project.create(tmp_path_factory.mktemp("edit") / "p.codebench", "An") as project:
        project.imports.take([transcript("groep-1", TURNS)])
        for name in ("tijd", "mandaat"):
            project.codebook.add(name)
        text = project.documents.text(1)
        for start, length, code in spans:
            start %= len(text)
            place = (1, start, min(start + length, len(text)), [code])
            if place[2] > start and not any(
                c.start == start and c.end == place[2] for c in project.documents.codings(1)
            ):
                project.codings.add(*place)
        project.reviews.mark([unit.id for unit in project.documents.units(1)])
        new = text
        for where, length, put in cuts:
            where %= len(new) + 1
            new = new[:where] + put + new[where + length :]
        if new == text:
            return
        before = state(project)
        plan = project.edits.preview(1, new)
        assert project.edits.apply(1, new) == plan
        now = project.documents.text(1)
        after = {coding.id: now[coding.start : coding.end] for coding in project.documents.codings(1)}
        gone = {effect.coding_id for effect in project.orphans.all()}
        for effect in plan.effects:
            if effect.outcome == Outcome.TEXT_GONE:
                assert effect.coding_id in gone
                assert effect.coding_id not in after
            else:
                assert after[effect.coding_id] == effect.after
        assert len(after) + len(gone) == len(plan.effects)
        ends = 0
        for unit in project.documents.units(1):
            assert ends <= unit.start <= unit.body_start <= unit.end <= len(now)
            ends = unit.end
        assert project.check() == []
        project.history.undo()
        assert state(project) == before
