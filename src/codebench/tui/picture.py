"""A picture of the screen as it is: an SVG that asks no other machine for anything."""

import re
from html import unescape
from pathlib import Path

from textual.app import App

from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.outgoing import warning
from codebench.tui.modals.confirm import Confirm
from codebench.tui.modals.path import PathPrompt
from codebench.tui.screens.base import ProjectScreen

SUFFIX = ".svg"
# Rich's template fetches its font from the web and names a web site; the fonts named here are on most machines.
_FROM_ELSEWHERE = re.compile(r"@font-face \{.*?\}\s*|<!--.*?-->\s*", re.DOTALL)
_FONTS = "'DejaVu Sans Mono', Menlo, Consolas, monospace"


def picture(app: App[object], title: str) -> str:
    """The screen in view as an SVG, of one file with all it needs."""
    drawn = app.export_screenshot(title=title, simplify=True)
    return _FROM_ELSEWHERE.sub("", drawn).replace("Fira Code, monospace", _FONTS)


def words(drawn: str) -> str:
    """The words that can be read in a picture."""
    inside = re.sub(r"<style>.*?</style>|</?(?!text)[^>]*>", "", drawn, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]*>", " ", inside)).replace("\u00a0", " ")


async def save_picture(screen: ProjectScreen) -> None:
    """Draw the screen, ask for a file and write it there."""
    drawn = picture(screen.app, "codebench")
    first = str(screen.project.path.with_name(screen.project.path.stem + SUFFIX))
    title = _("Save the picture as which file? ({suffix})").format(suffix=SUFFIX)
    line = await screen.app.push_screen_wait(PathPrompt(title, first, suffixes=(SUFFIX,)))
    if line is None:
        return
    path = Path(line).expanduser()
    if path.suffix != SUFFIX:
        path = path.with_name(path.name + SUFFIX)
    there = _("{path} is there already.").format(path=shown_line(str(path)))
    if path.exists() and not await screen.app.push_screen_wait(Confirm(_("Write over it?"), there)):
        return
    try:
        path.write_text(drawn, encoding="utf-8")
    except OSError as error:
        told = _("{path} can't be written ({error}).").format(path=shown_line(str(path)), error=error.strerror)
        screen.bench.complain(told)
        return
    screen.say(_("Saved as {path}").format(path=path))
    sentence = warning(screen.project, words(drawn))
    if sentence:
        screen.bench.complain(sentence)
