"""Frequencies: how often each code was given, by cases, codings, documents or words, overall or by a variable."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from codebench.analysis import told
from codebench.analysis.coded import Coded, CodeRow, codes_of_set
from codebench.analysis.groups import Groups, groups_by
from codebench.analysis.measures import Base, Measure, documents_of, measure
from codebench.analysis.quantifiers import Band, check_bands, in_groups, quantifier, rule_of
from codebench.analysis.ranking import ranked
from codebench.analysis.reading import consistent
from codebench.analysis.scope import Scope, ScopeRequest, resolve
from codebench.analysis.sections import sections_of
from codebench.analysis.suppression import Hidden, hidden_line, hidden_note, withheld
from codebench.analysis.weights import Weights, weights_of
from codebench.domain.errors import InputError
from codebench.domain.table import Cell, Column, ColumnKind, Row, Share, Table, Undefined
from codebench.domain.variables import CaseKind
from codebench.i18n import _, plural
from codebench.store.connection import Store

__all__ = ["SECTION", "Base", "FrequencyRequest", "frequencies"]

SECTION = "section"
"""What a table can be split by, besides a variable: the section in which a unit lies."""

Figures = list[tuple[int, Share]]


@dataclass(frozen=True, slots=True)
class FrequencyRequest:
    """What to count, over which material, and by which variable (its name) to split it, or by SECTION.

    `weight` is a number variable that cases are weighted by, `bands` the words for shares (none where empty). Of a
    `code_set`, by its name, only the codes have a row. With `min_cell` cells that stand for fewer cases are hidden.
    """

    base: Base = Base.CASES
    by: str | None = None
    scope: ScopeRequest = field(default_factory=ScopeRequest)
    weight: str | None = None
    is_ranked: bool = False
    bands: tuple[Band, ...] = ()
    code_set: str | None = None
    min_cell: int = 0


@dataclass(frozen=True, slots=True)
class _Counted:
    """What the table is made of: labels and sizes of its columns (in all first), and the figures of each code."""

    request: FrequencyRequest
    scope: Scope
    groups: Groups
    labels: tuple[str, ...]
    totals: list[int]
    found: Coded
    figures: dict[int, Figures]
    members: list[int] | None
    notes: tuple[str, ...] = ()
    weights: Weights | None = None

    @property
    def of_cases(self) -> bool:
        """Whether cases are counted."""
        return self.request.base is Base.CASES


def frequencies(store: Store, request: FrequencyRequest) -> Table:
    """The frequency table, with its rule, its N and notes.

    Cases: each case at the named level counts once per code if one of its codings (or of a sub-code's) stands;
    the base is the cases with at least one reviewed unit, where nothing else was asked. Documents count in the same
    way. Codings, and words that are covered, count once each, whatever was reviewed.

    The reads are short, so that a coding act never waits; if something was written meanwhile, it is counted anew.

    Raises:
        InputError: several coders coded the same units and none was chosen, the variable has no categories, or what is
            asked does not go together.
        NotFoundError: something that was named does not exist.
    """
    if request.base is not Base.CASES and (request.weight is not None or request.bands):
        raise InputError(_("Weights, and words for shares, go with a count of cases."))
    if request.base is not Base.CASES and request.min_cell:
        raise InputError(_("Small cells are hidden in a count of cases: codings add up to what would tell them."))
    if request.bands:
        request = replace(request, bands=check_bands(request.bands))

    return consistent(store, lambda: _table(_count(store, request)))


def _count(store: Store, request: FrequencyRequest) -> _Counted:
    base, asked = request.base, request.scope
    members = codes_of_set(store, request.code_set)
    scope = resolve(store, asked, at_level=base is Base.CASES)
    owners = None
    if base is Base.DOCUMENTS:
        scope, owners = documents_of(store, scope, asked.of)
    if request.by == SECTION and store.value("SELECT 1 FROM variables WHERE name = ?", [SECTION]) is None:
        return _by_section(store, request, scope, members)
    weights: Weights | None = None
    notes: tuple[str, ...] = ()
    if request.weight is not None:
        weights = weights_of(store, request.weight, scope)
        notes = tuple(told.without_weight((scope.base & ~weights.known).bit_count()))
        scope.base &= weights.known
    groups = groups_by(store, request.by, scope, owners)
    measured, found = measure(store, base, scope, groups, weights)
    figures = {node.id: measured.counts(node.id) for node, _depth, _below in found.used()}
    return _Counted(request, scope, groups, groups.labels, measured.totals, found, figures, members, notes, weights)


def _by_section(store: Store, request: FrequencyRequest, whole: Scope, members: list[int] | None) -> _Counted:
    """The same count over all material and over each section by itself: a case counts in each where it speaks."""
    if request.weight is not None:
        raise InputError(_("Sections split unweighted counts."))
    sections = sections_of(store, whole, request.scope.sections)
    measured, found = measure(store, request.base, whole, Groups())
    inside: list[Measure] = [measure(store, request.base, each.scope, Groups())[0] for each in sections]
    figures = {
        node.id: [*measured.counts(node.id), *(each.counts(node.id)[0] for each in inside)]
        for node, _depth, _below in found.used()
    }
    totals = [*measured.totals, *(each.totals[0] for each in inside)]
    notes = (
        _("Each section is counted by itself: a case counts in every section where it speaks, so the columns overlap."),
        _("The same cases come back in several sections (repeated measures): differences are not tested."),
    )
    titles = tuple(each.title for each in sections)
    return _Counted(request, whole, Groups(), titles, totals, found, figures, members, notes)


def _table(counted: _Counted) -> Table:
    request = counted.request
    found, empty = counted.found.rows(counted.members)
    pairs = [(row, _hide(counted, row)) for row in found]
    if request.is_ranked:
        # A place among the others would tell a number that is hidden: those come last.
        pairs = ranked(
            pairs,
            lambda pair: pair[0].depth,
            lambda pair: -1 if pair[1].total else counted.figures[pair[0].id][0][0],
        )
    hidden = hidden_note(request.min_cell) if any(hide.any for _row, hide in pairs) else ()
    return Table(
        title=_title(request),
        columns=_columns(counted),
        rows=tuple(Row(tuple(_cells(counted, row, hide)), row.depth) for row, hide in pairs),
        rule=_rule(counted),
        n=_n(counted),
        notes=(*hidden, *counted.notes, *told.of_set(request.code_set), *_notes(counted, empty)),
    )


def _hide(counted: _Counted, row: CodeRow) -> Hidden:
    counts = [n for n, _share in counted.figures[row.id]]
    return hidden_line(counts, counted.totals, counted.request.min_cell)


def _cells(counted: _Counted, row: CodeRow, hide: Hidden) -> Iterator[Cell]:
    request = counted.request
    in_place = withheld(request.min_cell)
    yield row.label
    if request.base in (Base.CASES, Base.DOCUMENTS):
        yield in_place if hide.total else row.below.codings[0]
    for (n, share), is_hidden in zip(counted.figures[row.id], (hide.total, *hide.groups), strict=True):
        yield from (in_place, in_place) if is_hidden else (n, share)
    if request.bands:
        yield in_place if hide.total else _in_words(counted, row.below.cases)


# Words for shares


def _in_words(counted: _Counted, cases: int) -> str | Undefined:
    """The word for those who were asked apart, and numbers for those who spoke in a group: silence is no answer."""
    scope, bands, least = counted.scope, counted.request.bands, counted.request.min_cell
    together, apart = scope.base & scope.together, scope.base & ~scope.together
    n, of = (cases & apart).bit_count(), apart.bit_count()
    if not together:
        return quantifier(n, of, bands)
    groups, of_groups = _groups_of(scope, cases & together), _groups_of(scope, together)
    n_spoken, of_spoken = (cases & together).bit_count(), together.bit_count()
    if hidden_line([n + n_spoken, n, n_spoken], [of + of_spoken, of, of_spoken], least).any:
        return withheld(least)
    spoken = in_groups(n_spoken, of_spoken, len(groups), len(of_groups))
    if not apart:
        return spoken
    return _("{word} ({n} van {of}); {spoken}").format(word=quantifier(n, of, bands), n=n, of=of, spoken=spoken)


def _groups_of(scope: Scope, cases: int) -> set[int]:
    """The groups that these cases belong to."""
    flags = scope.flags(cases).tolist()
    parents = scope.people.parents
    found = {parents.get(case) for case, flag in zip(scope.cases, flags, strict=False) if flag}
    return {group for group in found if group is not None and scope.people.kinds[group] == CaseKind.GROUP}


# What stands around the figures


def _columns(counted: _Counted) -> tuple[Column, ...]:
    base, labels = counted.request.base, counted.labels
    columns = [Column(_("Code"))]
    if base in (Base.CASES, Base.DOCUMENTS):
        columns.append(Column(_("Codings"), ColumnKind.COUNT))
    names = {
        Base.CASES: (_("Cases"), _("% of cases")),
        Base.CODINGS: (_("Codings"), _("% of codings")),
        Base.DOCUMENTS: (_("Documents"), _("% of documents")),
        Base.WORDS: (_("Words"), _("% of words")),
    }
    n, percent = names[base]
    if not labels:
        columns += [Column(n, ColumnKind.COUNT), Column(percent, ColumnKind.SHARE)]
    for label, total in zip((_("Total"), *labels) if labels else (), counted.totals, strict=False):
        group = _("{label} (N = {n})").format(label=label, n=total)
        columns += [Column(n, ColumnKind.COUNT, group), Column("%", ColumnKind.SHARE, group)]
    if counted.request.bands:
        columns.append(Column(_("In words")))
    return tuple(columns)


def _title(request: FrequencyRequest) -> str:
    bases = {
        Base.CASES: _("cases"),
        Base.CODINGS: _("codings"),
        Base.DOCUMENTS: _("documents"),
        Base.WORDS: _("words"),
    }
    if request.by is None:
        return _("Frequencies of codes by {base}").format(base=bases[request.base])
    by = _("section") if request.by == SECTION else request.by
    return _("Frequencies of codes by {base} and {variable}").format(base=bases[request.base], variable=by)


def _rule(counted: _Counted) -> str:
    scope, base = counted.scope, counted.request.base
    counts = {
        Base.CASES: told.counts_once(scope.level, _("code")),
        Base.CODINGS: _("each coding counts once"),
        Base.DOCUMENTS: _("each document counts once per code"),
        Base.WORDS: _("each word of participants that a code covers counts once per code"),
    }
    several = {
        Base.CASES: _("a case may have several codes, so columns may add up to more than 100 %"),
        Base.DOCUMENTS: _("a document may have several codes, so columns may add up to more than 100 %"),
        Base.WORDS: _("a word may have several codes, so columns may add up to more than 100 %"),
    }
    bands, words, silence = counted.request.bands, "", ""
    if bands and scope.base & scope.together:
        silence = _("no words for shares of speakers of a group: silence is not disagreement")
    if bands and (scope.base & ~scope.together or not silence):
        words = rule_of(bands)
    return told.rule(
        counts[base],
        _("sub-codes are rolled up") if base is Base.CODINGS else _("sub-codes are rolled up (as a union)"),
        several.get(base, ""),
        told.left_out(),
        words,
        silence,
        scope.layer.in_words(),
        scope.material,
        told.weighted(counted.weights),
    )


def _n(counted: _Counted) -> str:
    base, n = counted.request.base, counted.totals[0]
    if counted.of_cases:
        return told.n_of(counted.scope, counted.request.scope.of, counted.weights)
    if base is Base.DOCUMENTS:
        sentence = plural("N = {n} document", "N = {n} documents", n)
        waiting = counted.scope.waiting.bit_count()
        left = plural("{n} is not yet reviewed", "{n} are not yet reviewed", waiting)
        return f"{sentence}; {left}." if waiting else f"{sentence}."
    if base is Base.WORDS:
        spoken = counted.scope.base | counted.scope.waiting
        words = plural("N = {n} word", "N = {n} words", n)
        return _("{words} by {cases}.").format(words=words, cases=_cases(spoken.bit_count()))
    codings = plural("N = {n} coding", "N = {n} codings", n)
    return _("{codings} by {cases}.").format(codings=codings, cases=_cases(counted.found.everything.cases.bit_count()))


def _cases(n: int) -> str:
    return plural("{n} case", "{n} cases", n)


def _notes(counted: _Counted, empty: int) -> Iterator[str]:
    everything = counted.found.everything
    if counted.of_cases:
        yield from told.of_cases(counted.scope, counted.groups, everything)
    else:
        is_said = counted.request.base is Base.CODINGS
        yield from told.overlapping(counted.groups, everything.cases if is_said else counted.scope.base)
        yield from told.of_codings(counted.scope, everything)
    yield from told.empty_codes(empty)
