"""The chapters of a report: one for each theme, or for each top code; the researcher's text, counts and quotes."""

from collections.abc import Iterator
from dataclasses import dataclass

from codebench.domain.codetree import name_key
from codebench.domain.errors import NotFoundError
from codebench.domain.table import Share, Undefined, cell_text
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.code_groups import GroupInfo
from codebench.project.codebook import Codebook
from codebench.project.reporting.citing import Citation, Citing, chosen
from codebench.project.reporting.counted import Counted, is_tested, picture_of
from codebench.project.reporting.exhibits import exhibit
from codebench.project.reporting.ground import Ground
from codebench.project.themes import Themes
from codebench.report.blocks import Block, Grid, Heading, Paragraph, Picture, Quote, Tone


@dataclass(frozen=True, slots=True)
class Chapter:
    """What a chapter is about: its codes (ids), the claim and text of the researcher, and the quotes of its theme."""

    name: str
    codes: tuple[int, ...]
    claim: str = ""
    body: str = ""
    about: str = ""
    quotes: tuple[int, ...] = ()


def chapters_of(ground: Ground, counted: Counted) -> list[Chapter]:
    """The chapters in order: the themes, or where a project has none its top codes with codings.

    Raises:
        NotFoundError: the template names a theme that is none, nor a code.
    """
    themes = Themes(ground.session).all()
    definitions = {code.id: code.fields.definition for code in Codebook(ground.session).codes()}
    if ground.template.themes:
        return [_named(ground, name, themes, definitions) for name in ground.template.themes]
    if themes:
        return [_of_theme(theme) for theme in themes]
    return [_of_code(ground, node.id, definitions) for node in ground.tree.roots if node.id in counted.by_code]


def _named(ground: Ground, name: str, themes: list[GroupInfo], definitions: dict[int, str]) -> Chapter:
    theme = next((theme for theme in themes if name_key(theme.name) == name_key(name)), None)
    if theme is not None:
        return _of_theme(theme)
    try:
        return _of_code(ground, ground.tree.find(name).id, definitions)
    except NotFoundError as error:
        message = _("{template}: there is no theme or code '{name}'.")
        raise NotFoundError(message.format(template=shown_line(ground.template.name), name=shown_line(name))) from error


def _of_theme(theme: GroupInfo) -> Chapter:
    codes = tuple(code for code, _path in theme.codes)
    return Chapter(theme.name, codes, theme.claim, theme.body, quotes=theme.quotes)


def _of_code(ground: Ground, code: int, definitions: dict[int, str]) -> Chapter:
    return Chapter(ground.tree[code].name, (code,), about=definitions.get(code, ""))


