"""The answers to a closed question, with what was written under "andere" folded back onto its options.

What was chosen and what was written count once for each respondent; what no option stands for is listed apart, since
what was offered and what came to mind of itself can't be ranked together.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from codebench.analysis.coded import code_tree
from codebench.analysis.folded_lines import FoldedLine, hidden_lines
from codebench.analysis.layer import Layer
from codebench.analysis.reading import consistent, in_order
from codebench.analysis.scope import LEVELS, Scope, ScopeRequest, resolve
from codebench.analysis.suppression import hidden_note
from codebench.analysis.values import holders
from codebench.domain.errors import InputError
from codebench.domain.table import Column, ColumnKind, Row, Table
from codebench.domain.text import shown_line
from codebench.domain.variables import Absence, VariableType
from codebench.i18n import _, plural
from codebench.store.connection import Store

FOLDABLE = (VariableType.CATEGORY, VariableType.MULTIPLE)

_OTHER = re.compile(r"(andere?|anders|overige?|other)\b", re.IGNORECASE)

Cases = frozenset[int]


@dataclass(frozen=True, slots=True)
class FoldRequest:
    """Which variable (by name) to show, by which other to split it, and whose codings count.

    With `min_cell` cells that stand for fewer respondents are hidden.
    """

    variable: str
    by: str | None = None
    coder: str | None = None
    min_cell: int = 0


@dataclass(slots=True)
class _Answers:
    """What was chosen, by option; who wrote an answer of their own; who gave none, by kind of absence."""

    name: str
    is_single: bool
    labels: dict[int, str]
    chosen: dict[int, Cases]
    absent: dict[Absence, Cases]
    wrote: Cases = frozenset()

    @property
    def other(self) -> int | None:
        """The option that stands for whatever was not offered."""
        return next((option for option, label in self.labels.items() if _OTHER.match(label)), None)

    @property
    def base(self) -> Cases:
        """Who answered: chose an option, or wrote something."""
        return self.wrote.union(*self.chosen.values())


@dataclass(slots=True)
class _Folded:
    """What becomes of the options, who mentioned what by themselves, and what a single choice could not settle."""

    options: dict[int, Cases]
    spontaneous: list[tuple[str, int, Cases]] = field(default_factory=list)
    added: int = 0
    moved: int = 0
    torn: int = 0
    beside: int = 0


def folded(store: Store, request: FoldRequest) -> Table:
    """How many chose each option of a variable, before and after folding in what they wrote, with its rule and N.

    Raises:
        NotFoundError: something that was named does not exist.
        InputError: the variable has no options, or several coders coded the answers and none was chosen.
    """
    return consistent(store, lambda: _count(store, request))


def _count(store: Store, request: FoldRequest) -> Table:
    found = store.tuples("SELECT id, type FROM variables WHERE name = ?", [request.variable])
    if not found or found[0][1] not in FOLDABLE:
        # Says which variables there are, or that this one has no options.
        holders(store, request.variable, {})
        message = _("'{name}' is no question with options that one chooses from; a fold needs a category or multiple.")
        raise InputError(message.format(name=shown_line(request.variable)))
    variable, kind = found[0]
    fold = store.tuples(
        "SELECT f.id, q.name FROM folds f JOIN questions q ON q.id = f.question_id WHERE f.variable_id = ?", [variable]
    )
    scope = resolve(store, ScopeRequest(coder=request.coder, questions=(fold[0][1],)), at_level=False) if fold else None
    answers, strays = _answers(store, variable, request.variable, kind, scope)
    result = _Folded(dict(answers.chosen))
    if scope is not None:
        pairs = dict(store.tuples("SELECT code_id, option_id FROM fold_pairs WHERE fold_id = ?", [fold[0][0]]))
        result = _fold(store, answers, scope, pairs)
    groups = _groups(store, request.by, answers.base)
    sizes = [len(answers.base), *(len(group) for _label, group in groups)]
    lines = hidden_lines(list(_lines(answers, result, groups)), sizes, request.min_cell, adds_up=answers.is_single)
    is_any_hidden = any(line.is_touched for line in lines)
    told_from = len(answers.base) + 1 if is_any_hidden else max(request.min_cell, 1)
    return Table(
        title=_title(request, bool(fold)),
        columns=_columns(groups, len(answers.base), bool(fold)),
        rows=tuple(_rows(lines, sizes, request.min_cell, is_folded=bool(fold))),
        rule=_rule(answers, fold[0][1] if fold else "", None if scope is None else scope.layer),
        n=_n(answers),
        notes=(
            *(hidden_note(request.min_cell) if is_any_hidden else ()),
            *_notes(answers, result, scope, groups, strays, told_from),
        ),
    )


def _answers(store: Store, variable: int, name: str, kind: str, scope: Scope | None) -> tuple[_Answers, int]:
    labels = dict(
        store.tuples("SELECT id, label FROM variable_options WHERE variable_id = ? ORDER BY position, id", [variable])
    )
    counted = dict(store.tuples("SELECT id, kind FROM cases WHERE role = 'participant' AND kind <> 'collective'"))
    query = "SELECT case_id FROM case_values WHERE variable_id = :variable AND option_id = :option ORDER BY case_id"
    chosen = {
        option: {*in_order(store, query, ["case_id"], {"variable": variable, "option": option})[0]} & counted.keys()
        for option in labels
    }
    query = (
        "SELECT case_id, absence FROM case_values WHERE variable_id = :variable AND option_id IS NULL ORDER BY case_id"
    )
    cases, kinds = in_order(store, query, ["case_id", "absence"], {"variable": variable})
    wrote = set() if scope is None else scope.cases_at(scope.place)
    there = {counted[case] for case in wrote.union(*chosen.values())}
    level = next((str(each) for each in LEVELS if each in there), "")
    of_level = {case for case, each in counted.items() if each == level}
    absent: dict[Absence, Cases] = {
        each: frozenset(
            case
            for case, why in zip(cases, kinds, strict=True)
            if why == each and case in of_level and case not in wrote
        )
        for each in Absence
    }
    answers = _Answers(
        name=name,
        is_single=kind == VariableType.CATEGORY,
        labels=labels,
        chosen={option: frozenset(each & of_level) for option, each in chosen.items()},
        absent=absent,
        wrote=frozenset(wrote & of_level),
    )
    return answers, len(wrote.union(*chosen.values()) - of_level)


def _fold(store: Store, answers: _Answers, scope: Scope, pairs: Mapping[int, int]) -> _Folded:
    tree = code_tree(store)
    own = {node.id: _of_code(store, scope, node.id) & answers.base for node, _depth in tree.walk()}
    # A sub-code goes with the code above it, unless it has an option of its own.
    goes = {
        node.id: next((pairs[each.id] for each in (node, *tree.ancestors(node.id)) if each.id in pairs), None)
        for node, _depth in tree.walk()
    }
    written: dict[int, set[int]] = {option: set() for option in answers.labels}
    apart: set[int] = set()
    for code, cases in own.items():
        option = goes[code]
        if option is None:
            apart |= cases
        else:
            written[option] |= cases
    result = _single(answers, written) if answers.is_single else _union(answers, written, apart)
    for node, depth in tree.walk():
        if goes[node.id] is None:
            below = (own[each.id] for each in tree.subtree(node.id) if goes[each.id] is None)
            mentioned = frozenset[int]().union(*below)
            if mentioned:
                result.spontaneous.append((node.name, depth, mentioned))
    return result


def _union(answers: _Answers, written: Mapping[int, set[int]], apart: set[int]) -> _Folded:
    """Several answers: chosen or written, once; who wrote nothing but what has an option leaves "andere"."""
    after = {option: cases | written[option] for option, cases in answers.chosen.items()}
    added = sum(len(after[option] - cases) for option, cases in answers.chosen.items())
    if answers.other is not None:
        elsewhere = frozenset[int]().union(*(each for option, each in written.items() if option != answers.other))
        after[answers.other] = answers.chosen[answers.other] - (elsewhere - apart - written[answers.other])
    moved = 0 if answers.other is None else len(answers.chosen[answers.other] - after[answers.other])
    return _Folded(after, added=added, moved=moved)


def _single(answers: _Answers, written: Mapping[int, set[int]]) -> _Folded:
    """One answer: who chose "andere" (or nothing) moves to the option that their words stand for, if it is one."""
    chose = frozenset[int]().union(*(each for option, each in answers.chosen.items() if option != answers.other))
    free = answers.base - chose
    targets: dict[int, list[int]] = {}
    for option, cases in written.items():
        for case in cases:
            targets.setdefault(case, []).append(option)
    after = {option: set(cases) for option, cases in answers.chosen.items()}
    if answers.other is not None:
        after[answers.other] |= free
    moved = 0
    for case in free & targets.keys():
        if len(targets[case]) == 1 and targets[case][0] != answers.other:
            moved += 1
            after[targets[case][0]].add(case)
            if answers.other is not None:
                after[answers.other].discard(case)
    return _Folded(
        {option: frozenset(cases) for option, cases in after.items()},
        moved=moved,
        torn=sum(len(targets[case]) > 1 for case in free & targets.keys()),
        beside=sum(any(case not in answers.chosen[each] for each in targets[case]) for case in chose & targets.keys()),
    )


def _of_code(store: Store, scope: Scope, code: int) -> set[int]:
    """The cases that this code was given to, by whoever's work counts."""
    query = (
        "SELECT unit_id FROM coding_units WHERE code_id = :code AND coder_id = :coder AND is_alone = :alone"
        " ORDER BY case_id, coding_id, unit_id"
    )
    found: set[int] = set()
    for coder in scope.layer.coders:
        places = scope.places_of(coder)
        for alone in (0, 1):
            params = {"code": code, "coder": coder, "alone": alone}
            here = places[in_order(store, query, ["unit_id"], params, arrays=True)[0]]
            found |= scope.cases_at(here)
    return found


