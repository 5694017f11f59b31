"""What a face shows of a suggestion: the code, how sure, and why."""

from dataclasses import dataclass

from codebench.domain.rule import Kind, Word
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.decisions import Proposal

TIER_NAMES = {"strong": _("strong"), "moderate": _("moderate"), "exploratory": _("exploratory")}


@dataclass(frozen=True, slots=True)
class ReasonWord:
    """A word that speaks for a code, at [start, end) of the document: `n_code` of `n_total` own units have it."""

    form: str
    lemma: str
    start: int
    end: int
    n_code: int
    n_total: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """The own unit with this code that is most alike: where it is, how it begins, and the cosine, 0 to 1."""

    unit_id: int
    document_id: int
    start: int
    quote: str
    similarity: float


@dataclass(frozen=True, slots=True)
class SuggestionInfo:
    """A suggestion for a unit. `probability` is calibrated, 0 to 1; `names` are words that the code itself uses.

    `rule` is a rule of the code that finds something in the unit; `accepted` says how many of how many suggestions of
    the code that the coder decided on were accepted.
    """

    proposal: Proposal
    probability: float
    words: tuple[ReasonWord, ...] = ()
    nearest: Likeness | None = None
    names: tuple[str, ...] = ()
    rule: str = ""
    accepted: tuple[int, int] = (0, 0)

    def reason(self) -> str:
        """Why, in one line."""
        parts = []
        if self.rule:
            parts.append(_("rule {rule}").format(rule=shown_line(self.rule)))
        for word in self.words:
            counts = _("‘{word}’ {n} of {of}×").format(word=shown_line(word.form), n=word.n_code, of=word.n_total)
            parts.append(counts)
        if self.names:
            names = ", ".join(f"‘{shown_line(name)}’" for name in self.names)
            parts.append(_("the code says {words}").format(words=names))
        if self.nearest is not None:
            parts.append(_("like “{quote}”").format(quote=shown_line(self.nearest.quote)))
        return " · ".join(parts) or _("often used here")

    def record(self) -> str:
        """How often it was right so far: "41 of 52 accepted"; empty before anything was decided."""
        n, of = self.accepted
        return _("{n} of {of} accepted").format(n=n, of=of) if of else ""

    def as_rule(self) -> str:
        """The reason as a rule that finds the like: the rule that it is, else any of its words; empty where none."""
        if self.rule:
            return self.rule
        words = [Word(word.lemma, Kind.LEMMA) for word in self.words] or [Word(name) for name in self.names]
        return "|".join(dict.fromkeys(map(str, words)))
