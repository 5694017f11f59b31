"""Another tool's project taken in: everything once, in one act, with what did not come told."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from codebench.analysis.frequencies import FrequencyRequest
from codebench.analysis.scope import ScopeRequest
from codebench.domain.errors import ConflictError, InputError
from codebench.exchange.projects import read_project
from codebench.project.exchange_models import ExchangePlan
from codebench.project.exchange_units import text_of
from codebench.project.project import Project
from tests.exchange.native_files import qualcoder, taguette
from tests.exchange.refi_files import TEXT, Package, Tool, guid, simple

MAXQDA = Tool("MAXQDA 2022", crlf=True, words=True)
STATE = ("codes", "codings", "documents", "units", "cases", "case_values", "coders", "memos", "variables")


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "studie.codebench", "Cas") as project:
        yield project


def take(project: Project, path: Path) -> ExchangePlan:
    plan = project.exchange.plan(read_project(path, text_of))
    project.exchange.take(plan)
    assert project.check() == []
    return plan


def sizes(project: Project) -> list[int]:
    return [project.session.value(f"SELECT count(*) FROM {table}") for table in STATE]


def counted(project: Project) -> dict[tuple[str, str], int]:
    """Codings that stand, by code and coder."""
    rows = project.session.tuples(
        "SELECT c.name, r.name, count(*) FROM codings g JOIN codes c ON c.id = g.code_id"
        " JOIN coders r ON r.id = g.coder_id WHERE g.status = 'active' GROUP BY 1, 2"
    )
    return {(code, coder): n for code, coder, n in rows}


def frequencies(project: Project, coder: str) -> dict[str, tuple[int, int]]:
    """The codings and cases of each code that has any, as the table of frequencies counts them."""
    request = FrequencyRequest(scope=ScopeRequest(coder=coder))
    rows = [row.cells for row in project.frequencies(request).rows]
    return {str(cells[0]): (int(str(cells[1])), int(str(cells[2]))) for cells in rows if cells[1]}


def told(plan: ExchangePlan) -> set[tuple[str, str, int]]:
    return {(str(remark.fate), remark.what, remark.n) for remark in plan.remarks}


def full(tool: Tool) -> Package:
    """A project with everything that comes along: cases, variables, sets, notes, a transcript."""
    package = simple(tool)
    talk = "Jan: Het was druk hoor.\nMieke: Ja, heel druk.\nJan: Echt waar.\nMieke: Zeker wel.\n"
    marks = tool.selection(200, talk, "heel druk", 11, body=f'<NoteRef targetGUID="{tool.guid(51)}"/>')
    note = f'<NoteRef targetGUID="{tool.guid(50)}"/>'
    package.sources = (*package.sources, tool.source(42, "groep", marks + note))
    package.texts[42] = talk
    ref = f'<VariableRef targetGUID="{tool.guid(20)}"/>'
    age = f'<VariableValue><VariableRef targetGUID="{tool.guid(21)}"/><IntegerValue>41</IntegerValue></VariableValue>'
    package.variables = (
        f'<Variables><Variable guid="{tool.guid(20)}" name="niveau" typeOfVariable="Text"/>'
        f'<Variable guid="{tool.guid(21)}" name="leeftijd" typeOfVariable="Integer"/></Variables>'
    )
    package.cases = (
        f'<Cases><Case guid="{tool.guid(30)}" name="School A">'
        f"<VariableValue>{ref}<TextValue>bao</TextValue></VariableValue>"
        f'{age}<SourceRef targetGUID="{tool.guid(40)}"/></Case>'
        f'<Case guid="{tool.guid(31)}" name="Mieke V."><VariableValue>{ref}</VariableValue>'
        f'<SelectionRef targetGUID="{tool.guid(201)}"/></Case></Cases>'
    )
    turn = tool.selection(201, talk, "Mieke: Ja, heel druk.")
    package.sources = (package.sources[0], package.sources[1].replace(marks, marks + turn))
    package.tail = (
        f'<Notes><Note guid="{tool.guid(50)}" name="indruk"><PlainTextContent>Rumoerig.</PlainTextContent></Note>'
        f'<Note guid="{tool.guid(51)}"><PlainTextContent>Sterk.</PlainTextContent></Note>'
        f'<Note guid="{tool.guid(52)}" name="los"><PlainTextContent>Bij alles.</PlainTextContent></Note></Notes>'
        f'<Sets><Set guid="{tool.guid(60)}" name="kern"><MemberCode targetGUID="{tool.guid(11)}"/></Set></Sets>'
        "<Description>Een studie.</Description>"
    )
    return package


def test_everything_comes_in_one_act_that_one_undo_takes_back(study: Project, tmp_path: Path) -> None:
    before = sizes(study)
    plan = take(study, full(MAXQDA).write(tmp_path / "studie.qdpx"))
    assert counted(study) == {("druk", "An"): 4, ("druk", "Bo"): 1, ("tijd", "An"): 3, ("tijd", "Bo"): 1}
    assert {d.name: d.kind for d in study.documents.all()} == {"gesprek": "note", "groep": "transcript"}
    cases = {c.name: c for c in study.cases.all()}
    assert {name: str(c.kind) for name, c in cases.items()} == {
        "School A": "person",
        "groep": "group",
        "Jan": "person",
        "Mieke": "person",
        "Mieke V.": "person",
    }
    spoken = study.session.tuples("SELECT k.name FROM units u JOIN cases k ON k.id = u.case_id WHERE u.kind = 'turn'")
    assert [name for (name,) in spoken] == ["Jan", "Mieke V.", "Jan", "Mieke"]
    values = study.session.tuples(
        "SELECT v.name, o.label, x.number FROM case_values x JOIN variables v"
        " ON v.id = x.variable_id LEFT JOIN variable_options o ON o.id = x.option_id ORDER BY 1"
    )
    assert values == [("leeftijd", None, 41.0), ("niveau", "bao", None)]
    memos = {(m.title, m.body) for m in study.memos.all()}
    assert {("indruk", "Rumoerig."), ("", "Sterk."), ("los", "Bij alles.")} <= memos
    (kern,) = study.code_sets.all()
    assert (kern.name, [path for _code, path in kern.codes]) == ("kern", ["werk > druk"])
    assert any("stays out" in body or "is changed" in body for title, body in memos if "studie.qdpx" in title)
    assert study.session.value("SELECT guid FROM documents WHERE name = 'gesprek'") == guid(40).replace("-", "")
    assert "studie.qdpx" in study.history.acts()[0].summary
    assert ("came", "sets", 1) in told(plan)
    # The plan says what the act did; the memo more is the report, the codings' own memos are counted with the others.
    came = {what: n for fate, what, n in told(plan) if fate == "came"}
    grown = {table: after - n for table, after, n in zip(STATE, sizes(study), before, strict=True)}
    assert came == {
        "codes": grown["codes"],
        "codings": grown["codings"],
        "documents": grown["documents"],
        "cases": grown["cases"],
        "values": grown["case_values"],
        "coders": grown["coders"],
        "variables": grown["variables"],
        "sets": 1,
        "memos": grown["memos"] - 1,
    }
    study.history.undo()
    assert sizes(study) == before


def test_twice_is_once_and_a_newer_export_adds_what_is_new(study: Project, tmp_path: Path) -> None:
    package = full(MAXQDA)
    path = package.write(tmp_path / "studie.qdpx")
    take(study, path)
    before = sizes(study)
    again = study.exchange.plan(read_project(path, text_of))
    assert again.is_empty
    with pytest.raises(ConflictError, match="in this project already"):
        study.exchange.take(again)
    later = full(Tool("MAXQDA 2024", crlf=True, words=True, braces=True))
    later.sources = (
        later.sources[0].replace("</TextSource>", later.tool.selection(150, TEXT, "op school", 12) + "</TextSource>"),
        *later.sources[1:],
    )
    plan = take(study, later.write(tmp_path / "later.qdpx"))
    assert {what for fate, what, _n in told(plan) if fate == "came"} == {"codings"}
    # The one coding more, and the report on it.
    assert sizes(study) == [n + (table in ("codings", "memos")) for n, table in zip(before, STATE, strict=True)]


def test_texts_of_one_name_are_several_documents(study: Project, tmp_path: Path) -> None:
    tool = Tool(words=True)
    twin = tool.source(41, "gesprek", "")
    package = simple(tool)
    package.sources = (*package.sources, twin)
    package.texts[41] = TEXT
    path = package.write(tmp_path / "a.qdpx")
    plan = take(study, path)
    assert ("came", "documents", 2) in told(plan)
    assert [document.name for document in study.documents.all()] == ["gesprek", "gesprek (2)"]
    assert study.exchange.plan(read_project(path, text_of)).n_new == 0


def test_new_guids_at_each_export_change_nothing(study: Project, tmp_path: Path) -> None:
    """ATLAS.ti mints them anew: what is the same by what it says is the same."""
    tool = Tool("ATLAS.ti 23", index="Studie.qde", words=True)
    take(study, simple(tool).write(tmp_path / "a.qdpx"))
    tool.guid = lambda n: guid(n + 5_000_000)  # type: ignore[method-assign]
    anew = simple(tool)
    assert study.exchange.plan(read_project(anew.write(tmp_path / "b.qdpx"), text_of)).is_empty


def test_uncertain_codings_wait_until_they_are_settled(study: Project, tmp_path: Path) -> None:
    tool = Tool("Iets", utf16=True)
    text = "😀 druk, druk, druk. Of niet"
    package = Package(tool, (tool.code(11, "druk"),), (tool.source(40, "a", tool.selection(9, text, "druk", 11)),))
    package.texts = {40: text}
    plan = take(study, package.write(tmp_path / "x.qdpx"))
    assert ("doubtful", "codings", 1) in told(plan)
    assert counted(study) == {}
    (orphan,) = study.orphans.all()
    study.codings.move(orphan.coding_id, 2, 6)
    assert counted(study) == {("druk", "An"): 1}
    assert study.check() == []


def test_a_text_that_was_edited_here_takes_nothing_in(study: Project, tmp_path: Path) -> None:
    take(study, simple(MAXQDA).write(tmp_path / "a.qdpx"))
    study.edits.apply(study.documents.all()[0].id, TEXT.replace("Mieke", "Marieke"))
    later = simple(MAXQDA)
    later.sources = (
        later.sources[0].replace("</TextSource>", MAXQDA.selection(150, TEXT, "op school", 12) + "</TextSource>"),
    )
    plan = study.exchange.plan(read_project(later.write(tmp_path / "b.qdpx"), text_of))
    assert plan.is_empty
    assert any(fate == "doubtful" and what == "documents" for fate, what, _n in told(plan))


def test_qualcoder_counts_the_same_here_as_in_its_own_tables(study: Project, tmp_path: Path) -> None:
    folder = qualcoder(tmp_path / "studie.qda")
    before = (folder / "data.qda").read_bytes()
    plan = take(study, folder)
    with closing(sqlite3.connect(folder / "data.qda")) as db:
        own = db.execute("SELECT c.name, t.owner, count(*) FROM code_text t JOIN code_name c USING (cid) GROUP BY 1, 2")
        assert counted(study) == {(code, owner): n for code, owner, n in own}
        for owner in ("An", "Bo"):
            own = db.execute(
                "SELECT c.name, count(*), count(DISTINCT k.caseid) FROM code_text t JOIN code_name c USING (cid)"
                " JOIN case_text k USING (fid) WHERE t.owner = ? GROUP BY 1",
                [owner],
            )
            found = frequencies(study, owner)
            assert {name: found[name] for name in ("druk", "tekort", "ouders") if name in found} == {
                code: (codings, cases) for code, codings, cases in own
            }
    assert (folder / "data.qda").read_bytes() == before
    assert {c.path for c in study.codebook.codes()} == {
        "werk",
        "werk > druk",
        "werk > tijd",
        "werk > tijd > tekort",
        "ouders",
    }
    assert {(c.name, str(c.kind)) for c in study.cases.all()} == {("School A", "person"), ("School B", "person")}
    assert study.session.tuples("SELECT number FROM case_values WHERE number IS NOT NULL") == [(41.0,)]
    bodies = {(memo.coder, memo.body) for memo in study.memos.all()}
    assert {("An", "zie ook Bo"), ("Bo", "mooi begin"), ("An", "Begonnen."), ("An", "een grote school")} <= bodies
    assert {("could not come", "pictures", 1), ("could not come", "codings of pictures", 1)} <= told(plan)
    assert study.exchange.plan(read_project(folder, text_of)).is_empty


def test_taguette_counts_the_same_here_as_in_its_own_tables(study: Project, tmp_path: Path) -> None:
    path = taguette(tmp_path / "werkdruk.sqlite3")
    plan = take(study, path)
    with closing(sqlite3.connect(path)) as db:
        own = dict(
            db.execute("SELECT t.path, count(*) FROM highlight_tags h JOIN tags t ON t.id = h.tag_id GROUP BY 1")
        )
    here = {code: n for (code, _coder), n in counted(study).items()}
    assert here == {path.split(".")[-1]: n for path, n in own.items()}
    # A code counts what is under it too: the two on one highlight are one each.
    assert frequencies(study, "Cas") == {"werk": (3, 1), "druk": (2, 1), "ouders": (1, 1)}
    (document,) = study.documents.all()
    text = study.documents.text(document.id)
    assert text == "Gesprek & verslag\nHet was één druk jaar 😀 op school.\nGeen tijd\nveel ouders"
    quotes = study.session.tuples('SELECT DISTINCT start, "end" FROM codings ORDER BY 1')
    assert [text[start:end] for start, end in quotes] == ["één druk jaar 😀", "Geen tijd", "veel ouders"]
    assert {("could not come", "highlights without a tag", 1)} <= told(plan)
    assert study.exchange.plan(read_project(path, text_of)).is_empty


@pytest.mark.parametrize("content", [b"", b"geen database", b"SQLite format 3\0" + b"\0" * 200])
def test_what_is_no_database_is_told_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.sqlite3"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"x\.sqlite3"):
        read_project(path, text_of)


def test_a_failure_halfway_leaves_the_project_as_it_was(study: Project, tmp_path: Path) -> None:
    path = full(MAXQDA).write(tmp_path / "studie.qdpx")
    plan = study.exchange.plan(read_project(path, text_of))
    before = sizes(study)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(InputError):
        study.exchange.take(plan)
    assert sizes(study) == before
    assert study.check() == []
