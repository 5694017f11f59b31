"""The codes that the present coder has on a passage, told beside what a search found there."""

from codebench.project.session import Session


class OwnCodes:
    """Reads the codings of the present coder once; nobody's where nobody works."""

    def __init__(self, session: Session) -> None:
        self._codings: dict[int, list[tuple[int, int, str]]] = {}
        if not session.coder_name:
            return
        query = (
            'SELECT g.document_id, g.start, g."end", c.name FROM codings g JOIN codes c ON c.id = g.code_id'
            " WHERE g.status = 'active' AND g.coder_id = ? ORDER BY g.document_id, g.start, c.name"
        )
        for document, start, end, name in session.tuples(query, [session.coder.id]):
            self._codings.setdefault(document, []).append((start, end, name))

    def on(self, document_id: int, start: int, end: int) -> tuple[str, ...]:
        """The names of the codes that overlap [start, end) of a document's present text, each once."""
        there = self._codings.get(document_id, ())
        return tuple(dict.fromkeys(name for first, last, name in there if first < end and start < last))
