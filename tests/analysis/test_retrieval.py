"""Retrieval finds what the definition says, in small random projects; and refuses what it can't find."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebench.analysis.retrieval import retrieve
from codebench.analysis.scope import ScopeRequest
from codebench.domain.errors import InputError, NotFoundError
from codebench.domain.query import And, Beside, Code, Has, Not, Or, Query, Relation, parse_query, passages_of
from codebench.domain.text import covers_word
from codebench.domain.variables import VariableType, parse_value
from codebench.project.project import Project
from tests.analysis.retrieval_oracle import Coding, Oracle, Unit
from tests.conftest import TURNS, survey, transcript

PATHS = ("tijd", "tijd > overleg", "mandaat")
LEVELS = ("bao", "so")
CODES = st.builds(Code, st.sampled_from(PATHS), st.booleans())
LEAVES = st.one_of(CODES, st.just(Code("*")), st.builds(Has, st.just("niveau"), st.sampled_from(LEVELS)))
SPANS = st.tuples(st.integers(0, 2), st.integers(0, 210), st.integers(1, 60), st.sampled_from(PATHS))


def compound(parts: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    said = parts.filter(passages_of)
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    beside = st.builds(Beside, st.sampled_from(list(Relation)), said, said, st.integers(0, 6))
    return st.one_of(st.builds(Not, parts), st.builds(And, several), st.builds(Or, several), beside)


QUERIES = st.recursive(LEAVES, compound, max_leaves=5)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with Project.create(tmp_path_factory.mktemp("retrieval") / "studie.codebench", "An") as made:
        levels = {"R1": "bao", "R2": "so"}
        made.imports.take([transcript("groep-1", TURNS)])
        made.imports.take([survey({"R1": "Te weinig tijd, en geen mandaat.", "R2": "Overleg helpt."}, levels)])
        for case, level in (("Ilse", "so"), ("Bart", "bao")):
            variable = made.variables.get("niveau").id
            made.cases.set_value(made.cases.get(case).id, variable, parse_value(VariableType.CATEGORY, level))
        for path in PATHS:
            made.codebook.ensure(path)
        yield made


def oracle(project: Project) -> Oracle:
    """The project as the definition sees it."""
    level = dict(project.session.tuples("SELECT case_id, value FROM view_case_values"))
    units = [
        Unit(row_id, level.get(case, ""), bool(counts), *place)
        for row_id, case, counts, *place in project.session.tuples(
            'SELECT unit_id, case_id, counts, document_id, start, body_start, "end" FROM view_units'
        )
    ]
    texts = dict(project.session.tuples("SELECT document_id, text FROM view_documents"))
    codings = []
    for row_id, path, document, start, end in project.session.tuples(
        'SELECT coding_id, code, document_id, start, "end" FROM view_codings'
    ):
        touched = [u for u in units if u.document == document and u.start < end and start < u.end]
        if len(touched) > 1:
            touched = [u for u in touched if covers_word(texts[document], max(start, u.body_start), min(end, u.end))]
        codings.append(Coding(row_id, path, document, start, end, frozenset(unit.id for unit in touched)))
    return Oracle(units, codings, texts)


@settings(max_examples=25)
@given(st.lists(SPANS, min_size=1, max_size=8), st.lists(QUERIES, min_size=8, max_size=8))
def test_what_is_found_is_what_the_definition_says(
    study: Project, spans: list[tuple[int, int, int, str]], queries: list[Query]
) -> None:
    documents = [row[0] for row in study.session.tuples("SELECT id FROM documents ORDER BY id")]
    point = study.history.acts(1)[0].id
    for at, start, length, path in spans:
        document = documents[at % len(documents)]
        size = len(study.documents.text(document))
        first = start % size
        code = study.codebook.find(path)
        try:
            study.codings.add(document, first, min(size, first + length), [code])
        except InputError:  # the same twice
            continue
    try:
        expected = oracle(study)
        for query in queries:
            found = retrieve(study.session.store, query, ScopeRequest())
            if passages_of(query):
                assert found.codings == expected.passages(query), str(query)
            else:
                wanted = {unit.id for unit in expected.units if unit.counts and expected.holds(query, unit)}
                assert found.units == wanted, str(query)
    finally:
        study.history.undo_to(point)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("vertrouwen", "no code 'vertrouwen'"),
        ("tijd and leeftijd=12", "no variable 'leeftijd'"),
        ("niveau=hbo", "no value 'hbo'; it has: bao, so"),
        ("tijd and case=Niemand", "no case 'Niemand'"),
        ("tijd and document=groep-9", "no document 'groep-9'"),
        ("tijd and section=begin", "no section 'begin'"),
    ],
)
def test_what_is_named_and_not_there_is_told(study: Project, line: str, says: str) -> None:
    with pytest.raises(NotFoundError, match=says):
        retrieve(study.session.store, parse_query(line), ScopeRequest())
