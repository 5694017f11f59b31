"""Writing or changing a memo from any screen: an own memo on the same thing is opened again, drafts survive."""

from codebench.i18n import _
from codebench.project import drafts
from codebench.project.memos import MemoTarget
from codebench.project.models import MemoInfo
from codebench.tui.modals.memo import MemoEditor
from codebench.tui.screens.base import ProjectScreen


async def write_memo(screen: ProjectScreen, target: MemoTarget, about: str, quote: str = "") -> bool:
    """Ask for the text of a memo on something and keep it; whether one was kept."""
    project = screen.project
    found = screen.consult(lambda: project.memos.of(target))
    if found is None:
        return False
    mine = [memo for memo in found if memo.coder == project.coder.name][-1:]
    return await _write(screen, f"{project.coder.guid} {target}", about, mine, target, quote)


async def write_entry(screen: ProjectScreen) -> bool:
    """Ask for a new entry of the research journal, a memo on the project, and keep it; whether one was kept."""
    target = MemoTarget()
    return await _write(screen, f"{screen.project.coder.guid} journal", _("the project: the journal"), [], target, "")


async def edit_memo(screen: ProjectScreen, memo: MemoInfo) -> bool:
    """Ask for another text of a memo and keep it; whether it was."""
    return await _write(screen, f"{screen.project.coder.guid} {memo.guid}", memo.target, [memo], MemoTarget(), "")


async def _write(
    screen: ProjectScreen, place: str, about: str, mine: list[MemoInfo], target: MemoTarget, quote: str
) -> bool:
    project = screen.project
    text = await screen.app.push_screen_wait(
        MemoEditor(
            about,
            mine[0].body if mine else "",
            quote=quote,
            draft=drafts.draft(project.path, place),
            keep=lambda draft: drafts.keep_draft(project.path, place, draft),
        )
    )
    if text is None:
        return False

    def keep() -> object:
        if not mine:
            return project.memos.add(target, text)
        project.memos.edit(mine[0].id, text)
        return mine

    kept = screen.did(keep)
    # A memo that could not be kept stays as a draft.
    drafts.keep_draft(project.path, place, "" if kept else text)
    if kept:
        screen.say(_("Memo kept."))
    return kept
