"""The report of a project: its figures are those of the commands, its quotes name nobody, and it never changes."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from codebench.analysis.comparison import ComparisonRequest
from codebench.analysis.scope import ScopeRequest
from codebench.domain.errors import ConflictError, InputError, NotFoundError
from codebench.domain.table import Row, Share, Table
from codebench.domain.variables import Value, VariableType
from codebench.i18n import speaking
from codebench.project.agreement_data import AgreementRequest
from codebench.project.project import Project
from codebench.project.round_models import RoundPlan
from codebench.report.blocks import Grid, Heading, Paragraph, Picture, Quote, Report
from codebench.report.chart import ChartKind
from codebench.report.report_files import render_report
from codebench.report.template import Exhibit, ExhibitRequest, Template
from codebench.report.template_yaml import parse_template, read_template, shipped_templates
from tests.project.report_material import ANSWERS, QUESTION, TALK, TEMPLATE, schools, star, study
from tests.project.rounds_material import judge


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The study, with every quote of the focus group starred; only to be read."""
    with study(tmp_path_factory.mktemp("report")) as project:
        star(project, "document_id IN (SELECT id FROM documents WHERE name = 'groep-1')")
        yield project


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Project]:
    with study(tmp_path) as project:
        yield project


def built(project: Project, template: Template = TEMPLATE) -> Report:
    return project.reports.build(template).report


def texts(report: Report) -> str:
    with speaking(report.language):
        return render_report(report, ".md").decode()


def tables(report: Report, words: str) -> list[Table]:
    return [block.table for block in report.blocks if isinstance(block, Grid) and words in block.table.title]


# Figures


def test_every_figure_of_the_chapters_is_that_of_the_command(made: Project) -> None:
    asked = ComparisonRequest(by="niveau", scope=ScopeRequest(questions=(QUESTION,)))
    by_name = {row.cells[0]: row for row in made.figures.compared(asked).rows}
    rows = [row for table in tables(built(made), "Respondenten") for row in table.rows]
    assert {row.cells[0] for row in rows} == set(by_name) == {"tijd", "overleg", "zin"}
    for row in rows:
        theirs = by_name[row.cells[0]].cells
        assert [cell for cell in row.cells if isinstance(cell, Share)] == [
            cell for cell in theirs if isinstance(cell, Share)
        ]
        # The adjusted p, V and whether it differs.
        assert row.cells[-3:-1] == theirs[-3:-1]
        assert (row.cells[-1], theirs[-1]) in {("ja", "yes"), ("", "")}


def test_a_chapter_tells_the_share_and_draws_it_by_group(made: Project) -> None:
    report = built(made)
    said = [block.text for block in report.blocks if isinstance(block, Paragraph)]
    assert "45 % van de respondenten zegt hier iets over (n = 27, N = 60), in 54 fragmenten." in said
    picture = next(block for block in report.blocks if isinstance(block, Picture) and "over tijd" in block.caption)
    assert [series.values for series in picture.chart.series] == [(45, 45), (90, 90), (0, 0)]
    assert "overleg: 45 %, 90 %, 0 %" in picture.words


def test_answers_that_exclude_each_other_are_drawn_as_parts_where_asked_for(made: Project) -> None:
    asked = ExhibitRequest(Exhibit.ANSWERS, ("niveau",), by="niveau", is_stacked=True)
    report = built(made, replace(TEMPLATE, exhibits=(asked,)))
    parts = [b.chart for b in report.blocks if isinstance(b, Picture) and b.chart.kind is ChartKind.STACK]
    assert [(series.name, series.values) for series in parts[0].series] == [("bao", (50, 100, 0)), ("so", (50, 0, 100))]
    assert parts[0].labels[0] == "Totaal (N = 60)"


def test_scales_are_drawn_as_distributions(own: Project) -> None:
    scale = own.variables.add("taak", VariableType.SCALE, ("1", "2"))
    for case in own.cases.all():
        if case.name in ANSWERS:
            own.cases.set_value(case.id, scale, Value(options=("1" if case.name < "R045" else "2",)))
    report = built(own, replace(TEMPLATE, exhibits=(ExhibitRequest(Exhibit.SCALES, ("taak",)),)))
    chart = next(b.chart for b in report.blocks if isinstance(b, Picture) and b.chart.kind is ChartKind.STACK)
    assert [series.values for series in chart.series] == [(75,), (25,)]


