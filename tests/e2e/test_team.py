"""A round of a team by keys alone: packed, coded blind in two files, merged, compared, settled, counted, undone."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import krippendorff

from tests.e2e.study import CODEBOOK, TRANSCRIPT, Coder, run
from tests.e2e.terminal import DOWN, ENTER, F5, F6, F12, SPACE, WIPE, Terminal

MANDATE, CONTENT = "mandaat", "tevredenheid"
UNITS = 12
# By coder and code, the units of the round that bear it: in ten of them one coder only gave a code.
GIVEN = {
    "Bo": {MANDATE: range(6), CONTENT: range(9, 12)},
    "Cees": {MANDATE: range(4, 10), CONTENT: range(9, 10)},
}
# How the units in dispute are settled: four as Bo has it, three as Cees has it, one both, two neither.
SETTLED = {MANDATE: "aaaabbnn", CONTENT: "tb"}
TALLY = {"Bo's taken": 4, "Cees's taken": 3, "both taken": 1, "neither taken": 2, "adjusted": 0}


def test_a_round_from_package_to_figures(tmp_path: Path) -> None:
    make_study(tmp_path)
    with Terminal("open", "studie", "--coder", "An", cwd=tmp_path, home=tmp_path) as an:
        an.wait_for("focusgroep-1")
        make_round(an)
        an.quit()
    for coder in GIVEN:
        code_package(tmp_path, coder)
    with Terminal("open", "studie", "--coder", "An", cwd=tmp_path, home=tmp_path) as an:
        an.wait_for("focusgroep-1")
        for coder in GIVEN:
            merge(an, coder)
        an.press("r", "12/12  Cees  ✓ done")
        an.press("c", "Close round 'round 1'?")
        an.press(ENTER, "closed")
        an.press(F12, "Agreement between Bo and Cees on 12 turns")
        screen = an.wait_for("Few cases: given")
        assert alphas_on(screen) == expected_alphas()
        settle(an)
        an.press(F12, "As it was coded (frozen)")
        an.press("v", "which table?")
        assert tally_on(an.press(f"settled{ENTER}", "in 10 units")) == TALLY
        an.press(F5, "consensus where settled (10 units)")
        assert counted_codings(tmp_path) == {MANDATE: 4 + 2 + 2, CONTENT: 1 + 1}
        undo_the_last_merge(an)
        an.quit()
    assert codings_by_coder(tmp_path / "studie.codebench") == {"Bo": 9}
    run(tmp_path, "check", "studie")


def make_study(folder: Path) -> None:
    """A focus group and a codebook, with three coders."""
    run(folder, "init", "studie", "--coder", "An")
    run(folder, "import", "studie", TRANSCRIPT, "--yes")
    run(folder, "codebook", "import", "studie", CODEBOOK, "--yes")
    for coder in GIVEN:
        run(folder, "coders", "studie", "--add", coder, "--coder", "An")


def make_round(an: Terminal) -> None:
    """Twelve turns at random for Bo and Cees, blind, and a package for each."""
    an.press("r", "There is no round in this project yet")
    an.press("n", "What is the round called?")
    an.press(ENTER, "Over which material?")
    an.press(ENTER, "Who codes it?")
    an.press(f"{WIPE}Bo, Cees{ENTER}", "What is it for?")
    an.press(ENTER, "Leave out units of fewer words")
    an.press(ENTER, "How many units?")
    an.press(f"{WIPE}{UNITS}{ENTER}", "Make this round?")
    an.press(ENTER, "0/12  Cees")
    for coder in GIVEN:
        an.press("p", "for whom?")
        an.press(coder + ENTER, "Into which file?")
        an.press(ENTER, f"Packed for {coder}")


def code_package(folder: Path, name: str) -> None:
    """All units of a coder's own file, each marked as judged, those without a code too; then they are done."""
    with Terminal("open", package(name), cwd=folder, home=folder) as terminal:
        coder = Coder(terminal)
        terminal.wait_for("focusgroep-1")
        terminal.press("r", f"0/{UNITS}  {name}")
        terminal.press(ENTER, f"round 1: 0/{UNITS}")
        for unit in range(UNITS):
            for code, units in GIVEN[name].items():
                if unit in units:
                    coder.pick(code)
            terminal.press(SPACE, f"round 1: {unit + 1}/{UNITS}" if unit + 1 < UNITS else "is all judged")
        terminal.press("q", f"{UNITS}/{UNITS}  {name}")
        screen = terminal.press("d", "✓ done")
        assert not (set(GIVEN) - {name}) & set(re.findall(r"\w+", screen)), "a package names no other coder"
        terminal.quit()


def merge(an: Terminal, coder: str) -> None:
    """A package that came back, after a look at what it brings."""
    an.press("m", "Merge which file?")
    screen = an.press(f"{WIPE}{package(coder)}{ENTER}", "This is a work package")
    brought = sum(map(len, GIVEN[coder].values()))
    assert re.search(rf"codings +{coder} +{brought} +0 ", screen) and re.search(rf"marks +{coder} +{UNITS} +0 ", screen)
    an.press("y", f"Merged {package(coder)}")


def settle(an: Terminal) -> None:
    """From each code to what is disputed about it, and a decision on each."""
    an.press(ENTER, f"{MANDATE}   8 to settle")
    an.send(SETTLED[MANDATE])
    an.wait_for("All about this code is settled")
    an.press("c", f"{CONTENT}   2 to settle")
    an.send(SETTLED[CONTENT])
    an.wait_for("All about this code is settled")


def undo_the_last_merge(an: Terminal) -> None:
    """Everything from the merge of Cees's package on, in one step, on the screen of what was done."""
    an.press(F6, "merge studie-round_1-Bo")
    after = sum(map(len, SETTLED.values())) + 2  # the decisions, the closing and the merge itself
    an.send(DOWN * after)
    an.press(ENTER, f"Undo {after} acts?")
    an.send(ENTER)
    an.wait_without("merge studie-round_1-Cees.codebench\n")


def package(coder: str) -> str:
    """The file that is packed for a coder."""
    return f"studie-round_1-{coder}.codebench"


def alphas_on(screen: str) -> dict[str, str]:
    """α per code, as the screen has it."""
    return {code: re.search(rf"{code} +(-?\d\.\d+) ", screen)[1] for code in (MANDATE, CONTENT)}  # type: ignore[index]


def expected_alphas() -> dict[str, str]:
    """Nominal α of having each code, by another library."""
    found = {}
    for code in (MANDATE, CONTENT):
        ratings = [[int(unit in given[code]) for unit in range(UNITS)] for given in GIVEN.values()]
        found[code] = f"{krippendorff.alpha(ratings, level_of_measurement='nominal'):.3f}"
    return found


def tally_on(screen: str) -> dict[str, int]:
    """What was decided how often, as the screen has it."""
    rows = re.findall(r"(\w+(?:'s)? taken|adjusted) +(\d+) *$", screen, re.MULTILINE)
    return {decision: int(n) for decision, n in rows}


def counted_codings(folder: Path) -> dict[str, int]:
    """The codings of the reporting layer, as the command counts them."""
    done = run(folder, "frequencies", "studie", "--format", "json", "--base", "codings")
    rows = json.loads(done.stdout)["rows"]
    return {str(row["cells"][0]): row["cells"][1] for row in rows}


def codings_by_coder(project: Path) -> dict[str, int]:
    """How many codings of each coder stand in the file."""
    with closing(sqlite3.connect(project)) as db:
        query = "SELECT c.name, COUNT(*) FROM codings JOIN coders c ON c.id = coder_id GROUP BY c.name"
        return dict(db.execute(query).fetchall())
