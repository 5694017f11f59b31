"""What the answers screen says in words: where one is, how far, and what is not walked."""

from collections.abc import Mapping

from codebench.domain.text import shown_line
from codebench.domain.variables import Absence
from codebench.i18n import _, plural
from codebench.tui.answers.rows import AnswerLine


def position(line: AnswerLine | None, index: int, count: int, term: str) -> str:
    """Which answer this is, its codes and whether it was reviewed: "answer 14 of 171, R014 · 2 codes: tijd, ouders"."""
    if line is None:
        if term:
            return _("no answer holds ‘{term}’; Esc shows all").format(term=shown_line(term))
        return _("there is no answer to walk")
    place = _("answer {n} of {count}, {case}").format(n=index + 1, count=count, case=shown_line(line.row.case) or "?")
    if term:
        place = _("{place} (those with ‘{term}’; Esc shows all)").format(place=place, term=shown_line(term))
    names = ", ".join(shown_line(chip.name) for chip in line.own)
    codes = plural("{n} code", "{n} codes", len(line.own)) if names else _("no code")
    reviewed = _("reviewed") if line.row.reviewed else _("not reviewed")
    parts = [place, f"{codes}: {names}" if names else codes, reviewed]
    if line.others:
        theirs = ", ".join(shown_line(chip.name) for chip in line.others)
        parts.insert(2, _("others: {codes}").format(codes=theirs))
    return " · ".join(parts)


def progress(reviewed: int | None, answers: int) -> str:
    """How far the coder is, where that is known."""
    if reviewed is None:
        return plural("{n} answer", "{n} answers", answers)
    return _("{n} of {count} reviewed").format(n=reviewed, count=answers)


def absences(absent: Mapping[Absence, int]) -> str:
    """What is not walked, by kind; empty where all answered."""
    names = {
        Absence.BLANK: _("blank"),
        Absence.NOT_APPLICABLE: _("n.v.t."),
        Absence.DONT_KNOW: _("weet niet"),
        Absence.NOT_ASKED: _("not asked"),
    }
    kinds = [f"{absent[kind]} {name}" for kind, name in names.items() if absent.get(kind)]
    return _("not walked: {kinds}").format(kinds=", ".join(kinds)) if kinds else ""
