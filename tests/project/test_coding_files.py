"""Codings from a file: each row finds its place or is told why not, comes in once, and goes out as it came."""

import time
from dataclasses import replace
from itertools import count

import pytest

from codebench.domain.coding_table import CodingDraft
from codebench.domain.draft import CaseDraft, DocumentDraft, DocumentKind, Draft, QuestionDraft, UnitDraft, UnitKind
from codebench.domain.errors import ConflictError
from codebench.domain.spans import locate
from codebench.domain.visibility import Visibility
from codebench.exchange.codebook_yaml import read_codebook
from codebench.exchange.codings_csv import read_codings, write_codings
from codebench.project.coding_files import Mismatch
from codebench.project.memos import MemoTarget
from codebench.project.project import Project
from tests.conftest import CODEBOOKS, CORPORA, TURNS, survey, transcript

TEXT = "".join(f"{speaker}: {said}\n" for speaker, said in TURNS)
QUESTION = "Wat helpt?"
ANSWERS = {"R1": "  meer tijd ", "R2": "tijd, tijd en nog eens tijd", "R3": ""}


@pytest.fixture
def study(project):
    """The small project with a survey beside its focus group."""
    project.imports.take([survey(ANSWERS)])
    return project


lines = count(2)


def row(document="groep-1", code="tijd", *, quote="", span=(None, None), respondent="", question="", **more):
    where = "" if respondent else document
    values = {"coder": "An", "memo": "", "origin": "import"} | more
    return CodingDraft(next(lines), where, respondent, question, *span, quote, code, **values)


def answer(respondent="R2", question=QUESTION, **more):
    return row(respondent=respondent, question=question, **more)


def said(project, drafts):
    return [mismatch.what for mismatch in project.coding_files.locate(drafts)[1]]


def placed(project, drafts):
    found, mismatches = project.coding_files.locate(drafts)
    assert mismatches == []
    return [(located.start, located.end) for located in found]


def dicts(project):
    return [replace(draft, line=0) for draft in project.coding_files.rows()]


def span_of(quote):
    start = TEXT.index(quote)
    return start, start + len(quote)


def test_a_place_by_quote_by_offsets_or_by_both(study):
    quote = "te weinig tijd voor overleg"
    span = span_of(quote)
    assert placed(study, [row(quote=quote), row(span=span), row(quote=quote, span=span)]) == [span] * 3
    assert placed(study, [row(quote="te weinig", span=span_of("te weinig"))]) == [span_of("te weinig")]


def test_without_a_place_the_whole_answer_or_document_is_meant(study):
    assert placed(study, [answer("R1"), answer("R2"), row()]) == [(2, 11), (0, 27), (0, len(TEXT) - 1)]


def test_quotes_may_have_the_line_ends_of_windows(study):
    quote = "[lacht].\nModerator"
    assert placed(study, [row(quote=quote.replace("\n", "\r\n"))]) == [span_of(quote)]


def test_an_answer_by_name_or_wording_of_its_question(study):
    question = QuestionDraft("V2", "  Wat nog?  ")
    unit = UnitDraft(UnitKind.ANSWER, 0, 0, 4)
    document = DocumentDraft("R1", DocumentKind.ANSWER, "niks", (unit,), case="R1", question="V2")
    records = [CaseDraft("R1", "R1"), document]
    assert placed(study, [answer("R1", "")]) == [(2, 11)]
    study.imports.take([Draft("b.csv", "survey", "b", lambda: iter(records), questions=(question,))])
    assert placed(study, [answer(" R1 ", " V2 ")]) == [(0, 4)]
    assert placed(study, [answer("R1", "Wat nog?"), answer("R1", QUESTION)]) == [(0, 4), (2, 11)]
    assert said(study, [answer("R1", "")]) == ["R1: the row names no question, and the project does not have just one."]


def test_what_does_not_fit_is_told_per_row(study):
    project = study
    drafts = [
        row("groep-9", quote="x"),
        answer("R9"),
        answer("R1", "Wat nog?"),
        row(quote="nergens gezegd"),
        row(quote="te weinig"),
        row(span=(5, 5)),
        row(span=(0, 10_000)),
        row(quote="Ilse", span=(0, 4)),
        answer("R3"),
        row(quote="mandaat", code="middelen"),
        row(quote="mandaat", coder="A" * 81),
    ]
    found, mismatches = project.coding_files.locate(drafts)
    assert found == []
    twice = locate(TEXT, "te weinig")
    assert [mismatch.line for mismatch in mismatches] == [draft.line for draft in drafts]
    assert [mismatch.what for mismatch in mismatches[:9]] == [
        "groep-9 'x': there is no such document in this project.",
        "R9: there is no answer of this respondent to this question.",
        "R1: there is no question 'Wat nog?' in this project.",
        "groep-1 'nergens gezegd': the quote does not occur in the text.",
        f"groep-1 'te weinig': the quote occurs 2 times in the text (at {', '.join(map(str, twice))});"
        " give start and end too.",
        f"groep-1 5–5: there is no such passage in a text of {len(TEXT)} characters.",
        f"groep-1 0–10000: there is no such passage in a text of {len(TEXT)} characters.",
        "groep-1 'Ilse': the text says 'Mode' at 0–4.",
        "R3: there is no text to code.",
    ]
    assert mismatches[9].what.startswith("groep-1 'mandaat': There is no code 'middelen'")
    assert mismatches[10].what.startswith("groep-1 'mandaat': ") and "coder" in mismatches[10].what


