"""Queries for passages: read as they are written, written as they are read, and refused at the place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebench.domain.query import (
    And,
    Beside,
    Code,
    Has,
    Not,
    Or,
    Query,
    QueryError,
    Relation,
    parse_query,
    passages_of,
)

WEIGHTS = st.none() | st.integers(0, 100)
NAMES = st.one_of(
    st.sampled_from(
        ["tijd", "weinig tijd", "tijd > overleg", "and", "Near", 'zeg "nee"', "a=b", "(x)", "a * b", "„x”"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=6),
)


def compound(parts: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    with_passages = parts.filter(passages_of)
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    near = st.builds(Beside, st.just(Relation.NEAR), with_passages, with_passages, st.integers(0, 99))
    other = st.builds(Beside, st.sampled_from([Relation.INSIDE, Relation.OVERLAPPING]), with_passages, with_passages)
    return st.one_of(st.builds(Not, parts), st.builds(And, several), st.builds(Or, several), near, other)


QUERIES = st.recursive(
    st.one_of(
        st.builds(Code, NAMES, st.booleans(), least=WEIGHTS, most=WEIGHTS),
        st.just(Code("*")),
        st.builds(Has, NAMES, NAMES),
    ),
    compound,
    max_leaves=6,
)


@settings(max_examples=100)
@given(QUERIES)
def test_what_is_written_is_read_again(query: Query) -> None:
    assert parse_query(str(query)) == query


@settings(max_examples=100)
@given(st.text(st.sampled_from('ab ()="“”*=> niveau and or not near inside 3'), max_size=30))
def test_any_line_is_a_query_or_refused_at_a_place_in_it(line: str) -> None:
    try:
        query = parse_query(line)
    except QueryError as error:
        assert 0 <= error.at <= len(line)
    else:
        assert parse_query(str(query)) == query


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("", Code("*")),
        ("weight>=50", Code("*", least=50)),
        ("* Weight >= 20 weight<=60", Code("*", least=20, most=60)),
        ("weinig tijd weight>=50 and b", And((Code("weinig tijd", least=50), Code("b")))),
        ("overweight > kost and (weight<=5)", And((Code("overweight > kost"), Code("*", most=5)))),
        ("weinig tijd and not middelen", And((Code("weinig tijd"), Not(Code("middelen"))))),
        ("a or b AND c", Or((Code("a"), And((Code("b"), Code("c")))))),
        ("tijd near(2) overleg", Beside(Relation.NEAR, Code("tijd"), Code("overleg"), 2)),
        ("tijd near (a or b)", Beside(Relation.NEAR, Code("tijd"), Or((Code("a"), Code("b"))), 5)),
        ("=tijd inside „het mandaat”", Beside(Relation.INSIDE, Code("tijd", is_exact=True), Code("het mandaat"))),
        ('(a or b) and niveau="buiten gewoon"', And((Or((Code("a"), Code("b"))), Has("niveau", "buiten gewoon")))),
        ("not a inside b", Not(Beside(Relation.INSIDE, Code("a"), Code("b")))),
    ],
)
def test_as_people_write_it(line: str, meant: Query) -> None:
    assert parse_query(line) == meant


@pytest.mark.parametrize(
    ("line", "at", "problem"),
    [
        ("tijd and", 8, "a code, or variable=value, is missing"),
        ("tijd (overleg)", 5, "'and', 'or' or another of these words is missing"),
        ("(tijd or overleg", 0, "this bracket is not closed"),
        ("tijd)", 4, "this bracket was never opened"),
        ('tijd and "weinig', 9, "a quote is not closed"),
        ("tijd near niveau=bao", 10, "on both sides of 'near' stand codes"),
        ("tijd near(5000) overleg", 10, "at most 1000 words"),
        ("niveau=", 7, "is missing"),
        ("(" * 60 + "a" + ")" * 60, 40, "too many brackets"),
        ("a" * 3000, 2000, "at most 2000 characters"),
    ],
)
def test_a_refusal_names_the_place(line: str, at: int, problem: str) -> None:
    with pytest.raises(QueryError, match=f"character {at + 1}: .*{problem}") as refused:
        parse_query(line)
    assert refused.value.at == at
