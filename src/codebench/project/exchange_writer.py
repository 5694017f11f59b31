"""Rows of another tool's project on their way in: many at once within an act, or only numbered where there is none."""

from collections.abc import Sequence
from itertools import count

from codebench.project.imports import VERSION_COLUMNS
from codebench.project.session import Session
from codebench.store.journal import Act, new_guid
from codebench.store.tables import Scalar

_ENOUGH_ROWS = 20_000
_ENOUGH_TEXT = 2_000_000
"""So many rows, or code points of text, wait at most to be put in together."""

_QUEUED = (
    "cases",
    "case_values",
    "documents",
    "text_versions",
    "sections",
    "units",
    "codings",
    "review_marks",
    "memos",
)
"""What waits, in the order in which one refers to the other."""


class Writer:
    """Puts rows in within an act, many at once, or only counts where there is none.

    What waits to be put in has its number already, and is not found by a query before `flush`.
    """

    def __init__(self, session: Session, act: Act | None) -> None:
        self.session = session
        self.act = act
        self._fake = count(-1, -1)
        self._queues: dict[str, dict[tuple[str, ...], list[Sequence[Scalar]]]] = {name: {} for name in _QUEUED}
        self._next: dict[str, int] = {}
        self._texts: list[tuple[int, str]] = []
        self.waiting: set[Scalar] = set()
        """The GUIDs of the codings that wait."""

        self._n_rows = self._n_characters = 0

    def insert(self, table: str, **values: Scalar) -> int:
        """Put in a row; its id."""
        if self.act is None:
            return next(self._fake)
        if table not in self._queues:
            return self.act.insert(table, **values)
        return self.insert_rows(table, tuple(values), [tuple(values.values())])[0]

    def insert_rows(self, table: str, columns: tuple[str, ...], rows: Sequence[Sequence[Scalar]]) -> range:
        """Put in rows of a table whose rows wait, all with these columns; their ids."""
        if self.act is None:
            first = next(self._fake) if rows else -1
            self._fake = count(first - len(rows), -1) if rows else self._fake
            return range(first, first - len(rows), -1)
        first = self._first(table)
        self._queues[table].setdefault(columns, []).extend(rows)
        self._next[table] = first + len(rows)
        self._n_rows += len(rows)
        if table == "codings":
            at = columns.index("guid")
            self.waiting.update(row[at] for row in rows)
        return range(first, first + len(rows))

    def put_text(self, document: int, text: str) -> int:
        """Keep a document's text as its first version; the version's id."""
        if self.act is None:
            return -1
        version = self._first("text_versions")
        self._texts.append((document, text))
        self._next["text_versions"] = version + 1
        self._n_characters += len(text)
        return version

    def _first(self, table: str) -> int:
        assert self.act is not None
        return self._next[table] if table in self._next else self.act.reserve(table, 1)[0]

    @property
    def is_full(self) -> bool:
        """Whether as much waits as may."""
        return self._n_rows >= _ENOUGH_ROWS or self._n_characters >= _ENOUGH_TEXT

    def flush(self) -> None:
        """Put in what waits."""
        if self.act is None or not (self._n_rows or self._texts):
            return
        for table in _QUEUED:
            if table == "text_versions":
                self._put_texts(self.act)
            for columns, rows in self._queues[table].items():
                self.act.insert_rows(table, columns, rows)
            self._queues[table].clear()
        self._next.clear()
        self.waiting.clear()
        self._n_rows = self._n_characters = 0

    def _put_texts(self, act: Act) -> None:
        if self._texts:
            versions = act.reserve("text_versions", len(self._texts))
            contents = act.keep_texts(versions, [text for _document, text in self._texts])
            rows = [
                (document, 1, content, len(text), 1)
                for (document, text), content in zip(self._texts, contents, strict=True)
            ]
            act.insert_rows("text_versions", VERSION_COLUMNS, rows)
            self._texts.clear()

    def free_guid(self, wanted: str, taken: set[str]) -> str:
        """The GUID, or a new one where something else has it already."""
        chosen = wanted if wanted and wanted not in taken else new_guid()
        taken.add(chosen)
        return chosen