def test_overlapping_occurrences_are_occurrences(project):
    project.imports.take([transcript("aaa", [("An", "haha haha haha")])])
    assert said(project, [row("aaa", quote="haha haha")]) == [
        "aaa 'haha haha': the quote occurs 2 times in the text (at 4, 9); give start and end too."
    ]


def test_taking_in_is_one_act_with_coders_and_memos(study):
    drafts = [
        row(quote="te weinig tijd", code="tijd > overleg", coder="Bea", memo="Twijfel."),
        row(quote="mandaat", code="mandaat", coder="bea", origin="manual"),
        row(quote="Nee.", coder=""),
        answer(code="overleg", coder="an"),
    ]
    done = study.coding_files.take(drafts)
    assert (done.added, done.already_there, done.mismatches, done.new_coders) == (4, 0, (), ("Bea",))
    assert [(draft.coder, draft.code, draft.origin, draft.memo) for draft in study.coding_files.rows()] == [
        ("Bea", "tijd > overleg", "import", "Twijfel."),
        ("Bea", "mandaat", "manual", ""),
        ("An", "tijd", "import", ""),
        ("An", "tijd > overleg", "import", ""),
    ]
    assert [memo.coder for memo in study.memos.all()] == ["Bea"]
    assert study.check() == []
    assert study.snapshots.all()[-1].reason == "before: take in 4 codings"
    study.history.undo()
    assert study.coding_files.rows() == []
    assert [coder.name for coder in study.coders.all()] == ["An"]
    assert study.memos.all() == []
    assert study.check() == []


def test_taking_in_twice_adds_nothing(study):
    drafts = [row(quote="te weinig tijd", memo="m"), answer()]
    study.coding_files.take(drafts)
    with pytest.raises(ConflictError, match="in this project already"):
        study.coding_files.take(drafts)
    done = study.coding_files.take([*drafts, row(quote="mandaat")])
    assert (done.added, done.already_there) == (1, 2)
    assert len(study.memos.all()) == 1


def test_rows_that_say_the_same_become_one_coding_with_the_memos_of_all(study):
    drafts = [row(quote="mandaat", memo=memo) for memo in ("een", "twee", "een", "")]
    done = study.coding_files.take(drafts)
    assert (done.added, done.already_there) == (1, 3)
    assert [draft.memo for draft in study.coding_files.rows()] == ["een\n\ntwee"]


def test_mismatches_stop_it_unless_they_are_to_be_skipped(study):
    fits, wrong = row(quote="mandaat"), [row(quote=f"niet gezegd {i}") for i in range(5)]
    with pytest.raises(ConflictError) as caught:
        study.coding_files.take([fits, *wrong])
    assert str(caught.value).startswith("5 of 6 rows do not fit this project; nothing was taken in. Line ")
    assert "gezegd 2" in str(caught.value) and "gezegd 3" not in str(caught.value)
    assert study.coding_files.rows() == []
    done = study.coding_files.take([fits, *wrong], skip_mismatches=True)
    assert done.added == 1
    assert done.mismatches[0] == Mismatch(
        wrong[0].line, "groep-1 'niet gezegd 0': the quote does not occur in the text."
    )
    with pytest.raises(ConflictError, match="5 of 5 rows do not fit"):
        study.coding_files.take(wrong, skip_mismatches=True)


def test_an_empty_file_has_nothing_to_take_in(study):
    with pytest.raises(ConflictError, match="no codings to take in"):
        study.coding_files.take([])


def test_what_goes_out(study):
    text = TEXT.index("Ja. En"), TEXT.index("[lacht]")
    tijd, mandaat = study.codebook.find("tijd"), study.codebook.find("mandaat")
    document = study.documents.get("groep-1").id
    shared, private = study.codings.add(document, *text, [mandaat, tijd])
    study.memos.add(MemoTarget(coding_id=shared), "Eerste.", title="Kop")
    study.memos.add(MemoTarget(coding_id=shared), "Tweede.")
    study.memos.add(MemoTarget(coding_id=private), "Voor mij.", private=True)
    quote = TEXT[slice(*text)]
    assert study.coding_files.rows() == [
        CodingDraft(0, "groep-1", "", "", *text, quote, "mandaat", "An", "Kop\nEerste.\n\nTweede.", "manual"),
        CodingDraft(0, "groep-1", "", "", *text, quote, "tijd", "An", "", "manual"),
    ]
    bea = study.coders.add("Bea").id
    assert study.coding_files.rows(Visibility.only(bea)) == []
    study.documents.retire(document)
    assert study.coding_files.rows() == []


