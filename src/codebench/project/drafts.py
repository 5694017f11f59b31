"""Drafts of memos that were not saved yet, kept outside the project so that a lost terminal loses nothing."""

from pathlib import Path

from codebench.project.user_folder import load, save

_FILE = "drafts.json"


def draft(project: Path, about: str) -> str:
    """The draft of a memo that was left unsaved, or an empty text."""
    kept = load(_FILE, dict).get(str(project.resolve()), {})
    text = kept.get(about, "") if isinstance(kept, dict) else ""
    return text if isinstance(text, str) else ""


def keep_draft(project: Path, about: str, text: str) -> None:
    """Keep the draft of a memo; an empty text forgets it."""
    drafts = load(_FILE, dict)
    mine = dict(drafts.get(str(project.resolve())) or {})
    mine.pop(about, None)
    if text:
        mine[about] = text
    drafts.pop(str(project.resolve()), None)
    if mine:
        drafts[str(project.resolve())] = mine
    save(_FILE, drafts)


def forget_drafts(project: Path) -> None:
    """Forget all drafts of a project: a purge must reach them too."""
    drafts = load(_FILE, dict)
    if drafts.pop(str(project.resolve()), None) is not None:
        save(_FILE, drafts)
