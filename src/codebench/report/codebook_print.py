"""The codebook as a document to read, print and hand on: definitions, borders and examples, code by code."""

from codebench.domain.codebook import CodebookDraft, CodeFields
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.report.blocks import Block, Heading, Paragraph, Quote, Report, Tone

_DEEPEST = 4


def codebook_report(draft: CodebookDraft, moment: str) -> Report:
    """A heading for each code, at its depth in the tree, and under it what the codebook says; `moment` is in UTC."""
    codes = list(draft.walk())
    blocks: list[Block] = [Paragraph(draft.description)] if draft.description else []
    for path, code in codes:
        blocks.append(Heading(shown_line(code.name), min(len(path), _DEEPEST)))
        blocks += _told(code.fields)
    subtitle = plural("{n} code", "{n} codes", len(codes))
    title = _("Codebook {name}").format(name=shown_line(draft.name))
    return Report(title, f"{subtitle} · {moment[:10]}", tuple(blocks), draft.language, moment)


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
