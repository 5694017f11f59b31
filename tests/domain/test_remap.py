import random
import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from codebench.domain.errors import InputError
from codebench.domain.remap import Hunk, Outcome, Remapped, TextEdit
from codebench.domain.spans import Span, graphemes
from codebench.domain.text import freeze

quick = settings(max_examples=100, deadline=None)

WORDS = ["de", "het", "en", "school", "leerkracht", "leraaar", "ik", "denk", "dat", "één", "e\u0301e\u0301n", "zo'n"]
OTHER = [" ", " ", " ", ".", ". ", ", ", "\n", "\n\n", "\r\n", "\r", "😀", "👍🏽", "👨‍👩‍👧", "🇧🇪", "\u0301", "\u00a0"]
pieces = st.lists(st.sampled_from(WORDS + OTHER), max_size=25).map("".join)
a_text = st.one_of(pieces, pieces, st.text("ab \n", max_size=30), st.text(max_size=20))


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str]:
    """A frozen text, and what a few insertions, deletions and replacements made of it."""
    old = freeze(draw(a_text))
    new = old
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(new)))
        end = draw(st.integers(start, min(len(new), start + draw(st.sampled_from([0, 1, 5, 40])))))
        new = new[:start] + draw(st.one_of(st.just(""), pieces)) + new[end:]
    return old, freeze(new)


