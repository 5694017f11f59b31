"""A label with all its lines, and the speaker that it was taken for."""

from dataclasses import dataclass

from codebench.ingest.labels import NO_LABEL, SpeakerRole
from codebench.ingest.turns import Candidate


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks, under the name that the researcher gave or the commonest spelling of the label.

    `existing` is the path of the case of the project that it is said to be.
    """

    name: str
    role: SpeakerRole
    existing: str | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it is written most, with the numbers of its lines, what its words tell, and what was told of it."""

    key: str
    name: str
    first: Candidate
    lines: tuple[int, ...]
    known: SpeakerRole | None
    told: str | None
    called: str | None

    @property
    def recurs(self) -> bool:
        """Whether it begins more than one line."""
        return len(self.lines) > 1

    @property
    def is_told(self) -> bool:
        """Whether the researcher said that it is a speaker."""
        return self.told not in (None, NO_LABEL) or (self.called is not None and self.told is None)
