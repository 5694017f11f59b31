"""The method of a report: material, coders, rounds with their agreement, the reporting layer, and how was counted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from codebench import __version__
from codebench.domain.draft import DocumentKind
from codebench.domain.errors import InputError
from codebench.domain.table import Cell, Column, ColumnKind, Precise, Row, Table, Undefined, plain_table
from codebench.domain.text import shown_line
from codebench.domain.variables import CaseKind
from codebench.i18n import _, plural
from codebench.project.agreement_data import AgreementRequest
from codebench.project.agreement_freezing import AgreementReport
from codebench.project.codebook import Codebook
from codebench.project.coders import Coders
from codebench.project.reporting.counted import Counted
from codebench.project.reporting.ground import Ground
from codebench.project.round_models import RoundInfo, RoundKind
from codebench.project.rounds import Rounds
from codebench.report.blocks import Block, Grid, Heading, Paragraph, Picture, Tone
from codebench.report.charting import chart_of

_TOLD, _BAND, _PERCENT = (0, 1, 2, 3, 4, 5), 4, 5
"""The columns of the agreement by code that a report repeats: the code, α, its interval and band, the per cent."""

_ABOUT = 24
"""Characters of the project's hash that are printed: enough to tell two states apart."""


@dataclass(frozen=True)
class Method:
    """What is known of how the figures came about."""

    ground: Ground
    counted: Counted

    @cached_property
    def rounds(self) -> list[RoundInfo]:
        """All rounds, oldest first."""
        return Rounds(self.ground.session).all()

    @cached_property
    def independent(self) -> dict[str, AgreementReport]:
        """The agreement of each closed round that was blind and for reliability, as it was coded, by its name."""
        found = {}
        for each in self.rounds:
            if each.kind is RoundKind.RELIABILITY and each.is_blind and not each.is_open:
                try:
                    found[each.name] = self.ground.agreement.report(AgreementRequest(round=each.name))
                except InputError:
                    continue
        return found

    @cached_property
    def moment(self) -> str:
        """When the project was changed last (UTC, ISO 8601)."""
        return str(self.ground.session.value("SELECT created_at FROM acts ORDER BY id DESC LIMIT 1"))

    @cached_property
    def head(self) -> str:
        """The hash of all that was ever done in the project."""
        return str(self.ground.session.value("SELECT hash FROM events ORDER BY id DESC LIMIT 1"))

    @cached_property
    def revision(self) -> tuple[int, str]:
        """The revision of the codebook, and when it was made."""
        row = self.ground.session.tuples("SELECT id, created_at FROM codebook_revisions ORDER BY id DESC LIMIT 1")[0]
        return int(row[0]), str(row[1])

    @cached_property
    def material(self) -> str:
        """The documents and answers of the report, by kind."""
        ground = self.ground
        kinds = dict(
            ground.session.tuples(
                f"SELECT kind, count(*) FROM documents WHERE id IN ({','.join(map(str, ground.documents)) or 'NULL'})"
                " AND absence IS NULL GROUP BY kind"
            )
        )
        told = [
            plural("{n} transcript", "{n} transcripts", kinds.get(DocumentKind.TRANSCRIPT, 0)),
            plural("{n} note", "{n} notes", kinds.get(DocumentKind.NOTE, 0)),
            plural("{n} open answer", "{n} open answers", kinds.get(DocumentKind.ANSWER, 0)),
        ]
        there = [kinds.get(kind, 0) for kind in (DocumentKind.TRANSCRIPT, DocumentKind.NOTE, DocumentKind.ANSWER)]
        return ", ".join(text for text, n in zip(told, there, strict=True) if n) or "–"

    @cached_property
    def participants(self) -> str:
        """Who speaks in the material, by kind."""
        kinds = [case.kind for case in self.ground.speakers.values()]
        told = {
            CaseKind.PERSON: plural("{n} person", "{n} persons", kinds.count(CaseKind.PERSON)),
            CaseKind.ORGANISATION: plural("{n} organisation", "{n} organisations", kinds.count(CaseKind.ORGANISATION)),
            CaseKind.GROUP: plural("{n} group", "{n} groups", kinds.count(CaseKind.GROUP)),
        }
        return ", ".join(text for kind, text in told.items() if kind in kinds) or "–"

    @cached_property
    def coders(self) -> tuple[str, ...]:
        """The people who coded in the material of the report."""
        session = self.ground.session
        marks = ",".join(map(str, self.ground.documents)) or "NULL"
        heard = {
            row[0] for row in session.tuples(f"SELECT DISTINCT coder_id FROM codings WHERE document_id IN ({marks})")
        }
        return tuple(coder.name for coder in Coders(session).all() if coder.id in heard)

    def blocks(self) -> Iterator[Block]:
        """The chapter on the method."""
        yield Heading(_("Method"))
        yield Grid(self.box())
        if self.independent:
            yield Grid(self.agreement())
            yield from self._pictures()
        else:
            yield Paragraph(
                _(
                    "No reliability round in which coders worked independently (blind) is closed: this report states no"
                    " agreement between coders."
                ),
                Tone.NOTE,
            )
        yield from self._counting()

    def box(self) -> Table:
        """The method at a glance."""
        revision, made = self.revision
        tree = Codebook(self.ground.session).tree()
        given = _("given before the material") if self.ground.template.is_given else _("(also) from the material")
        rows: list[tuple[Cell, ...]] = [
            (_("Material"), self.material),
            (_("Participants"), self.participants),
            (_("Coders"), ", ".join(map(shown_line, self.coders)) or "–"),
            (_("Rounds"), self._rounds()),
            (
                _("Codebook"),
                _("revision {n} of {date}: {codes} ({top} at the top), {given}").format(
                    n=revision,
                    date=day(made),
                    codes=plural("{n} code", "{n} codes", len(tree)),
                    top=len(tree.roots),
                    given=given,
                ),
            ),
            (_("Counted"), self.counted.main.n),
            (_("Software"), f"codebench {__version__}"),
            (
                _("State of the project"),
                _("{date}; hash {hash}").format(date=day(self.moment), hash=self.head[:_ABOUT]),
            ),
        ]
        return plain_table(_("How the figures came about"), (_("What"), _("Here")), rows)

    def agreement(self) -> Table:
        """Krippendorff's alpha over all codes of each independent reliability round, with its interval and N."""
        rows = []
        for each in self.rounds:
            if each.name not in self.independent:
                continue
            about = self.independent[each.name].figures["about"]
            alpha, interval = about["alpha"], about["interval"]
            undefined = Undefined(_("there is too little variation"))
            low, high = interval or (None, None)
            rows.append(
                Row(
                    (
                        shown_line(each.name),
                        ", ".join(map(shown_line, about["coders"])),
                        about["units"],
                        about["codes"],
                        undefined if alpha is None else Precise(alpha),
                        undefined if low is None else Precise(low),
                        undefined if high is None else Precise(high),
                    )
                )
            )
        interval_group = _("95 % interval")
        return Table(
            _("Agreement of the independent rounds, before settling"),
            (
                Column(_("Round")),
                Column(_("Coders")),
                Column(_("Units"), ColumnKind.COUNT),
                Column(_("Codes"), ColumnKind.COUNT),
                Column(_("alpha"), ColumnKind.NUMBER),
                Column(_("from"), ColumnKind.NUMBER, interval_group),
                Column(_("to"), ColumnKind.NUMBER, interval_group),
            ),
            tuple(rows),
            _(
                "Rule: Krippendorff's alpha over all codes together (has it or has it not, per unit), on the units that"
                " all coders of the round judged; interval by resampling; blind rounds for reliability alone."
            ),
            plural("N = {n} round.", "N = {n} rounds.", len(rows)),
        )

    def _pictures(self) -> Iterator[Block]:
        """Of each independent round the agreement by code, each with its interval."""
        for name, agreed in self.independent.items():
            table = by_code(agreed)
            chart = chart_of(table)
            key, *_notes = chart.notes
            title = _("Agreement by code, {round}").format(round=shown_line(name))
            yield Picture(replace(chart, title="", notes=(key, table.n)), title)

    def _rounds(self) -> str:
        told = [
            _("{name} ({kind}, {blind}, {units}, {coders})").format(
                name=shown_line(each.name),
                kind=_("reliability") if each.kind is RoundKind.RELIABILITY else _("practice"),
                blind=_("independent") if each.is_blind else _("open to each other"),
                units=plural("{n} unit", "{n} units", each.units),
                coders=", ".join(shown_line(coder.person) for coder in each.coders),
            )
            for each in self.rounds
        ]
        return "; ".join(told) or _("none")

    def _counting(self) -> Iterator[Block]:
        """Rule, N and notes of the tables of all chapters, once."""
        yield Heading(_("How was counted"), 2)
        main = self.counted.main
        for text in (main.rule, main.n, *main.notes):
            yield Paragraph(text, Tone.NOTE)
        if self.counted.words is not None:
            yield Paragraph(self.counted.words.rule, Tone.NOTE)
        for by, table in self.counted.others.items():
            told = [note for note in table.notes if note not in main.notes]
            yield Paragraph(_("By {by}: {n}").format(by=by, n=" ".join([table.n, *told])), Tone.NOTE)


