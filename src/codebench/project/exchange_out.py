"""A project written for another tool: whose work goes along, what the file holds, and what stays behind."""

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from codebench.analysis.layer import layer_of
from codebench.domain.errors import InputError
from codebench.domain.project_draft import (
    CaseRecord,
    CoderRecord,
    Fate,
    LinkRecord,
    MemoRecord,
    ProjectDraft,
    QuestionRecord,
    Remark,
    SetRecord,
    Target,
    VariableRecord,
)
from codebench.domain.table import Table, plain_table
from codebench.domain.text import shown_line
from codebench.domain.variables import Absence, CaseKind, Role, Value, VariableType
from codebench.domain.visibility import EVERYBODY, Visibility
from codebench.exchange.refi.laying import Per
from codebench.exchange.refi.profiles import PROFILES
from codebench.exchange.refi.writing import Writer
from codebench.i18n import _
from codebench.project.coders import Coders
from codebench.project.exchange_rows import Sight, Texts, codes_of, linked_codings, memo_columns, memo_record
from codebench.project.session import Session
from codebench.store.whole_files import writing_whole

SUFFIX = ".qdpx"

# What no other tool has a place for, with the column that says whose it is where it is somebody's.
_STAYS = (
    ("rounds", _("rounds of coders"), ""),
    ("settlements", _("settled disagreements"), ""),
    ("summaries", _("summaries"), "coder_id"),
    ("excerpts", _("quotes kept for the report"), "coder_id"),
    ("suggestion_decisions", _("decisions on suggestions"), "coder_id"),
    ("folds", _("answers folded into options"), ""),
)
_TOLD = {Fate.CAME: _("goes along"), Fate.LEFT: _("stays behind"), Fate.CHANGED: _("is changed")}


@dataclass(frozen=True, slots=True)
class OutRequest:
    """How a project is written: for which tool (a profile), whose work, and how the answers of surveys are laid out.

    Without coders everybody's work goes along; `layer` chooses the reporting layer, so that no unit counts twice.
    """

    profile: str = "refi"
    coders: tuple[str, ...] = ()
    layer: bool = False
    per: Per = "question"


