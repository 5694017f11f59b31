"""Material cleared on its way in: pseudonyms by a key that is asked for, and word of who withdrew."""

from collections.abc import Sequence
from pathlib import Path

from codebench.domain.draft import Draft
from codebench.i18n import _, plural
from codebench.project.draft_pseudonyms import pseudonymised
from codebench.project.project import Project
from codebench.project.pseudonym_key import read_key
from codebench.tui.modals.path import PathPrompt
from codebench.tui.screens.base import ProjectScreen


async def asked_key(screen: ProjectScreen, before: Path | None) -> Path | None:
    """The key of pseudonyms that is to be put in, that of the project offered; as before where none can be read."""
    offered = str(before or screen.project.pseudonyms.key_path or "")
    title = _("Put pseudonyms in by which key? (CSV)")
    said = await screen.app.push_screen_wait(PathPrompt(title, offered, suffixes=(".csv",)))
    if said is None:
        return before
    key = Path(said).expanduser()
    return before if screen.consult(lambda: read_key(key)) is None else key


def cleared(project: Project, drafts: Sequence[Draft], key: Path | None) -> tuple[Draft, ...]:
    """The drafts with the pseudonyms of a key in them, if there is one.

    Raises:
        InputError: the key can't be read.
    """
    if key is None:
        return tuple(drafts)
    matcher = project.pseudonyms.finder(read_key(key))
    return tuple(pseudonymised(draft, matcher) for draft in drafts)


def remember(screen: ProjectScreen, key: Path | None) -> bool:
    """Have the project look for the names of a key in what goes out; whether that can be, or there is no key."""
    return key is None or screen.consult(lambda: screen.project.pseudonyms.use_key(key)) is not None


def told(project: Project, drafts: Sequence[Draft], key: Path | None) -> list[str]:
    """What is to be known of drafts that were cleared: which key, and how many who withdrew stay out."""
    lines = [] if key is None else [_("Pseudonyms by {key}; labels are shown as they were.").format(key=key.name)]
    gone = sum(map(project.withdrawals.count, drafts))
    if gone:
        lines.append(
            plural(
                "{n} person who withdrew is in this material; what they say stays out.",
                "{n} persons who withdrew are in this material; what they say stays out.",
                gone,
            )
        )
    return lines
