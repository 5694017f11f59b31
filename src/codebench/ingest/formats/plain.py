""".txt and .md: the lines as they were written, unless the text was copied out of a PDF."""

from codebench.ingest.formats.copied import repair
from codebench.ingest.lines import DocumentText, Line
from codebench.ingest.source import Source

# All blank lines are one and the same: some files have a million of them.
_BLANK = Line("")


def read(source: Source) -> DocumentText:
    """The lines of a plain text.

    Raises:
        InputError: the file is too large, gone, or has changed.
    """
    text = source.text()
    repaired = repair(text, source.name)
    lines = tuple(Line(line) if line else _BLANK for line in text.split("\n")) if repaired is None else repaired.lines
    doubts = source.doubts if repaired is None else (*source.doubts, *repaired.doubts)
    return DocumentText(source.name, source.stem, "text", source.checksum, lines, doubts)