def _groups(store: Store, by: str | None, base: Cases) -> list[tuple[str, Cases]]:
    if by is None:
        return []
    parents = dict(store.tuples("SELECT id, parent_id FROM cases WHERE parent_id IS NOT NULL"))
    labelled = [(label, base & cases) for label, cases in holders(store, by, parents).labelled()]
    rest = base.difference(*(cases for _label, cases in labelled))
    return [(label, cases) for label, cases in (*labelled, (_("(no value)"), rest)) if cases]


def _lines(answers: _Answers, result: _Folded, groups: list[tuple[str, Cases]]) -> Iterator[FoldedLine]:
    def line(label: str, chose: Cases | None, cases: Cases, depth: int = 0, *, is_other: bool = False) -> FoldedLine:
        counts = (len(cases), *(len(cases & group) for _label, group in groups))
        return FoldedLine(label, None if chose is None else len(chose), counts, depth, is_other)

    for option, label in answers.labels.items():
        yield line(label, answers.chosen[option], result.options[option], is_other=option == answers.other)
    for name, depth, cases in result.spontaneous:
        yield line(name, None, cases, depth + 1)


def _rows(lines: Sequence[FoldedLine], sizes: Sequence[int], least: int, *, is_folded: bool) -> Iterator[Row]:
    """The options, the most frequent first and what was not offered last; then what was mentioned spontaneously."""
    offered = [line for line in lines if line.chose is not None]
    spontaneous = [line for line in lines if line.chose is None]
    # A place among the others would tell a number that is hidden: those come last.
    for line in sorted(offered, key=lambda each: (each.is_other, 1 if each.hide.total else -each.counts[0])):
        yield line.row(sizes, least, is_folded=is_folded)
    if spontaneous:
        width = 1 + 2 * (len(sizes) + is_folded)
        yield Row((_("spontaan vermeld"), *[None] * (width - 1)))
    for line in spontaneous:
        yield line.row(sizes, least, is_folded=is_folded)


