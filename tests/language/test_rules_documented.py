"""Every example in docs/rules.md is true."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from codebench.domain.rule import RuleError, parse
from codebench.language.rule_matcher import RuleMatcher
from codebench.language.rule_search import RuleLine, RuleQuery
from codebench.tui.actions import actions, shown_key
from tests.language.dutch import annotated

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text("utf-8")
WORDS = ["tijdsdruk", "overlegtijd", "altijd", "tijdens", "tijdelijk", "praktijk", "overleg", "druk"]


def rows(heading: str) -> list[list[str]]:
    """The cells of the rows of all tables whose first column has this heading."""
    found = []
    for table in re.findall(rf"^\| {heading} \|.*\n\|---.*\n((?:\|.*\n)+)", PAGE, re.MULTILINE):
        for row in table.splitlines():
            found.append([cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", row)[1:-1]])
    return found


@pytest.mark.parametrize("row", rows("rule"), ids=lambda row: f"{row[0]} in {row[2]}")
def test_what_a_rule_finds(row: list[str]) -> None:
    line, _means, text, marked = row
    query = RuleQuery.over([RuleLine(line.strip("`"))], WORDS)
    hits = query.matcher().find(text, annotated(text), 0, len(text))
    shown = text
    for hit in reversed(hits):
        shown = f"{shown[: hit.start]}«{shown[hit.start : hit.end]}»{shown[hit.end :]}"
    assert (shown if hits else "*nothing*") == marked


def test_every_sign_is_in_the_page() -> None:
    lines = " ".join(row[0] for row in rows("rule"))
    for sign in ("lemma:", "pos:", "~", "+", "*", '"', "_", "|", "/", "...", "...1", " -"):
        assert sign in lines, sign


def test_what_is_said_of_keywords_and_of_what_is_no_rule() -> None:
    keyword = RuleLine("gemotiveerd verslag", is_keyword=True).rule()
    text = "De gemotiveerde verslagen."
    (hit,) = RuleMatcher([keyword], {}).find(text, annotated(text), 0, len(text))
    assert text[hit.start : hit.end] == "gemotiveerde verslagen"
    with pytest.raises(RuleError) as error:
        parse("geen ...")
    assert str(error.value).replace("`", "") in PAGE


def test_the_file_in_the_page_is_yaml_with_rules() -> None:
    (code,) = YAML(typ="safe").load(re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[0])
    assert [str(parse(rule)) for rule in code["rules"]] == ["geen|weinig|te_weinig ... tijd", "per_week lemma:uur"]


def test_the_keys_in_the_page_are_those_of_the_screen() -> None:
    named = set(re.findall(r"`([^`]+)`", " ".join(row[0] for row in rows("key"))))
    bound = {shown_key(key) for action in (*actions("rules"), *actions("app")) for key in action.keys}
    assert named - {"Enter"} <= bound | {"Esc"}
    assert {shown_key(action.keys[0]) for action in actions("rules")} <= named
