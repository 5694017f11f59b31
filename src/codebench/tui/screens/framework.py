"""The framework matrix [samenvattingsrooster]: cases by codes or themes, each cell in the coder's own words."""

from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from codebench.analysis.scope import ScopeRequest
from codebench.domain.text import shown, shown_line
from codebench.i18n import _, plural
from codebench.project.framework import Framework, State, signs
from codebench.project.project import Project
from codebench.project.summaries import FrameworkRequest
from codebench.tui.actions import bindings
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.retrieval.matrix_view import MatrixView
from codebench.tui.screens.counting import CountingScreen
from codebench.tui.table.asking import save, still_a_set
from codebench.tui.table.rows_view import RowsView

_WORK = (State.TO_DO, State.STALE)


class FrameworkScreen(CountingScreen):
    """The matrix, and the cell under the cursor whole."""

    SCOPE: ClassVar[str] = "framework"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("framework")]
    DEFAULT_CSS = """
    FrameworkScreen {
        & .choices { height: auto; max-height: 3; margin: 1 2; color: $foreground 65%; }
        & .whole {
            height: auto; max-height: 8; min-height: 4; padding: 0 2; background: $boost;
            border-top: solid $foreground 20%;
        }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.material = _("all material")
        self._request = FrameworkRequest()
        self._matrix: Framework | None = None

    def compose(self) -> ComposeResult:
        """What is asked, the matrix, the cell under the cursor."""
        yield TopLine()
        yield Static(classes="choices")
        yield MatrixView()
        yield Static(classes="whole")
        yield KeyLine(self.SCOPE)

    @property
    def scope_now(self) -> ScopeRequest:
        """The scope of the matrix."""
        return self._request.scope

    def count_over(self, scope: ScopeRequest) -> None:
        """The matrix over this scope."""
        self._read(replace(self._request, scope=scope))

    def file_stem(self) -> str:
        """The matrix."""
        return _("framework")

    def refresh_models(self) -> None:
        """Read the matrix."""
        self.show_heading(_("Framework matrix"))
        self._read(replace(self._request, code_set=still_a_set(self, self._request.code_set)))

    @work(exclusive=True, group="count")
    async def _read(self, request: FrameworkRequest) -> None:
        """Read in a thread; several coders on the same units are asked about at once."""

        def read(scope: ScopeRequest, project: Project) -> Framework:
            return project.summaries.framework(replace(request, scope=scope))

        found = await self.over_one_layer(request.scope, read)
        if found is not None:
            self._matrix, scope = found
            self._request = replace(request, scope=scope)
            self._show(self._matrix)

    def _show(self, matrix: Framework) -> None:
        states = matrix.states()
        waiting = sum(states[state] for state in _WORK)
        left = plural("{n} cell to do", "{n} cells to do", waiting)
        asked = self._request
        what = _("by theme") if asked.themes else _("by code")
        chosen = () if asked.code_set is None else (_("set: {name}").format(name=asked.code_set),)
        self.tell(" · ".join((what, *chosen, left, *self.told(asked.scope))))
        self.query_one(MatrixView).show(matrix)
        self._look_at()

    @on(RowsView.Moved)
    @on(MatrixView.Sideways)
    def _look_at(self) -> None:
        """Show the cell under the cursor whole."""
        view, at = self.query_one(".whole", Static), self.query_one(MatrixView).at
        if at is None or self._matrix is None:
            view.update("")
            return
        cell = self._matrix.cell(*at)
        passages = plural("{n} passage", "{n} passages", cell.passages)
        heading = " · ".join((self._matrix.cases[at[0]][1], self._matrix.columns[at[1]].name, passages))
        state, summary = cell.state, cell.summary
        said = signs().get(state, "")
        who = "" if summary is None else f" · {summary.coder} {summary.changed_at[:10]}"
        lines: list[tuple[str, str] | str] = [(shown_line(heading + who), "$foreground 60%")]
        if said:
            lines.append((f"\n{said}", "$text-warning"))
        if summary is not None and summary.text:
            lines.append("\n" + shown(summary.text))
        view.update(Content.assemble(*lines))

    # Acting on the cell under the cursor

    @on(RowsView.Chosen)
    def action_open(self) -> None:
        """The passages of the cell beside its summary."""
        from codebench.tui.screens.cell import CellScreen

        at = self.query_one(MatrixView).at
        if at is not None and self._matrix is not None:
            self.app.push_screen(CellScreen(self._matrix, *at, self._request.scope))

    def action_nothing(self) -> None:
        """Nothing is said of it."""
        at, matrix = self.query_one(MatrixView).at, self._matrix
        if at is not None and matrix is not None:
            case, column, cell = matrix.cases[at[0]][0], matrix.columns[at[1]], matrix.cell(*at)
            put = self.project.summaries.put_nothing_said
            self.attempt(lambda: put(case, column.subject, cell.based_on))

    def action_clear(self) -> None:
        """Take the own summary away."""
        at, matrix = self.query_one(MatrixView).at, self._matrix
        if at is not None and matrix is not None:
            case, column = matrix.cases[at[0]][0], matrix.columns[at[1]]
            self.attempt(lambda: self.project.summaries.clear(case, column.subject))

    def action_next(self) -> None:
        """The next cell with passages without a summary, or a stale one."""
        at, matrix = self.query_one(MatrixView).at, self._matrix
        if at is None or matrix is None:
            return
        width = len(matrix.columns)
        here = at[0] * width + at[1]
        order = [*range(here + 1, width * len(matrix.cases)), *range(here + 1)]
        found = next((i for i in order if matrix.cell(*divmod(i, width)).state in _WORK), None)
        if found is None:
            self.say(_("Every cell with passages has a summary that is up to date."))
        else:
            self.query_one(MatrixView).go_to_cell(*divmod(found, width))

    # What is shown

    @work
    async def action_columns(self) -> None:
        """A column for each top code or each theme, in turn; where there are sets of codes it is asked."""
        sets, is_themes, code_set = self.project.code_sets.all(), not self._request.themes, None
        if sets:
            items = [Item((False, None), _("top codes")), Item((True, None), _("themes"))]
            items += [Item((False, each.name), _("set: {name}").format(name=each.name)) for each in sets]
            chosen = await self.app.push_screen_wait(Choice(_("Which columns?"), items))
            if chosen is None:
                return
            is_themes, code_set = chosen
        if is_themes:
            themes = self.consult(self.project.themes.all)
            if not themes:
                if themes is not None:
                    self.say(_("There are no themes yet: make one on their screen (Ctrl+o)."))
                return
        self._read(replace(self._request, codes=(), themes=is_themes, code_set=code_set))

    @work
    async def action_code(self) -> None:
        """A column for each sub-code of a code."""
        picked, tree = await self.ask_codes(_("A column for which codes?")), self.project.codebook.tree()
        if picked:
            several = picked if len(picked) > 1 else [node.id for node in tree.children(picked[0])] or picked
            self._read(replace(self._request, codes=tuple(map(tree.path, several)), themes=False, code_set=None))

    @work
    async def action_save(self) -> None:
        """Write the matrix to a file."""
        if self._matrix is not None:
            await save(self, self._matrix.table(), self.file_stem())
