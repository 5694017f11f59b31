"""Looking for rules in many texts: what is asked, in a form that a helper process can be sent, and the answer to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from codebench.domain.annotation import Annotation
from codebench.domain.rule import Rule, keyword_rule, parse
from codebench.language.compounds import Compounds
from codebench.language.rule_matcher import RuleHit, RuleMatcher
from codebench.language.rule_words import Known, parts_of

Passage = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A line that says a rule, or a keyword of a code, which is one without signs."""

    text: str
    is_keyword: bool = False

    def rule(self) -> Rule:
        """What it says.

        Raises:
            RuleError: it is no rule.
        """
        return keyword_rule(self.text) if self.is_keyword else parse(self.text)


@dataclass(frozen=True, slots=True)
class RuleQuery:
    """What to look for. `known` holds the compounds among the project's words for each part that a rule asks for."""

    lines: tuple[RuleLine, ...]
    known: Known

    @classmethod
    def over(cls, lines: Iterable[RuleLine], words: Iterable[str]) -> Self:
        """These lines over a project with these words, written as `domain.rule.comparable` does.

        Raises:
            RuleError: a line is no rule.
        """
        lines = tuple(lines)
        parts = parts_of([line.rule() for line in lines])
        compounds = Compounds(words if parts else ())
        return cls(lines, {part: compounds.of(part) for part in sorted(parts)})

    def to_json(self) -> dict[str, Any]:
        """The query as JSON can hold it."""
        known = {part: sorted(words) for part, words in self.known.items()}
        return {"lines": [[line.text, line.is_keyword] for line in self.lines], "known": known}

    @classmethod
    def of_json(cls, value: dict[str, Any]) -> Self:
        """The query that `to_json` wrote."""
        return cls(tuple(RuleLine(*line) for line in value["lines"]), value["known"])

    def matcher(self) -> RuleMatcher:
        """What finds it; loads spaCy.

        Raises:
            RuleError: a line is no rule.
        """
        return RuleMatcher([line.rule() for line in self.lines], self.known)


def find_in_passages(
    matcher: RuleMatcher, text: str, annotation: Annotation, passages: Sequence[Passage]
) -> list[list[RuleHit]]:
    """What is found in each passage of a text."""
    return [matcher.find(text, annotation, start, end) for start, end in passages]
