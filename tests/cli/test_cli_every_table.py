"""Every table of figures that a command makes says the same in each format: each cell, its rule, its N, its state."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from cli_running import Commands
from test_cli_hostile import tables
from tests.conftest import TURNS, coding_row, survey
from tests.report.report_readers import HtmlCells, excel_shows, markdown_rows

from codebench.domain.variables import Value, VariableType
from codebench.project.project import Project

TRANSCRIPT = (
    "# Begin\n\n"
    + "".join(f"{speaker}: {said}\n" for speaker, said in TURNS[:3])
    + "\n# Slot\n\n"
    + "".join(f"{speaker}: {said}\n" for speaker, said in TURNS[3:])
)
QUESTION = "Wat helpt?"

# What makes a table of figures, in each of its shapes.
FIGURES: dict[str, list[list[str]]] = {
    "agreement": [["--table", name] for name in ("codes", "coders", "confusion", "conventions", "drift")],
    "collocations": [["overleg", "--least", "1"]],
    "compare": [
        ["--by", "niveau", "--percent", "both", "--question", QUESTION],
        ["--by", "niveau", "--answers", "tevreden", "--min-cell", "2"],
        ["--by-section", "--set", "half"],
    ],
    "cooccurrence": [["--near", "words"], ["--matrix", "--all-codes"], ["--set", "half"]],
    "families": [["tijd", "mandaat", "--by", "niveau"]],
    "fold show": [["niveau"], ["niveau", "--min-cell", "2"]],
    "framework export": [["--code", "tijd"]],
    "framework show": [["--code", "tijd"], ["--set", "half"]],
    "frequencies": [
        ["--by", "niveau", "--rank"],
        ["--base", "codings"],
        ["--base", "documents"],
        ["--base", "words"],
        ["--words"],
        ["--by", "section"],
        ["--by", "niveau", "--min-cell", "2", "--set", "half"],
    ],
    "kwic": [["overleg"]],
    "newcodes": [["--step", "10"], ["--set", "half"]],
    "progress": [[]],
    "quotes": [["tijd", "--context", "--by", "niveau"]],
    "rule try": [["tijd", "overleg"]],
    "scales": [["--by", "niveau"], ["--has", "mandaat", "--min-cell", "2"]],
    "settle list": [[]],
    "words": [["--phrases"], ["--by", "niveau", "--keyness", "--least", "1"], ["--by", "niveau"]],
}
# These rest on suggestions, for which a helper process takes seconds; their tables go out in the same way.
HELPED = {"evaluate", *(f"suggestion {name}" for name in ("hunt", "like", "missed", "recheck", "record", "themes"))}
# What is there, what would come in, what was done: no figures of the material, hence no rule to state.
LISTS = {
    *("absence", "annotate", "answer list", "append", "bookmark list", "case import", "case list", "cases", "check"),
    *(
        "code",
        "codebook import",
        "codebook links",
        "codebook passages",
        "codebook revisions",
        "codebook show",
        "coders",
    ),
    *(
        "coding list",
        "coding orphans",
        "codings import",
        "demo",
        "document diff",
        "document edit",
        "document list",
        "document show",
    ),
    *("document versions", "documents", "export", "filter list", "fold list", "history", "import", "info"),
    *("memo links", "memo list"),
    *("merge", "model status", "pseudonymise", "purge", "questions", "review status", "round list", "round make"),
    *("round show", "rule apply", "rule list", "search", "set list", "setting list", "settle import", "snapshot list"),
    *("snapshot restore", "stopwords", "suggestion list", "theme list", "variable list", "withdraw"),
}


def test_every_command_that_prints_a_table_is_known() -> None:
    assert {*FIGURES, *HELPED, *LISTS} == set(tables())


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A focus group in two sections and forty answers, coded by two, with a scale, a fold, a theme and summaries."""
    folder = tmp_path_factory.mktemp("tables")
    path = folder / "studie.codebench"
    (folder / "groep-1.md").write_text(TRANSCRIPT, "utf-8")
    codebench = Commands()
    codebench("init", path, "--coder", "An")
    codebench("import", path, folder / "groep-1.md", "--yes")
    said = {f"R{i:02d}": "Meer tijd voor overleg." if i % 3 else "Een duidelijk mandaat." for i in range(40)}
    with Project.open(path, "An") as project:
        project.imports.take([survey(said, {name: "bao" if i % 3 and i % 8 else "so" for i, name in enumerate(said)})])
        for code in ("tijd > overleg", "mandaat > taak"):
            project.codebook.ensure(code)
        project.coders.add("Bo")
        scale = project.variables.add("tevreden", VariableType.SCALE, tuple("12345"))
        for i, case in enumerate(case for case in project.cases.all() if case.name in said):
            project.cases.set_value(case.id, scale, Value(options=(str(1 + i % 5),)))
    for who, step in (("An", 1), ("Bo", 2)):
        with Project.open(path, who) as project:
            rows = [coding_row("overleg", 0, 4, respondent=f"R{i:02d}") for i in range(0, 40, step)]
            rows += [coding_row("taak", 5, 14, respondent=f"R{i:02d}") for i in (0, 3, 6)]
            project.coding_files.take([*rows, coding_row("tijd", 40, 70, document="groep-1")])
            project.reviews.mark(project.reviews.units_of_question(1))
            project.reviews.mark([unit.id for unit in project.documents.units(1)])
    codebench("set", "add", path, "half", "taak", "overleg", "--coder", "An")
    codebench("fold", "set", path, "niveau", "--pair", "mandaat=so", "--coder", "An")
    codebench("framework", "set", path, "R01", "tijd", "Wil meer overleg.", "--layer", "An", "--coder", "An")
    codebench("model", "use", path, "blank", "--coder", "An")
    codebench("annotate", path, "--coder", "An")
    return path