def all_spans(text: str) -> list[Span]:
    n = len(text)
    step = max(1, n // 25)
    return [Span(i, j) for i in range(0, n, step) for j in range(i + 1, n + 1, step)]


def rebuilt(edit: TextEdit) -> str:
    parts, at = [], 0
    for hunk in edit.hunks:
        parts += [edit.old[at : hunk.old_start], edit.new[hunk.new_start : hunk.new_end]]
        at = hunk.old_end
    return "".join([*parts, edit.old[at:]])


def quotes(old: str, new: str, quote: str) -> tuple[Outcome, str | None]:
    """What becomes of the first place of a quote: the outcome and the new quote."""
    start = old.index(quote)
    found = TextEdit.between(old, new).remap(Span(start, start + len(quote)))
    return found.outcome, new[found.span.start : found.span.end] if found.span else None


def changes(old: str, new: str) -> list[tuple[str, str]]:
    hunks = TextEdit.between(old, new).hunks
    return [(old[h.old_start : h.old_end], new[h.new_start : h.new_end]) for h in hunks]


# Properties ---------------------------------------------------------------------------------------------


@quick
@given(edits())
@example(("ab cab d", "ab d"))
@example(("", "a"))
@example(("a\n", "\na"))
def test_hunks_are_the_whole_difference_and_nothing_else(pair: tuple[str, str]) -> None:
    old, new = pair
    edit = TextEdit.between(old, new)
    assert rebuilt(edit) == new
    assert all(hunk.deleted or hunk.inserted for hunk in edit.hunks)
    at = at_new = 0
    for hunk in edit.hunks:
        assert old[at : hunk.old_start] == new[at_new : hunk.new_start]
        assert hunk.old_start > at or at == 0
        at, at_new = hunk.old_end, hunk.new_end
    assert bool(edit.hunks) == (old != new)


@quick
@given(edits())
def test_hunks_never_cut_what_a_reader_sees_as_one_character(pair: tuple[str, str]) -> None:
    edit = TextEdit.between(*pair)
    for text, cuts in (
        (edit.old, {cut for hunk in edit.hunks for cut in (hunk.old_start, hunk.old_end)}),
        (edit.new, {cut for hunk in edit.hunks for cut in (hunk.new_start, hunk.new_end)}),
    ):
        allowed, at = {0}, 0
        for piece in graphemes(text):
            at += len(piece)
            allowed.add(at)
        assert cuts <= allowed


@quick
@given(edits())
def test_each_outcome_says_what_it_means(pair: tuple[str, str]) -> None:
    old, new = pair
    edit = TextEdit.between(old, new)
    for span in all_spans(old):
        quote = old[span.start : span.end]
        found = edit.remap(span)
        untouched = all(hunk.old_end <= span.start or hunk.old_start >= span.end for hunk in edit.hunks)
        if untouched:
            assert found.outcome in (Outcome.UNCHANGED, Outcome.MOVED)
        if found.span is None:
            assert found.outcome is Outcome.TEXT_GONE
            continue
        assert 0 <= found.span.start < found.span.end <= len(new)
        same_quote = new[found.span.start : found.span.end] == quote
        if same_quote:
            expected = Outcome.UNCHANGED if found.span == span else Outcome.MOVED
        else:
            expected = Outcome.BOUNDARY_TOUCHED
        assert found.outcome is expected


@quick
@given(edits())
def test_a_quote_is_gone_exactly_when_none_of_its_letters_is_left(pair: tuple[str, str]) -> None:
    old, _new = pair
    edit = TextEdit.between(*pair)
    gone = {i for hunk in edit.hunks for i in range(hunk.old_start, hunk.old_end)}
    for span in all_spans(old):
        letters = [i for i in range(span.start, span.end) if old[i].isalnum()]
        if letters:
            assert (edit.remap(span).outcome is Outcome.TEXT_GONE) == (set(letters) <= gone)


@quick
@given(edits())
def test_spans_that_survive_keep_their_order(pair: tuple[str, str]) -> None:
    edit = TextEdit.between(*pair)
    starts: dict[int, list[int]] = {}
    for span in all_spans(edit.old):
        found = edit.remap(span).span
        if found:
            starts.setdefault(span.start, []).append(found.start)
    for (_before, news), (_after, later_news) in pairwise(sorted(starts.items())):
        assert max(news) <= min(later_news)


@quick
@given(a_text.map(freeze))
def test_an_edit_that_changes_nothing_changes_nothing(text: str) -> None:
    edit = TextEdit.between(text, text)
    assert edit.hunks == ()
    assert all(edit.remap(span) == Remapped(Outcome.UNCHANGED, span) for span in all_spans(text))


@quick
@given(a_text.map(freeze))
def test_deleting_all_text_loses_every_span_in_words(text: str) -> None:
    edit = TextEdit.between(text, "")
    assert all(edit.remap(span) == Remapped(Outcome.TEXT_GONE, None) for span in all_spans(text))


@quick
@given(a_text, a_text)
def test_inserting_around_a_text_moves_every_span(before: str, after: str) -> None:
    # Letters that occur nowhere else, so that only one reading of the edit is possible.
    before, after = before.replace("q", "") + "\n", "\n" + after.replace("q", "")
    text = "qa qb\nqc 👍🏽 qd"
    edit = TextEdit.between(text, before + text + after)
    moved = {edit.remap(span) for span in all_spans(text) if text[span.start].isalnum()}
    expected = {
        Remapped(Outcome.MOVED, Span(span.start + len(before), span.end + len(before)))
        for span in all_spans(text)
        if text[span.start].isalnum()
    }
    assert moved == expected


@quick
@given(st.lists(st.tuples(st.integers(0, 59), st.sampled_from(["delete", "replace", "insert"])), max_size=6))
def test_codings_on_words_that_an_edit_left_alone_are_never_touched(acts: list[tuple[int, str]]) -> None:
    """Each word occurs once, so what an edit left alone is beyond doubt."""
    by_word = dict(acts)
    words = [f"w{i:02}woord" for i in range(60)]
    new_words = []
    for i, word in enumerate(words):
        act = by_word.get(i)
        new_words += {"delete": [], "replace": [f"{i * 7919}"], "insert": [word, f"{i * 7919}"]}.get(str(act), [word])
    old, new = " ".join(words), " ".join(new_words)
    edit = TextEdit.between(old, new)
    for i, word in enumerate(words):
        start = old.index(word)
        found = edit.remap(Span(start, start + len(word)))
        if by_word.get(i) in ("delete", "replace"):
            assert found.outcome is Outcome.TEXT_GONE
        else:
            assert found.span
            assert new[found.span.start : found.span.end] == word


# Examples -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "quote", "outcome", "new_quote"),
    [
        # Before, behind, in front of the first and behind the last character.
        ("de kat zat", "ja de kat zat", "kat", Outcome.MOVED, "kat"),
        ("de kat zat", "de kat zat hier", "kat", Outcome.UNCHANGED, "kat"),
        ("de kat zat", "de dikke kat zat", "kat", Outcome.MOVED, "kat"),
        ("de kat zat", "de kat gisteren zat", "kat", Outcome.UNCHANGED, "kat"),
        ("een lokaal groot", "een leslokaal groot", "lokaal", Outcome.MOVED, "lokaal"),
        # Inside, at a border, all of it.
        ("de kat zat", "de kat toch zat", "kat zat", Outcome.BOUNDARY_TOUCHED, "kat toch zat"),
        ("de kat die zat", "de kat zat", "kat die zat", Outcome.BOUNDARY_TOUCHED, "kat zat"),
        ("de dikke kat zat", "de kat zat", "dikke kat zat", Outcome.BOUNDARY_TOUCHED, "kat zat"),
        ("de dikke kat zat", "de kat zat", "dikke", Outcome.TEXT_GONE, None),
        ("zag Jan gisteren", "zag [naam] gisteren", "Jan", Outcome.TEXT_GONE, None),
        # A spelling that was mended never cuts the word.
        ("de leraaar zegd dat", "de leraar zegt dat", "leraaar zegd", Outcome.BOUNDARY_TOUCHED, "leraar zegt"),
        ("de leraaar zegd dat", "de leraar zegt dat", "zegd", Outcome.BOUNDARY_TOUCHED, "zegt"),
        ("een hond loopt", "een kond loopt", "hond loopt", Outcome.BOUNDARY_TOUCHED, "kond loopt"),
        ("de klas lokaal is", "de klaslokaal is", "lokaal", Outcome.MOVED, "lokaal"),
        ("in cafe\u0301 zat", "in café zat", "cafe\u0301", Outcome.BOUNDARY_TOUCHED, "café"),
        # A coding on an emoji or on punctuation alone.
        ("ja 👍🏽 zo", "nee 👍🏽 zo", "👍🏽", Outcome.MOVED, "👍🏽"),
        ("ja 👍🏽 zo", "ja 👍 zo", "👍🏽", Outcome.TEXT_GONE, None),
        ("wat?! zeg", "wat? zeg", "?!", Outcome.BOUNDARY_TOUCHED, "?"),
        # The reading of a deletion that a person has.
        ("Ik denk A. Ik denk B. Klaar.", "Ik denk B. Klaar.", "Ik denk A.", Outcome.TEXT_GONE, None),
        ("Ik denk B. Klaar.", "Ik denk A. Ik denk B. Klaar.", "Ik denk B.", Outcome.MOVED, "Ik denk B."),
        ("R1: aa\nR1: bb\nR1: cc\n", "R1: aa\nR1: cc\n", "R1: cc", Outcome.MOVED, "R1: cc"),
    ],
)
def test_what_becomes_of_a_quote(old: str, new: str, quote: str, outcome: Outcome, new_quote: str | None) -> None:
    assert quotes(old, new, quote) == (outcome, new_quote)


