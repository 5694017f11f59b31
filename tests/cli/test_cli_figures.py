"""The figures by their commands: published tables cell for cell, tests and what is not tested, filters, refusals."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from cli_running import Commands

from codebench.domain.draft import CaseDraft, Draft, VariableDraft
from codebench.domain.variables import Absence, Value, VariableType
from codebench.project.project import Project

BAO, SO = 183, 174
# Published per cents in all, of bao and of so (studies.md, S2); None where none is given.
Published = Mapping[str, tuple[int | None, int | None, int | None]]
ASPECTS: Published = {
    "bereikbaarheid": (69, 66, 73),
    "leervorderingen": (57, 61, 52),
    "welbevinden": (66, None, None),
    "motivatie": (61, 51, 71),
    "nieuwe werkvormen": (47, 39, 55),
    "nieuwe noden": (42, None, None),
    "leraren": (41, None, None),
    "ouders": (32, None, None),
    "materiaal": (22, None, None),
}
PRIORITIES: Published = {
    "snelle start": (78, None, None),
    "continuïteit": (76, None, None),
    "beginsituatie leervorderingen": (67, None, None),
    "welbevinden": (67, None, None),
    "individuele ondersteuning": (64, None, None),
    "nieuwe noden": (61, None, None),
    "flexibel": (55, None, None),
    "leraargericht": (53, None, None),
    "samenwerking zorgcoördinator": (52, None, None),
    "zelfsturing": (49, None, 55),
    "ouders": (49, None, None),
    "motivatie": (45, None, 55),
    "in de klas": (None, 68, 37),
    "intensiever": (31, None, None),
    "CLB": (30, None, None),
    "teamgericht": (24, 16, 33),
}


def whole_percent(n: int, of: int) -> int:
    return (200 * n + of) // (2 * of)


def marginals(total: int | None, bao: int | None, so: int | None) -> tuple[int, int]:
    """How many of bao and of so: the first pair that gives the published per cents."""
    pairs = [
        (b, s)
        for b in range(BAO + 1)
        for s in range(SO + 1)
        if total in (None, whole_percent(b + s, BAO + SO))
        and bao in (None, whole_percent(b, BAO))
        and so in (None, whole_percent(s, SO))
    ]
    # The most even pair: where a level is not published, it is as much like the other as it can be.
    return min(pairs, key=lambda pair: abs(pair[0] / BAO - pair[1] / SO))


def published_survey() -> Draft:
    """357 respondents whose answers have these marginals; each chose something."""
    names = [*(f"B{i:03d}" for i in range(BAO)), *(f"S{i:03d}" for i in range(SO))]
    chosen: dict[str, dict[str, list[str]]] = {name: {"aspecten": [], "prioriteiten": []} for name in names}
    for variable, table in (("aspecten", ASPECTS), ("prioriteiten", PRIORITIES)):
        begin = 0
        for option, published in table.items():
            for n, there in zip(marginals(*published), (names[:BAO], names[BAO:]), strict=True):
                # Each option begins where the one before it ended, so that nobody is left without any.
                for i in range(begin, begin + n):
                    chosen[there[i % len(there)]][variable].append(option)
            begin += min(marginals(*published))
    cases = [
        CaseDraft(
            name,
            name,
            values={
                "niveau": Value(options=("bao" if name[0] == "B" else "so",)),
                **{each: Value(options=tuple(answers)) for each, answers in chosen[name].items()},
                "tevreden": Value(options=(str(5 + i % 4),)) if i % 10 else Value(absence=Absence.NOT_APPLICABLE),
                "gewicht": Value(number=1.0),
            },
        )
        for i, name in enumerate(names)
    ]
    return Draft(
        source="enquete.csv",
        format="survey",
        checksum="0" * 64,
        records=lambda: iter(cases),
        variables=(
            VariableDraft("niveau", VariableType.CATEGORY, ("bao", "so")),
            VariableDraft("aspecten", VariableType.MULTIPLE, tuple(ASPECTS)),
            VariableDraft("prioriteiten", VariableType.MULTIPLE, tuple(PRIORITIES)),
            VariableDraft("tevreden", VariableType.SCALE, tuple(map(str, range(1, 11)))),
            VariableDraft("gewicht", VariableType.NUMBER),
        ),
        n_documents=0,
        n_units=0,
        n_cases=len(cases),
    )


@pytest.fixture(scope="module")
def survey_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("s2")
    with Project.create(folder / "s2.codebench", "Lena") as project:
        project.imports.take([published_survey()])
    return folder


@pytest.fixture
def codebench(survey_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Commands]:
    monkeypatch.chdir(survey_folder)
    monkeypatch.delenv("CODEBENCH_CODER", raising=False)
    yield Commands()


@pytest.mark.parametrize(("variable", "published"), [("aspecten", ASPECTS), ("prioriteiten", PRIORITIES)])
def test_the_published_table_of_s2_cell_for_cell(codebench: Commands, variable: str, published: Published) -> None:
    asked = ["compare", "s2", "--answers", variable, "--by", "niveau"]
    table = json.loads(codebench(*asked, "--format", "json").out)
    groups = ["Total (N = 357)", "bao (N = 183)", "so (N = 174)"]
    at = [i for i, column in enumerate(table["columns"]) if column["heading"] == "%" and column["group"] in groups]
    assert [table["columns"][i]["group"] for i in at] == groups
    printed = {row["cells"][0]: [round(row["cells"][i]["percent"] + 1e-9) for i in at] for row in table["rows"]}
    assert list(printed) == list(published)
    for option, cells in published.items():
        for shown, given in zip(printed[option], cells, strict=True):
            assert given in (None, shown), option
    text = codebench(*asked, "--no-test").out
    assert "several answers per case, so columns may add up to more than 100 %" in " ".join(text.split())
    assert "unweighted" in text
    for option, cells in published.items():
        line = next(line for line in text.splitlines() if line.startswith(option))
        shown_there = [int(percent) for percent in re.findall(r"(\d+) %", line)]
        assert [given or there for given, there in zip(cells, shown_there, strict=True)] == shown_there, line


def test_differences_are_named_where_the_test_allows(codebench: Commands) -> None:
    asked = ["compare", "s2", "--answers", "aspecten", "--by", "niveau", "--format", "json"]
    table = json.loads(codebench(*asked).out)
    differs = {row["cells"][0]: row["cells"][-1] for row in table["rows"]}
    assert differs["motivatie"] == differs["nieuwe werkvormen"] == "yes"
    assert differs["welbevinden"] == differs["bereikbaarheid"] == ""
    assert "p adjusted by Holm over 9 tests; 'differs': adjusted p < 0.05 and Cramér's V ≥ 0.1" in table["rule"]
    strict = json.loads(codebench(*asked, "--alpha", "0.001", "--least-v", "0.5").out)
    assert {row["cells"][-1] for row in strict["rows"]} == {""}
    assert "adjusted p < 0.001 and Cramér's V ≥ 0.5" in strict["rule"]


def test_groups_that_overlap_and_weighted_cases_are_not_tested(codebench: Commands) -> None:
    text = " ".join(codebench("compare", "s2", "--answers", "aspecten", "--by", "prioriteiten").out.split())
    assert "Not tested: the groups overlap, and a case can't be held against itself." in text
    asked = ["compare", "s2", "--answers", "aspecten", "--by", "niveau", "--weight", "gewicht", "--format", "json"]
    table = json.loads(codebench(*asked).out)
    assert "Not tested: weighted cases are no simple random sample." in table["notes"]
    assert "weighted by 'gewicht'" in table["rule"]
    assert "totaal ongewogen; together they weigh 357.0" in table["n"]
    plain = json.loads(codebench(*asked[:5], "niveau", "--no-test", "--format", "json").out)
    assert [row["cells"][1:4] for row in table["rows"]] == [row["cells"][1:4] for row in plain["rows"]]


def test_a_single_choice_adds_up_to_all(codebench: Commands) -> None:
    asked = ["compare", "s2", "--answers", "niveau", "--by", "niveau", "--percent", "both", "--format", "json"]
    table = json.loads(codebench(*asked).out)
    assert [row["cells"][1] for row in table["rows"]] == [BAO, SO]
    assert "more than 100 %" not in table["rule"]
    assert [column["heading"] for column in table["columns"][3:6]] == ["Cases", "%", "row %"]


def test_scales_by_group(codebench: Commands) -> None:
    table = json.loads(codebench("scales", "s2", "--by", "niveau", "--format", "json").out)
    assert [row["cells"][0] for row in table["rows"]] == ["tevreden", "bao", "so"]
    whole, bao, so = (row["cells"] for row in table["rows"])
    assert whole[1] == bao[1] + so[1] == 357 - 36
    assert whole[5] == 36, "n.v.t. is apart"
    assert table["columns"][5]["heading"] == "n.v.t."
    assert whole[2] == pytest.approx((bao[1] * bao[2] + so[1] * so[2]) / whole[1])
    assert "Welch t" in whole
    assert "only a scale or number has a mean" in codebench("scales", "s2", "--variable", "niveau", code=1).err
    assert "not by both" in codebench("scales", "s2", "--by", "niveau", "--has", "tijd", code=1).err


def test_new_codes_are_refused_for_a_given_codebook(codebench: Commands) -> None:
    told = codebench("newcodes", "s2", "--given", code=1).err
    assert "With a given codebook every code was there before the first document" in told


def test_a_comparison_says_by_what(codebench: Commands) -> None:
    assert "give either --by VARIABLE or --by-section" in codebench("compare", "s2", code=2).err
    assert (
        "no unit of this material lies in a section" in codebench("compare", "s2", "--by-section", code=1).err.lower()
    )


def test_filters_are_kept_used_listed_and_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CODEBENCH_CODER", raising=False)
    codebench = Commands()
    with Project.create(tmp_path / "p.codebench", "Lena") as project:
        project.imports.take([published_survey()])
    codebench("filter", "set", "p", "lager", "--where", "niveau=bao", "--of", "all")
    assert "niveau = bao; of: all" in codebench("filter", "list", "p").out
    table = json.loads(codebench("frequencies", "p", "--filter", "lager", "--format", "json").out)
    assert table["n"] == "N = 183 persons in the project."
    assert "only niveau = bao" in table["rule"]
    assert (
        "There is no filter 'hoger'; this project has: lager."
        in codebench("frequencies", "p", "--filter", "hoger", code=1).err
    )
    assert "has no value 'ho'" in codebench("filter", "set", "p", "x", "--where", "niveau=ho", code=1).err
    codebench("filter", "remove", "p", "lager")
    assert "There is no filter 'lager'" in codebench("frequencies", "p", "--filter", "lager", code=1).err
    codebench("undo", "p")
    assert "lager" in codebench("filter", "list", "p").out
