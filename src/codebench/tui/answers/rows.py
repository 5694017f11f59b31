"""The rows of the answers table: what is shown of each answer, read a page at a time from ids alone."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from codebench.project.models import AnswerRow, CodeInfo
from codebench.tui.answers.chips import Chip
from codebench.tui.parts.codetext import told_apart


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer in the table: the row as it was read, and its codes as chips in the order of `row.codes`.

    `row.codes` are the coder's own; `others` are the chips of other coders' codings, where these are shown; `values`
    are the respondent's values of the variables that are shown.
    """

    row: AnswerRow
    own: tuple[Chip, ...]
    others: tuple[Chip, ...] = ()
    values: tuple[str, ...] = ()

    @property
    def key(self) -> int:
        """The answer's document."""
        return self.row.document_id

    @property
    def chips(self) -> tuple[Chip, ...]:
        """All chips, the coder's own first."""
        return self.own + self.others


Read = Callable[[Sequence[int]], Sequence[AnswerRow]]


class AnswerSource:
    """The answers with these ids, in this order.

    `own` reads them with the codings of the coder who looks, `everybody` (where others are shown) with all, `values`
    (where variables are shown) the values of their respondents.
    """

    def __init__(
        self,
        ids: Iterable[int],
        codes: Mapping[int, CodeInfo],
        own: Read,
        everybody: Read | None = None,
        values: Callable[[Sequence[int]], Mapping[int, tuple[str, ...]]] | None = None,
    ) -> None:
        self.ids = array("q", ids)
        self._codes = codes
        self._own = own
        self._everybody = everybody
        self._values = values
        self._namesakes: dict[str, list[CodeInfo]] = {}  # the codes of each name

    def __len__(self) -> int:
        return len(self.ids)

    def index_of(self, key: int) -> int | None:
        """The place of the answer with this document, or None."""
        try:
            return self.ids.index(key)
        except ValueError:
            return None

    def fetch(self, start: int, n: int) -> list[AnswerLine]:
        """The answers from this place on."""
        ids = self.ids[start : start + n]
        self._namesakes = {}
        for code in self._codes.values():
            self._namesakes.setdefault(code.name, []).append(code)
        rows = self._own(ids)
        values = self._values(ids) if self._values is not None else {}
        if self._everybody is None:
            return [AnswerLine(row, self._chips(row.codes), values=values.get(row.document_id, ())) for row in rows]
        lines = []
        for row, seen in zip(rows, self._everybody(ids), strict=True):
            theirs = [coding for coding in seen.codes if coding not in set(row.codes)]
            others = self._chips(theirs, own=False)
            lines.append(AnswerLine(row, self._chips(row.codes), others, values.get(row.document_id, ())))
        return lines

    def _chips(self, codings: Iterable[tuple[int, int]], *, own: bool = True) -> tuple[Chip, ...]:
        known = [self._codes[code_id] for _coding, code_id in codings if code_id in self._codes]
        return tuple(
            Chip(told_apart(code, known), code.colour, own, told_apart(code, self._namesakes.get(code.name, ())))
            for code in known
        )
