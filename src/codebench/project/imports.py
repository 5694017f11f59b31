"""Taking a Draft in: one undoable act, streamed, with what is there already recognised."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePath

from codebench.domain.draft import CaseDraft, DocumentDraft, Draft
from codebench.domain.errors import ConflictError, NotFoundError
from codebench.domain.text import shown_line
from codebench.domain.variables import CaseKind, Role, Value, VariableType
from codebench.i18n import _
from codebench.project.session import Session, clean_name
from codebench.project.twins import known_file, left_out
from codebench.project.withdrawals import Withdrawals
from codebench.store.journal import Act, new_guid, new_guids

CHUNK = 2000

Progress = Callable[[int, int], None]
"""Told how much of how much is done; whatever it raises ends the act, of which then nothing is kept."""


_LOOSE = (CaseKind.PERSON, CaseKind.ORGANISATION)
"""What may be somebody else under the same name in another file: two surveys number their respondents 1, 2, 3."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in: numbers of documents, units and new cases."""

    documents: int
    units: int
    cases: int


@dataclass(slots=True)
class _Known:
    """What the records of a draft may point at, by the names they use."""

    cases: dict[str, int] = field(default_factory=dict)
    questions: dict[str, int] = field(default_factory=dict)
    variables: dict[str, tuple[int, VariableType]] = field(default_factory=dict)
    options: dict[tuple[int, str], int] = field(default_factory=dict)
    taken: dict[tuple[int, str], int] = field(default_factory=dict)
    position: int = 0
    first_new_case: int = 0
    apart: str | None = None
    apart_id: int | None = None


