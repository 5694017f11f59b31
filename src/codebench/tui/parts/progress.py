"""Progress in text: a bar of what was reviewed, and the numbers."""

from textual.content import Content

from codebench.i18n import _
from codebench.project.models import Progress

_BAR = 10
_CODED = max(9, len(_("coded")) + 1)
_CODINGS = max(9, len(_("codings")) + 1)
COLUMNS = _BAR + 2 + 11 + _CODED + _CODINGS
"""How many cells the columns of progress take."""


def bar(progress: Progress, width: int = _BAR) -> Content:
    """What was reviewed of all units, as a bar."""
    done = width * progress.reviewed // progress.units if progress.units else 0
    done = max(1, done) if progress.reviewed else 0
    return Content.assemble(("━" * done, "$success"), ("─" * (width - done), "$foreground 30%"))


def progress_columns(progress: Progress) -> Content:
    """Bar, reviewed of units, coded, codings."""
    share = f"{progress.reviewed}/{progress.units}"
    return Content.assemble(
        bar(progress),
        f"{share:>11}",
        (f"{progress.coded:>{_CODED}}", ""),
        (f"{progress.codings:>{_CODINGS}}", ""),
        "  ",
    )


def progress_head(title: str, width: int) -> Content:
    """The heading over such rows."""
    names = f"{'':{_BAR}}{_('reviewed'):>11}{_('coded'):>{_CODED}}{_('codings'):>{_CODINGS}}  "
    return Content.assemble((f"{title:<{width - COLUMNS}}", "bold $accent"), (names, "$foreground 60%"))
