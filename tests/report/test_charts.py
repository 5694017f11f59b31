"""Pictures of tables: what is drawn is what the table holds."""

import pytest
from chart_tables import GROUPS, NUMBER, SHARE, UNUSED, agreement, answers, families, matrix, new_codes, scales, shares
from report_tables import RESULT

from codebench.domain.errors import InputError
from codebench.domain.table import Chance, Column, ColumnKind, Precise, Row, Share, Table, Undefined, WeightedShare
from codebench.report import Format, render
from codebench.report.chart import ChartKind
from codebench.report.charting import NothingToDrawError, chart_of, charts_of


def test_shares_are_bars_of_per_cents_by_group() -> None:
    chart = chart_of(shares("tijd", "overleg"))
    assert chart.kind is ChartKind.BARS
    assert [series.name for series in chart.series] == list(GROUPS)
    assert chart.series[1].values == (pytest.approx(60 / 1.83), pytest.approx(60 / 1.83))
    assert chart.series[1].told == ("33 %", "33 %")
    assert (chart.axis, chart.most, chart.levels) == ("%", 100, (0, 1))
    assert chart.notes == ("N = 357 scholen", "Regel.")


def test_labels_by_labels_are_a_map() -> None:
    chart = chart_of(matrix())
    assert (chart.kind, [series.name for series in chart.series]) == (ChartKind.MAP, ["tijd", "middelen"])
    assert chart.series[1].values == (4, None)


def test_of_figures_of_several_kinds_those_of_one_are_drawn() -> None:
    columns = (Column("Document"), Column("nieuw", ColumnKind.COUNT), Column("gemiddeld", NUMBER))
    counts = chart_of(Table("", columns, (Row(("groep 1", 12, 0.5)), Row(("groep 2", 3, 1.5))), "", ""))
    assert (counts.kind, counts.axis, [series.values for series in counts.series]) == (
        ChartKind.BARS,
        "nieuw",
        [(12, 3)],
    )
    columns = (Column("batch"), Column("material"), Column("units", ColumnKind.COUNT), Column("α", NUMBER))
    rows = (Row(("1–13", "groep 1", 13, Precise(0.4))), Row(("14–26", "groep 2", 13, UNUSED)))
    dots = chart_of(Table("", columns, rows, "", ""))
    assert (dots.kind, dots.labels, dots.bounds) == (ChartKind.INTERVALS, ("1–13 · groep 1", "14–26 · groep 2"), ())
    assert (dots.series[0].values, dots.series[0].told) == ((0.4, None), ("0.400", "–"))


def test_a_pair_of_codes_has_the_names_of_both() -> None:
    columns = (Column("Code"), Column("And"), Column("%", SHARE, "Both"), Column("Units", ColumnKind.COUNT, "Both"))
    chart = chart_of(Table("Samen", columns, (Row(("tijd", "overleg", Share(30, 60), 40)),), "", ""))
    assert (chart.labels, chart.series[0].values) == (("tijd · overleg",), (50,))


def test_a_figure_with_its_band_is_drawn_without_the_others() -> None:
    (series,) = chart_of(new_codes()).series
    assert (series.name, series.between) == ("So far", "So far, in other orders: 2.5 % – 97.5 %")
    assert (series.values[0], series.low[0], series.high[0]) == (10, 2, 11)


def test_families_stand_under_each_other() -> None:
    chart = chart_of(families())
    assert chart.labels == ("wat helpt", "overleg", "visie", "drempels", "tijd")
    assert chart.levels == (0, 1, 1, 0, 1)
    assert [series.name for series in chart.series] == ["Totaal (N = 60)", "bao (N = 40)"]
    assert chart.series[0].told == ("83 %", "50 %", "17 %", "67 %", "33 %")


