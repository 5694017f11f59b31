"""Sets across the tree, links between codes and archived codes: kept, undone, purged, packed, merged, counted."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebench.analysis.frequencies import FrequencyRequest
from codebench.domain.errors import ConflictError, InputError, NotFoundError
from codebench.domain.pseudonyms import Pseudonym
from codebench.exchange.projects import read_project
from codebench.project.exchange_out import OutRequest
from codebench.project.framework import Subject
from codebench.project.preferences import Mode
from codebench.project.project import Project
from codebench.project.round_models import RoundPlan
from codebench.project.suggestion_feed import SuggestionFeed
from tests.conftest import TURNS, survey, transcript
from tests.project.merge_material import copy, merge, pack, tables
from tests.project.undoing import undone_whole

PATHS = ("tijd", "tijd > overleg", "mandaat", "ouders")


def fill(project: Project) -> None:
    project.imports.take([transcript("groep-1", TURNS)])
    for path in PATHS:
        project.codebook.ensure(path)
    project.preferences.set_mode(Mode.GROUNDED)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    """A grounded project of An with four codes."""
    with Project.create(tmp_path / "p.codebench", "An") as project:
        fill(project)
        yield project


def sets(project: Project) -> dict[str, list[str]]:
    return {each.name: [path for _code, path in each.codes] for each in project.code_sets.all()}


def links(project: Project) -> list[str]:
    return [f"{each.start_path} {each.name} {each.end_path}" for each in project.code_links.all()]


# Sets


def test_a_set_gathers_codes_from_anywhere_and_may_become_a_theme(study: Project) -> None:
    made = study.code_sets.make("drempels so", [4, 2, 4])
    study.code_sets.make("leeg", [])
    assert sets(study) == {"drempels so": ["ouders", "tijd > overleg"], "leeg": []}
    study.code_sets.put_codes(made, [1, 2])
    study.code_sets.take_codes(made, [4])
    study.code_sets.rename(made, "drempels")
    study.code_sets.move(made, 1)
    assert sets(study) == {"leeg": [], "drempels": ["tijd > overleg", "tijd"]}
    assert study.code_sets.get("#2").name == study.code_sets.get("Drempels").name == "drempels"
    assert study.themes.all() == []
    study.themes.add("leeg")
    study.code_sets.become_theme(made)
    assert [(theme.name, len(theme.codes)) for theme in study.themes.all()] == [("drempels", 2), ("leeg", 0)]
    with pytest.raises(ConflictError, match="a theme 'leeg' already"):
        study.code_sets.become_theme(study.code_sets.get("leeg").id)
    for refused in (lambda: study.code_sets.rename(made, "x"), lambda: study.code_sets.remove(made)):
        with pytest.raises(NotFoundError):
            refused()
    with pytest.raises(ConflictError, match="a set 'Leeg' already"):
        study.code_sets.make("Leeg", [])
    study.history.undo()
    assert sets(study)["drempels"] == ["tijd > overleg", "tijd"]


def test_sets_follow_codes_that_are_merged_or_removed(study: Project) -> None:
    study.code_sets.make("a", [1, 3])
    study.codebook.merge(1, 3)
    study.codebook.remove(4)
    assert sets(study) == {"a": ["mandaat"]}
    assert study.check() == []


# Links


def test_links_have_a_direction_a_name_and_a_note(study: Project) -> None:
    made = study.code_links.add(1, 3, "  leidt   tot ", "Zeker in so.")
    study.code_links.add(3, 1, "leidt tot")
    study.code_links.add(2, 3, "contradicts")
    assert links(study) == [
        "mandaat leidt tot tijd",
        "tijd leidt tot mandaat",
        "tijd > overleg contradicts mandaat",
    ]
    assert [each.id for each in study.code_links.all(2)] == [3]
    assert study.code_links.names()[-1] == "leidt tot"
    study.code_links.write(made, "Overal.")
    found = study.code_links.find(1, 3, "leidt tot")
    assert found is not None and found.note == "Overal."
    with pytest.raises(ConflictError, match="this link already"):
        study.code_links.add(1, 3, "leidt tot")
    with pytest.raises(InputError, match="itself"):
        study.code_links.add(1, 1, "leidt tot")
    with pytest.raises(InputError):
        study.code_links.add(1, 4, "  ")
    study.preferences.set_mode(Mode.CODEBOOK)
    with pytest.raises(ConflictError, match="grounded"):
        study.code_links.add(1, 4, "leidt tot")
    study.code_links.remove(made)
    assert len(links(study)) == 2


def test_links_follow_codes_that_are_merged_or_removed(study: Project) -> None:
    before = study.code_links.add(1, 3, "leidt tot", "eerste")
    study.code_links.add(4, 3, "leidt tot", "tweede")
    study.code_links.add(1, 4, "contradicts")
    study.code_links.add(3, 2, "leidt tot")
    study.codebook.merge(4, 1)
    assert links(study) == ["mandaat leidt tot tijd > overleg", "tijd leidt tot mandaat"]
    assert [each.note for each in study.code_links.all() if each.id == before] == ["eerste\ntweede"]
    study.codebook.remove(2)
    assert links(study) == ["tijd leidt tot mandaat"]
    study.history.undo()
    study.history.undo()
    assert len(links(study)) == 4
    assert study.check() == []


def test_a_purge_takes_what_a_link_quotes(study: Project) -> None:
    said = "Ilse zei: te weinig tijd voor overleg, allee, en meer niet."
    study.code_links.add(1, 3, "leidt tot", said)
    study.purging.purge([1])
    assert "[…]" in study.code_links.all()[0].note
    kept = study.session.tuples("SELECT value FROM contents WHERE value IS NOT NULL")
    assert not any("weinig tijd voor overleg" in value for (value,) in kept)
    assert study.check() == []


# Archived codes


def test_an_archived_code_is_offered_no_more_and_counts_as_before(study: Project) -> None:
    study.codings.add(1, 40, 60, [1, 2, 3])
    before = study.frequencies(FrequencyRequest()).rows
    study.codebook.archive(1)
    away = {code.path: code.is_archived for code in study.codebook.codes()}
    assert away == {"tijd": True, "tijd > overleg": True, "mandaat": False, "ouders": False}
    assert study.frequencies(FrequencyRequest()).rows == before
    assert study.codings.recent(9) == [3]
    refusals = (
        lambda: study.codings.add(1, 0, 5, [1]),
        lambda: study.codings.add(1, 0, 5, [3, 2]),
        lambda: study.codings.add_with_new_code(1, 0, 5, "tijd"),
        lambda: study.codings.add_with_new_code(1, 0, 5, "tijd > nieuw"),
        lambda: study.codings.recode(3, 2),
        lambda: study.code_passages.split([3], 2),
        lambda: study.codebook.add("nieuw", 2),
    )
    for refused in refusals:
        with pytest.raises(ConflictError, match="archived: take it back first"):
            refused()
    study.codings.move(1, 41, 61)
    assert study.check() == []


def test_what_hangs_under_an_archived_code_goes_and_comes_with_it(study: Project) -> None:
    study.codebook.archive(2)
    study.codebook.archive(1)
    with pytest.raises(ConflictError, match="archived already"):
        study.codebook.archive(1)
    study.codebook.move(2, None)
    with pytest.raises(ConflictError, match="not archived"):
        study.codebook.unarchive(3)
    study.codebook.move(2, 1)
    study.codebook.unarchive(1)
    assert [code.path for code in study.codebook.codes() if code.is_archived] == ["tijd > overleg"]
    status = dict(study.session.tuples("SELECT path, status FROM view_codes"))
    assert status["tijd"] == "active" and status["tijd > overleg"] == "archived"
    revisions = study.code_history.of(2)
    assert [change.after for change in revisions[-2].changes] == ["yes"]
    study.codebook.unarchive(2)
    study.codebook.archive(1)
    with pytest.raises(ConflictError, match="archived with 'tijd'"):
        study.codebook.unarchive(2)


# Undo

ACTS = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 3), st.integers(0, 3)), min_size=5, max_size=14)


def play(project: Project, kind: int, a: int, b: int) -> None:
    code, other = 1 + a, 1 + b
    there, joined = [each.id for each in project.code_sets.all()], [each.id for each in project.code_links.all()]
    group, link = there[b % len(there)] if there else 0, joined[b % len(joined)] if joined else 0
    name = ("leidt tot", "hoort bij", "leidt tot", "weerlegt")[b]
    {
        0: lambda: project.code_sets.make(f"set {a}", [other, code]),
        1: lambda: project.code_sets.put_codes(group, [code]),
        2: lambda: project.code_sets.take_codes(group, [code]),
        3: lambda: project.code_sets.rename(group, f"naam {a}"),
        4: lambda: project.code_sets.move(group, a),
        5: lambda: project.code_sets.become_theme(group),
        6: lambda: project.code_sets.remove(group),
        7: lambda: project.code_links.add(code, other, name, f"noot {a}"),
        8: lambda: project.code_links.add(other, 1 + (a + 1) % 4, name),
        9: lambda: project.code_links.write(link, f"noot {b}"),
        10: lambda: project.code_links.remove(link),
        11: lambda: project.codebook.archive(code),
        12: lambda: project.codebook.unarchive(code),
        13: lambda: project.codebook.merge(code, other),
        14: lambda: project.codebook.remove(code, with_codings=True),
    }[kind]()


@settings(max_examples=10)
@given(ACTS)
def test_undo_of_any_of_it_leaves_the_tables_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[int, int, int]]
) -> None:
    with Project.create(tmp_path_factory.mktemp("undo") / "p.codebench", "An") as project:
        fill(project)
        undone_whole(project, acts, play)


# Two copies, packages and rounds


def test_what_was_grouped_linked_and_archived_in_a_copy_comes_in(study: Project, tmp_path: Path) -> None:
    study.coders.add("Bo")
    path = study.path
    study.close()
    other = copy(path, "kopie", tmp_path)
    with Project.open(other, "Bo") as there:
        there.code_sets.make("drempels", [1, 4])
        there.code_links.add(1, 3, "leidt tot", "Zegt Bo.")
        there.code_links.add(2, 4, "weerlegt")
        there.codebook.archive(3)
    with Project.open(path, "An") as here:
        here.code_links.add(1, 3, "leidt tot", "Zegt Bo.")
        here.codebook.merge(2, 4)
    merge(path, other)
    merge(path, other)
    with Project.open(path, "An") as here:
        assert sets(here) == {"drempels": ["tijd", "ouders"]}
        # The two ends of the other link are one code here.
        assert links(here) == ["tijd leidt tot mandaat"]
        assert [code.path for code in here.codebook.codes() if code.is_archived] == ["mandaat"]
        assert here.check() == []
    with Project.open(other, "Bo") as there:
        there.code_links.remove(1)
        there.code_sets.remove(1)
        there.codebook.unarchive(3)
    merge(path, other)
    with Project.open(path, "An") as here:
        assert (sets(here), links(here)) == ({}, [])
        assert not any(code.is_archived for code in here.codebook.codes())
        assert here.check() == []


def test_a_code_that_is_linked_here_stays_when_it_was_removed_there(study: Project, tmp_path: Path) -> None:
    study.coders.add("Bo")
    path = study.path
    study.close()
    other = copy(path, "kopie", tmp_path)
    with Project.open(other, "Bo") as there:
        there.codebook.remove(4)
    with Project.open(path, "An") as here:
        here.code_links.add(1, 4, "leidt tot")
    merge(path, other)
    with Project.open(path, "An") as here:
        assert links(here) == ["tijd leidt tot ouders"]
        assert here.check() == []


def test_a_package_has_the_sets_and_archived_codes_and_no_links(study: Project) -> None:
    study.coders.add("Bo")
    study.code_sets.make("drempels", [1, 4])
    study.themes.add("thema")
    study.code_links.add(1, 3, "leidt tot")
    study.codebook.archive(3)
    study.rounds.make(RoundPlan("ronde 1", coders=("An", "Bo"), documents=("groep-1",)))
    path = study.path
    study.close()
    (package,) = pack(path, "Bo")
    with Project.open(package) as there:
        assert sets(there) == {"drempels": ["tijd", "ouders"]}
        assert there.session.value("SELECT count(*) FROM code_links") == 0
        assert there.session.value("SELECT count(*) FROM themes WHERE kind = 'theme'") == 0
        assert [code.path for code in there.codebook.codes() if code.is_archived] == ["mandaat"]
        # In a blind round sets are there, themes and links are not.
        there.code_sets.make("eigen", [1])
        for hidden in (there.themes.all, there.code_links.all, lambda: there.code_sets.become_theme(1)):
            with pytest.raises(ConflictError, match="is blind"):
                hidden()
        assert there.check() == []
    merge(path, package)
    with Project.open(path, "An") as here:
        assert sets(here) == {"drempels": ["tijd", "ouders"], "eigen": ["tijd"]}
        assert here.check() == []


def test_sets_go_to_other_tools_and_back_and_a_blind_round_hides_themes(study: Project, tmp_path: Path) -> None:
    study.codings.add(1, 40, 60, [2])
    study.code_sets.make("drempels", [2, 4])
    study.themes.add("Geheim thema", "Niemand weet het.")
    study.codebook.archive(4)
    file = tmp_path / "uit.qdpx"
    study.exchange_out.write(file, OutRequest())
    with Project.create(tmp_path / "terug.codebench", "Cé") as there:
        there.exchange.take(there.exchange.plan(read_project(file, lambda _name, _content: "")))
        assert sets(there) == {"drempels": ["tijd > overleg", "ouders"]}
        assert [code.path for code in there.codebook.codes() if code.is_archived] == ["ouders"]
        assert any("Geheim thema" in memo.title for memo in there.memos.all())
        assert there.check() == []
    study.coders.add("Bo")
    study.rounds.make(RoundPlan("ronde 1", coders=("An", "Bo"), documents=("groep-1",)))
    blind = tmp_path / "blind.qdpx"
    study.exchange_out.write(blind, OutRequest())
    with zipfile.ZipFile(blind) as archive:
        told = archive.read("project.qde").decode()
    assert "drempels" in told and "Geheim" not in told


def test_answers_and_suggestions_know_of_archived_codes(study: Project) -> None:
    study.imports.take([survey({"R1": "Te weinig tijd."})])
    study.codebook.archive(1)
    with pytest.raises(ConflictError, match="archived"):
        study.answers.code(study.documents.answer_ids(1), [1])
    assert SuggestionFeed(study.session).archived() == {1, 2}


def test_frequencies_have_rows_for_the_codes_of_a_set(study: Project) -> None:
    study.codings.add(1, 40, 60, [2, 3])
    study.code_sets.make("drempels", [4, 3, 1])
    table = study.frequencies(FrequencyRequest(code_set="Drempels"))
    whole = study.frequencies(FrequencyRequest())
    assert [(row.cells[0], row.level) for row in table.rows] == [("mandaat", 0), ("tijd", 0)]
    assert table.n == whole.n and table.rule == whole.rule
    assert {row.cells[1:] for row in table.rows} <= {row.cells[1:] for row in whole.rows}
    assert any("Only the codes of set" in note for note in table.notes)
    with pytest.raises(NotFoundError, match="this project has: drempels"):
        study.frequencies(FrequencyRequest(code_set="x"))


def test_pseudonyms_reach_sets_links_themes_quotes_and_summaries(study: Project, tmp_path: Path) -> None:
    coding = study.codings.add(1, 40, 60, [1])[0]
    study.code_sets.make("van Ilse", [1])
    study.code_links.add(1, 3, "leidt tot", "Zegt Ilse.")
    theme = study.themes.add("Ilse", "Ilse klaagt.")
    study.themes.write(theme, "Ilse dus.")
    study.excerpts.paraphrase(coding, "Ilse heeft geen tijd.")
    study.summaries.put(study.cases.get("Bart").id, Subject(code_id=1), "Zoals Ilse.", "")
    before = tables(study)
    study.pseudonyms.apply(study.pseudonyms.plan([Pseudonym("Ilse", "[deelnemer 1]")]), tmp_path / "sleutel.csv")
    for table in ("themes", "code_links", "excerpts", "summaries"):
        assert "Ilse" not in repr(tables(study)[table]), table
    assert sets(study) == {"van [deelnemer 1]": ["tijd"]}
    study.history.undo()
    assert tables(study) == before
