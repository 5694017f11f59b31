"""The sets that a code is in: put in and taken out, made, renamed, removed, or made a theme."""

from collections.abc import Sequence

from textual.content import Content

from codebench.i18n import _, plural
from codebench.project.code_groups import GroupInfo
from codebench.project.models import CodeInfo
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.confirm import Confirm
from codebench.tui.modals.picker import CodePicker
from codebench.tui.modals.prompt import Prompt
from codebench.tui.screens.base import ProjectScreen

_NAME, _CODES, _THEME, _REMOVE = "name", "codes", "theme", "remove"


async def choose_sets(screen: ProjectScreen, code: CodeInfo) -> None:
    """Put a code into a set, or take it out of one it is in; a name that is typed makes a set of it."""
    sets = screen.project.code_sets
    there = {each.id: each for each in sets.all()}
    inside = {each.id for each in there.values() if code.id in dict(each.codes)}

    def new(typed: str) -> Sequence[Item]:
        known = any(each.name.casefold() == typed.casefold() for each in there.values())
        return [] if not typed or known else [Item(typed, typed, _("(new set)"), Content.styled("+ ", "bold $success"))]

    items = [_item(each, ("✓ ", "bold $success") if each.id in inside else ("  ", "")) for each in there.values()]
    title = _("{path} in which sets? Type a name for a new one").format(path=code.path)
    chosen = await screen.app.push_screen_wait(Choice(title, items, extra=new))
    if isinstance(chosen, str):
        screen.attempt(lambda: sets.make(chosen, [code.id]))
    elif chosen in inside:
        screen.attempt(lambda: sets.take_codes(chosen, [code.id]))
    elif chosen is not None:
        screen.attempt(lambda: sets.put_codes(chosen, [code.id]))


async def manage_sets(screen: ProjectScreen) -> None:
    """Choose a set, and what is to become of it."""
    sets = screen.project.code_sets
    there = {each.id: each for each in sets.all()}
    if not there:
        screen.say(_("There are no sets yet: t puts the code here into a new one."))
        return
    chosen = await screen.app.push_screen_wait(Choice(_("Which set?"), [_item(each) for each in there.values()]))
    if chosen is None:
        return
    group = there[chosen]
    acts = [
        Item(_CODES, _("Put codes into it")),
        Item(_NAME, _("Another name")),
        Item(_THEME, _("Make a theme of it: with a claim and a text, a chapter of the report")),
        Item(_REMOVE, _("Remove it; its codes stay")),
    ]
    act = await screen.app.push_screen_wait(Choice(group.name, acts))
    if act == _NAME:
        name = await screen.app.push_screen_wait(
            Prompt(_("Another name for {name}").format(name=group.name), group.name)
        )
        if name is not None and name != group.name:
            screen.attempt(lambda: sets.rename(chosen, name))
    elif act == _CODES:
        others = [code for code in screen.project.codebook.codes() if code.id not in dict(group.codes)]
        title = _("Which codes go into {name}?").format(name=group.name)
        picker = CodePicker(others, screen.project.codebook.tree(), title=title, create=False, archived=True)
        picked = await screen.app.push_screen_wait(picker)
        if isinstance(picked, list):
            screen.attempt(lambda: sets.put_codes(chosen, picked))
    elif act == _THEME:
        if screen.did(lambda: sets.become_theme(chosen)):
            screen.say(_("'{name}' is a theme now (Ctrl+o).").format(name=group.name))
    elif act == _REMOVE:
        title = _("Remove set {name}?").format(name=group.name)
        if await screen.app.push_screen_wait(Confirm(title, _("Its codes stay. Undo brings it back."))):
            screen.attempt(lambda: sets.remove(chosen))


def _item(group: GroupInfo, mark: tuple[str, str] = ("", "")) -> Item:
    n = plural("{n} code", "{n} codes", len(group.codes))
    return Item(group.id, group.name, n, Content.styled(*mark))
