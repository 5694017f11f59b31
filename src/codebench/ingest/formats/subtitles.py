""".srt and .vtt: cues put together into turns, with the time at which each begins.

Teams writes a voice tag per cue (<v Naam>), Zoom a name and a colon, Whisper nothing or [SPEAKER_00]. Cues of one
speaker in a row become one line; cues of nobody become paragraphs, which end with a sentence or at a pause.
Sources: WebVTT (W3C, 2019); SubRip has no specification.
"""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from codebench.domain.draft import Doubt
from codebench.domain.errors import InputError
from codebench.i18n import _, plural
from codebench.ingest.formats.file import without_text
from codebench.ingest.labels import is_name, is_phrase, known_role, label_key, well_formed
from codebench.ingest.lines import DocumentText, Line
from codebench.ingest.source import Source
from codebench.ingest.times import milliseconds
from codebench.ingest.wording import quoted, tidy

_STAMP = r"(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_TIMES = re.compile(rf"\s*({_STAMP})\s*-->\s*({_STAMP})(?:\s.*)?")
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,80})?[ \t]([^>]{0,200})>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|</?\d[\d:.]*>|\{\\[a-z0-9]+[^{}]{0,40}\}")
_LABEL = re.compile(
    r"\s*(?:\[(?P<boxed>[^\]:]{1,40})\]:?|>>\s*(?P<said>[^:]{1,40}):|(?P<plain>[^:\[\]<>]{1,40}):)(?!//|\d)\s*"
)
_ENDS = (".", "?", "!", "…", ".”", "?”", "!”", '."', '?"', '!"')
_PAUSE = 3000
_PARAGRAPH = 400


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    end: int
    text: str
    label: str | None = None


def read(source: Source, format_name: str) -> DocumentText:
    """The lines of a subtitle file, `format_name` "srt" or "vtt".

    Raises:
        InputError: it holds no cues with times, or no words.
    """
    text = source.text()
    if "-->" not in text:
        message = _("'{name}' holds no times (00:00:01.000 --> 00:00:04.000), so it is no subtitle file.")
        raise InputError(message.format(name=quoted(source.name)))
    cues = _labelled(list(_voices(_cues(text))))
    lines: list[Line] = []
    for turn in _turns(cues):
        if lines:
            lines.append(Line(""))
        lines.append(Line(f"{turn.label}: {turn.text}" if turn.label else turn.text, turn.label, turn.start))
    if not lines:
        raise without_text(source.name)
    doubts = list(source.doubts)
    back = sum(after.start < before.start for before, after in pairwise(cues))
    if back:
        what = plural("{n} cue begins before the one above it.", "{n} cues begin before the one above them.", back)
        doubts.append(Doubt(source.name, what))
    return DocumentText(source.name, source.stem, format_name, source.checksum, tuple(lines), tuple(doubts))


def _cues(text: str) -> Iterator[_Cue]:
    """The cues with their tags: a line with times, and the lines under it up to a blank one."""
    times: tuple[int, int] | None = None
    said: list[str] = []
    for line in text.split("\n"):
        found = _TIMES.fullmatch(line) if "-->" in line else None
        if found is not None or not line.strip():
            if times is not None and said:
                # Where the blank line is missing, the number of the next cue stands last.
                is_number = found is not None and len(said) > 1 and said[-1].strip().isdecimal()
                yield _Cue(*times, " ".join(said[:-1] if is_number else said))
            said = []
            times = None if found is None else (milliseconds(found[1]) or 0, milliseconds(found[2]) or 0)
        elif times is not None:
            said.append(line.strip())
    if times is not None and said:
        yield _Cue(*times, " ".join(said))


def _voices(cues: Iterable[_Cue]) -> Iterator[_Cue]:
    """The cues without tags, parted where the voice changes inside one."""
    for cue in cues:
        first, *rest = _VOICE.split(cue.text)
        parts = [(None, first), *zip(rest[::2], rest[1::2], strict=True)]
        for voice, marked in parts:
            text = tidy(html.unescape(_TAG.sub("", marked)))
            label = tidy(html.unescape(voice)).rstrip(":") if voice is not None else ""
            if text:
                yield _Cue(cue.start, cue.end, text, label or None)


def _labelled(cues: list[_Cue]) -> list[_Cue]:
    """The cues with the labels that stand in their text, where there are no voice tags."""
    if any(cue.label for cue in cues):
        return cues
    found = [_LABEL.match(cue.text) for cue in cues]
    labels = [None if match is None else _named(match) for match in found]
    counts = Counter(label_key(label) for label in labels if label)
    # Where most cues begin with a label, a name that speaks once is one too.
    is_usual = 2 * counts.total() > len(cues)
    parted = []
    for cue, match, label in zip(cues, found, labels, strict=True):
        is_label = label is not None and (
            counts[label_key(label)] > 1 or known_role(label) is not None or (is_usual and is_name(label))
        )
        if match is not None and is_label:
            parted.append(replace(cue, text=cue.text[match.end() :], label=label))
        else:
            parted.append(cue)
    return parted


def _named(match: re.Match[str]) -> str | None:
    label = tidy(match["boxed"] or match["said"] or match["plain"] or "")
    # What is boxed and no name is a remark: [gelach], [muziek].
    if match["boxed"] and not (label[:1].isupper() and match[0].rstrip().endswith(":")) and not known_role(label):
        label = label if re.search(r"[\d_]", label) else ""
    return label if well_formed(label) and not is_phrase(label) else None


def _turns(cues: Iterable[_Cue]) -> Iterator[_Cue]:
    """The cues of one speaker in a row as one; those of nobody up to a pause or the end of a sentence."""
    turn: _Cue | None = None
    is_spoken = False
    for cue in cues:
        is_spoken = is_spoken or cue.label is not None
        if turn is None:
            turn = cue
        elif _goes_on(turn, cue, is_spoken):
            turn = replace(turn, end=cue.end, text=f"{turn.text} {cue.text}".strip())
        else:
            if turn.text:
                yield turn
            turn = cue
    if turn is not None and turn.text:
        yield turn


def _goes_on(turn: _Cue, cue: _Cue, is_spoken: bool) -> bool:
    if cue.label is not None and turn.label is not None:
        return label_key(cue.label) == label_key(turn.label)
    if cue.label is not None:
        return False
    if turn.label is not None or is_spoken:
        return True
    is_whole = len(turn.text) > _PARAGRAPH and turn.text.endswith(_ENDS)
    return not is_whole and cue.start - turn.end < _PAUSE
