"""Words of the material: how often they are said and by whom, what stands with them, and the list of those left out."""

from collections.abc import Callable

from codebench.analysis.collocations import CollocationRequest, Place, Places, collocations
from codebench.analysis.concordance import Concordance, ConcordanceRequest, Line
from codebench.analysis.reading import Breathe, go_on
from codebench.analysis.words import Lexicon, WordRequest, words
from codebench.domain.table import Table
from codebench.project.annotations import Annotations
from codebench.project.concordances import ConcordanceSearch, is_one_word, search_rule
from codebench.project.rule_trials import Finder, FindHere
from codebench.project.session import Session
from codebench.project.stopwords import StopWords


class Words:
    """Counts over what is annotated."""

    def __init__(self, session: Session, annotations: Annotations, stopwords: StopWords) -> None:
        self._session = session
        self._annotations = annotations
        self._stopwords = stopwords

    def frequencies(self, request: WordRequest, breathe: Breathe = go_on) -> Table:
        """How often each word or phrase is said; see `analysis.words`."""
        return self._session.with_state(lambda: words(self._session.store, self._lexicon(), request, breathe))

    def collocations(
        self, request: CollocationRequest, *, find: Finder | None = None, breathe: Breathe = go_on
    ) -> Table:
        """What stands near a word or pattern; see `analysis.collocations`.

        Raises:
            RuleError: the pattern says nothing that can be found.
            NotFoundError: something that was named does not exist.
        """
        lexicon = self._lexicon()
        found = self.concordance(ConcordanceRequest(request.pattern, scope=request.scope), find=find)
        is_word = is_one_word(search_rule(request.pattern))
        places: Places = {}
        for line in found.lines:
            places.setdefault(line.version_id, []).append(_spans(line, is_word))
        store = self._session.store
        return self._session.with_state(lambda: collocations(store, lexicon, request, found.pattern, places, breathe))

    def concordance(
        self,
        request: ConcordanceRequest,
        *,
        find: Finder | None = None,
        progress: Callable[[int, int], object] = lambda _done, _all: None,
    ) -> Concordance:
        """Where a word or pattern stands; see `ConcordanceSearch.go`. Without a finder spaCy comes in here."""
        return ConcordanceSearch(self._session, self._annotations, find or FindHere(), progress).go(request)

    def _lexicon(self) -> Lexicon:
        annotations = self._annotations
        return Lexicon(annotations.pipeline, annotations.pipeline_id, self._stopwords.present().words)


def _spans(line: Line, is_word: bool) -> Place:
    """The spans of a hit: where a single word was found in two parts ("nam het werk over"), these alone."""
    parts = line.hit.split()
    if not is_word or len(parts) < 2:
        return ((line.start, line.end),)
    return ((line.start, line.start + len(parts[0])), (line.end - len(parts[-1]), line.end))
