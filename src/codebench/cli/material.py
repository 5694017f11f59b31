"""Taking raw material in: a Draft per file, shown before anything is kept."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codebench.cli.grammar import Options, command, commands
from codebench.cli.options import CoderName, ProjectPath, Yes
from codebench.cli.output import Output, check_free
from codebench.cli.privacy import cleared
from codebench.cli.progress import Bar
from codebench.cli.projects_in import other_tools, take_in_projects
from codebench.cli.talk import agreed, may_write, note
from codebench.cli.targets import opened, pairs_of
from codebench.domain.draft import DocumentKind, Draft
from codebench.domain.errors import ConflictError, InputError
from codebench.domain.table import Table, Word, plain_table
from codebench.domain.variables import CaseKind
from codebench.i18n import _, plural
from codebench.report.registry import Format

if TYPE_CHECKING:
    from codebench.ingest import ReadOptions

verbs = commands()

_ROLES = ("moderator", "participant", "collective", "text")


@dataclass(frozen=True, slots=True)
class Reading(Options):
    """What the user tells the readers of material beforehand."""

    label: Annotated[
        list[str] | None,
        typer.Option(
            "--label",
            metavar="LABEL=WHO",
            help=_(
                "Who a speaker's label is: a role (moderator, participant, collective, text: no label), a name (labels"
                " with one name are one speaker), or group/name for a case that is there already; repeatable."
            ),
        ),
    ] = None
    role: Annotated[
        list[str] | None,
        typer.Option(
            "--role",
            metavar="NAME=ROLE",
            help=_("What a column is: id, skip, category, multiple, scale, number, date, text, open; repeatable."),
        ),
    ] = None
    pattern: Annotated[
        str | None,
        typer.Option(
            "--pattern",
            metavar="REGEX",
            help=_("What begins a turn, as a regular expression with the label in brackets: '([A-Z]+)>'."),
        ),
    ] = None
    heading: Annotated[
        list[str] | None,
        typer.Option(
            "--heading", metavar="WORD", help=_("A short line that begins with it heads a section; repeatable.")
        ),
    ] = None
    kind: Annotated[
        DocumentKind | None, typer.Option("--kind", help=_("How texts are read; else each file is looked at."))
    ] = None
    case_kind: Annotated[
        CaseKind, typer.Option("--case-kind", help=_("Whose a note is, and who answers a survey."))
    ] = CaseKind.PERSON
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", metavar="NAME", help=_("Of plain texts where it can't be found out: mac_roman.")),
    ] = None
    recipe: Annotated[
        Path | None,
        typer.Option("--recipe", metavar="FILE", help=_("How the columns of a survey are read; see --save-recipe.")),
    ] = None

    def options(self) -> "ReadOptions":
        """The same in the readers' terms."""
        from codebench.ingest import ReadOptions
        from codebench.ingest.recipe_yaml import read_recipe

        several = pairs_of(self.label or [], "--label", at_last=True)
        roles = {label: who for label, who in several if who in _ROLES}
        return ReadOptions(
            roles=roles | dict(pairs_of(self.role or [], "--role", at_last=True)),
            names={label: who for label, who in several if who not in _ROLES},
            pattern=self.pattern,
            headings=tuple(self.heading or ()),
            kind=self.kind,
            case_kind=self.case_kind,
            encoding=self.encoding,
            recipe=None if self.recipe is None else read_recipe(self.recipe),
        )


@command(verbs, "import", example="import study enquete.csv --role 'Naam=skip'")
def take_in(
    project: ProjectPath,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help=_("Texts and surveys: files, folders, patterns; or another tool's project (.qdpx, .qda, .sqlite3)."),
        ),
    ],
    reading: Reading,
    yes: Yes = False,
    preview: Annotated[
        bool,
        typer.Option(
            "--preview", help=_("Show only; with --format json all that was read: documents, units, speakers, cases.")
        ),
    ] = False,
    save_recipe: Annotated[
        Path | None,
        typer.Option(
            "--save-recipe",
            metavar="FILE",
            help=_("Write how the columns of a survey were read, to edit and use again."),
        ),
    ] = None,
    separate: Annotated[
        str | None,
        typer.Option(
            "--separate",
            metavar="GROUP",
            help=_("Keep the respondents apart from those of the same name: put them under a new group."),
        ),
    ] = None,
    pseudonyms: Annotated[
        Path | None,
        typer.Option("--pseudonyms", metavar="FILE", help=_("The key of pseudonyms: put them in before it comes in.")),
    ] = None,
    offsets: Annotated[
        str | None,
        typer.Option(
            "--offsets",
            metavar="WAY",
            help=_(
                "How another tool's project counts positions, where that is open: code-points or utf-16, and with"
                " commas crlf-two, mark-counted, end-included."
            ),
        ),
    ] = None,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """Take transcripts, notes and surveys in, after showing what was recognised.

    A project of another tool (REFI-QDA, QualCoder, Taguette) comes in with its codes, codings, coders, cases and memos.
    What is doubtful is shown too. Without --yes it asks; without a terminal to ask on, nothing is taken in. All files
    come in together, in one act that one undo takes back; what is there already is left out.
    """
    with opened(project, coder, read_only=preview or not may_write(yes)) as work:
        if other_tools(files):
            if pseudonyms is not None:
                raise InputError(_("Take the project in first: pseudonyms move its codings along afterwards."))
            take_in_projects(work, files, output, yes=yes, preview=preview, offsets=offsets)
            return
        if offsets is not None:
            raise InputError(_("--offsets is about the positions in another tool's project; these files have none."))
        drafts = _read(files, replace(reading.options(), absence=work.absences.words()))
        drafts = cleared(work, drafts, pseudonyms)
        if save_recipe is not None:
            _save_recipe(drafts, save_recipe)
        left_out = work.imports.left_out(drafts)
        if preview and output.format is Format.JSON:
            _print_drafts(drafts, left_out, output)
            return
        for sentence in left_out.values():
            note(_("{sentence} It will not be taken in again.").format(sentence=sentence))
        same = [0 if separate or i in left_out else work.imports.same_cases(draft) for i, draft in enumerate(drafts)]
        output.emit(_preview(drafts, same, left_out))
        if preview or not agreed(yes, _("Take this in?")):
            return
        fresh = [draft for i, draft in enumerate(drafts) if i not in left_out]
        if not fresh:
            raise ConflictError(" ".join((*list(left_out.values())[:3], _("Nothing was taken in."))))
        if pseudonyms is not None:
            work.pseudonyms.use_key(pseudonyms)
        with Bar(_("taking in")) as bar:
            taken = work.imports.take(fresh, separate=separate, progress=bar)
        note(
            _("Took in {documents} with {units}; {cases}.").format(
                documents=plural("{n} document", "{n} documents", taken.documents),
                units=plural("{n} unit", "{n} units", taken.units),
                cases=plural("{n} new case", "{n} new cases", taken.cases),
            )
        )


