"""The command palette: every act of the screen and of the project, every text, question and code, by a few letters."""

from collections.abc import Collection, Iterator

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.screen import Screen

from codebench.i18n import _
from codebench.tui.actions import actions, widget_actions
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.screens.base import ProjectScreen


async def ask(screen: ProjectScreen) -> None:
    """Ask which, and do it."""
    focused = screen.focused
    chosen = await screen.app.push_screen_wait(Choice(_("Commands"), _items(screen)))
    if chosen is None:
        return
    kind, what = chosen
    if kind == "do":
        await screen.run_action(what)
    elif kind == "project":
        await _overview(screen).run_action(what)
    elif kind == "elsewhere":
        await _lead_to(screen, *what)
    elif kind == "move" and focused is not None:
        await focused.run_action(what)
    elif kind == "document":
        screen.bench.open_document(what)
    elif kind == "question":
        screen.bench.open_question(what)
    else:
        screen.go_to_code(what)


# What the list of a project does that is about no line of it, and so can be done from everywhere.
_OF_PROJECT = (
    *("import", "take_codebook", "rounds", "merge", "pseudonyms", "cases", "export", "report", "snapshot"),
    *("orphans", "progress", "settings", "variables"),
)


def _homes() -> dict[str, tuple[str, str, str]]:
    """By scope of a screen that is about nothing that is under the cursor: who opens it, by which act, its name."""
    return {
        "book": ("app", "codebook", _("the codebook")),
        "memos": ("app", "memos", _("all memos")),
        "search": ("app", "concordance", _("search")),
        "words": ("app", "words", _("the words")),
        "frequencies": ("app", "frequencies", _("frequencies")),
        "retrieval": ("app", "retrieval", _("passages by codes")),
        "framework": ("app", "framework", _("the framework matrix")),
        "themes": ("app", "themes", _("the themes")),
        "agreement": ("app", "agreement", _("agreement")),
        "cases": ("project", "cases", _("who speaks")),
        "variables": ("project", "variables", _("the variables")),
        "rounds": ("project", "rounds", _("the rounds")),
        "orphans": ("project", "orphans", _("orphaned codings")),
        "pseudonyms": ("project", "pseudonyms", _("pseudonyms")),
    }


async def _lead_to(screen: ProjectScreen, scope: str, told: str) -> None:
    """Open a screen, and say which key does there what was looked for."""
    door, act, _name = _homes()[scope]
    await (screen if door == "app" else _overview(screen)).run_action(act)

    def tell() -> None:
        there = screen.app.screen
        if isinstance(there, ProjectScreen) and scope == there.SCOPE:
            there.say(told)

    screen.app.call_after_refresh(tell)


def _elsewhere(screen: ProjectScreen, silent: Collection[str]) -> Iterator[Item]:
    """What other screens do, each with the screen that it leads to."""
    shown = screen.bench.keyboard.shown
    for scope, (_door, opens, name) in _homes().items():
        if scope != screen.SCOPE and opens not in silent:
            for action in actions(scope):
                told = _("{key}: {what}").format(key=shown(action), what=action.help)
                where = _("in {screen}").format(screen=name)
                yield Item(("elsewhere", (scope, told)), action.help, where, extra=(action.label,))


def _overview(screen: ProjectScreen) -> Screen[object]:
    """The list of the project, under all other screens."""
    return next(each for each in screen.app.screen_stack if getattr(each, "SCOPE", "") == "project")


def _items(screen: ProjectScreen) -> list[Item]:
    """The acts, each behind its key, which so is never cut off, with its home elsewhere; then what can be gone to.

    Keys stand only beside what they do here.
    """
    project, shown = screen.project, screen.bench.keyboard.shown
    silent = {"palette", *(["agreement"] if project.preferences.silence else ())}
    acts = [
        (("do", action.id), action, shown(action), "" if action.scope == screen.SCOPE else _("everywhere"))
        for action in (*actions(screen.SCOPE), *actions("app"))
        if action.id not in silent and not action.id.startswith("recent")
    ]
    moves = [(("move", action.action), action.help, shown(action)) for action in widget_actions(screen.focused)]
    of_project = (action for action in actions("project") if action.id in _OF_PROJECT and screen.SCOPE != "project")
    room = max((cell_len(key) for key in (*(act[2] for act in acts), *(move[2] for move in moves))), default=0)

    def behind(key: str) -> Content:
        return Content(set_cell_size(key, room + 2)).stylize("dim")

    items = [Item(act, of.help, home, before=behind(key), extra=(of.label,)) for act, of, key, home in acts]
    items += [Item(act, text, before=behind(key)) for act, text, key in moves]
    items += [
        Item(("project", action.id), action.help, _("the project"), before=behind(""), extra=(action.label,))
        for action in of_project
    ]
    items += [Item(("document", info.id), info.name, _("text")) for info in project.documents.all()]
    items += [Item(("question", info.id), info.name, _("open question")) for info in project.documents.questions()]
    items += _elsewhere(screen, silent)
    if screen.go_to_code.__func__ is not ProjectScreen.go_to_code:  # type: ignore[attr-defined]
        items += [Item(("code", code.id), code.path, _("code"), name=code.name) for code in project.codebook.codes()]
    return items
