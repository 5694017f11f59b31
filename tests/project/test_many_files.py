"""Many files in one act: what is there already is left out, speakers are cases, and stopping leaves nothing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from codebench.domain.draft import Draft
from codebench.domain.errors import NotFoundError
from codebench.ingest import ReadOptions
from codebench.ingest.gathering import Gathering
from codebench.ingest.lines import DocumentText, Line
from codebench.ingest.transcript import draft_of
from codebench.project.project import Project
from tests.project.test_journal import state

SAID = (
    "I: Hoe gaat het met het overleg op school?\nR1: Wel goed, maar er is te weinig tijd voor.\n"
    "I: En nu?\nR1: Beter, want wij kregen twee uren extra van de directie.\n"
)


def text(name: str, said: str, options: ReadOptions | None = None, suffix: str = "txt", checksum: str = "") -> Draft:
    lines = tuple(Line(line) for line in said.split("\n"))
    source = DocumentText(f"{name}.{suffix}", name, suffix, checksum or name + suffix, lines)
    return draft_of(source, options or ReadOptions())


def test_the_same_text_in_another_format_is_left_out(project: Project) -> None:
    first = text("groep-7", SAID)
    project.imports.take([first])
    other_layout = text("kopie", SAID.replace("\n", "\n\n").replace(": ", ":  "), suffix="docx")
    longer = text("meer", SAID + "I: Dank u.\nR1: Ja.\n")
    assert project.imports.left_out([other_layout, longer]) == {0: "kopie.docx holds the same text as groep-7."}
    assert project.imports.left_out([first]) == {0: "groep-7.txt is in this project already (as groep-7.txt)."}
    project.history.undo()
    assert project.imports.left_out([other_layout, longer]) == {}


def test_twins_among_the_files_themselves_are_left_out(project: Project) -> None:
    drafts = [text("a", SAID), text("b", SAID, suffix="odt"), text("c", "Iets anders.", checksum="x")]
    drafts.append(replace(drafts[2], source="d.txt"))
    assert project.imports.left_out(drafts) == {
        1: "b.odt holds the same text as a.txt.",
        3: "d.txt is the same file as c.txt.",
    }


def test_short_texts_may_well_be_the_same(project: Project) -> None:
    drafts = [text("a", "Niet bereikt."), text("b", "Niet bereikt.")]
    assert project.imports.left_out(drafts) == {}


def test_a_later_version_of_a_text_is_still_that_text(project: Project) -> None:
    project.imports.take([text("groep-7", SAID)])
    document = project.documents.get("groep-7")
    project.edits.apply(document.id, SAID.replace("directie", "[functie]"))
    assert project.imports.left_out([text("b", SAID)]) == {0: "b.txt holds the same text as groep-7."}


def test_many_notes_are_one_act(project: Project, tmp_path: Path) -> None:
    for n in range(1, 62):
        said = f"Periode 1: sluiting\nCentrum {n} sloot.\nPeriode 2: heropstart\nOpen.\n"
        (tmp_path / f"CLB {n}.txt").write_text(said, "utf-8")
    before = state(project)
    gathering = Gathering.of(sorted(tmp_path.glob("CLB*.txt")))
    told: list[tuple[int, int]] = []
    taken = project.imports.take(gathering.drafts, progress=lambda done, of: told.append((done, of)))
    assert (taken.documents, taken.units, taken.cases) == (61, 122, 61)
    assert told[-1] == (122, 122) and len(told) == 61
    assert project.check() == []
    project.history.undo()
    assert state(project) == before


def test_times_of_turns_are_kept(project: Project) -> None:
    project.imports.take([text("groep-7", "[0:05] I: a\n[0:09] R1: b\nI: c\nR1: d\n")])
    rows = project.session.tuples(
        "SELECT time_ms FROM units u JOIN documents d ON d.id = u.document_id WHERE d.name = 'groep-7' ORDER BY u.id"
    )
    assert [row[0] for row in rows] == [5000, 9000, None, None]


def test_a_speaker_is_a_case_that_is_there(project: Project) -> None:
    people = len(project.cases.all())
    said = ReadOptions(names={"R1": "groep-1/Ilse"})
    before = state(project)
    taken = project.imports.take([text("gesprek", SAID, said)])
    assert taken.cases == 2  # the new group and I
    assert len(project.cases.all()) == people + 2
    ilse = project.cases.get("groep-1/Ilse")
    document = project.documents.get("gesprek")
    assert {unit.case for unit in project.documents.units(document.id)} == {"I", ilse.name}
    assert project.check() == []
    project.history.undo()
    assert state(project) == before


def test_a_case_that_there_is_not_is_told(project: Project) -> None:
    before = state(project)
    for path in ("groep-1/Niemand", "nergens/Ilse", "/Ilse"):
        with pytest.raises(NotFoundError, match=f"There is no case '{path}' in this project"):
            project.imports.take([text("gesprek", SAID, ReadOptions(names={"R1": path}))])
    assert state(project) == before


def test_stopping_halfway_leaves_nothing(project: Project) -> None:
    drafts = [text(f"g{n}", SAID.replace("overleg", f"overleg {n}")) for n in range(3)]
    before = state(project)

    def stop_at(wanted: int) -> Callable[[int, int], None]:
        def progress(done: int, _of: int) -> None:
            if done >= wanted:
                raise KeyboardInterrupt

        return progress

    for wanted in (1, 8, 12):
        with pytest.raises(KeyboardInterrupt):
            project.imports.take(drafts, progress=stop_at(wanted))
        assert state(project) == before
    assert project.check() == []
    assert project.imports.take(drafts).documents == 3
