"""A table of anybody's coded spans: columns coder, start, end and code, half-open, one row a coding."""

from collections.abc import Sequence
from dataclasses import dataclass

from codebench.agreement.grid import Grid, read_grid
from codebench.agreement.numerals import number_of
from codebench.agreement.spans import Spans, joined
from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.i18n import _, plural

COLUMNS = ("coder", "start", "end", "code")
MOST_CHARACTERS = 10_000_000_000
"""In a longer text one coded character would drown in the rounding of shares."""

_HEADINGS = {
    "coder": "coder", "codeur": "coder", "rater": "coder", "annotator": "coder", "user": "coder",
    "start": "start", "begin": "start", "from": "start", "van": "start",
    "end": "end", "stop": "end", "to": "end", "einde": "end", "tot": "end",
    "code": "code", "label": "code", "tag": "code", "category": "code",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SpanTable:
    """Spans that were read, with the names of coders and codes."""

    name: str
    coders: tuple[str, ...]
    codes: tuple[str, ...]
    spans: Spans
    notes: tuple[str, ...]


def read_spans(
    text: str,
    name: str,
    *,
    length: int,
    begin: int = 0,
    coders: Sequence[str] = (),
    codes: Sequence[str] | None = None,
) -> SpanTable:
    """The spans in a text; `name` names the file in errors, `length` is that of the text they lie in.

    `coders` names further coders, who reviewed the text and marked nothing; so does a row with a coder alone.
    `codes` declares all codes there are.

    Raises:
        InputError: it is no such table, a span lies outside of the text, or a code was not declared.
    """
    if not 1 <= length <= MOST_CHARACTERS:
        message = _("A text has from 1 to {most} characters; say how many with --length.")
        raise InputError(message.format(most=MOST_CHARACTERS))
    grid = read_grid(text, name)
    place, first = _columns(grid)
    rows: list[tuple[str, int, int, str]] = []
    names = dict.fromkeys(each.strip() for each in coders if each.strip())
    for i in range(first, len(grid.rows)):
        coder, start, end, code = (grid.rows[i][place[column]] for column in COLUMNS)
        if not coder:
            raise grid.fail(i, _("this row names no coder; fill it in or take the row out."))
        names[coder] = None
        if not (start or end or code):
            continue
        if not code:
            raise grid.fail(i, _("this row has no code; fill it in or take the row out."))
        if codes is not None and code not in codes:
            message = _("'{label}' is not among the codes that --codes declares.")
            raise grid.fail(i, message.format(label=shown_line(code[:40])))
        span = _offset(grid, i, start), _offset(grid, i, end)
        if not begin <= span[0] < span[1] <= begin + length:
            message = _("{start}-{end} is no stretch of a text that goes from {begin} to {last}.")
            raise grid.fail(i, message.format(start=span[0], end=span[1], begin=begin, last=begin + length))
        rows.append((coder, *span, code))
    if not names:
        raise InputError(_("{name} has no codings in it.").format(name=shown_line(name)))
    who = _ordered(names)
    what = tuple(codes) if codes is not None else _ordered(dict.fromkeys(row[3] for row in rows))
    coder_number, code_number = ({each: n for n, each in enumerate(group)} for group in (who, what))
    spans = Spans.of(
        ((coder_number[coder], start, end, code_number[code]) for coder, start, end, code in rows),
        coders=len(who),
        codes=len(what),
        length=length,
        begin=begin,
    )
    return SpanTable(name, who, what, spans, _notes(who, spans))


def _columns(grid: Grid) -> tuple[dict[str, int], int]:
    """Where each column stands, and the first row that is no heading."""
    headings = [_HEADINGS.get(cell.casefold()) for cell in grid.rows[0]]
    if any(headings):
        for column in COLUMNS:
            if headings.count(column) != 1:
                message = _("the first line has to name the columns coder, start, end and code, each once.")
                raise grid.fail(0, message)
        return {column: headings.index(column) for column in COLUMNS}, 1
    if len(grid.rows[0]) != len(COLUMNS) or number_of(grid.rows[0][1]) is None:
        raise grid.fail(0, _("the first line has to name the columns coder, start, end and code."))
    return {column: i for i, column in enumerate(COLUMNS)}, 0


def _offset(grid: Grid, row: int, cell: str) -> int:
    number = number_of(cell)
    if number is None or number != int(number) or abs(number) > 1e12:
        message = _("'{cell}' is no offset; start and end are whole numbers, in characters.")
        raise grid.fail(row, message.format(cell=shown_line(cell[:40])))
    return int(number)


def _ordered(names: dict[str, None]) -> tuple[str, ...]:
    """By number where all are numbers, else by letter."""
    if all(number_of(name) is not None for name in names):
        return tuple(sorted(names, key=lambda name: (number_of(name) or 0.0, name)))
    return tuple(sorted(names, key=lambda name: (name.casefold(), name)))


def _notes(coders: Sequence[str], spans: Spans) -> tuple[str, ...]:
    twice = len(spans.start) - len(joined(spans).start)
    message = _("Read as {n} codings of {coders} coders ({names}).")
    names = ", ".join(coders[:10]) + ("…" if len(coders) > 10 else "")
    notes = [message.format(n=len(spans.start), coders=len(coders), names=names)]
    if twice:
        one = _("{n} coding overlaps one of the same coder and code; the two count as one.")
        many = _("{n} codings overlap one of the same coder and code; they count as one.")
        notes.append(plural(one, many, twice))
    return tuple(notes)
