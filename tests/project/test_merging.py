"""Merging packages and projects: what comes in, what stands, what stays out; once, undone, and never by guessing."""

from pathlib import Path

import pytest

from codebench.domain.errors import ConflictError
from codebench.project.memos import MemoTarget
from codebench.project.merge_models import Fate, Reason
from codebench.project.project import Project
from codebench.project.round_models import RoundPlan
from tests.project.merge_material import (
    code_unit,
    copy,
    everything,
    merge,
    pack,
    planned,
    shown,
    state,
    tables,
    unit_ids,
)


def test_work_comes_back_with_its_codes_memos_marks_and_the_word_that_one_is_done(study: Path) -> None:
    (package,) = pack(study, "Bo")
    with Project.open(package) as project:
        coding = code_unit(project, 1, "tijd > druk")
        project.memos.add(MemoTarget(coding_id=coding), "Waarom?")
        project.memos.add(MemoTarget(unit_id=unit_ids(project)[2]), "Niets.", private=True)
        project.reviews.mark(unit_ids(project)[1:])
        project.rounds.done(project.rounds.get().id)
    before = package.read_bytes()
    merge(study, package)
    assert package.read_bytes() == before
    assert not list(package.parent.glob(f"{package.name}-*"))
    with Project.open(study, "Bo") as project:
        assert project.check() == []
        assert project.session.tuples("SELECT code, coder, quote FROM view_codings") == [
            ("tijd > druk", "Bo", "We hebben te weinig tijd voor overleg, echt te weinig.")
        ]
        # A private memo stays where it was written, unless its author merges.
        assert [memo.body for memo in project.memos.all()] == ["Waarom?"]
        mine = project.rounds.get().coder(project.coder.id)
        assert mine is not None
        assert (mine.reviewed, bool(mine.done_at)) == (3, True)
        assert len(project.session.tuples("SELECT * FROM review_marks")) == 3


def test_a_private_memo_comes_with_its_author(study: Path) -> None:
    (package,) = pack(study, "Bo")
    with Project.open(package) as project:
        project.memos.add(MemoTarget(unit_id=unit_ids(project)[2]), "Voor mij.", private=True)
    merge(study, package, "Bo")
    with Project.open(study, "Bo") as project:
        assert [(memo.body, memo.private) for memo in project.memos.all()] == [("Voor mij.", True)]


def test_a_memo_that_is_made_private_goes_and_one_that_is_shared_comes(study: Path) -> None:
    with Project.open(study, "Bo") as project:
        memos = [project.memos.add(MemoTarget(), body, private=body == "b") for body in ("a", "b")]
    other = copy(study, "kopie")
    with Project.open(other, "Bo") as project:
        project.memos.edit(memos[0], "a", private=True)
        project.memos.edit(memos[1], "b, voor allen", private=False)
    merge(study, other)
    with Project.open(study, "An") as project:
        assert project.session.tuples("SELECT body, is_private FROM memos") == [("b, voor allen", 0)]


def test_a_second_coding_comes_back_under_its_own_name(study: Path) -> None:
    with Project.open(study, "Bo") as project:
        code_unit(project, 1, "tijd")
        project.reviews.mark(unit_ids(project))
        again = project.rounds.make(RoundPlan("opnieuw", coders=("Bo",), again=True, documents=("groep-1",)))
        package = project.packing.pack(again.id, "Bo").path
    with Project.open(package, "Bo (opnieuw)") as project:
        code_unit(project, 1, "mandaat")
        project.reviews.mark(unit_ids(project)[1:])
        project.rounds.done(project.rounds.get().id)
    merge(study, package)
    with Project.open(study, "An") as project:
        assert project.session.tuples("SELECT coder, code FROM view_codings ORDER BY coder") == [
            ("Bo", "tijd"),
            ("Bo (opnieuw)", "mandaat"),
        ]
        assert [(one.name, one.reviewed, bool(one.done_at)) for one in project.rounds.get("opnieuw").coders] == [
            ("Bo (opnieuw)", 3, True)
        ]


