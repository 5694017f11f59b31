"""Words and phrases: how often, by how many cases, in all or by a variable, and which are key to its values."""

from dataclasses import dataclass, field

from codebench.analysis.groups import groups_by
from codebench.analysis.keyness_table import compared, keyness_table
from codebench.analysis.reading import Breathe, consistent, go_on
from codebench.analysis.scope import ScopeRequest, resolve
from codebench.analysis.words_counting import count_terms
from codebench.analysis.words_reading import spoken_texts
from codebench.analysis.words_table import Counted, frequency_table
from codebench.analysis.words_terms import Vocabulary, phrase_terms, word_terms
from codebench.domain.errors import InputError
from codebench.domain.table import Table
from codebench.i18n import _
from codebench.language.pipelines import PipelineInfo
from codebench.store.connection import Store

LIMIT = 100
LEAST_CASES = 2


@dataclass(frozen=True, slots=True)
class WordRequest:
    """What to count: words, or phrases of two or three; by which variable; over which material.

    `keyness` asks which of them are said more in each value of the variable than in the others. Those of fewer than
    `least` cases are left out; `limit` is the number of rows, with `keyness` for each value.
    """

    phrases: bool = False
    by: str | None = None
    keyness: bool = False
    least: int = LEAST_CASES
    limit: int = LIMIT
    scope: ScopeRequest = field(default_factory=ScopeRequest)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """By what words are known: the pipeline (its number in the cache is None where it said nothing), the stop list."""

    pipeline: PipelineInfo
    pipeline_id: int | None
    stopwords: frozenset[str]


def words(store: Store, lexicon: Lexicon, request: WordRequest, breathe: Breathe = go_on) -> Table:
    """The table of words or phrases, with its rule, its N and notes; only what is annotated is counted.

    `breathe` is called before each text, so that who waits for something else may go first.

    Raises:
        InputError: the variable has no categories, or keyness was asked for without a variable.
        NotFoundError: something that was named does not exist.
    """
    if request.keyness and request.by is None:
        raise InputError(_("Keyness compares groups: name the variable that makes them."))
    return consistent(store, lambda: _count(store, lexicon, request, breathe))


def vocabulary(store: Store, lexicon: Lexicon) -> Vocabulary:
    """What is counted in this project."""
    return Vocabulary(lexicon.stopwords, [row[0] for row in store.tuples("SELECT lemma FROM lemmas")])


def _count(store: Store, lexicon: Lexicon, request: WordRequest, breathe: Breathe) -> Table:
    scope = resolve(store, request.scope, coded=False)
    groups = groups_by(store, request.by, scope)
    crowd = None
    if request.keyness:
        groups, crowd = compared(groups, request.by or "")
    texts = spoken_texts(store, scope, lexicon.pipeline_id, crowd)
    terms = phrase_terms if request.phrases else word_terms
    count = count_terms(store, texts, scope, groups, vocabulary(store, lexicon), terms, breathe)
    counted = Counted(count, scope, groups, lexicon.pipeline, len(lexicon.stopwords), request.by or "")
    table = keyness_table if request.keyness else frequency_table
    return table(store, counted, phrases=request.phrases, least=request.least, limit=request.limit)
