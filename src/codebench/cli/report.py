"""The command that writes the report."""

from pathlib import Path
from typing import Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import ProjectPath
from codebench.cli.output import check_free
from codebench.cli.talk import note
from codebench.cli.targets import looked_into
from codebench.i18n import _

verbs = commands()


@command(verbs, "report", example="report study --template ondersteuners -o rapport.docx")
def report(
    project: ProjectPath,
    template: Annotated[
        str,
        typer.Option(
            "--template", metavar="FILE", help=_("A YAML file, or the name of a template that comes with codebench.")
        ),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help=_("The report: .docx, .html or .md."))],
    coder: Annotated[
        str | None,
        typer.Option("--coder", metavar="NAME", help=_("Whose codings count, where the template does not say.")),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Write over a report that was edited."))] = False,
) -> None:
    """Write the report of a project by a template.

    A chapter for each theme with your own text, counts by group and the quotes that you starred; the method in front,
    codebook and account behind. A report that somebody edited since it was written is never written over.
    """
    from dataclasses import replace

    from codebench.report.template_yaml import find_template, read_template

    asked = read_template(find_template(template))
    # Whether a report that stands there may go is another question than that of other files: see `Reports.write`.
    check_free(output, force=True)
    with looked_into(project) as work:
        remarks = work.reports.write(replace(asked, coder=asked.coder or coder), output, force=force)
        note(_("Written to {path}.").format(path=output))
        for remark in remarks:
            note(remark)
