"""A whole small study in a terminal, by keys alone, from a new project to one table on screen and in a file."""

import csv
import io
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.study import AZERTY, CODEBOOK, QWERTY, SURVEY, TRANSCRIPT, Coder, Keyboard, run
from tests.e2e.terminal import CTRL_R, ENTER, F5, SPACE, Terminal

Counted = dict[str, tuple[int, int]]  # of a code: its codings and its cases

MANDATE, CONTENT, PUPIL, SHARE = "mandaat", "tevredenheid", "leerlinggericht", "verdeling van de vragen"
OWN_WORDS, NEW = "Ik doe dat", "trots op het werk"
# The codes in the order in which the coder gives them: twenty passages.
GIVEN = [
    *(MANDATE, CONTENT, PUPIL, CONTENT, CONTENT, MANDATE, SHARE, OWN_WORDS, MANDATE, MANDATE),
    *(NEW, CONTENT, MANDATE, PUPIL, PUPIL, SHARE, CONTENT, CONTENT, SHARE, MANDATE),
]


@pytest.mark.parametrize("keyboard", [QWERTY, AZERTY], ids=["qwerty", "azerty"])
def test_from_new_project_to_frequencies(tmp_path: Path, keyboard: Keyboard) -> None:
    project = tmp_path / "studie.codebench"
    with Terminal(cwd=tmp_path, home=tmp_path) as terminal:
        coder = Coder(terminal, keyboard)
        make_project(coder)
        terminal.press(ENTER, "reviewed 0/155")
        code_twenty(coder)
        for left in range(19, 14, -1):
            terminal.send("u")
            coder.codings(left)
        terminal.quit()

    with Terminal(cwd=tmp_path, home=tmp_path) as terminal:
        coder = Coder(terminal, keyboard)
        terminal.wait_for("1  studie")
        coder.digit(1)
        terminal.wait_for("Open questions")
        terminal.press(ENTER, "· 15 codings")
        for left in (14, 13, 12):
            if left == 14:
                terminal.press("u", "Undo what was done earlier?")
                terminal.send(ENTER)
            else:
                terminal.send("u")
            coder.codings(left)
        terminal.send(CTRL_R)
        coder.codings(13)
        on_screen, n_on_screen = frequencies_on_screen(terminal)
        terminal.quit()

    assert given_codes(project) == GIVEN[:13]
    assert (on_screen, n_on_screen) == frequencies_of_command(tmp_path)
    assert on_screen == counted_by_hand(project)
    run(tmp_path, "check", "studie")


def make_project(coder: Coder) -> None:
    """A new project with a focus group, a survey and a codebook."""
    terminal = coder.terminal
    terminal.wait_for("New project")
    terminal.press("n", "What is the project called?")
    terminal.press("studie" + ENTER, "Your name:")
    terminal.press("An" + ENTER, "no material in this project yet")
    coder.import_file(TRANSCRIPT, "0/155")
    coder.import_file(SURVEY, "Open questions")
    terminal.press("b", "Which codebook?")
    if coder.keyboard is AZERTY:  # the one that comes with the program
        terminal.send("ondersteuners" + ENTER)
    else:
        terminal.press("another" + ENTER, "Which file?")
        terminal.send(str(CODEBOOK) + ENTER)
    terminal.wait_for("36 new codes")
    terminal.press(ENTER, " 36 codes ·")


