"""Pages put together again as text: PDFs, and plain text that was copied out of one."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebench.ingest import read
from codebench.ingest.documents import lines_of
from codebench.ingest.formats.hyphens import Words
from codebench.shipped import shipped
from tests.ingest.conftest import Write
from tests.ingest.helpers import check
from tests.ingest.making import Placed, pdf

FIXTURES = Path(__file__).parent / "fixtures"
SIZE = 10
LETTER = 0.6 * SIZE
PITCH = 12.0
SYLLABLES = ("on", "der", "steu", "ning", "leer", "ling", "be", "lang", "rijk", "school", "ver", "slag", "groep")


def broken(word: str, room: int) -> tuple[str, str] | None:
    """A word of our syllables in two at a line's end, the first part with its hyphen in so many letters."""
    places = [
        place for place in range(2, min(len(word) - 1, room)) if any(word[place:].startswith(s) for s in SYLLABLES)
    ]
    return (f"{word[: places[-1]]}-", word[places[-1] :]) if places else None


def typeset(paragraphs: list[str], width: int, *, hyphens: bool = True) -> list[list[str]]:
    """The lines of each paragraph, none longer than so many letters."""
    typeset_ones = []
    for paragraph in paragraphs:
        lines, line = [], ""
        words = paragraph.split(" ")
        while words:
            word = words.pop(0)
            if not line or len(line) + 1 + len(word) <= width:
                line = f"{line} {word}".strip()
                continue
            parts = broken(word, width - len(line) - 1) if hyphens and word.isalpha() and word.islower() else None
            if parts is not None:
                line, word = f"{line} {parts[0]}", parts[1]
            lines.append(line)
            line = word
        typeset_ones.append([*lines, line])
    return typeset_ones


def two_columns(paragraphs: list[str], *, rows: bool = False, per_column: int = 50) -> bytes:
    """Two columns of 40 letters, with a header and a page number; `rows` writes the file row by row."""
    flat: list[str | None] = []
    for lines in typeset(paragraphs, 40):
        flat += [*lines, None]
    pages = []
    for number, start in enumerate(range(0, len(flat), 2 * per_column), 1):
        page: list[Placed] = [(40, 40, "Verslag van de focusgroep, versie 2")]
        for column in (0, 1):
            at = 80.0
            first = start + column * per_column
            for line in flat[first : first + per_column]:
                page += [] if line is None else [(40 + column * 270, at, line)]
                at += PITCH / 2 if line is None else PITCH
        if rows:
            page = [page[0], *sorted(page[1:], key=lambda placed: (placed[1], placed[0]))]
        pages.append([*page, (280, 800, f"- {number} -")])
    return pdf(pages, SIZE)


def talk(n: int) -> list[str]:
    chance = random.Random(n)

    def word() -> str:
        return "".join(chance.choice(SYLLABLES) for _ in range(chance.choice((1, 1, 2, 3, 4))))

    def sentence() -> str:
        return " ".join(word() for _ in range(chance.randrange(3, 12))).capitalize() + chance.choice(".?!")

    names = ("Moderator", "Els", "Jan", "Directeur")
    return [f"{names[i % 4]}: " + " ".join(sentence() for _ in range(chance.randrange(1, 6))) for i in range(n)]


def text_of(path: Path) -> str:
    return lines_of(path).text


def test_two_hyphenated_columns_of_libreoffice_come_in_word_by_word() -> None:
    original = (shipped("corpora") / "ondersteuners" / "focusgroep-1.txt").read_text(encoding="utf-8")
    path = FIXTURES / "two_columns.pdf"
    document = lines_of(path)
    assert document.text == original[: original.index("\n\n## Vraag 3")]
    assert "'Verslag focusgroep ondersteuners', 'Pagina 1', 'Pagina 2'" in document.doubts[0].what
    labels = [line.label for line in document.lines if line.text and not line.text.startswith("#")]
    assert labels[:3] == ["Moderator", "Hilde", "Moderator"] and None not in labels
    check(read(path))


@pytest.mark.parametrize("rows", [False, True])
def test_two_columns_are_read_one_after_the_other(write: Write, rows: bool) -> None:
    paragraphs = talk(60)
    path = write("a.pdf", two_columns(paragraphs, rows=rows))
    assert text_of(path).split("\n\n") == paragraphs
    assert "'Verslag van de focusgroep, versie 2', '- 1 -', '- 2 -'" in lines_of(path).doubts[0].what
    assert read(path).n_units == 60


