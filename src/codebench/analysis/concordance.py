"""The concordance: each place where a word stands, with what is left and right of it, lined up at the word."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from codebench.analysis.scope import ScopeRequest
from codebench.domain.rule import comparable
from codebench.domain.table import Column, ColumnKind, ProjectState, Row, Table
from codebench.domain.text import shown_line
from codebench.i18n import _, plural

CONTEXT = 40
WIDEST = 120
"""How many code points on either side are shown at first, and kept at most."""
DENIED = "¬"
"""Stands before a hit that is denied: "geen tijd"."""


class Order(StrEnum):
    """In which order the places stand: that of the material, or of the words to the right or to the left."""

    PLACE = "place"
    RIGHT = "right"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class ConcordanceRequest:
    """What to find (`pattern`, in the syntax of rules, a plain word standing for all its forms), and where.

    `by` is a variable whose value is told with each place.
    """

    pattern: str
    by: str | None = None
    scope: ScopeRequest = field(default_factory=ScopeRequest)


@dataclass(frozen=True, slots=True)
class Line:
    """A place, half-open [start, end) in code points of the present text of a document, with what is around it.

    `left` and `right` are all that is said in the unit before and behind, cut at `WIDEST` code points. `case` is who
    speaks; `counted` is the id of the case that it counts for, None for a moderator or nobody in particular. `values`
    are those of the variable that was asked for, `codes` those that the present coder put on it.
    """

    document_id: int
    version_id: int
    document: str
    case: str
    counted: int | None
    start: int
    end: int
    left: str
    hit: str
    right: str
    is_denied: bool
    is_moderator: bool = False
    values: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concordance:
    """The places in the order of the material.

    `read` of `texts` of the material are annotated, and were looked in; `of_values` holds the cases of each value of
    the variable `by`, `cases` all of them; `codes_of` is the coder whose codes are told, empty where nobody's are.
    """

    pattern: str
    lines: tuple[Line, ...]
    texts: int
    read: int
    cases: int
    material: str
    by: str = ""
    of_values: tuple[tuple[str, int], ...] = ()
    codes_of: str = ""
    state: ProjectState | None = None

    def in_order(self, order: Order) -> list[Line]:
        """The places in an order; those that are alike there in that of the material."""
        match order:
            case Order.RIGHT:
                return sorted(self.lines, key=lambda line: _words(line.right))
            case Order.LEFT:
                return sorted(self.lines, key=lambda line: _words(line.left)[::-1])
            case Order.PLACE:
                return list(self.lines)

    def n(self) -> str:
        """The N in a sentence."""
        sentence = _("N = {hits} in {texts} by {cases} of {all}.").format(
            hits=plural("{n} hit", "{n} hits", len(self.lines)),
            texts=plural("{n} text", "{n} texts", len({line.document_id for line in self.lines})),
            cases=len({line.counted for line in self.lines} - {None}),
            all=plural("{n} case", "{n} cases", self.cases),
        )
        if self.read == self.texts:
            return sentence
        annotated = _("Looked in: {n} of {of} (the others are not annotated yet).")
        return f"{sentence} {annotated.format(n=self.read, of=plural('{n} text', '{n} texts', self.texts))}"

    def rule(self) -> str:
        """What is a hit."""
        rule = _("Rule: found is {pattern}, within one sentence; {denied} marks what is denied there; {material}.")
        return rule.format(pattern=self.pattern, denied=DENIED, material=self.material)

    def notes(self) -> Iterator[str]:
        """The hits by value, and what has to be said about the material."""
        for label, n in self.of_values:
            there = [line for line in self.lines if label in line.values]
            yield _("{variable} = {label}: {hits} by {cases} of {all}.").format(
                variable=shown_line(self.by),
                label=shown_line(label),
                hits=plural("{n} hit", "{n} hits", len(there)),
                cases=len({line.counted for line in there} - {None}),
                all=plural("{n} case", "{n} cases", n),
            )
        nobodys = sum(line.counted is None for line in self.lines)
        if nobodys:
            yield plural(
                "{n} hit is of nobody who counts as a case (a moderator, allen, onbekend).",
                "{n} hits are of nobody who counts as a case (a moderator, allen, onbekend).",
                nobodys,
            )
        if self.read < self.texts:
            yield _("Nothing is found in what is not annotated yet; `codebench annotate` does the rest.")

    def table(
        self, order: Order = Order.PLACE, limit: int | None = None, context: int = CONTEXT, names: int | None = None
    ) -> Table:
        """The concordance as a Table, with `context` code points on either side.

        The names of documents are cut at `names` code points, so that the places stay on a line each.
        """
        lines = self.in_order(order)
        shown = lines[:limit]
        notes = [*self.notes()]
        if len(shown) < len(lines):
            notes.append(_("Shown are the first {n} of {of}.").format(n=len(shown), of=len(lines)))
        columns = [Column(_("Document")), Column(_("Case")), Column(_("Start"), ColumnKind.COUNT)]
        columns += [Column(self.by)] if self.by else []
        # To the right, so that the word itself stands in one column.
        columns += [Column(_("Left"), ColumnKind.NUMBER), Column(DENIED), Column(_("Hit")), Column(_("Right"))]
        columns += [Column(_("Codes"))] if self.codes_of else []
        return Table(
            title=_("Concordance of {pattern}").format(pattern=self.pattern),
            columns=tuple(columns),
            rows=tuple(Row(tuple(self._cells(line, context, names))) for line in shown),
            rule=self.rule(),
            n=self.n(),
            notes=tuple(notes),
            state=self.state,
        )

    def _cells(self, line: Line, context: int, names: int | None) -> Iterator[str | int]:
        yield from (line.document if names is None else _cut(line.document, names), line.case, line.start)
        if self.by:
            yield ", ".join(line.values)
        yield from (before(line, context), DENIED if line.is_denied else "", line.hit, behind(line, context))
        if self.codes_of:
            yield "; ".join(line.codes)


def before(line: Line, width: int) -> str:
    """What is left of the hit in at most so many code points, with `…` where something was cut off."""
    return line.left if len(line.left) <= width else "…" + line.left[len(line.left) - width + 1 :]


def behind(line: Line, width: int) -> str:
    """What is right of the hit, likewise."""
    return _cut(line.right, width)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _words(text: str) -> list[str]:
    return [word for part in unicodedata.normalize("NFC", text).split() if (word := comparable(part))]