def _read(places: Sequence[Path], options: "ReadOptions") -> Sequence[Draft]:
    """The drafts of all files that are meant; what else the folders hold is named."""
    from codebench.ingest.files import files_in
    from codebench.ingest.gathering import Gathering

    found = files_in(places)
    if found.others:
        names = ", ".join(path.name for path in found.others[:5])
        message = plural(
            "{n} other file is passed over: {{names}}", "{n} other files are passed over: {{names}}", len(found.others)
        )
        note(message.format(names=names) + (" …" if len(found.others) > 5 else ""))
    with Bar(_("reading")) as bar:
        gathering = Gathering.of(found.readable, options, bar, found.found)
    for sentence in gathering.unread:
        note(_("{sentence} It is left out.").format(sentence=sentence))
    return gathering.drafts


def _save_recipe(drafts: Sequence[Draft], path: Path) -> None:
    from codebench.store.whole_files import write_whole

    recipes = [draft.recipe for draft in drafts if draft.recipe]
    if len(recipes) != 1:
        raise InputError(_("A recipe is saved of one survey; name one file."))
    check_free(path, force=False)
    write_whole(path, recipes[0].encode())
    note(_("Written to {path}.").format(path=path))


def _print_drafts(drafts: Sequence[Draft], left_out: Mapping[int, str], output: Output) -> None:
    from codebench.ingest.as_json import drafts_as_json

    pieces = drafts_as_json(drafts, left_out)
    if output.output is None:
        for piece in pieces:
            sys.stdout.write(piece)
        return
    from codebench.store.whole_files import write_whole

    write_whole(output.output, "".join(pieces).encode())
    note(_("Written to {path}.").format(path=output.output))


def _preview(drafts: Sequence[Draft], same: Sequence[int], left_out: Mapping[int, str]) -> Table:
    rows: list[tuple[str, str, str, str]] = []
    sums: list[str] = []
    for i, (draft, n_same) in enumerate(zip(drafts, same, strict=True)):
        rows += ((draft.source, *row) for row in _rows(draft, n_same, left_out.get(i)))
        counts = _counts(draft.n_documents, draft.n_units, draft.n_cases)
        sums.append(_("{file}: {counts}.").format(file=draft.source, counts=counts))
    if len(drafts) > 1:
        fresh = [draft for i, draft in enumerate(drafts) if i not in left_out]
        units, cases = sum(draft.n_units for draft in fresh), sum(draft.n_cases for draft in fresh)
        sums.append(_("In all: {counts}.").format(counts=_counts(sum(d.n_documents for d in fresh), units, cases)))
    listing = plain_table(_("What was recognised"), (_("File"), _("What"), _("As"), _("Details")), rows)
    return replace(listing, notes=tuple(sums))


def _rows(draft: Draft, same: int, why_not: str | None) -> Iterable[tuple[str, str, str]]:
    if why_not is not None:
        yield "", _("left out"), why_not
        return
    if draft.convention:
        yield _("how turns begin"), _("recognised"), draft.convention
    for finding in draft.findings:
        yield finding.what, Word(finding.role), finding.detail
    for doubt in draft.doubts:
        yield doubt.where, _("doubtful"), doubt.what
    if same:
        what = plural(
            "{n} case of this file is taken for the one of that name in this project; --separate keeps them apart.",
            "{n} cases of this file are taken for those of their names in this project; --separate keeps them apart.",
            same,
        )
        yield "", _("doubtful"), what


def _counts(documents: int, units: int, cases: int) -> str:
    return ", ".join(
        (
            plural("{n} document", "{n} documents", documents),
            plural("{n} unit", "{n} units", units),
            plural("{n} case", "{n} cases", cases),
        )
    )
