"""The answers to one question, walked one by one: the list, the answer in full, its codes."""

from array import array
from asyncio import sleep
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, TypeVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.widgets import Static

from codebench.domain.errors import CodebenchError
from codebench.domain.visibility import EVERYBODY, Visibility
from codebench.i18n import _
from codebench.project.memos import MemoTarget
from codebench.project.models import CodeInfo, QuestionInfo
from codebench.tui.actions import bindings
from codebench.tui.answers import sentences
from codebench.tui.answers.answer_box import AnswerBox
from codebench.tui.answers.columns import answer_columns
from codebench.tui.answers.filtering import holding
from codebench.tui.answers.lazy_table import LazyTable
from codebench.tui.answers.naming import own_words
from codebench.tui.answers.rows import AnswerLine, AnswerSource
from codebench.tui.answers.tally import recount
from codebench.tui.coding.lines import FindLine, RecentLine, StatusLine
from codebench.tui.coding.panel import CodePanel
from codebench.tui.memoing import write_memo
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.picker import CodePicker
from codebench.tui.parts.entry import Line
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.table.aside import aside
from codebench.tui.table.rows_view import RowsView

_NEAR = 256  # answers looked at here before the project is asked for the next one
_PAUSE = 0.12  # seconds without typing after which the filter looks
_NARROW = 110
_LOW = 24
T = TypeVar("T")


