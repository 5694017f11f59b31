"""Projects to be sent out and taken in again, and what has to be the same afterwards."""

import io
import zipfile
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from lxml import etree

from codebench.domain.codebook import CodebookDraft, CodeDraft, CodeFields
from codebench.domain.draft import (
    CaseDraft,
    DocumentDraft,
    DocumentKind,
    Draft,
    QuestionDraft,
    SectionDraft,
    UnitDraft,
    UnitKind,
    VariableDraft,
)
from codebench.domain.errors import ConflictError
from codebench.domain.text import freeze
from codebench.domain.variables import Absence, CaseKind, Role, Value, VariableType
from codebench.exchange.projects import read_project
from codebench.project.exchange_models import ExchangePlan
from codebench.project.exchange_out import OutRequest
from codebench.project.exchange_units import text_of
from codebench.project.memos import MemoTarget
from codebench.project.preferences import Mode
from codebench.project.project import Project

SCHEMAS = Path(str(files("codebench.exchange.refi"))) / "schemas"
SCHEMA = etree.XMLSchema(etree.parse(str(SCHEMAS / "Project.xsd")))

_LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn"))
_PIECES = st.sampled_from(
    ["👍🏽", "e\u0301", "\n", "\r\n", "\n\n", "[kind] ", "; ", "\\", "een woord ", "\t", "\u2028"]
)
NAMES = (
    st.text(_LETTERS, min_size=1, max_size=6).map(lambda name: " ".join(name.replace(">", "").split())[:6]).filter(bool)
)
TEXTS = st.lists(st.one_of(_PIECES, st.text(_LETTERS, max_size=6)), max_size=8).map("".join).map(freeze)
WORDS = TEXTS.map(str.strip).filter(bool)


def _codes(draw: st.DrawFn, depth: int = 0) -> tuple[CodeDraft, ...]:
    names = draw(st.lists(NAMES, min_size=1 if depth == 0 else 0, max_size=2, unique_by=str.casefold))
    # One name at every level: only siblings have to differ.
    names = [*names, *(["tijd"] if "tijd" not in map(str.casefold, names) else [])]
    fields = CodeFields(
        definition=draw(TEXTS).strip(),
        exclude_when=draw(TEXTS),
        counter_example=draw(TEXTS),
        keywords=tuple(draw(st.lists(NAMES, max_size=2))),
        colour=draw(st.sampled_from(["", "#0072B2"])),
        mark=draw(st.sampled_from(["", "Ti", "♥"])),
    )
    return tuple(CodeDraft(name, fields, _codes(draw, depth + 1) if depth < 2 else ()) for name in names)