def test_the_last_coding_of_a_text_survives_an_edit_elsewhere() -> None:
    # QualCoder's editor deletes codings that end at the last character of the text.
    edit = TextEdit.between("eerst dit\ndan dat", "eerst niet dit\ndan dat")
    assert edit.remap(Span(14, 17)) == Remapped(Outcome.MOVED, Span(19, 22))


def test_equal_quotes_each_keep_their_own_place() -> None:
    # QualCoder's "replace file" puts every equal quote on the first one.
    old = "ja hoor.\nnee hoor.\nja hoor.\n"
    edit = TextEdit.between(old, "Interview\n" + old)
    for start in (0, 19):
        assert edit.remap(Span(start, start + 8)).span == Span(start + 10, start + 18)


def test_line_ends_of_another_system_are_no_edit_once_frozen() -> None:
    assert TextEdit.between(freeze("een\r\ntwee\rdrie"), freeze("een\ntwee\ndrie")).hunks == ()


def test_a_deleted_paragraph_is_one_hunk_and_the_next_one_keeps_its_small_mend() -> None:
    first, second, third = "Eerst over de school.\n\n", "Dan over fietsen en lopen.\n\n", "Ten slotte.\n"
    assert changes(first + second + third, second.replace("fietsen", "fiets") + third) == [(first, ""), ("en", "")]


