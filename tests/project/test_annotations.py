"""The annotation cache: what is made is kept, found, reused after an edit, and gone after a purge."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from codebench.domain.annotation import Annotation
from codebench.domain.annotation_encoding import encode
from codebench.domain.errors import InputError
from codebench.language.pipelines import BLANK, BUNDLED, Origin
from codebench.project.annotating import Pace, Tally
from codebench.project.project import Project
from codebench.project.workers import Helper, WorkerDiedError
from codebench.store import annotations as cache
from codebench.store.annotations import Kept
from tests.conftest import TURNS, survey, transcript
from tests.language import standin

ANSWERS = {f"r{i:03d}": f"Er is geen tijd voor overleg {i}" for i in range(30)}


@pytest.fixture(scope="module")
def helper() -> Iterator[Helper]:
    with Helper() as started:
        yield started


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A survey of 30 answers and then a focus group with one coding; the pipeline needs no training."""
    with Project.create(tmp_path / "studie.codebench", "An") as made:
        made.annotations.use(BLANK)
        made.imports.take([survey(ANSWERS | {"leeg": ""}), transcript("groep-1", TURNS)])
        group = made.documents.get("groep-1")
        made.codings.add(group.id, 0, 9, [made.codebook.add("tijd")])
        yield made


def version_of(project: Project, name: str) -> int:
    document = project.documents.get(name).id
    return int(
        project.session.value("SELECT id FROM text_versions WHERE document_id = ? AND is_current = 1", [document])
    )