def test_of_fewer_than_thirty_the_numbers_are_drawn(made: Project) -> None:
    report = built(made, replace(TALK, documents=(), where=(("niveau", "bao"),), questions=(QUESTION,)))
    assert any(isinstance(block, Picture) and block.chart.most == 100 for block in report.blocks)
    few = built(made, TALK)
    picture = next(block for block in few.blocks if isinstance(block, Picture))
    assert picture.chart.most == 3
    assert picture.chart.axis == "aantal respondenten (van 3)"


def test_differences_are_named_where_the_test_allows(made: Project) -> None:
    named = [block.text for block in built(made).blocks if isinstance(block, Paragraph) and "verschilt" in block.text]
    assert any(
        text.startswith("'tijd' verschilt naar niveau: bao (N = 30) 90 %, so (N = 30) 0 % (chi²;") for text in named
    )
    assert not any(text.startswith("'zin'") for text in named)
    strict = built(made, replace(TEMPLATE, least_v=0.99))
    assert not [b for b in strict.blocks if isinstance(b, Paragraph) and b.text.startswith("'tijd' verschilt")]
    assert "Geen enkel verschil naar niveau haalt wat de regel vraagt" in texts(strict)


def test_the_method_tells_of_independent_rounds_alone(own: Project) -> None:
    assert "vermeldt daarom geen overeenstemming" in texts(built(own))
    own.coders.add("Bo")
    for name, blind in (("blind", True), ("samen", False)):
        made = own.rounds.make(
            RoundPlan(name, coders=("An", "Bo"), questions=(QUESTION,), is_blind=blind, sample=20, seed=1)
        )
        # The second round draws the same units.
        if blind:
            judge(own, "Bo", [place.unit_id for place in own.rounds.places(made.id)])
        own.rounds.close(made.id, reason="klaar")
    report = built(own, replace(TEMPLATE, coder="An"))
    table = tables(report, "Overeenstemming in de onafhankelijke rondes")[0]
    figures = own.agreement.report(AgreementRequest(round="blind")).figures["about"]
    assert [row.cells[:5] for row in table.rows] == [("blind", "An, Bo", 20, figures["codes"], figures["alpha"])]
    by_code = tables(report, "Overeenstemming per code")[0]
    assert [column.heading for column in by_code.columns] == ["code", "α", "van", "tot", "oordeel", "%"]
    assert [column.group for column in by_code.columns] == ["", "", *["95 %-interval"] * 2, "", ""]
    pictures = [block for block in report.blocks if isinstance(block, Picture)]
    drawn = next(each.chart for each in pictures if each.caption.endswith("Overeenstemming per code, blind"))
    assert drawn.kind is ChartKind.INTERVALS
    assert drawn.labels == tuple(row.cells[0] for row in by_code.rows)
    assert by_code.n in drawn.notes
    assert "samen (betrouwbaarheid, met zicht op elkaars werk, 20 eenheden, An, Bo)" in texts(report)


def test_a_blind_round_keeps_the_report_shut(own: Project) -> None:
    own.coders.add("Bo")
    own.rounds.make(RoundPlan("blind", coders=("An", "Bo"), questions=(QUESTION,)))
    with pytest.raises(ConflictError, match="tells of everybody's work"):
        built(own)


# Quotes


def test_quotes_name_nobody(made: Project) -> None:
    report = built(made, TALK)
    ids = {case.name: f"R{case.id}" for case in made.cases.all()}
    quotes = [block for block in report.blocks if isinstance(block, Quote)]
    # The moderator's is left out; of the other each part has its speaker, and names in it are ids.
    assert [quote.text for quote in quotes] == [
        f"{ids['Ilse']}: Veel te weinig tijd voor overleg.\n{ids['Bart']}: Wat [{ids['Ilse']}] zegt klopt, [moderator]."
    ]
    assert quotes[0].source == f"({ids['Ilse']}; {ids['Bart']})"
    told = texts(report).replace("Moderatoren", "")
    assert not re.search(r"\b(Ilse|Bart|Moderator)\b", told)


def test_a_clean_version_is_cited_and_stays_linked(own: Project) -> None:
    coding = star(own, "code = 'tijd > overleg'")[0]
    own.excerpts.write(coding, "Meer tijd om te overleggen.")
    report = built(own)
    case = next(case for case in own.cases.all() if case.name == "R000")
    quote = next(block for block in report.blocks if isinstance(block, Quote) and "overleggen" in block.text)
    assert (quote.text, quote.source) == ("“Meer tijd om te overleggen.”", f"(R{case.id}, bao)")
    where = tables(report, "Herkomst van de citaten")[0]
    row = next(row for row in where.rows if row.cells[1] == quote.source)
    assert row.cells[2:] == ("Wat helpt?, eenheid 1", "leesversie")


