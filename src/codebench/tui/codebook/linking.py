"""The links of a code to others, in a grounded project: made, written about, taken away."""

from collections.abc import Mapping, Sequence

from textual.content import Content

from codebench.i18n import _
from codebench.project.code_links import LinkInfo
from codebench.project.models import CodeInfo
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.picker import CodePicker
from codebench.tui.modals.writing import Writing
from codebench.tui.screens.base import ProjectScreen

_WRITE, _REMOVE = "write", "remove"


async def link_code(screen: ProjectScreen, code: CodeInfo, codes: Mapping[int, CodeInfo]) -> None:
    """Ask how, and to which code, this one is linked."""
    links = screen.project.code_links
    if not links.are_offered:
        screen.say(_("Links between codes belong to a grounded project: the project screen (t) changes the mode."))
        return
    names = screen.consult(links.names)
    if names is None:
        return

    def own(typed: str) -> Sequence[Item]:
        known = typed.casefold() in (name.casefold() for name in names)
        return (
            [] if not typed or known else [Item(typed, typed, _("(own words)"), Content.styled("+ ", "bold $success"))]
        )

    title = _("{path} …").format(path=code.path)
    name = await screen.app.push_screen_wait(Choice(title, [Item(each, each) for each in names], extra=own))
    if name is None:
        return
    others = [other for other in codes.values() if other.id != code.id]
    title = _("{path} {link} …").format(path=code.path, link=name)
    picker = CodePicker(others, screen.project.codebook.tree(), title=title, several=False, create=False, archived=True)
    picked = await screen.app.push_screen_wait(picker)
    if isinstance(picked, list):
        screen.attempt(lambda: links.add(code.id, picked[0], name))


async def change_link(screen: ProjectScreen, code: CodeInfo, there: Sequence[LinkInfo]) -> None:
    """Choose a link of a code, and write about it or take it away."""
    links = screen.project.code_links
    link: LinkInfo | None = there[0]
    if len(there) > 1:
        items = [Item(each, seen_from(each, code.id), each.note.partition("\n")[0]) for each in there]
        link = await screen.app.push_screen_wait(Choice(_("Which link?"), items))
    if link is None:
        return
    acts = [Item(_WRITE, _("Write about it")), Item(_REMOVE, _("Take it away; the codes stay"))]
    act = await screen.app.push_screen_wait(Choice(seen_from(link, code.id), acts))
    if act == _REMOVE:
        screen.attempt(lambda: links.remove(link.id))
    elif act == _WRITE:
        text = await screen.app.push_screen_wait(_Note(seen_from(link, code.id), link.note))
        if text is not None and text != link.note:
            screen.attempt(lambda: links.write(link.id, text))


def seen_from(link: LinkInfo, code: int) -> str:
    """A link as it is seen from one of its codes."""
    return f"{link.name} → {link.end_path}" if link.start == code else f"← {link.start_path} {link.name}"


class _Note(Writing):
    """What is said about a link; it may be nothing."""

    MAY_BE_EMPTY = True
