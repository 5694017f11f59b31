"""Tables of ratings as people have them: what is a heading, an id, a label, a number and a missing rating."""

import pytest

from codebench.agreement.alpha import Level
from codebench.agreement.matrix import Matrix, read_matrix
from codebench.agreement.of_matrix import matrix_figures
from codebench.domain.errors import InputError


def ratings_of(matrix: Matrix) -> list[list[str | None]]:
    """One row per coder, with the names of codes."""
    return [[None if each < 0 else matrix.codes[each] for each in row] for row in matrix.ratings]


TWO = [["a", "b", "a"], ["a", "a", None]]

LAYOUTS = {
    "coders and ids": "unit,A,B\n1,a,a\n2,b,a\n3,a,\n",
    "coders alone": "An,Bo\na,a\nb,a\na,\n",
    "nothing but ratings": "a,a\nb,a\na,\n",
    "ids by their content": "u1,a,a\nu2,b,a\nu3,a,\n",
    "numbers as ids": "1,a,a\n2,b,a\n3,a,\n",
    "an index without a heading": ",A,B\n0,a,a\n1,b,a\n2,a,\n",
    "pandas": ",0,1\n0,a,a\n1,b,a\n2,a,\n",
    "R": '"","A","B"\n"1","a","a"\n"2","b","a"\n"3","a",\n',
    "semicolons": "eenheid;An;Bo\n1;a;a\n2;b;a\n3;a;\n",
    "tabs": "id\tAn\tBo\n1\ta\ta\n2\tb\ta\n3\ta\t\n",
    "bars": "id|An|Bo\n1|a|a\n2|b|a\n3|a|\n",
    "told by Excel": "sep=;\nid;An;Bo\n1;a;a\n2;b;a\n3;a;\n",
    "spaces and quotation marks": 'id , An , "Bo"\n1 , a , "a"\n2 , "b" , a\n3 , a ,  \n',
    "carriage returns": "id,An,Bo\r\n1,a,a\r\n2,b,a\r\n3,a,\r\n",
    "a delimiter closes each row": "id,An,Bo,\n1,a,a,\n2,b,a,\n3,a,,\n",
    "blank lines": "\nid,An,Bo\n1,a,a\n\n2,b,a\n3,a,\n\n\n",
    "rows of delimiters at the end": "id,An,Bo\n1,a,a\n2,b,a\n3,a,\n,,\n,,\n",
    "a row cut short": "id,An,Bo\n1,a,a\n2,b,a\n3,a\n",
    "a text beside the ratings": 'quote,An,Bo\n"Ja, zeker",a,a\nNee,b,a\nMisschien,a,\n',
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts_of_the_same_ratings(layout: str) -> None:
    assert ratings_of(read_matrix(LAYOUTS[layout], "r.csv")) == TWO


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("A,B\nB,A\nA,A\n", (2, 3)),
        ("c1,c2\nA,B\nB,A\n", (2, 2)),
        ("A,B\nB,A\n", (2, 2)),
        ("A\na\nb\n", (1, 2)),
        ("x,y,z\n", (3, 1)),
        ("An,Bo\n1,2\n2,3\n3,4\n4,4\n", (2, 4)),
        ("coder1,coder2,coder3\n10.5,11.5,10\n12.5,12,12\n9,9.5,10\n", (3, 3)),
        ("10.5,11.5,10\n12.5,12,12\n9,9.5,10\n", (3, 3)),
        ("1,0.5,0.7\n2,0.9,0.7\n3,0.1,0.2\n", (2, 3)),
        ("1001,1,1\n1010,2,2\n1023,1,2\n1044,2,2\n", (2, 4)),
        ("A,B,C\n1,1,2\n2,1,2\n3,3,3\n", (3, 3)),
        ("unit,1,2\na,1,1\nb,2,1\n", (2, 2)),
    ],
)
def test_how_many_coders_and_units(text: str, shape: tuple[int, int]) -> None:
    assert read_matrix(text, "r.csv").ratings.shape == shape


def test_what_is_told_is_not_recognised() -> None:
    text = "x,y\nz,w\n"
    assert read_matrix(text, "r.csv").ratings.shape == (2, 1)
    assert read_matrix(text, "r.csv", header=False).ratings.shape == (2, 2)
    assert read_matrix(text, "r.csv", header=False, ids=True).ratings.shape == (1, 2)
    assert read_matrix("1,a\n2,b\n3,a\n", "r.csv", ids=False).ratings.shape == (2, 3)


def test_several_labels_none_and_not_rated() -> None:
    matrix = read_matrix("unit,A,B\n1,a;b,[]\n2,, b ; a ;b\n3,[ ],c\n", "r.csv")
    assert matrix.codes == ("a", "b", "c")
    assert matrix.labels is not None
    assert (matrix.ratings >= 0).tolist() == [[True, False, True], [True, True, True]]
    assert matrix.labels[0, 0].tolist() == matrix.labels[1, 1].tolist() == [True, True, False]
    assert matrix.ratings[0, 0] == matrix.ratings[1, 1]
    assert not matrix.labels[0, 2].any()


def test_labels_between_semicolons_in_a_table_of_semicolons() -> None:
    matrix = read_matrix('unit;A;B\n1;"a;b";a\n2;b;"[]"\n', "r.csv")
    assert matrix.labels is not None
    assert matrix.labels.sum() == 4


