"""A survey table: one case per respondent, one document per answer to an open question, streamed.

The file is gone through once to see what its columns hold, and anew for each iteration of the records.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path

from codebench.domain.draft import (
    CaseDraft,
    DocumentDraft,
    DocumentKind,
    Doubt,
    Draft,
    Finding,
    QuestionDraft,
    Record,
    UnitDraft,
    UnitKind,
)
from codebench.domain.errors import InputError
from codebench.domain.variables import Absence, AbsenceWords, CaseKind, Value, VariableType, parse_value
from codebench.i18n import _, plural
from codebench.ingest.cells import as_date
from codebench.ingest.columns import Column, is_tick
from codebench.ingest.guess import ColumnRole, IdHeading, id_heading
from codebench.ingest.identity import Identity, choose, made_id, spares
from codebench.ingest.options import ReadOptions
from codebench.ingest.plan import ColumnPlan, make_plans, variables
from codebench.ingest.preview import doubts, findings
from codebench.ingest.recipe import ColumnRecipe, Recipe
from codebench.ingest.recipe_yaml import dump_recipe
from codebench.ingest.source import inspect
from codebench.ingest.tabular import DELIMITERS, Sheet, open_sheet
from codebench.ingest.told import told_roles, unknown_columns
from codebench.ingest.wording import listed, quoted
from codebench.ingest.workbook import open_table

_ROWS = 500
_LEAST_COLUMNS = 3


def opened(path: Path) -> Callable[[ReadOptions], Draft]:
    """The table in a file; it gives its Draft as often as options change.

    Raises:
        InputError: the file or its table can't be read.
    """
    return partial(read, open_table(path))


def is_table(path: Path) -> bool:
    """Whether a text file is a survey: a table of three columns or more, one of which surely identifies respondents."""
    try:
        source = inspect(path)
        with source.open() as file:
            first = file.readline(100_000)
        if max(map(first.count, DELIMITERS)) < _LEAST_COLUMNS - 1:
            return False
        headings = open_sheet(source).headings
    except InputError:
        return False
    return len(headings) >= _LEAST_COLUMNS and any(id_heading(heading) is IdHeading.SURE for heading in headings)


def read(sheet: Sheet, options: ReadOptions) -> Draft:
    """The respondents of a survey with their closed answers as values and their open ones as documents.

    Raises:
        InputError: an id is doubled or missing, or a role that was given doesn't exist or doesn't fit its column.
    """
    recipe = options.recipe
    words = options.absence if recipe is None else recipe.absence
    told = told_roles(sheet.header.headings, options.roles, recipe, sheet.name)
    columns, identities = _profile(sheet, told, words)
    identity = choose(identities, next((index for index, one in told.items() if one.role is ColumnRole.ID), None))
    if identity is not None:
        identity.check(sheet.name)
    id_column = None if identity is None else identity.column
    plans = make_plans(sheet, columns, told, id_column, spares(identities, identity))
    questions = [plan for plan in plans if plan.role is ColumnRole.OPEN]
    return Draft(
        source=sheet.name,
        format="survey",
        checksum=sheet.checksum,
        records=lambda: _records(sheet, plans, options.case_kind),
        variables=variables(plans),
        questions=tuple(QuestionDraft(plan.name, plan.column.name) for plan in questions),
        findings=(*_producer(sheet), *findings(plans)),
        doubts=(*sheet.doubts, *_doubts(sheet, recipe), *doubts(plans, sheet.name)),
        n_documents=sheet.n_rows * len(questions),
        n_units=sum(plan.column.answers for plan in questions),
        n_cases=sheet.n_rows,
        recipe=dump_recipe(recipe_of(plans, words)),
    )


def recipe_of(plans: Sequence[ColumnPlan], words: AbsenceWords) -> Recipe:
    """How the columns were read."""
    return Recipe(
        tuple(
            ColumnRecipe(
                plan.column.name,
                plan.role,
                name=plan.name if plan.name != plan.column.name else "",
                of=plan.of,
                option=plan.option,
                options=() if plan.told is None else plan.told.options,
                separator=plan.guess.separator if plan.role is ColumnRole.MULTIPLE else "",
                absence=None if plan.told is None else plan.told.absence,
            )
            for plan in plans
        ),
        words,
    )


def _producer(sheet: Sheet) -> Iterator[Finding]:
    if sheet.header.producer:
        rows = plural("{n} row of headings", "{n} rows of headings", sheet.header.n_rows)
        yield Finding(sheet.name, sheet.header.producer, rows)


def _doubts(sheet: Sheet, recipe: Recipe | None) -> Iterator[Doubt]:
    unknown = [] if recipe is None else unknown_columns(sheet.header.headings, recipe)
    if unknown:
        what = _("The recipe does not know these columns, and they are left out: {columns}.")
        yield Doubt(sheet.name, what.format(columns=listed([quoted(name) for name in unknown])))


def _profile(
    sheet: Sheet, told: Mapping[int, ColumnRecipe], words: AbsenceWords
) -> tuple[list[Column], list[Identity]]:
    columns = []
    identities = []
    for index, heading in enumerate(sheet.header.headings):
        said = told.get(index)
        own = words if said is None or said.absence is None else words.with_words(said.absence)
        columns.append(Column(heading.name, own, heading.is_about_filling_in))
        may_be = id_heading(heading.name) is not None if said is None else said.role is ColumnRole.ID
        if may_be:
            identities.append(Identity(heading.name, index))
    rows = sheet.rows()
    while block := list(islice(rows, _ROWS)):
        for column, down in zip(columns, zip(*(cells for _line, cells in block), strict=True), strict=True):
            column.add(down)
        for identity in identities:
            for line, cells in block:
                identity.add(line, cells[identity.column])
    return columns, identities


def _records(sheet: Sheet, plans: Sequence[ColumnPlan], kind: CaseKind) -> Iterator[Record]:
    id_column = next((plan.index for plan in plans if plan.role is ColumnRole.ID), None)
    closed = [
        (plan.index, plan.name, _value_reader(plan, plan.variable.type)) for plan in plans if plan.variable is not None
    ]
    ticked: dict[str, list[ColumnPlan]] = {}
    for plan in plans:
        if plan.of:
            ticked.setdefault(plan.of, []).append(plan)
    questions = [(plan.index, plan.name, plan.column.words) for plan in plans if plan.role is ColumnRole.OPEN]
    document, answer = DocumentKind.ANSWER, UnitKind.ANSWER
    for number, (_line, cells) in enumerate(sheet.rows(), 1):
        key = made_id(number, sheet.n_rows) if id_column is None else cells[id_column]
        values = {name: value(cells[index]) for index, name, value in closed}
        for name, members in ticked.items():
            values[name] = _chosen(members, cells)
        yield CaseDraft(key, key, kind, values=values)
        for index, question, words in questions:
            text = cells[index]
            absence = words.kind(text)
            units = () if absence else (UnitDraft(answer, 0, 0, len(text), key),)
            yield DocumentDraft(f"{key}/{question}", document, text, units, (), key, question, absence)


def _chosen(members: Sequence[ColumnPlan], cells: Sequence[str]) -> Value:
    """The options that the columns of one question tick in a row; where none, why not."""
    options = dict.fromkeys(plan.option for plan in members if _is_chosen(plan, cells[plan.index]))
    if options:
        return Value(options=tuple(options))
    kinds = (plan.column.words.kind(cells[plan.index]) for plan in members)
    return Value(absence=next((kind for kind in kinds if kind not in (None, Absence.BLANK)), Absence.BLANK))


def _is_chosen(plan: ColumnPlan, cell: str) -> bool:
    return plan.column.words.kind(cell) is None if plan.role is ColumnRole.OPEN else is_tick(cell, plan.option)


def _value_reader(plan: ColumnPlan, kind: VariableType) -> Callable[[str], Value]:
    """A function that reads the cells of one column; cells recur, so it remembers the latest."""
    style, separator, words = plan.guess.style, plan.guess.separator, plan.column.words

    @lru_cache(maxsize=1024)
    def value(cell: str) -> Value:
        absence = words.kind(cell)
        if absence is not None:
            ticked = bool(cell) and plan.counts_ticks
            return Value(options=(cell.casefold(),)) if ticked else Value(absence=absence)
        if kind is VariableType.NUMBER:
            return Value(number=style.number(cell))
        if kind is VariableType.DATE:
            return Value(text=as_date(cell))
        return parse_value(kind, cell, separator)

    return value
