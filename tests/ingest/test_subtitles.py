"""Subtitles as meeting programs and recognisers write them: turns with the time at which each begins."""

import pytest

from codebench.ingest import read
from codebench.ingest.documents import lines_of
from tests.ingest.conftest import Write
from tests.ingest.helpers import check, documents

TEAMS = """WEBVTT

NOTE Confidence: 0.91

4f1b/12-0
00:00:03.000 --> 00:00:05.500
<v Jan Peeters>Goeiemiddag <i>allemaal</i>
en welkom,</v>

4f1b/12-1
00:00:05.500 --> 00:00:06.000 align:start position:0%
<v Jan Peeters>om 12:30.</v>

4f1b/13-0
00:01:07.000 --> 00:01:09.500
<v Els &amp; co>Dag &amp; bedankt.</v> <v Jan Peeters>Graag.</v>

STYLE
::cue { color: red }

01:02:03.040 --> 01:02:04.000
<v Jan Peeters><00:00:01.000><c>Tot</c> slot</v>
"""
ZOOM = """WEBVTT

1
00:00:03.000 --> 00:00:05.000
Jan Peeters: Goeiemiddag allemaal

2
00:00:05.000 --> 00:00:06.000
Jan Peeters: en welkom. Kortom: dag.

3
00:00:07.000 --> 00:00:09.500
Els De Smet: Dag, http://voorbeeld.be

4
00:00:09.500 --> 00:00:11.000
Fatiha: Ja
"""
WHISPER = """1
00:00:00,000 --> 00:00:02,000
[SPEAKER_00]: Goeiemiddag [gelach]

2
00:00:02,000 --> 00:00:03,500
[SPEAKER_00]: allemaal.
3
00:00:04,000 --> 00:00:05,000
[SPEAKER_01]: {\\an8}Dag.

4
00:00:05,000 --> 00:00:06,000
[applaus] Dank u.
"""


def found(write: Write, name: str, text: str, encoding: str = "utf-8") -> list[tuple[str, str | None, int | None]]:
    return [(line.text, line.label, line.time_ms) for line in lines_of(write(name, text, encoding)).lines if line.text]


def test_teams_has_voices(write: Write) -> None:
    for text in (TEAMS, TEAMS.replace("\n", "\r\n"), "\ufeff" + TEAMS):
        assert found(write, "a.vtt", text) == [
            ("Jan Peeters: Goeiemiddag allemaal en welkom, om 12:30.", "Jan Peeters", 3000),
            ("Els & co: Dag & bedankt.", "Els & co", 67_000),
            ("Jan Peeters: Graag. Tot slot", "Jan Peeters", 67_000),
        ]


def test_zoom_has_names_with_a_colon(write: Write) -> None:
    assert found(write, "a.vtt", ZOOM) == [
        ("Jan Peeters: Goeiemiddag allemaal en welkom. Kortom: dag.", "Jan Peeters", 3000),
        ("Els De Smet: Dag, http://voorbeeld.be", "Els De Smet", 7000),
        ("Fatiha: Ja", "Fatiha", 9500),
    ]


def test_a_recogniser_has_boxed_speakers_or_none(write: Write) -> None:
    assert found(write, "a.srt", WHISPER) == [
        ("SPEAKER_00: Goeiemiddag [gelach] allemaal.", "SPEAKER_00", 0),
        ("SPEAKER_01: Dag. [applaus] Dank u.", "SPEAKER_01", 4000),
    ]
    cues = [(3 * i, "een halve zin die" if i % 2 else f"verder gaat in deel {i}.") for i in range(1, 60)]
    bare = "\n\n".join(
        f"00:{at // 60:02}:{at % 60:02}.0 --> 00:{at // 60:02}:{at % 60:02}.900\n{text}" for at, text in cues
    )
    paragraphs = found(write, "b.vtt", f"WEBVTT\n\n{bare}\n\n00:59:00.000 --> 00:59:01.000\nna een pauze")
    assert " ".join(text for text, _label, _time in paragraphs) == " ".join(
        [text for _at, text in cues] + ["na een pauze"]
    )
    assert paragraphs[-1] == ("na een pauze", None, 59 * 60_000)
    assert all(text.endswith(".") and len(text) > 400 for text, _label, _time in paragraphs[:-2])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_times_reach_the_units(write: Write, encoding: str) -> None:
    turns = "\n\n".join(
        f"{i}\n00:0{i}:00,500 --> 00:0{i}:09,000\n<v {'Eén' if i % 2 else 'Twee'}>Zin {i}</v>" for i in range(1, 7)
    )
    draft = read(write("a.srt", turns, encoding))
    check(draft)
    (document,) = documents(draft)
    assert [unit.time_ms for unit in document.units] == [60_000 * i + 500 for i in range(1, 7)]


def test_cues_out_of_order_are_named(write: Write) -> None:
    document = lines_of(
        write("a.srt", "1\n00:01:00,000 --> 00:01:01,000\nna\n\n2\n00:00:01,000 --> 00:00:02,000\nvoor\n")
    )
    assert document.doubts[0].what == "1 cue begins before the one above it."