def test_labels_in_every_row_are_not_a_delimiter() -> None:
    matrix = read_matrix("a;b,a;c\nb;c,c;d\n", "r.csv")
    assert matrix.labels is not None
    assert (matrix.codes, matrix.ratings.shape) == (("a", "b", "c", "d"), (2, 2))


def test_decimal_commas() -> None:
    matrix = read_matrix("id;A;B\n1;1,5;2\n2;2,0;2,5\n3;3;\n", "r.csv")
    assert matrix.scores is not None
    assert matrix.scores.tolist() == [1.5, 2, 2.5, 3]
    bare = read_matrix("1,5;2,5\n2,5;2,5\n", "r.csv")
    assert bare.scores is not None
    assert bare.scores.tolist() == [1.5, 2.5]
    quoted = read_matrix('A,B\n"1,5","2,5"\n"2,5","2,5"\n', "r.csv")
    assert quoted.scores is not None
    assert quoted.scores.tolist() == [1.5, 2.5]


def test_one_number_written_in_two_ways_is_one_code() -> None:
    """Where a column has a gap, spreadsheets and pandas write 1.0 for 1."""
    matrix = read_matrix("unit,A,B\n1,1.0,1\n2,2.0,2\n3,,10\n", "r.csv")
    assert matrix.codes == ("1", "2", "10")
    assert matrix_figures(matrix).flat()["alpha_nominal"] == 1.0


def test_declared_codes() -> None:
    matrix = read_matrix("A,B\n1,2\n2,2\n", "r.csv", codes=["1", "2", "3"])
    assert (matrix.q, matrix.codes) == (3, ("1", "2", "3"))
    numbers = matrix_figures(matrix).flat()
    assert numbers["brennan_prediger"] == pytest.approx((0.5 - 1 / 3) / (1 - 1 / 3))
    assert numbers["undefined"]["percat_alpha[3]"] == "code_unused"
    assert read_matrix("A,B\n1.0,2\n", "r.csv", codes=["1", "2"], header=True).codes == ("1", "2")


def test_further_words_for_not_rated() -> None:
    text = "A,B\nx,NA\ny,x\nNA,y\n"
    assert any("--missing 'NA'" in note for note in read_matrix(text, "r.csv").notes)
    matrix = read_matrix(text, "r.csv", missing=["NA"])
    assert (matrix.codes, int((matrix.ratings < 0).sum())) == (("x", "y"), 2)


def test_accents_and_case() -> None:
    matrix = read_matrix("A,B\ncafé,cafe\u0301\nJa,ja\n", "r.csv")
    assert matrix.codes == ("café", "Ja", "ja")
    assert any("'Ja' and 'ja' were read as two codes" in note for note in matrix.notes)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('A,B\n1,"2\n3,4\n', "line 2: a quotation mark isn't closed"),
        ("A,B\n1,2\n1,2,3\n", r"line 3: this row has 3 cells and the first has 2"),
        ("A,B\na,;\nb,a\n", "line 2: ';' says no labels and several at once"),
        ("A,B\na,a;[]\nb,a\n", "says no labels and several at once"),
        ("unit,A,A\n1,x,y\n2,y,y\n", "two coders are called 'A'"),
        ("unit;A;B\n", "no ratings"),
        (",,\n,,\n", "no rows"),
    ],
)
def test_what_is_no_such_table(text: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem) as raised:
        read_matrix(text, "r.csv", header=True if problem.endswith("'A'") else None)
    assert "r.csv" in str(raised.value)


def test_a_rating_that_was_not_declared() -> None:
    with pytest.raises(InputError, match="line 3: 'c' is not among the codes"):
        read_matrix("A,B\na,b\nc,a\n", "r.csv", codes=["a", "b"])


def test_one_coder_and_no_overlap() -> None:
    alone = matrix_figures(read_matrix("unit,A\n1,x\n2,y\n", "r.csv")).flat()
    assert set(alone["undefined"].values()) == {"single_coder"}
    assert {key for key, value in alone.items() if value is None} == set(alone["undefined"])
    apart = matrix_figures(read_matrix("unit,A,B\n1,x,\n2,,y\n", "r.csv")).flat()
    assert set(apart["undefined"].values()) == {"no_pairs"}
    nothing = matrix_figures(read_matrix("unit,A,B\n1,,\n2,,\n", "r.csv")).flat()
    assert set(nothing["undefined"].values()) == {"no_pairs"}


def test_a_single_code() -> None:
    figures = matrix_figures(read_matrix("unit,A,B\n1,x,x\n2,x,x\n", "r.csv")).flat()
    assert (figures["percent_pairwise"], figures["alpha_nominal"], figures["gwet_ac1"]) == (1.0, None, None)
    assert figures["undefined"]["alpha_nominal"] == "no_variation"
    assert figures["undefined"]["gwet_ac1"] == "one_code_group"


def test_numbers_that_are_no_codes_have_no_figures_per_code() -> None:
    rows = "".join(f"{n}.{n},{n}.{n + 1}\n" for n in range(600))
    figures = matrix_figures(read_matrix("A,B\n" + rows, "r.csv"), Level.INTERVAL)
    assert any("No figures per code" in note for note in figures.notes)
    assert figures.flat()["alpha_interval"] == pytest.approx(1, abs=0.001)
    assert not any(key.startswith("percat") for key in figures.flat())
