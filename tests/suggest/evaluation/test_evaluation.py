"""The yardstick as a whole, on a method whose every answer is known."""

import json
import random

import pytest
from evaluation_material import CODES, PRAISE, ROOM, TIME, Diary, item

from codebench.domain.table import Undefined
from codebench.suggest.evaluation.as_json import json_of
from codebench.suggest.evaluation.evaluation import Evaluation, Material, TierFigures, baselines, evaluate
from codebench.suggest.evaluation.figures import MAIN
from codebench.suggest.evaluation.replay import random_orders
from codebench.suggest.evaluation.tables import tables_of
from codebench.suggest.segments import Segment
from codebench.suggest.suggestion import Suggestion, Tier

METHODS = ["ours", "prior", "exact", "keywords", "stem_tfidf", "logistic"]
BLOCKS = ["0-10", "10-25", "25-50", "50-100", "100-200", "200-400"]
WORDS = {TIME: "tijd", ROOM: "lokaal", PRAISE: "waardering"}


CHANCE = random.Random(7)
ITEMS = [
    *(
        item(at, f"tekst {at} over {WORDS[code]} hier", code)
        for at, code in enumerate(CHANCE.choices(list(WORDS), k=104))
    ),
    *(item(at, "niets te melden") for at in range(104, 108)),
]
(ORDER,) = random_orders(len(ITEMS), 1, 400)


@pytest.fixture(scope="module")
def found() -> Evaluation:
    """104 texts that name their one code, and four texts without a code."""
    return evaluate(Diary, Material(ITEMS, [each.segment for each in ITEMS], CODES), [ORDER])


def test_a_method_that_knows_all_has_all_figures_at_their_best(found: Evaluation) -> None:
    best = found.scores["ours"][MAIN]
    assert (best.r1, best.r3, best.macro_r3, best.mrr) == (1, 1, 1, 1)
    assert found.start["ours"].r1 == 1
    late = found.trust[25]
    assert found.trust[100].ece == 0
    assert (late.explained, late.of_given, late.deletions) == (late.n, late.n, late.n)
    # Without the name that stands there it falls back on the first code of the book; no other word matters to it.
    not_the_first = sum(bool(ITEMS[at].codes - {TIME}) for at in ORDER[25:])
    assert (late.flips, late.random_flips) == (not_the_first, 0)


def test_before_anything_is_learnt_the_prior_has_only_the_order_of_the_codebook(found: Evaluation) -> None:
    assert found.start["prior"].r1 == pytest.approx(sum(TIME in each.codes for each in ITEMS) / 104)


def test_items_without_a_code_take_a_place_but_count_in_no_figure(found: Evaluation) -> None:
    assert (found.n_items, found.longest, found.sessions) == (108, 108, 1)
    assert sum(found.n[block] for block in found.blocks) == 104


def test_the_differences_are_those_between_the_figures(found: Evaluation) -> None:
    for name, by in found.intervals.items():
        for block, (r3, macro) in by.items():
            ours, theirs = found.scores["ours"][block], found.scores[name][block]
            if ours.r3 is None or theirs.r3 is None:
                assert (r3, macro) == (None, None)
                continue
            assert r3 is not None
            assert macro is not None
            assert ours.macro_r3 is not None
            assert theirs.macro_r3 is not None
            assert r3.value == pytest.approx(ours.r3 - theirs.r3)
            assert macro.value == pytest.approx(ours.macro_r3 - theirs.macro_r3)


def test_the_json_has_the_same_figures_under_fixed_names(found: Evaluation) -> None:
    read = json.loads(json_of(found, {"protocol": "how"}))
    assert read["protocol"] == "how"
    assert list(read["methods"]) == METHODS
    for name, figures in read["methods"].items():
        for figure in ("r1", "r3", "macro_r3", "mrr"):
            assert list(figures[figure]) == BLOCKS
            assert figures[figure]["200-400"] is None
            assert figures[figure]["10-25"] == getattr(found.scores[name][10, 25], figure)
    ours = read["methods"]["ours"]
    assert ours["ece"] == 0
    assert ours["ece_by_chance"] == {"mean": 0, "low": 0, "high": 0}
    assert ours["tiers"]["strong"] == {"share": 1.0, "right": 1.0, "n": found.trust[100].n}
    assert ours["tiers"]["moderate"] == {"share": 0.0, "right": None, "n": 0}
    assert ours["explained"] == 1
    assert set(ours["flip"]) == {"shown", "random"}
    assert read["N"]["0-10"] == found.n[0, 10]
    assert set(read["intervals"]) == set(METHODS) - {"ours"}


def test_the_tables_have_the_same_figures_with_rule_and_n(found: Evaluation) -> None:
    tables = tables_of(found, "how it was done", ("a note",))
    assert all(table.rule and table.n for table in tables)
    r3 = tables[0]
    assert [column.heading for column in r3.columns] == ["Method", "0", *BLOCKS, "25-400"]
    assert "how it was done" in r3.rule
    assert r3.notes == ("a note",)
    by_block = dict(zip(BLOCKS, r3.rows[METHODS.index("keywords")].cells[2:], strict=False))
    assert by_block["25-50"] == found.scores["keywords"][25, 50].r3
    assert isinstance(by_block["200-400"], Undefined)
    assert all(len(row.cells) == len(table.columns) for table in tables for row in table.rows)


def test_a_method_that_cannot_be_run_here_is_left_out_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("codebench.suggest.evaluation.logistic.find_spec", lambda _name: None)
    makers, skipped = baselines()
    assert "logistic" not in makers
    assert "scikit-learn" in skipped["logistic"]


def test_the_methods_are_told_of_in_turn() -> None:
    told: list[str] = []
    items = [item(1, "tijd", TIME), item(2, "lokaal", ROOM)]
    evaluate(Diary, Material(items, [each.segment for each in items], CODES), [[0, 1]], told.append)
    assert told == METHODS


class Shy(Diary):
    """Has something to say only where a room is named, and is right then."""

    def suggest(self, segment: Segment) -> list[Suggestion]:
        return super().suggest(segment) if WORDS[ROOM] in segment.text else []


def test_silence_is_counted_and_finds_nothing() -> None:
    items = [item(at, f"over {WORDS[code]}", code) for at, code in enumerate([ROOM, TIME, PRAISE, TIME])]
    found = evaluate(Shy, Material(items, [each.segment for each in items], CODES), [range(4)])
    trust = found.trust[0]
    assert (trust.n, trust.silent, trust.ece) == (4, 3, 0)
    assert trust.tiers[Tier.STRONG] == TierFigures(1, 1, 4)
    scores = found.scores["ours"][0, 10]
    # What is ranked is another matter than what is shown.
    assert (scores.r3, scores.macro_r3) == (1, pytest.approx(1 / 3))
