"""Finding words in all texts: the index names the documents, the text itself gives the places."""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import NamedTuple

from codebench.domain.errors import ConflictError, InputError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.language.expressions import expression_in, find_places
from codebench.project.autocoding import FoundAt, autocode
from codebench.project.found_passages import FoundUnit, passage_of
from codebench.project.models import Hit
from codebench.project.own_codes import OwnCodes
from codebench.project.rule_models import Reach
from codebench.project.session import Session

CONTEXT = 40

_TEXTS = "SELECT d.document_id, d.text_version_id, ifnull(d.name, ''), d.text FROM view_documents d"
_UNITS = "SELECT d.document_id, start, body_start, \"end\", kind = 'answer' FROM view_units d"
_AMONG = "d.document_id IN (SELECT value FROM json_each(?))"

_LETTER = r"[^\W_]"
_WORD = re.compile(rf"{_LETTER}+\*?")
_ACCENT = "[\u0300-\u036f]"


class Search:
    """Search over the present texts of active documents."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, term: str, *, document_id: int | None = None, limit: int = 1000) -> list[Hit]:
        """The places where a word or phrase stands, in the order of the documents.

        Words are found whole, whatever their capitals and accents; `tijd*` finds what begins so. What stands between
        slashes is a regular expression: see `language.expressions`.

        Raises:
            InputError: the term holds no letter or digit, or its regular expression is none or takes too long.
        """
        expression = expression_in(term)
        found = (
            self._by_words(term, document_id, limit) if expression is None else self._by(expression, document_id, limit)
        )
        codes = OwnCodes(self._session)
        return [self._hit(text, place, codes) for text, place in islice(found, limit)]

    def _by_words(self, term: str, document_id: int | None, limit: int) -> Iterator[tuple["_Text", tuple[int, int]]]:
        words = _words(term)
        pattern = _pattern(words)
        for text in self._texts(document_id, _match(words), limit):
            for match in pattern.finditer(fold(text.text)):
                yield text, match.span()

    def _by(self, expression: str, document_id: int | None, limit: int) -> Iterator[tuple["_Text", tuple[int, int]]]:
        texts = list(self._texts(document_id))
        places = find_places(expression, [text.text for text in texts], limit)
        for text, spans in zip(texts, places, strict=True):
            for span in spans:
                yield text, span

    def _texts(self, document_id: int | None, match: str = "", limit: int = -1) -> Iterator["_Text"]:
        index = " JOIN text_index x ON d.text_version_id = x.rowid AND x.value MATCH :match" if match else ""
        query = (
            f"{_TEXTS}{index} WHERE :document IS NULL OR d.document_id = :document"
            " ORDER BY d.position, d.document_id LIMIT :limit"
        )
        params = {"document": document_id, "match": match, "limit": limit}
        return (_Text(*row) for row in self._session.tuples(query, params))

    # Coding what was found

    def code(self, places: Sequence[FoundAt], codes: Sequence[int] | str, reach: Reach, sought: str) -> list[int]:
        """Put codes on what was found, in one act: the ids, or the path of one that is made; the new codings' ids.

        A place stands for its unit, sentence or words as `reach` says, in an answer for the whole answer; see
        `passage_of`. `sought` is what was searched, for the history.

        Raises:
            InputError: a name in the path can't be used.
            ConflictError: see `autocoding.autocode`.
        """

        def told(names: str, passages: str) -> str:
            summary = _("code {codes} on {passages} found by {term}")
            return summary.format(codes=names, passages=passages, term=shown_line(sought))

        return autocode(self._session, list(self._passages(places, reach)), codes, told)

    def _passages(self, places: Sequence[FoundAt], reach: Reach) -> Iterator[FoundAt]:
        there = json.dumps(list({place.document_id for place in places}))
        texts = {row[0]: _Text(*row) for row in self._session.tuples(f"{_TEXTS} WHERE {_AMONG}", [there])}
        rows = self._session.tuples(f"{_UNITS} WHERE {_AMONG} ORDER BY d.document_id, start", [there])
        units = {
            document: [FoundUnit(*row[1:]) for row in some] for document, some in groupby(rows, lambda row: row[0])
        }
        for place in places:
            text = texts.get(place.document_id)
            if text is None or text.version_id != place.version_id:
                raise ConflictError(_("A text was changed meanwhile; nothing was coded. Try again."))
            of_text = units.get(place.document_id, [])
            start, end = passage_of(text.text, of_text, place.start, place.end, reach)
            yield place._replace(start=start, end=end)

    def _hit(self, found_in: "_Text", place: tuple[int, int], codes: OwnCodes) -> Hit:
        (start, end), text = place, found_in.text
        line_start = text.rfind("\n", 0, start) + 1
        line_end = text.find("\n", end)
        line_end = len(text) if line_end < 0 else line_end
        unit = self._session.tuples(
            "SELECT u.unit_id, ifnull(u.\"case\", ''), ifnull(k.role = 'moderator', 0) FROM view_units u"
            " LEFT JOIN cases k ON k.id = u.case_id"
            ' WHERE u.document_id = ? AND u.start <= ? AND u."end" > ? LIMIT 1',
            [found_in.document_id, start, start],
        )
        return Hit(
            document_id=found_in.document_id,
            version_id=found_in.version_id,
            document=found_in.name,
            unit_id=unit[0][0] if unit else None,
            case=unit[0][1] if unit else "",
            start=start,
            end=end,
            before=text[max(line_start, start - CONTEXT) : start],
            found=text[start:end],
            after=text[end : min(line_end, end + CONTEXT)],
            is_moderator=bool(unit and unit[0][2]),
            codes=codes.on(found_in.document_id, start, end),
        )


class _Text(NamedTuple):
    """The present text of a document."""

    document_id: int
    version_id: int
    name: str
    text: str


def as_written(term: str) -> str:
    """The pattern, as rules and concordances take it, that finds the words of a search as they are written.

    Raises:
        InputError: the term holds no letter or digit, or is a regular expression, which no rule can hold.
    """
    if expression_in(term) is not None:
        raise InputError(_("This takes words: a regular expression can only be searched."))
    words = (re.sub(r"^\W+|[^\w*]+$", "", word) for word in term.split())
    pattern = " ".join(word if word.endswith("*") else f'"{word}"' for word in words if _WORD.search(word))
    if not pattern:
        raise InputError(_("A search needs at least one letter or digit."))
    return pattern


def fold(text: str) -> str:
    """The text in lower case without accents, with the same length, so that offsets stay true."""
    return "".join(_fold_char(char) for char in text) if not text.isascii() else text.lower()


def _fold_char(char: str) -> str:
    if char.isascii():
        return char.lower()
    base, *marks = list(unicodedata.normalize("NFD", char))
    lower = base.lower() if all(map(unicodedata.combining, marks)) else char
    return lower if len(lower) == 1 else char


def _words(term: str) -> list[str]:
    words = _WORD.findall(unicodedata.normalize("NFC", term))
    if not words:
        raise InputError(_("A search needs at least one letter or digit."))
    return words


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
