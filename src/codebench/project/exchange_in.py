"""Taking in the project of another tool: looked at first, then in one act that one undo takes back."""

from codebench.domain.errors import ConflictError
from codebench.domain.project_draft import Fate, ProjectDraft
from codebench.domain.table import Table
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.coding_rows import memo_row
from codebench.project.exchange_documents import Documents
from codebench.project.exchange_known import Known
from codebench.project.exchange_marks import Marks
from codebench.project.exchange_models import ExchangePlan, Tally, examples_table, in_words, report, ways_table
from codebench.project.exchange_writer import Writer
from codebench.project.imports import Progress, without_collection
from codebench.project.session import Session
from codebench.store.journal import Act, new_guid
from codebench.store.past import head


class Exchange:
    """The way in for work that was done in another tool."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def plan(self, draft: ProjectDraft, progress: Progress = lambda _done, _of: None) -> ExchangePlan:
        """What taking a project in would do; nothing is written.

        Raises:
            InputError: the file can't be read to its end.
        """
        known = self._session.value("SELECT name FROM sources WHERE checksum = ?", [draft.checksum])
        with without_collection():
            tally = self._run(draft, None, progress)
        return ExchangePlan(
            draft=draft,
            remarks=(*tally.remarks(), *draft.remarks),
            examples=tuple(tally.examples),
            n_new=tally.n_new,
            head=head(self._session.store),
            known=known,
        )

    def tables(self, plan: ExchangePlan) -> list[Table]:
        """What a plan comes to, to be shown before yes: the loss report, and coded passages as they were understood.

        Between them, where it is undecided how positions count, the same passages in each way that is likely.
        """
        draft = plan.draft
        tables = [report(draft.source, draft.tool, plan.remarks, draft.convention)]
        if plan.is_undecided:
            tables.append(ways_table(draft.ways))
        return [*tables, examples_table(plan.examples)] if plan.examples else tables

    def take(self, plan: ExchangePlan, progress: Progress = lambda _done, _of: None) -> None:
        """Do what was planned, in one act; its loss report stays as a memo on the project.

        What is here already is recognised by GUID, or by what it says (the same text under the same name, the same
        code on the same words by the same coder), and stays as it is.

        Raises:
            ConflictError: nothing in it is new, or the project has changed since it was planned.
        """
        draft = plan.draft
        if plan.known is not None:
            message = _("{name} is in this project already (as {before}); nothing was taken in.")
            raise ConflictError(message.format(name=draft.source, before=shown_line(plan.known)))
        if plan.is_empty:
            message = _("There is nothing new in {name}; nothing was taken in.")
            raise ConflictError(message.format(name=draft.source))
        if head(self._session.store) != plan.head:
            message = _("The project has changed since {name} was looked at: look again. Nothing was taken in.")
            raise ConflictError(message.format(name=draft.source))
        with without_collection(), self._session.risky_act("import", self._summary(plan)) as act:
            self._run(draft, act, progress)
            body = in_words(plan.remarks, draft.convention)
            title = _("What came of {name}, and what did not").format(name=draft.source)[:200]
            act.insert("memos", **memo_row(act, self._session.coder.id, body, title, "methodological"))

    def _summary(self, plan: ExchangePlan) -> str:
        came = ", ".join(f"{r.what}: {r.n}" for r in plan.remarks if r.fate is Fate.CAME)
        return _("import {name} ({came})").format(name=plan.draft.source, came=came)

    def _run(self, draft: ProjectDraft, act: Act | None, progress: Progress) -> Tally:
        """Go through a project, writing where there is an act, and count what becomes of it."""
        tally = Tally()
        writer = Writer(self._session, act)
        source = None
        if act is not None:
            source = act.insert(
                "sources", guid=new_guid(), format=draft.format, name=draft.source, checksum=draft.checksum, recipe=""
            )
        known = Known(writer, draft, tally)
        known.take_codes()
        known.take_sets()
        known.take_links()
        known.take_variables()
        known.take_questions()
        marks = Marks(writer, known, tally)
        documents = Documents(writer, draft, known, tally, marks)
        for i, record in enumerate(draft.documents()):
            progress(i, draft.n_documents)
            documents.take(record, source)
            if writer.is_full:
                writer.flush()
        known.take_other_cases(each.guid for each in draft.cases)
        marks.take_memos(draft.memos)
        writer.flush()
        return tally
