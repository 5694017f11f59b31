"""Quotes, themes and summaries: what is kept, what is stale, what an undo, an erasure, a merge and a round do to it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebench.analysis.scope import ScopeRequest
from codebench.domain.errors import ConflictError, InputError, NotFoundError
from codebench.domain.table import cell_text
from codebench.project.framework import State, Subject
from codebench.project.passages import Grouping, RetrievalRequest
from codebench.project.project import Project
from codebench.project.summaries import FrameworkRequest
from tests.conftest import TURNS, survey, transcript
from tests.project.blind_material import two_worlds
from tests.project.merge_material import copy, merge
from tests.project.undoing import undone_whole

CLEAN = "Er is nooit tijd genoeg om te overleggen, zegt ze."


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    """Ilse says two things, Bart one; R1 answers; two of these are coded, all but An's turn is reviewed."""
    with Project.create(tmp_path / "studie.codebench", "An") as made:
        made.imports.take([transcript("groep-1", TURNS)])
        made.imports.take([survey({"R1": "Te weinig tijd voor alles.", "R2": "Niets."}, {"R1": "bao", "R2": "so"})])
        tijd = made.codebook.add("tijd")
        overleg = made.codebook.add("overleg", tijd)
        made.codebook.add("mandaat")
        turns = made.documents.units(1)
        made.codings.add(1, turns[1].body_start, turns[1].end, [overleg])
        made.codings.add(made.documents.answer_ids(1)[0], 0, 26, [tijd])
        made.reviews.mark([turn.id for turn in turns[:5]])
        yield made


def cells(project: Project, *codes: str, themes: bool = False) -> dict[str, list[str]]:
    matrix = project.summaries.framework(FrameworkRequest(codes, themes)).table()
    return {str(row.cells[0]): [cell_text(cell) for cell in row.cells[1:]] for row in matrix.rows}


def summarise(project: Project, case: str, text: str, code: str = "tijd") -> None:
    matrix = project.summaries.framework(FrameworkRequest((code,)))
    row = [name for _case, name in matrix.cases].index(case)
    project.summaries.put(matrix.cases[row][0], matrix.columns[0].subject, text, matrix.cell(row, 0).based_on)


def values_left(project: Project) -> str:
    """Everything that the file still holds in words."""
    return json.dumps(project.session.tuples("SELECT value FROM contents"), ensure_ascii=False)


# Passages


def test_passages_tell_who_and_what_is_around(study: Project) -> None:
    study.excerpts.star(1)
    study.excerpts.write(1, CLEAN)
    found = study.retrieval.find(RetrievalRequest("tijd", by=("niveau",)))
    assert [(each.who, each.values, each.quote, each.starred, each.report_text) for each in found.items] == [
        ("groep-1/Ilse", ("",), TURNS[1][1], True, CLEAN),
        ("R1", ("bao",), "Te weinig tijd voor alles.", False, ""),
    ]
    assert found.n() == "N = 2 passages of 2 cases."
    assert [column.heading for column in found.table().columns] == [
        *("Code", "Who", "niveau", "Document", "Passage", "Version for the report", "Starred", "Coding"),
    ]
    only = study.retrieval.find(RetrievalRequest("tijd", starred=True))
    assert [each.coding_id for each in only.items] == [1]
    assert [each.code for each in found.grouped(Grouping.CODE)] == ["tijd", "tijd > overleg"]


def test_passages_of_moderators_are_left_out_and_counted(study: Project) -> None:
    turn = study.documents.units(1)[0]
    study.codings.add(1, turn.body_start, turn.end, [1])
    found = study.retrieval.find(RetrievalRequest("tijd"))
    assert len(found.items) == 2
    assert list(found.notes()) == ["1 passage by moderators or by no one in particular is left out."]


def test_units_are_found_where_no_code_is_asked_for(study: Project) -> None:
    found = study.retrieval.find(RetrievalRequest("not tijd and case=groep-1"))
    assert [each.who for each in found.items] == ["groep-1/Bart", "groep-1/Ilse", "groep-1/An"]
    assert found.n() == "N = 3 units of 3 cases."


