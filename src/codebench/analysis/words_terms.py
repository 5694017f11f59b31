"""What is counted as a word or a phrase: lemmas that are on no stop list, verbs with their particle."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from codebench.analysis.words_reading import Passage, SpokenText, sentences
from codebench.domain.text import WORD
from codebench.language.verbs import parted, particle_of

LONGEST_PHRASE = 3

_VERBS = ("", "VERB", "AUX")


class Term(NamedTuple):
    """A word or a phrase as it is counted, from its first token of a sentence to its last."""

    key: str
    first: int
    last: int


class Token(NamedTuple):
    """A lemma in lower case; whether it is a word at all, and one that is counted: no stop word, no number."""

    lemma: str
    is_word: bool
    is_content: bool


# A particle is said with its verb, and is not counted a second time.
_PARTICLE = Token("", True, False)


class Vocabulary:
    """Which lemmas are counted, and which verbs come apart: those that stand in the project as one word too."""

    def __init__(self, stopwords: Collection[str] = (), lemmas: Collection[str] = ()) -> None:
        self._stopwords = frozenset(stopwords)
        self._known: dict[str, Token] = {}
        found: dict[str, set[str]] = {}
        for parts in map(parted, lemmas):
            if parts is not None:
                found.setdefault(parts[1], set()).add(parts[0])
        self._particles = {verb: sorted(particles) for verb, particles in found.items()}

    def token(self, lemma: str) -> Token:
        """What a lemma of an annotation is; each is looked at once."""
        known = self._known.get(lemma)
        if known is None:
            low = lemma.lower()
            is_content = low not in self._stopwords and any(map(str.isalpha, low))
            known = self._known[lemma] = Token(low, WORD.search(low) is not None, is_content)
        return known

    def tokens(self, text: SpokenText, places: range) -> list[Token]:
        """The tokens of a sentence, its verbs put together with their particles."""
        said = text.annotation
        tokens = [self.token(lemma) for lemma in said.lemmas[places.start : places.stop]]
        if any(token.lemma in self._particles for token in tokens):
            self._put_together(text, places, tokens)
        return tokens

    def _put_together(self, text: SpokenText, places: range, tokens: list[Token]) -> None:
        said = text.annotation
        forms = [text.text[said.starts[at] : said.ends[at]].lower() for at in places]
        tags: Sequence[str] = said.tags[places.start : places.stop]
        for at, token in enumerate(list(tokens)):
            for particle in self._particles.get(token.lemma, ()) if tags[at] in _VERBS else ():
                if particle in forms and (found := particle_of(forms, tags, at, particle)) is not None:
                    tokens[at], tokens[found] = self.token(particle + token.lemma), _PARTICLE
                    break


def read_sentences(text: SpokenText, passage: Passage, vocabulary: Vocabulary) -> Iterator[tuple[range, list[Token]]]:
    """The sentences of a passage: the indexes of their tokens in the annotation, and what each token is."""
    for places in sentences(text.annotation, passage):
        yield places, vocabulary.tokens(text, places)


def word_terms(tokens: Sequence[Token]) -> Iterator[Term]:
    """The content words of a sentence."""
    return (Term(token.lemma, at, at) for at, token in enumerate(tokens) if token.is_content)


def phrase_terms(tokens: Sequence[Token]) -> Iterator[Term]:
    """Two or three words in a row that begin and end with a content word, with no punctuation between."""
    for first, token in enumerate(tokens):
        if not token.is_content:
            continue
        key = token.lemma
        for last in range(first + 1, min(first + LONGEST_PHRASE, len(tokens))):
            lemma, is_word, is_content = tokens[last]
            if not is_word or not lemma:
                break
            key = f"{key} {lemma}"
            if is_content:
                yield Term(key, first, last)
