"""Passages that a query found, with who says them and what is around; as rows on a screen and as one Table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from codebench.analysis import told
from codebench.analysis.scope import ScopeRequest
from codebench.domain.table import Cell, Column, ColumnKind, ProjectState, Row, Table
from codebench.domain.text import shown_line
from codebench.i18n import _, plural

CONTEXT = 160
"""Code points of text on either side of a passage."""


class Grouping(StrEnum):
    """What passages stand under."""

    CODE = "code"
    CASE = "case"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class RetrievalRequest:
    """Which passages (a query as it is typed), with which variables told, and whether only starred ones."""

    query: str = ""
    by: tuple[str, ...] = ()
    starred: bool = False
    scope: ScopeRequest = field(default_factory=ScopeRequest)


@dataclass(frozen=True, slots=True)
class Passage:
    """A coding, or (without `coding_id`) a whole unit: where it lies, who says it, what it says, what was kept of it.

    `start` and `end` are code points of the document's present text; `values` those of the variables that were asked.
    """

    coding_id: int | None
    document_id: int
    document: str
    start: int
    end: int
    code: str
    coder: str
    who: str
    values: tuple[str, ...]
    before: str
    quote: str
    after: str
    starred: bool = False
    report_text: str = ""
    paraphrase: str = ""

    def group(self, by: Grouping) -> str:
        """What it stands under."""
        return {Grouping.CODE: self.code, Grouping.CASE: self.who, Grouping.DOCUMENT: self.document}[by]


@dataclass(frozen=True, slots=True)
class Passages:
    """What was found, in the order of the material; `query` in words that can be typed, `codes` in the tree's order.

    `cases` counts those who say something of it, `nobodys` passages of moderators and of speakers who are no one.
    """

    query: str
    items: tuple[Passage, ...]
    by: tuple[str, ...]
    codes: tuple[str, ...]
    cases: int
    nobodys: int
    layer: str
    material: str
    of_units: bool = False
    starred: bool = False
    state: ProjectState | None = None

    def grouped(self, by: Grouping) -> list[Passage]:
        """The same, those of one code, case or document together."""
        order = {code: i for i, code in enumerate(self.codes)}
        first: dict[str, int] = {}
        for each in self.items:
            first.setdefault(each.group(by), order.get(each.code, 0) if by is Grouping.CODE else len(first))
        return sorted(self.items, key=lambda each: first[each.group(by)])

    def n(self) -> str:
        """How many there are, of how many cases."""
        n = len(self.items)
        what = (
            plural("N = {n} unit", "N = {n} units", n)
            if self.of_units
            else plural("N = {n} passage", "N = {n} passages", n)
        )
        return _("{what} of {cases}.").format(what=what, cases=plural("{n} case", "{n} cases", self.cases))

    def notes(self) -> Iterator[str]:
        """What one has to know of it."""
        if self.nobodys:
            yield plural(
                "{n} passage by moderators or by no one in particular is left out.",
                "{n} passages by moderators or by no one in particular are left out.",
                self.nobodys,
            )

    def rule(self) -> str:
        """How it was looked for."""
        what = _("a passage is a coding of one of the codes that are named, on a unit for which the query holds")
        units = _("no code is asked for: each unit for which the query holds is one passage")
        return told.rule(
            units if self.of_units else what,
            _("sub-codes are rolled up (=code takes it alone)"),
            _("only starred passages") if self.starred else "",
            told.left_out(),
            self.layer,
            self.material,
        )

    def table(self, by: Grouping = Grouping.CODE, *, context: bool = False) -> Table:
        """All of it as a Table, grouped; with `context` the text around each passage as well."""
        found = self.grouped(by)
        kept = [
            (name, [getattr(each, name) for each in found])
            for name in ("report_text", "paraphrase")
            if any(getattr(each, name) for each in found)
        ]
        headings = {"report_text": _("Version for the report"), "paraphrase": _("Paraphrase")}
        is_starred = any(each.starred for each in found)
        around = (_("Before"), _("Passage"), _("After")) if context else (_("Passage"),)
        columns = [_("Code"), _("Who"), *self.by, _("Document"), *around, *(headings[name] for name, _texts in kept)]
        columns += [_("Starred")] if is_starred else []
        columns += [] if self.of_units else [_("Coding")]
        rows = []
        for i, each in enumerate(found):
            said: Sequence[Cell] = (each.before, each.quote, each.after) if context else (each.quote,)
            cells: list[Cell] = [each.code, each.who, *each.values, each.document, *said]
            cells += [texts[i] for _name, texts in kept]
            cells += [STAR if each.starred else ""] if is_starred else []
            cells += [] if self.of_units else [each.coding_id]
            rows.append(Row(tuple(cells)))
        return Table(
            title=_("Passages: {query}").format(query=shown_line(self.query)),
            columns=tuple(
                Column(name, ColumnKind.COUNT if name == _("Coding") else ColumnKind.TEXT) for name in columns
            ),
            rows=tuple(rows),
            rule=self.rule(),
            n=self.n(),
            notes=tuple(self.notes()),
            state=self.state,
        )


STAR = "★"
