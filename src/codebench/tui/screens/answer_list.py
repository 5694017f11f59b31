"""The answers to one question: the list, the answer in full, its codes, and finding in them."""

from array import array
from asyncio import sleep
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.widgets import Static

from codebench.domain.errors import CodebenchError, InputError
from codebench.domain.visibility import EVERYBODY, Visibility
from codebench.i18n import _
from codebench.project.answers import AnswerQuery
from codebench.project.models import CodeInfo, CodingInfo, QuestionInfo, VariableInfo
from codebench.project.project import Project
from codebench.project.rule_models import Material
from codebench.tui.actions import bindings
from codebench.tui.answers import sentences
from codebench.tui.answers.answer_box import AnswerBox
from codebench.tui.answers.columns import answer_columns
from codebench.tui.answers.filtering import Held, holding
from codebench.tui.answers.lazy_table import LazyTable
from codebench.tui.answers.rows import AnswerLine, AnswerSource
from codebench.tui.coding.foot import CodingFoot
from codebench.tui.coding.lines import FindLine, RecentLine, StatusLine
from codebench.tui.coding.panel import CodePanel
from codebench.tui.coding.walk import RoundWalk
from codebench.tui.parts.entry import Line
from codebench.tui.parts.lines import TopLine
from codebench.tui.screens.suggesting import SuggestingScreen
from codebench.tui.table.aside import ahead, aside
from codebench.tui.table.rows_view import RowsView

_NEAR = 256  # answers looked at here before the project is asked for the next one
_PAUSE = 0.12  # seconds without typing after which the filter looks
_NARROW = 110
_LOW = 24


