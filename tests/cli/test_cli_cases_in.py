"""Tables about cases, and surveys whose respondents are called the same."""

from pathlib import Path

from cli_running import Commands


def test_variables_come_in_by_name_and_group(codebench: Commands, tmp_path: Path) -> None:
    table = tmp_path / "deelnemers.csv"
    table.write_text("groep;naam;net\ngroep-1;Ilse;VGO\ngroep-1;Niemand;GO!\n", "utf-8")
    assert "Niemand" in codebench("case", "import", "studie", table, "--yes", code=1).err
    codebench("case", "import", "studie", table, "--yes", "--skip-mismatches")
    assert "VGO" in codebench("cases", "studie", "--format", "csv").out


def test_respondents_of_two_surveys_stay_apart_when_asked(codebench: Commands, tmp_path: Path) -> None:
    rows = "".join(f"r{i};Dit is een lang antwoord nummer {i} over overleg en tijd.\n" for i in range(1, 7))
    (tmp_path / "juni.csv").write_text(f"id;Wat vindt u daar nu van?\n{rows}", "utf-8")
    assert "6 cases of this file are taken for those of their names" in codebench("import", "studie", "juni.csv").out
    before = codebench("cases", "studie", "--format", "csv").out.count("person")
    codebench("import", "studie", "juni.csv", "--separate", "juni", "--yes")
    assert codebench("cases", "studie", "--format", "csv").out.count("person") == before + 6


def test_schools_that_answer_count_as_schools(codebench: Commands, tmp_path: Path) -> None:
    rows = "".join(f"s{i};Dit is een lang antwoord nummer {i} over overleg en tijd.\n" for i in range(1, 7))
    (tmp_path / "scholen.csv").write_text(f"id;Wat vindt u daar nu van?\n{rows}", "utf-8")
    before = codebench("cases", "studie", "--format", "csv").out.count("organisation")
    codebench("import", "studie", "scholen.csv", "--case-kind", "organisation", "--yes")
    assert codebench("cases", "studie", "--format", "csv").out.count("organisation") == before + 6