def test_what_to_look_at_before_the_report_goes_out(own: Project) -> None:
    assert own.reports.build(TEMPLATE).remarks == (
        "Er zijn nog geen citaten gekozen: geef fragmenten een ster, of zet ze in een thema.",
    )
    star(own, "code = 'tijd > overleg' AND coding_id < 60")
    remarks = own.reports.build(replace(TEMPLATE, quotes=3)).remarks
    assert remarks[0] == "3 citaten van 3 van de 60 deelnemers."
    assert "Van niveau wordt niemand geciteerd uit: so." in remarks
    first = own.cases.get("R000")
    own.cases.set_value(first.id, own.variables.get("niveau").id, None)
    own.variables.add("net", own.variables.get("niveau").type, ("VGO",))
    own.cases.set_value(first.id, own.variables.get("net").id, Value(options=("VGO",)))
    few = own.reports.build(replace(TEMPLATE, traits=("net",))).remarks
    assert any(text.endswith(f"R{first.id} (VGO: 1).") for text in few)


def test_ids_stay_when_others_go(own: Project) -> None:
    star(own, "code = 'tijd > overleg'")
    before = {block.source for block in built(own).blocks if isinstance(block, Quote)}
    own.cases.rename(own.cases.get("R001").id, "Anders")
    own.documents.retire(own.documents.answer("R050", QUESTION).id)
    assert {block.source for block in built(own).blocks if isinstance(block, Quote)} == before


# Chapters and account


def test_chapters_are_the_themes_with_the_researchers_text(own: Project) -> None:
    theme = own.themes.add("Te weinig tijd", "Tijd is het knelpunt.")
    own.themes.write(theme, "Eerste alinea.\n\nTweede alinea.")
    own.themes.put_codes(theme, [own.codebook.find("tijd > overleg")])
    coding = own.session.value("SELECT coding_id FROM view_codings WHERE code = 'zin'")
    own.themes.put_quotes(theme, [coding])
    blocks = built(own).blocks
    start = blocks.index(Heading("Te weinig tijd"))
    said = [block.text for block in blocks[start : start + 6] if isinstance(block, Paragraph)]
    assert said[:3] == ["Tijd is het knelpunt.", "Eerste alinea.", "Tweede alinea."]
    assert Heading("Zin") not in blocks
    assert [block.text for block in blocks if isinstance(block, Quote)] == ["“Goede zin.”"]
    named = built(own, replace(TEMPLATE, themes=("zin", "te weinig tijd"))).blocks
    assert named.index(Heading("Zin")) < named.index(Heading("Te weinig tijd"))


def test_the_account_publishes_shared_methodological_memos_alone(made: Project) -> None:
    report = built(made)
    told = texts(report)
    assert "Overleg hoort bij tijd" in told
    assert "Geheim" not in told
    assert "ingeving" not in told
    history = tables(report, "Wijzigingen van het codeboek")[0]
    assert history.rows[0].cells[2:] == ("code toegevoegd: tijd > overleg", "")
    origins = tables(report, "Herkomst van de codering")[0]
    assert origins.rows[1] == Row(("tijd", 27, Share(0, 27), Share(0, 27), Share(0, 27), Share(27, 27)))
    assert [row.cells[0] for row in tables(report, "De codes")[0].rows] == ["tijd", "overleg", "zin"]
    assert "Zie de bijlage 'Codeboek' (3 codes, revisie 4)" in told


def test_no_origins_stand_under_another_code_than_their_own(own: Project) -> None:
    paths = ("tijd > team > maandag", "tijd > werkdruk", "tijd > werkdruk > piek", "los > eind")
    unit = own.documents.units(1)[0]
    own.codings.add(1, unit.body_start, unit.end, [own.codebook.ensure(path) for path in paths])
    rows = tables(built(own), "Herkomst van de codering")[0].rows[1:]
    outline = [("  " * row.level) + str(row.cells[0]) for row in rows]
    assert outline == ["tijd", "  overleg", "  team > maandag", "  werkdruk", "    piek", "zin", "los > eind"]


# The file


def test_the_same_project_and_template_give_the_same_bytes(made: Project) -> None:
    again = Project.open(made.path, "An", read_only=True)
    with again:
        for suffix in (".docx", ".html", ".md"):
            assert render_report(built(made, TALK), suffix) == render_report(built(again, TALK), suffix)


