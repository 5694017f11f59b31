"""What coders gave as files for other programs: a table of ratings in four layouts, and one of spans."""

import csv
import io
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path

from codebench.domain.csv_profile import CsvProfile
from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.agreement_data import Work
from codebench.project.round_models import RoundUnit
from codebench.store.whole_files import write_whole

NO_LABEL = "[]"
_HARMFUL = ("=", "+", "-", "@", "\t", "\r")


class Layout(StrEnum):
    """How ratings lie in a file."""

    UNITS = "units"
    CODERS = "coders"
    RECAL = "recal"
    LONG = "long"
    SPANS = "spans"


def write_ratings(work: Work, layout: Layout, path: Path, profile: CsvProfile = CsvProfile.OPEN) -> list[str]:
    """Write what is compared as CSV for Excel or any other program; what has to be known about the file, in sentences.

    UNITS has a row per unit and a column per coder, as `codebench agreement --matrix` reads it; CODERS a row per coder
    and a column per unit (Krippendorff's canonical matrix). RECAL has no headings and numbers only: for each code a
    column per coder, 1 where it was given, 0 where not. LONG has a row per unit, coder and code. SPANS has a row per
    coding, on the text that all judged laid end to end, as `codebench agreement --spans` reads it.

    Raises:
        InputError: characters are compared, which have spans and no ratings.
    """
    if work.unit is RoundUnit.CHARACTER and layout is not Layout.SPANS:
        raise InputError(_("Characters have no table of ratings: take layout spans, or another unit."))
    rows, told = _LAYOUTS[layout](work)
    out = io.StringIO()
    out.write(profile.mark)
    writer = csv.writer(out, delimiter=profile.delimiter, lineterminator="\n")
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    write_whole(path, out.getvalue().encode())
    return told


def names_of_units(work: Work) -> list[str]:
    """A name for each unit: its document and number, counted from 1, with the number of the part where it is one."""
    parts: dict[int, int] = {}
    names = []
    for unit in work.units:
        # A respondent answers a question once; a document is told by its name.
        where = unit.case if unit.kind == RoundUnit.ANSWER else unit.document
        name = f"{where} #{unit.base if unit.kind == RoundUnit.ANSWER else unit.position + 1}"
        if work.unit is RoundUnit.SENTENCE:
            parts[unit.base] = parts.get(unit.base, 0) + 1
            name += f".{parts[unit.base]}"
        names.append(name)
    return names


def _units(work: Work) -> tuple[list[list[str]], list[str]]:
    cells = _cells(work)
    rows = [["unit", *(coder.name for coder in work.coders)]]
    rows += [[name, *given] for name, given in zip(names_of_units(work), zip(*cells, strict=True), strict=True)]
    return rows, [_("`codebench agreement --matrix` reads it.")]


def _coders(work: Work) -> tuple[list[list[str]], list[str]]:
    rows = [["coder", *names_of_units(work)]]
    rows += [[coder.name, *given] for coder, given in zip(work.coders, _cells(work), strict=True)]
    return rows, []


def _recal(work: Work) -> tuple[list[list[str]], list[str]]:
    given = {(each.coder, each.unit, each.code) for each in work.given}
    rows = [
        [str(int((coder, unit, code) in given)) for code in range(len(work.codes)) for coder in range(len(work.coders))]
        for unit in range(len(work.units))
    ]
    names = ", ".join(shown_line(coder.name) for coder in work.coders)
    told = [_("Every {n} columns are one code, by {names}.").format(n=len(work.coders), names=names)]
    for number, (_id, path) in enumerate(work.codes):
        first = number * len(work.coders) + 1
        last = first + len(work.coders) - 1
        told.append(_("columns {first}–{last}: {code}").format(first=first, last=last, code=shown_line(path)))
    return rows, told


def _long(work: Work) -> tuple[list[list[str]], list[str]]:
    names = names_of_units(work)
    rows = [["unit", "document", "case", "coder", "code"]]
    by_cell = _codes_of(work)
    for place, unit in enumerate(work.units):
        for number, coder in enumerate(work.coders):
            for code in by_cell.get((number, place)) or [NO_LABEL]:
                rows.append([names[place], unit.document, unit.case, coder.name, code])
    return rows, []


def _spans(work: Work) -> tuple[list[list[str]], list[str]]:
    length, offset = 0, []
    for unit in work.units:
        offset.append(length - unit.start)
        length += unit.end - unit.start
    rows = [["coder", "start", "end", "code"]]
    rows += [[coder.name, "", "", ""] for coder in work.coders]
    for each in work.given:
        unit, shift = work.units[each.unit], offset[each.unit]
        if unit.start <= each.start < each.end <= unit.end:
            coder, code = work.coders[each.coder].name, work.codes[each.code][1]
            rows.append([coder, str(each.start + shift), str(each.end + shift), code])
    return rows, [_("`codebench agreement --spans FILE --length {n}` reads it.").format(n=length)]


_LAYOUTS = {
    Layout.UNITS: _units,
    Layout.CODERS: _coders,
    Layout.RECAL: _recal,
    Layout.LONG: _long,
    Layout.SPANS: _spans,
}


def _cells(work: Work) -> list[list[str]]:
    """Per coder the labels of each unit in one cell."""
    by_cell = _codes_of(work)
    # A semicolon stands between labels, so that there is none in one.
    return [
        [
            ";".join(code.replace(";", ",") for code in by_cell.get((coder, unit), ())) or NO_LABEL
            for unit in range(len(work.units))
        ]
        for coder in range(len(work.coders))
    ]


def _codes_of(work: Work) -> dict[tuple[int, int], Sequence[str]]:
    found: dict[tuple[int, int], set[int]] = {}
    for each in work.given:
        found.setdefault((each.coder, each.unit), set()).add(each.code)
    return {key: _paths(work, codes) for key, codes in found.items()}


def _paths(work: Work, codes: Iterable[int]) -> list[str]:
    return [work.codes[code][1] for code in sorted(codes)]


def _safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula, on one line."""
    line = shown_line(text)
    return f"'{line}" if line.lstrip().startswith(_HARMFUL) else line
