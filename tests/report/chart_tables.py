"""Tables that are drawn: shares by group, distributions, agreement, codes by codes, families."""

from codebench.domain.table import Cell, Column, ColumnKind, Precise, Row, Share, Table, Undefined

GROUPS = ("totaal (N = 357)", "bao (N = 183)", "so (N = 174)")
NUMBER, COUNT, SHARE = ColumnKind.NUMBER, ColumnKind.COUNT, ColumnKind.SHARE
UNUSED = Undefined("nobody used this code")


def shares(*labels: str) -> Table:
    columns = [Column("Code"), *(Column("%", SHARE, group) for group in GROUPS)]
    rows = [Row((label, Share(100, 357), Share(60, 183), Share(40, 174)), i % 2) for i, label in enumerate(labels)]
    return Table("Prioriteiten", tuple(columns), tuple(rows), "Regel.", "N = 357 scholen")


def matrix() -> Table:
    names = ("tijd", "middelen")
    columns = (Column("Code"), *(Column(name, COUNT, "Cases") for name in names))
    return Table("Samen", columns, (Row(("tijd", 90, 4)), Row(("middelen", 4, Undefined("zelf")))), "", "")


def scales(points: int = 5, *, n: int = 80, more: tuple[Row, ...] = ()) -> Table:
    """A scale of so many points, answered alike, in all and by two groups of which the second is small."""
    headings = max([points, *(len(row.cells) - 3 for row in more)])
    columns = (
        Column("Variable"),
        Column("n", COUNT),
        Column("Mean", NUMBER),
        *(Column(str(point), SHARE, "Distribution") for point in range(1, headings + 1)),
    )

    def row(label: str, each: int, level: int) -> Row:
        cells: list[Cell] = [Share(each, each * points) for _point in range(points)]
        return Row((label, each * points, 3.0, *cells, *[None] * (headings - points)), level)

    rows = (row("Mijn taak is duidelijk", n // points, 0), row("bao", n // points - 2, 1), row("so", 2, 1))
    return Table("Schalen", columns, (*rows, *more), "Regel.", f"N = {n}")


def answers() -> Table:
    """The answers to a question of which each respondent gave one, in all and by two groups."""
    columns = (
        Column("Antwoord"),
        *(Column("%", SHARE, group) for group in ("Totaal (N = 90)", "bao (N = 60)", "so (N = 30)")),
    )
    rows = (
        Row(("ja", Share(50, 90), Share(40, 60), Share(10, 30))),
        Row(("nee", Share(40, 90), Share(20, 60), Share(20, 30))),
    )
    return Table("Was er tijd?", columns, rows, "", "N = 90")


def agreement() -> Table:
    """Agreement by code as `agreement` tells it: one that holds, one of few cases, one approximate, one undefined."""
    columns = (
        Column("code"),
        Column("α", NUMBER),
        Column("from", NUMBER, "95 % interval"),
        Column("to", NUMBER, "95 % interval"),
        Column("band"),
        Column("%", NUMBER),
        Column("An", COUNT, "given by"),
        Column("Bo", COUNT, "given by"),
    )
    rows = (
        Row(("tijd", Precise(0.5), Precise(0.25), Precise(0.75), "low", "90.0", 12, 14)),
        Row(("overleg", Precise(-0.2), Precise(-0.25), Precise(1.0), "few cases", "80.0", 2, 3)),
        Row(("middelen", Precise(0.9), Precise(0.85), Precise(1.0), "≈ reliable", "99.0", 9, 8)),
        Row(("mandaat", UNUSED, None, None, "", "100.0", 0, 0)),
    )
    return Table("Overeenstemming per code", columns, rows, "Regel.", "N = 60 beurten")


def families() -> Table:
    groups = ("Totaal (N = 60)", "bao (N = 40)")

    def columns(name: str) -> list[Column]:
        found = [Column("Code", ColumnKind.TEXT, name)]
        for group in groups:
            found += [Column("Cases", COUNT, f"{name} · {group}"), Column("%", SHARE, f"{name} · {group}")]
        return found

    def cells(label: str, n: int) -> tuple[Cell, ...]:
        return (label, n, Share(n, 60), n // 2, Share(n // 2, 40))

    nothing: tuple[Cell, ...] = (None,) * 5
    rows = (
        Row((None, *cells("wat helpt", 50), *cells("drempels", 40))),
        Row((1, *cells("overleg", 30), *cells("tijd", 20))),
        Row((2, *cells("visie", 10), *nothing)),
    )
    heads = (Column("Rang", COUNT), *columns("wat helpt"), *columns("drempels"))
    return Table("wat helpt naast drempels", heads, rows, "", "N = 60")


def new_codes() -> Table:
    orders = "So far, in other orders"
    columns = (
        Column("Document"),
        Column("Documents", COUNT),
        Column("New", COUNT),
        Column("So far", COUNT),
        *(Column(f"{each} %", COUNT, orders) for each in ("2.5", "50", "97.5")),
    )
    rows = tuple(Row((f"groep {i}", i, 9 - i, 9 + i, 2 * i, 3 * i, 10 + i)) for i in range(1, 9))
    return Table("Nieuwe codes", columns, rows, "", "N = 8 documenten")
