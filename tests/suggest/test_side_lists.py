"""Lists beside the suggestions: codings unlike their like, what to read next, new themes, missed segments."""

from tests.suggest.suggest_material import CODES, GIVEN, SEGMENTS, segment

from codebench.suggest.hunt import hunt
from codebench.suggest.learner import Learner
from codebench.suggest.missed import missed
from codebench.suggest.recheck import recheck
from codebench.suggest.segments import Segment
from codebench.suggest.themes import new_themes

BUSES = [segment(i, f"De bus van {i} uur reed niet, wij stonden te wachten.") for i in range(20)]
MEALS = [segment(100 + i, f"In de refter eten {i} kinderen soep.") for i in range(20)]
OTHERS = [
    *(segment(200 + i, f"Ons budget voor boeken is {i} euro, dat geld is op.") for i in range(20)),
    *(segment(300 + i, f"Op het speelplein vielen {i} leerlingen van de glijbaan.") for i in range(20)),
]


def four_codes() -> tuple[Learner, list[tuple[Segment, frozenset[int]]]]:
    """Buses are code 1 and meals code 2, but for one of each that was mixed up; the others are 3 and 4."""
    coded = [(each, frozenset({1})) for each in BUSES] + [(each, frozenset({2})) for each in MEALS]
    coded += [(each, frozenset({3 + i // 20})) for i, each in enumerate(OTHERS)]
    coded[3] = (BUSES[3], frozenset({2}))
    coded[30] = (MEALS[10], frozenset({1}))
    learner = Learner(CODES, [each for each, _codes in coded])
    for each, codes in coded:
        learner.learn(each, codes)
    return learner, coded


def test_codings_unlike_their_like_come_first() -> None:
    learner, coded = four_codes()
    before = learner.dump()
    doubts = recheck(learner, coded)
    assert len(doubts) == len(coded)
    assert {(doubt.segment_id, doubt.code_id) for doubt in doubts[:2]} == {(3, 2), (110, 1)}
    assert doubts[0].rather is not None
    assert doubts[0].margin < 0 < doubts[2].margin
    assert learner.dump() == before


def test_a_segment_that_has_all_codes_leaves_nothing_to_expect_rather() -> None:
    learner = Learner(CODES)
    learner.learn(BUSES[0], {code.id for code in CODES})
    assert {doubt.rather for doubt in recheck(learner, [(BUSES[0], frozenset({1}))])} != {None}
    assert recheck(learner, [(BUSES[0], frozenset(code.id for code in CODES))])[0].rather is None


def test_what_is_known_least_comes_first_on_the_hunt() -> None:
    learner, _coded = four_codes()
    strange = segment(900, "Mijn konijn is ziek.")
    known = segment(901, "De bus reed niet, wij stonden te wachten.")
    assert [id_ for id_, _chance in hunt(learner, [known, strange])] == [900, 901]
    assert hunt(Learner(), [known]) == [(901, 0.0)]


def test_segments_missed_for_a_code_are_found_and_refused_ones_are_not() -> None:
    learner, _coded = four_codes()
    late = segment(900, "Weer reed de bus niet en wij stonden te wachten.")
    other = segment(901, "Soep met kinderen in de refter.")
    assert [id_ for id_, _chance in missed(learner, 1, [other, late])] == [900]
    assert [id_ for id_, _chance in missed(learner, 1, [BUSES[3], MEALS[0]])] == [3]
    learner.reject(late, 1)
    assert missed(learner, 1, [late]) == []


def test_words_that_flock_in_what_has_no_code_are_proposed_with_their_segments() -> None:
    learner, coded = four_codes()
    rain = [segment(500 + i, f"Door de stormen was er {i} dagen regen.") for i in range(6)]
    uncoded = [*rain, segment(600, "De bus reed niet."), segment(601, "nvt")]
    themes = new_themes(learner, uncoded, [each for each, _codes in coded])
    assert {theme.lemma for theme in themes} == {"stormen", "dagen", "regen"}
    first = themes[0]
    assert set(first.segment_ids) == {each.id for each in rain}
    assert (first.n_uncoded, first.n_coded) == (6, 0)
    assert new_themes(learner, [], []) == []


def test_a_theme_that_a_code_knows_already_is_none() -> None:
    learner = Learner(CODES, SEGMENTS)
    for each, codes in zip(SEGMENTS, GIVEN, strict=True):
        learner.learn(each, codes)
    more = [segment(700 + i, "Te weinig tijd en weer te weinig regen") for i in range(5)]
    found = {theme.lemma: theme for theme in new_themes(learner, more, SEGMENTS)}
    assert found["regen"].score > found.get("tijd", found["regen"]).score or "tijd" not in found
