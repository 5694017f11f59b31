"""The list of texts and questions on the screen, each with its progress; only the lines in sight are drawn."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style

from codebench.i18n import _
from codebench.tui.overview.listing import Entry, Heading, Line
from codebench.tui.table.draw import RowLook, line
from codebench.tui.table.rows_view import RowsView

_BAR, _SHARE = 10, 11
_CODED = max(9, len(_("coded")) + 1)
_CODINGS = max(9, len(_("codings")) + 1)
_COLUMNS = _SHARE + _CODED + _CODINGS
_ROOM = 20  # cells that a name is worth more than the bar is
_BOLD = Style(bold=True)


class Worklist(RowsView):
    """Shows the lines of a listing; the cursor passes over headings."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Line] = ()

    @property
    def entry(self) -> Entry | None:
        """The text or question under the cursor."""
        here = self._lines[self.index] if 0 <= self.index < len(self._lines) else None
        return here if isinstance(here, Entry) else None

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines, the cursor on the entry that it was on, else on the first."""
        before = self.entry
        self._lines = lines
        places = {(each.kind, each.id): at for at, each in enumerate(lines) if isinstance(each, Entry)}
        first = next(iter(places.values()), 0)
        self.rows_changed(first if before is None else places.get((before.kind, before.id), first))

    def go_to(self, index: int) -> None:
        """Put the cursor on an entry: where a heading stands, on the next one in the direction of the motion."""
        last = len(self._lines) - 1
        index = max(0, min(index, last))
        step = 1 if index >= self.index else -1
        for way in (step, -step):
            at = index
            while 0 <= at <= last and not isinstance(self._lines[at], Entry):
                at += way
            if 0 <= at <= last:
                super().go_to(at)
                # The heading over the first entry is seen with it.
                if not any(isinstance(each, Entry) for each in self._lines[:at]):
                    self.scroll_to(y=0, animate=False)
                return

    # What is drawn

    def row_count(self) -> int:
        """The number of lines."""
        return len(self._lines)

    def row_line(self, index: int, width: int, look: RowLook) -> list[Segment]:
        """A heading with the names of the columns, or a name with its progress."""
        here, room = self._lines[index], max(1, width - _COLUMNS - 2)
        bar = _BAR if room - _BAR >= _ROOM else 0
        room -= bar
        if here is None:
            return []
        if isinstance(here, Heading):
            count = str(here.n) if here.n == here.of else _("{n} of {of}").format(n=here.n, of=here.of)
            names = f" {'':{bar}}{_('reviewed'):>{_SHARE}}{_('coded'):>{_CODED}}{_('codings'):>{_CODINGS}}"
            return [Segment(line(f"{here.title} ({count})", room), look.base + _BOLD), Segment(names, look.muted)]
        progress = here.progress
        done = bar * progress.reviewed // progress.units if progress.units else 0
        done = max(min(1, bar), done) if progress.reviewed else 0
        share = f"{progress.reviewed}/{progress.units}"
        return [
            Segment(line(here.name, room) + " ", look.base),
            Segment("━" * done, look.good),
            Segment("─" * (bar - done), look.muted),
            Segment(f"{share:>{_SHARE}}{progress.coded:>{_CODED}}{progress.codings:>{_CODINGS}}", look.base),
        ]
