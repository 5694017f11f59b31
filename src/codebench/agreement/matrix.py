"""A table of anybody's ratings: one row a unit, one column a coder; which cell means what.

An empty cell is a unit that the coder did not rate, `[]` one that was rated without a label, and `;` stands between
several labels. Headings and a first column with ids are recognised, and can be told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from codebench.agreement.grid import Grid, read_grid
from codebench.agreement.layout import Layout, layout_of
from codebench.agreement.numerals import number_of
from codebench.agreement.ratings import Bools, Floats, Ints
from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.i18n import _, plural

NO_LABEL = "[]"
SEPARATOR = ";"

_LIKE_MISSING = frozenset({"na", "n/a", "nan", "null", "none", ".", "-", "#n/a", "?"})

Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Ratings that were read: the names of coders and codes, and per coder and unit the codes that were given.

    `ratings` has shape (coders, units): where every cell has one label its code's number, else the number of its set
    of labels; -1 is not rated. `labels` has shape (coders, units, codes) and is None where every cell has one label.
    `scores` has the number that each code is, where all are numbers. `q` is the number of codes that were declared.
    """

    name: str
    coders: tuple[str, ...]
    codes: tuple[str, ...]
    ratings: Ints
    labels: Bools | None
    scores: Floats | None
    q: int | None
    notes: tuple[str, ...]


def read_matrix(
    text: str,
    name: str,
    *,
    codes: Sequence[str] | None = None,
    missing: Iterable[str] = (),
    header: bool | None = None,
    ids: bool | None = None,
) -> Matrix:
    """The ratings in a text. `name` names the file in errors.

    `codes` declares all codes there are; `missing` are further texts that mean "not rated"; `header` and `ids` say
    whether there is a line of headings and a first column with ids, where that is not to be recognised.

    Raises:
        InputError: it is no such table, or a rating is not among the declared codes.
    """
    grid = read_grid(text, name)
    layout = layout_of(grid.rows, header=header, ids=ids)
    first_row, first_column = int(layout.header), int(layout.ids)
    if len(grid.rows) <= first_row or len(grid.rows[0]) <= first_column:
        raise InputError(_("{name} has no ratings in it.").format(name=shown_line(name)))
    absent = {"", *(each.strip() for each in missing)}
    cells = [
        [_labels(grid, i, cell, absent) for cell in row[first_column:]]
        for i, row in enumerate(grid.rows)
        if i >= first_row
    ]
    known = _known_codes({label for row in cells for cell in row if cell for label in cell}, codes)
    order = list(dict.fromkeys(known.values()))
    place = {code: i for i, code in enumerate(order)}
    number = {label: place[code] for label, code in known.items()}
    if codes is not None:
        _check_declared(grid, cells, number, first_row)
    coders = _coder_names(grid, layout)
    scores = [number_of(code) for code in order]
    numeric = None if any(score is None for score in scores) else np.array(scores, dtype=np.float64)
    ratings, labels = _arrays(cells, number, len(order))
    return Matrix(
        name=name,
        coders=coders,
        codes=tuple(order),
        ratings=ratings,
        labels=labels,
        scores=numeric if labels is None else None,
        q=None if codes is None else len(order),
        notes=tuple(_notes(grid, layout, coders, len(cells), order)),
    )


def _labels(grid: Grid, row: int, cell: str, absent: set[str]) -> Labels | None:
    """The labels in a cell, None where the unit was not rated."""
    if cell in absent:
        return None
    if cell.startswith("[") and cell.endswith("]") and not cell[1:-1].strip():
        return ()
    if SEPARATOR not in cell:
        return (cell,)
    labels = tuple(dict.fromkeys(label for part in cell.split(SEPARATOR) if (label := part.strip())))
    if not labels or NO_LABEL in labels:
        message = _("'{cell}' says no labels and several at once; write [] alone, labels, or nothing.")
        raise grid.fail(row, message.format(cell=shown_line(cell[:40])))
    return labels


