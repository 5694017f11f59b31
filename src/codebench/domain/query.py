"""Queries for passages, as people type them: codes, values, `and or not`, and how passages lie to each other.

The syntax and its examples are in `docs/retrieval.md`. Which passages a query finds is `analysis.retrieval`'s to say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, NoReturn

from codebench.domain.coding_table import HEAVIEST
from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.i18n import _

NEAR: Final = 5
"""How many words `near` lets stand between, where no number says otherwise."""
MOST_BETWEEN: Final = 1000
MOST_CHARACTERS: Final = 2000
_DEEPEST: Final = 40

_QUOTES = '"“”„'
# Between straight quotes a doubled one stands for itself.
_TOKEN = re.compile(
    rf'\s*(?:(weight\s*[<>]=\s*[0-9]+(?![^\s)]))|([()=*])|"((?:[^"\n]|"")*)"|[“”„]([^“”„\n]*)[“”]|([^\s()=*{_QUOTES}]+))',
    re.IGNORECASE,
)
_WEIGHT = re.compile(r"weight([<>]=)([0-9]+)")


class QueryError(InputError):
    """A line that is no query; `at` is the place in it, in code points from 0."""

    def __init__(self, line: str, at: int, problem: str) -> None:
        message = _("Query '{query}', character {n}: {problem}")
        super().__init__(message.format(query=shown_line(line), n=at + 1, problem=problem))
        self.at = at
        self.problem = problem


class Relation(StrEnum):
    """How a passage lies to another one."""

    NEAR = "near"
    INSIDE = "inside"
    OVERLAPPING = "overlapping"


WORDS: Final = ("and", "or", "not", *Relation)
"""What is no part of a name, unless that stands between quotes."""


@dataclass(frozen=True, slots=True)
class Code:
    """Passages of a code by its path or name, with its sub-codes, or (`is_exact`) without; `name` "*" is any code.

    `least` and `most` are the bounds of their weights; passages without a weight lie within none.
    """

    name: str
    is_exact: bool = False
    at: int = field(default=0, compare=False)
    least: int | None = None
    most: int | None = None

    def __str__(self) -> str:
        name = self.name if self.name == ANY else ("=" if self.is_exact else "") + quoted(self.name)
        least = "" if self.least is None else f" weight>={self.least}"
        return name + least + ("" if self.most is None else f" weight<={self.most}")


@dataclass(frozen=True, slots=True)
class Has:
    """What is said by cases that have this value of a variable; or in a case, document, question or section by name."""

    name: str
    value: str
    at: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"{quoted(self.name)}={quoted(self.value)}"


@dataclass(frozen=True, slots=True)
class Not:
    """Units for which it does not hold."""

    part: "Query"

    def __str__(self) -> str:
        return f"not {_held(self.part, Not)}"


@dataclass(frozen=True, slots=True)
class And:
    """Units for which all of it holds."""

    parts: "tuple[Query, ...]"

    def __str__(self) -> str:
        return " and ".join(_held(part, And) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """Units for which some of it holds."""

    parts: "tuple[Query, ...]"

    def __str__(self) -> str:
        return " or ".join(_held(part, Or) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Beside:
    """Passages of the left part that lie so to one of the right part; `words` goes with `near` alone."""

    relation: Relation
    left: "Query"
    right: "Query"
    words: int = 0

    def __str__(self) -> str:
        number = f"({self.words})" if self.relation is Relation.NEAR else ""
        return f"{_held(self.left, Beside)} {self.relation}{number} {_held(self.right, Beside, is_right=True)}"


Query = Code | Has | Not | And | Or | Beside
ANY: Final = "*"
_TIGHTNESS: dict[type, int] = {Or: 0, And: 1, Not: 2, Beside: 3, Code: 4, Has: 4}


def _held(part: Query, inside: type, *, is_right: bool = False) -> str:
    """The part, between brackets where it would be read otherwise."""
    loose = _TIGHTNESS[type(part)] - _TIGHTNESS[inside]
    same = is_right or inside in (And, Or)
    return f"({part})" if loose < 0 or (loose == 0 and same) else str(part)


def quoted(name: str) -> str:
    """The name as it can stand in a query."""
    is_plain = bool(name) and not re.search(rf"[()=*{_QUOTES}\s]", name) and name.casefold() not in WORDS
    return name if is_plain else '"' + name.replace("\n", " ").replace('"', '""') + '"'


def passages_of(query: Query) -> bool:
    """Whether a query has passages of codes to show; else it finds whole units."""
    match query:
        case Code() | Beside():
            return True
        case And(parts) | Or(parts):
            return any(map(passages_of, parts))
    return False


def parse_query(line: str) -> Query:
    """The query that a line says; an empty line asks for the passages of any code.

    Raises:
        QueryError: it is none; the error says where and why.
    """
    if len(line) > MOST_CHARACTERS:
        raise QueryError(
            line[:60] + "…", MOST_CHARACTERS, _("a query has at most {n} characters").format(n=MOST_CHARACTERS)
        )
    return _Reader(line).query() if line.strip() else Code(ANY)


@dataclass(frozen=True, slots=True)
class _Token:
    """A sign, a word of the language or of a name, or a name between quotes."""

    text: str
    at: int
    is_quoted: bool = False
    is_sign: bool = False

    @property
    def word(self) -> str:
        """The word or sign, if it is one of the language."""
        return self.text if self.is_sign else "" if self.is_quoted else self.text.casefold()


class _Reader:
    """Reads a line from left to right."""

    def __init__(self, line: str) -> None:
        self._line = line
        self._tokens = list(self._read())
        self._i = 0
        self._depth = 0

    def _read(self) -> Iterator[_Token]:
        at, end = 0, len(self._line.rstrip())
        while at < end:
            found = _TOKEN.match(self._line, at)
            if found is None:
                self._fail(at + len(self._line[at:]) - len(self._line[at:].lstrip()), _("a quote is not closed"))
            kind = found.lastindex or 0
            text = found[kind].replace('""', '"') if kind == 3 else found[kind]
            if kind == 1:
                text = "".join(text.split()).casefold()
            is_quoted = kind in (3, 4)
            yield _Token(text, found.start(kind) - is_quoted, is_quoted, kind in (1, 2))
            at = found.end()

    def query(self) -> Query:
        """The whole line."""
        found = self._or()
        if self._i < len(self._tokens):
            is_open = self._word == ")"
            missing = _("here 'and', 'or' or another of these words is missing")
            self._fail(self._at, _("this bracket was never opened") if is_open else missing)
        return found

    @property
    def _word(self) -> str:
        return self._tokens[self._i].word if self._i < len(self._tokens) else ""

    @property
    def _at(self) -> int:
        return self._tokens[self._i].at if self._i < len(self._tokens) else len(self._line)

    def _take(self, word: str) -> bool:
        if self._word != word:
            return False
        self._i += 1
        return True

    def _or(self) -> Query:
        parts = [self._and()]
        while self._take("or"):
            parts.append(self._and())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _and(self) -> Query:
        parts = [self._not()]
        while self._take("and"):
            parts.append(self._not())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _not(self) -> Query:
        at = self._at
        if self._take("not"):
            self._deeper(at)
            part = self._not()
            self._depth -= 1
            return Not(part)
        return self._beside()

    def _beside(self) -> Query:
        left_at = self._at
        found = self._atom()
        while self._word in set(Relation):
            at, relation = self._at, Relation(self._word)
            self._i += 1
            words = self._number() if relation is Relation.NEAR else 0
            right_at = self._at
            right = self._atom()
            for part, place in ((found, left_at), (right, right_at)):
                if not passages_of(part):
                    self._fail(place, _("on both sides of '{word}' stand codes").format(word=relation))
            found = Beside(relation, found, right, words)
            self._deeper(at)
        return found

    def _number(self) -> int:
        """The number between brackets after `near`."""
        tokens = self._tokens[self._i : self._i + 3]
        if len(tokens) < 3 or tokens[0].word != "(" or tokens[2].word != ")" or not tokens[1].text.isdecimal():
            return NEAR
        if tokens[1].is_quoted:
            return NEAR
        self._i += 3
        if len(tokens[1].text) > 4 or int(tokens[1].text) > MOST_BETWEEN:
            self._fail(tokens[1].at, _("near reaches over at most {n} words").format(n=MOST_BETWEEN))
        return int(tokens[1].text)

    def _atom(self) -> Query:
        at = self._at
        if self._take("("):
            self._deeper(at)
            found = self._or()
            self._depth -= 1
            if not self._take(")"):
                self._fail(at, _("this bracket is not closed"))
            return found
        if self._take(ANY) or _WEIGHT.fullmatch(self._word):
            return self._weighed(Code(ANY, at=at))
        is_exact = self._take("=")
        name = self._name()
        if not is_exact and self._take("="):
            return Has(name, self._name(), at)
        return self._weighed(Code(name, is_exact, at))

    def _weighed(self, code: Code) -> Code:
        """The code, with the bounds of weights that stand behind it."""
        while (found := _WEIGHT.fullmatch(self._word)) is not None:
            bound = int(found[2]) if len(found[2]) <= 3 else HEAVIEST + 1
            if bound > HEAVIEST:
                self._fail(self._at, _("a weight lies between 0 and {most}").format(most=HEAVIEST))
            code = replace(code, least=bound) if found[1] == ">=" else replace(code, most=bound)
            self._i += 1
        return code

    def _name(self) -> str:
        """A name between quotes, or words up to the next one of the language."""
        at = self._at
        parts: list[str] = []
        while self._i < len(self._tokens):
            token = self._tokens[self._i]
            if token.is_sign or token.word in WORDS or (parts and token.is_quoted):
                break
            parts.append(token.text)
            self._i += 1
            if token.is_quoted:
                break
        name = " ".join(parts).strip()
        if not name:
            self._fail(at, _("here a code, or variable=value, is missing"))
        return name

    def _deeper(self, at: int) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            self._fail(at, _("too many brackets in each other"))

    def _fail(self, at: int, problem: str) -> NoReturn:
        raise QueryError(self._line, at, problem)