class Imports:
    """The way in for material."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def known(self, draft: Draft) -> str | None:
        """The name under which the same file was taken in before, or None."""
        return known_file(self._session, draft)

    def left_out(self, drafts: Sequence[Draft]) -> dict[int, str]:
        """The drafts, by index, that bring nothing new, each with a sentence that says why; see `twins.left_out`."""
        return left_out(self._session, drafts)

    def same_cases(self, draft: Draft) -> int:
        """How many persons and organisations of a draft would be taken for cases that exist, by their names and groups.

        Two surveys that number their respondents 1, 2, 3 are hardly of the same people: see `take`'s `separate`.
        """
        taken = self._taken()
        keys: dict[str, int | None] = {}
        same = 0
        for record in draft.records():
            if isinstance(record, CaseDraft) and record.existing is None:
                parent = 0 if record.group is None else keys.get(record.group)
                there = None if parent is None else taken.get((parent, record.name))
                keys[record.key] = there
                same += there is not None and record.kind in _LOOSE
        return same

    def take(
        self, drafts: Sequence[Draft], *, separate: str | None = None, progress: Progress = lambda _done, _of: None
    ) -> Imported:
        """Take drafts in, in one act; `progress` is told how many cases and documents of how many are in.

        Cases that exist already (same name in the same group) are used again: they keep their values, and get those
        of variables that they had none of. An answer that a respondent has given already is a conflict. With
        `separate` the persons and organisations of no group come under a new group of that name, and so stay others
        than those that are called the same.

        Raises:
            ConflictError: a file was taken in before, a document's name is taken, or a respondent answered already;
                or the new group's name is taken.
            NotFoundError: a speaker is said to be a case that there is not.
            InputError: this can't be the name of a group.
        """
        apart = None if separate is None else clean_name(separate, _("group"))
        for draft in drafts:
            before = self.known(draft)
            if before is not None:
                message = _("{name} is in this project already (as {before}); nothing was taken in.")
                raise ConflictError(message.format(name=shown_line(draft.source), before=shown_line(before)))
        names = ", ".join(shown_line(PurePath(draft.source).name) for draft in drafts[:3])
        more = _(" and {n} more").format(n=len(drafts) - 3) if len(drafts) > 3 else ""
        documents = units = cases = 0
        title = _("import {names}").format(names=names + more)
        total = sum(draft.n_cases + draft.n_documents for draft in drafts)
        done = 0
        with without_collection(), self._session.risky_act("import", title) as act:
            known = self._known()
            known.apart = apart
            for draft in drafts:
                took = self._put(act, draft, known, _counting(progress, done, total))
                documents, units, cases = documents + took.documents, units + took.units, cases + took.cases
                done += took.documents + draft.n_cases
        return Imported(documents, units, cases)

    def put(self, act: Act, draft: Draft) -> Imported:
        """Within an act, take a draft in as `take` does; who may have answered before is not in it."""
        return self._put(act, draft, self._known(), lambda _done: None)

    def _put(self, act: Act, draft: Draft, known: _Known, tell: Callable[[int], None]) -> Imported:
        draft = Withdrawals(self._session).without(draft)
        # Who came in with this draft has answered nothing before; who came with another may have.
        known.first_new_case = act.reserve("cases", 1)[0]
        source = act.insert(
            "sources",
            guid=new_guid(),
            format=draft.format,
            name=PurePath(draft.source).name,
            checksum=draft.checksum,
            recipe=draft.recipe,
        )
        self._take_columns(act, draft, known)
        documents = units = cases = done = 0
        for chunk in _chunked(draft.records()):
            cases += self._take_cases(act, [r for r in chunk if isinstance(r, CaseDraft)], known)
            texts = [r for r in chunk if isinstance(r, DocumentDraft)]
            units += self._take_documents(act, texts, known, source)
            documents += len(texts)
            done += len(chunk)
            tell(done)
        return Imported(documents, units, cases)

    def _known(self) -> _Known:
        known = _Known()
        known.questions = dict(self._session.tuples("SELECT name, id FROM questions"))
        known.variables = {
            name: (row_id, VariableType(kind))
            for name, row_id, kind in self._session.tuples("SELECT name, id, type FROM variables")
        }
        known.options = {
            (variable, label): row_id
            for variable, label, row_id in self._session.tuples("SELECT variable_id, label, id FROM variable_options")
        }
        known.taken = self._taken()
        known.position = int(self._session.value("SELECT ifnull(max(position) + 1, 0) FROM documents"))
        return known

    def _taken(self) -> dict[tuple[int, str], int]:
        """The cases by group (0 where they belong to none) and name."""
        rows = self._session.tuples("SELECT ifnull(parent_id, 0), name, id FROM cases")
        return {(parent, name): row_id for parent, name, row_id in rows}

    def _take_columns(self, act: Act, draft: Draft, known: _Known) -> None:
        for question in draft.questions:
            if question.name not in known.questions:
                known.questions[question.name] = act.insert(
                    "questions",
                    guid=new_guid(),
                    position=len(known.questions),
                    name=question.name,
                    wording=question.wording,
                )
        for variable in draft.variables:
            if variable.name not in known.variables:
                row_id = act.insert(
                    "variables",
                    guid=new_guid(),
                    type=str(variable.type),
                    position=len(known.variables),
                    name=variable.name,
                )
                known.variables[variable.name] = (row_id, variable.type)
            row_id, kind = known.variables[variable.name]
            if kind != variable.type:
                message = _(
                    "Variable '{name}' is of type {there} in this project and {here} in the file; give it a role."
                )
                raise ConflictError(message.format(name=shown_line(variable.name), there=kind, here=variable.type))
            for label in variable.options:
                add_option(act, known.options, row_id, label)

    def _take_cases(self, act: Act, drafts: list[CaseDraft], known: _Known) -> int:
        rows = []
        if known.apart and known.apart_id is None and any(_is_loose(draft) for draft in drafts):
            known.apart_id = self._new_group(act, known)
        for draft in drafts:
            if draft.existing is not None:
                known.cases[draft.key] = _existing(draft.existing, known)
        drafts = [draft for draft in drafts if draft.existing is None]
        ids = iter(act.reserve("cases", len(drafts)))
        guids = iter(new_guids(len(drafts)))
        fresh: set[int] = set()
        for draft in drafts:
            parent = known.cases[draft.group] if draft.group is not None else None
            if known.apart_id is not None and _is_loose(draft):
                parent = known.apart_id
            place = (parent or 0, draft.name)
            there = known.taken.get(place)
            if there is None:
                there = known.taken[place] = next(ids)
                rows.append((next(guids), str(draft.kind), str(draft.role), parent, draft.name))
                fresh.add(there)
            known.cases[draft.key] = there
        act.insert_rows("cases", ("guid", "kind", "role", "parent_id", "name"), rows)
        valued = self._valued([known.cases[draft.key] for draft in drafts if known.cases[draft.key] not in fresh])
        values = []
        for draft in drafts:
            case = known.cases[draft.key]
            for name, value in draft.values.items():
                variable = known.variables[name][0]
                if (case, variable) not in valued:
                    valued.add((case, variable))
                    values += [(case, *row) for row in value_rows(act, known.options, variable, value)]
        act.insert_rows("case_values", VALUE_COLUMNS, values)
        return len(rows)

    def _new_group(self, act: Act, known: _Known) -> int:
        name = known.apart or ""
        if (0, name) in known.taken:
            raise ConflictError(_("There is a case '{name}' there already.").format(name=shown_line(name)))
        row = {"kind": str(CaseKind.GROUP), "role": str(Role.PARTICIPANT), "parent_id": None, "name": name}
        known.taken[0, name] = act.insert("cases", guid=new_guid(), **row)
        return known.taken[0, name]

    def _valued(self, cases: Sequence[int]) -> set[tuple[int, int]]:
        """The variables of which these cases have a value, as pairs (case, variable)."""
        marks = ",".join("?" * len(cases))
        query = f"SELECT DISTINCT case_id, variable_id FROM case_values WHERE case_id IN ({marks})"
        return set(self._session.tuples(query, cases)) if cases else set()

    def _take_documents(self, act: Act, drafts: list[DocumentDraft], known: _Known, source: int) -> int:
        if not drafts:
            return 0
        n = len(drafts)
        documents = act.reserve("documents", n)
        versions = act.reserve("text_versions", n)
        contents = act.keep_texts(versions, [draft.text for draft in drafts])
        cases = [None if draft.case is None else known.cases[draft.case] for draft in drafts]
        questions = [None if draft.question is None else known.questions[draft.question] for draft in drafts]
        for draft, case, question in zip(drafts, cases, questions, strict=True):
            if question is None or case is None or case < known.first_new_case:
                self._refuse_twin(draft, case, question)
        act.insert_columns(
            "documents",
            {
                "guid": new_guids(n),
                "kind": [str(draft.kind) for draft in drafts],
                "question_id": questions,
                "case_id": cases,
                "source_id": [source] * n,
                "absence": [None if draft.absence is None else str(draft.absence) for draft in drafts],
                "status": ["active"] * n,
                "position": range(known.position, known.position + n),
                "name": ["" if draft.question is not None else draft.name for draft in drafts],
            },
        )
        known.position += n
        act.insert_columns(
            "text_versions",
            {
                "document_id": documents,
                "number": [1] * n,
                "content_id": contents,
                "length": [len(draft.text) for draft in drafts],
                "is_current": [1] * n,
            },
        )
        return self._take_units(act, drafts, documents, known)

    def _take_units(self, act: Act, drafts: list[DocumentDraft], documents: range, known: _Known) -> int:
        sections: list[int | None] = []
        for document, draft in zip(documents, drafts, strict=True):
            ids: Sequence[int] = ()
            if draft.sections:
                places = [(document, i, s.start, s.end, s.title) for i, s in enumerate(draft.sections)]
                ids = act.insert_rows("sections", SECTION_COLUMNS, places)
            sections += [None if unit.section is None else ids[unit.section] for unit in draft.units]
        units = [unit for draft in drafts for unit in draft.units]
        act.insert_columns(
            "units",
            {
                "document_id": [
                    document for document, draft in zip(documents, drafts, strict=True) for _unit in draft.units
                ],
                "kind": [str(unit.kind) for unit in units],
                "position": [i for draft in drafts for i in range(len(draft.units))],
                "start": [unit.start for unit in units],
                "body_start": [unit.body_start for unit in units],
                "end": [unit.end for unit in units],
                "case_id": [None if unit.case is None else known.cases[unit.case] for unit in units],
                "section_id": sections,
                "time_ms": [unit.time_ms for unit in units],
            },
        )
        return len(units)

    def _refuse_twin(self, draft: DocumentDraft, case: int | None, question: int | None) -> None:
        if question is None:
            twin = self._session.value(
                "SELECT 1 FROM documents WHERE name = ? AND kind <> 'answer' AND status = 'active'", [draft.name]
            )
            message = _("There is a document '{name}' already; rename one of the two.")
        else:
            twin = self._session.value(
                "SELECT 1 FROM documents WHERE case_id = ? AND question_id = ? AND status <> 'purged'", [case, question]
            )
            message = _("'{name}' has answered '{question}' in this project already; nothing was taken in.")
        if twin is not None:
            raise ConflictError(message.format(name=shown_line(draft.name), question=shown_line(draft.question or "")))


VERSION_COLUMNS = ("document_id", "number", "content_id", "length", "is_current")
SECTION_COLUMNS = ("document_id", "position", "start", "end", "title")
UNIT_COLUMNS = ("document_id", "kind", "position", "start", "body_start", "end", "case_id", "section_id", "time_ms")
VALUE_COLUMNS = ("case_id", "variable_id", "option_id", "number", "text", "absence")
ValueRow = tuple[int, int | None, float | None, str | None, str | None]


def value_rows(act: Act, options: dict[tuple[int, str], int], variable_id: int, value: Value) -> list[ValueRow]:
    """The rows of `case_values` (but for the case) that hold a value; options that are new are put in."""
    if value.options:
        return [
            (variable_id, add_option(act, options, variable_id, label), None, None, None) for label in value.options
        ]
    absence = None if value.absence is None else str(value.absence)
    return [(variable_id, None, value.number, value.text, absence)]


def add_option(act: Act, options: dict[tuple[int, str], int], variable_id: int, label: str) -> int:
    """The id of an option of a variable, put in where it is new."""
    there = options.get((variable_id, label))
    if there is None:
        position = sum(1 for variable, _label in options if variable == variable_id)
        there = options[variable_id, label] = act.insert(
            "variable_options", variable_id=variable_id, position=position, label=label
        )
    return there


def _counting(progress: Progress, before: int, total: int) -> Callable[[int], None]:
    return lambda done: progress(before + done, total)


def _existing(path: str, known: _Known) -> int:
    group, _slash, name = path.rpartition("/")
    above = known.taken.get((0, group)) if group else 0
    there = None if above is None else known.taken.get((above, name))
    if there is None:
        raise NotFoundError(_("There is no case '{path}' in this project.").format(path=shown_line(path)))
    return there


def _is_loose(draft: CaseDraft) -> bool:
    return draft.group is None and draft.kind in _LOOSE


@contextmanager
def without_collection() -> Iterator[None]:
    """Rows hold no cycles; without this, a quarter of a large import goes into looking for some."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _chunked(records: Iterator[CaseDraft | DocumentDraft]) -> Iterator[list[CaseDraft | DocumentDraft]]:
    chunk: list[CaseDraft | DocumentDraft] = []
    for record in records:
        chunk.append(record)
        if len(chunk) >= CHUNK:
            yield chunk
            chunk = []
    yield chunk
