"""The table of docs/keys.md, typed on a terminal: each act by its keys alone, then looked for in the file."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from codebench.project.project import Project
from tests.conftest import survey, transcript
from tests.e2e.study import ROOT
from tests.e2e.terminal import CTRL_R, DOWN, ENTER, F2, SPACE, TAB, Terminal

TURNS = [
    ("Moderator", "Wat vraagt tijd?"),
    ("Ilse", "Het overleg vraagt veel. De tijd ook."),
    ("Bart", "Ja, het overleg. En de tijd die niemand telt."),
    ("Ilse", "Middelen zijn er niet. Tijd en middelen dus."),
    ("Moderator", "Nog iets?"),
    ("Bart", "Vertrouwen. Dat helpt."),
    ("Ilse", "Dat klopt."),
    ("Bart", "Tot zover. Dank u."),
]
KEYS = {"Enter": ENTER, "Space": SPACE, "Tab": TAB, "F2": F2, "Ctrl+r": CTRL_R, "…": "waarom"}
# What goes before some acts, so that there is something to do.
BEFORE = {
    "the word as a code (in vivo)": ("tt", "turn 6, Bart"),
    "split a coding at the caret": ("s", ""),
    "code sentence by sentence": ("V", "goes on the sentence"),
    "code all answers that say the same": ("q" + DOWN + ENTER, "answer 1 of 4"),
}
# What each brings: on the screen, or in the file.
TELLS = {
    "next turn": "turn 4, Ilse",
    "mark as reviewed, on to the next": "turn 3, Bart",
    "select the sentence": "4 words selected",
    "go to turn 3": "turn 3, Bart",
    "search in the text": "place 1 of 1",
    "write a memo": "Memo kept.",
    "next without a code": "turn 8, Bart",
}
WRITES: dict[str, list[tuple[str, str]]] = {
    "code the turn with a recent code": [("tijd", TURNS[1][1])],
    "code with the last code again": [("tijd", TURNS[2][1])],
    "pick a code by letters": [("middelen", TURNS[3][1])],
    "two codes at once": [("mandaat", TURNS[3][1]), ("overleg", TURNS[3][1])],
    "take a code off": [("overleg", TURNS[3][1])],
    "undo": [("overleg", TURNS[3][1])],
    "the word as a code (in vivo)": [("Vertrouwen", "Vertrouwen")],
    "split a coding at the caret": [("tijd", "Ja, het overleg."), ("tijd", "En de tijd die niemand telt.")],
    "make one of two codings": [("tijd", TURNS[2][1])],
    "another code, memo kept": [("middelen", TURNS[2][1])],
    "move the end of a coding": [("middelen", "Ja, het overleg. En de tijd die niemand")],
    "code sentence by sentence": [("tijd", "Dank u.")],
    "code all answers that say the same": [("tijd", "geen tijd"), ("tijd", "Geen tijd!"), ("tijd", "géén tijd")],
}
CODES = {name for name, rows in WRITES.items() if name not in ("take a code off", "undo")} - {
    "split a coding at the caret",
    "make one of two codings",
    "another code, memo kept",
    "move the end of a coding",
}


def acts(column: int) -> Iterator[tuple[str, list[str], int]]:
    """Per row of the table its act, the keys in this column, and how many it says they are."""
    page = (ROOT / "docs" / "keys.md").read_text("utf-8")
    for line in page.partition("<!-- The test reads this table. -->")[2].strip().split("\n\n")[0].splitlines()[2:]:
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        yield cells[0].strip(), re.findall(r"(?<=`)[^` ]+(?=`)|…", cells[column]), int(cells[3])


def make(path: Path) -> None:
    with Project.create(path, "An") as project:
        project.imports.take([transcript("groep", TURNS)])
        project.imports.take([survey({"r1": "geen tijd", "r2": "Geen tijd!", "r3": "niets", "r4": "géén tijd"})])
        ids = [project.codebook.add(name) for name in ("tijd", "middelen", "mandaat", "overleg")]
        unit = project.documents.units(1)[6]
        for code in (ids[1], ids[0]):  # the last one is under 1
            project.codings.add(1, unit.body_start, unit.end, [code])


def codings(path: Path) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        return set(
            db.execute(
                'SELECT k.name, substr(t.value, c.start + 1, c."end" - c.start) FROM codings c'
                " JOIN codes k ON k.id = c.code_id JOIN text_versions v ON v.id = c.text_version_id"
                " JOIN contents t ON t.id = v.content_id"
            ).fetchall()
        )


def test_both_keyboards_have_the_same_keys_but_for_digits_and_search() -> None:
    twins = {"&": "1", '"': "3", "à": "0", ":": "/"}
    typed = [(act, [twins.get(key, key) for key in keys], said) for act, keys, said in acts(2)]
    assert typed == list(acts(1))


def test_every_act_takes_the_keys_that_the_table_says(tmp_path: Path) -> None:
    """On AZERTY, whose keys are the harder ones; those of QWERTY are pressed in the tests of each screen."""
    path = tmp_path / "studie.codebench"
    make(path)
    coding_keys = made = 0
    with Terminal("open", "studie", cwd=tmp_path, home=tmp_path, size=(100, 24)) as terminal:
        terminal.wait_for("groep")
        terminal.press(ENTER, "turn 2, Ilse")
        table = list(acts(2))
        for act, keys, said in table:
            assert said == len([key for key in keys if key != "…"]), act
            if act in BEFORE:
                terminal.press(*BEFORE[act])
            terminal.send("".join(KEYS.get(key, key) for key in keys))
            before = made
            if act in TELLS:
                terminal.wait_for(TELLS[act])
            elif act == "take a code off":
                terminal.wait_for(lambda _screen, act=act: not codings(path) >= set(WRITES[act]))
            else:
                terminal.wait_for(lambda _screen, act=act: codings(path) >= set(WRITES[act]))
                made += len(WRITES[act]) if act in CODES else 0
            coding_keys += said if made > before else 0
        assert len(table) == 20 and {act for act, _keys, _said in table} == TELLS.keys() | WRITES.keys()
        assert coding_keys / made <= 3
        terminal.quit()
