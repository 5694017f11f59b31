"""Which labels of a document are speakers, and what each is in the conversation.

A speaker's label recurs. What occurs once, or reads as a phrase or as a field of a form, is decided by its words
and by the labels around it, and is named as a doubt.
"""

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain, islice

from codebench.domain.draft import Doubt
from codebench.i18n import _
from codebench.ingest.labels import (
    NO_LABEL,
    SpeakerRole,
    is_name,
    is_phrase,
    known_role,
    label_key,
    single_letter_roles,
)
from codebench.ingest.turns import Candidate
from codebench.ingest.wording import listed, quoted

_MANY_SPEAKERS = 30
_MANY_DOUBTS = 20
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A label that was taken for a speaker, under its commonest spelling."""

    name: str
    role: SpeakerRole
    turns: int


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who speaks, by label key in order of appearance, and what was unsure."""

    by_key: Mapping[str, Speaker]
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class _Label:
    key: str
    name: str
    lines: tuple[int, ...]
    known: SpeakerRole | None
    told: str | None

    @property
    def recurs(self) -> bool:
        return len(self.lines) > 1


def find_speakers(
    text: str,
    candidates: Sequence[Candidate],
    headings: Sequence[int],
    said: Mapping[str, str],
    must: bool,
    where: str,
) -> Speakers:
    """Which labels are speakers; none where the text doesn't look like a conversation.

    `headings` holds the numbers of the lines that are headings, `said` the researcher's word per label (a role, or
    "text" for no label); `must` says that the text is a transcript whatever it looks like; `where` names it.
    """
    labels = _labels(candidates, said)
    # Words count as they are written: a name is hardly ever written small elsewhere, a turn of phrase is.
    small = Counter(_WORD.findall(text)) if labels else Counter[str]()
    accepted, asks = _accepted(labels, small, must)
    speaking = [one for one in labels if one.key in accepted]
    doubts = _doubts_about_telling(said, labels, where)
    if not must and not any(one.told for one in speaking):
        against = _not_a_conversation(speaking, asks, headings, where)
        if against is not None:
            return Speakers({}, (*doubts, *against))
    roles = {one.key: one.known or SpeakerRole.PARTICIPANT for one in speaking}
    roles |= single_letter_roles(accepted)
    roles |= {one.key: SpeakerRole(one.told) for one in speaking if one.told is not None}
    speakers = {one.key: Speaker(one.name, roles[one.key], len(one.lines)) for one in speaking}
    if speakers:
        about_speakers = _doubts_about_speakers(speakers, where)
        doubts = chain(doubts, about_speakers, _doubts_about_labels(labels, accepted, where))
    return Speakers(speakers, _shortened(doubts, where))


def _accepted(labels: Sequence[_Label], small: Counter[str], must: bool) -> tuple[set[str], bool]:
    """The keys of the labels that may be speakers, and whether one of them asks the questions."""
    sure = [one for one in labels if one.told not in (None, NO_LABEL)]
    open_ones = [one for one in labels if one.told is None]
    sure += [one for one in open_ones if one.recurs and _is_speaker(one, small)]
    once = [one for one in open_ones if not one.recurs and _may_speak_once(one, small)]
    asks = any(one.known is SpeakerRole.MODERATOR for one in (*sure, *once))
    if asks:
        sure += [one for one in open_ones if one.recurs and _is_plain(one, small)]
    # What occurs once needs company: a note has headings of fields that look like names ("Directie: ...").
    return {one.key for one in (*sure, *(once if asks or must or len(sure) > 1 else ()))}, asks


def _labels(candidates: Sequence[Candidate], said: Mapping[str, str]) -> list[_Label]:
    told = {label_key(label): role for label, role in said.items()}
    found: dict[str, list[Candidate]] = defaultdict(list)
    for one in candidates:
        found[one.key].append(one)
    labels = []
    for key, ones in found.items():
        name = Counter(one.label for one in ones).most_common(1)[0][0]
        numbers = tuple(one.line.number for one in ones)
        labels.append(_Label(key, name, numbers, known_role(name), told.get(key)))
    return labels


def _is_speaker(label: _Label, small: Counter[str]) -> bool:
    if label.known is not None:
        return True
    if is_name(label.name):
        is_common = all(small[word.lower()] >= len(label.lines) for word in _WORD.findall(label.name))
        return not is_phrase(label.name) and not is_common
    return len(label.lines) > 2 and _is_plain(label, small)