# Summaries


def test_cells_tell_apart_what_is_to_do_empty_unread_and_said(study: Project) -> None:
    assert cells(study, "tijd", "mandaat") == {
        "groep-1/Ilse": ["▸ 1", "·"],
        "groep-1/Bart": ["·", "·"],
        "groep-1/An": ["?", "?"],
        "R1": ["▸ 1", "?"],
        "R2": ["?", "?"],
    }
    summarise(study, "groep-1/Ilse", " Te weinig tijd. ")
    bart = study.cases.get("Bart").id
    study.summaries.put_nothing_said(bart, Subject(code_id=1), "")
    found = cells(study, "tijd")
    assert (found["groep-1/Ilse"], found["groep-1/Bart"]) == (["Te weinig tijd."], ["– geen uitspraak"])
    with pytest.raises(InputError):
        summarise(study, "groep-1/Ilse", "  ")


def test_a_summary_is_stale_once_its_passages_are_others(study: Project) -> None:
    summarise(study, "groep-1/Ilse", "Te weinig tijd.")
    summarise(study, "R1", "Geen tijd.")
    turn = study.documents.units(1)[4]
    study.codings.add(1, turn.body_start, turn.end, [1])
    assert cells(study, "tijd")["groep-1/Ilse"] == ["! Te weinig tijd."]
    study.history.undo()
    assert cells(study, "tijd")["groep-1/Ilse"] == ["Te weinig tijd."]
    study.codings.move(2, 0, 20)
    assert cells(study, "tijd")["R1"] == ["! Geen tijd."]
    summarise(study, "R1", "Nog steeds geen tijd.")
    assert cells(study, "tijd")["R1"] == ["Nog steeds geen tijd."]
    study.summaries.clear(study.cases.get("R1").id, Subject(code_id=1))
    assert cells(study, "tijd")["R1"] == ["▸ 1"]


def test_the_codes_of_a_set_are_columns(study: Project) -> None:
    there = {each.name: each.id for each in study.codebook.codes()}
    study.code_sets.make("werk", [there["mandaat"], there["overleg"]])
    matrix = study.summaries.framework(FrameworkRequest(code_set="werk"))
    assert [column.name for column in matrix.columns] == ["mandaat", "overleg"]
    with pytest.raises(InputError, match="one of these"):
        study.summaries.framework(FrameworkRequest(("tijd",), code_set="werk"))


def test_themes_are_columns_too(study: Project) -> None:
    theme = study.themes.add("Druk", "Alles moet sneller.")
    study.themes.put_codes(theme, [study.codebook.find("overleg"), study.codebook.find("mandaat")])
    matrix = study.summaries.framework(FrameworkRequest(themes=True))
    assert cells(study, themes=True)["groep-1/Ilse"] == ["▸ 1"]
    row = [name for _case, name in matrix.cases].index("groep-1/Ilse")
    found = study.retrieval.find(RetrievalRequest(matrix.query(row, 0)))
    assert [each.coding_id for each in found.items] == [1]
    assert matrix.states()[State.UNREAD] == 3


# Themes


def test_themes_keep_their_order_and_what_they_are_made_of(study: Project) -> None:
    first, second = study.themes.add("Tijd"), study.themes.add("Mandaat")
    study.themes.put_codes(first, [2, 1, 2])
    study.themes.put_quotes(first, [2, 1])
    study.themes.move_member(first, 0, code=1)
    study.themes.move(second, 0)
    study.themes.claim(first, "Tijd is geld.")
    study.themes.write(first, "Hoofdstuk.\n\nTwee alinea's.")
    found = study.themes.all()
    assert [theme.name for theme in found] == ["Mandaat", "Tijd"]
    assert found[1].codes == ((1, "tijd"), (2, "tijd > overleg")) and found[1].quotes == (2, 1)
    assert (study.themes.get("#2").claim, study.themes.get("tijd").body) == ("Tijd is geld.", found[1].body)
    with pytest.raises(ConflictError, match="'tijd' already"):
        study.themes.add("tijd")
    with pytest.raises(NotFoundError, match="#1 Mandaat, #2 Tijd"):
        study.themes.get("Ruimte")


