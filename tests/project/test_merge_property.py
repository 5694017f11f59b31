"""Packages merged in any order and again and again give the same project; and the rule that decides is symmetric."""

import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebench.domain.errors import ConflictError
from codebench.project.memos import MemoTarget
from codebench.project.merge_rule import Verdict, verdict
from codebench.project.project import Project
from tests.project.merge_material import code_unit, copy, merge, pack, state, tables, unit_ids

CODERS = ("Bo", "Cas")

ACTS = st.one_of(
    st.tuples(st.just("code"), st.integers(1, 3), st.sampled_from(("tijd", "mandaat", "samen", "tijd > {coder}"))),
    st.tuples(st.sampled_from(("uncode", "move", "memo", "forget")), st.integers(0, 3), st.just("")),
    st.tuples(st.sampled_from(("mark", "clear")), st.integers(1, 3), st.just("")),
    st.tuples(st.sampled_from(("rename", "archive", "undo")), st.just(0), st.just("")),
    st.tuples(st.just("set"), st.integers(0, 3), st.just("")),
)


def do(project: Project, act: tuple[str, int, str]) -> None:
    """One act of a coder, where it makes sense."""
    kind, n, path = act
    own = "SELECT id FROM codings WHERE status = 'active' AND coder_id = ? ORDER BY id"
    mine = [row[0] for row in project.session.tuples(own, [project.coder.id])]
    memos = [memo.id for memo in project.memos.all()]
    unit = unit_ids(project)[n] if kind in ("mark", "clear") else 0
    if kind == "code":
        info = project.documents.get("groep-1")
        place = project.documents.units(info.id)[n]
        codes = [code.path for code in project.codebook.codes()]
        wanted = path.format(coder=project.coder.name)
        there = "SELECT 1 FROM view_codings WHERE start = ? AND code = ?"
        if wanted not in codes or project.session.value(there, [place.body_start, wanted]) is None:
            # It may be archived.
            with suppress(ConflictError):
                code_unit(project, n, wanted)
    elif kind in ("uncode", "move", "memo") and n < len(mine):
        if kind == "uncode":
            project.codings.remove([mine[n]])
        elif kind == "move":
            info = project.codings.get(mine[n])
            twins = 'SELECT 1 FROM codings WHERE code_id = ? AND start = ? AND "end" = ?'
            if info.end - info.start > 3 and not project.session.value(twins, [info.code_id, info.start, info.end - 1]):
                project.codings.move(mine[n], info.start, info.end - 1)
        else:
            project.memos.add(MemoTarget(coding_id=mine[n]), f"memo {len(memos)}")
    elif kind == "forget" and n < len(memos):
        project.memos.remove(memos[n])
    elif kind == "mark" and not project.reviews.is_marked(unit):
        project.reviews.mark([unit])
    elif kind == "clear" and project.reviews.is_marked(unit):
        project.reviews.clear([unit])
    elif kind == "rename":
        made = [code.id for code in project.codebook.codes() if code.name == project.coder.name]
        # There may be one of that name since before.
        with suppress(ConflictError):
            for code_id in made:
                project.codebook.rename(code_id, f"{project.coder.name} anders")
    elif kind == "archive":
        for code in [code for code in project.codebook.codes() if code.name == project.coder.name]:
            (project.codebook.unarchive if code.is_archived else project.codebook.archive)(code.id)
    elif kind == "set":
        change_set(project, n)
    elif kind == "undo" and project.history.undoable() is not None:
        # Others may have built on it.
        with suppress(ConflictError):
            project.history.undo()


def change_set(project: Project, n: int) -> None:
    """Make the coder's own set, put a code into it, or take its first code out."""
    own = [each for each in project.code_sets.all() if each.name == project.coder.name]
    if not own:
        project.code_sets.make(project.coder.name, [1])
    elif n:
        project.code_sets.put_codes(own[0].id, [n])
    elif own[0].codes:
        project.code_sets.take_codes(own[0].id, [own[0].codes[0][0]])


