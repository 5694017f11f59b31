"""A file of texts with their codes, of whatever shape."""

from pathlib import Path

import pytest

from codebench.domain.errors import InputError
from codebench.project.coded_texts import CodedTexts, read_coded_texts

CODEBOOK = """codebook: studie
language: nl
codes:
  - name: Tijd
    definition: De tijd die er is.
    keywords: [uren]
    codes:
      - name: overleg
  - name: ruimte
    codes:
      - name: overleg
  - name: nooit
"""


def read(tmp_path: Path, content: str, codebook: str = "", encoding: str = "utf-8") -> CodedTexts:
    path = tmp_path / "texts.csv"
    path.write_text(content, encoding)
    book = tmp_path / "book.yaml"
    book.write_text(codebook, "utf-8")
    return read_coded_texts(path, "antwoord", "codes", book if codebook else None)


def named(found: CodedTexts) -> list[tuple[str, set[str]]]:
    names = {code.id: code.name for code in found.codes}
    return [(text, {names[code] for code in codes}) for text, codes in zip(found.texts, found.given, strict=True)]


def test_several_codes_in_a_cell_one_and_none(tmp_path: Path) -> None:
    found = read(tmp_path, "nr,antwoord,codes\n1,te druk,tijd; werk ;tijd\n2,geen lokaal,ruimte\n3,weet niet,\n")
    assert named(found) == [("te druk", {"tijd", "werk"}), ("geen lokaal", {"ruimte"}), ("weet niet", set())]
    assert [code.id for code in found.codes] == [1, 2, 3]
    assert [code.name for code in found.codes] == ["ruimte", "tijd", "werk"]
    assert any("1 text without a code" in note for note in found.notes)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ('antwoord;codes\ncafé gesloten;"ruimte;tijd"\nidee;tijd\n', "cp1252"),
        ("codes\tantwoord\nruimte;tijd\tcafé gesloten\ntijd\tidee\n", "utf-16"),
        ('sep=;\nAntwoord;CODES\n"café gesloten";"Ruimte;tijd"\nidee;TIJD\n', "utf-8-sig"),
    ],
)
def test_delimiter_encoding_and_the_capitals_of_headings_and_codes_do_not_matter(
    tmp_path: Path, content: str, encoding: str
) -> None:
    found = read(tmp_path, content, encoding=encoding)
    assert found.texts == ("café gesloten", "idee")
    assert [code.name.casefold() for code in found.codes] == ["ruimte", "tijd"]
    assert [len(codes) for codes in found.given] == [2, 1]


def test_blank_rows_are_left_out_and_said(tmp_path: Path) -> None:
    found = read(tmp_path, "antwoord,codes\nte druk,tijd\n,ruimte\n  ,\ngeen tijd,tijd\n")
    assert found.texts == ("te druk", "geen tijd")
    assert any(note.startswith(("1 row without a text", "2 rows without a text")) for note in found.notes)


def test_one_row_per_coding_is_joined_by_its_id_and_the_same_answer_of_two_people_is_not(tmp_path: Path) -> None:
    found = read(tmp_path, "id,antwoord,codes\n1,te druk,tijd\n1,te druk,werk\n2,te druk,tijd\n3,ruimte!,ruimte\n")
    assert named(found) == [("te druk", {"tijd", "werk"}), ("te druk", {"tijd"}), ("ruimte!", {"ruimte"})]
    assert any("1 row repeats the id" in note for note in found.notes)
    assert any("1 text stands there more than once" in note for note in found.notes)


def test_rows_without_an_id_are_never_joined(tmp_path: Path) -> None:
    found = read(tmp_path, "antwoord,codes\nja,a\nja,b\nja,a\n")
    assert named(found) == [("ja", {"a"}), ("ja", {"b"}), ("ja", {"a"})]


def test_a_codebook_gives_words_to_codes_by_name_or_path_and_keeps_those_never_given(tmp_path: Path) -> None:
    content = "antwoord,codes\na,TIJD\nb,ruimte > Overleg;nieuw\nc,overleg\n"
    found = read(tmp_path, content, CODEBOOK)
    assert [(code.id, code.name, code.parent_id) for code in found.codes[:5]] == [
        (1, "Tijd", None),
        (2, "overleg", 1),
        (3, "ruimte", None),
        (4, "overleg", 3),
        (5, "nooit", None),
    ]
    assert (found.codes[0].definition, found.codes[0].keywords) == ("De tijd die er is.", ("uren",))
    # "overleg" alone may be either of two codes: it is one of its own, as is what the book lacks.
    assert [code.name for code in found.codes[5:]] == ["nieuw", "overleg"]
    assert found.given == ({1}, {4, 6}, {7})
    assert any("2 codes are not in the codebook" in note and "'nieuw', 'overleg'" in note for note in found.notes)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("tekst,codes\na,b\nc,d\n", "no column 'antwoord' (--text); its columns are: 'tekst', 'codes'"),
        ("antwoord,code\na,b\nc,d\n", "no column 'codes' (--codes)"),
        ("antwoord,codes\na,\nb,\n", "0 rows with a text and a code"),
        ("antwoord,codes\na,b\n,c\n", "1 row with a text and a code"),
        ("antwoord,codes\n", "no rows under it"),
        ("", "is empty"),
    ],
)
def test_what_can_not_be_replayed_is_said_in_one_sentence(tmp_path: Path, content: str, told: str) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path, content)
    assert told in str(error.value)


def test_the_same_column_can_not_hold_both(tmp_path: Path) -> None:
    path = tmp_path / "texts.csv"
    path.write_text("antwoord,codes\na,b\nc,d\n", "utf-8")
    with pytest.raises(InputError, match="can't hold both"):
        read_coded_texts(path, "codes", "Codes")


def test_texts_in_the_place_of_codes_are_noticed(tmp_path: Path) -> None:
    found = read(tmp_path, "antwoord,codes\na,een lange tekst\nb,een andere tekst\nc,nog een tekst\n")
    assert any("Most codes occur once" in note for note in found.notes)