def _is_plain(label: _Label, small: Counter[str]) -> bool:
    """Whether a label in small letters may be a name: one word or two, seldom met but as a label."""
    words = _WORD.findall(label.name)
    turns = len(label.lines)
    return (
        label.name[0].islower()
        and len(words) <= 2
        and not is_phrase(label.name)
        and not all(small[word] >= 2 * turns for word in words)
    )


def _may_speak_once(label: _Label, small: Counter[str]) -> bool:
    if label.known is not None:
        return True
    words = _WORD.findall(label.name)
    may_be_name = is_name(label.name) and not is_phrase(label.name) and len(words) <= 3
    return may_be_name and not any(small[word.lower()] for word in words)


def _not_a_conversation(
    speaking: Sequence[_Label], asks: bool, headings: Sequence[int], where: str
) -> tuple[Doubt, ...] | None:
    """The doubts with which a text is no transcript, or None where it is one."""
    if len(speaking) < 2:
        what = _("Only one label was found, '{label}'; the text was read as a note.")
        return tuple(Doubt(where, what.format(label=quoted(one.name))) for one in speaking)
    if asks or any(one.known and one.name[-1].isdigit() for one in speaking):
        return None
    # The fields of a form come back under each heading, once; speakers come back within one.
    places = [Counter(bisect(headings, number) for number in one.lines) for one in speaking]
    if len(set().union(*places)) > 1 and all(max(place.values()) == 1 for place in places):
        what = _("{labels} come back once under each heading, as fields do; the text was read as a note.")
        return (Doubt(where, what.format(labels=listed([f"'{quoted(one.name)}:'" for one in speaking]))),)
    return None


def _doubts_about_telling(said: Mapping[str, str], labels: Sequence[_Label], where: str) -> Iterator[Doubt]:
    found = {one.key for one in labels}
    for label in said:
        if label_key(label) not in found:
            what = _("No line begins with '{label}:', so the role that was given for it had no effect.")
            yield Doubt(where, what.format(label=quoted(label)))


def _doubts_about_labels(labels: Sequence[_Label], accepted: set[str], where: str) -> Iterator[Doubt]:
    first_turn = min(one.lines[0] for one in labels if one.key in accepted)
    recurring = [one.name for one in labels if one.key in accepted and one.recurs and len(one.key) > 3]
    for one in labels:
        line, label = one.lines[0], quoted(one.name)
        if one.told is not None:
            continue
        if one.key in accepted and not one.recurs:
            what = _("'{label}' speaks only once, on line {line}; it was taken for a speaker.")
            # One digit apart are two speakers, one letter apart is likely a slip of the pen.
            likely = [] if one.name[-1].isdigit() else get_close_matches(one.name, recurring[:_MANY_SPEAKERS], 1, 0.8)
            if likely:
                what += " " + _("Is it '{likely}'?").format(likely=quoted(likely[0]))
            yield Doubt(where, what.format(label=label, line=line))
        elif one.key not in accepted and one.recurs:
            numbers = listed([str(number) for number in one.lines])
            what = _("'{label}:' begins lines {numbers} but doesn't look like a speaker; it was left in the text.")
            yield Doubt(where, what.format(label=label, numbers=numbers))
        elif one.key not in accepted and line > first_turn and not is_phrase(one.name):
            what = _("'{label}:' on line {line} occurs once; it was left in the text, not taken for a speaker.")
            yield Doubt(where, what.format(label=label, line=line))


def _doubts_about_speakers(speakers: Mapping[str, Speaker], where: str) -> Iterator[Doubt]:
    if not any(speaker.role is SpeakerRole.MODERATOR for speaker in speakers.values()):
        what = _("No moderator was recognised among {labels}; every speaker counts as a participant.")
        yield Doubt(where, what.format(labels=listed([quoted(one.name) for one in speakers.values()])))
    if len(speakers) > _MANY_SPEAKERS:
        what = _("{n} labels are many for one conversation. Are they all speakers?")
        yield Doubt(where, what.format(n=len(speakers)))


def _shortened(doubts: Iterator[Doubt], where: str) -> tuple[Doubt, ...]:
    listed_ones = tuple(islice(doubts, _MANY_DOUBTS))
    rest = next(doubts, None)
    return listed_ones if rest is None else (*listed_ones, Doubt(where, _("More labels are in doubt than these.")))
