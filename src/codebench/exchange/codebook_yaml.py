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
)
from ruamel.yaml.reader import ReaderError

from codebench.domain.codebook import LIST_FIELDS, TEXT_FIELDS, CodebookDraft, CodeDraft, CodeFields, SetDraft, is_mark
from codebench.domain.codetree import SEPARATOR, CodeTree, name_key
from codebench.domain.errors import InputError
from codebench.domain.rule import RuleError, parse
from codebench.domain.text import shown_line
from codebench.exchange.files import read_bytes
from codebench.i18n import _
from codebench.store.whole_files import write_whole

MAX_BYTES = 2_000_000
MAX_DEPTH = 100
WIDTH = 100

_BOOK_KEYS = ("codebook", "language", "description", "codes", "sets")
_CODE_KEYS = ("name", *TEXT_FIELDS, *LIST_FIELDS, "colour", "mark", "archived", "codes")
_SET_KEYS = ("name", "codes")
_YES, _NO = ("yes", "true", "ja"), ("no", "false", "nee")
_NOTHING = ("", "~", "null", "Null", "NULL")
_NO_CODES = CodeTree(())
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")

# Quoted is what is not plainly a word, and what a reader of YAML 1.1 would take for a truth value or nothing.
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
_PLAIN = re.compile(r"[^\W\d_](?:[\w '’()/.-]*[\w'’)])?")
_UNPRINTABLE = "[^ -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_ESCAPED = re.compile(f'["\\\\]|{_UNPRINTABLE}')
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_NOT_FOLDABLE = re.compile(rf"(?!\n){_UNPRINTABLE}|\A[ \n]|[ \n]\Z|\n[ ]|[ ]\n")
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
    write_whole(path, codebook_text(draft).encode())


def codebook_text(draft: CodebookDraft) -> str:
    """The codebook as the text of its YAML file."""
    lines = [f"codebook: {_inline(draft.name)}", f"language: {_inline(draft.language)}"]
    if draft.description:
        lines += _prose("description", draft.description, "")
    lines.append("codes:" if draft.codes else "codes: []")
    for i, code in enumerate(draft.codes):
        if i:
            lines.append("")
        lines += _code_lines(code, "  ")
    if draft.sets:
        lines += ["", "sets:"]
    for each in draft.sets:
        lines.append(f"  - name: {_inline(each.name)}")
        if each.codes:
            lines += _list("codes", tuple(map(SEPARATOR.join, each.codes)), "    ")
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
        if items and key == "rules":
            # Each on a line of its own: they are full of signs, and read better below each other.
            yield f"{indent}rules:"
            yield from (f"{indent}  - {_rule(rule)}" for rule in items)
        elif items:
            yield from _list(key, items, indent)
    if code.fields.colour:
        yield f"{indent}colour: {_quoted(code.fields.colour)}"
    if code.fields.mark:
        yield f"{indent}mark: {_quoted(code.fields.mark)}"
    if code.is_archived:
        yield f"{indent}archived: yes"
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
        yield from _wrapped(_FOLD_AT.split(line), indent + "  ")


def _list(key: str, items: tuple[str, ...], indent: str) -> Iterator[str]:
    words = [f"{_inline(item)}," for item in items[:-1]] + [f"{_inline(items[-1])}]"]
    words[0] = f"{key}: [{words[0]}"
    for i, line in enumerate(_wrapped(words, indent)):
        yield f"  {line}" if i else line


def _wrapped(words: list[str], indent: str) -> Iterator[str]:
    line = ""
    for word in words:
        if line and len(indent) + len(line) + 1 + len(word) > WIDTH:
            yield indent + line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield indent + line


def _inline(text: str) -> str:
    is_plain = _PLAIN.fullmatch(text) is not None and text.casefold() not in _WORDS
    return text if is_plain else _quoted(text)


def _rule(text: str) -> str:
    """A rule may hold quotation marks: between single ones these stay as they are."""
    return f"'{text}'" if '"' in text and not re.search(f"['\n]|{_UNPRINTABLE}", text) else _inline(text)


def _quoted(text: str) -> str:
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    point = ord(found[0])
    if found[0] in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[found[0]]
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"


@dataclass(frozen=True, slots=True)
class _Node:
    """A value in the file and the line on which it begins: a text, nothing, a list, or a mapping."""

    line: int
    value: "str | list[_Node] | dict[str, _Node] | None"


