"""The columns of the answers table: tick, respondent, values, whether reviewed, the answer, its codes as chips."""

from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType

from rich.segment import Segment

from codebench.i18n import _
from codebench.tui.answers.chips import chips
from codebench.tui.answers.lazy_table import LazyColumn
from codebench.tui.answers.rows import AnswerLine
from codebench.tui.document.paint import CHECK
from codebench.tui.table.draw import RowLook, cells_of, line

_NOTHING: Mapping[int, str] = MappingProxyType({})
TICK = "●"
_WIDEST_CASE = 18
_WIDEST_VALUE = 14

Draw = Callable[[AnswerLine, int, RowLook], list[Segment]]


def answer_columns(
    sample: Sequence[AnswerLine],
    variables: Sequence[str] = (),
    ticked: Collection[int] = (),
    beside: Mapping[int, str] = _NOTHING,
) -> list[LazyColumn[AnswerLine]]:
    """The columns, those of respondents and values as wide as they ask in the sample.

    `variables` are the names of those whose values are shown; ticks have a column as long as there are any, and so has
    what stands `beside` answers that are in a group.
    """
    case = min(_WIDEST_CASE, max((cells_of(one.row.case) for one in sample), default=4))
    values = [LazyColumn(name, _value(i), _value_width(name, i, sample)) for i, name in enumerate(variables)]
    return [
        *([LazyColumn(TICK, _tick(ticked), 1)] if ticked else []),
        *([LazyColumn("", _beside(beside), max(map(len, beside.values())))] if beside else []),
        LazyColumn("", _case, case),
        *values,
        LazyColumn(CHECK, _reviewed, 1),
        LazyColumn(_("answer"), _text, 12, weight=5),
        LazyColumn(_("codes"), _codes, 12, weight=2, most=56),
    ]


def _value_width(name: str, i: int, sample: Sequence[AnswerLine]) -> int:
    return min(_WIDEST_VALUE, max(cells_of(name), *(cells_of(one.values[i]) for one in sample if one.values), 4))


def _value(i: int) -> Draw:
    def draw(answer: AnswerLine, width: int, look: RowLook) -> list[Segment]:
        return [Segment(line(answer.values[i] if answer.values else "", width), look.muted)]

    return draw


def _tick(ticked: Collection[int]) -> Draw:
    def draw(answer: AnswerLine, width: int, look: RowLook) -> list[Segment]:
        return [Segment(line(TICK if answer.key in ticked else "", width), look.good)]

    return draw


def _beside(beside: Mapping[int, str]) -> Draw:
    def draw(answer: AnswerLine, width: int, look: RowLook) -> list[Segment]:
        return [Segment(line(beside.get(answer.key, ""), width), look.muted)]

    return draw


def _case(answer: AnswerLine, width: int, look: RowLook) -> list[Segment]:
    return [Segment(line(answer.row.case, width), look.muted)]


def _reviewed(answer: AnswerLine, width: int, look: RowLook) -> list[Segment]:
    return [Segment(line(CHECK if answer.row.reviewed else "", width), look.good)]


def _text(answer: AnswerLine, width: int, look: RowLook) -> list[Segment]:
    # Where its lines end is seen in the box below; here that would only take room.
    return [Segment(line(answer.row.text.replace("\n", " "), width), look.base)]


def _codes(answer: AnswerLine, width: int, look: RowLook) -> list[Segment]:
    return chips(answer.chips, width, look)
