"""Pseudonyms in a project: one undoable act over everything, the key outside, the earlier texts erased on request."""

import stat
from pathlib import Path

import pytest

from codebench.domain.codebook import CodeFields
from codebench.domain.errors import ConflictError, InputError
from codebench.domain.pseudonyms import Identifier, Pseudonym
from codebench.project.draft_pseudonyms import pseudonymised
from codebench.project.memos import MemoTarget
from codebench.project.outgoing import warning
from codebench.project.project import Project
from codebench.project.pseudonym_key import check_place, merged, read_key, write_key
from codebench.report.registry import Format, write
from tests.conftest import survey, transcript
from tests.project.test_journal import state
from tests.store.test_purge import found_in

TURNS = [
    ("Moderator", "Hoe gaat het?"),
    ("Zwaantje", "Ödöns idee was goed; bel Zwaantje Kruidtuin op 0470 12 34 56 of zw@kade.be."),
    ("Ödön", "Op de Sint-Trudoschool in Wuustwezel was Zwaantje er op 3 mei 2019 al."),
    ("Zwaantje", "Dat klopt."),
]
WORDS = ("zwaantje", "ödön", "kruidtuin", "trudoschool", "wuustwezel", "0470 12 34 56", "kade.be")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A project with a coder An, whose name is no participant's, and names in every place where one can stand."""
    path = tmp_path / "in" / "studie.codebench"
    path.parent.mkdir()
    with Project.create(path, "An") as project:
        project.imports.take([transcript("groep Zwaantje", TURNS), survey({"R1": "zwaantje hielp", "R2": "niets"})])
        document = project.documents.get("groep Zwaantje").id
        code = project.codebook.add("hulp")
        project.codebook.edit(code, CodeFields(definition="Zoals bij Zwaantje.", example="Ödöns idee"))
        text = project.documents.text(document)
        for quote in ("Ödön", "ns idee", "Dat klopt", "goed; bel"):
            at = text.index(quote)
            project.codings.add(document, at, at + len(quote), [code])
        project.memos.add(MemoTarget(document_id=document), "Zwaantje lachte.")
        project.cases.rename(project.cases.get("Ödön").id, "Ödön Wuustwezel")
        project.cases.rename(project.cases.get("Ödön Wuustwezel").id, "Ödön")
    return path


def chosen(project: Project) -> list[Pseudonym]:
    return [each.pseudonym for each in project.pseudonyms.propose()]


def test_a_name_that_an_edit_took_out_before_is_erased_with_the_earlier_texts(study: Path) -> None:
    with Project.open(study) as project:
        answer = project.documents.answer("R1", "Wat helpt?")
        project.edits.apply(answer.id, "iemand hielp")
        names = chosen(project)
        plan = project.pseudonyms.plan(names)
        assert answer.id not in [document for document, _edit in plan.edits]
        project.pseudonyms.apply(plan, study.parent.parent / "sleutel.csv")
        held = project.pseudonyms.holding(names)
        assert held == sorted([answer.id, *(document for document, _edit in plan.edits)])
        finder = project.pseudonyms.finder(names, thorough=True)
        project.purging.purge_earlier(held, lambda text: bool(finder.find(text)))
        assert project.pseudonyms.holding(names) == []
        assert found_in(study, ("zwaantje",)) == {}


def test_what_may_give_somebody_away_is_proposed_in_context(study: Path) -> None:
    with Project.open(study) as project:
        found = {each.pseudonym.original: each for each in project.pseudonyms.propose()}
    kinds = {name: str(each.pseudonym.kind) for name, each in found.items()}
    assert kinds == {
        "Zwaantje": "name",
        "Ödön": "name",
        "Wuustwezel": "place",
        "Sint-Trudoschool": "school",
        "zw@kade.be": "e-mail",
        "0470 12 34 56": "telephone",
        "3 mei 2019": "date",
    }
    assert found["Zwaantje"].pseudonym.replacement == "[deelnemer 1]"
    assert (found["Zwaantje"].places, found["Zwaantje"].documents) == (5, 2)
    first = found["Ödön"].contexts[0]
    assert (first.document, first.found, first.after[:8]) == ("groep Zwaantje", "Ödön", "s idee w")


