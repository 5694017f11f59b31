"""A report of agreement as it is kept with its round: every cell comes back as it was, to the last digit.

Names of documents are not kept with it, since a purge has to erase them: it has their GUIDs between ⟦ and ⟧ instead.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from codebench.domain.table import Cell, Column, ColumnKind, Precise, ProjectState, Row, Share, Table, Undefined
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.agreement_data import Work
from codebench.project.round_models import RoundUnit

_DOCUMENT = re.compile("⟦([0-9a-f-]+)⟧")


def without_names(work: Work, guids: Mapping[int, str]) -> Work:
    """The same with documents (by id) called by their GUIDs, as `with_names` finds them; questions keep their names."""
    units = tuple(
        unit if unit.kind == RoundUnit.ANSWER else replace(unit, document=f"⟦{guids[unit.document_id]}⟧")
        for unit in work.units
    )
    return replace(work, units=units)


def with_names(kept: str, names: Mapping[str, str]) -> str:
    """What was kept, with the present names of documents (by GUID)."""

    def name(found: re.Match[str]) -> str:
        there = names.get(found[1])
        return json.dumps(_("(an erased document)") if there is None else shown_line(there), ensure_ascii=False)[1:-1]

    return _DOCUMENT.sub(name, kept)


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """What is told about agreement: a sentence to paste, tables by name, and every figure by its key.

    `code_ids` are the codes of the rows of the table `codes`. `frozen` is whether it was kept when its round closed.
    """

    sentence: str
    tables: Mapping[str, Table]
    figures: Mapping[str, Any]
    code_ids: tuple[int, ...]
    frozen: bool = False

    def to_json(self) -> str:
        """As it is kept."""
        tables = {name: _of_table(table) for name, table in self.tables.items()}
        kept = {"sentence": self.sentence, "tables": tables, "figures": dict(self.figures), "codes": self.code_ids}
        return json.dumps(kept, ensure_ascii=False, allow_nan=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "AgreementReport":
        """As it was kept."""
        kept = json.loads(text)
        tables = {name: _to_table(table) for name, table in kept["tables"].items()}
        return cls(kept["sentence"], tables, kept["figures"], tuple(kept["codes"]), frozen=True)


def _of_table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "columns": [[column.heading, column.kind.value, column.group] for column in table.columns],
        "rows": [[row.level, [_of_cell(cell) for cell in row.cells]] for row in table.rows],
        "rule": table.rule,
        "n": table.n,
        "notes": table.notes,
        "state": None if table.state is None else asdict(table.state),
    }


def _to_table(kept: Mapping[str, Any]) -> Table:
    # What older versions froze says nothing of the state it was in.
    state = kept.get("state")
    return Table(
        kept["title"],
        tuple(Column(heading, ColumnKind(kind), group) for heading, kind, group in kept["columns"]),
        tuple(Row(tuple(_to_cell(cell) for cell in cells), level) for level, cells in kept["rows"]),
        kept["rule"],
        kept["n"],
        tuple(kept["notes"]),
        None if state is None else ProjectState(**state),
    )


def _of_cell(cell: Cell) -> Any:
    match cell:
        case Precise():
            return {"precise": float(cell)}
        case Share():
            return {"share": [cell.n, cell.of]}
        case Undefined():
            return {"undefined": cell.reason}
        case _:
            return cell


def _to_cell(kept: Any) -> Cell:
    match kept:
        case {"precise": value}:
            return Precise(value)
        case {"share": [n, of]}:
            return Share(n, of)
        case {"undefined": reason}:
            return Undefined(reason)
        case _:
            found: Cell = kept
            return found
