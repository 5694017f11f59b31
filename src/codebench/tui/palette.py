"""The command palette: every act of the screen, every document, question and code, by a few letters."""

from rich.cells import cell_len, set_cell_size
from textual.content import Content

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
    elif kind == "move" and focused is not None:
        await focused.run_action(what)
    elif kind == "document":
        screen.bench.open_document(what)
    elif kind == "question":
        screen.bench.open_question(what)
    else:
        screen.go_to_code(what)


def _items(screen: ProjectScreen) -> list[Item]:
    """The acts, each behind its key, which so is never cut off; then what can be gone to."""
    project, shown = screen.project, screen.bench.keyboard.shown
    acts = [
        (("do", action.id), action.help, shown(action))
        for action in (*actions(screen.SCOPE), *actions("app"))
        if action.id != "palette" and not action.id.startswith("recent")
    ]
    acts += [(("move", action.action), action.help, shown(action)) for action in widget_actions(screen.focused)]
    room = max((cell_len(key) for _act, _help, key in acts), default=0)
    items = [Item(act, text, before=Content(set_cell_size(key, room + 2)).stylize("dim")) for act, text, key in acts]
    items += [Item(("document", info.id), info.name, _("text")) for info in project.documents.all()]
    items += [Item(("question", info.id), info.name, _("open question")) for info in project.documents.questions()]
    if screen.go_to_code.__func__ is not ProjectScreen.go_to_code:  # type: ignore[attr-defined]
        items += [Item(("code", code.id), code.path, _("code"), name=code.name) for code in project.codebook.codes()]
    return items
