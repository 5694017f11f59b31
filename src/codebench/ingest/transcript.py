"""A text file read as a transcript with speakers, or as a note where nobody is labelled."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

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
from codebench.ingest.labels import NO_LABEL, SpeakerRole
from codebench.ingest.layout import Layout, lay_out
from codebench.ingest.options import ReadOptions
from codebench.ingest.source import Source, inspect
from codebench.ingest.speakers import Speaker, Speakers, find_speakers
from codebench.ingest.turns import Candidate, Heading, Line, candidate, heading, lines
from codebench.ingest.wording import quoted

_TABLE_ROWS = 5


def read(path: Path, options: ReadOptions) -> Draft:
    """The one document that a text file holds, with its speakers as cases of a group named after the file.

    Where no speakers are recognised (or `options.kind` is NOTE) its paragraphs belong to one case of kind
    `options.case_kind`, named after the file.

    Raises:
        InputError: the file can't be read, holds headings only, or has no speakers where a transcript was asked.
    """
    source = inspect(path)
    _check(options)
    text = source.text()
    content = _without_title([(line, heading(text, line)) for line in lines(text)])
    if all(title is not None for _line, title in content):
        message = _("'{name}' holds headings but no text under them, so there is nothing to code.")
        raise InputError(message.format(name=quoted(source.name)))
    candidates = [found for line, title in content if title is None and (found := candidate(text, line)) is not None]
    speakers = Speakers({})
    if options.kind is not DocumentKind.NOTE:
        headings = [line.number for line, title in content if title is not None]
        must = options.kind is DocumentKind.TRANSCRIPT
        speakers = find_speakers(text, candidates, headings, options.roles, must, source.name)
    if speakers.by_key:
        return _transcript(source, text, content, candidates, speakers)
    if options.kind is DocumentKind.TRANSCRIPT:
        message = _("No speakers were recognised in '{name}'. Begin each turn with 'Name: ', or read it as a note.")
        raise InputError(message.format(name=quoted(source.name)))
    doubts = (*speakers.doubts, *_doubts_about_table(source, text, content))
    return _note(source, text, lay_out(content, {}, {}, source.stem), options.case_kind, doubts)


def _check(options: ReadOptions) -> None:
    roles = (*SpeakerRole, NO_LABEL)
    for label, role in options.roles.items():
        if role not in roles:
            message = _("'{role}' is no role of the speaker '{label}'. Choose one of: {roles}.")
            raise InputError(message.format(role=quoted(role), label=quoted(label), roles=", ".join(roles)))


def _without_title(content: list[tuple[Line, Heading | None]]) -> list[tuple[Line, Heading | None]]:
    tops = [line for line, title in content if title is not None and title.level == 1]
    # Where several headings are of the first level, the first is a section like the others.
    return content[1:] if len(tops) == 1 and tops[0] == content[0][0] else content


def _transcript(
    source: Source,
    text: str,
    content: list[tuple[Line, Heading | None]],
    candidates: list[Candidate],
    speakers: Speakers,
) -> Draft:
    group = source.stem
    keys = {key: f"{group}/{speaker.name}" for key, speaker in speakers.by_key.items()}
    turns = {found.line.number: found for found in candidates if found.key in keys}
    layout = lay_out(content, turns, keys)
    document = DocumentDraft(group, DocumentKind.TRANSCRIPT, text, layout.units, layout.sections, case=group)
    cases = [CaseDraft(group, group, CaseKind.GROUP)]
    cases += [_case(keys[key], speaker, group) for key, speaker in speakers.by_key.items()]
    findings = [
        Finding(shown_line(speaker.name), speaker.role, plural("{n} turn", "{n} turns", speaker.turns))
        for speaker in speakers.by_key.values()
    ]
    loose = sum(unit.kind is UnitKind.PARAGRAPH for unit in layout.units)
    if loose:
        what = plural("{n} paragraph", "{n} paragraphs", loose)
        findings.append(Finding(_("text without a speaker"), NO_LABEL, what))
    return _draft(source, cases, document, [*findings, *_section_findings(layout)], speakers.doubts)


def _case(key: str, speaker: Speaker, group: str) -> CaseDraft:
    kind = CaseKind.COLLECTIVE if speaker.role is SpeakerRole.COLLECTIVE else CaseKind.PERSON
    role = Role.MODERATOR if speaker.role is SpeakerRole.MODERATOR else Role.PARTICIPANT
    return CaseDraft(key, speaker.name, kind, role, group)


def _note(source: Source, text: str, layout: Layout, kind: CaseKind, doubts: tuple[Doubt, ...]) -> Draft:
    name = source.stem
    document = DocumentDraft(name, DocumentKind.NOTE, text, layout.units, layout.sections, case=name)
    finding = Finding(name, kind, plural("{n} paragraph", "{n} paragraphs", len(layout.units)))
    return _draft(source, [CaseDraft(name, name, kind)], document, [finding, *_section_findings(layout)], doubts)


def _section_findings(layout: Layout) -> Iterator[Finding]:
    units = Counter(unit.section for unit in layout.units)
    for i, section in enumerate(layout.sections):
        yield Finding(shown_line(section.title), "section", plural("{n} unit", "{n} units", units[i]))


def _doubts_about_table(source: Source, text: str, content: list[tuple[Line, Heading | None]]) -> tuple[Doubt, ...]:
    # Excel's "Unicode text" is a table with tabs under the name .txt.
    tabs = {text.count("\t", line.start, line.end) for line, _heading in content}
    if len(content) < _TABLE_ROWS or len(tabs) > 1 or tabs == {0}:
        return ()
    what = _("Every line has the same number of tabs, as in a table. If it is one, give the file the suffix .tsv.")
    return (Doubt(source.name, what),)


def _draft(
    source: Source,
    cases: list[CaseDraft],
    document: DocumentDraft,
    findings: list[Finding],
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
        n_documents=1,
        n_units=len(document.units),
        n_cases=len(cases),
    )
