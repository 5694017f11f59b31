"""The counts of a report: the same tables as those of the commands, and the parts of them that go into a chapter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from codebench.analysis.comparison import ComparisonRequest
from codebench.analysis.frequencies import FrequencyRequest, frequencies
from codebench.analysis.quantifiers import BANDS
from codebench.domain.codetree import CodeTree
from codebench.domain.table import SMALL_N, Cell, Column, ColumnKind, Row, Share, Table, cell_text
from codebench.i18n import _
from codebench.project.reporting.ground import Ground
from codebench.report.chart import Chart, ChartKind, Series
from codebench.report.charting import chart_of


@dataclass(frozen=True)
class Counted:
    """How often each code was given: by group of the first variable of the template, and by the others.

    `by_code` are the rows of `main` by the id of their code, `words` those of the table with words for shares.
    """

    main: Table
    others: Mapping[str, Table]
    by_code: Mapping[int, Row]
    words: Table | None
    in_words: Mapping[int, Row]

    @classmethod
    def of(cls, ground: Ground) -> "Counted":
        """Count what the template asks for."""
        template = ground.template

        def compared(by: str) -> Table:
            return ground.figures.compared(comparison_request(ground, by))

        def counted(*, words: bool) -> Table:
            # Split as the table beside which the words stand, so that these tell nothing that is hidden there.
            by = template.by[0] if template.by and template.min_cell else None
            bands = BANDS if words else ()
            request = FrequencyRequest(by=by, bands=bands, scope=ground.scope, min_cell=template.min_cell)
            return frequencies(ground.session.store, request)

        main = compared(template.by[0]) if template.by else counted(words=False)
        words = counted(words=True) if template.in_words else None
        return cls(
            main,
            {name: compared(name) for name in template.by[1:]},
            rows_by_code(main, ground.tree),
            words,
            {} if words is None else rows_by_code(words, ground.tree),
        )

    def part(self, title: str, codes: Iterable[int]) -> Table:
        """The rows of these codes, with the columns that a page has room for."""
        keys = [code for code in codes if code in self.by_code]
        rows = [self.by_code[code] for code in keys]
        low = min((row.level for row in rows), default=0)
        kept, columns = _columns(self.main)
        tests = [i for i in kept if self.main.columns[i].group == _("Difference")]
        if all(row.cells[i] in (None, "") for row in rows for i in tests):
            # Where nothing of these codes was tested, what a test would say has no column.
            columns = [column for i, column in zip(kept, columns, strict=True) if i not in tests]
            kept = [i for i in kept if i not in tests]
        said: list[tuple[Cell, ...]] = [()] * len(rows)
        if self.words is not None:
            columns.append(self.words.columns[-1])
            said = [(self.in_words[code].cells[-1] if code in self.in_words else "",) for code in keys]
        return Table(
            title,
            tuple(columns),
            tuple(
                Row((*(row.cells[i] for i in kept), *more), row.level - low)
                for row, more in zip(rows, said, strict=True)
            ),
            "",
            self.main.n,
        )

    def differences(self, codes: Iterable[int], by: str, table: Table, tree: CodeTree) -> list[str]:
        """A sentence for each of these codes that differs between the groups of a variable, with its test."""
        rows = rows_by_code(table, tree)
        return [_difference(rows[code], by, table) for code in codes if code in rows and _differs(rows[code], table)]


def comparison_request(ground: Ground, by: str) -> ComparisonRequest:
    """The comparison that a report makes by a variable."""
    template = ground.template
    return ComparisonRequest(
        by=by,
        is_given=template.is_given,
        alpha=template.alpha,
        least_v=template.least_v,
        min_cell=template.min_cell,
        scope=ground.scope,
    )


def rows_by_code(table: Table, tree: CodeTree) -> dict[int, Row]:
    """The rows of a table of codes (in the order of the tree) by the id of their code."""
    found: dict[int, Row] = {}
    above: list[int] = []
    for row in table.rows:
        parent = above[row.level - 1] if row.level else None
        node = next(node for node in tree.children(parent) if node.name == row.cells[0])
        above[row.level :] = [node.id]
        found[node.id] = row
    return found


def is_tested(table: Table) -> bool:
    """Whether anything in a comparison was tested at all."""
    return table.columns[-1].heading == _("differs")


def picture_of(table: Table) -> Chart | None:
    """The shares of a part as bars by group; where these are of fewer than 30, the numbers of all together.

    None where there is nothing to be compared: a single row, or no figure.
    """
    if len(table.rows) < 2:
        return None
    shares = [i for i, column in enumerate(table.columns) if column.kind is ColumnKind.SHARE]
    whole = [row.cells[shares[0]] for row in table.rows] if shares else []
    of = max((cell.of for cell in whole if isinstance(cell, Share)), default=0)
    if of >= SMALL_N:
        chart = chart_of(table)
        return replace(chart, title="", notes=(table.n,))
    if not of:
        return None
    values = tuple(float(cell.n) if isinstance(cell, Share) else None for cell in whole)
    return Chart(
        ChartKind.BARS,
        "",
        tuple(cell_text(row.cells[0]) for row in table.rows),
        tuple(row.level for row in table.rows),
        (Series(_("Total"), values, tuple(map(cell_text, whole))),),
        _("number of cases (of {n})").format(n=of),
        (table.n,),
        float(of),
    )


def compact(table: Table) -> Table:
    """The table with the columns that a page has room for; each figure that is left is that of the table.

    Shares stand alone, since N stands in their heading; of a test only what decides; no distributions.
    """
    kept, columns = _columns(table)
    rows = tuple(Row(tuple(row.cells[i] for i in kept), row.level) for row in table.rows)
    return replace(table, columns=tuple(columns), rows=rows)


def _columns(table: Table) -> tuple[list[int], list[Column]]:
    """Which columns are kept, and as what."""
    shared = {column.group for column in table.columns if column.kind is ColumnKind.SHARE and column.group}
    tests, spread = _("Difference"), _("Distribution")
    deciding = (_("p (Holm)"), "V", _("effect"), _("differs"))
    has_tests = table.columns[-1].group == tests
    kept, columns = [], []
    for i, column in enumerate(table.columns):
        if column.group == spread or (column.group == tests and column.heading not in deciding):
            continue
        # How often cases say it matters least; a chapter tells it in its first sentence.
        if has_tests and not column.group and column.heading == _("Codings"):
            continue
        if column.group in shared:
            if column.kind is not ColumnKind.SHARE:
                continue
            # "(N = 15)" stays together where the heading is broken.
            above, _mark, name = column.group.rpartition(" · ")
            label, mark, size = name.rpartition(" (")
            columns.append(Column(label + mark + size.replace(" ", "\N{NO-BREAK SPACE}"), ColumnKind.SHARE, above))
        else:
            columns.append(column)
        kept.append(i)
    return kept, columns


def _differs(row: Row, table: Table) -> bool:
    return is_tested(table) and row.cells[-1] == _("yes")


def _difference(row: Row, by: str, table: Table) -> str:
    """Such as: 'tijd' differs by niveau: bao (N = 61) 40 %, so (N = 50) 71 % (chi²; p (Holm) = 0.003; V = 0.30)."""
    shares = [
        f"{column.group} {cell_text(cell)}"
        for column, cell in zip(table.columns, row.cells, strict=True)
        if column.kind is ColumnKind.SHARE
    ]
    group = table.columns[-1].group
    told = {
        column.heading: cell_text(cell)
        for column, cell in zip(table.columns, row.cells, strict=True)
        if column.group == group
    }
    method = told.pop(_("test"))
    told.pop(_("differs"))
    figures = "; ".join(f"{name} {_equals(text)}" for name, text in told.items() if text)
    return _("'{code}' differs by {by}: {shares} ({method}; {figures}).").format(
        code=cell_text(row.cells[0]), by=by, shares=", ".join(shares[1:]), method=method, figures=figures
    )


def _equals(text: str) -> str:
    return text if text.startswith("<") else f"= {text}"
