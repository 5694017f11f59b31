"""Published and constructed cases with their sources, as files that anybody could have, and random ratings."""

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from codebench.agreement.ratings import Ints

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases.json").read_text("utf-8"))
"""`units` are [how often, ratings of one unit], null not rated, a list a set of labels; `spans` are [coder, start,
end, code]; `figures` are [value, tolerance] by key. `qualcoder_kappa` is a peer's figure, not ours."""

RATED = [case for case in CASES if "units" in case]
SPANNED = [case for case in CASES if "spans" in case]


@dataclass(frozen=True)
class Dress:
    """How a table of ratings is written."""

    delimiter: str = ","
    header: bool = True
    ids: bool = True
    quoting: Any = csv.QUOTE_MINIMAL
    end: str = "\n"
    space: str = ""


DRESSES = {
    "plain": Dress(),
    "semicolons": Dress(delimiter=";", end="\r\n"),
    "tabs": Dress(delimiter="\t"),
    "all quoted": Dress(quoting=csv.QUOTE_ALL),
    "spaces": Dress(space=" "),
    "without ids": Dress(ids=False),
    "bare": Dress(header=False, ids=False),
    "ids without headings": Dress(header=False),
}


def cell(rating: Any) -> str:
    if rating is None:
        return ""
    if isinstance(rating, list):
        return ";".join(rating) or "[]"
    return str(rating)


def rating_rows(case: dict[str, Any]) -> list[list[str]]:
    return [[cell(rating) for rating in unit] for times, unit in case["units"] for _ in range(times)]


def written(rows: list[list[str]], dress: Dress) -> str:
    """Ratings, a row per unit, as the text of a file."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=dress.delimiter, quoting=dress.quoting, lineterminator=dress.end)
    if dress.header:
        coders = [f"coder{n}" for n in range(1, len(rows[0]) + 1)]
        writer.writerow([*(["unit"] if dress.ids else []), *coders])
    for number, row in enumerate(rows, 1):
        cells = [f"{dress.space}{each}{dress.space}" for each in row]
        writer.writerow([*([f"u{number}"] if dress.ids else []), *cells])
    return out.getvalue()


def span_text(case: dict[str, Any]) -> str:
    rows = [*case["spans"], *([coder, "", "", ""] for coder in range(case["coders"]))]
    return "coder,start,end,code\n" + "".join(",".join(map(str, row)) + "\n" for row in rows)


def differing(found: dict[str, Any], figures: dict[str, list[Any]]) -> dict[str, tuple[Any, Any]]:
    """The keys whose number is not the published one, with both."""
    wrong = {}
    for key, (value, tolerance) in figures.items():
        ours = found.get(key, "absent")
        same = ours is None if value is None else isinstance(ours, int | float) and abs(ours - value) <= tolerance
        if not same:
            wrong[key] = (value, ours)
    return wrong


def random_ratings(seed: int, *, complete: bool = False, coders: int | None = None) -> Ints:
    """Ratings that agree more than by chance; some missing unless complete."""
    random = np.random.RandomState(seed)
    m = coders or random.randint(2, 7)
    units, codes = random.randint(3, 40), random.randint(2, 6)
    truth = random.randint(0, codes, size=units)
    table = np.where(random.rand(m, units) < 0.6, truth, random.randint(0, codes, size=(m, units))).astype(np.int64)
    return table if complete else np.where(random.rand(m, units) < 0.2, -1, table)
