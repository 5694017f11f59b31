"""The kinds of material of the five studies come in as they are: turns, speakers, sections and respondents counted.

All of it is synthetic; the survey of the second study is in `test_survey.py`.
"""

from collections import Counter
from itertools import cycle, islice

from codebench.domain.draft import DocumentKind, Draft, UnitKind
from codebench.domain.variables import CaseKind, Role
from codebench.ingest import ReadOptions, read
from codebench.ingest.gathering import Gathering
from codebench.ingest.lines import DocumentText, Line
from codebench.ingest.transcript import draft_of
from codebench.ingest.turns import Convention
from tests.conftest import CORPORA
from tests.ingest.conftest import Write
from tests.ingest.helpers import cases, check, documents, roles


def per_section(draft: Draft) -> Counter[str | None]:
    (document,) = documents(draft)
    return Counter(None if unit.section is None else document.sections[unit.section].title for unit in document.units)


def people(draft: Draft) -> list[str]:
    """Who counts: persons who are no moderators."""
    return [
        case.name for case in cases(draft).values() if case.kind is CaseKind.PERSON and case.role is Role.PARTICIPANT
    ]


def test_s1_a_moderated_focus_group() -> None:
    draft = read(CORPORA / "ondersteuners" / "focusgroep-1.txt")
    check(draft)
    assert draft.convention == Convention.COLON
    assert (draft.n_units, len(people(draft))) == (183, 8)
    assert [name for name, role in roles(draft).items() if role == "moderator"] == ["Moderator"]
    assert [name for name, role in roles(draft).items() if role == "collective"] == ["Allen"]
    turns = Counter(unit.kind for unit in documents(draft)[0].units)
    assert turns[UnitKind.TURN] == sum(one.turns for one in draft.labels) == 183
    assert len(documents(draft)[0].sections) == 6 and sum(per_section(draft).values()) == 183
    assert not draft.doubts


def test_s1_thirteen_participants_without_a_doubt(write: Write) -> None:
    names = [f"Deelnemer {n}" for n in range(1, 14)]
    said = "".join(f"Moderator: Vraag {i}?\n{name}: Antwoord.\n" for i, name in enumerate(islice(cycle(names), 39)))
    draft = read(write("fg3.txt", said))
    assert (draft.n_units, len(people(draft)), draft.doubts) == (78, 13, ())


def test_s3_interviews_of_a_visit_with_times(write: Write) -> None:
    text = "".join(
        f"[00:{i:02d}:00] Inspecteur 1: Wat helpt?\n[00:{i:02d}:30] {who}: Het team.\n"
        for i, who in enumerate(islice(cycle(["Directeur", "Zorgcoördinator", "Leerkracht 5", "Ouder 1"]), 12))
    )
    draft = read(write("school-14.txt", text), options=ReadOptions(roles={"Inspecteur 1": "moderator"}))
    check(draft)
    assert (draft.n_units, len(people(draft))) == (24, 4)
    assert documents(draft)[0].units[-1].time_ms == (11 * 60 + 30) * 1000


S4 = """# CLB {n}

Periode 1: sluiting

Vooral telefonisch gewerkt; {n} medewerkers van thuis uit.

Informatie kwam via de koepel: duidelijk.

Periode 2: preteaching

Contact met scholen verliep moeizaam.

Periode 3: heropstart

Contactonderzoek: ja, door het hele team.

Periode 4: afronding

Welbevinden staat voorop.
"""


def test_s4_interview_notes_with_periods(write: Write) -> None:
    paths = [write(f"CLB {n}.txt", S4.format(n=n)) for n in (1, 2, 10)]
    gathering = Gathering.of(paths, ReadOptions(case_kind=CaseKind.ORGANISATION))
    for draft in gathering.drafts:
        check(draft)
        assert documents(draft)[0].kind is DocumentKind.NOTE
        assert [case.kind for case in cases(draft).values()] == [CaseKind.ORGANISATION]
        assert per_section(draft) == {
            "Periode 1: sluiting": 2,
            "Periode 2: preteaching": 1,
            "Periode 3: heropstart": 1,
            "Periode 4: afronding": 1,
        }
    assert [list(cases(draft)) for draft in gathering.drafts] == [["CLB 1"], ["CLB 2"], ["CLB 10"]]


def test_s5_minutes_with_bold_labels() -> None:
    """As the readers of .docx, .odt and .rtf hand them on: a bold lead-in is the label of its line."""
    lines = [Line("Verslag dialooggroep bao", is_heading=True), Line("Visie en beleid", is_heading=True)]
    for school in ("School A", "School B", "School C"):
        lines += [Line("Begeleider: Wat deed u?", label="Begeleider"), Line(f"{school} Wij deden veel.", label=school)]
        lines.append(Line("Dat vroeg tijd."))
    lines += [Line("Middelen", is_heading=True), Line("School A Laptops te kort.", label="School A")]
    lines += [Line("School B: Idem.", label="School B"), Line("School C Ook.", label="School C")]
    draft = draft_of(DocumentText("dialoog-1.docx", "dialoog-1", "docx", "0", tuple(lines)), ReadOptions())
    check(draft)
    assert draft.convention == Convention.MARKED
    assert roles(draft)["Begeleider"] == "moderator"
    assert people(draft) == ["School A", "School B", "School C"]
    assert per_section(draft) == {"Visie en beleid": 6, "Middelen": 3}
    text, units = documents(draft)[0].text, documents(draft)[0].units
    assert text[units[1].body_start : units[1].end] == "Wij deden veel.\nDat vroeg tijd."


def test_s5_a_dialogue_group_with_names_on_lines_of_their_own(write: Write) -> None:
    turns = [("Facilitator", "Wat leerde u?"), ("Directie A", "Een visie."), ("ICT-coördinator B", "Dat kwam later.")]
    later = [("Facilitator", "En ouders?"), ("Directie A", "Traag."), ("Alle", "(ja)"), ("ICT-coördinator B", "Ja.")]
    both = ("\n\n".join(f"{name}\n{said}" for name, said in some) for some in (turns, later))
    text = "".join(f"Vraag {n}\n{part}\n" for n, part in enumerate(both, 1))
    draft = read(write("dialoog.txt", text))
    check(draft)
    assert draft.convention == Convention.ALONE
    assert people(draft) == ["Directie A", "ICT-coördinator B"]
    assert per_section(draft) == {"Vraag 1": 3, "Vraag 2": 4}
