"""Editing a text after coding: a draft, what it does to each coding, and only after a yes a new version."""

from collections.abc import Callable
from functools import partial

from textual.content import Content
from textual.widgets import TextArea

from codebench.domain.remap import Outcome
from codebench.domain.text import shown, shown_line
from codebench.i18n import _, plural
from codebench.project import drafts
from codebench.project.edits import EditPlan
from codebench.tui.document.pane import DocumentPane
from codebench.tui.modals.preview import Preview
from codebench.tui.modals.writing import Writing
from codebench.tui.screens.base import ProjectScreen

_MOST = 200  # codings that are listed


class TextEditor(Writing):
    """The whole text, on all of the screen; the caret stands at the offset `at`, where it was when one left at last."""

    BEGINS_AT_END = False
    DEFAULT_CSS = """
    TextEditor {
        & > .box { width: 100%; max-width: 100%; height: 100%; margin-top: 0; }
        & TextArea, & TextArea:focus { height: 1fr; }
        &.-low TextArea { max-height: 100%; }
        & .hint { margin-top: 0; }
    }
    """

    def __init__(
        self, title: str, body: str, *, at: int, draft: str, goes_on: bool, keep: Callable[[str], None]
    ) -> None:
        super().__init__(title, body, draft=draft, goes_on=goes_on, keep=keep)
        self.at = at

    def on_mount(self) -> None:
        """Begin where one reads, once it is known how the lines are wrapped."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        page = self.query_one(TextArea)
        lines = page.text[: self.at].split("\n")
        page.move_cursor((len(lines) - 1, len(lines[-1])), center=True)

    def action_save(self) -> None:
        """Go away with the text."""
        page = self.query_one(TextArea)
        row, column = page.cursor_location
        self.at = sum(len(line) + 1 for line in page.text.split("\n")[:row]) + column
        super().action_save()


async def edit_text(screen: ProjectScreen, document_id: int) -> bool:
    """Have a text edited; whether there is a new version of it."""
    project = screen.project
    name, text = project.documents.info(document_id).name, project.documents.text(document_id)
    if shown(text) != text:
        message = _("{name} holds characters that no terminal shows; `codebench document edit` takes a file.")
        screen.bench.complain(message.format(name=name))
        return False
    place = f"{project.coder.guid} text {document_id}"

    def keep(draft: str) -> None:
        drafts.keep_draft(project.path, place, draft)

    panes = screen.query(DocumentPane)
    at = panes.first().caret if panes else project.bookmarks.stopped(document_id) or 0
    written, goes_on = text, False
    draft = drafts.draft(project.path, place)
    while True:
        title = _("A new version of {name}").format(name=name)
        editor = TextEditor(title, text, at=at, draft=draft or written, goes_on=goes_on, keep=keep)
        answer = await screen.app.push_screen_wait(editor)
        if answer is None:
            return False
        # The white space around a text is none of the editor's business.
        written = text[: len(text) - len(text.lstrip())] + answer + text[len(text.rstrip()) :]
        if written == text:
            keep("")
            return False
        keep(written)
        draft, at, goes_on = "", editor.at, True
        plan = screen.consult(partial(project.edits.preview, document_id, written))
        if plan is None:
            return False
        hint = _("y, Enter: yes   n, Esc: back to the text   ↑ ↓: scroll")
        if await screen.app.push_screen_wait(Preview(_("Make this a new version?"), effects(plan), hint)):
            done = screen.attempt(partial(project.edits.apply, document_id, written))
            if done is not None:
                keep("")
                screen.say(_("{name} has a new version; u takes it back.").format(name=name))
            return done is not None


def effects(plan: EditPlan) -> Content:
    """What becomes of the codings: first how many, then each whose words change."""
    counts = [
        plural("{n} change", "{n} changes", len(plan.hunks)),
        _("{n} codings as they were").format(n=plan.count(Outcome.UNCHANGED) + plan.count(Outcome.MOVED)),
        _("{n} with other words").format(n=plan.count(Outcome.BOUNDARY_TOUCHED)),
        _("{n} whose text is gone: kept in a list to settle").format(n=plan.count(Outcome.TEXT_GONE)),
    ]
    lines: list[Content | str] = [Content.styled(" · ".join(counts), "bold"), ""]
    touched = [each for each in plan.effects if each.outcome not in (Outcome.UNCHANGED, Outcome.MOVED)]
    for effect in touched[:_MOST]:
        lines.append(Content.assemble((shown_line(f"{effect.code} · {effect.coder}"), "bold")))
        lines.append(Content.assemble(("− ", "$text-error"), shown_line(effect.before)))
        gone = effect.after is None
        after = _("(gone)") if gone else shown_line(effect.after or "")
        lines.append(Content.assemble(("+ ", "$text-success"), (after, "$text-warning" if gone else "")))
    if len(touched) > _MOST:
        lines.append(_("… and {n} more").format(n=len(touched) - _MOST))
    return Content("\n").join(lines)