def by_code(agreed: AgreementReport) -> Table:
    """The figures of each code in a table that was frozen in the language of the face, in that of the report."""
    table, about = agreed.tables["codes"], agreed.figures["about"]
    told = [table.columns[i] for i in _TOLD]
    columns = tuple(Column(_(column.heading), column.kind, _(column.group)) for column in told)
    rows = tuple(Row(tuple(_spoken(i, row.cells[i]) for i in _TOLD), row.level) for row in table.rows)
    rule = _(
        "Rule: Krippendorff's alpha per code and its interval, and the per cent of units on which all coders agree"
        " (has it or has it not), on the units that all of them judged; as it was when the round closed, before"
        " settling."
    )
    units = plural("{n} unit", "{n} units", about["units"])
    n = _("N = {units}, each judged by {coders}.").format(
        units=units, coders=", ".join(map(shown_line, about["coders"]))
    )
    return Table(_("Agreement by code"), columns, rows, rule, n)


def _spoken(column: int, cell: Cell) -> Cell:
    """What was frozen as a text, in the language of the report: a band (with its sign where it is approximate), a %."""
    text = str(cell or "")
    if column == _BAND:
        sign = "≈ " if text.startswith("≈ ") else ""
        return sign + _(text.removeprefix("≈ "))
    return text.replace(".", _(".")) if column == _PERCENT else cell


def day(moment: str) -> str:
    """The day of a moment, as 2026-11-22."""
    return moment[:10]
