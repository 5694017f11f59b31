"""Pictures as SVG and PNG: the same each time, whole, and told apart in black and white."""

import io
import struct
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import matplotlib.image
import pytest
from chart_tables import agreement, answers, families, matrix, new_codes, scales, shares
from report_tables import HOSTILE

from codebench.domain.table import Column, ColumnKind, Precise, Row, Share, Table
from codebench.report import Format, write
from codebench.report.charting import chart_of
from codebench.report.drawing import pages, png, svg
from codebench.report.drawing_looks import HATCHES, PART_HATCHES, shade

LONG = "een heel lange naam van een code die over meer dan een regel moet worden gezet"


def test_a_picture_is_the_same_each_time_and_as_wide_as_a_page_whatever_its_labels(tmp_path: Path) -> None:
    widths = []
    for label in ("a", LONG, "x" * 90):
        table = shares("tijd", label)
        write(table, tmp_path / "beeld.png", Format.PNG)
        widths.append(struct.unpack(">II", (tmp_path / "beeld.png").read_bytes()[16:24])[0])
    assert all(1440 <= width < 1500 for width in widths)
    assert svg(chart_of(table)) == svg(chart_of(table))


def test_a_map_of_many_labels_has_room_for_its_figures() -> None:
    names = [f"code {i}" for i in range(14)]
    columns = (Column("Code"), *(Column(name, ColumnKind.COUNT) for name in names))
    table = Table("", columns, tuple(Row((name, *[10**11] * 14)) for name in names), "", "")
    pixels = matplotlib.image.imread(io.BytesIO(png(chart_of(table))))[..., :3]
    assert pixels.shape[1] > 14 * 12 * 200 * 0.6 * 7 / 72  # 14 times 12 figures of 7 points, at 200 dots an inch
    assert pixels[:, -2:].min() == 1


def test_a_map_of_what_is_below_nought_is_drawn() -> None:
    names = ("An", "Bo")
    columns = (Column("coder"), *(Column(name, ColumnKind.NUMBER, "α with") for name in names))
    rows = (Row(("An", None, Precise(-0.1))), Row(("Bo", Precise(-0.1), None)))
    assert png(chart_of(Table("", columns, rows, "", ""))).startswith(b"\x89PNG")


def test_whatever_the_labels_are_they_are_drawn_and_not_interpreted() -> None:
    columns = (Column("Code"), Column("%", ColumnKind.SHARE))
    table = Table(HOSTILE[0], columns, tuple(Row((text, Share(50, 100))) for text in HOSTILE), HOSTILE[1], "")
    root = ElementTree.fromstring(svg(chart_of(table)))
    assert root.tag.endswith("svg")
    assert not [element for element in root.iter() if element.tag.endswith(("script", "}a"))]


@pytest.mark.parametrize(
    ("table", "stacked"),
    [
        (shares("tijd", LONG), False),
        (scales(10, n=400), False),
        (answers(), True),
        (agreement(), False),
        (matrix(), False),
        (new_codes(), False),
        (families(), False),
    ],
)
def test_nothing_is_cut_at_the_edge_of_the_page(table: Table, stacked: bool) -> None:
    pixels = matplotlib.image.imread(io.BytesIO(png(chart_of(table, stacked=stacked))))[..., :3]
    assert pixels.min() < 0.3
    for edge in (pixels[:2], pixels[-2:], pixels[:, :2], pixels[:, -2:]):
        assert edge.min() == 1


@pytest.mark.parametrize("parts", [2, 4, 5, 10])
def test_parts_differ_in_black_and_white(parts: int) -> None:
    light = [0.299 * red + 0.587 * green + 0.114 * blue for red, green, blue in (shade(i, parts) for i in range(parts))]
    # Each is darker than the one before, and of two beside each other only one is plain.
    assert all(after < before - 0.05 for before, after in pairwise(light))
    assert all(bool(before) != bool(after) for before, after in pairwise(PART_HATCHES))
    assert len(set(HATCHES)) == len(HATCHES)


def test_what_is_higher_than_a_page_is_drawn_in_parts_of_about_the_same_length() -> None:
    labels = [f"code {i}" for i in range(40)]
    chart = chart_of(shares(*labels))
    parts = pages(chart)
    assert [label for part in parts for label in part.labels] == labels
    assert [value for part in parts for value in part.series[2].values] == list(chart.series[2].values)
    assert len({len(part.labels) for part in parts}) <= 2
    # A top code keeps its sub-codes.
    assert all(part.levels[0] == 0 for part in parts)
    assert pages(chart_of(shares("tijd"))) == (chart_of(shares("tijd")),)
