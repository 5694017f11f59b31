"""What a face shows of a suggestion: the code, how sure, and why."""

from dataclasses import dataclass

from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.decisions import Proposal

TIER_NAMES = {"strong": _("strong"), "moderate": _("moderate"), "exploratory": _("exploratory")}


@dataclass(frozen=True, slots=True)
class ReasonWord:
    """A word that speaks for a code, at [start, end) of the document: `n_code` of `n_total` own units have it."""

    form: str
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
    """A suggestion for a unit. `probability` is calibrated, 0 to 1; `names` are words that the code itself uses."""

    proposal: Proposal
    probability: float
    words: tuple[ReasonWord, ...] = ()
    nearest: Likeness | None = None
    names: tuple[str, ...] = ()
    rule: str = ""

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
