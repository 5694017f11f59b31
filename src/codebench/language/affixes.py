"""Words as the bundled pipeline sees them: the whole, the beginning, the endings and the shape, as hash embeddings.

Dutch inflects and compounds at the end of the word, and a treebank of 135,000 words lacks one word in seven of any new
text. spaCy's own `MultiHashEmbed` sees one ending of three letters; this layer sees endings of several lengths, so
that an unknown "leerlingenbegeleidster" is met by -er, -ster and -dster.
"""

from collections.abc import Callable, Sequence
from typing import cast

import numpy as np
from spacy.lexeme import Lexeme
from spacy.strings import hash_string  # type: ignore[attr-defined]
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate, list2ragged, ragged2list, with_array
from thinc.types import Floats2d, Ints2d

ARCHITECTURE = "codebench.AffixEmbed.v1"

# Stands before a word, so that an ending as long as the word is another than the same letters inside a longer one.
_EDGE = "^"


class Affixes:
    """The properties of each word as hashes: norm, beginnings, endings, shape. Each word is looked at once."""

    def __init__(self, prefixes: Sequence[int], suffixes: Sequence[int]) -> None:
        self.prefixes = tuple(prefixes)
        self.suffixes = tuple(suffixes)
        self._row_of: dict[int, int] = {}
        self._hashes = np.zeros((1024, len(self.prefixes) + len(self.suffixes) + 2), dtype="uint64")

    def __call__(
        self,
        _model: Model[list[Doc], list[Ints2d]],
        docs: list[Doc],
        *,
        is_train: bool,  # noqa: ARG002
    ) -> tuple[list[Ints2d], Callable[[list[Ints2d]], list[Doc]]]:
        """For each document an array (words x properties) of uint64; there is nothing to learn here."""
        return [self.hashes(doc) for doc in docs], lambda _: []

    def hashes(self, doc: Doc) -> Ints2d:
        """The properties of the document's words, one row each."""
        row_of = self._row_of
        rows = [row_of[token.orth] if token.orth in row_of else self._add(token.lex) for token in doc]
        return cast(Ints2d, self._hashes[rows] if rows else self._hashes[:0])

    def _add(self, word: Lexeme) -> int:
        row = len(self._row_of)
        if row == len(self._hashes):
            self._hashes = np.concatenate((self._hashes, np.zeros_like(self._hashes)))
        norm = word.norm_
        endings = _EDGE + norm
        self._hashes[row] = [
            word.norm,
            *(hash_string(norm[:length]) for length in self.prefixes),
            *(hash_string(endings[-length:]) for length in self.suffixes),
            word.shape,
        ]
        self._row_of[word.orth] = row
        return row


@registry.architectures(ARCHITECTURE)  # type: ignore[untyped-decorator]
def affix_embed(
    width: int, prefixes: list[int], suffixes: list[int], rows: list[int]
) -> Model[list[Doc], list[Floats2d]]:
    """A vector of `width` for each token, from one hash table for each property of its word.

    `prefixes` and `suffixes` are lengths in letters; `rows` has the size of each table, in the order norm, prefixes,
    suffixes, shape.
    """
    columns = len(prefixes) + len(suffixes) + 2
    if len(rows) != columns:
        raise ValueError(f"{columns} tables need as many sizes, not {len(rows)}.")
    tables: list[Model[Ints2d, Floats2d]] = [
        HashEmbed(width, size, column=column, seed=column + 7, dropout=0.0) for column, size in enumerate(rows)
    ]
    mix = Maxout(width, width * columns, nP=3, dropout=0.0, normalize=True)
    return chain(
        Model("affixes", Affixes(prefixes, suffixes)),
        list2ragged(),
        with_array(concatenate(*tables)),
        with_array(mix),
        ragged2list(),
    )
