"""A document read as a transcript with speakers, or as a note where nobody is labelled."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from codebench.domain.draft import (
    CaseDraft,
    DocumentDraft,
    DocumentKind,
    Doubt,
    Draft,
    Finding,
    Record,
    UnitKind,
)
from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.domain.variables import CaseKind, Role
from codebench.i18n import _, plural
from codebench.ingest.documents import lines_of
from codebench.ingest.headings import headings, is_title
from codebench.ingest.labelled import Speaker
from codebench.ingest.labels import NO_LABEL, SpeakerRole
from codebench.ingest.layout import Content, Layout, lay_out
from codebench.ingest.lines import DocumentText
from codebench.ingest.options import ReadOptions
from codebench.ingest.patterns import told_candidates
from codebench.ingest.speakers import Question, Speakers, find_speakers
from codebench.ingest.turns import Convention, conventions, placed
from codebench.ingest.wording import quoted, tidy

_TABLE_ROWS = 5
_ROLES: Final = (*SpeakerRole, NO_LABEL)


def opened(path: Path, encoding: str | None = None, called: str | None = None) -> Callable[[ReadOptions], Draft]:
    """A document, opened and read once: a function that gives its Draft, as often as options change.

    `called` is its name in the project where that is not the file's.

    Raises:
        InputError: the file can't be read as what it says it is.
    """
    document = lines_of(path, encoding)
    if called is not None:
        document = replace(document, stem=shown_line(tidy(called)))
    return partial(draft_of, document)


def draft_of(source: DocumentText, options: ReadOptions) -> Draft:
    """The one document that a file holds, with its speakers as cases of a group named after the file.

    Where no speakers are recognised (or `options.kind` is NOTE) its paragraphs belong to one case of kind
    `options.case_kind`, named after the file.

    Raises:
        InputError: it holds headings only, has no speakers where a transcript was asked, or a role or pattern that
            was given is none.
    """
    _check(options)
    text = source.text
    lines = list(placed(source))
    found = headings(text, lines, options.headings)
    content = list(zip(lines, found, strict=True))[is_title(found) :]
    if all(title is not None for _line, title in content):
        message = _("'{name}' holds headings but no text under them, so there is nothing to code.")
        raise InputError(message.format(name=quoted(source.name)))
    speakers = Speakers({})
    if options.kind is not DocumentKind.NOTE:
        speakers = _speakers(source, text, content, options)
    if speakers.by_key:
        return _transcript(source, text, content, speakers)
    if options.kind is DocumentKind.TRANSCRIPT:
        message = _("No speakers were recognised in '{name}'. Begin each turn with 'Name: ', or read it as a note.")
        raise InputError(message.format(name=quoted(source.name)))
    doubts = (*speakers.doubts, *_doubts_about_table(source, text, content))
    return _note(source, text, lay_out(text, content, {}, {}, source.stem), options.case_kind, speakers, doubts)


def _speakers(source: DocumentText, text: str, content: Content, options: ReadOptions) -> Speakers:
    """Who speaks, by the conventions, or by the researcher's own pattern alone."""
    lines = [line for line, _heading in content]
    if options.pattern is None:
        found = dict(conventions(text, lines))
        under = {line.number for line, title in content if title is not None}
        for convention, candidates in found.items():
            # What is a heading begins a turn only by the convention of headings.
            if convention is not Convention.HEADING:
                found[convention] = [one for one in candidates if one.line.number not in under]
    else:
        found = {Convention.PATTERN: told_candidates(text, lines, options.pattern)}
    must = options.kind is DocumentKind.TRANSCRIPT
    apart = [line.number for line, title in content if title is not None]
    return find_speakers(found, Question(text, apart, len(lines), options, must, source.name))


def _check(options: ReadOptions) -> None:
    for label, role in options.roles.items():
        if role not in _ROLES:
            message = _("'{role}' is no role of the speaker '{label}'. Choose one of: {roles}.")
            raise InputError(message.format(role=quoted(role), label=quoted(label), roles=", ".join(_ROLES)))