def test_a_rewritten_paragraph_is_not_tied_together_by_its_common_words() -> None:
    old = "Vooraf.\nWij vertrekken met de bus en de fietsers komen vroeger dan de kleuters van de opvang.\nAchteraf."
    new = "Vooraf.\nGisteren regende het; de directeur annuleerde het sportprogramma op de speelplaats.\nAchteraf."
    assert len(changes(old, new)) == 1
    assert quotes(old, new, "de fietsers komen") == (Outcome.TEXT_GONE, None)


def test_names_that_are_replaced_leave_the_words_between_them() -> None:
    old, new = "Daar waren Jan Peeters en Marie Janssens, en anderen.", "Daar waren R1 en R2, en anderen."
    assert changes(old, new) == [("Jan Peeters", "R1"), ("Marie Janssens", "R2")]
    assert quotes(old, new, "en Marie Janssens, en") == (Outcome.BOUNDARY_TOUCHED, "en R2, en")


def test_a_text_replaced_by_an_unrelated_one_loses_all_in_one_hunk() -> None:
    old, new = "kip snater bok\nmus", "1234 5678\n99"
    assert TextEdit.between(old, new).hunks == (Hunk(0, len(old), 0, len(new)),)
    assert quotes(old, new, "snater bok") == (Outcome.TEXT_GONE, None)


def test_what_is_left_after_deletions_alone_is_never_chance() -> None:
    old = "uitgebreide inleiding de kat de hond breedvoerige afsluiting de"
    assert quotes(old, "de kat de de", "de kat") == (Outcome.MOVED, "de kat")


def test_a_span_beyond_the_text_is_refused() -> None:
    with pytest.raises(InputError, match="ends at 3"):
        TextEdit.between("abc", "abcd").remap(Span(2, 4))


# Size ---------------------------------------------------------------------------------------------------


def dutch(n: int, seed: int, end: str) -> str:
    """About n code points of sentences over a vocabulary in which, as in Dutch, few words are frequent."""
    draw = random.Random(seed)
    words = ["".join(draw.choices("aeioudgklmnprstvw", k=draw.randint(2, 11))) for _ in range(8000)]
    weights = [1 / (i + 1) for i in range(len(words))]
    drawn = draw.choices(words, weights, k=n // 5)
    return "".join(" ".join(drawn[i : i + 60]) + end for i in range(0, len(drawn), 60))[:n]


@pytest.mark.parametrize("end", [".\n", ". "], ids=["lines", "one line"])
def test_a_few_edits_in_a_long_text_take_less_than_a_second(end: str) -> None:
    old = dutch(1_000_000, 1, end)
    at = [old.index(" ", i) for i in (100_000, 500_000, 500_900, 900_000)]
    new = old[: at[0]] + " ingevoegd" + old[at[0] : at[1]] + old[at[2] : at[3]] + old[at[3] + 4 :]
    began = time.process_time()
    edit = TextEdit.between(old, new)
    assert time.process_time() - began < 1
    assert rebuilt(edit) == new
    assert len(edit.hunks) <= 5


def test_a_long_text_rewritten_throughout_takes_a_few_seconds_at_most() -> None:
    old, new = dutch(200_000, 1, ". "), dutch(200_000, 2, ". ")
    began = time.process_time()
    edit = TextEdit.between(old, new)
    assert time.process_time() - began < 5
    assert rebuilt(edit) == new


def test_a_text_of_two_words_is_still_matched_piece_by_piece() -> None:
    draw = random.Random(3)
    words = draw.choices(["ja\n", "nee\n"], k=6000)
    old = "".join(words)
    for i in range(0, 6000, 60):
        words[i] = "misschien\n"
    edit = TextEdit.between(old, "".join(words))
    assert sum(hunk.deleted for hunk in edit.hunks) < 1000


@quick
@given(st.text("ab", max_size=200), st.text("ab", max_size=200))
def test_texts_beyond_the_effort_at_a_time_are_matched_in_steps(old: str, new: str) -> None:
    old, new = " ".join(old), " ".join(new)
    assert rebuilt(TextEdit.between(old, new)) == new
