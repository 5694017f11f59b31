"""Commands on suggestions: what is suggested and why, taking and rejecting it, and how often it was right."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codebench.cli.grammar import command, commands
from codebench.cli.options import CodePath, CoderName, ProjectPath
from codebench.cli.output import Output
from codebench.cli.talk import note, say
from codebench.cli.targets import opened
from codebench.cli.units import Units
from codebench.domain.errors import ConflictError, NotFoundError
from codebench.domain.table import Cell, Table, plain_table
from codebench.domain.text import shown_line
from codebench.i18n import _

if TYPE_CHECKING:
    from codebench.project.project import Project
    from codebench.project.suggestion_models import SuggestionInfo
    from codebench.project.suggestions import Suggester

noun = commands()

UnitNumber = Annotated[int, typer.Argument(metavar="UNIT", help=_("Its number, see `suggestion list`."))]

Anyway = Annotated[bool, typer.Option("--anyway", help=_("Also where they do worse than your most frequent codes."))]


@command(noun, "list", example="suggestion list study -d groep-1 --from 20 --to 40")
def show(
    project: ProjectPath, units: Units, coder: CoderName = None, *, anyway: Anyway = False, output: Output
) -> None:
    """Show which codes are suggested for units, how sure that is, why, and how often you accepted the code so far."""
    with opened(project, coder, read_only=True) as work, _suggester() as suggester:
        if anyway:
            suggester.insist(work.session)
        paths = {code.id: code.path for code in work.codebook.codes()}
        rows: list[tuple[Cell, ...]] = []
        for unit in units.ids(work):
            for one in suggester.suggest(work.session, unit):
                chance = f"{one.probability:.0%}"
                rows.append((unit, paths[one.proposal.code_id], _tier(one), chance, one.record(), one.reason()))
        title = _("Suggestions for {coder}").format(coder=shown_line(work.coder.name))
        headings = (_("Unit"), _("Code"), _("Confidence"), _("Chance"), _("So far"), _("Why"))
        output.emit(plain_table(title, headings, rows))
        if work.session.blindness:
            note(work.session.blindness)
        if silence := suggester.silence(work.session):
            note(_("{silence} `--anyway` shows them.").format(silence=silence))


@command(noun, "accept", example="suggestion accept study 41 mandaat")
def accept(project: ProjectPath, unit: UnitNumber, code: CodePath, coder: CoderName = None) -> None:
    """Code a unit as suggested."""
    with opened(project, coder) as work:
        coding = work.decisions.accept(_suggested(work, unit, code).proposal)
        say(_("Coded as suggested: coding {id}.").format(id=coding))


@command(noun, "reject", example="suggestion reject study 41 mandaat")
def reject(project: ProjectPath, unit: UnitNumber, code: CodePath, coder: CoderName = None) -> None:
    """Have a code not be suggested for a unit again."""
    with opened(project, coder) as work:
        work.decisions.reject(_suggested(work, unit, code).proposal)
        say(_("Rejected."))


@command(noun, "never", example="suggestion never study mandaat")
def never(project: ProjectPath, code: CodePath, coder: CoderName = None) -> None:
    """Never suggest a code to you."""
    with opened(project, coder) as work:
        work.decisions.mute(work.codebook.find(code))
        say(_("It is never suggested to you again."))


@command(noun, "again", example="suggestion again study mandaat")
def again(project: ProjectPath, code: CodePath, coder: CoderName = None) -> None:
    """Suggest a code to you again."""
    with opened(project, coder) as work:
        work.decisions.unmute(work.codebook.find(code))
        say(_("It is suggested to you again."))


@command(noun, "record", example="suggestion record study --coder Lena")
def record(project: ProjectPath, coder: CoderName = None, *, output: Output) -> None:
    """Show how many suggestions you accepted, per code and confidence."""
    with opened(project, coder, read_only=True) as work:
        output.emit(work.decisions.record())


@command(noun, "recheck", example="suggestion recheck study --coder Lena")
def recheck(project: ProjectPath, coder: CoderName = None, *, output: Output) -> None:
    """List your codings that are unlike their like, the most doubtful first."""
    output.emit(_side_list(project, coder, "recheck"))


@command(noun, "hunt", example="suggestion hunt study --coder Lena")
def hunt(project: ProjectPath, coder: CoderName = None, *, output: Output) -> None:
    """List units that you have not judged, first what is known least of: there rare codes turn up soonest."""
    output.emit(_side_list(project, coder, "hunt"))


@command(noun, "missed", example="suggestion missed study mandaat")
def missed(project: ProjectPath, code: CodePath, coder: CoderName = None, *, output: Output) -> None:
    """List units that you judged and that do not have a code though it is probable."""
    output.emit(_side_list(project, coder, "missed", code=code))


@command(noun, "themes", example="suggestion themes study")
def themes(project: ProjectPath, coder: CoderName = None, *, output: Output) -> None:
    """List words that may be a theme without a code yet."""
    output.emit(_side_list(project, coder, "themes"))


@command(noun, "like", example="suggestion like study 41")
def like(project: ProjectPath, unit: UnitNumber, coder: CoderName = None, *, output: Output) -> None:
    """List what you coded that is most like a unit."""
    output.emit(_side_list(project, coder, "like", unit=unit))


def _side_list(
    project: Path, coder: str | None, kind: str, *, code: str | None = None, unit: int | None = None
) -> Table:
    from codebench.project.side_lists import SideKind, side_list

    with opened(project, coder, read_only=True) as work, _suggester() as suggester:
        code_id = None if code is None else work.codebook.find(code)
        return side_list(suggester, work.session, SideKind(kind), code_id=code_id, unit_id=unit).table


@contextmanager
def _suggester() -> "Iterator[Suggester]":
    from codebench.project.suggestions import Suggester
    from codebench.project.workers import Helper

    with Helper() as helper:
        yield Suggester(helper)


def _suggested(work: "Project", unit: int, code: str) -> "SuggestionInfo":
    """The suggestion of a code for a unit.

    Raises:
        ConflictError: a blind round hides all suggestions.
        NotFoundError: it is not suggested there.
    """
    if work.session.blindness:
        raise ConflictError(work.session.blindness)
    code_id = work.codebook.find(code)
    with _suggester() as suggester:
        suggester.insist(work.session)
        found = [one for one in suggester.suggest(work.session, unit) if one.proposal.code_id == code_id]
    if not found:
        message = _("'{code}' is not suggested for unit {unit}; `codebench suggestion list` shows what is.")
        raise NotFoundError(message.format(code=shown_line(code), unit=unit))
    return found[0]


def _tier(one: "SuggestionInfo") -> str:
    from codebench.project.suggestion_models import TIER_NAMES

    return TIER_NAMES[one.proposal.tier]
