import csv
import io
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codebench.domain.errors import InputError
from codebench.domain.text import freeze
from codebench.ingest import ReadOptions, read
from codebench.ingest.tabular import OUTER
from tests.ingest.helpers import answers, cases, check, documents, speech

# The suite's tmp_path is one per test, and every example writes the file anew.
one_folder = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)

LETTERS = st.characters(blacklist_categories=("Cs", "Cc"))
CELL = st.text(st.one_of(LETTERS, st.sampled_from(";,\t|\"'\n\r€é😀👩‍🏫 :#=-")), max_size=30)
LINE = st.text(st.one_of(LETTERS, st.sampled_from(":#*[]() \t-é😀'")), max_size=30)
NAME = st.sampled_from(["Moderator", "Jan", "Els De Smet", "R1", "Deelnemer 2", "Allen", "Kortom", "Let op"])


@one_folder
@given(st.lists(st.one_of(LINE, st.tuples(NAME, LINE).map(": ".join), st.just("# Kop"), st.just("")), max_size=25))
def test_units_cover_the_text_in_order_without_overlap(tmp_path: Path, lines: list[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\n".join(lines).encode())
    try:
        draft = read(path)
    except InputError:
        return
    check(draft)
    (document,) = documents(draft)
    assert document.text == freeze("\n".join(lines))
    covered = {at for unit in document.units for at in range(unit.start, unit.end)}
    start = 0
    for line in document.text.split("\n"):
        places = [start + i for i, letter in enumerate(line) if not letter.isspace()]
        assert not places or set(places) <= covered or (line.lstrip().startswith("#") and not set(places) & covered)
        start += len(line) + 1


@one_folder
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Moderator", "Jan", "Els De Smet", "R1"]),
            st.text(st.one_of(LETTERS, st.sampled_from("  ,.!?()")), min_size=1).filter(
                lambda said: said.strip() and ":" not in said and not said.startswith("**")
            ),
        ),
        min_size=1,
        max_size=15,
    ),
    st.sampled_from(["\n", "\n\n", "\r\n", "\n \n"]),
)
def test_a_turn_says_what_was_written(tmp_path: Path, turns: list[tuple[str, str]], between: str) -> None:
    turns = [("Moderator", "Welkom"), ("Jan", "Dag"), *turns, ("Moderator", "Dank"), ("Jan", "Ja")]
    path = tmp_path / "a.txt"
    path.write_bytes(between.join(f"{name}: {said}" for name, said in turns).encode())
    draft = read(path)
    check(draft)
    assert speech(draft) == [(name, said.strip()) for name, said in turns]


@one_folder
@given(
    st.lists(CELL, min_size=1, max_size=12),
    st.sampled_from(";,\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_every_answer_arrives_letter_by_letter(
    tmp_path: Path, texts: list[str], delimiter: str, encoding: str, ends: str
) -> None:
    buffer = io.StringIO()
    # Python's own writer leaves a CR bare where lines end in LF; no spreadsheet does.
    quoting = csv.QUOTE_ALL if ends == "\n" else csv.QUOTE_MINIMAL
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=ends, quoting=quoting)
    writer.writerow(["respondent", "niveau", "Wat helpt er?"])
    writer.writerows([f"R{i}", "bao", text] for i, text in enumerate(texts))
    path = tmp_path / "a.csv"
    path.write_bytes(buffer.getvalue().encode(encoding))
    draft = read(path, options=ReadOptions(roles={"Wat helpt er?": "open"}))
    check(draft)
    assert [one.text for one in answers(draft, "Wat helpt er?").values()] == [
        freeze(text).strip(OUTER) for text in texts
    ]
    assert list(cases(draft)) == [f"R{i}" for i in range(len(texts))]


@settings(one_folder, max_examples=150)
@given(st.one_of(st.binary(max_size=300), CELL.map(str.encode)), st.sampled_from([".txt", ".md", ".csv", ".tsv"]))
def test_any_bytes_give_a_draft_or_a_sentence(tmp_path: Path, content: bytes, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    try:
        check(read(path))
    except InputError as error:
        assert str(error)


@settings(one_folder, max_examples=100)
@given(
    st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=8),
    st.sampled_from(";,\t|"),
    st.sampled_from(["utf-8", "utf-16", "cp1252"]),
    st.integers(0, 200),
)
def test_any_piece_of_a_table_gives_a_draft_or_a_sentence(
    tmp_path: Path, rows: list[list[str]], delimiter: str, encoding: str, cut: int
) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    for suffix in (".csv", ".txt"):
        path = tmp_path / f"a{suffix}"
        path.write_bytes(buffer.getvalue().encode(encoding, "replace")[:cut])
        try:
            check(read(path))
        except InputError as error:
            assert str(error)
