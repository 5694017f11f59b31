"""What the next export of a survey would do, as a Table: the same on screen, in the terminal and in a file."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from codebench.domain.remap import Outcome
from codebench.domain.table import Table, plain_table
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.appending import AppendPlan, ChangedAnswer

_SHOWN = 200
"""How many lines of each kind are listed; the notes say how many there are."""

Line = tuple[str, str, str, str, str, str]


def append_table(plan: AppendPlan) -> Table:
    """One line per change, at most 200 of a kind; how many there are in all stands beneath."""
    rows: list[Line] = [(_("new"), name, "", "", "", "") for name in plan.new[:_SHOWN]]
    rows += [
        (_("value"), each.case, each.variable, str(each.before), str(each.after), "")
        for each in islice(plan.values, _SHOWN)
    ]
    rows += list(_answers(plan.answers, _("answer")))
    rows += list(_answers(plan.edited, _("edited here, stays")))
    rows += [(_("not in the file, stays"), name, "", "", "", "") for name in plan.vanished[:_SHOWN]]
    headings = (_("What"), _("Respondent"), _("Column"), _("Now"), _("In the file"), _("Codings"))
    name = shown_line(plan.draft.source)
    title = _("What {name} brings to {survey}").format(name=name, survey=shown_line(plan.survey))
    return replace(plain_table(title, headings, rows), notes=tuple(_notes(plan)))


def _answers(answers: tuple[ChangedAnswer, ...], what: str) -> Iterator[Line]:
    # First those of which a coding loses its words: these are to be looked at.
    for each in sorted(answers, key=lambda answer: -_lost(answer))[:_SHOWN]:
        outcomes = Counter(effect.outcome for effect in each.effects)
        codings = ", ".join(f"{outcome} {n}" for outcome, n in outcomes.items())
        yield what, each.case, each.question, each.before, each.after, codings


def _lost(answer: ChangedAnswer) -> int:
    return sum(effect.outcome in (Outcome.TEXT_GONE, Outcome.BOUNDARY_TOUCHED) for effect in answer.effects)


def _notes(plan: AppendPlan) -> Iterator[str]:
    yield _("{new}, {answers}, {values}; {vanished}.").format(
        new=plural("{n} new respondent", "{n} new respondents", len(plan.new)),
        answers=plural("{n} changed answer", "{n} changed answers", len(plan.answers)),
        values=plural("{n} changed value", "{n} changed values", len(plan.values)),
        vanished=plural(
            "{n} respondent is not in the file and stays",
            "{n} respondents are not in the file and stay",
            len(plan.vanished),
        ),
    )
    outcomes = Counter(effect.outcome for answer in plan.answers for effect in answer.effects)
    if outcomes:
        told = ", ".join(f"{outcome} {n}" for outcome, n in outcomes.items())
        yield _("Of the codings on the changed answers: {outcomes}.").format(outcomes=told)
    if plan.edited:
        yield plural(
            "{n} answer reads otherwise in the file, but was edited here since; it stays.",
            "{n} answers read otherwise in the file, but were edited here since; they stay.",
            len(plan.edited),
        )
    if plan.erased:
        yield plural(
            "{n} answer was erased here and stays so.", "{n} answers were erased here and stay so.", plan.erased
        )
    for doubt in plan.draft.doubts:
        yield shown_line(f"{doubt.where}: {doubt.what}")
