"""Going through a round: which of its units is next for its coder, and how far that is."""

from bisect import bisect_left
from collections.abc import Collection

from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.project import Project
from codebench.project.round_models import RoundPlace


class RoundWalk:
    """The units of a round in the order of the material, and those that its coder (who works now) has judged."""

    def __init__(self, project: Project, round_id: int) -> None:
        self._project = project
        self.round_id = round_id
        self.read()

    def read(self) -> None:
        """Read everything anew."""
        rounds = self._project.rounds
        self.name = rounds.info(self.round_id).name
        self.places = rounds.places(self.round_id)
        self.judged = rounds.reviewed(self.round_id, self._project.coder.id)
        self._number = {place.unit_id: i for i, place in enumerate(self.places)}

    def holds(self, unit_id: int | None) -> bool:
        """Whether a unit is part of the round."""
        return unit_id in self._number

    def saw(self, judged: Collection[int], of: Collection[int]) -> None:
        """Of these units those are judged now."""
        self.judged = (self.judged - set(of)) | {unit for unit in judged if unit in self._number}

    def next(self, after: int | None) -> RoundPlace | None:
        """The first unit that is not judged after this one (a unit of the round, or None), round the end."""
        at = -1 if after is None else self._number.get(after, -1)
        order = [*self.places[at + 1 :], *self.places[: at + 1]]
        return next((place for place in order if place.unit_id not in self.judged), None)

    def next_in_text(self, document_id: int, offset: int) -> RoundPlace | None:
        """The first unit that is not judged after a place in a document of the round, round the end."""
        here = [i for i, place in enumerate(self.places) if place.document_id == document_id]
        if not here:
            return self.next(None)
        at = here[0] + bisect_left([self.places[i].start for i in here], offset + 1)
        return self.next(self.places[at - 1].unit_id if at else None)

    def documents_of(self, question_id: int) -> list[int]:
        """The answers to a question that are part of the round, in order."""
        return [place.document_id for place in self.places if place.question_id == question_id]

    def in_words(self, unit_id: int | None) -> str:
        """The round, how far its coder is, and whether this unit is part of it."""
        told = _("{name}: {n}/{of}").format(name=shown_line(self.name), n=len(self.judged), of=len(self.places))
        return told if unit_id is None or self.holds(unit_id) else told + " " + _("(this is not part of it)")

    def over(self) -> str:
        """What to do when nothing is left."""
        message = _("Round '{name}' is all judged: q goes back, and d there says that you are done.")
        return message.format(name=self.name)
