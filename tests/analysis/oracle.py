"""An independent count: slow, with sets and loops over whole tables, from the definitions in the design alone."""

from dataclasses import dataclass, field
from typing import Any

from codebench.analysis.frequencies import Base, FrequencyRequest
from codebench.domain.table import Share, Table
from codebench.project.project import Project


class SeveralCoders(Exception):
    """Units that several coders coded, and nobody was chosen."""


@dataclass
class Expected:
    n: list[int] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    waiting: int = 0
    rows: dict[str, list[int]] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=dict)


def rows(project: Project, table: str) -> list[dict[str, Any]]:
    return project.session.rows(f"SELECT * FROM {table} ORDER BY id")


class Oracle:
    def __init__(self, project: Project) -> None:
        self.documents = {d["id"]: d for d in rows(project, "documents") if d["status"] == "active"}
        self.cases = {k["id"]: k for k in rows(project, "cases")}
        self.units = [u for u in rows(project, "units") if u["document_id"] in self.documents]
        self.codes = {c["id"]: c for c in rows(project, "codes")}
        self.coders = {c["name"]: c["id"] for c in rows(project, "coders")}
        self.consensus = {c["id"] for c in rows(project, "coders") if c["kind"] == "consensus"}
        self.round_units = rows(project, "round_units")
        self.round_coders = rows(project, "round_coders")
        self.marks = rows(project, "review_marks")
        self.codings = [
            g for g in rows(project, "codings") if g["status"] == "active" and g["document_id"] in self.documents
        ]
        self.questions = {q["id"]: q["name"] for q in rows(project, "questions")}
        self.variables = {v["name"]: v["id"] for v in rows(project, "variables")}
        self.options = rows(project, "variable_options")
        self.values = rows(project, "case_values")
        self.texts = {d: project.documents.text(d) for d in self.documents}

    def ancestors(self, case: int) -> list[int]:
        line = [case]
        while self.cases[line[-1]]["parent_id"] is not None:
            line.append(self.cases[line[-1]]["parent_id"])
        return line

    def value(self, case: int, variable: str) -> list[str]:
        """The labels of a case: its own answer, else that of the nearest case above, else why there is none."""
        labels = {o["id"]: o["label"] for o in self.options}
        own = [v for v in self.values if v["case_id"] == case and v["variable_id"] == self.variables[variable]]
        for one in self.ancestors(case):
            there = [v for v in self.values if v["case_id"] == one and v["variable_id"] == self.variables[variable]]
            found = [labels[v["option_id"]] for v in there if v["option_id"] is not None]
            found += [f"({v['absence']})" for v in there if v["absence"] in ("n.v.t.", "weet niet")]
            if found:
                return found
        return [f"({v['absence']})" for v in own] or ["(no value)"]

    def touched(self, coding: dict[str, Any]) -> list[dict[str, Any]]:
        there = [
            u
            for u in self.units
            if u["document_id"] == coding["document_id"]
            and set(range(u["start"], u["end"])) & set(range(coding["start"], coding["end"]))
        ]
        if len(there) == 1:
            return there
        text = self.texts[coding["document_id"]]
        return [
            u
            for u in there
            if any(text[i].isalnum() for i in range(u["body_start"], u["end"]) if coding["start"] <= i < coding["end"])
        ]

    def count(self, request: FrequencyRequest) -> Expected:
        asked = request.scope
        by_cases = request.base is Base.CASES
        material = {
            d["id"]
            for d in self.documents.values()
            if not (asked.documents or asked.questions)
            or (d["kind"] != "answer" and d["name"] in asked.documents)
            or self.questions.get(d["question_id"]) in asked.questions
        }
        units = [u for u in self.units if u["document_id"] in material]
        kinds = {self.cases[u["case_id"]]["kind"] for u in units if self.is_somebody(u)}
        ranked = [kind for kind in ("person", "organisation", "group") if kind in kinds]
        level = str(asked.level) if asked.level else (ranked or ["person"])[0]

        def stands(unit: dict[str, Any]) -> int | None:
            if not self.is_somebody(unit):
                return None
            if not by_cases:
                return int(unit["case_id"])
            return next((k for k in self.ancestors(unit["case_id"]) if self.cases[k]["kind"] == level), None)

        def wanted(unit: dict[str, Any]) -> bool:
            if not asked.where:
                return True
            case = unit["case_id"]
            return case is not None and all(label in self.value(case, name) for name, label in asked.where)

        units = [u for u in units if wanted(u)]
        case_of = {u["id"]: stands(u) for u in units}
        coded = [(g, [u for u in self.touched(g) if u["id"] in case_of]) for g in self.codings]
        whose = self.layer(asked.coder, case_of, coded)
        everyone = {case for case in case_of.values() if case is not None}
        reviewed = {case_of[m["unit_id"]] for m in self.marks if m["coder_id"] in whose.get(m["unit_id"], ())} - {None}
        base = reviewed if by_cases else everyone
        groups: list[tuple[str, set[int]]] = []
        if request.by:
            order = [o["label"] for o in self.options if o["variable_id"] == self.variables[request.by]]
            order += ["(not asked)", "(blank)", "(n.v.t.)", "(weet niet)", "(no value)"]
            for label in order:
                members = {case for case in everyone if label in self.value(case, request.by)}
                if members:
                    groups.append((label, members))
        found = Expected(labels=[label for label, _members in groups], waiting=len(everyone - reviewed))
        notes = dict.fromkeys(("outside", "across", "nobodys"), 0)
        per_code: dict[int, list[set[int]]] = {code: [] for code in self.codes}
        outside: set[int] = set()
        for coding, found_in in coded:
            touched = [u for u in found_in if coding["coder_id"] in whose[u["id"]]]
            if not touched:
                continue
            cases = {case for u in touched if (case := case_of[u["id"]]) is not None}
            if not cases:
                notes["nobodys"] += 1
                continue
            notes["across"] += len(self.touched(coding)) > 1
            outside |= cases - reviewed
            per_code[coding["code_id"]].append(cases)
        notes["outside"] = len(outside) if by_cases else 0
        found.notes = notes
        whole = [(None, everyone), *groups]
        if by_cases:
            found.n = [len(base & (members or everyone)) for _label, members in whole]
        else:
            every = [cases for some in per_code.values() for cases in some]
            found.n = [sum(bool(cases & members) for cases in every) for _label, members in whole]
        for code in self.codes:
            path = self.path(code)
            below = [c for c in self.codes if self.path(c) == path or self.path(c).startswith(f"{path} > ")]
            mine = [cases for c in below for cases in per_code[c]]
            top = path.split(" > ")[0]
            if not any(per_code[c] for c in self.codes if self.path(c).split(" > ")[0] == top):
                continue
            if by_cases:
                union = set().union(*mine) & base
                found.rows[path] = [len(mine), *(len(union & members) for _label, members in whole)]
            else:
                found.rows[path] = [sum(bool(cases & members) for cases in mine) for _label, members in whole]
        return found

    def is_somebody(self, unit: dict[str, Any]) -> bool:
        case = self.cases.get(unit["case_id"])
        return case is not None and case["role"] == "participant" and case["kind"] != "collective"

    def layer(
        self,
        coder: str | None,
        case_of: dict[int, int | None],
        coded: list[tuple[dict[str, Any], list[dict[str, Any]]]],
    ) -> dict[int, set[int]]:
        """By unit whose work counts."""
        if coder is not None:
            return {unit: {self.coders[coder]} for unit in case_of}
        marked: dict[int, set[int]] = {unit: set() for unit in case_of}
        for mark in self.marks:
            marked.setdefault(mark["unit_id"], set()).add(mark["coder_id"])
        workers = {unit: set(marked[unit]) for unit in case_of}
        for coding, touched in coded:
            for unit in touched:
                workers[unit["id"]].add(coding["coder_id"])
        seconds = {row["as_coder_id"] for row in self.round_coders}
        says = bool(self.consensus) or any(row["as_coder_id"] is None for row in self.round_coders)
        whose = {}
        for unit, case in case_of.items():
            only = sorted(workers[unit] - seconds - self.consensus)
            assigned = self.assigned(unit, marked[unit])
            if marked[unit] & self.consensus:
                whose[unit] = self.consensus
            elif assigned is not None:
                whose[unit] = {assigned}
            elif len(only) > 1 and case is not None:
                raise SeveralCoders
            else:
                whose[unit] = set(only[:1]) if says else set(only)
        return whose

    def assigned(self, unit: int, marked: set[int]) -> int | None:
        for round_id in sorted({row["round_id"] for row in self.round_units if row["unit_id"] == unit}, reverse=True):
            for row in sorted(self.round_coders, key=lambda row: row["position"]):
                if row["round_id"] == round_id and row["as_coder_id"] is None and row["coder_id"] in marked:
                    return int(row["coder_id"])
        return None

    def path(self, code: int) -> str:
        parent = self.codes[code]["parent_id"]
        name = str(self.codes[code]["name"])
        return name if parent is None else f"{self.path(parent)} > {name}"


def told(table: Table, by_cases: bool) -> tuple[list[int], list[str], dict[str, list[int]]]:
    """N's, labels of groups and numbers per path, as the table tells them."""
    shares = [i for i, column in enumerate(table.columns) if column.kind == "share"]
    numbers: dict[str, list[int]] = {}
    line: list[str] = []
    for row in table.rows:
        line = [*line[: row.level], str(row.cells[0])]
        counts = [row.cells[i] for i in range(1, len(row.cells)) if isinstance(row.cells[i], int)]
        for i in shares:
            share = row.cells[i]
            assert isinstance(share, Share)
            assert share.n == row.cells[i - 1]
        numbers[" > ".join(line)] = [int(str(n)) for n in counts]
    heads = [table.columns[i].group for i in shares][1:]
    labels = [head.rpartition(" (N = ")[0] for head in heads]
    sizes = [int(head.rpartition(" (N = ")[2].rstrip(")")) for head in heads]
    first = int(table.n.removeprefix("N = ").split(" ")[0])
    if table.rows:
        ofs = [share.of for i in shares if isinstance(share := table.rows[0].cells[i], Share)]
        assert ofs == [first, *sizes]
    return [first, *sizes], labels, numbers