def code_twenty(coder: Coder) -> None:
    """Twenty passages, with review marks on the way; the last eight acts are codings."""
    terminal, grow = coder.terminal, coder.keyboard.grow
    # One turn with two codes, and a sentence of it with a third.
    coder.at(2, "Hilde")
    coder.pick("mandaat")
    coder.codings(1)
    coder.pick("tevreden")
    coder.codings(2)
    terminal.press(grow + grow, "12 words selected")
    coder.pick("leerlinggericht")
    coder.codings(3)
    # A digit and a repetition on the next turns, each marked as reviewed.
    terminal.send(SPACE)
    coder.at(4, "Bart")
    coder.digit(2)
    coder.codings(4)
    terminal.send(SPACE)
    coder.at(5, "Tine")
    coder.repeat()
    coder.codings(5)
    terminal.send(SPACE)
    coder.at(6, "Bart")
    coder.digit(1)
    coder.codings(6)
    # From the beginning of one turn to the end of the next, found by a search.
    coder.find("Euh, ja, ik ben Sofie")
    terminal.press("vtt", "turn 9, Jeroen ")
    coder.pick("verdeling")
    coder.codings(7)
    coder.drop()
    terminal.send(SPACE)
    # Words of the speaker as a code.
    coder.at(10, "Katrien")
    coder.find("Ik doe dat ongelooflijk")
    terminal.press("vwww", "3 words selected")
    terminal.press("i", "Code in the speaker's words")
    terminal.send(ENTER)
    coder.codings(8)
    coder.drop()
    coder.digit(1)
    coder.codings(9)
    terminal.send(SPACE)
    coder.at(11, "Lieven")
    coder.repeat()
    coder.codings(10)
    # Past the moderator's turn; a code that is made on the spot.
    terminal.press("tt", "turn 13, Lieven ")
    coder.pick(NEW)
    coder.codings(11)
    coder.digit(2)
    coder.codings(12)
    terminal.send(SPACE)
    # Eight codings and nothing else: these are undone and done again.
    coder.at(14, "Yasmina")
    coder.digit(1)
    coder.codings(13)
    coder.digit(3)
    coder.codings(14)
    terminal.send("f")
    coder.at(15, "Tine")
    coder.repeat()
    coder.codings(15)
    coder.digit(4)
    coder.codings(16)
    terminal.send("f")
    coder.at(17, "Katrien")
    terminal.press(grow + grow, "14 words selected")
    coder.digit(2)
    coder.codings(17)
    terminal.send("f")
    coder.at(18, "Hilde")
    coder.repeat()
    coder.codings(18)
    coder.digit(4)
    coder.codings(19)
    terminal.press("vs", "words selected")
    coder.digit(1)
    coder.codings(20)
    # Back to the coding before.
    coder.drop()
    terminal.press(",", "turn 18, Hilde · 3 codes")


def frequencies_on_screen(terminal: Terminal) -> tuple[Counted, str]:
    """The table with its N as it comes up on the screen, nothing chosen."""
    terminal.press(F5, table_on)
    found = re.search(r"\n +(N = .*)", terminal.text)
    return table_on(terminal.text), found[1] if found else ""


def table_on(screen: str) -> Counted:
    """The rows between the heading and the foot of the table; none where it is not all drawn."""
    table = re.search(r"\n +Code +Codings +Cases .*\n +─+\n(.*?)\n\n +N = ", screen, re.DOTALL)
    lines = table[1].split("\n") if table else []
    rows = [re.fullmatch(r"[› ] +(\S.*?)  +(\d+)  +(\d+)  +\S.*", line) for line in lines]
    return {row[1]: (int(row[2]), int(row[3])) for row in rows if row} if all(rows) else {}


def frequencies_of_command(folder: Path) -> tuple[Counted, str]:
    """The table that the command prints, nothing chosen."""
    printed = run(folder, "frequencies", "studie", "--format", "csv").stdout.decode("utf-8-sig")
    table, foot = (list(csv.reader(io.StringIO(part), delimiter=";")) for part in printed.split("\n\n"))
    return {row[0].strip(): (int(row[1]), int(row[2])) for row in table[1:]}, foot[0][0]


def query(project: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(f"file:{project}?mode=ro", uri=True)) as db:
        return db.execute(sql).fetchall()


def given_codes(project: Path) -> list[str]:
    """The names of the codes of the codings in the file, in the order in which they were given."""
    sql = "SELECT k.name FROM codings c JOIN codes k ON k.id = c.code_id WHERE c.status = 'active' ORDER BY c.id"
    return [name for (name,) in query(project, sql)]


def counted_by_hand(project: Path) -> Counted:
    """The counts from the tables of the file: cases with a reviewed unit, sub-codes rolled up."""
    parents = dict(query(project, "SELECT id, parent_id FROM codes"))
    names = dict(query(project, "SELECT id, name FROM codes"))
    persons = {row[0] for row in query(project, "SELECT id FROM cases WHERE kind = 'person' AND role = 'participant'")}
    marks = "SELECT u.case_id FROM review_marks m JOIN units u ON u.id = m.unit_id"
    reviewed = {row[0] for row in query(project, marks)}
    touched = query(
        project,
        "SELECT c.id, c.code_id, u.case_id FROM codings c JOIN units u ON u.document_id = c.document_id"
        ' AND u.body_start < c."end" AND u."end" > c.start',
    )
    codings: dict[int, set[int]] = {}
    cases: dict[int, set[int]] = {}
    for coding, code, case in touched:
        for above in line_above(code, parents):
            if case in persons:
                codings.setdefault(above, set()).add(coding)
                cases.setdefault(above, set()).update({case} & reviewed)
    tops = {[*line_above(code, parents)][-1] for code in codings}
    listed = [code for code in names if [*line_above(code, parents)][-1] in tops]
    return {names[code]: (len(codings.get(code, ())), len(cases.get(code, ()))) for code in listed}


def line_above(code: int | None, parents: dict[int, int | None]) -> Iterator[int]:
    """A code and those that it hangs under."""
    while code is not None:
        yield code
        code = parents[code]