def _known_codes(found: set[str], declared: Sequence[str] | None) -> dict[str, str]:
    """The code that each label is, in the order of the codes: a number written in two ways is one code."""
    numbers = {label: number_of(label) for label in found}
    if declared is not None:
        codes = {code: code for code in declared}
        same = {number: code for code in declared if (number := number_of(code)) is not None}
        if len(same) == len(codes):
            codes |= {label: same[n] for label, n in numbers.items() if n is not None and n in same}
        return codes
    if any(number is None for number in numbers.values()):
        return {label: label for label in sorted(found, key=lambda label: (label.casefold(), label))}
    shortest: dict[float | None, str] = {}
    for label in sorted(found, key=lambda label: (len(label), label)):
        shortest.setdefault(numbers[label], label)
    ordered = sorted(found, key=lambda label: (numbers[label] or 0.0, label))
    return {label: shortest[numbers[label]] for label in ordered}


def _check_declared(
    grid: Grid, cells: Sequence[Sequence[Labels | None]], number: Mapping[str, int], first_row: int
) -> None:
    for i, row in enumerate(cells):
        for cell in row:
            for label in cell or ():
                if label not in number:
                    message = _("'{label}' is not among the codes that --codes declares.")
                    raise grid.fail(first_row + i, message.format(label=shown_line(label[:40])))


def _arrays(
    cells: Sequence[Sequence[Labels | None]], number: Mapping[str, int], codes: int
) -> tuple[Ints, Bools | None]:
    """The table of ratings, and that of labels where not every cell has exactly one."""
    columns = list(zip(*cells, strict=True))
    if all(cell is None or len(cell) == 1 for row in cells for cell in row):
        single = [[-1 if cell is None else number[cell[0]] for cell in column] for column in columns]
        return np.array(single, dtype=np.int64).reshape(len(columns), len(cells)), None
    sets: dict[frozenset[int], int] = {}
    ratings = np.full((len(columns), len(cells)), -1, dtype=np.int64)
    labels = np.zeros((len(columns), len(cells), codes), dtype=np.bool_)
    for coder, column in enumerate(columns):
        for unit, cell in enumerate(column):
            if cell is None:
                continue
            given = frozenset(number[label] for label in cell)
            ratings[coder, unit] = sets.setdefault(given, len(sets))
            labels[coder, unit, list(given)] = True
    return ratings, labels


def _coder_names(grid: Grid, layout: Layout) -> tuple[str, ...]:
    headings = grid.rows[0][int(layout.ids) :]
    if not layout.header:
        headings = ("",) * len(headings)
    names = [heading or _("coder {n}").format(n=n) for n, heading in enumerate(headings, 1)]
    for name in names:
        if names.count(name) > 1:
            message = _("two coders are called '{name}'; give each column a heading of its own.")
            raise grid.fail(0, message.format(name=shown_line(name[:40])))
    return tuple(names)


def _notes(grid: Grid, layout: Layout, coders: Sequence[str], units: int, codes: Sequence[str]) -> Iterable[str]:
    """What was recognised, and what may have been meant otherwise."""
    headings = _("a line of headings") if layout.header else _("no headings")
    ids = _("a first column with ids") if layout.ids else _("no column with ids")
    message = _("Read as {units} units × {coders} coders ({names}), with {headings} and {ids}.")
    names = ", ".join(coders[:10]) + ("…" if len(coders) > 10 else "")
    yield message.format(units=units, coders=len(coders), names=names, headings=headings, ids=ids)
    if grid.short:
        what = plural(
            "{n} row has fewer cells than the first (line {{line}}); what it lacks counts as not rated.",
            "{n} rows have fewer cells than the first (from line {{line}}); what they lack counts as not rated.",
            len(grid.short),
        )
        yield what.format(line=grid.short[0])
    for code in codes:
        if code.casefold() in _LIKE_MISSING:
            message = _("'{code}' was read as a code. If it means 'not rated', say so: --missing '{code}'.")
            yield message.format(code=code)
    folded: dict[str, str] = {}
    for code in codes:
        other = folded.setdefault(code.casefold(), code)
        if other != code:
            yield _("'{one}' and '{other}' were read as two codes.").format(one=other, other=code)