def _transcript(source: DocumentText, text: str, content: Content, speakers: Speakers) -> Draft:
    group = source.stem
    keys = {key: speaker.existing or f"{group}/{speaker.name}" for key, speaker in speakers.by_key.items()}
    turns = {found.line.number: found for found in speakers.turns}
    content = [(line, None if line.number in turns else title) for line, title in content]
    layout = lay_out(text, content, turns, keys)
    document = DocumentDraft(group, DocumentKind.TRANSCRIPT, text, layout.units, layout.sections, case=group)
    cases = [CaseDraft(group, group, CaseKind.GROUP)]
    people = dict.fromkeys(speakers.by_key.values())
    cases += [_case(speaker, group) for speaker in people]
    spoken = Counter(unit.case for unit in layout.units if unit.kind is UnitKind.TURN)
    findings = [
        Finding(
            shown_line(speaker.name),
            speaker.role,
            _detail(spoken[speaker.existing or f"{group}/{speaker.name}"], speaker, speakers),
        )
        for speaker in people
    ]
    loose = sum(unit.kind is UnitKind.PARAGRAPH for unit in layout.units)
    if loose:
        what = plural("{n} paragraph", "{n} paragraphs", loose)
        findings.append(Finding(_("text without a speaker"), NO_LABEL, what))
    return _draft(source, cases, document, [*findings, *_section_findings(layout)], speakers, speakers.doubts)


def _detail(turns: int, speaker: Speaker, speakers: Speakers) -> str:
    """How often somebody speaks, and under which other labels."""
    detail = plural("{n} turn", "{n} turns", turns)
    mine = [one.label for one in speakers.labels if one.name == (speaker.existing or speaker.name)]
    others = [quoted(label) for label in mine if label != speaker.name]
    if others:
        detail += ", " + _("labelled {labels}").format(labels=", ".join(others))
    if speaker.existing is not None:
        detail += ", " + _("the case {case} of this project").format(case=quoted(speaker.existing))
    return detail


def _case(speaker: Speaker, group: str) -> CaseDraft:
    if speaker.existing is not None:
        return CaseDraft(speaker.existing, speaker.name, existing=speaker.existing)
    kind = CaseKind.COLLECTIVE if speaker.role is SpeakerRole.COLLECTIVE else CaseKind.PERSON
    role = Role.MODERATOR if speaker.role is SpeakerRole.MODERATOR else Role.PARTICIPANT
    return CaseDraft(f"{group}/{speaker.name}", speaker.name, kind, role, group)


def _note(
    source: DocumentText,
    text: str,
    layout: Layout,
    kind: CaseKind,
    speakers: Speakers,
    doubts: tuple[Doubt, ...],
) -> Draft:
    name = source.stem
    document = DocumentDraft(name, DocumentKind.NOTE, text, layout.units, layout.sections, case=name)
    finding = Finding(name, kind, plural("{n} paragraph", "{n} paragraphs", len(layout.units)))
    return _draft(
        source, [CaseDraft(name, name, kind)], document, [finding, *_section_findings(layout)], speakers, doubts
    )


def _section_findings(layout: Layout) -> Iterator[Finding]:
    units = Counter(unit.section for unit in layout.units)
    for i, section in enumerate(layout.sections):
        yield Finding(shown_line(section.title), "section", plural("{n} unit", "{n} units", units[i]))


def _doubts_about_table(source: DocumentText, text: str, content: Content) -> tuple[Doubt, ...]:
    # Excel's "Unicode text" is a table with tabs under the name .txt.
    tabs = {text.count("\t", line.start, line.end) for line, _heading in content}
    if len(content) < _TABLE_ROWS or len(tabs) > 1 or tabs == {0}:
        return ()
    what = _("Every line has the same number of tabs, as in a table. If it is one, give the file the suffix .tsv.")
    return (Doubt(source.name, what),)


def _draft(
    source: DocumentText,
    cases: list[CaseDraft],
    document: DocumentDraft,
    findings: list[Finding],
    speakers: Speakers,
    doubts: tuple[Doubt, ...],
) -> Draft:
    records: tuple[Record, ...] = (*cases, document)
    return Draft(
        source=source.name,
        format=document.kind.value,
        checksum=source.checksum,
        records=lambda: iter(records),
        findings=tuple(findings),
        doubts=(*source.doubts, *doubts),
        convention=speakers.convention,
        labels=speakers.labels,
        n_documents=1,
        n_units=len(document.units),
        n_cases=len(cases),
    )
