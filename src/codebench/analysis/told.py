"""The sentences that tables of cases share: the rule, the N, and what a reader must know of both."""

from collections.abc import Iterator

from codebench.analysis.coded import Found
from codebench.analysis.crowds import Crowd
from codebench.analysis.groups import Groups
from codebench.analysis.scope import Denominator, Scope
from codebench.analysis.weights import Weights
from codebench.domain.text import shown_line
from codebench.domain.variables import CaseKind
from codebench.i18n import _, plural


def decimal(figure: float) -> str:
    """A number of a rule, with the sign of decimals of the language."""
    return f"{figure:g}".replace(".", _("."))


def counts_once(level: CaseKind | None, what: str) -> str:
    """That each case counts once, per code or per answer."""
    levels = {
        CaseKind.GROUP: _("each group counts once per {what}"),
        CaseKind.ORGANISATION: _("each organisation counts once per {what}"),
    }
    return levels.get(level or CaseKind.PERSON, _("each person counts once per {what}")).format(what=what)


def left_out() -> str:
    """Who and what never counts."""
    return _("moderators, speakers who are not one person (allen, onbekend) and suggestions are left out")


def weighted(weights: Weights | None) -> str:
    """By what it was weighted, or that it was not."""
    if weights is None:
        return _("unweighted")
    return _("per cents weighted by '{name}', n and N unweighted").format(name=shown_line(weights.name))


def rule(*parts: str) -> str:
    """The rule of a table as one sentence."""
    return _("Rule: {parts}.").format(parts="; ".join(part for part in parts if part))


def several(level: CaseKind) -> str:
    """Cases of a level at which cases count, by their name."""
    return {
        CaseKind.PERSON: _("persons"),
        CaseKind.GROUP: _("groups"),
        CaseKind.ORGANISATION: _("organisations"),
    }[level]


def of_whom(of: Denominator) -> str:
    """Which cases a share is of."""
    return {
        Denominator.REVIEWED: _("with at least one reviewed unit"),
        Denominator.SUBSTANTIVE: _("who said something to code"),
        Denominator.ANSWERED: _("who answered (n.v.t. and weet niet among them)"),
        Denominator.ASKED: _("who were asked (blank answers among them)"),
        Denominator.ALL: _("in the project"),
    }[of]


def n_of(scope: Scope, of: Denominator, weights: Weights | None = None) -> str:
    """N, of which cases, and how many of them nobody judged yet."""
    sentence = _("N = {n} {kind} {which}").format(
        n=scope.base.bit_count(), kind=several(scope.level or CaseKind.PERSON), which=of_whom(of)
    )
    if weights is not None:
        sentence += _(" (totaal ongewogen; together they weigh {sum})").format(
            sum=f"{weights.of(scope.base):.1f}".replace(".", _("."))
        )
    n_waiting = scope.waiting.bit_count()
    waiting = plural("{n} is not yet reviewed", "{n} are not yet reviewed", n_waiting)
    return f"{sentence}; {waiting}." if n_waiting else f"{sentence}."


def without_weight(n: int) -> Iterator[str]:
    """How many cases are left out since they weigh nothing."""
    if n:
        yield plural("{n} case has no weight and is left out.", "{n} cases have no weight and are left out.", n)


def of_cases(scope: Scope, groups: Groups, everything: Found) -> Iterator[str]:
    """What is to be known of a count of cases."""
    outside = (everything.cases & scope.waiting & ~scope.base).bit_count()
    if outside:
        yield plural(
            "{n} case has codings but no reviewed unit, and is not in the count of cases.",
            "{n} cases have codings but no reviewed unit, and are not in the count of cases.",
            outside,
        )
    if scope.base & scope.together:
        yield _("Speakers of one group spoke in each other's presence: they are no independent cases.")
    yield from overlapping(groups, scope.base)
    yield from of_codings(scope, everything)


def overlapping(groups: Groups, cases: Crowd) -> Iterator[str]:
    """That a case may be in several groups."""
    if groups.overlap(cases):
        yield _("The groups overlap (several values per case): their numbers add up to more than the total.")


def of_codings(scope: Scope, everything: Found) -> Iterator[str]:
    """What is to be known of the codings that were counted, and of the answers that hold none."""
    if everything.across:
        yield plural(
            "{n} coding runs across turns: it counts for each participant of whose turn it covers a word.",
            "{n} codings run across turns: each counts for each participant of whose turn it covers a word.",
            everything.across,
        )
    if everything.nobodys:
        yield plural(
            "{n} coding is in no count: nobody who counts said it (a moderator, allen, onbekend, no known speaker).",
            "{n} codings are in no count: nobody who counts said it (a moderator, allen, onbekend, no known speaker).",
            everything.nobodys,
        )
    if scope.stray:
        yield plural(
            "{n} case is in no count: it is not of the level that is counted, and belongs to no case that is.",
            "{n} cases are in no count: they are not of the level that is counted, and belong to no case that is.",
            scope.stray,
        )
    if scope.absent:
        kinds = ", ".join(f"{_(str(kind))} {n}" for kind, n in scope.absent.items())
        n_absent = sum(scope.absent.values())
        yield plural(
            "{n} answer holds nothing to code ({{kinds}}) and is kept apart.",
            "{n} answers hold nothing to code ({{kinds}}) and are kept apart.",
            n_absent,
        ).format(kinds=kinds)


def of_set(name: str | None) -> Iterator[str]:
    """That only the codes of a set are in the table, where that is so."""
    if name is not None:
        message = _("Only the codes of set '{name}' are counted here, each with its sub-codes; N is that of all codes.")
        yield message.format(name=shown_line(name))


def tests(n: int) -> str:
    """How many tests p is adjusted over."""
    return plural("{n} test", "{n} tests", n)


def empty_codes(empty: int) -> Iterator[str]:
    """How many codes a table leaves out."""
    if empty:
        yield plural(
            "{n} code without codings here is left out.", "{n} codes without codings here are left out.", empty
        )
