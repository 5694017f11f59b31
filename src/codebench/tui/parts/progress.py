"""Progress in text: a bar of what was reviewed."""

from textual.content import Content

from codebench.project.models import Progress

_BAR = 10


def bar(progress: Progress, width: int = _BAR) -> Content:
    """What was reviewed of all units, as a bar."""
    done = width * progress.reviewed // progress.units if progress.units else 0
    done = max(1, done) if progress.reviewed else 0
    return Content.assemble(("━" * done, "$success"), ("─" * (width - done), "$foreground 30%"))