@pytest.fixture(scope="module")
def packed(made_study: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A project, and a package of it for each coder."""
    path = copy(made_study, "studie", tmp_path_factory.mktemp("merge"))
    return [path, *pack(path, *CODERS)]


@settings(max_examples=8)
@given(
    st.lists(st.tuples(st.lists(ACTS, max_size=5), st.lists(ACTS, max_size=4)), min_size=2, max_size=2),
    st.permutations([0, 1, 2, 3]),
    st.permutations([0, 1, 2, 3]),
    st.booleans(),
)
def test_the_order_of_merging_does_not_matter(
    packed: list[Path],
    tmp_path_factory: pytest.TempPathFactory,
    work: list[tuple[list[tuple[str, int, str]], list[tuple[str, int, str]]]],
    order: list[int],
    other_order: list[int],
    again: bool,
) -> None:
    """Files 0 and 1 are the coders' packages as they are in the end, 2 and 3 as they were halfway."""
    folder = tmp_path_factory.mktemp("order")
    source, *packages = (Path(shutil.copyfile(path, folder / path.name)) for path in packed)
    halfway = []
    for package, (first, then) in zip(packages, work, strict=True):
        with Project.open(package) as project:
            for act in first:
                do(project, act)
        halfway.append(copy(package, f"{package.stem}-halfway"))
        with Project.open(package) as project:
            for act in then:
                do(project, act)
    files = [*packages, *halfway]
    found = []
    for name, wanted in (("a", order), ("b", other_order)):
        target = copy(source, name)
        for n in wanted:
            merge(target, files[n])
        if again:
            for n in reversed(wanted):
                merge(target, files[n])
        found.append(state(target))
    assert found[0] == found[1]
    # And it is what the coders did, all of it.
    done = sum((state_of_package(package) for package in packages), 0)
    assert sum(found[0]["codings"].values()) == done


def state_of_package(package: Path) -> int:
    with Project.open(package) as project:
        return project.info().codings


@settings(max_examples=6)
@given(st.lists(st.tuples(*[st.lists(ACTS, max_size=4)] * 2, st.booleans()), min_size=1, max_size=3))
def test_two_copies_that_take_each_other_in_stay_the_same(
    packed: list[Path],
    tmp_path_factory: pytest.TempPathFactory,
    turns: list[tuple[list[tuple[str, int, str]], list[tuple[str, int, str]], bool]],
) -> None:
    folder = tmp_path_factory.mktemp("copies")
    copies = [copy(packed[0], name, folder) for name in ("a", "b")]
    for *work, both_ways in turns:
        for path, coder, acts in zip(copies, CODERS, work, strict=True):
            with Project.open(path, coder) as project:
                for act in acts:
                    do(project, act)
        sync(*copies)
        if both_ways:
            sync(*reversed(copies))
            assert state(copies[0]) == state(copies[1])
    sync(*reversed(copies))
    sync(*copies)
    assert state(copies[0]) == state(copies[1])


def sync(path: Path, other: Path) -> None:
    """Take the other file in. What one removed and the other needs stays: that alone they may both have touched."""
    merge(path, other, theirs_wins=True)


@settings(max_examples=6)
@given(st.lists(ACTS, min_size=1, max_size=6))
def test_undo_of_a_merge_leaves_no_trace_in_any_table(
    packed: list[Path], tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int, str]]
) -> None:
    folder = tmp_path_factory.mktemp("undo")
    source, package, _other = (Path(shutil.copyfile(path, folder / path.name)) for path in packed)
    with Project.open(package) as project:
        for act in acts:
            do(project, act)
    with Project.open(source, "An") as project:
        before = tables(project)
        plan = project.merging.plan(package)
        if not plan.is_empty:
            project.merging.take(plan)
            project.history.undo()
        assert tables(project) == before
        assert project.check() == []


@given(*[st.sampled_from((None, 1, 2, 3))] * 3)
def test_the_rule_takes_no_side(ours: int | None, theirs: int | None, base: int | None) -> None:
    mirrored = {Verdict.OURS: Verdict.THEIRS, Verdict.THEIRS: Verdict.OURS}
    found = verdict(ours, theirs, base)
    assert verdict(theirs, ours, base) == mirrored.get(found, found)
    stands = {Verdict.SAME: ours, Verdict.OURS: ours, Verdict.THEIRS: theirs}
    if found in stands:
        # What stands is what somebody went on to, or what nobody touched.
        assert stands[found] != base or ours == theirs == base
