"""The Dutch catalogue of the face: true to the source, whole but for a few strings, and chosen before any import."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator

import pytest
from rich.cells import cell_len
from tools.catalogue import MO, compiled, messages, missing, read

from codebench import i18n
from codebench.__main__ import choose_language
from codebench.i18n import _, plural

TOLERATED = 0.02
"""The share of strings that a day's work may leave without a translation, or may have taken out of the source."""

CELLS_OF_A_LABEL = 14


def slots(text: str) -> Counter[str]:
    """What is filled in, each as often as it stands there."""
    return Counter(re.findall(r"\{[^{}]*\}", text))


def in_dutch(code: str) -> str:
    """What a fresh interpreter prints that speaks Dutch from its first import."""
    return subprocess.run(
        [sys.executable, "-c", f"from codebench.i18n import choose; choose('nl'); {code}"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@pytest.fixture
def language(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """An environment that says nothing of languages yet."""
    for name in ("CODEBENCH_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    i18n._catalogue.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    i18n._catalogue.cache_clear()


def test_nearly_every_string_has_a_translation() -> None:
    left = missing(read())
    assert len(left) <= TOLERATED * len(messages()), f"run `python tools/catalogue.py update`: {left[:10]}"


def test_the_catalogue_has_hardly_a_string_that_the_source_has_not() -> None:
    stale = read().keys() - messages().keys()
    assert len(stale) <= TOLERATED * len(messages()), f"run `python tools/catalogue.py update`: {sorted(stale)[:10]}"


def test_a_translation_fills_in_what_its_source_does() -> None:
    wrong = [
        (one, translated)
        for message, of in read().items()
        for one, translated in zip(message, of, strict=True)
        if translated and (set(slots(one)) != set(slots(translated)) or one.count("\b") != translated.count("\b"))
    ]
    assert wrong == []


def test_the_program_reads_what_the_catalogue_says() -> None:
    assert MO.read_bytes() == compiled(read()), "run `python tools/catalogue.py compile`"


def test_a_label_of_the_key_line_stays_short() -> None:
    from codebench.tui.actions import ACTIONS

    dutch = read()
    labels = {action.label: dutch[(action.label,)][0] for action in ACTIONS if (action.label,) in dutch}
    assert len(labels) > 100
    assert {label: said for label, said in labels.items() if cell_len(said) > CELLS_OF_A_LABEL} == {}


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"LANG": "nl_BE.UTF-8"}, "Annuleren"),
        ({"LC_MESSAGES": "nl_NL.UTF-8", "LANG": "en_GB.UTF-8"}, "Annuleren"),
        ({"LANG": "fr_BE.UTF-8"}, "Cancel"),
        ({"LANGUAGE": "en_GB:nl", "LANG": "nl_BE.UTF-8"}, "Cancel"),
        ({"CODEBENCH_LANG": "en", "LANG": "nl_BE.UTF-8"}, "Cancel"),
        ({"CODEBENCH_LANG": "nl", "LC_ALL": "C.UTF-8"}, "Annuleren"),
        ({}, "Cancel"),
    ],
)
def test_the_language_is_that_of_the_system_unless_one_is_chosen(
    language: pytest.MonkeyPatch, environment: dict[str, str], said: str
) -> None:
    for name, value in environment.items():
        language.setenv(name, value)
    assert _("Cancel") == said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--lang", "nl", "undo"], "Annuleren"),
        (["--lang=nl", "undo"], "Annuleren"),
        (["undo", "--lang", "nl"], "Cancel"),
        (["--lang"], "Cancel"),
        ([], "Cancel"),
    ],
)
def test_an_option_before_the_command_chooses(language: pytest.MonkeyPatch, arguments: list[str], said: str) -> None:
    language.setenv("LANG", "C")
    choose_language(arguments)
    assert _("Cancel") == said


def test_one_and_many(language: pytest.MonkeyPatch) -> None:
    language.setenv("CODEBENCH_LANG", "nl")
    said = [plural("{n} coding", "{n} codings", n) for n in (0, 1, 2)]
    assert said == ["0 fragmenten", "1 fragment", "2 fragmenten"]


def test_the_help_is_in_dutch() -> None:
    command = [sys.executable, "-m", "codebench", "--lang", "nl", "frequencies", "--help"]
    told = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout
    assert "Tellen hoe vaak elke code gegeven is." in told
    assert "Voorbeeld:" in told


def test_the_screen_is_in_dutch() -> None:
    code = (
        "import asyncio\n"
        "from codebench.tui.app import CodebenchApp\n"
        "async def look():\n"
        "    app = CodebenchApp(None, None)\n"
        "    async with app.run_test(size=(100, 30)) as pilot:\n"
        "        await pilot.pause()\n"
        "        print(*(strip.text for strip in app.screen._compositor.render_strips()), sep='\\n')\n"
        "asyncio.run(look())"
    )
    drawn = in_dutch(f"exec({code!r})")
    assert "Nieuw project" in drawn
    assert "New project" not in drawn
