"""What who reads a file of a table finds in it: rows of cells, each as the text that is seen."""

from decimal import ROUND_HALF_UP, Decimal
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt

MARKDOWN = MarkdownIt("commonmark").enable("table")


def markdown_rows(text: str) -> list[list[str]]:
    rows: list[list[str]] = []
    tokens = MARKDOWN.parse(text)
    for before, token in pairwise(tokens):
        if before.type == "tr_open":
            rows.append([])
        if before.type in ("th_open", "td_open"):
            assert all(child.type == "text" for child in token.children or [])
            rows[-1].append("".join(child.content for child in token.children or []))
    return rows


def excel_shows(cell: Any) -> str:
    """What Excel displays: 15 digits, halves away from zero."""
    if cell.value is None:
        return ""
    if isinstance(cell.value, str):
        return cell.value
    number = Decimal(f"{cell.value:.15g}")
    match cell.number_format:
        case "General":
            return str(cell.value)
        case "0.00" | "0.000":
            return str(number.quantize(Decimal(cell.number_format), ROUND_HALF_UP))
        case '0" %"':
            return f"{number.quantize(Decimal(1), ROUND_HALF_UP)} %"
        case literal:
            return literal.strip('"')


class HtmlCells(HTMLParser):
    """The rows of the one table, each cell's text as a browser shows it."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._within = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self._within = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._within = False

    def handle_data(self, data: str) -> None:
        if self._within:
            self.rows[-1][-1] += data