def _material(draw: st.DrawFn) -> Draft:
    people = draw(st.lists(NAMES, min_size=2, max_size=3, unique=True))
    speech = draw(WORDS)
    lines = [f"An: {speech}", f"Bo: {draw(WORDS)}", "An:"]
    talk, turns, at = "\n".join(lines), [], 0
    for i, line in enumerate(lines):
        who = "g/an" if line.startswith("An") else "g/bo"
        turns.append(
            UnitDraft(UnitKind.TURN, at, at + 3, at + len(line), who, 0 if i else None, 1500 * i if i else None)
        )
        at += len(line) + 1
    note = draw(TEXTS)
    values = {
        "niveau": Value(options=(draw(NAMES),)),
        "keuze; veel": Value(options=tuple(draw(st.lists(NAMES, min_size=1, max_size=3, unique=True)))),
        "jaren": Value(number=draw(st.floats(-1e9, 1e9, allow_subnormal=False))),
        "sinds": Value(text="2020-02-29"),
        "vrij": Value(text=draw(WORDS)),
    }
    gaps: dict[str, Value] = {name: Value(absence=kind) for name, kind in zip(values, Absence, strict=False)}
    records: list[CaseDraft | DocumentDraft] = [
        CaseDraft("g", "groep", CaseKind.GROUP),
        CaseDraft("g/an", "An", role=Role.MODERATOR, group="g"),
        CaseDraft("g/bo", "Bo", group="g", values=gaps),
        DocumentDraft(
            "groep",
            DocumentKind.TRANSCRIPT,
            talk,
            tuple(turns),
            (SectionDraft("[section] 1", len(lines[0]) + 1, at - 1),),
            "g",
        ),
        DocumentDraft("notitie", DocumentKind.NOTE, note),
    ]
    for i, name in enumerate(people):
        records.append(CaseDraft(f"r{i}", name, values=values if i == 0 else {}))
        for question in ("v1", "v2"):
            text = draw(TEXTS)
            absence = draw(st.sampled_from([None, None, *Absence]))
            if absence is None and not text:
                absence = Absence.BLANK
            units = () if absence else (UnitDraft(UnitKind.ANSWER, 0, 0, len(text), f"r{i}"),)
            records.append(DocumentDraft("", DocumentKind.ANSWER, text, units, (), f"r{i}", question, absence))
    kinds = (VariableType.CATEGORY, VariableType.MULTIPLE, VariableType.NUMBER, VariableType.DATE, VariableType.TEXT)
    return Draft(
        source="bron.txt",
        format="text",
        checksum="0",
        records=lambda: iter(records),
        questions=(QuestionDraft("v1", "Wat\n[question] helpt?"), QuestionDraft("v2", "")),
        variables=tuple(VariableDraft(name, kind) for name, kind in zip(values, kinds, strict=True)),
        n_cases=len(people) + 3,
        n_documents=2 * len(people) + 2,
    )


def fill(project: Project, draw: st.DrawFn) -> None:
    """Put in everything that goes along: two coders on the same words, memos on all that can have one."""
    project.imports.take([_material(draw)])
    project.codebook_files.take(CodebookDraft("boek", _codes(draw)))
    codes = [code.id for code in project.codebook.codes()]
    project.preferences.set_mode(Mode.GROUNDED)
    project.code_links.add(codes[0], codes[-1], draw(NAMES)[:60], draw(TEXTS))
    project.code_links.add(codes[-1], codes[0], "leidt tot")
    project.coders.add("Bo")
    texts = [row for row in project.session.tuples("SELECT document_id, text FROM view_documents") if row[1].strip()]
    for coder in ("An", "Bo"):
        project.act_as(coder)
        for document, text in draw(st.lists(st.sampled_from(texts), max_size=3)):
            start = draw(st.integers(0, len(text) - 1))
            span = text[start : draw(st.integers(start + 1, len(text)))]
            if span.strip():
                wanted = draw(st.lists(st.sampled_from(codes), min_size=1, max_size=2))
                with suppress(ConflictError):
                    project.codings.add(document, start, start + len(span), wanted)
        with suppress(ConflictError):
            project.codings.add(1, 0, 3, codes[:1])
        units = project.session.tuples("SELECT id FROM units")
        project.reviews.mark([units[0][0], *(unit for (unit,) in units[1:] if draw(st.booleans()))])
        case, code = project.cases.get("groep").id, codes[-1]
        targets = [MemoTarget(), MemoTarget(document_id=1), MemoTarget(unit_id=units[0][0]), MemoTarget(question_id=1)]
        targets += [MemoTarget(case_id=case), MemoTarget(code_id=code), MemoTarget(passage=(1, 0, 3))]
        targets.append(MemoTarget(coding_id=project.session.value("SELECT max(id) FROM codings")))
        answer = project.session.value("SELECT id FROM documents WHERE kind = 'answer'")
        targets.append(MemoTarget(document_id=answer))
        for target in targets:
            title = draw(st.sampled_from(["", "titel"]))
            memo = project.memos.add(target, draw(WORDS), title=title, kind="reflexive")
            if draw(st.booleans()):
                project.memo_links.link(memo, [project.session.value("SELECT min(id) FROM codings")])


