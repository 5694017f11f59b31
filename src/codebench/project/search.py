"""Finding words in all texts: the index names the documents, the text itself gives the places."""

import re
import unicodedata
from itertools import islice

from codebench.domain.errors import InputError
from codebench.i18n import _
from codebench.project.models import Hit
from codebench.project.session import Session

CONTEXT = 40

_LETTER = r"[^\W_]"
_ACCENT = "[\u0300-\u036f]"


class Search:
    """Search over the present texts of active documents."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, term: str, *, document_id: int | None = None, limit: int = 1000) -> list[Hit]:
        """The places where a word or phrase stands, in the order of the documents.

        Words are found whole, whatever their capitals and accents; `tijd*` finds what begins so.

        Raises:
            InputError: the term holds no letter or digit.
        """
        words = re.findall(r"[^\W_]+\*?", unicodedata.normalize("NFC", term))
        if not words:
            raise InputError(_("A search needs at least one letter or digit."))
        pattern = _pattern(words)
        query = (
            "SELECT d.document_id, ifnull(d.name, ''), d.text FROM text_index x"
            " JOIN view_documents d ON d.text_version_id = x.rowid WHERE x.value MATCH ?"
        )
        params: list[str | int] = [_match(words)]
        if document_id is not None:
            query += " AND d.document_id = ?"
            params.append(document_id)
        query += " ORDER BY d.position, d.document_id LIMIT ?"
        hits: list[Hit] = []
        for found_in, name, text in self._session.tuples(query, [*params, limit]):
            folded = fold(text)
            for match in islice(pattern.finditer(folded), limit - len(hits)):
                hits.append(self._hit(found_in, name, text, match.start(), match.end()))
            if len(hits) >= limit:
                break
        return hits

    def _hit(self, document_id: int, name: str, text: str, start: int, end: int) -> Hit:
        line_start = text.rfind("\n", 0, start) + 1
        line_end = text.find("\n", end)
        line_end = len(text) if line_end < 0 else line_end
        unit = self._session.tuples(
            "SELECT unit_id, ifnull(\"case\", '') FROM view_units"
            ' WHERE document_id = ? AND start <= ? AND "end" > ? LIMIT 1',
            [document_id, start, start],
        )
        return Hit(
            document_id=document_id,
            document=name,
            unit_id=unit[0][0] if unit else None,
            case=unit[0][1] if unit else "",
            start=start,
            end=end,
            before=text[max(line_start, start - CONTEXT) : start],
            found=text[start:end],
            after=text[end : min(line_end, end + CONTEXT)],
        )


def fold(text: str) -> str:
    """The text in lower case without accents, with the same length, so that offsets stay true."""
    return "".join(_fold_char(char) for char in text) if not text.isascii() else text.lower()


def _fold_char(char: str) -> str:
    if char.isascii():
        return char.lower()
    base, *marks = list(unicodedata.normalize("NFD", char))
    lower = base.lower() if all(map(unicodedata.combining, marks)) else char
    return lower if len(lower) == 1 else char


def _pattern(words: list[str]) -> re.Pattern[str]:
    """What the index takes for these words: an underscore parts words, an accent of its own belongs to its letter."""
    parts = []
    for word in words:
        stem = "".join(re.escape(char) + f"{_ACCENT}*" for char in fold(word.rstrip("*")))
        rest = f"(?:{_LETTER}|{_ACCENT})*" if word.endswith("*") else ""
        parts.append(f"(?<!{_LETTER})(?<!{_ACCENT}){stem}{rest}(?!{_LETTER}|{_ACCENT})")
    return re.compile(r"[\W_]+".join(parts))


def _match(words: list[str]) -> str:
    return " + ".join(f'"{word.rstrip("*")}"' + ("*" if word.endswith("*") else "") for word in words)