def _columns(groups: list[tuple[str, Cases]], n: int, is_folded: bool) -> tuple[Column, ...]:
    columns = [Column(_("Answer"))]

    def pair(group: str) -> None:
        columns.extend([Column(_("n"), ColumnKind.COUNT, group), Column("%", ColumnKind.SHARE, group)])

    if is_folded:
        pair(_("As chosen"))
    total = _("With what was written") if is_folded else _("Total")
    pair(_("{label} (N = {n})").format(label=total, n=n))
    for label, cases in groups:
        pair(_("{label} (N = {n})").format(label=label, n=len(cases)))
    return tuple(columns)


def _title(request: FoldRequest, is_folded: bool) -> str:
    title = _("{variable}, with what was written folded in") if is_folded else "{variable}"
    whole = title.format(variable=request.variable)
    return whole if request.by is None else _("{what}, by {variable}").format(what=whole, variable=request.by)


def _rule(answers: _Answers, question: str, layer: Layer | None) -> str:
    parts = [_("each respondent counts once per answer")]
    if layer is not None:
        parts.append(_("written: the codes on the answers to '{question}'").format(question=shown_line(question)))
        if answers.is_single:
            parts.append(_("who chose no offered option moves to the one that their words stand for"))
        else:
            parts.append(_("chosen and written are joined; who wrote only what has an option leaves 'andere'"))
        parts.append(_("what was mentioned spontaneously was not offered, and is not ranked with the options"))
        parts.append(layer.in_words())
    return _("Rule: {parts}; unweighted.").format(parts="; ".join(parts))


