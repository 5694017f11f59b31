"""Writing or changing a memo from any screen: an own memo on the same thing is opened again, drafts survive."""

from codebench.i18n import _
from codebench.project import drafts
from codebench.project.memos import MemoTarget
from codebench.tui.modals.memo import MemoEditor
from codebench.tui.screens.base import ProjectScreen


async def write_memo(screen: ProjectScreen, target: MemoTarget, about: str, quote: str = "") -> bool:
    """Ask for the text of a memo on something and keep it; whether one was kept."""
    project = screen.project
    found = screen.consult(lambda: project.memos.of(target))
    if found is None:
        return False
    mine = [memo for memo in found if memo.coder == project.coder.name]
    place = f"{project.coder.guid} {target}"
    text = await screen.app.push_screen_wait(
        MemoEditor(
            about,
            mine[-1].body if mine else "",
            quote=quote,
            draft=drafts.draft(project.path, place),
            keep=lambda draft: drafts.keep_draft(project.path, place, draft),
        )
    )
    if text is None:
        return False

    def keep() -> bool:
        if mine:
            project.memos.edit(mine[-1].id, text)
        else:
            project.memos.add(target, text)
        return True

    kept = screen.attempt(keep) or False
    # A memo that could not be kept stays as a draft.
    drafts.keep_draft(project.path, place, "" if kept else text)
    if kept:
        screen.say(_("Memo kept."))
    return kept
