"""Asking for another type of a variable, for other options, or which of its values are missing ones."""

from codebench.domain.text import shown_line
from codebench.domain.variables import Absence, VariableType
from codebench.i18n import _, plural
from codebench.project.models import VariableInfo
from codebench.project.retyping import WITH_OPTIONS, Refit
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.confirm import Confirm
from codebench.tui.modals.prompt import Prompt
from codebench.tui.screens.base import ProjectScreen

_LISTED = 10
_NEW, _RENAME = "new", "rename"


async def ask_type(screen: ProjectScreen, variable: VariableInfo) -> None:
    """Ask for another type, and say what does not fit before anything is taken away."""
    retyping = screen.project.retyping
    items = [Item(kind, _(str(kind))) for kind in VariableType if kind is not variable.type]
    kind = await screen.app.push_screen_wait(Choice(_("What values has {name}?").format(name=variable.name), items))
    refit = None if kind is None else screen.consult(lambda: retyping.refit(variable.id, kind))
    if refit is None:
        return
    if refit.unfit:
        n = len(refit.unfit)
        title = plural("{n} value does not fit: take it away?", "{n} values do not fit: take them away?", n)
        if not await screen.app.push_screen_wait(Confirm(title, _unfit_in_words(refit))):
            return
    if screen.did(lambda: retyping.retype(refit)):
        told = plural("{n} value fits; u undoes it.", "{n} values fit; u undoes it.", len(refit.fits))
        screen.say(told)


def _unfit_in_words(refit: Refit) -> str:
    lines = [shown_line(f"{case}: {value}") for case, value in refit.unfit[:_LISTED]]
    more = len(refit.unfit) - _LISTED
    return "\n".join([*lines, *([_("… and {n} more").format(n=more)] if more > 0 else [])])


async def ask_missing(screen: ProjectScreen, variable: VariableInfo) -> None:
    """Ask which value of a variable means that there is none, and of which kind it is then missing."""
    retyping = screen.project.retyping
    values = retyping.values(variable.id)
    if not values:
        screen.say(_("No case has a value of {name}.").format(name=variable.name))
        return
    items = [Item(value, value, plural("{n} case", "{n} cases", n)) for value, n in values.items()]
    title = _("Which value of {name} means that there is none?").format(name=variable.name)
    value = await screen.app.push_screen_wait(Choice(title, items))
    if value is None:
        return
    kinds = [Item(kind, _(str(kind))) for kind in Absence]
    kind = await screen.app.push_screen_wait(Choice(_("What does '{value}' mean?").format(value=value), kinds))
    if kind is not None and screen.did(lambda: retyping.make_missing(variable.id, value, kind)):
        n = plural("{n} case", "{n} cases", values[value])
        screen.say(_("'{value}' means {kind} now ({n}); u undoes it.").format(value=value, kind=_(str(kind)), n=n))


async def change_options(screen: ProjectScreen, variable: VariableInfo) -> None:
    """Ask for an option, and what to do with it; or for a new one."""
    retyping = screen.project.retyping
    if variable.type not in WITH_OPTIONS:
        told = _("A variable of type {kind} has no options: t gives it another type.")
        screen.say(told.format(kind=_(str(variable.type))))
        return
    items = [Item((_RENAME, label), label) for label in variable.options]
    title = _("Which option of {name}?").format(name=variable.name)
    chosen = await screen.app.push_screen_wait(Choice(title, [*items, Item((_NEW, ""), _("a new one"))]))
    if chosen is None:
        return
    act, label = chosen
    if act == _NEW:
        new: str | None = await screen.app.push_screen_wait(Prompt(_("What is the new option called?")))
        if new is not None:
            screen.did(lambda: retyping.add_option(variable.id, new))
        return
    prompt = Prompt(_("Another name for '{label}'; - takes it away where nobody has it").format(label=label), label)
    name = await screen.app.push_screen_wait(prompt)
    if name == "-":
        screen.did(lambda: retyping.remove_option(variable.id, label))
    elif name is not None and name != label:
        screen.did(lambda: retyping.rename_option(variable.id, label, name))