def cached(project: Project) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in the tables of the cache, with lemmas by their words."""
    return {
        "annotations": project.session.tuples("SELECT * FROM annotations ORDER BY 1, 2"),
        "lemmas": project.session.tuples("SELECT lemma FROM lemmas ORDER BY 1"),
        "postings": project.session.tuples(
            "SELECT lemma, pipeline_id, text_version_id, n FROM lemma_texts JOIN lemmas ON id = lemma_id"
            " ORDER BY 1, 2, 3"
        ),
    }


def texts_with(project: Project, lemma: str) -> dict[int, int]:
    rows = project.session.tuples(
        "SELECT text_version_id, n FROM lemma_texts JOIN lemmas ON id = lemma_id WHERE lemma = ?", [lemma]
    )
    return dict(rows)


def test_every_active_text_is_annotated_once(project: Project, helper: Helper) -> None:
    assert project.annotations.status().to_do == 31
    told: list[Tally] = []
    assert project.annotations.run(helper, told.append) == Tally(31, 31)
    assert [tally.done for tally in told] == sorted(tally.done for tally in told)
    assert (told[0].done, told[-1].to_do) == (0, 0)
    status = project.annotations.status()
    assert (status.texts, status.done, status.pipeline.name) == (31, 31, BLANK)
    group = version_of(project, "groep-1")
    annotation = project.annotations.of([group])[group]
    text = project.documents.text(project.documents.get("groep-1").id)
    assert [text[start:end] for start, end in zip(annotation.starts, annotation.ends, strict=True)][:3] == [
        "Moderator",
        ":",
        "Hoe",
    ]
    assert texts_with(project, "tijd")[group] == 2
    assert len(texts_with(project, "tijd")) == 31
    before = cached(project)
    assert project.annotations.run(helper, told.append).to_do == 0
    assert cached(project) == before
    assert project.check() == []


def test_coded_texts_come_first_and_a_stop_keeps_what_is_done(project: Project, helper: Helper) -> None:
    done: list[int] = []
    tally = project.annotations.run(helper, lambda tally: done.append(tally.done), lambda: bool(done) and done[-1] > 0)
    assert 0 < tally.done < 31
    kept = {row[0] for row in project.session.tuples("SELECT text_version_id FROM annotations")}
    assert version_of(project, "groep-1") in kept
    assert len(kept) == tally.done
    assert project.check() == []
    assert project.annotations.run(helper).to_do == 0


def test_what_is_not_there_is_left_out_or_made_on_the_spot(project: Project) -> None:
    ids = [row[0] for row in project.session.tuples("SELECT id FROM text_versions ORDER BY id")]
    empty = version_of(project, "#31")
    assert project.annotations.of([*ids, 999]) == {empty: Annotation([], [], [], [], [])}
    with project.reader() as reader:
        assert set(reader.annotations.of([*ids, 999], make=True)) == set(ids)
    assert cached(project)["annotations"] == []
    made = project.annotations.of(ids, make=True)
    assert len(cached(project)["annotations"]) == 31
    assert project.annotations.of(ids) == made
    assert project.check() == []


def test_after_an_edit_what_was_said_of_other_lines_stays(project: Project, helper: Helper) -> None:
    project.annotations.run(helper)
    document = project.documents.get("groep-1").id
    old = version_of(project, "groep-1")
    said = project.annotations.of([old])[old]
    marked = Annotation(said.starts, said.ends, [f"{lemma}-toen" for lemma in said.lemmas], said.tags, said.sentences)
    pipeline = project.annotations.pipeline
    cache.keep(project.session.store, pipeline.name, pipeline.key, [Kept(old, encode(marked), marked.lemma_counts())])
    text = project.documents.text(document).replace("An: Nee.", "An: Nee, toch niet.\nAn: Of wel?")
    project.edits.apply(document, text)
    assert project.annotations.status().to_do == 1
    for make in (project.annotations.run(helper).done == 31, True):
        new = version_of(project, "groep-1")
        lemmas = project.annotations.of([new], make=make)[new].lemmas
        at = next(i for i, lemma in enumerate(lemmas) if not lemma.endswith("-toen"))
        assert lemmas[at:] == ["an", ":", "nee", ",", "toch", "niet", ".", "an", ":", "of", "wel", "?"]
        assert at > 40
    project.history.undo()
    assert project.annotations.status().to_do == 0


def test_undone_and_redone_imports_need_no_new_work(project: Project, helper: Helper) -> None:
    project.imports.take([transcript("groep-2", TURNS[:2])])
    before = project.annotations.stamp()
    project.annotations.run(helper)
    project.history.undo()
    assert project.annotations.status().texts == 31
    assert project.annotations.stamp() != before
    assert project.check() == []
    project.history.redo()
    assert project.annotations.stamp() == before
    assert project.annotations.status().to_do == 0


def test_what_was_purged_leaves_the_cache_too(project: Project, helper: Helper) -> None:
    secret = [("Zwaantje", "De fietsenstalling van Vanoverschelde was geen tijd waard.")]
    project.imports.take([transcript("geheim", secret), transcript("groep-3", [("Gudrun", "Een onthaalhoekje.")])])
    undone = project.imports.take([transcript("verworpen", [("Wim", "Een zeperdje in de kelder.")])])
    assert undone.documents == 1
    project.annotations.run(helper)
    project.history.undo()
    document = project.documents.get("geheim").id
    project.edits.apply(document, project.documents.text(document) + "\nZwaantje: Een tussenversie.")
    project.annotations.run(helper)
    assert texts_with(project, "fietsenstalling").keys() > texts_with(project, "tussenversie").keys()
    others = len(cached(project)["annotations"]) - 3
    project.purging.purge([document])
    lemmas = {lemma for (lemma,) in cached(project)["lemmas"]}
    assert not lemmas & {"fietsenstalling", "vanoverschelde", "zwaantje", "tussenversie", "zeperdje", "kelder"}
    assert lemmas >= {"onthaalhoekje", "gudrun", "geen", "tijd"}
    assert len(cached(project)["annotations"]) == others
    content = project.path.read_bytes()
    assert b"onthaalhoekje" in content
    assert b"fietsenstalling" not in content
    assert b"zeperdje" not in content
    assert project.check() == []
    assert project.annotations.status().to_do == 0


def test_a_text_that_is_purged_while_it_is_annotated_is_not_kept(project: Project, helper: Helper) -> None:
    asked = iter(range(100))

    def at_store(step: Callable[[], Any]) -> Any:
        found = step()
        # Its texts were just read, to be sent to the helper.
        if getattr(step, "__name__", "") == "_next_batch" and next(asked) == 0:
            project.purging.purge([1, project.documents.get("groep-1").id])
        return found

    project.annotations.run(helper, pace=Pace(at_store=at_store))
    assert len(cached(project)["annotations"]) == 29
    assert "mandaat" not in {lemma for (lemma,) in cached(project)["lemmas"]}
    assert project.check() == []


def test_who_reads_goes_before_an_impatient_writer(project: Project) -> None:
    store = project.session.store
    waits = store.value("PRAGMA busy_timeout")
    kept = [Kept(1, encode(Annotation([0], [2], ["er"], [""], [0])), {"er": 1})]
    with project.reader() as reader:
        rows = reader.session.store.connection.execute("SELECT id FROM text_versions")
        assert rows.fetchone() is not None
        assert not cache.keep(store, "blank", "1", kept, patient=False)
        assert cached(project) == {"annotations": [], "lemmas": [], "postings": []}
        rows.close()
        assert cache.keep(store, "blank", "1", kept, patient=False)
    assert store.value("PRAGMA busy_timeout") == waits
    assert len(cached(project)["annotations"]) == 1


def test_damage_in_the_cache_is_told_and_mended_by_making_it_anew(project: Project, helper: Helper) -> None:
    project.annotations.run(helper)
    group = version_of(project, "groep-1")
    good = project.annotations.of([group])
    sql = project.session.store.connection
    sql.execute("UPDATE annotations SET value = x'00' WHERE text_version_id = ?", [group])
    assert [damage.where for damage in project.check()] == [f"annotations {group}/1"]
    assert project.annotations.of([group]) == {}
    assert project.annotations.of([group], make=True) == good
    assert project.check() == []
    sql.execute("DELETE FROM lemma_texts WHERE text_version_id = ?", [group])
    sql.execute("DELETE FROM annotations WHERE text_version_id = 1")
    assert sorted(damage.where for damage in project.check()) == ["annotations 1/1", f"annotations {group}/1"]


def test_the_pipeline_of_a_project_is_an_act_like_others(project: Project) -> None:
    assert (project.annotations.setting, project.annotations.pipeline.origin) == (BLANK, Origin.SETTING)
    with pytest.raises(InputError, match="nl_core_news_lg is not installed here"):
        project.annotations.use("nl_core_news_lg")
    project.annotations.use(None)
    assert project.annotations.setting is None
    assert project.history.acts(1)[0].summary == "use the best pipeline there is"
    project.history.undo()
    assert project.annotations.setting == BLANK
    with project.session.act("setting", "as on another machine") as act:
        act.update("settings", 1, value="nl_core_news_lg")
    status = project.annotations.status()
    assert status.pipeline.name in (BUNDLED, BLANK)
    assert "The pipeline nl_core_news_lg is not installed here." in status.doubts


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes in other ways")
def test_a_helper_that_is_killed_is_started_anew_and_nothing_is_done_twice(project: Project) -> None:
    kills: list[int] = []
    with Helper() as mortal:

        def kill_once(tally: Tally) -> None:
            if not kills and 0 < tally.done < 31:
                assert mortal.pid is not None
                kills.append(mortal.pid)
                os.kill(mortal.pid, signal.SIGKILL)

        project.imports.take([transcript(f"groep-{n}", TURNS * 120) for n in range(2, 8)])
        tally = project.annotations.run(mortal, kill_once)
        assert tally == Tally(37, 37)
        assert kills
        assert mortal.pid not in (None, kills[0])
    assert project.check() == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes in other ways")
def test_a_text_at_which_the_pipeline_fails_is_left_out_and_all_others_are_done(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    standin.package(tmp_path / "site")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    odd = {"a": "Dit breekt.", "b": "Dit doodt.", "c": "Dit niet."}
    project.imports.take([survey(odd, question="En verder?")])
    project.annotations.use(standin.NAME)
    with Helper() as mortal:
        assert project.annotations.run(mortal) == Tally(34, 32)
        with pytest.raises(WorkerDiedError, match="killed by signal 9"):
            project.annotations.run(mortal)  # at nothing but what it fails at
    assert texts_with(project, "dit").keys() == {project.session.value("SELECT max(id) FROM text_versions")}
    assert project.check() == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes in other ways")
def test_a_helper_that_dies_again_and_again_is_told_in_a_sentence(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "spacy.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with Helper() as mortal, pytest.raises(WorkerDiedError, match=r"ended before it was done \(killed by signal 9\)"):
        project.annotations.run(mortal)
    assert project.annotations.status().done == 0
    assert project.check() == []
