"""Whose a note or an answer is: a person's, a group's or an organisation's."""

from textual.app import App

from codebench.domain.variables import CaseKind
from codebench.i18n import _
from codebench.tui.modals.choice import Choice, Item

_OWNERS = (CaseKind.PERSON, CaseKind.GROUP, CaseKind.ORGANISATION)


def owner_words(kind: CaseKind) -> str:
    """The kind as one says it."""
    names = {CaseKind.PERSON: _("a person"), CaseKind.GROUP: _("a group"), CaseKind.ORGANISATION: _("a school …")}
    return names[kind]


async def asked_owner(app: App[object], title: str) -> CaseKind | None:
    """Ask whose they are; None where nothing was chosen."""
    items = [Item(kind, owner_words(kind)) for kind in _OWNERS]
    return await app.push_screen_wait(Choice(title, items))