class _Reader:
    """Makes a draft of the events of a YAML parser; every refusal goes through `_fail`."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._text = text
        self._events: Iterator[Any] = iter(())

    def codebook(self) -> CodebookDraft:
        """The draft; InputError where there is none."""
        node = self._document()
        entries = self._mapping(node, _BOOK_KEYS, _("a codebook"))
        for key in ("codebook", "codes"):
            if key not in entries:
                message = _("this is no codebook without `{key}:`; add it ({keys} are known).")
                self._fail(node.line, message.format(key=key, keys=", ".join(_BOOK_KEYS)))
        return CodebookDraft(
            name=self._one_line(entries["codebook"], "codebook"),
            language=self._one_line(entries["language"], "language") or "nl" if "language" in entries else "nl",
            description=self._scalar(entries["description"], "description") if "description" in entries else "",
            codes=self._codes(entries["codes"]),
            sets=self._sets(entries["sets"]) if "sets" in entries else (),
        )

    def _sets(self, node: _Node) -> tuple[SetDraft, ...]:
        if node.value is None:
            return ()
        if not isinstance(node.value, list):
            self._fail(node.line, _("`sets` takes a list; begin each set with `- name: ...`."))
        found: dict[str, SetDraft] = {}
        for item in node.value:
            entries = self._mapping(item, _SET_KEYS, _("a set"))
            name = self._one_line(entries.get("name", _Node(item.line, None)), "name")
            if not name:
                self._fail(item.line, _("a set has no name; write `- name: ...`."))
            if name_key(name) in found:
                self._fail(item.line, _("there is a set '{name}' above; make them one.").format(name=shown_line(name)))
            paths = self._list(entries["codes"], "codes") if "codes" in entries else ()
            codes = tuple(tuple(part.strip() for part in path.split(SEPARATOR.strip())) for path in paths)
            found[name_key(name)] = SetDraft(name, codes)
        return tuple(found.values())

    def _codes(self, node: _Node) -> tuple[CodeDraft, ...]:
        if node.value is None:
            return ()
        if not isinstance(node.value, list):
            self._fail(node.line, _("`codes` takes a list; begin each code with `- name: ...`."))
        names: dict[str, int] = {}
        codes = []
        for item in node.value:
            entries = self._mapping(item, _CODE_KEYS, _("a code"))
            name = self._name_of(item, entries)
            before = names.get(name_key(name))
            if before is not None:
                message = _("'{name}' has a sibling of that name on line {before}; rename one, or make them one code.")
                self._fail(item.line, message.format(name=shown_line(name), before=before))
            names[name_key(name)] = item.line
            below = self._codes(entries.get("codes", _Node(0, None)))
            codes.append(CodeDraft(name, self._fields(entries), below, self._is_yes(entries, "archived")))
        return tuple(codes)

    def _name_of(self, item: _Node, entries: dict[str, _Node]) -> str:
        node = entries.get("name", _Node(item.line, None))
        if node.value is None:
            self._fail(node.line, _("a code has no name; write `- name: ...`, and a name like null between quotes."))
        name = self._scalar(node, "name").strip()
        try:
            _NO_CODES.check_name(name, None)
        except InputError as error:
            self._fail(node.line, str(error))
        return name

    def _fields(self, entries: dict[str, _Node]) -> CodeFields:
        found: dict[str, Any] = {key: self._scalar(entries[key], key) for key in TEXT_FIELDS if key in entries}
        found |= {key: self._list(entries[key], key) for key in LIST_FIELDS if key in entries}
        if "colour" in entries:
            found["colour"] = self._colour(entries["colour"])
        if "mark" in entries:
            found["mark"] = self._mark(entries["mark"])
        return CodeFields(**found)

    def _is_yes(self, entries: dict[str, _Node], key: str) -> bool:
        if key not in entries:
            return False
        word = self._scalar(entries[key], key).strip().casefold()
        if word not in (*_YES, *_NO, ""):
            self._fail(entries[key].line, _("`{key}` takes yes or no.").format(key=key))
        return word in _YES

    def _colour(self, node: _Node) -> str:
        # Without its quotes a colour is a comment to YAML, and would be lost without a word.
        if not isinstance(node.value, str) or not _COLOUR.fullmatch(node.value):
            self._fail(node.line, _('a colour is written between quotes, as "#0072B2"; mend it or leave it out.'))
        return node.value

    def _mark(self, node: _Node) -> str:
        mark = self._scalar(node, "mark").strip()
        if mark and not is_mark(mark):
            self._fail(node.line, _("a mark is one or two letters or signs, as Ti or +; mend it or leave it out."))
        return mark

    def _list(self, node: _Node, key: str) -> tuple[str, ...]:
        if node.value is None:
            return ()
        if not isinstance(node.value, list):
            self._fail(node.line, _("`{key}` takes a list; write it as [one, two].").format(key=key))
        items = []
        for item in node.value:
            if not isinstance(item.value, str):
                message = _("`{key}` takes words; take out what is empty or a list.")
                self._fail(item.line, message.format(key=key))
            items.append(item.value)
            if key == "rules":
                try:
                    parse(item.value)
                except RuleError as error:
                    self._fail(item.line, str(error))
        return tuple(items)

    def _one_line(self, node: _Node, key: str) -> str:
        text = self._scalar(node, key).strip()
        if "\n" in text or "\r" in text:
            self._fail(node.line, _("`{key}` takes one line; take the line break out.").format(key=key))
        return text

    def _scalar(self, node: _Node, key: str) -> str:
        if isinstance(node.value, list | dict):
            message = _("`{key}` takes a text; put it between quotes if it holds `: `, or begins with [ or {{ or -.")
            self._fail(node.line, message.format(key=key))
        return node.value or ""

    def _mapping(self, node: _Node, known: tuple[str, ...], what: str) -> dict[str, _Node]:
        if not isinstance(node.value, dict):
            message = _("here should be {what}, written as `{first}: ...` and below it its other fields.")
            self._fail(node.line, message.format(what=what, first=known[0]))
        for key, value in node.value.items():
            if key not in known:
                message = _("{what} has no field '{key}'; take it out or use one of {known}.")
                self._fail(value.line, message.format(what=what, key=shown_line(key[:40]), known=", ".join(known)))
        return node.value

    def _document(self) -> _Node:
        """The one document of the file as nodes.

        The events are taken one by one and nothing is composed: there are no aliases to multiply, and the depth
        is bounded before anything recurses.
        """
        parser = YAML(typ="safe", pure=True)
        try:
            self._events = iter(parser.parse(self._text))
            root = None
            for event in self._events:
                if isinstance(event, DocumentStartEvent):
                    if root is not None:
                        self._fail(event.start_mark.line + 1, _("a second document begins; give it its own file."))
                    root = self._node(next(self._events), 0)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            if error.context_mark and mark.index >= len(self._text.rstrip()):
                # Only the end of the file showed that something is open: what is open is what helps.
                mark = error.context_mark
            problem = _("this is not YAML ({problem}); check the indentation, and quote text that holds `: ` or ` #`.")
            self._fail(mark.line + 1 if mark else 1, problem.format(problem=shown_line(error.problem or "")))
        except ReaderError as error:
            line = self._text.count("\n", 0, error.position) + 1
            self._fail(line, _("a control character stands here; save the codebook as plain text, without it."))
        except (YAMLError, ValueError, OverflowError) as error:
            self._fail(1, _("this is not YAML ({problem}).").format(problem=shown_line(str(error))))
        if root is None:
            self._fail(1, _("the file holds no codebook; is it the right file?"))
        return root

    def _node(self, event: Any, depth: int) -> _Node:
        line = event.start_mark.line + 1
        if not isinstance(event, ScalarEvent | SequenceStartEvent | MappingStartEvent) or event.anchor is not None:
            self._fail(line, _("`&` and `*` at the start of a value are anchors to YAML; put the text between quotes."))
        if event.tag is not None:
            self._fail(line, _("`!` at the start of a value is a tag to YAML; put the text between quotes."))
        if depth > MAX_DEPTH:
            self._fail(line, _("this is nested too deeply for a codebook; check the indentation."))
        if isinstance(event, ScalarEvent):
            return _Node(line, _scalar_value(event))
        if isinstance(event, SequenceStartEvent):
            return _Node(line, list(self._nodes(SequenceEndEvent, depth)))
        entries: dict[str, _Node] = {}
        nodes = self._nodes(MappingEndEvent, depth)
        for key in nodes:
            value = next(nodes)
            if not isinstance(key.value, str):
                self._fail(key.line, _("a field has no name; write `name: value`, and quote text that begins with ?."))
            if key.value in entries:
                message = _("'{key}' stands twice in the same place; keep one of the two.")
                self._fail(key.line, message.format(key=shown_line(key.value[:40])))
            # A fault in a field is told with the line of its name; nothing at all would stand a line too low.
            entries[key.value] = _Node(key.line, value.value)
        return _Node(line, entries)

    def _nodes(self, end: type[SequenceEndEvent] | type[MappingEndEvent], depth: int) -> Iterator[_Node]:
        while not isinstance(event := next(self._events), end):
            yield self._node(event, depth + 1)

    def _fail(self, line: int, problem: str) -> NoReturn:
        message = _("{name}, line {line}: {problem}")
        raise InputError(message.format(name=shown_line(self._name), line=line, problem=problem))


def _scalar_value(event: Any) -> str | None:
    value = str(event.value)
    if event.style in ("|", ">"):
        return value.rstrip("\n")
    return None if event.style is None and value in _NOTHING else value
