"""Collocations: which words stand near a word more often than elsewhere, and how typical of it that is."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from codebench.analysis.association import log_dice, log_likelihood
from codebench.analysis.groups import Groups
from codebench.analysis.reading import Breathe, go_on
from codebench.analysis.scope import ScopeRequest, resolve
from codebench.analysis.words import Lexicon, vocabulary
from codebench.analysis.words_counting import Count
from codebench.analysis.words_reading import spoken_texts
from codebench.analysis.words_table import Counted, named_cases
from codebench.analysis.words_terms import Token, read_sentences
from codebench.domain.annotation import Annotation
from codebench.domain.table import Column, ColumnKind, Row, Share, Table
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.store.connection import Store

WINDOW = 5
LEAST_TOGETHER = 3
LEAST_CASES = 2
LIMIT = 50

Place = tuple[tuple[int, int], ...]
"""A place of what is asked about: the spans [start, end) of its words, in code points; a verb may stand in two."""
Places = dict[int, list[Place]]
"""Places by text version."""


@dataclass(frozen=True, slots=True)
class CollocationRequest:
    """Of what (`pattern`, in the syntax of a concordance) and over which material.

    A collocate stands with it at least `least` times, said by at least two cases; `limit` is the number of rows.
    """

    pattern: str
    least: int = LEAST_TOGETHER
    limit: int = LIMIT
    scope: ScopeRequest = field(default_factory=ScopeRequest)


@dataclass(slots=True)
class _Near:
    """A word near the one that is asked about: how often to the left and right of it, and by which cases."""

    left: int = 0
    right: int = 0
    cases: Counter[int] = field(default_factory=Counter)

    @property
    def together(self) -> int:
        return self.left + self.right


@dataclass(slots=True)
class _Found:
    """What was found: hits, words near them, all words but the hits, and each content word near and in all."""

    hits: int = 0
    near: int = 0
    words: int = 0
    by_word: dict[str, _Near] = field(default_factory=dict)
    in_all: Counter[str] = field(default_factory=Counter)
    cases: set[int] = field(default_factory=set)


def collocations(
    store: Store,
    lexicon: Lexicon,
    request: CollocationRequest,
    pattern: str,
    places: Places,
    breathe: Breathe = go_on,
) -> Table:
    """The collocates, those with the strongest evidence first; `pattern` is how the word is told.

    Raises:
        NotFoundError: something that was named does not exist.
    """
    scope = resolve(store, request.scope, coded=False)
    texts = spoken_texts(store, scope, lexicon.pipeline_id)
    known = vocabulary(store, lexicon)
    found, said = _Found(), Count(len(texts), [], [])
    speakers: set[int] = set()
    for text in texts.read(store, breathe):
        said.read += 1
        speakers |= text.places
        hits = places.get(text.version_id, [])
        for passage in text.passages:
            here = [hit for hit in hits if passage.start <= hit[0][0] and hit[-1][1] <= passage.end]
            for indexes, tokens in read_sentences(text, passage, known):
                inside = _hits_at(text.annotation, indexes, here)
                words = [(token, hit) for token, hit in zip(tokens, inside, strict=True) if token.is_word]
                said.words += len(words)
                _add(found, words, passage.place)
    said.cases = len(speakers)
    counted = Counted(said, scope, Groups(), lexicon.pipeline, len(lexicon.stopwords))
    return _table(found, counted, request, pattern)


def _add(found: _Found, words: Sequence[tuple[Token, Place | None]], place: int) -> None:
    """Count the words of a sentence, each with the hit that it is part of, and those within the window around a hit."""
    others = [(n, token) for n, (token, hit) in enumerate(words) if hit is None]
    found.words += len(others)
    found.in_all.update(token.lemma for _n, token in others if token.is_content)
    at = [n for n, (_token, hit) in enumerate(words) if hit is not None]
    if not at:
        return
    found.hits += len({hit for _token, hit in words} - {None})
    found.cases.add(place)
    for n, token in others:
        # Its side is that of the nearest hit.
        distance, is_right = min((abs(n - hit), n > hit) for hit in at)
        if distance > WINDOW:
            continue
        found.near += 1
        if token.is_content:
            near = found.by_word.setdefault(token.lemma, _Near())
            near.cases[place] += 1
            near.right += is_right
            near.left += not is_right


def _hits_at(said: Annotation, indexes: range, hits: Sequence[Place]) -> list[Place | None]:
    """For each token of a sentence the hit that it is part of."""
    if not hits:
        return [None] * len(indexes)
    tokens = [(said.starts[at], said.ends[at]) for at in indexes]
    return [
        next((hit for hit in hits if any(first <= start and end <= after for first, after in hit)), None)
        for start, end in tokens
    ]


def _table(found: _Found, counted: Counted, request: CollocationRequest, pattern: str) -> Table:
    chosen = []
    for word, near in found.by_word.items():
        in_all, by_chance = found.in_all[word], found.near * found.in_all[word] / found.words
        enough = near.together >= request.least and len(near.cases) >= LEAST_CASES
        if enough and near.together > by_chance:
            g2 = log_likelihood(near.together, found.near, in_all, found.words)
            chosen.append((g2, word, near, in_all, by_chance))
    chosen.sort(key=lambda each: (-each[0], each[1]))
    rows = [
        Row(
            (
                shown_line(word),
                near.together,
                near.left,
                near.right,
                by_chance,
                in_all,
                log_dice(near.together, found.hits, in_all),
                g2,
                len(near.cases),
                Share(max(near.cases.values()), near.together),
            )
        )
        for g2, word, near, in_all, by_chance in chosen[: request.limit]
    ]
    return Table(
        title=_("Collocations of {pattern}").format(pattern=pattern),
        columns=_columns(),
        rows=tuple(rows),
        rule=counted.rule(
            _("near is at most {n} words away within the sentence; each word near counts once").format(n=WINDOW),
            _("at least {n} times together, said by at least {cases} cases").format(n=request.least, cases=LEAST_CASES),
            _("log Dice after Rychlý (2008), G² after Dunning (1993)"),
        ),
        n=_("{n} {hits} by {cases}, with {near} near.").format(
            n=counted.n(),
            hits=plural("{n} hit", "{n} hits", found.hits),
            cases=named_cases(counted.scope, len(found.cases)),
            near=plural("{n} word", "{n} words", found.near),
        ),
        notes=(*counted.doubts(), *_notes(found, len(chosen), len(rows))),
    )


def _notes(found: _Found, n_chosen: int, n_shown: int) -> Iterator[str]:
    if found.by_word:
        yield _(
            "Exploratory: {n} words were compared. G² takes each word as an independent draw: it orders words and"
            " tests nothing, hence no p."
        ).format(n=len(found.by_word))
    if n_shown < n_chosen:
        yield _("Shown are the first {n} of {of}.").format(n=n_shown, of=n_chosen)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Collocate")),
        Column(_("Together"), ColumnKind.COUNT),
        Column(_("Left"), ColumnKind.COUNT),
        Column(_("Right"), ColumnKind.COUNT),
        Column(_("Expected"), ColumnKind.NUMBER),
        Column(_("In all"), ColumnKind.COUNT),
        Column(_("log Dice"), ColumnKind.NUMBER),
        Column("G²", ColumnKind.NUMBER),
        Column(_("Cases"), ColumnKind.COUNT),
        Column(_("Most by one case"), ColumnKind.SHARE),
    )
