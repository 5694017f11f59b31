"""Commands on the audit trail: reading it, and taking acts back and doing them again."""

from typing import Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CoderName, ProjectPath
from codebench.cli.output import Output
from codebench.cli.talk import say
from codebench.cli.targets import opened
from codebench.domain.table import plain_table
from codebench.i18n import _

verbs = commands()

Times = Annotated[int, typer.Option("-n", metavar="N", min=1, help=_("How many acts."))]


@command(verbs, "history", example="history study --limit 20")
def history(
    project: ProjectPath,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, help=_("Only the newest so many."))
    ] = None,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """Show the audit trail: what was done, when and by whom."""
    with opened(project, coder, read_only=True) as work:
        rows = [
            (act.id, act.at, act.coder, act.kind, act.summary, _("undone") if act.undone else "")
            for act in work.history.acts(limit)
        ]
        headings = (_("Act"), _("When"), _("Coder"), _("Kind"), _("What"), _("State"))
        output.emit(plain_table(_("History"), headings, rows))


@command(verbs, "undo", example="undo study -n 3")
def undo(
    project: ProjectPath,
    n: Times = 1,
    to: Annotated[
        int | None, typer.Option("--to", metavar="ACT", help=_("Take back everything after this act, see `history`."))
    ] = None,
    others: Annotated[bool, typer.Option("--others", help=_("Also what other people did since (with --to)."))] = False,
    coder: CoderName = None,
) -> None:
    """Take back your last acts.

    Each can be redone. What somebody built upon is not undone but named.
    """
    if others and to is None:
        raise typer.BadParameter(_("--others goes with --to."))
    with opened(project, coder) as work:
        if to is not None:
            for act in work.history.undo_to(to, others=others):
                say(_("Undone: {what}").format(what=act.summary))
        else:
            lasting = work.history.in_the_way()
            if lasting is not None:
                say(_("'{what}' can't be undone; what was done before it is.").format(what=lasting.summary))
            for _time in range(n):
                say(_("Undone: {what}").format(what=work.history.undo().summary))


@command(verbs, "redo", example="redo study")
def redo(project: ProjectPath, n: Times = 1, coder: CoderName = None) -> None:
    """Do again what was undone last.

    It has to be yours, with nothing of yours done since.
    """
    with opened(project, coder) as work:
        for _time in range(n):
            say(_("Redone: {what}").format(what=work.history.redo().summary))
