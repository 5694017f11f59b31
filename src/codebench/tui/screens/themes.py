"""Themes [thema's]: built from codes and quotes across the tree, with a central claim and the researcher's own text."""

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from codebench.domain.query import quoted
from codebench.domain.text import shown, shown_line
from codebench.i18n import _, plural
from codebench.project.code_groups import GroupInfo
from codebench.tui.actions import bindings
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.confirm import Confirm
from codebench.tui.modals.prompt import Prompt
from codebench.tui.parts.lines import KeyLine, TopLine
from codebench.tui.retrieval.writing import ask_text, kept
from codebench.tui.screens.base import ProjectScreen


class ThemesScreen(ProjectScreen):
    """The themes in order, and what the one under the highlight is made of."""

    SCOPE: ClassVar[str] = "themes"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("themes")]
    DEFAULT_CSS = """
    ThemesScreen {
        & Horizontal { height: 1fr; margin: 1 0 0 0; }
        & OptionList, & OptionList:focus {
            border: none; background: transparent; width: 2fr; height: 1fr; max-height: 100%; padding: 0 1;
            scrollbar-size-vertical: 1;
        }
        & VerticalScroll { width: 3fr; padding: 0 2; scrollbar-size-vertical: 1; }
        & VerticalScroll Static { width: 1fr; height: auto; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._themes: list[GroupInfo] = []

    def compose(self) -> ComposeResult:
        """The names, and one theme whole."""
        yield TopLine()
        with Horizontal():
            yield OptionList(markup=False)
            with VerticalScroll(can_focus=False):
                yield Static()
        yield KeyLine(self.SCOPE)

    def on_mount(self) -> None:
        """The list has the focus."""
        self.query_one(OptionList).focus()

    def refresh_models(self) -> None:
        """Read the themes."""
        coder = _("coder: {name}").format(name=self.project.coder.name)
        self.query_one(TopLine).show((_("Themes"), self.project.path.stem), (coder,))
        options = self.query_one(OptionList)
        at = options.highlighted or 0
        self._themes = self.consult(self.project.themes.all) or []
        options.clear_options()
        options.add_options(Option(_row(i, theme)) for i, theme in enumerate(self._themes, 1))
        options.highlighted = min(at, len(self._themes) - 1) if self._themes else None
        self._look_at()

    @on(OptionList.OptionHighlighted)
    def _look_at(self) -> None:
        theme = self._theme
        view = self.query_one("VerticalScroll Static", Static)
        if theme is None:
            view.update(Content(self.project.blindness or _("There are no themes yet: n makes one.")))
            return
        quotes = [self._quote(coding) for coding in theme.quotes]
        faint = "$foreground 60%"
        parts: list[tuple[str, str] | str] = [(shown_line(theme.name), "bold"), "\n"]
        parts += [shown(theme.claim), "\n"] if theme.claim else [(_("no claim yet") + "\n", faint)]
        parts += [("\n" + _("Codes") + "\n", faint), *(f"  {shown_line(path)}\n" for _code, path in theme.codes)]
        parts += [("\n" + _("Quotes") + "\n", faint), *(f"  “{shown_line(quote)}”\n" for quote in quotes)]
        parts += [("\n" + _("Text") + "\n", faint), shown(theme.body) or _("(none)")]
        view.update(Content.assemble(*parts))

    def _quote(self, coding: int) -> str:
        kept_of = self.project.excerpts.of(coding)
        info = self.project.codings.get(coding)
        return kept_of.report_text or self.project.documents.text(info.document_id)[info.start : info.end]

    @property
    def _theme(self) -> GroupInfo | None:
        at = self.query_one(OptionList).highlighted
        return None if at is None or at >= len(self._themes) else self._themes[at]

    # Going on

    @on(OptionList.OptionSelected)
    def action_retrieve(self) -> None:
        """The passages of the theme's codes."""
        from codebench.tui.screens.retrieval import RetrievalScreen

        theme = self._theme
        if theme is not None and theme.codes:
            self.app.push_screen(RetrievalScreen(" or ".join(quoted(path) for _code, path in theme.codes)))

    # Changing

    @work
    async def action_add(self) -> None:
        """Make a theme."""
        name = await self.app.push_screen_wait(Prompt(_("Name of the theme")))
        if name is not None and self.attempt(lambda: self.project.themes.add(name)) is not None:
            self.query_one(OptionList).highlighted = len(self._themes) - 1

    @work
    async def action_rename(self) -> None:
        """Another name."""
        await self._line(_("Name of the theme"), lambda theme: theme.name, self.project.themes.rename)

    @work
    async def action_claim(self) -> None:
        """What the theme comes down to."""
        await self._line(_("Claim: what it comes down to"), lambda theme: theme.claim, self.project.themes.claim)

    async def _line(self, title: str, present: Callable[[GroupInfo], str], write: Callable[[int, str], None]) -> None:
        theme = self._theme
        if theme is None:
            return
        text = await self.app.push_screen_wait(Prompt(title, present(theme)))
        if text is not None:
            self.attempt(lambda: write(theme.id, text))

    @work
    async def action_text(self) -> None:
        """What the chapter says."""
        theme = self._theme
        if theme is None:
            return
        place = f"{self.project.coder.guid} theme {theme.guid}"
        text = await ask_text(self, _("Text of {theme}").format(theme=theme.name), theme.body, place, theme.claim)
        if text is None:
            return

        def put() -> bool:
            self.project.themes.write(theme.id, text)
            return True

        if self.attempt(put):
            kept(self, place)

    @work
    async def action_code(self) -> None:
        """Put codes into it."""
        theme = self._theme
        if theme is None:
            return
        picked = await self.ask_codes(_("Which codes belong to {theme}?").format(theme=theme.name))
        if picked:
            self.attempt(lambda: self.project.themes.put_codes(theme.id, picked))

    @work
    async def action_take_out(self) -> None:
        """Take a code or quote out of it."""
        member = await self._member(_("Take what out of it?"))
        if member is not None:
            theme, is_code, row = member
            themes = self.project.themes
            self.attempt(lambda: (themes.take_codes if is_code else themes.take_quotes)(theme, [row]))

    @work
    async def action_order(self) -> None:
        """Put a code or quote first in it."""
        member = await self._member(_("Put what first?"))
        if member is not None:
            theme, is_code, row = member
            which = {"code": row} if is_code else {"coding": row}
            self.attempt(lambda: self.project.themes.move_member(theme, 0, **which))

    async def _member(self, title: str) -> tuple[int, bool, int] | None:
        """A code (True) or quote of the theme, with the theme's id."""
        theme = self._theme
        if theme is None or not (theme.codes or theme.quotes):
            return None
        items = [Item((True, code), path, _("code")) for code, path in theme.codes]
        items += [Item((False, coding), self._quote(coding), _("quote")) for coding in theme.quotes]
        chosen = await self.app.push_screen_wait(Choice(title, items))
        return None if chosen is None else (theme.id, *chosen)

    def action_earlier(self) -> None:
        """Further to the front."""
        self._move(-1)

    def action_later(self) -> None:
        """Further to the back."""
        self._move(1)

    def _move(self, by: int) -> None:
        theme, options = self._theme, self.query_one(OptionList)
        at = options.highlighted
        if theme is not None and at is not None and 0 <= at + by < len(self._themes):
            self.attempt(lambda: self.project.themes.move(theme.id, at + by))
            options.highlighted = at + by

    @work
    async def action_remove(self) -> None:
        """Remove the theme."""
        theme = self._theme
        if theme is None:
            return
        question = _("Remove theme '{name}'?").format(name=shown_line(theme.name))
        if await self.app.push_screen_wait(Confirm(question, _("Codes and quotes stay; u brings it back."))):
            self.attempt(lambda: self.project.themes.remove(theme.id))


def _row(number: int, theme: GroupInfo) -> Content:
    quotes = plural("{n} quote", "{n} quotes", len(theme.quotes))
    codes = plural("{n} code", "{n} codes", len(theme.codes))
    return Content.assemble(
        (f"{number:>2}  ", "$foreground 60%"),
        (shown_line(theme.name), "bold"),
        (f"\n    {codes}, {quotes}", "$foreground 60%"),
    )
