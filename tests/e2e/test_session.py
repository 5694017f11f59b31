"""A working session by keys alone: a focus group and a survey coded as a coder of the corpus did, then all undone."""

import re
from collections import Counter
from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from typing import Any

import pytest
from textual.pilot import Pilot

from codebench.exchange.codebook_yaml import read_codebook
from codebench.exchange.codings_csv import read_codings
from codebench.ingest import read
from codebench.project.project import Project
from codebench.store.snapshots import file_of
from codebench.store.tables import STATE
from codebench.tui import state
from codebench.tui.app import CodebenchApp
from codebench.tui.modals.picker import CodePicker
from codebench.tui.modals.writing import Writing
from codebench.tui.parts.filterlist import FilterList
from codebench.tui.screens.answers import AnswersScreen
from codebench.tui.screens.codebook import CodebookScreen
from tests.conftest import CODEBOOKS, CORPORA
from tests.tui.shell.hands import NAMES, Hands

ROOT = Path(__file__).parents[2]
GROUP, SURVEY, DECIDED = "focusgroep-1", "zorgcoordinatoren", "Lena"
TURNS, ANSWERS = 60, 150
MEMO = "Nakijken!"
MANY_WORDS = 4  # what is shorter, others may say as well
NEAR = 2  # rows of a list that one sees at a glance
SIZE = (64, 20)

Passage = tuple[int, int]
Decisions = dict[tuple[int, int], dict[Passage, list[int]]]  # by document and start of unit: passages with codes
Tables = dict[str, list[tuple[Any, ...]]]


class Coder(Hands):
    """Somebody who looks at the screen and types; each key that is pressed is counted by what it is for."""

    def __init__(self, app: CodebenchApp, pilot: Pilot[None]) -> None:
        super().__init__(app, pilot)
        self.pressed: Counter[str] = Counter()

    async def keys(self, purpose: str, *keys: str) -> None:
        """Press keys that need no look at the screen in between."""
        self.pressed[purpose] += len(keys)
        await self.pilot.press(*keys)

    async def write(self, purpose: str, text: str) -> None:
        """Type a text."""
        await self.keys(purpose, *(NAMES.get(char, char) for char in text))

    async def give(self, codes: list[int]) -> None:
        """Put codes on what is meant: by their digits, and all others in one go from the list of codes."""
        places = self.app.recent.places
        with_digit = [code for code in codes if code in places]
        await self.keys("codes", *(str(places.index(code) + 1) for code in with_digit))
        others = [code for code in codes if code not in with_digit]
        for i, code in enumerate(others):
            await self.keys("codes", "tab" if i else "c")
            await self.find(code)
        if others:
            await self.keys("codes", "enter")

    async def find(self, code: int) -> None:
        """In the list of codes, type letters of a name until it is near the top, and go down to it."""
        assert isinstance(self.app.screen, CodePicker)
        shown = self.app.screen.query_one(FilterList)
        for char in self.app.project.codebook.tree()[code].name:
            if code in [item.key for item in shown._shown[:NEAR]]:
                break
            await self.write("codes", char)
        while shown.pointed != code:
            await self.keys("codes", "down")

    async def memo(self) -> None:
        """Write a memo on what is meant."""
        await self.keys("memos", "m")
        assert isinstance(self.app.screen, Writing)
        await self.write("memos", MEMO)
        await self.keys("memos", "f2")

    # In a text, where codes go on the sentence

    async def code_turns(self, decisions: Decisions) -> None:
        """Code turns and mark them as reviewed, also those where there is nothing, until enough have a code."""
        coded = 0
        while coded < TURNS:
            unit = self.coding.desk.unit_at(self.coding.pane.caret)
            assert unit is not None
            found = decisions.get((self.coding.document_id, unit.start), {})
            for passage, codes in found.items():
                await self.select(passage)
                await self.give(codes)
            coded += bool(found)
            if found and coded % 15 == 0:
                await self.memo()
            await self.keys("on", "space")

    async def select(self, passage: Passage) -> None:
        """Have the sentences of this turn meant that hold a passage; the whole turn where that is most of it."""
        pane = self.coding.pane
        unit, reading = self.coding.desk.unit_at(pane.caret), pane.sheet.reading
        assert unit is not None
        if pane.selection is not None and _holds(pane.target_span, passage):
            return
        if 2 * (passage[1] - passage[0]) > unit.end - unit.body_start:
            await self.keys("words", "enter")
            return
        first = reading.sentence(passage[0])
        while reading.sentence(pane.caret) != first:
            await self.keys("words", "s" if pane.caret < first[0] else "S")
        if not _holds(pane.target_span, passage):
            await self.keys("words", "v")
            while not _holds(pane.target_span, passage):
                await self.keys("words", "s")

    async def merge(self, into: int) -> None:
        """Merge the code of the last coding into another one."""
        await self.keys("codebook", "comma", "ctrl+d")
        await self.settle()
        assert isinstance(self.app.screen, CodebookScreen)
        await self.keys("codebook", "g")
        await self.find(into)
        await self.keys("codebook", "enter", "enter", "q")

    async def edit(self) -> None:
        """Write something into the text, and agree to what that does."""
        await self.keys("text", "E", "down", "down", "end")
        assert isinstance(self.app.screen, Writing)
        await self.write("text", " (lacht)")
        await self.keys("text", "ctrl+s", "enter")
        await self.settle()

    # In a list of answers

    async def code_answers(self, decisions: Decisions) -> None:
        """Code answers, short ones together with those that say the same, until enough have a code."""
        coded = 0
        while coded < ANSWERS:
            line = self.answers.table.current
            assert line is not None
            codes = [code for some in decisions.get((line.key, 0), {}).values() for code in some]
            many = bool(codes) and len(line.row.text.split()) < MANY_WORDS
            if many:
                await self.keys("words", "e")
                await self.settle()
            meant = len(self.answers.meant())
            await self.give(codes)
            coded += meant if codes else 0
            if codes and coded % 50 == 0:
                await self.memo()
            # Who reviews what is ticked stays where they are.
            await self.keys("on", *(["space", "d"] if many else ["space"]))

    @property
    def answers(self) -> AnswersScreen:
        assert isinstance(self.app.screen, AnswersScreen), self.app.screen
        return self.app.screen

    # And back

    async def undo_to(self, acts: int) -> None:
        """Undo everything but the oldest acts."""
        await self.keys("history", "f6", "end", *["up"] * (acts - 1), "enter", "enter")
        await self.settle()


