"""A codebook as a YAML file: read with a line for every fault, written so that people read it and Git compares it.

Every scalar is text as it stands there (`no`, `1.5` and `2019` are names like others); only `null`, `~` and nothing
at all mean nothing. Anchors, aliases and tags have no place in a codebook and are refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from ruamel.yaml.reader import ReaderError

from codebench.domain.codebook import LIST_FIELDS, TEXT_FIELDS, CodebookDraft, CodeDraft, CodeFields
from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.exchange.files import read_bytes, write_whole
from codebench.i18n import _

MAX_BYTES = 2_000_000
MAX_DEPTH = 100
MAX_NAME = 200
WIDTH = 100

_BOOK_KEYS = ("codebook", "language", "description", "codes")
_CODE_KEYS = ("name", *TEXT_FIELDS, *LIST_FIELDS, "colour", "codes")
_NOTHING = ("", "~", "null", "Null", "NULL")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")

# Words that a reader of YAML 1.1 would take for a truth value or nothing are quoted, and all that is not plainly a word.
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
_PLAIN = re.compile(r"[^\W\d_](?:[\w '’()/.-]*[\w'’)])?")
_UNPRINTABLE = "[^ -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_ESCAPED = re.compile(f'["\\\\]|{_UNPRINTABLE}')
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_NOT_FOLDABLE = re.compile(rf"(?!\n){_UNPRINTABLE}|^[ \n]|[ \n]\Z|\n | \n")
_FOLD_AT = re.compile(r"(?<! ) (?! )")


def read_codebook(path: Path) -> CodebookDraft:
    """The codebook in a YAML file.

    Raises:
        InputError: it is no codebook; the sentence names the file, the line and what to do.
    """
    content = read_bytes(path, MAX_BYTES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("{name}, line {line}: this is not UTF-8 text; save the codebook again as UTF-8.")
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(message.format(name=shown_line(path.name), line=line)) from error
    return _Reader(path.name, text.replace("\r\n", "\n").replace("\r", "\n")).codebook()


def write_codebook(draft: CodebookDraft, path: Path) -> None:
    """Write a codebook to a YAML file, whole or not at all; `read_codebook` gives the same draft back.

    Raises:
        StorageError: the file system refused; what was there is as it was.
    """
    write_whole(path, codebook_text(draft))


def codebook_text(draft: CodebookDraft) -> str:
    """The codebook as the text of its YAML file."""
    lines = [f"codebook: {_inline(draft.name)}", f"language: {_inline(draft.language)}"]
    if draft.description:
        lines += _prose("description", draft.description, "")
    if not draft.codes:
        lines.append("codes: []")
        return "\n".join(lines) + "\n"
    lines.append("codes:")
    for i, code in enumerate(draft.codes):
        if i:
            lines.append("")
        lines += _code_lines(code, "  ")
    return "\n".join(lines) + "\n"


def _code_lines(code: CodeDraft, dash: str) -> Iterator[str]:
    indent = dash + "  "
    yield f"{dash}- name: {_inline(code.name)}"
    for key in TEXT_FIELDS:
        text = getattr(code.fields, key)
        if text:
            yield from _prose(key, text, indent)
    for key in LIST_FIELDS:
        items = getattr(code.fields, key)
        if items:
            yield from _list(key, items, indent)
    if code.fields.colour:
        yield f"{indent}colour: {_quoted(code.fields.colour)}"
    if code.children:
        yield f"{indent}codes:"
        for child in code.children:
            yield from _code_lines(child, indent + "  ")


def _prose(key: str, text: str, indent: str) -> Iterator[str]:
    """A text on one line between quotes where it fits there, else as a folded block where YAML allows one."""
    one_line = f"{indent}{key}: {_quoted(text)}"
    if _NOT_FOLDABLE.search(text) or ("\n" not in text and len(one_line) <= WIDTH):
        yield one_line
        return
    yield f"{indent}{key}: >-"
    for i, line in enumerate(text.split("\n")):
        if i:
            # In a folded block a line break is a blank space; an empty line is a line break.
            yield ""
        yield from _wrapped(_FOLD_AT.split(line) if line else [], " ", indent + "  ")


def _list(key: str, items: tuple[str, ...], indent: str) -> Iterator[str]:
    words = [_inline(item) for item in items]
    words[0], words[-1] = f"{key}: [{words[0]}", ""
    tail = f"{_inline(items[-1])}]" if len(items) > 1 else ""
    del tail
    yield ""


def _wrapped(words: list[str], space: str, indent: str) -> Iterator[str]:
    line = ""
    for word in words:
        if line and len(indent) + len(line) + len(space) + len(word) > WIDTH:
            yield indent + line
            line = word
        else:
            line = f"{line}{space}{word}" if line else word
    if line:
        yield indent + line