def test_it_is_one_act_that_keeps_the_codings_and_can_be_undone(study: Path, tmp_path: Path) -> None:
    key = tmp_path / "sleutel.csv"
    with Project.open(study) as project:
        before = state(project)
        plan = project.pseudonyms.plan([*chosen(project), Pseudonym("Kruidtuin", "[persoon 9]")])
        project.pseudonyms.apply(plan, key)
        assert project.check() == []
        document = project.documents.all()[0]
        text = project.documents.text(document.id)
        assert document.name == "groep [deelnemer 1]"
        assert not any(word in text.casefold() for word in WORDS)
        assert "[deelnemer 2]s idee was goed; bel [deelnemer 1] [persoon 9] op [telefoon 1] of [e-mail 1]." in text
        quotes = sorted(text[each.start : each.end] for each in project.documents.codings(document.id))
        assert quotes == ["Dat klopt", "[deelnemer 2]", "[deelnemer 2]s idee", "goed; bel"]
        assert [unit.case for unit in project.documents.units(document.id)] == [
            "Moderator",
            "[deelnemer 1]",
            "[deelnemer 2]",
            "[deelnemer 1]",
        ]
        assert [text[u.start : u.body_start] for u in project.documents.units(document.id)][1] == "[deelnemer 1]: "
        assert project.memos.all()[0].body == "[deelnemer 1] lachte."
        assert project.codebook.codes()[0].fields.definition == "Zoals bij [deelnemer 1]."
        assert project.documents.answer("R1", "Wat helpt?").length == len("[deelnemer 1] hielp")
        assert project.pseudonyms.key_path == key
        assert {one.original for one in read_key(key)} >= {"Zwaantje", "Ödön", "Kruidtuin"}
        if hasattr(key, "owner"):
            assert stat.S_IMODE(key.stat().st_mode) & 0o077 == 0
        assert project.history.undo().kind == "pseudonymise"
        assert state(project) == before


def test_after_the_purge_no_byte_of_the_project_holds_a_name(study: Path, tmp_path: Path) -> None:
    with Project.open(study) as project:
        names = [*chosen(project), Pseudonym("Kruidtuin", "[persoon 9]")]
        plan = project.pseudonyms.plan(names)
        project.pseudonyms.apply(plan, tmp_path / "sleutel.csv")
        assert found_in(study, WORDS)
        matcher = project.pseudonyms.finder(names, thorough=True)
        gone = project.purging.purge_earlier([row[0] for row in plan.edits], lambda text: bool(matcher.find(text)))
        assert (gone.documents, gone.versions) == (2, 2)
        assert project.check() == []
        assert found_in(study, WORDS) == {}
        assert [act.kind for act in project.history.acts(2)] == ["purge", "pseudonymise"]
        assert project.history.acts(2)[1].summary == "put pseudonyms in 2 documents"
        # What was done in these texts before can't be undone any more: undo passes over it.
        last = project.history.undoable()
        assert last is not None
        assert last.summary == "add code 'hulp'"
        at = project.documents.text(1).index("Dat klopt")
        project.codings.add(1, at, at + 3, [1])
        assert project.history.undo().kind == "code"
        with pytest.raises(ConflictError, match="no earlier texts"):
            project.purging.purge_earlier([1])


