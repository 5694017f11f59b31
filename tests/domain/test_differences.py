"""The difference of two texts as it is read: nothing of either is lost, no word is cut, and it says where."""

from hypothesis import example, given
from hypothesis import strategies as st

from codebench.domain.differences import AROUND, Fate, passages
from codebench.domain.remap import TextEdit
from codebench.domain.spans import splits_word

PARTS = ["tijd", "de", "co-teaching", "foto's", "é", "👩‍👩‍👧", "\n", "."]
WORDS = st.lists(st.sampled_from(PARTS), max_size=14).map(" ".join)


def shown(old: str, new: str) -> list[str]:
    return [each.marked() for each in passages(TextEdit.between(old, new))]


def test_words_are_shown_whole_with_what_is_around():
    assert shown("Er is te weinig tijd hier.", "Er is veel te weinig tijdsdruk hier.") == [
        "Er is +[veel ]te weinig −[tijd]+[tijdsdruk] hier."
    ]


def test_far_changes_stand_apart_and_say_their_line():
    middle = "".join(f"regel {n}\n" for n in range(40))
    found = passages(TextEdit.between(f"Een.\n{middle}Twee.", f"Eén.\n{middle}Drie."))
    assert [each.line for each in found] == [1, 42]
    assert [each.marked() for each in found] == ["−[Een]+[Eén].", "−[Twee]+[Drie]."]


def test_one_long_line_is_not_shown_whole():
    long = "woord " * 50_000
    (found,) = passages(TextEdit.between(f"{long}tijd {long}", f"{long}uren {long}"))
    assert len(found.marked()) < 2 * AROUND + 20


@given(WORDS, WORDS)
@example("aa", "a a")
@example("a\nb", "b\na")
def test_without_what_came_it_is_the_old_text_and_without_what_went_the_new(old, new):
    edit = TextEdit.between(old, new)
    found = passages(edit)
    assert bool(found) == (old != new)
    for passage in found:
        after = "".join(piece.text for piece in passage.pieces if piece.fate is not Fate.WENT)
        assert new[passage.start : passage.start + len(after)] == after
        assert passage.line == new.count("\n", 0, passage.start) + 1
    # Taking each passage back, from the last, gives the old text.
    back = new
    for passage in reversed(found):
        before = "".join(piece.text for piece in passage.pieces if piece.fate is not Fate.CAME)
        after = "".join(piece.text for piece in passage.pieces if piece.fate is not Fate.WENT)
        back = back[: passage.start] + before + back[passage.start + len(after) :]
    assert back == old


@given(WORDS, WORDS)
def test_no_word_of_the_new_text_is_cut(old, new):
    for passage in passages(TextEdit.between(old, new)):
        at = passage.start
        for before, piece in zip((None, *passage.pieces), passage.pieces, strict=False):
            if before is not None and piece.fate is Fate.CAME and before.fate is Fate.STAYED:
                assert not splits_word(new, at)
            if piece.fate is not Fate.WENT:
                at += len(piece.text)
