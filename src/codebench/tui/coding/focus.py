"""Which of the codings under the caret an act means, and how the status line says where the caret is."""

from collections.abc import Callable, Iterable

from textual.content import Content

from codebench.domain.draft import UnitKind
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.models import CodingInfo, UnitInfo
from codebench.tui.coding.desk import Desk
from codebench.tui.parts.codetext import dot, told_apart
from codebench.tui.table.draw import line

Lying = Callable[[int, int], Iterable[int]]
_NAMED = 20  # cells of a code's name where keys have to stand beside it
_SEPARATOR = Content.styled(" · ", "$foreground 50%")


class Focus:
    """The coder's codings here, one of which is chosen; `adjusting` is the coding whose borders are being moved."""

    def __init__(self) -> None:
        self.here: list[CodingInfo] = []
        self.chosen: int | None = None
        self.adjusting: int | None = None

    def look(self, desk: Desk, caret: int, selection: tuple[int, int] | None, lying: Lying) -> None:
        """See what is here: in the selection, else under the caret, else what ends just before it.

        `lying` says which codings lie on a passage.
        """
        if self.adjusting not in desk.codings:  # an undo took it away
            self.adjusting = None
        if self.adjusting is not None:
            self.here = [desk.codings[self.adjusting]]
            return
        start, end = selection if selection is not None else (caret, caret + 1)
        before = max(0, caret - 1)
        self.here = desk.own(lying(start, end), start, end) or desk.own(lying(before, caret), before, caret)

    def coding(self, desk: Desk) -> CodingInfo | None:
        """The chosen coding, or the first one here."""
        fits = [coding for coding in self.here if coding.id in desk.codings]
        return next((coding for coding in fits if coding.id == self.chosen), fits[0] if fits else None)

    def cycle(self) -> None:
        """Choose the next one here."""
        ids = [coding.id for coding in self.here]
        if ids:
            self.chosen = ids[(ids.index(self.chosen) + 1) % len(ids)] if self.chosen in ids else ids[1 % len(ids)]


def called(unit: UnitInfo) -> str:
    """A unit as a person calls it: what it is, its number, who speaks."""
    kind = _("turn") if unit.kind is UnitKind.TURN else _("paragraph")
    return f"{kind} {unit.position + 1}" + (f", {shown_line(unit.case)}" if unit.case else "")


def status(
    desk: Desk,
    focus: Focus,
    unit: UnitInfo | None,
    noted: bool,
    selection: tuple[int, int] | None,
    others: int,
    by_sentence: bool = False,
) -> Content:
    """Where the caret is, in words: unit and speaker, codes (the one that x, e and m mean in bold), review mark."""
    chosen = focus.coding(desk)
    if focus.adjusting is not None and chosen is not None:
        name = line(desk.codes[chosen.code_id].name, _NAMED).rstrip()
        keys = _("e: keep · Esc: leave it · o: the other end · every motion moves this end")
        return Content.assemble((_("adjusting {code}").format(code=name), "bold $accent"), _SEPARATOR, keys)
    parts = []
    if unit is not None:
        signs = (" ⚑" if unit.id in desk.bookmarked else "") + (" ✎" if noted else "")
        parts.append(Content.assemble((called(unit), "bold"), signs))
    if selection is not None:
        words = len(desk.document.text[slice(*selection)].split())
        parts.append(Content.styled(plural("{n} word selected", "{n} words selected", words), "$accent"))
    elif by_sentence:
        parts.append(Content.styled(_("by sentence"), "$accent"))
    parts.append(_codes(desk, focus.here, chosen))
    if others:
        parts.append(Content(plural("{n} of others", "{n} of others", others)))
    if unit is not None and not unit.moderator:
        done = unit.id in desk.reviewed
        parts.append(
            Content.styled("✓ " + _("reviewed"), "$success") if done else Content.styled(_("not reviewed"), "dim")
        )
    elif unit is not None:
        parts.append(Content.styled(_("moderator"), "dim"))
    return _SEPARATOR.join(parts)


def _weight(weight: int, in_words: bool) -> str:
    return _("weight {n}").format(n=weight) if in_words else str(weight)


def signs_of(coding: CodingInfo, *, in_words: bool) -> str:
    """What stands behind the name of a coding's code: its weight, signs for a quote, a memo, a link of one."""
    weighs = "" if coding.weight is None else f" ({_weight(coding.weight, in_words)})"
    signs = ((" ★", coding.starred), (" ✎", coding.has_memo), (" ↗", coding.is_linked))
    return weighs + "".join(sign for sign, there in signs if there)


def _codes(desk: Desk, here: list[CodingInfo], chosen: CodingInfo | None) -> Content:
    if not here:
        return Content.styled(_("no code"), "dim")
    told: list[str | Content | tuple[str, str]] = [plural("{n} code: ", "{n} codes: ", len(here))]
    codes = [desk.codes[coding.code_id] for coding in here]
    for nth, (coding, code) in enumerate(zip(here, codes, strict=True)):
        mark = "▸" if coding is chosen and len(here) > 1 else ""
        style = "bold" if coding is chosen else ""
        signs = signs_of(coding, in_words=coding is chosen)
        told += [(", " if nth else "") + mark, dot(code.colour), (told_apart(code, codes), style), signs]
    return Content.assemble(*told)