def test_one_column_with_labels_in_bold_and_indented_paragraphs(write: Write) -> None:
    page: list[Placed] = []
    at = 60.0
    paragraphs = [turn.partition(": ")[2] for turn in talk(12)]
    for lines in typeset(paragraphs, 70):
        for i, line in enumerate(lines):
            page.append((50 + (15 if i == 0 else 0), at, line))
            at += PITCH
    assert text_of(write("a.pdf", pdf([page]))).split("\n\n") == paragraphs
    turns = [(50.0, 60 + PITCH * i, f"{'Els' if i % 2 else 'Jan'} zegt nummer {i}.") for i in range(6)]
    found = [line for line in lines_of(write("b.pdf", pdf([turns], bold=("Els", "Jan")))).lines if line.text]
    assert [line.label for line in found] == ["Jan", "Els"] * 3


def test_a_turned_page_is_read_as_it_is_shown(write: Write) -> None:
    paragraphs = talk(12)
    lines = [line for paragraph in typeset(paragraphs, 70) for line in paragraph]
    upright = pdf([[(60, 60 + PITCH * i, line) for i, line in enumerate(lines)]])
    turned = re.sub(
        rb"BT ([\d.]+) ([\d.]+) Td ", lambda at: b"BT 0 1 -1 0 %d %s Tm " % (842 - float(at[2]), at[1]), upright
    ).replace(b"[0 0 595 842]", b"[0 0 842 595] /Rotate 270")
    assert text_of(write("a.pdf", upright)).split("\n\n") == paragraphs
    assert text_of(write("b.pdf", turned)).split("\n\n") == paragraphs


def test_a_table_in_a_pdf_is_read_row_by_row(write: Write) -> None:
    rows: list[Placed] = []
    for i, who in enumerate(("Moderator", "Els", "Jan", "Els", "Jan", "Els")):
        rows += [
            (50, 60 + 40 * i, who),
            (150, 60 + 40 * i, f"Dit is wat nummer {i} vindt van het lange gesprek dat wij"),
        ]
        rows += [(150, 72 + 40 * i, f"daar met zijn allen over hadden, en dat {i} keer.")]
    text = text_of(write("a.pdf", pdf([rows])))
    assert text.split("\n\n")[1] == (
        "Els\tDit is wat nummer 1 vindt van het lange gesprek dat wij daar met zijn allen over hadden, en dat 1 keer."
    )


def test_a_page_without_text_among_others_is_named(write: Write) -> None:
    path = write("a.pdf", pdf([[(50, 50, "Deelnemer 1: ja.")], [], [(50, 50, "Deelnemer 2: nee.")]]))
    assert [doubt.what for doubt in lines_of(path).doubts] == ["1 page without text, which may be scans: 2."]
    assert text_of(path) == "Deelnemer 1: ja.\n\nDeelnemer 2: nee."


def test_larger_type_is_a_heading(write: Write) -> None:
    # Two PDFs can't be mixed here, so the heading is larger by what its matrix says.
    small = pdf([[(50, 50, "Vraag 1"), *((50.0, 80 + 12.0 * i, "gewone tekst van deze pagina") for i in range(9))]])
    large = small.replace(b"/F1 10 Tf (Vraag 1) Tj", b"/F1 16 Tf (Vraag 1) Tj")
    assert [line.text for line in lines_of(write("a.pdf", large)).lines if line.is_heading] == ["Vraag 1"]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("de onder-", "steuning is goed", "de ondersteuning is goed"),
        ("de GON-", "begeleiding is", "de GON-begeleiding is"),
        ("Oost-", "Vlaanderen ligt", "Oost-Vlaanderen ligt"),
        ("de onder-", "en bovenbouw", "de onder- en bovenbouw"),
        ("de zee-", "eend zwemt", "de zee-eend zwemt"),
        ("het zorg-", "overleg gaat", "het zorg-overleg gaat"),
        ("een co-", "ordinator komt", "een coördinator komt"),
        ("in 2018-", "2019 was", "in 2018-2019 was"),
        ("de onder\u00ad", "steuning", "de ondersteuning"),
        ("de onder\ufffe", "steuning", "de ondersteuning"),
    ],
)
def test_the_hyphen_rule(before: str, after: str, joined: str) -> None:
    words_here = ["wij hebben zorg-overleg en nog eens zorg-overleg dus", "onze coördinator is er"]
    assert Words([*words_here, before]).join(before, after) == joined


