"""Commands on the Dutch pipeline: which one is used and what it can't do, and having a better one."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CoderName, ProjectPath, Yes, project_path
from codebench.cli.output import Output
from codebench.cli.talk import agreed, note, say
from codebench.cli.targets import opened
from codebench.domain.table import Table, plain_table
from codebench.i18n import _

if TYPE_CHECKING:
    from codebench.language.pipelines import Choice

noun = commands()

_BEST = "best"


@command(noun, "status", example="model status study")
def status(
    project: Annotated[
        Path | None,
        typer.Argument(metavar="[PROJECT]", parser=project_path, help=_("A project, for what it has set and done.")),
    ] = None,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """Show which Dutch pipeline is used, what it can't do, and which others there are.

    With a project also how many of its texts were annotated.
    """
    from codebench.language.pipelines import choose

    if project is None:
        output.emit(_pipelines(choose(), []), cut=False)
        return
    with opened(project, coder, read_only=True) as work:
        found = work.annotations.status()
        notes = [_("{done} of {texts} texts are annotated by it.").format(done=found.done, texts=found.texts)]
        output.emit(_pipelines(work.annotations.choice, notes, work.annotations.setting), cut=False)


@command(noun, "install", example="model install nl_core_news_sm-3.8.0-py3-none-any.whl")
def install(
    wheel: Annotated[
        Path | None,
        typer.Argument(
            metavar="[WHEEL]", help=_("A file that was carried here; else it is fetched from the internet.")
        ),
    ] = None,
    yes: Yes = False,
) -> None:
    """Install an official Dutch pipeline, which also finds names of persons and places.

    A wheel file is installed as it is, without the internet. Nothing of any project is sent anywhere.
    """
    from codebench.language.installing import download, look_into
    from codebench.language.installing import install as put_in
    from codebench.language.pipelines import OFFICIAL, choose

    name = OFFICIAL[0]
    if wheel is None:
        if not agreed(yes, _("Fetch {name} from the internet and install it?").format(name=name)):
            return
        note(_("Fetching {name}…").format(name=name))
        download(name)
    else:
        found = look_into(wheel)
        name = found.name
        question = _("Install {name} {version} from this file?").format(name=name, version=found.version)
        if not agreed(yes, question):
            return
        put_in(found)
    say(_("Installed {name}.").format(name=name))
    if choose().pipeline.name != name:
        note(_("Have a project use it with `codebench model use PROJECT {name}`.").format(name=name))


@command(noun, "use", example="model use study nl_core_news_md")
def use(
    project: ProjectPath,
    name: Annotated[
        str,
        typer.Argument(
            metavar="PIPELINE",
            help=_("An installed pipeline by name, 'bundled' for the one that comes with codebench, or 'best'."),
        ),
    ],
    coder: CoderName = None,
) -> None:
    """Choose the pipeline of a project; undo takes it back.

    What another pipeline said of the texts is kept beside it.
    """
    with opened(project, coder) as work:
        used = work.annotations.use(None if name == _BEST else name)
        say(_("{project} uses {name} {version}.").format(project=work.path.stem, name=used.name, version=used.version))
        if work.annotations.status().to_do:
            note(
                _("Its texts are annotated by that when they are next open on the screen, or by `codebench annotate`.")
            )


def _pipelines(choice: "Choice", notes: Sequence[str], setting: str | None = None) -> Table:
    from codebench.language.pipelines import BUNDLED, OFFICIAL, PipelineInfo, find

    used = choice.pipeline
    rows: list[tuple[str, str, str, str]] = []
    for name in dict.fromkeys((*([setting] if setting else []), *OFFICIAL, BUNDLED, used.name)):
        found = find(name)
        if isinstance(found, PipelineInfo):
            can = ", ".join(
                what
                for has, what in (
                    (True, _("sentences")),
                    (found.has_lemmas, _("lemmas")),
                    (found.has_tags, _("parts of speech")),
                    (found.has_entities, _("names")),
                )
                if has
            )
            state = _("used") if name == used.name else _("installed")
            rows.append((name, found.version, state, can))
        else:
            rows.append((name, "", _("not here"), ""))
    lacks = [_("Without a better one: {what}.").format(what="; ".join(used.missing()))] if used.missing() else []
    if not used.has_entities:
        lacks.append(_("`codebench model install` brings nl_core_news_sm, which finds names."))
    headings = (_("Pipeline"), _("Version"), _("State"), _("Finds"))
    return replace(plain_table(_("Dutch pipelines"), headings, rows), notes=(*notes, *choice.doubts, *lacks))
