"""The ways to count positions by name: each can be chosen, with passages that show what choosing it means."""

from pathlib import Path

import pytest
from tests.exchange.native_files import qualcoder, taguette
from tests.exchange.refi_files import Tool, simple, undecided

from codebench.domain.errors import InputError
from codebench.exchange.offsets import CONVENTIONS, Convention
from codebench.exchange.projects import read_project
from codebench.exchange.ways import Chosen, convention_of, name_of


def no_text(_path: object, _content: object = None) -> str:
    raise AssertionError("there is no formatted file in it")


@pytest.mark.parametrize("convention", CONVENTIONS, ids=name_of)
def test_each_way_has_a_name_that_finds_it(convention: Convention) -> None:
    assert convention_of(name_of(convention)) == convention
    assert convention_of(name_of(convention).upper().replace(",", " , ")) == convention


@pytest.mark.parametrize("name", ["", "bytes", "utf-16,crlf", "crlf-two", "utf-16;crlf-two"])
def test_another_name_is_refused_with_those_that_there_are(name: str) -> None:
    with pytest.raises(InputError, match=r"code-points or utf-16.*crlf-two"):
        convention_of(name)


def test_the_likely_ways_read_the_same_passages_differently(tmp_path: Path) -> None:
    draft = read_project(undecided().write(tmp_path / "a.qdpx"), no_text)
    assert draft.convention.startswith("undecided")
    likely = [way for way in draft.ways if way.is_likely]
    readings = {way.name: [words for _document, words in way.examples] for way in likely}
    assert "zei [5] van" in readings["utf-16"][0] and "zei 5[ ]van" in readings["code-points"][0]
    assert {document for way in likely for document, _words in way.examples} == {"gesprek"}
    (record,) = draft.documents()
    assert [coding.doubt for coding in record.codings] != [""]


@pytest.mark.parametrize(("name", "quote"), [("utf-16", "5"), ("code-points", " ")])
def test_what_is_chosen_holds_and_is_told(tmp_path: Path, name: str, quote: str) -> None:
    chosen = Chosen(convention_of(name), "Cas")
    draft = read_project(undecided().write(tmp_path / "a.qdpx"), no_text, chosen)
    assert "chosen by Cas; the passages leave it open" in draft.convention
    assert [way.name for way in draft.ways if way.is_likely] == [name]
    (record,) = draft.documents()
    (coding,) = record.codings
    assert (record.text[coding.start : coding.end], coding.doubt) == (quote, "")


def test_a_choice_against_the_words_in_the_file_is_told_and_leaves_codings_doubtful(tmp_path: Path) -> None:
    file = simple(Tool(words=True)).write(tmp_path / "a.qdpx")
    draft = read_project(file, no_text, Chosen(convention_of("utf-16"), "Cas"))
    assert "chosen by Cas, against what the passages say" in draft.convention
    (record,) = draft.documents()
    assert any(coding.doubt for coding in record.codings)


def test_where_a_tool_is_known_to_count_otherwise_nothing_can_be_chosen(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no other way can be chosen"):
        read_project(qualcoder(tmp_path / "werk.qda"), no_text, Chosen(convention_of("utf-16,crlf-two"), "Cas"))
    with pytest.raises(InputError, match="is known"):
        read_project(taguette(tmp_path / "werk.sqlite3"), no_text, Chosen(convention_of("utf-16"), "Cas"))