def test_a_text_that_nobody_had_hyphenated_keeps_its_hyphens() -> None:
    lines = ["er is te weinig ondersteuning op school, vind ik"] * 60
    words = Words([*lines, "wij hebben solo-"])
    assert words.join("wij hebben solo-", "apparatuur") == "wij hebben solo-apparatuur"
    assert words.join("de onder-", "steuning") == "de ondersteuning"
    assert (
        Words([*lines, *["wij hebben solo-"] * 2]).join("wij hebben solo-", "apparatuur") == "wij hebben soloapparatuur"
    )


def copied(paragraphs: list[str], *, blank: bool, form_feeds: bool, hyphens: bool = True) -> str:
    """Text as a viewer gives it: broken lines, a header and a number on each page, blank lines between all lines."""
    flat = [line for lines in typeset(paragraphs, 60, hyphens=hyphens) for line in lines]
    pages = []
    for number, start in enumerate(range(0, len(flat), 30), 1):
        pages.append(["Verslag van de focusgroep", *flat[start : start + 30], f"Pagina {number}"])
    between = "\n\n" if blank else "\n"
    return ("\f" if form_feeds else between).join(between.join(page) for page in pages)


@pytest.mark.parametrize("form_feeds", [False, True])
@pytest.mark.parametrize(("blank", "hyphens"), [(True, True), (False, True), (True, False)])
def test_text_copied_out_of_a_pdf_is_repaired(write: Write, blank: bool, hyphens: bool, form_feeds: bool) -> None:
    paragraphs = talk(40)
    path = write("a.txt", copied(paragraphs, blank=blank, form_feeds=form_feeds, hyphens=hyphens))
    assert text_of(path).split("\n\n") == paragraphs
    what = [doubt.what for doubt in lines_of(path).doubts]
    assert "looks copied out of a PDF" in what[0] and "'Verslag van de focusgroep'" in what[1]
    assert read(path).n_units == 40


def test_a_paragraph_of_many_pages_is_put_together_word_by_word(write: Write) -> None:
    """Its words broken anywhere, also several times over, far from where it began."""
    paragraph = " ".join(turn.partition(": ")[2] for turn in talk(60))
    narrow = copied([paragraph], blank=False, form_feeds=True).replace("Verslag van de focusgroep", "Verslag")
    assert text_of(write("a.txt", narrow)) == paragraph
    long = "samenwerking" * 30
    parts = [f"{long[i : i + 12]}-" for i in range(0, len(long), 12)]
    known = ["In ons ondersteunings-netwerk is", "elk ander ondersteunings-", "netwerk er een"]
    lines = [line for _ in range(4) for line in (*known, *parts[:-1], parts[-1][:-1], "geweest en het")]
    said = f"In ons ondersteunings-netwerk is elk ander ondersteunings-netwerk er een {long} geweest en het"
    assert text_of(write("b.txt", "\n".join(lines))) == " ".join([said] * 4)


@pytest.mark.parametrize(
    "text",
    [
        "Els: ik wou-\n\nJan: nee\n\n" * 9,
        "Els: wat een lange zin die\nzomaar op de volgende regel\nverder gaat.\n\n" * 9,
        "\n\n".join(f"Jan: zin {i}" for i in range(40)),
        "\n".join(f"{i}\nhoofdstuk" for i in range(9)),
        "een regel\n\n" * 3,
    ],
)
def test_any_other_text_stays_letter_by_letter(write: Write, text: str) -> None:
    assert text_of(write("a.txt", text)) == text


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\f\ufeff"), max_size=40), max_size=12))
def test_a_text_is_kept_or_loses_nothing_but_hyphens_and_furniture(parts: list[str]) -> None:
    from codebench.ingest.formats.copied import repair

    text = "\n".join(parts)
    repaired = repair(text, "a.txt")
    if repaired is not None:
        kept = "".join("".join(line.text.split()) for line in repaired.lines)
        assert set(kept) <= set(text) | set("-äëïöü")
