"""The cases in rows: to which group they belong, what they are, how much they said, and what is known of them."""

from collections.abc import Mapping, Sequence

from rich.segment import Segment
from textual.strip import Strip

from codebench.domain.variables import Role
from codebench.i18n import _
from codebench.project.models import CaseInfo, Progress, Stage
from codebench.tui.table.draw import RowLook, cells_of, line
from codebench.tui.table.rows_view import GUTTER, RowsView

_GAP = "  "
_WIDEST = 36
_KIND = 12
_ROLE = 11
_DONE = 10
_UNITS = 9


class CaseTable(RowsView):
    """Shows cases, however many."""

    DEFAULT_CSS = "CaseTable { height: 1fr; margin: 1 0 0 0; }"

    def __init__(self) -> None:
        super().__init__()
        self._cases: Sequence[CaseInfo] = ()
        self._progress: Mapping[int, Progress] = {}
        self._widest = 0

    def show(self, cases: Sequence[CaseInfo], progress: Mapping[int, Progress]) -> None:
        """Show these with how far the coder is, with the cursor on the row where it was."""
        self._cases, self._progress = cases, progress
        longest = max((len(called(case)) for case in cases), default=0)
        self._widest = min(_WIDEST, max(longest, cells_of(_("case"))))
        self.rows_changed(max(0, self.index))

    @property
    def current(self) -> CaseInfo | None:
        """The case under the cursor."""
        return self._cases[self.index] if 0 <= self.index < len(self._cases) else None

    def row_count(self) -> int:
        """The number of cases."""
        return len(self._cases)

    def head_lines(self, width: int, look: RowLook) -> list[Strip]:
        """The headings."""
        heads = (
            *(line(_("case"), self._widest), _("reviewed").rjust(_DONE), _("coded").rjust(_UNITS)),
            *(line(_("kind"), _KIND), line(_("role"), _ROLE), _("values")),
        )
        return [Strip([Segment(" " * GUTTER + line(_GAP.join(heads), width - GUTTER), look.base)])]

    def row_line(self, index: int, width: int, look: RowLook) -> list[Segment]:
        """The cells of a case."""
        case = self._cases[index]
        is_moderator = case.role is Role.MODERATOR
        progress = self._progress.get(case.id)
        is_done = progress is not None and progress.stage is Stage.DONE
        reviewed = "–" if progress is None else f"{progress.reviewed}/{progress.units}"
        coded = "–" if progress is None else str(progress.coded)
        segments = [
            Segment(line(called(case), self._widest) + _GAP, look.base),
            Segment(reviewed.rjust(_DONE) + _GAP, look.good if is_done else look.muted),
            Segment(coded.rjust(_UNITS) + _GAP, look.muted),
            Segment(line(_(str(case.kind)), _KIND) + _GAP, look.muted),
            Segment(line(_(str(case.role)), _ROLE) + _GAP, look.good if is_moderator else look.muted),
        ]
        room = max(0, width - sum(segment.cell_length for segment in segments))
        values = ", ".join(f"{name}: {value}" for name, value in case.values.items())
        return [*segments, Segment(line(values, room), look.muted)]


def called(case: CaseInfo) -> str:
    """The name of a case behind that of its group."""
    return f"{case.group} / {case.name}" if case.group else case.name
