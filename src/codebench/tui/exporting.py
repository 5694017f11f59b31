"""Writing the project for another tool from the screen: for which one, whose work, where to; then what went along."""

from pathlib import Path

from textual.content import Content

from codebench.domain.errors import CodebenchError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.exchange_out import SUFFIX, OutRequest
from codebench.report.registry import Format, render
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.confirm import Confirm
from codebench.tui.modals.path import PathPrompt
from codebench.tui.modals.preview import Preview
from codebench.tui.screens.base import ProjectScreen

_WIDTH = 92


async def export_project(screen: ProjectScreen) -> None:
    """Ask for which tool, whose work and which file; write it, and show what went along and what did not."""
    request = await _ask(screen)
    path = None if request is None else await _ask_path(screen)
    if request is None or path is None:
        return
    what = _("Writing {name}…").format(name=shown_line(path.name))
    try:
        report = await screen.bench.work_on(what, lambda: screen.project.exchange_out.write(path, request))
    except CodebenchError as error:
        screen.bench.complain(str(error))
        return
    title = _("Written to {path}.").format(path=shown_line(str(path)))
    text = Content(render(report, Format.TABLE, width=_WIDTH))
    await screen.app.push_screen_wait(Preview(title, text, _("Enter, Esc: go on   ↑ ↓: scroll")))
    screen.warn_of_names(path)


async def _ask(screen: ProjectScreen) -> OutRequest | None:
    tools = [
        Item("refi", _("any tool"), _("by the letter of REFI-QDA")),
        Item("maxqda", "MAXQDA"),
        Item("atlasti", "ATLAS.ti"),
        Item("nvivo", "NVivo"),
    ]
    profile = await screen.app.push_screen_wait(Choice(_("For which tool?"), tools))
    coders = screen.project.coders.layers()
    if profile is None or len(coders) < 2 or screen.project.blindness:
        return None if profile is None else OutRequest(profile)
    names = {str(i): coder.name for i, coder in enumerate(coders)}
    whose = [
        Item("all", _("everybody's"), _("side by side")),
        Item("layer", _("the reporting layer"), _("on each unit the work that counts")),
        *(Item(key, shown_line(name)) for key, name in names.items()),
    ]
    chosen = await screen.app.push_screen_wait(Choice(_("Whose work?"), whose))
    if chosen is None:
        return None
    return OutRequest(profile, (names[chosen],) if chosen in names else (), chosen == "layer")


async def _ask_path(screen: ProjectScreen) -> Path | None:
    """Where to; over what is there only after a yes."""
    first = str(screen.project.path.with_suffix(SUFFIX))
    line = await screen.app.push_screen_wait(PathPrompt(_("Write to which file? (.qdpx)"), first, suffixes=(SUFFIX,)))
    if line is None:
        return None
    path = Path(line).expanduser()
    text = _("{path} is there already.").format(path=shown_line(str(path)))
    if path.is_file() and not await screen.app.push_screen_wait(Confirm(_("Write over it?"), text)):
        return None
    return path
