"""The file of a user's own keys: what it gives, and what it is told of each line that can't be taken."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebench.tui.actions import ACTIONS, WIDGET_ACTIONS, shown_key
from codebench.tui.actions.keyboard import Keyboard, Layout, groups
from codebench.tui.actions.keymap import Keyed, Keymap, defaults, read_keymap, write_keymap
from codebench.tui.actions.shown import read_key, written_key

ALL: list[Keyed] = [*ACTIONS, *WIDGET_ACTIONS]
BY_NAME = {action.name: action for action in ALL}


def read(text: str) -> Keymap:
    return read_keymap(text, ALL)


def test_every_action_has_a_name_of_its_own() -> None:
    assert len(BY_NAME) == len(ALL)


def test_no_key_of_every_screen_means_something_else_in_a_text() -> None:
    keys = {
        scope: {key for action in ALL if action.name.startswith(f"{scope}.") for key in defaults(action)}
        for scope in ("app", "coding", "pane")
    }
    assert not keys["app"] & (keys["coding"] | keys["pane"])
    assert not keys["coding"] & keys["pane"]


def test_what_is_printed_reads_back_as_what_it_was() -> None:
    printed = write_keymap(groups(), Keymap())
    assert read(printed) == Keymap()
    assert all(f"{name} = " in printed for name in BY_NAME)
    mine = read("coding.pick = Ctrl+x, µ  # for both\r\n\n# swapped\nanswers.tick = e\nanswers.alike = t\n")
    assert mine.keys == {"coding.pick": ("ctrl+x", "µ"), "answers.tick": ("e",), "answers.alike": ("t",)}
    assert read(write_keymap(groups(), mine)) == mine


def test_keys_are_read_as_people_write_them() -> None:
    written = ("?", "Ctrl+Z", "ctrl+z", "F5", "PgDn", "Esc", "comma", ";", "Shift+a", "A", "+", "Ctrl++", "§", "space")
    assert [read_key(each) for each in written] == [
        *("question_mark", "ctrl+z", "ctrl+z", "f5", "pagedown", "escape", "comma", "semicolon", "A", "A", "plus"),
        *("ctrl+plus", "section_sign", "space"),
    ]
    assert all(read_key(written_key(key)) == key for action in ALL for key in defaults(action))


@pytest.mark.parametrize("written", ["ctrl+i", "Ctrl+m", "hyper+x", "dog", "shift+1", "ctrl+ctrl+x", "ab", "f99"])
def test_what_no_terminal_sends_is_no_key(written: str) -> None:
    assert read_key(written) is None
    (fault,) = read(f"\ncoding.star = {written}").faults
    assert fault.startswith("line 2: ")
    assert written in fault


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("coding.pock = x", "line 1: no action is called 'coding.pock'"),
        ("nonsense", "line 1: no action is called 'nonsense'"),
        ("coding.star =", "line 1: coding.star gets no key"),
        ("coding.star = k, , l", "line 1: '' is no key"),
        ("coding.star = ctrl+q", "line 1: 'ctrl+q' is no key"),
        ("coding.star = ctrl+u\ncoding.star = ctrl+x", "line 2: coding.star has its keys already, in line 1"),
        ("coding.star = m", "line 1: m is the key of coding.memo (Write a memo)"),
        ("coding.star = q", "line 1: q is the key of app.back"),
        ("coding.star = w", "line 1: w is the key of pane.next-word"),
        ("memos.open = k", "line 1: k is the key of table.up"),
        ("pane.grow = c", "line 1: c is the key of coding.pick"),
        ("app.memos = c", "line 1: c is the key of"),
    ],
)
def test_a_line_that_cannot_be_taken_is_told_and_all_others_hold(text: str, told: str) -> None:
    keymap = read(text + "\napp.history = ctrl+x" * ("ctrl+x" not in text))
    assert keymap.faults[0].startswith(told), keymap.faults
    assert len(keymap.faults) == 1
    assert set(keymap.keys) <= {"app.history", "coding.star"}


def test_keys_can_be_swapped_but_not_taken() -> None:
    assert not read("pane.next-word = b\npane.previous-word = w").faults
    lonely = read("pane.next-word = b")
    assert len(lonely.faults) == 1
    assert not lonely.keys


def test_a_line_that_counted_on_one_that_could_not_be_taken_goes_with_it() -> None:
    keymap = read("coding.memo = x\ncoding.uncode = c")
    assert [fault.split(":")[0] for fault in keymap.faults] == ["line 1", "line 2"]
    assert not keymap.keys


def test_what_shared_a_key_from_the_start_may_go_on_sharing_it() -> None:
    # Enter in a table tells its screen, and the screen opens.
    assert not read("memos.open = Enter, ctrl+x").faults


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.sampled_from([*BY_NAME, "no.such"]), st.sampled_from([*"abcqxyz?,#", "F10", "ctrl+x", "dog"])),
        max_size=8,
    )
)
def test_whatever_a_file_says_no_key_comes_to_mean_two_things(lines: list[tuple[str, str]]) -> None:
    text = "\n".join(f"{name} = {key}" for name, key in lines)
    keymap = read(text)
    told = {int(fault.split(":")[0].removeprefix("line ")) for fault in keymap.faults}
    assert told <= set(range(1, len(lines) + 1))
    for n, (name, key) in enumerate(lines, 1):
        taken = n not in told
        assert not taken or keymap.of(BY_NAME[name]) == (read_key(key),)
    for name in keymap.keys:
        mates = [each for each in ALL if each.scope == BY_NAME[name].scope and each.name != name]
        assert not set(keymap.keys[name]) & {key for mate in mates for key in keymap.of(mate)}
    assert read(write_keymap(groups(), keymap)) == Keymap(keymap.keys)


def test_a_keyboard_shows_the_keys_first_that_it_types_without_shift() -> None:
    def shown(layout: Layout) -> list[str]:
        names = ("app.find", "coding.star", "coding.recent-2", "app.help")
        return [Keyboard(layout).shown(BY_NAME[name]) for name in names]

    assert shown(Layout.QWERTY) == ["/", "*", "2", "F1"]
    assert shown(Layout.AZERTY) == [":", "$", "é", "F1"]
    assert shown(Layout.OTHER) == ["Ctrl+f", "*", "2", "F1"]
    for layout in Layout:
        for action in ALL:
            assert set(Keyboard(layout).keys(action)) == set(defaults(action))


def test_every_act_has_a_key_that_azerty_types_without_altgr() -> None:
    beyond = {"left_square_bracket", "right_square_bracket", "tilde", "at", "number_sign", "vertical_line"} | {
        *("left_curly_bracket", "right_curly_bracket", "backslash", "grave_accent", "circumflex_accent")
    }
    assert [action.name for action in ALL if set(defaults(action)) <= beyond] == []


def test_keys_are_shown_as_they_stand_on_the_keyboard() -> None:
    assert [*map(shown_key, ("ctrl+z", "f1", "section_sign", "pageup", "x", "shift+left"))] == [
        *("Ctrl+z", "F1", "§", "PgUp", "x", "Shift+←")
    ]
