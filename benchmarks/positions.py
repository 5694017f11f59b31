"""How often the convention of positions is told rightly: synthetic projects of all 16 conventions; docs/exchange.md.

python -m benchmarks.positions        # the table of docs/exchange.md
"""

import random
import sys
from collections import Counter
from collections.abc import Iterator

from codebench.exchange.offsets import CONVENTIONS, Convention, CountedText, Evidence, Passage, evidence, understood

SOURCES = 3
PER_SOURCE = (1, 2, 3, 10)
_TEXT = (
    "wij merken op school dat de ouders het soms moeilijk hebben met al die papieren en dan bellen zij naar ons maar er"
    " is niet altijd tijd voor een gesprek over de kinderen of de klas schoolwerk zorgleerkracht één coördinator’s huis"
)
_WORDS = _TEXT.split()
_ASTRAL = ("😀", "👩‍🏫", "𝔸")


def text_of(rng: random.Random, *, astral: bool) -> str:
    """A Dutch text of some lines (LF), with characters beyond the first 65,536 where asked."""
    lines = []
    for _line in range(rng.randint(8, 15)):
        words = [rng.choice(_WORDS) for _word in range(rng.randint(5, 14))]
        if astral:
            words.insert(rng.randint(0, len(words)), rng.choice(_ASTRAL))
        words = [word + rng.choice(("", "", "", "", ",")) for word in words]
        lines.append(" ".join(words).capitalize() + rng.choice(".?!"))
    return "\n".join(lines)


def spans_of(rng: random.Random, text: str, n: int) -> Iterator[tuple[int, int]]:
    """Passages as people mark them: from word to word; some borders cut a word, some passages take a blank along."""
    starts = [i for i in range(1, len(text)) if text[i - 1].isspace() and not text[i].isspace()]
    for _span in range(n):
        start = rng.choice(starts[:-3])
        ends = [i for i in range(start + 2, min(len(text), start + 200)) if text[i].isspace()]
        end = rng.choice(ends or [len(text)])
        if text[end - 1] in ".,?!" and rng.random() < 0.5:
            end -= 1
        if rng.random() < 1 / 30:
            start += 1
        if rng.random() < 1 / 15 and end < len(text):
            end += 1
        yield start, end


def as_written(text: str, span: tuple[int, int], convention: Convention) -> Passage:
    """A passage of a text as a tool with this convention writes it, where the file has CRLF and a byte order mark."""

    def position(at: int) -> int:
        before = text[:at]
        extra = before.count("\n") if convention.crlf_is_two else 0
        extra += sum(c > "\uffff" for c in before) if convention.utf16 else 0
        return at + extra + convention.bom_counts

    start, end = span
    return Passage(position(start), position(end) - convention.end_belongs, "")


def outcome(rng: random.Random, convention: Convention, per_source: int, *, astral: bool, named: bool) -> str:
    """What becomes of one synthetic project: "right", "undecided" or "wrong" (in where a passage is put)."""
    pooled, parts = Evidence(), []
    for _source in range(SOURCES):
        text = text_of(rng, astral=astral)
        spans = list(spans_of(rng, text, per_source))
        written = [as_written(text, span, convention) for span in spans]
        if named:
            written = [Passage(p.start, p.end, text[s:e]) for p, (s, e) in zip(written, spans, strict=True)]
        counted = CountedText("\ufeff" + text.replace("\n", "\r\n"))
        pooled.add(evidence(counted, written))
        parts.append((counted, written, spans))
    likely = pooled.likely()
    found = [
        (place, span)
        for counted, written, spans in parts
        for place, span in zip(understood(counted, written, likely), spans, strict=True)
    ]
    if any(place.is_certain and (place.start, place.end) != span for place, span in found):
        return "wrong"
    return "right" if all(place.is_certain for place, _span in found) else "undecided"


def table(repeats: int, seed: int = 1) -> dict[tuple[bool, bool, int], Counter[str]]:
    """Outcomes by (words of the passages in the file, astral characters, passages per source), all conventions."""
    rng = random.Random(seed)
    found: dict[tuple[bool, bool, int], Counter[str]] = {}
    for named in (True, False):
        for astral in (True, False):
            for n in PER_SOURCE:
                found[named, astral, n] = Counter(
                    outcome(rng, convention, n, astral=astral, named=named)
                    for convention in CONVENTIONS
                    for _repeat in range(repeats)
                )
    return found


def as_markdown(found: dict[tuple[bool, bool, int], Counter[str]]) -> str:
    """The table as it stands in docs/exchange.md."""
    lines = ["| words in the file | astral characters | passages per source | right | undecided | wrong |"]
    lines.append("|---|---|---|---|---|---|")
    for (named, astral, n), counts in found.items():
        cells = ["yes" if named else "no", "yes" if astral else "no", str(n)]
        cells += [str(counts[each]) for each in ("right", "undecided", "wrong")]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(as_markdown(table(25)) + "\n")