class AnswerList(SuggestingScreen):
    """One question; a code applies to a whole answer. The cursor begins on `document_id`, or on what is to be done.

    Where a round is gone through (`walk`), only its answers are there.
    """

    SCOPE: ClassVar[str] = "answers"
    AUTO_FOCUS = "LazyTable"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("answers"),
        Binding("escape", "all_answers", _("All answers again"), show=False),
    ]
    DEFAULT_CSS = """
    AnswerList {
        & > Horizontal { height: 1fr; }
        & .question { height: auto; max-height: 6; margin: 1 2 1 2; }
        &.-low .question { margin: 0 2; max-height: 2; text-wrap: nowrap; text-overflow: ellipsis; }
        & .list { width: 1fr; height: 1fr; }
        & LazyTable { height: 1fr; }
        &.-narrow CodePanel { display: none; }
    }
    """

    def __init__(self, question_id: int, document_id: int | None = None, walk: RoundWalk | None = None) -> None:
        super().__init__()
        self.walk = walk
        self.question_id = question_id
        self._start = document_id
        self._ahead: tuple[tuple[str, int], Future[Sequence[int]]] | None = None  # all answers, and of which moment
        self._arriving = document_id is None  # whether the cursor is still to go to what is to be done
        self._codes: dict[int, CodeInfo] = {}
        self._question: QuestionInfo | None = None
        self._reviewed: int | None = None
        self._others = False
        self._term = ""
        self._found: array[int] | None = None
        self._beside: dict[int, str] = {}  # of answers that stand in a group, what stands beside them
        self._query = AnswerQuery(question_id)
        self._variables: tuple[VariableInfo, ...] = ()  # those whose values are shown
        self._told: dict[int, str] = {}  # the variables that are asked for, by name
        self._chosen: int | None = None  # the coding that keys mean, where it was chosen
        self._ticked: set[int] = set()
        self._hidden = 0  # how many of them are not shown
        self._top: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self._noted = False  # whether the status line holds a note instead
        self._noted_at: int | None = None  # the answer that the cursor was on when it was said

    def compose(self) -> ComposeResult:
        """The answers and the one under the cursor in full, with the codes beside them, between the lines."""
        self._fit(self.app.size)
        if self.walk is None:
            self._ahead = self._stamp(), ahead(self.project, self._read_answers)
        table: LazyTable[AnswerLine] = LazyTable(answer_columns([]))
        yield TopLine()
        with Horizontal():
            with Vertical(classes="list"):
                yield Static(classes="question")
                yield table
                yield AnswerBox()
            yield CodePanel()
        yield CodingFoot(self.SCOPE)

    @property
    def table(self) -> LazyTable[AnswerLine]:
        """The answers."""
        return self.query_one(LazyTable)

    @property
    def panel(self) -> CodePanel:
        """The codes."""
        return self.query_one(CodePanel)

    # Reading and showing

    def on_resize(self, event: events.Resize) -> None:
        """Fit the new size."""
        self._fit(event.size)
        self._show_question()

    def _fit(self, size: Size) -> None:
        """There is no room for the codes beside the answers on a narrow terminal, nor for air on a low one."""
        self.set_class(size.width < _NARROW, "-narrow")
        self.set_class(size.height < _LOW, "-low")

    def refresh_models(self) -> None:
        """Read everything anew; the cursor stays on its answer."""
        if self.walk is not None:
            self.walk.read()
        self._read_codes()
        self._reviewed = None
        if self._term or self._query != AnswerQuery(self.question_id):
            self._filter(self._term, keep_note=True)
        else:
            self._found, self._beside = None, {}
            self._fill()
        self._count()
        self.look_for_suggestions(again=True)

    def _count_hidden(self) -> None:
        shown = None if self._found is None or not self._ticked else set(self._found)
        self._hidden = 0 if shown is None else len(self._ticked - shown)

    def _fill(self, *, keep_note: bool = False) -> None:
        """Show the answers, or those that the filter found."""
        self._count_hidden()
        documents, own = self.project.documents, Visibility.only(self.project.coder.id)
        source = AnswerSource(
            self._answers() if self._found is None else self._found,
            self._codes,
            own=lambda ids: documents.answer_rows(ids, own),
            everybody=(lambda ids: documents.answer_rows(ids, EVERYBODY)) if self._others else None,
            values=self._values if self._variables else None,
        )
        columns = partial(
            answer_columns,
            variables=[variable.name for variable in self._variables],
            ticked=self._ticked,
            beside=self._beside,
        )
        self.table.show(source, columns=columns, key=self._start)
        self._start = None
        if keep_note:
            self._noted_at = self.table.key
        self._tell(keep_note=keep_note)

    def _values(self, ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
        return self.project.answers.values(ids, [variable.id for variable in self._variables])

    def _answers(self) -> Sequence[int]:
        """All answers that are walked here."""
        if self.walk is not None:
            return self.walk.documents_of(self.question_id)
        read, self._ahead = self._ahead, None
        # What failed beside the screen is tried again here, and fails here.
        if read is not None and read[0] == self._seen and read[1].exception() is None:
            return read[1].result()
        return self._read_answers(self.project)

    def _read_answers(self, project: Project) -> Sequence[int]:
        return array("q", project.documents.answer_ids(self.question_id))

    def _read_codes(self) -> None:
        visible = EVERYBODY if self._others else Visibility.only(self.project.coder.id)
        self._codes.clear()
        self._codes.update((code.id, code) for code in self.project.codebook.codes(visible))
        # A code that is gone can't be asked for any longer, nor taken off.
        there = tuple(code_id for code_id in self._query.code_ids if code_id in self._codes)
        values = self._query.values
        if values:  # nor a variable
            known = {variable.id for variable in self.project.variables.all()}
            values = tuple(each for each in values if each[0] in known)
        self._query = replace(self._query, code_ids=there, values=values)
        self._show_codes()

    def _show_codes(self) -> None:
        self.bench.recent.keep_to(self._codes)
        places = self.bench.recent.places
        self.panel.show(self._codes, places)
        self.query_one(RecentLine).show([self._codes[code_id] for code_id in places])

    @work(exclusive=True, group="count")
    async def _count(self) -> None:
        """Count beside the screen what was reviewed, and what is absent; at the opening, go to what is to be done."""
        try:
            questions, todo = await aside(
                self.project,
                lambda project: (
                    project.documents.questions(),
                    project.reviews.next_answer(self.question_id, 0, uncoded=False),
                ),
            )
        except CodebenchError as error:
            self.bench.complain(str(error))
            return
        if self._arriving and todo is not None and self.table.index == 0:
            self.table.go_to_key(todo)
        self._arriving = False
        self._question = next((one for one in questions if one.id == self.question_id), None)
        self._reviewed = self._question.progress.reviewed if self._question else 0
        self._show_question()
        self._tell(keep_note=True)

    def _show_question(self) -> None:
        if self._question is not None:
            is_narrowed = self.walk is None and (self._query.narrows() or self._term)
            shown = self.table.row_count() if is_narrowed else None
            low = self.has_class("-low")
            which = sentences.asked(self._query, self._term, self._codes, self._told)
            self.query_one(".question", Static).update(
                sentences.heading(self._question, low=low, shown=shown, which=which)
            )

    @on(RowsView.Moved)
    def _moved(self) -> None:
        # What tells of an act stays where the act has put the cursor.
        self._tell(keep_note=self.table.key == self._noted_at)

    def _tell(self, *, keep_note: bool = False) -> None:
        """Say where the cursor is, and show that answer in full."""
        table, line = self.table, self.table.current
        self.query_one(AnswerBox).show(line.row.text if line else "", line.chips if line else ())
        question = self._question
        progress = sentences.progress(self._reviewed, table.row_count() if question is None else question.answers)
        if self.walk is not None:
            progress = self.walk.in_words(None)
        others = (_("all coders"),) if self._others else ()
        name = question.name if question is not None and self.has_class("-low") else _("Answers")
        top = (
            (name, self.project.path.stem, *others),
            (_("coder: {name}").format(name=self.project.coder.name), progress),
        )
        if top != self._top:
            self._top = top
            self.query_one(TopLine).show(*top)
        if not (keep_note and self._noted):
            self._noted = False
            which = sentences.asked(self._query, self._term, self._codes, self._told)
            chosen = None if line is None or not line.row.codes else self._coding(self.chosen_of(line))
            ticked = len(self._ticked), self._hidden
            where = sentences.status(line, table.index, table.row_count(), progress, which, ticked, chosen)
            self.query_one(StatusLine).show(where)
        self.look_for_suggestions()

    def chosen_of(self, line: AnswerLine) -> int:
        """The coding that keys mean on an answer with codes: the chosen one, else the first."""
        ids = [coding for coding, _code in line.row.codes]
        return self._chosen if self._chosen in ids else ids[0]

    def _coding(self, coding_id: int) -> CodingInfo | None:
        try:
            return self.project.codings.get(coding_id)
        except CodebenchError:  # gone since the row was read
            return None

    def unit_in_view(self) -> int | None:
        """The answer under the cursor."""
        line = self.table.current
        return None if line is None else line.row.unit_id

    def code_in_view(self) -> int | None:
        """The code under the highlight in the tree."""
        return self.panel.pointed

    def material_in_view(self) -> tuple[Material, str]:
        """The answers to this question."""
        name = _("these answers") if self._question is None else self._question.name
        return Material((), (self.question_id,)), name

    def known_codes(self) -> Mapping[int, CodeInfo]:
        """The codes by id."""
        return self._codes

    def say(self, sentence: str) -> None:
        """In the status line: the eye is there already."""
        self._noted, self._noted_at = True, self.table.key
        self.query_one(StatusLine).note(sentence)

    # Filtering

    def action_find(self) -> None:
        """Show only the answers that hold what is typed."""
        self.query_one(FindLine).open()

    def action_all_answers(self) -> None:
        """Show all answers again; the cursor stays on its answer. In a round with nothing to show again: leave it."""
        if self._ticked and self.table.has_focus:
            self._ticked.clear()
            self._fill()
            return
        if self.walk is not None and not self._term and not self._query.narrows() and self.table.has_focus:
            self.action_back()
            return
        self.query_one(FindLine).query_one(Line).value = ""
        self.table.focus()
        if self._query.narrows():
            self.show_those(self._query.everything())

    def show_those(self, query: AnswerQuery) -> None:
        """Show the answers that a query asks for, of those that hold what was typed."""
        self._query = query
        self._filter(self._term)

    @on(FindLine.Typed)
    def _typed(self, event: FindLine.Typed) -> None:
        self._filter(event.term.strip())

    @on(FindLine.Closed)
    def _find_closed(self, event: FindLine.Closed) -> None:
        self.table.focus()
        if not event.kept:
            self.action_all_answers()

    async def holding(self, query: AnswerQuery, term: str) -> Held:
        """The answers of a query that hold a term, in a round those of the round; looked for beside the screen.

        Raises:
            CodebenchError: the term is a regular expression that is none, or something can't be read.
        """
        held = await aside(self.project, partial(holding, query=query, term=term))
        if self.walk is None:
            return held
        there = set(self._answers())
        return replace(held, ids=array("q", (document for document in held.ids if document in there)))

    @work(exclusive=True, group="filter")
    async def _filter(self, term: str, *, keep_note: bool = False) -> None:
        """Look beside the screen for the answers of the query that hold a term, and show these.

        What was said of an act meanwhile stays said where it is what made the answers change (`keep_note`).
        """
        found: array[int] | None = None
        beside: dict[int, str] = {}
        if term or self._query != AnswerQuery(self.question_id):
            if term != self._term:
                await sleep(_PAUSE)
            try:
                held = await self.holding(self._query, term)
            except InputError as error:  # an expression that is not finished yet
                self.say(str(error))
                return
            except CodebenchError as error:
                self.bench.complain(str(error))
                return
            found, beside = held.ids, held.beside
        fresh, self._term, self._found, self._beside = term != self._term, term, found, beside
        here = self.table.key
        self._fill(keep_note=keep_note)
        if fresh and self.table.key != here:
            self.table.go_to(0)
        self._show_question()
        self.query_one(FindLine).count(self.table.index + 1, self.table.row_count())
