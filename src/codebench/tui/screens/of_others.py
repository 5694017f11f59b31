"""Changing what another coder coded: only after a yes, which is asked for once on a screen for each coder."""

from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.tui.modals.confirm import Confirm
from codebench.tui.screens.base import ProjectScreen


class OthersScreen(ProjectScreen):
    """A screen that lists the codings of all coders."""

    _agreed: frozenset[tuple[str, str]] = frozenset()  # who said yes here, and to changing whose codings

    async def may_change(self, coder: str) -> bool:
        """Whether a coding of this coder may be changed: one's own always, another's after a yes."""
        pair = self.project.coder.name, coder
        if coder == self.project.coder.name or pair in self._agreed:
            return True
        title = _("This is {coder}'s coding. Change it all the same?").format(coder=shown_line(coder))
        told = _("It counts as {coder}'s work, in agreement too. You are asked once on this screen; u takes it back.")
        if await self.app.push_screen_wait(Confirm(title, told.format(coder=shown_line(coder)))):
            self._agreed |= {pair}
        return pair in self._agreed
