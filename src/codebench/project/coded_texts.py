"""Texts with their codes in a table file: what the suggestions can be evaluated on without a project."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from codebench.domain.codebook import CodebookDraft
from codebench.domain.codetree import CodeNode, CodeTree, name_key
from codebench.domain.errors import InputError, NotFoundError
from codebench.exchange.codebook_yaml import read_codebook
from codebench.i18n import _, plural
from codebench.ingest.tabular import Sheet
from codebench.ingest.wording import listed, quoted
from codebench.ingest.workbook import open_table
from codebench.suggest.segments import CodeText

SEPARATOR = ";"
"""What stands between two codes in a cell."""

_ID = "id"
_LEAST = 2


@dataclass(frozen=True, slots=True)
class CodedTexts:
    """Texts in the order of the file, each with the ids of its codes (none where it was not coded)."""

    name: str
    texts: tuple[str, ...]
    given: tuple[frozenset[int], ...]
    codes: tuple[CodeText, ...]
    notes: tuple[str, ...]


def read_coded_texts(path: Path, text: str, codes: str, codebook: Path | None = None) -> CodedTexts:
    """The texts in one column of a CSV file with the codes in another, `;` between two codes.

    Rows with the same `id` and text (one row per coding) are one text. With a codebook its codes are met by path or
    by name, whatever the capitals; codes that it lacks begin from their name alone.

    Raises:
        InputError: a file can't be read, a column is not there, or there is nothing to evaluate on.
    """
    sheet = open_table(path)
    rows = _Rows()
    for cells in _cells(sheet, text, codes):
        rows.add(*cells)
    coded = sum(map(bool, rows.names))
    if coded < _LEAST:
        message = _("'{name}' has {n} with a text and a code; at least {least} are needed. Is '{codes}' the column?")
        n = plural("{n} row", "{n} rows", coded)
        raise InputError(message.format(name=sheet.name, n=n, least=_LEAST, codes=quoted(codes)))
    known, ids, extra = _codes(rows.names, None if codebook is None else read_codebook(codebook))
    given = tuple(frozenset(ids[key] for key in names) for names in rows.names)
    notes = tuple(doubt.what for doubt in sheet.doubts) + tuple(rows.notes(coded, len({*ids.values()}), codes))
    return CodedTexts(sheet.name, tuple(rows.texts), given, known, notes + extra)


def _cells(sheet: Sheet, text: str, codes: str) -> Iterator[tuple[str, str, str]]:
    """The cells with the text, the codes and the id (empty where there is no such column) of each row."""
    at_text, at_codes = _column(sheet, text, "--text"), _column(sheet, codes, "--codes")
    if at_text == at_codes:
        message = _("The column '{name}' can't hold both the texts and the codes.")
        raise InputError(message.format(name=quoted(sheet.headings[at_text])))
    at_id = next((at for at, heading in enumerate(sheet.headings) if name_key(heading) == _ID), None)
    if at_id in (at_text, at_codes):
        at_id = None
    for _line, cells in sheet.rows():
        yield cells[at_text], cells[at_codes], "" if at_id is None else cells[at_id]


def _column(sheet: Sheet, name: str, option: str) -> int:
    for fits in (lambda heading: heading == name, lambda heading: name_key(heading) == name_key(name)):
        for at, heading in enumerate(sheet.headings):
            if fits(heading):
                return at
    message = _("'{file}' has no column '{name}' ({option}); its columns are: {columns}.")
    columns = listed([f"'{quoted(heading)}'" for heading in sheet.headings])
    raise InputError(message.format(file=sheet.name, name=quoted(name), option=option, columns=columns))


@dataclass(slots=True)
class _Rows:
    """The texts so far, each with its codes by key (see `name_key`) in the spelling that came first."""

    texts: list[str] = field(default_factory=list)
    names: list[dict[str, str]] = field(default_factory=list)
    blank: int = 0
    joined: int = 0
    _at: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, text: str, codes: str, row_id: str) -> None:
        """Take in a row."""
        if not text:
            self.blank += 1
            return
        at = self._at.get((row_id, text)) if row_id else None
        if at is None:
            at = len(self.texts)
            self.texts.append(text)
            self.names.append({})
            self._at[row_id, text] = at
        else:
            self.joined += 1
        for code in codes.split(SEPARATOR):
            if code.strip():
                self.names[at].setdefault(name_key(code), code.strip())

    def notes(self, coded: int, n_codes: int, column: str) -> Iterator[str]:
        """What has to be said about the rows."""
        if self.blank:
            yield plural("{n} row without a text was left out.", "{n} rows without a text were left out.", self.blank)
        if self.joined:
            yield plural(
                "{n} row repeats the id and the text of an earlier one; its codes were added to that one's.",
                "{n} rows repeat the id and the text of an earlier one; their codes were added to that one's.",
                self.joined,
            )
        if coded < len(self.texts):
            yield plural(
                "{n} text without a code is not replayed; it counts only for how rare words are.",
                "{n} texts without a code are not replayed; they count only for how rare words are.",
                len(self.texts) - coded,
            )
        again = len(self.texts) - len(set(self.texts))
        if again:
            yield plural(
                "{n} text stands there more than once; each row counts, as respondents may well say the same.",
                "{n} texts stand there more than once; each row counts, as respondents may well say the same.",
                again,
            )
        if 2 * n_codes > sum(map(len, self.names)):
            message = _("Most codes occur once: is '{column}' the column with the codes?")
            yield message.format(column=quoted(column))


def _codes(
    given: Sequence[dict[str, str]], book: CodebookDraft | None
) -> tuple[tuple[CodeText, ...], dict[str, int], tuple[str, ...]]:
    """The codes, which of them each key means, and what has to be said: those of the book first, then the others."""
    spelling: dict[str, str] = {}
    for names in given:
        for key, name in names.items():
            spelling.setdefault(key, name)
    codes = [] if book is None else list(_of_book(book))
    tree = CodeTree(CodeNode(code.id, code.parent_id, code.name, code.id) for code in codes)
    ids: dict[str, int] = {}
    others = []
    for key in sorted(spelling):
        try:
            ids[key] = tree.find(spelling[key]).id
        except NotFoundError:
            codes.append(CodeText(len(codes) + 1, spelling[key]))
            ids[key] = codes[-1].id
            others.append(spelling[key])
    notes: tuple[str, ...] = ()
    if book is not None and others:
        message = plural(
            "{n} code is not in the codebook and begins from its name alone: {{names}}.",
            "{n} codes are not in the codebook and begin from their names alone: {{names}}.",
            len(others),
        )
        notes = (message.format(names=listed([f"'{quoted(name)}'" for name in others])),)
    return tuple(codes), ids, notes


def _of_book(book: CodebookDraft) -> Iterable[CodeText]:
    ids: dict[tuple[str, ...], int] = {}
    for path, code in book.walk():
        ids[path] = len(ids) + 1
        words = (*code.fields.keywords, *code.fields.aliases)
        yield CodeText(ids[path], code.name, code.fields.definition, words, ids.get(path[:-1]))
