"""What coders differ about in rows: what was decided, how they differ, where, and the words around it."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.strip import Strip

from codebench.i18n import _
from codebench.project.agreement_data import Work
from codebench.project.disputes import Dispute
from codebench.project.settlements import outcome_words
from codebench.tui.rules.hit_list import around
from codebench.tui.table.draw import RowLook, cells_of, line
from codebench.tui.table.rows_view import GUTTER, RowsView

_GAP = "  "
_WIDEST_PLACE = 30
_WIDEST_DECISION = 10


class DisputeList(RowsView):
    """Shows disputes; `Moved` tells of the cursor."""

    DEFAULT_CSS = "DisputeList { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self._work: Work | None = None
        self._disputes: Sequence[Dispute] = ()
        self._texts: dict[int, str] = {}
        self._widths = (0, 0, 0)

    def show(self, work: Work, disputes: Sequence[Dispute], texts: dict[int, str], index: int) -> None:
        """Show these, with the cursor on one of them; `texts` are those of the text versions they lie in."""
        self._work, self._disputes, self._texts = work, disputes, texts
        kinds = max((cells_of(each.kind.word) for each in disputes), default=4)
        places = max((cells_of(place_of(each)) for each in disputes), default=4)
        decided = max((cells_of(self._decision(each)) for each in disputes), default=1)
        self._widths = (min(_WIDEST_DECISION, max(1, decided)), kinds, min(_WIDEST_PLACE, places))
        self.rows_changed(index)

    @property
    def current(self) -> Dispute | None:
        """The dispute under the cursor."""
        return self._disputes[self.index] if 0 <= self.index < len(self._disputes) else None

    def row_count(self) -> int:
        """The number of disputes."""
        return len(self._disputes)

    def head_lines(self, width: int, look: RowLook) -> list[Strip]:
        """The headings."""
        decided, kind, place = self._widths
        heads = (line("✓", decided), line(_("kind"), kind), line(_("where"), place), _("what is said"))
        return [Strip([Segment(" " * GUTTER + line(_GAP.join(heads), width - GUTTER), look.base)])]

    def row_line(self, index: int, width: int, look: RowLook) -> list[Segment]:
        """The cells of a dispute."""
        each = self._disputes[index]
        decided, kind, place = self._widths
        segments = [
            Segment(line(self._decision(each) or "·", decided), look.good if each.settled else look.muted),
            Segment(_GAP + line(each.kind.word, kind) + _GAP, look.base),
            Segment(line(place_of(each), place) + _GAP, look.muted),
        ]
        room = max(0, width - sum(segment.cell_length for segment in segments))
        text = self._texts.get(each.unit.version_id, "")[each.unit.start : each.unit.end]
        marks = sorted((start - each.unit.start, end - each.unit.start) for spans in each.spans for start, end in spans)
        strong = look.base
        return segments + [Segment(piece, strong) for piece, _marked in around(text, marks[:1], room)]

    def _decision(self, dispute: Dispute) -> str:
        if dispute.settled is None or self._work is None:
            return ""
        return outcome_words(self._work, dispute.settled.outcome, dispute.settled.coder_id)


def place_of(dispute: Dispute) -> str:
    """Who said it, in which text."""
    unit = dispute.unit
    return f"{unit.case or '–'} · {unit.document} {unit.position + 1}"
