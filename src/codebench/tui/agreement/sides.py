"""What each coder gave at a disputed place, as it is put side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

from textual.content import Content

from codebench.domain.text import shown_line
from codebench.domain.visibility import Visibility
from codebench.i18n import _
from codebench.project.agreement_data import Work
from codebench.project.disputes import Dispute
from codebench.project.models import CodeInfo, CodingInfo
from codebench.project.project import Project
from codebench.tui.coding.marks import marks
from codebench.tui.document.model import PaneCoding, PaneDocument, PaneUnit


@dataclass(frozen=True, slots=True)
class Side:
    """A coder under the key that takes their work: what they gave in words, and on the text.

    `place` is where the unit begins, and where in it anybody's work does: the same for all sides.
    """

    key: str
    name: str
    gave: Content
    codings: tuple[PaneCoding, ...]
    place: tuple[int, int]


class Sides:
    """Reads the sides of disputes; the text is kept while it is the same."""

    def __init__(self, project: Project, work: Work, codes: Mapping[int, CodeInfo]) -> None:
        self._project = project
        self._work = work
        self._codes = codes
        self._letters = marks(codes.values())
        self._document: tuple[int, PaneDocument] | None = None
        self._codings: dict[tuple[int, int], list[CodingInfo]] = {}

    def document(self, dispute: Dispute) -> PaneDocument:
        """The text that the dispute lies in."""
        document_id = dispute.unit.document_id
        if self._document is None or self._document[0] != document_id:
            units = tuple(
                PaneUnit(unit.id, unit.start, unit.body_start, unit.end, unit.case, unit.moderator)
                for unit in self._project.documents.units(document_id)
            )
            self._document = document_id, PaneDocument(self._project.documents.text(document_id), units)
        return self._document[1]

    def of(self, dispute: Dispute, room: int) -> list[Side]:
        """All coders, or where there is room for fewer so many of them, with both opinions among them."""
        everyone = list(range(len(dispute.spans)))
        if len(everyone) > room:
            lacking = [place for place in everyone if place not in dispute.givers]
            first = [*dispute.givers[:1], *lacking[:1], *dispute.givers[1:], *lacking[1:]]
            everyone = sorted(first[: max(2, room)])
        return [self._side(dispute, place) for place in everyone]

    def _side(self, dispute: Dispute, place: int) -> Side:
        coder = self._work.coders[place]
        first = min(start for each in dispute.spans for start, _end in each)
        key = "ab"[place] if len(dispute.spans) == 2 else str(place + 1)
        codings = tuple(self._drawn(dispute, coder.id, place))
        return Side(key, coder.name, self._gave(dispute, place), codings, (dispute.unit.start, first))

    def _gave(self, dispute: Dispute, place: int) -> Content:
        name = shown_line(self._codes[dispute.code_id].name)
        has = bool(dispute.spans[place])
        parts = [(f"✓ {name}", "$success") if has else (_("not {code}").format(code=name), "$text-warning")]
        others = [shown_line(self._codes[code].path) for code in dispute.instead[place] if code in self._codes]
        if others:
            label = _("  also: {codes}") if has else _("  instead: {codes}")
            parts.append((label.format(codes=", ".join(others)), "$foreground 70%"))
        return Content.assemble(*parts)

    def _drawn(self, dispute: Dispute, coder_id: int, place: int) -> list[PaneCoding]:
        """The codings in the unit on which coders differ, those of the disputed code before the others."""
        unit = dispute.unit
        place_of = unit.document_id, coder_id
        if place_of not in self._codings:
            self._codings[place_of] = self._project.documents.codings(unit.document_id, Visibility.only(coder_id))
        wanted = {dispute.code_id, *dispute.instead[place]}
        return [
            PaneCoding(
                coding.id,
                coding.start,
                coding.end,
                coding.code_id,
                self._codes[coding.code_id].path,
                self._letters[coding.code_id],
                self._codes[coding.code_id].colour,
                own=coding.code_id == dispute.code_id,
            )
            for coding in self._codings[place_of]
            if coding.code_id in wanted and coding.start < unit.end and coding.end > unit.start
        ]
