"""Whose codings the figures on the screen count: asked once, kept as long as the project is open, told in every line.

Nobody named is the reporting layer. Where that can't be had because several coded the same units, it is asked whose
work counts; the answer, and what the layer key chooses, hold for every table of the project from then on.
"""

from codebench.domain.errors import CodebenchError, NotFoundError
from codebench.i18n import _
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.screens.base import ProjectScreen


def layer(screen: ProjectScreen) -> str | None:
    """The coder whose codings count, None for the reporting layer.

    Who may not be seen any more (in a blind round, or after a change of coder) no longer counts.
    """
    name = screen.bench.said.layer
    return name if any(coder.name == name for coder in screen.project.coders.layers()) else None


def told_layer(name: str | None) -> str:
    """Whose codings count, in words."""
    return _("codings of: {who}").format(who=_("the reporting layer") if name is None else name)


async def choose_layer(screen: ProjectScreen) -> bool:
    """Let it be chosen whose codings count; whether something was."""
    items = [Item("", _("the consensus, else the assigned coder, else the only one"))]
    items += [Item(coder.name, coder.name) for coder in screen.project.coders.layers()]
    name = await screen.app.push_screen_wait(Choice(_("Whose codings count?"), items))
    if name is None:
        return False
    screen.bench.said.layer = name or None
    return True


async def ask_layer(screen: ProjectScreen, chosen: str | None, refusal: CodebenchError) -> bool:
    """Ask whose codings count, where that may be why a count was refused; whether there is an answer.

    `chosen` is the coder whose work was asked for already.
    """
    coders = screen.project.coders.layers()
    if chosen is not None or isinstance(refusal, NotFoundError) or len(coders) < 2:
        return False
    items = [Item(coder.name, coder.name) for coder in coders]
    name = await screen.app.push_screen_wait(Choice(_("Several coders coded this. Whose work counts?"), items))
    if name is None:
        return False
    screen.bench.said.layer = name
    return True
