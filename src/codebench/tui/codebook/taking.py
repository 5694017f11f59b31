"""Taking a codebook in from a file: which one, what it would change, and then only after a yes."""

from pathlib import Path

from codebench.domain.errors import CodebenchError
from codebench.i18n import _
from codebench.shipped import shipped
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.path import PathPrompt
from codebench.tui.modals.preview import Preview, codebook_preview
from codebench.tui.screens.base import ProjectScreen


async def take_codebook(screen: ProjectScreen) -> None:
    """Ask for a codebook, show what it would change, and take it in after a yes."""
    from codebench.exchange.codebooks import SUFFIXES, read_any_codebook

    ours = sorted(shipped("codebooks").glob("*.yaml"))
    items = [Item(path, path.stem, _("comes with codebench")) for path in ours]
    path = await screen.app.push_screen_wait(Choice(_("Which codebook?"), [*items, Item("", _("another file…"))]))
    if path == "":
        path = await screen.app.push_screen_wait(PathPrompt(_("Which file?"), suffixes=SUFFIXES))
    if path is None:
        return
    try:
        draft = read_any_codebook(Path(path).expanduser())
        changes = screen.project.codebook_files.changes(draft)
        if all(change.kind == "same" for change in changes):
            screen.say(_("{name} is in this project as it is.").format(name=draft.name))
        elif await screen.app.push_screen_wait(Preview(_("Take this codebook in?"), codebook_preview(draft, changes))):
            screen.project.codebook_files.take(draft)
            screen.reread()
    except CodebenchError as error:
        screen.bench.complain(str(error))
