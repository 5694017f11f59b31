"""The codebook as a document to read, print and hand on: definitions, borders and examples, code by code."""

from codebench.domain.codebook import LIST_FIELDS, CodebookDraft, CodeDraft, CodeFields, field_labels
from codebench.domain.codetree import SEPARATOR
from codebench.domain.table import Table, plain_table
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.report.blocks import Block, Grid, Heading, Paragraph, Quote, Report, Tone

_DEEPEST = 4


def codebook_report(draft: CodebookDraft, moment: str) -> Report:
    """A heading for each code, at its depth in the tree, and under it what the codebook says; `moment` is in UTC."""
    sets = draft.sets_by_code()
    blocks: list[Block] = [Paragraph(draft.description)] if draft.description else []
    for path, code in draft.walk():
        blocks.append(_heading(path, code))
        blocks += _told(code.fields)
        if path in sets:
            blocks.append(Paragraph(f"{_('Sets')}: {'; '.join(sets[path])}", Tone.NOTE))
    return _report(draft, blocks, moment)


def codebook_cards(draft: CodebookDraft, moment: str) -> Report:
    """The same with a small table for each code, which `codebook import` reads: a row for each field that is filled."""
    sets = draft.sets_by_code()
    blocks: list[Block] = [Paragraph(draft.description)] if draft.description else []
    for path, code in draft.walk():
        blocks += [_heading(path, code), Grid(_card(path, code, sets.get(path, [])))]
    return _report(draft, blocks, moment)


def _report(draft: CodebookDraft, blocks: list[Block], moment: str) -> Report:
    title = _("Codebook {name}").format(name=shown_line(draft.name))
    n = plural("{n} code", "{n} codes", sum(1 for _each in draft.walk()))
    return Report(title, f"{n} · {moment[:10]}", tuple(blocks), draft.language, moment)


def _heading(path: tuple[str, ...], code: CodeDraft) -> Heading:
    name = _("{name} (archived)") if code.is_archived else "{name}"
    return Heading(name.format(name=shown_line(code.name)), min(len(path), _DEEPEST))


def _card(path: tuple[str, ...], code: CodeDraft, sets: list[str]) -> Table:
    labels = field_labels()
    told = {name: getattr(code.fields, name) for name in labels}
    texts = {name: "\n".join(told[name]) if name in LIST_FIELDS else told[name] for name in labels}
    rows = [(labels[name], text) for name, text in texts.items() if text or name == "definition"]
    rows += [(_("Archived"), _("yes"))] if code.is_archived else []
    rows += [(_("Sets"), "\n".join(sets))] if sets else []
    return plain_table("", (_("Code"), SEPARATOR.join(path)), rows)


def _told(fields: CodeFields) -> list[Block]:
    blocks: list[Block] = [Paragraph(fields.definition or _("(no definition yet)"))]
    for label, text in ((_("Use when"), fields.include_when), (_("Not when"), fields.exclude_when)):
        if text:
            blocks.append(Paragraph(f"{label}: {text}"))
    for label, text in ((_("example"), fields.example), (_("counter-example"), fields.counter_example)):
        blocks += [Quote(line.strip(), f"({label})") for line in text.split("\n") if line.strip()]
    for label, words in (
        (_("Keywords"), fields.keywords),
        (_("Also called"), fields.aliases),
        (_("Rules"), fields.rules),
    ):
        if words:
            blocks.append(Paragraph(f"{label}: {'; '.join(words)}", Tone.NOTE))
    return blocks
