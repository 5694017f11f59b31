"""Which answers are shown: those of a query that hold what was typed, every word of it, in text or respondent."""

from array import array

from codebench.domain.visibility import Visibility
from codebench.project.answers import AnswerQuery
from codebench.project.project import Project
from codebench.project.search import fold

_SLICE = 200  # answers read at once: no coding act ever waits for more

_NOBODY = Visibility.only()


def holding(project: Project, query: AnswerQuery, term: str) -> "array[int]":
    """The documents that the query asks for and that hold these words, in the order of the query."""
    words = fold(term).split()
    ids = project.answers.ids(query)
    if not words:
        return ids
    found = array("q")
    for start in range(0, len(ids), _SLICE):
        for row in project.documents.answer_rows(ids[start : start + _SLICE], _NOBODY):
            text = fold(f"{row.case}\n{row.text}")
            if all(word in text for word in words):
                found.append(row.document_id)
    return found
