"""The codes that the present coder has on a passage, told beside what a search found there."""

from bisect import bisect_left, bisect_right
from itertools import accumulate, groupby

from codebench.project.session import Session


class OwnCodes:
    """Reads the codings of the present coder once; nobody's where nobody works."""

    def __init__(self, session: Session) -> None:
        self._of: dict[int, _Codings] = {}
        if not session.coder_name:
            return
        query = (
            'SELECT g.document_id, g.start, g."end", c.name FROM codings g JOIN codes c ON c.id = g.code_id'
            " WHERE g.status = 'active' AND g.coder_id = ? ORDER BY g.document_id, g.start, c.name"
        )
        for document, rows in groupby(session.tuples(query, [session.coder.id]), lambda row: row[0]):
            self._of[document] = _Codings([row[1:] for row in rows])

    def on(self, document_id: int, start: int, end: int) -> tuple[str, ...]:
        """The names of the codes that overlap [start, end) of a document's present text, each once."""
        codings = self._of.get(document_id)
        return () if codings is None else tuple(dict.fromkeys(codings.over(start, end)))


class _Codings:
    """Codings (start, end, name) by their start; with how far those before reach, only near ones are looked at."""

    def __init__(self, codings: list[tuple[int, int, str]]) -> None:
        self._codings = codings
        self._starts = [coding[0] for coding in codings]
        self._reach = list(accumulate((coding[1] for coding in codings), max))

    def over(self, start: int, end: int) -> list[str]:
        near = self._codings[bisect_right(self._reach, start) : bisect_left(self._starts, end)]
        return [name for _first, last, name in near if start < last]
