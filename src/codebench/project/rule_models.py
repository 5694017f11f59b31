"""What trying a rule shows: the units that it finds or misses, and how that agrees with what the coder did."""

from dataclasses import dataclass
from enum import StrEnum

from codebench.domain.draft import UnitKind
from codebench.domain.table import Share
from codebench.i18n import _, plural
from codebench.language.rule_matcher import RuleHit
from codebench.language.rule_search import Passage, RuleLine, RuleQuery


@dataclass(frozen=True, slots=True)
class Material:
    """Where to look: these documents and the answers to these questions; everywhere where both are empty."""

    document_ids: tuple[int, ...] = ()
    question_ids: tuple[int, ...] = ()


class Verdict(StrEnum):
    """How a rule and the coder stand to each other on a unit.

    NEW: the rule finds it, and the coder has not judged it; DECLINED: the coder reviewed it without the code. Both have
    the code on AGREES; the rule does not find MISSED, which has it.
    """

    NEW = "new"
    DECLINED = "declined"
    AGREES = "agrees"
    MISSED = "missed"


class Reach(StrEnum):
    """What a hit puts the code on: the whole unit, or in a transcript the sentence or the words. An answer is whole."""

    UNIT = "unit"
    SENTENCE = "sentence"
    WORDS = "words"

    def after(self) -> "Reach":
        """The next of them, round the end."""
        all_of_them = list(Reach)
        return all_of_them[(all_of_them.index(self) + 1) % len(all_of_them)]

    def in_words(self) -> str:
        """What is coded, in a sentence."""
        return {
            Reach.UNIT: _("the whole turn or answer is coded"),
            Reach.SENTENCE: _("in transcripts the sentence is coded"),
            Reach.WORDS: _("in transcripts the words are coded"),
        }[self]


@dataclass(frozen=True, slots=True)
class RuleMatch:
    """A unit that a rule finds or misses. `text` is what is said in it, from `start` on in its text version."""

    verdict: Verdict
    unit_id: int
    document_id: int
    version_id: int
    kind: UnitKind
    document: str
    case: str
    start: int
    text: str
    hits: tuple[RuleHit, ...]

    @property
    def end(self) -> int:
        """Where what is said ends in its text version."""
        return self.start + len(self.text)

    def marks(self) -> list[Passage]:
        """What was found, as places in `text` that do not overlap; several rules may have found the same."""
        found: list[Passage] = []
        for start, end in sorted((hit.start - self.start, hit.end - self.start) for hit in self.hits):
            if found and start < found[-1][1]:
                found[-1] = found[-1][0], max(end, found[-1][1])
            else:
                found.append((start, end))
        return found

    def marked(self, most: int | None = None) -> str:
        """`text` with marks around what was found; from the first sentence with a hit on if that is beyond `most`."""
        text, marks = self.text, self.marks()
        for start, end in reversed(marks):
            text = f"{text[:start]}«{text[start:end]}»{text[end:]}"
        far = most is not None and marks and marks[0][0] > most
        return "… " + text[self.hits[0].sentence[0] - self.start :] if far else text

    def passages(self, reach: Reach) -> list[Passage]:
        """What autocoding puts the code on."""
        if self.kind is UnitKind.ANSWER or reach is Reach.UNIT:
            return [(self.start, self.end)]
        by_words = reach is Reach.WORDS
        return list(dict.fromkeys((hit.start, hit.end) if by_words else hit.sentence for hit in self.hits))


@dataclass(frozen=True, slots=True)
class Ground:
    """What a rule for a code is tried on, read once for many trials.

    `units` counts those that ask to be judged; `coded` are those on which the coder put the code or one below it,
    `reviewed` those that the coder reviewed. `unread` are text versions that no pipeline has read yet. `lemmas` are the
    project's, as `domain.rule.comparable` writes them, with their ids.
    """

    code_id: int
    code: str
    coder: str
    material: Material
    units: int
    coded: frozenset[int]
    reviewed: frozenset[int]
    unread: frozenset[int]
    lemmas: dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Trial:
    """What was found by rules, in the order of the material."""

    ground: Ground
    query: RuleQuery
    matches: tuple[RuleMatch, ...]
    unread: int

    def of(self, verdict: Verdict) -> list[RuleMatch]:
        """The units with this verdict."""
        return [match for match in self.matches if match.verdict is verdict]

    def count(self, verdict: Verdict) -> int:
        """How many units have it."""
        return sum(match.verdict is verdict for match in self.matches)

    def share_found(self) -> Share:
        """Recall: of the units that have the code, those that the rule finds."""
        agrees = self.count(Verdict.AGREES)
        return Share(agrees, agrees + self.count(Verdict.MISSED))

    def share_right(self) -> Share:
        """Precision: of the units that the rule finds and the coder judged, those that have the code."""
        agrees = self.count(Verdict.AGREES)
        return Share(agrees, agrees + self.count(Verdict.DECLINED))

    def lines_of(self, match: RuleMatch) -> list[str]:
        """The rules by which a unit was found."""
        return [self.query.lines[number].text for number in sorted({hit.rule for hit in match.hits})]

    def summary(self) -> str:
        """In one line: "finds 41 of 52 coded (79 %) · 17 new · 41 of 44 judged have the code (93 %)"."""
        found, right = self.share_found(), self.share_right()
        parts = [_("finds {n} of {of} coded").format(n=found.n, of=found.of) + _percent(found)]
        parts.append(plural("{n} new", "{n} new", self.count(Verdict.NEW)))
        if right.of:
            parts.append(_("{n} of {of} judged have the code").format(n=right.n, of=right.of) + _percent(right))
        if self.unread:
            parts.append(plural("{n} text not read yet", "{n} texts not read yet", self.unread))
        return " · ".join(parts)

    def rule(self) -> str:
        """The rule that its figures follow."""
        return _(
            "Counted are units, each once, of {coder}'s own codings: code '{code}' or one below it; the moderator's"
            " turns are left out. Judged is what has the code or was reviewed."
        ).format(coder=self.ground.coder, code=self.ground.code)

    def n(self) -> str:
        """What was looked at."""
        return _("N = {units}, {coded} with the code, {reviewed} reviewed").format(
            units=plural("{n} unit", "{n} units", self.ground.units),
            coded=len(self.ground.coded),
            reviewed=len(self.ground.reviewed),
        )


def _percent(share: Share) -> str:
    """The per cent in brackets, where N is not too small for one."""
    return "" if share.percent is None else f" ({share})"


def in_words_of(lines: tuple[RuleLine, ...]) -> str:
    """The rules of a query as they are told."""
    return "; ".join(line.text for line in lines)
