import pytest
from hypothesis import given
from hypothesis import strategies as st
from pane_material import coding, section

from codebench.tui.document.layout import Typesetter
from codebench.tui.document.model import PaneDocument
from codebench.tui.document.paint import RowState
from codebench.tui.document.sheet import Sheet
from codebench.tui.document.spanindex import SpanIndex, rank, segments

LENGTH = 40
SPANS = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 12)).map(lambda span: (span[0], sum(span)))
CODINGS = st.lists(st.tuples(SPANS, st.booleans()), max_size=25).map(
    lambda spans: [coding(i, *span, own=own) for i, (span, own) in enumerate(spans)]
)


@given(CODINGS, st.integers(0, LENGTH + 14), st.integers(0, LENGTH))
def test_spanindex_finds_what_brute_force_finds(codings, start, length):
    index, end = SpanIndex(codings), start + length
    assert index.at(start) == sorted((c for c in codings if c.start <= start < c.end), key=rank)
    assert index.within(start, end) == sorted((c for c in codings if c.start < end and c.end > start), key=rank)
    begun = [c for c in codings if start <= c.start < end]
    assert sorted(index.beginning(start, end), key=rank) == sorted(begun, key=rank)


@given(st.integers(0, 5_000), st.integers(1, 5_000), st.integers(0, 10_000))
def test_spanindex_a_coding_of_any_length_is_found_wherever_it_lies(start, length, offset):
    one = coding(1, start, start + length)
    assert SpanIndex([one]).at(offset) == ([one] if start <= offset < start + length else [])


@given(CODINGS, st.integers(0, LENGTH), st.integers(0, LENGTH))
def test_segments_cover_the_coded_part_of_a_range_in_order_with_the_top_coding(codings, start, length):
    end = start + length
    found = segments(SpanIndex(codings).within(start, end), start, end)
    seen = {offset: each for each in found for offset in range(each.start, each.end)}
    assert list(seen) == sorted(seen) and sum(each.end - each.start for each in found) == len(seen)
    for offset in range(start, end):
        active = sorted((c for c in codings if c.start <= offset < c.end), key=rank)
        there = seen.get(offset)
        assert (there is None) == (not active)
        assert there is None or (there.top, there.overlap) == (active[-1], len(active) > 1)


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


DOCUMENT = PaneDocument("woord en nog een woord. " * 3, sections=(section("Kop", 24, 72),))


def lanes_of(sheet, codings):
    return [sheet.lanes.lane(one) for one in codings]


@given(CODINGS, st.integers(21, 70))
def test_lanes_codings_on_one_row_never_share_a_lane_and_none_is_taken_that_need_not_be(codings, room):
    sheet = Sheet(DOCUMENT, room)
    sheet.set_codings(codings)
    layout, shown, there = sheet.layout, sheet.frame.lanes, list(sheet.codings.values())
    fullest = 0
    for row in range(len(layout)):
        on_row = [c for c in there if layout.rows_of(c.start, c.end)[0] <= row <= layout.rows_of(c.start, c.end)[1]]
        fullest = max(fullest, len(on_row))
        taken = [lane for lane in lanes_of(sheet, on_row) if lane is not None]
        assert len(set(taken)) == len(taken)
    lanes = [shown if lane is None else lane for lane in lanes_of(sheet, there)]
    assert max(lanes, default=-1) == min(fullest - 1, shown)


@given(CODINGS, st.data())
def test_sheet_codings_patched_equal_all_shown_anew_and_what_moved_is_told(codings, data):
    room = data.draw(st.sampled_from((40, 60, 110)))
    patched, present = Sheet(DOCUMENT, room), {}
    for one in codings:
        gone = data.draw(st.lists(st.sampled_from(sorted(present)), max_size=2, unique=True)) if present else []
        # Sometimes one that is there comes once more, with other borders.
        again = data.draw(st.sampled_from(sorted(present))) if present and data.draw(st.booleans()) else one.id
        come = one._replace(id=again)
        rows = range(len(patched.layout))
        # Drawn are some of the rows: only those have lanes yet.
        before = {row: drawn_row(patched, row) for row in data.draw(st.lists(st.sampled_from(rows), max_size=3))}
        changed = {row for first, last in patched.patch_codings(gone, [come]) for row in range(first, last + 1)}
        present = {key: each for key, each in present.items() if key not in gone} | {come.id: come}
        anew = Sheet(DOCUMENT, room)
        anew.set_codings(present.values())
        assert patched.codings == anew.codings and patched.index == anew.index
        for row, drawn in before.items():
            assert drawn_row(anew, row) == drawn_row(patched, row)
            assert row in changed or drawn_row(anew, row) == drawn
    if codings:
        there = data.draw(st.permutations(sorted(patched.codings.values(), key=rank)))
        assert lanes_of(patched, there) == lanes_of(anew, there)


def drawn_row(sheet, row):
    return list(sheet.strip(row, RowState()))


@pytest.mark.parametrize("piece", ["woord ", "a", "\u0301", "日本", "👨\u200d👩\u200d👧 ", "שלום\t"])
def test_layout_one_line_of_a_megabyte_is_partitioned_and_offsets_come_back(piece):
    text = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]
    made = Typesetter(text).wrap(80)
    assert made.starts[0] == 0 and made.stop(len(made) - 1) == len(text)
    assert all(made.stop(row) == made.starts[row + 1] for row in range(0, len(made) - 1, 997))
    for offset in (0, 1, 499_999, 777_777, len(text) - 1, len(text)):
        snapped = made.snap(offset)
        row, x = made.position(snapped)
        assert made.position(made.offset_at(row, x)) == (row, x)
        assert made.starts[row] <= snapped <= made.stop(row)
