"""A survey table: one case per respondent, one document per answer to an open question, streamed.

The file is gone through once to see what its columns hold, and anew for each iteration of the records.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path

from codebench.domain.draft import (
    CaseDraft,
    DocumentDraft,
    DocumentKind,
    Draft,
    QuestionDraft,
    Record,
    UnitDraft,
    UnitKind,
)
from codebench.domain.variables import AbsenceWords, Value, VariableType, parse_value
from codebench.ingest.cells import as_date
from codebench.ingest.columns import Column
from codebench.ingest.guess import ColumnRole, id_heading
from codebench.ingest.identity import Identity, choose, made_id, spares
from codebench.ingest.options import ReadOptions
from codebench.ingest.plan import ColumnPlan, make_plans, told_roles
from codebench.ingest.preview import doubts, findings
from codebench.ingest.source import inspect
from codebench.ingest.tabular import Sheet, open_sheet

_ROWS = 500


def read(path: Path, options: ReadOptions) -> Draft:
    """The respondents of a survey with their closed answers as values and their open ones as documents.

    Raises:
        InputError: the file or its table can't be read, an id is doubled or missing, or a role that was given
            doesn't exist or doesn't fit its column.
    """
    source = inspect(path)
    sheet = open_sheet(source)
    told = told_roles(sheet.headings, options.roles, source.name)
    columns, identities = _profile(sheet, told, options.absence)
    identity = choose(identities, next((index for index, role in told.items() if role is ColumnRole.ID), None))
    if identity is not None:
        identity.check(source.name)
    id_column = None if identity is None else identity.column
    plans = make_plans(sheet, columns, told, id_column, spares(identities, identity))
    questions = [plan for plan in plans if plan.role is ColumnRole.OPEN]
    return Draft(
        source=source.name,
        format="survey",
        checksum=source.checksum,
        records=lambda: _records(sheet, plans, options.absence),
        variables=tuple(plan.variable for plan in plans if plan.variable is not None),
        questions=tuple(QuestionDraft(plan.name, plan.column.name) for plan in questions),
        findings=tuple(findings(plans)),
        doubts=(*source.doubts, *sheet.doubts, *doubts(plans, source.name)),
        n_documents=sheet.n_rows * len(questions),
        n_units=sum(plan.column.answers for plan in questions),
        n_cases=sheet.n_rows,
    )


def _profile(sheet: Sheet, told: Mapping[int, ColumnRole], words: AbsenceWords) -> tuple[list[Column], list[Identity]]:
    columns = [Column(heading, words) for heading in sheet.headings]
    identities = [
        Identity(heading, index)
        for index, heading in enumerate(sheet.headings)
        if told.get(index) is ColumnRole.ID or (index not in told and id_heading(heading) is not None)
    ]
    rows = sheet.rows()
    while block := list(islice(rows, _ROWS)):
        for column, down in zip(columns, zip(*(cells for _line, cells in block), strict=True), strict=True):
            column.add(down)
        for identity in identities:
            for line, cells in block:
                identity.add(line, cells[identity.column])
    return columns, identities


def _records(sheet: Sheet, plans: Sequence[ColumnPlan], words: AbsenceWords) -> Iterator[Record]:
    id_column = next((plan.index for plan in plans if plan.role is ColumnRole.ID), None)
    closed = [
        (plan.index, plan.name, _value_reader(plan, plan.variable.type, words))
        for plan in plans
        if plan.variable is not None
    ]
    questions = [(plan.index, plan.name) for plan in plans if plan.role is ColumnRole.OPEN]
    for number, (_line, cells) in enumerate(sheet.rows(), 1):
        key = made_id(number, sheet.n_rows) if id_column is None else cells[id_column]
        yield CaseDraft(key, key, values={name: value(cells[index]) for index, name, value in closed})
        for index, question in questions:
            text = cells[index]
            absence = words.kind(text)
            units = () if absence else (UnitDraft(UnitKind.ANSWER, 0, 0, len(text), case=key),)
            yield DocumentDraft(
                f"{key}/{question}", DocumentKind.ANSWER, text, units, case=key, question=question, absence=absence
            )


def _value_reader(plan: ColumnPlan, kind: VariableType, words: AbsenceWords) -> Callable[[str], Value]:
    """A function that reads the cells of one column; cells recur, so it remembers the latest."""
    style, separator = plan.guess.style, plan.guess.separator

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