class ExchangeOut:
    """The way out to another tool. The project is only read; an export is no act, since it changes nothing."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def write(self, path: Path, request: OutRequest) -> Table:
        """Write the project to a .qdpx file, whole or not at all; the loss report.

        Raises:
            InputError: the suffix is another one, the profile unknown, a round hides the work that was asked for, or
                nothing says whose work counts (see `analysis.layer.layer_of`).
            NotFoundError: there is no such coder.
            StorageError: the file can't be written.
        """
        return self._write(path, request, writing_whole)

    def plan(self, path: Path, request: OutRequest) -> Table:
        """The loss report of `write`, of which nothing stays on the disk; it raises the same."""
        return self._write(path, request, lambda _path: TemporaryFile())

    def _write(self, path: Path, request: OutRequest, to: Callable[[Path], AbstractContextManager[IO[bytes]]]) -> Table:
        if path.suffix.lower() != SUFFIX:
            raise InputError(_("{name} has to end in {suffix}.").format(name=shown_line(path.name), suffix=SUFFIX))
        if request.profile not in PROFILES:
            message = _("'{name}' is no profile; known are {names}.")
            raise InputError(message.format(name=shown_line(request.profile), names=", ".join(PROFILES)))
        sight, whose = self._sight(request)
        draft = self._draft(sight, request.per)
        moment = str(self._session.value("SELECT created_at FROM projects"))
        writer = Writer(draft, PROFILES[request.profile], moment, request.per)
        with to(path) as file:
            writer.write(file)
        return self._report(path.name, whose, [*writer.remarks(), *self._left(sight)])

    def _sight(self, request: OutRequest) -> tuple[Sight, str]:
        """Whose work goes along, also in words."""
        session = self._session
        if request.layer and request.coders:
            raise InputError(_("Choose coders or the reporting layer, not both."))
        if request.coders:
            chosen = [Coders(session).get(name) for name in request.coders]
            wanted = Visibility.only(*(coder.id for coder in chosen))
            seen = session.visible(wanted)
            if seen.coders != wanted.coders:
                raise InputError(session.blindness)
            return Sight(seen), _("coders: {names}").format(names=", ".join(shown_line(c.name) for c in chosen))
        seen = session.visible(EVERYBODY)
        if seen.coders is not None:
            return Sight(seen), _("your own work only: {why}").format(why=session.blindness)
        if not request.layer:
            return Sight(seen), _("the work of all coders, side by side")
        import numpy

        # Each unit that goes out is somebody's, so that one of several coders is refused where nothing says who counts.
        there = numpy.zeros(session.value("SELECT ifnull(max(id), 0) + 1 FROM units"), dtype=bool)
        there[[unit for (unit,) in session.tuples("SELECT unit_id FROM view_units")]] = True
        layer = layer_of(session.store, None, there, there)
        whose, coders = layer.whose, frozenset(layer.coders)

        def counts(coder: int, units: Sequence[int]) -> bool:
            return coder in coders and (whose is None or any(whose[unit] == coder for unit in units))

        return Sight(Visibility(coders, seen.apart), counts), layer.in_words()

    def _draft(self, sight: Sight, per: Per) -> ProjectDraft:
        session = self._session
        texts = Texts(session, sight, by_respondent=per == "respondent")
        coders: dict[int, str] = dict(session.tuples("SELECT id, guid FROM coders"))
        variables = self._variables()
        return ProjectDraft(
            source=session.store.path.name,
            format="codebench",
            tool="codebench",
            name=session.value("SELECT name FROM projects"),
            checksum="",
            documents=texts.records,
            coders=tuple(self._coders(sight)),
            codes=tuple(codes_of(session)),
            variables=tuple(variables.values()),
            cases=tuple(self._cases(texts, {row: variable.guid for row, variable in variables.items()})),
            questions=tuple(
                QuestionRecord(*row)
                for row in session.tuples("SELECT guid, name, wording FROM questions ORDER BY position")
            ),
            sets=tuple(self._sets()),
            links=tuple(self._links()),
            memos=tuple(self._memos(sight, coders)),
            n_documents=len(texts.heads),
        )

    def _coders(self, sight: Sight) -> list[CoderRecord]:
        rows = self._session.tuples(
            f"SELECT guid, name, kind = 'consensus' FROM coders WHERE {sight.visibility.condition('id')} ORDER BY id"
        )
        return [CoderRecord(guid, name, bool(is_consensus)) for guid, name, is_consensus in rows]

    def _variables(self) -> dict[int, VariableRecord]:
        options: dict[int, list[str]] = {}
        for variable, label in self._session.tuples(
            "SELECT variable_id, label FROM variable_options ORDER BY variable_id, position"
        ):
            options.setdefault(variable, []).append(label)
        rows = self._session.tuples("SELECT id, guid, name, type FROM variables ORDER BY position, id")
        return {
            row: VariableRecord(guid, name, VariableType(kind), tuple(options.get(row, ())))
            for row, guid, name, kind in rows
        }

    def _cases(self, texts: Texts, variables: dict[int, str]) -> list[CaseRecord]:
        values: dict[int, dict[str, Value]] = {}
        for case, variable, label, number, text, absence in self._session.tuples(
            "SELECT w.case_id, w.variable_id, o.label, w.number, w.text, w.absence FROM case_values w"
            " LEFT JOIN variable_options o ON o.id = w.option_id ORDER BY w.case_id, w.variable_id, o.position"
        ):
            own = values.setdefault(case, {})
            if label is not None:
                before = own.get(variables[variable], Value()).options
                own[variables[variable]] = Value(options=(*before, label))
            else:
                kind = None if absence is None else Absence(absence)
                own[variables[variable]] = Value(number=number, text=text, absence=kind)
        documents: dict[str, list[str]] = {}
        for head in texts.heads:
            if head.case is not None and head.question is None:
                documents.setdefault(head.case, []).append(head.guid)
        return [
            CaseRecord(
                guid,
                name,
                values.get(row, {}),
                tuple(documents.get(guid, ())),
                CaseKind(kind),
                Role(role),
                above,
            )
            for row, guid, name, kind, role, above in self._session.tuples(_CASES)
        ]

    def _sets(self) -> list[SetRecord]:
        codes: dict[int, list[str]] = {}
        for theme, guid in self._session.tuples(
            "SELECT t.theme_id, c.guid FROM theme_codes t JOIN codes c ON c.id = t.code_id ORDER BY t.position"
        ):
            codes.setdefault(theme, []).append(guid)
        # Themes are about everybody's work: a blind round hides them.
        seen = "kind = 'set'" if self._session.blindness else "1"
        query = f"SELECT id, guid, name, claim, body, kind FROM themes WHERE {seen} ORDER BY position, id"
        rows = self._session.tuples(query)
        return [
            SetRecord(
                guid,
                name,
                "\n\n".join(text for text in (claim, body) if text),
                tuple(codes.get(row, ())),
                is_theme=kind == "theme",
            )
            for row, guid, name, claim, body, kind in rows
        ]

    def _links(self) -> list[LinkRecord]:
        if self._session.blindness:  # they are about everybody's work
            return []
        rows = self._session.tuples(
            "SELECT a.guid, b.guid, l.name, l.note FROM code_links l JOIN codes a ON a.id = l.from_id"
            " JOIN codes b ON b.id = l.to_id ORDER BY l.id"
        )
        return [LinkRecord(*row) for row in rows]

    def _memos(self, sight: Sight, coders: dict[int, str]) -> list[MemoRecord]:
        seen = f"m.is_private = 0 AND {sight.visibility.memos('m')} ORDER BY m.id"
        found, linked = [], linked_codings(self._session, sight)
        for target, table in ((Target.CODE, "codes"), (Target.CASE, "cases"), (Target.QUESTION, "questions")):
            rows = self._session.tuples(
                f"SELECT x.guid, {memo_columns('m')} FROM memos m JOIN {table} x ON x.id = m.{target}_id"
                f"{' AND x.id IN (SELECT id FROM (' + _CASES_OUT + '))' if table == 'cases' else ''} WHERE {seen}"
            )
            found += [memo_record(row, coders, target, about, linked=linked) for about, *row in rows]
        names = ("document_id", "unit_id", "question_id", "case_id", "code_id", "coding_id", "text_version_id")
        alone = " AND ".join(f"m.{name} IS NULL" for name in names)
        rows = self._session.tuples(f"SELECT {memo_columns('m')} FROM memos m WHERE {alone} AND {seen}")
        return [*found, *(memo_record(row, coders, Target.PROJECT, "", linked=linked) for row in rows)]

    def _left(self, sight: Sight) -> list[Remark]:
        """What stays behind; of others' hidden work not even the number."""
        count = self._session.value
        seen = sight.visibility
        found: list[tuple[str, Any, str]] = [
            (_("documents"), count("SELECT count(*) FROM documents WHERE status = 'retired'"), _("retired")),
            (
                _("codings"),
                count(f"SELECT count(*) FROM codings g WHERE g.status = 'orphaned' AND {seen.codings('g')}"),
                _("orphaned: their text is gone or their place not certain"),
            ),
            (
                _("memos"),
                count(f"SELECT count(*) FROM memos m WHERE m.is_private = 1 AND {seen.memos('m')}"),
                _("private"),
            ),
            (
                _("links of memos"),
                count(
                    "SELECT count(*) FROM memos m, json_each(m.linked) j JOIN codings g ON g.guid = j.value"
                    f" WHERE m.is_private = 0 AND {seen.memos('m')} AND {self._session.visible(EVERYBODY).codings('g')}"
                    " AND g.guid NOT IN (SELECT value FROM json_each(?))",
                    [json.dumps(list(linked_codings(self._session, sight)))],
                ),
                _("what they lead to stays behind"),
            ),
            (
                _("weights of codings"),
                count(
                    "SELECT count(*) FROM codings g WHERE g.status = 'active' AND g.weight IS NOT NULL"
                    f" AND {seen.codings('g')}"
                ),
                _("REFI-QDA has no place for them; `codings export` writes them"),
            ),
            (_("earlier texts"), count("SELECT count(*) FROM text_versions WHERE is_current = 0"), ""),
        ]
        for table, what, whose in _STAYS:
            if whose or seen.coders is None:
                where = seen.condition(whose) if whose else "1"
                found.append((what, count(f"SELECT count(*) FROM {table} WHERE {where}"), ""))
        found.append((_("history, snapshots and settings"), 1, _("they are the project's own")))
        return [Remark(Fate.LEFT, what, n, detail) for what, n, detail in found if n]

    def _report(self, name: str, whose: str, remarks: list[Remark]) -> Table:
        rows = [(_TOLD[each.fate], each.what, each.n, each.detail) for each in remarks]
        title = _("What goes out in {file}").format(file=shown_line(name))
        table = plain_table(title, (_("What becomes of it"), _("What"), _("N"), _("Details")), rows)
        return Table(table.title, table.columns, table.rows, whose, table.n, table.notes)


# A case goes along unless all that is left of it is removed from the project: it speaks in active documents, belongs
# to nothing, or others that go along belong to it.
_CASES_OUT = """
  WITH RECURSIVE present (id) AS (
    SELECT d.case_id FROM documents d WHERE d.status = 'active' AND d.case_id IS NOT NULL
    UNION SELECT u.case_id FROM units u JOIN documents d ON d.id = u.document_id AND d.status = 'active'
      WHERE u.case_id IS NOT NULL
    UNION SELECT k.id FROM cases k WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.case_id = k.id)
      AND NOT EXISTS (SELECT 1 FROM units u WHERE u.case_id = k.id)
      AND NOT EXISTS (SELECT 1 FROM cases b WHERE b.parent_id = k.id)
    UNION SELECT k.parent_id FROM cases k JOIN present ON present.id = k.id WHERE k.parent_id IS NOT NULL)
  SELECT id FROM present
"""
_CASES = f"""
  SELECT k.id, k.guid, k.name, k.kind, k.role, p.guid FROM cases k LEFT JOIN cases p ON p.id = k.parent_id
  WHERE k.id IN ({_CASES_OUT}) ORDER BY k.id
"""
