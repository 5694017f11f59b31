"""The table of words: hits, texts and cases of each, with the rule, the N and the doubts of any count of words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from codebench.analysis.groups import Groups
from codebench.analysis.scope import Scope
from codebench.analysis.words_counting import Count, Tally
from codebench.domain.table import Cell, Column, ColumnKind, Row, Share, Table, Undefined
from codebench.domain.text import shown_line
from codebench.domain.variables import CaseKind
from codebench.i18n import _, plural
from codebench.language.pipelines import PipelineInfo
from codebench.store import annotations as cache
from codebench.store.connection import Store


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted, over which scope and groups (by the variable `by`), with which pipeline and stop list."""

    count: Count
    scope: Scope
    groups: Groups
    pipeline: PipelineInfo
    n_stopwords: int
    by: str = ""

    def n(self) -> str:
        """The N of the table as a sentence."""
        count = self.count
        return _("N = {cases} with {words} in {texts}.").format(
            cases=named_cases(self.scope, count.cases),
            words=plural("{n} word", "{n} words", count.words),
            texts=annotated_texts(count.read, count.texts),
        )

    def rule(self, *parts: str) -> str:
        """The rule that its figures follow; `parts` are what this table adds to it."""
        lemmas = _("each word in all its forms (pipeline {name} {version})")
        if not self.pipeline.has_lemmas:
            lemmas = _("each word as it is written (the pipeline {name} knows no other forms of it)")
        kept = [
            lemmas.format(name=self.pipeline.name, version=self.pipeline.version),
            plural(
                "{n} word on the stop list is left out",
                "{n} words on the stop list are left out",
                self.n_stopwords,
            ),
            *parts,
            _("moderators and speakers who are not one person (allen, onbekend) are left out"),
            self.scope.material,
        ]
        return _("Rule: {parts}; unweighted.").format(parts="; ".join(kept))

    def doubts(self) -> Iterator[str]:
        """What has to be said about the material."""
        count = self.count
        if count.read < count.texts:
            yield _("What is not annotated yet is not counted; `codebench annotate` does the rest.")
        if self.scope.together:
            yield _("Speakers of one group spoke in each other's presence: they are no independent cases.")
        if self.scope.stray:
            yield plural(
                "{n} case is in no count: it is not of the level that is counted, and belongs to no case that is.",
                "{n} cases are in no count: they are not of the level that is counted, and belong to no case that is.",
                self.scope.stray,
            )


def annotated_texts(read: int, texts: int) -> str:
    """How many texts were read, and of how many where not all of them are annotated."""
    if read < texts:
        return _("{n} of {of} (the others are not annotated yet)").format(
            n=read, of=plural("{n} text", "{n} texts", texts)
        )
    return plural("{n} text", "{n} texts", texts)


def frequency_table(store: Store, counted: Counted, *, phrases: bool, least: int, limit: int) -> Table:
    """The words by cases, those of most cases first; a word counts once per case among the cases."""
    count = counted.count
    chosen = sorted(
        ((key, tally) for key, tally in count.tallies.items() if tally.cases >= least),
        key=lambda item: (-item[1].cases, -item[1].hits, item[0]),
    )
    shown = chosen[:limit]
    examples = read_examples(store, (tally for _key, tally in shown)) if phrases else {}
    return Table(
        title=_title(phrases, counted.by),
        columns=_columns(counted, phrases),
        rows=tuple(
            Row((shown_line(key), *([examples[tally.example]] if phrases else []), *_figures(count, tally)))
            for key, tally in shown
        ),
        rule=counted.rule(_("each case counts once per word among the cases"), *phrase_rule(phrases)),
        n=counted.n(),
        notes=(*counted.doubts(), *_overlap(counted), *cut_notes(len(shown), len(chosen), len(count.tallies), least)),
    )


def read_examples(store: Store, tallies: Iterable[Tally]) -> dict[tuple[int, int, int], str]:
    """How the words of each example stand in their text."""
    places = [tally.example for tally in tallies]
    texts = cache.texts_of(store, {version for version, _start, _end in places})
    return {place: shown_line(texts[place[0]][place[1] : place[2]]) for place in places}


def phrase_rule(phrases: bool) -> tuple[str, ...]:
    """How phrases are made, where they are counted."""
    if not phrases:
        return ()
    return (_("phrases are two or three words in a row within a sentence, the first and last not on the stop list"),)


def cut_notes(shown: int, chosen: int, found: int, least: int) -> Iterator[str]:
    """What the table leaves out."""
    if chosen < found:
        yield _("Left out: {n} of fewer than {least} cases.").format(n=found - chosen, least=least)
    if shown < chosen:
        yield _("Shown are the first {n} of {of}.").format(n=shown, of=chosen)


def named_cases(scope: Scope, n: int) -> str:
    """So many cases, by the name of their level."""
    match scope.level:
        case CaseKind.GROUP:
            return plural("{n} group", "{n} groups", n)
        case CaseKind.ORGANISATION:
            return plural("{n} organisation", "{n} organisations", n)
        case _:
            return plural("{n} person", "{n} persons", n)


def per_thousand(hits: int, words: int) -> Cell:
    """Hits per 1,000 words."""
    return 1000 * hits / words if words else Undefined(_("no words in this group"))


def _title(phrases: bool, by: str) -> str:
    if by:
        title = _("Phrases by cases and {variable}") if phrases else _("Words by cases and {variable}")
        return title.format(variable=by)
    return _("Phrases by cases") if phrases else _("Words by cases")


def _columns(counted: Counted, phrases: bool) -> tuple[Column, ...]:
    columns = [Column(_("Phrase") if phrases else _("Word"))]
    if phrases:
        columns.append(Column(_("For example")))
    labels, sizes = counted.groups.labels, counted.count.cases_by
    if not labels:
        columns += [Column(_("Cases"), ColumnKind.COUNT), Column(_("% of cases"), ColumnKind.SHARE)]
    for label, n in zip((_("Total"), *labels) if labels else (), (counted.count.cases, *sizes), strict=False):
        group = _("{label} (N = {n})").format(label=label, n=n)
        columns += [Column(_("Cases"), ColumnKind.COUNT, group), Column("%", ColumnKind.SHARE, group)]
    return (
        *columns,
        Column(_("Hits"), ColumnKind.COUNT),
        Column(_("Per 1,000 words"), ColumnKind.NUMBER),
        Column(_("Texts"), ColumnKind.COUNT),
        Column(_("Most by one case"), ColumnKind.SHARE),
    )


def _figures(count: Count, tally: Tally) -> Iterator[Cell]:
    for n, of in zip((tally.cases, *tally.by_cases), (count.cases, *count.cases_by), strict=True):
        yield from (n, Share(n, of))
    yield from (tally.hits, per_thousand(tally.hits, count.words), tally.texts, Share(tally.most, tally.hits))


def _overlap(counted: Counted) -> Iterator[str]:
    if counted.groups.overlap(counted.scope.base):
        yield _("The groups overlap (several values per case): their numbers add up to more than the total.")
