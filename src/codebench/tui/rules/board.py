"""What a rule found, in groups, and which units are ticked to be coded."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from codebench.i18n import _
from codebench.project.rule_models import RuleMatch, Trial, Verdict


class Group(StrEnum):
    """The units of a trial by what there is to do with them."""

    NEW = "new"
    DECLINED = "declined"
    AGREES = "agrees"
    MISSED = "missed"
    REJECTED = "rejected"


TITLES = {
    Group.NEW: _("new"),
    Group.DECLINED: _("reviewed without it"),
    Group.AGREES: _("has it"),
    Group.MISSED: _("has it, missed"),
    Group.REJECTED: _("rejected"),
}
_GROUPS = {
    Verdict.NEW: Group.NEW,
    Verdict.DECLINED: Group.DECLINED,
    Verdict.AGREES: Group.AGREES,
    Verdict.MISSED: Group.MISSED,
}
_TO_TICK = (Group.NEW, Group.DECLINED, Group.REJECTED)


class Board:
    """The last trial of a code. Ticks given or taken away by hand outlast another trial for the same code."""

    def __init__(self) -> None:
        self._wanted = Group.NEW
        self._groups: dict[Group, list[RuleMatch]] = {group: [] for group in Group}
        self._ticked_by_hand: set[int] = set()
        self._unticked_by_hand: set[int] = set()
        self._unticked: set[int] = set()
        self._n_ticked = 0

    def show(self, trial: Trial | None, is_rejected: Callable[[int], bool]) -> None:
        """Take in a trial, or nothing."""
        self._groups = {group: [] for group in Group}
        for match in () if trial is None else trial.matches:
            group = _GROUPS[match.verdict]
            if group is Group.NEW and is_rejected(match.unit_id):
                group = Group.REJECTED
            self._groups[group].append(match)
        self._count_ticked()

    def begin(self) -> None:
        """For another code everything begins anew."""
        self._wanted = Group.NEW
        self._ticked_by_hand.clear()
        self._unticked_by_hand.clear()
        self._unticked.clear()

    @property
    def n_ticked(self) -> int:
        """How many units are to be coded."""
        return self._n_ticked

    @property
    def group(self) -> Group:
        """The group that is shown: the one that was gone to, or where that is empty the first that is not."""
        if self._groups[self._wanted]:
            return self._wanted
        return next((group for group in Group if self._groups[group]), self._wanted)

    @property
    def matches(self) -> Sequence[RuleMatch]:
        """The units of the present group."""
        return self._groups[self.group]

    def count(self, group: Group) -> int:
        """How many units a group has."""
        return len(self._groups[group])

    def turn(self, step: int) -> None:
        """Go to the next group that is not empty, or the one before it."""
        groups = list(Group)
        at = groups.index(self.group)
        around = [groups[(at + step * i) % len(groups)] for i in range(1, len(groups) + 1)]
        self._wanted = next((group for group in around if self._groups[group]), self.group)

    @property
    def can_tick(self) -> bool:
        """Whether the units of the present group can be coded."""
        return self.group in _TO_TICK

    def is_ticked(self, match: RuleMatch, group: Group | None = None) -> bool:
        """Whether a unit is to be coded: all new ones are, until their tick is taken away."""
        if (group or self.group) is Group.NEW:
            return match.unit_id not in self._unticked
        return match.unit_id in self._ticked_by_hand

    def tick(self, match: RuleMatch) -> None:
        """Tick one unit of the present group, or take its tick away."""
        unit = match.unit_id
        self._n_ticked += -1 if self.is_ticked(match) else 1
        if self.is_ticked(match):
            self._ticked_by_hand.discard(unit)
            self._unticked.add(unit)
            self._unticked_by_hand.add(unit)
        else:
            self._ticked_by_hand.add(unit)
            self._unticked.discard(unit)
            self._unticked_by_hand.discard(unit)

    def tick_all(self) -> None:
        """Tick all of the present group, or none where all are."""
        units = {match.unit_id for match in self.matches}
        if all(map(self.is_ticked, self.matches)):
            self._ticked_by_hand -= units
            self._unticked |= units
        else:
            self._ticked_by_hand |= units
            self._unticked -= units
            self._unticked_by_hand -= units
        self._count_ticked()

    def ticked(self) -> list[RuleMatch]:
        """What is to be coded, of all groups."""
        return [match for group in _TO_TICK for match in self._groups[group] if self.is_ticked(match, group)]

    def rejected(self) -> list[int]:
        """The units whose tick was taken away one by one: not to be proposed again."""
        return [match.unit_id for match in self._groups[Group.NEW] if match.unit_id in self._unticked_by_hand]

    def _count_ticked(self) -> None:
        # Kept, since it is told at every move of the cursor.
        self._n_ticked = len(self.ticked())
