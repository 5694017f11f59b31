"""Which answers are shown: those of a query that hold what was typed, every word of it, in text or respondent."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from codebench.domain.visibility import Visibility
from codebench.language.expressions import expression_in, find_places
from codebench.project.answers import AnswerQuery, Order
from codebench.project.models import AnswerRow
from codebench.project.project import Project
from codebench.project.search import fold

_SLICE = 200  # answers read at once: no coding act ever waits for more
_REST = "│"

_NOBODY = Visibility.only()


@dataclass(frozen=True, slots=True)
class Held:
    """The documents of the answers that are shown, in order.

    Where those that say the same stand together, `beside` says of each document of a group how many they are, on the
    first, or that it belongs to the group; nothing of an answer that stands alone.
    """

    ids: "array[int]"
    beside: dict[int, str] = field(default_factory=dict)


def holding(project: Project, query: AnswerQuery, term: str) -> Held:
    """The answers that the query asks for and that hold these words, or match what stands between slashes.

    Raises:
        InputError: the regular expression is none, or takes too long.
    """
    ids = project.answers.ids(query)
    found = array("q", _with_term(project, ids, term)) if term else ids
    if query.order is not Order.ALIKE or query.by_variable is not None:
        return Held(found)
    groups = project.answers.groups(found)
    beside = {
        document: f"{len(group)}×" if document == group[0] else _REST
        for group in groups
        if len(group) > 1
        for document in group
    }
    return Held(array("q", chain.from_iterable(groups)), beside)


def _with_term(project: Project, ids: "array[int]", term: str) -> Iterator[int]:
    expression = expression_in(term)
    if expression is not None:
        rows = list(_rows(project, ids))
        places = find_places(expression, [row.text for row in rows], max(1, sum(len(row.text) for row in rows)))
        yield from (row.document_id for row, there in zip(rows, places, strict=True) if there)
        return
    words = fold(term).split()
    for row in _rows(project, ids):
        text = fold(f"{row.case}\n{row.text}")
        if all(word in text for word in words):
            yield row.document_id


def _rows(project: Project, ids: "array[int]") -> Iterator[AnswerRow]:
    for start in range(0, len(ids), _SLICE):
        yield from project.documents.answer_rows(ids[start : start + _SLICE], _NOBODY)
