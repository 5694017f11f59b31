"""Codings with a column for each theme: a 1 (or an x) in a row says that its text bears that code."""

from collections.abc import Iterable, Iterator, Sequence

from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.i18n import _

_YES = frozenset(("1", "1,0", "1.0", "x", "ja", "j", "yes", "y", "waar", "true"))
_NO = frozenset(("", "0", "0,0", "0.0", "-", "nee", "n", "no", "onwaar", "false"))


def unfolded(
    name: str, header: Sequence[str], known: Sequence[bool], rows: Iterable[tuple[int, Sequence[str]]]
) -> Iterator[tuple[int, list[str]]]:
    """A row for each tick, with the cells of the columns that are `known` and then the name of the theme.

    Raises:
        InputError: a cell is neither a tick nor the lack of one; the sentence names the file, the line and the column.
    """
    for line, cells in rows:
        shared = [cell for cell, is_known in zip(cells, known, strict=True) if is_known]
        for theme, cell, is_known in zip(header, cells, known, strict=True):
            if is_known:
                continue
            mark = cell.strip().casefold()
            if mark in _YES:
                yield line, [*shared, theme.strip()]
            elif mark not in _NO:
                message = _(
                    "{name}, line {line}: '{cell}' in column '{column}' is neither 1 nor 0; a column that is no code"
                    " has to go out."
                )
                told = {"name": shown_line(name), "cell": shown_line(mark[:40]), "column": shown_line(theme[:40])}
                raise InputError(message.format(line=line, **told))
