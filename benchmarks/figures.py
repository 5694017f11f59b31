"""One line per figure: what was measured, the budget of the design, and a baseline from the same run."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter


@dataclass(frozen=True)
class Figure:
    what: str
    measured: str
    budget: str
    baseline: str = ""


def milliseconds(seconds: float) -> str:
    return f"{1000 * seconds:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


def timed(call: Callable[[], object], times: int = 1) -> list[float]:
    taken = []
    for _ in range(times):
        start = perf_counter()
        call()
        taken.append(perf_counter() - start)
    return taken


def spread(taken: list[float]) -> str:
    p95 = quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]
    return f"{milliseconds(median(taken))} (p95 {milliseconds(p95)})"


def show(title: str, figures: list[Figure]) -> None:
    rows = [("", "measured", "budget", "baseline in this run")]
    rows += [(figure.what, figure.measured, figure.budget, figure.baseline) for figure in figures]
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    print(f"\n{title}")
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
