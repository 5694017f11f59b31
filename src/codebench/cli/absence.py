"""The command on the words that mean "no answer"."""

from typing import Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CoderName, ProjectPath
from codebench.cli.output import Output
from codebench.cli.targets import opened, pairs_of
from codebench.domain.table import plain_table
from codebench.domain.variables import Absence
from codebench.i18n import _

verbs = commands()


@command(verbs, "absence", example="absence study --add 'n.v.t.=niet relevant'")
def absence(
    project: ProjectPath,
    add: Annotated[
        list[str] | None,
        typer.Option("--add", metavar="KIND=WORD", help=_("A word for blank, n.v.t. or weet niet; repeatable.")),
    ] = None,
    remove: Annotated[
        list[str] | None, typer.Option("--remove", metavar="WORD", help=_("A word that is an answer; repeatable."))
    ] = None,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """Show or change the words that mean "no answer" in the surveys that come in from now on.

    Only an answer that is the whole word counts as none. "geen" is an answer ("geen drempels"), unless you say
    otherwise for a question in its recipe: `absence: {n.v.t.: [geen]}`.
    """
    with opened(project, coder, read_only=not (add or remove)) as work:
        for kind, word in pairs_of(add or [], "--add"):
            if kind not in tuple(Absence):
                raise typer.BadParameter(
                    _("'{kind}' is not one of blank, n.v.t., weet niet.").format(kind=kind), param_hint="--add"
                )
            work.absences.add(Absence(kind), word)
        for word in remove or []:
            work.absences.remove(word)
        rows = [(str(kind), word) for kind, words in work.absences.words().by_kind().items() for word in words]
        output.emit(plain_table(_("Words that mean no answer"), (_("Kind"), _("Word")), rows))
