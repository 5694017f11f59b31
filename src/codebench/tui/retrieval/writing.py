"""A text about something, written in a page; what is typed is kept aside until it is saved."""

from codebench.i18n import _
from codebench.project import drafts
from codebench.tui.modals.writing import Writing
from codebench.tui.parts.entry import Page
from codebench.tui.screens.base import ProjectScreen


class TextEditor(Writing):
    """Dismissed with the text, which may be empty: what was there is taken away then."""

    def __init__(self, title: str, body: str = "", *, place: str, screen: ProjectScreen, quote: str = "") -> None:
        path = screen.project.path
        super().__init__(
            title,
            body,
            quote=quote,
            draft=drafts.draft(path, place),
            keep=lambda draft: drafts.keep_draft(path, place, draft),
        )

    def action_save(self) -> None:
        """Go away with the text."""
        self.keep_draft()
        self.dismiss(self.query_one(Page).text)


async def ask_text(screen: ProjectScreen, title: str, body: str, place: str, quote: str = "") -> str | None:
    """The text as it is written anew; None where nobody wanted to. Whoever keeps it calls `kept`."""
    text: str | None = await screen.app.push_screen_wait(
        TextEditor(title, body, place=place, screen=screen, quote=quote)
    )
    return text


def kept(screen: ProjectScreen, place: str) -> None:
    """The text is in the project: its draft is no longer needed."""
    drafts.keep_draft(screen.project.path, place, "")
    screen.say(_("Kept."))
