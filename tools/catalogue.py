"""The Dutch catalogue of the face: what is missing, what is new in the source, and the file that the program reads.

    python tools/catalogue.py missing    # the strings of the source that nobody has translated yet
    python tools/catalogue.py update     # put new strings in nl.po, empty, and take out those that are gone
    python tools/catalogue.py compile    # make codebench.mo of nl.po

Whoever adds or changes a string runs `update`, fills in the empty `msgstr` lines of nl.po, and runs `compile`.
"""

import argparse
import ast
import json
import struct
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from inspect import cleandoc
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "codebench"
PO = SOURCE / "locale" / "nl.po"
MO = SOURCE / "locale" / "nl" / "LC_MESSAGES" / "codebench.mo"

Message = tuple[str, ...]
"""What the source says: one string, or two where it has a form for one and a form for many."""

HEADER = (
    "Language: nl\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
)

# Words of fixed lists: files keep them, the source gives them to `_` as `_(str(value))` or as `domain.table.Word`.
NAMED = (
    *("turn", "paragraph", "answer", "sentence", "character", "transcript", "note", "section"),
    *("person", "group", "organisation", "collective", "participant", "moderator"),
    *("id", "skip", "category", "multiple", "scale", "number", "date", "text", "open", "option"),
    *("not asked", "blank", "n.v.t.", "weet niet"),
    *("name", "place", "school", "e-mail", "telephone"),
    *("thematic", "codebook", "grounded", "practice", "reliability"),
    *("theoretical", "methodological", "reflexive", "manual", "suggestion", "autocode", "import"),
    *("added", "changed", "same", "moved", "boundary touched", "text gone"),
)


@cache
def messages() -> dict[Message, str]:
    """Every message of the source with the file that says it first, in the order of the files."""
    found: dict[Message, str] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        where = path.relative_to(SOURCE).as_posix()
        for message in _of(ast.parse(path.read_text("utf-8"))):
            found.setdefault(message, where)
    for name in NAMED:
        found.setdefault((name,), "i18n.py")
    # Where a string is said alone and with a form for many, the entry with both serves both.
    pairs = {message[0] for message in found if len(message) == 2}
    return {message: where for message, where in found.items() if len(message) == 2 or message[0] not in pairs}


def _of(tree: ast.AST) -> Iterator[Message]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "plural"}:
            said = _strings(node.args[: 2 if node.func.id == "plural" else 1])
            if said:
                yield said
        elif (
            isinstance(node, ast.Tuple) and len(pair := _strings(node.elts)) == 2 and all("{n}" in one for one in pair)
        ):
            yield pair
        elif isinstance(node, ast.FunctionDef) and any(map(_is_command, node.decorator_list)):
            yield (cleandoc(ast.get_docstring(node) or ""),)


def _strings(nodes: Iterable[ast.expr]) -> Message:
    said = tuple(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return said if len(said) == len(list(nodes)) else ()


def _is_command(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Name) and decorator.func.id == "command"


def read(path: Path = PO) -> dict[Message, Message]:
    """The translations of a catalogue, by message; empty strings where nobody translated it yet."""
    found: dict[Message, Message] = {}
    for entry in path.read_text("utf-8").split("\n\n"):
        said: dict[str, str] = {}
        keyword = ""
        for line in entry.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            if not line.startswith('"'):
                keyword, line = line.split(" ", 1)
            said[keyword] = said.get(keyword, "") + json.loads(line)
        message = tuple(said[key] for key in ("msgid", "msgid_plural") if key in said)
        if message and message[0]:
            found[message] = tuple(said[key] for key in ("msgstr", "msgstr[0]", "msgstr[1]") if key in said)
    return found


def write(translated: Mapping[Message, Message], path: Path = PO) -> None:
    """Write the catalogue: each message of the source in its order, with the translation that it has."""
    entries = ["\n".join(['msgid ""', 'msgstr ""', *(_quoted(line) for line in HEADER.splitlines(keepends=True))])]
    for message, where in messages().items():
        of = translated.get(message, ("",) * len(message))
        lines = [f"#: {where}", f"msgid {_quoted(message[0])}"]
        if len(message) == 2:
            lines += [f"msgid_plural {_quoted(message[1])}", *(f"msgstr[{i}] {_quoted(of[i])}" for i in (0, 1))]
        else:
            lines.append(f"msgstr {_quoted(of[0])}")
        entries.append("\n".join(lines))
    path.write_text("\n\n".join(entries) + "\n", "utf-8")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def missing(translated: Mapping[Message, Message]) -> list[Message]:
    """The messages of the source without a translation, in the order of the source."""
    return [message for message in messages() if not all(translated.get(message, ("",)))]


def compiled(translated: Mapping[Message, Message]) -> bytes:
    """The catalogue in GNU's binary form: two tables of lengths and offsets, then the strings, by message."""
    pairs = {"": HEADER} | {"\0".join(key): "\0".join(of) for key, of in translated.items() if all(of)}
    entries = sorted((key.encode(), of.encode()) for key, of in pairs.items())
    n, start = len(entries), 28
    at = start + 16 * n
    tables: list[bytes] = []
    strings = b""
    for column in (0, 1):
        for entry in entries:
            tables.append(struct.pack("<II", len(entry[column]), at + len(strings)))
            strings += entry[column] + b"\0"
    return struct.pack("<7I", 0x950412DE, 0, n, start, start + 8 * n, 0, at) + b"".join(tables) + strings


def main() -> None:
    """Do what was asked, and say how far the catalogue is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("missing", "update", "compile"))
    what = parser.parse_args().what
    translated = read()
    left = missing(translated)
    if what == "missing":
        sys.stdout.writelines(f"{' | '.join(map(_quoted, message))}\n" for message in left)
    elif what == "update":
        write(translated)
    else:
        MO.parent.mkdir(parents=True, exist_ok=True)
        MO.write_bytes(compiled(translated))
    sys.stderr.write(f"{len(left)} of {len(messages())} strings are not translated\n")


if __name__ == "__main__":
    main()
