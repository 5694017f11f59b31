"""Dutch stems by the Snowball algorithm: what software without a language model makes of Dutch.

Written after the published description of the algorithm (Porter 2001, "Dutch stemming algorithm", Snowball).
"""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_PLAIN = str.maketrans("äëïöüáéíóú", "aeiouaeiou")
_VOWELS = "aeiouyè"
_FIRST_AFTER_VOWEL = re.compile(f"[{_VOWELS}][^{_VOWELS}]")
_LEAST_BEFORE_R1 = 3


def stems_of(text: str) -> list[str]:
    """The stem of each word of a text, in order; numbers are words, marks and white space are not."""
    return [stem(word) for word in _WORD.findall(text.lower())]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a word in lower case: "lichamelijk" and "lichamen" are "licham"."""
    return _Stemming(word).run()


class _Stemming:
    """One word on its way; `r1` and `r2` are the regions in which endings may go."""

    def __init__(self, word: str) -> None:
        word = re.sub(f"^y|(?<=[{_VOWELS}])y", "Y", word.translate(_PLAIN))
        self.word = re.sub(f"(?<=[{_VOWELS}])i(?=[{_VOWELS}])", "I", word)
        after = self._region(0)
        self.r1 = max(after, _LEAST_BEFORE_R1)
        self.r2 = self._region(after)
        self.lost_e = False

    def run(self) -> str:
        """All steps of the algorithm."""
        self._plural()
        self._final_e()
        if self._ends("heid", self.r2) and not self.word.endswith("cheid"):
            self._cut(4)
            self._en("en")
        self._derived()
        if re.search(f"[^{_VOWELS}](aa|ee|oo|uu)[^{_VOWELS}I]$", self.word):
            self.word = self.word[:-2] + self.word[-1]
        return self.word.lower()

    def _region(self, start: int) -> int:
        found = _FIRST_AFTER_VOWEL.search(self.word, start)
        return len(self.word) if found is None else found.end()

    def _ends(self, ending: str, region: int) -> bool:
        return self.word.endswith(ending) and len(self.word) - len(ending) >= region

    def _cut(self, n: int) -> None:
        self.word = self.word[:-n]

    def _undouble(self) -> None:
        if self.word.endswith(("kk", "dd", "tt")):
            self._cut(1)

    def _plural(self) -> None:
        ending = next((each for each in ("heden", "ene", "en", "se", "s") if self.word.endswith(each)), "")
        if ending == "heden":
            if self._ends(ending, self.r1):
                self.word = self.word[:-5] + "heid"
        elif ending in ("en", "ene"):
            self._en(ending)
        elif ending and self._ends(ending, self.r1):
            before = self.word[: -len(ending)]
            if before and before[-1] not in _VOWELS + "j":
                self.word = before

    def _en(self, ending: str) -> None:
        before = self.word[: -len(ending)]
        if self._ends(ending, self.r1) and before and before[-1] not in _VOWELS and not before.endswith("gem"):
            self.word = before
            self._undouble()

    def _final_e(self) -> None:
        self.lost_e = False
        if self._ends("e", self.r1) and len(self.word) > 1 and self.word[-2] not in _VOWELS:
            self._cut(1)
            self._undouble()
            self.lost_e = True

    def _derived(self) -> None:
        ending = next((each for each in ("lijk", "baar", "end", "ing", "bar", "ig") if self.word.endswith(each)), "")
        if not ending or not self._ends(ending, self.r2):
            return
        if ending in ("end", "ing"):
            self._cut(3)
            if not self._ig():
                self._undouble()
        elif ending == "ig":
            self._ig()
        elif ending == "lijk":
            self._cut(4)
            self._final_e()
        elif ending == "baar" or self.lost_e:
            self._cut(len(ending))

    def _ig(self) -> bool:
        if self._ends("ig", self.r2) and not self.word.endswith("eig"):
            self._cut(2)
            return True
        return False
