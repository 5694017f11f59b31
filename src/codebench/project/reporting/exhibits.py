"""The tables that a template asks for beside those of its chapters, each the same as that of its command."""

from contextlib import suppress
from dataclasses import replace

from codebench.analysis.comparison import ComparisonRequest
from codebench.analysis.cooccurrence import CooccurrenceRequest, Shape
from codebench.analysis.families import FamiliesRequest
from codebench.analysis.folding import FoldRequest, folded
from codebench.analysis.newcodes import NewCodesRequest
from codebench.analysis.scales import ScalesRequest
from codebench.domain.errors import InputError
from codebench.domain.table import Table
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.reporting.counted import compact
from codebench.project.reporting.ground import Ground
from codebench.report.blocks import Block, Grid, Picture
from codebench.report.charting import NothingToDrawError, charts_of
from codebench.report.template import Exhibit, ExhibitRequest


def exhibit(ground: Ground, asked: ExhibitRequest) -> list[Block]:
    """A table with its picture, where there are figures that can be drawn (of scales, one for all of the same points).

    Raises:
        InputError: the table can't be made; the sentence names the line of the template.
    """
    blocks: list[Block] = []
    try:
        table = _table(ground, asked)
        blocks.append(Grid(compact(table)))
        # Where shares are of too few to be drawn, the table says so with every figure.
        with suppress(NothingToDrawError):
            charts = charts_of(table, stacked=asked.is_stacked)
            for chart in charts:
                drawn = replace(chart, title="", notes=(table.n,) if table.n else ())
                # Scales of other points are told apart by these.
                points = f" ({chart.series[0].name}–{chart.series[-1].name})" if len(charts) > 1 else ""
                blocks.append(Picture(drawn, table.title + points))
    except InputError as error:
        message = _("{name}, line {line}: {problem}")
        raise InputError(
            message.format(name=shown_line(ground.template.name), line=asked.line, problem=error)
        ) from error
    return blocks


def _table(ground: Ground, asked: ExhibitRequest) -> Table:
    figures, scope, template = ground.figures, ground.scope, ground.template
    match asked.kind:
        case Exhibit.SCALES:
            return figures.scales(
                ScalesRequest(asked.of, asked.by, alpha=template.alpha, min_cell=template.min_cell, scope=scope)
            )
        case Exhibit.ANSWERS:
            return figures.compared(
                ComparisonRequest(
                    by=asked.by,
                    answers=asked.of[0],
                    is_ranked=True,
                    alpha=template.alpha,
                    least_v=template.least_v,
                    min_cell=template.min_cell,
                    scope=scope,
                )
            )
        case Exhibit.FOLDED:
            return folded(ground.session.store, FoldRequest(asked.of[0], asked.by, scope.coder, template.min_cell))
        case Exhibit.FAMILIES:
            return figures.families(FamiliesRequest(asked.of[0], asked.of[1], asked.by, template.min_cell, scope))
        case Exhibit.SECTIONS:
            return figures.compared(
                ComparisonRequest(
                    is_given=template.is_given, alpha=template.alpha, min_cell=template.min_cell, scope=scope
                )
            )
        case Exhibit.COOCCURRENCE:
            return figures.cooccurrence(
                CooccurrenceRequest(shape=Shape.MATRIX, min_cell=template.min_cell, scope=scope)
            )
        case Exhibit.NEW_CODES:
            return figures.new_codes(NewCodesRequest(is_given=template.is_given, scope=scope))
