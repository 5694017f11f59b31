"""What was settled, in words and in numbers; agreement after settling is never told."""

from codebench.domain.table import Column, ColumnKind, Row, Table
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.agreement_data import Work
from codebench.project.disputes import Outcome
from codebench.project.session import Session


def tally_table(session: Session, round_id: int) -> Table | None:
    """How many were settled how; None where nothing was. Agreement after settling says nothing and is never told."""
    rows = session.tuples(
        "SELECT s.outcome, ifnull(k.name, ''), count(*) FROM settlements s LEFT JOIN coders k ON k.id = s.coder_id"
        " WHERE s.round_id = ? GROUP BY s.outcome, s.coder_id ORDER BY s.coder_id",
        [round_id],
    )
    if not rows:
        return None
    coders = session.value("SELECT count(*) FROM round_coders WHERE round_id = ?", [round_id])
    words = {
        Outcome.ALL: _("both taken") if coders == 2 else _("all taken"),
        Outcome.NEITHER: _("neither taken") if coders == 2 else _("none taken"),
        Outcome.ADJUSTED: _("adjusted"),
    }
    taken = [(_("{coder}'s taken").format(coder=shown_line(name)), n) for how, name, n in rows if how == Outcome.ONE]
    taken += [(word, sum(n for how, _name, n in rows if how == outcome)) for outcome, word in words.items()]
    total = sum(n for *_how, n in rows)
    units = session.value("SELECT count(DISTINCT unit_id) FROM settlements WHERE round_id = ?", [round_id])
    whole = session.value(
        "SELECT count(*) FROM round_units u JOIN review_marks m ON m.unit_id = u.unit_id"
        " JOIN coders k ON k.id = m.coder_id AND k.kind = 'consensus' WHERE u.round_id = ?",
        [round_id],
    )
    notes = (
        plural(
            "{n} unit is settled as a whole and counts as the consensus has it.",
            "{n} units are settled as a whole and count as the consensus has them.",
            whole,
        ),
        _("The figures are those of the round as it was coded; agreement after settling says nothing of reliability."),
    )
    n_of = plural("N = {n} decision on a code in a unit", "N = {n} decisions on a code in a unit", total)
    return Table(
        _("What was settled"),
        (Column(_("decision")), Column(_("n"), ColumnKind.COUNT)),
        tuple(Row(each) for each in taken),
        _("Rule: each disputed code in a unit counts once, by the last decision."),
        n_of + plural(", in {n} unit.", ", in {n} units.", units),
        notes,
    )


def outcome_words(work: Work, outcome: Outcome, coder_id: int | None) -> str:
    """A decision in words."""
    if outcome is Outcome.ONE:
        return next((coder.name for coder in work.coders if coder.id == coder_id), "?")
    two = len(work.coders) == 2
    return {
        Outcome.ALL: _("both") if two else _("all"),
        Outcome.NEITHER: _("neither") if two else _("none"),
        Outcome.ADJUSTED: _("adjusted"),
    }[outcome]
