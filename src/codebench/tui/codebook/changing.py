"""What the codebook screen does to the tree after asking: a new code, another name or place, merging, removing."""

from collections.abc import Mapping

from codebench.i18n import _, plural
from codebench.project.models import CodeInfo
from codebench.tui.codebook.asking import TOP, ask_name, ask_parent
from codebench.tui.modals.confirm import Confirm
from codebench.tui.modals.picker import CodePicker
from codebench.tui.screens.base import ProjectScreen

Codes = Mapping[int, CodeInfo]


async def add_code(screen: ProjectScreen, parent: int | None) -> int | None:
    """A new code under another one, or at the top; its id."""
    book = screen.project.codebook
    title = _("A new code at the top") if parent is None else _("A new code under {path}")
    path = "" if parent is None else book.tree().path(parent)
    name = await ask_name(screen, title.format(path=path), "", parent)
    return None if name is None else screen.attempt(lambda: book.add(name, parent))


async def rename_code(screen: ProjectScreen, code: CodeInfo) -> None:
    """Another name for a code."""
    title = _("Another name for {path}").format(path=code.path)
    name = await ask_name(screen, title, code.name, code.parent, code.id)
    if name is not None and name != code.name:
        screen.attempt(lambda: screen.project.codebook.rename(code.id, name))


async def move_code(screen: ProjectScreen, code: CodeInfo, codes: Codes) -> None:
    """Hang a code under another one, or at the top."""
    parent = await ask_parent(screen, code, codes)
    if parent is not None:
        screen.attempt(lambda: screen.project.codebook.move(code.id, None if parent == TOP else parent))


def order_code(screen: ProjectScreen, code: CodeInfo, codes: Codes, step: int) -> None:
    """Put a code one place up (-1) or down (1) among its siblings."""
    siblings = [other.id for other in codes.values() if other.parent == code.parent]
    place = siblings.index(code.id) + step
    if 0 <= place < len(siblings):
        screen.attempt(lambda: screen.project.codebook.move(code.id, code.parent, place))


async def ask_merge(screen: ProjectScreen, code: CodeInfo, codes: Codes) -> int | None:
    """The code that another one is to be put with, after a yes."""
    tree = screen.project.codebook.tree()
    below = {node.id for node in tree.subtree(code.id)}
    title = _("Merge {path} into").format(path=code.path)
    others = [other for other in codes.values() if other.id not in below]
    picked = await screen.app.push_screen_wait(CodePicker(others, tree, title=title, several=False, create=False))
    if not isinstance(picked, list):
        return None
    into = codes[picked[0]]
    text = _("{n} with all memos and sub-codes go to '{into}'; its name stays as an alias. Undo brings it back.")
    n = plural("{n} coding", "{n} codings", code.n_total)
    sure = await screen.app.push_screen_wait(Confirm(title + f" {into.path}?", text.format(n=n, into=into.path)))
    return into.id if sure else None


async def remove_code(screen: ProjectScreen, code: CodeInfo) -> None:
    """Take a code, with all below it, out of the tree."""
    text = _("With {n} and all below it. Undo brings it back.")
    n = plural("{n} coding", "{n} codings", code.n_total)
    if await screen.app.push_screen_wait(Confirm(_("Remove {path}?").format(path=code.path), text.format(n=n))):
        screen.attempt(lambda: screen.project.codebook.remove(code.id, with_codings=bool(code.n_total)))


def archive_code(screen: ProjectScreen, code: CodeInfo) -> None:
    """Put a code away, or take it back."""
    book = screen.project.codebook
    if code.is_archived:
        screen.attempt(lambda: book.unarchive(code.id))
        return
    below = [node.id for node in book.tree().subtree(code.id)]
    if screen.did(lambda: book.archive(code.id)):
        screen.bench.recent.forget(below)
        n = plural("{n} coding", "{n} codings", code.n_total)
        told = _("'{path}' is archived; its {codings} stay and are counted. Z shows or hides what is archived.")
        screen.say(told.format(path=code.path, codings=n))
