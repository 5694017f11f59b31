"""What the researcher sees of a survey before it is taken in: each column's role with examples, and the doubts."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from codebench.domain.draft import Doubt, Finding
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.ingest.cells import NumberStyle, as_date
from codebench.ingest.columns import Column, is_tick
from codebench.ingest.guess import ColumnRole, is_metadata
from codebench.ingest.plan import ColumnPlan
from codebench.ingest.wording import listed, quoted

_SHOWN_LEVELS = 5
_MOSTLY = 0.8


def findings(plans: Sequence[ColumnPlan]) -> Iterator[Finding]:
    """One line per column, in the order of the table."""
    for plan in plans:
        details = [_detail(plan)]
        if plan.role not in (ColumnRole.ID, ColumnRole.SKIP, ColumnRole.OPTION):
            ticked = plan.column.tick if plan.counts_ticks else None
            absent = plan.column.absent
            details += [f"{n} {kind.value}" for kind, n in absent.items() if ticked is None]
        yield Finding(shown_line(plan.column.name), plan.role, "; ".join(details))


def doubts(plans: Sequence[ColumnPlan], where: str) -> Iterator[Doubt]:
    """What the guesses could not be sure of."""
    roles = {plan.role for plan in plans}
    if ColumnRole.ID not in roles:
        yield Doubt(where, _("No column identifies the respondents; they are numbered in the order of the rows."))
    if ColumnRole.OPEN not in roles:
        yield Doubt(where, _("No open question was recognised, so this file brings nothing to code."))
    if any(NumberStyle.MIXED.fits(plan.column.name) or as_date(plan.column.name) for plan in plans):
        yield Doubt(where, _("The first row was taken for the headings, but holds numbers or dates."))
    for plan in plans:
        yield from (Doubt(quoted(plan.column.name), what) for what in _doubts(plan))


def _detail(plan: ColumnPlan) -> str:
    column = plan.column
    options = plan.variable.options if plan.variable is not None else ()
    match plan.role:
        case ColumnRole.ID:
            return _("one for each respondent: {examples}").format(examples=_examples(column))
        case ColumnRole.SKIP:
            return _why_skipped(plan)
        case ColumnRole.OPTION:
            n = sum(n for cell, n in (*column.levels.items(), *column.absences.items()) if is_tick(cell, plan.option))
            what = plural("'{{option}}' of '{{of}}', ticked {n} time", "'{{option}}' of '{{of}}', ticked {n} times", n)
            return what.format(option=quoted(plan.option), of=quoted(plan.of))
        case ColumnRole.CATEGORY if plan.counts_ticks:
            return _("ticked {n} times").format(n=sum(n for cell, n in column.absences.items() if cell))
        case ColumnRole.CATEGORY:
            levels = sorted(column.levels.items(), key=lambda level: -level[1])
            return listed([f"{quoted(level)} ({n})" for level, n in islice(levels, _SHOWN_LEVELS)], len(levels))
        case ColumnRole.SCALE if len(options) > _SHOWN_LEVELS:
            return f"{quoted(options[0])} … {quoted(options[-1])}"
        case ColumnRole.SCALE | ColumnRole.MULTIPLE:
            return listed([quoted(option) for option in options])
        case ColumnRole.OPEN:
            return plural("{n} answer", "{n} answers", column.answers) + f": {_examples(column, 1)}"
        case _:
            return _examples(column)


def _why_skipped(plan: ColumnPlan) -> str:
    if plan.told is not None:
        return _("left out, as you asked")
    if not plan.column.judged:
        return _("left out: empty")
    if is_metadata(plan.column):
        return _("left out: about the filling in, or tells who somebody is")
    return _("left out: a second id of each respondent")


def _examples(column: Column, n: int = 3) -> str:
    return " / ".join(quoted(level) for level in islice(column.levels, n))


def _doubts(plan: ColumnPlan) -> Iterator[str]:
    column = plan.column
    if plan.counts_ticks:
        yield _("Only '{mark}' was found; it was read as a tick, not as no answer.").format(
            mark=quoted(str(column.tick))
        )
    if plan.role is ColumnRole.NUMBER:
        yield from _doubts_about_style(column, plan.guess.style)
    elif plan.role in (ColumnRole.CATEGORY, ColumnRole.TEXT, ColumnRole.OPEN) and plan.told is None:
        odd = [level for level in column.levels if not NumberStyle.MIXED.fits(level)]
        if odd and len(odd) <= (1 - _MOSTLY) * len(column.levels):
            what = _("Nearly all cells are numbers, but not {cells}; the column was not read as a number.")
            yield what.format(cells=listed([f"'{quoted(level)}'" for level in odd]))
    if plan.role is ColumnRole.MULTIPLE and plan.guess.separator == ", " and plan.told is None:
        yield _("The answers were parted at each comma; an option with a comma in it stands there in parts.")
    if plan.role is ColumnRole.CATEGORY:
        alike: dict[str, list[str]] = defaultdict(list)
        for level in column.levels:
            alike[" ".join(level.casefold().split())].append(f"'{quoted(level)}'")
        for levels in alike.values():
            if len(levels) > 1:
                yield _("{levels} differ in capitals or spaces only; they are kept as different options.").format(
                    levels=listed(levels)
                )


def _doubts_about_style(column: Column, style: NumberStyle) -> Iterator[str]:
    marked = next((level for level in column.levels if "." in level or "," in level), None)
    if marked is None:
        return
    if style is NumberStyle.MIXED:
        yield _("Some numbers have a decimal comma and some a decimal point; both were read as decimals.")
    elif len(column.styles) > 1 and NumberStyle.ENGLISH in column.styles:
        what = _("'{cell}' was read as {number:g}: a point groups thousands and a comma begins decimals.")
        yield what.format(cell=quoted(marked), number=style.number(marked))
