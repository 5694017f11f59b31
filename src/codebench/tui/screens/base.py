"""What all screens of an open project share: acting, undoing, complaining, and going elsewhere."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.screen import Screen

from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.project import Project
from codebench.tui.actions import bindings
from codebench.tui.painting import SparingCompositor

if TYPE_CHECKING:
    from codebench.project.models import CodeInfo
    from codebench.project.rule_models import Material
    from codebench.tui.app import CodebenchApp
    from codebench.tui.modals.picker import Picked

T = TypeVar("T")


class ProjectScreen(Screen[None]):
    """A screen over the open project.

    Subclasses name their `SCOPE` in the registry of actions and their bindings, and implement `refresh_models`,
    which is called when the screen comes into view over a project that changed, and after each act.
    """

    SCOPE: ClassVar[str] = "app"
    # Esc is one's way back, but where a screen has a nearer use for it.
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("app"), Binding("escape", "back", _("Back"), show=False)]

    _seen: tuple[str, int] | None = None  # the last act and the coder that this screen shows

    def __init__(self) -> None:
        super().__init__()
        self._compositor = SparingCompositor()

    @property
    def bench(self) -> "CodebenchApp":
        """The app, by its own type."""
        return cast("CodebenchApp", self.app)

    @property
    def project(self) -> Project:
        """The open project."""
        return self.bench.project

    # What a subclass fills in

    def refresh_models(self) -> None:
        """Read anew what this screen shows, and hand it to its widgets."""
        raise NotImplementedError

    def go_to_code(self, code_id: int) -> None:
        """Show a code, on a screen that has a place for it."""

    def show_annotation(self) -> None:
        """Show how far the annotating is, on a screen that has a place for it."""

    def code_in_view(self) -> int | None:
        """The code that is meant by what one looks at, if any."""
        return None

    def unit_in_view(self) -> int | None:
        """The unit that may be given codes here, by id; None where nothing is to be coded."""
        return None

    def document_in_view(self) -> int | None:
        """The text that is meant by what one looks at, if any."""
        return None

    def material_in_view(self) -> "tuple[Material, str]":
        """The material that is meant, and what it is called."""
        from codebench.project.rule_models import Material

        return Material(), _("all material")

    # Acting

    def attempt(self, act: Callable[[], T]) -> T | None:
        """Do something that changes the project and show the result; where it fails, say why and give None."""
        done = self.consult(act)
        if self._stamp() != self._seen:
            self.reread()
        return done

    def did(self, act: Callable[[], object]) -> bool:
        """Like `attempt` for an act that gives nothing back; whether it was done."""

        def told() -> bool:
            act()
            return True

        return self.attempt(told) is not None

    def if_new_is_wanted(self, path: str, make: Callable[[], object]) -> None:
        """Go on with making a code on the way; where the codebook is frozen, only after a yes."""
        if not self.project.preferences.is_frozen or self.project.codebook.exists(path):
            make()
        else:
            self._ask_for_new(path, make)

    @work
    async def _ask_for_new(self, path: str, make: Callable[[], object]) -> None:
        from codebench.tui.modals.confirm import Confirm

        told = _("The codebook is frozen: it was made before the coding. Make '{path}' all the same?")
        title = _("A new code?")
        if await self.app.push_screen_wait(Confirm(title, told.format(path=shown_line(path)))):
            make()

    def consult(self, question: Callable[[], T]) -> T | None:
        """Ask the project something; where that fails, say why and give None."""
        return self.bench.try_to(question)

    def mark_seen(self) -> None:
        """What the project holds now is what this screen shows."""
        self._seen = self._stamp()

    def reread(self) -> None:
        """Show the project as it is now."""
        self.mark_seen()
        self.refresh_models()

    def say(self, sentence: str) -> None:
        """Tell something that can't be seen."""
        self.notify(shown_line(sentence), markup=False, timeout=4)

    def warn_of_names(self, path: Path) -> None:
        """Warn where names of the key of pseudonyms are still in a file that was written."""
        from codebench.project.outgoing import warning

        sentence = warning(self.project, path)
        if sentence:
            self.bench.complain(sentence)

    @on(events.ScreenResume)
    def _dressed(self, event: events.ScreenResume) -> None:
        """Have Textual leave the styles as they are where the screen comes up first: its widgets were given them."""
        event.refresh_styles = event.refresh_styles and self.stack_updates > 0

    def on_screen_resume(self) -> None:
        """Show what was done elsewhere in the meantime."""
        if self._stamp() != self._seen:
            self.reread()

    def _stamp(self) -> tuple[str, int]:
        return self.project.history.moment(), self.project.coder.id  # numbers may be those of a journal restored since

    def say_what_is_like(self, code_id: int) -> None:
        """Warn where a code that was just made has a name much like another's."""
        tree, codes = self.project.codebook.tree(), self.project.codebook.codes()
        found = tree.similar(tree[code_id].name, {code.id: code.fields.aliases for code in codes})
        alike = [tree.path(node.id) for node in found if node.id != code_id]
        if alike:
            made = _("New code '{code}'; much like: {others}. u takes it back.")
            self.say(made.format(code=tree[code_id].name, others=", ".join(alike[:3])))

    # Actions of every screen

    def action_undo(self) -> None:
        """Take back the coder's last act; what was done before an erasure, or another day, only after a yes."""
        from codebench.tui.undoing import doubt

        doubted = doubt(self.project.history)
        if doubted is None:
            self._undo()
        else:
            self._undo_after(*doubted)

    def _undo(self) -> None:
        undone = self.attempt(self.project.history.undo)
        if undone is not None:
            self.say(_("Undone: {what}").format(what=undone.summary))

    @work
    async def _undo_after(self, title: str, told: str) -> None:
        from codebench.tui.modals.confirm import Confirm

        if not told:
            self.bench.complain(title)
        elif await self.app.push_screen_wait(Confirm(title, told)):
            self._undo()

    def action_redo(self) -> None:
        """Do again what was undone last."""
        redone = self.attempt(self.project.history.redo)
        if redone is not None:
            self.say(_("Done again: {what}").format(what=redone.summary))

    def action_back(self) -> None:
        """Go back to the screen before."""
        self.app.pop_screen()

    def action_find(self) -> None:
        """Search in all texts."""
        from codebench.tui.screens.search import SearchScreen

        self.app.push_screen(SearchScreen())

    @work
    async def action_rules(self) -> None:
        """The rules of the code in view, else of one that is asked for."""
        from codebench.tui.screens.rules import RulesScreen

        code = self.code_in_view()
        if code is None:
            code = await self.ask_code()
        if code is not None:
            self.app.push_screen(RulesScreen(code, *self.material_in_view()))

    def action_codebook(self) -> None:
        """The codebook, on the code in view."""
        from codebench.tui.screens.codebook import CodebookScreen

        self.app.push_screen(CodebookScreen(self.code_in_view()))

    @work
    async def action_edit_text(self) -> None:
        """Edit the text in view."""
        from codebench.tui.text_editing import edit_text

        document = self.document_in_view()
        if document is None:
            self.say(_("Open a text first, or put the cursor on one."))
        else:
            await edit_text(self, document)

    def action_versions(self) -> None:
        """The versions of the text in view."""
        from codebench.tui.screens.versions import VersionsScreen

        document = self.document_in_view()
        if document is None:
            self.say(_("Open a text first, or put the cursor on one."))
        elif not isinstance(self, VersionsScreen):
            self.app.push_screen(VersionsScreen(document))

    @work
    async def action_compare(self) -> None:
        """All passages of the code in view, else of one that is asked for."""
        from codebench.tui.screens.comparing import ComparingScreen

        code = self.code_in_view()
        if code is None:
            code = await self.ask_code(_("Passages of which code?"))
        if code is not None:
            self.app.push_screen(ComparingScreen(code))

    async def pick_codes(
        self, codes: "Sequence[CodeInfo]", *, title: str = "", several: bool = True, create: bool = True
    ) -> "Picked | None":
        """Ask for codes to code with; the set that was chosen to pick from stays until another one is."""
        from codebench.tui.modals.picker import CodePicker

        recent, tree, sets = self.bench.recent, self.project.codebook.tree(), self.project.code_sets.all()
        picker = CodePicker(
            codes,
            tree,
            title=title,
            recent=recent.in_order,
            several=several,
            create=create,
            sets=sets,
            within=recent.within,
        )
        picked = await self.app.push_screen_wait(picker)
        recent.within = picker.within
        return picked

    async def ask_code(self, title: str = "") -> int | None:
        """Ask which code is meant."""
        picked = await self.ask_codes(title or _("Rules of which code?"), several=False)
        return picked[0] if picked else None

    async def ask_codes(self, title: str, *, several: bool = True) -> list[int]:
        """Ask for codes to look at, archived ones too; none where none were chosen, or there are none."""
        from codebench.tui.modals.picker import CodePicker

        codes, tree, sets = self.project.codebook.codes(), self.project.codebook.tree(), self.project.code_sets.all()
        if not codes:
            self.say(_("There are no codes yet."))
            return []
        if not self.project.blindness and len(self.project.coders.everyone()) > 1:
            title = f"{title} ({_('all coders')})"  # whose codings the numbers count
        picker = CodePicker(codes, tree, title=title, several=several, create=False, archived=True, sets=sets)
        picked = await self.app.push_screen_wait(picker)
        return picked if isinstance(picked, list) else []

    def action_concordance(self) -> None:
        """Search a word in all its forms."""
        from codebench.tui.screens.search import SearchScreen

        self.app.push_screen(SearchScreen(in_all_forms=True))

    def action_words(self) -> None:
        """How often words are said."""
        from codebench.tui.screens.words import WordsScreen

        self.app.push_screen(WordsScreen())

    def action_frequencies(self) -> None:
        """How often each code was given."""
        from codebench.tui.screens.frequencies import FrequenciesScreen

        self.app.push_screen(FrequenciesScreen())

    def action_folding(self) -> None:
        """The answers to a closed question, with what was written."""
        from codebench.tui.screens.folding import FoldScreen

        self.app.push_screen(FoldScreen())

    def action_retrieval(self) -> None:
        """The passages of codes, by conditions."""
        from codebench.tui.screens.retrieval import RetrievalScreen

        self.app.push_screen(RetrievalScreen())

    def action_framework(self) -> None:
        """What each case says about each code, in one's own words."""
        from codebench.tui.screens.framework import FrameworkScreen

        self.app.push_screen(FrameworkScreen())

    def action_themes(self) -> None:
        """Codes and quotes across the tree, with a claim."""
        from codebench.tui.screens.themes import ThemesScreen

        self.app.push_screen(ThemesScreen())

    @work
    async def action_lists(self) -> None:
        """A list beside the reading order: what to look at again, or next."""
        from codebench.tui.screens.side_lists import ask_which

        await ask_which(self)

    def action_agreement(self) -> None:
        """How far coders agree."""
        silence = self.project.preferences.silence
        if silence:
            self.bench.complain(silence)
            return
        from codebench.tui.screens.agreement import AgreementScreen

        self.app.push_screen(AgreementScreen())

    def action_history(self) -> None:
        """What was done, by whom."""
        from codebench.tui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen())

    def action_memos(self) -> None:
        """All memos."""
        from codebench.tui.screens.memos import MemosScreen

        self.app.push_screen(MemosScreen())

    @work
    async def action_coder(self) -> None:
        """Go on as another coder."""
        await self.bench.ask_coder()
        self.on_screen_resume()

    def action_copy(self) -> None:
        """Copy what is selected, else the row or turn here."""
        from codebench.tui.copying import copy

        copy(self)

    @work
    async def action_picture(self) -> None:
        """Save a picture of this screen."""
        from codebench.tui.picture import save_picture

        await save_picture(self)

    def action_look(self) -> None:
        """Choose a theme or a keyboard."""
        self.bench.action_look()

    def action_help(self) -> None:
        """The keys that work here."""
        from codebench.tui.modals.help import HelpScreen

        self.app.push_screen(HelpScreen(self.SCOPE, self.focused, silent=bool(self.project.preferences.silence)))

    @work
    async def action_palette(self) -> None:
        """Every command, document and code by its name."""
        from codebench.tui.palette import ask

        await ask(self)
