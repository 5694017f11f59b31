"""Where a sentence of Dutch begins: at `.`, `!`, `?` or `…`, but not after "dhr.", "o.a." or "m.b.t.".

Each candidate is judged by its nearest characters alone and searched for in growing windows, so that one line
of a megabyte costs no more than a short one.
"""

import re


def _words(listing: str) -> frozenset[str]:
    return frozenset(listing.split())


# Never the last word of a sentence: what they announce still has to come.
_OPEN = _words(
    "afd art bijv blz bv bvb ca cf cfr dhr dr drs evt excl fig gem incl ing inz ir mej mevr mgr mr mvr mw "
    "nl nml nr p par pp prof resp st tel vgl vnl vs zgn zg"
)
# May be the last word: a capital after them begins a sentence.
_CLOSING = _words("a.u.b e.a e.d e.v enz etc jl jr m.a.w min n.v.t sec sr t.e.m")

# The lookbehind and the possessive repeats keep a megabyte of dots linear.
_CANDIDATE = re.compile(r"(?<![.!?…])([.!?…]++)([\"'”’»)\]]*+)(\s++)|\n\s*+")
_TOKEN = re.compile(r"[\w.]+\Z")
_RUN = ".!?…\"'”’»)] \t\n\u00a0"
_WINDOW = 2048


def sentence_start(text: str, offset: int) -> int:
    """The start of the sentence that the offset stands in, the offset itself included."""
    size = _WINDOW
    while True:
        low = stripped_end(text, max(0, offset - size), _RUN)
        found = 0
        for match in _CANDIDATE.finditer(text, low):
            if match.end() > offset:
                break
            if _begins_sentence(text, match):
                found = match.end()
        if found or low == 0:
            return found
        size *= 2


def next_sentence_start(text: str, offset: int) -> int:
    """The first start of a sentence after the offset; the text's length where none follows."""
    for match in _CANDIDATE.finditer(text, stripped_end(text, offset, _RUN)):
        if match.end() > offset and _begins_sentence(text, match):
            return match.end()
    return len(text)


def stripped_end(text: str, offset: int, signs: str | None = None) -> int:
    """Where the text before an offset ends without these signs (blanks, where none are given) at its end.

    As `len(text[:offset].rstrip(signs))`, without a copy of all that stands before.
    """
    end, size = min(offset, len(text)), 64
    while True:
        low = max(0, end - size)
        kept = text[low:end].rstrip(signs)
        if kept or low == 0:
            return low + len(kept)
        size *= 8


def _begins_sentence(text: str, match: re.Match[str]) -> bool:
    stop, closers, blank = match.groups()
    following = text[match.end() : match.end() + 1]
    if stop is None or "\n" in blank or not following:
        return True
    if stop != ".":
        # Hesitation ("en toen… ja") and reported speech ("Echt?" vroeg ze) go on in lower case.
        hesitates = stop[-1] == "…" or stop.endswith("..")
        return not (following.islower() and (hesitates or bool(closers)))
    before = _TOKEN.search(text, max(0, match.start() - 24), match.start())
    word = before[0] if before else ""
    if closers:
        return not following.islower()
    if word.casefold() in _CLOSING:
        return following.isupper()
    if word.casefold() in _OPEN or "." in word or (len(word) == 1 and word.isupper()):
        return False
    # "3. Derde punt": a number at the start of a line counts the points of a list.
    first = before is not None and text[before.start() - 1 : before.start()] in ("", "\n")
    return not (word.isdecimal() and first)
