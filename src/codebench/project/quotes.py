"""What codes, memos and settlements quote from texts that are erased: found by runs of words, and taken out."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from codebench.project.session import Session
from codebench.store.journal import Act
from codebench.store.tables import STATE, Scalar

# A shorter piece of text in a codebook's example says nothing about where it came from.
TRACE = 15
# So many words in a row, elsewhere in the project, are taken from the text.
RUN = 5

QUOTING = {
    "codes": ("definition", "include_when", "exclude_when", "example", "counter_example"),
    "memos": ("title", "body"),
    "settlements": ("note",),
    "rounds": ("reason",),
    "excerpts": ("report_text", "paraphrase"),
    "themes": ("name", "claim", "body"),
    "code_links": ("note",),
    "summaries": ("text",),
}
"""By table the columns in which people quote."""

_WORD = re.compile(r"\w+")
_EXAMPLES = ("example", "counter_example")
_PLACEHOLDER = "[…]"

Run = tuple[str, ...]


class Runs:
    """The runs of words that are looked for, and which of them stand in texts."""

    def __init__(self, wanted: Iterable[Run]) -> None:
        self._wanted = frozenset(wanted)
        self._lengths = frozenset(map(len, self._wanted))
        self.taken: set[Run] = set()

    def take(self, text: str) -> None:
        """These are taken which stand in the text."""
        self.taken |= self._in(text)

    def leave(self, text: str) -> None:
        """These are not taken which stand in the text: it stays."""
        self.taken -= self._in(text)

    def _in(self, text: str) -> set[Run]:
        words = _words(text) if self._wanted else []
        found: set[Run] = set()
        for n in self._lengths:
            found.update(run for run in zip(*(words[i:] for i in range(n)), strict=False) if run in self._wanted)
        return found

    def has(self, text: str, name: str) -> bool:
        """Whether a field of this name quotes what was taken."""
        return any(run in self.taken for run in runs_of(text, name))

    def without(self, text: str, name: str) -> str:
        """The text without the lines (of an example) or the runs of words (of anything else) that were taken."""
        lines = text.split("\n")
        if name in _EXAMPLES:
            return "\n".join(line for line in lines if not self.has(line, name))
        return "\n".join(self._blanked(line) for line in lines)

    def _blanked(self, line: str) -> str:
        places = [found.span() for found in _WORD.finditer(line)]
        words = _words(line)
        taken = bytearray(len(line))
        for i in range(len(words) - RUN + 1):
            if tuple(words[i : i + RUN]) in self.taken:
                start, end = places[i][0], places[i + RUN - 1][1]
                taken[start:end] = b"\1" * (end - start)
        parts = groupby(zip(line, taken, strict=True), key=itemgetter(1))
        return "".join(_PLACEHOLDER if hit else "".join(char for char, _hit in part) for hit, part in parts)


class Quotes:
    """What codes, memos and settlements quote, now or at any time before, from texts that go (and not from others)."""

    def __init__(self, session: Session, gone: Iterable[str], left: Iterable[str] = ()) -> None:
        self._session = session
        self._numbers = {STATE[name].number: name for name in QUOTING}
        names = {name: _words(name) for (name,) in session.tuples("SELECT name FROM codes")}
        wanted = {run for _id, _table, values in self._kept() for name, text in values for run in runs_of(text, name)}
        wanted |= {tuple(words) for name, words in names.items() if _is_telling(name, words)}
        self._runs = Runs(wanted)
        for text in gone:
            self._runs.take(text)
        for text in left:
            self._runs.leave(text)
        self._names = tuple(name for name, words in names.items() if tuple(words) in self._runs.taken)
        self.contents = [
            row_id
            for row_id, _table, values in self._kept()
            if any(self._runs.has(text, name) for name, text in values)
        ]

    def code_names(self) -> tuple[str, ...]:
        """The names of codes that stand in the texts."""
        return self._names

    def take_out(self, act: Act) -> int:
        """Take the quotes out of what is there now; from how many fields."""
        n = 0
        for table, names in QUOTING.items():
            changes: list[tuple[int, dict[str, Scalar]]] = []
            for row in self._session.rows(f"SELECT * FROM {table}"):
                new: dict[str, Scalar] = {name: self._runs.without(row[name], name) for name in names}
                changed = {name: text for name, text in new.items() if text != row[name]}
                n += len(changed)
                changes += [(row["id"], changed)] if changed else []
            act.update_rows(table, changes)
        return n

    def _kept(self) -> Iterator[tuple[int, str, list[tuple[str, str]]]]:
        """What the contents hold of these tables: (content, table, the fields that may quote)."""
        marks = ",".join("?" * len(self._numbers))
        for row_id, number, value in self._session.store.connection.execute(
            f"SELECT id, entity, value FROM contents WHERE entity IN ({marks}) AND value IS NOT NULL", [*self._numbers]
        ):
            table = self._numbers[number]
            fields = zip(STATE[table].private, json.loads(value), strict=False)
            yield row_id, table, [(name, text) for name, text in fields if name in QUOTING[table]]


def runs_of(text: str, name: str) -> Iterator[Run]:
    """The runs of words that show where a field comes from; of a short line in an example, the line as a whole."""
    for line in text.split("\n"):
        words = _words(line)
        for i in range(len(words) - RUN + 1):
            yield tuple(words[i : i + RUN])
        if name in _EXAMPLES and len(words) < RUN and _is_telling(line, words):
            yield tuple(words)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _is_telling(text: str, words: Sequence[str]) -> bool:
    return bool(words) and (len(words) >= RUN or len(text.strip()) >= TRACE)
