import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from codebench.domain.text import shown
from codebench.tui.document.clusters import LONGEST, ODD, PLAIN, cluster_end, cut, drawable_and_odd, drawn
from codebench.tui.document.frame import MOST_LANES, WIDEST_TEXT, frame
from codebench.tui.document.layout import TAB, Layout, Typesetter

FLAG, FAMILY, THUMB, HEART = "🇧🇪", "👨\u200d👩\u200d👧", "👍🏽", "❤\ufe0f"
PIECES = st.sampled_from(
    [
        *"abc  \n\t-’é",
        "woord",
        "een zin. ",
        "      ",
        "e\u0301",
        "\u0301",
        "日本",
        "한",
        "שלום",
        "مرحبا",
        "\u200d",
        "\u200b",
        "\ufe0f",
        "\u00ad",
        "\u00a0",
        FLAG,
        FAMILY,
        THUMB,
        HEART,
        "[red]",
        "\x1b[31m",
        "\r",
        "\u202e",
        "\u2028",
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=60)
WIDTHS = st.integers(2, 24)


def layout(text: str, width: int) -> Layout:
    return Typesetter(text).wrap(width)


def row_texts(text: str, width: int) -> list[str]:
    made = layout(text, width)
    return [made.text[slice(*made.span(row))] for row in range(len(made))]


@given(st.integers(24, 400), st.integers(0, 2), st.integers(0, 100_000))
def test_frame_fits_the_room_and_never_makes_rows_too_long(width, scrollbar, units):
    made = frame(width - scrollbar, units)
    assert made.margin >= 1
    assert 1 <= made.lanes <= MOST_LANES
    assert 8 <= made.text <= WIDEST_TEXT
    # With a cell behind the text, for a caret at the end of a full row.
    assert made.text_x + made.text < max(width - scrollbar, made.text_x + 8 + 1)


@given(TEXTS, WIDTHS)
def test_layout_rows_partition_the_text(text, width):
    made = layout(text, width)
    assert made.starts[0] == 0
    assert list(made.starts) == sorted(set(made.starts))
    assert "".join(made.text[made.starts[row] : made.stop(row)] for row in range(len(made))) == made.text
    assert len(made.text) == len(text)
    # A line end is always the last of its row, and the text after the last one is a row too, even if empty.
    assert all("\n" not in row for row in (made.text[slice(*made.span(row))] for row in range(len(made))))
    assert made.starts[-1] == len(text) if text.endswith("\n") or not text else made.starts[-1] < len(text)


@given(TEXTS, WIDTHS)
def test_layout_rows_fit_the_width_and_are_as_wide_as_they_say(text, width):
    made = layout(text, width)
    for row in range(len(made)):
        cells = made.cells(row)
        start, end = made.span(row)
        if cells is None:
            assert cell_len(made.text[start:end]) == end - start
            assert len(made.text[start:end].rstrip(" ")) <= width
            continue
        assert [cell.start for cell in cells] == [start, *(cell.end for cell in cells[:-1])]
        assert cells[-1].end == end
        assert sum(cell.width for cell in cells) <= width
        assert cell_len("".join(cell.shown for cell in cells)) == sum(cell.width for cell in cells)


@given(TEXTS, WIDTHS)
def test_layout_every_caret_position_round_trips(text, width):
    made = layout(text, width)
    for offset in range(len(text) + 1):
        snapped = made.snap(offset)
        assert snapped <= offset
        row, x = made.position(snapped)
        assert made.row_of(snapped) == row
        assert 0 <= x <= width
        # Blanks that hang over the edge share a cell, and so do clusters that are not apart from them.
        back = made.offset_at(row, x)
        assert made.position(back) == (row, x)
        if x < width:
            assert back == snapped or made.text[back:snapped].strip(" \t") == ""


@given(TEXTS, WIDTHS)
def test_layout_next_and_previous_walk_the_same_stops(text, width):
    made = layout(text, width)
    forward = [0]
    while forward[-1] < len(text):
        forward.append(made.next(forward[-1]))
        assert forward[-1] > forward[-2]
    backward = [len(text)]
    while backward[-1] > 0:
        backward.append(made.previous(backward[-1]))
    assert backward[::-1] == forward
    assert {made.snap(offset) for offset in range(len(text) + 1)} == set(forward)


@given(st.text(alphabet="ab \n", max_size=120), WIDTHS)
def test_layout_the_fast_and_the_careful_path_wrap_alike(text, width):
    class Careful(Typesetter):
        """Takes every character for an odd one."""

        def __init__(self, text):
            super().__init__(text)
            self._odd.extend(i for i, character in enumerate(text) if character != "\n")

    assert list(Careful(text).wrap(width).starts) == list(Typesetter(text).wrap(width).starts)


def test_layout_wraps_at_blanks_and_lets_them_hang():
    assert row_texts("een twee drie", 8) == ["een twee ", "drie"]
    assert row_texts("een twee   drie", 8) == ["een twee   ", "drie"]
    assert row_texts("aaaaaaaaaaaa bb", 5) == ["aaaaa", "aaaaa", "aa bb"]
    made = layout("een twee   drie", 8)
    assert [made.position(offset) for offset in (8, 9, 10, 11)] == [(0, 8), (0, 8), (0, 8), (1, 0)]
    assert made.last(0) == 10


def test_layout_a_long_run_of_blanks_does_not_hang_for_ever():
    made = layout("a" + " " * 100_000, 20)
    assert max(made.stop(row) - made.starts[row] for row in range(len(made))) <= 2 * 20 + 1


def test_layout_wide_characters_break_between_each():
    assert row_texts("日本語日本語", 5) == ["日本", "語日", "本語"]
    assert row_texts("ab日本", 3) == ["ab", "日", "本"]


def test_layout_tabs_are_drawn_to_the_next_stop():
    cells = layout("a\tb", 20).cells(0)
    assert [(cell.x, cell.width, cell.shown) for cell in cells] == [
        (0, 1, "a"),
        (1, TAB - 1, " " * (TAB - 1)),
        (TAB, 1, "b"),
    ]


def test_layout_goes_on_where_a_tab_is_wider_than_the_row():
    assert row_texts("\t\u0301a\t\t\u0301", 2) == ["\t", "\u0301a\t\t", "\u0301"]


def test_layout_steps_over_whole_graphemes():
    text = f"a{FAMILY}e\u0301{FLAG}{THUMB}{HEART}b"
    made = layout(text, 40)
    stops = [0]
    while stops[-1] < len(text):
        stops.append(made.next(stops[-1]))
    clusters = [text[a:b] for a, b in pairwise(stops)]
    assert clusters == ["a", FAMILY, "e\u0301", FLAG, THUMB, HEART, "b"]
    assert [made.position(stop)[1] for stop in stops] == [0, 1, 3, 4, 6, 8, 10, 11]


def test_layout_headings_stand_above_their_row_and_in_no_text():
    text = "een\ntwee\ndrie"
    made = Typesetter(text).wrap(10, [(0, "Begin"), (5, "Midden"), (4, "Ook")])
    assert dict(made.titles) == {0: "Begin", 2: "Midden", 3: "Ook"}
    assert len(made) == 6
    assert [made.row_of(offset) for offset in (0, 4, 9)] == [1, 4, 5]
    assert made.span(2) == (4, 4)
    assert made.text_row(2, 1) == 4
    assert made.text_row(3, -1) == 1
    assert made.text_row(0, -1) == 1
    assert made.under_titles(4) == 2


def test_layout_one_cluster_never_grows_beyond_its_bound():
    text = "a" + "\u0301" * 1000
    assert cluster_end(text, 0, len(text)) == LONGEST
    made = layout(text, 20)
    assert all(made.stop(row) - made.starts[row] <= 21 * LONGEST for row in range(len(made)))


def test_clusters_plain_characters_are_one_cell_and_stand_alone():
    plain = re.compile(f"[{PLAIN}]")
    for code in range(0x30000):
        character = chr(code)
        if plain.match(character):
            assert get_character_cell_size(character) == 1, hex(code)
            assert shown(character) == character
            assert drawn(character) == (character, 1), hex(code)


@given(TEXTS)
def test_clusters_drawable_is_what_is_shown_but_for_soft_hyphens_and_knows_its_odd_ones(text):
    as_drawn, odd = drawable_and_odd(text)
    assert as_drawn == shown(text).replace("\u00ad", "-")
    assert list(odd) == [found.start() for found in ODD.finditer(as_drawn)]


@given(TEXTS)
def test_clusters_what_is_drawn_is_one_or_two_cells_and_adds_up(text):
    text = drawable_and_odd(text)[0].replace("\n", " ")
    glyphs, pos = [], 0
    while pos < len(text):
        end = cluster_end(text, pos, len(text))
        if text[pos] != "\t":
            glyphs.append(drawn(text[pos:end]))
        pos = end
    assert {width for _glyph, width in glyphs} <= {1, 2}
    assert cell_len("".join(glyph for glyph, _width in glyphs)) == sum(width for _glyph, width in glyphs)


def test_clusters_invisible_characters_are_not_sent():
    assert drawn("a\u200b\u2060\ufeff") == ("a", 1)
    assert drawn("a\u200d") == ("a", 1)
    assert drawn("\u0301") == ("◌", 1)
    assert drawn(FAMILY) == (FAMILY, 2)
    assert drawable_and_odd("samen\u00adwerken")[0] == "samen-werken"


def test_clusters_cut_keeps_names_to_their_cells():
    assert cut("samenwerking", 5) == "samen"
    assert cut("日本", 3) == "日"
    assert cut(" a\u200d\x1b\nb ", 3) == "a␛␤"
