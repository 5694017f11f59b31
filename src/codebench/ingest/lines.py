"""What any format of document yields before anybody asks who speaks: its lines in reading order."""

from dataclasses import dataclass

from codebench.domain.draft import Doubt


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document as a format reader found it: a paragraph, a part of one, the cues of one speaker.

    A blank line has no text; it parts paragraphs. `label` is a speaker's label that the format itself marks (a bold
    lead-in, a voice tag, the left column of a table); `text` then begins with it. `time_ms` is when the line begins,
    in milliseconds from the start of the recording. `is_heading` is told by a style, never by the wording.
    """

    text: str
    label: str | None = None
    time_ms: int | None = None
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document whatever its format.

    `name` and `stem` are the file's, safe to show; `format` is the format's name ("docx"); `checksum` is the
    SHA-256 of the file's bytes; no line holds a line end.
    """

    name: str
    stem: str
    format: str
    checksum: str
    lines: tuple[Line, ...]
    doubts: tuple[Doubt, ...] = ()

    @property
    def text(self) -> str:
        """The whole text; for a plain text file letter by letter as it was written."""
        return "\n".join(line.text for line in self.lines)