def test_a_code_that_is_merged_or_removed_takes_its_place_along(study: Project) -> None:
    theme = study.themes.add("Tijd")
    study.themes.put_codes(theme, [1, 3])
    summarise(study, "R1", "Geen tijd.")
    summarise(study, "R1", "Geen mandaat.", "mandaat")
    study.codebook.merge(1, 3)
    assert study.themes.get("Tijd").codes == ((3, "mandaat"),)
    assert cells(study, "mandaat")["R1"] == ["! Geen mandaat.\nGeen tijd."]
    study.codebook.remove(3, with_codings=True)
    assert study.themes.get("Tijd").codes == ()
    assert study.session.value("SELECT count(*) FROM summaries") == 0


# Undo


ACTS = st.lists(st.tuples(st.integers(0, 15), st.integers(0, 3), st.integers(0, 3)), min_size=4, max_size=14)


def play(project: Project, kind: int, a: int, b: int) -> None:
    coding, code, themes = 1 + a % 2, 1 + a % 3, [theme.id for theme in project.themes.all()]
    theme, subject = themes[b % len(themes)] if themes else 0, Subject(code_id=code)
    case = project.cases.get(("Ilse", "Bart", "R1", "R2")[b]).id
    {
        0: lambda: project.excerpts.star(coding, starred=bool(b % 2)),
        1: lambda: project.excerpts.write(coding, CLEAN if b % 2 else ""),
        2: lambda: project.excerpts.paraphrase(coding, f"ze zegt {b}" if b % 2 else ""),
        3: lambda: project.themes.add(f"thema {a}"),
        4: lambda: project.themes.rename(theme, f"naam {b}"),
        5: lambda: project.themes.put_codes(theme, [code]),
        6: lambda: project.themes.put_quotes(theme, [coding]),
        7: lambda: project.themes.move(theme, a),
        8: lambda: project.themes.take_codes(theme, [code]),
        9: lambda: project.themes.remove(theme),
        10: lambda: project.summaries.put(case, subject, f"samengevat {a}", "x:1"),
        11: lambda: project.summaries.put_nothing_said(case, Subject(theme_id=theme), ""),
        12: lambda: project.summaries.clear(case, subject),
        13: lambda: project.codings.remove([coding]),
        14: lambda: project.codebook.merge(code, 1 + b % 3),
        15: lambda: project.codebook.remove(code, with_codings=True),
    }[kind]()


@settings(max_examples=8)
@given(ACTS)
def test_undo_of_any_of_it_leaves_the_tables_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[int, int, int]]
) -> None:
    with Project.create(tmp_path_factory.mktemp("undo") / "p.codebench", "An") as project:
        project.imports.take([transcript("groep-1", TURNS)])
        project.imports.take([survey({"R1": "Te weinig tijd.", "R2": "Niets."})])
        for path in ("tijd", "tijd > overleg", "mandaat"):
            project.codebook.ensure(path)
        turns = project.documents.units(1)
        project.codings.add(1, turns[1].body_start, turns[1].end, [1, 2])
        undone_whole(project, acts, play)


# Erasure


def test_a_purge_takes_clean_versions_and_what_rests_on_the_text(study: Project) -> None:
    study.excerpts.star(1)
    study.excerpts.write(1, CLEAN)
    study.excerpts.paraphrase(1, "Ze klaagt over drukte.")
    summarise(study, "groep-1/Ilse", "Ilse heeft het druk.")
    summarise(study, "groep-1/Ilse", "Ilse heeft het te druk.")
    summarise(study, "R1", "Geen tijd.")
    theme = study.themes.add("Tijd")
    study.themes.put_quotes(theme, [1, 2])
    study.themes.write(theme, "Zoals iemand zei: we hebben te weinig tijd voor overleg, en meer niet.")
    study.purging.purge([1])
    left = values_left(study)
    for gone in (CLEAN, "klaagt", "heeft het", "weinig tijd voor overleg"):
        assert gone not in left
    assert study.themes.get("Tijd").quotes == (2,)
    assert study.themes.get("Tijd").body == "Zoals iemand zei: […], en meer niet."
    assert cells(study, "tijd")["R1"] == ["Geen tijd."]
    assert study.check() == []


