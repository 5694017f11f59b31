"""Tables to render: generated ones, hostile texts, and one that looks like a real result."""

from hypothesis import strategies as st

from codebench.domain.table import Cell, Column, ColumnKind, Row, Share, Table, Undefined

HOSTILE = (
    "\x1b[31mrood\x1b[0m",
    "\x1b]52;c;aGFja2Vk\x07",
    "\x9b31mrood",
    "van rechts \u202enaar links",
    "\u2066ingesloten\u2069",
    "[red]markup[/red]",
    "=cmd()",
    "@SUM(A1)",
    "+31 2 123",
    "-5",
    "  =1+1",
    "\t=1+1",
    "\r=1+1",
    "{=1+1}",
    "https://example.org/ www.example.org",
    "<script>alert(1)</script>",
    "a | b || c \\| d \\",
    "een\ntwee\r\ndrie\u2028vier\u2029vijf\x85zes\x0bzeven\x0cacht",
    "`code` *vet* _schuin_ ~~weg~~ &amp; $x$",
    "![beeld](x) [koppeling](y)",
    "# kop #",
    "1. lijst",
    "_x000D_ letterlijk",
    "\x00nul",
    "halve \ud800 surrogaat",
    "geen teken \ufffe\uffff",
    'aanhaling "dubbel" ; puntkomma, komma',
    " spaties ",
    "漢字 en 👍🏽",
    "---",
    "<r><t>opmaak van XlsxWriter</t></r>",
    "<r>kapotte XML</r>",
)

texts = st.one_of(st.text(max_size=30), st.sampled_from(HOSTILE))
shares = st.integers(0, 400).flatmap(lambda of: st.integers(0, of).map(lambda n: Share(n, of)))
undefined = st.builds(Undefined, texts.filter(bool))
floats = st.one_of(
    st.floats(-1e9, 1e9),
    st.integers(-8000, 8000).map(lambda n: n / 8),  # halves of a hundredth, where roundings differ
)

_CELLS: dict[ColumnKind, st.SearchStrategy[Cell]] = {
    ColumnKind.TEXT: st.one_of(texts, texts, st.none(), st.integers(-(10**6), 10**6)),
    ColumnKind.COUNT: st.one_of(st.integers(0, 10**6), undefined),
    ColumnKind.SHARE: st.one_of(shares, undefined),
    ColumnKind.NUMBER: st.one_of(floats, undefined, st.none()),
}


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(
        st.lists(
            st.builds(
                Column,
                texts,
                st.sampled_from(ColumnKind),
                st.sampled_from(("", "Geslacht", "Een nogal lange groep", "=1+1")),
            ),
            min_size=1,
            max_size=5,
        )
    )
    rows = st.builds(Row, st.tuples(*(_CELLS[column.kind] for column in columns)), st.integers(0, 3))
    return Table(
        title=draw(texts),
        columns=tuple(columns),
        rows=tuple(draw(st.lists(rows, max_size=5))),
        rule=draw(texts),
        n=draw(texts),
        notes=tuple(draw(st.lists(texts, max_size=2))),
    )


RESULT = Table(
    title="Codes naar geslacht",
    columns=(
        Column("Code"),
        Column("N", ColumnKind.COUNT),
        Column("man", ColumnKind.SHARE, "Geslacht"),
        Column("vrouw", ColumnKind.SHARE, "Geslacht"),
        Column("V", ColumnKind.NUMBER, "Toets"),
    ),
    rows=(
        Row(("Drempels", 40, Share(5, 40), Share(1, 300), 0.125)),
        Row(("Taal thuis", 12, Share(12, 20), Share(40, 40), Undefined("fewer than two groups")), 1),
        Row(("漢字", 3, Share(0, 0), None, -0.5), 2),
    ),
    rule="Each participant counts once.",
    n="N = 60 participants.",
    notes=("Moderators never count.",),
)
