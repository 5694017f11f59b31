"""Writing or changing a memo from any screen: an own memo on the same thing is opened again, drafts survive."""

from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project import drafts
from codebench.project.memos import MemoTarget
from codebench.project.models import MemoInfo
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.memo import MemoEditor
from codebench.tui.screens.base import ProjectScreen

_BEGINNING = 60  # characters that a choice tells


async def write_memo(screen: ProjectScreen, target: MemoTarget, about: str, quote: str = "") -> bool:
    """Ask for the text of a memo on something and keep it; whether one was kept.

    An own memo on it is opened again; where there are several, it is asked which, or a new one.
    """
    project = screen.project
    found = screen.consult(lambda: project.memos.of(target))
    if found is None:
        return False
    mine = [memo for memo in found if memo.coder == project.coder.name]
    memo = mine[-1] if mine else None
    if len(mine) > 1:
        items = [Item(each.id, how_begins(each.title or each.body), each.created_at[:10]) for each in mine[::-1]]
        chosen = await screen.app.push_screen_wait(Choice(_("Which memo?"), [*items, Item(0, _("a new one"))]))
        if chosen is None:
            return False
        memo = next((each for each in mine if each.id == chosen), None)
    place = f"{project.coder.guid} {target}"
    if memo is not None and memo is not mine[0]:
        place = f"{project.coder.guid} {memo.guid}"
    elif memo is None and mine:
        place += _ANOTHER
    return await _write(screen, place, about, memo, target, quote)


_ANOTHER = " another"


def how_begins(text: str, most: int = _BEGINNING) -> str:
    """The first words of a memo or a quote, as a choice tells them: at most so many characters."""
    line = shown_line(text)
    return line if len(line) <= most else f"{line[: most - 1]}…"


async def write_entry(screen: ProjectScreen) -> bool:
    """Ask for a new entry of the research journal, a memo on the project, and keep it; whether one was kept."""
    place = f"{screen.project.coder.guid} journal"
    return await _write(screen, place, _("the project: the journal"), None, MemoTarget(), "")


async def edit_memo(screen: ProjectScreen, memo: MemoInfo) -> bool:
    """Ask for another text of a memo and keep it; whether it was."""
    return await _write(screen, f"{screen.project.coder.guid} {memo.guid}", memo.target, memo, None, "")


async def _write(
    screen: ProjectScreen, place: str, about: str, memo: MemoInfo | None, target: MemoTarget | None, quote: str
) -> bool:
    project = screen.project
    editor = MemoEditor(
        about,
        memo,
        quote=quote,
        draft=drafts.draft(project.path, place),
        keep=lambda draft: drafts.keep_draft(project.path, place, draft),
        may_follow=target is not None,
    )
    text = await screen.app.push_screen_wait(editor)
    if text is None:
        return False

    def keep() -> object:
        title, kind, private = editor.heading, editor.kind, editor.is_private
        if memo is None:
            return project.memos.add(target or MemoTarget(), text, title=title, kind=kind, private=private)
        if (text, title, kind, private) != (memo.body, memo.title, memo.kind, memo.private):
            project.memos.edit(memo.id, text, title=title, kind=kind, private=private)
        return memo

    kept = screen.did(keep)
    # A memo that could not be kept stays as a draft.
    drafts.keep_draft(project.path, place, "" if kept else text)
    if kept and editor.is_followed:
        return await _write(screen, place + _ANOTHER, about, None, target, quote)
    if kept:
        screen.say(_("Memo kept."))
    return kept
