"""Pages, widths, chips, the cursor's arithmetic: what holds whatever the numbers are."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.app import App

from codebench.project.models import AnswerRow, CodeInfo
from codebench.tui.answers.answer_box import in_rows
from codebench.tui.answers.chips import Chip, chips, fitted
from codebench.tui.answers.lazy_table import GAP, LazyColumn, LazyTable, shared
from codebench.tui.answers.pages import Pages
from codebench.tui.answers.tally import recount
from codebench.tui.document.colour import READABLE, VISIBLE, contrast
from codebench.tui.document.look import hex_of
from codebench.tui.table.cursor import moved, scrolled
from codebench.tui.table.draw import ELLIPSIS, RowLook, cells_of, line, wrapped

TEXT = st.text(
    st.characters(exclude_categories=("Cs",)) | st.sampled_from("\u0301日👩\u200d\n\x1b\u202e \t"), max_size=60
)
DARK = Style(color="#d8dade", bgcolor="#16181c")


@dataclass(frozen=True)
class Row:
    key: int
    said: int = 0


class Rows:
    """Keys 1000, 1001...; counts how often it is asked, and for how much."""

    def __init__(self, n: int) -> None:
        self.rows = [Row(1000 + i) for i in range(n)]
        self.asked: list[tuple[int, int]] = []

    def __len__(self) -> int:
        return len(self.rows)

    def fetch(self, start: int, n: int) -> list[Row]:
        self.asked.append((start, n))
        return self.rows[start : start + n]

    def index_of(self, key: int) -> int | None:
        return next((i for i, row in enumerate(self.rows) if row.key == key), None)


@given(st.integers(1, 500), st.integers(1, 70), st.lists(st.integers(0, 499), max_size=60))
def test_pages_give_the_rows_of_the_source_and_keep_few(n, page, visits):
    source = Rows(n)
    pages = Pages(source, page=page, kept=3)
    for index in visits:
        assert pages[index % n] is source.rows[index % n]
    assert all(start % page == 0 and 1 <= rows <= page and start + rows <= n for start, rows in source.asked)
    assert len(pages._pages) <= 3


@given(st.integers(1, 200), st.data())
def test_pages_reread_only_the_row_that_changed(n, data):
    source = Rows(n)
    pages = Pages(source, page=16)
    index = data.draw(st.integers(0, n - 1))
    _ = pages[index]
    source.rows[index] = Row(1000 + index, said=1)
    source.asked.clear()
    assert pages.reread(index) == (Row(1000 + index), Row(1000 + index, said=1))
    assert pages[index].said == 1
    assert source.asked == [(index, 1)]


@given(st.sampled_from(["up", "down", "page_up", "page_down", "first", "last"]), st.integers(0, 60), st.data())
def test_cursor_stays_within_the_rows(motion, count, data):
    index = data.draw(st.integers(0, count - 1)) if count else -1
    page = data.draw(st.integers(0, 40))
    now = moved(motion, index, count, page)
    assert (now == -1) if count == 0 else 0 <= now < count
    if count and motion in ("down", "page_down", "last"):
        assert now >= index
        assert now > index or index == count - 1
    if count and motion in ("up", "page_up", "first"):
        assert now <= index


@given(st.integers(1, 200), st.integers(1, 50), st.integers(0, 20), st.data())
def test_scroll_shows_the_cursor_and_moves_no_more_than_needed(count, height, tail, data):
    index = data.draw(st.integers(0, count - 1))
    top = data.draw(st.integers(0, count))
    now = scrolled(top, index, height, count, tail)
    assert now <= index < now + height
    assert 0 <= now <= max(0, count + tail - height)
    assert scrolled(now, index, height, count, tail) == now
    if index < count - 1 and top <= index < top + height and top <= max(0, count + tail - height):
        assert now == top


@given(
    st.lists(st.tuples(st.integers(1, 20), st.integers(0, 5), st.integers(0, 60)), min_size=1, max_size=6),
    st.integers(0, 200),
)
def test_columns_fill_the_width_and_no_more(columns, width):
    made = [LazyColumn("", lambda *_: [], least, weight, least + more) for least, weight, more in columns]
    widths = shared(made, width)
    assert all(column.least <= cells <= column.most for column, cells in zip(made, widths, strict=True))
    least = sum(column.least for column in made) + GAP * (len(made) - 1)
    assert sum(widths) + GAP * (len(made) - 1) <= max(width, least)


@given(TEXT, st.integers(0, 40))
def test_line_takes_exactly_its_cells_and_says_what_it_cut(text, width):
    drawn = line(text, width)
    assert cell_len(drawn) == width
    if width and cells_of(text) > width:
        assert ELLIPSIS in drawn
    if cells_of(text) <= width:
        assert drawn == line(text, width + 5)[: len(drawn)]


@given(TEXT, st.integers(4, 40))
def test_wrapped_lines_hold_every_letter_in_order(text, width):
    lines = wrapped(text, width)
    assert all(cell_len(one) <= width for one in lines)
    letters = [char for char in text if char.isascii() and char.isalnum()]
    assert [char for one in lines for char in one if char.isascii() and char.isalnum()] == letters


@given(st.lists(st.integers(1, 40), max_size=12), st.integers(1, 80))
def test_chips_fit_and_none_is_lost_from_the_count(lengths, width):
    cells = fitted(lengths, width)
    assert len(cells) <= len(lengths)
    assert all(0 < got <= wanted for got, wanted in zip(cells, lengths, strict=False))
    codes = [Chip("x" * length, "#0072b2") for length in lengths]
    look = RowLook(DARK, DARK, DARK, plain=False)
    assert sum(segment.cell_length for segment in chips(codes, width, look)) <= width
    assert sum(len(row) for row in in_rows(codes, width)) == len(codes)


@given(st.from_regex("#[0-9a-f]{6}", fullmatch=True), st.sampled_from(["#16181c", "#fbfaf7", "#33475b", "#d3dde7"]))
def test_chips_can_be_read_whatever_the_colour(colour, background):
    ink = "#d8dade" if background in ("#16181c", "#33475b") else "#22262b"
    look = RowLook(Style(color=ink, bgcolor=background), DARK, DARK, plain=False)
    stripe, name = chips([Chip("tijd", colour)], 20, look)
    assert contrast(hex_of(name.style, "color"), hex_of(name.style, "bgcolor")) >= READABLE
    assert contrast(hex_of(stripe.style, "color"), hex_of(stripe.style, "bgcolor")) >= VISIBLE


def test_chips_without_colour_are_told_apart_by_stripe_and_underline():
    look = RowLook(Style(), Style(), Style(), plain=True)
    stripe, name, _blank, their_stripe, theirs = chips(
        [Chip("tijd", "#ff0000"), Chip("ouders", "#00ff00", False)], 30, look
    )
    assert (stripe.text, name.text, their_stripe.text) == ("▌", "tijd", "┊")
    assert name.style.underline
    assert not theirs.style.underline


def test_recount_counts_up_the_tree():
    codes = {
        i: CodeInfo(i, "", parent, str(i), "", 0, "", 1, None, n, n)
        for i, parent, n in ((1, None, 0), (2, 1, 0), (3, None, 4))
    }
    before = AnswerRow(9, 9, "R", "", None, False, ((1, 3),))
    after = AnswerRow(9, 9, "R", "", None, False, ((2, 2),))
    assert recount(codes, before, after) == {1, 2, 3}
    assert [(code.n_codings, code.n_total) for code in codes.values()] == [(0, 1), (1, 1), (3, 3)]


async def test_a_step_at_the_edge_draws_the_row_that_comes_and_a_repaint_draws_all_anew():
    drawn, mark = [], [""]

    def draw(row, width, look):
        drawn.append(row.key)
        return [Segment(line(f"{row.key}{mark[0]}", width), look.base)]

    class Alone(App):
        def compose(self):
            yield LazyTable([LazyColumn("n", draw, 8)])

    app = Alone()
    async with app.run_test(size=(40, 11)) as pilot:
        table = app.query_one(LazyTable)
        table.show(Rows(100))
        table.focus()
        await pilot.press(*["down"] * 9)
        drawn.clear()
        await pilot.press("down")
        assert drawn == [1009, 1010]  # the one that the cursor left, and the one that comes
        mark[0] = "!"
        table.refresh()
        await pilot.pause()
        assert drawn[2:] == list(range(1001, 1011))
        assert all("!" in table.render_line(y).text for y in range(1, 11))
