"""How often words are said and by whom: one table, counted beside the screen, with what it counts said above it."""

from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType

from codebench.analysis.concordance import ConcordanceRequest
from codebench.analysis.words import WordRequest
from codebench.domain.errors import CodebenchError
from codebench.domain.table import Table
from codebench.i18n import _
from codebench.project.concordances import search_pattern
from codebench.project.project import Project
from codebench.tui.actions import bindings
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.screens.table_screen import TableScreen
from codebench.tui.table.aside import Breath, count_aside
from codebench.tui.table.asking import ask_material, ask_variable, materials
from codebench.tui.table.rows_view import RowsView
from codebench.tui.table.table_view import TableView

_ROWS = 500
_KEY_ROWS = 40  # for each value, so that the next one is not far


class WordsScreen(TableScreen):
    """The table of words and the choices that it depends on."""

    SCOPE: ClassVar[str] = "words"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("words")]

    def __init__(self) -> None:
        super().__init__()
        self._request = WordRequest(limit=_ROWS)
        self._material = ""

    def file_stem(self) -> str:
        """A table of what it counts."""
        return _("phrases") if self._request.phrases else _("words")

    def refresh_models(self) -> None:
        """Count anew."""
        self.show_heading(_("Words"))
        if not self._material:
            self._material = materials(self.project)[0][0]
        self._count(self._request, at_top=self.table is None)

    # Counting

    @work(exclusive=True, group="count")
    async def _count(self, request: WordRequest, *, at_top: bool = True) -> None:
        """Count in a thread."""
        self.tell(_("counting…"))
        try:
            table = await count_aside(self.bench, partial(_counted, request=request))
        except CodebenchError as error:
            self.tell(str(error))
            return
        self._request = request
        split = _("not split") if request.by is None else _("by {variable}").format(variable=request.by)
        self.show_table(table, f"{split} · " + _("in: {what}").format(what=self._material), row=0 if at_top else None)

    # Choosing

    @work
    async def action_by(self) -> None:
        """Split by a variable, or not."""
        name = await ask_variable(self, _("Words by which variable?"), _("not split"))
        if name is not None:
            keyness = self._request.keyness and bool(name)
            limit = _KEY_ROWS if keyness else _ROWS
            self._count(replace(self._request, by=name or None, keyness=keyness, limit=limit))

    @work
    async def action_keyness(self) -> None:
        """The key words of each value, or all words."""
        by = self._request.by
        if by is None:
            by = await ask_variable(self, _("Key words of the values of which variable?"))
        if by is not None:
            wanted = not self._request.keyness
            self._count(replace(self._request, by=by, keyness=wanted, limit=_KEY_ROWS if wanted else _ROWS))

    def action_phrases(self) -> None:
        """Words, or phrases."""
        self._count(replace(self._request, phrases=not self._request.phrases))

    @work
    async def action_material(self) -> None:
        """Which texts to count in."""
        chosen = await ask_material(self)
        if chosen is not None:
            self._material, scope = chosen
            kept = self._request.scope
            scope = replace(kept, documents=scope.documents, questions=scope.questions)
            self._count(replace(self._request, scope=scope))

    # The stop list

    def action_stop(self) -> None:
        """Put the word under the cursor on the stop list."""
        term = self._term
        if term is None:
            return
        if self._request.phrases:
            self.say(_("The stop list holds words: p shows them."))
        elif self.attempt(lambda: self.project.stopwords.add(term)) is not None:
            self.say(_("Left out from now on: {word} (u takes that back)").format(word=term))

    @work
    async def action_stop_list(self) -> None:
        """Take a word from the stop list."""
        present = self.project.stopwords.present()
        words = [*sorted(present.added), *sorted(present.words - present.added)]
        items = [Item(word, word, _("added") if word in present.added else "") for word in words]
        title = _("The stop list: take which of {n} words from it?").format(n=len(items))
        word = await self.app.push_screen_wait(Choice(title, items))
        if word is not None and self.attempt(lambda: self.project.stopwords.remove(word)) is not None:
            self.say(_("Counted from now on: {word} (u takes that back)").format(word=word))

    # Going on from a word

    @property
    def _term(self) -> str | None:
        """The word or phrase under the cursor."""
        index = self.query_one(TableView).index
        return None if self.table is None or index < 0 else str(self.table.rows[index].cells[0])

    @property
    def _pattern(self) -> str | None:
        """What finds it: its words in a row, each in all its forms."""
        term = self._term
        return None if term is None else search_pattern(term.split())

    @on(RowsView.Chosen)
    def _chosen(self) -> None:
        self.action_places()

    def action_places(self) -> None:
        """Each place of the word."""
        from codebench.tui.screens.search import SearchScreen

        if self._pattern is not None:
            request = ConcordanceRequest(self._pattern, self._request.by, self._request.scope)
            self.app.push_screen(SearchScreen(request=request))

    def action_near(self) -> None:
        """Which words stand near it."""
        from codebench.tui.screens.near import NearScreen

        if self._pattern is not None:
            self.app.push_screen(NearScreen(self._pattern, self._request.scope))


def _counted(project: Project, breath: Breath, request: WordRequest) -> Table:
    return project.words.frequencies(request, breath)