def state(project: Project) -> dict[str, Any]:
    """What an export has to carry, without numbers that are the project's own."""
    rows = project.session.tuples
    return {
        "coders": set(rows("SELECT guid, name, kind FROM coders WHERE name <> 'Zoë'")),
        "codes": rows(
            "SELECT c.guid, p.guid, c.name, lower(c.colour), c.definition, c.include_when, c.exclude_when, c.example,"
            " c.counter_example, c.mark, c.keywords, c.aliases, c.rules FROM codes c"
            " LEFT JOIN codes p ON p.id = c.parent_id ORDER BY c.parent_id IS NOT NULL, p.guid, c.position"
        ),
        "links": set(
            rows(
                "SELECT a.guid, b.guid, l.name, l.note FROM code_links l JOIN codes a ON a.id = l.from_id"
                " JOIN codes b ON b.id = l.to_id"
            )
        ),
        "cases": set(
            rows("SELECT k.guid, k.name, k.kind, k.role, p.guid FROM cases k LEFT JOIN cases p ON p.id = k.parent_id")
        ),
        "values": set(
            rows(
                "SELECT k.guid, v.guid, v.name, v.type, w.number, w.text, w.absence, o.label FROM case_values w"
                " JOIN cases k ON k.id = w.case_id JOIN variables v ON v.id = w.variable_id"
                " LEFT JOIN variable_options o ON o.id = w.option_id"
            )
        ),
        "options": rows(
            "SELECT v.guid, o.label FROM variable_options o JOIN variables v ON v.id = o.variable_id"
            " ORDER BY v.guid, o.position"
        ),
        "questions": rows("SELECT guid, name, wording FROM questions ORDER BY position"),
        "documents": set(
            rows(
                "SELECT d.guid, d.kind, d.name, d.absence, q.guid, k.guid, v.text FROM documents d"
                " JOIN view_documents v ON v.document_id = d.id LEFT JOIN questions q ON q.id = d.question_id"
                " LEFT JOIN cases k ON k.id = d.case_id"
            )
        ),
        "units": set(
            rows(
                'SELECT d.guid, u.kind, u.start, u.body_start, u."end", u.time_ms, k.guid, s.title, s.start'
                " FROM units u JOIN documents d ON d.id = u.document_id LEFT JOIN cases k ON k.id = u.case_id"
                " LEFT JOIN sections s ON s.id = u.section_id"
            )
        ),
        "codings": set(
            rows(
                'SELECT g.guid, d.guid, g.start, g."end", c.guid, r.guid, g.status, g.created_at FROM codings g'
                " JOIN documents d ON d.id = g.document_id JOIN codes c ON c.id = g.code_id"
                " JOIN coders r ON r.id = g.coder_id"
            )
        ),
        "judged": set(
            rows(
                "SELECT d.guid, u.start, r.guid FROM review_marks m JOIN units u ON u.id = m.unit_id"
                " JOIN documents d ON d.id = u.document_id JOIN coders r ON r.id = m.coder_id"
            )
        ),
        "memos": set(
            rows(
                "SELECT m.guid, m.kind, r.guid, d.guid, u.start, q.guid, k.guid, c.guid, g.guid, v.document_id IS NOT"
                ' NULL, m.start, m."end", m.created_at, m.title, m.body, m.linked FROM memos m JOIN coders r'
                " ON r.id = m.coder_id LEFT JOIN documents d ON d.id = m.document_id"
                " LEFT JOIN units u ON u.id = m.unit_id LEFT JOIN questions q ON q.id = m.question_id"
                " LEFT JOIN cases k ON k.id = m.case_id"
                " LEFT JOIN codes c ON c.id = m.code_id LEFT JOIN codings g ON g.id = m.coding_id"
                " LEFT JOIN text_versions v ON v.id = m.text_version_id WHERE r.name <> 'Zoë'"
            )
        ),
    }


def sent(project: Project, path: Path, request: OutRequest) -> Path:
    """Write a project out; what was written is valid by the schema."""
    project.exchange_out.write(path, request)
    with zipfile.ZipFile(path) as archive:
        SCHEMA.assertValid(etree.parse(io.BytesIO(archive.read("project.qde"))))
    return path


def planned(project: Project, path: Path) -> ExchangePlan:
    """What taking a file in would do."""
    return project.exchange.plan(read_project(path, text_of))
