"""What the answers screen says in words: where one is, how far, and what is not walked."""

from collections.abc import Mapping, Sequence

from textual.content import Content

from codebench.domain.ranges import Range
from codebench.domain.text import shown_line
from codebench.domain.variables import Absence
from codebench.i18n import _, plural
from codebench.project.answers import AnswerQuery
from codebench.project.models import CodeInfo, CodingInfo, QuestionInfo
from codebench.tui.answers.rows import AnswerLine
from codebench.tui.coding.focus import signs_of
from codebench.tui.parts.codetext import dot

_SEPARATOR = Content.styled(" · ", "$foreground 50%")


def asked(query: AnswerQuery, term: str, codes: Mapping[int, CodeInfo], variables: Mapping[int, str]) -> list[str]:
    """Which answers are shown, a phrase for each thing that is asked; nothing where they all are."""
    told = []
    if query.coded is not None:
        told.append(_("with a code") if query.coded else _("without a code"))
    if query.reviewed is not None:
        told.append(_("reviewed") if query.reviewed else _("not reviewed"))
    told += [_("with {code}").format(code=codes[code].name) for code in query.code_ids if code in codes]
    for variable, value in query.values:
        written = value.written if isinstance(value, Range) else value
        told.append(f"{variables.get(variable, '')}: {written or _('(none)')}")
    if query.length is not None:
        told.append(_("{range} characters").format(range=query.length.written))
    if query.among is not None:
        told.append(_("ticked"))
    if term:
        told.append(_("with “{term}”").format(term=term))
    return told


def status(
    line: AnswerLine | None,
    index: int,
    count: int,
    progress: str,
    which: Sequence[str] = (),
    ticked: tuple[int, int] = (0, 0),
    chosen: CodingInfo | None = None,
) -> Content:
    """Which answer this is, its codes (of several the one that keys mean), its review mark, and how far the coder is.

    "answer 14 of 171, R014 · 2 codes: ▸tijd ★, ouders · reviewed · 60 of 171 reviewed". `which` says what is asked
    where no answer is left; `ticked` is how many are ticked, and how many of them are hidden.
    """
    if line is None:
        if which:
            return Content(_("no answer is left: {which}, Esc: all").format(which=shown_line(" · ".join(which))))
        return Content(_("there is no answer here to walk"))
    place = _("answer {n} of {count}, {case}").format(n=index + 1, count=count, case=shown_line(line.row.case) or "–")
    parts = [Content.styled(place, "bold")]
    n, hidden = ticked
    if hidden:
        told = _("{n} ticked, {hidden} of them not shown, Esc: none").format(n=n, hidden=hidden)
        parts.append(Content.styled(told, "$text-warning"))
    elif n:
        parts.append(Content.styled(plural("{n} ticked, Esc: none", "{n} ticked, Esc: none", n), "$accent"))
    if line.own:
        parts.append(_codes(line, chosen))
    else:
        parts.append(Content.styled(_("no code"), "dim"))
    if line.others:
        parts.append(Content(plural("{n} of others", "{n} of others", len(line.others))))
    done = line.row.reviewed
    parts.append(Content.styled("✓ " + _("reviewed"), "$success") if done else Content.styled(_("not reviewed"), "dim"))
    return _SEPARATOR.join([*parts, Content(progress)])


def _codes(line: AnswerLine, chosen: CodingInfo | None) -> Content:
    several = len(line.own) > 1
    names = []
    # A code that came since the codes were read has no chip yet: the screen is about to read them.
    ids = [coding for coding, _code in line.row.codes] if len(line.row.codes) == len(line.own) else [0] * len(line.own)
    for coding_id, chip in zip(ids, line.own, strict=True):
        is_meant = chosen is not None and coding_id == chosen.id
        name = Content.styled(shown_line(chip.name), "bold" if is_meant and several else "")
        signs = signs_of(chosen, in_words=True) if is_meant and chosen is not None else ""
        names.append(Content.assemble("▸" if is_meant and several else "", dot(chip.colour), name, signs))
    return Content.assemble(plural("{n} code: ", "{n} codes: ", len(names)), Content(", ").join(names))


def progress(reviewed: int | None, answers: int) -> str:
    """How far the coder is, as far as that is known."""
    if reviewed is None:
        return plural("{n} answer", "{n} answers", answers)
    return _("{n} of {count} reviewed").format(n=reviewed, count=answers)


def heading(question: QuestionInfo, *, low: bool, shown: int | None = None, which: Sequence[str] = ()) -> Content:
    """The question in full (not on a low screen), the numbers of what is `shown` (None: all), and `which` these are."""
    walked = plural("{n} answer", "{n} answers", question.answers)
    if shown is not None:
        walked = _("shown: {n} of {answers}").format(n=shown, answers=walked)
    numbers = Content.styled(
        " · ".join(part for part in (walked, absences(question.absent)) if part), "$foreground 65%"
    )
    what = _("only: {what}").format(what=shown_line(" · ".join(which))) + " · " + _("Esc: all")
    told = [numbers, *([Content.styled(what, "$accent")] if which else [])]
    return Content("\n").join(told if low else [Content.styled(shown_line(question.wording), "bold"), *told])


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
