"""Which answers hold what was typed: every word of it, be it as a part of a longer one, in text or respondent."""

from array import array

from codebench.domain.visibility import Visibility
from codebench.project.project import Project
from codebench.project.search import fold

_SLICE = 200  # answers read at once: no coding act ever waits for more

_NOBODY = Visibility.only()


def holding(project: Project, question_id: int, term: str) -> "array[int]":
    """The documents that answer the question with these words, in their order."""
    words = fold(term).split()
    ids = array("q", project.documents.answer_ids(question_id))
    found = array("q")
    for start in range(0, len(ids), _SLICE):
        for row in project.documents.answer_rows(ids[start : start + _SLICE], _NOBODY):
            text = fold(f"{row.case}\n{row.text}")
            if all(word in text for word in words):
                found.append(row.document_id)
    return found
