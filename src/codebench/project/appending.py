"""The next export of a survey that is there already: who is new comes in, what changed is brought up to date, by id.

An answer that changed becomes a new version of its text, with the codings where they belong in it. What a researcher
edited since is theirs, and stays; who is no longer in the file is named, and stays.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from codebench.domain.draft import CaseDraft, DocumentDraft, Draft, Record
from codebench.domain.errors import ConflictError, InputError, NotFoundError
from codebench.domain.remap import TextEdit
from codebench.domain.text import shown_line
from codebench.domain.variables import Absence, AbsenceWords, CaseKind, Value
from codebench.i18n import _
from codebench.ingest.guess import ColumnRole
from codebench.ingest.recipe import Recipe
from codebench.ingest.recipe_yaml import parse_recipe
from codebench.project.cases import set_values
from codebench.project.edits import Edits
from codebench.project.imports import Imported, Imports, Progress
from codebench.project.models import EditEffect
from codebench.project.session import Session
from codebench.project.withdrawals import Withdrawals

CHUNK = 1000


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """An answer that reads otherwise in the file, with what that does to the codings that may be seen."""

    document_id: int
    case: str
    question: str
    before: str
    after: str
    effects: tuple[EditEffect, ...]


@dataclass(frozen=True, slots=True)
class ChangedValue:
    """A value that is another one in the file."""

    case_id: int
    case: str
    variable_id: int
    variable: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class AppendPlan:
    """What an export would bring, found without writing; `survey` is the file as which it came in before.

    `new`, `vanished` are names of respondents; `edited` are answers that read otherwise there and were edited here, and
    `erased` how many were erased here: both stay as they are.
    """

    draft: Draft
    survey: str
    new: tuple[str, ...]
    answers: tuple[ChangedAnswer, ...]
    values: tuple[ChangedValue, ...]
    vanished: tuple[str, ...]
    edited: tuple[ChangedAnswer, ...]
    erased: int
    words: Mapping[str, AbsenceWords]

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.new or self.answers or self.values)


@dataclass(frozen=True, slots=True)
class _There:
    """An answer as it is here: its document, its text with the version that it is, whether it was erased."""

    document_id: int
    version_id: int
    number: int
    text: str
    is_erased: bool


class Appending:
    """Surveys that grow."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._edits = Edits(session)
        self._imports = Imports(session)

    def surveys(self) -> list[str]:
        """The names of the surveys that came in with a recipe, the latest first; one that grew has its first name."""
        found = self._session.tuples("SELECT recipe, name FROM sources WHERE recipe <> '' ORDER BY id")
        first: dict[str, str] = {}
        for recipe, name in found:
            first.setdefault(recipe, name)
        return list(reversed(first.values()))

    def recipe(self, survey: str | None = None) -> Recipe:
        """How a survey was read, by the name of its file; the only one there is where none is named.

        Raises:
            NotFoundError: there is no such survey, or several.
            InputError: its respondents have no ids.
        """
        recipe = parse_recipe(self._text(survey), survey or self.surveys()[0])
        if not any(one.role is ColumnRole.ID for one in recipe.columns):
            message = _(
                "'{name}' has no column that identifies its respondents, so nobody knows who is who in the next export."
            )
            raise InputError(message.format(name=shown_line(recipe.source)))
        return recipe

    def plan(self, draft: Draft, survey: str | None = None, progress: Progress = lambda _done, _of: None) -> AppendPlan:
        """What a draft, read with the recipe of a survey, would bring; `progress` is told how much was compared.

        Raises:
            NotFoundError: there is no such survey, or several.
            ConflictError: the same file came in before.
        """
        text = self._text(survey)
        before = self._imports.known(draft)
        if before is not None:
            message = _("{name} is in this project already (as {before}); nothing was taken in.")
            raise ConflictError(message.format(name=shown_line(draft.source), before=shown_line(before)))
        here, kind = self._respondents(text, draft)
        without = Withdrawals(self._session).without(draft)
        draft = replace(without, recipe=text, records=lambda: _of_kind(without, kind))
        questions = dict(self._session.tuples("SELECT name, id FROM questions"))
        variables = dict(self._session.tuples("SELECT name, id FROM variables"))
        words = self._words(text, draft)
        brought = self._brought()
        new: list[str] = []
        answers: list[ChangedAnswer] = []
        edited: list[ChangedAnswer] = []
        values: list[ChangedValue] = []
        gone = set(here)
        erased = 0
        records = draft.records()
        compared = 0
        while chunk := list(islice(records, CHUNK)):
            progress(compared, draft.n_cases + draft.n_documents)
            compared += len(chunk)
            cases = [record for record in chunk if isinstance(record, CaseDraft)]
            gone.difference_update(case.name for case in cases)
            new += [case.name for case in cases if case.name not in here]
            known = [case for case in cases if case.name in here]
            values += self._changed_values(known, here, variables)
            texts = [record for record in chunk if isinstance(record, DocumentDraft) and record.case in here]
            there = self._answers([here[str(text.case)] for text in texts])
            for record in texts:
                found = there.get((here[str(record.case)], questions.get(str(record.question), 0)))
                if found is None or (not found.is_erased and found.text == record.text):
                    continue
                erased += found.is_erased
                if not found.is_erased:
                    is_edited = found.number > 1 and found.version_id not in brought
                    changed = self._changed(record, found, is_edited)
                    if changed is not None:
                        (edited if is_edited else answers).append(changed)
        return AppendPlan(
            draft=draft,
            survey=survey or self.surveys()[0],
            new=tuple(new),
            answers=tuple(answers),
            values=tuple(values),
            vanished=tuple(sorted(gone)),
            edited=tuple(edited),
            erased=erased,
            words=words,
        )

    def take(self, plan: AppendPlan, progress: Progress = lambda _done, _of: None) -> Imported:
        """Do what a plan says, in one act; how much came in newly. `progress` is told how far it is.

        Raises:
            ConflictError: something was done in the project since, and the plan may not hold any more.
        """
        fresh = self.plan(plan.draft, plan.survey, progress)
        if replace(fresh, draft=plan.draft) != plan:
            raise ConflictError(_("The project changed in the meantime; look at what would be done again."))
        summary = _("append {name} to {survey}").format(name=plan.draft.source, survey=plan.survey)
        with self._session.risky_act("append", shown_line(summary)) as act:
            for i, answer in enumerate(plan.answers):
                progress(i, len(plan.answers))
                edit = TextEdit.between(answer.before, answer.after)
                self._edits.write(act, answer.document_id, edit, plan.words[answer.question])
            set_values(self._session, act, [(each.case_id, each.variable_id, each.after) for each in plan.values])
            names = frozenset(plan.new)
            return self._imports.put(act, replace(plan.draft, records=lambda: _only(plan.draft, names)))

    def _text(self, survey: str | None) -> str:
        found = dict(self._session.tuples("SELECT name, recipe FROM sources WHERE recipe <> '' ORDER BY id DESC"))
        there = self.surveys()
        if (survey is None and len(there) != 1) or (survey is not None and survey not in found):
            message = _("Say to which survey it belongs; this project has: {names}.")
            raise NotFoundError(message.format(names=", ".join(map(shown_line, there)) or "–"))
        return str(found[survey or there[0]])

    def _respondents(self, recipe: str, draft: Draft) -> tuple[dict[str, int], CaseKind]:
        """The respondents of a survey by name, and what they are: no recipe says whether these are persons or schools.

        Where it has no open question they are the cases of no group that are what those named in the draft are.
        """
        rows = self._session.tuples(
            "SELECT DISTINCT k.name, k.id, k.kind FROM sources s JOIN documents d ON d.source_id = s.id"
            " JOIN cases k ON k.id = d.case_id WHERE s.recipe = ? AND d.kind = 'answer'",
            [recipe],
        )
        if rows:
            return {name: case for name, case, _kind in rows}, _most(kind for _name, _case, kind in rows)
        rows = self._session.tuples("SELECT name, id, kind FROM cases WHERE parent_id IS NULL")
        named = {record.name for record in draft.records() if isinstance(record, CaseDraft)}
        kind = _most(kind for name, _case, kind in rows if name in named)
        return {name: case for name, case, each in rows if each == kind}, kind

    def _words(self, text: str, draft: Draft) -> dict[str, AbsenceWords]:
        """The words for "no answer" of each open question."""
        recipe = parse_recipe(text, draft.source)
        own = {one.column: one.absence for one in recipe.columns if one.absence is not None}
        return {
            question.name: recipe.absence.with_words(own[question.wording])
            if question.wording in own
            else recipe.absence
            for question in draft.questions
        }

    def _answers(self, cases: Sequence[int]) -> dict[tuple[int, int], _There]:
        rows = self._session.tuples(
            "SELECT d.case_id, d.question_id, d.id, ifnull(v.id, 0), ifnull(v.number, 0), ifnull(c.value, ''),"
            " d.status = 'purged' FROM documents d"
            " LEFT JOIN text_versions v ON v.document_id = d.id AND v.is_current = 1"
            " LEFT JOIN contents c ON c.id = v.content_id"
            " WHERE d.question_id IS NOT NULL AND d.case_id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(set(cases)))],
        )
        return {(row[0], row[1]): _There(row[2], row[3], row[4], row[5], bool(row[6])) for row in rows}

    def _changed(self, record: DocumentDraft, there: _There, is_edited: bool) -> ChangedAnswer | None:
        """The change; None where the file holds what came in once, and was edited here since."""
        earlier = self._session.tuples(
            "SELECT c.value FROM text_versions v JOIN contents c ON c.id = v.content_id WHERE v.document_id = ?",
            [there.document_id],
        )
        if is_edited and record.text in {row[0] for row in earlier}:
            return None
        effects = self._edits.preview(there.document_id, record.text).effects
        names = (there.document_id, str(record.case), str(record.question))
        return ChangedAnswer(*names, there.text, record.text, effects)

    def _brought(self) -> set[int]:
        """The versions of texts that came out of a later export."""
        rows = self._session.tuples(
            "SELECT e.payload FROM acts a JOIN events e ON e.act_id = a.id"
            " WHERE a.kind = 'append' AND e.table_name = 'text_versions' AND e.op = 'insert'"
        )
        return {row[0] for (payload,) in rows for row in json.loads(payload)["after"]}

    def _changed_values(
        self, drafts: Sequence[CaseDraft], here: Mapping[str, int], variables: Mapping[str, int]
    ) -> Iterator[ChangedValue]:
        rows = self._session.tuples(
            "SELECT w.case_id, w.variable_id, o.label, w.number, w.text, w.absence FROM case_values w"
            " LEFT JOIN variable_options o ON o.id = w.option_id"
            " WHERE w.case_id IN (SELECT value FROM json_each(?)) ORDER BY o.position, o.id",
            [json.dumps([here[draft.name] for draft in drafts])],
        )
        present: dict[tuple[int, int], Value] = {}
        for case, variable, label, number, text, absence in rows:
            before = present.get((case, variable))
            options = (*(before.options if before else ()), label) if label is not None else ()
            present[case, variable] = Value(options, number, text, None if absence is None else Absence(absence))
        for draft in drafts:
            case = here[draft.name]
            for name, value in draft.values.items():
                before = present.get((case, variables.get(name, 0)), Value(absence=Absence.BLANK))
                if name in variables and _key(before) != _key(value):
                    yield ChangedValue(case, draft.name, variables[name], name, before, value)


def _key(value: Value) -> tuple[frozenset[str], float | None, str | None, Absence | None]:
    return frozenset(value.options), value.number, value.text, value.absence


def _most(kinds: Iterable[str]) -> CaseKind:
    return CaseKind(max(Counter(kinds).items(), key=lambda counted: counted[1], default=(CaseKind.PERSON, 0))[0])


def _of_kind(draft: Draft, kind: CaseKind) -> Iterator[Record]:
    """The records, each respondent of this kind."""
    for record in draft.records():
        yield record._replace(kind=kind) if isinstance(record, CaseDraft) else record


def _only(draft: Draft, names: frozenset[str]) -> Iterator[Record]:
    """The records of these respondents alone."""
    for record in draft.records():
        if (record.name if isinstance(record, CaseDraft) else record.case) in names:
            yield record
