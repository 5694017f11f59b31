"""Borders of codings: what is said keeps its codes whatever is split or made one, and undo is exact."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebench.domain.errors import ConflictError, InputError, NotFoundError
from codebench.project.memos import MemoTarget
from codebench.project.project import Project
from tests.conftest import transcript
from tests.project.test_journal import state

TURNS = [
    ("Moderator", "Wat vraagt tijd?"),
    ("Ilse", "Het overleg,  en veel. Negen scholen!"),
    ("Bart", "Ja."),
    ("Ilse", "Nee."),
]
OFFSETS = st.integers(0, 90)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project that every test leaves as it was, by undoing."""
    with Project.create(tmp_path_factory.mktemp("borders") / "p.codebench", "An") as project:
        project.imports.take([transcript("groep", TURNS)])
        for name in ("tijd", "middelen"):
            project.codebook.add(name)
        yield project


@pytest.fixture
def text(desk: Project) -> Iterator[str]:
    before = state(desk)
    yield desk.documents.text(1)
    undo_all(desk, before)


def undo_all(desk: Project, before: object) -> None:
    while state(desk) != before:
        desk.history.undo()


def said(desk: Project) -> Counter[tuple[int, int]]:
    """How many codings of each code lie on each place that is said, once per code: (offset, code)."""
    text = desk.documents.text(1)
    spoken = {at for unit in desk.documents.units(1) for at in range(unit.body_start, unit.end)}
    covered = {(at, c.code_id) for c in desk.documents.codings(1) for at in range(c.start, c.end)}
    return Counter((at, code) for at, code in covered if at in spoken and not text[at].isspace())


def places(desk: Project) -> list[tuple[int, int]]:
    return [(coding.start, coding.end) for coding in desk.documents.codings(1)]


@settings(max_examples=30)
@given(start=OFFSETS, end=OFFSETS, at=OFFSETS)
def test_a_split_covers_what_was_covered_and_merging_it_gives_the_coding_back(
    desk: Project, start: int, end: int, at: int
) -> None:
    text = desk.documents.text(1)
    span = (min(start, end), min(max(start, end) + 1, len(text)))
    if not text[slice(*span)].strip():
        return
    before = state(desk)
    (coding,) = desk.codings.add(1, *span, [1], memo="waarom")
    whole, covered = state(desk), said(desk)
    try:
        other = desk.borders.split(coding, at)
    except InputError:
        assert state(desk) == whole
    else:
        assert said(desk) == covered
        (_start, cut), (begun, _end) = places(desk)
        assert not text[cut - 1].isspace() and not text[begun].isspace()
        parts = state(desk)
        assert desk.borders.merge([other, coding]) == coding
        assert places(desk) == [span]
        assert [memo.body for memo in desk.memos.of(MemoTarget(coding_id=coding))] == ["waarom"]
        desk.history.undo()
        assert state(desk) == parts
        desk.history.undo()
        assert state(desk) == whole
    undo_all(desk, before)


@settings(max_examples=30)
@given(st.lists(st.tuples(OFFSETS, st.integers(1, 30), st.sampled_from([1, 2])), min_size=2, max_size=6))
def test_uniting_covers_what_was_covered_and_leaves_no_overlap(
    desk: Project, spans: list[tuple[int, int, int]]
) -> None:
    length = len(desk.documents.text(1))
    before = state(desk)
    for start, size, code in spans:
        try:
            desk.codings.add(1, min(start, length - 1), min(start + size, length), [code])
        except (ConflictError, InputError):
            continue
    covered, separate = said(desk), state(desk)
    acts = 0
    for coding in desk.documents.codings(1):
        try:
            others = desk.borders.overlapping(coding.id)
        except NotFoundError:  # it became part of another
            continue
        if others:
            desk.borders.merge([coding.id, *others])
            acts += 1
    assert said(desk) == covered
    for code in (1, 2):
        own = sorted((c.start, c.end) for c in desk.documents.codings(1) if c.code_id == code)
        assert all(before_end <= start for (_a, before_end), (start, _b) in pairwise(own))
    for _act in range(acts):
        desk.history.undo()
    assert state(desk) == separate
    undo_all(desk, before)


def test_merging_keeps_memos_star_and_the_first_of_several(desk: Project, text: str) -> None:
    units = desk.documents.units(1)
    (first,) = desk.codings.add(1, units[2].body_start, units[2].end, [1], memo="een")
    (second,) = desk.codings.add(1, units[3].body_start, units[3].end, [1], memo="twee")
    assert desk.borders.overlapping(first) == []
    assert desk.borders.adjacent(first) == second and desk.borders.adjacent(second) == first
    assert desk.borders.merge([second, first]) == first
    assert text[slice(*places(desk)[0])] == "Ja.\nIlse: Nee."
    assert {memo.body for memo in desk.memos.of(MemoTarget(coding_id=first))} == {"een", "twee"}
    other = desk.borders.split(first, units[3].start + 3)
    assert [text[slice(*place)] for place in places(desk)] == ["Ja.", "Nee."]
    assert desk.borders.adjacent(other) == first


def test_what_does_not_meet_is_not_made_one(desk: Project, text: str) -> None:
    ids = [desk.codings.add(1, text.index(word), text.index(word) + len(word), [1])[0] for word in ("overleg", "veel")]
    (else_,) = desk.codings.add(1, text.index("overleg"), text.index(","), [2])
    with pytest.raises(InputError, match="stand words that neither"):
        desk.borders.merge(ids)
    with pytest.raises(InputError, match="one code by one coder"):
        desk.borders.merge([ids[0], else_])
    with pytest.raises(InputError, match="takes two"):
        desk.borders.merge([ids[0], ids[0]])
    assert desk.borders.adjacent(ids[0]) is None
    with pytest.raises(InputError, match="does not split it"):
        desk.borders.split(ids[0], text.index("overleg"))
