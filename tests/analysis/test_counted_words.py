"""Words are found in arrays as the pattern finds them in the text."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from codebench.analysis.counted_words import WORD, word_spans

texts = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="ab_1é-'’ .\n·٣²ǅ漢\u0301\ud800👍", max_size=30),
)


@settings(max_examples=150)
@given(texts)
@example("")
@example("a--b 'n auto's zo’n- -x _'_")
def test_words_are_those_of_the_pattern(text: str) -> None:
    starts, ends = word_spans(text)
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == [match.span() for match in WORD.finditer(text)]
