"""What is said of labels that may or may not be speakers, so that the researcher decides."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from codebench.domain.draft import Doubt
from codebench.i18n import _
from codebench.ingest.labelled import Label, Speaker
from codebench.ingest.labels import SpeakerRole, is_phrase
from codebench.ingest.wording import listed, quoted

_MANY_SPEAKERS = 30


def doubt_of(label: Label, is_speaker: bool, recurring: Sequence[str], first_turn: int) -> str:
    """What is unsure about a label, in a sentence; empty where nothing is, or where the researcher spoke.

    `recurring` are the labels of speakers that come back, `first_turn` is the number of the line of the first turn.
    """
    if label.told is not None or label.called is not None:
        return ""
    line, name = label.lines[0], quoted(label.name)
    if is_speaker:
        if label.recurs or label.known is SpeakerRole.COLLECTIVE:
            return ""
        what = _("'{label}' speaks only once, on line {line}; it was taken for a speaker.")
        # A digit or a letter by itself tells speakers apart (Directie A, Directie B); one in a word is likely a slip.
        is_coded = label.name[-1].isdigit() or len(label.name.split()[-1]) == 1
        likely = [] if is_coded else get_close_matches(label.name, recurring[:_MANY_SPEAKERS], 1, 0.8)
        if likely:
            what += " " + _("Is it '{likely}'?").format(likely=quoted(likely[0]))
        return what.format(label=name, line=line)
    if label.recurs:
        numbers = listed([str(number) for number in label.lines])
        what = _("'{label}:' begins lines {numbers} but doesn't look like a speaker; it was left in the text.")
        return what.format(label=name, numbers=numbers)
    if line > first_turn and not is_phrase(label.name):
        what = _("'{label}:' on line {line} occurs once; it was left in the text, not taken for a speaker.")
        return what.format(label=name, line=line)
    return ""


def doubts_about_speakers(speakers: Sequence[Speaker], where: str) -> Iterator[Doubt]:
    """What is unsure about all of them together."""
    if not any(speaker.role is SpeakerRole.MODERATOR for speaker in speakers):
        what = _("No moderator was recognised among {labels}; every speaker counts as a participant.")
        yield Doubt(where, what.format(labels=listed([quoted(one.name) for one in speakers])))
    if len(speakers) > _MANY_SPEAKERS:
        what = _("{n} labels are many for one conversation. Are they all speakers?")
        yield Doubt(where, what.format(n=len(speakers)))
