"""The framework matrix as it is read: rows of cases, columns of codes or themes, and what each cell is the sign of."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from codebench.analysis import told
from codebench.domain.query import quoted
from codebench.domain.table import Column as TableColumn
from codebench.domain.table import ProjectState, Row, Table
from codebench.i18n import _, plural


@dataclass(frozen=True, slots=True)
class Subject:
    """What a summary is about: one code, or one theme, by its id."""

    code_id: int | None = None
    theme_id: int | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a coder made of a cell: their text (empty: nothing was said), and the codings that it rests on."""

    coder: str
    is_said: bool
    text: str
    based_on: str
    changed_at: str


class State(StrEnum):
    """How it stands with a cell; its value is the sign of it."""

    SUMMARISED = ""
    STALE = "!"
    NOTHING_SAID = "–"
    TO_DO = "▸"
    EMPTY = "·"
    UNREAD = "?"


@dataclass(frozen=True, slots=True)
class Cell:
    """How many passages it has, which (as a summary names what it rests on), whether all was read, and its summary."""

    passages: int
    based_on: str
    is_read: bool
    summary: Summary | None = None

    @property
    def state(self) -> State:
        """How it stands with it."""
        if self.summary is None:
            return State.TO_DO if self.passages else State.EMPTY if self.is_read else State.UNREAD
        if self.summary.based_on != self.based_on:
            return State.STALE
        return State.SUMMARISED if self.summary.is_said else State.NOTHING_SAID

    def __str__(self) -> str:
        if self.summary is None:
            return f"{State.TO_DO} {self.passages}" if self.passages else str(self.state)
        said = self.summary.text if self.summary.is_said else f"{State.NOTHING_SAID} {nothing_said()}"
        return f"{State.STALE} {said}" if self.state is State.STALE else said


@dataclass(frozen=True, slots=True)
class Column:
    """A code or theme: what it is called, the codes that belong to it, and the query that finds its passages."""

    subject: Subject
    name: str
    codes: frozenset[int]
    query: str


@dataclass(frozen=True, slots=True)
class Framework:
    """The matrix: `cases` by id and name, and for each of them and each column a cell."""

    cases: tuple[tuple[int, str], ...]
    columns: tuple[Column, ...]
    cells: Mapping[tuple[int, Subject], Cell]
    layer: str
    material: str
    state: ProjectState | None = None

    def cell(self, row: int, column: int) -> Cell:
        """The cell in a row and column, both counted from 0."""
        return self.cells[self.cases[row][0], self.columns[column].subject]

    def query(self, row: int, column: int) -> str:
        """The query that finds the passages of a cell."""
        codes = self.columns[column].query
        return f"({codes}) and case={quoted(self.cases[row][1])}" if codes else ""

    def states(self) -> Counter[State]:
        """How many cells there are of each kind."""
        return Counter(cell.state for cell in self.cells.values())

    def table(self) -> Table:
        """All of it as a Table."""
        rows = [
            Row((name, *(str(self.cells[case, column.subject]) for column in self.columns)))
            for case, name in self.cases
        ]
        return Table(
            title=_("Framework matrix"),
            columns=(TableColumn(_("Case")), *(TableColumn(column.name) for column in self.columns)),
            rows=tuple(rows),
            rule=told.rule(
                _("a cell is what a coder made of the passages of a case on a code or theme, sub-codes among them"),
                told.left_out(),
                self.layer,
                self.material,
            ),
            n=plural("N = {n} case.", "N = {n} cases.", len(self.cases)),
            notes=tuple(self._notes()),
            state=self.state,
        )

    def _notes(self) -> Iterator[str]:
        there = self.states()
        words = signs()
        parts = [f"{state} {words[state]} ({there[state]})" for state in words if there[state]]
        if parts:
            yield _("Signs: {signs}.").format(signs="; ".join(parts))


def nothing_said() -> str:
    """What a cell is called in which nothing was said."""
    return _("geen uitspraak")


def signs() -> dict[State, str]:
    """What each sign stands for."""
    return {
        State.STALE: _("stale: the passages are others than when it was written"),
        State.NOTHING_SAID: _("geen uitspraak: looked for, and not there"),
        State.TO_DO: _("passages without a summary"),
        State.EMPTY: _("empty: all was read, nothing was coded"),
        State.UNREAD: _("unread: not all of this case was reviewed"),
    }
