"""The list of codes that need a rule: putting one on it, with what the rule should say, or taking it off."""

from collections.abc import Mapping

from codebench.i18n import _, plural
from codebench.project.models import CodeInfo
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.prompt import Prompt
from codebench.tui.parts.codetext import dot
from codebench.tui.screens.base import ProjectScreen


async def need_rule(screen: ProjectScreen, code: CodeInfo, *, is_needed: bool) -> None:
    """Take the code off the list (`is_needed`: it is on it), or ask what the rule should say and put it on."""
    passages = screen.project.code_passages
    if is_needed:
        gone = screen.attempt(lambda: passages.no_longer_needs_a_rule(code.id))
        if gone is not None:
            screen.say(_("'{code}' is off the list of rules to be made.").format(code=code.path))
        return
    remark = await screen.app.push_screen_wait(Prompt(_("What should a rule for '{code}' say?").format(code=code.path)))
    if remark is not None and screen.attempt(lambda: passages.needs_a_rule(code.id, remark)) is not None:
        screen.say(_("'{code}' is on the list of rules to be made: y.").format(code=code.path))


async def choose_needing(screen: ProjectScreen, asked: Mapping[int, int], codes: Mapping[int, CodeInfo]) -> int | None:
    """One of the codes that need a rule, each with the number of memos that say so; None where none was chosen."""
    items = [
        Item(code_id, codes[code_id].path, plural("{n} memo", "{n} memos", n), dot(codes[code_id].colour))
        for code_id, n in asked.items()
        if code_id in codes
    ]
    if not items:
        screen.say(_("No code is on the list: Y puts one there, and so does settling disagreements (r)."))
        return None
    chosen: int | None = await screen.app.push_screen_wait(Choice(_("Which code needs a rule?"), items))
    return chosen
