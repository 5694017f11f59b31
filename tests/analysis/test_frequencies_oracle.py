"""Frequencies against an independent count, over random projects of transcripts, surveys and minutes."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from codebench.analysis.frequencies import Base, FrequencyRequest
from codebench.analysis.scope import ScopeRequest
from codebench.domain.draft import CaseDraft, DocumentDraft, DocumentKind, Draft, UnitDraft, UnitKind
from codebench.domain.errors import InputError
from codebench.domain.table import Table
from codebench.domain.variables import Absence, CaseKind, Value, VariableType
from codebench.project.cases import set_values
from codebench.project.coders import add_coder
from codebench.project.coding_rows import add_codings
from codebench.project.project import Project
from codebench.project.reviews import add_marks
from codebench.project.round_models import Selection
from codebench.store.journal import Act, new_guid
from tests.analysis.oracle import Oracle, SeveralCoders, told
from tests.conftest import survey, transcript

SPEAKERS = ["Moderator", "Ilse", "Bart", "An", "Allen"]
SAID = ["Ja.", "Te weinig tijd.", "…", "Nee, het mandaat!", "?"]
LEVELS = ["bao", "so", "buso"]
NUMBERS = st.integers(0, 10_000)
QUESTIONS = ["Wat helpt?", "Wat niet?"]


def minutes() -> Draft:
    """Minutes of a group without speakers, with one paragraph that is nobody's."""
    text = "Verslag van de groep.\nEr is te weinig tijd.\nZonder naam."
    units = [UnitDraft(UnitKind.PARAGRAPH, 0, 0, 21, "verslag"), UnitDraft(UnitKind.PARAGRAPH, 22, 22, 43, "verslag")]
    units.append(UnitDraft(UnitKind.PARAGRAPH, 44, 44, len(text)))
    group = CaseDraft("verslag", "verslag", CaseKind.GROUP)
    document = DocumentDraft("verslag", DocumentKind.NOTE, text, tuple(units), case="verslag")
    return Draft("verslag.txt", "note", "verslag", lambda: iter([group, document]))


MATERIAL = st.fixed_dictionaries(
    {
        "transcripts": st.lists(
            st.lists(st.tuples(st.sampled_from(SPEAKERS), st.sampled_from(SAID)), min_size=1, max_size=6), max_size=2
        ),
        "surveys": st.lists(
            st.dictionaries(st.sampled_from(["R1", "R2", "R3", "Ilse"]), st.sampled_from([*SAID, ""]), max_size=4),
            max_size=2,
        ),
        "minutes": st.booleans(),
        "parents": st.lists(st.one_of(st.none(), NUMBERS), min_size=5, max_size=5),
        "values": st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), max_size=12),
        "school": st.lists(st.booleans(), min_size=3, max_size=3),
        "codings": st.lists(st.tuples(NUMBERS, NUMBERS, st.integers(1, 60), NUMBERS, NUMBERS), min_size=4, max_size=20),
        "reviews": st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=14),
        "coders": st.sampled_from([1, 2]),
        "disjoint": st.booleans(),
        "retired": st.lists(NUMBERS, max_size=1),
        "rounds": st.lists(st.tuples(st.dictionaries(NUMBERS, NUMBERS, min_size=4), NUMBERS, NUMBERS), max_size=3),
        "settled": st.one_of(st.none(), st.none(), st.lists(NUMBERS, max_size=3)),
    }
)
REQUEST = st.fixed_dictionaries(
    {
        "base": st.sampled_from([Base.CASES, Base.CODINGS]),
        "by": st.sampled_from([None, "niveau", "taken"]),
        "coder": st.sampled_from([None, None, "An"]),
        "documents": st.sets(st.sampled_from(["groep-0", "groep-1", "verslag"]), max_size=2),
        "questions": st.sets(st.sampled_from(QUESTIONS), max_size=1),
        "where": st.lists(st.sampled_from([("niveau", "bao"), ("taken", "zorg"), ("taken", "klas")]), max_size=2),
        "level": st.sampled_from([None, None, CaseKind.PERSON, CaseKind.GROUP, CaseKind.ORGANISATION]),
    }
)


@contextmanager
def built(folder_of: pytest.TempPathFactory, made: dict) -> Iterator[Project]:
    with Project.create(folder_of.mktemp("telling") / "p.codebench", "An") as project:
        if made["coders"] == 2:
            project.coders.add("Bo")
        drafts = [transcript(f"groep-{i}", turns) for i, turns in enumerate(made["transcripts"])]
        drafts += [survey(answers, question=QUESTIONS[i]) for i, answers in enumerate(made["surveys"])]
        drafts += [minutes()] if made["minutes"] else []
        if drafts:
            project.imports.take(drafts)
        school = project.cases.add("De Linde", CaseKind.ORGANISATION)
        groups = [case for case in project.cases.all() if case.kind is CaseKind.GROUP]
        for case, in_school in zip(groups, made["school"], strict=False):
            if in_school:
                project.cases.set_group(case.id, school)
        for case in project.cases.all():
            if case.name == "Allen":
                project.cases.set_kind(case.id, CaseKind.COLLECTIVE)
        variables = {v.name: v.id for v in project.variables.all()}
        if "niveau" not in variables:
            variables["niveau"] = project.variables.add("niveau", VariableType.CATEGORY, ("bao", "so"))
        variables["taken"] = project.variables.add("taken", VariableType.MULTIPLE, ("zorg", "klas", "zoco"))
        with project.session.act("fill") as act:
            cases = project.cases.all()
            for a, b, c in made["values"]:
                case, absence = cases[a % len(cases)].id, list(Absence)[c % 4]
                if b % 2:
                    value = Value(options=(LEVELS[c % 3],)) if c % 5 else Value(absence=absence)
                    set_values(project.session, act, [(case, variables["niveau"], value)])
                else:
                    options = [("zorg",), ("klas", "zorg"), ("zoco", "klas"), ("zorg", "klas", "zoco")][c % 4]
                    value = Value(options=options) if c % 5 else Value(absence=absence)
                    set_values(project.session, act, [(case, variables["taken"], value)])
        codes: list[int] = []
        for i, parent in enumerate(made["parents"]):
            codes.append(project.codebook.add(f"code {i}", codes[parent % len(codes)] if codes and parent else None))
        work(project, made, codes)
        for a in made["retired"]:
            documents = project.documents.all()
            if documents:
                project.documents.retire(documents[a % len(documents)].id)
        yield project


