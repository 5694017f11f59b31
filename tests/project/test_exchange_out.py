"""What goes out to another tool, whose work it is, and what stays behind."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from codebench.domain.errors import InputError
from codebench.domain.project_draft import Fate, Target
from codebench.domain.pseudonyms import Pseudonym
from codebench.domain.table import Table
from codebench.exchange.codebooks import read_any_codebook
from codebench.exchange.projects import read_project
from codebench.exchange.refi.project import RefiProject
from codebench.project.codebook_out import give_out
from codebench.project.exchange_out import OutRequest
from codebench.project.exchange_units import text_of
from codebench.project.memos import MemoTarget
from codebench.project.outgoing import warning
from codebench.project.preferences import Mode
from codebench.project.project import Project
from tests.conftest import survey, transcript
from tests.project.exchange_material import SCHEMAS, sent

TURNS = [("Moderator", "Hoe gaat het?"), ("Ilse", "Druk 👍🏽 hoor."), ("Karim", "Best goed.")]


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Project]:
    """A conversation and a survey, coded by two; one text is retired, one memo private."""
    with Project.create(tmp_path / "studie.codebench", "An") as project:
        project.imports.take([transcript("groep", TURNS)])
        project.imports.take([transcript("weg", [("Ilse", "Dit is weg."), ("Ilse", "Echt.")])])
        project.imports.take([survey({"R1": "Meer tijd.", "R2": "", "R3": "Rust & stilte; <even>."})])
        project.codebook.add("druk")
        project.documents.retire(2)
        project.codings.add(1, 31, 38, [1], memo="Waarom?")
        project.memos.add(MemoTarget(), "Alleen voor mij.", private=True)
        project.memos.add(MemoTarget(case_id=project.cases.get("R1").id), "Kortaf.")
        project.coders.add("Bo")
        project.act_as("Bo")
        project.codings.add(1, 31, 38, [1])
        project.codings.add(project.documents.answer_ids(1)[0], 0, 4, [1])
        project.act_as("An")
        yield project


def told(table: Table) -> dict[tuple[object, ...], object]:
    return {(row.cells[0], row.cells[1], row.cells[3]): row.cells[2] for row in table.rows}


def test_the_report_says_what_goes_along_and_what_stays(work: Project, tmp_path: Path) -> None:
    report = work.exchange_out.write(tmp_path / "uit.qdpx", OutRequest())
    found = told(report)
    assert found["goes along", "codings", ""] == 3
    assert found["goes along", "sources", ""] == 2
    assert found["stays behind", "documents", "retired"] == 1
    assert found["stays behind", "memos", "private"] == 1
    assert found["is changed", "memos on cases are their descriptions", ""] == 1
    with zipfile.ZipFile(tmp_path / "uit.qdpx") as archive:
        everything = b"".join(map(archive.read, archive.namelist())).decode()
    assert "Dit is weg" not in everything
    assert "Alleen voor mij" not in everything


def test_coders_are_chosen_or_the_layer_says_who_counts(work: Project, tmp_path: Path) -> None:
    chosen = read_project(sent(work, tmp_path / "bo.qdpx", OutRequest(coders=("Bo",))), text_of)
    assert [coder.name for coder in chosen.coders] == ["Bo"]
    assert sum(len(document.codings) for document in chosen.documents()) == 2
    with pytest.raises(InputError, match="never added up"):
        work.exchange_out.write(tmp_path / "laag.qdpx", OutRequest(layer=True))
    assert not (tmp_path / "laag.qdpx").exists()
    work.codings.remove([1])
    laid = read_project(sent(work, tmp_path / "laag.qdpx", OutRequest(layer=True)), text_of)
    assert sum(len(document.codings) for document in laid.documents()) == 2


def test_another_tool_reads_answers_as_passages_of_their_respondents(work: Project, tmp_path: Path) -> None:
    """The tolerant reader knows nothing of our conventions: it sees what MAXQDA would."""
    for per, names in (("question", {"groep", "Wat helpt?"}), ("respondent", {"groep", "R1", "R2", "R3"})):
        path = sent(work, tmp_path / f"{per}.qdpx", OutRequest("nvivo", per=per))  # type: ignore[arg-type]
        draft = RefiProject(path, text_of).draft()
        documents = {document.name: document for document in draft.documents()}
        assert set(documents) == names
        cases = {case.guid: case.name for case in draft.cases}
        spoken = {
            (cases[who], document.text[start:end])
            for document in documents.values()
            for who, start, end in document.passages
        }
        assert {("R1", "Meer tijd."), ("R3", "Rust & stilte; <even>."), ("Ilse", "Ilse: Druk 👍🏽 hoor.")} <= spoken
        quotes = {doc.text[c.start : c.end] for doc in documents.values() for c in doc.codings}
        assert quotes == {"Druk 👍🏽", "Meer"}
        assert any("Kortaf." in memo.body for memo in draft.memos if memo.target is Target.CASE)


def test_links_between_codes_are_links_of_the_schema(work: Project, tmp_path: Path) -> None:
    work.preferences.set_mode(Mode.GROUNDED)
    start, end = (work.codebook.add(name) for name in ("vlucht", "verloop"))
    work.code_links.add(start, end, "leidt tot", "Zegt Ilse.")
    assert (
        told(work.exchange_out.write(tmp_path / "x.qdpx", OutRequest()))["goes along", "links between codes", ""] == 1
    )
    path = sent(work, tmp_path / "uit.qdpx", OutRequest("atlasti"))
    draft = RefiProject(path, text_of).draft()
    names = {code.guid: code.name for code in draft.codes}
    assert [(names[one.start], one.name, names[one.end], one.note) for one in draft.links] == [
        ("vlucht", "leidt tot", "verloop", "leidt tot\nZegt Ilse.")
    ]
    assert not [memo for memo in draft.memos if "Zegt Ilse" in memo.body], "a note on a link is no memo beside it"
    with Project.create(tmp_path / "in.codebench", "Zoë") as theirs:
        theirs.exchange.take(theirs.exchange.plan(draft))
        assert [link.start_path for link in theirs.code_links.all()] == ["vlucht"]
        assert theirs.exchange.plan(replace(draft, checksum="")).n_new == 0


def test_a_file_is_whole_or_not_there(work: Project, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.qdpx"):
        work.exchange_out.write(tmp_path / "uit.zip", OutRequest())
    with pytest.raises(InputError, match="no profile"):
        work.exchange_out.write(tmp_path / "uit.qdpx", OutRequest("spss"))
    assert not list(tmp_path.glob("uit.*"))


def test_the_codebook_goes_out_as_qdc_and_comes_in_with_all_fields(work: Project, tmp_path: Path) -> None:
    give_out(work.session, tmp_path / "boek.qdc")
    tree = etree.parse(io.BytesIO((tmp_path / "boek.qdc").read_bytes()))
    etree.XMLSchema(etree.parse(str(SCHEMAS / "Codebook.xsd"))).assertValid(tree)
    assert [change.kind for change in work.codebook_files.changes(read_any_codebook(tmp_path / "boek.qdc"))] == ["same"]


def test_names_of_the_key_are_warned_of(work: Project, tmp_path: Path) -> None:
    work.pseudonyms.apply(work.pseudonyms.plan([Pseudonym("Karim", "[deelnemer 2]")]), tmp_path / "sleutel.csv")
    assert warning(work, sent(work, tmp_path / "een.qdpx", OutRequest())) == ""
    work.memos.add(MemoTarget(), "Karim <zag> dat ook.")
    assert warning(work, sent(work, tmp_path / "twee.qdpx", OutRequest())).endswith("Karim.")


def test_what_says_it_is_ours_and_lies_does_no_harm(work: Project, tmp_path: Path) -> None:
    path = sent(work, tmp_path / "uit.qdpx", OutRequest())
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name).decode() for name in archive.namelist()}
    tree = etree.fromstring(entries["project.qde"].encode())
    for place in tree.iter("{*}PlainTextSelection"):
        if place.find("{*}Coding") is not None:
            place.set("startPosition", "1")
        else:
            place.set("endPosition", "99999999999999")
    cases = list(tree.iter("{*}Case"))
    for case, other in zip(cases, [*cases[1:], cases[0]], strict=True):
        for description in case.findall("{*}Description"):
            description.text = f"[kind] king\n[part of] {other.get('guid')}\n[weet niet] nergens\n[memo] a\n[written] b"
    for source in tree.iter("{*}TextSource"):
        for description in source.findall("{*}Description"):
            description.text += "\n[judged] x 0-99999999999 a 3-1\n[section] 9-1 x\n[no text] - - -"
    entries["project.qde"] = etree.tostring(tree).decode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    with Project.create(tmp_path / "in.codebench", "Zoë") as project:
        plan = project.exchange.plan(read_project(path, text_of))
        assert any(remark.fate is Fate.DOUBTFUL for remark in plan.remarks)
        project.exchange.take(plan)
        assert project.check() == []
        assert project.session.value("SELECT count(*) FROM codings WHERE status = 'active'") == 0