def test_twice_is_once_and_later_work_comes_alone(study: Path) -> None:
    (package,) = pack(study, "Bo")
    with Project.open(package) as project:
        coding = code_unit(project, 1, "tijd")
        code_unit(project, 2, "mandaat")
    merge(study, package)
    once = state(study)
    with Project.open(study, "An") as project:
        plan = project.merging.plan(package)
        assert plan.is_empty
        acts = len(project.history.acts())
        with pytest.raises(ConflictError, match=r"nothing new in studie-ronde_1-Bo\.codebench; nothing was changed"):
            project.merging.take(plan)
        assert len(project.history.acts()) == acts
    assert state(study) == once
    with Project.open(package) as project:
        project.codings.remove([coding])
        code_unit(project, 3, "tijd > nieuw")
    plan = planned(study, package)
    assert sorted((item.table, item.fate) for item in plan.items) == [
        ("codes", Fate.NEW),
        ("codings", Fate.NEW),
        ("codings", Fate.REMOVED),
    ]
    merge(study, package)
    with Project.open(study, "An") as project:
        assert project.session.tuples("SELECT code FROM view_codings ORDER BY start") == [
            ("mandaat",),
            ("tijd > nieuw",),
        ]


def test_an_older_copy_brings_back_nothing_that_was_removed_since(study: Path) -> None:
    (package,) = pack(study, "Bo")
    with Project.open(package) as project:
        coding = code_unit(project, 1, "tijd")
    older = copy(package, "vroeger")
    with Project.open(package) as project:
        project.codings.remove([coding])
        code_unit(project, 2, "mandaat")
    merge(study, package)
    assert planned(study, older).is_empty


def test_what_was_undone_there_is_known_to_be_so(study: Path) -> None:
    (package,) = pack(study, "Bo")
    with Project.open(package) as project:
        code_unit(project, 1, "tijd")
    older = copy(package, "vroeger")
    with Project.open(package) as project:
        project.history.undo()
    with Project.open(study, "An") as project:
        before = tables(project)
        plan = project.merging.plan(package)
        assert not plan.changes
        assert "Nothing changes: it is kept only that this was taken in" in everything(project.merging.tables(plan))
        project.merging.take(plan)
        assert tables(project) == before
        assert project.merging.plan(package).is_empty
        assert project.merging.plan(older).is_empty


def test_undo_leaves_every_table_as_it_was_and_the_file_can_be_merged_again(study: Path) -> None:
    (package,) = pack(study, "Bo")
    with Project.open(package) as project:
        coding = code_unit(project, 1, "tijd > druk")
        project.memos.add(MemoTarget(coding_id=coding), "Waarom?")
        project.reviews.mark(unit_ids(project)[1:])
    with Project.open(study, "An") as project:
        before = tables(project)
        project.merging.take(project.merging.plan(package))
        after = tables(project)
        assert after != before
        assert project.history.undo().kind == "merge"
        assert tables(project) == before
        assert project.check() == []
        project.history.redo()
        assert tables(project) == after
        assert project.merging.plan(package).is_empty
        project.history.undo()
    merge(study, package)
    with Project.open(study, "An") as project:
        assert project.info().codings == 1


def test_the_act_names_the_project_and_the_state_that_it_came_from(study: Path) -> None:
    (package,) = pack(study, "Bo")
    with Project.open(package) as project:
        code_unit(project, 1, "tijd")
        guid, head = project.session.tuples(
            "SELECT p.guid, (SELECT hash FROM events ORDER BY id DESC LIMIT 1) FROM projects p"
        )[0]
    merge(study, package)
    with Project.open(study, "An") as project:
        payload = project.session.value("SELECT payload FROM events WHERE op = 'merge'")
        assert f'"project":"{guid}","head":"{head}"' in payload
        # Only one person merges: the history does not say what came in, which a blind round may hide.
        assert [act.summary for act in project.history.acts(1)] == ["merge studie-ronde_1-Bo.codebench"]


# Texts


