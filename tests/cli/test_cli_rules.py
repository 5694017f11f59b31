"""Rules by commands: kept, listed, tried, applied, taken away; what is wrong is told in one sentence."""

import json
from collections.abc import Callable

import pytest
from cli_running import Commands

pytestmark = pytest.mark.usefixtures("blank")


@pytest.fixture
def blank(codebench: Commands) -> None:
    """The plainest pipeline: what these tests say does not depend on what is installed."""
    codebench("model", "use", "studie", "blank")


def table(codebench: Commands, *args: str) -> dict[str, object]:
    printed: dict[str, object] = json.loads(codebench(*args, "--format", "json").out)
    return printed


def cells(codebench: Commands, *args: str) -> list[list[object]]:
    rows = table(codebench, *args)["rows"]
    assert isinstance(rows, list)
    return [row["cells"] for row in rows]


def test_a_rule_is_added_listed_shown_and_removed(codebench: Commands) -> None:
    codebench("rule", "add", "studie", "tijd", "geen|weinig ... tijd")
    codebench(
        "codebook", "edit", "studie", "overleg", "--field", "keywords=ouders; team", "--field", "rules=lemma:overleg"
    )
    assert cells(codebench, "rule", "list", "studie") == [
        ["tijd", "geen|weinig ... tijd", "rule"],
        ["tijd > overleg", "lemma:overleg", "rule"],
        ["tijd > overleg", "ouders", "keyword"],
        ["tijd > overleg", "team", "keyword"],
    ]
    assert ["Rules", "geen|weinig ... tijd"] in cells(codebench, "codebook", "show", "studie", "tijd")
    codebench("rule", "remove", "studie", "tijd", "geen|weinig ... tijd")
    assert cells(codebench, "rule", "list", "studie", "tijd") == []
    codebench("undo", "studie")
    assert len(cells(codebench, "rule", "list", "studie", "tijd")) == 1


def test_a_rule_is_tried_without_a_trace(codebench: Commands, unchanged: Callable[[], None]) -> None:
    tried = table(codebench, "rule", "try", "studie", "tijd", "weinig|geen ... tijd")
    assert [row["cells"] for row in tried["rows"]] == [  # type: ignore[attr-defined]
        ["new", "groep-1", "Ilse", 43, 102, "We hebben te «weinig tijd» voor overleg, echt te «weinig tijd»."],
        [
            "new",
            "Wat was het moeilijkst en waarom was dat zo?",
            "r3",
            0,
            54,
            "Er was «geen tijd» voor de zwakke leerlingen in de klas.",
        ],
    ]
    assert tried["n"] == "N = 11 units, 0 with the code, 0 reviewed"
    assert "the moderator's turns are left out" in str(tried["rule"])
    assert tried["notes"] == ["finds 0 of 0 coded · 2 new"]
    unchanged()


def test_rules_are_applied_after_showing_them_and_undone_at_once(
    codebench: Commands, unchanged: Callable[[], None]
) -> None:
    codebench("rule", "add", "studie", "tijd", "tijd")
    before = cells(codebench, "coding", "list", "studie", "-d", "groep-1")
    dry = codebench("rule", "apply", "studie", "tijd", "--dry-run")
    assert "Nothing was coded" in dry.err and "weinig" in dry.out
    assert "--yes does it" in codebench("rule", "apply", "studie", "tijd").err
    done = codebench("rule", "apply", "studie", "tijd", "--yes")
    assert "2 passages were coded." in done.err
    (coding,) = cells(codebench, "coding", "list", "studie", "-d", "groep-1")
    assert coding[4:7] == ["tijd", "Lena", "autocode"]
    assert coding[8] == "We hebben te weinig tijd voor overleg, echt te weinig tijd."
    assert "There is nothing new to code." in codebench("rule", "apply", "studie", "tijd", "--yes").err
    assert "autocode 'tijd' on 2 passages by tijd" in str(cells(codebench, "history", "studie")[0])
    codebench("undo", "studie")
    assert cells(codebench, "coding", "list", "studie", "-d", "groep-1") == before == []


def test_material_and_sentences_can_be_chosen(codebench: Commands) -> None:
    codebench("rule", "apply", "studie", "mandaat", "mandaat", "-d", "groep-1", "--sentence", "--yes")
    quotes = [row[8] for row in cells(codebench, "coding", "list", "studie", "-d", "groep-1")]
    assert quotes == ["En het mandaat is ook niet duidelijk [lacht].", "Daar is geen mandaat voor."]
    assert [row[2] for row in cells(codebench, "rule", "try", "studie", "tijd", "tijd", "-q", "Wat")] == ["r3"]


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (
            ("rule", "add", "studie", "tijd", "geen ... "),
            "Rule 'geen ...', character 6: `...` stands between two words.",
        ),
        (("rule", "try", "studie", "tijd", "lema:tijd"), "'lema:' is not known"),
        (("rule", "try", "studie", "tijd"), "has no rules and no keywords"),
        (("rule", "remove", "studie", "tijd", "tijd"), "has no rule 'tijd'"),
        (("rule", "try", "studie", "nergens", "tijd"), "nergens"),
        (("codebook", "edit", "studie", "tijd", "--field", "rules=tijd; *x"), "character 1"),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence(
    codebench: Commands, unchanged: Callable[[], None], args: tuple[str, ...], told: str
) -> None:
    outcome = codebench(*args, code=1)
    assert told in outcome.err and outcome.err.count("\n") == 1
    unchanged()
