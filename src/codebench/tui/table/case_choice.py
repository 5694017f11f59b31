"""Which cases a table on the screen is over: at which level they count, of whom shares are, only those with a value."""

from dataclasses import dataclass, replace

from codebench.analysis.scope import LEVELS, Denominator, ScopeRequest
from codebench.analysis.told import of_whom, several
from codebench.domain.variables import CaseKind
from codebench.i18n import _
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.table.asking import ask_variable

_VALUE, _EVERYONE = "value", "everyone"


@dataclass(frozen=True, slots=True)
class CaseChoice:
    """What was chosen of cases; None and empty is what the material says, or a filter that is kept."""

    level: CaseKind | None = None
    of: Denominator | None = None
    where: tuple[tuple[str, str], ...] = ()

    def upon(self, scope: ScopeRequest) -> ScopeRequest:
        """The scope of some material, over these cases."""
        return replace(
            scope, level=self.level or scope.level, of=self.of or scope.of, where=(*scope.where, *self.where)
        )

    def told(self) -> tuple[str, ...]:
        """What was chosen, in words."""
        found = [f"{variable} = {label}" for variable, label in self.where]
        if self.level is not None:
            found.append(_count(self.level))
        if self.of is not None:
            found.append(_shares(self.of))
        return tuple(found)


async def ask_cases(screen: ProjectScreen, chosen: CaseChoice) -> CaseChoice | None:
    """What is to change of the cases, changed; None where nothing was chosen."""
    now = _("now")
    items = [Item(_VALUE, _("only cases with a value of a variable"))]
    items += [Item(level, _count(level), now if level is chosen.level else "") for level in LEVELS]
    items += [Item(of, _shares(of), now if of is chosen.of else "") for of in Denominator]
    if chosen != CaseChoice():
        items.append(Item(_EVERYONE, _("all cases again"), ", ".join(chosen.told())))
    key = await screen.app.push_screen_wait(Choice(_("Which cases?"), items))
    if isinstance(key, CaseKind):
        return replace(chosen, level=key)
    if isinstance(key, Denominator):
        return replace(chosen, of=key)
    if key == _EVERYONE:
        return CaseChoice()
    pair = None if key is None else await ask_value(screen)
    return None if pair is None else replace(chosen, where=(*chosen.where, pair))


async def ask_value(screen: ProjectScreen) -> tuple[str, str] | None:
    """A variable by its name with one of its values; None where nothing was chosen."""
    name = await ask_variable(screen, _("Only cases with a value of which variable?"))
    if name is None:
        return None
    variable = next(each for each in screen.project.variables.all() if each.name == name)
    label = await screen.app.push_screen_wait(Choice(name, [Item(label, label) for label in variable.options]))
    return None if label is None else (name, label)


def _count(level: CaseKind) -> str:
    return _("count {kind}").format(kind=several(level))


def _shares(of: Denominator) -> str:
    return _("shares of cases {which}").format(which=of_whom(of))
