"""JSON for programs: the original text, numbers as numbers, each undefined figure with its reason."""

import json
import re
from dataclasses import asdict

from codebench.domain.table import Cell, Share, Table
from codebench.report.parts import undefined_reason

# DEL, C1, bidirectional controls, line separators, lone surrogates: JSON allows them bare, a terminal and
# UTF-8 don't. Outside strings there are none, so escaping the finished text escapes just these.
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def render(table: Table) -> str:
    """One JSON object, indented."""
    content = {
        "title": table.title,
        "columns": [
            {"heading": column.heading, "group": column.group, "kind": column.kind.value} for column in table.columns
        ],
        "rows": [{"level": row.level, "cells": [_cell(cell) for cell in row.cells]} for row in table.rows],
        "rule": table.rule,
        "n": table.n,
        "notes": list(table.notes),
        "state": None if table.state is None else asdict(table.state),
    }
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def _cell(cell: Cell) -> object:
    reason = undefined_reason(cell)
    if reason is not None:
        return {"undefined": reason}
    if isinstance(cell, Share):
        return {"n": cell.n, "of": cell.of, "percent": cell.percent}
    return cell
