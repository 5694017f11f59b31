"""What a pipeline says of texts: true places in whatever text, line by line, nothing read twice."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from codebench.domain.annotation import Annotation
from codebench.language import annotate
from codebench.language.annotate import LONGEST, Annotator
from tests.conftest import CORPORA

ODD = "a\u00a0\u200b😀👨‍👩‍👧é\u0301ß'’“”….,;:!?-–—_/\\()[]{}<>&#@%€\t\r\x00\x1f\x85\u2028\u202e\ufeff3²"
TEXTS = st.text(st.one_of(st.sampled_from(ODD + "  \n\nabc"), st.characters()), max_size=120)


def tokens(text: str, annotation: Annotation) -> list[str]:
    return [text[start:end] for start, end in zip(annotation.starts, annotation.ends, strict=True)]


def sentences(text: str, annotation: Annotation) -> list[str]:
    return [text[start:end] for start, end in annotation.sentence_spans()]


@given(st.lists(TEXTS, max_size=4))
@example(["", "\n", " \t ", "\ud800 a", "😀"])
@example(["!" * 1_001 + "x" * 450 + " " * 300])
def test_the_tokens_are_what_is_not_white_space(blank: Annotator, texts: list[str]) -> None:
    for text, annotation in zip(texts, blank.annotate(texts), strict=True):
        covered = [at for pair in zip(annotation.starts, annotation.ends, strict=True) for at in range(*pair)]
        assert covered == sorted(set(covered))
        assert {at for at, char in enumerate(text) if not char.isspace()} <= set(covered)
        assert all(not token.isspace() for token in tokens(text, annotation))
        assert all("\n" not in sentence for sentence in sentences(text, annotation))
        assert all(lemma and "\n" not in lemma for lemma in annotation.lemmas)
        assert len(annotation.lemmas) == len(annotation.tags) == len(annotation)


def test_a_sentence_ends_with_its_line(blank: Annotator) -> None:
    text = "Ilse: geen tijd\nBart: en ook geen geld. Echt niet\n\n   \nnvt"
    annotation = blank.annotate([text])[0]
    assert sentences(text, annotation) == ["Ilse: geen tijd", "Bart: en ook geen geld.", "Echt niet", "nvt"]


def test_what_stands_around_a_line_changes_nothing_in_it(blank: Annotator) -> None:
    first, second = "Er is te weinig tijd. Echt.", "En het mandaat?"
    alone = blank.annotate([first, second])
    together = blank.annotate([f"{first}\n\n{second}"])[0]
    assert together.part(0, len(first)) == alone[0]
    assert together.part(len(first) + 2, len(first) + 2 + len(second)) == alone[1]


def test_without_a_lemmatizer_the_lemma_is_the_form_in_lower_case(blank: Annotator) -> None:
    annotation = blank.annotate(["TIJDEN op_maat Élan"])[0]
    assert annotation.lemmas == ["tijden", "op_maat", "élan"]
    assert annotation.tags == ["", "", ""]


@pytest.mark.parametrize("unit", ["Een zin van enkele woorden. ", "woord ", "!", "ab", "😀"])
def test_a_line_of_a_megabyte_is_read_in_pieces(blank: Annotator, seen: list[str], unit: str) -> None:
    n = 200_000 if len(unit) > 2 else 20_000
    line = unit * (n // len(unit))
    seen.clear()
    annotation = blank.annotate([line])[0]
    assert "".join(tokens(line, annotation)) == "".join(line.split())
    assert max(map(len, seen)) <= LONGEST
    if unit.startswith("Een zin"):
        assert set(sentences(line, annotation)) == {"Een zin van enkele woorden."}
    if unit == "woord ":
        assert set(tokens(line, annotation)) == {"woord"}


def test_after_an_edit_only_changed_lines_are_read(blank: Annotator, seen: list[str]) -> None:
    before = "\n".join(f"Regel {i} blijft staan." for i in range(50))
    after = before.replace("Regel 7 blijft staan.", "Regel 7 is veranderd.\nEn dit is nieuw.")
    known = blank.annotate([before])[0]
    seen.clear()
    annotation = blank.annotate([after], [(before, known)])[0]
    assert seen == ["Regel 7 is veranderd.", "En dit is nieuw."]
    assert annotation == blank.annotate([after])[0]


def test_what_many_wrote_is_read_once(blank: Annotator, seen: list[str]) -> None:
    seen.clear()
    found = blank.annotate(["geen"] * 40 + ["geen tijd"])
    assert seen == ["geen", "geen tijd"]
    assert [len(each) for each in found] == [1] * 40 + [2]


def test_a_text_of_many_lines_is_read_in_batches_of_bounded_size(
    blank: Annotator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annotate, "_BATCHES", 2)  # many memory zones after each other
    text = "\n".join(f"Antwoord {i} van iemand, met wat woorden." for i in range(4_000))
    annotation = blank.annotate([text])[0]
    assert len(annotation.sentences) == 4_000
    assert annotation.lemmas[1::9][-3:] == ["3997", "3998", "3999"]


def test_the_bundled_pipeline_says_the_same_of_a_word_however_much_it_read_before(
    bundled: Annotator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annotate, "_BATCHES", 1)
    line = "Zij nam de leerkrachten van de scholen over."
    first = bundled.annotate([line])[0]
    assert first.lemmas == ["zij", "overnemen", "de", "leerkracht", "van", "de", "school", "over", "."]
    assert first.tags[:4] == ["PRON", "VERB", "DET", "NOUN"]
    # A lemma that was met as a word of the text, and then only as a lemma.
    assert [bundled.annotate([text])[0].lemmas[-1] for text in ("dossiers dossier", "dossiers")] == ["dossier"] * 2
    for i in range(20):
        again, other = bundled.annotate([line, f"Gezwaai{i}ingen met wervelwoorden{i}ers: zwabber{i}de."])
        assert again == first
        assert all(other.lemmas)


def test_the_bundled_pipeline_reads_a_whole_text_as_it_reads_its_lines(bundled: Annotator) -> None:
    lines = (CORPORA / "ondersteuners" / "focusgroep-1.txt").read_text("utf-8").splitlines()[:60]
    text = "\n".join(lines)
    whole = bundled.annotate([text])[0]
    at = 0
    for line, alone in zip(lines, bundled.annotate(lines), strict=True):
        assert whole.part(at, at + len(line)) == alone
        at += len(line) + 1
