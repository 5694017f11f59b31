"""What taking in another tool's project comes to, before and after: counts per kind, and the loss report."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from codebench.domain.project_draft import Fate, ProjectDraft, Remark, Way
from codebench.domain.table import Table, plain_table
from codebench.domain.text import shown_line
from codebench.i18n import _

EXAMPLES = 6

_ORDER = (Fate.CAME, Fate.THERE, Fate.LEFT, Fate.CHANGED, Fate.DOUBTFUL)


@dataclass(frozen=True, slots=True)
class Example:
    """A coded passage as it was understood: its document, its code, its words, and whether its place is certain."""

    document: str
    code: str
    quote: str
    is_certain: bool


@dataclass(slots=True)
class Tally:
    """What became of what the file holds, as it is counted."""

    fates: Counter[tuple[Fate, str, str]] = field(default_factory=Counter)
    examples: list[Example] = field(default_factory=list)

    def count(self, fate: Fate, what: str, detail: str = "", n: int = 1) -> None:
        """Count something under what became of it."""
        self.fates[fate, what, detail] += n

    @property
    def wants_examples(self) -> bool:
        """Whether there is room for an example."""
        return len(self.examples) < EXAMPLES

    def show(self, example: Example) -> None:
        """Keep an example, at most two of a document."""
        same = sum(each.document == example.document for each in self.examples)
        if self.wants_examples and same < 2:
            self.examples.append(example)

    @property
    def n_new(self) -> int:
        """How many things are new to the project."""
        return sum(n for (fate, _what, _detail), n in self.fates.items() if fate is Fate.CAME)

    def remarks(self) -> list[Remark]:
        """The lines of the report, in the order of what became of things."""
        lines = [Remark(fate, what, n, detail) for (fate, what, detail), n in self.fates.items() if n]
        return sorted(lines, key=lambda line: _ORDER.index(line.fate))


@dataclass(frozen=True, slots=True)
class ExchangePlan:
    """A project of another tool beside ours: what would come, and what would not.

    `head` is our journal's, at the moment of the plan; `known` the name under which the same file came before.
    """

    draft: ProjectDraft
    remarks: tuple[Remark, ...]
    examples: tuple[Example, ...]
    n_new: int
    head: str
    known: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it is new."""
        return self.n_new == 0 or self.known is not None

    @property
    def is_undecided(self) -> bool:
        """Whether it is open how positions count: then a person has to choose, or codings come as uncertain."""
        return sum(way.is_likely for way in self.draft.ways) > 1


def report(source: str, tool: str, remarks: tuple[Remark, ...], convention: str) -> Table:
    """The loss report: what came, what was there, what could not come, what was changed, what is doubtful."""
    rows = [(_told(each.fate), each.what, each.n, each.detail) for each in remarks]
    title = _("What comes of {file} ({tool})").format(file=source, tool=shown_line(tool) or _("tool not named"))
    table = plain_table(title, (_("What becomes of it"), _("What"), _("N"), _("Details")), rows)
    if not convention:
        return table
    note = _("Positions in texts: {convention}.").format(convention=convention)
    return Table(table.title, table.columns, table.rows, table.rule, table.n, (note,))


def examples_table(examples: tuple[Example, ...]) -> Table:
    """Coded passages as they were understood, to be looked at before yes."""
    rows = [(e.document, e.code, e.quote, "" if e.is_certain else _("place not certain")) for e in examples]
    return plain_table(_("Coded passages as understood"), (_("Document"), _("Code"), _("Words"), ""), rows)


def ways_table(ways: Sequence[Way]) -> Table:
    """The likely ways to count positions, each with the same passages: who looks at them can see which is right."""
    likely = [way for way in ways if way.is_likely]
    rows = [(way.name, *example) for each in zip(*(_rows(way) for way in likely), strict=True) for way, example in each]
    headings = (_("Way to count"), _("Document"), _("The passage would be"))
    return plain_table(_("Which of these is what the coder meant?"), headings, rows)


def _rows(way: Way) -> list[tuple[Way, tuple[str, str]]]:
    return [(way, example) for example in way.examples]


def in_words(remarks: tuple[Remark, ...], convention: str) -> str:
    """The loss report as the text of a memo."""
    lines = [f"- {_told(r.fate)}: {r.what}: {r.n}{f' ({r.detail})' if r.detail else ''}" for r in remarks]
    if convention:
        lines.append("- " + _("Positions in texts: {convention}.").format(convention=convention))
    return "\n".join(lines)


def _told(fate: Fate) -> str:
    return {
        Fate.CAME: _("comes in"),
        Fate.THERE: _("is here already"),
        Fate.LEFT: _("stays out"),
        Fate.CHANGED: _("is changed"),
        Fate.DOUBTFUL: _("is doubtful"),
    }[fate]