def test_an_edited_report_is_not_written_over(made: Project, tmp_path: Path) -> None:
    path = tmp_path / "rapport.md"
    for _time in range(2):
        made.reports.write(TEMPLATE, path)
    before = path.read_bytes()
    path.write_bytes(before.replace(b"Proefrapport", b"Ons rapport"))
    with pytest.raises(ConflictError, match="edited since"):
        made.reports.write(TEMPLATE, path)
    made.reports.write(TEMPLATE, path, force=True)
    assert path.read_bytes() == before
    with pytest.raises(InputError, match=r"\.docx, \.html, \.md"):
        made.reports.write(TEMPLATE, tmp_path / "rapport.pdf")


# Templates


def test_each_shipped_template_is_one() -> None:
    found = {name: read_template(path) for name, path in shipped_templates().items()}
    assert set(found) == {
        "ondersteuners",
        "zorgcoordinatoren",
        "leerlingenbegeleiding",
        "belronde-clb",
        "afstandsonderwijs",
    }


def test_two_families_counted_in_schools_and_their_periods(tmp_path: Path) -> None:
    ours = shipped_templates()
    with schools(tmp_path) as project:
        report = built(project, read_template(ours["leerlingenbegeleiding"]))
        assert "6 organisaties" in texts(report)
        families = tables(report, "succesfactoren naast drempels")[0]
        assert [column.heading for column in families.columns][:3] == ["Rang", "Code", "Totaal (N\xa0=\xa06)"]
        calls = built(project, read_template(ours["belronde-clb"]))
        sections = tables(calls, "Codes naar deel")[0]
        assert [row.cells[2:] for row in sections.rows if row.cells[0] == "drempels"] == [
            (Share(4, 6), Share(0, 6), Share(4, 6), "ja"),
        ] or sections.columns[-1].heading == "verschilt"
        words = read_template(ours["afstandsonderwijs"])
        told = texts(built(project, replace(words, level="organisation")))
        assert "4 van de 6 respondenten zeggen hier iets over, in 4 fragmenten. In woorden: de meeste." in told


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "nothing"),
        ("title: [a", "line 1: this is not YAML"),
        ("subtitle: x\n", "line 1: a template needs a `title:`"),
        ("title: x\ntitel: y\n", "line 2: 'titel' is not known here"),
        ("title: x\nby: {a: b}\n", "line 2: here should be a list"),
        ("title: x\nlevel: klas\n", "line 2: 'klas' is not known here; choose one of: person"),
        ("title: x\nalpha: veel\n", "line 2: here should be a number from 0 to 1"),
        ("title: x\ngiven: misschien\n", "line 2: here should be yes or no"),
        ("title: x\ntables:\n  - by: niveau\n", "line 3: a table is of one kind"),
        ("title: x\ntables:\n  - families: [a]\n    by: niveau\n", "line 3: families are two codes"),
        (
            "title: x\nmin-cell: 5\ntables:\n  - new-codes: yes\n",
            "line 2: small cells can't be hidden in a table of new-codes",
        ),
        ("title: x\ntables:\n  - answers: a\n", "line 3: answers are compared `by` a variable"),
        ("title: x\ntables:\n  - scales: a\n    stacked: yes\n", "line 4: `stacked:` goes with `answers:`"),
    ],
)
def test_a_fault_in_a_template_is_told_with_its_line(text: str, what: str) -> None:
    with pytest.raises(InputError, match=re.escape(what)):
        parse_template(text, "rapport.yaml")


def test_what_a_template_names_has_to_be_there(made: Project) -> None:
    with pytest.raises(NotFoundError, match=r"proef.yaml: nothing here fits 'x\*' under `documents:`"):
        built(made, replace(TEMPLATE, documents=("x*",)))
    with pytest.raises(NotFoundError, match=r"proef.yaml: there is no theme or code 'niets'"):
        built(made, replace(TEMPLATE, themes=("niets",)))
    with pytest.raises(NotFoundError, match=r"no case is at level organisation here, they are .*person"):
        built(made, replace(TEMPLATE, level="organisation"))
    lost = ExhibitRequest(Exhibit.SECTIONS, chapter="niets", line=7)
    with pytest.raises(InputError, match=r"proef.yaml, line 7: there is no chapter 'niets'"):
        built(made, replace(TEMPLATE, exhibits=(lost,)))
    scales = ExhibitRequest(Exhibit.SCALES, ("niveau",), line=9)
    with pytest.raises(InputError, match=r"proef.yaml, line 9: 'niveau' is a variable of type category"):
        built(made, replace(TEMPLATE, exhibits=(scales,)))
