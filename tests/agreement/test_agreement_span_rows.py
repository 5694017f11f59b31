"""Tables of spans as people have them."""

import pytest

from codebench.agreement.of_spans import span_figures
from codebench.agreement.span_rows import read_spans
from codebench.domain.errors import InputError

ROWS = "An,0,10,x\nBo,5,12,y\n"


@pytest.mark.parametrize(
    "text",
    [
        "coder,start,end,code\n" + ROWS,
        ROWS,
        "code;end;start;codeur\nx;10;0;An\ny;12;5;Bo\n",
        "Coder\tbegin\tstop\tlabel\tmemo\nAn\t0\t10\tx\tlang\nBo\t5.0\t12.0\ty\t\n",
        '\ufeff"coder","start","end","code"\r\n"An","0","10","x"\r\n"Bo","5","12","y"\r\n',
    ],
)
def test_layouts_of_the_same_spans(text: str) -> None:
    table = read_spans(text, "s.csv", length=20)
    assert (table.coders, table.codes) == (("An", "Bo"), ("x", "y"))
    columns = (table.spans.coder, table.spans.start, table.spans.end, table.spans.code)
    assert [each.tolist() for each in columns] == [[0, 1], [0, 5], [10, 12], [0, 1]]


def test_who_marked_nothing_is_a_coder_all_the_same() -> None:
    text = "coder,start,end,code\n0,10,30,a\n"
    alone = span_figures(read_spans(text, "s.csv", length=100)).flat()
    assert alone["undefined"]["u_alpha"] == "single_coder"
    for numbers in (
        span_figures(read_spans(text + "1,,,\n", "s.csv", length=100)).flat(),
        span_figures(read_spans(text, "s.csv", length=100, coders=["1"])).flat(),
    ):
        assert numbers["u_alpha"] == pytest.approx(-0.095)
        assert (numbers["cu_alpha"], numbers["undefined"]["cu_alpha"]) == (None, "no_pairs")
        assert numbers["only_a[a]"] == 20


def test_declared_codes_and_where_the_text_begins() -> None:
    text = "An,150,160,x\nBo,152,160,x\n"
    numbers = span_figures(read_spans(text, "s.csv", length=50, begin=140, codes=["x", "z"])).flat()
    assert numbers["both[x]"] == 8
    assert numbers["undefined"]["c_alpha_binary[z]"] == "code_unused"


def test_nobody_coded_anything() -> None:
    numbers = span_figures(read_spans("coder,start,end,code\nAn,,,\nBo,,,\n", "s.csv", length=9)).flat()
    assert {key for key, value in numbers.items() if value is None} == set(numbers["undefined"])
    assert numbers["undefined"]["u_alpha"] == "no_variation"


def test_codes_that_overlap_leave_u_alpha_out_and_say_so() -> None:
    figures = span_figures(read_spans("An,0,10,x\nAn,5,12,y\nBo,0,9,x\n", "s.csv", length=20))
    assert "u_alpha" not in figures.flat()
    assert any("An has x 0-10 and y 5-12" in note for note in figures.notes)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("coder,start,end,code\nAn,5,5,x\n", "line 2: 5-5 is no stretch of a text that goes from 0 to 20"),
        ("coder,start,end,code\nAn,5,21,x\n", "line 2: 5-21 is no stretch"),
        ("coder,start,end,code\nAn,-1,4,x\n", "no stretch"),
        ("coder,start,end,code\nAn,5,1e300,x\n", "is no offset"),
        ("coder,start,end,code\nAn,a,9,x\n", "line 2: 'a' is no offset"),
        ("coder,start,end,code\nAn,1.5,9,x\n", "'1.5' is no offset"),
        ("coder,start,end,code\nAn,1,9,\n", "line 2: this row has no code"),
        ("coder,start,end,code\n,1,9,x\n", "line 2: this row names no coder"),
        ("coder,start,end\nAn,1,9\n", "line 1: the first line has to name the columns"),
        ("An,Bo\nx,y\n", "line 1: the first line has to name the columns"),
        ("coder,start,end,code\n", "no codings"),
    ],
)
def test_what_is_no_such_table(text: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        read_spans(text, "s.csv", length=20)
