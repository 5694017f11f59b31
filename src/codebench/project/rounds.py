"""Rounds: units that coders code independently, to compare them; how far each is, and when it is over."""

from collections import Counter
from collections.abc import Callable, Sequence
from random import SystemRandom

from codebench.domain.errors import ConflictError, InputError, NotFoundError
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.coders import Coders, add_coder
from codebench.project.models import CoderInfo
from codebench.project.round_material import Candidate, RoundMaterial
from codebench.project.round_models import (
    Drawn,
    RoundCoder,
    RoundInfo,
    RoundKind,
    RoundPlace,
    RoundPlan,
    RoundUnit,
    Selection,
    Stratum,
)
from codebench.project.round_sampling import allocate, draw
from codebench.project.session import Session, clean_name
from codebench.store.journal import new_guid

_UNITS = (
    "FROM round_units x JOIN units u ON u.id = x.unit_id"
    " JOIN documents d ON d.id = u.document_id AND d.status = 'active' WHERE x.round_id = ?"
)
_SEEDS = 1_000_000
_GRAINS = (RoundUnit.SENTENCE, RoundUnit.CHARACTER)


class Rounds:
    """The rounds of a project; each method that changes something is one act.

    `freeze` gives the agreement on a round (by its name) as JSON, which is kept with it when it closes.
    """

    def __init__(self, session: Session, freeze: Callable[[str], str] = lambda _name: "") -> None:
        self._session = session
        self._freeze = freeze
        self._coders = Coders(session)
        self._material = RoundMaterial(session)

    # Reading

    def all(self) -> list[RoundInfo]:
        """All rounds, oldest first."""
        return [self._info(row_id) for (row_id,) in self._session.tuples("SELECT id FROM rounds ORDER BY id")]

    def get(self, name: str | None = None) -> RoundInfo:
        """The round of this name; without a name the only one there is, or the only open one.

        Raises:
            NotFoundError: there is none, or without a name several.
        """
        rounds = self.all()
        if name is None:
            fits = rounds if len(rounds) == 1 else [one for one in rounds if one.is_open]
        else:
            wanted = name.strip().casefold()
            fits = [one for one in rounds if one.name == name] or [
                one for one in rounds if one.name.casefold() == wanted
            ]
        if len(fits) == 1:
            return fits[0]
        names = ", ".join(shown_line(one.name) for one in rounds) or "–"
        if name is None:
            raise NotFoundError(_("Say which round; this project has: {names}.").format(names=names))
        message = _("There is no round '{name}'; this project has: {names}.")
        raise NotFoundError(message.format(name=shown_line(name), names=names))

    def info(self, round_id: int) -> RoundInfo:
        """A round by its id.

        Raises:
            NotFoundError: there is none.
        """
        self._session.require("rounds", round_id, _("round"))
        return self._info(round_id)

    def places(self, round_id: int) -> list[RoundPlace]:
        """The units of a round in the order of the material, each with the passage that is judged."""
        rows = self._session.tuples(
            f'SELECT u.id, u.document_id, d.question_id, u.body_start, u."end" {_UNITS}'
            " ORDER BY (SELECT q.position FROM questions q WHERE q.id = d.question_id), d.position, d.id, u.start",
            [round_id],
        )
        return [RoundPlace(*row) for row in rows]

    def reviewed(self, round_id: int, coder_id: int) -> set[int]:
        """The units of a round that a coder has judged."""
        query = "SELECT unit_id FROM view_rounds WHERE round_id = ? AND coder_id = ? AND reviewed_at IS NOT NULL"
        return {row[0] for row in self._session.tuples(query, [round_id, coder_id])}

    def compared(self, round_id: int) -> list[int]:
        """The units of a round that all its coders judged, ascending: only these count when they are compared."""
        query = (
            "SELECT unit_id FROM view_rounds WHERE round_id = ? GROUP BY unit_id"
            " HAVING count(reviewed_at) = count(*) ORDER BY unit_id"
        )
        return [row[0] for row in self._session.tuples(query, [round_id])]

    # Making

    def draw(self, plan: RoundPlan) -> Drawn:
        """The units that a plan comes to; nothing is written.

        Raises:
            NotFoundError: something that is named does not exist.
            InputError: the plan contradicts itself, or there are too few units.
        """
        coders = self._who(plan)
        material = self._material.named(plan.documents, plan.questions)
        judged = {coder.name: self._material.reviewed(coder.id) for coder in coders}
        found, short = self._material.candidates(material, plan.min_words)
        if plan.again:
            found = [one for one in found if all(one.id in units for units in judged.values())]
        if plan.is_new:
            known = set().union(*judged.values(), *(self._material.coded(coder.id) for coder in coders))
            found = [one for one in found if one.id not in known]
        if not found:
            raise InputError(_("There is no unit left for this round; nothing was made."))
        self._check_unit(plan, found)
        n = _size(plan, len(found))
        seed = SystemRandom().randrange(1, _SEEDS) if plan.seed is None else plan.seed
        units, strata = self._sample(plan, found, n, seed)
        return Drawn(
            units=tuple(units),
            kind=found[0].kind,
            seed=seed,
            selection=Selection(
                of=len(found),
                drawn=len(units),
                documents=material.documents,
                questions=material.questions,
                min_words=plan.min_words,
                short=short,
                is_new=plan.is_new,
                again=plan.again,
                by=plan.by or "",
                strata=strata,
            ),
            material=material.name,
            known={name: n for name, done in judged.items() if (n := len(done.intersection(units)))},
        )

    def make(self, plan: RoundPlan, drawn: Drawn | None = None) -> RoundInfo:
        """Make a round of what a plan comes to, or of what was drawn for it before.

        A coder who codes again gets a name of their own for it ("Lena (ronde 2)"), whose codings stand beside the first
        ones, are compared, and are part of no count.

        Raises:
            ConflictError: the name is taken.
            NotFoundError, InputError: see `draw`.
        """
        name = clean_name(plan.name, _("round"), 60)
        if any(one.name.casefold() == name.casefold() for one in self.all()):
            raise ConflictError(_("There is a round '{name}' already.").format(name=shown_line(name)))
        drawn = drawn or self.draw(plan)
        coders = self._who(plan)
        taken = {coder.name.casefold() for coder in self._coders.everyone()}
        summary = _("make round '{name}': {units}, {coders}").format(
            name=shown_line(name),
            units=plural("{n} unit", "{n} units", len(drawn.units)),
            coders=", ".join(shown_line(coder.name) for coder in coders),
        )
        with self._session.act("round make", summary) as act:
            round_id = act.insert(
                "rounds",
                guid=new_guid(),
                kind=str(plan.kind),
                is_blind=int(plan.is_blind),
                unit=str(plan.unit or RoundUnit(str(drawn.kind))),
                seed=drawn.seed,
                codebook_revision=int(self._session.value("SELECT max(id) FROM codebook_revisions")),
                status="open",
                created_at=act.created_at,
                name=name,
                selection=drawn.selection.to_json(),
                reason="",
                figures="",
            )
            act.insert_rows("round_units", ("round_id", "unit_id"), [(round_id, unit) for unit in drawn.units])
            for position, coder in enumerate(coders):
                second = None
                if plan.again:
                    alias = f"{coder.name} ({name})"
                    if alias.casefold() in taken:
                        raise ConflictError(_("There is a coder '{name}' already.").format(name=shown_line(alias)))
                    second = add_coder(act, alias).id
                act.insert("round_coders", round_id=round_id, coder_id=coder.id, position=position, as_coder_id=second)
        return self._info(round_id)

    # Going through it

    def done(self, round_id: int) -> None:
        """Say that the present coder is done with a round.

        Raises:
            ConflictError: it is closed, they said so before, take no part in it, or have units left to judge.
        """
        info = self.info(round_id)
        mine = info.coder(self._session.coder.id)
        name = shown_line(info.name)
        if mine is None:
            message = _("{coder} takes no part in round '{name}'.")
            raise ConflictError(message.format(coder=shown_line(self._session.coder.name), name=name))
        if not info.is_open:
            raise ConflictError(_("Round '{name}' is closed already.").format(name=name))
        if mine.done_at:
            raise ConflictError(_("You are done with round '{name}' already.").format(name=name))
        left = info.units - mine.reviewed
        if left:
            message = plural(
                "{n} unit of round '{{name}}' is not reviewed yet: a unit without a code is marked as reviewed too.",
                "{n} units of round '{{name}}' are not reviewed yet: a unit without a code is marked as reviewed too.",
                left,
            )
            raise ConflictError(message.format(name=name))
        with self._session.act("round done", _("done with round '{name}'").format(name=name)) as act:
            row = self._session.value(
                "SELECT id FROM round_coders WHERE round_id = ? AND coder_id = ?", [round_id, mine.person_id]
            )
            act.update("round_coders", row, done_at=act.created_at)

    def close(self, round_id: int, *, reason: str = "") -> RoundInfo:
        """Close a round: from now on everybody sees everything again. Undo opens it.

        The agreement is frozen with it, as it was coded. `reason` is asked for, and kept, where not all of its coders
        are done.

        Raises:
            ConflictError: it is closed already, or somebody is not done and no reason was given.
        """
        info = self.info(round_id)
        name = shown_line(info.name)
        if not info.is_open:
            raise ConflictError(_("Round '{name}' is closed already.").format(name=name))
        waiting = ", ".join(shown_line(coder.person) for coder in info.coders if not coder.done_at)
        if waiting and not reason.strip():
            message = _("Round '{name}' waits for {coders}; who closes it before gives a reason, which is kept.")
            raise ConflictError(message.format(name=name, coders=waiting))
        figures = self._freeze(info.name)
        with self._session.act("round close", _("close round '{name}'").format(name=name)) as act:
            act.update(
                "rounds",
                round_id,
                status="closed",
                closed_at=act.created_at,
                reason=reason.strip() if waiting else "",
                figures=figures,
            )
        return self._info(round_id)

    # Parts

    def _who(self, plan: RoundPlan) -> list[CoderInfo]:
        """The people who take part, in order."""
        if plan.sample is not None and plan.share is not None:
            raise InputError(_("A sample is a number of units or a share of them, not both."))
        if plan.again and plan.is_new:
            raise InputError(_("What is coded again is not new."))
        people = self._coders.all()
        found = [self._coders.get(name) for name in plan.coders] or people
        twice = [coder.name for coder, n in Counter(found).items() if n > 1]
        if twice:
            raise InputError(_("{name} is named twice.").format(name=shown_line(twice[0])))
        seconds = [coder.name for coder in found if coder not in people]
        if seconds:
            message = _("'{name}' is a name for a second coding; name the coder.")
            raise InputError(message.format(name=shown_line(seconds[0])))
        if len(found) < 2 and not plan.again:
            message = _("A round compares coders: name two or more. Who codes alone can code --again, later.")
            raise InputError(message)
        return found

    @staticmethod
    def _check_unit(plan: RoundPlan, found: Sequence[Candidate]) -> None:
        kinds = sorted({str(one.kind) for one in found})
        if len(kinds) > 1:
            message = _("This material has units of several kinds ({kinds}), and a round is over one: name --document.")
            raise InputError(message.format(kinds=", ".join(kinds)))
        if plan.unit is not None and plan.unit not in (*_GRAINS, kinds[0]):
            message = _("This material has units of kind {kind}; '{unit}' is none of them nor a part of one.")
            raise InputError(message.format(kind=kinds[0], unit=plan.unit))

    def _sample(
        self, plan: RoundPlan, found: Sequence[Candidate], n: int, seed: int
    ) -> tuple[list[int], tuple[Stratum, ...]]:
        """The drawn units in the order of the material, and how they are spread."""
        if plan.by is None:
            return [found[at].id for at in draw([one.key for one in found], n, seed)], ()
        strata = self._material.strata(plan.by, found)
        if n < len(strata):
            message = _("'{variable}' has {values} here; a sample of {n} can't hold a unit of each.")
            values = plural("{n} value", "{n} values", len(strata))
            raise InputError(message.format(variable=shown_line(plan.by), values=values, n=n))
        given = allocate({label: len(some) for label, some in strata.items()}, n)
        drawn = {
            some[at].id for label, some in strata.items() for at in draw([one.key for one in some], given[label], seed)
        }
        spread = tuple(Stratum(label, given[label], len(some)) for label, some in strata.items())
        return [one.id for one in found if one.id in drawn], spread

    def _info(self, round_id: int) -> RoundInfo:
        row = self._session.rows("SELECT * FROM rounds WHERE id = ?", [round_id])[0]
        selection = Selection.from_json(row["selection"])
        return RoundInfo(
            id=round_id,
            guid=row["guid"],
            name=row["name"],
            kind=RoundKind(row["kind"]),
            is_blind=bool(row["is_blind"]),
            unit=RoundUnit(row["unit"]),
            seed=row["seed"],
            codebook_revision=row["codebook_revision"],
            is_open=row["status"] == "open",
            created_at=row["created_at"],
            closed_at=row["closed_at"] or "",
            reason=row["reason"],
            selection=selection.in_words(row["seed"], self._material.name(selection.documents, selection.questions)),
            units=self._session.value(f"SELECT count(*) {_UNITS}", [round_id]),
            compared=len(self.compared(round_id)),
            coders=tuple(self._taking_part(round_id)),
        )

    def _taking_part(self, round_id: int) -> list[RoundCoder]:
        rows = self._session.tuples(
            "SELECT k.id, k.name, p.id, p.name, (SELECT count(*) FROM view_rounds v WHERE v.round_id = c.round_id"
            " AND v.coder_id = k.id AND v.reviewed_at IS NOT NULL), ifnull(c.done_at, '')"
            " FROM round_coders c JOIN coders p ON p.id = c.coder_id"
            " JOIN coders k ON k.id = ifnull(c.as_coder_id, c.coder_id) WHERE c.round_id = ? ORDER BY c.position",
            [round_id],
        )
        return [RoundCoder(*row) for row in rows]


def _size(plan: RoundPlan, n_found: int) -> int:
    """How many units to draw."""
    if plan.share is not None:
        if not 0 < plan.share <= 1:
            raise InputError(_("A sample is a share between 0 and 100 per cent."))
        return max(1, round(plan.share * n_found))
    if plan.sample is None:
        if plan.by is not None:
            raise InputError(_("Say how large the sample is that is spread over '{v}'.").format(v=shown_line(plan.by)))
        return n_found
    if not 0 < plan.sample <= n_found:
        message = _("A sample of {n} can't be drawn from {of}.")
        raise InputError(message.format(n=plan.sample, of=plural("{n} unit", "{n} units", n_found)))
    return plan.sample