def test_a_text_that_differs_by_one_letter_is_refused_and_named(study: Path) -> None:
    (package,) = pack(study, "Bo")
    with Project.open(package) as project:
        document = project.documents.get("groep-1").id
        text = project.documents.text(document)
        project.edits.apply(document, text.replace("mandaat", "mandaad"))
        code_unit(project, 1, "tijd")
        project.reviews.mark(unit_ids(project)[1:])
    with Project.open(study, "An") as project:
        before = tables(project)
        plan = project.merging.plan(package)
        assert {item.reason for item in plan.of(Fate.LEFT)} == {Reason.TEXT}
        assert len(plan.of(Fate.LEFT)) == len(plan.items) == 4
        told = everything(project.merging.tables(plan))
        assert "Texts of studie-ronde_1-Bo.codebench that this project does not know" in told
        assert "het mandaad is niet" in told
        assert "het mandaat is niet" in told
        with pytest.raises(ConflictError, match=r"has to stay out, since texts differ \(groep-1: "):
            project.merging.take(plan)
        assert tables(project) == before
        # Once the project knows the text, what waited comes in.
        project.edits.apply(document, text.replace("mandaat", "mandaad"))
    merge(study, package)
    with Project.open(study, "An") as project:
        assert project.info().codings == 1
        assert project.check() == []


def test_what_was_left_out_is_asked_again_beside_what_came_in(study: Path) -> None:
    with Project.open(study, "An") as project:
        info = project.documents.questions()[0]
        answer = project.documents.answer("r1", info.name).id
    other = copy(study, "kopie")
    with Project.open(other, "Bo") as project:
        text = project.documents.text(answer)
        project.edits.apply(answer, text + "!")
        project.codings.add(answer, 0, 4, [1])
        code_unit(project, 1, "tijd")
    merge(study, other)
    with Project.open(study, "An") as project:
        assert project.session.tuples("SELECT document_id FROM codings") == [(1,)]
        plan = project.merging.plan(other)
        assert [(item.table, item.reason) for item in plan.of(Fate.LEFT)] == [("codings", Reason.TEXT)]
        project.edits.apply(answer, text + "!")
    merge(study, other)
    with Project.open(study, "An") as project:
        assert project.session.tuples("SELECT document_id FROM codings ORDER BY id") == [(1,), (answer,)]


def test_work_on_an_earlier_text_goes_along_with_the_edits(study: Path) -> None:
    (package,) = pack(study, "Bo")
    with Project.open(package) as project:
        for n, path in ((1, "tijd"), (2, "mandaat"), (3, "overleg")):
            code_unit(project, n, path)
        document = project.documents.get("groep-1").id
        text = project.documents.text(document)
        start = text.index("te weinig tijd")
        project.codings.add(document, start, start + 9, [1])
        project.memos.add(MemoTarget(passage=(document, start, start + 9)), "Citaat.")
        project.reviews.mark(unit_ids(project))
    with Project.open(study, "An") as project:
        document = project.documents.get("groep-1").id
        project.edits.apply(
            document, text.replace("te weinig tijd voor overleg, echt ", "").replace("tijd?", "tijden?")
        )
        project.edits.apply(
            document, project.documents.text(document).replace("\nIlse: De directie zegt doe maar.", "")
        )
    told = everything(shown(study, package))
    assert "Passages of studie-ronde_1-Bo.codebench in texts that were edited here since" in told
    assert "('Bo', 'boundary touched', 1)" in told
    assert "('Bo', 'text gone', 3)" in told
    assert "('Bo', 'moved', 1)" in told
    merge(study, package)
    with Project.open(study, "An") as project:
        assert project.check() == []
        assert project.session.tuples("SELECT quote FROM view_codings ORDER BY start") == [
            ("We hebben te weinig.",),
            ("Ja. En het mandaat is niet duidelijk.",),
        ]
        assert sorted(orphan.quote for orphan in project.orphans.all()) == [
            "De directie zegt doe maar.",
            "te weinig",
        ]
        # The unit that is gone takes its mark with it, as it does here.
        assert project.session.value("SELECT count(*) FROM review_marks") == 3


def test_a_text_that_was_erased_here_does_not_come_back(study: Path) -> None:
    (package,) = pack(study, "Bo")
    with Project.open(package) as project:
        code_unit(project, 1, "tijd")
    with Project.open(study, "An") as project:
        project.purging.purge([project.documents.get("groep-1").id])
        plan = project.merging.plan(package)
        assert [item.reason for item in plan.items] == [Reason.ERASED]
        assert plan.is_empty


