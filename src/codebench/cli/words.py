"""The commands about words: where they stand, how often they are said and by whom, what stands near them."""

import shutil
import sys
from typing import Annotated, Literal

import typer
from rich.cells import cell_len

from codebench.cli.grammar import command, commands
from codebench.cli.options import CoderName, ProjectPath
from codebench.cli.output import Output
from codebench.cli.scoping import By, Level, Within
from codebench.cli.talk import note
from codebench.cli.targets import opened
from codebench.domain.table import Table, plain_table
from codebench.i18n import _

verbs = commands()

_NAMES = 24  # code points of a document's name beside its places on a terminal
_LEAST_CONTEXT = 16

Pattern = Annotated[
    str,
    typer.Argument(
        metavar="WORD",
        help=_(
            "A word in all its forms; '\"tijd\"' as it is written, 'tijd~' with compounds, 'geen ... tijd' in a row."
        ),
    ),
]


@command(verbs, "kwic", example="kwic study 'geen|weinig tijd~' --order right --by level")
def kwic(
    project: ProjectPath,
    word: Pattern,
    by: Annotated[str | None, typer.Option("--by", metavar="VARIABLE", help=_("Tell the value of it."))] = None,
    order: Annotated[
        Literal["place", "right", "left"],
        typer.Option("--order", help=_("By place, or by the words to the right or left.")),
    ] = "place",
    context: Annotated[
        int | None, typer.Option("--context", metavar="N", min=1, max=120, help=_("Characters on either side."))
    ] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help=_("At most so many places."))] = 1000,
    coder: CoderName = None,
    *,
    within: Within,
    output: Output,
) -> None:
    """Show each place of a word in its context: a concordance.

    A plain word stands for all its forms, a verb also where it stands apart ("nam ... over"). ¬ marks what is denied.
    """
    from codebench.analysis.concordance import CONTEXT, ConcordanceRequest, Order

    with opened(project, coder, read_only=True) as work:
        found = work.words.concordance(ConcordanceRequest(word, by, within.scope()))
        on_terminal = not output.asked and sys.stdout.isatty()
        names = _NAMES if on_terminal else None
        if context is None:
            bare = found.table(Order(order), limit, 1, names)
            context = max(_LEAST_CONTEXT, min(CONTEXT, _room(bare) // 2)) if on_terminal else CONTEXT
        output.emit(found.table(Order(order), limit, context, names))


def _room(table: Table) -> int:
    """How many cells of the terminal a table leaves free."""
    rows = [[str(cell) for cell in row.cells] for row in table.rows]
    columns = zip([column.heading for column in table.columns], *rows, strict=True)
    return shutil.get_terminal_size().columns - sum(max(map(cell_len, column)) + 2 for column in columns)


@command(verbs, "words", example="words study --by level --keyness --format xlsx -o words.xlsx")
def words(
    project: ProjectPath,
    by: By = None,
    phrases: Annotated[bool, typer.Option("--phrases", help=_("Phrases of two or three words instead."))] = False,
    keyness: Annotated[
        bool, typer.Option("--keyness", help=_("The words that are said more in each value than in the others."))
    ] = False,
    least: Annotated[
        int, typer.Option("--least", metavar="N", min=1, help=_("Leave out those of fewer cases than this."))
    ] = 2,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, help=_("At most so many rows (with --keyness, per value)."))
    ] = 100,
    level: Level = None,
    *,
    within: Within,
    output: Output,
) -> None:
    """Count words or phrases, by a variable and with keyness.

    Each case counts once per word among the cases; moderators never count.
    """
    from codebench.analysis.words import WordRequest

    request = WordRequest(phrases, by, keyness, least, limit, within.scope(level))
    with opened(project, read_only=True) as work:
        output.emit(work.words.frequencies(request))


@command(verbs, "collocations", example="collocations study tijd")
def collocations(
    project: ProjectPath,
    word: Pattern,
    least: Annotated[
        int, typer.Option("--least", metavar="N", min=1, help=_("Leave out those that stand with it fewer times."))
    ] = 3,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help=_("At most so many rows."))] = 50,
    level: Level = None,
    *,
    within: Within,
    output: Output,
) -> None:
    """Show which words stand near a word.

    Near is at most five words away within the sentence.
    """
    from codebench.analysis.collocations import CollocationRequest

    with opened(project, read_only=True) as work:
        output.emit(work.words.collocations(CollocationRequest(word, least, limit, within.scope(level))))


@command(verbs, "stopwords", example="stopwords study --add lacht --remove zonder")
def stopwords(
    project: ProjectPath,
    add: Annotated[
        list[str] | None, typer.Option("--add", metavar="WORD", help=_("Put a word on the list; repeatable."))
    ] = None,
    remove: Annotated[
        list[str] | None, typer.Option("--remove", metavar="WORD", help=_("Take a word from the list; repeatable."))
    ] = None,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """Show or change the words that counts of words leave out.

    Each change is an act that can be undone.
    """
    with opened(project, coder, read_only=not add and not remove) as work:
        if add:
            work.stopwords.add(*add)
        if remove:
            work.stopwords.remove(*remove)
        present = work.stopwords.present()
        if add or remove:
            note(_("{n} words are on the stop list.").format(n=len(present.words)))
        state = {True: _("added"), False: _("shipped")}
        rows = [(word, state[word in present.added]) for word in sorted(present.words)]
        rows += [(word, _("taken off")) for word in sorted(present.removed)]
        output.emit(plain_table(_("Stop list"), (_("Word"), _("State")), rows))
