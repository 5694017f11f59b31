"""Pictures of tables: what is drawn is what the table holds, whatever its texts are."""

import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest
from report_tables import HOSTILE

from codebench.domain.errors import InputError
from codebench.domain.table import Column, ColumnKind, Row, Share, Table, Undefined
from codebench.report import Format, render, write
from codebench.report.chart import ChartKind, chart_of
from codebench.report.drawing import png, svg

GROUPS = ("totaal (N = 357)", "bao (N = 183)", "so (N = 174)")


def shares(*labels: str) -> Table:
    columns = [Column("Code"), *(Column("%", ColumnKind.SHARE, group) for group in GROUPS)]
    rows = [Row((label, Share(100, 357), Share(60, 183), Share(40, 174)), i % 2) for i, label in enumerate(labels)]
    return Table("Prioriteiten", tuple(columns), tuple(rows), "Regel.", "N = 357 scholen")


def matrix() -> Table:
    names = ("tijd", "middelen")
    columns = (Column("Code"), *(Column(name, ColumnKind.COUNT) for name in names))
    return Table("Samen", columns, (Row(("tijd", 0, 4)), Row(("middelen", 4, Undefined("zelf")))), "", "")


def test_shares_are_bars_of_per_cents_by_group() -> None:
    chart = chart_of(shares("tijd", "overleg"))
    assert chart.kind is ChartKind.BARS
    assert [series.name for series in chart.series] == list(GROUPS)
    assert chart.series[1].values == (pytest.approx(60 / 1.83), pytest.approx(60 / 1.83))
    assert chart.series[1].told == ("33 %", "33 %")
    assert (chart.axis, chart.most, chart.levels) == ("%", 100, (0, 1))
    assert chart.notes == ("N = 357 scholen", "Regel.")


def test_labels_by_labels_are_a_map_and_figures_in_rows_a_line() -> None:
    assert chart_of(matrix()).kind is ChartKind.MAP
    assert chart_of(matrix()).series[1].values == (4, None)
    columns = (Column("Document"), Column("nieuw", ColumnKind.COUNT))
    line = chart_of(Table("Nieuwe codes", columns, (Row(("groep 1", 12)), Row(("groep 2", 3))), "", ""))
    assert (line.kind, line.axis, line.series[0].values) == (ChartKind.LINE, "nieuw", (12, 3))


@pytest.mark.parametrize(
    ("table", "what"),
    [
        (Table("Leeg", (Column("a"),), (Row(("x",)),), "", ""), "no figures in 'Leeg'"),
        (
            Table("Klein", (Column("a"), Column("b", ColumnKind.SHARE)), (Row(("x", Share(3, 8))),), "", ""),
            "fewer than 30",
        ),
    ],
)
def test_what_can_not_be_drawn_is_said(table: Table, what: str) -> None:
    with pytest.raises(InputError, match=what):
        render(table, Format.BARS)


def test_bars_on_a_terminal_are_as_long_as_the_figures() -> None:
    lines = render(shares("tijd"), Format.BARS, width=80).splitlines()
    bars = [line.count("█") for line in lines if "█" in line]
    # The longest share has all the room, 100 of 357 and 40 of 174 have theirs of it.
    assert bars == [
        pytest.approx(bars[1] * 28.01 / 32.79, abs=1),
        bars[1],
        pytest.approx(bars[1] * 22.99 / 32.79, abs=1),
    ]
    assert all(len(line) <= 80 for line in lines)
    assert [line.split()[-2:] for line in lines if "█" in line] == [["28", "%"], ["33", "%"], ["23", "%"]]


def test_a_map_on_a_terminal_is_shaded_and_names_its_columns() -> None:
    lines = render(matrix(), Format.BARS).splitlines()
    assert lines[3].split() == ["tijd", "0", "█", "4"]
    assert "Columns: 1 = tijd, 2 = middelen." in lines


LONG = "een heel lange naam van een code die over meer dan een regel moet worden gezet"


def test_a_picture_is_the_same_each_time_and_never_wider_than_a_page(tmp_path: Path) -> None:
    table = shares("tijd", LONG)
    assert svg(chart_of(table)) == svg(chart_of(table))
    write(table, tmp_path / "beeld.png", Format.PNG)
    width, _height = struct.unpack(">II", (tmp_path / "beeld.png").read_bytes()[16:24])
    assert 1000 < width < 2200


def test_whatever_the_labels_are_they_are_drawn_and_not_interpreted() -> None:
    columns = (Column("Code"), Column("%", ColumnKind.SHARE))
    table = Table(HOSTILE[0], columns, tuple(Row((text, Share(50, 100))) for text in HOSTILE), HOSTILE[1], "")
    root = ElementTree.fromstring(svg(chart_of(table)))
    assert root.tag.endswith("svg")
    assert not [element for element in root.iter() if element.tag.endswith(("script", "}a"))]


def test_maps_and_lines_are_drawn_too() -> None:
    columns = (Column("Document"), Column("nieuw", ColumnKind.COUNT), Column("alle", ColumnKind.COUNT))
    line = Table("Nieuwe codes", columns, tuple(Row((f"groep {i}", 9 - i, 9 + i)) for i in range(9)), "", "")
    for table in (matrix(), line):
        assert png(chart_of(table)).startswith(b"\x89PNG")
