"""The questions that a new round is made of, each with an answer that will mostly do."""

from collections.abc import Callable

from codebench.domain.errors import CodebenchError
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.round_models import Drawn, RoundInfo, RoundKind, RoundPlan, parse_sample
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.confirm import Confirm
from codebench.tui.modals.prompt import Prompt
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.table.asking import ask_variable, materials

_ALL = _("all")


async def ask_round(screen: ProjectScreen) -> RoundInfo | None:
    """Ask for everything, show what was drawn, and make it after a yes; None where it was given up."""
    plan = await _ask_plan(screen)
    if plan is None:
        return None
    rounds = screen.project.rounds
    try:
        drawn = await screen.bench.work_on(_("Drawing units…"), lambda: rounds.draw(plan))
        if await screen.app.push_screen_wait(Confirm(_("Make this round?"), _told(plan, drawn))):
            return await screen.bench.work_on(_("Making the round…"), lambda: rounds.make(plan, drawn))
    except CodebenchError as error:
        screen.bench.complain(str(error))
    return None


async def _ask_plan(screen: ProjectScreen) -> RoundPlan | None:
    """What is asked for, or None where a question stayed without an answer."""
    project, ask = screen.project, screen.app.push_screen_wait
    name = await ask(
        Prompt(
            _("What is the round called?"), _("round {n}").format(n=len(project.rounds.all()) + 1), check=_taken(screen)
        )
    )
    if name is None:
        return None
    there = materials(project)[1:]
    chosen = await ask(Choice(_("Over which material?"), [Item(i, each) for i, (each, _scope) in enumerate(there)]))
    if chosen is None:
        return None
    scope = there[chosen][1]
    line = await ask(
        Prompt(
            _("Who codes it? Names with commas between them"),
            ", ".join(coder.name for coder in project.coders.all()),
            hint=_("The first counts in tables where nothing was settled.   Enter: go on   Esc: cancel"),
        )
    )
    if line is None:
        return None
    form = await ask(Choice(_("What is it for?"), _FORMS))
    if form is None:
        return None
    words = await ask(
        Prompt(
            _("Leave out units of fewer words than (0: none)"),
            "3" if scope.documents else "0",
            check=lambda given: None if given.isdigit() else _("Write a number, 0 for none."),
        )
    )
    if words is None:
        return None
    sample = await ask(Prompt(_("How many units? (a number, a share as 10%, or all)"), _ALL, check=_no_sample))
    if sample is None:
        return None
    by: str | None = ""
    if sample != _ALL and project.variables.all():
        title = _("Spread the sample in proportion over the values of which variable?")
        by = await ask_variable(screen, title, _("not spread"))
    if by is None:
        return None
    n, share = parse_sample("" if sample == _ALL else sample)
    kind, is_blind, again, is_new = form
    return RoundPlan(
        name=name,
        kind=kind,
        coders=tuple(each.strip() for each in line.split(",") if each.strip()),
        is_blind=is_blind,
        documents=scope.documents,
        questions=scope.questions,
        min_words=int(words),
        is_new=is_new,
        again=again,
        sample=n,
        share=share,
        by=by or None,
    )


_FORMS = [
    Item((RoundKind.RELIABILITY, True, False, False), _("reliability, blind")),
    Item((RoundKind.RELIABILITY, True, False, True), _("reliability, blind, only what nobody has coded yet")),
    Item((RoundKind.PRACTICE, True, False, False), _("practice, blind")),
    Item((RoundKind.PRACTICE, False, False, False), _("practice, seeing each other's work")),
    Item((RoundKind.RELIABILITY, True, True, False), _("again: code a second time what each has judged, blind")),
]


def _taken(screen: ProjectScreen) -> Callable[[str], str | None]:
    """What is wrong with a name."""
    names = {info.name.casefold() for info in screen.project.rounds.all()}
    return lambda name: _("There is a round of this name already.") if name.casefold() in names else None


def _no_sample(line: str) -> str | None:
    """What is wrong with a sample."""
    try:
        parse_sample("" if line == _ALL else line)
    except CodebenchError as error:
        return str(error)
    return None


def _told(plan: RoundPlan, drawn: Drawn) -> str:
    """What the round comes to."""
    lines = [plural("{n} unit", "{n} units", len(drawn.units)) + ": " + drawn.in_words() + "."]
    if not plan.again:
        lines += [
            plural(
                "{{coder}} has judged {n} of them before; that counts as it stands.",
                "{{coder}} has judged {n} of them before; that counts as it stands.",
                n,
            ).format(coder=shown_line(coder))
            for coder, n in drawn.known.items()
        ]
    if plan.is_blind:
        lines += ["", _("Until it is closed its coders see nothing of each other, and no suggestions.")]
    return "\n".join([*lines, "", _("Undo takes it back.")])
