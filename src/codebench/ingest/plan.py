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
from codebench.ingest.headers import Heading
from codebench.ingest.recipe import ColumnRecipe
from codebench.ingest.tabular import Sheet
from codebench.ingest.wording import listed, quoted

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
    """What is done with one column; `name` is that of the variable or open question it becomes.

    Where `of` is set a cell ticks the answer `option` of the multiple variable of that name.
    """

    column: Column
    index: int
    guess: Guess
    told: ColumnRecipe | None
    name: str
    of: str = ""
    option: str = ""

    @property
    def role(self) -> ColumnRole:
        """What the column is."""
        return self.guess.role

    @property
    def variable(self) -> VariableDraft | None:
        """The variable that the column becomes all by itself, or None."""
        kind = _TYPES.get(self.role)
        if kind is None:
            return None
        first = () if self.told is None else self.told.options
        there = _options(self.column, self.guess)
        return VariableDraft(self.name, kind, tuple(dict.fromkeys((*first, *there))) if there else first)

    @property
    def counts_ticks(self) -> bool:
        """Whether a word for "no answer" (x) is the mark of a ticked box here."""
        return self.role is ColumnRole.CATEGORY and self.column.tick is not None


def make_plans(
    sheet: Sheet,
    columns: Sequence[Column],
    told: Mapping[int, ColumnRecipe],
    id_column: int | None,
    spare_ids: Collection[int],
) -> tuple[ColumnPlan, ...]:
    """What is done with each column of a table; `spare_ids` identify respondents as well as the one that counts.

    Raises:
        InputError: a role was given that the cells of its column contradict, or two columns get one name.
    """
    ticked = _ticked(sheet.header.headings, columns, told)
    taken: set[str] = set()
    plans = []
    for index, (column, heading) in enumerate(zip(columns, sheet.header.headings, strict=True)):
        said = told.get(index)
        if index == id_column:
            found = Guess(ColumnRole.ID)
        elif said is not None:
            _check(sheet, index, column, said.role)
            found = Guess(said.role, said.separator or separator_of(column), style_of(column) or NumberStyle.DUTCH)
        elif index in spare_ids:
            found = Guess(ColumnRole.SKIP)
        elif index in ticked:
            found = Guess(ColumnRole.OPTION)
        else:
            found = Guess(ColumnRole.OPEN) if heading.is_other and column.judged else guess(column)
        of, option = _ticks(sheet, heading, said, found.role, ticked)
        name = (said.name if said is not None else "") or column.name
        if found.role is ColumnRole.OPEN:
            name = name if said is not None and said.name else _short(name, taken)
        if found.role in (ColumnRole.OPEN, *_TYPES):
            if name in taken:
                message = _("'{name}': two columns would be called '{column}'. Give one of them another name.")
                raise InputError(message.format(name=quoted(sheet.name), column=quoted(name)))
            taken.add(name)
        plans.append(ColumnPlan(column, index, found, said, name, of, option))
    return tuple(plans)


def variables(plans: Sequence[ColumnPlan]) -> tuple[VariableDraft, ...]:
    """The variables that the columns become, in their order; those of several columns where the first stands."""
    found: dict[str, VariableDraft] = {}
    for plan in plans:
        if plan.variable is not None:
            found[plan.name] = plan.variable
        elif plan.of:
            before = found.get(plan.of)
            options = dict.fromkeys((*(before.options if before else ()), plan.option))
            found[plan.of] = VariableDraft(plan.of, VariableType.MULTIPLE, tuple(options))
    return tuple(found.values())


def _ticked(headings: Sequence[Heading], columns: Sequence[Column], told: Mapping[int, ColumnRecipe]) -> set[int]:
    """The columns of questions with several answers that have one column for each option."""
    members: dict[str, list[int]] = {}
    for index, heading in enumerate(headings):
        if heading.option and not heading.is_other and index not in told:
            members.setdefault(heading.question, []).append(index)
    return {
        index
        for group in members.values()
        if len(group) > 1
        and any(columns[each].levels or columns[each].tick for each in group)
        and all(columns[each].ticks(headings[each].option) for each in group)
        for index in group
    }


def _ticks(
    sheet: Sheet, heading: Heading, said: ColumnRecipe | None, role: ColumnRole, ticked: Collection[int]
) -> tuple[str, str]:
    """The multiple variable and the option that a cell of the column ticks; empty where none."""
    if said is not None and (said.of or role is not ColumnRole.OPTION):
        if role not in (ColumnRole.OPTION, ColumnRole.OPEN) or not said.of:
            return "", ""
        return said.of, said.option or said.name or heading.option or said.column
    if role is ColumnRole.OPTION:
        if not heading.question:
            message = _("'{name}': column '{column}' stands alone; say in a recipe of which question it is an option.")
            raise InputError(message.format(name=quoted(sheet.name), column=quoted(heading.name)))
        return heading.question, heading.option
    # Who wrote something under "andere" chose that, whether or not it has a box of its own.
    is_beside = role is ColumnRole.OPEN and heading.is_other
    questions = {sheet.header.headings[index].question for index in ticked}
    return (heading.question, heading.option) if is_beside and heading.question in questions else ("", "")


def _check(sheet: Sheet, index: int, column: Column, role: ColumnRole) -> None:
    where = {"name": quoted(sheet.name), "column": quoted(column.name), "role": role.value}
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