def _holds(span: Passage | None, passage: Passage) -> bool:
    return span is not None and span[0] <= passage[0] and passage[1] <= span[1]


def make(path: Path) -> None:
    """A focus group and a survey with their codebooks, nothing coded."""
    with Project.create(path, "An") as project:
        project.imports.take([read(CORPORA / "ondersteuners" / f"{GROUP}.txt"), read(CORPORA / SURVEY / "enquete.csv")])
        for name in ("ondersteuners", SURVEY):
            project.codebook_files.take(read_codebook(CODEBOOKS / f"{name}.yaml"))


def decisions_of(project: Project) -> Decisions:
    """What the coder of the corpus decided, by document and the start of the unit in which the passage begins."""
    drafts = [draft for name in ("ondersteuners", SURVEY) for draft in read_codings(CORPORA / name / "codings.csv")]
    found: Decisions = {}
    wanted = [each for each in drafts if each.coder == DECIDED and each.document in ("", GROUP)]
    located, wrong = project.coding_files.locate(wanted)
    assert not wrong
    for each in sorted(located, key=lambda each: (each.document_id, each.start, each.end)):
        units = project.documents.units(each.document_id)
        unit = next(unit for unit in reversed(units) if unit.start <= each.start)
        passages = found.setdefault((each.document_id, unit.start), {})
        codes = passages.setdefault((each.start, min(each.end, unit.end)), [])
        if each.code_id not in codes:
            codes.append(each.code_id)
    return found


def tables(path: Path) -> Tables:
    """Every state table of a project file or a snapshot, row by row."""
    with closing(connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        return {name: db.execute(f"SELECT * FROM {name} ORDER BY id").fetchall() for name in STATE}


async def test_a_session_by_keys_alone_and_back_to_its_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODEBENCH_HOME", str(tmp_path / "home"))
    state.set_suggests(False)
    path = tmp_path / "studie.codebench"
    make(path)
    app = CodebenchApp(path, "An")
    async with app.run_test(size=SIZE) as pilot:
        coder = Coder(app, pilot)
        await coder.settle()
        project, decisions = app.project, decisions_of(app.project)
        n_before = len(project.history.acts())
        await coder.keys("project", "s")
        first = file_of(path, project.snapshots.all()[-1].name)
        before = tables(path)
        assert before == tables(first)

        with app.batch_update():  # whoever types fast is not waiting for the screen either
            await coder.keys("project", "enter")
            await coder.keys("words", "V")
            await coder.code_turns(decisions)
            await coder.keys("project", "q", "down", "enter")
            await coder.settle()
            await coder.code_answers(decisions)
            await coder.keys("project", "q", "up", "enter")
        turns, answers, codings = done(path)
        assert turns >= TURNS and answers >= ANSWERS
        a_coding = (coder.pressed["words"] + coder.pressed["codes"]) / codings
        print(f"{a_coding:.2f} keys a coding: {dict(coder.pressed)} for {codings} codings")
        assert a_coding <= 3
        assert abs(told() - a_coding) < 0.15, "docs/keys.md tells another number"

        await coder.merge(project.codebook.tree().find("tevredenheid").id)
        await coder.edit()
        await coder.keys("project", "q")
        kinds = {act.kind for act in project.history.acts()}
        assert {"code", "review", "memo", "code merge", "edit"} <= kinds, kinds
        await coder.undo_to(n_before)
        assert len(project.history.since(1)) == n_before - 1, "all that stands was there before the session"
        after = tables(path)
    assert {name for name in before if before[name] != after[name]} == set()
    with Project.open(path, "An", read_only=True) as project:
        assert project.check() == []


def done(path: Path) -> tuple[int, int, int]:
    """Turns and answers with a coding, and codings."""
    with closing(connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        (counts,) = db.execute(
            "SELECT count(DISTINCT unit_id) FILTER (WHERE question_id IS NULL),"
            " count(DISTINCT unit_id) FILTER (WHERE question_id IS NOT NULL), count(DISTINCT coding_id)"
            " FROM view_coding_units"
        ).fetchall()
    return counts


def told() -> float:
    """What docs/keys.md says that a coding takes."""
    found = re.search(r"\*\*([\d.]+) keys a coding\*\*", (ROOT / "docs" / "keys.md").read_text("utf-8"))
    assert found
    return float(found[1])