def test_of_two_per_cents_of_a_group_the_first_is_drawn() -> None:
    columns = (
        Column("Code"),
        Column("%", SHARE, "Totaal"),
        *(Column(heading, SHARE, group) for group in ("bao", "so") for heading in ("%", "row %")),
    )
    row = Row(("tijd", Share(40, 80), Share(30, 40), Share(30, 40), Share(10, 40), Share(10, 40)))
    chart = chart_of(Table("", columns, (row,), "", ""))
    assert [(series.name, series.told) for series in chart.series] == [
        ("Totaal", ("50 %",)),
        ("bao", ("75 %",)),
        ("so", ("25 %",)),
    ]


@pytest.mark.parametrize(
    ("table", "what"),
    [
        (Table("Leeg", (Column("a"),), (Row(("x",)),), "", ""), "no figures in 'Leeg'"),
        (Table("Klein", (Column("a"), Column("b", SHARE)), (Row(("x", Share(3, 8))),), "", ""), "fewer than 30"),
        (scales(n=20), "fewer than 30"),
    ],
)
def test_what_can_not_be_drawn_is_said(table: Table, what: str) -> None:
    with pytest.raises(NothingToDrawError, match=what):
        render(table, Format.BARS)


# Parts of a whole


def test_a_distribution_is_a_bar_of_all_its_parts() -> None:
    chart = chart_of(scales())
    assert (chart.kind, chart.most, chart.axis) == (ChartKind.STACK, 100, "Distribution: %")
    assert [series.name for series in chart.series] == ["1", "2", "3", "4", "5"]
    assert chart.labels == ("Mijn taak is duidelijk", "bao", "so")
    assert chart.series[0].values == (20, 20, None)
    # Of fewer than 30 there is no bar, but its numbers.
    assert chart.beside == ("N = 80", "N = 70", "N = 10: 2 + 2 + 2 + 2 + 2")


def test_scales_of_different_points_are_pictures_of_their_own() -> None:
    ten = Row(("Hoe tevreden?", 100, 5.5, *[Share(10, 100)] * 10))
    table = scales(more=(ten,))
    first, second = charts_of(table)
    assert (len(first.series), len(second.series)) == (5, 10)
    assert (first.labels, second.labels) == (("Mijn taak is duidelijk", "bao", "so"), ("Hoe tevreden?",))
    with pytest.raises(InputError, match="different points"):
        chart_of(table)


def test_answers_that_exclude_each_other_are_bars_or_where_asked_for_parts() -> None:
    assert chart_of(answers()).kind is ChartKind.BARS
    chart = chart_of(answers(), stacked=True)
    assert chart.labels == ("Totaal (N = 90)", "bao (N = 60)", "so (N = 30)")
    assert [(series.name, series.told) for series in chart.series] == [
        ("ja", ("56 %", "67 %", "33 %")),
        ("nee", ("44 %", "33 %", "67 %")),
    ]
    assert chart.beside == ("", "", "")  # the labels say their N


def test_per_cents_of_the_row_are_parts_behind_their_whole() -> None:
    columns = (
        Column("Code"),
        Column("%", SHARE, "Totaal"),
        *(Column("row %", SHARE, group) for group in ("bao", "so")),
    )
    rows = (
        Row(("tijd", Share(40, 90), Share(30, 40), Share(10, 40))),
        Row(("leeg", Share(0, 90), Share(0, 0), Share(0, 0))),
    )
    chart = chart_of(Table("", columns, rows, "", ""), stacked=True)
    assert [(series.name, series.told) for series in chart.series] == [("bao", ("75 %", "–")), ("so", ("25 %", "–"))]
    assert chart.beside == ("N = 40", "N = 0")


def test_weights_add_up_to_their_whole() -> None:
    columns = (Column("Variable"), *(Column(name, SHARE, "Distribution") for name in "12"))
    row = Row(("x", WeightedShare(10, 40, 62.5), WeightedShare(30, 40, 37.5)))
    assert chart_of(Table("", columns, (row,), "", "")).series[0].values == (62.5,)