def _n(answers: _Answers) -> str:
    sentence = plural("N = {n} respondent who answered", "N = {n} respondents who answered", len(answers.base))
    absent = ", ".join(f"{_(str(kind))} {len(cases)}" for kind, cases in answers.absent.items() if cases)
    return f"{sentence}; {_('kept apart')}: {absent}." if absent else f"{sentence}."


def _notes(
    answers: _Answers,
    result: _Folded,
    scope: Scope | None,
    groups: list[tuple[str, Cases]],
    strays: int,
    told_from: int,
) -> Iterator[str]:
    """What is said under the table; how many went where only from `told_from` on: fewer would tell what is hidden."""
    if not answers.is_single:
        yield _("Several answers per respondent: the columns add up to more than 100 %.")
    if result.added >= told_from:
        yield plural(
            "{n} answer was written and not chosen, and is added.",
            "{n} answers were written and not chosen, and are added.",
            result.added,
        )
    if result.moved >= told_from and answers.other is not None:
        yield plural(
            "{n} respondent goes from '{{other}}' to what they wrote.",
            "{n} respondents go from '{{other}}' to what they wrote.",
            result.moved,
        ).format(other=shown_line(answers.labels[answers.other]))
    if result.torn >= told_from:
        yield plural(
            "{n} respondent wrote what several options stand for, and stays where they were: it is a single choice.",
            "{n} respondents wrote what several options stand for, and stay where they were: it is a single choice.",
            result.torn,
        )
    if result.beside >= told_from:
        yield plural(
            "{n} respondent chose one option and wrote another; the choice stands.",
            "{n} respondents chose one option and wrote another; the choices stand.",
            result.beside,
        )
    if scope is not None and scope.waiting:
        yield plural(
            "{n} respondent's written answer is not yet reviewed.",
            "The written answers of {n} respondents are not yet reviewed.",
            scope.waiting.bit_count(),
        )
    if sum(len(cases) for _label, cases in groups) > len(answers.base):
        yield _("The groups overlap (several values per case): their numbers add up to more than the total.")
    if strays:
        yield plural(
            "{n} case is in no count: it is not of the level that is counted.",
            "{n} cases are in no count: they are not of the level that is counted.",
            strays,
        )
