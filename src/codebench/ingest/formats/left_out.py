"""What a document had and its lines don't, or have in another place: counted while reading, then said."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from codebench.domain.draft import Doubt
from codebench.i18n import plural


class LeftOut(StrEnum):
    """What a reader of a word processor's format decides about without asking."""

    DELETED = "deleted"
    INSERTED = "inserted"
    CHANGED = "changed"
    NOTE = "note"
    COMMENT = "comment"
    HIDDEN = "hidden"
    EMBEDDED = "embedded"
    CONTENTS = "contents"


def doubts(where: str, counts: Counter[LeftOut]) -> Iterator[Doubt]:
    """A sentence for each kind that occurs in the document `where`."""
    sentences = {
        LeftOut.DELETED: ("{n} tracked deletion was left out.", "{n} tracked deletions were left out."),
        LeftOut.INSERTED: ("{n} tracked insertion was kept.", "{n} tracked insertions were kept."),
        LeftOut.CHANGED: ("{n} tracked change was read as accepted.", "{n} tracked changes were read as accepted."),
        LeftOut.NOTE: (
            "{n} footnote was put in the text, in square brackets where it is referred to.",
            "{n} footnotes were put in the text, in square brackets where they are referred to.",
        ),
        LeftOut.COMMENT: ("{n} comment in the margin was left out.", "{n} comments in the margin were left out."),
        LeftOut.HIDDEN: ("{n} stretch of hidden text was left out.", "{n} stretches of hidden text were left out."),
        LeftOut.EMBEDDED: ("{n} embedded file was left out.", "{n} embedded files were left out."),
        LeftOut.CONTENTS: ("{n} table of contents was left out.", "{n} tables of contents were left out."),
    }
    for kind, (one, many) in sentences.items():
        if counts[kind]:
            yield Doubt(where, plural(one, many, counts[kind]))
