"""The columns of the answers table: respondent, whether reviewed, the answer on one line, its codes as chips."""

from collections.abc import Iterable

from rich.segment import Segment

from codebench.i18n import _
from codebench.tui.answers.chips import chips
from codebench.tui.answers.lazy_table import LazyColumn
from codebench.tui.answers.rows import AnswerLine
from codebench.tui.document.paint import CHECK
from codebench.tui.table.draw import RowLook, cells_of, line

_WIDEST_CASE = 18


def answer_columns(sample: Iterable[AnswerLine]) -> list[LazyColumn[AnswerLine]]:
    """The columns, the first as wide as the respondents in the sample ask."""
    case = min(_WIDEST_CASE, max((cells_of(one.row.case) for one in sample), default=4))
    return [
        LazyColumn("", _case, case),
        LazyColumn(CHECK, _reviewed, 1),
        LazyColumn(_("answer"), _text, 12, weight=5),
        LazyColumn(_("codes"), _codes, 12, weight=2, most=56),
    ]


def _case(answer: AnswerLine, width: int, look: RowLook) -> list[Segment]:
    return [Segment(line(answer.row.case, width), look.muted)]


def _reviewed(answer: AnswerLine, width: int, look: RowLook) -> list[Segment]:
    return [Segment(line(CHECK if answer.row.reviewed else "", width), look.good)]


def _text(answer: AnswerLine, width: int, look: RowLook) -> list[Segment]:
    # Where its lines end is seen in the box below; here that would only take room.
    return [Segment(line(answer.row.text.replace("\n", " "), width), look.base)]


def _codes(answer: AnswerLine, width: int, look: RowLook) -> list[Segment]:
    return chips(answer.chips, width, look)
