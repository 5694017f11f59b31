"""What the codebook screen asks: a name that will do, a place in the tree, a colour, a mark, a file to save to."""

from collections.abc import Mapping
from pathlib import Path

from textual.content import Content

from codebench.domain.codebook import is_mark
from codebench.domain.csv_profile import CsvProfile
from codebench.i18n import _
from codebench.project.codebook import COLOURS
from codebench.project.codebook_losses import losses
from codebench.project.codebook_out import check_suffix, give_out
from codebench.project.models import CodeInfo
from codebench.tui.codebook.fields import inherited, labels
from codebench.tui.coding.marks import marks
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.confirm import Confirm
from codebench.tui.modals.prompt import Prompt, fault_of
from codebench.tui.parts.codetext import dot, likeness
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.table.asking import ask_profile

TOP = -1
"""Stands for "no code above" where a parent is chosen."""


async def ask_name(
    screen: ProjectScreen, title: str, value: str, parent: int | None, besides: int | None = None
) -> str | None:
    """A name that a code under `parent` can have, or None; `besides` is the code itself.

    While it is typed the codes stand below it that are much like it.
    """
    codes, tree = screen.project.codebook.codes(), screen.project.codebook.tree()

    def fault(line: str) -> str | None:
        return fault_of(lambda: tree.check_name(line, parent, besides))

    def like(line: str) -> Content | None:
        return likeness(tree, codes, line, besides) if line else None

    return await screen.app.push_screen_wait(Prompt(title, value, check=fault, told=like))


async def ask_parent(screen: ProjectScreen, code: CodeInfo, codes: Mapping[int, CodeInfo]) -> int | None:
    """The code to hang this one under, `TOP` for none, or None where nothing was chosen."""
    below = {node.id for node in screen.project.codebook.tree().subtree(code.id)}
    items = [Item(TOP, _("(at the top)"))]
    items += [
        Item(other.id, other.path, before=dot(other.colour), name=other.name)
        for other in codes.values()
        if other.id not in below and not other.is_archived
    ]
    parent: int | None = await screen.app.push_screen_wait(Choice(_("Hang {path} under").format(path=code.path), items))
    return parent


async def ask_colour(screen: ProjectScreen, code: CodeInfo) -> str | None:
    """A colour as "#rrggbb", "" for that of the code above, or None."""
    items = [Item(colour, colour, before=Content.assemble(("▌▌▌▌ ", colour))) for colour in COLOURS]
    items += [Item("", inherited(code)), Item("?", _("another, as #0072B2"))]
    colour = await screen.app.push_screen_wait(Choice(_("Colour of {path}").format(path=code.path), items))
    if colour == "?":
        colour = await screen.app.push_screen_wait(Prompt(labels()["colour"], code.fields.colour))
    return None if colour is None else str(colour)


async def ask_mark(screen: ProjectScreen, code: CodeInfo) -> str | None:
    """One or two letters or signs for a code in the margin, "" for those of its name, or None."""
    codes = screen.project.codebook.codes()

    def fault(line: str) -> str | None:
        if not is_mark(line):
            return _("A mark is one or two letters or signs, as Ti or +.")
        other = next((each for each in codes if each.fields.mark == line and each.id != code.id), None)
        return None if other is None else _("'{mark}' is the mark of '{path}'.").format(mark=line, path=other.path)

    title = _("What stands for {path} in the margin? Now {mark}; - for letters of its name")
    title = title.format(path=code.path, mark=marks(codes)[code.id])
    line = await screen.app.push_screen_wait(Prompt(title, code.fields.mark, check=fault))
    return "" if line == "-" else line


async def save_codebook(screen: ProjectScreen) -> None:
    """Write the codebook to a file that is asked for; its suffix says which kind."""
    folder = screen.project.path.parent

    def fault(line: str) -> str | None:
        return fault_of(lambda: check_suffix(Path(line)))

    hint = _("to take in again: .yaml .xlsx .csv .docx .qdc   to read and print: .docx .html .md")
    prompt = Prompt(_("Save the codebook as"), f"{screen.project.path.stem}.xlsx", check=fault, hint=hint)
    line = await screen.app.push_screen_wait(prompt)
    if line is None:
        return
    path = folder / Path(line).expanduser()
    title, text = _("Replace {file}?").format(file=path.name), _("There is a file of this name already.")
    if path.exists() and not await screen.app.push_screen_wait(Confirm(title, text)):
        return
    profile = await ask_profile(screen) if path.suffix.lower() == ".csv" else CsvProfile.EXCEL
    if profile is None:
        return
    session = screen.project.session
    found = screen.consult(lambda: losses(session, path, profile))
    if found is None:
        return
    if found:
        told = "\n".join(f"{each.what} ({each.n}): {each.why}" for each in found)
        if not await screen.app.push_screen_wait(Confirm(_("Save it? This does not go along, or not back"), told)):
            return
    if screen.did(lambda: give_out(screen.project.session, path, profile)):
        screen.say(_("Saved as {path}").format(path=path))
        screen.warn_of_names(path)