def test_a_later_document_gets_the_same_pseudonyms_before_its_first_offset(study: Path, tmp_path: Path) -> None:
    key = tmp_path / "sleutel.csv"
    with Project.open(study) as project:
        project.pseudonyms.apply(project.pseudonyms.plan(chosen(project)), key)
        later = transcript("groep 2", [("Zwaantje", "Ödön en ik."), ("Griet", "Zwaantjes plan.")])
        project.imports.take([pseudonymised(later, project.pseudonyms.finder(read_key(key)))])
        document = project.documents.get("groep 2").id
        text = project.documents.text(document)
        assert text == "[deelnemer 1]: [deelnemer 2] en ik.\nGriet: [deelnemer 1]s plan.\n"
        said = [(unit.case, text[unit.body_start : unit.end]) for unit in project.documents.units(document)]
        assert said == [("[deelnemer 1]", "[deelnemer 2] en ik."), ("Griet", "[deelnemer 1]s plan.")]
        (proposal,) = (each for each in project.pseudonyms.propose() if each.pseudonym.original == "Griet")
        assert proposal.pseudonym.replacement == "[deelnemer 3]"
        assert project.check() == []


def test_the_key_is_read_as_it_was_written_and_lies_nowhere_in_the_project(study: Path, tmp_path: Path) -> None:
    key = tmp_path / "sleutel.csv"
    names = [Pseudonym('Jan "de Lange", sr', "[a]"), Pseudonym("+32 9 123 45 67", "[b]", Identifier.TELEPHONE)]
    write_key(key, names)
    assert read_key(key) == names
    assert merged(names, [Pseudonym("Eef", "[c]")])[-1].original == "Eef"
    with pytest.raises(InputError, match="take one of the two"):
        merged(names, [Pseudonym('Jan "de Lange", sr', "[z]")])
    with Project.open(study) as project:
        project.snapshots.make("nu")
    for place in (study, study.with_name(f"{study.name}-snapshots") / "k.csv", tmp_path, tmp_path / "weg" / "k.csv"):
        with pytest.raises(InputError):
            check_place(place, study)
    key.write_text("naam\nJan\n", "utf-8")
    for attempt in (lambda: check_place(key, study), lambda: read_key(key)):
        with pytest.raises(InputError, match="no key of pseudonyms"):
            attempt()


def test_two_people_are_not_made_one(study: Path) -> None:
    with Project.open(study) as project:
        same = [Pseudonym("Zwaantje", "[x]"), Pseudonym("Ödön", "[x]")]
        with pytest.raises(ConflictError, match=r"would both be called '\[x\]'"):
            project.pseudonyms.plan(same)
        with pytest.raises(ConflictError, match="stands anywhere"):
            project.pseudonyms.plan([Pseudonym("Nergenshuizen", "[x]")])


@pytest.mark.parametrize("format", [Format.TABLE, Format.CSV, Format.XLSX, Format.MD, Format.JSON])
def test_what_goes_out_is_looked_through_in_every_format(study: Path, tmp_path: Path, format: Format) -> None:
    from codebench.domain.table import plain_table

    file = tmp_path / f"uit.{format}"
    key = tmp_path / "sleutel.csv"
    with Project.open(study) as project:
        write(plain_table("T", ("Quote",), [("toen zei Zwaantje dat",)]), file, format)
        assert warning(project, file) == ""
        project.pseudonyms.apply(project.pseudonyms.plan(chosen(project)), key)
        assert warning(project, file).endswith("is in what goes out: Zwaantje.")
        write(plain_table("T", ("Quote",), [("toen zei [deelnemer 1] dat",)]), file, format)
        assert warning(project, file, "vrij") == ""
        key.unlink()
        assert "can't be read" in warning(project, file)


def test_a_project_that_goes_out_is_looked_through_too(study: Path, tmp_path: Path) -> None:
    other = tmp_path / "pakket.codebench"
    with Project.create(other, "Zwaantje") as package:
        package.imports.take([transcript("groep", [("[deelnemer 1]", "Dat klopt.")])])
    with Project.open(study) as project:
        project.pseudonyms.apply(project.pseudonyms.plan(chosen(project)), tmp_path / "sleutel.csv")
        # Who works in it is no material.
        assert warning(project, other) == ""
        with Project.open(other) as package:
            package.imports.take([transcript("groep 2", [("[deelnemer 2]", "Zwaantje wist het.")])])
        assert warning(project, other).endswith("Zwaantje.")