def test_links_of_a_memo_come_along_and_point_at_what_is_here(study: Path) -> None:
    """Also where the coding that a memo links to is one that its coder made here as well."""
    (package,) = pack(study, "Bo")
    with Project.open(study, "Bo") as project:
        code_unit(project, 1, "tijd > druk")
    with Project.open(package) as project:
        memo = project.memos.add(MemoTarget(), "Een gedachte.")
        codings = [code_unit(project, unit, "tijd > druk") for unit in (1, 2)]
        project.memo_links.link(memo, codings)
    merge(study, package)
    with Project.open(study, "Bo") as project:
        (found,) = project.memos.all()
        assert found.n_linked == 2
        quotes = dict(project.session.tuples("SELECT coding_id, quote FROM view_codings"))
        assert sorted(quotes[each.id] for each in project.memo_links.of(found.id)) == sorted(quotes.values())
        assert project.check() == []


def test_a_link_to_a_coding_that_an_earlier_merge_took_for_ours_points_at_ours(study: Path) -> None:
    (package,) = pack(study, "Bo")
    with Project.open(study, "Bo") as project:
        code_unit(project, 1, "tijd > druk")
    with Project.open(package) as project:
        codings = [code_unit(project, unit, "tijd > druk") for unit in (1, 2)]
    merge(study, package)
    with Project.open(package) as project:
        project.memo_links.link(project.memos.add(MemoTarget(), "Later gedacht."), codings)
    merge(study, package)
    with Project.open(study, "Bo") as project:
        (memo,) = project.memos.all()
        linked = [each.id for each in project.memo_links.of(memo.id)]
        assert linked == [row[0] for row in project.session.tuples("SELECT id FROM codings ORDER BY start")]
        assert len(linked) == memo.n_linked == 2 and project.check() == []


def test_a_link_to_a_coding_that_was_united_here_meanwhile_points_at_what_it_became_part_of(
    study: Path, tmp_path: Path
) -> None:
    """Also in a memo that came before, which its coder wrote on in the copy: that is no change on both sides."""
    with Project.open(study, "Bo") as project:
        unit = project.documents.units(1)[1]
        parts = [project.codings.add(1, unit.body_start + at, unit.body_start + at + 10, [1])[0] for at in (0, 5)]
        known = project.memos.add(MemoTarget(), "Bekend.")
        project.memo_links.link(known, parts)
    other = copy(study, "kopie", tmp_path)
    with Project.open(study, "Bo") as project:
        stays = project.borders.merge(parts)
    with Project.open(other, "Bo") as project:
        project.memos.edit(known, "Bekend en uitgewerkt.")
        project.memo_links.link(project.memos.add(MemoTarget(), "Later gedacht."), parts[1:])
    merge(study, other)
    with Project.open(study, "Bo") as project:
        links = {memo.body: [each.id for each in project.memo_links.of(memo.id)] for memo in project.memos.all()}
        assert links == {"Bekend en uitgewerkt.": [stays], "Later gedacht.": [stays]}
        assert project.check() == []


def test_a_link_to_a_coding_whose_code_was_merged_here_meanwhile_points_at_the_one_that_stayed(study: Path) -> None:
    (package,) = pack(study, "Bo")
    with Project.open(package) as project:
        one = code_unit(project, 1, "tijd")
        code_unit(project, 1, "mandaat")
    merge(study, package)
    with Project.open(study, "An") as project:
        ids = {code.path: code.id for code in project.codebook.codes()}
        for gone in ("tijd > overleg", "tijd > druk", "tijd"):
            if gone in ids:
                project.codebook.merge(ids[gone], ids["mandaat"])
    with Project.open(package) as project:
        project.memo_links.link(project.memos.add(MemoTarget(), "Later gedacht."), [one])
    merge(study, package)
    with Project.open(study, "Bo") as project:
        (memo,) = project.memos.all()
        assert [each.code_id for each in project.memo_links.of(memo.id)] == [ids["mandaat"]]
