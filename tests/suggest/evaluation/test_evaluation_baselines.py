"""Each baseline does what its name says, ranks all codes, and says the same each time."""

import math
from collections.abc import Sequence

import pytest
from evaluation_material import CODES, PRAISE, ROOM, TIME, segment

from codebench.suggest.evaluation.baselines import ExactMemory, Idf, KeywordMemory, Prior, StemTfidf
from codebench.suggest.evaluation.logistic import Logistic
from codebench.suggest.evaluation.recommender import Maker, Recommender
from codebench.suggest.segments import CodeText

TEXTS = (
    "Er is te weinig tijd voor de leerling.",
    "De uren zijn krap en het is te druk.",
    "Een rustig lokaal is er niet.",
    "We zitten in de refter en dat is niet rustig.",
    "Niemand zegt dank u.",
    "De directie ziet het werk niet.",
)
SEGMENTS = [segment(at, text) for at, text in enumerate(TEXTS)]
GIVEN = [{TIME}, {TIME}, {ROOM}, {ROOM}, {PRAISE}, {PRAISE}]
ALL: dict[str, Maker] = {
    "prior": Prior,
    "exact": ExactMemory,
    "keywords": KeywordMemory,
    "stem": StemTfidf,
    "logistic": Logistic,
}


def taught(make: Maker, codes: Sequence[CodeText] = CODES) -> Recommender:
    method = make(codes, SEGMENTS)
    for each, given in zip(SEGMENTS, GIVEN, strict=True):
        method.learn(each, frozenset(given))
    return method


def order(method: Recommender, text: str) -> list[int]:
    return [code for code, _score in method.rank(segment(99, text))]


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_every_baseline_ranks_all_codes_whatever_the_text(make: Maker) -> None:
    for method in (make(CODES, SEGMENTS), taught(make)):
        for text in ("", "???", "tijd in een lokaal", "iets heel anders"):
            assert sorted(order(method, text)) == [TIME, ROOM, PRAISE]


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_every_baseline_says_the_same_each_time(make: Maker) -> None:
    assert taught(make).rank(SEGMENTS[1]) == taught(make).rank(SEGMENTS[1])


@pytest.mark.parametrize("make", [KeywordMemory, StemTfidf, Logistic])
@pytest.mark.parametrize(
    ("text", "code"), [("krappe uren", TIME), ("het is rustig in de refter", ROOM), ("de directie", PRAISE)]
)
def test_what_reads_the_text_knows_words_that_were_coded_before(make: Maker, text: str, code: int) -> None:
    assert order(taught(make), text)[0] == code


def test_the_prior_puts_first_what_was_given_most_and_then_the_codebook() -> None:
    prior = Prior(CODES, SEGMENTS)
    assert order(prior, "") == [TIME, ROOM, PRAISE]
    for codes in ({PRAISE}, {PRAISE, ROOM}, set()):
        prior.learn(SEGMENTS[0], frozenset(codes))
    assert prior.rank(SEGMENTS[0]) == [(PRAISE, 0.0), (ROOM, 0.0), (TIME, 0.0)]


def test_the_same_text_is_known_again_apart_from_capitals_and_marks() -> None:
    exact = taught(ExactMemory)
    exact.learn(segment(7, "Geen lokaal!"), frozenset({PRAISE}))
    assert order(exact, "geen  LOKAAL")[0] == PRAISE
    # One word more is another text: then the prior speaks.
    assert exact.rank(segment(8, "geen lokaal hier")) == [(PRAISE, 0.0), (TIME, 0.0), (ROOM, 0.0)]


def test_keywords_begin_with_what_a_code_says_of_itself() -> None:
    codes = (*CODES[:2], CodeText(PRAISE, "waardering", "Bedankt worden voor het werk.", ("dank",)))
    fresh = KeywordMemory(codes, SEGMENTS)
    assert order(fresh, "een ander lokaal")[0] == ROOM
    assert order(fresh, "nooit eens bedankt")[0] == PRAISE
    assert order(fresh, "dank") == [PRAISE, TIME, ROOM]
    # Neither of the two others reads what codes say of themselves.
    assert order(StemTfidf(codes, SEGMENTS), "een ander lokaal") == [TIME, ROOM, PRAISE]


def test_stem_tfidf_is_the_cosine_with_all_text_of_a_code() -> None:
    method = StemTfidf(CODES, SEGMENTS)
    method.learn(segment(1, "krap krap"), frozenset({TIME}))
    method.learn(segment(2, "krap rustig"), frozenset({ROOM}))
    idf = Idf(SEGMENTS)
    scores = dict(method.rank(segment(3, "krap")))
    krap, rustig = idf["krap"], idf["rustig"]
    assert scores[TIME] == pytest.approx(krap * 2 * krap / (2 * krap))
    assert scores[ROOM] == pytest.approx(krap * krap / (krap**2 + rustig**2) ** 0.5)
    assert scores[PRAISE] == 0
    # What was coded with it afterwards is part of the same text.
    method.learn(segment(4, "rustig"), frozenset({TIME}))
    length = ((2 * krap) ** 2 + rustig**2) ** 0.5
    assert dict(method.rank(segment(3, "krap")))[TIME] == pytest.approx(krap * 2 * krap / length)


def test_a_stem_that_all_texts_hold_weighs_nothing_and_an_unknown_one_most() -> None:
    idf = Idf([segment(1, "tijd en uren"), segment(2, "tijd"), segment(3, "tijden")])
    assert idf["tijd"] == 0
    assert idf["en"] == pytest.approx(math.log(4 / 2))
    assert idf["onbekend"] == pytest.approx(math.log(4 / 1))


def test_logistic_regression_waits_for_something_to_tell_apart() -> None:
    method = Logistic(CODES, SEGMENTS)
    method.learn(SEGMENTS[2], frozenset({ROOM}))
    assert order(method, "tijd") == [ROOM, TIME, PRAISE]
    method.learn(SEGMENTS[0], frozenset({TIME}))
    assert order(method, "weinig tijd")[0] == TIME


def test_logistic_regression_is_trained_at_each_item_and_later_at_every_tenth() -> None:
    method = Logistic(CODES, SEGMENTS)
    for number in range(50):
        method.learn(SEGMENTS[number % 4], frozenset(GIVEN[number % 4]))
    before = order(method, "dank")
    for _number in range(9):
        method.learn(segment(5, "dank u"), frozenset({PRAISE}))
        assert order(method, "dank") == before
    method.learn(segment(5, "dank u"), frozenset({PRAISE}))
    assert before[0] != PRAISE
    assert order(method, "dank")[0] == PRAISE
