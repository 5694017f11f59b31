"""What counts as one character on a terminal: grapheme clusters, their width in cells and how they are drawn.

Widths are Rich's, so that what we count and what Textual counts can never differ. Where a terminal may well
disagree (invisible format characters, joiners between letters, soft hyphens) we draw something it cannot
misread, and never change an offset.
"""

import re
import unicodedata
from array import array
from functools import lru_cache

from rich.cells import cell_len, get_character_cell_size

from codebench.domain.text import shown, shown_line

LONGEST = 32
"""A cluster never takes more code points, so that a heap of accents stays a matter of microseconds."""

PLAIN = (
    r" -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0482\u048a-\u052f\u05d0-\u05ea"
    r"\u0621-\u063f\u0641-\u064a\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u218b"
    r"\u2400-\u2421\u2500-\u25ab\u25cc"
)
"""A regular expression's class of characters that are one cell wide, stand alone and need no thought."""

ODD = re.compile(f"[^{PLAIN}\n]")
"""Any character that asks for the grapheme path: wide, combining, joining, or a tab."""
_ODD_RUN = re.compile(f"[^{PLAIN}\n]+")
_JOINER = "\u200d"
_PLACEHOLDER = "\u25cc"


def drawable_and_odd(text: str) -> tuple[str, "array[int]"]:
    """The text as the pane draws it, of the same length, and where odd characters are in that.

    No control is in it, and a soft hyphen is the hyphen that it hides: terminals do not agree on whether one takes a
    cell. Both are found in one pass, for texts are long.
    """
    pieces: list[str] = []
    odd, done = array("L"), 0
    for run in _ODD_RUN.finditer(text):
        # Plain characters are shown as they are: only the stretches between them are looked at one by one.
        start, stop = run.span()
        as_drawn = shown(run[0]).replace("\u00ad", "-")
        if as_drawn == run[0]:
            odd.extend(range(start, stop))
        else:
            odd.extend(start + found.start() for found in ODD.finditer(as_drawn))
            pieces += (text[done:start], as_drawn)
            done = stop
    return ("".join((*pieces, text[done:])) if pieces else text), odd


def cluster_end(text: str, start: int, stop: int) -> int:
    """Where the grapheme cluster that begins at `start` ends, at most at `stop`."""
    base = text[start]
    end = start + 1
    if base == "\t":
        return end
    stop = min(stop, start + LONGEST)
    if _is_flag_half(base) and end < stop and _is_flag_half(text[end]):
        end += 1
    while end < stop:
        character = text[end]
        if character == _JOINER and end + 1 < stop and _is_pictograph(base) and _is_pictograph(text[end + 1]):
            end += 2
        elif is_extender(character):
            end += 1
        else:
            break
    return end


@lru_cache(maxsize=4096)
def drawn(cluster: str) -> tuple[str, int]:
    """A cluster as it is sent to the terminal, and its width: one or two cells, never none.

    Invisible format characters are left out, and so is a joiner that joins no pictures; what has no width by
    itself is shown as a dotted circle, so that the caret can stand on it.
    """
    kept = "".join(
        character
        for i, character in enumerate(cluster)
        if unicodedata.category(character) != "Cf" or (character == _JOINER and _joins(cluster, i))
    )
    width = cell_len(kept)
    return (kept, width) if width else (_PLACEHOLDER, 1)


def cut(name: str, width: int) -> str:
    """A name on one line as it is drawn, as much of it as these cells hold."""
    line = shown_line(name.strip()).replace("\u00ad", "-")
    glyphs, pos = [], 0
    while pos < len(line):
        end = cluster_end(line, pos, len(line))
        glyph, cells = drawn(line[pos:end])
        width -= cells
        if width < 0:
            break
        glyphs.append(glyph)
        pos = end
    return "".join(glyphs)


@lru_cache(maxsize=4096)
def is_extender(character: str) -> bool:
    """Whether the character belongs to the one before it: an accent, a selector, a skin tone, a joiner."""
    return character not in "\t\n" and get_character_cell_size(character) == 0


def _joins(cluster: str, i: int) -> bool:
    return i + 1 < len(cluster) and _is_pictograph(cluster[0]) and _is_pictograph(cluster[i + 1])


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _is_pictograph(character: str) -> bool:
    return character >= "\U0001f000" or "\u2190" <= character <= "\u2bff"
