"""Rounds as they are asked for, as they were drawn, and as they stand."""

import json
import re
from dataclasses import asdict, dataclass, field
from enum import StrEnum

from codebench.domain.draft import UnitKind
from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.i18n import _, plural


class RoundKind(StrEnum):
    """What a round is for: only one for reliability is ever reported as such."""

    PRACTICE = "practice"
    RELIABILITY = "reliability"


class RoundUnit(StrEnum):
    """What agreement is looked at by: the units as they are (turn, paragraph, answer), or parts of them."""

    TURN = "turn"
    PARAGRAPH = "paragraph"
    ANSWER = "answer"
    SENTENCE = "sentence"
    CHARACTER = "character"


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """A round to be made.

    Without `coders` (names, in order) all take part. `documents` and `questions` (names) narrow the material;
    `min_words` leaves out what is shorter, and `is_new` what one of the coders has judged or coded before. Of what is
    left `sample` units are drawn, or this `share` of them (0 to 1, rounded, at least one); without either all of it.
    `by` is the variable over whose values the sample is spread proportionally. Without a `seed` one is made up.

    In a round that is done `again` the coders code what each has judged before a second time, under another name.
    """

    name: str
    kind: RoundKind = RoundKind.RELIABILITY
    coders: tuple[str, ...] = ()
    is_blind: bool = True
    unit: RoundUnit | None = None
    documents: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    min_words: int = 0
    is_new: bool = False
    again: bool = False
    sample: int | None = None
    share: float | None = None
    by: str | None = None
    seed: int | None = None


def parse_sample(text: str) -> tuple[int | None, float | None]:
    """The number of units, or the share of them, that is meant by "40", "10%" or "12,5 %"; neither by nothing.

    Raises:
        InputError: it is none of these.
    """
    if not text.strip():
        return None, None
    found = re.fullmatch(r"(\d{1,9}(?:[.,]\d+)?)\s*(%?)", text.strip())
    if found is None or not (found[2] or found[1].isdigit()):
        raise InputError(_("'{text}' is no sample: write 40, or 10%.").format(text=shown_line(text)))
    return (None, float(found[1].replace(",", ".")) / 100) if found[2] else (int(found[1]), None)


@dataclass(frozen=True, slots=True)
class Stratum:
    """A value of the variable that a sample is spread over: of how many units how many were drawn."""

    label: str
    drawn: int
    of: int


@dataclass(frozen=True, slots=True)
class Selection:
    """How the units of a round were chosen; kept with it. Documents and questions are ids: names may be erased."""

    of: int
    drawn: int
    documents: tuple[int, ...] = ()
    questions: tuple[int, ...] = ()
    min_words: int = 0
    short: int = 0
    is_new: bool = False
    again: bool = False
    by: str = ""
    strata: tuple[Stratum, ...] = ()

    def to_json(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Selection":
        """As it was kept."""
        kept = json.loads(text)
        strata = tuple(Stratum(**one) for one in kept.pop("strata"))
        documents, questions = tuple(kept.pop("documents")), tuple(kept.pop("questions"))
        return cls(**kept, documents=documents, questions=questions, strata=strata)

    def in_words(self, seed: int, material: str) -> str:
        """What was chosen, from what, and by which rule; `material` are the names of documents and questions."""
        all_of_them = plural("all {n} unit", "all {n} units", self.of)
        parts = [all_of_them if self.drawn == self.of else self._drawn(seed)]
        parts.append(material or _("all material"))
        if self.again:
            parts.append(_("of what each of the coders has judged before"))
        if self.is_new:
            parts.append(_("of what none of the coders had judged or coded"))
        if self.min_words:
            least = plural("units of at least {n} word", "units of at least {n} words", self.min_words)
            parts.append(least + plural(" ({n} shorter one left out)", " ({n} shorter ones left out)", self.short))
        return "; ".join(parts)

    def _drawn(self, seed: int) -> str:
        drawn = _("{n} of {of} units at random (seed {seed})").format(n=self.drawn, of=self.of, seed=seed)
        if not self.strata:
            return drawn
        strata = ", ".join(_("{label} {n} of {of}").format(label=s.label, n=s.drawn, of=s.of) for s in self.strata)
        return drawn + _(", proportional over {variable}: {strata}").format(variable=self.by, strata=strata)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The units (ids, in the order of the material) that a plan comes to, and how; nothing is written yet.

    `known` says for each coder who has judged some of them before, how many.
    """

    units: tuple[int, ...]
    kind: UnitKind
    seed: int
    selection: Selection
    material: str
    known: dict[str, int] = field(default_factory=dict)

    def in_words(self) -> str:
        """What was chosen, from what, and by which rule."""
        return self.selection.in_words(self.seed, self.material)


@dataclass(frozen=True, slots=True)
class RoundCoder:
    """Somebody in a round: `id` and `name` are those that the work in it is done under.

    In a second coding these are not the `person`'s own. `reviewed` counts the units of the round that were judged;
    `done_at` is when they said to be done (UTC), empty before.
    """

    id: int
    name: str
    person_id: int
    person: str
    reviewed: int
    done_at: str

    @property
    def is_second(self) -> bool:
        """Whether this codes for the second time."""
        return self.id != self.person_id


@dataclass(frozen=True, slots=True)
class RoundInfo:
    """A round as it stands: `units` are those of active documents, `compared` those that all its coders judged.

    `selection` says in words how its units were chosen; `reason` why it was closed before all were done.
    """

    id: int
    guid: str
    name: str
    kind: RoundKind
    is_blind: bool
    unit: RoundUnit
    seed: int
    codebook_revision: int
    is_open: bool
    created_at: str
    closed_at: str
    reason: str
    selection: str
    units: int
    compared: int
    coders: tuple[RoundCoder, ...]

    def coder(self, coder_id: int) -> RoundCoder | None:
        """The place in the round of a coder, by the id of the person or of the name that they work under."""
        return next((one for one in self.coders if coder_id in (one.id, one.person_id)), None)


@dataclass(frozen=True, slots=True)
class RoundPlace:
    """A unit of a round and where it lies: [start, end) is what was said in it."""

    unit_id: int
    document_id: int
    question_id: int | None
    start: int
    end: int
