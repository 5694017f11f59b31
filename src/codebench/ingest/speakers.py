"""Which labels of a document are speakers, what each is in the conversation, and by which convention they are told.

A speaker's label recurs. What occurs once, or reads as a phrase or as a field of a form, is decided by its words
and by the labels around it, and is named as a doubt.
"""

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from codebench.domain.draft import Doubt, LabelFinding
from codebench.i18n import _
from codebench.ingest.label_doubts import doubt_of, doubts_about_speakers
from codebench.ingest.labelled import Label, Speaker
from codebench.ingest.labels import (
    NO_LABEL,
    SpeakerRole,
    is_name,
    is_phrase,
    known_role,
    label_key,
    single_letter_roles,
)
from codebench.ingest.options import ReadOptions
from codebench.ingest.turns import Candidate, Convention
from codebench.ingest.wording import listed, quoted, tidy

_MANY_DOUBTS = 20
_EXAMPLE = 80
_WORD = re.compile(r"[^\W\d_]+")
# Names alone on their lines are speakers without a moderator only where they stand above every few lines.
_ALONE_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who speaks, by label key in order of appearance, the lines that begin turns, and what was unsure."""

    by_key: Mapping[str, Speaker]
    turns: tuple[Candidate, ...] = ()
    convention: str = ""
    labels: tuple[LabelFinding, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class _Judgement:
    """What one convention gives: the keys that it takes for speakers, or the doubts with which it takes none."""

    convention: Convention
    labels: Sequence[Label]
    accepted: frozenset[str]
    against: tuple[Doubt, ...] = ()

    @property
    def turns(self) -> int:
        return sum(len(one.lines) for one in self.labels if one.key in self.accepted)


@dataclass(frozen=True, slots=True)
class Question:
    """What `find_speakers` is asked about: a text, the numbers of its headings' lines, how many lines it has.

    `must` says that it is a transcript whatever it looks like; `where` names it.
    """

    text: str
    headings: Sequence[int]
    n_lines: int
    options: ReadOptions
    must: bool
    where: str


def find_speakers(found: Mapping[Convention, Sequence[Candidate]], asked: Question) -> Speakers:
    """Which labels are speakers; none where the text doesn't look like a conversation.

    Of the conventions that tell speakers, the one with the most turns counts, and what the others have of its labels;
    names alone on their lines are looked at where no other convention tells any.
    """
    # Words count as they are written: a name is hardly ever written small elsewhere, a turn of phrase is.
    small = Counter(_WORD.findall(asked.text)) if any(found.values()) else Counter[str]()
    judged = [_judge(name, candidates, small, asked) for name, candidates in found.items()]
    sure = [one for one in judged if one.accepted and one.convention is not Convention.ALONE]
    sure = sure or [one for one in judged if one.accepted]
    missing = _doubts_about_telling(asked, {one.key for each in judged for one in each.labels})
    if not sure:
        against = next((one.against for one in judged if one.against), ())
        # What recurs is offered to the researcher, who may know better.
        rest = {one.key: one for each in judged for one in each.labels if one.recurs and not is_phrase(one.name)}
        offered = tuple(_left(one, "", asked.text) for one in rest.values())
        return Speakers({}, labels=offered, doubts=(*missing, *against))
    best = max(sure, key=lambda one: one.turns)
    return _told(best, _all_turns(found, best), missing, asked)


def _all_turns(found: Mapping[Convention, Sequence[Candidate]], best: _Judgement) -> list[Candidate]:
    """The candidates of the convention, and those of the others that bear a label of its speakers."""
    turns = {one.line.number: one for one in found[best.convention]}
    for convention, candidates in found.items():
        if convention not in (best.convention, Convention.ALONE):
            for one in candidates:
                if one.key in best.accepted:
                    turns.setdefault(one.line.number, one)
    return [turns[number] for number in sorted(turns)]


def _judge(convention: Convention, candidates: Sequence[Candidate], small: Counter[str], asked: Question) -> _Judgement:
    labels = _labels(candidates, asked.options)
    accepted, asks = _accepted(labels, small, asked.must)
    speaking = [one for one in labels if one.key in accepted]
    if convention is Convention.PATTERN:
        keys = {one.key for one in labels if one.told != NO_LABEL}
        return _Judgement(convention, labels, frozenset(keys))
    if not asked.must and not any(one.is_told for one in speaking):
        mine = {number for one in speaking for number in one.lines}
        apart = [number for number in asked.headings if number not in mine]
        against = _not_a_conversation(speaking, asks, apart, asked.where)
        if against is None and convention is Convention.ALONE and not asks:
            turns = sum(len(one.lines) for one in speaking)
            against = () if turns < _ALONE_SHARE * asked.n_lines and not any(map(_is_coded, speaking)) else None
        if against is not None:
            return _Judgement(convention, labels, frozenset(), against)
    return _Judgement(convention, labels, frozenset(accepted))


def _told(best: _Judgement, turns: list[Candidate], missing: tuple[Doubt, ...], asked: Question) -> Speakers:
    labels = _labels(turns, asked.options)
    speaking = [one for one in labels if one.key in best.accepted]
    speakers = _named(speaking)
    recurring = [one.name for one in speaking if one.recurs and len(one.key) > 3]
    first_turn = min(one.lines[0] for one in speaking)
    doubts = ((one, doubt_of(one, one.key in speakers, recurring, first_turn)) for one in labels)
    unsure = {one.key: doubt for one, doubt in doubts if doubt}
    about = [
        *doubts_about_speakers(list(dict.fromkeys(speakers.values())), asked.where),
        *(Doubt(asked.where, doubt) for doubt in unsure.values()),
    ]
    findings = []
    for one in labels:
        if one.key in speakers:
            who = speakers[one.key]
            name, doubt = who.existing or who.name, unsure.get(one.key, "")
            findings.append(
                LabelFinding(one.name, name, who.role, len(one.lines), _example(one.first, asked.text), doubt)
            )
        elif one.told == NO_LABEL or one.key in unsure:
            findings.append(_left(one, unsure.get(one.key, ""), asked.text))
    return Speakers(
        speakers,
        tuple(one for one in turns if one.key in speakers),
        _(best.convention),
        tuple(findings),
        _shortened(chain(missing, about), asked.where),
    )


def _left(label: Label, doubt: str, text: str) -> LabelFinding:
    return LabelFinding(label.name, label.name, NO_LABEL, len(label.lines), _example(label.first, text), doubt)


def _example(first: Candidate, text: str) -> str:
    below = text[first.body : first.body + 4 * _EXAMPLE].strip()
    return tidy(below.partition("\n")[0])[:_EXAMPLE]


def _named(speaking: Sequence[Label]) -> dict[str, Speaker]:
    """The speakers by label key: labels that were given one name are one, in the role that it tells."""
    roles = {one.key: one.known or SpeakerRole.PARTICIPANT for one in speaking}
    roles |= single_letter_roles(set(roles))
    roles |= {one.key: SpeakerRole(one.told) for one in speaking if one.told is not None}
    together: dict[str, list[Label]] = defaultdict(list)
    for one in speaking:
        together[label_key(one.called or one.name)].append(one)
    speakers = {}
    for key, ones in together.items():
        called = next((one.called for one in ones if one.called), None)
        name = called or ones[0].name
        told = next((SpeakerRole(one.told) for one in ones if one.told is not None), None)
        _group, slash, last = name.rpartition("/")
        is_case = bool(called and slash)
        # Of "fg1/An" the person tells who it is: the path looks like several at once ("R1/R2").
        role = told or roles.get(key) or known_role(last if is_case else name) or roles[ones[0].key]
        speakers[key] = Speaker(last if is_case else name, role, name if is_case else None)
    return {one.key: speakers[label_key(one.called or one.name)] for one in speaking}


def _accepted(labels: Sequence[Label], small: Counter[str], must: bool) -> tuple[set[str], bool]:
    """The keys of the labels that may be speakers, and whether one of them asks the questions."""
    sure = [one for one in labels if one.is_told]
    open_ones = [one for one in labels if one.told is None and one.called is None]
    sure += [one for one in open_ones if one.recurs and _is_speaker(one, small)]
    once = [one for one in open_ones if not one.recurs and _may_speak_once(one, small)]
    asks = any(one.known is SpeakerRole.MODERATOR for one in (*sure, *once))
    if asks:
        sure += [one for one in open_ones if one.recurs and _is_plain(one, small)]
    # What occurs once needs company: a note has headings of fields that look like names ("Directie: ...").
    return {one.key for one in (*sure, *(once if asks or must or len(sure) > 1 else ()))}, asks


def _labels(candidates: Sequence[Candidate], options: ReadOptions) -> list[Label]:
    told = {label_key(label): role for label, role in options.roles.items()}
    called = {label_key(label): tidy(name) for label, name in options.names.items()}
    found: dict[str, list[Candidate]] = defaultdict(list)
    for one in candidates:
        found[one.key].append(one)
    labels = []
    for key, ones in found.items():
        name = Counter(one.label for one in ones).most_common(1)[0][0]
        numbers = tuple(one.line.number for one in ones)
        labels.append(Label(key, name, ones[0], numbers, known_role(name), told.get(key), called.get(key)))
    return labels


def _is_speaker(label: Label, small: Counter[str]) -> bool:
    if label.known is not None:
        return True
    if is_name(label.name):
        is_common = all(small[word.lower()] >= len(label.lines) for word in _WORD.findall(label.name))
        return not is_phrase(label.name) and not is_common
    return len(label.lines) > 2 and _is_plain(label, small)


def _is_plain(label: Label, small: Counter[str]) -> bool:
    """Whether a label in small letters may be a name: one word or two, seldom met but as a label."""
    words = _WORD.findall(label.name)
    turns = len(label.lines)
    return (
        label.name[0].islower()
        and len(words) <= 2
        and not is_phrase(label.name)
        and not all(small[word] >= 2 * turns for word in words)
    )


def _may_speak_once(label: Label, small: Counter[str]) -> bool:
    if label.known is not None:
        return True
    words = _WORD.findall(label.name)
    may_be_name = is_name(label.name) and not is_phrase(label.name) and len(words) <= 3
    return may_be_name and not any(small[word.lower()] for word in words)


def _not_a_conversation(
    speaking: Sequence[Label], asks: bool, headings: Sequence[int], where: str
) -> tuple[Doubt, ...] | None:
    """The doubts with which a text is no transcript, or None where it is one."""
    if len(speaking) < 2:
        what = _("Only one label was found, '{label}'; the text was read as a note.")
        return tuple(Doubt(where, what.format(label=quoted(one.name))) for one in speaking)
    if asks or any(map(_is_coded, speaking)):
        return None
    # The fields of a form come back under each heading, once; speakers come back within one.
    places = [Counter(bisect(headings, number) for number in one.lines) for one in speaking]
    if len(set().union(*places)) > 1 and all(max(place.values()) == 1 for place in places):
        what = _("{labels} come back once under each heading, as fields do; the text was read as a note.")
        return (Doubt(where, what.format(labels=listed([f"'{quoted(one.name)}:'" for one in speaking]))),)
    return None


def _is_coded(label: Label) -> bool:
    """Whether it is a code for somebody, with a number: R1, Deelnemer 2."""
    return label.known is not None and label.name[-1].isdigit()


def unheard(label: str) -> str:
    """The doubt where something was said of a label that a text doesn't have."""
    what = _("No line begins with '{label}:', so what was said of it had no effect.")
    return what.format(label=quoted(label))


def _doubts_about_telling(asked: Question, found: set[str]) -> tuple[Doubt, ...]:
    told = dict.fromkeys((*asked.options.roles, *asked.options.names))
    return tuple(Doubt(asked.where, unheard(label)) for label in told if label_key(label) not in found)


def _shortened(doubts: Iterator[Doubt], where: str) -> tuple[Doubt, ...]:
    listed_ones = tuple(islice(doubts, _MANY_DOUBTS))
    rest = next(doubts, None)
    return listed_ones if rest is None else (*listed_ones, Doubt(where, _("More labels are in doubt than these.")))
