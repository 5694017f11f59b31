"""What the answers screen says in words: where one is, how far, and what is not walked."""

from collections.abc import Mapping

from textual.content import Content

from codebench.domain.text import shown_line
from codebench.domain.variables import Absence
from codebench.i18n import _, plural
from codebench.project.models import QuestionInfo
from codebench.tui.answers.rows import AnswerLine
from codebench.tui.parts.codetext import dot

_SEPARATOR = Content.styled(" · ", "$foreground 50%")


def status(
    line: AnswerLine | None, index: int, count: int, term: str, progress: str, which: str = "", ticked: int = 0
) -> Content:
    """Which answer this is, its codes, its review mark, and how far the coder is; `which` answers are shown.

    "answer 14 of 171, R014 · 2 codes: tijd, ouders · reviewed · 60 of 171 reviewed"
    """
    if line is None:
        nothing = _("no answer holds “{term}”: Esc shows all").format(term=shown_line(term))
        if which and not term:
            return Content(_("no answer is {which}: Esc shows all").format(which=shown_line(which)))
        return Content(nothing if term else _("there is no answer here to walk"))
    place = _("answer {n} of {count}, {case}").format(n=index + 1, count=count, case=shown_line(line.row.case) or "–")
    parts = [Content.styled(place, "bold")]
    if ticked:
        parts.append(Content.styled(plural("{n} ticked, Esc: none", "{n} ticked, Esc: none", ticked), "$accent"))
    if which:
        parts.append(Content.styled(_("{which}, Esc: all").format(which=shown_line(which)), "$accent"))
    if term:
        parts.append(Content.styled(_("with “{term}”, Esc: all").format(term=shown_line(term)), "$accent"))
    if line.own:
        names = [Content.assemble(dot(chip.colour), shown_line(chip.name)) for chip in line.own]
        count_of_codes = plural("{n} code: ", "{n} codes: ", len(names))
        parts.append(Content.assemble(count_of_codes, Content(", ").join(names)))
    else:
        parts.append(Content.styled(_("no code"), "dim"))
    if line.others:
        parts.append(Content(plural("{n} of others", "{n} of others", len(line.others))))
    done = line.row.reviewed
    parts.append(Content.styled("✓ " + _("reviewed"), "$success") if done else Content.styled(_("not reviewed"), "dim"))
    return _SEPARATOR.join([*parts, Content(progress)])


def progress(reviewed: int | None, answers: int) -> str:
    """How far the coder is, as far as that is known."""
    if reviewed is None:
        return plural("{n} answer", "{n} answers", answers)
    return _("{n} of {count} reviewed").format(n=reviewed, count=answers)


def heading(question: QuestionInfo, *, low: bool) -> Content:
    """The question in full (not on a low screen), and the numbers of what is walked and what is not."""
    walked = plural("{n} answer", "{n} answers", question.answers)
    numbers = Content.styled(
        " · ".join(part for part in (walked, absences(question.absent)) if part), "$foreground 65%"
    )
    if low:
        return numbers
    return Content("\n").join([Content.styled(shown_line(question.wording), "bold"), numbers])


def absences(absent: Mapping[Absence, int]) -> str:
    """What is not walked, by kind; empty where everybody answered."""
    names = {
        Absence.BLANK: _("blank"),
        Absence.NOT_APPLICABLE: _("n.v.t."),
        Absence.DONT_KNOW: _("weet niet"),
        Absence.NOT_ASKED: _("not asked"),
    }
    kinds = [f"{absent[kind]} {name}" for kind, name in names.items() if absent.get(kind)]
    return _("left out: {kinds}").format(kinds=", ".join(kinds)) if kinds else ""
