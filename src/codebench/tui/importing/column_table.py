"""The columns of a survey that comes in, in rows: each with its role, and what stands in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual.strip import Strip

from codebench.domain.draft import Draft
from codebench.i18n import _
from codebench.ingest.guess import ColumnRole
from codebench.ingest.recipe_yaml import parse_recipe
from codebench.tui.table.draw import RowLook, cells_of, line
from codebench.tui.table.rows_view import GUTTER, RowsView

_GAP = "  "
_WIDEST = 44
_ROLE = 16

ROLE_WORDS = {
    ColumnRole.ID: _("id"),
    ColumnRole.SKIP: _("left out"),
    ColumnRole.CATEGORY: _("one answer"),
    ColumnRole.MULTIPLE: _("several answers"),
    ColumnRole.SCALE: _("scale"),
    ColumnRole.NUMBER: _("number"),
    ColumnRole.DATE: _("date"),
    ColumnRole.TEXT: _("text"),
    ColumnRole.OPEN: _("open question"),
    ColumnRole.OPTION: _("option"),
}


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column: its heading, what it is, and what stands in it."""

    heading: str
    role: ColumnRole
    detail: str


def columns_of(draft: Draft) -> list[ColumnLine]:
    """The columns of a survey, in order."""
    columns = parse_recipe(draft.recipe, draft.source).columns
    # What a survey tells of its columns stands last.
    findings = draft.findings[-len(columns) :] if columns else ()
    return [
        ColumnLine(column.column, column.role, finding.detail)
        for column, finding in zip(columns, findings, strict=True)
    ]


class ColumnTable(RowsView):
    """Shows the columns; `Chosen` on Enter."""

    DEFAULT_CSS = "ColumnTable { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self._columns: Sequence[ColumnLine] = ()
        self._heading_width = 0

    def show(self, columns: Sequence[ColumnLine]) -> None:
        """Show these, with the cursor where it was."""
        self._columns = columns
        self._heading_width = min(_WIDEST, max((cells_of(one.heading) for one in columns), default=8))
        self.rows_changed(max(0, self.index))

    @property
    def current(self) -> ColumnLine | None:
        """The column under the cursor."""
        return self._columns[self.index] if 0 <= self.index < len(self._columns) else None

    def row_count(self) -> int:
        """The number of columns."""
        return len(self._columns)

    def head_lines(self, width: int, look: RowLook) -> list[Strip]:
        """The headings."""
        room = min(self._heading_width, width // 2)
        heads = (line(_("column"), room), line(_("as"), _ROLE), _("what stands in it"))
        return [Strip([Segment(" " * GUTTER + line(_GAP.join(heads), width - GUTTER), look.base)])]

    def row_line(self, index: int, width: int, look: RowLook) -> list[Segment]:
        """The cells of a column; what is left out is told softly, what is coded stands out."""
        one = self._columns[index]
        style = look.muted if one.role is ColumnRole.SKIP else look.base
        role = look.good if one.role is ColumnRole.OPEN else style
        room = min(self._heading_width, (width + GUTTER) // 2)
        segments = [
            Segment(line(one.heading, room) + _GAP, style),
            Segment(line(ROLE_WORDS[one.role], _ROLE) + _GAP, role),
        ]
        left = max(0, width - sum(segment.cell_length for segment in segments))
        return [*segments, Segment(line(one.detail, left), look.muted)]
