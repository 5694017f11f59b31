from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pane_material import coding

from codebench.tui.document.clusters import drawable
from codebench.tui.document.lanes import Lanes
from codebench.tui.document.layout import Typesetter
from codebench.tui.document.model import PaneDocument
from codebench.tui.document.sheet import Sheet
from codebench.tui.document.spanindex import SpanIndex, rank

LENGTH = 40
SPANS = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 12)).map(lambda span: (span[0], sum(span)))
CODINGS = st.lists(st.tuples(SPANS, st.booleans()), max_size=25).map(
    lambda spans: [coding(i, *span, own=own) for i, (span, own) in enumerate(spans)]
)


@given(CODINGS)
def test_spanindex_segments_equal_brute_force(codings):
    index = SpanIndex(codings)
    for offset in range(LENGTH + 14):
        active = sorted((c for c in codings if c.start <= offset < c.end), key=rank)
        assert list(index.at(offset)) == active


@given(CODINGS, st.integers(0, LENGTH), st.integers(0, LENGTH))
def test_spanindex_segments_cover_the_coded_part_of_a_range_in_order(codings, start, length):
    end = start + length
    segments = list(SpanIndex(codings).segments(start, end))
    seen = [offset for left, right, _active in segments for offset in range(left, right)]
    assert seen == [offset for offset in range(start, end) if any(c.start <= offset < c.end for c in codings)]
    for left, right, active in segments:
        assert all(c.start <= left and right <= c.end for c in active)


@given(CODINGS, st.data())
def test_spanindex_patched_equals_rebuilt(codings, data):
    index = SpanIndex()
    present = []
    for one in codings:
        index.insert(one)
        present.append(one)
        if present and data.draw(st.booleans()):
            gone = data.draw(st.sampled_from(present))
            present.remove(gone)
            index.remove(gone)
        assert index == SpanIndex(present)


ROWS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 6)), max_size=25)


@given(ROWS)
def test_lanes_codings_on_one_row_never_share_a_lane(rows):
    lanes = Lanes((i, first, first + length) for i, (first, length) in enumerate(rows))
    for row in range(40):
        there = [lanes[i] for i, (first, length) in enumerate(rows) if first <= row <= first + length]
        assert len(set(there)) == len(there)
    # No lane is taken that needn't be: as many as the fullest row holds.
    most = max((sum(first <= row <= first + length for first, length in rows) for row in range(40)), default=0)
    assert max((lanes[i] for i in range(len(rows))), default=-1) == most - 1


@given(ROWS, st.data())
def test_lanes_patched_equals_rebuilt_and_tells_what_moved(rows, data):
    lanes = Lanes()
    present = {}
    for i, (first, length) in enumerate(rows):
        before = {other: lanes[other] for other in present}
        present[i] = (i, first, first + length)
        changed = lanes.insert(*present[i])
        if data.draw(st.booleans()):
            gone = data.draw(st.sampled_from(sorted(present)))
            also = lanes.remove(*present.pop(gone))
            changed = min(changed[0], also[0]), max(changed[1], also[1])
        assert lanes == Lanes(present.values())
        for other, (_id, start, stop) in present.items():
            if other in before and before[other] != lanes[other]:
                assert changed[0] <= start and stop <= changed[1]


@given(CODINGS, st.data())
def test_sheet_codings_patched_equal_all_shown_anew(codings, data):
    document = PaneDocument("woord en nog een woord. " * 3)
    patched, present = Sheet(document, 40), {}
    for one in codings:
        gone = data.draw(st.lists(st.sampled_from(sorted(present)), max_size=2, unique=True)) if present else []
        # Sometimes one that is there comes once more, with other borders.
        again = data.draw(st.sampled_from(sorted(present))) if present and data.draw(st.booleans()) else one.id
        come = replace(one, id=again)
        patched.patch_codings(gone, [come])
        present = {key: each for key, each in present.items() if key not in gone} | {come.id: come}
        anew = Sheet(document, 40)
        anew.set_codings(present.values())
        assert patched.codings == anew.codings
        assert (patched.index, patched._lanes) == (anew.index, anew._lanes)


@pytest.mark.parametrize("piece", ["woord ", "a", "\u0301", "日本", "👨\u200d👩\u200d👧 ", "שלום\t"])
def test_layout_one_line_of_a_megabyte_is_partitioned_and_offsets_come_back(piece):
    text = drawable((piece * (1_000_000 // len(piece) + 1))[:1_000_000])
    made = Typesetter(text).wrap(80)
    assert made.starts[0] == 0 and made.stop(len(made) - 1) == len(text)
    assert all(made.stop(row) == made.starts[row + 1] for row in range(0, len(made) - 1, 997))
    for offset in (0, 1, 499_999, 777_777, len(text) - 1, len(text)):
        snapped = made.snap(offset)
        row, x = made.position(snapped)
        assert made.position(made.offset_at(row, x)) == (row, x)
        assert made.starts[row] <= snapped <= made.stop(row)
