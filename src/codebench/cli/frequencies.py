"""The command that counts how often each code was given."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import ProjectPath
from codebench.cli.output import Output
from codebench.cli.scoping import By, Counting, MinCell, OfSet, Ranked, Weight
from codebench.cli.targets import looked_into, pairs_of
from codebench.i18n import _

if TYPE_CHECKING:
    from codebench.analysis.quantifiers import Band

verbs = commands()


@command(verbs, "frequencies", example="frequencies study --by level --coder Lena --format xlsx -o codes.xlsx")
def frequencies(
    project: ProjectPath,
    counting: Counting,
    by: By = None,
    base: Annotated[
        Literal["cases", "codings", "documents", "words"],
        typer.Option("--base", help=_("What is counted: cases or documents (each once), codings, or words.")),
    ] = "cases",
    code_set: OfSet = None,
    min_cell: MinCell = 0,
    weight: Weight = None,
    rank: Ranked = False,
    words: Annotated[bool, typer.Option("--words", help=_("Say shares in words too: 'de meeste', 'enkele'."))] = False,
    band: Annotated[
        list[str] | None,
        typer.Option("--band", metavar="WORD=PERCENT", help=_("A word of your own and its least share; repeatable.")),
    ] = None,
    *,
    output: Output,
) -> None:
    """Count how often each code was given.

    The table carries its rule, N, and per cent of N (below 30: "n of N"). Who takes part in an open blind round
    (CODEBENCH_CODER says who looks) sees their own alone.
    """
    from codebench.analysis.frequencies import Base, FrequencyRequest

    bands = _bands(band) if words or band else ()
    with looked_into(project) as work:
        request = FrequencyRequest(Base(base), by, counting.scope_in(work), weight, rank, bands, code_set, min_cell)
        output.emit(work.frequencies(request))


def _bands(given: list[str] | None) -> "tuple[Band, ...]":
    from codebench.analysis.quantifiers import BANDS, Band

    if not given:
        return BANDS
    pairs = pairs_of(given, "--band", at_last=True)
    try:
        return tuple(Band(word, float(least.replace(",", ".").removesuffix("%"))) for word, least in pairs)
    except ValueError:
        raise typer.BadParameter(_("a share is a number from 0 to 100."), param_hint="--band") from None
