"""Purge: what is erased is in no byte of any file, what is left is whole, and what was broken off is finished."""

import json
import os
import re
import sys
import unicodedata
from pathlib import Path

import pytest

from codebench.domain.codebook import CodeFields
from codebench.domain.errors import CodebenchError, ConflictError, NotFoundError, StorageError
from codebench.domain.variables import VariableType, parse_value
from codebench.project.memos import MemoTarget
from codebench.project.project import Project
from codebench.project.snapshots import rescue
from codebench.store import erasure
from codebench.store.undo import reverse
from tests.conftest import survey, transcript
from tests.project.test_journal import state
from tests.store.conftest import Script, everything_beside

SECRET = [
    ("Moderator", "Hoe verloopt de zorgweek bij jullie?"),
    ("Zwaantje", "De zorgcoördinatrice huilde ’s ochtends in de fietsenstalling, echt waar."),
    ("Ödön", "Bij ons op de Kruidtuinlaan is dat nooit gebeurd."),
    ("Zwaantje", "Mijn kleindochter Philippine zit in de klas van Vanoverschelde."),
]
OPEN = [("Moderator", "En bij jullie?"), ("Gudrun", "Wij hebben een onthaalhoekje gekregen.")]

# Words of the document to be purged, of its name, its speakers, its file and everything that was ever written on it.
GONE = (
    "zorgcoördinatrice",
    "fietsenstalling",
    "kruidtuinlaan",
    "philippine",
    "vanoverschelde",
    "zwaantje",
    "ödön",
    "pseudoniempje",
    "geheimgroep",
    "schuilnaam",
    "verslagbestand",
    "aantekening",
    "randgedachte",
    "verworpen",
    "tussenversie",
    "overlijden",
    "sectietitel",
    "eersteversie",
)
KEPT = ("onthaalhoekje", "gudrun", "openbaar", "welbevinden", "algemene")


def folded(word: str) -> str:
    """As the search index keeps a word: without capitals and diacritics."""
    bare = unicodedata.normalize("NFD", word.casefold())
    return "".join(char for char in bare if not unicodedata.combining(char))


