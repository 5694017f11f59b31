"""The commands that hold codes and answers against groups, sections and each other."""

from typing import Annotated, Literal

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import ProjectPath
from codebench.cli.output import Output
from codebench.cli.scoping import Alpha, By, Counting, Given, MinCell, OfSet, Ranked, Tested, Weight
from codebench.cli.targets import looked_into
from codebench.i18n import _
from codebench.report.registry import PICTURES

verbs = commands()


@command(verbs, "compare", example="compare study --by level --min-cell 5 --format xlsx -o codes-by-level.xlsx")
def compare(
    project: ProjectPath,
    by: By = None,
    by_section: Annotated[
        bool, typer.Option("--by-section", help=_("By the sections in which the units lie, as periods."))
    ] = False,
    answers: Annotated[
        str | None,
        typer.Option(
            "--answers", metavar="VARIABLE", help=_("The answers to this closed question, and not the codes.")
        ),
    ] = None,
    percent: Annotated[
        Literal["column", "row", "both"],
        typer.Option("--percent", help=_("Of the group, of all that have the code, or both.")),
    ] = "column",
    rank: Ranked = False,
    test: Tested = True,
    given: Given = False,
    alpha: Alpha = 0.05,
    least_v: Annotated[
        float, typer.Option("--least-v", metavar="V", min=0, max=1, help=_("Name a difference from this V on."))
    ] = 0.1,
    min_cell: MinCell = 0,
    code_set: OfSet = None,
    weight: Weight = None,
    stacked: Annotated[
        bool,
        typer.Option("--stacked", help=_("In a picture: a bar of 100 % per group, where answers exclude each other.")),
    ] = False,
    *,
    counting: Counting,
    output: Output,
) -> None:
    """Compare codes or closed answers between groups or sections.

    Totals come first. Each code is tested by itself where cases are independent and groups exclude each other; else the
    table says why not.
    """
    from codebench.analysis.comparison import ComparisonRequest, Percent

    if (by is None) != by_section:
        raise typer.BadParameter(_("give either --by VARIABLE or --by-section."))
    if stacked and output.chosen not in PICTURES:
        raise typer.BadParameter(_("--stacked goes with a picture: {formats}.").format(formats=", ".join(PICTURES)))
    with looked_into(project) as work:
        request = ComparisonRequest(
            by=by,
            answers=answers,
            percent=Percent(percent),
            is_tested=test,
            is_given=given,
            is_ranked=rank,
            alpha=alpha,
            least_v=least_v,
            min_cell=min_cell,
            weight=weight,
            scope=counting.scope_in(work),
            code_set=code_set,
        )
        output.emit(work.figures.compared(request), stacked=stacked)


@command(verbs, "families", example="families study succesfactoren drempels --by level")
def families(
    project: ProjectPath,
    first: Annotated[str, typer.Argument(metavar="CODE", help=_("The one code, by path or name."))],
    second: Annotated[str, typer.Argument(metavar="CODE", help=_("The other code, by path or name."))],
    by: By = None,
    min_cell: MinCell = 0,
    *,
    counting: Counting,
    output: Output,
) -> None:
    """Rank the sub-codes of two codes side by side."""
    from codebench.analysis.families import FamiliesRequest

    with looked_into(project) as work:
        output.emit(work.figures.families(FamiliesRequest(first, second, by, min_cell, counting.scope_in(work))))


@command(verbs, "cooccurrence", example="cooccurrence study --near overlap --matrix")
def cooccurrence(
    project: ProjectPath,
    with_code: Annotated[
        list[str] | None,
        typer.Option("--with-code", metavar="CODE", help=_("Only these codes; repeatable. Else all top codes.")),
    ] = None,
    every: Annotated[bool, typer.Option("--all-codes", help=_("All codes, sub-codes too."))] = False,
    code_set: OfSet = None,
    near: Annotated[
        Literal["unit", "overlap", "words"],
        typer.Option("--near", help=_("On one unit, on words that overlap, or with few words between.")),
    ] = "unit",
    within_words: Annotated[
        int, typer.Option("--within-words", metavar="N", min=0, help=_("With --near words: how many."))
    ] = 5,
    matrix: Annotated[
        bool, typer.Option("--matrix", help=_("A square of codes, and not a row for each pair."))
    ] = False,
    units: Annotated[bool, typer.Option("--units", help=_("Units in the square, and not cases."))] = False,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help=_("At most so many pairs."))] = 100,
    min_cell: MinCell = 0,
    *,
    counting: Counting,
    output: Output,
) -> None:
    """Count which codes come together.

    Each unit counts once per pair, each case once; sub-codes are rolled up.
    """
    from codebench.analysis.cooccurrence import CooccurrenceRequest, Nearness, Shape

    with looked_into(project) as work:
        request = CooccurrenceRequest(
            codes=tuple(with_code or ()),
            every=every,
            nearness=Nearness(near),
            words=within_words,
            shape=Shape.MATRIX if matrix else Shape.PAIRS,
            by_units=units,
            limit=limit,
            min_cell=min_cell,
            scope=counting.scope_in(work),
            code_set=code_set,
        )
        output.emit(work.figures.cooccurrence(request))


@command(verbs, "scales", example="scales study --by level --format xlsx -o scales.xlsx")
def scales(
    project: ProjectPath,
    variable: Annotated[
        list[str] | None,
        typer.Option("--variable", metavar="NAME", help=_("Only this scale or number variable; repeatable.")),
    ] = None,
    by: By = None,
    has: Annotated[
        str | None, typer.Option("--has", metavar="CODE", help=_("By who has this code and who has not."))
    ] = None,
    test: Tested = True,
    alpha: Alpha = 0.05,
    min_cell: MinCell = 0,
    *,
    counting: Counting,
    output: Output,
) -> None:
    """Show mean, standard deviation, median and distribution of scales.

    All cases first, then each group; who said n.v.t. is kept apart.
    """
    from codebench.analysis.scales import ScalesRequest

    with looked_into(project) as work:
        request = ScalesRequest(tuple(variable or ()), by, has, test, alpha, min_cell, counting.scope_in(work))
        output.emit(work.figures.scales(request))


@command(verbs, "newcodes", example="newcodes study --question waarom --step 10")
def new_codes(
    project: ProjectPath,
    step: Annotated[
        int | None, typer.Option("--step", metavar="N", min=1, help=_("So many documents in a row of the table."))
    ] = None,
    given: Given = False,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help=_("Which random orders make the band."))] = 1,
    code_set: OfSet = None,
    *,
    counting: Counting,
    output: Output,
) -> None:
    """Count the new codes of each document, in the order of the data.

    Beside them stands what random orders of the same documents give. It says how codes came in, and not that nothing is
    left to find.
    """
    from codebench.analysis.newcodes import NewCodesRequest

    with looked_into(project) as work:
        output.emit(work.figures.new_codes(NewCodesRequest(step, given, seed, counting.scope_in(work), code_set)))
