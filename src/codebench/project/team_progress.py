"""How far each coder is, text by text and question by question."""

from codebench.domain.table import Column, ColumnKind, Row, Table
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.coders import Coders
from codebench.project.documents import Documents
from codebench.project.models import Progress
from codebench.project.session import Session


def team_progress(session: Session) -> Table:
    """One row per text and open question, how many units each coder has reviewed beside it; blind only one's own."""
    seen = session.visible().coders
    coders = [coder for coder in Coders(session).all() if seen is None or coder.id in seen]
    found: dict[str, list[Progress]] = {}
    for coder in coders:
        documents = Documents(Session(session.store, coder))
        named = [(info.name, info.progress) for info in documents.all()]
        named += [(question.wording or question.name, question.progress) for question in documents.questions()]
        for name, progress in named:
            found.setdefault(name, []).append(progress)
    rows = tuple(
        Row((shown_line(name), each[0].units, *(in_words(progress) for progress in each)))
        for name, each in found.items()
    )
    columns = (
        Column(_("Text or question")),
        Column(_("Units"), ColumnKind.COUNT),
        *(Column(shown_line(coder.name)) for coder in coders),
    )
    rule = _("Units are turns of participants, paragraphs and answers; one is done once its coder has marked it.")
    n = plural("{n} coder", "{n} coders", len(coders))
    return Table(_("Progress"), columns, rows, rule, n, state=session.state())


def in_words(progress: Progress) -> str:
    """How far that is: done, a number of a number, or a dash where nothing was begun."""
    if progress.units and progress.reviewed >= progress.units:
        return _("done")
    if not progress.reviewed and not progress.codings:
        return "–"
    return _("{n} of {units}").format(n=progress.reviewed, units=progress.units)