class AnswersScreen(ProjectScreen):
    """One question; a code applies to a whole answer. The cursor begins on `document_id`, or on what is to be done."""

    SCOPE: ClassVar[str] = "answers"
    AUTO_FOCUS = "LazyTable"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("answers"),
        Binding("escape", "all_answers", _("All answers again"), show=False),
    ]
    DEFAULT_CSS = """
    AnswersScreen {
        & > Horizontal { height: 1fr; }
        & .question { height: auto; max-height: 3; margin: 1 2 1 2; }
        &.-low .question { margin: 0 2; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        & .list { width: 1fr; height: 1fr; }
        & LazyTable { height: 1fr; }
        & .foot { height: auto; dock: bottom; }
        & .foot KeyLine { dock: none; }
        &.-narrow CodePanel { display: none; }
    }
    """

    def __init__(self, question_id: int, document_id: int | None = None) -> None:
        super().__init__()
        self.question_id = question_id
        self._start = document_id
        self._arriving = document_id is None  # whether the cursor is still to go to what is to be done
        self._codes: dict[int, CodeInfo] = {}
        self._question: QuestionInfo | None = None
        self._reviewed: int | None = None
        self._others = False
        self._term = ""
        self._found: array[int] | None = None
        self._top: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self._noted = False  # whether the status line holds a note instead

    def compose(self) -> ComposeResult:
        """The answers and the one under the cursor in full, with the codes beside them, between the lines."""
        self._fit(self.app.size)
        table: LazyTable[AnswerLine] = LazyTable(answer_columns([]))
        yield TopLine()
        with Horizontal():
            with Vertical(classes="list"):
                yield Static(classes="question")
                yield table
                yield AnswerBox()
            yield CodePanel()
        with Vertical(classes="foot"):
            yield FindLine()
            yield StatusLine()
            yield RecentLine()
            yield KeyLine(self.SCOPE)

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
        self._read_codes()
        self._reviewed = None
        if self._term:
            self._filter(self._term)
        else:
            self._fill()
        self._count()

    def _fill(self) -> None:
        """Show the answers, or those that the filter found."""
        documents, own = self.project.documents, Visibility.only(self.project.coder.id)
        source = AnswerSource(
            documents.answer_ids(self.question_id) if self._found is None else self._found,
            self._codes,
            own=lambda ids: documents.answer_rows(ids, own),
            everybody=(lambda ids: documents.answer_rows(ids, EVERYBODY)) if self._others else None,
        )
        self.table.show(source, columns=answer_columns(source.sample()), key=self._start)
        self._start = None
        self._tell()

    def _read_codes(self) -> None:
        visible = EVERYBODY if self._others else Visibility.only(self.project.coder.id)
        self._codes.clear()
        self._codes.update((code.id, code) for code in self.project.codebook.codes(visible))
        self._show_codes()

    def _show_codes(self) -> None:
        places = self.bench.recent.places
        places[:] = [code_id for code_id in places if code_id in self._codes]
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
            self.query_one(".question", Static).update(sentences.heading(self._question, low=self.has_class("-low")))

    @on(RowsView.Moved)
    def _moved(self) -> None:
        self._tell()

    def _tell(self, *, keep_note: bool = False) -> None:
        """Say where the cursor is, and show that answer in full."""
        table, line = self.table, self.table.current
        self.query_one(AnswerBox).show(line.row.text if line else "", line.chips if line else ())
        question = self._question
        progress = sentences.progress(self._reviewed, table.row_count() if question is None else question.answers)
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
            where = sentences.status(line, table.index, table.row_count(), self._term, progress)
            self.query_one(StatusLine).show(where)

    def say(self, sentence: str) -> None:
        """In the status line: the eye is there already."""
        self._noted = True
        self.query_one(StatusLine).note(sentence)

    # Acting on the answer under the cursor

    def _do(self, line: AnswerLine, act: Callable[[], T]) -> T | None:
        """An act on one answer; only that one is read again, and counted."""
        done = self.consult(act)
        self.mark_seen()
        changed = self.table.reread(line.key)
        if changed is not None:
            before, after = changed[0].row, changed[1].row
            self.panel.touch({*recount(self._codes, before, after), *self.bench.recent.places})
            if self._reviewed is None:
                self._count()
            else:
                self._reviewed += after.reviewed - before.reviewed
            self._tell()
        return done

    def _code(self, line: AnswerLine | None, code_ids: Sequence[int]) -> None:
        """Put codes on a whole answer."""
        if line is None or not code_ids:
            return
        units = self.project.documents.units(line.key)
        start, end = (units[0].body_start, units[0].end) if units else (0, len(line.row.text))
        if self._do(line, lambda: self.project.codings.add(line.key, start, end, code_ids)):
            self.bench.recent.use(code_ids)
            self._show_codes()

    def _make(self, path: str) -> list[int]:
        """The code with this path, made where it is missing."""
        made = self.consult(lambda: self.project.codebook.ensure(path))
        self.mark_seen()
        self._read_codes()
        return [] if made is None else [made]

    @work
    async def action_pick(self) -> None:
        """Pick codes for the answer, or make one."""
        line = self.table.current
        if line is None:
            return
        codes, tree = list(self._codes.values()), self.project.codebook.tree()
        picked = await self.app.push_screen_wait(CodePicker(codes, tree, recent=self.bench.recent.places))
        self._code(line, self._make(picked[1]) if isinstance(picked, tuple) else picked or ())

    def action_recent(self, digit: int) -> None:
        """Code the answer with one of the recent codes."""
        places = self.bench.recent.places
        if digit <= len(places):
            self._code(self.table.current, [places[digit - 1]])

    @on(RecentLine.Clicked)
    def _recent_clicked(self, event: RecentLine.Clicked) -> None:
        self.action_recent(event.digit)

    def action_repeat(self) -> None:
        """Code the answer as the last one was."""
        last = [code_id for code_id in self.bench.recent.last if code_id in self._codes]
        if last:
            self._code(self.table.current, last)
        else:
            self.say(_("There is no last code yet: press c."))

    @on(CodePanel.Apply)
    def _apply(self, event: CodePanel.Apply) -> None:
        self._code(self.table.current, [event.code_id])
        self.table.focus()

    def action_in_vivo(self) -> None:
        """Code the answer with a code of its own words."""
        line = self.table.current
        name = own_words(line.row.text) if line else ""
        same = [code.id for code in self._codes.values() if code.name.casefold() == name.casefold()]
        if name:
            self._code(line, same if len(same) == 1 else self._make(name))

    @work
    async def action_uncode(self) -> None:
        """Take a code off; where there are several, ask which."""
        line = self.table.current
        if line is None or not line.row.codes:
            self.say(_("There is no code of yours here."))
            return
        codings: list[int] | None = [coding for coding, _code in line.row.codes]
        if len(line.row.codes) > 1:
            items = [Item([coding], self._codes[code].path) for coding, code in line.row.codes]
            items.append(Item(codings, _("all {n}").format(n=len(items))))
            codings = await self.app.push_screen_wait(Choice(_("Remove which code?"), items))
        if codings is not None:
            self._do(line, partial(self.project.codings.remove, codings))

    @work
    async def action_memo(self) -> None:
        """A memo on the answer."""
        line = self.table.current
        if line is not None:
            about = _("the answer of {case}").format(case=line.row.case or "–")
            await write_memo(self, MemoTarget(unit_id=line.row.unit_id), about, line.row.text)

    def action_others(self) -> None:
        """Show the other coders' codings, or hide them."""
        self._others = not self._others
        self._read_codes()
        self._fill()

    # Reviewing, and going on

    def action_done(self) -> None:
        """This answer was judged; on to the next that was not."""
        line = self.table.current
        if line is None or line.row.unit_id is None:
            return
        if not line.row.reviewed and self._do(line, partial(self.project.reviews.mark, [line.row.unit_id])) is None:
            return
        self.action_next_unreviewed()

    def action_unmark(self) -> None:
        """This answer is to be judged again."""
        line = self.table.current
        if line is not None and line.row.unit_id is not None:
            self._do(line, partial(self.project.reviews.clear, [line.row.unit_id]))

    def action_next_unreviewed(self) -> None:
        """On to the next answer that was not judged."""
        if not self._go_on(lambda line: not line.row.reviewed, uncoded=False):
            self.say(_("Everything here is reviewed."))

    def action_next_uncoded(self) -> None:
        """On to the next answer without a code."""
        if not self._go_on(lambda line: not line.row.codes, uncoded=True):
            self.say(_("Every answer here has a code."))

    @on(RowsView.Chosen)
    def _next(self) -> None:
        """Enter moves on."""
        self.table.action_move("down")

    def _go_on(self, wanted: Callable[[AnswerLine], bool], *, uncoded: bool) -> bool:
        """Go to the next answer that is wanted, past the end from the start; whether there is one."""
        table = self.table
        # The next one is mostly near; else the project is asked. What a filter left is known here alone.
        near = table.row_count() if self._found is not None else min(table.row_count(), _NEAR)
        index = table.next_row(wanted, near)
        if index is not None:
            table.go_to(index)
        if index is not None or near == table.row_count() or table.key is None:
            return index is not None
        find, after = self.project.reviews.next_answer, table.key
        key = self.consult(lambda: find(self.question_id, after, uncoded=uncoded))
        return key is not None and table.go_to_key(key)

    # Filtering

    def action_find(self) -> None:
        """Show only the answers that hold what is typed."""
        self.query_one(FindLine).open()

    def action_all_answers(self) -> None:
        """Show all answers again; the cursor stays on its answer."""
        self.query_one(FindLine).query_one(Line).value = ""
        self.table.focus()

    @on(FindLine.Typed)
    def _typed(self, event: FindLine.Typed) -> None:
        self._filter(event.term.strip())

    @on(FindLine.Closed)
    def _find_closed(self, event: FindLine.Closed) -> None:
        self.table.focus()
        if not event.kept:
            self.action_all_answers()

    @work(exclusive=True, group="filter")
    async def _filter(self, term: str) -> None:
        """Look beside the screen for the answers that hold a term, and show these."""
        found = None
        if term:
            await sleep(_PAUSE)
            try:
                found = await aside(self.project, partial(holding, question_id=self.question_id, term=term))
            except CodebenchError as error:
                self.bench.complain(str(error))
                return
        fresh, self._term, self._found = term != self._term, term, found
        here = self.table.key
        self._fill()
        if fresh and self.table.key != here:
            self.table.go_to(0)
        self.query_one(FindLine).count(self.table.index + 1, self.table.row_count())
