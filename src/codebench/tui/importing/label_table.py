"""The labels of the files that come in, in rows: how often, who that is, as what, and the first thing said."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.strip import Strip

from codebench.i18n import _
from codebench.ingest.gathering import GatheredLabel
from codebench.tui.table.draw import RowLook, cells_of, line
from codebench.tui.table.rows_view import GUTTER, RowsView

_GAP = "  "
_WIDEST = 24
_ROLE = 11
_NUMBER = 6


class LabelTable(RowsView):
    """Shows the labels; `Chosen` on Enter."""

    DEFAULT_CSS = "LabelTable { height: 1fr; max-height: 60%; }"

    def __init__(self) -> None:
        super().__init__()
        self._labels: Sequence[GatheredLabel] = ()
        self._widths = (0, 0)

    def show(self, labels: Sequence[GatheredLabel]) -> None:
        """Show these, with the cursor on the label where it was."""
        before = self.current
        self._labels = labels
        self._widths = (
            min(_WIDEST, max(cells_of(text) for text in (_("label"), *(one.label for one in labels)))),
            min(_WIDEST, max(cells_of(text) for text in (_("who"), *(one.name for one in labels)))),
        )
        names = [one.label for one in labels]
        same = before is not None and before.label in names
        self.rows_changed(names.index(before.label) if same and before is not None else max(0, self.index))

    @property
    def current(self) -> GatheredLabel | None:
        """The label under the cursor."""
        return self._labels[self.index] if 0 <= self.index < len(self._labels) else None

    def row_count(self) -> int:
        """The number of labels."""
        return len(self._labels)

    def head_lines(self, width: int, look: RowLook) -> list[Strip]:
        """The headings."""
        label, name = self._widths
        numbers = _("turns").rjust(_NUMBER) + _("files").rjust(_NUMBER)
        heads = (line(_("label"), label), numbers, line(_("as"), _ROLE), line(_("who"), name), _("first words"))
        return [Strip([Segment(" " * GUTTER + line(_GAP.join(heads), width - GUTTER), look.base)])]

    def row_line(self, index: int, width: int, look: RowLook) -> list[Segment]:
        """The cells of a label; a doubt stands where else the first words do."""
        one = self._labels[index]
        label, name = self._widths
        style = look.muted if one.is_text else look.base
        role = _("no speaker") if one.is_text else _(one.role)
        segments = [
            Segment(line(one.label, label) + _GAP, style),
            Segment(f"{one.turns:>{_NUMBER}}{one.files:>{_NUMBER}}" + _GAP, look.muted),
            Segment(line(role, _ROLE) + _GAP, look.good if one.role == "moderator" else style),
            Segment(line("" if one.is_text else one.name, name) + _GAP, style),
        ]
        room = max(0, width - sum(segment.cell_length for segment in segments))
        return [*segments, Segment(line(f"? {one.doubt}" if one.doubt else one.example, room), look.muted)]
