"""The command that finds words in all texts."""

from typing import Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CoderName, OnDocument, ProjectPath
from codebench.cli.output import Output
from codebench.cli.talk import note
from codebench.cli.targets import opened
from codebench.domain.table import plain_table
from codebench.i18n import _

verbs = commands()


@command(verbs, "search", example="search study 'overwerk*' --format json")
def search(
    project: ProjectPath,
    term: Annotated[
        str,
        typer.Argument(
            metavar="TERM",
            help=_("A word or phrase; 'tijd*' finds what begins so, '/over(werk|uren)/' is a regular expression."),
        ),
    ],
    document: OnDocument = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help=_("At most so many places."))] = 1000,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """Find words in all texts.

    Words are found whole, whatever their capitals and accents; of a regular expression only the capitals do not matter.
    """
    with opened(project, coder, read_only=True) as work:
        document_id = None if document is None else work.documents.get(document).id
        hits = work.search.find(term, document_id=document_id, limit=limit)
        rows = [
            (f"#{hit.document_id}", hit.document, hit.case, hit.start, hit.end, hit.before, hit.found, hit.after)
            for hit in hits
        ]
        headings = (
            _("Id"),
            _("Document"),
            _("Case"),
            _("Start"),
            _("End"),
            _("Before"),
            _("Found"),
            _("After"),
        )
        output.emit(plain_table(_("Places of '{term}'").format(term=term), headings, rows))
        if not hits:
            note(_("'{term}' stands nowhere; 'begin*' finds what begins so.").format(term=term))
