"""Commands on rounds: making one, seeing how far everybody is, saying that one is done, closing it."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CoderName, ProjectPath
from codebench.cli.output import Output
from codebench.cli.pack import pack
from codebench.cli.scoping import OnlyDocuments, OnlyQuestions
from codebench.cli.talk import note, say
from codebench.cli.targets import opened
from codebench.domain.table import Cell, Column, ColumnKind, Row, Share, Table, Word, plain_table
from codebench.domain.text import shown_line
from codebench.i18n import _, plural

if TYPE_CHECKING:
    from codebench.project.round_models import Drawn, RoundInfo

noun = commands()
command(noun, "pack", example="round pack study 'round 1' --coder Wout")(pack)

RoundName = Annotated[
    str | None, typer.Argument(metavar="ROUND", help=_("A round; may be left out where one alone can be meant."))
]


@command(noun, "list", example="round list study")
def show_all(project: ProjectPath, coder: CoderName = None, *, output: Output) -> None:
    """List the rounds, with how far each coder is."""
    with opened(project, coder, read_only=True) as work:
        rows: list[tuple[Cell, ...]] = [
            (
                each.name,
                Word(each.kind),
                _("blind") if each.is_blind else _("open to all"),
                _("open") if each.is_open else _("closed"),
                each.units,
                Word(each.unit),
                each.compared,
                ", ".join(
                    f"{one.name} {one.reviewed}/{each.units}" + (" ✓" if one.done_at else "") for one in each.coders
                ),
            )
            for each in work.rounds.all()
        ]
        headings = (
            _("Round"),
            _("Kind"),
            _("Sight"),
            _("State"),
            _("Units"),
            _("Unit"),
            _("Judged by all"),
            _("Coders (judged, ✓ done)"),
        )
        output.emit(plain_table(_("Rounds"), headings, rows))


@command(noun, "make", example="round make study 'round 1' --coders Lena,Wout -q drempels --sample 10% --by level")
def make(
    project: ProjectPath,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("What it is called."))],
    coders: Annotated[
        str | None,
        typer.Option("--coders", metavar="A,B,...", help=_("Who takes part; the first counts in tables. Else all.")),
    ] = None,
    document: OnlyDocuments = None,
    question: OnlyQuestions = None,
    sample: Annotated[
        str | None,
        typer.Option("--sample", metavar="N|P%", help=_("Draw so many units at random, or this share of them.")),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="VARIABLE", help=_("Spread the sample over its values, in proportion.")),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option("--seed", metavar="N", min=0, help=_("Draw what this seed draws; else one is made up.")),
    ] = None,
    min_words: Annotated[
        int, typer.Option("--min-words", metavar="N", min=0, help=_("Leave shorter units out; 3 is usual for turns."))
    ] = 0,
    new: Annotated[bool, typer.Option("--new", help=_("Only what none of the coders has judged or coded."))] = False,
    again: Annotated[
        bool, typer.Option("--again", help=_("Code a second time what each of the coders has judged before."))
    ] = False,
    kind: Annotated[
        Literal["reliability", "practice"], typer.Option("--kind", help=_("Practice is never reported as reliability."))
    ] = "reliability",
    sight: Annotated[
        Literal["blind", "open"], typer.Option("--sight", help=_("Whether its coders see each other's work meanwhile."))
    ] = "blind",
    unit: Annotated[
        Literal["turn", "paragraph", "answer", "sentence", "character"] | None,
        typer.Option("--unit", help=_("What agreement is looked at by; else the units as they are.")),
    ] = None,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """Make a round: units that coders code independently.

    It says what was drawn and by which seed; undo takes it back. In a blind round its coders see nothing of each other
    and no suggestions until it is closed.
    """
    from codebench.project.round_models import RoundKind, RoundPlan, RoundUnit, parse_sample

    number, share = parse_sample(sample or "")
    plan = RoundPlan(
        name=name,
        kind=RoundKind(kind),
        coders=tuple(one.strip() for one in coders.split(",")) if coders else (),
        is_blind=sight == "blind",
        unit=None if unit is None else RoundUnit(unit),
        documents=tuple(document or ()),
        questions=tuple(question or ()),
        min_words=min_words,
        is_new=new,
        again=again,
        sample=number,
        share=share,
        by=by,
        seed=seed,
    )
    with opened(project, coder) as work:
        drawn = work.rounds.draw(plan)
        made = work.rounds.make(plan, drawn)
        output.emit(round_table(made))
        for sentence in _known(plan.again, drawn):
            note(sentence)


@command(noun, "show", example="round show study 'round 1'")
def show(project: ProjectPath, name: RoundName = None, coder: CoderName = None, *, output: Output) -> None:
    """Show a round: what it is over, and how far each coder is."""
    with opened(project, coder, read_only=True) as work:
        output.emit(round_table(work.rounds.get(name)))


@command(noun, "done", example="round done study 'round 1' --coder Wout")
def done(project: ProjectPath, name: RoundName = None, coder: CoderName = None) -> None:
    """Say that you are done: every unit is judged, also those without a code."""
    with opened(project, coder) as work:
        info = work.rounds.get(name)
        work.rounds.done(info.id)
        say(_("You are done with round '{name}'.").format(name=shown_line(info.name)))


@command(noun, "close", example="round close study 'round 1'")
def close(
    project: ProjectPath,
    name: RoundName = None,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=_("Why it is closed before all are done; it is kept."))
    ] = "",
    coder: CoderName = None,
) -> None:
    """Close a round when all are done; from now on everybody sees everything.

    Undo opens it again.
    """
    with opened(project, coder) as work:
        closed = work.rounds.close(work.rounds.get(name).id, reason=reason)
        units = plural("{n} unit", "{n} units", closed.compared)
        message = _("Closed round '{name}'; {units} judged by all of its coders.")
        say(message.format(name=shown_line(closed.name), units=units))


def round_table(info: "RoundInfo") -> Table:
    """A round: one row per coder, with what it is over as the rule."""
    rows = [
        Row((one.name, Share(one.reviewed, info.units) if info.units else None, one.done_at[:16].replace("T", " ")))
        for one in info.coders
    ]
    state = _("open") if info.is_open else _("closed {when}").format(when=info.closed_at[:16].replace("T", " "))
    sight = _("blind until it is closed") if info.is_blind else _("its coders see each other's work")
    if info.reason:
        state += " " + _("(before all were done: {reason})").format(reason=shown_line(info.reason))
    return Table(
        title=_("Round '{name}' ({kind}), {state}").format(name=info.name, kind=_(str(info.kind)), state=state),
        columns=(Column(_("Coder")), Column(_("Judged"), ColumnKind.SHARE), Column(_("Done (UTC)"))),
        rows=tuple(rows),
        rule=_("Round: {selection}; {sight}; agreement by {unit}; codebook revision {n}.").format(
            selection=info.selection, sight=sight, unit=_(str(info.unit)), n=info.codebook_revision
        ),
        n=_("N = {units}, {n} judged by all.").format(
            units=plural("{n} unit", "{n} units", info.units), n=info.compared
        ),
    )


def _known(again: bool, drawn: "Drawn") -> list[str]:
    """What has to be said of units that were judged before."""
    if again:
        return []
    return [
        plural(
            "{{coder}} has judged {n} of these units before; that counts as it stands (--again codes anew).",
            "{{coder}} has judged {n} of these units before; that counts as it stands (--again codes anew).",
            n,
        ).format(coder=shown_line(coder))
        for coder, n in drawn.known.items()
    ]