def namesakes():
    """Two respondents of one name in two schools, and one in none."""
    cases, documents = [], []
    for key, group in (("a", "School A"), ("b", "School B"), ("c", None)):
        if group:
            cases.append(CaseDraft(group, group))
        cases.append(CaseDraft(key, "Jan", group=group))
        unit = UnitDraft(UnitKind.ANSWER, 0, 0, 4, key)
        documents.append(DocumentDraft("Jan", DocumentKind.ANSWER, "meer", (unit,), case=key, question="V"))
    return Draft("n.csv", "survey", "n", lambda: iter([*cases, *documents]), questions=(QuestionDraft("V", "Wat?"),))


def test_namesakes_in_several_groups_keep_apart(project):
    project.imports.take([namesakes()])
    assert said(project, [answer("Jan", "V")]) == ["Jan: several respondents are called so; write group/name."]
    drafts = [answer("School A/Jan", "V"), answer("School B/Jan", "Wat?"), answer("/Jan", "")]
    assert project.coding_files.take(drafts).added == 3
    out = dicts(project)
    assert [draft.respondent for draft in out] == ["School A/Jan", "School B/Jan", "/Jan"]
    with pytest.raises(ConflictError, match="already"):
        project.coding_files.take(out)


def material(project):
    project.codebook_files.take(read_codebook(CODEBOOKS / "ondersteuners.yaml"))
    for name in ("focusgroep-1", "focusgroep-2"):
        text = (CORPORA / "ondersteuners" / f"{name}.txt").read_text(encoding="utf-8")
        document = DocumentDraft(name, DocumentKind.NOTE, text)
        project.imports.take([Draft(name, "note", name, lambda document=document: iter([document]))])


def test_the_codings_that_ship_go_in_come_out_and_go_in_again(tmp_path):
    drafts = read_codings(CORPORA / "ondersteuners" / "codings.csv")
    with (
        Project.create(tmp_path / "een.codebench", "An") as one,
        Project.create(tmp_path / "twee.codebench", "Bo") as two,
    ):
        material(one)
        material(two)
        done = one.coding_files.take(drafts)
        assert (done.added, done.new_coders) == (516, ("Lena", "Wout"))
        out = one.coding_files.rows()
        assert sorted((d.document, d.quote, d.code, d.coder, d.memo) for d in out) == sorted(
            (d.document, d.quote, d.code, d.coder, d.memo) for d in drafts
        )
        write_codings(out, tmp_path / "uit.csv")
        two.coding_files.take(read_codings(tmp_path / "uit.csv"))
        assert dicts(two) == out
        write_codings(two.coding_files.rows(), tmp_path / "weer.csv")
        assert (tmp_path / "weer.csv").read_bytes() == (tmp_path / "uit.csv").read_bytes()
        assert two.check() == []


def test_many_codings_come_in_fast(project):
    answers = {f"R{i}": f"antwoord {i} gaat over tijd" for i in range(5_000)}
    project.imports.take([survey(answers)])
    drafts = [answer(f"R{i}", quote=word, span=(None, None)) for i in range(5_000) for word in ("gaat over", "tijd")]
    began = time.perf_counter()
    assert project.coding_files.take(drafts).added == 10_000
    assert len(project.coding_files.rows()) == 10_000
    # 100,000 in well under a minute, on a machine that is ten times as busy.
    assert time.perf_counter() - began < 30


def test_codes_that_are_new_are_made_in_the_same_act(study):
    drafts = [answer("R1", code="hulp > meer uren"), answer("R2", code="Hulp > Meer uren"), answer("R2", code="tijd")]
    assert said(study, drafts) != []
    located, mismatches = study.coding_files.locate(drafts, new_codes=True)
    assert mismatches == [] and [row.code_id is None for row in located] == [True, True, False]
    before = sorted(node.name for node, _depth in study.codebook.tree().walk())
    assert study.coding_files.take(drafts, new_codes=True).added == 3
    tree = study.codebook.tree()
    assert len(study.documents.codings(study.documents.answer("R1", QUESTION).id)) == 1
    assert [node.name for node in tree.children(tree.find("hulp").id)] == ["meer uren"]
    study.history.undo()
    assert sorted(node.name for node, _depth in study.codebook.tree().walk()) == before


def test_a_name_that_several_codes_have_or_none_can_have_is_never_a_new_code(study):
    study.codebook.ensure("een > dubbel")
    study.codebook.ensure("twee > dubbel")
    ((several, long),) = [study.coding_files.locate([answer(code="dubbel"), answer(code="x" * 200)], new_codes=True)[1]]
    assert "Several codes" in several.what and "120" in long.what