def test_a_withdrawal_takes_clean_versions_and_summaries_of_the_case_and_of_its_group(study: Project) -> None:
    study.excerpts.write(1, CLEAN)
    study.excerpts.write(1, "")
    study.excerpts.paraphrase(1, "Ze klaagt over drukte.")
    summarise(study, "groep-1/Ilse", "Ilse heeft het druk.")
    summarise(study, "R1", "Geen tijd.")
    group = study.cases.get("groep-1").id
    rests = study.session.value("SELECT guid FROM codings WHERE id = 1")
    study.summaries.put(group, Subject(code_id=1), "De groep mort.", f"{rests}:5")
    study.withdrawing.withdraw(study.withdrawing.plan(study.cases.get("Ilse").id))
    left = values_left(study)
    for gone in (CLEAN, "klaagt", "heeft het", "groep mort"):
        assert gone not in left
    assert "Geen tijd." in left
    assert study.check() == []


# Two copies, and rounds


def test_what_was_written_in_a_copy_comes_in(study: Project, tmp_path: Path) -> None:
    study.coders.add("Bo")
    path = study.path
    study.close()
    other = copy(path, "kopie", tmp_path)
    with Project.open(other, "Bo") as there:
        there.excerpts.star(1)
        there.excerpts.write(1, CLEAN)
        theme = there.themes.add("Tijd", "Tijd is geld.")
        there.themes.put_codes(theme, [2])
        there.themes.put_quotes(theme, [1])
        there.summaries.put(there.cases.get("R1").id, Subject(code_id=1), "Geen tijd, zegt Bo.", "")
        there.summaries.put(there.cases.get("R2").id, Subject(theme_id=theme), "Niets.", "")
    with Project.open(path, "An") as here:
        here.themes.add("Tijd")
        here.codings.remove([2])
    merge(path, other)
    merge(path, other)
    with Project.open(path, "An") as here:
        assert (here.excerpts.of(1).starred, here.excerpts.of(1).report_text) == (True, CLEAN)
        assert [(theme.name, theme.codes, theme.quotes) for theme in here.themes.all()] == [
            ("Tijd", (), ()),
            ("Tijd", ((2, "tijd > overleg"),), (1,)),
        ]
        assert cells(here, "tijd")["R1"] == ["Geen tijd, zegt Bo."]
        assert here.session.value("SELECT count(*) FROM summaries") == 2
        assert here.check() == []
    with Project.open(other, "Bo") as there:
        there.themes.remove(there.themes.get("Tijd").id)
        there.excerpts.star(1, starred=False)
        there.excerpts.write(1, "")
    merge(path, other)
    with Project.open(path, "An") as here:
        assert len(here.themes.all()) == 1
        assert not here.excerpts.of(1).starred


def test_in_a_blind_round_one_finds_ones_own_alone(tmp_path: Path) -> None:
    found = []
    for path in two_worlds(tmp_path):
        with Project.open(path, "Bo") as work:
            mine = work.codings.add(1, 30, 40, [1])[0] if path.parent.name == "busy" else 0
            if mine:
                work.excerpts.star(mine)
                work.summaries.put(work.cases.get("R03").id, Subject(code_id=1), "Bo vat samen.", "")
        with Project.open(path, "An", read_only=True) as work:
            passages = work.retrieval.find(RetrievalRequest("*"))
            found.append((passages, work.summaries.framework(FrameworkRequest()).table()))
            with pytest.raises(ConflictError, match="is blind"):
                work.themes.all()
            with pytest.raises(InputError):
                work.retrieval.find(RetrievalRequest("*", scope=ScopeRequest(coder="Bo")))
            if mine:
                with pytest.raises(NotFoundError):
                    work.excerpts.of(mine)
    assert found[0] == found[1]
