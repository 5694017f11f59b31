"""The table of key words: for each value of a variable the words that are said more there than by all other cases."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

from codebench.analysis.crowds import Crowd
from codebench.analysis.groups import Groups
from codebench.analysis.keyness import expected, log_likelihood, log_ratio
from codebench.analysis.words_counting import Tally
from codebench.analysis.words_table import Counted, cut_notes, named_cases, per_thousand, phrase_rule, read_examples
from codebench.domain.errors import InputError
from codebench.domain.table import Cell, Column, ColumnKind, Row, Share, Table, Undefined
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.store.connection import Store

LEAST_EXPECTED = 5
LEAST_CASES = 3


def compared(groups: Groups, by: str) -> tuple[Groups, Crowd]:
    """The values to compare, without the kinds of having none, and all cases that have one.

    Raises:
        InputError: there is nothing to compare with.
    """
    crowds = groups.crowds[: groups.n_values]
    everyone = reduce(or_, crowds, 0)
    if len(crowds) < 2 or any(crowd == everyone for crowd in crowds):
        message = _("'{variable}' makes no two groups here: there is nothing to compare.")
        raise InputError(message.format(variable=shown_line(by)))
    return Groups(groups.labels[: groups.n_values], crowds, groups.n_values), everyone


@dataclass(frozen=True, slots=True)
class _Key:
    """A word in one group against all other cases with a value; the figures of the others end in `elsewhere`."""

    word: str
    tally: Tally
    group: int
    words: int
    words_elsewhere: int

    @property
    def hits(self) -> int:
        return self.tally.by_hits[self.group]

    @property
    def elsewhere(self) -> int:
        return self.tally.hits - self.hits

    @property
    def g2(self) -> float:
        return log_likelihood(self.hits, self.elsewhere, self.words, self.words_elsewhere)

    @property
    def is_more(self) -> bool:
        """Whether it is more common here than elsewhere."""
        return self.hits * self.words_elsewhere > self.elsewhere * self.words

    @property
    def mark(self) -> str:
        """Why its figures say little; empty where there is no such reason."""
        if self.tally.cases < LEAST_CASES:
            return _("few cases")
        if 2 * self.tally.most > self.tally.hits:
            return _("one voice")
        least = min(expected(self.hits, self.elsewhere, self.words, self.words_elsewhere))
        return _("few hits") if least < LEAST_EXPECTED else ""


def keyness_table(store: Store, counted: Counted, *, phrases: bool, least: int, limit: int) -> Table:
    """The key words of each value, those with the strongest evidence first; `counted` is over `compared` groups."""
    count, groups = counted.count, counted.groups
    tallies = {key: tally for key, tally in count.tallies.items() if tally.cases >= least}
    chosen: list[_Key] = []
    there = 0
    for group, words in enumerate(count.words_by):
        keys = [_Key(key, tally, group, words, count.words - words) for key, tally in tallies.items()]
        keys = sorted((key for key in keys if key.is_more), key=lambda key: (key.mark != "", -key.g2, key.word))
        there += len(keys)
        chosen += keys[:limit]
    examples = read_examples(store, (key.tally for key in chosen)) if phrases else {}
    title = _("Key phrases by {variable}") if phrases else _("Key words by {variable}")
    rows = []
    for key in chosen:
        example = [examples[key.tally.example]] if phrases else []
        label = shown_line(groups.labels[key.group])
        rows.append(Row((shown_line(key.word), *example, label, key.mark, *_figures(counted, key))))
    return Table(
        title=title.format(variable=counted.by),
        columns=_columns(phrases),
        rows=tuple(rows),
        rule=counted.rule(
            _("the cases of a value are compared with all others that have a value"),
            _("log ratio after Hardie (2014), G² after Rayson and Garside (2000)"),
            *phrase_rule(phrases),
        ),
        n=_n(counted),
        notes=(
            *counted.doubts(),
            *_without_value(counted),
            _(
                "Exploratory: {n} words were compared. G² takes each word as an independent draw, which the words of"
                " one speaker are not: it orders words and tests nothing, hence no p."
            ).format(n=len(tallies)),
            _(
                "Marked words come last: few cases = said by fewer than {cases}; one voice = one case said more than"
                " half of it; few hits = fewer than {hits} expected on one side."
            ).format(cases=LEAST_CASES, hits=LEAST_EXPECTED),
            *cut_notes(len(chosen), there, there, least),
        ),
    )


def _columns(phrases: bool) -> tuple[Column, ...]:
    here, elsewhere = _("There"), _("Elsewhere")
    columns = [Column(_("Phrase") if phrases else _("Word"))]
    if phrases:
        columns.append(Column(_("For example")))
    columns += [Column(_("Key to")), Column(_("Mark"))]
    for group in (here, elsewhere):
        columns += [
            Column(_("Hits"), ColumnKind.COUNT, group),
            Column(_("Per 1,000"), ColumnKind.NUMBER, group),
            Column(_("Cases"), ColumnKind.COUNT, group),
            Column(_("% of cases"), ColumnKind.SHARE, group),
        ]
    return (
        *columns,
        Column(_("Log ratio"), ColumnKind.NUMBER),
        Column("G²", ColumnKind.NUMBER),
        Column(_("Most by one case"), ColumnKind.SHARE),
    )


def _figures(counted: Counted, key: _Key) -> Iterator[Cell]:
    cases, size = key.tally.by_cases[key.group], counted.count.cases_by[key.group]
    yield from (key.hits, per_thousand(key.hits, key.words), cases, Share(cases, size))
    others, size = key.tally.cases - cases, counted.count.cases - size
    yield from (key.elsewhere, per_thousand(key.elsewhere, key.words_elsewhere), others, Share(others, size))
    ratio: float | Undefined = log_ratio(key.hits, key.elsewhere, key.words, key.words_elsewhere)
    yield from (ratio, key.g2, Share(key.tally.most, key.tally.hits))


def _without_value(counted: Counted) -> Iterator[str]:
    everyone = reduce(or_, counted.groups.crowds)
    left = (counted.scope.base & ~everyone).bit_count()
    if left:
        message = _("Left out: {cases} without a value of {variable}.")
        yield message.format(cases=named_cases(counted.scope, left), variable=shown_line(counted.by))


def _n(counted: Counted) -> str:
    count = counted.count
    sizes = zip(counted.groups.labels, count.cases_by, count.words_by, strict=True)
    parts = [
        _("{label}: {cases} cases, {words} words").format(label=shown_line(label), cases=cases, words=words)
        for label, cases, words in sizes
    ]
    return f"{counted.n()} {'; '.join(parts)}."