def _csv(path: Path) -> tuple[list[list[str]], str]:
    text = path.read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    return rows[1 : rows.index([])], text


def _xlsx(path: Path) -> tuple[list[list[str]], str]:
    sheet, notes = openpyxl.load_workbook(path)
    height = sheet.max_row
    rows = [[excel_shows(cell) for cell in row] for row in sheet.iter_rows(1, height)]
    return rows, "\n".join(str(cell.value) for cell in notes["A"])


def _html(path: Path) -> tuple[list[list[str]], str]:
    parser = HtmlCells()
    parser.feed(path.read_text("utf-8"))
    return parser.rows, unescape(path.read_text("utf-8"))


def _docx(path: Path) -> tuple[list[list[str]], str]:
    document = docx.Document(str(path))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    return rows, "\n".join(paragraph.text for paragraph in document.paragraphs)


def _md(path: Path) -> tuple[list[list[str]], str]:
    text = path.read_text("utf-8")
    return markdown_rows(text), text.replace("\\", "")


FILES: dict[str, Callable[[Path], tuple[list[list[str]], str]]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "html": _html,
    "docx": _docx,
    "md": _md,
}


def seen(text: str) -> str:
    """A cell as all formats have it: without what indents, aligns or breaks it, and with one sign of decimals."""
    return "".join(text.replace("␤", "").split()).replace(",", ".").removeprefix("'")


HALF = 0.5 + 1e-9
"""The most that rounding changes in the last digit."""


def said_by_json(cell: Any, text: str) -> bool:
    """Whether a cell of the JSON is what stands in the text of another format."""
    match cell:
        case None:
            return text == ""
        case {"undefined": _reason}:
            return text == "–"
        case {"n": n, "of": of, "percent": percent}:
            if of == 0 or percent is None:
                return text == ("–" if of == 0 else f"{n}of{of}")
            if text == "<1%":
                return 0 < percent < 0.5
            return text.endswith("%") and abs(int(text[:-1]) - percent) <= HALF
        case float():
            return text == "<0.001" if cell < 0.001 and text.startswith("<") else abs(float(text) - cell) <= HALF / 100
        case _:
            return seen(str(cell)) == text


def cases() -> Iterator[Any]:
    for name, shapes in FIGURES.items():
        for given in shapes:
            yield pytest.param(name, given, id=" ".join([name, *given]))


@pytest.mark.parametrize(("name", "given"), list(cases()))
def test_it_says_the_same_in_every_format(study: Path, tmp_path: Path, name: str, given: list[str]) -> None:
    who = [] if name in ("kwic", "words", "collocations", "progress") else ["--coder", "An"]
    command = [*name.split(), str(study), *given, *who]
    codebench = Commands()
    printed = json.loads(codebench(*command, "--format", "json").out)
    table = printed["tables"][given[1]] if name == "agreement" else printed
    assert table["rows"], "an empty table shows nothing"
    width, height = len(table["columns"]), len(table["rows"])
    foot = [line for line in (table["n"], table["rule"], *table["notes"]) if line]
    state = table["state"]
    told = f"{state['moment'][:16].replace('T', ' ')} UTC, codebook revision {state['codebook_revision']}"
    foot.append(f"State of the project: {told}, hash {state['project_hash'][:12]}.")

    found: dict[str, list[list[str]]] = {}
    for suffix, read in FILES.items():
        codebench(*command, "-o", tmp_path / f"tabel.{suffix}")
        rows, text = read(tmp_path / f"tabel.{suffix}")
        found[suffix] = [[seen(cell) for cell in row] for row in rows[len(rows) - height :]]
        for line in foot:
            assert seen(line) in seen(text), (suffix, line)
    for suffix, rows in found.items():
        assert rows == found["csv"], suffix
    for row, texts in zip(table["rows"], found["csv"], strict=True):
        assert len(row["cells"]) == len(texts) == width
        for cell, text in zip(row["cells"], texts, strict=True):
            assert said_by_json(cell, text), (cell, text)

    lines = codebench(*command).out.splitlines()
    begin = next(i for i, line in enumerate(lines) if line and set(line) == {"─"}) + 1
    assert [seen(line) for line in lines[begin : begin + height]] == ["".join(row) for row in found["csv"]]
    assert lines[-1] == foot[-1]
