"""Much is read in slices: as lists or as arrays it is the same, in its order and with nothing left out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from codebench.analysis import reading
from codebench.analysis.reading import NOTHING, by_ids, by_window, in_order, side_by_side
from codebench.project.project import Project
from codebench.store.connection import Store

WINDOW = "SELECT id, parent_id FROM codes WHERE id > :low AND id <= :high"
ORDER = "SELECT id, parent_id FROM codes WHERE id >= :least ORDER BY id"
IDS = "SELECT id, parent_id FROM codes WHERE id IN (SELECT value FROM json_each(:ids))"
COUNT = "SELECT count(*) FROM codes"
NAMES = ["id", "parent_id"]


@pytest.fixture
def tree(tmp_path: Path) -> Iterator[Store]:
    """Twelve codes, each third one under the one before."""
    with Project.create(tmp_path / "s.codebench", "An") as project:
        for i in range(1, 13):
            project.codebook.add(f"code {i}", None if i % 3 else i - 1)
        yield project.session.store


@pytest.mark.parametrize("size", [1, 5, 6, 12, 100])
def test_arrays_hold_what_lists_hold(tree: Store, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SLICE", size)
    monkeypatch.setattr(reading, "SOME", size)
    parents = [None if i % 3 else i - 1 for i in range(1, 13)]
    for read in (
        lambda **how: by_window(tree, WINDOW, NAMES, "codes", **how),
        lambda **how: in_order(tree, ORDER, NAMES, {"least": 0}, **how),
        lambda **how: by_ids(tree, IDS, NAMES, [*range(1, 13)], **how),
    ):
        assert read() == [[*range(1, 13)], parents]
        ids, above = read(arrays=True)
        assert ids.tolist() == [*range(1, 13)]
        assert above.tolist() == [NOTHING if parent is None else parent for parent in parents]


def test_nothing_found_is_empty_columns(tree: Store) -> None:
    assert in_order(tree, ORDER, NAMES, {"least": 99}) == [[], []]
    assert [column.tolist() for column in in_order(tree, ORDER, NAMES, {"least": 99}, arrays=True)] == [[], []]


def test_two_read_a_large_project_at_once(tree: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MANY", 0)
    assert side_by_side(tree, lambda first: first is tree, lambda second: second.read_only) == (True, True)
    codes = side_by_side(tree, lambda first: first.value(COUNT), lambda second: second.value(COUNT))
    assert codes == (12, 12)


def test_within_one_transaction_they_take_turns(tree: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MANY", 0)
    tree.tuples("BEGIN")
    assert side_by_side(tree, lambda first: first is tree, lambda second: second is tree) == (True, True)
    tree.tuples("ROLLBACK")


@pytest.mark.parametrize("failing", [0, 1])
def test_what_fails_for_either_is_told(tree: Store, failing: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MANY", 0)

    def fail(_store: Store) -> None:
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        side_by_side(tree, *[(fail, lambda store: store.value(COUNT))[(i + failing) % 2] for i in (0, 1)])
    assert tree.value(COUNT) == 12