def found_in(path: Path, words: tuple[str, ...]) -> dict[str, list[str]]:
    """Per word the files that hold it in any of its forms, byte by byte."""
    found: dict[str, list[str]] = {}
    for name, content in everything_beside(path).items():
        text = (name.encode() + b"\n" + content).lower()
        for word in words:
            forms = {folded(word), *(unicodedata.normalize(form, word) for form in ("NFC", "NFD"))}
            escaped = json.dumps(word)[1:-1].encode().lower()
            if escaped in text or any(form.encode().lower() in text for form in forms | {word, word.capitalize()}):
                found.setdefault(word, []).append(name)
    return found


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A project with a life behind it: edits, undone acts, removed memos, renames, snapshots, a rescue."""
    path = tmp_path / "studie.codebench"
    secret = transcript("geheimgroep", SECRET)
    with Project.create(path, "An") as project:
        project.imports.take([secret])
        project.history.undo()
        project.imports.take([transcript("openbaar", OPEN)])
        project.imports.take([secret])
        document = project.documents.get("geheimgroep").id
        welbevinden = project.codebook.add("welbevinden")
        project.codebook.edit(welbevinden, CodeFields(example="zat in de klas van Vanoverschelde", definition="a"))
        example = "Zwaantje: Mijn kleindochter Philippine zit in de klas van Vanoverschelde."
        project.codebook.edit(
            welbevinden,
            CodeFields(
                definition="Zoals: de zorgcoördinatrice huilde ’s ochtends in de fietsenstalling, dus emotie.",
                example=f"{example}\nEen voorbeeld uit een boek.",
                counter_example="Kruidtuinlaan is dat nooit gebeurd",
            ),
        )
        coding = project.codings.add(document, 60, 90, [welbevinden], memo="Een aantekening bij het fragment.")[0]
        project.memos.add(MemoTarget(passage=(document, 5, 9)), "Een randgedachte.", title="schuilnaam")
        removed = project.memos.add(MemoTarget(document_id=document), "Een verworpen idee.")
        project.memos.edit(removed, "Een verworpen idee over overlijden.")
        project.memos.remove(removed)
        project.memos.add(
            MemoTarget(code_id=welbevinden),
            "Algemene gedachte: 'Bij ons op de Kruidtuinlaan is dat nooit gebeurd' zegt veel.",
        )
        project.reviews.mark([project.session.value("SELECT max(id) FROM units")])
        project.edits.apply(document, project.documents.text(document) + "\nZwaantje: een tussenversie.")
        project.history.undo()
        project.edits.apply(document, project.documents.text(document).replace("Philippine", "[naam]"))
        with project.session.act("edit", "sectietitel erbij") as act:
            act.insert("sections", document_id=document, position=0, start=0, end=9, title="Een sectietitel")
        project.documents.rename(document, "geheimgroep eersteversie")
        project.cases.rename(project.cases.get("Ödön").id, "Pseudoniempje")
        project.codings.remove([coding])
        project.history.undo()
        with project.session.act("import", "het bestand heet anders") as act:
            source = project.session.value("SELECT source_id FROM documents WHERE id = ?", [document])
            act.update("sources", source, name="verslagbestand.txt")
        sound = project.snapshots.make("met eersteversie").name
    rescue(path, sound)
    return path


def test_nothing_of_it_is_left_in_any_byte_of_any_file(study: Path) -> None:
    assert set(found_in(study, GONE)) == set(GONE)
    with Project.open(study) as project:
        document = project.documents.get("geheimgroep eersteversie").id
        other = project.documents.get("openbaar").id
        text = project.documents.text(other)
        gone = project.purging.purge([document])
        assert (gone.documents, gone.versions, gone.codings, gone.memos) == (1, 2, 1, 2)
        assert gone.cases == 4
        assert project.check() == []
        assert found_in(study, GONE) == {}
        assert set(found_in(study, KEPT)) == set(KEPT)
        assert project.documents.text(other) == text
        assert [case.name for case in project.cases.all()] == ["openbaar", "Moderator", "Gudrun"]
        (code,) = project.codebook.codes()
        assert code.fields.example == "Een voorbeeld uit een boek."
        assert code.fields.counter_example == ""
        assert code.fields.definition == "Zoals: […], dus emotie."
        assert [memo.body for memo in project.memos.all()] == ["Algemene gedachte: '[…]' zegt veel."]
        words = "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, text_index, 'row')"
        project.session.store.connection.execute(words)
        indexed = {row[0] for row in project.session.tuples("SELECT term FROM temp.words")}
        assert indexed == {folded(word) for word in re.findall(r"\w+", text)}
    assert {name.split("/")[0] for name in everything_beside(study)} == {study.name, f"{study.name}-snapshots"}


def test_the_history_says_that_it_was_erased_and_undo_passes_over_it(study: Path) -> None:
    with Project.open(study) as project:
        other = project.documents.get("openbaar").id
        code = project.codebook.find("welbevinden")
        project.codings.add(other, 0, 9, [code])
        document = project.documents.get("geheimgroep eersteversie").id
        project.codings.add(document, 0, 9, [code])
        on_it = project.history.acts(1)[0]
        project.purging.purge([document])
        acts = {act.id: act for act in project.history.acts()}
        assert acts[on_it.id].summary == "(erased)"
        assert acts[on_it.id].coder == "An"
        assert project.history.acts(1)[0].summary == "purge 1 document"
        before = state(project)
        message = r"'\(erased\)' can't be undone: 'purge 1 document' by An \(.*\) erased part of it for good"
        with pytest.raises(ConflictError, match=message), project.session.act("undo", "", on_it.id) as act:
            reverse(project.session.store, act, on_it.id)
        assert state(project) == before
        assert project.history.undo().summary == "code 'welbevinden' on openbaar, turn 1"
        assert project.history.redo().summary == "code 'welbevinden' on openbaar, turn 1"
        with pytest.raises(ConflictError, match="purge 1 document"):
            project.history.undo_to(1)
        while True:
            try:
                undone = project.history.undo()
            except ConflictError as error:
                assert "erased" in str(error) or "builds on it" in str(error) or "nothing of yours" in str(error)
                break
            assert undone.summary != "(erased)"
        assert project.check() == []


def test_a_purged_document_is_nowhere_and_can_come_in_again(study: Path) -> None:
    with Project.open(study) as project:
        document = project.documents.get("geheimgroep eersteversie").id
        project.purging.purge([document])
        assert [info.name for info in project.documents.all()] == ["openbaar"]
        assert project.documents.info(document).status == "purged"
        attempts = (
            lambda: project.documents.open(document),
            lambda: project.documents.text(document),
            lambda: project.documents.restore(document),
            lambda: project.purging.purge([document]),
            lambda: project.purging.purge([999]),
        )
        for attempt in attempts:
            with pytest.raises(NotFoundError):
                attempt()
        assert project.imports.take([transcript("geheimgroep", SECRET)]).documents == 1
        assert project.check() == []


def test_cases_stay_of_whom_something_is_left(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.codebench", "An") as project:
        project.imports.take([survey({"R1": "een", "R2": "twee", "R3": "drie"}, {"R1": "bao"})])
        project.imports.take([survey({"R2": "nog"}, question="Wat stoort?")])
        project.imports.take([transcript("groep", SECRET)])
        value = parse_value(VariableType.CATEGORY, "so")
        project.cases.set_value(project.cases.get("Zwaantje").id, 1, value)
        project.memos.add(MemoTarget(case_id=project.cases.get("Ödön").id), "Over deze persoon.")
        project.cases.add("zonder tekst")
        project.purging.purge([row[0] for row in project.session.tuples("SELECT id FROM documents WHERE id <> 4")])
        names = {case.name for case in project.cases.all()}
        # R1 and Zwaantje have a value, R2 another answer, Ödön a memo, the group has members; R3 has nothing.
        assert names == {"R1", "R2", "groep", "Zwaantje", "Ödön", "zonder tekst"}
        assert project.check() == []
        assert project.session.value("SELECT count(*) FROM documents WHERE status = 'purged'") == 4


def test_an_answer_goes_alone_and_its_file_with_the_last(tmp_path: Path) -> None:
    path = tmp_path / "p.codebench"
    with Project.create(path, "An") as project:
        project.imports.take([survey({"R1": "appelsientje", "R2": "perenboom"})])
        first, second = (row[0] for row in project.session.tuples("SELECT id FROM documents ORDER BY id"))
        project.purging.purge([first])
        assert project.check() == []
        assert list(found_in(path, ("appelsientje", "perenboom", "enquete"))) == ["perenboom", "enquete"]
        project.purging.purge([second])
        assert project.check() == []
        assert found_in(path, ("appelsientje", "perenboom", "enquete")) == {}


def test_code_names_that_stand_in_the_text_are_named_and_kept(study: Path) -> None:
    with Project.open(study) as project:
        project.codebook.add("Bij ons op de Kruidtuinlaan")
        project.codebook.add("dat")
        document = project.documents.get("geheimgroep eersteversie").id
        assert project.purging.purge([document]).named == ("Bij ons op de Kruidtuinlaan",)


def test_erasing_that_no_purge_tells_of_is_damage(study: Path) -> None:
    with Project.open(study) as project:
        document = project.documents.get("geheimgroep eersteversie").id
        project.purging.purge([document])
        project.session.store.connection.execute(
            "UPDATE contents SET salt = NULL, value = NULL WHERE entity = 18 AND value IS NOT NULL"
        )
        assert [damage.where for damage in project.check()] == ["memos 4"]


KILLED = """
import os, signal, sys
from pathlib import Path
from codebench.project.project import Project
from codebench.store import erasure, snapshots
how = sys.argv[2]
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
with Project.open(Path(sys.argv[1])) as project:
    document = project.documents.get("geheimgroep eersteversie").id
    if how == "before the commit":
        erasure.erase = die
    elif how == "after the commit":
        erasure.finish = die
    elif how == "among the copies":
        real = Path.unlink
        Path.unlink = lambda path, **how: die() if real(path, **how) is None and path.suffix == ".codebench" else None
    else:
        project.session.store.connection.set_trace_callback(lambda sql: die() if sql.startswith(how) else None)
    project.purging.purge([document])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize(
    "how", ["before the commit", "after the commit", "among the copies", "VACUUM", "DROP TABLE unfinished_purge"]
)
def test_a_purge_that_was_killed_is_finished_by_the_next_opening(study: Path, how: str, script: Script) -> None:
    done = script(KILLED, study, how)
    assert done.returncode == -9, done.stderr
    if how == "before the commit":
        with Project.open(study) as project:
            assert len(project.documents.all()) == 2
            assert project.check() == []
        return
    with Project.open(study, read_only=True) as project:
        assert ("the file", "A purge is not finished: copies of what was erased may be left.") in {
            (damage.where, damage.what) for damage in project.check()
        }
    with Project.open(study) as project:
        assert project.check() == []
        assert not erasure.is_unfinished(project.session.store.db)
    assert found_in(study, GONE) == {}


def test_where_the_disk_refuses_the_rest_comes_later_and_is_told(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(project: Path) -> int:
        raise OSError(28, os.strerror(28))

    with Project.open(study) as project:
        document = project.documents.get("geheimgroep eersteversie").id
        with monkeypatch.context() as patch:
            patch.setattr(erasure, "remove_copies", refused)
            with pytest.raises(StorageError, match="not yet in every copy") as caught:
                project.purging.purge([document])
        assert "\n" not in str(caught.value)
    with monkeypatch.context() as patch:
        patch.setattr(erasure, "remove_copies", refused)
        with Project.open(study) as project:
            assert any("not finished" in damage.what for damage in project.check())
            project.codebook.add("werk gaat door")
    with Project.open(study) as project:
        assert project.check() == []
        assert found_in(study, GONE) == {}
        with pytest.raises(CodebenchError):
            project.documents.open(document)
