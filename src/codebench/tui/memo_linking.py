"""Linking memos to codings from any screen: from a coding to a memo of one's own, and from a memo to its codings."""

from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.models import CodingInfo, MemoInfo
from codebench.tui.codebook.passage_list import place_of
from codebench.tui.memoing import how_begins
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.parts.codetext import dot
from codebench.tui.screens.base import ProjectScreen

_MORE, _LESS = "more", "less"
_SHORT = 34  # characters of a memo, where it is told beside what it is on


async def link_coding(screen: ProjectScreen, coding: CodingInfo) -> None:
    """Ask to which memo of one's own a coding is linked, or from which it is unlinked, and do it."""
    links = screen.project.memo_links
    memos = [memo for memo in screen.project.memos.all()[::-1] if memo.coder == screen.project.coder.name]
    linked = screen.consult(lambda: links.to(coding.id))
    if linked is None:
        return
    if not memos:
        screen.say(_("There is no memo of yours yet to link this coding to: m writes one on it."))
        return
    items = [
        Item(memo.id, f"{'✓ ' if memo.id in linked else ''}{how_begins(memo.title or memo.body, _SHORT)}", memo.target)
        for memo in memos
    ]
    title = _("Link the coding '{code}' to which memo? ✓: is linked, Enter unlinks it")
    code = next((code.name for code in screen.project.codebook.codes() if code.id == coding.code_id), "")
    memo_id: int | None = await screen.app.push_screen_wait(Choice(title.format(code=code), items))
    if memo_id is None:
        return
    change = links.unlink if memo_id in linked else links.link
    if screen.did(lambda: change(memo_id, [coding.id])):
        _tell(screen, memo_id)


async def show_links(screen: ProjectScreen, memo: MemoInfo) -> None:
    """The codings that a memo links to: go to one, link another, take a link away."""
    project = screen.project
    found = project.code_passages.among([each.id for each in project.memo_links.of(memo.id)])
    codes = {code.id: code for code in project.codebook.codes()}

    def rows() -> list[Item]:
        return [
            Item(each.coding_id, codes[each.code_id].path, how_begins(each.quote), dot(codes[each.code_id].colour))
            for each in found
        ]

    items = rows()
    if memo.coder == project.coder.name:
        items.append(Item(_MORE, _("link another coding ...")))
        items += [Item(_LESS, _("take a link away ..."))] if found else []
    elif not found:
        screen.say(
            _("This memo links to no coding that you see; only {coder} links it.").format(coder=shown_line(memo.coder))
        )
        return
    n = plural("This memo links to {n} coding", "This memo links to {n} codings", len(found))
    chosen = await screen.app.push_screen_wait(Choice(n, items, hint=_("Enter: go there   Esc: back")))
    if chosen == _MORE:
        await _link_another(screen, memo, {each.coding_id for each in found})
    elif chosen == _LESS:
        gone = await screen.app.push_screen_wait(Choice(_("Which link goes? The coding stays"), rows()))
        if gone is not None and screen.did(lambda: project.memo_links.unlink(memo.id, [gone])):
            _tell(screen, memo.id)
    elif chosen is not None:
        there = next(each for each in found if each.coding_id == chosen)
        screen.bench.open_document(there.document_id, there.start, there.end)


async def _link_another(screen: ProjectScreen, memo: MemoInfo, besides: set[int]) -> None:
    """Ask for a code, then for one of its passages, and link the memo to that."""
    project = screen.project
    codes = [code for code in project.codebook.codes() if code.n_codings]
    items = [
        Item(code.id, code.path, plural("{n} coding", "{n} codings", code.n_codings), dot(code.colour))
        for code in codes
    ]
    code_id: int | None = await screen.app.push_screen_wait(Choice(_("A coding of which code?"), items))
    if code_id is None:
        return
    passages = [each for each in project.code_passages.of(code_id) if each.coding_id not in besides]
    rows = [
        Item(each.coding_id, how_begins(each.quote), " · ".join(part for part in (place_of(each), each.coder) if part))
        for each in passages
    ]
    coding: int | None = await screen.app.push_screen_wait(Choice(_("Which passage?"), rows))
    if coding is not None and screen.did(lambda: project.memo_links.link(memo.id, [coding])):
        _tell(screen, memo.id)


def _tell(screen: ProjectScreen, memo_id: int) -> None:
    memo = screen.project.memos.get(memo_id)
    told = (
        _("This memo links to {n} now: “{memo}”") if memo.n_linked else _("This memo links to no coding now: “{memo}”")
    )
    n = plural("{n} coding", "{n} codings", memo.n_linked)
    screen.say(told.format(memo=how_begins(memo.title or memo.body), n=n))
