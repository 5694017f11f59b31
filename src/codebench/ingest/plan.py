"""What is done with each column: the researcher's word first, checked against the cells; the guess for the rest."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from codebench.domain.draft import VariableDraft
from codebench.domain.errors import InputError
from codebench.domain.variables import VariableType
from codebench.i18n import _
from codebench.ingest.cells import NumberStyle, as_date, natural_order, scale_order
from codebench.ingest.columns import MAX_LEVELS, MAX_PARTS, Column
from codebench.ingest.guess import ColumnRole, Guess, guess, separator_of, style_of
from codebench.ingest.tabular import Sheet
from codebench.ingest.wording import listed, quoted, tidy

_TYPES = {
    ColumnRole.CATEGORY: VariableType.CATEGORY,
    ColumnRole.MULTIPLE: VariableType.MULTIPLE,
    ColumnRole.SCALE: VariableType.SCALE,
    ColumnRole.NUMBER: VariableType.NUMBER,
    ColumnRole.DATE: VariableType.DATE,
    ColumnRole.TEXT: VariableType.TEXT,
}
_QUESTION_NAME = 60
_RANGE = re.compile(r"\b([01]) ?(?:-|–|tot|t/m|to) ?(10|[2-9])\b")
_MOST_STEPS = 100


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """What is done with one column; `name` is that of the variable or open question it becomes."""

    column: Column
    index: int
    guess: Guess
    told: bool
    name: str

    @property
    def role(self) -> ColumnRole:
        """What the column is."""
        return self.guess.role

    @property
    def variable(self) -> VariableDraft | None:
        """The variable that the column becomes, or None."""
        kind = _TYPES.get(self.role)
        return None if kind is None else VariableDraft(self.name, kind, _options(self.column, self.guess))

    @property
    def counts_ticks(self) -> bool:
        """Whether a word for "no answer" (x) is the mark of a ticked box here."""
        return self.role is ColumnRole.CATEGORY and self.column.tick is not None


def told_roles(headings: Sequence[str], roles: Mapping[str, str], source: str) -> dict[int, ColumnRole]:
    """The roles that the researcher gave, by index of the column.

    Raises:
        InputError: a column or a role that doesn't exist, or two columns that should identify respondents.
    """
    told: dict[int, ColumnRole] = {}
    exact = {heading: index for index, heading in enumerate(headings)}
    small = {heading.casefold(): index for heading, index in exact.items()}
    for heading, role in roles.items():
        index = exact.get(tidy(heading), small.get(tidy(heading).casefold()))
        if index is None:
            message = _("'{name}' has no column '{column}'. Its columns are: {columns}.")
            columns = listed([quoted(one) for one in headings])
            raise InputError(message.format(name=quoted(source), column=quoted(heading), columns=columns))
        if role not in tuple(ColumnRole):
            message = _("'{role}' is no role of the column '{column}'. Choose one of: {roles}.")
            roles_there_are = ", ".join(ColumnRole)
            raise InputError(message.format(role=quoted(role), column=quoted(heading), roles=roles_there_are))
        told[index] = ColumnRole(role)
    if list(told.values()).count(ColumnRole.ID) > 1:
        raise InputError(_("Two columns were given the role 'id'. Only one can identify each respondent."))
    return told


def make_plans(
    sheet: Sheet,
    columns: Sequence[Column],
    told: Mapping[int, ColumnRole],
    id_column: int | None,
    spare_ids: Collection[int],
) -> tuple[ColumnPlan, ...]:
    """What is done with each column of a table; `spare_ids` identify respondents as well as the one that counts.

    Raises:
        InputError: a role was given that the cells of its column contradict.
    """
    taken: set[str] = set()
    plans = []
    for index, column in enumerate(columns):
        role = told.get(index)
        if index == id_column:
            found = Guess(ColumnRole.ID)
        elif role is None:
            found = Guess(ColumnRole.SKIP) if index in spare_ids else guess(column)
        else:
            _check(sheet, index, column, role)
            found = Guess(role, separator_of(column), style_of(column) or NumberStyle.DUTCH)
        name = column.name
        if found.role is ColumnRole.OPEN:
            name = _short(column.name, taken)
            taken.add(name)
        plans.append(ColumnPlan(column, index, found, role is not None, name))
    return tuple(plans)


def _check(sheet: Sheet, index: int, column: Column, role: ColumnRole) -> None:
    where = {"name": quoted(sheet.source.name), "column": quoted(column.name), "role": role.value}
    if role in (ColumnRole.CATEGORY, ColumnRole.SCALE) and column.overflows:
        message = _("'{name}': column '{column}' can't be a {role}, it has more than {n} different answers.")
        raise InputError(message.format(**where, n=MAX_LEVELS))
    if role is ColumnRole.MULTIPLE and column.parts[separator_of(column)].overflows:
        message = _("'{name}': column '{column}' can't hold several answers: more than {n} differ, or some are long.")
        raise InputError(message.format(**where, n=MAX_PARTS))
    if role is ColumnRole.NUMBER and style_of(column) is None:
        message = _("'{name}': column '{column}' can't be a number: {cells}. Mend these cells, or choose another role.")
        raise InputError(message.format(**where, cells=_misfits(sheet, index, column, role)))
    if role is ColumnRole.DATE and not column.is_dates:
        message = _("'{name}': column '{column}' can't be a date: {cells}. Mend these cells, or choose another role.")
        raise InputError(message.format(**where, cells=_misfits(sheet, index, column, role)))


def _misfits(sheet: Sheet, index: int, column: Column, role: ColumnRole) -> str:
    found = []
    style = max(NumberStyle, key=lambda one: sum(map(one.fits, column.levels)))
    for line, cells in sheet.rows():
        cell = cells[index]
        fits = style.fits(cell) if role is ColumnRole.NUMBER else as_date(cell) is not None
        if not fits and column.words.kind(cell) is None:
            found.append(_("'{cell}' on line {line}").format(cell=quoted(cell), line=line))
    return listed(found)


def _options(column: Column, found: Guess) -> tuple[str, ...]:
    if found.role is ColumnRole.MULTIPLE:
        return natural_order(column.parts[found.separator].cells)
    if found.role is ColumnRole.CATEGORY:
        return natural_order([column.tick] if column.tick else column.levels)
    if found.role is not ColumnRole.SCALE:
        return ()
    if column.judged and column.is_whole and max(map(int, column.levels)) <= _MOST_STEPS:
        return tuple(str(step) for step in _steps(column))
    return scale_order(column.levels) or natural_order(column.levels)


def _steps(column: Column) -> range:
    # A step that nobody chose is a step: from 1, or as the heading says ("van 0 tot 10", "1-5").
    values = [int(level) for level in column.levels]
    low, high = min(1, *values), max(values)
    if said := _RANGE.search(column.name):
        low, high = min(low, int(said[1])), max(high, int(said[2]))
    return range(low, high + 1)


def _short(heading: str, taken: set[str]) -> str:
    name, number = _cut(heading, _QUESTION_NAME), 1
    while name in taken:
        number += 1
        ending = f" ({number})"
        name = _cut(heading, _QUESTION_NAME - len(ending)) + ending
    return name


def _cut(heading: str, room: int) -> str:
    if len(heading) <= room:
        return heading
    cut = heading[: room - 1]
    whole_words = cut.rsplit(" ", 1)[0] if " " in cut[room // 2 :] else cut
    return whole_words.rstrip(" ,;:.") + "…"
