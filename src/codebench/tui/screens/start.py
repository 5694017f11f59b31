"""The first screen where no project is open: make one, open one, go on with a recent one, look at the demonstration."""

from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from codebench.domain.errors import CodebenchError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.ingest.registry import READERS
from codebench.project.demo import make_demo
from codebench.project.project import Project
from codebench.store.connection import SUFFIX
from codebench.tui import state
from codebench.tui.actions import AZERTY_DIGITS
from codebench.tui.app import CodebenchApp
from codebench.tui.modals.path import PathPrompt
from codebench.tui.modals.prompt import Prompt


def _recent_bindings() -> list[Binding]:
    return [Binding(f"{n},{AZERTY_DIGITS[n - 1]}", f"recent({n})", show=False) for n in range(1, 10)]


class StartScreen(Screen[None]):
    """A short menu; each line has a letter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", _("New"), show=False),
        Binding("o", "open", _("Open"), show=False),
        Binding("i", "import", _("Import"), show=False),
        Binding("d", "demo", _("Demo"), show=False),
        Binding("c,f10", "app.look", _("Colours and keyboard"), show=False),
        Binding("f1,question_mark", "help", _("What you can do here"), show=False),
        Binding("q,escape", "app.quit", _("Quit"), show=False),
        *_recent_bindings(),
    ]
    DEFAULT_CSS = """
    StartScreen {
        align: center middle;
        & > Vertical { width: 72; max-width: 96%; height: auto; max-height: 100%; }
        & .name { text-style: bold; color: $accent; }
        & .about { color: $foreground 70%; margin-bottom: 1; }
        & OptionList, & OptionList:focus {
            border: none; background: transparent; height: auto; max-height: 20; padding: 0;
            scrollbar-size-vertical: 1; text-wrap: nowrap; text-overflow: ellipsis;
        }
    }
    """

    app: CodebenchApp

    def compose(self) -> ComposeResult:
        """The name, and the menu."""
        with Vertical():
            yield Static(Content("codebench"), classes="name")
            yield Static(Content(_("qualitative coding of focus groups and open answers")), classes="about")
            yield OptionList(markup=False)

    def on_screen_resume(self) -> None:
        """The recent projects may have changed."""
        rows = [
            ("n", "new", _("New project"), ""),
            ("o", "open", _("Open a project"), ""),
            ("i", "import", _("New project from material"), ""),
            ("d", "demo", _("Demonstration project"), _("two focus groups and a survey, coded")),
        ]
        for n, path in enumerate(state.recent(), 1):
            rows.append((str(n), f"recent({n})", path.name.removesuffix(SUFFIX), str(path.parent)))
        rows.append(("c", "app.look", _("Colours and keyboard"), ""))
        rows.append(("?", "help", _("What you can do here"), ""))
        rows.append(("q", "app.quit", _("Quit"), ""))
        options = self.query_one(OptionList)
        options.clear_options()
        for key, action, name, detail in rows:
            look = Content.assemble((f" {key}  ", "bold $accent"), shown_line(name), (f"  {shown_line(detail)}", "dim"))
            options.add_option(Option(look, id=action))
        options.highlighted = 0
        options.focus()

    @on(OptionList.OptionSelected)
    async def _choose(self, event: OptionList.OptionSelected) -> None:
        if event.option_id is not None:
            await self.run_action(event.option_id)

    @work
    async def action_new(self) -> None:
        """Make a project."""
        project = await self._make(Path.cwd())
        if project is not None:
            self.app.go_into(project)

    @work
    async def action_open(self) -> None:
        """Open a project by its path."""
        path = await self.app.push_screen_wait(PathPrompt(_("Open which project?"), suffixes=(SUFFIX,)))
        if path is not None:
            await self.app.open_project(_project_path(path))

    @work
    async def action_import(self) -> None:
        """Make a project for a file with material, and take that in."""
        from codebench.tui.screens.project import ProjectOverview

        typed = await self.app.push_screen_wait(PathPrompt(_("Which file holds the material?"), suffixes=[*READERS]))
        if typed is None:
            return
        material = Path(typed).expanduser()
        project = await self._make(material.parent, material.stem)
        if project is not None:

            def take() -> None:
                if isinstance(self.app.screen, ProjectOverview):
                    self.app.screen.import_file(material)

            self.app.go_into(project, then=take)

    @work
    async def action_demo(self) -> None:
        """Make the demonstration project in the present folder, or open the one that is there."""
        path = Path.cwd() / "demo.codebench"
        if not path.exists():
            try:
                path = await self.app.work_on(_("Making the demonstration project…"), lambda: make_demo(Path.cwd()))
            except CodebenchError as error:
                self.app.complain(str(error))
                return
        await self.app.open_project(path)

    def action_help(self) -> None:
        """What each line is for."""
        from codebench.tui.modals.start_help import StartHelp

        self.app.push_screen(StartHelp())

    @work
    async def action_recent(self, n: int) -> None:
        """Go on with a recent project."""
        paths = state.recent()
        if n <= len(paths):
            await self.app.open_project(paths[n - 1])

    async def _make(self, folder: Path, name: str = "") -> Project | None:
        """Ask what a new project needs, and make it; None where it was cancelled or could not be made."""

        def fault(line: str) -> str | None:
            path = _project_path(line, folder)
            return _("{path} is there already.").format(path=path) if path.exists() else None

        title = _("What is the project called? It will lie in {folder}").format(folder=folder)
        typed = await self.app.push_screen_wait(Prompt(title, name, check=fault))
        if typed is None:
            return None
        coder = await self.app.push_screen_wait(Prompt(_("And who codes? Your name:")))
        if coder is None:
            return None
        return self.app.try_to(lambda: Project.create(_project_path(typed, folder), coder))


def _project_path(typed: str, folder: Path | None = None) -> Path:
    path = Path(typed).expanduser()
    if path.suffix != SUFFIX:
        path = path.with_name(path.name + SUFFIX)
    return path if folder is None else folder / path
