"""The command that brings the next export of a survey in: new respondents, changed answers and values."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CoderName, ProjectPath, Yes
from codebench.cli.output import Output
from codebench.cli.privacy import cleared
from codebench.cli.progress import Bar
from codebench.cli.talk import agreed, may_write, note
from codebench.cli.targets import opened
from codebench.i18n import _, plural

if TYPE_CHECKING:
    from codebench.project.appending import AppendPlan

verbs = commands()


@command(verbs, "append", example="append study enquete-juni.csv --to enquete-mei.csv")
def append(
    project: ProjectPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The next export of a survey that is there."))],
    to: Annotated[
        str | None, typer.Option("--to", metavar="NAME", help=_("Which survey, by the name of its first file."))
    ] = None,
    pseudonyms: Annotated[
        Path | None,
        typer.Option(
            "--pseudonyms",
            metavar="FILE",
            help=_("The key of pseudonyms: put them in before it comes in. Else the project's own, if it has one."),
        ),
    ] = None,
    yes: Yes = False,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """Bring the next export of a survey in, by the ids of its respondents.

    First it shows what it would do. Its columns are read as those of the survey were. Who is new comes in; an answer
    that changed becomes a new version of the text, with its codings; who is no longer there is named and stays. One
    undo takes all of it back. Pseudonyms of the project's key are put in first, so that no name comes back.
    """
    from codebench.ingest import ReadOptions, read
    from codebench.project.appending_table import append_table

    with opened(project, coder, read_only=not may_write(yes)) as work:
        with Bar(_("comparing")) as bar:
            draft = read(file, options=ReadOptions(recipe=work.appending.recipe(to)))
            key = pseudonyms or work.pseudonyms.key_here
            plan = work.appending.plan(cleared(work, [draft], key)[0], to, bar)
        output.emit(append_table(plan))
        if plan.is_empty:
            note(_("There is nothing new in it."))
        elif agreed(yes, _("Take this in?")):
            if key is not None:
                work.pseudonyms.use_key(key)
            with Bar(_("taking in")) as bar:
                work.appending.take(plan, bar)
            note(_taken(plan))


def _taken(plan: "AppendPlan") -> str:
    return _("Took in {cases}, {answers}, {values}.").format(
        cases=plural("{n} new respondent", "{n} new respondents", len(plan.new)),
        answers=plural("{n} changed answer", "{n} changed answers", len(plan.answers)),
        values=plural("{n} changed value", "{n} changed values", len(plan.values)),
    )
