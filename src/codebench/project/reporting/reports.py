"""The report of a project by a template: built from what the project holds, and written beside what people edited."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from codebench.analysis.reading import consistent
from codebench.domain.errors import ConflictError, InputError
from codebench.domain.table import Column, Row, Table, plain_table
from codebench.domain.text import shown_line
from codebench.i18n import _, speaking
from codebench.project.agreement import Agreement
from codebench.project.codebook import Codebook
from codebench.project.figures import Figures
from codebench.project.reporting.account import account
from codebench.project.reporting.chapters import Chapter, ChapterWriter, chapters_of
from codebench.project.reporting.checklists import checklists
from codebench.project.reporting.citing import Citing
from codebench.project.reporting.counted import Counted, compact
from codebench.project.reporting.exhibits import exhibit
from codebench.project.reporting.ground import Ground
from codebench.project.reporting.method import Method, by_code, day
from codebench.project.session import Session
from codebench.report.blocks import Block, Break, Grid, Heading, Paragraph, Picture, Report, Tone
from codebench.report.report_files import check_report_place, write_report
from codebench.report.template import Template


@dataclass(frozen=True, slots=True)
class Built:
    """A report, and what whoever finishes it should look at before it goes out."""

    report: Report
    remarks: tuple[str, ...]


class Reports:
    """Reports of a project; building one changes nothing in it."""

    def __init__(self, session: Session, figures: Figures, agreement: Agreement) -> None:
        self._session = session
        self._figures = figures
        self._agreement = agreement

    def build(self, template: Template) -> Built:
        """The report that a template asks for, in the language of the project.

        The same project and template give the same report: its date is that of the last act.

        Raises:
            ConflictError: a blind round hides what a report tells.
            NotFoundError: something that the template names does not exist.
            InputError: several coders coded the same units and none was chosen, or a table can't be made.
        """
        if self._session.blindness:
            raise ConflictError(_("{why} A report tells of everybody's work.").format(why=self._session.blindness))
        language = str(self._session.value("SELECT language FROM projects"))

        def once() -> Built:
            return consistent(self._session.store, lambda: self._built(template, language))

        try:
            with speaking(language):
                return once()
        except InputError:
            # What is wrong is told in the language of the face: it goes wrong there as well.
            once()
            raise

    def write(self, template: Template, path: Path, *, force: bool = False) -> tuple[str, ...]:
        """Write the report to a file (.docx, .html or .md); what to look at before it goes out.

        A report that was written here before is replaced, unless somebody edited it since; `force` replaces anything.

        Raises:
            ConflictError: what stands there was edited, or is no report; or see `build`.
            NotFoundError, InputError: see `build`; or the suffix is no format of a report.
            StorageError: the file can't be written; what was there is untouched.
        """
        check_report_place(path, force=force)
        built = self.build(template)
        write_report(built.report, path)
        return built.remarks

    def _built(self, template: Template, language: str) -> Built:
        ground = Ground(self._session, self._figures, self._agreement, template)
        counted = Counted.of(ground)
        method, citing = Method(ground, counted), Citing(ground)
        blocks = tuple(_numbered(_blocks(ground, counted, method, citing)))
        told = (
            template.subtitle,
            ", ".join(template.authors),
            _("State of the project: {date}").format(date=day(method.moment)),
        )
        report = Report(template.title, "\n".join(filter(None, told)), blocks, language, method.moment)
        return Built(report, tuple(citing.remarks()))


def _blocks(ground: Ground, counted: Counted, method: Method, citing: Citing) -> Iterator[Block]:
    chapters = chapters_of(ground, counted)
    names = {chapter.name.casefold() for chapter in chapters}
    for asked in ground.template.exhibits:
        if asked.chapter and asked.chapter.casefold() not in names:
            message = _("{name}, line {line}: there is no chapter '{chapter}'.")
            raise InputError(
                message.format(
                    name=shown_line(ground.template.name), line=asked.line, chapter=shown_line(asked.chapter)
                )
            )
    writer = ChapterWriter(ground, counted, citing)
    yield Break()
    yield from method.blocks()
    yield Break()
    yield from writer.overview(chapters)
    loose = [asked for asked in ground.template.exhibits if not asked.chapter]
    if loose:
        yield Heading(_("Further figures"))
        for asked in loose:
            yield from exhibit(ground, asked)
    yield Break()
    for chapter in chapters:
        yield from writer.chapter(chapter)
    yield Break()
    yield Heading(_("Appendix: codebook"))
    codebook = _codebook(ground, chapters)
    yield Grid(codebook)
    if counted.others:
        yield Heading(_("Appendix: tables"))
        yield from (Grid(compact(table)) for table in counted.others.values())
    for name, agreed in method.independent.items():
        yield Heading(_("Appendix: agreement of {round}").format(round=shown_line(name)))
        yield Grid(by_code(agreed))
    yield Break()
    yield from account(ground, method)
    yield Heading(_("Quotes"), 2)
    yield from (Paragraph(remark, Tone.ITEM) for remark in citing.remarks())
    if citing.used:
        yield Grid(_quotes(citing))
    yield Heading(_("Checklists"), 2)
    yield from map(Grid, checklists(ground, method, citing, len(codebook.rows)))
    yield Paragraph(
        _("Made with codebench from the project's state of {date}, codebook revision {n}, hash {hash}.").format(
            date=day(method.moment), n=method.revision[0], hash=method.head
        ),
        Tone.NOTE,
    )


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with tables and pictures numbered, each in their own order."""
    tables, pictures = count(1), count(1)
    for block in blocks:
        match block:
            case Grid(table):
                title = _("Table {n}. {title}").format(n=next(tables), title=table.title)
                # All are of one state, which the report names once.
                yield Grid(replace(table, title=title, state=None))
            case Picture(chart, caption):
                yield Picture(chart, _("Figure {n}. {title}").format(n=next(pictures), title=caption))
            case _:
                yield block


def _codebook(ground: Ground, chapters: Iterable[Chapter]) -> Table:
    """The codes that the chapters are about, with all that stand under the same top codes."""
    roots = {
        next(reversed((ground.tree[code], *ground.tree.ancestors(code)))).id
        for chapter in chapters
        for code in chapter.codes
        if code in ground.tree
    }
    told = {node.id for root in roots for node in ground.tree.subtree(root)}
    rows = []
    for code in Codebook(ground.session).codes():
        fields = code.fields
        parts = [
            fields.definition,
            fields.include_when and _("Use when: {text}").format(text=fields.include_when),
            fields.exclude_when and _("Not when: {text}").format(text=fields.exclude_when),
        ]
        if code.id in told:
            rows.append(Row((code.name, "\n".join(part for part in parts if part)), code.depth))
    columns = (Column(_("Code")), Column(_("Definition, and when it is given")))
    return Table(_("Codes and their definitions"), columns, tuple(rows), "", "")


def _quotes(citing: Citing) -> Table:
    """Where each quote stands in the material, and whether it was made ready for print."""
    rows = [
        (str(i), citing.source(quote), quote.place, _("version for print") if quote.is_clean else _("verbatim"))
        for i, quote in enumerate(citing.used, 1)
    ]
    return plain_table(_("Where the quotes come from"), (_("No."), _("Participant"), _("Place"), _("Version")), rows)