def work(project: Project, made: dict, codes: list[int]) -> None:
    """Codings and review marks, of two coders on the same or on different documents."""
    places = project.session.tuples(
        "SELECT d.id, v.id, v.length FROM documents d JOIN text_versions v ON v.document_id = d.id WHERE v.length > 0"
    )
    units = project.session.tuples("SELECT id, document_id FROM units")
    with project.session.act("rounds") as act:
        coders = [coder.id for coder in project.coders.everyone()]
        added, marks = agreed_on(act, made, [unit for unit, _document in units], coders)
        coders += added

    def whose(number: int, document: int) -> int:
        return coders[(document if made["disjoint"] else number) % len(coders)]

    rows = {}
    for a, b, length, c, d in made["codings"] if places else []:
        document, version, size = places[a % len(places)]
        start = b % size
        row = (document, version, start, min(start + length, size), codes[c % len(codes)], whose(d, document))
        rows[row] = (*row, "manual")
    for a, b in made["reviews"] if units else ():
        unit, document = units[a % len(units)]
        marks.add((unit, whose(b, document)))
    with project.session.act("work") as act:
        add_codings(act, list(rows.values()), 1)
        for unit, coder in marks:
            add_marks(act, [unit], coder)


def agreed_on(act: Act, made: dict, units: list[int], people: list[int]) -> tuple[list[int], set[tuple[int, int]]]:
    """Rounds over some units, each with everybody in some order, some by other names, and some units settled.

    The coders that this brought, and (unit, coder) for what was judged.
    """
    more: list[int] = []
    marks = set()
    columns = {"kind": "practice", "is_blind": 0, "unit": "turn", "seed": 1, "codebook_revision": 1, "status": "open"}
    columns |= {"created_at": act.created_at, "selection": Selection(1, 1).to_json(), "reason": "", "figures": ""}
    for i, (some, turn, again) in enumerate(made["rounds"] if units else []):
        round_id = act.insert("rounds", guid=new_guid(), name=f"r{i}", **columns)
        judged = {units[a % len(units)]: bits for a, bits in some.items()}
        act.insert_rows("round_units", ("round_id", "unit_id"), [(round_id, unit) for unit in judged])
        for position, coder in enumerate(people[turn % len(people) :] + people[: turn % len(people)]):
            second = None if again % 4 else add_coder(act, f"{coder} (r{i})").id
            more += [] if second is None else [second]
            row = {"round_id": round_id, "coder_id": coder, "position": position, "as_coder_id": second}
            act.insert("round_coders", **row)
            marks |= {(unit, second or coder) for unit, bits in judged.items() if bits >> position & 1}
    if made["settled"] is not None:
        consensus = act.insert("coders", guid=new_guid(), kind="consensus", name="Consensus")
        marks |= {(units[a % len(units)], consensus) for a in made["settled"] if units}
        more.append(consensus)
    return more, marks


def number_in(table: Table, words: str) -> int:
    """The number with which a note begins that holds these words; 0 where there is no such note."""
    found = [int(note.split(" ")[0]) for note in table.notes if re.search(words, note)]
    return found[0] if found else 0


@settings(max_examples=50, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(MATERIAL, st.lists(REQUEST, min_size=4, max_size=4))
def test_every_number_is_that_of_an_independent_count(
    tmp_path_factory: pytest.TempPathFactory, made: dict, asked: list[dict]
) -> None:
    with built(tmp_path_factory, made) as project:
        oracle = Oracle(project)
        names = {document.name for document in project.documents.all()}
        questions = {question.name for question in project.documents.questions()}
        for ask in asked:
            scope = ScopeRequest(
                coder=ask["coder"],
                documents=tuple(sorted(ask["documents"] & names)),
                questions=tuple(sorted(ask["questions"] & questions)),
                where=tuple(ask["where"]),
                level=ask["level"],
            )
            request = FrequencyRequest(base=ask["base"], by=ask["by"], scope=scope)
            try:
                expected = oracle.count(request)
            except SeveralCoders:
                with pytest.raises(InputError, match="coded by several coders"):
                    project.frequencies(request)
                continue
            table = project.frequencies(request)
            assert told(table, ask["base"] is Base.CASES) == (expected.n, expected.labels, expected.rows)
            assert number_in(table, "no reviewed unit") == expected.notes["outside"]
            assert number_in(table, "across turns") == expected.notes["across"]
            assert number_in(table, "nobody who counts") == expected.notes["nobodys"]
            if ask["base"] is Base.CASES:
                waiting = re.search(r"(\d+) (is|are) not yet reviewed", table.n)
                assert int(waiting[1] if waiting else 0) == expected.waiting