class ChapterWriter:
    """Writes the chapters of one report."""

    def __init__(self, ground: Ground, counted: Counted, citing: Citing) -> None:
        self._ground = ground
        self._counted = counted
        self._citing = citing

    def overview(self, chapters: list[Chapter]) -> Iterator[Block]:
        """What all chapters come to: the codes that they are about, the most frequent first."""
        counted = self._counted
        codes = list(dict.fromkeys(code for chapter in chapters for code in chapter.codes if code in counted.by_code))
        codes.sort(key=lambda code: -_cases(counted, code))
        yield Heading(_("At a glance"))
        if not codes:
            yield Paragraph(_("Nothing was coded in this material."), Tone.NOTE)
            return
        by = self._ground.template.by[:1]
        plain, split = (
            _("Cases by theme, the most frequent first"),
            _("Cases by theme and {by}, the most frequent first"),
        )
        yield from self._figures(split.format(by=", ".join(by)) if by else plain, plain, codes)

    def chapter(self, chapter: Chapter) -> Iterator[Block]:
        """One chapter."""
        ground, counted = self._ground, self._counted
        yield Heading(chapter.name[:1].upper() + chapter.name[1:])
        if chapter.claim:
            yield Paragraph(chapter.claim)
        if chapter.about:
            yield Paragraph(_("About: {definition}").format(definition=chapter.about), Tone.NOTE)
        for text in chapter.body.split("\n\n"):
            if text.strip():
                yield Paragraph(text.strip())
        codes = [node.id for code in chapter.codes if code in ground.tree for node in ground.tree.subtree(code)]
        if len(chapter.codes) == 1 and chapter.codes[0] in counted.by_code:
            yield from self._said(chapter.codes[0])
        if any(code in counted.by_code for code in codes):
            yield Heading(_("In figures"), 2)
            by = ground.template.by[:1]
            plain = _("Cases that speak of {theme}").format(theme=chapter.name)
            split = _("Cases that speak of {theme}, by {by}").format(theme=chapter.name, by=", ".join(by))
            yield from self._figures(split if by else plain, plain, codes)
            yield from self._differences(codes)
        for asked in ground.template.exhibits:
            if asked.chapter and name_key(asked.chapter) == name_key(chapter.name):
                yield from exhibit(ground, asked)
        yield from self._quotes(chapter, frozenset(codes))

    def _said(self, code: int) -> Iterator[Block]:
        """How many cases speak of it, in a sentence, from the row of the table; nothing where that is hidden."""
        row = self._counted.by_code[code]
        share = next((cell for cell in row.cells if isinstance(cell, Share)), None)
        if share is None or isinstance(row.cells[1], Undefined):
            return
        if share.percent is None:
            told = _("{n} of {of} cases speak of this, in {codings} passages.")
        else:
            told = _("{percent} of the cases speak of this (n = {n}, N = {of}), in {codings} passages.")
        sentence = told.format(percent=share, n=share.n, of=share.of, codings=cell_text(row.cells[1]))
        words = self._counted.in_words.get(code)
        if words is not None and not isinstance(words.cells[-1], Undefined):
            sentence = _("{sentence} In words: {words}.").format(sentence=sentence, words=cell_text(words.cells[-1]))
        yield Paragraph(sentence)

    def _figures(self, title: str, plain: str, codes: list[int]) -> Iterator[Block]:
        """The table and its picture, which has the `plain` title where it draws all cases together."""
        part = self._counted.part(title, codes)
        yield Grid(part)
        chart = picture_of(part)
        if chart is not None:
            yield Picture(chart, title if len(chart.series) > 1 else plain)

    def _differences(self, codes: list[int]) -> Iterator[Block]:
        """The differences that the tests allow to be named, by each variable."""
        ground, counted = self._ground, self._counted
        tables = dict(zip(ground.template.by[:1], [counted.main], strict=False)) | dict(counted.others)
        notes = [_("Rule and tests: see 'How was counted'.")]
        for by, table in tables.items():
            told = counted.differences(codes, by, table, ground.tree)
            yield from (Paragraph(sentence, Tone.ITEM) for sentence in told)
            if not told and is_tested(table):
                notes.append(_("No difference by {by} passes what the rule asks, so none is named.").format(by=by))
            elif not told:
                notes.append(_("Differences by {by} were not tested.").format(by=by))
        yield Paragraph(" ".join(notes), Tone.NOTE)

    def _quotes(self, chapter: Chapter, codes: frozenset[int]) -> Iterator[Block]:
        named = self._citing.named(chapter.quotes)
        starred = [quote for quote in self._citing.starred if quote.code in codes]
        quotes = chosen([*named, *starred], self._ground.template.quotes)
        if quotes:
            yield Heading(_("In their words"), 2)
        for quote in quotes:
            yield self._quote(quote)

    def _quote(self, quote: Citation) -> Quote:
        self._citing.used.append(quote)
        text = quote.text if "\n" in quote.text else f"“{quote.text}”"
        return Quote(text, self._citing.source(quote))


def _cases(counted: Counted, code: int) -> int:
    return next((cell.n for cell in counted.by_code[code].cells if isinstance(cell, Share)), 0)
