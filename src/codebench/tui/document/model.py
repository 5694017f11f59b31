"""What the document pane shows: plain, frozen facts that a screen hands down.

The pane knows no project and no store. All offsets are code points into `PaneDocument.text`, half-open.
"""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class PaneUnit:
    """A turn, paragraph or answer.

    `start` to `body_start` is the speaker's label as it stands in the text, `body_start` to `end` what is
    coded. `reviewed` is whether the coder who looks has judged it. `time_ms` is when it was spoken, in milliseconds.
    """

    id: int
    start: int
    body_start: int
    end: int
    speaker: str = ""
    moderator: bool = False
    reviewed: bool = False
    time_ms: int | None = None


class PaneCoding(NamedTuple):
    """A coded fragment: `label` is the code's path, `mark` its one or two letters, `colour` is "#rrggbb".

    `own` is whether the coder who looks made it. (A tuple, for tens of thousands of them are made at once.)
    """

    id: int
    start: int
    end: int
    code_id: int
    label: str
    mark: str
    colour: str
    own: bool = True


@dataclass(frozen=True, slots=True)
class PaneSection:
    """A stretch of the document under one heading; `drawn` is whether that does not stand in the text itself."""

    title: str
    start: int
    end: int
    drawn: bool = True


@dataclass(frozen=True, slots=True)
class PaneDocument:
    """A text with its units in order (they do not overlap), its sections in order, and its codings."""

    text: str
    units: tuple[PaneUnit, ...] = ()
    sections: tuple[PaneSection, ...] = ()
    codings: tuple[PaneCoding, ...] = ()