def test_groups_of_one_size_are_no_parts_of_each_other() -> None:
    columns = (Column("Antwoord"), *(Column("%", SHARE, group) for group in ("Totaal", "bao", "so")))
    rows = (
        Row(("ja", Share(40, 80), Share(30, 40), Share(10, 40))),
        Row(("nee", Share(40, 80), Share(10, 40), Share(30, 40))),
    )
    chart = chart_of(Table("", columns, rows, "", ""), stacked=True)
    assert chart.labels == ("Totaal", "bao", "so")
    assert [series.values for series in chart.series] == [(50, 75, 25), (50, 25, 75)]


def test_where_a_part_is_hidden_there_is_no_bar_that_would_tell() -> None:
    table = answers()
    first, second = table.rows
    rows = (first, Row((*second.cells[:2], Undefined("hidden"), *second.cells[3:])))
    chart = chart_of(Table(table.title, table.columns, rows, "", ""), stacked=True)
    assert [series.values[1] for series in chart.series] == [None, None]
    assert chart.beside == ("", "–", "")
    assert chart.notes == ("–: hidden",)


@pytest.mark.parametrize("table", [shares("tijd", "overleg"), RESULT])
def test_what_is_no_whole_is_never_drawn_as_one(table: Table) -> None:
    with pytest.raises(InputError, match="no parts of a whole"):
        chart_of(table, stacked=True)


# Estimates with their intervals


def test_agreement_is_dots_with_whiskers_against_the_bounds() -> None:
    chart = chart_of(agreement())
    (series,) = chart.series
    assert chart.kind is ChartKind.INTERVALS
    assert chart.labels == ("tijd", "overleg", "middelen", "mandaat")
    assert series.values == (0.5, -0.2, 0.9, None)
    assert list(zip(series.low, series.high, strict=True))[0::3] == [(0.25, 0.75), (None, None)]
    assert series.told == (
        "0.500 [0.250; 0.750] low",
        "-0.200 [-0.250; 1.000] few cases",
        "0.900 [0.850; 1.000] ≈ reliable",
        "–",
    )
    assert series.loose == (False, True, True, False)
    assert chart.bounds == (0.667, 0.8)
    assert (chart.least, chart.most) == (-0.3, 1)
    key = "● α, ├──┤ 95 % interval; ○ approximate, or of few cases; no dot: undefined; lines: 0.667 and 0.800."
    assert chart.notes == (key, "N = 60 beurten", "Regel.", f"–: {UNUSED.reason}")


def test_of_all_coefficients_those_with_an_interval_are_drawn_by_code() -> None:
    columns = (
        Column("coefficient"),
        Column("value", NUMBER),
        *(Column(name, NUMBER, "95 % interval") for name in ("from", "to")),
        Column("N", ColumnKind.COUNT),
    )
    alpha = "Krippendorff's α"

    def code(name: str, *figures: Precise | Undefined | None) -> tuple[Row, ...]:
        return (
            Row((f"code: {name}", *[None] * 4)),
            Row((alpha, *figures, 40), 1),
            Row(("F1", Precise(1.0), None, None, 40), 1),
        )

    rows = (
        Row(("% agreement", Precise(0.8), None, None, 40)),
        Row((alpha, Precise(0.7), Precise(0.5), Precise(0.8), 40)),
        *code("ja", Precise(0.6), Precise(0.4), Precise(0.7)),
        *code("nee", UNUSED, None, None),
    )
    chart = chart_of(Table("", columns, rows, "", ""))
    assert chart.labels == (alpha, "code: ja", "code: nee")
    assert chart.series[0].values == (0.7, 0.6, None)
    assert chart.notes[0] == "● value, ├──┤ 95 % interval; no dot: undefined; lines: 0.667 and 0.800."


def test_a_test_with_its_figures_is_no_interval() -> None:
    columns = (Column("Code"), *(Column(name, NUMBER, "Difference") for name in ("chi²", "p", "V")))
    table = Table("", columns, (Row(("tijd", 3.0, Chance(0.1), 0.2)),), "", "")
    assert chart_of(table).kind is ChartKind.BARS
